"""The whole window on a project: start, open an article, tag until painted, stay alive."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from tests.benchmarks.figures import Figure, timed
from tests.benchmarks.generator import PUBLISHERS, Size, make_project, mentions, prose

from juseok.app import make_application, open_project
from juseok.core.ids import article_id, derived_id
from juseok.core.messages import Message
from juseok.core.model import Entity, Kind
from juseok.core.ops import CREATE_MANY, Action, Change
from juseok.core.records import to_body
from juseok.services.heavy import Worker
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.store.content import ArticleContent
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.ui import theme
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection
from juseok.ui.collecting import Collector
from juseok.ui.errors import Errors
from juseok.ui.parts import EXTENSIONS, PANELS
from juseok.ui.session import Session
from juseok.ui.settings import Settings
from juseok.ui.windows.main_window import MainWindow

_LABEL = Message("history.unknown")

_START = """
import gc, sys, time
gc.disable()
begun = float(sys.argv[2])
import juseok.__main__
from juseok.ui.binding import load_qt
load_qt()
from juseok import app as program
from PySide6.QtCore import QEvent, QObject, QTimer
from pathlib import Path
from juseok.ui.settings import Settings
from juseok.services.user import config_dir
from juseok.ui import i18n
application = program.make_application(["juseok"])
settings = Settings(config_dir() / "settings.toml")
i18n.install(application, "ko")
desk = program.Desk(application, settings)
class Watch(QObject):
    def eventFilter(self, watched, event):
        if watched is desk.window:
            if event.type() == QEvent.Type.WindowTitleChange and watched.bench is not None:
                watched.removeEventFilter(self)
                watched.bench.article.view.viewport().installEventFilter(self)
        elif event.type() == QEvent.Type.Paint and desk.window.bench.article.view.page.doc.text:
            watched.removeEventFilter(self)
            print("painted", time.time() - begun)
            print("processor", time.process_time(), flush=True)
            ticks.start(0)
        return False
def look():
    tabs = desk.window.bench.inspector.tabs
    if tabs is not None and tabs.panel(tabs.current_id) is not None:
        print("panels", time.time() - begun, flush=True)
        application.quit()
ticks = QTimer()
ticks.timeout.connect(look)
watch = Watch()
desk.window.installEventFilter(watch)
desk.show(Path(sys.argv[1]), starter=False)
application.exec()
desk.close()
"""


_BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["bare"])
window = QWidget()
window.show()
application.processEvents()
print("bare", time.time() - float(sys.argv[2]))
print("bare-processor", time.process_time(), flush=True)
"""


def start_figures(path: Path, identity: Identity) -> Iterator[Figure]:
    """From the start of the process to text on screen, warm disk, byte code in its cache.

    The cache is the run's own, since the environment may forbid the ordinary one.  An empty
    window of the binding is measured in turn with ours, for it is what no start can be below;
    processor time says more than the clock where others use the machine.
    """
    taken: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ, "JUSEOK_CONFIG": folder,
            "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/code",
        }  # fmt: skip
        for number in range(6):
            for program in (_BARE, _START):
                done = subprocess.run(
                    [sys.executable, "-c", program, str(path), str(time.time())],
                    env=environment, check=True, capture_output=True, text=True, timeout=60,
                )  # fmt: skip
                for name, seconds in map(str.split, done.stdout.splitlines() if number else ()):
                    taken.setdefault(name, []).append(float(seconds) * 1000)
    for name, what, budget in (
        ("painted", "start of the process → text painted", 250),
        ("panels", "start of the process → panels there", 550),
        ("processor", "processor time until the text is painted", None),
        ("bare", "start of the process → an empty Qt window", None),
        ("bare-processor", "processor time of an empty Qt window", None),
    ):
        times = sorted(taken[name])
        yield Figure(what, times[2], "ms", budget, times[-1])


def figures(folder: Path, identity: Identity) -> Iterator[Figure]:
    path = folder / "window.juseok"
    make_project(path, identity, Size(3))
    ordinary, huge = _add(path, identity, 2_000, 60), _add(path, identity, 1_000_000, 30_000)
    make_application(["juseok"])
    with _Window(path, identity, folder) as window:
        yield timed("open 2,000 characters, 60 mentions", lambda: window.read(ordinary), times=5,
                    budget=50)  # fmt: skip
        window.read(ordinary)
        window.settle()
        yield timed("tag → painted, 2,000 characters", window.tag, times=30, budget=16)
        yield timed("scroll → painted, 2,000 characters", window.scroll, times=60, budget=8)
        window.read(huge)
        taken = sorted(window.text_of(huge, ordinary) for _ in range(3))
        yield Figure("open 1,000,000 characters, warm → text painted", taken[1], "ms", 100,
                     taken[-1])  # fmt: skip
        yield timed("the same → all 30,000 mentions there", lambda: window.read(huge), times=3)
        window.settle()
        yield timed("tag → painted, 1,000,000 characters", window.tag, times=30, budget=16)
        yield timed("scroll → painted, 1,000,000 characters", window.scroll, times=60, budget=8)
        window.settle()
        yield Figure("longest gap of a 5 ms timer, doing nothing", window.gap(_idle), "ms", 50)
        out = folder / "gap.jsonl"
        project = window.session.project
        worker = Worker()
        export = partial(
            export_project,
            project=project, viewer=full_viewer(project), path=out, overwrite=True,
            runner=worker.run,
        )  # fmt: skip
        yield Figure("longest gap of a 5 ms timer while exporting", window.gap(export), "ms", 50)
        worker.close()


class _Window:
    """The main window with its panels, and ways to wait for paint."""

    def __init__(self, path: Path, identity: Identity, folder: Path) -> None:
        opened = open_project(path, identity)
        self.session = Session(opened.project, opened.scheme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._collector = Collector(app)
        self._theme = theme.Theme(app, "light")
        self.window = MainWindow(
            settings=Settings(folder / "settings.toml"),
            theme=self._theme,
            errors=Errors(),
            memory=QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat),
            panels=PANELS,
            extensions=EXTENSIONS,
        )
        self._at = 0

    def __enter__(self) -> "_Window":
        self.window.resize(1366, 768)
        self.window.show_session(self.session)
        self.window.show()
        _until(lambda: self.session.index is not None and bool(self._view.page.doc.text))
        return self

    def __exit__(self, *_: object) -> None:
        self.window.close()
        self.window.leave_session()
        self.session.close()
        self._collector.close()

    @property
    def _view(self):
        bench = self.window.bench
        assert bench is not None
        return bench.article.view

    def read(self, article: str) -> None:
        """Let the article go, open it from disk, and wait until its text is painted."""
        bench = self.window.bench
        assert bench is not None
        session, place = self.session, bench._context.place
        session.set_on_screen(())
        place.set_article("")
        bench.article.go(article)
        stream = bench.article._stream
        _until(lambda: place.article == article and not stream.under_way)
        self._view.viewport().repaint()

    def text_of(self, article: str, other: str) -> float:
        """How long after ``other`` the text of ``article`` takes to be painted, in ms."""
        bench = self.window.bench
        assert bench is not None
        self.read(other)
        self.rest()
        before, begun = self._view.page.doc.text, time.perf_counter()
        bench.article.go(article)
        _until(lambda: self._view.page.doc.text is not before)
        self._view.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def tag(self) -> None:
        """Select four characters on screen, press a key, and paint."""
        view = self._view
        self._at += 1
        start = view.page.offset_at(60 + 11 * self._at % 400, 120 + 7 * self._at % 300)
        start = max(0, min(start, len(view.page.doc.text) - 6))
        view.set_state(Interaction(Selection(start, start + 4, by=SelectedBy.CHARACTER)))
        self.window.router.trigger("tag.ORG")
        view.viewport().repaint()

    def scroll(self) -> None:
        self._view.scroll_by(60)
        self._view.viewport().repaint()

    def rest(self) -> None:
        """Wait until everything is saved and nothing is under way."""
        _until(lambda: not self.session.save_state.pending and self.session.tasks.idle)

    def settle(self) -> None:
        """Rest, and wait until no suggestion is looked for either."""
        self.rest()
        context = self.window._context
        suggestions = context.suggestions if context is not None else None
        _until(lambda: suggestions is None or not suggestions.searching)

    def gap(self, work: Callable[[], object]) -> float:
        """The longest gap of a 5 ms timer while ``work`` runs on the pool, in ms."""
        watch = Gaps()
        done: list[object] = []
        self.session.tasks.run(lambda reader, job: work(), done.append)
        _until(lambda: bool(done))
        watch.stop()
        return watch.longest


class Gaps(QObject):
    """Of a 5 ms timer, in ms: the longest gap, and the longest work of this thread in one."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = self.busiest = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(5)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now
        worked = time.thread_time()
        self.busiest = max(self.busiest, (worked - self._worked) * 1000)
        self._worked = worked

    def stop(self) -> None:
        self._timer.stop()


def _idle() -> None:
    time.sleep(1)


def _until(done: Callable[[], bool]) -> None:
    app = QApplication.instance()
    assert app is not None
    begun = time.monotonic()
    while not done():
        app.processEvents()
        if time.monotonic() - begun > 60:
            raise TimeoutError
        time.sleep(0.0005)


def _add(path: Path, identity: Identity, length: int, count: int) -> str:
    """Put one more article of ``length`` with ``count`` mentions into the project; its id."""
    chance = random.Random(length)
    text = f"{prose(24, chance, lines=False)}\n{prose(length, chance)}"
    article = article_id(text, 1)
    with Project.open(path, identity=identity) as project:
        names = [
            Entity(project.ids(), project.register_layer, "ORG", prose(4, chance, lines=False))
            for _ in range(50)
        ]
        occurrence = {"article": article, "page": "", "title": text[:20],
                      "publisher": PUBLISHERS[0], "position": length}  # fmt: skip
        zones = [[0, 24, "title"], [25, len(text), "body"]]
        objects: list[list[object]] = [
            *([entity.id, Kind.ENTITY, to_body(entity)] for entity in names),
            [article, Kind.ARTICLE, {"length": len(text), "norm_version": 1}],
            [derived_id("occurrence", article), Kind.OCCURRENCE, occurrence],
            [derived_id("zoning", article), Kind.ZONING, {"article": article, "zones": zones}],
            *(
                [mention.id, Kind.MENTION, to_body(mention)]
                for mention in mentions(project, article, text, count, names, chance)
            ),
        ]
        change = Change(project.ids(), "batch_of_objects", CREATE_MANY, {"objects": objects})
        content = ArticleContent(article, text, 1)
        project.writer.commit(Action(_LABEL, (change,), undoable=False), (content,))
    return article

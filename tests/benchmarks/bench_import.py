"""The import dialog on a folder of small files: how soon it shows some, and that it stays alive."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from tests.benchmarks.bench_window import Gaps
from tests.benchmarks.figures import Figure
from tests.benchmarks.generator import Size, make_project, prose

from juseok.app import make_application, open_project
from juseok.store.identity import Identity
from juseok.ui.collecting import Collector
from juseok.ui.dialogs.import_dialog import ImportDialog
from juseok.ui.session import Session
from juseok.ui.theme import Theme

_WAIT_S = 600
_LOOK_MS = 10
_FEET = 50


def figures(folder: Path, identity: Identity, *, files: int) -> Iterator[Figure]:
    """Gaps of a 5 ms timer, as they are felt by whoever types into the dialog meanwhile."""
    inbox = folder / "inbox"
    _fill(inbox, files)
    path = folder / "import.juseok"
    make_project(path, identity, Size(3))
    app = make_application(["juseok"])
    collector, look = Collector(app), Theme(app, "light")
    opened = open_project(path, identity)
    session = Session(opened.project, opened.scheme)
    yield from _stopped(opened.project, look, inbox)
    before = _resident()
    dialog = ImportDialog(opened.project, look)
    dialog.show()
    _until(lambda: dialog.work.idle)
    begun, watch = time.perf_counter(), Gaps()
    dialog.bring([inbox])
    _until(lambda: dialog.bench.model.rowCount() > 0)
    yield Figure("files brought → first rows", (time.perf_counter() - begun) * 1000, "ms", 1000)
    _until(lambda: dialog.work.idle and not dialog.stop.isVisible())
    yield Figure("files read, planned, looked through", files / (time.perf_counter() - begun), "/s")
    yield Figure("longest gap of a 5 ms timer while reading", watch.longest, "ms", 50)
    yield Figure("the longest work of the GUI thread in one turn", watch.busiest, "ms", 16)
    watch.stop()
    assert dialog.batch.articles == files
    yield Figure("memory a file", (_resident() - before) / files, "kB")
    done: list[str] = []
    dialog.imported.connect(done.append)
    watch = Gaps()
    dialog.start_import()
    _until(lambda: bool(done))
    watch.stop()
    yield Figure("longest gap of a 5 ms timer while importing", watch.longest, "ms", 50)
    dialog.close()
    session.close()
    collector.close()
    look.deleteLater()


def _stopped(project: object, look: Theme, inbox: Path) -> Iterator[Figure]:
    """From the click on Stop in the midst of reading until the dialog says how it ended."""
    dialog = ImportDialog(project, look)
    dialog.show()
    dialog.bring([inbox])
    _until(lambda: dialog.bench.model.rowCount() > 0)
    begun = time.perf_counter()
    dialog.give_up()
    _until(lambda: dialog.work.idle)
    yield Figure("reading stopped → at rest", (time.perf_counter() - begun) * 1000, "ms", 1000)
    dialog.close()


def _fill(folder: Path, files: int) -> None:
    chance = random.Random(1)
    folder.mkdir()
    for number in range(files):
        title, text = prose(24, chance, lines=False), prose(900, chance)
        foot = f"무단 전재 금지 {number % _FEET}\n구독하기\n"
        (folder / f"{number:05}.txt").write_text(
            f"{title}\n입력 2025.03.04 09:12\n{text}\n{foot}", encoding="utf-8"
        )


def _resident() -> float:
    """Resident memory of this process, in kB; 0 where the system does not tell it so."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * 4


def _until(done: Callable[[], bool]) -> None:
    """Run an event loop, as the window does, until ``done``."""
    loop, clock = QEventLoop(), QTimer()
    end = time.monotonic() + _WAIT_S

    def look() -> None:
        if done() or time.monotonic() > end:
            loop.quit()

    clock.timeout.connect(look)
    clock.start(_LOOK_MS)
    loop.exec()
    clock.stop()
    assert QApplication.instance() is not None
    if time.monotonic() > end:
        raise TimeoutError

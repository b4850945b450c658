"""The analyser beside the window: until it is there, what both need, and how soon it answers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Figure, rate, timed

from juseok.core.morphs import Name
from juseok.lang.lexicon import Names
from juseok.lang.worker_client import WorkerClient

_LINE = "한빛전자는 어제 서울에서 누리 연구소와 함께 만든 새 제품을 공개했다고 밝혔다. "

_WINDOW = """
import os, sys, time
from juseok.ui.binding import load_qt
load_qt()
from juseok import app as program
from PySide6.QtCore import QObject, QTimer
from pathlib import Path
from juseok.ui.analyser import WindowAnalyser
from juseok.ui.settings import Settings
from juseok.services.user import config_dir
from juseok.ui import i18n

def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

class Watch(QObject):
    def __init__(self):
        super().__init__()
        self.begun, self.last, self.longest, self.ready = 0.0, 0.0, 0.0, False
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.beat)
    def begin(self):
        self.begun = self.last = time.perf_counter()
        self.timer.start(5)
    def beat(self):
        now = time.perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now
        if analyser.ready and not self.ready:
            self.ready = True
            print("ready", now - self.begun)
            QTimer.singleShot(300, application.quit)

class Told(WindowAnalyser):
    def start(self):
        super().start()
        if not watch.begun:
            watch.begin()

application = program.make_application(["juseok"])
settings = Settings(config_dir() / "settings.toml")
i18n.install(application, "ko")
watch, analyser = Watch(), Told()
desk = program.Desk(application, settings, analyser=analyser)
desk.show(Path(sys.argv[1]), starter=False)
application.exec()
print("window", resident(os.getpid()))
print("analyser", resident(analyser.pid))
print("gap", watch.longest)
desk.close()
"""


def figures(path: Path) -> Iterator[Figure]:
    """Beside the window on the project ``path``, then by itself."""
    with TemporaryDirectory() as folder:
        found = [_beside(path, folder) for _ in range(4)][1:]  # the first writes byte code
    for key, what, unit, scale, budget in (
        ("ready", "started after the first paint → ready", "ms", 1000, None),
        ("gap", "longest gap of a 5 ms timer while it loads", "ms", 1000, 50),
        ("window", "memory of the window's process", "MB", 1, None),
        ("analyser", "memory of the analyser's process", "MB", 1, None),
    ):
        values = sorted(each[key] * scale for each in found)
        yield Figure(what, values[1], unit, budget, values[-1])
    with closing(WorkerClient()) as client:
        names = Names.of(Name(f"이름{number}번") for number in range(10_000))
        client.lines([_LINE], names=names)
        yield timed("one line → its morphemes, 10,000 names known",
                    lambda: client.lines([_LINE], names=names), times=50, budget=50)  # fmt: skip
        text = [_LINE * 20] * 50
        count = sum(map(len, text))
        yield rate("characters analysed", count, lambda: client.lines(text, names=names),
                   budget=None)  # fmt: skip
        grown = names.plus([Name("한빛전자")])
        yield timed("the same, one name more", lambda: client.lines([_LINE], names=grown), times=1,
                    budget=50)  # fmt: skip
        long = (_LINE * (1_000_000 // len(_LINE) + 1))[:1_000_000]
        yield timed("one line of 100,000 characters", lambda: client.lines([long[:100_000]]),
                    times=1)  # fmt: skip
        busy = client.lines_later([long])
        yield timed("one line while another of 1,000,000 is under way",
                    lambda: client.lines([_LINE]), times=20, budget=50)  # fmt: skip
        busy.cancel()


def _beside(path: Path, folder: str) -> dict[str, float]:
    environment = {
        **os.environ, "JUSEOK_CONFIG": folder,
        "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/code",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _WINDOW, str(path)],
        env=environment, check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return {key: float(value) for key, value in map(str.split, done.stdout.splitlines())}

"""What holds for every test: a home of its own, no screen, nothing unexpected left behind."""

import gc
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

_HOME_VARIABLES = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
_PATIENCE = 20.0  # seconds that a wait, or a thread after its test, gets on a busy machine
_SOON = (1, 1, 2, 3, 5)  # milliseconds
_LONG = {
    "test_on_a_screen.py", "test_tour.py", "test_journey.py", "test_review_journey.py",
    "test_bad_input.py", "test_exporting.py",
}  # fmt: skip
_LIGHT = {"core", "formats", "lang"}

hypothesis.settings.register_profile("quick", max_examples=40, deadline=None)
hypothesis.settings.register_profile(
    "ci", max_examples=60, deadline=None, derandomize=True, print_blob=True
)
hypothesis.settings.register_profile("full", max_examples=1000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--headed", action="store_true", help="show windows on the real screen")


def pytest_configure(config: pytest.Config) -> None:
    default = "ci" if os.environ.get("CI") else "quick"
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", default))
    if not config.getoption("--headed"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Whatever asks for a path before the first test, or between two, finds no real home either.
    home = Path(tempfile.mkdtemp(prefix="juseok-tests-"))
    config.add_cleanup(partial(shutil.rmtree, home, ignore_errors=True))
    _move_home(home, os.environ.__setitem__)
    os.environ.pop("JUSEOK_LANG", None)
    os.environ["LC_ALL"] = "C.UTF-8"


class _FromTheEnd(pytest.Dir):
    """A folder whose files are collected in the opposite order."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        return reversed(list(super().collect()))


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Half of the workers begin with the last file.

    Every worker loads every file. What one has rewritten for its assertions the others find
    compiled, and so the first run in a clone does that once instead of once in each worker.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return _FromTheEnd.from_parent(parent, path=path) if int(worker) % 2 else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """The same order in every worker, whichever file it began with, and then a random one.

    The files that take longest come first, those of folders without long ones last: at the end
    all workers have something to do.
    """
    items.sort(key=lambda item: item.path)
    yield
    items.sort(key=lambda item: (item.path.name not in _LONG, item.path.parent.name in _LIGHT))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the collector need not look at it again and again."""
    gc.freeze()


def _holds(callback: Callable[[], bool | None]) -> bool:
    """As pytest-qt sees it: nothing said against it, be it by an assertion."""
    try:
        return callback() in (None, True)
    except AssertionError:
        return False


class PatientBot(QtBot):
    """Waits longer than pytest-qt's five seconds: they run out on a machine that does other work.

    A wait ends as soon as what it waits for is there, so this costs a test that passes nothing.
    """

    def waitSignal(self, signal, *, timeout=int(_PATIENCE * 1000), **how):
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals, *, timeout=int(_PATIENCE * 1000), **how):
        return super().waitSignals(signals, timeout=timeout, **how)

    def waitUntil(self, callback, *, timeout=int(_PATIENCE * 1000)):
        for pause in _SOON:  # most things are there before pytest-qt would look again
            if _holds(callback):
                return
            self.wait(pause)
        super().waitUntil(callback, timeout=timeout)

    def waitExposed(self, widget, *, timeout=int(_PATIENCE * 1000)):
        return super().waitExposed(widget, timeout=timeout)

    def waitActive(self, widget, *, timeout=int(_PATIENCE * 1000)):
        return super().waitActive(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's bot, with patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of files that other tools wrote; skips where ``JUSEOK_SAMPLES`` is unset."""
    given = os.environ.get("JUSEOK_SAMPLES", "")
    if not given:
        pytest.skip("JUSEOK_SAMPLES is unset: real files are not at hand")
    return Path(given)


@pytest.fixture
def crawled_pages(samples: Path) -> list[Path]:
    """The real crawled pages beside the samples, by name."""
    return sorted((samples.parent / "seeds").glob("*.txt"))


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has an empty home: no settings, state or caches of another one."""
    _move_home(tmp_path_factory.mktemp("home"), monkeypatch.setenv)


@pytest.fixture(autouse=True)
def _no_unexpected_warnings(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning.

    One that provokes a warning on purpose takes ``caplog``, asserts it, and clears it.
    """
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    unexpected = [
        f"{record.name}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING
    ]
    assert unexpected == [], "unexpected warnings in the log"


@pytest.fixture(autouse=True)
def _threads_end() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _PATIENCE
    for thread in set(threading.enumerate()) - before:
        if not isinstance(thread, threading._DummyThread):
            # one that another thread is just starting is among them, and cannot be joined yet
            thread._started.wait(max(0.0, deadline - time.monotonic()))
            thread.join(max(0.0, deadline - time.monotonic()))
    left = [
        thread.name
        for thread in set(threading.enumerate()) - before
        if not isinstance(thread, threading._DummyThread)
    ]
    assert left == [], "threads still running after the test"


@pytest.fixture(autouse=True)
def _windows_close(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of the window that leaves pool work or a top-level widget behind."""
    yield
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    assert QThreadPool.globalInstance().waitForDone(int(_PATIENCE * 1000)), "pool still busy"
    if "PySide6.QtWidgets" not in sys.modules or not isinstance(
        QCoreApplication.instance(), QApplication
    ):
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if _stray_widgets():
        gc.collect()  # a window in a reference cycle dies only now, and that is fine
    assert _stray_widgets() == [], "top-level widgets left after the test"


@pytest.fixture(scope="session")
def korean_fonts(qapp: object) -> tuple[str, ...]:
    """The bundled fonts, registered; gives their families in the order that text asks for them."""
    from PySide6.QtGui import QFontDatabase

    from juseok.core.resources import resource

    families: list[str] = []
    for name in ("Pretendard-Regular.otf", "Pretendard-SemiBold.otf", "NanumGothic.ttf"):
        number = QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def _move_home(home: Path, setenv: object) -> None:
    assert callable(setenv)
    for variable, folder in _HOME_VARIABLES.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        setenv(variable, str(home / folder))


def _stray_widgets() -> list[str]:
    from PySide6.QtWidgets import QApplication

    return [
        f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    ]

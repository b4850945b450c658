"""What is imported when: no Qt below the window, and nothing early that is needed late."""

import os
import subprocess
import sys

import pytest

from juseok.__main__ import has_display, is_plain

_LATE = (
    "juseok.formats", "juseok.lang", "juseok.services.importing",
    "juseok.services.tagging.article_facts",
    "_strptime", "concurrent.futures.process", "multiprocessing", "rapidfuzz",
    "sqlite_utils",
)  # fmt: skip

_PROGRAM = """
import importlib, pkgutil, sys
import juseok
names = [module.name for module in pkgutil.walk_packages(juseok.__path__, "juseok.")
         if not module.name.startswith(("juseok.ui", "juseok.app", "juseok.tour"))]
for name in names:
    importlib.import_module(name)
print(*names, "|", *sys.modules)
"""
_BEHIND = """
import importlib, pkgutil, sys
import juseok.app, juseok.ui.handlers, juseok.ui.parts
early = set(sys.modules)
juseok.ui.parts.load_behind()
behind = set(sys.modules) - early
for module in pkgutil.iter_modules(juseok.ui.handlers.__path__, "juseok.ui.handlers."):
    importlib.import_module(module.name)
print(*early, "|", *behind, "|", *set(sys.modules) - early - behind)
"""


def _told(program: str) -> list[str]:
    """The words that ``program`` prints in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
        timeout=50,
    )
    return result.stdout.split()


def test_nothing_outside_the_window_loads_qt_or_kiwi() -> None:
    told = _told(_PROGRAM)
    names, loaded = told[: told.index("|")], told[told.index("|") :]
    assert {"juseok.core.model", "juseok.cli"} <= set(names)
    assert {"PySide6", "kiwipiepy"} & set(loaded) == set()


def test_the_shell_starts_without_what_only_a_project_needs() -> None:
    loaded = _told("import sys, juseok.cli; print(*sys.modules)")
    assert {"sqlite3", "sqlite_utils", "numpy", "rich"} & set(loaded) == set()


def test_a_window_that_is_all_that_is_asked_for_waits_for_no_command_line() -> None:
    loaded = _told("import sys, juseok.__main__; print(*sys.modules)")
    assert {"click", "juseok.cli", "PySide6"} & set(loaded) == set()


@pytest.mark.parametrize(
    ("arguments", "plain"),
    [
        ([], True),
        (["뉴스.juseok"], True),
        (["뉴스"], False),
        (["--starter"], False),
        (["--x.juseok"], False),
        (["check", "뉴스.juseok"], False),
    ],
)
def test_only_a_window_and_a_project_are_told_from_commands(
    arguments: list[str], plain: bool
) -> None:
    assert is_plain(arguments) == plain


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_it_says_so_instead_of_being_ended_by_a_signal() -> None:
    assert has_display({"DISPLAY": ":0"})
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})
    assert not has_display({"DISPLAY": ""})
    without = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    for arguments in ([], ["--starter"]):
        done = subprocess.run(
            [sys.executable, "-m", "juseok", *arguments],
            env={**without, "JUSEOK_LANG": "en"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (
            3,
            "There is no display, so no window can be opened.\n",
        )


def test_the_window_starts_without_what_its_first_text_does_not_need() -> None:
    loaded = _told("import sys, juseok.app; print(*sys.modules)")
    assert "juseok.ui.articleview.view" in loaded
    assert [name for name in loaded if name.startswith(_LATE)] == []


_VIEWS = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6 import QtWidgets
from PySide6.QtCore import QStringListModel
application = QtWidgets.QApplication([])
from juseok.ui.articleview.view import ArticleView
from juseok.ui.widgets.rows import RowDelegate, row_list
view, parent = ArticleView(), QtWidgets.QWidget()
shown = row_list(QStringListModel(parent), RowDelegate(), name="rows", parent=parent)
view.viewport().update(), shown.viewport().update()
print(*vars(QtWidgets))
"""


def test_text_and_list_do_not_have_the_binding_load_every_class_of_qt() -> None:
    loaded = set(_told(_VIEWS))
    assert {"QListView", "QWidget"} <= loaded
    assert {"QGraphicsView", "QWizard"} & loaded == set()


def test_a_start_reads_no_module_s_source() -> None:
    program = "from juseok.ui.binding import load_qt; load_qt(); import juseok.app, linecache"
    read = _told(f"{program}; print(*linecache.cache)")
    assert [path for path in read if "juseok" in path] == []


def test_qt_s_modules_can_be_imported_whole_all_the_same() -> None:
    program = "from juseok.ui.binding import load_qt; load_qt(); from PySide6.QtCore import *"
    assert _told(f"{program}; print(QTimer.__name__)") == ["QTimer"]


def test_a_thread_loads_all_that_further_actions_need_from_below_the_window() -> None:
    told = _told(_BEHIND)
    early, behind, late = (part.split() for part in " ".join(told).split("|"))
    below = tuple(f"juseok.{layer}" for layer in ("core", "lang", "store", "formats", "services"))
    assert {"juseok.services.tagging.zoning", "juseok.core.readback"} <= set(behind) - set(early)
    assert [name for name in behind if name.startswith(("PySide6", "juseok.ui"))] == []
    assert [name for name in late if name.startswith(below)] == []

"""What is imported when: no Qt below the window, and nothing early that is needed late."""

import json
import subprocess
import sys

_LATE = (
    "juseok.formats", "juseok.lang", "juseok.services.article_facts", "juseok.services.import",
    "concurrent.futures.process", "multiprocessing", "rapidfuzz", "sqlite_utils",
)  # fmt: skip

_PROGRAM = """
import importlib, json, pkgutil, sys
import juseok
names = [module.name for module in pkgutil.walk_packages(juseok.__path__, "juseok.")
         if not module.name.startswith(("juseok.ui", "juseok.app", "juseok.tour"))]
for name in names:
    importlib.import_module(name)
print(json.dumps({"names": names, "loaded": sorted(sys.modules)}))
"""


def test_nothing_outside_the_window_loads_qt_or_kiwi() -> None:
    result = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
        timeout=50,
    )
    told = json.loads(result.stdout)
    assert "juseok.core.model" in told["names"]
    assert "juseok.cli" in told["names"]
    assert {"PySide6", "kiwipiepy"} & set(told["loaded"]) == set()


def test_the_shell_starts_without_what_only_a_project_needs() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "import sys, juseok.__main__; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
        timeout=50,
    )
    assert {"sqlite3", "sqlite_utils", "numpy", "rich"} & set(result.stdout.split()) == set()


def test_the_window_starts_without_what_its_first_text_does_not_need() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "import sys, juseok.app; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
        timeout=50,
    )
    loaded = result.stdout.split()
    assert "juseok.ui.articleview.view" in loaded
    assert [name for name in loaded if name.startswith(_LATE)] == []

"""The rules that every test lives under are kept: what breaks one fails."""

import inspect
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_RULE_BREAKERS = """
import logging, os, threading, warnings
from pathlib import Path

release = threading.Event()

def test_warns():
    warnings.warn("careless")

def test_logs():
    logging.getLogger("juseok").warning("unexpected words")

def test_logs_on_purpose(caplog):
    logging.getLogger("juseok").warning("expected words")
    assert "expected" in caplog.text
    caplog.clear()

def test_leaves_a_thread():
    threading.Thread(target=release.wait, daemon=True, name="forgotten").start()

def test_leaves_a_window(qapp):
    from PySide6.QtWidgets import QWidget
    qapp.kept = QWidget()
    qapp.kept.setObjectName("left open")

def test_qt_complains(qapp):
    from PySide6.QtCore import qWarning
    qWarning("strange")

def test_the_home_is_empty_and_not_ours():
    home = Path.home()
    assert home.is_relative_to(Path(os.environ["XDG_CONFIG_HOME"]).parent)
    assert [path for path in home.rglob("*") if path.is_file()] == []
    (home / "file").write_text("")

def test_the_home_is_empty_again():
    assert not (Path.home() / "file").exists()
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("harness")
    here = Path(__file__).parent
    shutil.copy(here / "conftest.py", folder)
    shutil.copy(here.parent / "pyproject.toml", folder)
    (folder / "test_rules.py").write_text(_RULE_BREAKERS)
    (folder / "conftest.py").write_text(
        (folder / "conftest.py").read_text().replace("_PATIENCE = 20.0", "_PATIENCE = 0.1")
    )
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-p", "no:randomly", "-o", "testpaths=", folder],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    ).stdout


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        ("test_warns", "careless"),
        ("test_logs", "unexpected words"),
        ("test_leaves_a_thread", "forgotten"),
        ("test_leaves_a_window", "left open"),
        ("test_qt_complains", "strange"),
    ],
)
def test_what_breaks_a_rule_fails(outcome: str, test: str, reason: str) -> None:
    lines = [
        line for line in outcome.splitlines() if line.endswith(f"::{test}") or f"::{test} " in line
    ]
    assert any(line.startswith(("FAILED", "ERROR")) for line in lines), outcome
    assert reason in outcome


@pytest.mark.parametrize(
    "test",
    ["test_logs_on_purpose", "test_the_home_is_empty_and_not_ours", "test_the_home_is_empty_again"],
)
def test_what_keeps_them_passes(outcome: str, test: str) -> None:
    assert f"PASSED test_rules.py::{test}" in outcome
    assert f"ERROR test_rules.py::{test}" not in outcome


def test_waits_for_the_window_are_patient(qtbot) -> None:
    """A busy machine takes longer than the five seconds that pytest-qt would give."""
    for name in ("waitSignal", "waitSignals", "waitUntil", "waitExposed", "waitActive"):
        default = inspect.signature(getattr(qtbot, name)).parameters["timeout"].default
        assert default >= 20_000, name

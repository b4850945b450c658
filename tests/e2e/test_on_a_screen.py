"""The same journeys on a screen of their own: X11 instead of the offscreen platform."""

import os
import subprocess
import sys

import pytest
from tests.e2e.display import HERE, missing, new_screen

pytestmark = [
    pytest.mark.display,
    pytest.mark.timeout(300),
    pytest.mark.skipif(bool(missing("Xvfb", "dbus-daemon")), reason="needs Xvfb and dbus-daemon"),
]


def run_headed(tmp_path, *tests):
    """Run tests in a process on a screen of their own; gives how it ended."""
    with new_screen() as screen:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "--headed", "-q", "-p", "no:cacheprovider", "-m", "",
             f"--basetemp={tmp_path / 'inner'}", *tests],
            cwd=HERE.parents[1],
            env=screen.env | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip


def test_the_journeys_work_in_a_real_window(tmp_path):
    done = run_headed(tmp_path, HERE / "test_journey.py", HERE / "test_keyboard_alone.py")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "3 passed" in done.stdout


@pytest.mark.drill
@pytest.mark.timeout(500)
def test_a_whole_round_of_review_works_in_real_windows(tmp_path):
    done = run_headed(
        tmp_path, f"{HERE / 'test_review_journey.py'}::test_a_whole_round_by_four_people"
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "1 passed" in done.stdout

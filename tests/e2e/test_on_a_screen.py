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


def test_the_journeys_work_in_a_real_window(tmp_path):
    tests = [HERE / "test_journey.py", HERE / "test_keyboard_alone.py"]
    with new_screen() as screen:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--headed", "-q", "-p", "no:cacheprovider",
             f"--basetemp={tmp_path / 'inner'}", *tests],
            cwd=HERE.parents[1],
            env=screen.env | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "3 passed" in done.stdout

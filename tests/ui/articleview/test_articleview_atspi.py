"""A screen reader under a real X server reads the article, the paragraph and the caret."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
READER = "/usr/bin/python3"
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <standard_session_servicedirs/>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""

pytestmark = [
    pytest.mark.display,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not all(map(shutil.which, ("Xvfb", "dbus-daemon", READER)))
        or subprocess.run([READER, "-c", "import gi; gi.require_version('Atspi', '2.0')"],
                          capture_output=True, check=False).returncode != 0,
        reason="needs Xvfb, dbus-daemon and the system Python's Atspi",
    ),
]  # fmt: skip


@contextmanager
def running(*command: str, env: dict[str, str], **how: object) -> Iterator[subprocess.Popen[str]]:
    """A process that is ended, with all its children, when the block is left."""
    process = subprocess.Popen(
        command,
        env=env,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        **how,
    )
    try:
        yield process
    finally:
        for stream in (process.stdin, process.stdout):
            stream.close()
        process.terminate()
        process.wait(10)


def line_of(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline().strip()
    assert line, f"{process.args[0]} ended"
    return line


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """An environment with an X server and a message bus of its own."""
    # Socket paths must be short, which a test's own folder is not.
    with tempfile.TemporaryDirectory(prefix="juseok") as folder, ExitStack() as stack:
        config = Path(folder) / "bus.conf"
        config.write_text(BUS_CONFIG.format(folder=folder), encoding="utf-8")
        yield started(stack, folder, config)


def started(stack: ExitStack, folder: str, config: Path) -> dict[str, str]:
    """Start both; they end with ``stack``."""
    env = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    env["XDG_RUNTIME_DIR"] = folder
    read, write = os.pipe()
    display = ("Xvfb", "-displayfd", str(write), "-screen", "0", "1000x700x24")
    quiet = subprocess.DEVNULL
    stack.enter_context(running(*display, env=env, pass_fds=(write,), stderr=quiet))
    os.close(write)
    with os.fdopen(read) as told:
        env["DISPLAY"] = f":{told.readline().strip()}"
    bus = ("dbus-daemon", f"--config-file={config}", "--print-address", "--nofork")
    env["DBUS_SESSION_BUS_ADDRESS"] = line_of(
        stack.enter_context(running(*bus, env=env, stderr=quiet))
    )
    return env


def test_a_screen_reader_reads_title_paragraph_caret_and_announcements(screen):
    root = HERE.parents[2]
    env = screen | {
        "PYTHONPATH": str(root / "desktop"),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    with (
        running(sys.executable, str(HERE / "atspi_window.py"), env=env) as window,
        running(READER, str(HERE / "atspi_reader.py"), env=screen) as reader,
    ):

        def ask(process: subprocess.Popen[str], command: str) -> None:
            process.stdin.write(command + "\n")
            process.stdin.flush()

        assert line_of(window) == "ready"
        first = json.loads(line_of(reader))
        assert first == {"name": "칩과 규제", "text": "첫 문단이다.", "caret": 0}

        ask(window, "caret 12")
        assert line_of(window) == "done"
        ask(reader, "look")
        second = json.loads(line_of(reader))
        assert second["text"] == "둘째 👍 문단에서 규제를 다룬다."
        assert second["caret"] == len("둘째 👍".encode("utf-16-le")) // 2

        ask(window, "say 기관 언급 추가")
        assert json.loads(line_of(reader)) == {"announced": "기관 언급 추가"}

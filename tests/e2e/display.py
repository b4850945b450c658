"""A screen of its own for the real program: an X server, a message bus, keys from outside."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
SCREEN_READER = (SYSTEM_PYTHON, HERE / "screen_reader.py")
"""The command to start with the name of a program; it needs the system's bindings of AT-SPI."""
PATIENCE = 30.0
_LOOK = 0.05
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
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
FoundT = TypeVar("FoundT")


def missing(*programs: str) -> list[str]:
    """Which of ``programs`` are not installed."""
    return [program for program in programs if shutil.which(program) is None]


def _has_atspi() -> bool:
    ask = [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0


needs_screen_reader = pytest.mark.skipif(
    bool(missing("Xvfb", "dbus-daemon", "xdotool", SYSTEM_PYTHON)) or not _has_atspi(),
    reason="needs Xvfb, dbus-daemon, xdotool and the system Python's Atspi",
)


def wait_for(what: str, look: Callable[[], FoundT | None], patience: float = PATIENCE) -> FoundT:
    """Look again and again until something is there; gives it."""
    found = seen(look, patience)
    assert found, f"no {what} within {patience:.0f} s"
    return found


def seen(look: Callable[[], FoundT | None], patience: float) -> FoundT | None:
    """Look again and again; gives what is there, or nothing when ``patience`` (s) is at its end."""
    deadline = time.monotonic() + patience
    pause = threading.Event()
    while not (found := look()) and time.monotonic() < deadline:
        pause.wait(_LOOK)
    return found


@dataclass
class Screen:
    """An X server and a message bus; what is started on it ends with it."""

    folder: Path
    env: dict[str, str]
    stack: ExitStack = field(default_factory=ExitStack)

    def start(
        self, *command: str | Path, env: dict[str, str] | None = None, **how: object
    ) -> "subprocess.Popen[str]":
        return self.stack.enter_context(running(command, env=self.env | (env or {}), **how))

    def run(self, *command: str | Path) -> str:
        """Run to the end; gives what it says."""
        done = self._ran(command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    def ask(self, *command: str | Path) -> str:
        """Run to the end; gives what it says, nothing where it fails."""
        done = self._ran(command)
        return done.stdout if done.returncode == 0 else ""

    def _ran(self, command: Sequence[str | Path]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, env=self.env, capture_output=True, text=True, check=False, timeout=PATIENCE
        )

    def start_juseok(self, project: Path, **env: str) -> "subprocess.Popen[str]":
        """The real program on ``project``, once its window is there."""
        program = self.start(
            sys.executable, "-m", "juseok", project,
            env={"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "xcb", **env},
        )  # fmt: skip
        self.window = wait_for("window", lambda: self.window_of(f"{project.stem} – Juseok"))
        return program

    def window_of(self, title: str) -> str:
        """The window called ``title``; empty while there is none."""
        found = self.ask("xdotool", "search", "--name", title).split()
        return found[0] if found else ""

    def focus(self) -> None:
        """Give the keyboard to the window, as a window manager would."""
        self.run("xdotool", "windowfocus", "--sync", self.window)

    def front(self, title: str) -> None:
        """Give the keyboard to the window called ``title``, once it is there."""

        def focused() -> bool:  # which X refuses while the window is not on screen yet
            name = self.window_of(title)
            return (
                bool(name) and not self._ran(("xdotool", "windowfocus", "--sync", name)).returncode
            )

        wait_for(title, focused)

    def type_text(self, text: str) -> None:
        """Type ASCII letters and signs."""
        self.run("xdotool", "type", "--delay", "25", text)

    def keys(self, *keys: str) -> None:
        """Press keys by their names of X11."""
        self.run("xdotool", "key", "--delay", "25", *keys)


@contextmanager
def running(
    command: Sequence[str | Path], *, env: dict[str, str], **how: object
) -> Iterator["subprocess.Popen[str]"]:
    """A process that is ended when the block is left."""
    process = subprocess.Popen(
        command, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **how
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            stream.close()


@contextmanager
def new_screen() -> Iterator[Screen]:
    """A screen of 1366 × 768 with a bus, and a home folder of its own."""
    # Socket paths must be short, which a test's own folder is not.
    with tempfile.TemporaryDirectory(prefix="juseok") as name, ExitStack() as stack:
        folder = Path(name)
        env = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "LC_ALL")}
        env |= {"XDG_RUNTIME_DIR": name, "LC_ALL": "C.UTF-8"}
        screen = Screen(folder, env, stack)
        read, write = os.pipe()
        screen.start(
            "Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", "1366x768x24",
            pass_fds=(write,), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as told:
            env["DISPLAY"] = f":{told.readline().strip()}"
        config = folder / "bus.conf"
        config.write_text(_BUS.format(folder=name), encoding="utf-8")
        bus = screen.start(
            "dbus-daemon", f"--config-file={config}", "--print-address", "--nofork",
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        yield screen

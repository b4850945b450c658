"""A process beside this one: how it is started, and how it takes the pipes it is given.

It imports from where this one does, talks over its standard input and output, and ends with
whoever started it.
"""

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
from typing import BinaryIO, Final

_BOOT: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop());"
    "from importlib import import_module; import_module(sys.argv.pop()).main()"
)


_YOUNG: Final = 20_000


def collect_rarely() -> None:
    """Have Python look for reference cycles in this process only now and then.

    It does so after every 700 new objects, and bulk work makes millions that are no part of any:
    a tenth to a fifth of the time.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])


class RemoteFault(Exception):
    """A bug in what ran in another process; the text is its traceback there."""


def start_beside(module: str) -> subprocess.Popen[bytes]:
    """Call ``main()`` of ``module`` in a new process, with pipes for its input and output."""
    return subprocess.Popen(
        # -P: nothing is imported from the folder one stands in, not even the standard library
        [sys.executable, "-P", "-c", _BOOT, module, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def widen(pipe: BinaryIO, size: int) -> None:
    """Have ``pipe`` hold ``size`` bytes, where the system has such pipes and grants it."""
    if sys.platform == "linux":
        import fcntl  # on other systems there may be none

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, size)


def take_pipes(*, nice: int) -> tuple[BinaryIO, BinaryIO]:
    """In the new process: what it reads requests from, and what it writes answers to.

    What a library prints from now on goes to standard error and never between answers.
    ``nice``: by how much others go first where both want the processor.
    """
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the window
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(nice)
    return requests, answers

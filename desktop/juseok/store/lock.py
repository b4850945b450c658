"""One writer at a time: a lock beside the project that names its holder.

The system drops the lock when the process ends, however it ends; the name inside is only for
the sentence that tells a second window who has the project.
"""

import contextlib
import errno
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from juseok.core.errors import ProjectError

_RETRIES: Final = 5
_NO_LOCKS: Final = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        # A byte far behind the text, so that others can still read the holder's name.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:  # what it says where another process has the lock
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class ProjectLock:
    """Held from :meth:`take` to :meth:`release`."""

    def __init__(self, project: Path, *, clock: Callable[[], float] = time.time) -> None:
        self.path = project.with_name(f".{project.name}.lock")
        self._project = project
        self._clock = clock
        self._handle: int | None = None

    def take(self) -> None:
        """Take the lock; raises ``ProjectError`` ``project.locked`` with host, pid and since.

        Raises ``project.no_lock`` where the folder knows no locks, and ``OSError``.
        """
        for _ in range(_RETRIES):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                if self._hold(handle):
                    self._handle = handle
                    return
            finally:
                if self._handle is None:
                    os.close(handle)
            # The last holder took the file away between our open and our lock.
        raise ProjectError("project.busy", name=self._project.name, reason="lock")

    def _hold(self, handle: int) -> bool:
        name = self._project.name
        try:
            free = _try_lock(handle)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            raise ProjectError("project.no_lock", name=name, reason=str(error)) from error
        if not free:
            raise ProjectError("project.locked", name=name, **_read_holder(handle))
        if not self._is_current(handle):
            return False
        self._write_holder(handle)
        return True

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            self.path.unlink()
        os.close(self._handle)
        self._handle = None

    def _is_current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except FileNotFoundError:
            return False

    def _write_holder(self, handle: int) -> None:
        since = time.strftime("%Y-%m-%d %H:%M", time.localtime(self._clock()))
        holder = {"host": platform.node(), "pid": os.getpid(), "since": since}
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(holder).encode())


def _read_holder(handle: int) -> dict[str, str]:
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        found: Any = json.loads(os.read(handle, 4096))
    except ValueError:
        found = None
    holder: dict[str, Any] = found if isinstance(found, dict) else {}
    return {name: str(holder.get(name, "?")) for name in ("host", "pid", "since")}

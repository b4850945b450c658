"""A disk whose power can go: what SQLite asks of it is written down, and any cut replayed.

:class:`Watch` stands between SQLite and the system, by ctypes, in the very library that Python's
``sqlite3`` runs on: SQLite's own file system, with the calls that write told first.  :class:`Disk`
plays a trace up to any point and says what a crash may leave there.  Nothing is certain but what
was synced: each sector of 512 bytes that was written since is old, new or garbage, a truncation is
done or not, and a file that was made or deleted in a folder not synced since is there or not.
"""

import _sqlite3
import ctypes
import random
from collections.abc import Iterable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final

SECTOR: Final = 512
_NAME: Final = b"juseok-tests-power"

_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_OPEN_FOLDER = CFUNCTYPE(c_int, c_char_p, POINTER(c_int))
_SET_CALL = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
_GET_CALL = CFUNCTYPE(c_void_p, c_void_p, c_char_p)


class _Vfs(Structure):
    """``sqlite3_vfs``, version 3 (https://sqlite.org/c3ref/vfs.html)."""

    _fields_: ClassVar[Any] = [
        ("version", c_int), ("file_size", c_int), ("longest", c_int), ("next", c_void_p),
        ("name", c_char_p), ("data", c_void_p), ("open", _OPEN), ("delete", _DELETE),
        ("others", c_void_p * 11), ("set_call", _SET_CALL), ("get_call", _GET_CALL),
        ("next_call", c_void_p),
    ]  # fmt: skip


class _Methods(Structure):
    """``sqlite3_io_methods``, version 3 (https://sqlite.org/c3ref/io_methods.html)."""

    _fields_: ClassVar[Any] = [
        ("version", c_int), ("close", _CLOSE), ("read", c_void_p), ("write", _WRITE),
        ("truncate", _TRUNCATE), ("sync", _SYNC), ("others", c_void_p * 13),
    ]  # fmt: skip


class _File(Structure):
    _fields_: ClassVar[Any] = [("methods", POINTER(_Methods))]


@dataclass(frozen=True, slots=True)
class Event:
    """``sort``: open, write, truncate, sync, delete, folder (it was synced), or ack.

    ``name`` is that of the file, or of what was acknowledged.
    """

    sort: str
    name: str = ""
    at: int = 0
    data: bytes = b""


def sqlite_library() -> ctypes.CDLL | None:
    """The library that ``sqlite3`` runs on; None where its functions cannot be reached."""
    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    except (AttributeError, OSError):
        return None
    return library


class Watch:
    """While it is entered, every file that SQLite opens by name is watched; see ``trace``."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self.trace: list[Event] = []
        self._library = library
        self._names: dict[int, str] = {}
        self._real: Any = library.sqlite3_vfs_find(None)
        self._plain: dict[int, Any] = {}
        self._watched: dict[int, Any] = {}
        self._keep: list[Any] = []  # what SQLite calls must outlive it
        self._vfs = _Vfs.from_buffer_copy(self._real.contents)
        self._vfs.name = _NAME
        self._vfs.open = self._kept(_OPEN(self._open))
        self._vfs.delete = self._kept(_DELETE(self._delete))
        self._folder = self._kept(_OPEN_FOLDER(self._open_folder))

    def acknowledge(self, name: str) -> None:
        self.trace.append(Event("ack", name))

    def __enter__(self) -> "Watch":
        real = self._real.contents
        self._open_real = _OPEN_FOLDER(real.get_call(self._real, b"openDirectory"))
        real.set_call(self._real, b"openDirectory", ctypes.cast(self._folder, c_void_p))
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)
        return self

    def __exit__(self, *_: object) -> None:
        """Every connection that was opened meanwhile has to be closed before."""
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))
        self._library.sqlite3_vfs_register(self._real, 1)
        self._real.contents.set_call(self._real, b"openDirectory", None)

    def _kept(self, call: Any) -> Any:
        self._keep.append(call)
        return call

    def _open(self, _: int, name: int | None, file: int, flags: int, out: Any) -> int:
        result = self._real.contents.open(ctypes.cast(self._real, c_void_p), name, file, flags, out)
        if result == 0 and name is not None:
            path = Path(ctypes.string_at(name).decode())
            self._names[file] = path.name
            self.trace.append(Event("open", path.name))
            held = _File.from_address(file)
            held.methods = ctypes.pointer(self._methods(held.methods))
        return result

    def _methods(self, plain: Any) -> Any:
        """The methods ``plain`` with ours in the place of those that change a file."""
        address = ctypes.addressof(plain.contents)
        if address not in self._watched:
            methods = _Methods.from_buffer_copy(plain.contents)
            real = _Methods.from_buffer_copy(plain.contents)

            def write(file: int, data: int, size: int, at: int) -> int:
                self._note("write", file, at, ctypes.string_at(data, size))
                return real.write(file, data, size, at)

            def truncate(file: int, size: int) -> int:
                self._note("truncate", file, size)
                return real.truncate(file, size)

            def sync(file: int, flags: int) -> int:
                result = real.sync(file, flags)
                self._note("sync", file)
                return result

            methods.write = self._kept(_WRITE(write))
            methods.truncate = self._kept(_TRUNCATE(truncate))
            methods.sync = self._kept(_SYNC(sync))
            self._watched[address] = self._kept(methods)
        return self._watched[address]

    def _note(self, sort: str, file: int, at: int = 0, data: bytes = b"") -> None:
        self.trace.append(Event(sort, self._names[file], at, data))

    def _delete(self, _: int, name: bytes, folder: int) -> int:
        self.trace.append(Event("delete", Path(name.decode()).name))
        return self._real.contents.delete(ctypes.cast(self._real, c_void_p), name, folder)

    def _open_folder(self, name: bytes, handle: Any) -> int:
        # SQLite opens a folder only to sync it, at once.
        self.trace.append(Event("folder"))
        return self._open_real(name, handle)


@dataclass
class _Node:
    """A file's content: what is certain, and what was asked for since."""

    certain: bytearray = field(default_factory=bytearray)
    asked: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for at, data in self.asked:
            _change(self.certain, at, data)
        self.asked.clear()

    def after_cut(self, rnd: random.Random) -> bytes:
        """A content that the disk may hold when the power goes now."""
        left = bytearray(self.certain)
        for at, data in self.asked:
            fate = rnd.random()
            if fate < 0.45:
                _change(left, at, data)
            elif fate < 0.55 and data is not None:
                _change(left, at, rnd.randbytes(len(data)))
        return bytes(left)


def _change(content: bytearray, at: int, data: bytes | None) -> None:
    """Write ``data`` at ``at``; None truncates there."""
    if data is None:
        del content[at:]
        return
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


@dataclass
class Disk:
    """One folder: names, what they lead to for certain, and what was asked for since."""

    certain: dict[str, _Node]
    now: dict[str, _Node] = field(init=False)
    asked: list[tuple[str, _Node | None]] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = dict(self.certain)

    @classmethod
    def holding(cls, files: Iterable[Path]) -> "Disk":
        """A disk on which all of ``files`` is synced."""
        return cls({path.name: _Node(bytearray(path.read_bytes())) for path in files})

    def play(self, event: Event) -> None:
        match event.sort:
            case "open" if event.name not in self.now:
                self.now[event.name] = _Node()
                self.asked.append((event.name, self.now[event.name]))
            case "write":
                data, start = event.data, event.at
                while data:  # to the end of the sector, then sector by sector
                    size = SECTOR - start % SECTOR
                    self.now[event.name].asked.append((start, data[:size]))
                    data, start = data[size:], start + size
            case "truncate":
                self.now[event.name].asked.append((event.at, None))
            case "sync":
                self.now[event.name].sync()
            case "delete" if event.name in self.now:
                del self.now[event.name]
                self.asked.append((event.name, None))
            case "folder":
                self.certain = dict(self.now)
                self.asked.clear()
            case "ack":
                self.acknowledged.append(event.name)
            case _:
                pass

    def after_cut(self, rnd: random.Random) -> dict[str, bytes]:
        """Files that may be there when the power goes now."""
        names = dict(self.certain)
        for name, node in self.asked:
            if rnd.random() < 0.5:
                if node is None:
                    names.pop(name, None)
                else:
                    names[name] = node
        return {name: node.after_cut(rnd) for name, node in names.items()}

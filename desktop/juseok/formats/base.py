"""What every format shares: readers and writers, the report of a run, output that is whole.

A run never stops at one bad record and never drops one silently: what was changed or refused
goes into its :class:`Report`, with file and line.
"""

import contextlib
import errno
import os
import secrets
from codecs import BOM_UTF8
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final, Generic, Literal, Protocol, Self, TypeVar

from juseok.core.errors import FormatError
from juseok.core.messages import Message

ItemOut = TypeVar("ItemOut", covariant=True)
ItemIn = TypeVar("ItemIn", contravariant=True)

Severity = Literal["note", "changed", "refused"]
_HEAD: Final = 64
"""Bytes of a file that are looked at for how it begins."""
_DATABASE: Final = b"SQLite format 3\0"
"""How every SQLite database begins, and so every project."""


class Line(int):
    """A line of a file that may hold several of its records, as an array of JSON does.

    ``record``: which of all records of the file is meant, from 1.
    """

    record: int

    def __new__(cls, line: int, record: int) -> Self:
        made = super().__new__(cls, line)
        made.record = record
        return made

    def __reduce__(self) -> "tuple[type[Line], tuple[int, int]]":
        return Line, (int(self), self.record)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One thing that happened to one record: ``file`` as the person named it, ``line`` from 1."""

    message: Message
    file: str = ""
    line: int | None = None
    severity: Severity = "refused"

    @property
    def record(self) -> int | None:
        """Which record of the file it was, from 1, where its line may hold several."""
        return self.line.record if isinstance(self.line, Line) else None

    @property
    def place(self) -> str:
        """``file:line`` or ``file:line (#record)``, to stand before the sentence; empty where that
        names the file itself."""
        if self.record:
            return f"{self.file}:{self.line} (#{self.record})"
        if self.line:
            return f"{self.file}:{self.line}"
        named = str(self.message.params.get("file", ""))
        return "" if os.path.basename(named) == os.path.basename(self.file) else self.file


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of a reader or writer did."""

    read: int = 0
    written: int = 0
    notes: tuple[ReportLine, ...] = ()
    changed: tuple[ReportLine, ...] = ()
    refused: tuple[ReportLine, ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many records of each kind were written, where the format has kinds."""

    @property
    def is_clean(self) -> bool:
        """Nothing was changed or refused."""
        return not self.changed and not self.refused

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.read + other.read,
            self.written + other.written,
            self.notes + other.notes,
            self.changed + other.changed,
            self.refused + other.refused,
            {
                kind: self.kinds.get(kind, 0) + other.kinds.get(kind, 0)
                for kind in (*self.kinds, *other.kinds)
            },
        )


def joined(reports: Iterable[Report]) -> Report:
    """The report of a run in several parts: what each of them counted of the same is one sum."""
    whole = sum(reports, Report())
    return replace(
        whole, notes=_summed(whole.notes), changed=_summed(whole.changed),
        refused=_summed(whole.refused),
    )  # fmt: skip


def _summed(lines: Iterable[ReportLine]) -> tuple[ReportLine, ...]:
    """Lines that differ in their ``count`` alone as one, in the order of the first."""
    found: dict[object, ReportLine] = {}
    for line in lines:
        message = line.message
        count = message.params.get("count")
        rest = tuple((name, str(value)) for name, value in sorted(message.params.items())
                     if name != "count")  # fmt: skip
        place = (line.file, line.line, line.record, line.severity)
        key = (*place, message.code, rest, isinstance(count, int))
        first = found.get(key)
        before = 0 if first is None else first.message.params.get("count")
        if first is None or not isinstance(count, int) or not isinstance(before, int):
            found.setdefault(key, line)
            continue
        added = Message(message.code, **{**message.params, "count": before + count})
        found[key] = replace(first, message=added)
    return tuple(found.values())


@dataclass(slots=True)
class ReportBuilder:
    """Collects a :class:`Report` while a run goes on."""

    read: int = 0
    written: int = 0
    lines: list[ReportLine] = field(default_factory=list[ReportLine])

    def note(self, message: Message, *, file: str = "", line: int | None = None) -> None:
        self.lines.append(ReportLine(message, file, line, "note"))

    def change(self, message: Message, *, file: str = "", line: int | None = None) -> None:
        self.lines.append(ReportLine(message, file, line, "changed"))

    def refuse(self, message: Message, *, file: str = "", line: int | None = None) -> None:
        self.lines.append(ReportLine(message, file, line, "refused"))

    def build(self) -> Report:
        def of(severity: Severity) -> tuple[ReportLine, ...]:
            return tuple(line for line in self.lines if line.severity == severity)

        return Report(self.read, self.written, of("note"), of("changed"), of("refused"))


class Format(Protocol):
    """What a format is called: ``id`` on the command line, ``names`` by language."""

    @property
    def id(self) -> str: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def extensions(self) -> tuple[str, ...]: ...


class Reader(Format, Protocol[ItemOut]):
    """Reads a file as a stream of records.

    ``recognises`` looks at the name and the first bytes only.  ``read`` yields what could be
    read and puts the rest into ``report``; it raises :class:`FormatError` only where nothing
    of the file can be read.
    """

    def recognises(self, path: Path, head: bytes) -> bool: ...
    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[ItemOut]: ...


class Writer(Format, Protocol[ItemIn]):
    """Writes a stream of records to one file, whole or not at all (:func:`atomic_write`)."""

    def write(self, items: Iterable[ItemIn], path: Path, *, overwrite: bool = False) -> Report: ...


FormatT = TypeVar("FormatT", bound=Format)


@dataclass(frozen=True, slots=True)
class Registry(Generic[FormatT]):
    """Formats by id, in the order in which they are offered."""

    formats: tuple[FormatT, ...] = ()

    def get(self, format_id: str) -> FormatT:
        """The format called ``format_id``; raises :class:`FormatError` (``format.unknown``)."""
        for item in self.formats:
            if item.id == format_id:
                return item
        known = ", ".join(item.id for item in self.formats)
        raise FormatError("format.unknown", format=format_id, known=known)


def may_be_json(path: Path, extensions: tuple[str, ...]) -> bool:
    """Whether a file has one of ``extensions``, or begins as JSON does, whatever it is called:
    people name what they download and export as they like.  A file that is not there does not."""
    if path.name.lower().endswith(extensions):
        return True
    try:
        if not path.is_file():  # a pipe would wait
            return False
        with open(path, "rb") as file:
            return file.read(_HEAD).removeprefix(BOM_UTF8).lstrip()[:1] in (b"{", b"[")
    except OSError:
        return False


def os_error(error: OSError, file: str | Path) -> FormatError:
    """The known error for what the operating system refused, named after ``file``."""
    name = str(file)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return FormatError("file.full", file=name)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return FormatError("file.permission", file=name)
        case errno.ENOENT:
            return FormatError("file.missing", file=name)
        case errno.EEXIST:
            return FormatError("file.exists", file=name)
        case errno.EISDIR:
            return FormatError("file.folder", file=name)
        case errno.ENAMETOOLONG:
            return FormatError("file.long_name", file=name)
        case _:
            return FormatError("file.failed", file=name, reason=error.strerror or str(error))


def require_free(target: Path, path: Path, *, overwrite: bool) -> None:
    """Refuse a ``target``, called ``path``, that may not become a file of ours.

    Raises :class:`FormatError`: ``file.exists`` (something is there, and nobody said that it may
    go), ``file.database`` (a project, or another database: no export is one, so that nobody can
    mean to replace it by one), ``file.no_folder`` (else the system would say of the new file that
    it is missing).
    """
    if os.path.exists(target):
        if not overwrite:
            raise FormatError("file.exists", file=str(path))
        if _is_database(target):
            raise FormatError("file.database", file=str(path))
    if not os.path.exists(target.parent):
        raise FormatError("file.no_folder", folder=str(path.parent))


def _is_database(path: Path) -> bool:
    if not path.is_file():  # a pipe would wait
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError as error:
        raise os_error(error, path) from error


@contextmanager
def atomic_write(path: Path, *, overwrite: bool = False) -> Generator[BinaryIO, None, None]:
    """A file to write to that becomes ``path`` only when the block ends well.

    Written beside the target, synced, then renamed; whatever goes wrong leaves the old file
    and no other.  Raises :class:`FormatError` where ``path`` may not become it
    (:func:`require_free`), the disk is full, or the folder may not be written.
    """
    target = Path(os.path.realpath(path))  # through a symbolic link, not in its place
    require_free(target, path, overwrite=overwrite)
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with open(temporary, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(temporary, target, overwrite=overwrite)
    except OSError as error:
        raise os_error(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def put_in_place(temporary: Path, target: Path, *, overwrite: bool) -> None:
    """Rename a whole file of the same disk; raises ``OSError``, also where ``target`` exists."""
    if overwrite:
        os.replace(temporary, target)
    else:
        try:
            os.link(temporary, target)  # unlike a rename, fails where the target came to be
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if target.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
            os.rename(temporary, target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

"""Where files of annotations are found: a file, a folder, or an archive as INCEpTION exports it.

In an export of a project each article has a folder, and in it a file or an archive for each person.
Nothing is ever unpacked to disk; no entry is read beyond the length that a file may have.
"""

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, TypeAlias

from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.folder import MANIFEST
from juseok.formats.raw.items import MAX_FILE, file_name
from juseok.formats.raw.textfile import TooLargeError, read_bytes
from juseok.formats.reasons import reason_of

Probe: TypeAlias = Callable[[bytes], bool]
"""Whether the first bytes of a file are those of the format."""

HEAD: Final = 4096
TYPES: Final = "typesystem.xml"
_ZIP: Final = ".zip"
_PERSONAL: Final = frozenset({"annotation", "curation"})
_DESCRIBES: Final = frozenset({MANIFEST, "exportedproject.json"})
"""Files that say what an export is of: ours, and a project of INCEpTION."""
_INITIAL: Final = "INITIAL_CAS"
_BUDGET: Final = 64 * MAX_FILE
"""Bytes that one archive may unpack to."""
_LOOKS: Final = 20
_FOLDERS: Final = 64
"""Folders whose types are kept."""
_BAD_ZIP: Final = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was found; ``types``: the type system beside it."""

    data: bytes
    name: str
    file: str
    annotator: str = ""
    types: bytes | None = None


@dataclass(slots=True)
class TypesBeside:
    """The type systems beside files, kept of the folders that were asked for last: a folder is not
    listed again for every few of its files."""

    _found: dict[Path, bytes | None] = field(default_factory=dict[Path, "bytes | None"])

    def of(self, folder: Path, root: Path) -> bytes | None:
        """The type system of ``folder``, else of the one above, as far as ``root``."""
        if folder not in self._found:
            if len(self._found) >= _FOLDERS:
                self._found.clear()
            found = _types_in(folder)
            if found is None and folder != root and root in folder.parents:
                found = self.of(folder.parent, root)
            self._found[folder] = found
        return self._found[folder]


@dataclass(slots=True)
class Sources:
    """Files that end in ``suffix``, and archives of them; ``beside`` None: they have their types
    within."""

    suffix: str
    report: ReportBuilder
    beside: TypesBeside | None = None
    _left: int = _BUDGET

    def entries(self, files: Iterable[Path], path: Path) -> Iterator[Entry]:
        """What ``files`` of ``path`` hold; what cannot be read is told."""
        for file in files:
            if file == path:
                yield from self._file(file, (file.name,), file.parent)
            else:
                yield from self._file(file, file.relative_to(path).parts, path)

    def _file(self, file: Path, parts: tuple[str, ...], root: Path) -> Iterator[Entry]:
        shown = file_name(file)
        if _is_archive(file):
            with open(file, "rb") as stream:
                self._left = _BUDGET
                yield from self._archive(stream, parts, shown, depth=0)
            return
        try:
            data = read_bytes(file)
        except TooLargeError as error:
            self.report.refuse(error.message, file=shown)
            return
        except OSError as error:
            self.report.refuse(os_error(error, shown).message, file=shown)
            return
        types = None if self.beside is None else self.beside.of(file.parent, root)
        yield from self._entry(data, parts, shown, types)

    def _archive(
        self, stream: BinaryIO, parts: tuple[str, ...], shown: str, *, depth: int
    ) -> Iterator[Entry]:
        try:
            with zipfile.ZipFile(stream) as archive:
                infos = sorted(archive.infolist(), key=lambda info: info.filename)
                types = {PurePosixPath(info.filename).parent: info for info in infos
                         if PurePosixPath(info.filename).name.lower() == TYPES}  # fmt: skip
                for info in infos:
                    inner = PurePosixPath(info.filename)
                    name = f"{shown}/{info.filename}"
                    is_zip = inner.suffix.lower() == _ZIP and not depth
                    is_read = is_zip or inner.name.lower().endswith(self.suffix)
                    if info.is_dir() or not is_read or inner.name in _DESCRIBES:
                        continue
                    if inner.is_absolute() or ".." in inner.parts or "\\" in info.filename:
                        self.report.refuse(Message("cas.entry", entry=info.filename), file=shown)
                        continue
                    data = self._unpacked(archive, info, name)
                    if data is None:
                        continue
                    within = (*parts, *inner.parts)
                    if is_zip:
                        yield from self._archive(io.BytesIO(data), within, name, depth=1)
                        continue
                    beside = types.get(inner.parent) or types.get(PurePosixPath("."))
                    known = None if beside is None else self._unpacked(archive, beside, name)
                    yield from self._entry(data, within, name, known)
        except _BAD_ZIP as error:
            told = Message("cas.zip", reason=reason_of(error))
            self.report.refuse(told, file=shown)

    def _unpacked(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str
    ) -> bytes | None:  # fmt: skip
        """The bytes of an entry; None where it is larger than a file may be."""
        limit = min(MAX_FILE, self._left)
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
        self._left -= len(data)
        if len(data) <= limit:
            return data
        size, most = info.file_size // (1024 * 1024), MAX_FILE // (1024 * 1024)
        self.report.refuse(Message("import.too_large", size=size, limit=most), file=name)
        return None

    def _entry(
        self, data: bytes, parts: tuple[str, ...], shown: str, types: bytes | None
    ) -> Iterator[Entry]:
        name, annotator = _names(parts)
        if annotator == _INITIAL:
            self.report.note(Message("cas.initial"), file=shown)
        else:
            yield Entry(data, name, shown, annotator, types)


def _types_in(folder: Path) -> bytes | None:
    try:
        names = sorted(name for name in os.listdir(folder) if name.lower() == TYPES)
        return read_bytes(folder / names[0]) if names else None
    except (OSError, TooLargeError):
        return None


def files_of(path: Path, suffix: str, report: ReportBuilder) -> list[Path]:
    """The files of the folder ``path`` that end in ``suffix``, and archives, in order of their
    names; or ``path`` itself.  Folders that may not be looked into are told."""

    def refuse(error: OSError) -> None:
        closed = file_name(Path(error.filename or path))
        report.refuse(os_error(error, closed).message, file=closed)

    if not path.is_dir():
        return [path]
    return [each for each in _likely(path, suffix, refuse) if not each.name.startswith(".")]


def _is_archive(file: Path) -> bool:
    """Whether ``file`` is a zip archive, whatever it is called; none where it cannot be opened."""
    try:
        with open(file, "rb", buffering=0) as stream:
            head = stream.read(2)
    except OSError:
        return False
    return (head == b"PK" or file.suffix.lower() == _ZIP) and zipfile.is_zipfile(file)


def _names(parts: tuple[str, ...]) -> tuple[str, str]:
    """What the article and the person are called, by the place of the file."""
    for at, part in enumerate(parts[:-2]):
        if part in _PERSONAL:
            return Path(parts[at + 1]).stem, Path(parts[at + 2]).stem
    kept = [part for part in parts if not part.lower().endswith(_ZIP)] or list(parts)
    return PurePosixPath(*kept).with_suffix("").as_posix(), ""


def holds(path: Path, suffix: str, probe: Probe) -> bool:
    """Whether ``path`` is a file, a folder or an archive of the format; looks at little of it."""
    try:
        if path.is_dir():
            return any(holds(each, suffix, probe) for each in islice(_likely(path, suffix), _LOOKS))
        if zipfile.is_zipfile(path):
            with open(path, "rb") as stream:
                return _archive_holds(stream, suffix, probe, depth=0)
        with open(path, "rb") as file:
            return probe(file.read(HEAD))
    except _BAD_ZIP:
        return False


def _likely(
    path: Path, suffix: str, closed: Callable[[OSError], object] | None = None
) -> Iterator[Path]:
    for folder, folders, names in os.walk(path, onerror=closed):
        folders.sort()
        for name in sorted(names):
            if name not in _DESCRIBES and name.lower().endswith((suffix, _ZIP)):
                yield Path(folder, name)


def _archive_holds(stream: BinaryIO, suffix: str, probe: Probe, *, depth: int) -> bool:
    with zipfile.ZipFile(stream) as archive:
        infos = [info for info in archive.infolist()
                 if info.filename.lower().endswith((suffix, _ZIP))]  # fmt: skip
        for info in infos[:_LOOKS]:
            if not info.filename.lower().endswith(_ZIP):
                with archive.open(info) as file:
                    if probe(file.read(HEAD)):
                        return True
            elif not depth and info.file_size <= MAX_FILE:
                inner = io.BytesIO(archive.read(info))
                if zipfile.is_zipfile(inner) and _archive_holds(inner, suffix, probe, depth=1):
                    return True
    return False

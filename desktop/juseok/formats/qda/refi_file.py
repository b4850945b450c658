"""A project of REFI-QDA as it lies in its file, read twice: first all that is small, then its
sources one by one, so that memory does not grow with them."""

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from juseok.core.errors import FormatError, TextError
from juseok.formats import archives
from juseok.formats.archives import Archive
from juseok.formats.base import os_error
from juseok.formats.raw.textfile import read_bytes
from juseok.formats.xml import events_of, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PROJECT: Final = "project.qde"
_SMALL: Final = frozenset({"Users", "CodeBook", "Codes", "Variables", "Notes"})
"""Parts of a project that are held."""
_MAX_XML: Final = 256 * 1024 * 1024
_PIECE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class _Files:
    """Where the texts of a project are: in its zip, or beside an unpacked one."""

    archive: Archive | None
    folder: Path

    def read(self, name: str) -> bytes | None:
        """The source called ``name``; None where there is none.  Nothing outside is read."""
        plain = name.replace("\\", "/")
        if not plain or ".." in plain.split("/") or plain.startswith("/") or plain[1:2] == ":":
            return None
        for folder in ("Sources/", "sources/", ""):
            if self.archive is not None:
                found = self.archive.find(f"{folder}{plain}")
                if found is not None:
                    return self.archive.read(found)
                continue
            path = self.folder / folder / plain
            if path.is_file() and path.resolve().is_relative_to(self.folder.resolve()):
                return read_bytes(path)
        return None


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A project or codebook that is open: ``frame`` is its root without its sources, ``tags`` how
    often each element is in it, in the order in which they come first."""

    frame: "Element"
    tags: Counter[str]
    _pieces: Callable[[], Iterable[bytes]]
    _files: _Files

    def sources(self) -> Iterator["Element"]:
        """What is in ``Sources``, one by one; each holds until the next is asked for."""
        path: list[Element] = []
        for event, element in events_of(self._pieces()):
            if event == "start":
                path.append(element)
                continue
            path.pop()
            if len(path) == 2 and local(path[1]) == "Sources":
                yield element
            if 1 <= len(path) <= 2:
                path[-1].clear()

    def read(self, name: str) -> bytes | None:
        """The text file called ``name``; None where there is none."""
        return self._files.read(name)


@contextmanager
def opened(path: Path) -> Generator[ProjectFile]:
    """The project or codebook at ``path``; every fault is a ``FormatError``."""
    with ExitStack() as stack:
        try:
            yield _opened(path, stack)
        except TextError as error:
            raise FormatError("qda.broken", name=path.name, reason=error.message) from error
        except OSError as error:
            raise os_error(error, path.name) from error


def _opened(path: Path, stack: ExitStack) -> ProjectFile:
    with open(path, "rb") as file:
        is_packed = file.read(4) == b"PK\x03\x04"
    if not is_packed:
        data = read_bytes(path, _MAX_XML)
        starts = range(0, len(data), _PIECE)
        return _read(path, lambda: (data[at : at + _PIECE] for at in starts), None)
    archive = stack.enter_context(archives.opened(path))
    named = archive.find(_PROJECT) or next(
        (each for each in archive.names if each.lower().endswith((".qde", ".qdc"))), None
    )
    if named is None:
        raise FormatError("qda.not_a", name=path.name, format="REFI-QDA")
    return _read(path, lambda: archive.pieces(named), archive)


def _read(
    path: Path, pieces: Callable[[], Iterable[bytes]], archive: Archive | None
) -> ProjectFile:
    root: Element | None = None
    parts: list[Element] = []
    tags: Counter[str] = Counter()
    is_project = False
    for event, element in events_of(pieces()):
        if event == "start":
            if root is None:
                root, is_project = element, local(element) == "Project"
            tags[element.tag] += 1
            parts.append(element)
            continue
        parts.pop()
        if is_project and 1 <= len(parts) <= 2 and local((*parts, element)[1]) not in _SMALL:
            parts[-1].remove(element)
    if root is None or local(root) not in ("Project", "CodeBook"):
        raise FormatError("qda.not_a", name=path.name, format="REFI-QDA")
    return ProjectFile(root, tags, pieces, _Files(archive, path.parent))

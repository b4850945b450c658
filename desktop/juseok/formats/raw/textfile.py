"""Text files, one page each, and the walk through folders that finds them."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.folder import MANIFEST
from juseok.formats.raw.items import MAX_FILE, ImportItem, file_name

FoundT = TypeVar("FoundT")
TEXT_EXTENSIONS: Final = (".txt", ".text")


@dataclass(frozen=True, slots=True)
class TextFileReader:
    """A file that is one page of text; ``chosen`` is the encoding a person picked, if asked."""

    chosen: str | None = None

    id: ClassVar[str] = "text"
    names: ClassVar[Mapping[str, str]] = {"ko": "글 파일", "en": "Text file"}
    extensions: ClassVar[tuple[str, ...]] = TEXT_EXTENSIONS

    def recognises(self, path: Path, head: bytes) -> bool:
        """Any file that is named as text; what is in it is decided on reading."""
        return path.name.lower().endswith(self.extensions)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[ImportItem]:
        """The one text of the file, or nothing and a line in ``report``."""
        report.read += 1
        read = read_as(path, partial(decode, chosen=self.chosen), report=report)
        if read is not None:
            name, data, found = read
            yield ImportItem(
                name, name, data, found.text, found.encoding, found.bom, found.recomposed
            )


def read_as(
    path: Path, parse: Callable[[bytes], FoundT], *, report: ReportBuilder, limit: int = MAX_FILE
) -> tuple[str, bytes, FoundT] | None:
    """What the file is called, its bytes, and what ``parse`` makes of them; None, and told in
    ``report``, where they cannot be read or ``parse`` raises ``TextError``."""
    name = file_name(path)
    try:
        data = read_bytes(path, limit)
        return name, data, parse(data)
    except TextError as error:
        report.refuse(error.message, file=name)
    except OSError as error:
        report.refuse(os_error(error, name).message, file=name)
    return None


class TooLargeError(TextError):
    """A file is too large to be one text."""


def read_bytes(path: Path, limit: int = MAX_FILE) -> bytes:
    """The bytes of ``path``; raises :class:`TooLargeError` without having read it all."""
    with open(path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        # Asked for more than there is, it would first make room for all of it.
        data = file.read(size + 1) if size <= limit else b""
        if len(data) > size:  # it grew, or is none of those that tell their size
            data += file.read(limit + 1 - len(data))
    if size > limit or len(data) > limit:
        megabytes = max(size, len(data)) // (1024 * 1024)
        raise TooLargeError("import.too_large", size=megabytes, limit=limit // (1024 * 1024))
    return data


def walk(path: Path, *, report: ReportBuilder, extensions: tuple[str, ...]) -> Iterator[Path]:
    """The files below ``path`` whose names end in ``extensions``, in order of their names.

    A file is given back whatever its name.  Hidden files and folders are passed over; a
    folder that was seen already (a link in a circle) is not entered again; folders without
    rights and other files go into ``report``.
    """
    if not os.path.isdir(path):  # pathlib raises where the folder above is closed
        yield path
        return
    yield from _walk(path, report, extensions, set())


def _walk(
    folder: Path, report: ReportBuilder, extensions: tuple[str, ...], seen: set[tuple[int, int]]
) -> Iterator[Path]:
    try:
        status = folder.stat()
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        report.refuse(os_error(error, file_name(folder)).message, file=file_name(folder))
        return
    place = (status.st_dev, status.st_ino)
    if place in seen:
        report.note(Message("import.seen_folder"), file=file_name(folder))
        return
    seen.add(place)
    for entry in entries:
        child = folder / entry.name
        if entry.name.startswith("."):
            continue
        # What the folder tells of its entries, but for links, saves asking for each.
        is_link = entry.is_symlink()
        if os.path.isdir(child) if is_link else entry.is_dir():
            yield from _walk(child, report, extensions, seen)
        elif (
            entry.name.lower().endswith(extensions)
            and entry.name != MANIFEST
            and (os.path.isfile(child) if is_link else entry.is_file())
        ):
            yield child
        else:
            report.note(Message("import.passed_over"), file=file_name(child))

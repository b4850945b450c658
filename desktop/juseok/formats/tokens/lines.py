"""Files of lines, read as they come: their encoding is told first, and no line is ever dropped.

Only LF and CRLF end a line, for any other end of a line may be a token.
"""

import codecs
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.folder import MANIFEST
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import walk
from juseok.formats.tokens.aside import NAME

_CHUNK: Final = 1 << 20
_LONGEST: Final = 1 << 20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD: Final = 16_384
_FIRST_FILES: Final = 40
"""A folder of thousands of texts is not read to tell what it is."""


def numbered_lines(path: Path, report: ReportBuilder) -> Iterator[tuple[int, str]]:
    """The lines of ``path`` with their numbers from 1, without their ends.

    A file that is no text, or that the system refuses, is told and has none; so is a line of more
    than a million characters.
    """
    for number, lines in _chunks(path, report):
        yield from enumerate(lines, start=number)


def numbered_runs(path: Path, report: ReportBuilder) -> Iterator[tuple[int, list[str]]]:
    """As :func:`numbered_lines`, several at a time, each time with the number of the first: as a
    rule up to the empty line that ends them, which is the last."""
    for number, lines in _chunks(path, report):
        at = 0
        while at < len(lines):
            try:
                end = lines.index("", at) + 1
            except ValueError:
                end = len(lines)
            yield number + at, lines[at:end]
            at = end


def _chunks(path: Path, report: ReportBuilder) -> Iterator[tuple[int, list[str]]]:
    name = file_name(path)
    try:
        encoding = encoding_of(path)
        if encoding is None:
            report.refuse(Message("tokens.encoding", file=name), file=name)
            return
        number, rest, is_long = 1, "", False
        with open(path, encoding=encoding, newline="\n") as file:
            while block := file.read(_LONGEST):
                text = rest + block
                lines = text.split("\n")
                rest = lines.pop()
                if is_long and lines:
                    number, is_long = number + 1, False
                    del lines[0]
                if "\r" in text:
                    lines = [line.removesuffix("\r") for line in lines]
                if lines:
                    yield number, lines
                    number += len(lines)
                if len(rest) > _LONGEST:
                    if not is_long:
                        told = Message("tokens.long_line", limit=_LONGEST)
                        report.refuse(told, file=name, line=number)
                    rest, is_long = "", True
        if rest and not is_long:
            yield number, [rest.removesuffix("\r")]
    except OSError as error:
        report.refuse(os_error(error, name).message, file=name)


def encoding_of(path: Path, most: int | None = None) -> str | None:
    """UTF-8, or UTF-16 by its mark, or CP949; else None; ``most``: by so many bytes.
    Raises ``OSError``."""
    with open(path, "rb") as file:
        head = file.read(4)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding if _decodes(path, encoding, most) else None
    return next((each for each in ("utf-8", "cp949") if _decodes(path, each, most)), None)


def _decodes(path: Path, encoding: str, most: int | None) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with open(path, "rb") as file:
            while data := file.read(_CHUNK if most is None else most):
                decoder.decode(data)
                if most is not None:
                    return True
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def head_of(path: Path) -> list[str]:
    """The first whole lines of a text file; empty where it is none, or cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(_HEAD)
    except OSError:
        return []
    if len(data) == _HEAD:
        data = data[: data.rfind(b"\n") + 1]
    try:
        text = decode(data).text
    except (TextError, ValueError):
        return []
    return [line.removesuffix("\r") for line in text.split("\n")]


def any_of(path: Path, extensions: Sequence[str], test: Callable[[Path], bool]) -> bool:
    """Whether ``test`` says yes of the file ``path``, or of one of the first in that folder."""
    try:
        return any(map(test, islice(files_of(path, ReportBuilder(), extensions), _FIRST_FILES)))
    except OSError:
        return False


def files_of(path: Path, report: ReportBuilder, extensions: Sequence[str]) -> Iterator[Path]:
    """``path`` itself, or the files below it with ``extensions``, but for what goes with them."""
    look = ReportBuilder()
    for each in walk(path, report=look, extensions=tuple(extensions)):
        if each == path or each.name not in (NAME, MANIFEST):
            yield each
    report.lines += [
        line for line in look.lines if os.path.basename(line.file) not in (NAME, MANIFEST)
    ]

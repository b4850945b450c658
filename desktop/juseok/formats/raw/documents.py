"""Documents with a layout as raw texts: what one sees of them, line by line.

HTML, MHTML, DOCX, PDF and HWPX; each parser gives a :class:`Sight`.  Nothing that can be seen is
left out: running heads, menus and footers are lines like any other, in the role that the layout
tells.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, TypeAlias

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.core.text import MAX_CHARACTERS
from juseok.formats.base import ReportBuilder
from juseok.formats.raw.endings import ending_by
from juseok.formats.raw.items import ImportItem
from juseok.formats.raw.textfile import read_as

MAX_DOCUMENT: Final = 256 * 1024 * 1024
"""Bytes of a file, which may hold pictures beside its text."""

EXTRA: Final = "juseok[documents]"
_LIBRARIES: Final = frozenset({"docx", "pypdf", "trafilatura"})
_ENDS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BROKEN: Final = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Sight:
    """The lines of a document as they are gathered.

    ``roles`` is line number → role, ``known`` metadata by role (see ``formats.raw.columns``);
    ``is_article``: all of it is one article.  ``notes`` is what to tell of it.
    """

    lines: list[str] = field(default_factory=list[str])
    roles: dict[int, ZoneRole] = field(default_factory=dict[int, ZoneRole])
    known: dict[str, str] = field(default_factory=dict[str, str])
    is_article: bool = True
    encoding: str = ""
    bom: bool = False
    recomposed: int = 0
    notes: list[Message] = field(default_factory=list[Message])
    size: int = 0

    def add(self, text: str, role: ZoneRole | None = None) -> None:
        """A line, or several where ``text`` has line ends; blank ones are no lines.

        Raises ``TextError`` where there is more text than an article may have.
        """
        for part in _ENDS.split(text):
            line = part.replace("\x00", "").strip()
            if not line:
                continue
            if role is not None:
                self.roles[len(self.lines)] = role
            self.lines.append(line)
            self.size += len(line) + 1
        if self.size > MAX_CHARACTERS * 2:
            raise TextError("text.too_long", length=self.size, limit=MAX_CHARACTERS)

    def put(self, role: str, value: object) -> None:
        """Metadata, unless it is empty or told before."""
        words = " ".join(str(value).split()) if value is not None else ""
        if words and _BROKEN.search(words) is None:
            self.known.setdefault(role, words)


Parse: TypeAlias = Callable[[bytes, str | None], Sight]
"""Bytes and the encoding that a person chose (only HTML has one) → what one sees.

Raises ``TextError`` where it cannot be read."""


def _html(data: bytes, chosen: str | None) -> Sight:
    from juseok.formats.raw.html import parse_html

    return parse_html(data, chosen)


def _mhtml(data: bytes, chosen: str | None) -> Sight:
    from juseok.formats.raw.mhtml import parse_mhtml

    return parse_mhtml(data, chosen)


def _docx(data: bytes, chosen: str | None) -> Sight:
    from juseok.formats.raw.docx import parse_docx

    return parse_docx(data)


def _pdf(data: bytes, chosen: str | None) -> Sight:
    from juseok.formats.raw.pdf import parse_pdf

    return parse_pdf(data)


def _hwpx(data: bytes, chosen: str | None) -> Sight:
    from juseok.formats.raw.hwpx import parse_hwpx

    return parse_hwpx(data)


def _old(data: bytes, chosen: str | None) -> Sight:
    raise TextError("import.hwp")


def _old_word(data: bytes, chosen: str | None) -> Sight:
    raise TextError("import.doc")


PARSERS: Final[Mapping[str, Parse]] = {
    ".html": _html, ".htm": _html, ".xhtml": _html, ".mhtml": _mhtml, ".mht": _mhtml,
    ".docx": _docx, ".pdf": _pdf, ".hwpx": _hwpx, ".hwp": _old, ".doc": _old_word,
}  # fmt: skip
DOCUMENT_EXTENSIONS: Final = tuple(PARSERS)


@dataclass(frozen=True, slots=True)
class DocumentFileReader:
    """A file that is one document; ``chosen`` is the encoding a person picked, if asked."""

    chosen: str | None = None

    id: ClassVar[str] = "document"
    names: ClassVar[Mapping[str, str]] = {"ko": "문서 파일", "en": "Document"}
    extensions: ClassVar[tuple[str, ...]] = DOCUMENT_EXTENSIONS

    def recognises(self, path: Path, head: bytes) -> bool:
        """Any file that is named as one; what is in it is decided on reading."""
        return path.name.lower().endswith(self.extensions)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[ImportItem]:
        """The one text of the file, or nothing and a line in ``report``."""
        report.read += 1
        parse = partial(_seen, path, chosen=self.chosen)
        read = read_as(path, parse, report=report, limit=MAX_DOCUMENT)
        if read is None:
            return
        name, data, sight = read
        for note in sight.notes:
            report.change(note, file=name)
        text = "\n".join(sight.lines)
        broken = len(_BROKEN.findall(text))
        if broken:
            text = _BROKEN.sub("\ufffd", text)
            report.change(Message("import.broken_signs", count=broken), file=name)
        yield ImportItem(
            name, name, text.encode(), text, "utf-8", sight.bom, sight.recomposed,
            is_article=sight.is_article, file_encoding=sight.encoding, layout=sight.roles,
            known=sight.known, origin=hashlib.sha256(data).hexdigest(),
        )  # fmt: skip


def _parser_of(path: Path, data: bytes) -> Parse:
    """By the name; of one without an ending that is known, and of a newer file under an old name
    (``.hwp``, ``.doc``), by its content."""
    name = path.name.lower()
    ending = next((each for each in PARSERS if name.endswith(each)), "") or ending_by(data)
    if ending in (".hwp", ".doc") and data.startswith(b"PK\x03\x04"):
        return _hwpx if ending == ".hwp" else _docx
    return PARSERS[ending]


def _seen(path: Path, data: bytes, *, chosen: str | None) -> Sight:
    if not data.strip():
        raise TextError("text.empty")
    try:
        return _parser_of(path, data)(data, chosen)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _LIBRARIES:
            raise TextError("import.extra", extra=EXTRA) from error
        raise

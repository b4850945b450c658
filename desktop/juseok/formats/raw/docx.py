"""Word files (DOCX): paragraphs, tables, text boxes, notes, running heads and what the file says of
itself.

python-docx opens the file; its XML is walked here, for it passes over text boxes, content
controls and notes.
"""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.formats.archives import BROKEN, opened
from juseok.formats.raw.documents import Sight
from juseok.formats.reasons import reason_of
from juseok.formats.xml import parse_xml

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS: Final = frozenset({f"{_W}br", f"{_W}cr"})
_GONE: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}instrText", f"{_W}delText",
     f"{_W}rPr", f"{_W}pPr", f"{_W}sectPr"}
)  # fmt: skip
_TRACKED: Final = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_STYLES: Final[Mapping[str, ZoneRole]] = {
    "title": ZoneRole.TITLE, "제목": ZoneRole.TITLE, "subtitle": ZoneRole.SUBTITLE,
    "부제": ZoneRole.SUBTITLE, "caption": ZoneRole.CAPTION, "캡션": ZoneRole.CAPTION,
    "header": ZoneRole.NAV, "머리글": ZoneRole.NAV, "footer": ZoneRole.FOOTER,
    "바닥글": ZoneRole.FOOTER,
}  # fmt: skip
_HEADING: Final = re.compile(r"(?:heading|제목|개요)\s*(\d)", re.IGNORECASE)
_NOTES: Final = ("footnotes", "endnotes")
_HEADS: Final = (("header", ZoneRole.NAV), ("footer", ZoneRole.FOOTER))
NAME: Final = re.compile(r"([가-힣]{2,4})(?:\s*기자)?")
"""What an author's name in a file's own properties looks like where it is a person's."""


def parse_docx(data: bytes) -> Sight:
    """What one sees of a DOCX; raises ``TextError``."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TextError("import.locked", format="DOCX")
    with opened(data) as archive:
        if archive.find("[Content_Types].xml") is None or archive.find("mimetype") is not None:
            raise TextError("import.not_a", format="DOCX")
        for name in archive.names:
            if name.lower().endswith((".xml", ".rels")):
                parse_xml(archive.read(name))  # no entities, no endless depth
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        document: Any = Document(BytesIO(data))
        sight = Sight(encoding="docx")
        _heads(document, sight, *_HEADS[0])
        _blocks(document.element.body, sight, _style_names(document))
        for part in _parts(document, _NOTES):
            _blocks(part, sight, {}, role=ZoneRole.OTHER)
        _heads(document, sight, *_HEADS[1])
        about_file(sight, document.core_properties)
        _tell(document.element.body, sight)
    except (OpcError, AttributeError, TypeError, IndexError, *BROKEN) as error:
        raise TextError("archive.broken", reason=reason_of(error)) from error
    return sight


def _tell(body: Any, sight: Sight) -> None:
    """What Word shows beside the text: changes that nobody has accepted yet, and comments."""
    changes = sum(1 for _ in body.iter(*_TRACKED))
    comments = sum(1 for _ in body.iter(f"{_W}commentReference"))
    for code, count in (("import.tracked", changes), ("import.comments", comments)):
        if count:
            sight.notes.append(Message(code, count=count))


def about_file(sight: Sight, about: Any) -> None:
    """Title, author and the like, from properties named as those of DOCX are."""
    sight.put("title", about.title)
    sight.put("extra.author", about.author)
    found = NAME.fullmatch((about.author or "").strip())
    if found:
        sight.put("bylines", found[1])
    sight.put("section", about.category)
    sight.put("extra.created", about.created)
    sight.put("extra.modified", about.modified)
    for name in ("subject", "keywords"):
        sight.put(f"extra.{name}", getattr(about, name))


def _style_names(document: Any) -> dict[str, str]:
    return {each.style_id: each.name or "" for each in document.styles}


def _parts(document: Any, ends: tuple[str, ...]) -> Iterator[Any]:
    """The roots of parts beside the body whose relationship ends in one of ``ends``."""
    from docx.oxml import parse_xml as parse_part

    for each in document.part.rels.values():
        if not each.is_external and each.reltype.rsplit("/", 1)[-1] in ends:
            yield parse_part(each.target_part.blob)


def _heads(document: Any, sight: Sight, sort: str, role: ZoneRole) -> None:
    """Running heads, each text once: a document has one part for each section and side."""
    seen: set[str] = set()
    for part in _parts(document, (sort,)):
        found = Sight()
        _blocks(part, found, {})
        for line in found.lines:
            if line not in seen:
                seen.add(line)
                sight.add(line, role)


def _blocks(
    root: Any, sight: Sight, styles: Mapping[str, str], role: ZoneRole | None = None
) -> None:
    """Paragraphs and table rows of ``root`` in reading order."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}p":
            _paragraph(element, sight, role or _role(element, styles))
        elif element.tag == f"{_W}tr":
            cells = [_cell(cell) for cell in element.iter(f"{_W}tc") if _is_of(cell, element)]
            sight.add("\t".join(cells), role or ZoneRole.BODY)
        elif element.tag not in _GONE:
            waiting.extend(reversed(element))


def _is_of(cell: Any, row: Any) -> bool:
    """Whether ``cell`` is of ``row`` itself and not of a table within one of its cells."""
    return next(cell.iterancestors(f"{_W}tr")) is row


def _cell(cell: Any) -> str:
    """A cell in one line: its paragraphs and whatever tables lie in it."""
    inner = Sight()
    _blocks(cell, inner, {})
    return " ".join(inner.lines)


def _role(paragraph: Any, styles: Mapping[str, str]) -> ZoneRole | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val") or ""
    name = (styles.get(name) or name).strip().lower()
    if name in _STYLES:
        return _STYLES[name]
    if _HEADING.match(name) is not None:
        return ZoneRole.HEADING
    return None


def _paragraph(paragraph: Any, sight: Sight, role: ZoneRole | None) -> None:
    """The words of a paragraph; text boxes that hang on it come after it."""
    words: list[str] = []
    boxes: list[Any] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == f"{_W}t":
            words.append(element.text or "")
        elif tag == f"{_W}tab":
            words.append("\t")
        elif tag in _BREAKS:
            words.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            words.append("-")
        elif tag == f"{_W}txbxContent":
            boxes.append(element)
        elif tag not in _GONE:
            waiting.extend(reversed(element))
    sight.add("".join(words), role)
    for box in boxes:
        _blocks(box, sight, {})

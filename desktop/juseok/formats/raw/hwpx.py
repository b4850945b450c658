"""HWPX (OWPML, KS X 6101): what Hancom's word processor saves as open XML in a zip.

Elements are told by their names without namespaces, which changed from version to version.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.formats.archives import Archive, opened
from juseok.formats.raw.documents import Sight
from juseok.formats.raw.docx import NAME
from juseok.formats.xml import children, descendants, local, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SECTION: Final = re.compile(r"(?:.*/)?section(\d+)\.xml", re.IGNORECASE)
_SIGNS: Final = {
    "lineBreak": "\n", "tab": "\t", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-",
}  # fmt: skip
_INLINE: Final[Mapping[str, tuple[str, ...]]] = {
    "equation": ("script",), "dutmal": ("mainText", "subText"),
}  # fmt: skip
"""What stands in a line beside words, and where its own words are."""
_ROLES: Final[Mapping[str, ZoneRole]] = {
    "header": ZoneRole.NAV, "footer": ZoneRole.FOOTER, "footNote": ZoneRole.OTHER,
    "endNote": ZoneRole.OTHER, "caption": ZoneRole.CAPTION, "hiddenComment": ZoneRole.COMMENT,
    "fieldBegin": ZoneRole.COMMENT,
}  # fmt: skip
_STYLES: Final = (
    (re.compile(r"(?:큰\s?)?제목|title", re.IGNORECASE), ZoneRole.TITLE),
    (re.compile(r"부제목?|subtitle", re.IGNORECASE), ZoneRole.SUBTITLE),
    (re.compile(r"(?:개요|제목|heading|outline)\s*\d+", re.IGNORECASE), ZoneRole.HEADING),
    (re.compile(r"캡션|caption", re.IGNORECASE), ZoneRole.CAPTION),
    (re.compile(r"머리말|header", re.IGNORECASE), ZoneRole.NAV),
    (re.compile(r"꼬리말|쪽 번호|footer|page number", re.IGNORECASE), ZoneRole.FOOTER),
)
_TRACKED: Final = ("insertBegin", "deleteBegin")
_ABOUT: Final = {"title": "title", "creator": "extra.author", "date": "extra.created",
                 "CreatedDate": "extra.created", "ModifiedDate": "extra.modified",
                 "subject": "extra.subject", "keyword": "extra.keywords"}  # fmt: skip


def parse_hwpx(data: bytes) -> Sight:
    """What one sees of an HWPX; raises ``TextError``, for an old HWP with how to save it anew."""
    if data.startswith((b"\xd0\xcf\x11\xe0", b"HWP Document File")):
        raise TextError("import.hwp")
    with opened(data) as archive:
        manifest = archive.find("META-INF/manifest.xml")
        if manifest is not None and b"encryption-data" in archive.read(manifest):
            raise TextError("import.locked", format="HWPX")
        package = _package(archive)
        sections = _sections(archive, package)
        if not sections:
            raise TextError("import.not_a", format="HWPX")
        sight = Sight(encoding="hwpx")
        styles = _styles(archive)
        tails: list[tuple[str, ZoneRole]] = []
        tracked = 0
        for name in sections:
            section = parse_xml(archive.read(name))
            tracked += sum(1 for mark in _TRACKED for _ in descendants(section, mark))
            for text, role in _text(section, styles):
                if role is ZoneRole.FOOTER:
                    tails.append((text, role))
                else:
                    sight.add(text, role)
        for text, role in dict.fromkeys(tails):  # those of every section, each once
            sight.add(text, role)
    if tracked:
        sight.notes.append(Message("import.tracked", count=tracked))
    if package is not None:
        _about(sight, package)
    return sight


def _package(archive: Archive) -> "Element | None":
    """``content.hpf``: what the file is made of, and what it says of itself."""
    name = archive.find("Contents/content.hpf")
    return parse_xml(archive.read(name)) if name is not None else None


def _sections(archive: Archive, package: "Element | None") -> list[str]:
    """The sections in their order: that of the spine, else of their numbers."""
    numbered = sorted(
        (int(found[1]), name) for name in archive.names if (found := _SECTION.fullmatch(name))
    )
    by_number = [name for _, name in numbered]
    if package is None:
        return by_number
    items = {each.get("id", ""): each.get("href", "") for each in descendants(package, "item")}
    listed: list[str] = []
    for each in descendants(package, "itemref"):
        href = items.get(each.get("idref", ""), "")
        for name in (href, normpath(join("Contents", href))):
            if name in by_number and name not in listed:
                listed.append(name)
    return listed + [name for name in by_number if name not in listed]


def _styles(archive: Archive) -> dict[str, ZoneRole]:
    """Style id → role, by what the styles are called."""
    name = archive.find("Contents/header.xml")
    if name is None:
        return {}
    found: dict[str, ZoneRole] = {}
    for style in descendants(parse_xml(archive.read(name)), "style"):
        for called in (style.get("name", ""), style.get("engName", "")):
            role = next((role for form, role in _STYLES if form.fullmatch(called.strip())), None)
            if role is not None:
                found.setdefault(style.get("id", ""), role)
    return found


def _text(
    section: "Element", styles: Mapping[str, ZoneRole]
) -> Iterator[tuple[str, ZoneRole | None]]:
    """The paragraphs and table rows of a section."""
    for paragraph in children(section, "p"):
        yield from _paragraph(paragraph, styles, None)


def _paragraph(
    paragraph: "Element", styles: Mapping[str, ZoneRole], outer: ZoneRole | None
) -> Iterator[tuple[str, ZoneRole | None]]:
    """Its words, then what hangs on it: tables, boxes, notes, running heads.

    A running head hangs on the first paragraph and comes before it.
    """
    words: list[str] = []
    deleted = False
    heads: list[tuple[str, ZoneRole | None]] = []
    rest: list[tuple[str, ZoneRole | None]] = []
    for run in children(paragraph, "run"):
        for each in run:
            name = local(each)
            if name == "t":
                said, deleted = _words(each, deleted=deleted)
                words.append(said)
            elif name in _SIGNS:
                words.append(_SIGNS[name])
            elif name in _INLINE:
                words += ["".join(part.itertext()) for part in each if local(part) in _INLINE[name]]
            elif name != "secPr":
                for line, role in _hung(each, styles, outer):
                    (heads if role is ZoneRole.NAV else rest).append((line, role))
    yield from heads
    role = outer or styles.get(paragraph.get("styleIDRef", ""))
    text = "".join(words)
    if text.strip():
        yield text, role
    yield from rest


def _words(element: "Element", *, deleted: bool) -> tuple[str, bool]:
    """Text with the signs in it, and whether what comes after it is marked as deleted; such words
    are not seen."""
    words = ["" if deleted else element.text or ""]
    for each in element:
        name = local(each)
        deleted = name == "deleteBegin" or (deleted and name != "deleteEnd")
        if not deleted:
            words += [_SIGNS.get(name, ""), each.tail or ""]
    return "".join(words), deleted


def _hung(
    element: "Element", styles: Mapping[str, ZoneRole], outer: ZoneRole | None
) -> Iterator[tuple[str, ZoneRole | None]]:
    role = outer or _ROLES.get(local(element))
    for each in element:
        name = local(each)
        if name == "p":
            yield from _paragraph(each, styles, role)
        elif name == "tr":
            cells = (_cell(cell, styles) for cell in children(each, "tc"))
            yield "\t".join(cells), role or ZoneRole.BODY
        else:
            yield from _hung(each, styles, role)


def _cell(cell: "Element", styles: Mapping[str, ZoneRole]) -> str:
    """A cell in one line, whatever lies in it."""
    lines = (" ".join(line.split()) for line, _ in _hung(cell, styles, None))
    return " ".join(line for line in lines if line)


def _about(sight: Sight, package: "Element") -> None:
    for metadata in descendants(package, "metadata"):
        for each in metadata:
            name = each.get("name", "") if local(each) == "meta" else local(each)
            content = each.get("content", "")
            value = each.text or ("" if content == "text" else content)
            if role := _ABOUT.get(name):
                sight.put(role, value)
    found = NAME.fullmatch(sight.known.get("extra.author", ""))
    if found:
        sight.put("bylines", found[1])

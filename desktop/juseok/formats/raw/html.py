"""News pages as HTML: every line that a browser shows, and which of them are the article.

Text is read as a browser lays it out (blocks and ``<br>`` end a line, blanks run together).
trafilatura says which lines are the article; elements say what the others are.
"""

import logging
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.core.text import decode
from juseok.formats.raw.documents import Sight
from juseok.formats.raw.html_about import About, about_page
from juseok.formats.raw.items import MAX_FILE

_META: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-:]+)""", re.IGNORECASE)
_PROLOG: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9_\-]+)""")
_HEAD: Final = 8192
_HIDDEN: Final = frozenset(
    {"script", "style", "template", "noscript", "head", "title", "object", "embed", "svg", "math",
     "canvas", "audio", "video", "iframe", "map"}
)  # fmt: skip
_INLINE: Final = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
     "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s",
     "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
     "input", "meta", "link", "picture", "source"}
)  # fmt: skip
_CELLS: Final = frozenset({"td", "th"})
_RAW: Final = frozenset({"pre", "textarea", "listing", "xmp"})
_ROLES: Final = {
    "nav": ZoneRole.NAV, "menu": ZoneRole.NAV, "select": ZoneRole.NAV, "button": ZoneRole.NAV,
    "form": ZoneRole.NAV, "footer": ZoneRole.FOOTER, "aside": ZoneRole.RELATED,
    "figcaption": ZoneRole.CAPTION, "caption": ZoneRole.CAPTION, "h1": ZoneRole.TITLE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), ZoneRole.HEADING),
}  # fmt: skip
_ARIA: Final = {
    "navigation": ZoneRole.NAV, "banner": ZoneRole.NAV, "search": ZoneRole.NAV,
    "contentinfo": ZoneRole.FOOTER, "complementary": ZoneRole.RELATED,
}  # fmt: skip
_NAMED: Final = (
    (re.compile(r"(?:^|[-_ ])(?:gnb|lnb|snb|nav|navi|navigation|menu|breadcrumbs?|sns|share|util|"
                r"skip|banner|ads?)(?:$|[-_ \d])", re.IGNORECASE), ZoneRole.NAV),
    (re.compile(r"(?:^|[-_ ])(?:(?:img|image|photo|pic)[-_]?(?:desc|caption|text|txt)|caption)"
                r"(?:$|[-_ ])", re.IGNORECASE), ZoneRole.CAPTION),
    (re.compile(r"(?:^|[-_ ])(?:footer|foot)(?:$|[-_ ])", re.IGNORECASE), ZoneRole.FOOTER),
    (re.compile(r"(?:^|[-_ ])(?:comments?|reply|replies)(?:$|[-_ ])", re.IGNORECASE),
     ZoneRole.COMMENT),
    (re.compile(r"(?:^|[-_ ])(?:related|relation|ranking|recommend|popular|aside)(?:$|[-_ ])",
                re.IGNORECASE), ZoneRole.RELATED),
)  # fmt: skip
_OPENED: Final = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED: Final = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_IN_TAG: Final = re.compile(r"<[a-z/!][^<>]*\Z", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FURNITURE: Final = frozenset({ZoneRole.NAV, ZoneRole.FOOTER, ZoneRole.RELATED, ZoneRole.COMMENT})
_MAX_MAIN: Final = 4_000_000
"""Code points of source; of a longer page elements and lines alone tell what is what."""
_WHOLE: Final = 10
"""Code points; a shorter line is the article's only where it is a line of it as a whole."""


def parse_html(data: bytes, chosen: str | None = None) -> Sight:
    """What a browser shows of ``data``; see :class:`Sight`.

    The encoding is told by a mark, else UTF-8, else what ``<meta>`` says, else CP949; else
    ``TextError`` asks for it.
    """
    if len(data) > MAX_FILE:
        size, limit = len(data) >> 20, MAX_FILE >> 20
        raise TextError("import.too_large", size=size, limit=limit)
    found = decode(data, declared=_declared(data), chosen=chosen)
    if "<" not in found.text:
        raise TextError("import.no_html")
    tree = _tree(found.text)
    sight = Sight(is_article=False, encoding=found.encoding, bom=found.bom,
                  recomposed=found.recomposed)  # fmt: skip
    for line, role in _lines(tree):
        sight.add(line, role)
    if _may_be_cut(found.text):
        sight.notes.append(Message("import.may_be_cut"))
    about = about_page(tree)
    if not sight.lines and about.body:
        sight.add(about.body, ZoneRole.BODY)
        sight.is_article = True
        sight.notes.append(Message("import.from_data"))
    main = _main(found.text) if len(found.text) <= _MAX_MAIN else []
    _judge(sight, about, main)
    for role, value in about.known.items():
        sight.put(role, value)
    return sight


def _may_be_cut(text: str) -> bool:
    """Whether a page ends within a tag, or opens and never closes, which browsers forgive."""
    if _IN_TAG.search(text, max(text.rfind("<"), 0)):
        return True
    return _OPENED.search(text) is not None and _CLOSED.search(text) is None


def _declared(data: bytes) -> str | None:
    head = data[:_HEAD]
    found = _META.search(head) or _PROLOG.search(head)
    return found[1].decode("ascii") if found else None


def _lxml() -> tuple[Any, Any]:
    """lxml's parsers, which bring no types; loaded when a page is read."""
    return import_module("lxml.etree"), import_module("lxml.html")


def _tree(text: str) -> Any:
    """The page as lxml's HTML parser reads it; ``TextError`` where it nests without end."""
    etree, html = _lxml()
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        tree = html.document_fromstring(text.replace("\x00", "").encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise TextError("import.no_html") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise TextError("xml.deep")
    return tree


def _lines(tree: Any) -> Iterator[tuple[str, ZoneRole | None]]:
    """Lines with the roles that their elements tell."""
    etree, _ = _lxml()
    line = _Line()
    roles: list[ZoneRole | None] = [None]
    raws: list[bool] = [False]
    blocks: list[bool] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _HIDDEN or element.get("hidden") is not None:
                walk.skip_subtree()
                roles.append(roles[-1])
                raws.append(raws[-1])
                blocks.append(False)
                continue
            role = _role(element, tag, roles[-1])
            begins = role is ZoneRole.CAPTION and roles[-1] is not role  # whatever its element
            blocks.append(begins or (tag not in _INLINE and tag not in _CELLS))
            if blocks[-1]:
                yield from line.ended()
            elif tag in _CELLS and not line.fresh:
                line.add("\t", roles[-1], raw=True)
            roles.append(role)
            raws.append(raws[-1] or tag in _RAW)
            line.add(element.text, roles[-1], raw=raws[-1])
        else:
            roles.pop()
            raws.pop()
            if blocks.pop():
                yield from line.ended()
            line.add(element.tail, roles[-1], raw=raws[-1])
    yield from line.ended()


class _Line:
    """The line that is being gathered, with the role of its first words."""

    def __init__(self) -> None:
        self.text = ""
        self.role: ZoneRole | None = None
        self.fresh = True

    def add(self, text: str | None, role: ZoneRole | None, *, raw: bool) -> None:
        if not text:
            return
        words = text if raw else _BLANKS.sub(" ", text)
        if self.fresh and words.strip():
            self.role, self.fresh = role, False
        blank = self.text.endswith(" ") and not raw
        self.text += words.lstrip(" ") if blank else words

    def ended(self) -> Iterator[tuple[str, ZoneRole | None]]:
        if not self.fresh:
            yield self.text, self.role
        self.text, self.role, self.fresh = "", None, True


def _role(element: Any, tag: str, outer: ZoneRole | None) -> ZoneRole | None:
    """What ``element`` makes of its text; what is furniture stays so inside."""
    if outer in _FURNITURE:
        return outer
    if _INVISIBLE.search(element.get("style") or ""):
        return ZoneRole.NAV
    role = _ARIA.get(element.get("role") or "") or _ROLES.get(tag)
    if tag == "form" and len(element.xpath(".//p[3]")):  # some pages are one form as a whole
        role = None
    if role is not None:
        return role
    if tag not in ("html", "body", "main", "article"):
        named = f"{element.get('id') or ''} {element.get('class') or ''}"
        for pattern, meant in _NAMED if named.strip() else ():
            if pattern.search(named):
                return meant
    return outer


def _main(text: str) -> list[str]:
    """The lines that trafilatura takes for the article, without blanks; none where it fails."""
    import trafilatura

    etree, _ = _lxml()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(
            text, include_comments=False, include_tables=True, include_formatting=False,
            with_metadata=False, favor_recall=True,
        )  # fmt: skip
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError, etree.LxmlError):
        return []  # pages that it cannot take in are judged by their elements and lines
    return [_squeezed(line) for line in (found or "").split("\n") if line.strip()]


def _judge(sight: Sight, about: About, main: list[str]) -> None:
    """Give each line its role: the article's lines, its title, and what elements tell of others."""
    whole = set(main)
    joined = "".join(main)  # its lines end where those of the source do
    title = _title_line(sight, about)
    for number, line in enumerate(sight.lines):
        role = sight.roles.get(number)
        squeezed = _squeezed(line)
        is_main = squeezed in whole or (len(squeezed) >= _WHOLE and squeezed in joined)
        if number == title:
            sight.roles[number] = ZoneRole.TITLE
        elif role is ZoneRole.TITLE:  # a logo, or the heading of a part
            sight.roles.pop(number)
        elif is_main and not (role in _FURNITURE and len(squeezed) < _WHOLE):
            if role not in (ZoneRole.HEADING, ZoneRole.CAPTION):
                sight.roles[number] = ZoneRole.BODY
        elif role is ZoneRole.HEADING and main:
            sight.roles.pop(number)
    if title is not None:
        about.known.pop("title", None)


def _title_line(sight: Sight, about: About) -> int | None:
    """The line that is the headline: what the page says it is, else its only ``<h1>``."""
    tops = [at for at, role in sight.roles.items() if role is ZoneRole.TITLE]
    best: tuple[int, int] | None = None
    for wanted in about.titles:
        squeezed = _squeezed(wanted)
        for number, line in enumerate(sight.lines):
            same = _squeezed(line)
            if not same or sight.roles.get(number) in (ZoneRole.FOOTER, ZoneRole.RELATED):
                continue
            equal = same == squeezed
            if equal or (len(same) >= _WHOLE and len(same) * 2 > len(squeezed)
                         and squeezed.startswith(same)):  # fmt: skip
                score = 4 * (sight.roles.get(number) is ZoneRole.TITLE) + 2 * equal
                score += sight.roles.get(number) not in _FURNITURE
                if best is None or score > best[0]:
                    best = (score, number)
        if best is not None:
            return best[1]
    return tops[0] if len(tops) == 1 and len(sight.lines[tops[0]]) >= _WHOLE else None


def _squeezed(line: str) -> str:
    return "".join(line.split())

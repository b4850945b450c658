"""A page in the part of HTML and CSS that Qt's rich text knows.

https://doc.qt.io/qt-6/richtext-html-subset.html; labels are letters of it, for it has no style
that makes some.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Final

from juseok.core.model import READING_ROLES, ZoneRole
from juseok.formats.pages.model import Legend, Line, Listing, Page, Run
from juseok.formats.pages.page import pale

_FILL: Final = 0.76
_CLAIM: Final = "#eceef1"
_GREY: Final = "#6b6f77"
_SMALL: Final = "font-size:15px; font-weight:600; vertical-align:super;"
"""Qt makes what is raised smaller by a third."""
_INK: Final = "#44474d"
_STYLES: Final[Mapping[ZoneRole, str]] = {
    ZoneRole.TITLE: "font-size:24px; font-weight:600;",
    ZoneRole.SUBTITLE: "font-weight:600;",
    ZoneRole.HEADING: "font-weight:600;",
}
_QUIET: Final = f"font-size:14px; color:{_GREY};"
_BODY: Final = frozenset({ZoneRole.BODY, *_STYLES})
_UNSHOWN: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffc\ufffe\uffff]"
)
"""What has a meaning of its own in Qt's documents, or none at all."""


def rich_of(page: Page) -> str:
    """One whole page."""
    parts = [
        *([_paragraph(escape(page.title), _STYLES[ZoneRole.TITLE])] if page.titled else []),
        _paragraph(_text(" · ".join(page.details)), f"{_QUIET} margin-bottom:6px;"),
        _legend(page.legend),
        *_lines(page.lines),
        *(_listing(each) for each in page.lists),
        _paragraph(_text(page.origin), f"{_QUIET} margin-top:24px;"),
    ]
    return "".join(parts)


def _lines(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        style = "" if line.role is None or line.role in _BODY else _QUIET
        if line.role is not None and line.role in _STYLES:
            style = _STYLES[line.role]
        elif line.role is not None and line.role not in READING_ROLES:
            style = f"font-size:13px; color:{_GREY};"
        yield _paragraph("".join(map(_run, line.runs)), style)


def _run(run: Run) -> str:
    found = _text(run.text)
    if run.marks:
        inner = run.marks[-1]
        found = f'<span style="background-color:{pale(inner.color, _FILL)};">{found}</span>'
    elif run.claims:
        found = f'<span style="background-color:{_CLAIM};">{found}</span>'
    if run.cue:
        found = f"<u>{found}</u>"
    for mark in run.ended:
        found += _label(_text(mark.letter), _INK)
    for mark in run.broken:
        found += _label(f"{_text(mark.letter)}…", _INK)
    said = [*(f"[{number}]" for number in run.begun), *(f"[…{each}]" for each in run.resumed)]
    numbers = "".join(_label(each, _GREY) for each in said)
    return f"{numbers}{found}"


def _label(text: str, color: str) -> str:
    return f'<span style="{_SMALL} color:{color};">{text}</span>'


def _legend(legend: Iterable[Legend]) -> str:
    items = (
        f'<span style="background-color:{pale(each.color, _FILL)};">{_text(each.name)}</span>'
        f"{_label(_text(each.letter), _INK)} {each.count}"
        for each in legend
    )
    return _paragraph("&nbsp;&nbsp; ".join(items), "font-size:13px; margin-bottom:18px;")


def _listing(listing: Listing) -> str:
    rows = [_paragraph(_text(listing.title), "font-weight:600; margin-top:18px;")]
    for each in listing.items:
        number = f"{each.number}. " if each.number else ""
        fields = " · ".join(
            f'<span style="color:{_GREY};">{_text(field.name)}</span> {_text(field.value)}'
            for field in each.fields
        )
        words = f"{number}<b>{_text(each.text)}</b>" + (f"<br/>{fields}" if fields else "")
        rows.append(_paragraph(words, "font-size:13px; margin-bottom:4px;"))
    return "".join(rows)


def _paragraph(content: str, style: str) -> str:
    base = "margin:0; line-height:165%; white-space:pre-wrap;"
    return f'<p style="{base} {style}">{content or "&nbsp;"}</p>'


def _text(text: str) -> str:
    return escape(_UNSHOWN.sub("\ufffd", text), quote=False)

"""Markup within a field of another file: what it says as lines, and where each text of it went.

Whole pages are read by ``formats.raw.html``, which tells articles from what is round them.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

BLANKS: Final = " \t\r\n\f"
_SEEN: Final = re.compile(
    r"</(?:p|div|span|h[1-6]|body|b|strong|i|em|a|li|td|font|section|article)>|<br\s*/?>",
    re.IGNORECASE,
)
_DEEPEST: Final = 200
_NODE: Final = "text()"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS: Final = _words(
    """address article aside blockquote body br caption dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section summary
    table tbody td tfoot th thead title tr ul"""
)
_EMPTY: Final = _words("area base br col embed hr img input link meta source track wbr")
_HIDDEN: Final = frozenset({"script", "style"})


@dataclass(frozen=True, slots=True)
class Markup:
    """``raw``: its texts in a row, as a browser counts them; ``at``: where in ``text`` each of
    their code points is.  ``nodes``: the XPath of a text → where it begins in ``raw``."""

    text: str
    raw: str
    at: Sequence[int]
    nodes: Mapping[str, int]


def is_markup(words: str) -> bool:
    """Whether ``words`` have elements of HTML in them."""
    return "<" in words and _SEEN.search(words) is not None


def read_markup(source: str) -> Markup:
    """What ``source`` says: a line for each block, blanks run together as a browser does.

    >>> read_markup("<p>가 &amp; <b>나</b></p><p>다<br>라</p>").text
    '가 & 나\\n다\\n라'
    """
    found = _Texts()
    found.feed(source)
    found.close()
    raw = "".join(found.pieces)
    text, at = _lines(raw, frozenset(found.breaks))
    return Markup(text, raw, at, found.nodes)


def _lines(raw: str, breaks: Collection[int]) -> tuple[str, list[int]]:
    """What one sees of ``raw``, which ends a line at each of ``breaks`` and runs blanks together,
    and where each of its code points went."""
    text: list[str] = []
    at: list[int] = []
    for index, sign in enumerate(raw):
        if index in breaks and text and text[-1] != "\n":
            text[-1:] = "\n" if text[-1] == " " else (text[-1], "\n")
        at.append(len(text))
        if sign not in BLANKS:
            text.append(sign)
        elif text and text[-1] not in " \n":
            text.append(" ")
    return "".join(text).rstrip(" \n"), at


@dataclass(slots=True)
class _Open:
    """An element that is open: ``seen`` counts what is in it, by name."""

    path: str
    tag: str
    seen: Counter[str] = field(default_factory=Counter[str])
    is_text: bool = False
    """Whether what comes before is a text, which the next continues."""


class _Texts(HTMLParser):
    """The texts of a page in a row, with the XPath of each."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.breaks: list[int] = []
        self.nodes: dict[str, int] = {}
        self._length = 0
        self._open = [_Open("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = self._open[-1]
        above.is_text = False
        above.seen[tag] += 1
        if tag in _BLOCKS:
            self.breaks.append(self._length)
        if tag not in _EMPTY:
            is_deep = len(self._open) > _DEEPEST  # its path would grow without end
            path = "" if is_deep else f"{above.path}/{tag}[{above.seen[tag]}]"
            self._open.append(_Open(path, tag))

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY or not any(each.tag == tag for each in self._open[-_DEEPEST:]):
            return
        while self._open[-1].tag != tag:
            self._open.pop()
        self._open.pop()
        self._open[-1].is_text = False
        if tag in _BLOCKS:
            self.breaks.append(self._length)

    def handle_comment(self, data: str) -> None:
        self._open[-1].is_text = False

    def handle_data(self, data: str) -> None:
        above = self._open[-1]
        if above.tag in _HIDDEN:
            return
        if not above.is_text:
            above.is_text = True
            above.seen[_NODE] += 1
            self.nodes.setdefault(f"{above.path}/{_NODE}[{above.seen[_NODE]}]", self._length)
        self.pieces.append(data)
        self._length += len(data)

"""Text at the door: decode, normalise once, refuse what cannot be an article, count in UTF-16.

After :func:`normalise` an article's text never changes, so every rule here is frozen with
:data:`NORM_VERSION`.  Normalising is not NFC: NFC would rewrite the KS X 1001 duplicate hanja
(豈 U+F900 becomes U+8C48), so only conjoining jamo are composed.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias

from juseok.core.decoding import Decoded, decode
from juseok.core.errors import TextError

NORM_VERSION: Final = 1
MAX_CHARACTERS: Final = 2_000_000

EditSort: TypeAlias = Literal["bom", "newline", "jamo"]

_SYLLABLES = 0xAC00
_FINALS = 28
_TO_EDIT: Final = re.compile(
    r"\A\ufeff+|\r\n?|[\u2028\u2029]"
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    r"|[가-힣][\u11a8-\u11c2]"
)
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_FORBIDDEN: Final = re.compile("[\x00\ud800-\udfff]")


class Edit(NamedTuple):
    """``raw[raw_start:raw_end]`` became ``text[start:end]``, which has at most one character."""

    raw_start: int
    raw_end: int
    start: int
    end: int
    sort: EditSort


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and every place where it differs from the raw one.

    Offsets are code points.  The two maps are exact: ``raw[to_raw(i):to_raw(i + 1)]`` is what
    became ``text[i]`` (but for a dropped BOM, which became nothing).
    """

    text: str
    edits: tuple[Edit, ...] = ()
    _raw_ends: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)
    _ends: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.edits:  # as a rule, and some formats have each sentence looked at
            return
        object.__setattr__(self, "_raw_ends", tuple(edit.raw_end for edit in self.edits))
        object.__setattr__(self, "_ends", tuple(edit.end for edit in self.edits))

    def to_raw(self, offset: int) -> int:
        """Where the character at ``offset`` of the text begins in the raw text."""
        done = bisect_right(self._ends, offset)
        return offset if done == 0 else offset - self._ends[done - 1] + self._raw_ends[done - 1]

    def counts(self) -> Mapping[EditSort, int]:
        """How many edits there are of each sort; sorts without any are left out."""
        return Counter(edit.sort for edit in self.edits)


def normalise(raw: str) -> Normalised:
    """CRLF, CR, LS and PS become LF; leading BOMs go; modern conjoining jamo are composed.

    Everything else stays as it is, hanja duplicates, compatibility jamo and zero-width
    characters included.  Idempotent.
    """
    if not _may_need_edit(raw):
        return Normalised(raw)
    parts: list[str] = []
    edits: list[Edit] = []
    copied = length = 0
    for match in _TO_EDIT.finditer(raw):
        new, sort = _replacement(match[0])
        if new == match[0]:
            continue
        start = length + match.start() - copied
        parts += (raw[copied : match.start()], new)
        edits.append(Edit(match.start(), match.end(), start, start + len(new), sort))
        copied, length = match.end(), start + len(new)
    parts.append(raw[copied:])
    return Normalised("".join(parts), tuple(edits))


def _may_need_edit(raw: str) -> bool:
    """Whether :data:`_TO_EDIT` could find anything; a search for bytes is ten times as quick."""
    if "\r" in raw or "\u2028" in raw or "\u2029" in raw or raw[:1] == "\ufeff":
        return True
    encoded = raw.encode("utf-8", "surrogatepass")
    # U+1140 to U+11FF begin so: every medial and final jamo that is composed
    return b"\xe1\x85" in encoded or b"\xe1\x86" in encoded or b"\xe1\x87" in encoded


def _replacement(found: str) -> tuple[str, EditSort]:
    if found[0] == "\ufeff":
        return "", "bom"
    if found[0] in "\r\u2028\u2029":
        return "\n", "newline"
    if len(found) == 2 and found[0] >= "가" and (ord(found[0]) - _SYLLABLES) % _FINALS:
        return found, "jamo"  # the syllable has its final consonant already
    return unicodedata.normalize("NFC", found), "jamo"


def check_article_text(text: str) -> None:
    """Raise :class:`TextError` where ``text`` cannot be an article's text.

    Codes: ``text.empty``, ``text.too_long``, ``text.nul`` and ``text.surrogate``; the last two
    carry ``line`` and the character's ``position`` in it, both from 1.
    """
    if len(text) > MAX_CHARACTERS:
        raise TextError("text.too_long", length=len(text), limit=MAX_CHARACTERS)
    if not text or text.isspace():
        raise TextError("text.empty")
    found = None if _is_whole(text) else _FORBIDDEN.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        position = found.start() - text.rfind("\n", 0, found.start())
        if found[0] == "\x00":
            raise TextError("text.nul", position=position, line=line)
        code = f"U+{ord(found[0]):04X}"
        raise TextError("text.surrogate", position=position, line=line, character=code)


def _is_whole(text: str) -> bool:
    """Whether ``text`` has neither NUL nor surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\x00" not in text


class Utf16Map:
    """Code points ↔ UTF-16 units of one text, for Qt; free where no character is astral."""

    __slots__ = ("_points", "_units", "units")

    units: int
    """Length of the text in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self.units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        points = [m.start() for m in _ASTRAL.finditer(text)] if self.units != len(text) else []
        self._points = points
        self._units = [point + before for before, point in enumerate(points)]

    def to_utf16(self, point: int) -> int:
        """UTF-16 offset of code point offset ``point``."""
        return point + bisect_left(self._points, point) if self._points else point

    def to_cp(self, unit: int) -> int:
        """Code point offset of UTF-16 offset ``unit``; inside a pair, that of its character."""
        return unit - bisect_left(self._units, unit) if self._units else unit


InvisibleSort: TypeAlias = Literal["zero_width", "bidi", "filler", "control"]

INVISIBLE: Final[Mapping[str, InvisibleSort]] = {
    **dict.fromkeys("\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff", "zero_width"),
    **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e", "bidi"),
    **dict.fromkeys("\u2066\u2067\u2068\u2069", "bidi"),
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", "filler"),
    **dict.fromkeys((chr(code) for code in range(0x20) if chr(code) not in "\t\n"), "control"),
    **dict.fromkeys((chr(code) for code in range(0x7F, 0xA0)), "control"),
}
"""Characters that are kept but cannot be seen; the article view shows a mark for each."""

_INVISIBLE: Final = re.compile("[" + "".join(map(re.escape, INVISIBLE)) + "]")

_SYLLABLE: Final = "가"
_LAST_SYLLABLE: Final = "힣"
_SEEN: Final = re.compile(r"[^\s" + "".join(map(re.escape, INVISIBLE)) + "]")


def is_blank(text: str) -> bool:
    """Whether ``text`` holds nothing but white space and invisible characters."""
    # what begins with a syllable of Hangul is not, and that is nearly everything here
    return not _SYLLABLE <= text <= _LAST_SYLLABLE and _SEEN.search(text) is None


def invisible(text: str) -> Iterator[tuple[int, str, InvisibleSort]]:
    """Position (code points), character and sort of every invisible character."""
    for match in _INVISIBLE.finditer(text):
        yield match.start(), match[0], INVISIBLE[match[0]]


def count_invisible(text: str) -> Mapping[InvisibleSort, int]:
    """How many invisible characters there are of each sort; sorts without any are left out."""
    return Counter(INVISIBLE[char] for char in _INVISIBLE.findall(text))


def name_key(name: str) -> str:
    """The key under which a name is looked up: NFKC, caseless, no invisible characters.

    Only for looking up: the name itself is kept as written.
    """
    key = unicodedata.normalize("NFKC", _INVISIBLE.sub("", name)).casefold()
    return " ".join(_INVISIBLE.sub("", key).split())


__all__ = [
    "INVISIBLE",
    "MAX_CHARACTERS",
    "NORM_VERSION",
    "Decoded",
    "Edit",
    "EditSort",
    "InvisibleSort",
    "Normalised",
    "Utf16Map",
    "check_article_text",
    "count_invisible",
    "decode",
    "invisible",
    "is_blank",
    "name_key",
    "normalise",
]

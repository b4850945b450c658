"""What a person writes into the search field, read: words, phrases in quotes, and filters.

A filter is ``name:value``, in English or Korean; several values are joined by commas, and one
with blanks stands in quotes.  What cannot be meant is refused in words, never ignored.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from juseok.core.errors import KnownError
from juseok.core.model import ZoneRole

CLAIM_PREFIXES: Final = ("claim.", "주장.")
FILTERS: Final[Mapping[str, tuple[str, ...]]] = {
    "entity": ("entity", "개체"),
    "type": ("type", "유형"),
    "annotator": ("annotator", "주석자"),
    "publisher": ("publisher", "언론사", "매체"),
    "date": ("date", "날짜"),
    "zone": ("zone", "구역"),
    "title": ("title", "제목"),
    "lemma": ("lemma", "원형"),
}
"""Filter → the names it goes by, the English and the Korean one first."""

_BY_NAME: Final = {alias: name for name, aliases in FILTERS.items() for alias in aliases}
_ZONES: Final[Mapping[str, ZoneRole]] = {
    **{role.value: role for role in ZoneRole},
    "제목": ZoneRole.TITLE, "부제": ZoneRole.SUBTITLE, "부제목": ZoneRole.SUBTITLE,
    "머리말": ZoneRole.KICKER, "기자": ZoneRole.BYLINE, "기자명": ZoneRole.BYLINE,
    "바이라인": ZoneRole.BYLINE, "발신": ZoneRole.DATELINE, "발신지": ZoneRole.DATELINE,
    "날짜": ZoneRole.DATE, "언론사": ZoneRole.PUBLISHER, "본문": ZoneRole.BODY,
    "중간제목": ZoneRole.HEADING, "소제목": ZoneRole.HEADING, "설명": ZoneRole.CAPTION,
    "사진설명": ZoneRole.CAPTION, "출처": ZoneRole.CREDIT, "사진출처": ZoneRole.CREDIT,
    "저작권": ZoneRole.COPYRIGHT, "관련": ZoneRole.RELATED, "관련기사": ZoneRole.RELATED,
    "댓글": ZoneRole.COMMENT, "메뉴": ZoneRole.NAV, "꼬리말": ZoneRole.FOOTER,
    "기타": ZoneRole.OTHER,
}  # fmt: skip
_ON: Final = frozenset({"on", "yes", "true", "켬", "예"})
_OFF: Final = frozenset({"off", "no", "false", "끔", "아니요"})
_OPENING: Final = '"“”„'
_PART: Final = re.compile(r"[^\s\"“”„]+")
_NAME: Final = re.compile(r"[^\W\d][^\W]*(?:\.[^\s:.]+)*")
_DAY: Final = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?")


class SearchError(KnownError):
    """A search cannot be meant as it is written; says what would be."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words to find; ``exact``: as they are written, with their blanks, and no other form."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """From the day (month, year) ``first`` to ``last``, both with it; empty: without end."""

    first: str = ""
    last: str = ""

    def holds(self, published: str) -> bool:
        """Whether ``published`` (ISO 8601) lies in it; a date that is less exact may."""
        day = published[:10]
        if not _DAY.match(day):
            return False
        after = not self.first or day[: len(self.first)] >= self.first[: len(day)]
        return after and (not self.last or day[: len(self.last)] <= self.last[: len(day)])


@dataclass(frozen=True, slots=True)
class Query:
    """A search as read.  All of it has to be met; of the values in one tuple, one.

    ``entities``: each item is one filter, of which each article has to have one.
    ``claim``: attribute as written → values as written.
    """

    terms: tuple[Term, ...] = ()
    entities: tuple[tuple[str, ...], ...] = ()
    types: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    days: tuple[Days, ...] = ()
    zones: frozenset[ZoneRole] = frozenset()
    claim: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    lemmas: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Query(lemmas=self.lemmas)


def plain(text: str) -> str:
    """``text`` as names are compared: NFKC, lower case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def parse(written: str) -> Query:
    """Read ``written``; raises :class:`SearchError`.

    A quote that is not closed ends with the line, since it is still being written.
    """
    terms: list[Term] = []
    entities: list[tuple[str, ...]] = []
    found: dict[str, list[str]] = {}
    claim: dict[str, tuple[str, ...]] = {}
    for name, values, quoted in _parts(unicodedata.normalize("NFC", written)):
        if not name:
            terms.append(Term(values[0], exact=quoted))
        elif name == "entity":
            entities.append(values)
        elif name in FILTERS:
            found.setdefault(name, []).extend(values)
        else:
            attribute = name.removeprefix(CLAIM_PREFIXES[0])
            claim[attribute] = (*claim.get(attribute, ()), *values)
    return Query(
        terms=tuple(dict.fromkeys(terms)),
        entities=tuple(entities),
        types=tuple(found.get("type", ())),
        annotators=tuple(found.get("annotator", ())),
        publishers=tuple(found.get("publisher", ())),
        titles=tuple(found.get("title", ())),
        days=tuple(map(_days, found.get("date", ()))),
        zones=frozenset(map(_zone, found.get("zone", ()))),
        claim=claim,
        lemmas=all(map(_switch, found.get("lemma", ()))),
    )


def _parts(written: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """Each part as filter ("" for words), values, and whether it stood in quotes."""
    parts: list[tuple[str, tuple[str, ...], bool]] = []
    at = 0
    while at < len(written):
        if written[at].isspace():
            at += 1
        elif written[at] in _OPENING:
            phrase, at = _quoted(written, at)
            if phrase.strip():
                parts.append(("", (phrase,), True))
        else:
            match = _PART.match(written, at)
            word = match[0] if match else written[at]
            name, _, rest = word.partition(":")
            if (rest == "" and not word.endswith(":")) or not _NAME.fullmatch(name):
                parts.append(("", (word,), False))
                at += len(word)
                continue
            values, at = _values(written, at + len(name) + 1)
            parts.append((_filter(name), _some(name, values), False))
    return parts


def _quoted(written: str, at: int) -> tuple[str, int]:
    """What stands in quotes from ``at``, and where it goes on."""
    end = next((n for n in range(at + 1, len(written)) if written[n] in _OPENING), len(written))
    return written[at + 1 : end], end + 1


def _values(written: str, at: int) -> tuple[list[str], int]:
    """The values of a filter from ``at``, and where it goes on."""
    values = [""]
    while at < len(written) and not written[at].isspace():
        if written[at] in _OPENING:
            phrase, at = _quoted(written, at)
            values[-1] += phrase
            continue
        if written[at] == ",":
            values.append("")
        else:
            values[-1] += written[at]
        at += 1
    return [value.strip() for value in values if value.strip()], at


def _some(name: str, values: list[str]) -> tuple[str, ...]:
    if not values:
        raise SearchError("search.no_value", filter=name)
    return tuple(values)


def _filter(name: str) -> str:
    """The filter of that name; an attribute of claims as it is written."""
    lower = name.casefold()
    for prefix in CLAIM_PREFIXES:
        if lower.startswith(prefix) and len(name) > len(prefix):
            return f"{CLAIM_PREFIXES[0]}{plain(name[len(prefix) :])}"
    known = _BY_NAME.get(lower)
    if known is None:
        raise SearchError("search.no_filter", filter=name)
    return known


def _zone(value: str) -> ZoneRole:
    role = _ZONES.get(plain(value))
    if role is None:
        raise SearchError("search.no_zone", zone=value)
    return role


def _switch(value: str) -> bool:
    if plain(value) not in _ON | _OFF:
        raise SearchError("search.no_switch", value=value)
    return plain(value) in _ON


def _days(value: str) -> Days:
    """``2026-03..2026-05``, ``2026-03-05..``, ``..2026`` or one day, month or year."""
    first, dots, last = value.partition("..")
    begin = _day(first, value)
    end = _day(last, value) if dots else begin
    if not begin and not end:
        raise SearchError("search.no_date", date=value)
    if begin and end and begin[: len(end)] > end[: len(begin)]:
        raise SearchError("search.date_order", date=value)
    return Days(begin, end)


def _day(text: str, whole: str) -> str:
    """As ISO 8601, as far as it goes."""
    if not text.strip():
        return ""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise SearchError("search.no_date", date=whole)
    year, month, day = match.groups()
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        raise SearchError("search.no_date", date=whole)
    return "-".join(f"{int(part):02}" for part in (year, month, day) if part)

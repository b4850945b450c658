"""Who wrote it, and where: reporters, credits, datelines and their news agencies.

Forms: ``홍길동 기자``, ``[한빛일보 홍길동·김이슬 기자]``, ``(서울=한빛통신) 홍길동 기자 =``,
``베이징=홍길동 특파원``, ``hong@press.example``, ``By Gildong Hong``.
"""

import re
from dataclasses import dataclass
from typing import Final

from juseok.lang.extract.tables import CITIES, NOT_NAMES, OUTLET_ENDING, PUBLISHERS

_NAME = "[가-힣]{2,4}"
_JOIN = r"\s?[·,ㆍ・‧/&]\s?"
_SORT = (
    "선임|전문|객원|수습|인턴|시민|명예|사진|대학생|청년|에디터|의학전문|과학전문|산업전문|경제전문"
)
_TITLE = (
    rf"(?:(?:{_SORT})\s?)?기자|(?:순회|상주)?\s?특파원|논설위원|논설실장|편집위원|편집장|칼럼니스트"
    "|에디터|앵커|아나운서|리포터|통신원|해설위원|PD|피디"
)
_ONE = rf"(?:{_NAME}(?:\s{_NAME}){{0,3}}(?:{_JOIN}{_NAME}){{0,5}}\s?(?:{_TITLE})(?![가-힣]))"
PEOPLE: Final = re.compile(rf"{_ONE}(?:(?:{_JOIN}|\s){_ONE}){{0,5}}")
"""One or more names, each or all with what they are."""

_PERSON = re.compile(
    rf"({_NAME}(?:\s{_NAME}){{0,3}}(?:{_JOIN}{_NAME}){{0,5}})\s?(?:{_TITLE})(?![가-힣])"
)
EMAIL: Final = re.compile(
    r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}"
)
ENGLISH: Final = re.compile(r"[Bb]y\s((?:[A-Z][A-Za-z.'-]+\s?){2,4})")
DESK: Final = re.compile(
    r"(?:온라인|디지털|인터넷|모바일|이슈)?\s?(?:뉴스|편집|취재|이슈)(?:팀|부|국)"
)

_PLACE = r"[가-힣]{2,8}(?:[·,ㆍ]\s?[가-힣]{2,8}){0,3}"
_OUTLET = r"[가-힣A-Za-z0-9](?:(?!기자)[가-힣A-Za-z0-9&.\s]){1,19}?(?:\([가-힣]{1,8}\))?"
_LEAD: Final = re.compile(
    rf"(?:[\[(【〔<](?P<desk>{_PLACE})\s?=\s?(?P<desk_people>{PEOPLE.pattern})[\])】〕>]\s?"
    rf"|[\[(【〔<](?P<place>{_PLACE})\s?=\s?(?P<agency>{_OUTLET})[\])】〕>]\s?"
    rf"(?:(?P<agency_people>{PEOPLE.pattern})\s?)?=?\s?"
    rf"|[\[(【〔<](?:(?P<outlet>{_OUTLET})[\s=/|]\s?)?(?P<outlet_people>{PEOPLE.pattern})[\])】〕>]\s?=?\s?"
    rf"|\[(?P<masthead>{_OUTLET})\]\s?"
    rf"|(?P<post>{_PLACE})\s?=\s?(?P<post_people>{PEOPLE.pattern})\s?=?\s"
    rf"|(?P<plain_people>{PEOPLE.pattern})\s?=\s?)"
)
_TAIL: Final = re.compile(
    rf"(?<=[.!?”’\"')\]])\s?[/|=\[(]?\s?(?:(?P<people>{PEOPLE.pattern})\s?[(\[/]?\s?(?:{EMAIL.pattern})?"
    rf"|(?:{_NAME}\s)?{EMAIL.pattern})[)\]]?\s?$"
)
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Lead:
    """A byline in front of a sentence: ``end`` is where the sentence begins."""

    end: int
    names: tuple[str, ...]
    publisher: str
    place: str


def lead_of(line: str) -> Lead | None:
    """The byline or dateline that ``line`` begins with, if a text follows it."""
    if line[0] not in "[(【〔<" and "=" not in line[:_LONGEST]:
        return None
    found = _LEAD.match(line, 0, _LONGEST)
    if found is None or found.end() >= len(line):
        return None
    people = next((found[name] for name in _PEOPLE_GROUPS if found[name]), "")
    place = (found["place"] or found["desk"] or found["post"] or "").strip()
    publisher = (found["agency"] or found["outlet"] or found["masthead"] or "").strip()
    if not publisher and (place in PUBLISHERS or OUTLET_ENDING.fullmatch(place)):
        place, publisher = "", place
    words = publisher.split()
    if words and words[-1].split("(")[0] in CITIES:
        place, publisher = place or words[-1].split("(")[0], " ".join(words[:-1])
    if not people and publisher not in PUBLISHERS and not found["place"]:
        return None
    return Lead(found.end(), names_of(people), publisher, place)


_PEOPLE_GROUPS: Final = (
    "desk_people",
    "agency_people",
    "outlet_people",
    "post_people",
    "plain_people",
)


def tail_of(line: str) -> tuple[int, tuple[str, ...]] | None:
    """Where a byline begins that stands behind the last sentence of ``line``, and its names."""
    begin = max(0, len(line) - _LONGEST)
    end = line[begin:]
    if "@" not in end and "기자" not in end and "특파원" not in end:
        return None
    found = _TAIL.search(end)
    if found is None:
        return None
    names = names_of(found["people"] or "")
    return begin + found.start(), names


def names_of(people: str) -> tuple[str, ...]:
    """Every name in ``people``, a match of :data:`PEOPLE`, in order and once."""
    names: list[str] = []
    for group in _PERSON.findall(people):
        for part in re.split(_JOIN, group):
            names += [word for word in part.split() if _is_name(word)]
    return tuple(dict.fromkeys(names))


def _is_name(word: str) -> bool:
    if word in CITIES or word in NOT_NAMES or word in PUBLISHERS:
        return False
    return not (len(word) > 2 and word[-1] in "부팀국") and OUTLET_ENDING.fullmatch(word) is None

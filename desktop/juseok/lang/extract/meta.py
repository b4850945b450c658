"""Lines that say only who, when and where: ``입력 2025.03.04 09:12 | 한빛일보 홍길동 기자``.

A line is such a line when it can be read to its end as dates, names, outlets, e-mail
addresses, labels and separators.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from juseok.core.model import PublishedAt, ZoneRole
from juseok.lang.extract.bylines import DESK, EMAIL, ENGLISH, PEOPLE, names_of
from juseok.lang.extract.dates import DATE, parse_date
from juseok.lang.extract.tables import CITIES, NOT_NAMES, OUTLET_ENDING, PUBLISHERS

_LONGEST: Final = 200
_MAYBE = re.compile(
    r"\d|@|기자|특파원|위원|편집|뉴스팀|에디터|앵커|칼럼니스트|PD|피디|[Bb]y\s|어제|방금"
)


class Part(StrEnum):
    """What a stretch of a meta line is."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    DATE = "date"
    PEOPLE = "people"
    EMAIL = "email"
    OUTLET = "outlet"
    SECTION = "section"
    PLACE = "place"
    FILL = "fill"


@dataclass(frozen=True, slots=True)
class Token:
    part: Part
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Meta:
    """What one meta line says; ``pieces`` are its zones as ``(start, end, role)`` within it."""

    tokens: tuple[Token, ...]

    def dates(self, *parts: Part) -> list[PublishedAt]:
        return [parse_date(token.text) for token in self.tokens if token.part in parts]

    @property
    def names(self) -> tuple[str, ...]:
        found = [
            name
            for token in self.tokens
            if token.part == Part.PEOPLE
            for name in (names_of(token.text) or _bare_names(token.text))
        ]
        return tuple(dict.fromkeys(found))

    def first(self, part: Part) -> str:
        return next((token.text for token in self.tokens if token.part == part), "")

    @property
    def has_date(self) -> bool:
        return any(token.part in _DATES for token in self.tokens)

    @property
    def has_people(self) -> bool:
        return any(token.part in (Part.PEOPLE, Part.EMAIL) for token in self.tokens)

    def pieces(self, length: int) -> list[tuple[int, int, ZoneRole]]:
        """The line's zones, ``length`` code points in all, without gaps."""
        pieces: list[tuple[int, int, ZoneRole]] = []
        for token in self.tokens:
            role = _ROLES.get(token.part)
            if role is None:
                continue
            if pieces and pieces[-1][2] == role:
                pieces[-1] = (pieces[-1][0], token.end, role)
            else:
                pieces.append((pieces[-1][1] if pieces else 0, token.end, role))
        start, _, role = pieces[-1]
        pieces[-1] = (start, length, role)
        return pieces


_DATES: Final = frozenset({Part.PUBLISHED, Part.MODIFIED, Part.DATE})
_ROLES: Final = {
    Part.PUBLISHED: ZoneRole.DATE,
    Part.MODIFIED: ZoneRole.DATE,
    Part.DATE: ZoneRole.DATE,
    Part.PEOPLE: ZoneRole.BYLINE,
    Part.EMAIL: ZoneRole.BYLINE,
    Part.OUTLET: ZoneRole.PUBLISHER,
}
_PUBLISHED = (
    r"(?:(?:기사|최초|최종|뉴스)\s?)?(?:입력|등록|송고(?:\s?시간)?|게재|승인|작성|발행|배포|보도|게시|공개)(?:\s?(?:일시?|시간|시각|날짜))?"
    r"|published(?:\son)?|posted(?:\son)?|date"
)
_MODIFIED = (
    r"(?:(?:기사|최종|마지막)\s?)?(?:수정|업데이트|갱신|변경)(?:\s?(?:일시?|시간|시각|날짜))?"
    r"|(?:last\s)?(?:updated|modified)(?:\son)?"
)
_PUBLISHED_LABEL = re.compile(rf"(?:{_PUBLISHED})\s?[:：]?\s?", re.IGNORECASE)
_MODIFIED_LABEL = re.compile(rf"(?:{_MODIFIED})\s?[:：]?\s?", re.IGNORECASE)
_SECTION = re.compile(r"([가-힣A-Za-z/&·]{2,10}?)\s?(?=(?:기사)?(?:입력|등록)\s?[:：]?\s?\d)")
_OUTLET = re.compile(r"[가-힣A-Za-z0-9]{2,16}")
_FILL = re.compile(
    r"[\s|·ㆍ/,:：()\[\]<>【】〔〕〈〉=ㅣ│‧•\-–—.*※▲▶■]+|기자명|작성자|글쓴이|취재기자|취재|글·사진|글|사진|이메일|메일|"
    r"다른\s?기사\s?보기|(?:의\s)?(?:다른\s)?기사\s?(?:더\s?)?(?:보기|모아보기)|기자\s?페이지|기자\s?프로필|구독(?:하기)?|"
    r"기사\s?원문|추천\s?\d*|댓글\s?\d*|조회(?:수)?\s?[\d,]*|공유|팔로우|응원(?:하기|수)?\s?\d*|의(?=\s다른)|송고|"
    r"\d{1,3}면(?:\s?\d단)?|지면(?:\s?보기)?|A\d{1,2}면?|view|hits?|KST"
)
_BARE_NAME: Final = re.compile(r"[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,4}$")


def read_meta(line: str) -> Meta | None:
    """``line`` as dates, names and outlets; None where it says anything else."""
    if len(line) > _LONGEST or _MAYBE.search(line) is None:
        return None
    tokens: list[Token] = []
    at, label = 0, Part.DATE
    while at < len(line):
        found = _next(line, at, tokens, label)
        if found is None:
            return None
        token, label = found
        tokens.append(token)
        at = token.end
    meta = Meta(tuple(tokens))
    return meta if meta.has_date or meta.has_people else None


def _next(line: str, at: int, before: list[Token], label: Part) -> tuple[Token, Part] | None:
    if match := DATE.match(line, at):
        return Token(label, at, match.end(), match[0]), Part.DATE
    for pattern, part in ((_MODIFIED_LABEL, Part.MODIFIED), (_PUBLISHED_LABEL, Part.PUBLISHED)):
        if match := pattern.match(line, at):
            return Token(Part.FILL, at, match.end(), match[0]), part
    word = _OUTLET.match(line, at)
    if word and (word[0] in PUBLISHERS or OUTLET_ENDING.fullmatch(word[0])):
        return Token(Part.OUTLET, at, word.end(), word[0]), label
    for pattern, part in ((PEOPLE, Part.PEOPLE), (EMAIL, Part.EMAIL), (ENGLISH, Part.PEOPLE)):
        if match := pattern.match(line, at):
            return Token(part, at, match.end(), match[0]), label
    if at == 0 and (match := _SECTION.match(line)):
        return Token(Part.SECTION, 0, match.end(), match[1]), label
    if match := DESK.match(line, at):
        return Token(Part.PEOPLE, at, match.end(), match[0]), label
    if match := _FILL.match(line, at):
        return Token(Part.FILL, at, match.end(), match[0]), label
    return _word(line, at, before, label)


def _word(line: str, at: int, before: list[Token], label: Part) -> tuple[Token, Part] | None:
    match = _OUTLET.match(line, at)
    if match is None:
        return None
    if match[0] in CITIES:
        return Token(Part.PLACE, at, match.end(), match[0]), label
    after_date = any(token.part in _DATES for token in before)
    if after_date and (bare := _BARE_NAME.match(line, at)) and bare[0] not in NOT_NAMES:
        return Token(Part.PEOPLE, at, bare.end(), bare[0]), label
    return None


def _bare_names(text: str) -> tuple[str, ...]:
    if found := ENGLISH.match(text):
        return (found[1].strip(),)
    names = re.split(r"[·,]\s?", text)
    return tuple(name for name in names if _BARE_NAME.match(name) and not DESK.fullmatch(name))

"""Which column of a table is what: guessed from its name and its values, chosen by a person."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

TEXT: Final = "text"
FILE: Final = "file"
EXTRA: Final = "extra."


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROLES: Final[Mapping[str, frozenset[str]]] = {
    TEXT: _words(
        """text content contents body article articlebody articletext articlecontent fulltext
        maintext newstext newscontent document doc passage sentence 본문 본문내용 기사본문 기사내용
        기사전문 내용 전문 원문 기사 글 텍스트 뉴스본문 뉴스내용"""
    ),
    "title": _words(
        """title headline head subject newstitle articletitle 제목 기사제목 표제 헤드라인 뉴스제목
        타이틀"""
    ),
    "subtitle": _words("subtitle subhead subheadline deck 부제 부제목 소제목"),
    "publisher": _words(
        """publisher press media outlet newspaper provider company sourcename pressname
        medianame source 언론사 언론사명 매체 매체명 신문 신문사 방송사 발행처 출처 제공처"""
    ),
    "portal": _words("portal platform 포털 포털명"),
    "bylines": _words(
        """author authors byline bylines reporter reporters journalist writer 기자 기자명 작성자
        글쓴이 저자 필자 취재기자 기고자"""
    ),
    "published": _words(
        """date datetime published publishedat publisheddate publishdate pubdate pubtime createdat
        newsdate articledate time timestamp writedate regdate 날짜 일시 일자 발행일 발행일시
        발행일자 게시일 게시일시 입력일 입력일시 등록일 등록일시 작성일 작성일시 보도일 보도일자
        기사일자 뉴스일자"""
    ),
    "modified": _words(
        "modified modifiedat updated updatedat lastmodified 수정일 수정일시 최종수정"
    ),
    "section": _words(
        """section category categories topic newscategory 분류 섹션 카테고리 통합분류 통합분류1 분야
        주제분류"""
    ),
    "url": _words(
        """url link href uri articleurl newsurl sourceurl originallink 주소 링크 원문주소 기사주소
        원문링크"""
    ),
    "crawled_at": _words(
        "crawledat crawldate collectedat scrapedat fetchedat 수집일 수집일시 크롤링일시"
    ),
    "language": _words("language lang 언어"),
    FILE: _words("file filename filepath path 파일 파일명 파일이름"),
}
"""What a column can be, with the names that say so (without blanks and signs)."""

CLAIMS: Final = (
    "quote", "quotation", "directquote", "claimquote", "claim", "claimtext", "claimcontent",
    "인용", "인용문", "인용구", "주장", "주장문", "주장내용",
)  # fmt: skip
"""Columns that hold what somebody says, verbatim ones first."""

SPEAKERS: Final = (
    "speaker", "speakername", "claimant", "claimer", "화자", "발화자", "발언자", "주장자", "정보원",
    "취재원",
)  # fmt: skip
"""Columns that hold who says it."""

_SIGNS: Final = re.compile(r"[\s_\-./()\[\]:：#*]+")
_HANGUL: Final = re.compile("[가-힣]")
_LONG: Final = 40


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The column that holds the text (empty: none), and column → role for the others.

    Columns that are not named keep their values under ``extra.<column>``.
    """

    text: str
    roles: Mapping[str, str] = field(default_factory=dict[str, str])

    def given(self, row: Mapping[str, str]) -> dict[str, str]:
        """The metadata of ``row`` by role; values that are blank are left out."""
        found: dict[str, str] = {}
        for column, value in row.items():
            if column == self.text or not value.strip():
                continue
            role = self.roles.get(column, EXTRA + column)
            found[role] = f"{found[role]}, {value.strip()}" if role in found else value.strip()
        return found


def guess_columns(header: Sequence[str], sample: Iterable[Mapping[str, str]]) -> ColumnMap:
    """What each column of ``header`` is; ``sample`` are a few rows.

    Names decide, better ones first (``본문`` before ``내용``); without a name that says text,
    the column with the longest values does, if they are as long as sentences.
    """
    rows = list(sample)
    roles: dict[str, str] = {}
    taken: set[str] = set()
    for role, names in ROLES.items():
        named = [column for column in header if column_key(column) in names and column not in roles]
        if role == TEXT and named:
            named = [
                max(named, key=lambda column: (_mean_length(rows, column), -header.index(column)))
            ]
        for column in named[:1]:
            roles[column] = role
            taken.add(role)
    if TEXT not in taken:
        free = [column for column in header if column not in roles]
        longest = max(free, key=lambda column: _mean_length(rows, column), default="")
        if longest and _mean_length(rows, longest) >= _LONG:
            roles[longest] = TEXT
    text = next((column for column, role in roles.items() if role == TEXT), "")
    return ColumnMap(text, {column: role for column, role in roles.items() if role != TEXT})


def column_key(name: str) -> str:
    """A column's name without blanks, signs, case and the table it was nested in."""
    last = unicodedata.normalize("NFC", name).rsplit(".", 1)[-1]
    return _SIGNS.sub("", last.strip().removeprefix("\ufeff")).lower()


def _mean_length(rows: Sequence[Mapping[str, str]], column: str) -> float:
    """How much is written there; Hangul counts twice, for links and numbers are long too."""
    values = [row.get(column, "") for row in rows]
    total = sum(len(value) + len(_HANGUL.findall(value)) for value in values)
    return total / len(values) if values else 0.0

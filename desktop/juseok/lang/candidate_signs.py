"""Names told by signs: hanja, quotation marks and title brackets, model numbers, brackets."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from juseok.core.messages import Message
from juseok.core.names import is_particle
from juseok.lang.candidate_found import Found, Rank
from juseok.lang.hanja import bundled_hanja
from juseok.lang.name_words import NameWords, end_of, name_words
from juseok.lang.stems import Stem

_QUOTED: Final = re.compile(r"[‘'「『<《〈]([^‘’'「」『』<>《》〈〉\n]{1,40})[’'」』>》〉]")
_SAID: Final = re.compile(r"(?:이라는|라는|이란|란|이라고|라고|이라며|라며)")
_TITLES: Final = frozenset("『《〈「")
"""What Korean spelling sets round the titles of works (「」 round those of laws, too)."""
_BEHIND: Final = re.compile(r" ([가-힣]{2,8})")
_LAUNCHED: Final = re.compile(
    r"[을를] (?:[가-힣]+ ){0,2}(?:개발|출시|공개|선보|출품|시판|양산|내놓|내놨|발매|상용화)"
)
_HELD: Final = frozenset(
    ["열린", "열리는", "개최된", "개최한", "개최하는", "열릴", "개막한", "폐막한"]
)
_NUMBERED: Final = re.compile(r"[가-힣A-Za-z]+[ -]?[A-Z]{0,3}\d{1,4}[A-Za-z]?(?:\.\d)?")
_BRACKET: Final = re.compile(r"\(([^()\n]{1,30})\)")
_CAPITALS: Final = re.compile(r"[A-Z][A-Za-z0-9&.\-]{1,14}")
_MODEL: Final = re.compile(
    r" (?P<model>(?:[A-Z]{1,3}-?\d{1,4}[A-Za-z]?"
    r"|\d{3,4}[A-Z]|\d{1,3}(?:\.\d)?)(?: (?:프로|울트라|미니|플러스|맥스|라이트))?)"
    r"(?![\d.,%가-힣A-Za-z]|\s?[%년월일시분초명개건곳만억조천원배점])"
    r"|(?P<glued> [A-Z]{0,3}\d{1,3}(?:\.\d)?)(?=[은는이가을를의도와과로에만])(?!\s?이상)"
)
_COUNTRIES: Final = re.compile(
    r"(?<![가-힣A-Za-z\d])[미중한일북러영독불](?:·[미중한일북러영독불]){1,3}(?![가-힣]{3})"
)
_SHORT_AND_LONG: Final = re.compile(r"(?<![가-힣A-Za-z\d])([미중한일북러영독불])·([가-힣]{2,8})")
_AGENCY: Final = re.compile(
    r"(?<![가-힣A-Za-z])(?:로이터|블룸버그|타스|신화|교도|인테르팍스|안사|안타라|AP|AFP|UPI|EFE|DPA|dpa|ANSA)"
    r"\s?통신(?![가-힣]{3})"
)
_HANJA_SURNAME: Final = re.compile(
    r"(?<![\u3400-\u9fff가-힣])"
    r"[李金朴崔鄭姜趙尹張林韓吳徐申權黃安宋柳洪全高文孫梁裵白曺曹許南沈盧河丁郭成車朱禹具辛任羅"
    r"田閔兪陳嚴蔡元千方孔玄咸康廉楊邊呂秋魯都石愼]"
    r"(?= ?(?:대통령|前|전 |대표|의원|장관|총리|시장|지사|후보|위원장|총장|회장|의장|감독|교수))"
)
_COUNTRY_OFFICE: Final = re.compile(
    r"(?<![가-힣])[미중일영독불러](?= ?(?:정부|상무부|국무부|재무부"
    r"|국방부|법무부|의회|상원|하원|행정부|당국|대선|연준|백악관))"
)
_LEAGUE: Final = re.compile(r"(?<![A-Za-z가-힣\d])[A-Z]{1,2}리그\d?(?![\dA-Za-z])")
_DAY_OF: Final = re.compile(
    r"(?<![\d.·])\d{1,2}·\d{1,2}\s?(?:민주화운동|민주항쟁|전쟁|사변|항쟁|사건|참사|테러|혁명|운동|의거)"
)
_HANJA: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def hanja(line: str) -> Iterator[Found]:
    """中, 美, 對中: one hanja for a country or an office."""
    table = bundled_hanja()
    for short in sorted(table.full.keys() & set(line)):
        country = table.full[short]
        kind = "GPE" if country in name_words().countries else "ORG"
        for at in table.places(line.replace("對", " "), short, 0, len(line)):
            yield Found(at, at + 1, kind, Rank.HANJA,
                        Message("candidates.hanja", name=short, country=country))  # fmt: skip


def numbered_events(line: str) -> Iterator[Found]:
    """K리그2; 6·25전쟁, 4·19 혁명: events that are told by letters or by their day."""
    for pattern in (_LEAGUE, _DAY_OF):
        for run in pattern.finditer(line):
            yield Found(*run.span(), "EVENT", Rank.TITLED,
                        Message("candidates.organisation", ending=run[0][-2:]))  # fmt: skip


def short_countries(line: str) -> Iterator[Found]:
    """미·중, 한·미·일; 미 상무부; 로이터 통신; 李대통령."""
    for run in _COUNTRIES.finditer(line):
        for at in range(run.start(), run.end()):
            if line[at] != "·":
                yield Found(at, at + 1, "GPE", Rank.HANJA, Message("candidates.place"))
    for run in _AGENCY.finditer(line):
        yield Found(*run.span(), "ORG", Rank.QUOTED,
                    Message("candidates.organisation", ending="통신"))  # fmt: skip
    for run in _HANJA_SURNAME.finditer(line):
        yield Found(*run.span(), "PERSON", Rank.PERSON,
                    Message("candidates.surname", title=line[run.end():].split()[0]))  # fmt: skip
    for run in _SHORT_AND_LONG.finditer(line):
        if run[2].startswith(tuple(name_words().countries)):
            yield Found(*run.span(1), "GPE", Rank.HANJA, Message("candidates.place"))
    for run in _COUNTRY_OFFICE.finditer(line):
        yield Found(run.start(), run.start() + 1, "GPE", Rank.HANJA, Message("candidates.place"))


def quoted(line: str, parts: Sequence[Stem], words: NameWords) -> Iterator[Found]:
    for mark in _QUOTED.finditer(line):
        start, end = mark.span(1)
        content = line[start:end]
        bracket = content.find("(")
        if bracket > 0 and content.endswith(")"):
            end = start + bracket
            content = line[start:end]
        if content in words.loans or content in words.nothing:
            continue  # <인터뷰>, '메모리'
        if content != content.strip() or _SAID.match(line, mark.end()) or _is_clause(content):
            continue
        before = re.findall(r"[가-힣A-Za-z]+", line[max(0, mark.start() - 16) : mark.start()])
        heads = before[-1:]
        kind, ground = _kind_of_quoted(line, mark.start(), content, heads, words)
        if kind is None:
            kind, ground = _kind_behind(line, mark.end(), words)
        if kind is None and line[mark.start()] in _TITLES and content not in words.letters:
            kind, ground = "WORK", line[mark.start()]
        if kind is None and _launched(line, mark.end(), content):
            kind, ground = "PRODUCT", content
        if kind is not None:
            inner = any(char.isdigit() or char == " " for char in content)
            rank = Rank.TITLED if inner else Rank.QUOTED
            yield Found(start, end, kind, rank, Message("candidates.quoted", word=ground))
        elif before and before[-1] in _HELD:
            yield Found(start, end, "EVENT", Rank.QUOTED,
                        Message("candidates.quoted", word=before[-1]))  # fmt: skip
        elif _NUMBERED.fullmatch(content) or _proper_inside(start, end, parts):
            yield Found(start, end, None, Rank.QUOTED, Message("candidates.quoted_name"))


def _kind_behind(line: str, at: int, words: NameWords) -> tuple[str | None, str]:
    """‘햇빛집’ 사업을: what it is stands right behind what is quoted."""
    behind = _BEHIND.match(line, at)
    if behind is None:
        return None, ""
    for kind, nouns in words.kinds.items():
        for length in range(len(behind[1]), 1, -1):
            noun = behind[1][:length]
            tail = behind[1][length:]
            if noun in nouns and (not tail or is_particle(noun, tail)):
                return kind, noun
    return None, ""


def _launched(line: str, at: int, content: str) -> bool:
    """‘모아핸드’를 개발했다: one word that is made or put on sale."""
    return " " not in content and _LAUNCHED.match(line, at) is not None


def _proper_inside(start: int, end: int, parts: Sequence[Stem]) -> bool:
    """Whether what is quoted is nouns only, a proper one among them."""
    inside = [stem for stem in parts if start <= stem.start and stem.end <= end]
    if not inside or len(inside) > 4 or any(s.odd or s.verbal for s in inside):
        return False
    if any(stem.particle and stem.whole <= end for stem in inside):
        return False
    return any(m.tag == "NNP" for stem in inside for m in stem.morphs)


def _is_clause(content: str) -> bool:
    return content.endswith((".", "?", "!", "다", "요", "죠", "까")) and " " in content


def _kind_of_quoted(
    line: str, at: int, content: str, heads: Sequence[str], words: NameWords
) -> tuple[str | None, str]:
    for kind, endings in words.kind_endings.items():
        ending = next(
            (e for e in endings if content.endswith(e) and len(content) > len(e) + 1), None
        )
        if ending is not None:
            return kind, ending
    for head in heads:
        if line[at - 1 : at] != " " and not line[:at].endswith(head):
            continue
        for kind, nouns in words.kinds.items():
            noun = end_of(head, tuple(nouns))
            if noun is not None and line[:at].rstrip().endswith(head):
                return kind, head
    return None, ""


def models(line: str, found: Sequence[Found]) -> Iterator[Found]:
    """해온 5, 갤럭시 S25: a name with the number of its model behind it."""
    for each in found:
        if each.rank not in (Rank.PROPER, Rank.LETTERS) or each.type is not None:
            continue
        model = _MODEL.match(line, each.end)
        if model is not None:
            end = model.end("model") if model["model"] else model.end("glued")
            yield Found(each.start, end, "PRODUCT", Rank.QUOTED,
                        Message("candidates.model", name=line[each.start:each.end]))  # fmt: skip


def bracketed(line: str, found: Sequence[Found], words: NameWords) -> Iterator[Found]:
    ends: dict[int, Found] = {}
    for each in sorted(found, key=lambda one: -one.rank):
        ends[each.end] = each
    for mark in _BRACKET.finditer(line):
        before = ends.get(mark.start())
        content = mark[1]
        if before is None or before.type in ("GPE", "DATE") or content in words.letters:
            continue
        if _CAPITALS.fullmatch(content) or (
            before.type in ("ORG", "EVENT", "LAW") and _HANJA.fullmatch(content)
        ):
            yield Found(mark.start(1), mark.end(1), before.type, Rank.ALIAS,
                        Message("candidates.alias", name=line[slice(*before[:2])]))  # fmt: skip

"""The rules by which one line gives up its names; what the text as a whole says comes after."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from juseok.core.messages import Message
from juseok.core.names import is_particle
from juseok.lang.candidate_ends import district, event, event_of, school, site, with_forms
from juseok.lang.candidate_found import Found, Rank
from juseok.lang.candidate_signs import (
    bracketed,
    hanja,
    models,
    numbered_events,
    quoted,
    short_countries,
)
from juseok.lang.labels import label_at, named
from juseok.lang.name_words import NameWords, end_of, name_words
from juseok.lang.people import is_foreign, is_korean_name, is_office, is_unread, people_in
from juseok.lang.stems import Stem

_PLAIN: Final = frozenset(
    [
        "관련",
        "새",
        "이",
        "그",
        "해당",
        "기존",
        "국내",
        "해외",
        "특별",
        "임시",
        "관계",
        "같은",
        "개정",
        "현행",
        "이번",
        "정부",
        "국회",
        "무역",
        "사용",
        "해결",
        "제작",
        "표현",
        "요리",
        "치료",
        "설계",
        "분석",
        "측정",
        "계산",
        "평가",
        "연구",
        "제조",
        "생산",
        "처리",
        "관리",
        "학습",
        "조사",
    ]
)
_HANGUL_ONLY: Final = re.compile(r"[가-힣]{3,14}")
_THINGS: Final = frozenset("기차률율량료증염품학서관")
_COURT: Final = re.compile(
    r"[가-힣]{2,8}(?:지법|고법|지원|법원) [가-힣]{0,6}(?:형사|민사|행정|가사|영장|합의|단독|특별)"
    r"[가-힣]{0,4}\s?(?:제)?\d{1,3}(?:-\d)?(?:부|단독)"
)
_ASSEMBLY: Final = re.compile(r"국회 [가-힣]{2,12}위(?:원회)?(?=[^가-힣]|[는가의에와도를]|소속)")
_PARTY_OFFICES: Final = (
    "원내대표", "원내수석", "당대표", "최고위원", "대변인", "수석대변인", "원내대변인", "의원",
    "사무총장", "정책위", "비대위", "비상대책", "대선", "후보", "의원총회", "지도부", "당사",
    "전당대회",
)  # fmt: skip
_STATION: Final = re.compile(
    r"(?:[동서남북중]부|중앙|북|남|동|서|수도)(경찰서|소방서|세무서|보건소|교육지원청|지원|지청|노동청|병원|역)"
)
_HANGUL_AND_LETTERS: Final = re.compile(r"[가-힣]{2,6}[A-Z]{1,4}")
_LETTERS: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[&.\-'’][A-Za-z0-9]+)*")


def find_in_line(line: str, parts: Sequence[Stem]) -> list[Found]:
    """Everything in ``line`` that may be a name, overlapping as it comes."""
    words = name_words()
    found: list[Found] = []
    found += hanja(line)
    found += short_countries(line)
    found += numbered_events(line)
    found += _laws(line, parts, words)
    found += with_forms(parts)
    found += event_of(parts, words)
    found += [
        Found(*run.span(), "ORG", Rank.QUOTED, Message("candidates.organisation", ending="위"))
        for run in _ASSEMBLY.finditer(line)
    ]
    found += [
        Found(*run.span(), "ORG", Rank.QUOTED, Message("candidates.organisation", ending="부"))
        for run in _COURT.finditer(line)
    ]
    found += quoted(line, parts, words)
    for at in range(len(parts)):
        found += _of_stem(parts, at, words)
    found += _labelled(line)
    known = {(each.start, each.end): each.type for each in found}
    found += [
        Found(start, end, kind, Rank.PERSON if kind == "PERSON" else Rank.ORGANISATION, reason)
        for start, end, kind, reason in people_in(line, parts, known)
    ]
    found += models(line, found)
    found += bracketed(line, found, words)
    return found


def _labelled(line: str) -> Iterator[Found]:
    """[홍길동/주민 : "말"]: the person whose words follow."""
    label = label_at(line, 0, len(line))
    name = named(line, label) if label is not None else None
    if name is not None:
        yield Found(*name, "PERSON", Rank.PERSON, Message("candidates.label"))


def _laws(line: str, parts: Sequence[Stem], words: NameWords) -> Iterator[Found]:
    """분산전력법, 인공지능 기본법: what ends like a law and is more than the ending."""
    for at, stem in enumerate(parts):
        ending = end_of(stem.text, words.kind_endings["LAW"])
        if ending is None or stem.verbal or stem.odd or stem.text in words.org_common:
            continue
        start, head = stem.start, len(stem.text) - len(ending)
        before = parts[at - 1] if at and stem.spaced else None
        if (
            before is not None
            and before.bare
            and len(before.text) > 1
            and (head > 2 or len(ending) > 1 + (head > 0))
        ):
            plain = before.odd or before.verbal or before.text in words.places | _PLAIN
            plain = plain or before.text in words.org_common | words.org_known
            if plain and head < 3:
                continue
            start = stem.start if plain else before.start
        elif head < 3 or len(stem.morphs) + len(ending) < 3 or stem.text in _PLAIN:
            continue
        yield Found(start, stem.end, "LAW", Rank.ORGANISATION,
                    Message("candidates.law", ending=ending))  # fmt: skip


def _of_stem(parts: Sequence[Stem], at: int, words: NameWords) -> Iterator[Found]:
    stem = parts[at]
    tags = [morph.tag for morph in stem.morphs]
    text = stem.text
    if text in words.nothing or text in words.org_common:
        return
    place = _place(stem, words) or district(parts, at, words)
    if place is not None:
        yield place
    special = event(stem, words) or site(stem, words) or school(parts, at, words)
    if special is not None:
        yield special
        return
    party = _party(parts, at, words) or _station(parts, at, words)
    if party is not None:
        yield party
        return
    organisation = None if stem.odd else _organisation(parts, at, words)
    if organisation is not None:
        yield organisation
        return
    if stem.morphs[0].form in words.nothing:
        return
    if stem.odd:
        yield from _misread(parts, at, words)
        return
    if place is not None:
        return
    if "SL" in tags and not any(tag in ("NNP",) for tag in tags):
        yield from _letters(stem, words)
    elif (
        tags == ["NNG"]
        and len(text) > 3
        and not stem.verbal
        and (is_unread(stem) or (len(text) > 4 and not text.endswith(words.loan_ends)))
    ):
        if any(tag.startswith("J") for tag in stem.particle[:1]):
            yield Found(stem.start, stem.end, None, Rank.PROPER, Message("candidates.unread"))
    elif "NNP" in tags and not stem.verbal and not is_office(stem, words):
        yield from _proper(stem, words)


def _party(parts: Sequence[Stem], at: int, words: NameWords) -> Found | None:
    """한마음당 소병재 원내대표: common nouns and 당 before an office that only parties have."""
    stem = parts[at]
    if not stem.text.endswith("당") or len(stem.text) < 3 or not stem.bare or stem.verbal:
        return None
    if stem.text in words.org_common or stem.text.endswith("담당"):
        return None
    behind = [each.text for each in parts[at + 1 : at + 3] if each.spaced]
    if not any(each.startswith(_PARTY_OFFICES) for each in behind):
        return None
    return Found(stem.start, stem.end, "ORG", Rank.ORGANISATION,
                 Message("candidates.organisation", ending="당"))  # fmt: skip


def _station(parts: Sequence[Stem], at: int, words: NameWords) -> Found | None:
    """광주 | 서부경찰서: a station or office of a part of the city before it."""
    stem = parts[at]
    found = _STATION.fullmatch(stem.text)
    if found is None or not at or not stem.spaced:
        return None
    if parts[at - 1].text not in words.places and not parts[at - 1].text.endswith(("시", "도")):
        return None
    return Found(stem.start, stem.end, "ORG", Rank.ORGANISATION,
                 Message("candidates.organisation", ending=found[1]))  # fmt: skip


def _misread(parts: Sequence[Stem], at: int, words: NameWords) -> Iterator[Found]:
    """한들투자증권 read as a verb and two nouns: its end tells."""
    stem = parts[at]
    behind = parts[at + 1] if at + 1 < len(parts) else None
    party = behind is not None and behind.spaced and behind.text.endswith(words.titles_long)
    least = 0 if stem.text.endswith("당") and (stem.particle or party) else 1
    ending = end_of(stem.text, words.org_endings)
    ending = ending if ending is not None and len(ending) > least else None
    verb = stem.morphs[0].tag in ("VV", "VA", "MM", "MAG") and stem.morphs[0].start == stem.start
    if ending is None or not verb or stem.verbal or len(stem.text) < len(ending) + 2:
        return
    if stem.text not in words.org_common and _HANGUL_ONLY.fullmatch(stem.text):
        yield Found(stem.start, stem.end, "ORG", Rank.ORGANISATION,
                    Message("candidates.organisation", ending=ending))  # fmt: skip


def _place(stem: Stem, words: NameWords) -> Found | None:
    text = stem.text
    known_site = text in words.sites
    sure = text not in words.places_doubtful or stem.morphs[0].tag in ("NNP", "SH")
    if (text in words.places or known_site) and sure and not stem.verbal:
        kind = "LOC" if known_site else "GPE"
        return Found(stem.start, stem.end, kind, Rank.PLACE, Message("candidates.place"))
    if text[:-1] in words.places_sure and text[-1] in "산계발행제식":
        return Found(stem.start, stem.end - 1, "GPE", Rank.PLACE, Message("candidates.place"))
    if stem.odd or stem.verbal or stem.morphs[0].tag != "NNP":
        return None
    if text[:-1] in words.places and text[-1] in "의이은는가에도":  # a particle taken for the name
        return Found(stem.start, stem.end - 1, "GPE", Rank.PLACE, Message("candidates.place"))
    rest = end_of(text, words.site_behind_place)
    if rest is not None and text[: -len(rest)] in words.places:
        return Found(stem.start, stem.end, "LOC", Rank.PLACE, Message("candidates.place"))
    first = stem.morphs[0]
    name = first.form if first.end - first.start == len(first.form) else ""
    if len(stem.morphs) == 1:
        ending = end_of(text, words.place_endings)
        if ending is not None and text[: -len(ending)] in words.places:
            return Found(stem.start, stem.end, "GPE", Rank.PLACE, Message("candidates.place"))
        if ending in ("시", "군", "구", "특별시", "광역시") and len(text) >= 3:
            return Found(stem.start, stem.end, "GPE", Rank.PROPER, Message("candidates.place"))
        return None
    if name in words.places and text[len(name) :] in words.place_endings:
        return Found(stem.start, stem.end, "GPE", Rank.PLACE, Message("candidates.place"))
    if name == "워싱턴" and text.endswith("DC"):
        return Found(stem.start, stem.end, "GPE", Rank.PLACE, Message("candidates.place"))
    longer = words.org_endings + words.events + words.site_endings
    if name in words.places and not text.endswith(longer):
        return Found(first.start, first.end, "GPE", Rank.PLACE, Message("candidates.place"))
    return None


def _organisation(parts: Sequence[Stem], at: int, words: NameWords) -> Found | None:
    stem = parts[at]
    end, text = stem.end, stem.text
    if text.endswith("측") and len(text) > 2:
        text, end = text[:-1], end - 1
    room = text.endswith("실장") and all(morph.tag != "NNP" for morph in stem.morphs)
    if text.endswith("장") and text[:-1].endswith(words.org_firm) and len(text) > 4 and not room:
        text, end = text[:-1], end - 1  # 한빛반도체연구원|장
    if text in words.org_known:
        return Found(stem.start, end, "ORG", Rank.ORGANISATION, Message("candidates.known_office"))
    if text in words.org_common or text in words.titles or len(text) < 3 or stem.verbal:
        return None
    title = end_of(text, words.titles_long)
    if title is not None and title not in words.org_endings:
        return None
    proper = any(morph.tag in ("NNP", "SL") for morph in stem.morphs)
    ending = end_of(text[1:], words.org_endings)
    if ending is None or text.endswith("학부") or (ending == "부" and re.search(r"\d", text)):
        return None
    head = text[: -len(ending)]
    if text in words.nothing or len(head) < 2:
        return None
    if not proper:
        pieces = len(stem.morphs)
        whole = ending in words.org_firm
        single = pieces == 1 and len(head) > 2 and is_foreign(head)
        in_country = bool(at) and stem.spaced and parts[at - 1].text in words.countries
        long = pieces > 2 or len(head) > 2 or len(ending) > 2 or in_country
        if not (whole or single) or len(text) < 4 or not long or head in words.org_common:
            return None
        if {text, text[1:]} & words.org_common:
            return None
        if stem.morphs[0].tag in ("SN", "XPN", "MM", "NNB"):
            return None
    return Found(stem.start, end, "ORG", Rank.ORGANISATION,
                 Message("candidates.organisation", ending=ending))  # fmt: skip


def _letters(stem: Stem, words: NameWords) -> Iterator[Found]:
    if _HANGUL_AND_LETTERS.fullmatch(stem.text) and len(stem.morphs) == 2:  # 오픈AI
        yield Found(stem.start, stem.end, None, Rank.PROPER, Message("candidates.proper_noun"))
        return
    for run in _LETTERS.finditer(stem.text):
        name = run[0]
        if name in words.letters or len(name) < 2 or name.islower():
            continue
        end = stem.start + run.end()
        yield Found(
            stem.start + run.start(), end, None, Rank.LETTERS, Message("candidates.letters")
        )


def _is_thing(text: str, words: NameWords) -> bool:
    """Whether what was read as a name is a word for a thing: 냉동기, 제설차, 발병률."""
    if text in words.loans:
        return True
    if len(text) < 3 or text[-1] not in _THINGS or any(c in words.foreign for c in text[:-1]):
        return False
    return not is_korean_name(text) or text[0] in words.doubtful


def _proper(stem: Stem, words: NameWords) -> Iterator[Found]:
    morphs = list(stem.morphs)
    while morphs and morphs[-1].tag in ("XSN", "NNB", "MM", "XPN"):
        morphs.pop()
    first = next((at for at, m in enumerate(morphs) if m.tag == "NNP"), None)
    if first is None:
        return
    if first and morphs[first - 1].tag in ("SL", "NNG"):
        first = 0
    start, end = morphs[first].start, morphs[-1].end
    text = stem.text[start - stem.start : end - stem.start]
    title = end_of(text[2:], words.titles_long)
    if title is not None and morphs[-1].tag == "NNG":
        text = text[: -len(title)]
        end = start + len(text)
    if len(text) < 2 or text in words.nothing or text in words.titles or text in words.org_common:
        return
    if len(morphs) == 1 and _is_thing(text, words):
        return
    if text.endswith(("어", "인")) and text[:-1] in words.places | {"한국", "일본", "라틴"}:
        return
    yield Found(start, end, None, Rank.PROPER, Message("candidates.proper_noun"))


def surnames_in(text: str, found: Sequence[Found]) -> list[Found]:
    """Surnames alone before a title: 왕 박사, 문 원장.

    A surname that is more often another word (한, 이, 전 …) counts only where a person of that
    surname is named in full in the same text.
    """
    words = name_words()
    full = {
        text[each.start] for each in found if each.type == "PERSON" and each.end - each.start == 3
    }
    people = []
    for mark in _SURNAME.finditer(text):
        surname, title = mark[1], mark[2]
        title = next(
            (t for t in words.titles_long
             if title.startswith(t) and _ends_as_noun(t, title[len(t):])), None)  # fmt: skip
        if title is None and re.match(r"씨(?![가-힣]{4})", mark[2]):
            title = "씨"
        if title in (None, "기자") or surname not in words.surnames:
            continue
        if (
            surname in words.doubtful
            and surname not in full
            and (title != "씨" or surname in "그각저본당모한전")
        ):
            continue
        people.append(
            Found(mark.start(1), mark.end(1), "PERSON", Rank.SURNAME,
                  Message("candidates.surname", title=title))
        )  # fmt: skip
    return people


_SURNAME: Final = re.compile(r"(?<![가-힣A-Za-z0-9])([가-힣]) ([가-힣]{1,12})")


def _ends_as_noun(title: str, tail: str) -> bool:
    return not tail or is_particle(title, tail)

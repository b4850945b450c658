"""Persons and their organisations, told by the title beside them.

``도현우 해온랩 대표``, ``한들투자증권 구본하 연구원``, ``줄리아 마르케스 통제국장``,
``공동 창업자 디에고 살바티``: who stands where follows from the shape of the names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from juseok.core.messages import Message
from juseok.lang.name_words import NameWords, end_of, name_words
from juseok.lang.stems import Stem

_HANGUL: Final = re.compile(r"[가-힣]+")
_AGE: Final = re.compile(r"\((?:[1-9]\d(?:세|·[남여])?|사진|왼쪽|오른쪽|가운데)\)")
_KOREAN_LENGTHS: Final = (2, 3)

_FIRM_SIGNS: Final = frozenset(("측", "주가", "대변인", "관계자", "경영진", "이사회"))
_OFFICES: Final = (
    "장",
    "관",
    "교수",
    "의원",
    "대변인",
    "총리",
    "비서",
    "담당",
    "대사",
    "감독",
    "위원",
    "이사",
    "차관",
    "검사",
    "판사",
    "변호사",
    "총장",
    "부장",
    "대표",
)

Proposal = tuple[int, int, str | None, Message]


def is_korean_name(word: str) -> bool:
    """Whether ``word`` has the shape of a full Korean (or Chinese) name: 왕민제, 남궁민."""
    words = name_words()
    if _HANGUL.fullmatch(word) is None:
        return False
    if len(word) in _KOREAN_LENGTHS and word[0] in words.surnames:
        return words.given.issuperset(word[1:])
    return len(word) in (3, 4) and word[:2] in words.double and words.given.issuperset(word[2:])


def is_foreign(word: str) -> bool:
    """Whether ``word`` looks like a foreign name in hangul: 줄리아, 마르케스."""
    words = name_words()
    if _HANGUL.fullmatch(word) is None or not 1 < len(word) < 9:
        return False
    if word in words.loans:
        return False
    return len(word) > 3 or any(char in words.foreign for char in word) or not is_korean_name(word)


def people_in(
    line: str, parts: Sequence[Stem], known: Mapping[tuple[int, int], str | None]
) -> Iterator[Proposal]:
    """``(start, end, type, reason)`` of persons, and of what stands as their organisation."""
    words = name_words()
    for at, stem in enumerate(parts):
        yield from _plain(line, parts, at, words)
        title = _title_of(stem, words)
        if title is not None:
            yield from _before_title(line, parts, at, title, words, known)
            yield from _after_title(line, parts, at, title, words, known)
        if stem.text in words.behind_org and at and stem.spaced and parts[at - 1].bare:
            before = parts[at - 1]
            firm = len(before.text) > 3 and before.text.endswith(words.org_endings)
            sure = (stem.text in _FIRM_SIGNS and _compound(before)) or firm
            yield from _organisation(parts[at - 1], stem.text, words, known, sure=sure)


def _plain(line: str, parts: Sequence[Stem], at: int, words: NameWords) -> Iterator[Proposal]:
    """Without a title: 문세린(58), 에릭 홀브룩이; and 업체 누리실리콘은."""
    stem = parts[at]
    if _AGE.match(line, stem.end) and is_korean_name(stem.text) and _may_name(stem, words):
        yield stem.start, stem.end, "PERSON", Message("candidates.age")
    if not at or not stem.spaced or not parts[at - 1].bare:
        return
    before = parts[at - 1]
    if before.text in words.kinds["ORG"] or before.text.endswith(
        ("업체", "증권사", "기업", "기관")
    ):
        unknown = stem.odd or any(m.tag in ("NNP", "MM") for m in stem.morphs)
        if len(stem.text) > 2 and (unknown or (len(stem.text) > 3 and is_unread(stem))):
            yield from _organisation(stem, before.text, words, {}, sure=True)
    if (
        stem.particle and stem.text not in words.org_apart and stem.text[-1] not in "시군구읍면동리"
        and len(before.morphs) == len(stem.morphs) == 1
        and _foreign(before, words) and _foreign(stem, words)
        and len(before.text) < 5 and len(stem.text) < 6
        and not is_korean_name(before.text) | is_korean_name(stem.text)
    ):  # fmt: skip
        yield before.start, stem.end, "PERSON", Message("candidates.two_names")


def _compound(stem: Stem) -> bool:
    """Whether ``stem`` may be the name of a firm that was read as several nouns."""
    if len(stem.text) < 4 or stem.verbal or stem.text.endswith(name_words().groups):
        return False
    return len(stem.morphs) > 1 or is_unread(stem)


def is_unread(stem: Stem) -> bool:
    """Whether ``stem`` is one long noun with letters of foreign names: the dictionary lacks it."""
    words = name_words()
    if not is_foreign(stem.text) or stem.text.endswith(words.loan_ends):
        return False
    return sum(char in words.foreign for char in stem.text) * 4 >= len(stem.text)


def _title_of(stem: Stem, words: NameWords) -> str | None:
    """The title that ``stem`` is or ends with (통제국장)."""
    if stem.text in words.titles:
        return stem.text
    if stem.verbal:
        return None
    return stem.text if is_office(stem, words) else None


def is_office(stem: Stem, words: NameWords) -> bool:
    """Whether ``stem`` is a title that says of what: 통제국장, 음성연구그룹장."""
    title = end_of(stem.text, words.titles_long)
    if title is None or not title.endswith(_OFFICES) or len(stem.text) < len(title) + 2:
        return False
    return all(m.tag in ("NNG", "NNP", "XPN", "XSN", "SL", "NNB") for m in stem.morphs)


def _before_title(
    line: str, parts: Sequence[Stem], at: int, title: str, words: NameWords,
    known: Mapping[tuple[int, int], str | None],
) -> Iterator[Proposal]:  # fmt: skip
    names = _names_before(line, parts, at, words)
    if not names:
        return
    reason = Message("candidates.title", title=title)
    last = names[-1]
    if len(names) > 1 and _workplace(last, words):
        while len(names) > 2 and _workplace(names[-2], words):
            yield from _organisation(names.pop(), title, words, known)
        yield from _person_before_workplace(names, reason, words, known)
        yield from _organisation(names[-1], title, words, known)
        return
    if is_korean_name(last.text) and _may_name(last, words) and not _is_place(last, words):
        yield last.start, last.end, "PERSON", reason
        if len(names) > 1:
            school = names[-2].text.endswith("대") and title.endswith("교수")
            sure = names[-2].odd or school
            yield from _organisation(names[-2], title, words, known, sure=sure)
        return
    if len(names) > 1 and _person(names[-2], words) and _surely_korean(names[-2], last, words):
        yield names[-2].start, names[-2].end, "PERSON", reason  # 도현우 해온랩 대표
        yield from _organisation(last, title, words, known, sure=last.odd or _compound(last))
        return
    built = is_korean_name(last.text) and _built_name(last, words) and title in words.titles
    firm = len(names) > 1 and names[-2].text.endswith(words.org_endings)
    if built and (firm or len(names) == 1):
        yield last.start, last.end, "PERSON", reason  # 공새벽: read as two common nouns
        return
    short = next((n for n in (3, 2) if _ends_short(names, n, words)), None)
    if short is not None:
        yield names[-short].start, last.end, "PERSON", reason
        return
    if known.get((last.start, last.end)) == "ORG" or not _foreign(last, words):
        if title not in ("씨",):
            yield from _organisation(last, title, words, known)
        return
    yield from _foreign_before(names, reason, words, known)


def _ends_short(names: Sequence[Stem], count: int, words: NameWords) -> bool:
    """나오미 탄, 응우옌 티 란: a foreign name and one or two syllables apart."""
    if len(names) < count or any(len(name.text) > 1 for name in names[-count + 1 :]):
        return False
    first = names[-count]
    return _foreign(first, words) or (count == 3 and first.text in words.vietnamese)


def _surely_korean(stem: Stem, behind: Stem, words: NameWords) -> bool:
    """Whether ``stem`` is a Korean name, not a foreign one (피오나) before its surname."""
    if not is_korean_name(stem.text):
        return False
    foreign = stem.text[0] in words.foreign and len(stem.morphs) == 1
    return not (foreign and len(behind.morphs) == 1 and _foreign(behind, words))


def _is_place(stem: Stem, words: NameWords) -> bool:
    return stem.text in words.places or stem.text in words.sites


def _workplace(stem: Stem, words: NameWords) -> bool:
    """Whether ``stem`` between a name and its title can only be where the person works."""
    if _is_place(stem, words) or any(morph.tag == "SL" for morph in stem.morphs):
        return True
    ending = end_of(stem.text, words.org_endings)
    return ending is not None and len(stem.text) > 2


def _person_before_workplace(
    names: Sequence[Stem], reason: Message, words: NameWords,
    known: Mapping[tuple[int, int], str | None],
) -> Iterator[Proposal]:  # fmt: skip
    """도널드 트럼프 미국 대통령, 웨이저자 TSMC 회장."""
    who = names[-2]
    if is_korean_name(who.text) and _person(who, words) and not _workplace(who, words):
        yield who.start, who.end, "PERSON", reason
    elif _foreign(who, words) and known.get((who.start, who.end)) != "ORG":
        first = _first_of(names[:-1], words, known)
        yield first.start, who.end, "PERSON", reason
    elif len(names) > 2 and _unknown(names[-3]) and _unknown(who):
        yield names[-3].start, who.end, "PERSON", reason


def _first_of(
    names: Sequence[Stem], words: NameWords, known: Mapping[tuple[int, int], str | None]
) -> Stem:
    """Where the foreign name begins that ends with the last of ``names``: at most three words."""
    first = names[-1]
    for each in reversed(names[max(0, len(names) - 3) : -1]):
        school = each.text.endswith("대") and len(each.text) > 2
        if school or known.get((each.start, each.end)) == "ORG":
            break
        if not _foreign(each, words, given=True):
            break
        first = each
    return first


def _unknown(stem: Stem) -> bool:
    """Whether ``stem`` was read as a row of syllables, as names are that no dictionary has."""
    short = all(morph.end - morph.start < 3 for morph in stem.morphs)
    singles = sum(morph.end - morph.start == 1 for morph in stem.morphs)
    return len(stem.morphs) > 1 and short and singles * 2 >= len(stem.morphs) and not stem.verbal


def _foreign_before(
    names: Sequence[Stem], reason: Message, words: NameWords,
    known: Mapping[tuple[int, int], str | None],
) -> Iterator[Proposal]:  # fmt: skip
    """Two foreign names in a row are one person; a third is where the person works."""
    last = names[-1]
    first = _first_of(names, words, known)
    start, taken = first.start, len(names) - list(names).index(first)
    likely = taken > 1 or len(last.text) < 5  # else a firm as likely as a person
    yield start, last.end, "PERSON" if likely else None, reason
    if len(names) > taken:
        yield from _organisation(names[-taken - 1], "", words, known)


def _after_title(
    line: str, parts: Sequence[Stem], at: int, title: str, words: NameWords,
    known: Mapping[tuple[int, int], str | None],
) -> Iterator[Proposal]:  # fmt: skip
    """대변인 민소율은, 창업자 디에고 살바티는: the name behind its title."""
    if not parts[at].bare or title in ("씨", "님", "군", "양") or at + 1 >= len(parts):
        return
    first = parts[at + 1]
    if not first.spaced or _title_of(first, words) is not None:
        return
    reason = Message("candidates.title", title=title)
    if is_korean_name(first.text) and len(first.text) == 3 and _may_name(first, words):
        if first.particle or not _behind_is_title(parts, at + 1, words):
            yield first.start, first.end, "PERSON", reason
        return
    if not _foreign(first, words):
        return
    second = parts[at + 2] if at + 2 < len(parts) else None
    if first.bare and second is not None and second.spaced and _surname(second, words):
        yield first.start, second.end, "PERSON", reason
    elif first.particle:
        yield first.start, first.end, "PERSON", reason


def _surname(stem: Stem, words: NameWords) -> bool:
    """Whether ``stem`` may be the second half of a foreign name, be it one syllable (콜)."""
    short = len(stem.text) == 1 and stem.morphs[0].tag == "NNP" and not stem.bare
    if _unknown(stem) and any(char in words.foreign for char in stem.text):
        return is_foreign(stem.text)  # 파|웰, 코|스키
    return short or _foreign(stem, words)


def _behind_is_title(parts: Sequence[Stem], at: int, words: NameWords) -> bool:
    return at + 1 < len(parts) and parts[at + 1].text in words.titles


def _names_before(line: str, parts: Sequence[Stem], at: int, words: NameWords) -> list[Stem]:
    """Up to five stems right before the one at ``at``, without particles; brackets may stand
    between a name and its title: 문세린(58) 원장."""
    names: list[Stem] = []
    place = at
    while place > 0 and len(names) < 5:
        stem, before = parts[place], parts[place - 1]
        between = line[before.whole : stem.start]
        joined = between == " " or re.fullmatch(r"\([^()]{1,12}\) ", between)
        aged = before.bare and re.fullmatch(r"\(?\d+|.*\)", between)
        if not aged and (before.particle or not joined):
            break
        place -= 1
        if before.text.isdigit():
            continue
        if before.text in words.before_title and not names:
            continue
        if before.text in words.titles or before.text in words.org_common or before.verbal:
            break
        names.insert(0, before)
    return names


def _may_name(stem: Stem, words: NameWords) -> bool:
    """Whether the dictionary does not know ``stem`` as a common word."""
    if stem.text in words.org_common or stem.text in words.titles:
        return False
    if any(morph.tag == "NNP" for morph in stem.morphs):
        return not stem.text.endswith(("시", "군", "구", "급")) or stem.morphs[-1].tag == "NNP"
    if len(stem.morphs) == 1:
        return not stem.morphs[0].known  # 인나래: guessed to be one noun
    return all(morph.end - morph.start < 2 for morph in stem.morphs)


def _built_name(stem: Stem, words: NameWords) -> bool:
    """Whether a name may have been read as common nouns: 공|새벽, 현|금|자; not 홍보|실."""
    if len(stem.text) != 3 or stem.verbal:
        return False
    if stem.text in words.org_common or stem.text[-1] in "실부국처청과팀단원측사자당장관":
        return False
    apart = len(stem.morphs) > 1 and stem.morphs[0].end - stem.morphs[0].start == 1
    return apart or stem.odd


def _person(stem: Stem, words: NameWords) -> bool:
    return _may_name(stem, words) and stem.text not in words.places


def _foreign(stem: Stem, words: NameWords, *, given: bool = False) -> bool:
    if given and stem.text in words.short_given:
        return True
    if _is_place(stem, words) or not is_foreign(stem.text):
        return False
    if stem.text.endswith(words.org_endings) or stem.verbal:
        return False
    if len(stem.text) > 2 and stem.text[-1] in "시군구읍면동리" and stem.text[:-1] in words.places:
        return False
    if given and stem.morphs[0].tag not in ("MAG", "MAJ", "NP"):
        common = stem.text in words.org_common or stem.text in words.kinds["ORG"]
        if not common and 2 < len(stem.text) < 6 and (stem.odd or is_unread(stem)):
            return True
    guessed = len(stem.morphs) == 1 and not stem.morphs[0].known and not is_office(stem, words)
    return guessed or any(morph.tag == "NNP" for morph in stem.morphs)


def _organisation(
    stem: Stem,
    word: str,
    words: NameWords,
    known: Mapping[tuple[int, int], str | None],
    *,
    sure: bool = False,
) -> Iterator[Proposal]:
    """``stem`` as an organisation because of what stands behind it."""
    text = stem.text
    if text in words.places or text in words.org_common or text in words.nothing:
        return
    if text in words.titles or text in words.before_title or len(text) < 2 or stem.verbal:
        return
    proper = any(morph.tag in ("NNP", "SL") for morph in stem.morphs)
    if not sure and (not proper or stem.morphs[-1].tag in ("NNB", "SN")):
        return
    if is_korean_name(text) and len(text) == 3 and not text.endswith(words.org_endings):
        return
    yield stem.start, stem.end, "ORG", Message("candidates.beside", word=word or text)

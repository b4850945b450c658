"""Names told by their ends: districts, places that people made, schools, events, legal forms."""

import itertools
from collections.abc import Iterator, Sequence

from juseok.core.messages import Message
from juseok.lang.candidate_found import Found, Rank
from juseok.lang.name_words import NameWords, end_of, name_words
from juseok.lang.stems import Stem


def with_forms(parts: Sequence[Stem]) -> Iterator[Found]:
    """법무법인 세움, 사단법인 하늘품: the form of a body and its name are one."""
    for form, stem in itertools.pairwise(parts):
        if form.text in name_words().forms and form.bare and stem.spaced and not stem.verbal:
            yield Found(form.start, stem.end, "ORG", Rank.ORGANISATION,
                        Message("candidates.organisation", ending=form.text))  # fmt: skip


def district(parts: Sequence[Stem], at: int, words: NameWords) -> Found | None:
    """수원시 | 영통구 | 매탄동: a part of the place before it."""
    stem = parts[at]
    if not at or not stem.spaced or len(stem.text) < 2 or stem.verbal:
        return None
    before = parts[at - 1]
    above = before.text in words.places or (
        len(before.text) > 2 and before.text.endswith(("도", "시", "군", "구", "읍", "면"))
    )
    if not above or not before.bare or stem.text[-1] not in "시군구읍면동리":
        return None
    if len(stem.text) > 4:
        return None
    if stem.morphs[0].tag != "NNP" or stem.text in words.no_place_name:
        return None
    return Found(stem.start, stem.end, "GPE", Rank.PLACE, Message("candidates.place"))


def site(stem: Stem, words: NameWords) -> Found | None:
    """인천축구전용경기장, 문발나들목: what ends like a place that people made."""
    ending = end_of(stem.text, words.site_endings)
    if ending is None or stem.verbal or stem.text in words.no_place_name:
        return None
    head = stem.text[: -len(ending)]
    proper = any(m.tag in ("NNP", "SL") and m.form != ending for m in stem.morphs)
    place = head.startswith(words.place_heads)
    if len(head) < 2 or head in words.org_common or stem.odd:
        return None
    if not (proper or place or ending in words.site_sure):
        return None
    return Found(stem.start, stem.end, "LOC", Rank.ORGANISATION, Message("candidates.place"))


def school(parts: Sequence[Stem], at: int, words: NameWords) -> Found | None:
    """은하대 연구팀, 한밭대 총장: a university, told by who stands behind it."""
    stem = parts[at]
    behind = parts[at + 1] if at + 1 < len(parts) else None
    if behind is None or not behind.spaced or not stem.bare or not stem.text.endswith("대"):
        return None
    if (
        len(stem.text) < 3
        or stem.text.endswith(words.no_school)
        or not behind.text.endswith(words.scholars)
    ):
        return None
    return Found(stem.start, stem.end, "ORG", Rank.ORGANISATION,
                 Message("candidates.beside", word=behind.text))  # fmt: skip


def event_of(parts: Sequence[Stem], words: NameWords) -> Iterator[Found]:
    """아세안 정상회의, 파리 올림픽: an event and whose or where it is."""
    for before, stem in itertools.pairwise(parts):
        if stem.text not in words.events_apart or not stem.spaced or not before.bare:
            continue
        named = before.text in words.org_known | words.cities
        letters = before.morphs[0].tag == "SL" and before.text not in words.letters
        if named or letters:
            yield Found(before.start, stem.end, "EVENT", Rank.QUOTED,
                        Message("candidates.organisation", ending=stem.text))  # fmt: skip


def event(stem: Stem, words: NameWords) -> Found | None:
    """부산바다영화제, 세계연극제: what ends like an event and begins like a name."""
    ending = end_of(stem.text, words.events)
    if ending is None or stem.verbal or stem.text in words.events_common:
        return None
    head = stem.text[: -len(ending)]
    place = head.startswith(words.place_heads)
    proper = any(m.tag in ("NNP", "SL") and m.form != ending for m in stem.morphs)
    if len(head) < 2 or not (place or proper):
        return None
    return Found(stem.start, stem.end, "EVENT", Rank.ORGANISATION,
                 Message("candidates.organisation", ending=ending))  # fmt: skip

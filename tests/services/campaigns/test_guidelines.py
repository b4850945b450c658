"""Guidelines by version and section, shown without HTML or pictures; rulings by number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.desk import ARTICLE, LAYER, Desk

from juseok.core.errors import KnownError
from juseok.core.model import Kind, Remark
from juseok.core.records import from_fields
from juseok.core.review_model import Guideline, Ruling, numbered
from juseok.services.campaigns.guidelines import (
    current,
    plain_markdown,
    rule,
    rulings_on,
    section_of,
    sections,
    with_remarks,
    with_rulings,
    write_guideline,
)

TEXT = "# 지침\n\n## 기관·기업 {#ORG}\n\n회사.\n\n```\n## 아님 {#X}\n```\n\n## PER 인물\n"


def test_a_section_is_found_by_the_id_of_its_type_or_its_words():
    assert [each.title for each in sections(TEXT)] == ["지침", "기관·기업", "PER 인물"]
    assert section_of(TEXT, "ORG").title == "기관·기업"
    assert section_of(TEXT, "PER").title == "PER 인물"
    assert section_of(TEXT, "X") is None


def test_nothing_is_fetched_and_names_are_not_shown():
    shown = plain_markdown(TEXT + "![그림](https://example.org/a.png)\n")
    assert "{#ORG}" not in shown
    assert "example.org" not in shown
    assert "그림" in shown


def test_the_version_that_holds_is_the_last_that_no_other_replaces():
    one, two = Guideline("1", "가"), Guideline("2", "나", before="1")
    assert current([two, one]) == two
    assert current([two, one], chosen="1") == one
    assert current([]) is None


def test_a_new_version_keeps_the_old_one_and_names_the_scheme(desk: Desk):
    action = write_guideline(ids=desk.ids, text=TEXT, scheme="s2", before=Guideline("1", "가"))
    (change,) = action.changes
    made = from_fields(change.kind, change.obj, change.body)
    assert (made.text, made.scheme, made.before) == (TEXT, "s2", "1")
    assert write_guideline(ids=desk.ids, text=TEXT, scheme="s2", before=made) is None


def test_an_answer_is_a_numbered_ruling_and_settles_the_question(desk: Desk):
    question = Remark("q", LAYER, ARTICLE, "m", "question", "회사인가?")
    known = [Ruling("r", 4, "장소로", "부산")]
    action = rule(
        ids=desk.ids, text=" 기관으로 ", words="한빛  전자", rulings=known, annotator="lead",
        question=question,
    )  # fmt: skip
    made, settled = action.changes
    ruling = from_fields(made.kind, made.obj, made.body)
    assert (ruling.number, ruling.text, ruling.words, ruling.question) == (
        5, "기관으로", "한빛 전자", "q",
    )  # fmt: skip
    assert (settled.kind, settled.obj, settled.body) == (Kind.REMARK, "q", {"resolved": True})
    assert rulings_on("한빛 전자", [*known, ruling]) == (ruling,)
    assert rulings_on(" ", [*known, ruling]) == ()
    with pytest.raises(KnownError):
        rule(ids=desk.ids, text=" ", words="", rulings=(), annotator="lead")


def test_rulings_stand_below_the_guidelines_as_words():
    text = with_rulings(TEXT, [Ruling("r", 1, "<b>*굵게*</b>", "부산", section="ORG")], "결정")
    assert section_of(text, "rulings").title == "결정"
    assert "\\<b\\>\\*굵게\\*" in text


def test_a_ruling_and_its_section_are_linked_both_ways():
    rulings = [
        Ruling("r", 3, "회사다.", "한빛", section="ORG"),
        Ruling("q", 4, "둘.", section="없음"),
    ]
    text = with_rulings(TEXT, rulings, "결정")
    lines = text.split("\n")
    heading = lines.index("## 기관·기업 {#ORG}")
    assert lines[heading + 2] == "결정: [3 “한빛”](#ruling-3)"
    assert "- **3.** “한빛”: 회사다. → [기관·기업](#ORG)" in lines
    assert "- **4.** 둘. → 없음" in lines
    assert section_of(text, "ORG").title == "기관·기업"


def test_remarks_stand_at_the_end_of_their_sections_and_the_others_below_all():
    text = "# 지침\n\n## 기관 {#ORG}\n\n회사.\n\n## 인물\n\n사람.\n"
    found = with_remarks(
        text, [("ORG", "3 × 가"), ("없음", "2 × 나"), ("기관", "1 × 다")], "헷갈림"
    )
    assert found == (
        "# 지침\n\n## 기관 {#ORG}\n\n회사.\n\n- 3 × 가\n- 1 × 다\n\n## 인물\n\n사람.\n"
        "\n## 헷갈림\n\n- 2 × 나\n"
    )
    assert with_remarks("", [("", "1 × 가")], "헷갈림") == "## 헷갈림\n\n- 1 × 가\n"
    assert with_remarks(text, [("인물", "1 × 가")], "헷갈림").endswith("사람.\n\n- 1 × 가\n")


def test_a_ruling_tells_the_number_that_it_had():
    made = [Ruling("a", 3, "회사다.", "한빛"), Ruling("b", 3, "둘."), Ruling("c", 4, "셋.")]
    assert [(e.id, e.number, e.former) for e in numbered(made)] == [
        ("a", 3, 0), ("c", 4, 0), ("b", 5, 3),
    ]  # fmt: skip
    lines = with_rulings("", numbered(made), "결정", "전에 {number}").splitlines()
    assert lines[-3:] == ["- **3.** “한빛”: 회사다.", "- **4.** 셋.", "- **5.** (전에 3) 둘."]


given_rulings = st.lists(
    st.builds(Ruling, st.uuids().map(str), st.integers(1, 6), st.just("그렇다")),
    max_size=9, unique_by=lambda each: each.id,
)  # fmt: skip


@given(given_rulings, st.randoms(use_true_random=False))
def test_numbers_are_unique_and_the_same_whichever_file_comes_first(made, rnd):
    found = numbered(made)
    assert len({each.number for each in found}) == len(made)
    mixed = list(made)
    rnd.shuffle(mixed)
    assert numbered(mixed) == found
    first = {each.number: each.id for each in sorted(made, key=lambda e: e.id, reverse=True)}
    by_id = {each.id: each for each in found}
    assert all(by_id[obj].number == number for number, obj in first.items())
    assert all(each.former != each.number for each in found)


@given(given_rulings, given_rulings)
def test_a_lead_who_goes_on_counting_changes_no_number(made, more):
    held = list(made)
    for count, _ in enumerate(more):
        before = numbered(held)
        top = max((each.number for each in before), default=0)
        held.append(Ruling(f"~{count}", top + 1, "그렇다"))  # later than all
        assert numbered(held)[:-1] == before


def test_two_leads_who_rule_apart_get_two_numbers_in_either_order(desk: Desk):
    def made(number, text):
        return Ruling(desk.ids(), number, text, annotator="lead")

    shared, one, other = made(1, "하나"), made(2, "둘"), made(2, "셋")
    for order in ((one, other), (other, one)):
        assert [(e.text, e.number, e.former) for e in numbered((shared, *order))] == [
            ("하나", 1, 0), ("둘", 2, 0), ("셋", 3, 2),
        ]  # fmt: skip

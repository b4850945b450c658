"""Mentions: what one gesture makes, moves and takes along."""

from dataclasses import replace

import pytest
from tests.services.desk import ARTICLE, LAYER, REGISTER, Desk, made_in, verbs

from juseok.core.messages import render
from juseok.core.model import Entity, How, Kind, Mention, Ref
from juseok.services.edits import set_attribute, set_note
from juseok.services.tagging.claims import set_source
from juseok.services.tagging.mentions import (
    add_fragment,
    add_mention,
    add_value,
    delete_mention,
    move_edge,
    next_type,
    relink,
    retype,
    set_spans,
)


def test_a_first_mention_makes_its_entity_in_the_register(desk: Desk) -> None:
    mention = desk.mention("한빛전자")
    entity = desk.entity(mention.entity)
    assert entity == Entity(entity.id, REGISTER, "ORG", "한빛전자")
    assert mention.layer == LAYER
    assert mention.how == How.HAND


def test_the_same_name_is_linked_to_the_same_entity(desk: Desk) -> None:
    first = desk.mention("한빛전자")
    assert desk.mention("한빛전자", nth=1).entity == first.entity


def test_the_same_name_of_another_type_is_another_entity(desk: Desk) -> None:
    first = desk.mention("서울", type="GPE")
    assert desk.mention("서울", type="LOC").entity != first.entity


def test_an_alias_links_too_and_width_or_case_do_not_matter(desk: Desk) -> None:
    desk.index.put(Entity("e", REGISTER, "ORG", "주식회사 한빛", ("한빛전자",)))
    assert desk.mention("한빛전자").entity == "e"
    assert desk.index.lookup("주식회사  한빛", "ORG") == ("e",)


def test_a_new_entity_is_called_as_wanted_and_goes_by_its_words_too(desk: Desk) -> None:
    for name, called, also in ((" 도하윤 ", "도하윤", ("도 대표",)), ("도 대표", "도 대표", ())):
        action = desk.do(
            add_mention(
                ids=desk.ids, article=ARTICLE, layer=LAYER, spans=desk.spans("도 대표"),
                type="PERSON", register_layer=REGISTER, name=name,
            )
        )  # fmt: skip
        entity = desk.entity(made_in(action, Kind.ENTITY))
        assert (entity.name, entity.aliases) == (called, also)


def test_the_chosen_entity_wins_over_the_name(desk: Desk) -> None:
    desk.mention("한빛전자")
    chosen = Entity("other", REGISTER, "ORG", "한빛전자 서울지사")
    desk.index.put(chosen)
    action = desk.do(
        add_mention(
            ids=desk.ids,
            article=ARTICLE,
            layer=LAYER,
            spans=desk.spans("한빛전자", nth=1),
            type="ORG",
            register_layer=REGISTER,
            index=desk.index,
            entity=chosen,
        )
    )
    assert verbs(action) == [("mention", "create")]
    assert [m.entity for m in desk.workspace.mentions_of("other")] == ["other"]


def test_the_label_names_type_and_words_and_elides_long_ones(desk: Desk) -> None:
    mention = desk.mention("한빛전자는 4일 서울에서 새 반도체를 공개했다")
    label = delete_mention(mention=mention, annotations=desk.workspace.annotations).label
    assert render(label, "ko") == "ORG 언급 ‘한빛전자는 4일 서울에서 새 반도체…’ 삭제"
    assert render(label, "en") == "delete ORG mention “한빛전자는 4일 서울에서 새 반도체…”"


def test_a_value_is_typed_by_the_guess_and_has_no_entity(desk: Desk) -> None:
    action = desk.do(
        add_value(
            ids=desk.ids,
            article=ARTICLE,
            layer=LAYER,
            spans=desk.spans("4일"),
            types=("DATE", "TIME"),
            guess=lambda quote, types: types[1] if quote == "4일" else types[0],
        )
    )
    mention = desk.workspace.mention(made_in(action, Kind.MENTION))
    assert mention is not None
    assert (mention.type, mention.entity, mention.how) == ("TIME", "", How.DEFAULT)
    assert len(desk.index) == 0


def test_a_value_of_another_type_than_the_rule_gave_counts_as_changed(desk: Desk) -> None:
    spans = desk.spans("4일")
    action = desk.do(
        add_value(
            ids=desk.ids, article=ARTICLE, layer=LAYER, spans=spans, types=("DATE",),
            guess=lambda _, types: types[0],
        )
    )  # fmt: skip
    made = desk.workspace.mention(made_in(action, Kind.MENTION))
    assert made is not None
    desk.do(retype(ids=desk.ids, mention=made, type="TIME", register_layer=REGISTER, link=False))
    changed = desk.workspace.mention(made.id)
    assert changed is not None
    assert (changed.type, changed.how) == ("TIME", How.CHANGED)


def test_types_of_one_key_go_round() -> None:
    assert next_type("DATE", ("DATE", "TIME")) == "TIME"
    assert next_type("TIME", ("DATE", "TIME")) == "DATE"
    assert next_type("ORG", ("DATE", "TIME")) == "DATE"


def _retyped(desk: Desk, mention: Mention, type: str, **options: bool) -> Mention:
    desk.do(
        retype(
            ids=desk.ids,
            mention=mention,
            type=type,
            register_layer=REGISTER,
            index=desk.index,
            **options,
        )
    )
    found = desk.workspace.mention(mention.id)
    assert found is not None
    return found


def test_retyping_the_only_mention_retypes_its_entity(desk: Desk) -> None:
    mention = desk.mention("서울", type="ORG")
    after = _retyped(desk, mention, "GPE", sole=True)
    assert (after.type, after.entity) == ("GPE", mention.entity)
    assert desk.entity(mention.entity).type == "GPE"


def test_retyping_one_of_many_leaves_the_entity_to_the_others(desk: Desk) -> None:
    mention = desk.mention("한빛전자")
    after = _retyped(desk, desk.mention("한빛전자", nth=1), "PRODUCT")
    assert after.entity != mention.entity
    assert desk.entity(after.entity).type == "PRODUCT"
    assert desk.entity(mention.entity).type == "ORG"


def test_retyping_goes_to_the_entity_that_has_the_name_already(desk: Desk) -> None:
    desk.index.put(Entity("city", REGISTER, "GPE", "서울"))
    assert _retyped(desk, desk.mention("서울"), "GPE", sole=True).entity == "city"


def test_retyping_to_a_value_drops_the_entity_and_to_itself_does_nothing(desk: Desk) -> None:
    mention = _retyped(desk, desk.mention("4일"), "DATE", link=False)
    assert mention.entity == ""
    assert retype(ids=desk.ids, mention=mention, type="DATE", register_layer=REGISTER) is None


def test_an_accepted_mention_that_is_altered_counts_as_changed(desk: Desk) -> None:
    mention = replace(desk.mention("누리칩"), how=How.ACCEPTED)
    action = move_edge(text=desk.text, mention=mention, edge="end", steps=1)
    assert action is not None
    assert action.changes[0].body["how"] == "changed"
    by_hand = replace(mention, how=How.HAND)
    action = move_edge(text=desk.text, mention=by_hand, edge="end", steps=1)
    assert action is not None
    assert "how" not in action.changes[0].body


@pytest.mark.parametrize(
    ("start", "edge", "steps", "unit", "expected"),
    [
        ("한빛전자", "end", 1, "grapheme", "한빛전자,"),
        ("한빛전자,", "end", -1, "grapheme", "한빛전자"),
        ("한빛전자", "end", -9, "grapheme", "한"),
        ("한빛전자", "start", 9, "grapheme", "자"),
        ("한빛전자", "start", -1, "grapheme", None),
        ("한빛전자,", "end", 1, "grapheme", "한빛전자, 새"),
        ("한빛전자", "end", 1, "eojeol", "한빛전자,"),
        ("한빛전자", "end", 2, "eojeol", "한빛전자, 새"),
        ("한빛전자, 새", "end", -1, "eojeol", "한빛전자,"),
        ("한빛전자, 새", "start", 1, "eojeol", "새"),
        ("새 반도체", "start", -1, "eojeol", "한빛전자, 새 반도체"),
        ("새 반도체", "end", -1, "eojeol", "새"),
        ("새 반도체", "end", -2, "eojeol", "새"),
        ("새", "end", -1, "eojeol", None),
        ("끝", "end", 9, "grapheme", "끝."),
        ("끝.", "start", -1, "grapheme", "😀 끝."),
    ],
)
def test_an_edge_moves_by_graphemes_and_eojeols_within_limits(
    desk: Desk, start: str, edge: str, steps: int, unit: str, expected: str | None
) -> None:
    mention = desk.mention(start)
    action = move_edge(text=desk.text, mention=mention, edge=edge, steps=steps, unit=unit)
    if expected is None:
        assert action is None
        return
    desk.do(action)
    found = desk.workspace.mention(mention.id)
    assert found is not None
    assert [span.quote for span in found.spans] == [expected]


def _trimmed(desk: Desk, quote: str, steps: int, *, sole: bool = True, nth: int = 0) -> Mention:
    mention = desk.mention(quote, nth=nth)
    desk.do(
        move_edge(
            text=desk.text, mention=mention, edge="end", steps=steps, index=desk.index, sole=sole
        )
    )
    moved = desk.workspace.mention(mention.id)
    assert moved is not None
    return moved


def test_an_entity_that_only_this_mention_names_is_named_anew_with_it(desk: Desk) -> None:
    moved = _trimmed(desk, "한빛전자,", -1)
    assert desk.entity(moved.entity).name == "한빛전자"
    assert desk.entity(moved.entity).aliases == ()


def test_an_edge_that_uncovers_a_known_name_links_to_its_entity(desk: Desk) -> None:
    known = desk.mention("한빛전자", nth=1)
    assert _trimmed(desk, "한빛전자,", -1).entity == known.entity


def test_an_edge_that_passes_a_known_name_inside_a_word_links_to_nothing(desk: Desk) -> None:
    desk.index.put(Entity("known", REGISTER, "ORG", "한빛"))
    moved = _trimmed(desk, "한빛전자", -2)
    assert moved.entity != "known"
    assert desk.entity(moved.entity).name == "한빛"


def test_an_entity_with_a_name_of_its_own_keeps_it_when_an_edge_moves(desk: Desk) -> None:
    moved = _trimmed(desk, "한빛전자,", -1, sole=False)
    assert desk.entity(moved.entity).name == "한빛전자,"
    chosen = Entity("chosen", REGISTER, "ORG", "누리", ("누리칩",))
    desk.index.put(chosen)
    moved = _trimmed(desk, "누리칩", 1)
    assert desk.entity(moved.entity) == chosen


def test_the_outer_edges_of_a_discontinuous_mention_move_and_meeting_fragments_join(
    desk: Desk,
) -> None:
    mention = desk.mention("도하윤", "늘린다")
    desk.do(move_edge(text=desk.text, mention=mention, edge="end", steps=1))
    grown = desk.workspace.mention(mention.id)
    assert grown is not None
    assert [span.quote for span in grown.spans] == ["도하윤", "늘린다”"]
    desk.do(
        move_edge(text=desk.text, mention=grown, edge="end", steps=5, unit="eojeol", fragment=0)
    )
    joined = desk.workspace.mention(mention.id)
    assert joined is not None
    assert [span.quote for span in joined.spans] == ["도하윤 대표는 “내년에 두 배로 늘린다”고"]


def test_fragments_are_added_and_taken_out(desk: Desk) -> None:
    mention = desk.mention("도하윤")
    (far,) = desk.spans("대표")
    desk.do(add_fragment(text=desk.text, mention=mention, span=far))
    both = desk.workspace.mention(mention.id)
    assert both is not None
    assert [span.quote for span in both.spans] == ["도하윤", "대표"]
    desk.do(set_spans(mention=both, spans=(far,)))
    one = desk.workspace.mention(mention.id)
    assert one is not None
    assert one.spans == (far,)


def test_dragging_onto_an_entity_links_and_takes_its_type(desk: Desk) -> None:
    mention = desk.mention("한빛전자")
    target = desk.entity(desk.mention("누리칩", type="PRODUCT").entity)
    desk.do(relink(mention=mention, entity=target))
    found = desk.workspace.mention(mention.id)
    assert found is not None
    assert (found.entity, found.type) == (target.id, "PRODUCT")
    assert relink(mention=found, entity=target) is None


def test_deleting_a_mention_takes_its_relationships_and_leaves_words_in_claims(
    desk: Desk,
) -> None:
    person = desk.mention("도하윤", type="PERSON")
    title = desk.mention("대표", type="TITLE")
    edge = desk.relationship("title_of", title, person)
    claim = desk.claim("내년에 두 배로 늘린다")
    desk.do(set_source(claim=claim, source=(Ref("mention", id=person.id),)))
    action = desk.do(delete_mention(mention=person, annotations=desk.workspace.annotations))
    assert verbs(action) == [("claim", "set"), ("mention", "delete"), ("relationship", "delete")]
    assert desk.workspace.relationship(edge.id) is None
    after = desk.workspace.claim(claim.id)
    assert after is not None
    assert after.source == (Ref("span", span=person.spans[0]),)
    assert after.source_state == "given"


def test_attributes_and_notes_keep_how_they_came(desk: Desk) -> None:
    mention = desk.mention("서울", type="GPE")
    desk.do(set_attribute(record=mention, attribute="actor", value=True, how=How.ACCEPTED))
    accepted = desk.workspace.mention(mention.id)
    assert accepted is not None
    assert accepted.attributes["actor"].how == How.ACCEPTED
    desk.do(set_attribute(record=accepted, attribute="actor", value=False))
    desk.do(set_note(record=accepted, note="맞나"))
    changed = desk.workspace.mention(mention.id)
    assert changed is not None
    assert changed.attributes["actor"].how == How.CHANGED
    assert changed.attributes["actor"].value is False
    assert changed.note == "맞나"

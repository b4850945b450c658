"""Entities: names, groups, and the index that knows them."""

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.desk import REGISTER, Desk

from juseok.core.errors import AnnotationError
from juseok.core.ids import IdFactory
from juseok.core.model import Entity, SameAs
from juseok.core.ops import Change
from juseok.services.entities.entities import (
    add_alias,
    delete_group,
    merge_entities,
    merge_retyping,
    move_mentions,
    remove_alias,
    rename_entity,
    retype_entity,
    split_entity,
)
from juseok.services.entities.index import EntityIndex


def _entity(obj: str, name: str, *aliases: str, type: str = "ORG") -> Entity:
    return Entity(obj, REGISTER, type, name, aliases)


def _merge(desk: Desk, one: str, other: str) -> None:
    desk.do(
        merge_entities(
            ids=desk.ids,
            register_layer=REGISTER,
            one=desk.entity(one),
            other=desk.entity(other),
            index=desk.index,
        )
    )


def test_renaming_keeps_the_old_name_as_an_alias(desk: Desk) -> None:
    mention = desk.mention("한빛전자")
    desk.do(rename_entity(entity=desk.entity(mention.entity), name=" 한빛  전자㈜ "))
    renamed = desk.entity(mention.entity)
    assert (renamed.name, renamed.aliases) == ("한빛 전자㈜", ("한빛전자",))
    desk.do(rename_entity(entity=renamed, name="한빛전자"))
    assert desk.entity(mention.entity).aliases == ("한빛 전자㈜",)
    assert desk.index.lookup("한빛전자", "ORG") == (mention.entity,)
    desk.do(rename_entity(entity=desk.entity(mention.entity), name="한빛", keep_alias=False))
    assert desk.index.lookup("한빛전자", "ORG") == ()
    with pytest.raises(AnnotationError):
        rename_entity(entity=renamed, name="  ")


def test_retyping_takes_the_mentions_along_in_one_action(desk: Desk) -> None:
    one, two = desk.mention("서울", type="ORG"), desk.mention("한빛전자")
    action = desk.do(retype_entity(entity=desk.entity(one.entity), type="GPE", mentions=(one, two)))
    assert len(action.changes) == 3
    assert {mention.type for mention in desk.workspace.mentions} == {"GPE"}
    assert retype_entity(entity=desk.entity(one.entity), type="GPE") is None


def test_aliases_are_told_apart_by_their_key(desk: Desk) -> None:
    entity = _entity("e", "한빛전자")
    desk.index.put(entity)
    desk.do(add_alias(entity=entity, alias="HANBIT"))
    assert add_alias(entity=desk.entity("e"), alias="ｈａｎｂｉｔ") is None
    desk.do(remove_alias(entity=desk.entity("e"), alias="HANBIT"))
    assert desk.entity("e").aliases == ()
    assert remove_alias(entity=desk.entity("e"), alias="HANBIT") is None


def test_merging_joins_groups_and_the_smallest_id_leads(desk: Desk) -> None:
    for obj in ("c", "a", "b"):
        desk.index.put(_entity(obj, f"이름{obj}"))
    _merge(desk, "c", "b")
    _merge(desk, "b", "a")
    assert [desk.index.representative(each) for each in "abc"] == ["a", "a", "a"]
    assert desk.index.members("b") == ("a", "b", "c")
    with pytest.raises(AnnotationError, match="already"):
        _merge(desk, "a", "c")


def test_entities_of_two_types_are_not_merged(desk: Desk) -> None:
    desk.index.put(_entity("a", "서울", type="GPE"))
    desk.index.put(_entity("b", "서울", type="LOC"))
    with pytest.raises(AnnotationError, match="Retype"):
        _merge(desk, "a", "b")


def test_entities_of_two_types_become_one_with_the_smaller_one_retyped(desk: Desk) -> None:
    city, firm = desk.mention("서울", type="GPE"), desk.mention("한빛전자")
    desk.index.put(_entity("x", "서울시"))
    _merge(desk, "x", firm.entity)
    merge = partial(
        merge_retyping, ids=desk.ids, register_layer=REGISTER, index=desk.index, mentions=(firm,)
    )
    kept = desk.entity(city.entity)
    action = desk.do(merge(kept=kept, other=desk.entity(firm.entity)))
    assert len(action.changes) == 4
    assert {mention.type for mention in desk.workspace.mentions} == {"GPE"}
    assert {each.type for each in desk.index.group("x")} == {"GPE"}
    assert set(desk.index.members("x")) == {"x", city.entity, firm.entity}
    with pytest.raises(AnnotationError, match="already"):
        merge(kept=kept, other=desk.entity("x"))


def test_splitting_the_middle_of_a_group_leaves_the_others_joined(desk: Desk) -> None:
    for obj in "abcd":
        desk.index.put(_entity(obj, f"이름{obj}"))
    for one, other in ("ab", "bc", "cd"):
        _merge(desk, one, other)
    desk.do(
        split_entity(
            ids=desk.ids, register_layer=REGISTER, entity=desk.entity("b"), index=desk.index
        )
    )
    assert desk.index.members("b") == ("b",)
    assert desk.index.members("d") == ("a", "c", "d")
    alone = desk.entity("b")
    assert (
        split_entity(ids=desk.ids, register_layer=REGISTER, entity=alone, index=desk.index) is None
    )


def test_mentions_can_be_moved_to_an_entity_of_their_own(desk: Desk) -> None:
    first, second = desk.mention("한빛전자"), desk.mention("한빛전자", nth=1)
    desk.do(
        move_mentions(
            ids=desk.ids, register_layer=REGISTER, mentions=(second,), name="한빛전자 미국법인"
        )
    )
    moved = desk.workspace.mention(second.id)
    assert moved is not None
    assert desk.entity(moved.entity).name == "한빛전자 미국법인"
    assert desk.workspace.mentions_of(first.entity) == (first,)


def test_a_group_is_deleted_whole_and_one_undo_brings_it_back(desk: Desk) -> None:
    for obj in "abcd":
        desk.index.put(_entity(obj, f"이름{obj}"))
    _merge(desk, "a", "b")
    _merge(desk, "b", "c")
    with pytest.raises(AnnotationError, match="2 times"):
        delete_group(entity=desk.entity("b"), uses=2, index=desk.index)
    action = delete_group(entity=desk.entity("b"), uses=0, index=desk.index)
    assert (action.label.code, action.label.params["count"]) == ("undo.entity.delete_group", 2)
    desk.do(action)
    assert [obj in desk.index for obj in "abcd"] == [False, False, False, True]
    assert desk.index.edges_of(("a", "b", "c")) == ()


def test_an_entity_alone_is_deleted_in_the_plain_words(desk: Desk) -> None:
    desk.index.put(_entity("a", "이름"))
    action = delete_group(entity=desk.entity("a"), uses=0, index=desk.index)
    assert action.label.code == "undo.entity.delete"


def test_lookup_prefers_the_article_s_own_then_names_then_ids() -> None:
    index = EntityIndex(
        [_entity("3", "김민수"), _entity("1", "민수", "김민수"), _entity("2", "김민수")]
    )
    assert index.lookup("김민수", "ORG") == ("2", "3", "1")
    assert index.lookup("김민수", prefer={"1"}) == ("1", "2", "3")
    assert index.lookup("김민수", "GPE") == ()


def test_completions_begin_alike_first_then_look_alike() -> None:
    index = EntityIndex(
        [
            _entity("1", "파이낸셜타임스", "FT"),
            _entity("2", "파이낸셜뉴스"),
            _entity("3", "한빛전자"),
            _entity("4", "파이썬", type="TECH"),
        ]
    )
    assert [c.entity.id for c in index.completions("파이")] == ["2", "1", "4"]
    assert [c.entity.id for c in index.completions("파이", type="ORG", limit=1)] == ["2"]
    assert [c.name for c in index.completions("ft")] == ["FT"]
    assert "1" in {c.entity.id for c in index.completions("파이낸셜타임즈")}
    assert index.completions("  ") == ()


def test_a_deleted_entity_is_forgotten_and_a_restored_one_known_again() -> None:
    index = EntityIndex([_entity("1", "한빛전자")], [SameAs("x", "1", "2")])
    assert index.completions("한빛")
    index.apply([Change("1", "entity", "delete", {}), Change("x", "same_as", "delete", {})])
    assert index.lookup("한빛전자") == ()
    assert index.completions("한빛") == ()
    assert index.members("1") == ("1",)
    index.apply([Change("1", "entity", "restore", {}), Change("x", "same_as", "restore", {})])
    assert index.lookup("한빛전자") == ("1",)
    assert index.members("2") == ("1", "2")


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(["가", "나", "다"]), st.booleans()),
        max_size=20,
    )
)
def test_an_index_kept_up_equals_one_built_anew(steps: list[tuple[str, str, bool]]) -> None:
    kept, held = EntityIndex(), dict[str, Entity]()
    assert kept.completions("가") == ()
    for obj, name, alive in steps:
        if alive:
            held[obj] = _entity(obj, name, name * 2)
            kept.put(held[obj])
        else:
            held.pop(obj, None)
            kept.discard(obj)
    fresh = EntityIndex(held.values())
    for name in ("가", "나나", "다"):
        assert kept.lookup(name) == fresh.lookup(name)
        mine = {(each.entity.id, each.name) for each in kept.completions(name)}
        assert mine == {(each.entity.id, each.name) for each in fresh.completions(name)}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12), st.integers(0, 7))
def test_splitting_parts_one_from_all_and_no_others(pairs: list[tuple[int, int]], out: int) -> None:
    ids = IdFactory(lambda: 1.0)
    entities = [_entity(str(number), f"이름{number}") for number in range(8)]
    edges = [SameAs(f"edge{n}", str(a), str(b)) for n, (a, b) in enumerate(pairs) if a != b]
    index = EntityIndex(entities, edges)
    before = {e.id: set(index.members(e.id)) for e in entities}
    one = replace(entities[out])
    action = split_entity(ids=ids, register_layer=REGISTER, entity=one, index=index)
    if action is not None:
        index.apply(action.changes)
    for entity in entities:
        expected = {one.id} if entity.id == one.id else before[entity.id] - {one.id}
        assert set(index.members(entity.id)) == expected

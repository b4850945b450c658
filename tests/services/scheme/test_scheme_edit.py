"""The scheme is edited by actions, and what is used is retired, never deleted."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.errors import SchemeError
from juseok.core.messages import LANGUAGES, catalogue, render
from juseok.core.ops import CREATE, RESTORE, SET, Action
from juseok.core.scheme import (
    AnyType,
    Attribute,
    AttributeValue,
    ClaimRole,
    EntityType,
    RelationshipType,
    Scheme,
    load_scheme,
    scheme_from_objects,
    scheme_objects,
)
from juseok.services.scheme import scheme_edit
from juseok.services.scheme.scheme_edit import scheme_after

SCHEME = load_scheme("default")
ANIMAL = EntityType(id="ANIMAL", names={"ko": "동물", "en": "Animal"}, color="#7fb356", key="Y")


def unused(_: str) -> int:
    return 0


def used(count: int) -> Callable[[str], int]:
    return lambda _: count


def _after(action: Action | None, scheme: Scheme = SCHEME) -> Scheme:
    assert action is not None
    return scheme_after(scheme, [action])


def _entity(type_id: str) -> EntityType:
    found = SCHEME.entity_type(type_id)
    assert found is not None
    return found


def _retire(type_id: str) -> Action | None:
    found = SCHEME.type(type_id)
    assert found is not None
    return scheme_edit.change_type(scheme=SCHEME, item=replace(found, retired=True))


def _attribute(attribute_id: str) -> Attribute:
    found = SCHEME.attribute(attribute_id)
    assert found is not None
    return found


def test_a_new_type_stands_last_and_is_there() -> None:
    after = _after(scheme_edit.add_type(scheme=SCHEME, item=ANIMAL))
    assert after.entity_types[-1] == replace(ANIMAL, order=160)
    assert [item for item in after.entity_types if item.key == "Y"] == [after.entity_types[-1]]


def test_a_type_deleted_before_comes_back_without_its_old_registers() -> None:
    action = scheme_edit.add_type(scheme=SCHEME, item=ANIMAL)
    assert [change.verb for change in action.changes] == [CREATE, RESTORE]
    assert {"retired", "letter", "labels", "attributes"} <= set(action.changes[0].body)


@pytest.mark.parametrize(
    ("change", "gesture"),
    [
        ({"names": {"ko": "사람", "en": "Human"}}, "rename"),
        ({"help": {"ko": "도움"}}, "help"),
        ({"color": "#123456"}, "recolour"),
        ({"pattern": "dot", "letter": "X"}, "recolour"),
        ({"key": "Y"}, "rekey"),
        ({"attributes": ("uncertain",)}, "attributes"),
        ({"retired": True}, "retire"),
        ({"key": "", "retired": True}, "edit"),
    ],
)
def test_a_change_is_one_set_named_by_what_it_changes(change: dict, gesture: str) -> None:
    wanted = replace(_entity("PERSON"), **change)
    action = scheme_edit.change_type(scheme=SCHEME, item=wanted)
    assert action is not None
    assert [each.verb for each in action.changes] == [SET]
    assert action.label.code == f"undo.scheme.{gesture}"
    assert _after(action).entity_type("PERSON") == wanted


def test_only_the_changed_registers_are_written() -> None:
    person = _entity("PERSON")
    wanted = replace(person, names={**person.names, "en": "Human"})
    action = scheme_edit.change_type(scheme=SCHEME, item=wanted)
    assert action is not None
    assert action.changes[0].body == {"name.en": "Human"}


def test_the_label_reads_in_both_languages() -> None:
    action = _retire("TECH")
    assert action is not None
    assert render(action.label, "ko") == "‘기술·용어’ 사용 중지"
    assert render(action.label, "en") == "retire “Technology or term”"


def test_nothing_to_change_is_no_action() -> None:
    assert scheme_edit.change_type(scheme=SCHEME, item=_entity("ORG")) is None
    ids = [item.id for item in SCHEME.entity_types]
    assert scheme_edit.reorder_types(scheme=SCHEME, category="entity", ids=ids) is None
    assert scheme_edit.rename_scheme(scheme=SCHEME, names=SCHEME.names) is None


def test_a_retired_type_keeps_its_meaning_and_can_be_used_again() -> None:
    after = _after(_retire("TECH"))
    retired = after.entity_type("TECH")
    assert retired is not None
    back = replace(retired, retired=False)
    assert _after(scheme_edit.change_type(scheme=after, item=back), scheme=after) == SCHEME


def test_a_used_type_is_not_deleted() -> None:
    with pytest.raises(SchemeError, match="12 annotations"):
        scheme_edit.delete_type(scheme=SCHEME, type_id="TECH", count=used(12))


def test_a_deleted_type_leaves_the_constraints_too() -> None:
    after = _after(scheme_edit.delete_type(scheme=SCHEME, type_id="TECH", count=unused))
    assert after.entity_type("TECH") is None
    product_of = after.relationship_type("product_of")
    assert product_of is not None
    assert product_of.head == {"PRODUCT", "WORK"}


def test_a_type_that_alone_holds_a_constraint_is_not_deleted() -> None:
    """An empty constraint would mean any type."""
    with pytest.raises(SchemeError, match="Title of"):
        scheme_edit.delete_type(scheme=SCHEME, type_id="TITLE", count=unused)


@given(st.permutations([item.id for item in SCHEME.entity_types]))
def test_any_order_can_be_had(ids: list[str]) -> None:
    action = scheme_edit.reorder_types(scheme=SCHEME, category="entity", ids=ids)
    after = SCHEME if action is None else _after(action)
    assert [item.id for item in after.entity_types] == ids


def test_an_order_that_forgets_a_type_is_a_bug() -> None:
    with pytest.raises(ValueError, match="every type"):
        scheme_edit.reorder_types(scheme=SCHEME, category="link", ids=["supports"])


def test_a_constraint_can_change() -> None:
    held_in = SCHEME.relationship_type("held_in")
    assert held_in is not None
    wanted = replace(held_in, tail=held_in.tail | {"ORG"})
    action = scheme_edit.change_type(scheme=SCHEME, item=wanted)
    assert action is not None
    assert action.label.code == "undo.scheme.ends"
    changed = _after(action).relationship_type("held_in")
    assert changed is not None
    assert changed.joins("EVENT", "ORG")


BAD: list[tuple[AnyType, str]] = [
    (replace(ANIMAL, id="PERSON"), "taken"),
    (replace(ANIMAL, id="wild animal"), "identifier"),
    (replace(ANIMAL, id=""), "identifier"),
    (replace(ANIMAL, names={"ko": ""}), "no name"),
    (replace(ANIMAL, color="green"), "green"),
    (RelationshipType(id="eats", names={"ko": "먹음"}, head=frozenset({"PLANT"})), "PLANT"),
    (ClaimRole(id="mood", names={"ko": "기분"}), "parts of a claim"),
]


@pytest.mark.parametrize(("item", "said"), BAD)
def test_a_type_that_breaks_the_rules_is_refused(item: AnyType, said: str) -> None:
    with pytest.raises(SchemeError, match=said):
        scheme_edit.add_type(scheme=SCHEME, item=item)


def test_the_content_of_a_claim_cannot_be_retired() -> None:
    with pytest.raises(SchemeError, match="cannot lack"):
        _retire("content")


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(SchemeError, match="NOBODY"):
        scheme_edit.change_type(scheme=SCHEME, item=replace(_entity("ORG"), id="NOBODY"))


def test_values_are_added_renamed_ordered_and_dropped() -> None:
    act = _attribute("act")
    rumour = AttributeValue("rumour", {"ko": "소문", "en": "Rumour"})
    wanted = replace(act, values=(rumour, *act.values[:-1]))
    action = scheme_edit.change_attribute(scheme=SCHEME, item=wanted, count=unused)
    assert action is not None
    assert action.label.code == "undo.scheme.values"
    assert _after(action).attribute("act") == wanted


def test_a_used_value_is_retired_and_not_dropped() -> None:
    act = _attribute("act")
    fewer = replace(act, values=act.values[:-1])
    with pytest.raises(SchemeError, match=r"Question.*3 annotations"):
        scheme_edit.change_attribute(scheme=SCHEME, item=fewer, count=used(3))
    retired = replace(act, values=(*act.values[:-1], replace(act.values[-1], retired=True)))
    action = scheme_edit.change_attribute(scheme=SCHEME, item=retired, count=used(3))
    assert _after(action).attribute("act") == retired


def test_an_attribute_is_added_and_deleted_everywhere() -> None:
    tone = Attribute(id="tone", names={"ko": "어조"}, on=frozenset({"claim"}), sort="text")
    with_tone = _after(scheme_edit.add_attribute(scheme=SCHEME, item=tone))
    assert with_tone.attributes[-1].id == "tone"
    without = _after(
        scheme_edit.delete_attribute(scheme=SCHEME, attribute_id="actor", count=unused)
    )
    gpe = without.entity_type("GPE")
    assert gpe is not None
    assert "actor" not in gpe.attributes
    with pytest.raises(SchemeError, match="Actor"):
        scheme_edit.delete_attribute(scheme=SCHEME, attribute_id="actor", count=used(1))


def test_choices_need_values_and_the_default_must_be_one() -> None:
    act = _attribute("act")
    for wrong, said in (
        (replace(act, values=()), "at least one value"),
        (replace(act, default="shout"), "shout"),
        (replace(act, values=(*act.values, act.values[0])), "statement.*taken"),
    ):
        with pytest.raises(SchemeError, match=said):
            scheme_edit.change_attribute(scheme=SCHEME, item=wrong, count=unused)


def test_the_types_of_a_second_scheme_can_be_edited_too() -> None:
    both = scheme_from_objects([*scheme_objects(SCHEME), *scheme_objects(load_scheme("nikl15"))])
    foreign = next(item for item in both.entity_types if item.home)
    wanted = replace(foreign, key="9")
    after = _after(scheme_edit.change_type(scheme=both, item=wanted), scheme=both)
    assert after.type(foreign.id) == wanted
    assert len(after.entity_types) == 30


def test_the_scheme_is_renamed() -> None:
    action = scheme_edit.rename_scheme(scheme=SCHEME, names={"ko": "우리 체계"})
    assert _after(action).names == {"ko": "우리 체계", "en": "Default scheme"}


def test_every_sentence_exists_in_both_languages() -> None:
    for table in ("undo.scheme.", "scheme.edit."):
        codes = [{code for code in catalogue(x) if code.startswith(table)} for x in LANGUAGES]
        assert codes[0] == codes[1] != set()


def test_the_scheme_is_described_and_an_emptied_text_goes() -> None:
    assert scheme_edit.describe_scheme(scheme=SCHEME, texts=SCHEME.help) is None
    action = scheme_edit.describe_scheme(scheme=SCHEME, texts={"ko": "이름만 답니다."})
    assert _after(action).help == {"ko": "이름만 답니다."}
    assert _after(action).names == SCHEME.names

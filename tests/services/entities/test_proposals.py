"""Proposals to the register: same name and type in bulk, persons one by one, all reversible."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from juseok.core.model import Entity, Kind, NotSame, SameAs
from juseok.core.ops import CREATE, SET
from juseok.services.entities.proposals import accept, keep_apart, proposals

REGISTER, ONE, TWO = "register", "layer1", "layer2"
OWNERS = {ONE: "p1", TWO: "p2"}


def entity(name, layer, called, kind="ORG"):
    return Entity(name, layer, kind, called)


def waiting(*held, edges=(), apart=()):
    return proposals(
        entities=held, edges=edges, apart=apart, owners=OWNERS, register_layer=REGISTER
    )


def accepted(chosen):
    numbers = count(1)
    return accept(ids=lambda: f"id{next(numbers)}", chosen=chosen, register_layer=REGISTER)


def after(held, action):
    """What the entities and edges are once ``action`` is done."""
    entities = {each.id: each for each in held}
    edges, apart = [], []
    for change in action.changes:
        if change.kind == Kind.ENTITY:
            assert change.verb == SET
            old = entities[change.obj]
            entities[change.obj] = Entity(old.id, change.body["layer"], old.type, old.name)
            continue
        assert change.verb == CREATE
        rows, made = (edges, SameAs) if change.kind == Kind.SAME_AS else (apart, NotSame)
        body = change.body
        rows.append(made(change.obj, body["a"], body["b"], layer=body["layer"]))
    return waiting(*entities.values(), edges=edges, apart=apart)


def test_the_same_name_and_type_is_joined_in_bulk():
    held = [
        entity("a", REGISTER, "한빛전자"), entity("b", ONE, "한빛 전자".replace(" ", "")),
        entity("c", TWO, "한빛전자"), entity("d", TWO, "한빛전자", "LOC"),
    ]  # fmt: skip
    join, new = sorted(waiting(*held), key=lambda each: each.sort)
    assert (join.sort, join.known.id, join.by) == ("join", "a", ("p1", "p2"))
    assert (new.sort, new.entities[0].id) == ("new", "d")
    assert join.in_bulk
    assert new.in_bulk
    assert after(held, accepted([join, new])) == []


def test_two_of_one_name_stay_two():
    held = [
        entity("a", REGISTER, "이정현", "PERSON"), entity("b", ONE, "이정현", "PERSON"),
    ]  # fmt: skip
    (found,) = waiting(*held)
    assert not found.in_bulk
    assert after(held, keep_apart(proposal=found, register_layer=REGISTER)) == []
    assert after(held, accepted([found])) == []


def test_persons_that_nobody_knows_come_one_by_one():
    held = [entity("b", ONE, "이정현", "PERSON"), entity("c", TWO, "이정현", "PERSON")]
    assert [len(each.entities) for each in waiting(*held)] == [1, 1]


def test_namesakes_of_a_known_person_are_decided_one_by_one():
    held = [
        entity("a", REGISTER, "이정현", "PERSON"), entity("b", ONE, "이정현", "PERSON"),
        entity("c", TWO, "이정현", "PERSON"),
    ]  # fmt: skip
    one, other = waiting(*held)
    for each, (made, by) in ((one, ("b", "p1")), (other, ("c", "p2"))):
        assert (each.sort, each.known.id, each.in_bulk) == ("join", "a", False)
        assert ([e.id for e in each.entities], each.by) == ([made], (by,))
    (left,) = after(held, accepted([one]))
    assert (left.sort, left.known.id, left.entities) == ("join", "a", other.entities)
    (left,) = after(held, keep_apart(proposal=other, register_layer=REGISTER))
    assert (left.sort, left.entities, left.in_bulk) == ("new", one.entities, False)


def test_a_merge_is_a_proposal_of_its_own():
    held = [entity("a", REGISTER, "세계보건기구"), entity("b", REGISTER, "WHO")]
    edge = SameAs("e", "a", "b", ONE)
    (found,) = waiting(*held, edges=[edge])
    assert (found.sort, found.in_bulk, found.by) == ("merge", False, ("p1",))
    refused = keep_apart(proposal=found, register_layer=REGISTER)
    (change,) = refused.changes
    assert change.kind == Kind.NOT_SAME
    apart = [NotSame("n", "a", "b", layer=REGISTER)]
    assert waiting(*held, edges=[edge], apart=apart) == []
    assert waiting(*held, edges=[edge, SameAs("f", "a", "b", REGISTER)]) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from([REGISTER, ONE, TWO]), st.sampled_from(["가", "나", "다"]),
            st.sampled_from(["ORG", "PERSON"]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_accepting_all_leaves_nothing_and_never_joins_persons_in_bulk(made):
    held = [entity(f"e{n}", *each) for n, each in enumerate(made)]
    found = waiting(*held)
    assert {e.id for p in found for e in p.entities} <= {
        e.id for e in held if e.layer != REGISTER
    }  # fmt: skip
    bulk = [each for each in found if each.in_bulk]
    action = accepted(bulk)
    people = {each.id for each in held if each.type == "PERSON"}
    joined = [c for c in action.changes if c.kind == Kind.SAME_AS] if action else []
    assert not any(change.body["a"] in people for change in joined)

"""What two sides of an article differ in: what is one place, how it differs, and the laws."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.core.test_adjudicate import SIDES, annotated, at, claim, mention

from juseok.core.adjudicate_model import ItemSort
from juseok.core.layer_diff import Aspect, RowState, count, diff, differing
from juseok.core.model import ArticleAnnotations, ClaimLink, Ref, Relationship, Value

FLIPPED = {RowState.ADDED: RowState.REMOVED, RowState.REMOVED: RowState.ADDED}


def side(*mentions, claims=(), links=(), edges=()):
    return ArticleAnnotations(tuple(mentions), tuple(claims), tuple(links), tuple(edges))


def only(rows, sort=ItemSort.MENTION):
    (found,) = (each for each in rows if each.sort is sort)
    return found


def test_what_one_side_has_is_removed_or_added_and_the_rest_is_the_same():
    left = side(mention("1", "a", "한빛전자"), mention("2", "a", "부산", "LOC"))
    right = side(mention("3", "b", "한빛전자"), mention("4", "b", "김하늘", "PER"))
    rows = diff([left, right])
    assert [(row.words, row.state) for row in rows] == [
        ("한빛전자", RowState.SAME), ("부산", RowState.REMOVED), ("김하늘", RowState.ADDED),
    ]  # fmt: skip
    assert rows[1].aspects() == {Aspect.ABSENT}
    assert count(rows)[ItemSort.MENTION, RowState.ADDED] == 1
    assert differing(rows) == 2


def test_type_boundary_and_particle_are_told_apart():
    left = side(mention("1", "a", "한빛전자"), mention("2", "a", "부산", "LOC"))
    right = side(mention("3", "b", "한빛전자가", "PER"), mention("4", "b", "부산에서 새", "LOC"))
    one, two = diff([left, right])
    assert (one.state, one.particle) == (RowState.CHANGED, "가")
    assert one.aspects() == {Aspect.TYPE, Aspect.PARTICLE}
    assert (two.particle, two.aspects()) == ("", {Aspect.BOUNDARY})


def test_which_entity_is_meant_is_a_row_of_its_own():
    def both(left, right):
        one = mention("1", "a", "한빛전자", entity=left)
        other = mention("2", "b", "한빛전자", entity=right)
        return diff([side(one), side(other)], same=lambda each: {"x2": "x"}.get(each, each))

    assert only(both("x", "y"), ItemSort.ENTITY).state is RowState.CHANGED
    assert only(both("x", ""), ItemSort.ENTITY).state is RowState.REMOVED
    assert only(both("", "y"), ItemSort.ENTITY).state is RowState.ADDED
    assert only(both("x", "x2"), ItemSort.ENTITY).state is RowState.SAME
    assert only(both("x", "y")).state is RowState.SAME
    assert [row.sort for row in both("", "")] == [ItemSort.MENTION]


def test_claims_are_compared_field_by_field():
    left = side(
        mention("m1", "a", "김하늘", "PER"),
        claims=(claim("1", "a", "내년에 더 늘린다", source=(Ref("mention", "m1"),),
                      attributes={"certainty": Value("certain")}),),
    )  # fmt: skip
    right = side(
        mention("m2", "b", "김하늘", "PER"),
        claims=(claim("2", "b", "내년에 더 늘린다", source=(Ref("mention", "m2"),),
                      attributes={"certainty": Value("probable")}),),
    )  # fmt: skip
    row = only(diff([left, right]), ItemSort.CLAIM)
    assert row.differs == {"@certainty"}
    assert row.aspects() == {Aspect.ATTRIBUTES}
    bare = replace(right.claims[0], source=(), attributes=left.claims[0].attributes)
    row = only(diff([left, replace(right, claims=(bare,))]), ItemSort.CLAIM)
    assert row.aspects() == {Aspect.ROLES}


def test_one_object_at_two_times_is_one_row_wherever_it_stands():
    before = side(mention("1", "a", "한빛전자"), mention("2", "a", "부산", "LOC"))
    after = side(mention("2", "a", "김하늘", "PER"), mention("3", "a", "한빛전자"))
    rows = diff([before, after])
    assert [(row.words, row.state) for row in rows] == [
        ("한빛전자", RowState.SAME), ("부산", RowState.CHANGED),
    ]  # fmt: skip
    assert rows[1].differs == {"type", "spans"}
    assert rows[0].key == "mention:1"


def test_a_relationship_whose_end_was_changed_is_one_row():
    marks = (mention("1", "a", "한빛전자"), mention("2", "a", "부산"), mention("3", "a", "김하늘"))
    before = side(*marks, edges=(Relationship("r", "a", "a", "x", "1", "2"),))
    after = side(*marks, edges=(Relationship("r", "a", "a", "x", "1", "3"),))
    row = only(diff([before, after]), ItemSort.RELATIONSHIP)
    assert (row.words, row.aspects()) == ("한빛전자 → 김하늘", {Aspect.ENDS})


def test_links_to_another_article_meet_at_what_they_lead_to():
    here = claim("1", "a", "내년에 더 늘린다")
    there = replace(here, id="2", layer="b")
    left = side(claims=(here,), links=(ClaimLink("l", "a", "a", "same", "1", "far1"),))
    right = side(claims=(there,), links=(ClaimLink("k", "b", "a", "same", "2", "far2"),))
    assert differing(diff([left, right])) == 2
    assert not differing(diff([left, right], far={"far1": "b:7", "far2": "b:7"}))


def test_of_three_sides_some_may_have_it():
    sides = [side(mention("1", "a", "부산")), side(), side(mention("2", "c", "부산"))]
    row = only(diff(sides))
    assert (row.state, set(row.members)) == (RowState.SOME, {0, 2})


def test_a_third_side_joins_what_is_one_object_on_the_others():
    now, then = mention("1", "a", "부산", "LOC"), mention("1", "a", "김하늘", "LOC")
    other = mention("2", "b", "부산", "LOC")
    row, *rest = diff([side(now), side(then), side(other)])
    assert not rest
    assert set(row.members) == {0, 1, 2}
    again = mention("3", "a", "부산", "LOC")  # it was there before, and was made anew
    rows = diff([side(now), side(then, again), side(other)])
    assert sorted(sorted(row.members) for row in rows) == [[0, 1, 2], [1]]


# -- laws

PAIR = st.tuples(SIDES.map(lambda held: held[0]), SIDES.map(lambda held: held[0]))


def edited(before, after):
    """``after`` as a later state of ``before``: what has one number is one object."""
    return annotated("L", before), annotated("L", after)


@given(SIDES.map(lambda held: held[0]))
def test_nothing_differs_from_itself(one):
    held = annotated("L", one)
    assert {row.state for row in diff([held, held])} <= {RowState.SAME}
    assert {row.state for row in diff([held, held, held])} <= {RowState.SAME}
    assert {row.state for row in diff([held, annotated("K", one)])} <= {RowState.SAME}


@given(PAIR, st.booleans())
def test_seen_from_the_other_side_it_is_mirrored(pair, times):
    left, right = edited(*pair) if times else (annotated("A", pair[0]), annotated("B", pair[1]))
    mirrored = [
        replace(
            row,
            state=FLIPPED.get(row.state, row.state),
            members={1 - number: records for number, records in row.members.items()},
        )
        for row in diff([left, right])
    ]
    assert mirrored == list(diff([right, left]))


@given(SIDES.filter(lambda held: len(held) > 1), st.booleans())
def test_every_annotation_of_every_side_is_in_one_row(sides, times):
    sides = sides[:3]
    held = [annotated("L" if times else f"L{n}", each) for n, each in enumerate(sides)]
    rows = diff(held)
    for number, each in enumerate(held):
        listed = sorted(
            record.id for row in rows if row.sort is not ItemSort.ENTITY
            for record in row.members.get(number, ())
        )  # fmt: skip
        every = (*each.mentions, *each.claims, *each.claim_links, *each.relationships)
        assert listed == sorted(record.id for record in every)
    assert len({row.key for row in rows}) == len(rows)
    assert sum(count(rows).values()) == len(rows)
    for row in rows:
        assert (row.state is RowState.SAME) == (not row.aspects())


@given(PAIR)
def test_one_object_at_two_times_is_never_two_rows(pair):
    before, after = edited(*pair)
    for row in diff([before, after]):
        ids = [{record.id for record in records} for records in row.members.values()]
        if len(ids) == 1:
            (only_here,) = row.members
            other = (after, before)[only_here]
            every = (*other.mentions, *other.claims, *other.claim_links, *other.relationships)
            if row.sort is not ItemSort.ENTITY:
                assert not ids[0] & {record.id for record in every}


def test_where_the_words_stand_is_where_the_row_does():
    row = only(diff([side(mention("1", "a", "부산")), side()]))
    assert (row.start, row.end) == (at("부산")[0].start, at("부산")[0].end)

"""Comparing layers: what belongs together, what differs, and whether a verdict still holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.adjudicate import items_of
from juseok.core.adjudicate_model import ItemSort, ItemState, Standing
from juseok.core.adjudicate_verdicts import in_order, judged_of
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Mention,
    Ref,
    Relationship,
    Value,
)
from juseok.core.review_model import Verdict
from juseok.core.spans import make_span

TEXT = (
    "한빛전자가 15일 부산에서 새 공장을 연다고 밝혔다. 김하늘 대표는 “내년에 더 늘린다”고 말했다. "
)


def spans(start, end):
    return (make_span(TEXT, start, end),)


def at(words):
    start = TEXT.index(words)
    return spans(start, start + len(words))


def mention(name, layer, words, kind="ORG", **more):
    where = at(words) if isinstance(words, str) else spans(*words)
    return Mention(name, layer, "a", kind, where, **more)


def claim(name, layer, *words, **more):
    return Claim(name, layer, "a", tuple(span for each in words for span in at(each)), **more)


def layers(**held):
    return {name: ArticleAnnotations(**kinds) for name, kinds in held.items()}


def only(items, sort=ItemSort.MENTION):
    (found,) = (each for each in items if each.sort is sort)
    return found


def test_the_same_words_with_two_types_are_one_item_with_a_label_conflict():
    item = only(
        items_of(
            layers(
                a={"mentions": (mention("1", "a", "한빛전자"),)},
                b={"mentions": (mention("2", "b", "한빛전자", "PER"),)},
            )
        )
    )
    assert item.state is ItemState.LABEL
    assert item.differs == {"type"}
    assert set(item.members) == {"a", "b"}
    assert item.versions == {"a": 0, "b": 1}


def test_a_boundary_that_differs_by_a_particle_is_shown_as_such():
    item = only(
        items_of(
            layers(
                a={"mentions": (mention("1", "a", "한빛전자"),)},
                b={"mentions": (mention("2", "b", "한빛전자가"),)},
            )
        )
    )
    assert item.state is ItemState.BOUNDARY
    assert item.particle == "가"


def test_a_boundary_that_differs_by_a_word_has_no_particle():
    item = only(
        items_of(
            layers(
                a={"mentions": (mention("1", "a", "김하늘", "PER"),)},
                b={"mentions": (mention("2", "b", "김하늘 대표", "PER"),)},
            )
        )
    )
    assert (item.state, item.particle) == (ItemState.BOUNDARY, "")


def test_what_one_of_those_who_did_the_article_has_not_is_missing():
    item = only(items_of(layers(a={"mentions": (mention("1", "a", "부산"),)}, b={}, c={})))
    assert item.state is ItemState.MISSING


def test_the_entity_is_decided_once_and_keeps_no_mention_from_being_agreed():
    found = items_of(
        layers(
            a={"mentions": (mention("1", "a", "한빛전자", entity="x"),)},
            b={"mentions": (mention("2", "b", "한빛전자", entity="y"),)},
        )
    )
    assert [each.sort for each in found] == [ItemSort.ENTITY, ItemSort.MENTION]
    assert found[1].state is ItemState.AGREED
    assert found[1].differs == {"entity"}


def test_entities_that_are_the_same_are_no_quarrel():
    found = items_of(
        layers(
            a={"mentions": (mention("1", "a", "한빛전자", entity="x"),)},
            b={"mentions": (mention("2", "b", "한빛전자", entity="y"),)},
        ),
        same=lambda _: "x",
    )
    assert [each.sort for each in found] == [ItemSort.MENTION]
    assert not found[0].differs


def test_one_claim_with_two_contents_stands_against_two_claims():
    first, second = "새 공장을 연다", "내년에 더 늘린다"
    item = only(
        items_of(
            layers(
                a={"claims": (claim("1", "a", first, second),)},
                b={"claims": (claim("2", "b", first), claim("3", "b", second))},
            )
        ),
        ItemSort.CLAIM,
    )
    assert [each.id for each in item.members["b"]] == ["2", "3"]
    assert item.state is ItemState.BOUNDARY
    assert "split" in item.differs


def test_one_mention_stands_against_the_pieces_that_another_cut_it_into():
    whole = mention("a1", "a", "김하늘 대표", "PER")
    pieces = (mention("b1", "b", "김하늘", "PER"), mention("b2", "b", "대표", "PER"))
    item = only(items_of(layers(a={"mentions": (whole,)}, b={"mentions": pieces})))
    assert item.members == {"a": (whole,), "b": pieces}
    assert item.state is ItemState.BOUNDARY
    assert item.differs == {"split", "spans"}


def test_a_mention_inside_another_of_the_same_person_stays_by_itself():
    both = [
        (
            mention(f"{layer}1", layer, "김하늘 대표", "PER"),
            mention(f"{layer}2", layer, "대표", "TTL"),
        )
        for layer in "ab"
    ]
    alone = (mention("c1", "c", "김하늘 대표", "PER"),)
    items = items_of(layers(
        a={"mentions": both[0]}, b={"mentions": both[1]}, c={"mentions": alone}
    ))  # fmt: skip
    assert [set(each.members) for each in items] == [{"a", "b"}, {"a", "b", "c"}]


def test_claims_are_compared_field_by_field():
    words = "새 공장을 연다"
    item = only(
        items_of(
            layers(
                a={
                    "mentions": (mention("m", "a", "한빛전자"),),
                    "claims": (
                        claim(
                            "1", "a", words, cue=at("밝혔다"), source=(Ref("mention", id="m"),),
                            source_state="given", attributes={"certainty": Value("certain")},
                        ),
                    ),
                },
                b={
                    "claims": (
                        claim(
                            "2", "b", words, cue=at("연다고 밝혔다"),
                            source=(Ref("span", span=at("한빛전자")[0]),), source_state="given",
                            attributes={"certainty": Value("probable")},
                        ),
                    ),
                },
            )
        ),
        ItemSort.CLAIM,
    )  # fmt: skip
    assert item.differs == {"cue", "@certainty"}  # who points to the words means the mention


def test_relationships_meet_where_their_ends_do():
    def side(layer, words, kind):
        return {
            "mentions": (
                mention(f"{layer}1", layer, words),
                mention(f"{layer}2", layer, "부산", "LOC"),
            ),
            "relationships": (
                Relationship(f"{layer}r", layer, "a", kind, f"{layer}1", f"{layer}2"),
            ),
        }  # fmt: skip

    item = only(
        items_of(layers(a=side("a", "한빛전자", "in"), b=side("b", "한빛전자가", "of"))),
        ItemSort.RELATIONSHIP,
    )
    assert item.state is ItemState.LABEL
    assert item.differs == {"type"}
    assert item.words == "한빛전자 → 부산"


def test_a_relationship_the_other_way_round_differs_unless_it_has_no_direction():
    def side(layer, head, tail):
        return {
            "mentions": (
                mention(f"{layer}1", layer, "한빛전자"),
                mention(f"{layer}2", layer, "부산", "LOC"),
            ),
            "relationships": (
                Relationship(f"{layer}r", layer, "a", "x", layer + head, layer + tail),
            ),
        }

    both = layers(a=side("a", "1", "2"), b=side("b", "2", "1"))
    assert only(items_of(both), ItemSort.RELATIONSHIP).differs == {"direction"}
    assert not only(items_of(both, symmetric={"x"}), ItemSort.RELATIONSHIP).differs


# -- laws

KINDS = st.sampled_from(("ORG", "PER", "LOC"))
PLACES = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair)))
MENTIONS = st.lists(st.tuples(PLACES, KINDS, st.sampled_from(("", "x", "y"))), max_size=7)
CLAIMS = st.lists(st.tuples(PLACES, st.sampled_from(("certain", "probable"))), max_size=4)
EDGES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), KINDS), max_size=3)
SIDES = st.lists(st.tuples(MENTIONS, CLAIMS, EDGES), min_size=1, max_size=4)


def annotated(layer, side):
    tagged, said, edges = side
    mentions = tuple(
        mention(f"{layer}m{n}", layer, where, kind, entity=entity)
        for n, (where, kind, entity) in enumerate(tagged)
    )
    claims = tuple(
        Claim(f"{layer}c{n}", layer, "a", spans(*where), attributes={"certainty": Value(sure)})
        for n, (where, sure) in enumerate(said)
    )
    joined = tuple(
        Relationship(f"{layer}r{n}", layer, "a", kind, mentions[h % len(mentions)].id,
                     mentions[t % len(mentions)].id)
        for n, (h, t, kind) in enumerate(edges if mentions else ())
    )  # fmt: skip
    links = tuple(
        ClaimLink(f"{layer}l{n}", layer, "a", kind, claims[h % len(claims)].id,
                  claims[t % len(claims)].id)
        for n, (h, t, kind) in enumerate(edges if claims else ())
    )  # fmt: skip
    return ArticleAnnotations(mentions, claims, links, joined)


def everything(held):
    return sorted(
        record.id
        for each in held.values()
        for record in (*each.mentions, *each.claims, *each.claim_links, *each.relationships)
    )


@given(SIDES)
def test_every_annotation_of_every_layer_is_in_exactly_one_item(sides):
    held = {f"L{n}": annotated(f"L{n}", side) for n, side in enumerate(sides)}
    found = items_of(held)
    ids = sorted(
        record.id
        for item in found
        if item.sort is not ItemSort.ENTITY
        for rows in item.members.values()
        for record in rows
    )
    assert ids == everything(held)
    assert len({item.key for item in found}) == len(found)


@given(SIDES, st.randoms())
def test_the_order_of_layers_and_records_changes_nothing(sides, random):
    held = {f"L{n}": annotated(f"L{n}", side) for n, side in enumerate(sides)}
    names = list(held)
    random.shuffle(names)

    def mixed(records):
        return tuple(random.sample(records, len(records)))

    other = {
        name: ArticleAnnotations(
            mixed(held[name].mentions), mixed(held[name].claims),
            mixed(held[name].claim_links), mixed(held[name].relationships),
        )
        for name in names
    }  # fmt: skip
    assert items_of(held) == items_of(other)


@given(SIDES.map(lambda sides: sides[0]), st.integers(2, 4))
def test_layers_that_say_the_same_agree_on_everything(side, count):
    held = {f"L{n}": annotated(f"L{n}", side) for n in range(count)}
    assert {item.state for item in items_of(held)} <= {ItemState.AGREED}


@given(SIDES)
def test_what_was_judged_as_it_is_stands(sides):
    held = {f"L{n}": annotated(f"L{n}", side) for n, side in enumerate(sides)}
    found = items_of(held)
    said = [Verdict(item.key, "gold", "a", item.key, "reject", item.targets()) for item in found]
    judged = judged_of(found, ArticleAnnotations(), said)
    assert {each.standing for each in judged} <= {Standing.JUDGED}
    assert [each.key for each in judged] == [item.key for item in found]


@given(
    SIDES, st.lists(st.sampled_from(("accept", "defer", "stale", "undo")), max_size=6), st.data()
)
def test_what_was_known_before_makes_nothing_of_it_otherwise(sides, decisions, data):
    held = {f"L{n}": annotated(f"L{n}", side) for n, side in enumerate(sides)}
    found = items_of(held)
    said, judged, quarrels = {}, (), frozenset()
    for decision in decisions if found else ():
        item = data.draw(st.sampled_from(found))
        targets = [(each, "another") for each, _ in item.targets()]
        seen = targets if decision == "stale" else item.targets()
        said[item.key] = Verdict(item.key, "gold", "a", item.key, decision, tuple(seen))
        if decision == "undo":
            del said[item.key]
        quarrels = frozenset(data.draw(st.sets(st.sampled_from(sorted(said))))) if said else ()
        gold = ArticleAnnotations()
        judged = judged_of(found, gold, said.values(), quarrels, judged)
        assert judged == judged_of(found, gold, said.values(), quarrels)


# -- verdicts


def judge(held, verdicts=(), gold=None):
    return in_order(judged_of(items_of(held), gold or ArticleAnnotations(), verdicts))


def pair(second="한빛전자가"):
    return layers(
        a={"mentions": (mention("1", "a", "한빛전자"),)},
        b={"mentions": (mention("2", "b", second),)},
    )


def verdict_on(held, **more):
    (item,) = items_of(held)
    return Verdict("v", "gold", "a", item.key, "accept", item.targets(), taken="1", **more)


def test_an_edit_makes_the_verdict_stale_and_a_note_does_not():
    held = pair()
    said = verdict_on(held)
    assert judge(held, [said])[0].standing is Standing.JUDGED
    noted = layers(
        a={"mentions": (mention("1", "a", "한빛전자", note="?"),)},
        b={"mentions": (mention("2", "b", "한빛전자가"),)},
    )
    assert judge(noted, [said])[0].standing is Standing.JUDGED
    edited = layers(
        a={"mentions": (mention("1", "a", "한빛전자", "PER"),)},
        b={"mentions": (mention("2", "b", "한빛전자가"),)},
    )
    assert judge(edited, [said])[0].standing is Standing.STALE
    assert judge(edited, [said])[0].waits


def test_the_verdict_stays_with_its_records_when_a_boundary_moves():
    said = verdict_on(pair())
    moved = layers(
        a={"mentions": (mention("1", "a", "전자"),)}, b={"mentions": (mention("2", "b", "전자가"),)}
    )
    (found,) = judge(moved, [said])
    assert found.key == said.item != found.item.key
    assert found.standing is Standing.STALE


def test_who_comes_later_and_says_the_same_changes_nothing():
    said = verdict_on(pair())
    more = pair() | layers(c={"mentions": (mention("3", "c", "한빛전자"),)})
    assert judge(more, [said])[0].standing is Standing.JUDGED
    other = pair() | layers(c={"mentions": (mention("3", "c", "한빛전자", "PER"),)})
    assert judge(other, [said])[0].standing is Standing.STALE


def both(layer, **more):
    """Two mentions and a claim, with what is given in ``more``."""
    one = mention(f"1{layer}", layer, "한빛전자", entity=more.get("entity", ""))
    two = mention(f"2{layer}", layer, "부산", "LOC")
    said = claim(f"3{layer}", layer, "새 공장을 연다", **more.get("claim", {}))
    edge = Relationship(f"4{layer}", layer, "a", "at", one.id, two.id, **more.get("edge", {}))
    return ArticleAnnotations((one, two), (said,), (), (edge,))


@pytest.mark.parametrize(
    ("more", "sort"),
    [
        ({"entity": "z"}, ItemSort.ENTITY),
        ({"claim": {"source": (Ref("mention", "1c"),), "source_state": "given"}}, ItemSort.CLAIM),
        ({"claim": {"time": (Ref("mention", "2c"),)}}, ItemSort.CLAIM),
        ({"claim": {"nested_in": "another"}}, ItemSort.CLAIM),
        ({"claim": {"attributes": {"polarity": Value("negative")}}}, ItemSort.CLAIM),
        ({"edge": {"attributes": {"certainty": Value("sure")}}}, ItemSort.RELATIONSHIP),
    ],
)
def test_who_comes_later_and_says_otherwise_brings_the_item_back(more, sort):
    first = {"a": both("a", entity="x"), "b": both("b", entity="y")}
    said = [Verdict(item.key, "gold", "a", item.key, "accept", item.targets())
            for item in items_of(first)]  # fmt: skip
    same = judge(first | {"c": both("c", entity="y")}, said)
    assert {each.standing for each in same} == {Standing.JUDGED}
    late = judge(first | {"c": both("c", **({"entity": "y"} | more))}, said)
    assert [each.item.sort for each in late if each.waits] == [sort]


def test_who_turns_a_relationship_round_later_brings_it_back():
    first = {"a": both("a"), "b": both("b")}
    said = [Verdict(item.key, "gold", "a", item.key, "accept", item.targets())
            for item in items_of(first)]  # fmt: skip
    late = both("c")
    turned = tuple(replace(each, head=each.tail, tail=each.head) for each in late.relationships)
    found = judge(first | {"c": replace(late, relationships=turned)}, said)
    assert [each.item.sort for each in found if each.waits] == [ItemSort.RELATIONSHIP]


def test_what_is_put_off_waits_for_nobody():
    said = replace(verdict_on(pair()), decision="defer")
    (found,) = judge(pair(), [said])
    assert found.standing is Standing.DEFERRED
    assert not found.waits


def test_gold_stands_at_what_it_was_taken_from_and_what_was_added_comes_besides():
    gold = ArticleAnnotations(
        (
            mention("g", "gold", "한빛전자가", derived_from="1"),
            mention("h", "gold", "부산", "LOC"),
        )
    )
    found = judge(pair(), gold=gold)
    assert [each.gold[0].id for each in found] == ["g", "h"]
    assert found[1].standing is Standing.JUDGED

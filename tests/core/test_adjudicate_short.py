"""Items in short are the items that a comparison of the records gives."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from tests.core.test_adjudicate import CLAIMS, EDGES, KINDS, PLACES, annotated, at, claim, layers
from tests.core.test_adjudicate import mention as made

from juseok.core.adjudicate import items_of
from juseok.core.adjudicate_model import SORT_RANK, STATE_RANK, ItemSort, said_by
from juseok.core.adjudicate_said import (
    NotShort,
    SaidArticle,
    SaidClaim,
    SaidEdge,
    SaidMention,
)
from juseok.core.adjudicate_short import short_items
from juseok.core.model import ArticleAnnotations, Claim, Ref


def said(held):
    """What the layers say, each thing once, as a file tells it."""
    names = sorted(held)
    found = {"mentions": defaultdict(list), "claims": defaultdict(list),
             "relationships": defaultdict(list), "claim_links": defaultdict(list)}  # fmt: skip
    home = {}
    for bit, name in enumerate(names):
        for kind, rows in found.items():
            for record in getattr(held[name], kind):
                alike = replace(record, id="", layer="")
                if (bit, record.id) in rows[repr(alike)]:
                    raise NotShort
                rows[repr(alike)].append((bit, record))
                home[record.id] = (kind[:-1], list(rows).index(repr(alike)))

    def each(kind):
        for rows in found[kind].values():
            bits = {bit for bit, _ in rows}
            if len(bits) < len(rows):
                raise NotShort  # as a reader does that sees a layer twice
            yield rows[0][1], sum(1 << bit for bit in bits)

    return SaidArticle(
        (1 << len(names)) - 1,
        [SaidMention(m.spans[0].start, m.spans[0].end, " ".join(m.spans[0].quote.split()),
                     m.type, m.entity, said_by(m.attributes), bits)
         for m, bits in each("mentions")],
        [SaidClaim(record, bits) for record, bits in each("claims")],
        [SaidEdge(record, bits) for record, bits in each("relationships")],
        [SaidEdge(record, bits) for record, bits in each("claim_links")],
        home.get,
        ids={(number, bit): record.id for number, rows in enumerate(found["claims"].values())
             for bit, record in rows},
    )  # fmt: skip


def whole(held, **how):
    """What of the items themselves a list needs."""
    return [
        (SORT_RANK[item.sort], STATE_RANK[item.state], item.start, item.end, item.key, item.words,
         {str(item.sort), *(r.type for rows in item.members.values() for r in rows
                            if not isinstance(r, Claim))},
         sum(1 << sorted(held).index(name) for name in item.members))
        for item in items_of(held, **how)
    ]  # fmt: skip


MENTIONS = st.lists(st.tuples(PLACES, KINDS, st.sampled_from(("", "x", "y"))), max_size=3)


@st.composite
def teams(draw):
    """Layers that say much the same, here and there a little further left or right."""
    common = draw(st.tuples(MENTIONS, CLAIMS, EDGES))

    def person():
        tagged, claims, edges = common
        return (
            [((start, end + draw(st.integers(0, 1))), draw(st.sampled_from((kind, kind, "ORG"))),
              entity) for (start, end), kind, entity in tagged],
            [((start, end + draw(st.integers(0, 1))), sure) for (start, end), sure in claims],
            draw(st.sampled_from((edges, [], edges[:1]))),
        )  # fmt: skip

    return {f"L{n}": annotated(f"L{n}", person())
            for n in range(draw(st.integers(1, 4)))}  # fmt: skip


@given(teams(), st.sampled_from(((), ("ORG",))))
def test_items_in_short_are_the_items(held, symmetric):
    try:
        found = short_items(said(held), symmetric=symmetric)
    except NotShort:
        event("not short")
        return
    event("short")
    assert [tuple(each[:-1]) for each in found] == whole(held, symmetric=symmetric)


def test_one_mention_against_two_of_another_is_one_item() -> None:
    one = made("1", "a", (0, 9))
    two = made("2", "b", (0, 4)), made("3", "b", (5, 9))
    held = {"a": ArticleAnnotations((one,)), "b": ArticleAnnotations(two)}
    found = short_items(said(held))
    assert [tuple(each[:-1]) for each in found] == whole(held)
    assert [each.votes for each in found] == [0]


def test_what_fills_a_role_is_the_same_by_the_mention_and_by_its_words() -> None:
    def side(layer, mine, ref):
        return {
            "mentions": (made(mine, layer, "김하늘"),),
            "claims": (claim(f"{layer}c", layer, "내년에 더 늘린다", source=(ref,)),),
        }

    held = layers(a=side("a", "1", Ref("mention", id="1")),
                  b=side("b", "2", Ref("span", span=at("김하늘")[0])),
                  c=side("c", "3", Ref("span", span=at("대표")[0])))  # fmt: skip
    found = short_items(said(held))
    assert [tuple(each[:-1]) for each in found] == whole(held)
    assert [(each.sort, each.votes) for each in found] == [
        (SORT_RANK[ItemSort.MENTION], 3), (SORT_RANK[ItemSort.CLAIM], 2),
    ]  # fmt: skip


def test_doubles_of_one_person_are_told_by_the_records() -> None:
    held = {"a": ArticleAnnotations((made("1", "a", "공장"), made("2", "a", "공장", entity="x")))}
    with pytest.raises(NotShort):
        short_items(said(held))

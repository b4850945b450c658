"""What a bulk action brings is proved, at first sight or by the full rules."""

import sqlite3
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.kit import Desk

from juseok.core.canon import canonical
from juseok.core.errors import AnnotationError, KnownError, SpanError
from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.ops import CREATE_MANY, Action, Change, Json
from juseok.core.records import SPECS, check_fields, has_spans, prove_fields, proved_names
from juseok.store import schema
from juseok.store.bulk import Many
from juseok.store.content import ArticleContent
from juseok.store.names import Names
from juseok.store.op_bodies import scan_batch
from juseok.store.rows import ObjectRow, Rows

TEXT = "가온 반도체가 \u200b 어제 새 칩을 냈다."
HERE = article_id(TEXT, 1)


def batch(*objects: tuple[str, str, Mapping[str, Json]]) -> str:
    return canonical({"batch": "b", "objects": objects})


def mention(spans: Json, article: Json = HERE) -> tuple[str, str, Mapping[str, Json]]:
    return "m", "mention", {"article": article, "spans": spans, "type": "ORG", "layer": "l"}


def passed(spans: Json) -> bool:
    """Whether the full rules let ``spans`` through."""
    fields = mention(spans)[2]
    try:
        check_fields("mention", fields)
        prove_fields("mention", fields, TEXT)
    except KnownError:
        return False
    return bool(spans)


place = st.integers(-2, len(TEXT) + 2)
span = st.tuples(place, place).map(lambda ends: [*ends, TEXT[ends[0] : ends[1]]])
odd: list[Json] = [[0, 2], [0, 2, 3], [True, 2, "온"], [0.0, 2.0, "가온"], "가온", None]


@given(st.lists(span | st.sampled_from(odd), max_size=3))
def test_first_sight_passes_what_the_full_rules_pass_and_nothing_else(spans: list[Json]) -> None:
    left = list(Many(batch(mention(spans))).not_proved({HERE: TEXT}))
    assert bool(left) != passed(spans)
    assert [each == mention(spans) for each in left] == [True] * len(left)


def test_what_lies_elsewhere_or_has_no_text_here_is_left_to_the_full_rules() -> None:
    true: Json = [[0, 2, "가온"]]
    objects = (mention(true), mention(true, "elsewhere"), mention(true, [HERE]))
    others = (
        ("a", "article", {"length": 3}), (HERE, "article", {}), ("z", "zoning", {"zones": []}),
        ("c", "claim", {"article": HERE, "content": true}), ("e", "entity", {"name": " "}),
    )  # fmt: skip
    left = Many(batch(*objects, *others)).not_proved({HERE: TEXT})
    assert [(obj, fields.get("article", "")) for obj, _, fields in left] == [
        ("m", "elsewhere"), ("m", [HERE]), ("a", ""), ("c", HERE), ("e", ""),
    ]  # fmt: skip


def test_what_has_neither_words_nor_spans_is_not_looked_at() -> None:
    ends: Mapping[str, Json] = {"article": HERE, "head": "m", "tail": "n", "type": "ABOUT"}
    objects = (
        ("r", "relationship", ends), ("s", "relationship", {**ends, "evidence": [[0, 2, "가온"]]}),
        ("t", "relationship", {**ends, "evidence": 1}), ("k", "claim_link", ends),
        ("c", "claim", {"article": HERE}), ("d", "claim", {"article": HERE, "source": []}),
        ("m", "mention", {"article": HERE}), ("l", "layer", {"name": " "}),
    )  # fmt: skip
    left = Many(batch(*objects)).not_proved({HERE: TEXT})
    assert [obj for obj, _, _ in left] == ["s", "t", "d", "m"]


@given(st.sampled_from(sorted(SPECS)), st.sampled_from([None, 1, [], [[0, 9, "x"]], " "]))
def test_no_register_but_those_that_are_named_can_be_refused(kind: str, value: Json) -> None:
    fields = dict.fromkeys(SPECS[kind].names - proved_names(kind), value)
    check_fields(kind, fields)
    assert not has_spans(kind, fields)
    prove_fields(kind, fields, TEXT)


@pytest.mark.parametrize(
    ("spans", "error"),
    [
        ([[0, 2, "나온"]], SpanError),
        ([[3, 5, "반도"], [0, 2, "가온"]], SpanError),
        ([[7, 10, " \u200b "]], AnnotationError),
    ],
)
def test_a_bad_place_that_comes_with_its_text_is_refused(
    desk: Desk, spans: Json, error: type[KnownError]
) -> None:
    before = desk.dump()
    article = (HERE, "article", {"length": len(TEXT), "norm_version": 1})
    body = batch(article, mention([[0, 2, "가온"]]), mention(spans))
    change = Change(desk.project.ids(), "batch", CREATE_MANY, {}, body)
    with pytest.raises(error):
        desk.project.writer.commit(
            Action(Message("history.unknown"), (change,)), [ArticleContent(HERE, TEXT, 1)]
        )
    assert desk.dump() == before


names = st.sampled_from(["", "층", HERE, "5a7573e0-0000-4000-8000-a1b2c3d4e5f6"])
unusual: st.SearchStrategy[Json] = st.sampled_from([None, 3, ["층"], "", "쪽지\n\u007f\u2028"])
known = {
    **dict.fromkeys(("article", "layer", "entity"), names | unusual),
    **dict.fromkeys(("@form", "derived_from", "how", "note", "type"), unusual),
}
spans = {"spans": st.lists(span, max_size=2)}


def members(**later: st.SearchStrategy[Json]) -> st.SearchStrategy[tuple[str, dict[str, Json]]]:
    registers = st.fixed_dictionaries(spans, optional={**known, **later})
    return st.tuples(st.sampled_from(["mention", "claim", "entity"]), registers)


@given(st.lists(members(), max_size=5) | st.lists(members(later=unusual), max_size=5))
def test_plain_mentions_and_others_are_rows_as_any_are(
    objects: list[tuple[str, dict[str, Json]]],
) -> None:
    body = batch(*((str(at), kind, fields) for at, (kind, fields) in enumerate(objects)))
    many, rows = Many(body), made_here()
    found: list[ObjectRow] = [
        *rows.made(many.others_at, many.others), *rows.plain(many.plain_at, many.plain)
    ]  # fmt: skip
    assert many.ids == [str(at) for at in range(len(objects))]
    assert sorted(found) == list(rows.made(range(len(objects)), scan_batch(body).objects))


def made_here() -> Rows:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db)
    return Rows(db, Names(db))


@pytest.mark.parametrize("body", ['{"objects":3}', '{"objects":[["m","mention",3]]}', "[]"])
def test_a_body_that_has_another_shape_holds_nothing(body: str) -> None:
    many = Many(body)
    assert (many.batch, many.ids, many.plain, many.others) == ("", [], [], [])


def test_mentions_without_attributes_are_plain_among_others_that_have_some() -> None:
    _, kind, fields = mention([[0, 2, "가온"]])
    more: Mapping[str, Json] = {**fields, "@form": ["name", "hand"]}
    many = Many(batch(("a", kind, fields), ("b", kind, more)))
    assert (many.plain_at, many.others_at) == ([0], [1])
    assert list(many.not_proved({HERE: TEXT})) == []

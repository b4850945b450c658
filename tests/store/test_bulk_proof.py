"""What a bulk action brings is proved, at first sight or by the full rules."""

import json
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
from juseok.core.records import check_fields, prove_fields
from juseok.store.bulk import not_proved
from juseok.store.content import ArticleContent
from juseok.store.fold import scan_batch

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
    left = list(not_proved(scan_batch(batch(mention(spans))), {HERE: TEXT}))
    assert bool(left) != passed(spans)


def test_what_lies_elsewhere_or_has_no_text_here_is_left_to_the_full_rules() -> None:
    true: Json = [[0, 2, "가온"]]
    objects = (mention(true), mention(true, "elsewhere"), mention(true, [HERE]))
    others = (
        ("a", "article", {"length": 3}), (HERE, "article", {}), ("z", "zoning", {"zones": []}),
        ("c", "claim", {"article": HERE, "content": true}), ("e", "entity", {"name": " "}),
    )  # fmt: skip
    left = not_proved(scan_batch(batch(*objects, *others)), {HERE: TEXT})
    assert [(obj, json.loads(bytes(fields.get("article", b'""')))) for obj, _, fields in left] == [
        ("m", "elsewhere"), ("m", [HERE]), ("a", ""), ("c", HERE), ("e", ""),
    ]  # fmt: skip


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

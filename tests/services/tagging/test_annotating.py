"""The workspace: what it folds, what it leaves alone, and what it answers."""

from dataclasses import replace

import pytest
from tests.services.desk import ARTICLE, LAYER, TEXT, Desk

from juseok.core.errors import SpanError
from juseok.core.messages import Message
from juseok.core.model import ArticleAnnotations, How, Kind, Mention
from juseok.core.ops import Action, Change
from juseok.core.spans import Span, make_span
from juseok.services.edits import set_note, update
from juseok.services.tagging.mentions import add_mention, delete_mention
from juseok.services.tagging.relationships import flip
from juseok.services.tagging.remarks import park_question


def _mention(obj: str, start: int, end: int, *more: tuple[int, int]) -> Mention:
    spans = tuple(make_span(TEXT, *each) for each in ((start, end), *more))
    return Mention(obj, LAYER, ARTICLE, "ORG", spans, "e")


def _holding(*mentions: Mention) -> Desk:
    desk = Desk()
    desk.workspace.replace(ArticleAnnotations(mentions))
    return desk


def test_the_smallest_mention_under_the_caret_comes_first() -> None:
    desk = _holding(
        _mention("outer", 0, 10), _mention("inner", 2, 4), _mention("apart", 0, 1, (5, 6))
    )
    assert [each.id for each in desk.workspace.mentions_at(3)] == ["inner", "outer"]
    assert [each.id for each in desk.workspace.mentions_at(5)] == ["apart", "outer"]
    assert desk.workspace.mentions_at(10) == ()


def test_views_are_in_text_order_the_outer_first() -> None:
    desk = _holding(_mention("c", 2, 4), _mention("b", 0, 4), _mention("a", 0, 9))
    assert [each.id for each in desk.workspace.mentions] == ["a", "b", "c"]


def test_mentions_are_walked_through_by_their_start() -> None:
    desk = _holding(_mention("a", 0, 4), _mention("b", 5, 6), _mention("c", 5, 9))
    following = desk.workspace.next_mention(0)
    assert following is not None
    assert following.id == "c"
    before = desk.workspace.previous_mention(5)
    assert before is not None
    assert before.id == "a"
    assert desk.workspace.next_mention(5) is None
    assert desk.workspace.previous_mention(0) is None


def test_mentions_in_a_stretch_reach_over_any_distance() -> None:
    text = "가" * 5000
    desk = Desk(text)
    far = Mention("far", LAYER, ARTICLE, "ORG", (Span(100, 4900, text[100:4900]),))
    near = Mention("near", LAYER, ARTICLE, "ORG", (Span(4000, 4001, "가"),))
    desk.workspace.replace(ArticleAnnotations((far, near)))
    assert desk.workspace.mentions_in(2000, 2001) == (far,)
    assert desk.workspace.mentions_in(3999, 4002) == (far, near)
    assert desk.workspace.mentions_in(4900, 5000) == ()


def test_a_span_that_does_not_prove_changes_nothing() -> None:
    desk = _holding(_mention("a", 0, 4))
    good = update(_mention("a", 0, 4), type="GPE")
    wrong = update(_mention("a", 0, 4), spans=(Span(0, 4, "다른 말"),))
    with pytest.raises(SpanError):
        desk.workspace.apply(Action(Message("undo.note"), (good, wrong), ARTICLE))
    assert desk.workspace.mentions == (_mention("a", 0, 4),)
    assert desk.workspace.pending == ()


def test_other_articles_and_unknown_kinds_are_left_alone() -> None:
    desk = _holding(_mention("a", 0, 4))
    elsewhere = replace(_mention("b", 0, 4), article="article-2")
    changes = (
        update(elsewhere, type="GPE"),
        Change("x", "later-kind", "create", {"article": ARTICLE}),
        Change("a", "mention", "later-verb", {}),
    )
    changed = desk.workspace.apply(Action(Message("undo.note"), changes, ARTICLE))
    assert changed <= {"a"}
    assert desk.workspace.mentions == (_mention("a", 0, 4),)


def test_what_is_deleted_stays_deleted_when_something_is_set() -> None:
    desk = _holding(_mention("a", 0, 4))
    mention = desk.workspace.mentions[0]
    desk.do(delete_mention(mention=mention, annotations=desk.workspace.annotations))
    desk.do(set_note(record=mention, note="늦은 메모"))
    assert desk.workspace.mentions == ()
    desk.workspace.apply(
        Action(Message("undo.note"), (Change("a", Kind.MENTION, "restore", {}),), ARTICLE)
    )
    assert [each.note for each in desk.workspace.mentions] == ["늦은 메모"]


def test_apply_and_replace_tell_what_changed() -> None:
    desk = _holding(_mention("a", 0, 4), _mention("b", 5, 6))
    action = set_note(record=desk.workspace.mentions[0], note="!")
    assert desk.workspace.apply(action) == {"a"}
    desk.workspace.settle()
    assert desk.workspace.replace(ArticleAnnotations((_mention("b", 5, 6),))) == {"a"}
    assert desk.workspace.pending == ()


def test_annotations_of_other_visible_layers_are_held_too() -> None:
    theirs = replace(_mention("a", 0, 4), layer="another", how=How.ACCEPTED)
    desk = _holding(theirs)
    added = add_mention(
        ids=desk.ids,
        article=ARTICLE,
        layer=LAYER,
        spans=theirs.spans,
        type="ORG",
        register_layer="r",
        link=False,
    )
    desk.do(added)
    assert len(desk.workspace.mentions_at(0)) == 2
    deleted = delete_mention(mention=theirs, annotations=desk.workspace.annotations)
    assert [change.obj for change in deleted.changes] == ["a"]


def test_some_objects_are_read_anew_below_what_is_pending() -> None:
    desk = _holding(_mention("a", 0, 4), _mention("b", 5, 6))
    desk.workspace.apply(set_note(record=desk.workspace.mentions[0], note="!"))
    moved = _mention("a", 1, 3)
    assert desk.workspace.refresh((moved, _mention("c", 2, 9)), ("b", "x")) == {"a", "b", "c"}
    assert desk.workspace.mentions == (replace(moved, note="!"), _mention("c", 2, 9))
    assert desk.workspace.mentions_at(2)[0].id == "a"
    desk.workspace.settle()
    assert desk.workspace.refresh((moved,)) == {"a"}
    assert desk.workspace.mentions[0] == moved


def test_a_remark_follows_its_relationship_which_follows_its_head(desk: Desk) -> None:
    first, second = desk.mention("한빛전자"), desk.mention("누리칩")
    edge = desk.relationship("partners_with", second, first)
    for target in (edge.id, desk.mention("서울", type="GPE").id):
        desk.do(park_question(ids=desk.ids, layer=LAYER, article=ARTICLE, target=target))
    assert desk.workspace.remarks[1].target == edge.id
    desk.do(flip(relationship=edge, head=second, tail=first, scheme=desk.scheme))
    assert desk.workspace.remarks[0].target == edge.id

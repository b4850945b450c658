"""Notes, questions, and how far an article is."""

from dataclasses import replace

import pytest
from tests.services.desk import ARTICLE, LAYER, Desk, made_in

from juseok.core.messages import LANGUAGES, render
from juseok.core.model import ArticleState, Kind, Remark
from juseok.core.ops import Action
from juseok.core.records import from_fields
from juseok.services.tagging.articles import (
    article_state_id,
    finish_article,
    open_article,
    reopen_article,
    skip_article,
)
from juseok.services.tagging.pending_facts import state_after
from juseok.services.tagging.remarks import (
    add_note,
    delete_remark,
    park_question,
    resolve,
    set_remark_text,
)


def _held(desk: Desk, action: Action) -> Remark:
    found = desk.workspace.remark(made_in(action, Kind.REMARK))
    assert found is not None
    return found


def test_a_question_stands_on_its_object_until_it_is_resolved(desk: Desk) -> None:
    mention = desk.mention("누리칩")
    parked = desk.do(park_question(ids=desk.ids, layer=LAYER, article=ARTICLE, target=mention.id))
    question = _held(desk, parked)
    assert desk.workspace.remarks_on(mention.id) == (question,)
    desk.do(set_remark_text(remark=question, text="회사인가 칩인가"))
    desk.do(resolve(remark=_held(desk, parked)))
    assert _held(desk, parked) == Remark(
        question.id, LAYER, ARTICLE, mention.id, "question", "회사인가 칩인가", resolved=True
    )
    assert resolve(remark=_held(desk, parked)) is None
    desk.do(resolve(remark=_held(desk, parked), resolved=False))
    assert not _held(desk, parked).resolved


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_puts_quotation_marks_round_nothing(desk: Desk, language: str) -> None:
    mention = desk.mention("누리칩")
    parked = desk.do(park_question(ids=desk.ids, layer=LAYER, article=ARTICLE, target=mention.id))
    question = _held(desk, parked)
    settled = resolve(remark=question)
    reopened = resolve(remark=replace(question, resolved=True), resolved=False)
    assert settled is not None
    assert reopened is not None
    for action in (parked, settled, reopened, delete_remark(remark=question)):
        assert not set("‘’“”") & set(render(action.label, language))


def test_a_note_on_the_article_is_added_and_deleted(desk: Desk) -> None:
    action = desk.do(
        add_note(
            ids=desk.ids,
            layer=LAYER,
            article=ARTICLE,
            target=ARTICLE,
            text="속보 다음",
        )
    )
    note = _held(desk, action)
    assert set_remark_text(remark=note, text=note.text) is None
    desk.do(delete_remark(remark=note))
    assert desk.workspace.remarks == ()


def _state(before: ArticleState | None, action: Action | None) -> ArticleState:
    assert action is not None
    (change,) = action.changes
    assert change.obj == article_state_id(LAYER, "a")
    fields = {"state": before.state, "reason": before.reason} if before is not None else {}
    state = from_fields(
        change.kind, change.obj, {"layer": LAYER, "article": "a", **fields, **change.body}
    )
    assert isinstance(state, ArticleState)
    return state


def test_an_article_is_opened_finished_reopened_and_skipped() -> None:
    opened = open_article(state=None, layer=LAYER, article="a")
    assert opened is not None
    assert not opened.undoable
    state = _state(None, opened)
    assert state.state == "in_progress"
    assert open_article(state=state, layer=LAYER, article="a") is None
    state = _state(state, finish_article(state=state, layer=LAYER, article="a", title="제목"))
    assert state.state == "finished"
    assert finish_article(state=state, layer=LAYER, article="a", title="제목") is None
    state = _state(state, reopen_article(state=state, layer=LAYER, article="a", title="제목"))
    assert state.state == "in_progress"
    skipped = skip_article(state=state, layer=LAYER, article="a", title="제목", reason=" 광고 ")
    state = _state(state, skipped)
    assert (state.state, state.reason) == ("skipped", "광고")
    state = _state(state, reopen_article(state=state, layer=LAYER, article="a", title="제목"))
    assert state.reason == ""


def test_the_last_of_what_is_not_saved_yet_says_how_far_one_is() -> None:
    new = ArticleState(LAYER, "a")
    opened = open_article(state=None, layer=LAYER, article="a")
    finished = finish_article(state=None, layer=LAYER, article="a", title="제목")
    other = skip_article(state=None, layer=LAYER, article="b", title="제목", reason="광고")
    assert opened is not None
    assert finished is not None
    assert other is not None
    assert state_after(new, [opened, finished, other]).state == "finished"
    assert state_after(new, [other]) is new

from dataclasses import replace

import pytest
from tests.ui.kit import ARTICLES, article_of

from juseok.core.errors import SpanError
from juseok.core.messages import Message
from juseok.core.model import Mention, Seal
from juseok.core.ops import Action
from juseok.core.spans import Span
from juseok.services.edits import create
from juseok.ui.windows.header import state_words

TEXT = ARTICLES[0][2]


@pytest.fixture
def opened(session, qtbot):
    """The first article of the session, on screen."""
    with qtbot.waitSignal(session.workspace_ready):
        session.open_article(article_of(0))
    session.set_on_screen([article_of(0)])
    qtbot.waitUntil(lambda: session.index is not None)
    return session.workspace(article_of(0))


def mention(session, start, end, quote=None):
    made = Mention(
        session.project.ids(), session.project.own_layer, article_of(0), "ORG",
        (Span(start, end, TEXT[start:end] if quote is None else quote),),
    )  # fmt: skip
    return Action(
        Message("undo.mention.add", type="ORG", quote="x"), (create(made),), article_of(0)
    )


def test_an_edit_is_there_at_once_and_told(session, opened, qtbot):
    with qtbot.waitSignal(session.annotations_changed) as told:
        session.apply(mention(session, 0, 4))
    assert told.args[0] == article_of(0)
    assert len(opened.mentions) == 1
    assert session.save_state.pending == 1
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    assert session.save_state.saved_at is not None


def test_a_span_that_does_not_prove_changes_nothing(session, opened, qtbot):
    with qtbot.waitSignal(session.error) as told:
        assert not session.apply(mention(session, 0, 4, "wrong"))
    assert isinstance(told.args[0], SpanError)
    assert opened.mentions == ()
    assert session.save_state.pending == 0


def test_a_failure_keeps_the_edits_and_a_retry_saves_them(session, opened, qtbot):
    path = session.project.path
    away = path.with_name("away.juseok")
    path.rename(away)
    with qtbot.waitSignal(session.save_failed):
        session.apply(mention(session, 0, 4))
        session.apply(mention(session, 5, 7))
    assert state_words(session.save_state) == ("Not saved", "failed")
    assert len(opened.mentions) == 2
    away.rename(path)
    session.retry()
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    with session.project.reader() as reader:
        assert len(reader.annotations(session.viewer, article_of(0)).mentions) == 2


def test_gold_of_an_article_that_is_annotated_blind_is_neither_shown_nor_touched(
    session, opened, qtbot
):
    session.apply(mention(session, 0, 4))
    kept = Seal(frozenset({article_of(0)}), frozenset({session.project.register_layer}))
    look = replace(session.viewer, seal=kept)  # the own layer stands for gold here
    with qtbot.waitSignal(session.viewer_changed):
        session.look_as(look, entities=look)
    with qtbot.waitSignal(session.workspace_ready):
        session.open_article(article_of(0))
    assert session.workspace(article_of(0)).mentions == ()
    with qtbot.waitSignal(session.error) as told:
        assert not session.apply(mention(session, 5, 7))
    assert told.args[0].message.code == "review.sealed"


def test_an_article_that_is_off_screen_is_let_go_when_it_is_saved(session, opened, qtbot):
    session.apply(mention(session, 0, 4))
    session.set_on_screen([])
    assert session.workspace(article_of(0)) is opened
    qtbot.waitUntil(lambda: not opened.pending)
    session.set_on_screen([])
    assert session.workspace(article_of(0)) is None


def test_an_article_opened_while_edits_fly_shows_them(session, opened, qtbot):
    session.apply(mention(session, 0, 4))
    session._articles._held.clear()
    with qtbot.waitSignal(session.workspace_ready):
        session.open_article(article_of(0))
    assert len(session.workspace(article_of(0)).mentions) == 1


def test_undo_is_named_before_and_after_it_is_saved(session, opened, qtbot):
    session.apply(mention(session, 0, 4))
    assert session.undo_label.code == "undo.mention.add"
    qtbot.waitUntil(lambda: not session._flying)
    assert session.undo_label.code == "undo.mention.add"


def test_a_read_only_project_says_why_and_changes_nothing(session, opened, qtbot, monkeypatch):
    monkeypatch.setattr(session.project, "read_only", Message("project.read_only.asked", name="x"))
    with qtbot.waitSignal(session.error) as told:
        session.apply(mention(session, 0, 4))
    assert told.args[0].message.code == "project.read_only.asked"
    assert opened.mentions == ()

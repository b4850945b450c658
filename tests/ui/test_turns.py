"""Undo and redo, pressed more often than there is something to turn."""

import pytest
from tests.ui.kit import ARTICLES, Heard, article_of

from juseok.core.errors import ProjectError
from juseok.core.messages import Message
from juseok.core.model import Mention
from juseok.core.ops import Action
from juseok.core.spans import Span
from juseok.services.edits import create
from juseok.store.reader import Reader

TEXT = ARTICLES[0][2]


@pytest.fixture
def opened(session, qtbot):
    """The first article of the session, on screen."""
    with qtbot.waitSignal(session.workspace_ready):
        session.open_article(article_of(0))
    session.set_on_screen([article_of(0)])
    qtbot.waitUntil(lambda: session.turns.at_rest)
    return session.workspace(article_of(0))


def mention(session, start, end, number=0):
    quote = ARTICLES[number][2][start:end]
    made = Mention(
        session.project.ids(), session.project.own_layer, article_of(number), "ORG",
        (Span(start, end, quote),),
    )  # fmt: skip
    label = Message("undo.mention.add", type="ORG", quote="x")
    return Action(label, (create(made),), article_of(number))


def quiet(session, qtbot):
    """Wait until nothing is being saved, turned or read."""
    qtbot.waitUntil(
        lambda: session.save_state.pending == 0 and not session._flying and session.tasks.idle
    )


def in_file(session, number=0):
    with session.project.reader() as reader:
        found = reader.annotations(session.viewer, article_of(number))
        return [m.spans[0].start for m in found.mentions]


def test_what_came_past_the_session_is_taken_back_at_once(session, opened, qtbot):
    session.project.writer.commit(mention(session, 0, 2))
    session.take_outside(Message("undo.mention.add", type="ORG", quote="x"))
    assert session.undo_label is not None
    with qtbot.waitSignal(session.undone):
        session.undo()  # pressed before the file has said what would be taken back
    quiet(session, qtbot)
    assert in_file(session) == []


def test_spare_undos_leave_a_later_edit_alone(session, opened, qtbot):
    for start in (0, 5):
        session.apply(mention(session, start, start + 2))
    quiet(session, qtbot)
    with qtbot.waitSignals([session.undone, session.undone]):
        for _ in range(2 + 3):
            session.undo()
    quiet(session, qtbot)
    assert in_file(session) == []
    with qtbot.waitSignal(session.saved):
        session.apply(mention(session, 10, 12))
    quiet(session, qtbot)
    assert in_file(session) == [10]
    assert [m.spans[0].start for m in opened.mentions] == [10]


def test_undos_that_still_wait_do_not_reach_an_edit_made_after_them(session, opened, qtbot):
    session.apply(mention(session, 0, 2))
    quiet(session, qtbot)
    with qtbot.waitSignal(session.undone):
        for _ in range(3):
            session.undo()
        session.apply(mention(session, 10, 12))
    quiet(session, qtbot)
    assert in_file(session) == [10]


def test_an_undo_behind_one_of_an_unsaved_edit_does_not_reach_another_article(
    session, opened, qtbot
):
    session.apply(mention(session, 0, 2, number=1))
    quiet(session, qtbot)
    asked = Heard()
    session.go_first.connect(asked)
    with qtbot.waitSignal(session.go_first):
        session.apply(mention(session, 0, 2))
        session.undo()
        session.undo()  # the edit is still on its way: this one is not meant for it
    quiet(session, qtbot)
    assert [article for article, _ in asked.said] == [article_of(1)]
    assert in_file(session) == []
    assert in_file(session, 1) == [0]


def test_a_redo_behind_an_undo_of_an_unsaved_edit_brings_it_back(session, opened, qtbot):
    with qtbot.waitSignals([session.undone, session.undone]):
        session.apply(mention(session, 0, 2))
        session.undo()
        session.redo()
    quiet(session, qtbot)
    assert in_file(session) == [0]


def test_what_an_undo_under_way_takes_can_be_asked_back_at_once(session, opened, qtbot):
    session.apply(mention(session, 0, 2))
    quiet(session, qtbot)
    session.undo()
    assert session.redo_label.code == "undo.mention.add"
    session.redo()
    qtbot.waitUntil(lambda: session.turns.at_rest)
    assert in_file(session) == [0]
    assert session.undo_label.code == "undo.mention.add"
    assert session.redo_label is None


def test_a_refused_undo_forgets_the_ones_behind_it(session, opened, qtbot, monkeypatch):
    for start in (0, 5):
        session.apply(mention(session, start, start + 2))
    quiet(session, qtbot)

    def refuse(_ticket):
        raise ProjectError("project.closed", name="x")

    monkeypatch.setattr(session.project._recorder, "undo", refuse)
    with qtbot.waitSignal(session.error):
        session.undo()
        session.undo()
    monkeypatch.undo()
    quiet(session, qtbot)
    assert in_file(session) == [0, 5]


def test_an_undo_works_again_after_a_read_of_it_failed(session, opened, qtbot, monkeypatch):
    session.apply(mention(session, 0, 2))
    session.apply(mention(session, 5, 7))
    quiet(session, qtbot)

    def refuse(_reader):
        raise ProjectError("project.closed", name="x")

    monkeypatch.setattr(Reader, "undo_target", refuse)
    with qtbot.waitSignals([session.undone, session.error]):
        session.undo()
    quiet(session, qtbot)
    monkeypatch.undo()
    with qtbot.waitSignal(session.undone):
        session.undo()
    quiet(session, qtbot)
    assert in_file(session) == []

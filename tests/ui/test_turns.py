"""Undo and redo, pressed more often than there is something to turn."""

import pytest
from tests.ui.kit import ARTICLES, article_of

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


def mention(session, start, end):
    made = Mention(
        session.project.ids(), session.project.own_layer, article_of(0), "ORG",
        (Span(start, end, TEXT[start:end]),),
    )  # fmt: skip
    label = Message("undo.mention.add", type="ORG", quote="x")
    return Action(label, (create(made),), article_of(0))


def quiet(session, qtbot):
    """Wait until nothing is being saved, turned or read."""
    qtbot.waitUntil(
        lambda: session.save_state.pending == 0 and not session._flying and session.tasks.idle
    )


def in_file(session):
    with session.project.reader() as reader:
        return [
            m.spans[0].start for m in reader.annotations(session.viewer, article_of(0)).mentions
        ]


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

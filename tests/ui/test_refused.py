"""An action that is refused leaves nothing of itself behind."""

import pytest
from tests.ui.kit import ARTICLES, article_of

from juseok.core.errors import AnnotationError, ProjectError
from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Claim, Entity, Kind, Mention
from juseok.core.ops import SET, Action, Change
from juseok.core.spans import Span
from juseok.services.edits import create


@pytest.fixture
def session(session, qtbot):
    """The first two articles are open."""
    for number in (0, 1):
        with qtbot.waitSignal(session.workspace_ready):
            session.open_article(article_of(number))
    session.set_on_screen([article_of(0), article_of(1)])
    qtbot.waitUntil(lambda: session.index is not None and session.turns.at_rest)
    return session


def mention(session, number, quote=None, entity=None):
    text = ARTICLES[number][2]
    return Mention(
        session.project.ids(), session.project.own_layer, article_of(number), "ORG",
        (Span(0, 4, quote or text[0:4]),), entity,
    )  # fmt: skip


def action(*changes):
    return Action(Message("undo.mention.add", type="ORG", quote="x"), changes, article_of(0))


def quiet(session, qtbot):
    qtbot.waitUntil(
        lambda: session.save_state.pending == 0 and not session._flying and session.tasks.idle
    )


def test_what_does_not_prove_in_one_article_is_done_in_none(session, qtbot):
    good, bad = mention(session, 0), mention(session, 1, "wrong")
    with qtbot.waitSignal(session.error):
        assert not session.apply(action(create(good), create(bad)))
    for number in (0, 1):
        workspace = session.workspace(article_of(number))
        assert workspace.mentions == ()
        assert workspace.pending == ()


def test_what_says_nothing_is_refused_at_once(session, qtbot):
    """A blank mention, a blank claim, an entity without a name: by whatever way they come."""
    text = ARTICLES[0][2]
    at = text.index(" ")
    blank = (Span(at, at + 1, " "),)
    own, article = session.project.own_layer, article_of(0)
    for record in (
        Mention(session.project.ids(), own, article, "ORG", blank),
        Claim(session.project.ids(), own, article, blank),
        Entity(session.project.ids(), session.project.register_layer, "ORG", " "),
    ):
        with qtbot.waitSignal(session.error) as told:
            assert not session.apply(action(create(record)))
        assert isinstance(told.args[0], AnnotationError)
        with pytest.raises(AnnotationError):  # nor does the file take it, from whomever
            session.project.writer.commit(action(create(record)))
    assert session.workspace(article).pending == ()
    assert session.save_state.failed is None


def test_what_the_file_refuses_is_shown_nowhere(session, qtbot, monkeypatch):
    session.apply(action(create(mention(session, 1))))
    quiet(session, qtbot)
    with qtbot.waitSignal(session.undone):
        session.undo()
    quiet(session, qtbot)
    assert session.redo_label is not None

    def refuse(*_):
        raise ProjectError("project.closed", name="x")

    monkeypatch.setattr(session.project._recorder, "record", refuse)
    text = ARTICLES[0][2]
    before = session.workspace(article_of(0)).article.zones
    made = Entity(session.project.ids(), session.project.register_layer, "ORG", "한빛전자")
    body = {"article": article_of(0), "zones": [[0, len(text), "caption"]]}
    rezoned = Change(derived_id("zoning", article_of(0)), Kind.ZONING, SET, body)
    linked = mention(session, 0, entity=made.id)
    with qtbot.waitSignal(session.error):
        session.apply(action(create(made), create(linked), rezoned))
        assert session.made_for(made.id, article_of(0))
    quiet(session, qtbot)
    assert session.workspace(article_of(0)).mentions == ()
    assert session.workspace(article_of(0)).article.zones == before
    assert made.id not in session.index
    assert not session.made_for(made.id, article_of(0))
    assert session.redo_label is not None

"""What is saved while an article is being read is not missing from it, nor there too long."""

import threading

import pytest
from tests.ui.kit import ARTICLES, article_of

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Kind, Mention, ZoneRole
from juseok.core.ops import SET, Action, Change
from juseok.core.spans import Span
from juseok.services.edits import create
from juseok.store.reader import Reader
from juseok.store.recorder import Commit

TEXT = ARTICLES[0][2]


class Gate:
    """Holds the first call of a reader's method after it has read, until it is opened."""

    def __init__(self, monkeypatch, name):
        self.reached, self.open = threading.Event(), threading.Event()
        real = getattr(Reader, name)

        def read(*args):
            found = real(*args)
            if not self.reached.is_set():
                self.reached.set()
                assert self.open.wait(20)
            return found

        monkeypatch.setattr(Reader, name, read)


def tell_later(session, gate, delivered):
    """Commits are told only after the answer behind ``gate`` was delivered."""

    def hold(event):
        if isinstance(event, Commit) and gate.reached.is_set() and not delivered.is_set():
            gate.open.set()
            assert delivered.wait(20)

    session.project.writer._listeners.insert(0, hold)


@pytest.fixture
def session(session, qtbot):
    """Nothing is being read, and the first article is on screen, but not read."""
    qtbot.waitUntil(lambda: session.index is not None and session.turns.at_rest)
    session.set_on_screen([article_of(0)])
    qtbot.waitUntil(lambda: session.tasks.idle)
    return session


def mention(session):
    made = Mention(
        session.project.ids(), session.project.own_layer, article_of(0), "ORG",
        (Span(0, 4, TEXT[0:4]),),
    )  # fmt: skip
    label = Message("undo.mention.add", type="ORG", quote="x")
    return Action(label, (create(made),), article_of(0))


def zones(role):
    body = {"article": article_of(0), "zones": [[0, len(TEXT), role]]}
    change = Change(derived_id("zoning", article_of(0)), Kind.ZONING, SET, body)
    return Action(Message("undo.zones.set", role=role), (change,), article_of(0))


def quiet(session, qtbot):
    qtbot.waitUntil(
        lambda: session.save_state.pending == 0 and not session._flying and session.tasks.idle
    )


@pytest.mark.parametrize("told_late", [False, True])
def test_an_undo_while_an_article_is_read_is_seen_in_it(session, qtbot, monkeypatch, told_late):
    session.apply(mention(session))
    quiet(session, qtbot)
    gate, delivered = Gate(monkeypatch, "linked_annotations"), threading.Event()
    session.workspace_ready.connect(lambda _: delivered.set())
    if told_late:
        tell_later(session, gate, delivered)
    session.open_article(article_of(0))
    assert gate.reached.wait(20)
    with qtbot.waitSignal(session.undone):
        session.undo()
    gate.open.set()
    qtbot.waitUntil(delivered.is_set)
    quiet(session, qtbot)
    assert session.workspace(article_of(0)).mentions == ()


def test_an_edit_saved_while_an_article_is_read_is_seen_in_it(session, qtbot, monkeypatch):
    gate, delivered = Gate(monkeypatch, "linked_annotations"), threading.Event()
    session.workspace_ready.connect(lambda _: delivered.set())
    tell_later(session, gate, delivered)
    session.open_article(article_of(0))
    assert gate.reached.wait(20)
    session.apply(mention(session))
    qtbot.waitUntil(delivered.is_set)
    quiet(session, qtbot)
    assert len(session.workspace(article_of(0)).mentions) == 1


def test_zones_given_while_an_article_is_read_are_seen_in_it(session, qtbot, monkeypatch):
    gate = Gate(monkeypatch, "linked_annotations")
    session.open_article(article_of(0))
    assert gate.reached.wait(20)
    session.apply(zones("caption"))
    qtbot.waitUntil(lambda: session.save_state.pending == 0 and not session._flying)
    with qtbot.waitSignal(session.workspace_ready):
        gate.open.set()
    quiet(session, qtbot)
    (zone,) = session.workspace(article_of(0)).article.zones
    assert zone.role is ZoneRole.CAPTION


def test_zones_are_never_shown_as_they_were_before_the_last_edit(session, qtbot, monkeypatch):
    with qtbot.waitSignal(session.workspace_ready):
        session.open_article(article_of(0))
    workspace = session.workspace(article_of(0))
    quiet(session, qtbot)
    gate = Gate(monkeypatch, "article")
    session.apply(zones("caption"))
    qtbot.waitUntil(gate.reached.is_set)
    roles = []
    session.facts.changed.connect(lambda _: roles.append(workspace.article.zones[0].role))
    read = threading.Event()
    session.tasks._arrived.connect(lambda *_: read.set())
    tell_later(session, gate, read)
    session.apply(zones("byline"))
    quiet(session, qtbot)
    assert set(roles) == {ZoneRole.BYLINE}

"""A long article: its text first, its marks from a thread, and no edit lost on the way."""

from types import SimpleNamespace

import pytest
from tests.ui.kit import ARTICLES, article_of

from juseok.core.messages import Message
from juseok.core.model import Kind, Mention
from juseok.core.ops import Action
from juseok.core.sentences import split_line
from juseok.core.spans import make_span
from juseok.services.edits import create
from juseok.ui import opening, streaming
from juseok.ui.articleview.blocks import make_blocks
from juseok.ui.articleview.document import MarkSort
from juseok.ui.i18n import language
from juseok.ui.marks import all_marks
from juseok.ui.opening import Opener

TEXT = ARTICLES[0][2]


@pytest.fixture
def long(monkeypatch):
    """Every article is a long one."""
    monkeypatch.setattr(opening, "LONG", 1)
    monkeypatch.setattr(streaming, "LONG", 1)


@pytest.fixture
def pane(long, window, qtbot):
    """The second article is on screen; the first has two mentions and is not in memory."""
    session, pane = window.session, window.bench.article
    for start in (0, 12):
        session.project.writer.commit(mention(session, start))
    pane.go(article_of(1))
    qtbot.waitUntil(lambda: settled(pane, 1))
    return pane


def mention(session, start):
    record = Mention(
        session.project.ids(), session.project.own_layer, article_of(0), "ORG",
        (make_span(TEXT, start, start + 4),),
    )  # fmt: skip
    return Action(Message("history.unknown"), (create(record),), article_of(0))


def settled(pane, number):
    return pane.showing == article_of(number) and not pane._stream.under_way


def drawn(pane):
    """All but suggestions, which come when they come."""
    marks = pane.view.page.marks.all()
    return {mark for mark in marks if mark.sort is not MarkSort.SUGGESTION}


def meant(window, number=0):
    session = window.session
    return set(all_marks(session.workspace(article_of(number)), session.scheme, language()))


def test_the_text_is_there_before_the_article_is_open(window, pane, qtbot):
    with qtbot.waitSignal(window.session.text_ready):
        pane.go(article_of(0))
    assert pane.view.page.doc.text == TEXT
    assert pane.showing == ""
    assert window._context.place.bound_for == article_of(0)
    qtbot.waitUntil(lambda: settled(pane, 0))


def test_all_marks_are_there_in_the_end(window, pane, qtbot):
    pane.go(article_of(0))
    qtbot.waitUntil(lambda: settled(pane, 0))
    assert len(drawn(pane)) == 2
    assert drawn(pane) == meant(window)


def test_edits_made_while_marks_are_on_their_way_stay(window, pane, qtbot):
    session = window.session
    gone = []

    def edit(article):
        assert pane._stream.under_way
        session.apply(mention(session, 40))
        window._context.place.take(session.workspace(article).mentions[0].id)
        assert window.router.trigger("annotation.delete")
        gone.append(article)

    pane.shown.connect(edit)
    pane.go(article_of(0))
    qtbot.waitUntil(lambda: gone == [article_of(0)] and settled(pane, 0))
    assert {mark.start for mark in drawn(pane)} == {12, 40}
    assert drawn(pane) == meant(window)


def test_another_article_may_come_before_the_marks_of_the_first(window, pane, qtbot):
    pane.shown.connect(lambda article: pane.go(article_of(1)) if article == article_of(0) else 0)
    pane.go(article_of(0))
    qtbot.waitUntil(lambda: settled(pane, 1))
    assert drawn(pane) == set()
    assert pane.view.page.doc.text == ARTICLES[1][2]


def test_sentences_are_cut_without_losing_marks_or_selection(window, pane, qtbot):
    pane.go(article_of(0))
    qtbot.waitUntil(lambda: settled(pane, 0))
    pane.view.select(12, 16)
    pane._stream.cut(split_line)
    assert pane._stream.under_way
    qtbot.waitUntil(lambda: settled(pane, 0))
    page = pane.view.page
    assert page.blocks == make_blocks(TEXT, page.doc.zones, splitter=split_line)
    assert drawn(pane) == meant(window)
    assert pane.view.selection.spans == ((12, 16),)


class Pool:
    """Takes jobs as Tasks does, and runs them when told."""

    def __init__(self, reader):
        self.reader, self.jobs = reader, []
        self.failed = SimpleNamespace(emit=None)

    def run(self, run, done, *, failed, first):
        self.jobs.append((run, done))

    def step(self):
        run, done = self.jobs.pop(0)
        done(run(self.reader, None))


@pytest.mark.parametrize("length", ["short", "long"])
def test_what_is_saved_while_an_article_is_read_makes_it_stale(session, monkeypatch, length):
    monkeypatch.setattr(opening, "LONG", 1 if length == "long" else 1_000)
    told = []
    with session.project.reader() as reader:
        pool = Pool(reader)
        opener = Opener(
            pool, session.viewer, first=lambda about: None,
            done=lambda workspace, stale: told.append(stale),
        )  # fmt: skip
        mention = SimpleNamespace(article=article_of(0), kind=Kind.MENTION)
        changed = SimpleNamespace(changed=(mention,), more=False)
        for _ in range(2):
            opener.open(article_of(0))
            opener.open(article_of(0))
            if not told:
                opener.take_commit(changed)
            while pool.jobs:
                pool.step()
        opener.take_commit(changed)
    assert told == [True, False]

"""What a project knows of names, across a review: kept, and brought up to date in a calm moment."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import settled
from tests.ui.review.team import THEIRS

from juseok.core.messages import Message
from juseok.core.model import Entity
from juseok.core.ops import Action
from juseok.services.edits import create
from juseok.services.entities import entities, known_names
from juseok.ui import suggestion_names
from juseok.ui.review.reviewing import Reviewing


@pytest.fixture
def reads(monkeypatch):
    """Every read of the names; none is so quick that it is done again for each article."""
    found: list[known_names.Known] = []
    read = known_names.read_known

    def note(*args, **more):
        found.append(read(*args, **more))
        return found[-1]

    monkeypatch.setattr(known_names, "read_known", note)
    monkeypatch.setattr(suggestion_names, "_QUICK_S", 0.0)
    return found


@pytest.fixture
def suggestions(reads, window, qtbot):
    window.router.complete()
    found = window._context.suggestions
    qtbot.waitUntil(lambda: not found.searching and bool(reads))
    return found


@pytest.fixture
def names(suggestions):
    return suggestions._names


@pytest.fixture
def turn(window, session, qtbot):
    """Begins a review, or ends it; whose entities are known is decided when that is over."""
    review = Reviewing.of(session, window.bench.place)

    def run() -> Reviewing:
        before = session.reviewing
        with qtbot.waitSignal(session.entities_changed, check_params_cb=lambda ids: not ids):
            window.router.trigger("review.begin")
        assert session.reviewing is not before
        qtbot.waitUntil(lambda: session.tasks.idle and bool(review.rows) is not before)
        return review

    return run


def test_a_review_in_which_nothing_is_done_reads_no_names_again(
    window, qtbot, reads, suggestions, names, turn
):
    before = suggestions.items
    assert before  # 한빛전자 is known
    for _ in range(2):
        turn()
        turn()
    assert not names._still.isActive()
    qtbot.waitUntil(lambda: not suggestions.searching)
    assert (len(reads), suggestions.items) == (1, before)


def test_what_a_review_made_is_known_some_time_after_it_and_what_was_known_meanwhile(
    window, session, qtbot, reads, suggestions, names, turn
):
    review = turn()
    assert "부산" not in {text for text, of in names.known.meanings.items()
                        if any(each.type == "ORG" for each in of)}  # fmt: skip
    QTest.keyClick(window.bench.inspector.tabs.panel("review").view, Qt.Key.Key_2)
    assert review.page.gold.mentions
    settled(window, qtbot)
    turn()
    assert (len(reads), names.known) == (1, reads[0])
    assert names._still.isActive()
    names._still.timeout.emit()
    assert names.known is reads[0]
    qtbot.waitUntil(lambda: names.known is not reads[0])
    assert "ORG" in {each.type for each in names.known.meanings["부산"]}
    assert not names._reviewed


def test_a_calm_moment_is_waited_for_while_somebody_tags(window, session, names, turn):
    review = turn()
    names.note_edit()
    turn()
    assert review.rows == ()
    names._still.setInterval(1_000_000)
    names.note_edit()
    assert names._still.remainingTime() > 100_000


def test_an_entity_renamed_in_a_review_has_its_new_name_after_it(
    window, session, qtbot, reads, suggestions, names, turn
):
    turn()
    known = session.index.entity("한빛")
    session.apply(entities.rename_entity(entity=known, name="대표", keep_alias=False))
    settled(window, qtbot)
    turn()
    assert names.recent["한빛"].name == "대표"
    qtbot.waitUntil(
        lambda: (
            not suggestions.searching
            and ("대표", "한빛") in {(each.quote, each.entity) for each in suggestions.items}
        )
    )
    assert len(reads) == 1


def test_what_only_the_review_sees_of_a_colleague_stays_there(window, session, qtbot, names, turn):
    turn()
    theirs = Entity("그들", THEIRS, "ORG", "부산")
    session.apply(Action(Message("history.unknown"), (create(theirs),)))
    assert session.index.entity("그들") is not None
    settled(window, qtbot)
    turn()
    assert session.index.entity("그들") is None
    assert names.recent == {"그들": None}


def test_an_undo_in_a_review_has_the_names_read_anew(
    window, session, qtbot, reads, suggestions, names, turn
):
    turn()
    known = session.index.entity("한빛")
    session.apply(entities.rename_entity(entity=known, name="대표", keep_alias=False))
    settled(window, qtbot)
    qtbot.waitUntil(lambda: session.turns.at_rest)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: names.known is None)
    turn()
    qtbot.waitUntil(lambda: len(reads) == 2 and names.known is reads[1])
    assert "대표" not in names.known.meanings

"""One queue over everything under review: counted, filtered, kept, and live when work comes in."""

import threading
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.kit import article_of
from tests.ui.review.team import THEIRS, finished, tagged

from juseok.core.messages import Message
from juseok.core.ops import Action
from juseok.services.edits import create
from juseok.services.exchange.merging import merge_files
from juseok.services.review.keeping import kept_path
from juseok.services.review.preparing import Desk
from juseok.services.user import state_dir
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.ui.review.found import all_waiting
from juseok.ui.review.preparing import Preparing
from juseok.ui.review.reviewing import Reviewing

Key = Qt.Key


def press(panel, key):
    QTest.keyClick(panel.view, key)


def shows(panel, text):
    return lambda: panel.count.text() == text


def test_the_count_goes_over_all_articles_and_follows_what_is_decided(review, panel, qtbot):
    qtbot.waitUntil(shows(panel, "1 of 4"))
    assert panel.count.toolTip() == "4 items wait"
    press(panel, Key.Key_N)
    qtbot.waitUntil(lambda: panel.count.toolTip() == "3 items wait")
    for _ in range(2):
        press(panel, Key.Key_J)
    qtbot.waitUntil(shows(panel, "4 of 4"))


def test_articles_with_nothing_to_show_are_passed_by(window, review, panel, qtbot):
    qtbot.waitUntil(lambda: review.counted[1] == 4)
    review.set_filter(replace(review.filter, words="나루"))
    qtbot.waitUntil(lambda: review.counted[1:] == (1, 1))
    assert not review.rows
    press(panel, Key.Key_J)
    qtbot.waitUntil(shows(panel, "1 of 1"))
    assert window.bench.place.article == article_of(1)
    press(panel, Key.Key_K)
    assert window.status.text == "This is the first item of the review."


def merged(session, tmp_path, *changes):
    """A colleague's file with more in it comes back."""
    source = session.project
    copy = tmp_path / "theirs.juseok"
    source.save_copy(copy)
    identity = Identity("22222222-2222-4222-8222-222222222222", "이가온", tmp_path / "theirs")
    with Project.open(copy, identity=identity) as theirs:
        theirs.writer.commit(Action(Message("history.unknown"), changes))
    (folder := tmp_path / "private").mkdir()
    merge_files(project=source, files=[copy], folder=folder)
    session.take_merge(Message("history.unknown"))


def test_what_a_merge_brings_is_in_the_queue_at_once(session, review, panel, qtbot, tmp_path):
    qtbot.waitUntil(shows(panel, "1 of 4"))
    here, there = tagged("c1", THEIRS, "공장", "FAC"), tagged("c2", THEIRS, "서울", article=2)
    merged(session, tmp_path, create(here), create(there), finished(THEIRS, 2))
    qtbot.waitUntil(shows(panel, "1 of 6"))
    words = ["부산", "김하늘", "공장", "1조원"]
    qtbot.waitUntil(lambda: [each.item.words for each in review.rows] == words)
    assert [each.article for each in review.queue] == [article_of(n) for n in range(3)]


def test_what_is_undone_elsewhere_leaves_the_queue(session, review, panel, qtbot, tmp_path):
    merged(session, tmp_path, create(tagged("c1", THEIRS, "공장", "FAC")))
    qtbot.waitUntil(shows(panel, "1 of 5"))
    session.project.writer.undo().result()
    session.take_merge(Message("history.unknown"))
    qtbot.waitUntil(shows(panel, "1 of 4"))


def test_a_lot_is_a_queue_of_its_own(session, review, panel, qtbot, tmp_path):
    merged(session, tmp_path, create(tagged("c2", THEIRS, "서울", article=2)), finished(THEIRS, 2))
    qtbot.waitUntil(lambda: review.counted[1] == 5)
    panel.filters.fill()
    (menu,) = [a.menu() for a in panel.filters.menu.actions() if a.text() == "Lot of one annotator"]
    (lot,) = [each for each in menu.actions() if each.text() == "이가온"]
    lot.trigger()
    qtbot.waitUntil(shows(panel, "1 of 1"))
    assert review.current.item.words == "서울"


def test_the_next_review_begins_with_what_was_compared(window, session, review, panel, qtbot):
    path = kept_path(state_dir(), session.project)
    qtbot.waitUntil(path.exists)
    review.end()
    compared = []
    review.items.changed.connect(compared.append)
    window.router.trigger("review.begin")
    qtbot.waitUntil(shows(panel, "1 of 4"))
    assert not compared
    assert review.items.progress is None


def test_only_what_another_review_would_not_find_is_written_again(
    window, session, review, panel, qtbot
):
    path = kept_path(state_dir(), session.project)
    qtbot.waitUntil(lambda: path.exists() and review.items._job is None)
    path.unlink()
    for _ in range(2):
        review.end()
        window.router.trigger("review.begin")  # in the thread that would have written before
        qtbot.waitUntil(lambda: bool(review.rows) and review.items._job is None)
        assert not path.exists()
    press(panel, Key.Key_N)
    review.end()
    qtbot.waitUntil(path.exists)


def test_what_was_kept_and_cannot_be_read_is_compared_anew(window, session, review, panel, qtbot):
    path = kept_path(state_dir(), session.project)
    qtbot.waitUntil(path.exists)
    review.end()
    path.write_bytes(b"\xff\x00")
    window.router.trigger("review.begin")
    qtbot.waitUntil(shows(panel, "1 of 4"))


def test_the_article_at_hand_is_judged_before_all_others_were_looked_at(
    window, session, qtbot, monkeypatch
):
    looked = threading.Event()

    def late(*given):
        looked.wait(20)
        return all_waiting(*given)

    monkeypatch.setattr("juseok.ui.review.queue.all_waiting", late)
    window.router.trigger("review.begin")
    review = Reviewing.of(session, window.bench.place)
    qtbot.waitUntil(lambda: len(review.rows) == 3)
    panel = window.bench.inspector.tabs.panel("review")
    assert panel.count.text() == "1 of 3+"
    window.router.trigger("review.premerge")
    assert window.status.text == "All that waits is still being read; try again in a moment."
    for _ in range(3):
        press(panel, Key.Key_J)
    assert window.bench.place.article == article_of(0)
    looked.set()
    qtbot.waitUntil(shows(panel, "4 of 4"))
    assert window.bench.place.article == article_of(1)


def test_a_review_begins_with_what_was_made_before_it(window, session, qtbot, monkeypatch):
    path = kept_path(state_dir(), session.project)
    review = Reviewing.of(session, window.bench.place)
    monkeypatch.setattr("juseok.ui.review.preparing.Desk", partial(Desk, worth=0))
    preparing = Preparing(session, review)
    preparing.look()
    qtbot.waitUntil(path.exists, timeout=20_000)
    compared = []
    review.items.changed.connect(compared.append)
    window.router.trigger("review.begin")
    qtbot.waitUntil(lambda: review.counted[1] == 4)
    assert not compared

"""Releases at the window: frozen under a name, and what differs since."""

import threading

import pytest
from PySide6.QtCore import Qt
from tests.ui.kit import ARTICLES, article_of

from juseok.core.messages import Message
from juseok.core.model import Entity, Mention
from juseok.core.ops import CREATE, DELETE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.ui.dialogs.export_choice import OfferedRelease
from juseok.ui.handlers.releases import ReleaseHandlers
from juseok.ui.i18n import sentence
from juseok.ui.widgets.labels import Label

MISSING = sentence(Message("recipe.none", name="v1"))


@pytest.fixture
def dialog(window, qtbot):
    window.router.complete()
    handlers = next(each for each in window._kept if isinstance(each, ReleaseHandlers))
    window.router.trigger("project.releases")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    return handlers.dialog


def rows(dialog):
    tree = dialog.tree
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(4)) for item in items]


def test_a_release_is_made_by_name_and_tells_what_changed_since(dialog, session, window, qtbot):
    assert dialog.words.text() == "Nothing was frozen yet."
    dialog.freeze.click()
    assert "name first" in dialog.words.text()
    dialog.name.setText("v1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    assert dialog.list.topLevelItem(1).text(1).endswith("Articles 3")
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    spans = (make_span(ARTICLES[0][2], 0, 4),)
    record = Mention("e" * 32, session.project.own_layer, article_of(0), "ORG", spans)
    session.project.writer.commit(
        Action(Message("history.unknown"), (Change(record.id, "mention", CREATE, to_body(record)),))
    )
    dialog.second.activated.emit(dialog.second.currentIndex())
    qtbot.waitUntil(lambda: bool(rows(dialog)))
    assert rows(dialog) == [("In all", "1", "–", "–"), (ARTICLES[0][0], "1", "–", "–")]
    assert dialog.tree.topLevelItem(0).child(0).text(0) == "Mentions"
    dialog.name.setText("V1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: "never changed" in dialog.words.text())
    dialog.second.setCurrentIndex(dialog.second.findData("v1"))
    dialog.second.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.words.text() == "Nothing differs.")


def test_what_was_frozen_a_moment_ago_is_there_though_it_is_not_saved_yet(
    dialog, session, qtbot, monkeypatch
):
    writer, saves = session.project.writer, threading.Event()
    flush, do = writer.flush, session.apply

    def apply_later(action):
        """Nothing is saved until somebody waits for it."""
        saves.clear()
        writer.call(lambda _: saves.wait(10))
        return do(action)

    monkeypatch.setattr(writer, "flush", lambda: (saves.set(), flush()))
    monkeypatch.setattr(session, "apply", apply_later)
    dialog.name.setText("v1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    qtbot.waitUntil(lambda: dialog.words.text() in ("Nothing differs.", MISSING))
    saves.set()
    assert dialog.words.text() == "Nothing differs."


def test_a_long_name_is_shown_as_far_as_half_of_the_list(dialog):
    name = "2026 상반기 학습용 최종 납품본"
    dialog.show_releases([OfferedRelease("v1", "기사 3"), OfferedRelease(name, "기사 3")])
    room = dialog.list.columnWidth(0)
    assert room > dialog.list.fontMetrics().horizontalAdvance(name)
    dialog.show_releases([OfferedRelease(name * 9, "기사 3")])
    assert dialog.list.columnWidth(0) <= dialog.width() // 2


def commit(session, *changes):
    session.project.writer.commit(Action(Message("history.unknown"), changes))


def mention(session, obj, start, end):
    spans = (make_span(ARTICLES[0][2], start, end),)
    record = Mention(obj * 32, session.project.own_layer, article_of(0), "ORG", spans)
    return Change(record.id, "mention", CREATE, to_body(record))


def test_what_a_release_holds_stands_beside_it(dialog, session, qtbot):
    qtbot.waitUntil(lambda: dialog.counts.text() == "Articles 3")  # what a new one would hold
    dialog.name.setText("v1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    commit(session, mention(session, "e", 0, 4))
    dialog.look_asked.emit("now")
    qtbot.waitUntil(lambda: dialog.counts.text() == "Articles 3 · Mentions 1")
    shown = dialog.held.toPlainText()
    assert f"title: {ARTICLES[0][0]}" in shown
    assert "“한빛전자” 0–4" in shown
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.counts.text() == "Articles 3")
    assert "한빛전자” 0–4" not in dialog.held.toPlainText()


def test_what_differs_is_looked_at_record_by_record(dialog, session, window, qtbot):
    commit(session, mention(session, "e", 0, 4), mention(session, "f", 7, 9))
    dialog.name.setText("v1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    commit(
        session,
        Change("e" * 32, "mention", SET, {"type": "PERSON"}),
        Change("f" * 32, "mention", DELETE, {}),
        mention(session, "d", 14, 18),
    )
    dialog.second.activated.emit(dialog.second.currentIndex())
    qtbot.waitUntil(lambda: bool(rows(dialog)))
    tree = dialog.tree
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(1))
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    kind = tree.topLevelItem(1).child(0)
    qtbot.waitUntil(lambda: kind.childCount() == 3)
    said = [tuple(kind.child(row).text(column) for column in range(4)) for row in range(3)]
    assert [each[1:] for each in said] == [("", "•", ""), ("", "", "•"), ("•", "", "")]
    assert said[0][0].startswith("“한빛전자” · Person")
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    record = dialog.record
    assert record.title.text() == ARTICLES[0][0]
    assert record.about.text().startswith("Mention")
    assert "Changed" in record.about.text()
    assert record.context.text == "한빛전자, 내년 새 공장"
    words = [each.text() for each in record.findChildren(Label)]
    assert "Organisation → Person" in words
    with qtbot.waitSignal(dialog.go_asked) as asked:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert asked.args == [article_of(0), 0, 4]


def test_what_lies_in_no_article_is_told_by_name(dialog, session, qtbot):
    dialog.name.setText("v1")
    dialog.freeze.click()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    made = Entity("e" * 32, session.project.register_layer, "ORG", "한빛전자")
    commit(session, Change(made.id, "entity", CREATE, to_body(made)))
    dialog.second.activated.emit(dialog.second.currentIndex())
    qtbot.waitUntil(lambda: bool(rows(dialog)))
    group = dialog.tree.topLevelItem(1)
    assert group.text(0) == "In no article"
    group.setExpanded(True)
    qtbot.waitUntil(lambda: group.child(0).childCount() == 1)
    dialog.tree.setCurrentItem(group.child(0).child(0))
    assert group.child(0).child(0).text(0) == "한빛전자"
    assert dialog.record.about.text() == "Entities · Added"

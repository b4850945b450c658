"""A person at the window: real key events with scan codes and Hangul text."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, article_of

from juseok.core.messages import Message
from juseok.services.tagging.articles import open_article
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection
from juseok.ui.dialogs.import_dialog import ImportDialog
from juseok.ui.i18n import sentence
from juseok.ui.panels.finish import FinishStrip

TEXT = ARTICLES[0][2]


def select(window, words, *, by=SelectedBy.DRAG):
    """Select ``words`` in the first article as a drag would."""
    start = TEXT.index(words)
    view = window.bench.article.view
    view.set_state(Interaction(Selection(start, start + len(words), by=by)))


def mentions(window):
    workspace = window.session.workspace(article_of(0))
    return [(m.type, " ".join(s.quote for s in m.spans)) for m in workspace.mentions]


def saved(window, qtbot):
    qtbot.waitUntil(lambda: window.session.save_state.pending == 0 and not window.session._flying)


def view(window):
    return window.bench.article.view


def test_the_window_opens_on_the_list_and_the_first_article(window):
    assert window.bench.list.model.rowCount() == 3
    assert view(window).page.doc.text == TEXT
    assert window.windowTitle() == "뉴스 – Juseok"
    assert window.focusWidget() is view(window)


@pytest.mark.parametrize(("key", "jamo", "kind"), [("Q", "ㅂ", "PERSON"), ("W", "ㅈ", "ORG")])
def test_a_key_in_hangul_mode_tags_the_selection(window, qtbot, key, jamo, kind):
    select(window, "김하늘")
    press(view(window), key, text=jamo)
    assert mentions(window) == [(kind, "김하늘")]
    saved(window, qtbot)
    with window.session.project.reader() as reader:
        found = reader.annotations(window.session.viewer, article_of(0)).mentions
    assert [m.type for m in found] == [kind]


def test_an_eojeol_snaps_to_its_name_and_what_is_drawn_by_hand_does_not(window):
    select(window, "한빛전자는", by=SelectedBy.EOJEOL)
    press(view(window), "W", text="ㅈ")
    select(window, "부산에")
    press(view(window), "E", text="ㄷ")
    select(window, "대표는", by=SelectedBy.CHARACTER)
    press(view(window), "T", text="ㅅ")
    assert mentions(window) == [("ORG", "한빛전자"), ("TITLE", "대표는"), ("GPE", "부산에")]


def test_eojeols_taken_by_key_snap_as_those_of_a_double_click_do(window):
    start = TEXT.index("한빛전자는")
    view(window).set_state(Interaction(Selection(start, start)))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(view(window), "Right", modifiers=both)
    assert view(window).selection.spans == ((start, start + len("한빛전자는")),)
    press(view(window), "W", text="ㅈ")
    assert mentions(window) == [("ORG", "한빛전자")]


def test_an_edit_takes_the_place_of_what_the_status_line_said_before(window, qtbot):
    window.status.say("김하늘의 말")
    select(window, "부산")
    press(view(window), "E", text="ㄷ")
    saved(window, qtbot)
    assert "부산" in window.status.text


def test_what_is_noted_without_a_key_leaves_the_status_line_alone(window):
    window.status.say("김하늘의 말")
    noted = open_article(state=None, layer=window.session.layer, article=article_of(1))
    assert window.session.apply(noted)
    assert window.status.text == "김하늘의 말"


def test_a_blank_selection_is_no_mention_and_none_runs_past_its_paragraph(window):
    start = TEXT.index(" ", TEXT.index("\n"))
    view(window).set_state(Interaction(Selection(start, start + 1, by=SelectedBy.DRAG)))
    press(view(window), "W")
    assert mentions(window) == []
    end = TEXT.index("\n")
    view(window).set_state(Interaction(Selection(end - 2, end + 3, by=SelectedBy.DRAG)))
    press(view(window), "W")
    assert mentions(window) == [("ORG", "공장")]


def test_the_second_mention_of_a_name_goes_to_the_same_entity(window):
    for _ in range(2):
        select(window, "한빛전자")
        press(view(window), "W")
    start = TEXT.index("한빛전자가")
    view(window).set_state(Interaction(Selection(start, start + 5, by=SelectedBy.EOJEOL)))
    press(view(window), "W")
    workspace = window.session.workspace(article_of(0))
    assert len(workspace.mentions) == 2
    assert len({m.entity for m in workspace.mentions}) == 1


def test_another_type_key_retypes_what_was_just_tagged(window):
    select(window, "김하늘")
    press(view(window), "W")
    press(view(window), "Q")
    assert mentions(window) == [("PERSON", "김하늘")]
    workspace = window.session.workspace(article_of(0))
    entity = window.session.index.entity(workspace.mentions[0].entity)
    assert entity.type == "PERSON"


def test_edges_move_by_key(window):
    select(window, "한빛전자", by=SelectedBy.CHARACTER)
    press(view(window), "W")
    press(view(window), "[", text="[")
    press(view(window), "]", text="]", modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert mentions(window) == [("ORG", "빛전")]


def test_delete_takes_the_mention_under_the_caret(window):
    select(window, "한빛전자")
    press(view(window), "W")
    press(view(window), "Delete")
    assert mentions(window) == []


def test_numbers_get_their_type_by_rule_and_the_key_again_cycles(window):
    select(window, "1조원")
    press(view(window), "V", text="ㅍ")
    assert mentions(window) == [("MONEY", "1조원")]
    press(view(window), "V", text="ㅍ")
    assert mentions(window)[0][0] == "QUANTITY"
    assert window.status.text == "Money → Quantity"


@pytest.mark.parametrize("modifier", ["NoModifier", "ShiftModifier"])
def test_tab_stays_in_the_text_and_says_that_there_is_no_suggestion(window, qtbot, modifier):
    window.router.complete()
    qtbot.waitUntil(lambda: not window._context.suggestions.searching)
    press(view(window), "Tab", text="\t", modifiers=Qt.KeyboardModifier[modifier])
    assert window.focusWidget() is view(window)
    assert "no suggestion" in window.status.text
    window.router.trigger("pane.next")
    assert window.focusWidget() is not view(window)


def test_tag_all_takes_the_other_places_in_one_action(window, qtbot):
    start = TEXT.index("한빛전자는")
    view(window).set_state(Interaction(Selection(start, start + 4, by=SelectedBy.DRAG)))
    press(view(window), "W")
    press(view(window), "`", text="`")
    assert len(mentions(window)) == 3
    saved(window, qtbot)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: len(mentions(window)) == 1)


def test_undo_and_redo_go_through_the_file(window, qtbot):
    select(window, "김하늘")
    press(view(window), "Q")
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: mentions(window) == [])
    qtbot.waitUntil(lambda: window.session.redo_label is not None)
    window.router.trigger("edit.redo")
    qtbot.waitUntil(lambda: mentions(window) == [("PERSON", "김하늘")])


def test_undo_pressed_many_times_at_once_takes_that_many_back(window, qtbot):
    for words in ("김하늘", "부산", "1조원"):
        select(window, words)
        press(view(window), "Q")
    for _ in range(3):
        window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: mentions(window) == [])


def test_an_undo_elsewhere_goes_there_first(window, qtbot):
    select(window, "김하늘")
    press(view(window), "Q")
    saved(window, qtbot)
    with qtbot.waitSignal(window.bench.article_shown):
        window.router.trigger("article.next")
    qtbot.waitUntil(lambda: window.session.undo_label is not None)
    with qtbot.waitSignal(window.bench.article_shown) as shown:
        window.router.trigger("edit.undo")
    assert shown.args == [article_of(0)]
    assert mentions(window) == [("PERSON", "김하늘")]
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: mentions(window) == [])


def test_the_status_line_says_what_was_saved(window, qtbot):
    select(window, "김하늘")
    press(view(window), "Q")
    assert window.header._state.text() == "Saving…"
    saved(window, qtbot)
    qtbot.waitUntil(lambda: "김하늘" in window.status.text)
    assert window.header._state.text().startswith("Saved ")


def test_the_first_annotation_takes_the_article_in_hand(window, qtbot):
    select(window, "김하늘")
    press(view(window), "Q")
    model = window.bench.list.model
    qtbot.waitUntil(lambda: model.row(0) is not None and model.row(0).state == "in_progress")
    assert model.row(0).mentions == 1


def test_finishing_goes_to_the_next_unfinished_article(window, qtbot):
    window.router.trigger("article.finish")
    strip = window.findChild(FinishStrip)
    qtbot.waitUntil(strip.is_open)
    with qtbot.waitSignal(window.bench.article_shown) as shown:
        window.router.trigger("article.finish")
    assert shown.args == [article_of(1)]
    model = window.bench.list.model
    qtbot.waitUntil(lambda: model.row(0).state == "finished")


def test_a_key_without_words_to_act_on_says_so_quietly(window):
    press(view(window), "Q", text="ㅂ")
    assert "Select the words first" in window.status.text
    assert window.notice.isHidden()


def test_f6_walks_the_panes(window):
    seen = []
    for _ in range(3):
        window.router.trigger("pane.next")
        seen.append(window.bench.pane_of(window.focusWidget()).objectName())
    assert sorted(seen) == sorted(["InspectorPane", "ListPane", ""])


def test_the_place_is_remembered(window, qtbot, session):
    with qtbot.waitSignal(window.bench.article_shown):
        window.router.trigger("article.next")
    window.leave_session()
    window.show_session(session)
    with qtbot.waitSignal(window.bench.article_shown) as shown:
        pass
    assert shown.args == [article_of(1)]


def test_mentions_are_walked_by_key(window):
    for words in ("김하늘", "부산"):
        select(window, words)
        press(view(window), "Q")
    window.bench.article.view.select(0, 0)
    window._context.place.take("")
    press(view(window), "N", text="ㅜ")
    first = view(window).caret
    press(view(window), "N", text="ㅜ")
    assert (first, view(window).caret) == (TEXT.index("부산"), TEXT.index("김하늘"))


def test_every_control_has_a_name_for_screen_readers(window):
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit

    nameless = [
        widget
        for kind in (QAbstractButton, QAbstractItemView, QLineEdit)
        for widget in window.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_a_failed_save_offers_to_try_again(window, qtbot):
    path = window.session.project.path
    away = path.with_name("away.juseok")
    path.rename(away)
    select(window, "김하늘")
    press(view(window), "Q")
    qtbot.waitUntil(lambda: not window.notice.isHidden())
    assert window.header._state.text() == "Not saved"
    assert next(button.text() for button in window.notice._buttons) == "Save again"
    away.rename(path)
    window.notice._buttons[0].click()
    qtbot.waitUntil(lambda: window.notice.isHidden())
    assert mentions(window) == [("PERSON", "김하늘")]


def test_a_second_article_takes_the_inspector_s_place(window, qtbot):
    window.router.trigger("view.second")
    qtbot.waitUntil(lambda: window.palette_box._model.rowCount() == 2)
    window.palette_box._field.setText("나루")
    qtbot.waitUntil(lambda: window.palette_box._model.rowCount() == 1)
    press(window.palette_box._field, "Enter")
    beside = window._context.place.beside
    qtbot.waitUntil(lambda: beside.article == article_of(1))
    assert window._context.place.article == article_of(0)
    window.router.trigger("view.second")
    assert window._context.place.beside is None
    assert window.bench.inspector.second is None


def test_choosing_the_entity_makes_another_of_the_same_name(window, qtbot):
    select(window, "한빛전자")
    press(view(window), "W")
    start = TEXT.index("한빛전자가")
    view(window).set_state(Interaction(Selection(start, start + 4, by=SelectedBy.DRAG)))
    press(view(window), "W", text="ㅈ", modifiers=Qt.KeyboardModifier.ShiftModifier)
    names = [
        window.palette_box._model.index(row).data()
        for row in range(window.palette_box._model.rowCount())
    ]
    assert names == ["New entity “한빛전자”", "한빛전자"]
    press(window.palette_box._field, "Enter")
    workspace = window.session.workspace(article_of(0))
    assert len({m.entity for m in workspace.mentions}) == 2


def test_a_name_typed_in_the_chooser_finds_what_is_called_so_and_else_makes_it(window):
    def choose(words, typed):
        select(window, words)
        press(view(window), "W", modifiers=Qt.KeyboardModifier.ShiftModifier)
        window.palette_box._field.setText(typed)
        press(window.palette_box._field, "Enter")
        workspace, index = window.session.workspace(article_of(0)), window.session.index
        return {index.entity(mention.entity).name for mention in workspace.mentions}

    assert choose("부산", "부산광역시") == {"부산광역시"}
    assert choose("김하늘", "부산") == {"부산광역시"}


def test_settings_change_the_view_at_once(window, settings):
    before = view(window).page.fonts.settings.size
    window.router.trigger("view.zoom_in")
    assert view(window).page.fonts.settings.size == before + 1


def test_a_ctrl_chord_in_hangul_mode_reaches_its_action(window, qtbot):
    select(window, "김하늘")
    press(view(window), "Q")
    press(view(window), "Z", text="ㅋ", modifiers=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: mentions(window) == [])


def test_a_menu_is_filled_when_it_opens_and_its_shortcuts_count_before_and_after(window, qtbot):
    menus = window.header.menus
    qtbot.waitUntil(lambda: menus.actions() != [] and menus.width() > 0)  # and laid out
    heard = []
    window.router.triggered.connect(heard.append)
    QTest.keyClick(view(window), Qt.Key.Key_F6)
    bar = window.header.menus
    for entry in bar.actions():
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(entry).center())
        menu = entry.menu()
        assert menu.isVisible()
        shown = [each for each in menu.actions() if not each.isSeparator()]
        assert len(shown) > 1
        assert all(each.text() for each in shown)
        whole = sum(menu.actionGeometry(each).height() for each in shown)
        assert menu.height() >= min(whole, 0.9 * menu.screen().availableGeometry().height())
        menu.close()
    view(window).setFocus()
    QTest.keyClick(view(window), Qt.Key.Key_F6)
    assert heard == ["pane.next"] * 2


def test_an_article_is_skipped_with_a_typed_reason(window, qtbot):
    window.router.trigger("article.skip")
    window.palette_box._field.setText("광고")
    with qtbot.waitSignal(window.bench.article_shown) as shown:
        press(window.palette_box._field, "Enter")
    assert shown.args == [article_of(1)]
    session = window.session
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    with session.project.reader() as reader:
        state = reader.article_state(session.viewer, article_of(0))
    assert (state.state, state.reason) == ("skipped", "광고")


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip


def test_files_dropped_on_the_window_are_handed_on(window, qtbot, tmp_path):
    with qtbot.waitSignal(window._context.place.files_dropped) as dropped:
        drop(window, tmp_path)
    assert dropped.args == [[tmp_path]]
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)


def test_the_dialog_for_dropped_files_belongs_to_the_window_though_another_program_is_in_front(
    window, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    drop(window, tmp_path)
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)


def test_an_import_dialog_that_goes_with_its_window_ends_its_work(window):
    window.router.trigger("project.import")
    (dialog,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, ImportDialog))
    work = dialog.work
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    work.wait()  # as the project does when it closes: without an end it would not come back


def test_a_key_in_a_read_only_project_says_why_each_time(window, qtbot, monkeypatch):
    session = window.session
    monkeypatch.setattr(session.project, "read_only", Message("project.read_only.asked", name="x"))
    for _ in range(2):
        window.status.say("")
        select(window, "한빛전자")
        press(window.bench.article.view, "W")
        assert window.status.text == sentence(session.read_only)
    assert mentions(window) == []

"""The same job without a mouse, from an empty project."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication
from tests.e2e.ways import TYPE_KEYS, by_search, sentences_of, tag, words_of

from juseok.ui.dialogs.import_dialog import ImportDialog


@pytest.fixture
def folder(tmp_path, pages):
    """The pages in a folder of their own."""
    folder = tmp_path / "받은 기사"
    folder.mkdir()
    for page in pages:
        shutil.copy(page, folder)
    return folder


def dialog_open():
    return any(
        isinstance(w, ImportDialog) and w.isVisible() for w in QApplication.topLevelWidgets()
    )


def by_caret(hands, start, end):
    """With the search line to the start, then eojeol by eojeol and character by character."""
    hands.find_at(start, start + 1)
    hands.press("Left")
    assert hands.view.selection.caret == start
    hands.press("Ctrl+Shift+Right")
    while hands.view.selection.caret > end:
        hands.press("Shift+Left")


def test_import_read_tag_claim_and_undo_by_keyboard_alone(tmp_path, folder, command, at_window):
    path = tmp_path / "빈 것.juseok"
    assert command("new", path) == 0

    def import_folder(hands):
        hands.press("Ctrl+K")
        hands.choose_in_palette("기사 가져오기")
        hands.until(lambda: isinstance(QApplication.activeWindow(), ImportDialog))
        dialog = QApplication.activeWindow()
        assert isinstance(dialog, ImportDialog)
        hands.give_path(folder)
        while QApplication.focusWidget() is not dialog.first_folder:
            hands.press("Tab")
        hands.press("Space")
        hands.until(lambda: dialog.accept_button.isEnabled() and dialog.work.idle)
        hands.press("Ctrl+Enter")
        hands.until(lambda: dialog.pages.currentWidget() is dialog.report)
        hands.press("Esc")
        hands.until(lambda: not dialog_open())

    def work(hands):
        hands.until(lambda: hands.desk.session is not None and hands.window.bench is not None)
        import_folder(hands)
        hands.wait_open()
        hands.until(lambda: hands.bench.list.model.rowCount() >= 5)
        ids = hands.bench.list.model.ids
        hands.wait_shown(ids[0])

        hands.press("Shift+F6")
        assert not hands.in_text
        hands.press_each("Down", "Down", "Enter")
        hands.wait_shown(ids[2])
        assert hands.in_text
        hands.press_each("Ctrl+PgUp", "Ctrl+PgUp")
        hands.wait_shown(ids[0])

        words = words_of(hands.workspace, 6)
        for number, (start, end) in enumerate(words):
            way = (by_caret, by_search)[number % 2]
            tag(hands, way, start, end, TYPE_KEYS[number])
        hands.press_each("Ctrl+Home", "N", "Shift+W")
        hands.press("Esc")
        sentence = sentences_of(hands.workspace, 1)[0]
        by_search(hands, *sentence.content)
        hands.press("Z")
        hands.press_each("X", "X", "3")
        (claim,) = hands.workspace.claims
        assert claim.source_state == "none"
        hands.wait_saved()
        hands.wait_turned()
        hands.press("Ctrl+Z")
        hands.until(lambda: hands.workspace.claims[0].attributes["certainty"].value == "certain")
        hands.press("Ctrl+Shift+Z")
        hands.until(lambda: hands.workspace.claims[0].attributes["certainty"].value == "possible")
        assert not hands.moused
        hands.quit()

    at_window(work, path, wait=False)

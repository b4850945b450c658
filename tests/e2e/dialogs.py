"""Import and export through their dialogs, by keys alone or with the mouse."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from tests.e2e.hands import Hands

from juseok.ui.dialogs.export_dialog import ExportDialog
from juseok.ui.dialogs.import_dialog import ImportDialog

LEFT = Qt.MouseButton.LeftButton
DialogT = TypeVar("DialogT", bound=QDialog)


def wait_dialog(hands: Hands, kind: type[DialogT]) -> DialogT:
    """Until a dialog of ``kind`` has the keyboard; gives it.

    A screen without a window manager gives it to nobody; that is made up for here.
    """
    hands.until(lambda: _shown(kind))
    (dialog,) = _shown(kind)
    dialog.activateWindow()
    hands.until(lambda: QApplication.activeWindow() is dialog)
    return dialog


def tab_to(hands: Hands, field: QWidget) -> None:
    """Go to ``field`` with the Tab key."""
    for _ in range(60):
        if QApplication.focusWidget() is field:
            return
        hands.press("Tab")
    raise AssertionError(f"Tab does not reach {field.accessibleName()}")


def open_import(hands: Hands) -> ImportDialog:
    hands.press("Ctrl+K")
    hands.choose_in_palette("기사 가져오기")
    return wait_dialog(hands, ImportDialog)


def choose(hands: Hands, dialog: ImportDialog, path: Path) -> None:
    """Choose a file or a folder in the open dialog, by keys; until it is read."""
    hands.give_path(path)
    tab_to(hands, dialog.first_folder if path.is_dir() else dialog.first_files)
    hands.press("Space")
    wait_read(hands, dialog)


def wait_read(hands: Hands, dialog: ImportDialog) -> None:
    hands.until(lambda: dialog.accept_button.isEnabled() and dialog.work.idle)


def drop(hands: Hands, *paths: Path) -> ImportDialog:
    """Drop files on the window; until they are read."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, copy, plain = QPoint(400, 300), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDropEvent):
        QApplication.sendEvent(hands.window, kind(at, copy, data, LEFT, plain))
    hands.moused = True
    dialog = wait_dialog(hands, ImportDialog)
    wait_read(hands, dialog)
    return dialog


def rezone_last_line(hands: Hands, dialog: ImportDialog, key: str) -> str:
    """In the preview of the first article, give its last line another role; gives that line."""
    view = dialog.bench.preview.view
    while QApplication.focusWidget() is not view:
        hands.press("F6")
    hands.press_each("Ctrl+End", key)
    return view.page.doc.text[: view.selection.caret].rpartition("\n")[2]


def finish_import(hands: Hands, dialog: ImportDialog, *, by_key: bool) -> None:
    """Import, look at the report, and go to the articles."""
    if by_key:
        hands.press("Ctrl+Enter")
    else:
        QTest.mouseClick(dialog.accept_button, LEFT)
    hands.until(lambda: dialog.pages.currentWidget() is dialog.report)
    if by_key:
        hands.press("Esc")
    else:
        QTest.mouseClick(dialog.report.close_button, LEFT)
    hands.until(lambda: not _shown(ImportDialog))


def export(hands: Hands, path: Path, *, by_key: bool) -> None:
    """Export everything to ``path`` through the dialog; close it when the report is there."""
    hands.press("Ctrl+E")
    dialog = wait_dialog(hands, ExportDialog)
    field = dialog.form.target.field
    if by_key:
        tab_to(hands, field)
    else:
        QTest.mouseClick(field, LEFT)
    hands.press("Ctrl+A")
    hands.type_text(str(path))
    if by_key:
        hands.press("Enter")
    else:
        QTest.mouseClick(dialog.go, LEFT)
    hands.until(lambda: dialog.report is not None)
    if by_key:
        hands.press("Esc")
    else:
        QTest.mouseClick(dialog.leave, LEFT)
    hands.until(lambda: not _shown(ExportDialog))


def _shown(kind: type[DialogT]) -> list[DialogT]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

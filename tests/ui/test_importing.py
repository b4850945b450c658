"""From the window: import by key or by drop, and what it shows afterwards."""

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from tests.lang.pages import DAILY

from juseok.ui.dialogs.import_dialog import ImportDialog


def dialogs():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, ImportDialog)]


def test_a_dropped_file_is_imported_listed_and_shown(window, qtbot, tmp_path):
    path = tmp_path / "기사.txt"
    path.write_text(DAILY.text, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: bool(dialogs()))
    (dialog,) = dialogs()
    qtbot.waitUntil(lambda: dialog.batch.articles == 1 and dialog.accept_button.isEnabled())
    with qtbot.waitSignal(window.bench.article_shown):
        dialog.start_import()
    model = window.bench.list.model
    qtbot.waitUntil(lambda: model.rowCount() == 4)
    assert window.bench.article.view.page.doc.title == DAILY.title
    dialog.report.close_button.click()
    qtbot.waitUntil(lambda: dialogs() == [])


def test_the_key_opens_one_dialog_only(window, qtbot):
    window.router.trigger("project.import")
    window.router.trigger("project.import")
    (dialog,) = dialogs()
    dialog.close()
    qtbot.waitUntil(lambda: dialogs() == [])


def test_an_import_is_undone_as_a_whole(window, qtbot, tmp_path):
    path = tmp_path / "기사.txt"
    path.write_text(DAILY.text, encoding="utf-8")
    window.router.trigger("project.import")
    (dialog,) = dialogs()
    dialog.bring([path])
    qtbot.waitUntil(lambda: dialog.accept_button.isEnabled())
    dialog.start_import()
    model = window.bench.list.model
    qtbot.waitUntil(lambda: model.rowCount() == 4)
    qtbot.waitUntil(lambda: window.session.undo_label is not None)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    dialog.close()
    qtbot.waitUntil(lambda: dialogs() == [])


def test_a_project_that_is_closed_takes_the_dialog_with_it(window, qtbot, session):
    window.router.trigger("project.import")
    window.leave_session()
    session.closing.emit()
    qtbot.waitUntil(lambda: dialogs() == [])

"""The import dialog on a project, and a folder of files to bring."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.dialogs.kit import settled

from juseok.ui.dialogs.import_dialog import ImportDialog
from juseok.ui.theme import Theme


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "받은 글"
    folder.mkdir()
    return folder


@pytest.fixture
def dialog(qapp, qtbot, session):
    look = Theme(qapp, "light")
    dialog = ImportDialog(session.project, look)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.work.close()
    look.deleteLater()


@pytest.fixture
def bring(dialog, qtbot):
    """Let the dialog read what the files of a folder are."""

    def run(*paths):
        dialog.bring(paths)
        settled(dialog, qtbot)
        return dialog

    return run

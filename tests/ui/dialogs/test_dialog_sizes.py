"""Every dialog can be used on a screen of 1366×768, in both languages."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from juseok.core.model import Metadata
from juseok.core.scheme import load_scheme
from juseok.ui import i18n
from juseok.ui.actions import ActionRouter
from juseok.ui.dialogs.about_dialog import AboutDialog
from juseok.ui.dialogs.export_choice import Offer, OfferedFormat, Remembered
from juseok.ui.dialogs.export_dialog import ExportDialog
from juseok.ui.dialogs.import_details import DetailsDialog
from juseok.ui.dialogs.report import ReportDialog
from juseok.ui.dialogs.scheme_editor import SchemeEditor
from juseok.ui.dialogs.settings_dialog import SettingsDialog
from juseok.ui.shortcuts_page import ShortcutsDialog

SCREEN = QSize(1366 - 16, 768 - 56)


def _export(parent, settings):
    offer = Offer((OfferedFormat("jsonl", "JSONL", ".jsonl"),), (), 7)
    return ExportDialog(offer, Remembered("jsonl", "all", "all"), Path("starter"), parent)


def _scheme(parent, settings):
    return SchemeEditor(
        scheme=load_scheme("default"), apply=lambda _: None, count=lambda _: 0, parent=parent
    )


DIALOGS = {
    "about": lambda parent, _: AboutDialog(parent),
    "details": lambda parent, _: DetailsDialog(Metadata(title="제목"), parent),
    "export": _export,
    "report": lambda parent, _: ReportDialog("report", parent),
    "scheme": _scheme,
    "settings": lambda parent, settings: SettingsDialog(settings, parent),
    "shortcuts": lambda parent, settings: ShortcutsDialog(ActionRouter(), settings, parent),
}


@pytest.fixture(params=["ko", "en"])
def language(qapp, request):
    i18n.install(qapp, request.param)
    yield request.param
    i18n.install(qapp, "en")


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_fits_and_could_be_smaller(qtbot, settings, name):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    dialog = DIALOGS[name](window, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.size().boundedTo(SCREEN) == dialog.size()
    assert dialog.minimumSizeHint().boundedTo(SCREEN) == dialog.minimumSizeHint()

"""What is known of one article of the project, in a small form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from juseok.core.model import Metadata
from juseok.ui.dialogs.import_metadata import MetadataForm
from juseok.ui.i18n import tr
from juseok.ui.widgets.asking import foot
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen


class DetailsDialog(Dialog):
    """``saved(metadata)``: the person is done, and something is otherwise."""

    saved = Signal(object)

    def __init__(self, about: Metadata, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Article details"))
        self._about = about
        self.form = MetadataForm(self)
        self.form.show_metadata(about)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 16)
        box.setSpacing(24)
        box.addWidget(self.form)
        box.addLayout(foot(self, tr("Save"))[0])
        fit_to_screen(self, 720, 280)
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        found = self.form.metadata
        if found != self._about:
            self.saved.emit(found)
        super().accept()

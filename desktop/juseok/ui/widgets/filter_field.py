"""A field to filter a list by while typing."""

from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from juseok.ui.i18n import tr


class FilterField(QLineEdit):
    """``words`` say what it filters: its placeholder and its accessible name."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the filter"))

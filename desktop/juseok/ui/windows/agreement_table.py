"""A table of agreement in its window: figures with n and interval, below their picture."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from juseok.services.agreement.table import Table, said
from juseok.ui.i18n import language, sentence

_ROW: Final = 30
_MOST: Final = 18
_NARROW: Final = 4


class FigureTable(QTableWidget):
    """Rows as they are; nothing can be changed in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("FigureTable")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setHighlightSections(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_table(self, table: Table | None) -> None:
        """Show it; without one there is none to see."""
        self.setVisible(table is not None)
        if table is None:
            return
        self.clearSelection()
        words = [[said(cell, language()) for cell in row] for row in table.rows]
        head = [sentence(each) for each in table.head]
        stays = len(head) > _NARROW  # what a row is about, while the others are scrolled
        self.setAccessibleName(sentence(table.title))
        self.setColumnCount(len(head) - stays)
        self.setRowCount(len(words))
        self.verticalHeader().setVisible(stays)
        if stays:
            self.setVerticalHeaderLabels([row[0] for row in words])
            head, words = head[1:], [row[1:] for row in words]
        self.setHorizontalHeaderLabels(head)
        for row, cells in enumerate(words):
            for column, text in enumerate(cells):
                self.setItem(row, column, QTableWidgetItem(text))
        self.resizeColumnsToContents()
        self.setFixedHeight(min(len(words) + 2, _MOST) * _ROW)

"""A place in its context: some words of its line on both sides, the words themselves in colour."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from juseok.ui.theme import ui_font

_LINE: Final = 19
_LINES: Final = 3
_BEFORE: Final = 24
_BEHIND: Final = 40


class ContextLine(QWidget):
    """Wrapped, in at most three lines.  ``clicked()``: somebody wants to see it in its text."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ("", "", "")
        self.setFont(ui_font(pixels=13))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, left: str, words: str, right: str) -> None:
        """``words`` between ``left`` and ``right``, which are cut where they are long."""
        left = left if len(left) <= _BEFORE else "…" + left[-_BEFORE:].lstrip()
        right = right if len(right) <= _BEHIND else right[:_BEHIND].rstrip() + "…"
        self._words = (left, words, right)
        self.setAccessibleName(left + words + right)
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        return "".join(self._words)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return _LINE * min(self._laid_out(width).lineCount(), _LINES)

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def _laid_out(self, width: int) -> QTextLayout:
        left, words, _ = self._words
        layout = QTextLayout(self.text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        hit = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setFont(ui_font(pixels=13, strong=True))
        look.setForeground(self.palette().color(QPalette.ColorRole.Accent))
        hit.start, hit.length, hit.format = _units(left), _units(words), look
        layout.setFormats([hit])
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        layout = self._laid_out(self.width())
        for number in range(min(layout.lineCount(), _LINES)):
            layout.lineAt(number).draw(painter, QPointF(0, number * _LINE))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.update()
        super().changeEvent(event)


def _units(text: str) -> int:
    """How many UTF-16 units: Qt counts in those."""
    return len(text.encode("utf-16-le")) // 2

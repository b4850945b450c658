"""How a person looks: a letter over a line in that person's colour and pattern."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from juseok.core.model import Annotator
from juseok.ui.theme import DARK, LIGHT, ink, ui_font

_SIZE: Final = QSize(24, 24)
_PENS: Final = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dashdot": Qt.PenStyle.DashDotLine,
}


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what it stands on."""
    return palette.windowText().color().lightness() > palette.window().color().lightness()


class Badge(QWidget):
    """Told by letter and pattern, not by colour alone."""

    def __init__(self, person: Annotator, parent: QWidget) -> None:
        super().__init__(parent)
        self.person = person
        self.setFixedSize(_SIZE)
        self.setAccessibleName(person.letter)

    def show_person(self, person: Annotator) -> None:
        """Look as ``person`` does."""
        self.person = person
        self.setAccessibleName(person.letter)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(pixels=13, strong=True))
        painter.setPen(self.palette().windowText().color())
        painter.drawText(
            QRectF(0, 0, self.width(), 18), Qt.AlignmentFlag.AlignCenter, self.person.letter
        )
        tokens = DARK if is_dark(self.palette()) else LIGHT
        pen = QPen(
            ink(self.person.color, tokens), 3, _PENS.get(self.person.pattern, _PENS["solid"])
        )
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(1, 21, self.width() - 1, 21)

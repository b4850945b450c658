"""How one entity looks in the list: type, name, other names; counts at the right."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette

from juseok.core.scheme import Scheme
from juseok.ui.i18n import language
from juseok.ui.models.entity_list import ROW_ROLE, EntityLine
from juseok.ui.theme import Tokens, ink, ui_font, wash
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

_CHIP: Final = 20


class EntityRowDelegate(RowDelegate):
    """Two lines: the name, and below it the other names; a chip tells the type by its letter."""

    size = QSize(160, 48)

    def __init__(
        self,
        scheme: Callable[[], Scheme],
        tokens: Callable[[], Tokens],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._tokens = tokens

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, EntityLine):
            return
        self._chip(painter, line, QRect(box.left() + 8, box.top() + 8, _CHIP, _CHIP))
        text = box.adjusted(38, 5, -10, -5)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        used = _counts(painter, line, text, muted)
        painter.setFont(ui_font(pixels=13, strong=True))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        width = text.width() - used - 8
        draw_line(painter, QRect(text.left(), text.top(), width, 19), line.entity.name)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        names = (*line.entity.aliases, *(f"= {name}" for name in line.joined))
        words = " · ".join(names) or self._type_name(line)
        draw_line(
            painter, QRect(text.left(), text.bottom() - 17, text.width() - used - 8, 17), words
        )

    def _type_name(self, line: EntityLine) -> str:
        model_type = self._scheme().entity_type(line.entity.type)
        return model_type.name(language()) if model_type else line.entity.type

    def _chip(self, painter: QPainter, line: EntityLine, box: QRect) -> None:
        kind = self._scheme().entity_type(line.entity.type)
        color = kind.color if kind else "#888888"
        tokens = self._tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash(color, tokens))
        painter.drawRoundedRect(QRectF(box), 5, 5)
        painter.setPen(ink(color, tokens))
        painter.setFont(ui_font(pixels=12, strong=True))
        letter = (kind.letter or kind.key) if kind else line.entity.type[:1]
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def _counts(painter: QPainter, line: EntityLine, box: QRect, muted: QColor) -> int:
    """Draw "here / everywhere" at the right; gives the width used."""
    painter.setFont(ui_font(pixels=12))
    here = f"{line.here:,}"
    beyond = f" / {line.everywhere:,}" if line.everywhere is not None else ""
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(here + beyond)
    row = QRect(box.right() - width, box.top(), width + 2, 19)
    painter.setPen(muted)
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, here + beyond)
    return width

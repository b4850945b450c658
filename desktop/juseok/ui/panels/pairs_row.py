"""How a pair of names looks in the list: both names, and below them why they may be one."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPalette

from juseok.services.entities.alias_queue import Pair
from juseok.ui.i18n import sentence
from juseok.ui.models.pair_list import ROW_ROLE
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line


class PairRowDelegate(RowDelegate):
    """Two lines; the sign between the names is quiet."""

    size = QSize(160, 46)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        pair = index.data(ROW_ROLE)
        if not isinstance(pair, Pair):
            return
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        text = box.adjusted(10, 4, -10, -4)
        line = QRect(text.left(), text.top(), text.width(), 19)
        painter.setFont(ui_font(pixels=13))
        metrics = painter.fontMetrics()
        sign = metrics.horizontalAdvance(" = ")
        room = max(line.width() - sign, 0)
        one = min(
            metrics.horizontalAdvance(pair.one.name),
            max(room // 2, room - metrics.horizontalAdvance(pair.other.name)),
        )
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        draw_line(painter, QRect(line.left(), line.top(), one + 1, 19), pair.one.name)
        behind = line.left() + one + sign
        draw_line(painter, QRect(behind, line.top(), line.right() - behind, 19), pair.other.name)
        painter.setPen(muted)
        draw_line(painter, QRect(line.left() + one, line.top(), sign + 4, 19), " = ")
        painter.setFont(ui_font(pixels=12))
        draw_line(
            painter, QRect(text.left(), text.bottom() - 17, text.width(), 17), sentence(pair.reason)
        )

"""How a place that was found looks: the words around it, what was found in bold; where it is."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from juseok.core.text import Utf16Map
from juseok.services.search.searching import Found
from juseok.ui.i18n import tr
from juseok.ui.icons import icon
from juseok.ui.models.search_list import ROW_ROLE, when_and_where
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

_LINES = 2
_KEPT = QSize(160, 36)


class SearchRowDelegate(RowDelegate):
    """Two lines of context above one that says where."""

    size = QSize(160, 74)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return _KEPT if isinstance(index.data(ROW_ROLE), str) else self.size

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, str):
            _draw_kept(painter, box, palette, row)
        elif isinstance(row, Found):
            _draw_found(painter, box, palette, row)


def _draw_found(painter: QPainter, box: QRect, palette: QPalette, found: Found) -> None:
    text = box.adjusted(10, 6, -10, -6)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    layout = _context(found, text.width(), palette)
    layout.draw(painter, QPointF(text.left(), text.top()))
    painter.setFont(ui_font(pixels=12))
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    line = QRect(text.left(), text.bottom() - 17, text.width(), 17)
    where = when_and_where(found)
    used = min(painter.fontMetrics().horizontalAdvance(where) + 2, line.width() // 2)
    draw_line(painter, line.adjusted(0, 0, -used - 12, 0), found.title or tr("Untitled"))
    draw_line(painter, line.adjusted(line.width() - used, 0, 0, 0), where)


def _context(found: Found, width: int, palette: QPalette) -> QTextLayout:
    """The words around a place on two lines, the places in bold and in the accent's colour."""
    words = f"{found.context}{'…' if found.cut else ''}"
    layout = QTextLayout(words, ui_font(pixels=13))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = Utf16Map(words)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    bold.setForeground(palette.color(QPalette.ColorRole.Accent))
    ranges: list[QTextLayout.FormatRange] = []
    for start, end in found.marks:
        each = QTextLayout.FormatRange()
        each.start = units.to_utf16(start)
        each.length = units.to_utf16(end) - each.start
        each.format = bold
        ranges.append(each)
    layout.setFormats(ranges)
    layout.beginLayout()
    y = 0.0
    for _ in range(_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _draw_kept(painter: QPainter, box: QRect, palette: QPalette, written: str) -> None:
    icon("history", QPalette.ColorRole.PlaceholderText).paint(
        painter, QRect(box.left() + 10, box.center().y() - 8, 16, 16)
    )
    painter.setFont(ui_font(pixels=13))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    draw_line(painter, box.adjusted(36, 0, -10, 0), written)

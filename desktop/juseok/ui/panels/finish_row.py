"""How one finding looks: an icon for its sort and a sentence, on one line."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette

from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line


class FindingRowDelegate(RowDelegate):
    size = QSize(160, 28)
    indent = 8

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(box.left() + 8, box.center().y() - 7, 16, 16))
        painter.setFont(ui_font(pixels=13))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        draw_line(painter, box.adjusted(34, 0, -8, 0), str(index.data()))

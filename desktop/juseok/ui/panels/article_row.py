"""How one article looks in the list: state, title; publisher and date; counts."""

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPalette, QPen, QPixmap

from juseok.store.reader import ArticleRow
from juseok.ui.i18n import tr
from juseok.ui.icons import icon
from juseok.ui.models.article_list import ROW_ROLE, day
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, RowDelegate, draw_line

_LEAST: Final = 4
"""Letters of a publisher that still tell which one it is, … among them."""
_COUNTS: Final = (("tag", "mentions"), ("quote", "claims"))


class ArticleRowDelegate(RowDelegate):
    """Two lines: the title, and below it where and when, with the counts at the right."""

    size = QSize(160, 56)

    def draw_row(self, painter: QPainter, box: QRect, palette: QPalette, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ArticleRow):
            return
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        _draw_state(painter, row.state, QPointF(box.left() + 14, box.top() + 18), palette)
        text = box.adjusted(28, 7, -10, -6)
        done = row.state in ("finished", "skipped")
        painter.setFont(ui_font(pixels=13, strong=not done))
        painter.setPen(muted if done else palette.color(QPalette.ColorRole.Text))
        line = QRect(text.left(), text.top(), text.width(), 20)
        draw_line(painter, line, row.title or tr("Untitled"))
        below = QRect(text.left(), text.bottom() - 18, text.width(), 18)
        painter.setFont(ui_font(pixels=12))
        painter.setPen(muted)
        used = self._counts(painter, row, below, muted)
        room = below.adjusted(0, 0, -used - 8, 0)
        told = where(painter.fontMetrics(), row.publisher, day(row), room.width())
        draw_line(painter, room, told)

    def _counts(self, painter: QPainter, row: ArticleRow, line: QRect, ink: QColor) -> int:
        """Draw the counts that are not zero from the right; gives the width used."""
        x = line.right()
        ratio = painter.device().devicePixelRatio()
        for name, field in reversed(_COUNTS):
            count = getattr(row, field)
            if not count:
                continue
            words = f"{count:,}"
            width = painter.fontMetrics().horizontalAdvance(words)
            x -= width
            painter.drawText(
                QRect(x, line.top(), width + 2, 18), Qt.AlignmentFlag.AlignVCenter, words
            )
            x -= 15
            painter.drawPixmap(x, line.top() + 3, _small(name, ink.rgba(), ratio))
            x -= 8
        if row.control:
            x -= 14
            painter.drawPixmap(x, line.top() + 3, _small("eye-off", ink.rgba(), ratio))
            x -= 8
        if row.asked:
            x -= 14
            name = "undo" if row.asked == "returned" else "person"
            painter.drawPixmap(x, line.top() + 3, _small(name, ink.rgba(), ratio))
            x -= 8
        return line.right() - x


def where(metrics: QFontMetrics, publisher: str, date: str, room: int) -> str:
    """Publisher and date in ``room`` pixels; a publisher that is too long gives way to the date."""
    tail = f" · {date}" if publisher and date else date
    left = room - metrics.horizontalAdvance(tail)
    short = metrics.elidedText(publisher, Qt.TextElideMode.ElideRight, left)
    return (short if len(short) >= _LEAST else publisher) + tail


@cache
def _small(name: str, ink: int, ratio: float) -> QPixmap:
    """An icon of 12 px in the quiet colour; ``ink`` makes a theme change draw it anew."""
    return icon(name, QPalette.ColorRole.PlaceholderText).pixmap(QSize(12, 12), ratio)


def _draw_state(painter: QPainter, state: str, middle: QPointF, palette: QPalette) -> None:
    """Empty ring, half disc, disc with a tick, or a dash: told by shape, not by colour alone."""
    accent = palette.color(QPalette.ColorRole.Accent)
    quiet = palette.color(QPalette.ColorRole.PlaceholderText)
    ring = QRectF(middle.x() - 5, middle.y() - 5, 10, 10)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == "finished":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawEllipse(ring.adjusted(-1, -1, 1, 1))
        tick = QPainterPath(QPointF(middle.x() - 2.8, middle.y() + 0.2))
        tick.lineTo(middle.x() - 0.7, middle.y() + 2.3)
        tick.lineTo(middle.x() + 3.0, middle.y() - 2.2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.HighlightedText), 1.6))
        painter.drawPath(tick)
    elif state == "skipped":
        painter.setPen(QPen(quiet, 1.5))
        painter.drawLine(QPointF(middle.x() - 4, middle.y()), QPointF(middle.x() + 4, middle.y()))
    else:
        painter.setPen(QPen(accent if state == "in_progress" else quiet, 1.5))
        painter.drawEllipse(ring)
        if state == "in_progress":
            painter.setBrush(accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPie(ring.adjusted(1.5, 1.5, -1.5, -1.5), 90 * 16, -180 * 16)

"""How the claims look in their table, and how act and certainty are chosen in place."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QObject,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPalette, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from juseok.core.scheme import Scheme
from juseok.services.tagging.claims import Modality, modalities
from juseok.ui.i18n import language, tr
from juseok.ui.models.claim_list import ROW_ROLE, ClaimLine, Column, modality_words
from juseok.ui.theme import ui_font
from juseok.ui.widgets.rows import Index, draw_line

HEIGHT: Final = 48
_PIXELS: Final = 12


class ClaimRowDelegate(QStyledItemDelegate):
    """Content on two lines, all else on one; what is undecided or absent in quiet ink."""

    def __init__(
        self,
        scheme: Callable[[], Scheme],
        pointed: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        """``pointed``: the record that the mouse is on, here or in the text."""
        super().__init__(parent)
        self._scheme = scheme
        self._pointed = pointed

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(48, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, ClaimLine):
            return
        painter.save()
        _ground(painter, option, index, pointed=line.claim.id == self._pointed())
        palette = option.palette
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        ink = palette.color(QPalette.ColorRole.Text)
        column = index.column()
        room = option.rect.adjusted(8, 6, -4, -6)
        painter.setFont(ui_font(pixels=_PIXELS))
        if column == Column.CONTENT:
            painter.setPen(ink)
            draw_two_lines(painter, room, line.content)
        else:
            painter.setPen(_pen(line, column, ink, quiet))
            top = QRect(room.left(), room.top(), room.width(), 18)
            draw_line(painter, top, line.words(column) or "–")
        painter.restore()

    # -- choosing in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        box = QComboBox(parent)
        box.setAccessibleName(
            tr("Act") if index.column() == Column.ACT else tr("Certainty and polarity")
        )
        box.view().setAccessibleName(box.accessibleName())
        for words, value in self._choices(index.column()):
            box.addItem(words, value)
        box.activated.connect(lambda _: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def _choices(self, column: int) -> Sequence[tuple[str, object]]:
        scheme = self._scheme()
        if column == Column.CERTAINTY:
            return [(modality_words(scheme, stand), stand) for stand in modalities(scheme)]
        held = scheme.attribute("act")
        values = held.values if held is not None else ()
        return [(value.name(language()), value.id) for value in values if not value.retired]

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        wanted = index.data(Qt.ItemDataRole.EditRole)
        held = [editor.itemData(number) for number in range(editor.count())]
        editor.setCurrentIndex(held.index(wanted) if wanted in held else -1)
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        value = editor.currentData()
        if isinstance(value, str | Modality):
            model.setData(index, value)


def draw_two_lines(painter: QPainter, room: QRect, text: str) -> None:
    """``text`` on at most two lines of 18 px; … where it does not fit."""
    metrics = painter.fontMetrics()
    cut = _first_line(text, room.width(), metrics.horizontalAdvance)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    first, rest = text[:cut].rstrip(), text[cut:].lstrip()
    painter.drawText(QRect(room.left(), room.top(), room.width(), 18), first, option)
    if rest:
        words = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), room.top() + 18, room.width(), 18), words, option)


def _first_line(text: str, width: int, measure: Callable[[str], int]) -> int:
    """How many characters stand on the first line: whole words, where one fits."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    if low == len(text):
        return low
    blank = text.rfind(" ", 0, low + 1)
    return blank if blank > low // 2 else max(low, 1)


def _pen(line: ClaimLine, column: int, ink: QColor, quiet: QColor) -> QColor:
    absent = not line.words(column) or (column == Column.SOURCE and line.quiet_source)
    return quiet if absent else ink


def _ground(
    painter: QPainter, option: QStyleOptionViewItem, index: Index, *, pointed: bool
) -> None:
    palette = option.palette
    if option.state & QStyle.StateFlag.State_Selected:
        fill = palette.color(QPalette.ColorRole.Accent)
        fill.setAlphaF(0.14)
        painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Window))
        painter.fillRect(option.rect, fill)
        if index.column() == 0:
            bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, palette.color(QPalette.ColorRole.Accent))
    elif pointed:
        painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Midlight))
    line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    painter.fillRect(line, palette.color(QPalette.ColorRole.Mid))

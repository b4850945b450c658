"""The left side of the scheme editor: every type and attribute, by category."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from juseok.core.scheme import AnyType, Attribute, Scheme
from juseok.ui.dialogs.scheme_editor_look import paint_chip, swatch_in, tokens_now
from juseok.ui.i18n import language, mark, tr
from juseok.ui.theme import ui_font
from juseok.ui.widgets.plain import as_tip

Section: TypeAlias = Literal["entity", "relationship", "link", "role", "attribute"]
Item: TypeAlias = AnyType | Attribute
ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_Index: TypeAlias = QModelIndex | QPersistentModelIndex

SECTIONS: Final[dict[Section, str]] = {
    "entity": mark("Entity types"),
    "relationship": mark("Relationships"),
    "link": mark("Claim links"),
    "role": mark("Parts of a claim"),
    "attribute": mark("Attributes"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A heading (``item`` is None) or a type or attribute."""

    section: Section
    item: Item | None = None


def items_of(scheme: Scheme, section: Section) -> tuple[Item, ...]:
    return scheme.attributes if section == "attribute" else scheme.types(section)


def standing(section: Section, item: Item, used: int | None) -> str:
    """What kind of item it is, and how many annotations use it (None: it is new)."""
    kind = tr(SECTIONS[section])
    if used is None:
        return kind
    state = tr("retired: what has it keeps it, nothing new takes it") if item.retired else ""
    told = tr("used by {count} annotation(s)", count=f"{used:,}") if used else tr("not used yet")
    return " · ".join(filter(None, (kind, told, state)))


class SchemeListModel(QAbstractListModel):
    """Rows of a scheme, narrowed to those that a search matches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, scheme: Scheme, search: str = "") -> None:
        words = search.casefold().split()
        rows: list[Row] = []
        for section in SECTIONS:
            found = [item for item in items_of(scheme, section) if _matches(item, words)]
            if found or not words:
                rows += [Row(section), *(Row(section, item) for item in found)]
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: _Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, section: Section, item_id: str) -> QModelIndex:
        """Where an item stands; an invalid index when the search hides it."""
        for number, row in enumerate(self._rows):
            if row.section == section and row.item is not None and row.item.id == item_id:
                return self.index(number)
        return QModelIndex()

    def first(self) -> QModelIndex:
        for number, row in enumerate(self._rows):
            if row.item is not None:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.name(language()) if row.item else tr(SECTIONS[row.section])
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and row.item is not None:
            return as_tip(role, row.item.help.get(language(), "")) or None
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None or row.item is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _matches(item: Item, words: Sequence[str]) -> bool:
    heap = " ".join((item.id, item.key, *item.names.values())).casefold()
    return all(word in heap for word in words)


def _spoken(row: Row) -> str:
    if row.item is None:
        return tr(SECTIONS[row.section])
    parts = [row.item.name(language()), tr(SECTIONS[row.section])]
    if row.item.key:
        parts.append(tr("key {key}", key=row.item.key))
    if row.item.retired:
        parts.append(tr("retired"))
    return ", ".join(parts)


class _Delegate(QStyledItemDelegate):
    """A chip, the name, and the key at the right; what is retired stands back."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.data(ROW_ROLE)
        if isinstance(row, Row) and row.item is None:
            return QSize(200, 28 if index.row() == 0 else 40)
        return QSize(200, 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        tokens = tokens_now()
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.item is None:
            painter.setPen(QColor(tokens.muted))
            painter.setFont(ui_font(pixels=11, strong=True))
            place = rect.adjusted(12, 0, -12, -6)
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(place, align, tr(SECTIONS[row.section]))
            painter.restore()
            return
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selected))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 6, 6)
            if option.widget.hasFocus():
                painter.setBrush(QColor(tokens.accent))
                painter.drawRoundedRect(QRectF(rect.left() + 4, rect.top() + 7, 3, 18), 1.5, 1.5)
        self._paint_item(painter, rect, row.item)
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRectF, item: Item) -> None:
        tokens = tokens_now()
        middle = rect.center().y()
        color = "#8a8a8a" if isinstance(item, Attribute) else item.color
        letter = "@" if isinstance(item, Attribute) else item.letter
        if item.retired:
            painter.setOpacity(0.55)
        chip = QRectF(rect.left() + 12, middle - 10, 26, 20)
        pattern = "solid" if isinstance(item, Attribute) else item.pattern
        colors = swatch_in(color, tokens)
        paint_chip(painter, chip, letter=letter, colors=colors, pattern=pattern)
        right = rect.right() - 12
        painter.setFont(ui_font(pixels=11))
        metrics = QFontMetricsF(painter.font())
        note = tr("retired") if item.retired else item.key
        if note:
            width = max(20.0, metrics.horizontalAdvance(note) + 10)
            box = QRectF(right - width, middle - 10, width, 20)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, note)
            if not item.retired:
                painter.setPen(QColor(tokens.line))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            right = box.left() - 8
        painter.setPen(QColor(tokens.text))
        painter.setFont(ui_font())
        place = QRectF(chip.right() + 10, rect.top(), right - chip.right() - 10, rect.height())
        name = QFontMetricsF(painter.font()).elidedText(
            item.name(language()), Qt.TextElideMode.ElideRight, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)


class SchemeList(QListView):
    """The list itself, on its :class:`SchemeListModel`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = SchemeListModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(tr("Types and attributes"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def choose(self, section: Section, item_id: str) -> bool:
        """Select an item and bring it into sight; False when it is not among the rows."""
        index = self.rows.index_of(section, item_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

"""Which types a relationship may join: a small matrix, head and tail by entity type."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QTableView,
    QWidget,
)

from juseok.core.scheme import EntityType, RelationshipType
from juseok.ui.dialogs.scheme_editor_look import paint_chip, swatch_in, tokens_now
from juseok.ui.dialogs.scheme_editor_ticks import Index, TickDelegate
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.plain import as_tip

_CELL: Final = 36
_PLAIN: Final = (
    "QTableView, QHeaderView, QHeaderView::section, QTableCornerButton::section"
    " { background: transparent; border: none; padding: 0; }"
)
_SIDES: Final = ("head", "tail")


class EndsModel(QAbstractTableModel):
    """Two rows (head, tail), one column for each entity type."""

    edited = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.types: tuple[EntityType, ...] = ()
        self._ends: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def show(self, item: RelationshipType, types: Sequence[EntityType]) -> None:
        shown = tuple(
            each for each in types if not each.retired or each.id in item.head | item.tail
        )
        if shown != self.types:
            self.beginResetModel()
            self.types = shown
            self.endResetModel()
        self._ends = (item.head, item.tail)
        if shown:
            self.dataChanged.emit(self.index(0, 0), self.index(1, len(shown) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_SIDES)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.types)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        type_id = self.types[index.column()].id
        ticked = type_id in self._ends[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            name = self.types[index.column()].name(language())
            head = self.headerData(index.row(), Qt.Orientation.Vertical)
            return as_tip(role, f"{head}: {name}")
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        type_id = self.types[index.column()].id
        ends = list(self._ends)
        ends[index.row()] = ends[index.row()] ^ {type_id}
        self._ends = (ends[0], ends[1])
        self.dataChanged.emit(index, index)
        self.edited.emit(*self._ends)
        return True

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return tr("From (head)") if section == 0 else tr("To (tail)")
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.types[section].letter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return as_tip(role, self.types[section].name(language()))
        return None


class _ChipHeader(QHeaderView):
    """Entity types by their chips; the names are in the tool tips and for screen readers."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, EndsModel):
            return
        item = model.types[section]
        colors = swatch_in(item.color, tokens_now())
        middle = QRectF(rect).center()
        chip = QRectF(middle.x() - 13, middle.y() - 10, 26, 20)
        paint_chip(painter, chip, letter=item.letter, colors=colors)

    def sizeHint(self) -> QSize:
        return QSize(_CELL, _CELL)


class EndsField(QTableView):
    """The matrix: arrow keys move, Space ticks.  ``edited`` gives head and tail."""

    edited = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ends = EndsModel(self)
        self.setModel(self.ends)
        self.ends.edited.connect(self.edited)
        self.setItemDelegate(TickDelegate(self))
        self.setHorizontalHeader(_ChipHeader(Qt.Orientation.Horizontal, self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(_CELL)
        self.horizontalHeader().setDefaultSectionSize(_CELL)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_CELL)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(_PLAIN)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(3 * _CELL + 12)
        self.setAccessibleName(tr("Types that the relationship may join"))

    def show_ends(self, item: RelationshipType, types: Sequence[EntityType]) -> None:
        self.ends.show(item, types)

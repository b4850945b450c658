"""The labels of another tool as a table to edit: what each becomes, or that it is left out."""

from collections import Counter
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from juseok.core.messages import Message
from juseok.core.scheme import Scheme
from juseok.services.interchange.label_map import (
    AS_CLAIM,
    AS_ONE,
    Label,
    LabelMap,
    LabelSort,
    choices,
)
from juseok.ui.i18n import language, mark, sentence, tr
from juseok.ui.icons import icon

_Index = QModelIndex | QPersistentModelIndex
_LABEL, _SORT, _COUNT, _BECOMES = range(4)
_ARROW: Final = 12
_HEADS: Final = (mark("Label"), mark("Of"), mark("Times"), mark("Becomes"))
_ORDER: Final = {sort: number for number, sort in enumerate(LabelSort)}


def becomes_name(sort: LabelSort, value: str, scheme: Scheme) -> str:
    """What ``value`` of a label map is called by people; empty for what is left out."""
    if value == AS_CLAIM:
        return tr("A claim")
    if value == AS_ONE:
        return tr("One entity")
    if sort is LabelSort.ROLES:
        return sentence(Message(f"compare.field.{value}"))
    types = {
        LabelSort.MENTIONS: scheme.entity_types,
        LabelSort.RELATIONSHIPS: scheme.relationship_types,
        LabelSort.LINKS: scheme.link_types,
        LabelSort.ATTRIBUTES: scheme.attributes,
    }.get(sort, ())
    return next((each.name(language()) for each in types if each.id == value), value)


class LabelModel(QAbstractTableModel):
    """One row a label; the last column can be edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: list[Label] = []
        self.scheme: Scheme | None = None
        self._counts: Counter[Label] = Counter()
        self._table: dict[Label, str] = {}

    @property
    def table(self) -> LabelMap:
        """As it stands."""
        return LabelMap(dict(self._table))

    @property
    def left_out(self) -> int:
        """How many labels have no place."""
        return sum(not value for value in self._table.values())

    def show(self, counts: Counter[Label], proposed: LabelMap, scheme: Scheme) -> None:
        """These labels, those without a place first within their sort."""
        self.beginResetModel()
        self.scheme, self._counts = scheme, counts
        self._table = {each: proposed.table.get(each, "") for each in counts}
        self.labels = sorted(
            counts,
            key=lambda each: (_ORDER[each[0]], bool(self._table[each]), -counts[each], each[1]),
        )
        self.endResetModel()

    def take(self, labels: LabelMap) -> None:
        """What a saved map says, where it says something."""
        for each in self.labels:
            if each in labels.table and labels.table[each] in ("", *self.offered(each)):
                self._table[each] = labels.table[each]
        self._told_all()

    def offered(self, label: Label) -> tuple[str, ...]:
        """What ``label`` may become."""
        scheme = self.scheme
        if scheme is None:
            return ()
        sort, name = label
        found = choices(sort, name, scheme)
        if sort is LabelSort.VALUES and not found:
            attribute = scheme.attribute(
                self._table.get((LabelSort.ATTRIBUTES, name.partition(".")[0]), "")
            )
            found = tuple(each.id for each in attribute.values) if attribute is not None else ()
        own = self._table[label]
        return found if not own or own in found else (own, *found)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.labels)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(_HEADS[section])  # marked above
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if index.column() == _BECOMES else found

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        label, column = self.labels[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._shown(label, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._table[label]
        if role == Qt.ItemDataRole.ForegroundRole and not self._table[label]:
            return QBrush(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _COUNT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != _BECOMES:
            return False
        label = self.labels[index.row()]
        if value not in ("", *self.offered(label)):
            return False
        self._table[label] = str(value)
        self._told_all()
        return True

    def name(self, label: Label, value: str) -> str:
        """What stands in the last column for ``value``."""
        if not value or self.scheme is None:
            return tr("Left out")
        return becomes_name(label[0], value, self.scheme)

    def _shown(self, label: Label, column: int) -> str:
        sort, name = label
        match column:
            case 0:
                return name
            case 1:
                return sentence(Message(f"map.sort.{sort.value}"))
            case 2:
                return f"{self._counts[label]:,}"
            case _:
                return self.name(label, self._table[label])

    def _told_all(self) -> None:
        if self.labels:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.labels) - 1, _BECOMES))


class _Becomes(QStyledItemDelegate):
    """A box with what the label may become, by name."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> QComboBox:
        model = index.model()
        assert isinstance(model, LabelModel)
        label = model.labels[index.row()]
        box = QComboBox(parent)
        for value in ("", *model.offered(label)):
            box.addItem(model.name(label, value), value)
        box.activated.connect(lambda: self._take(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """With the arrow of a box at the right: here is something to choose."""
        arrow = QRect(0, 0, _ARROW, _ARROW)
        arrow.moveCenter(option.rect.center())
        arrow.moveRight(option.rect.right() - _ARROW // 2)
        words = QStyleOptionViewItem(option)
        words.rect = option.rect.adjusted(0, 0, -2 * _ARROW, 0)
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        super().paint(painter, words, index)
        icon("chevron-down", QPalette.ColorRole.PlaceholderText).paint(painter, arrow)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData())


class LabelTable(QTableView):
    """The table; Enter or a click opens the box of a row, Delete leaves the label out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels = LabelModel(self)
        self.setModel(self.labels)
        self.setItemDelegateForColumn(_BECOMES, _Becomes(self))
        self.setAccessibleName(tr("Labels and what they become"))
        self.setObjectName("Framed")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.clicked.connect(self._open)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_BECOMES, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_SORT, 104), (_COUNT, 64)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def _open(self, index: QModelIndex) -> None:
        if index.column() == _BECOMES:
            self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        becomes = self.labels.index(index.row(), _BECOMES) if index.isValid() else QModelIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.setCurrentIndex(becomes)
            self.edit(becomes)
        elif index.isValid() and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.labels.setData(becomes, "")
        else:
            super().keyPressEvent(event)

"""Choosing a relationship's type: the allowed first, the others greyed with the reason."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from juseok.ui.i18n import language, sentence, tr
from juseok.ui.models.relationship_list import ROW_ROLE, Choice, RelationshipLine
from juseok.ui.widgets.plain import set_tip

_Index = QModelIndex | QPersistentModelIndex


class TypeBox(QComboBox):
    """The types for one pair of mentions; what cannot be chosen says why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Type of the relationship"))
        self.view().setAccessibleName(tr("Types"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def offer(self, choices: Sequence[Choice], current: str, name: str) -> None:
        """List ``choices`` and show the type ``current`` (called ``name``), whatever it is."""
        self.clear()
        for choice in choices:
            self.addItem(choice.type.name(language()), choice.type.id)
            if (choice.back or not choice.allowed) and choice.type.id != current:
                self._grey(self.count() - 1, sentence(choice.reason))
        if self.findData(current) < 0:
            self.insertItem(0, name, current)
        self.setCurrentIndex(self.findData(current))

    def _grey(self, row: int, reason: str) -> None:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        item = model.item(row)
        item.setEnabled(False)
        set_tip(item, reason)
        item.setAccessibleDescription(reason)


class TypeDelegate(QStyledItemDelegate):
    """Edits a type in its row."""

    def __init__(self, choices: Callable[[str], Sequence[Choice]], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        box = TypeBox(parent)
        box.activated.connect(lambda _: self._done(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        line = index.data(ROW_ROLE)
        if isinstance(editor, TypeBox) and isinstance(line, RelationshipLine):
            name = str(index.data(Qt.ItemDataRole.DisplayRole)).rstrip(" →↔")
            editor.offer(self._choices(line.edge.id), line.edge.type, name)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, TypeBox):
            model.setData(index, editor.currentData())

    def _done(self, box: TypeBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

"""What may be missing before an article is finished, as rows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette

from juseok.core.messages import Message
from juseok.core.scheme import Scheme, name_message
from juseok.core.validate import Finding
from juseok.ui.i18n import sentence
from juseok.ui.icons import icon
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_ICONS: Final = {
    "quotation": "quote",
    "source": "person",
    "untagged": "tag",
    "question": "question",
    "ends": "network",
    "types": "network",
    "edge_sign": "type",
    "edge_particle": "type",
}


class FindingListModel(QAbstractListModel):
    """The findings in text order, each as one sentence with an icon for its sort."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._words: list[str] = []

    def show(self, findings: Sequence[Finding], scheme: Scheme) -> None:
        self.beginResetModel()
        self._findings = tuple(findings)
        self._words = [sentence(_named(each.code, scheme)) for each in findings]
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        return self._findings[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, self._words[index.row()])
        if role == Qt.ItemDataRole.DecorationRole:
            name = _ICONS.get(self._findings[index.row()].rule, "copy")
            return icon(name, QPalette.ColorRole.PlaceholderText)
        return self._findings[index.row()] if role == ROW_ROLE else None


def _named(code: Message, scheme: Scheme) -> Message:
    """``code`` with a type's name where it holds the type's id."""
    type_id = code.params.get("type")
    kind = scheme.type(type_id) if isinstance(type_id, str) else None
    if kind is None:
        return code
    return Message(code.code, **{**code.params, "type": name_message(kind)})

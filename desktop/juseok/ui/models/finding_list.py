"""What may be missing before an article is finished, as rows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette

from juseok.core.messages import Message
from juseok.core.scheme import Scheme, name_message
from juseok.core.validate import Finding
from juseok.ui.i18n import sentence, tr
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
    """The findings in text order, each as one sentence with an icon for its sort.

    A name that is untagged at many places has one row, with their count.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[tuple[Finding, ...], ...] = ()
        self._words: list[str] = []

    def show(self, findings: Sequence[Finding], scheme: Scheme) -> None:
        self.beginResetModel()
        self._groups = _grouped(findings)
        self._words = [_words(group, scheme) for group in self._groups]
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        """What a row is about; the first place of it where there are several."""
        return self._groups[row][0]

    def places(self, row: int) -> tuple[Finding, ...]:
        """Every place of a row, in text order."""
        return self._groups[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, self._words[index.row()])
        if role == Qt.ItemDataRole.DecorationRole:
            name = _ICONS.get(self._groups[index.row()][0].rule, "copy")
            return icon(name, QPalette.ColorRole.PlaceholderText)
        return self._groups[index.row()][0] if role == ROW_ROLE else None


def _grouped(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """One group for a name that stands untagged at many places, at the first of them."""
    groups: dict[object, list[Finding]] = {}
    for number, each in enumerate(findings):
        groups.setdefault(each.code if each.rule == "untagged" else number, []).append(each)
    return tuple(map(tuple, groups.values()))


def _words(group: Sequence[Finding], scheme: Scheme) -> str:
    words = sentence(_named(group[0].code, scheme))
    return tr("{words} · {count} place(s)", words=words, count=len(group)) if group[1:] else words


def _named(code: Message, scheme: Scheme) -> Message:
    """``code`` with a type's name where it holds the type's id."""
    type_id = code.params.get("type")
    kind = scheme.type(type_id) if isinstance(type_id, str) else None
    if kind is None:
        return code
    return Message(code.code, **{**code.params, "type": name_message(kind)})

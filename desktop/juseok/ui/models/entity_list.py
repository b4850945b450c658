"""Entities as rows: those of the article from memory, those of the project from the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from juseok.core.model import Entity
from juseok.core.scheme import Scheme
from juseok.services.entities.index import EntityIndex, name_key
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.pointer import MENTION_MIME
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class EntityLine:
    """One entity to show, with all that are the same.

    ``here`` and ``everywhere`` count own mentions of all of them (None: not known yet).
    ``others`` are the same as ``entity``, whose id is the smallest.
    """

    entity: Entity
    here: int
    everywhere: int | None = None
    others: tuple[Entity, ...] = ()

    @property
    def members(self) -> tuple[Entity, ...]:
        return self.entity, *self.others

    @property
    def joined(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.others)


class EntityListModel(QAbstractListModel):
    """``mention_dropped(mention, entity)``: a mention was dragged onto a row."""

    mention_dropped = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[EntityLine] = []
        self._places: dict[str, int] = {}
        self._scheme: Scheme | None = None

    def set_scheme(self, scheme: Scheme) -> None:
        self._scheme = scheme

    def show(self, lines: Sequence[EntityLine]) -> None:
        """Replace the rows; rows that only changed their counts keep their place quietly."""
        kept = [line.entity.id for line in lines] == [line.entity.id for line in self._lines]
        self._places = {
            each.id: number for number, line in enumerate(lines) for each in line.members
        }
        if kept:
            self._lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def place(self, entity: str) -> int | None:
        """The row of ``entity``, or of what it is the same as."""
        return self._places.get(entity)

    def line(self, number: int) -> EntityLine:
        return self._lines[number]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.entity.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, self._spoken(line))
        return line if role == ROW_ROLE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsDropEnabled if index.isValid() else base

    def mimeTypes(self) -> list[str]:
        return [MENTION_MIME]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        return parent.isValid() and data.hasFormat(MENTION_MIME)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        mention = bytes(data.data(MENTION_MIME).data()).decode()
        self.mention_dropped.emit(mention, self._lines[parent.row()].entity.id)
        return True

    def type_name(self, entity: Entity) -> str:
        kind = self._scheme.entity_type(entity.type) if self._scheme else None
        return kind.name(language()) if kind else entity.type

    def _spoken(self, line: EntityLine) -> str:
        parts = [f"{line.entity.name} – {self.type_name(line.entity)}"]
        if line.entity.aliases:
            parts.append(tr("Also: {names}", names=", ".join(line.entity.aliases)))
        if line.joined:
            parts.append(tr("The same as: {names}", names=", ".join(line.joined)))
        everywhere = line.here if line.everywhere is None else line.everywhere
        parts.append(
            tr("{here} mention(s) here, {all} in the project", here=line.here, all=everywhere)
        )
        return "\n".join(parts)


def lines_of_article(
    workspace: ArticleWorkspace, index: EntityIndex, *, layer: str, text: str = ""
) -> list[EntityLine]:
    """The entities that own mentions of this article are linked to, in order of appearance.

    What is the same makes one line.  ``text`` filters by name and alias.
    """
    counts: dict[str, int] = {}
    for mention in workspace.mentions:
        if mention.entity and mention.layer == layer:
            leader = index.representative(mention.entity)
            counts[leader] = counts.get(leader, 0) + 1
    key = name_key(text)
    lines: list[EntityLine] = []
    for leader, count in counts.items():
        members = index.group(leader)
        if members and _match(members, key):
            lines.append(EntityLine(members[0], count, None, members[1:]))
    return lines


def _match(members: Iterable[Entity], key: str) -> bool:
    names = (name for each in members for name in (each.name, *each.aliases))
    return not key or any(key in name_key(name) for name in names)

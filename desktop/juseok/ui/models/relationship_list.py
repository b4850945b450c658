"""The relationships of an article as rows, and the types that may join two mentions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from juseok.core.errors import AnnotationError
from juseok.core.messages import Message
from juseok.core.model import Mention, Relationship
from juseok.core.scheme import RelationshipType, Scheme, name_message
from juseok.services.edits import quote_of
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.tagging.relationships import check_pair
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.icons import icon
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_NO_REASON: Final = Message("history.unknown")


class Column(IntEnum):
    HEAD = 0
    TYPE = 1
    TAIL = 2
    EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One type for a pair, in the direction in which it may lead.

    ``reason``: why it may not, or (with ``back``) why only the other way round.
    """

    type: RelationshipType
    head: Mention
    tail: Mention
    allowed: bool
    reason: Message = _NO_REASON
    back: bool = False


def choices_for(
    scheme: Scheme, head: Mention, tail: Mention, *, existing: Iterable[Relationship] = ()
) -> list[Choice]:
    """Every type for a pair: those that lead from ``head``, those that lead back, the refused."""
    known = tuple(existing)
    forward: list[Choice] = []
    back: list[Choice] = []
    refused: list[Choice] = []
    for each in scheme.allowed_relationships(head.type, tail.type):
        ends = (tail, head) if each.reversed and not each.allowed else (head, tail)
        reason = _refusal(scheme, each.type, ends, known)
        if reason is not None:
            refused.append(Choice(each.type, head, tail, False, reason))
        elif ends[0] is head:
            forward.append(Choice(each.type, *ends, True))
        else:
            back.append(Choice(each.type, *ends, True, each.reason or _NO_REASON, back=True))
    return [*forward, *back, *refused]


def _refusal(
    scheme: Scheme,
    kind: RelationshipType,
    ends: tuple[Mention, Mention],
    existing: Sequence[Relationship],
) -> Message | None:
    try:
        check_pair(scheme=scheme, type=kind.id, head=ends[0], tail=ends[1], existing=existing)
    except AnnotationError as error:
        reason = error.message.params.get("reason")
        return reason if isinstance(reason, Message) else error.message
    return None


@dataclass(frozen=True, slots=True)
class RelationshipLine:
    """One relationship with the words of its ends."""

    edge: Relationship
    head: Mention | None
    tail: Mention | None

    @property
    def start(self) -> int:
        """Where its head stands; behind everything when that is gone."""
        return self.head.spans[0].start if self.head else 1 << 40


class RelationshipListModel(QAbstractTableModel):
    """Rows in text order until a column is asked for.

    ``retype_asked(relationship, type)``: another type was chosen in a row.
    """

    retype_asked = Signal(str, str)

    def __init__(
        self,
        scheme: Callable[[], Scheme],
        ink: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        """``ink`` gives the colour in which a type's name is written."""
        super().__init__(parent)
        self._scheme = scheme
        self._ink = ink
        self._lines: list[RelationshipLine] = []
        self._order = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, lines: Sequence[RelationshipLine]) -> None:
        """Replace the rows, in the order that was asked for last."""
        lines = self._sorted(lines)
        if [line.edge.id for line in lines] == [line.edge.id for line in self._lines]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1)
                )
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> RelationshipLine:
        return self._lines[row]

    def row_of(self, relationship: str) -> int | None:
        return next((n for n, e in enumerate(self._lines) if e.edge.id == relationship), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("From"), tr("Type"), tr("To"), tr("Evidence"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return line.edge.type if index.column() == Column.TYPE else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            reason = self.breach(line)
            return as_tip(role, "\n".join(filter(None, (self.spoken(line), reason))))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.HEAD:
            return icon("alert-triangle") if self.breach(line) else None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.TYPE:
            return self._ink(line.edge.type)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self._lines[index.row()]
        if role != Qt.ItemDataRole.EditRole or value == line.edge.type:
            return False
        self.retype_asked.emit(line.edge.id, str(value))
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        base = super().flags(index)
        own = index.isValid() and index.column() == Column.TYPE
        return base | Qt.ItemFlag.ItemIsEditable if own else base

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        self.beginResetModel()
        self._lines = self._sorted(self._lines)
        self.endResetModel()

    def type_name(self, type_id: str) -> str:
        kind = self._scheme().relationship_type(type_id)
        return kind.name(language()) if kind else type_id

    def spoken(self, line: RelationshipLine) -> str:
        """The whole row as a line of words."""
        head, name, tail, evidence = (self._text(line, column) for column in Column)
        return f"{head} {name} {tail}\n{evidence}" if evidence else f"{head} {name} {tail}"

    def breach(self, line: RelationshipLine) -> str:
        """Why the scheme does not allow it (any more); empty when it does."""
        kind = self._scheme().relationship_type(line.edge.type)
        if line.head is None or line.tail is None:
            return ""
        if kind is not None and kind.joins(line.head.type, line.tail.type):
            return ""
        head, tail = _words(line.head), _words(line.tail)
        name = name_message(kind) if kind is not None else line.edge.type
        return sentence(Message("finish.types", type=name, head=head, tail=tail))

    def _text(self, line: RelationshipLine, column: int) -> str:
        match Column(column):
            case Column.HEAD:
                return _words(line.head)
            case Column.TYPE:
                kind = self._scheme().relationship_type(line.edge.type)
                arrow = "↔" if kind is not None and kind.symmetric else "→"
                return f"{self.type_name(line.edge.type)} {arrow}"
            case Column.TAIL:
                return _words(line.tail)
            case Column.EVIDENCE:
                return quote_of(line.edge.evidence)

    def _sorted(self, lines: Sequence[RelationshipLine]) -> list[RelationshipLine]:
        column, order = self._order
        found = sorted(lines, key=lambda line: (line.start, line.edge.id))
        if column >= 0 and column != Column.EVIDENCE:
            found.sort(key=lambda line: self._text(line, column))
        elif column == Column.EVIDENCE:
            found.sort(key=lambda line: line.edge.evidence[0].start if line.edge.evidence else -1)
        return found[::-1] if order is Qt.SortOrder.DescendingOrder else found


def _words(mention: Mention | None) -> str:
    return quote_of(mention.spans) if mention is not None else "—"


def lines_of(workspace: ArticleWorkspace) -> list[RelationshipLine]:
    """The relationships of an article with their ends."""
    return [
        RelationshipLine(edge, workspace.mention(edge.head), workspace.mention(edge.tail))
        for edge in workspace.relationships
    ]

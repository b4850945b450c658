"""The claims of an article as a table; two columns can be edited in place."""

from collections.abc import Callable, Sequence
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

from juseok.core.model import Claim, Ref
from juseok.core.scheme import Scheme
from juseok.services.edits import quote_of
from juseok.services.tagging.claims import Modality, modality
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
MINUS: Final = "−"


class Column(IntEnum):
    """What stands in which column."""

    CONTENT = 0
    SOURCE = 1
    CUE = 2
    ACT = 3
    CERTAINTY = 4


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim to show, in words; ``quiet_source``: the source is no words of the text."""

    claim: Claim
    content: str
    source: str
    quiet_source: bool
    cue: str
    act: str
    certainty: str
    negative: bool

    def words(self, column: int) -> str:
        return (self.content, self.source, self.cue, self.act, self.certainty)[column]


class ClaimListModel(QAbstractTableModel):
    """``act_chosen(claim, value)``, ``modality_chosen(claim, modality)``: edited in place."""

    act_chosen = Signal(str, str)
    modality_chosen = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: list[ClaimLine] = []
        self._lines: list[ClaimLine] = []
        self._places: dict[str, int] = {}
        self._sorted_by: tuple[int, bool] | None = None

    def show(self, lines: Sequence[ClaimLine]) -> None:
        """Replace the rows, given in text order; rows that stay keep their place quietly."""
        self._told = list(lines)
        self._arrange()

    def _arrange(self) -> None:
        lines = list(self._told)
        if self._sorted_by is not None:
            column, descending = self._sorted_by
            lines.sort(key=lambda line: _ranked(line, column), reverse=descending)
        if [line.claim.id for line in lines] == [line.claim.id for line in self._lines]:
            self._lines = lines
            if lines:
                last = self.index(len(lines) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._lines = lines
        self._places = {line.claim.id: number for number, line in enumerate(lines)}
        self.endResetModel()

    def place(self, claim: str) -> int | None:
        return self._places.get(claim)

    def line(self, number: int) -> ClaimLine:
        return self._lines[number]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; by content means in the order of the text, −1 the same."""
        descending = order == Qt.SortOrder.DescendingOrder
        plain = column <= Column.CONTENT and not descending
        self._sorted_by = None if plain else (max(column, 0), descending)
        self._arrange()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words(index.column())
        if role == Qt.ItemDataRole.EditRole:
            return _value(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(role, line.words(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line) if index.column() == Column.CONTENT else None
        return line if role == ROW_ROLE else None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        line = self._lines[index.row()]
        if value == _value(line, index.column()):
            return False
        if index.column() == Column.ACT and isinstance(value, str):
            self.act_chosen.emit(line.claim.id, value)
            return True
        if index.column() == Column.CERTAINTY and isinstance(value, Modality):
            self.modality_chosen.emit(line.claim.id, value)
            return True
        return False

    def flags(self, index: _Index) -> Qt.ItemFlag:
        base = super().flags(index)
        if index.isValid() and index.column() in (Column.ACT, Column.CERTAINTY):
            return base | Qt.ItemFlag.ItemIsEditable
        return base

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Content"), tr("Source"), tr("Cue"), tr("Act"), tr("Certainty"))[section]

    def _spoken(self, line: ClaimLine) -> str:
        parts = (line.source, line.content, line.cue, line.act, line.certainty)
        return ", ".join(filter(None, parts))


def lines_of(
    claims: Sequence[Claim], *, scheme: Scheme, words: Callable[[Ref], str]
) -> list[ClaimLine]:
    """The rows of ``claims``; ``words`` gives a reference's own words."""
    return [_line(claim, scheme, words) for claim in claims]


def modality_words(scheme: Scheme, stand: Modality) -> str:
    """Certainty in words, with − before what is negated."""
    name = value_words(scheme, "certainty", stand.certainty)
    return f"{MINUS}{name}" if stand.polarity == "negative" else name


def value_words(scheme: Scheme, attribute: str, value: str) -> str:
    """The scheme's name for a value; the value itself where it has none."""
    held = scheme.attribute(attribute)
    found = held.value(value) if held is not None else None
    return found.name(language()) if found is not None else value


def source_words(claim: Claim, words: Callable[[Ref], str]) -> str:
    """Who says it, or why nobody is named."""
    match claim.source_state:
        case "given":
            return ", ".join(map(words, claim.source))
        case "elided":
            return tr("elided")
        case "none":
            return tr("none")
        case _:
            return "?"


def _line(claim: Claim, scheme: Scheme, words: Callable[[Ref], str]) -> ClaimLine:
    held = claim.attributes.get("act")
    act = str(held.value) if held is not None and held.value is not None else ""
    stand = modality(claim)
    return ClaimLine(
        claim=claim,
        content=quote_of(claim.content),
        source=source_words(claim, words),
        quiet_source=claim.source_state != "given",
        cue=quote_of(claim.cue),
        act=value_words(scheme, "act", act),
        certainty=modality_words(scheme, stand),
        negative=stand.polarity == "negative",
    )


def _value(line: ClaimLine, column: int) -> object:
    if column == Column.ACT:
        held = line.claim.attributes.get("act")
        return str(held.value) if held is not None and held.value is not None else ""
    return modality(line.claim) if column == Column.CERTAINTY else line.words(column)


def _ranked(line: ClaimLine, column: int) -> tuple[str, int]:
    at = line.claim.content[0].start
    return ("" if column == Column.CONTENT else line.words(column), at)

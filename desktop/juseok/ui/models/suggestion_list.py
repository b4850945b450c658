"""The suggestions of an article as rows, each with its reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from juseok.core.messages import Message
from juseok.core.scheme import Scheme
from juseok.services.edits import elide
from juseok.services.suggestions.suggesting import RelationFields, Suggestion
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """One suggestion; ``type`` is what its type is called, ``reason`` why it is made."""

    suggestion: Suggestion
    words: str
    type: str
    reason: str


class SuggestionListModel(QAbstractListModel):
    """Rows in text order; put into words when they are seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[Suggestion] = ()
        self._scheme: Scheme | None = None

    def show(self, items: Sequence[Suggestion], scheme: Scheme) -> None:
        self.beginResetModel()
        self._items, self._scheme = items, scheme
        self.endResetModel()

    def row_of(self, suggestion: str) -> int | None:
        return next((n for n, each in enumerate(self._items) if each.id == suggestion), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self._scheme is None:
            return None
        wanted = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            ROW_ROLE,
        )
        if role not in wanted:
            return None
        line = _line(self._items[index.row()], self._scheme)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == ROW_ROLE:
            return line
        return as_tip(role, f"{line.type}: {line.words}\n{line.reason}")


def _line(one: Suggestion, scheme: Scheme) -> SuggestionLine:
    kind = scheme.entity_type(one.type) if one.type else None
    fields = one.proposal.relation
    if one.sort == "relationship" and fields is not None:
        return _relationship(one, fields, scheme)
    if one.sort == "claim":
        name = tr("Claim")
    elif one.sort == "alias":
        name = tr("Other name")
    else:
        name = kind.name(language()) if kind is not None else tr("no type yet")
    return SuggestionLine(one, elide(one.quote, 60), name, reason_of(one, scheme))


def _relationship(one: Suggestion, fields: RelationFields, scheme: Scheme) -> SuggestionLine:
    """Head and tail, and below them why, with the sentence that shows it."""
    ends = [elide(span.quote, 30) for span in one.spans]
    joins = scheme.relationship_type(one.type)
    return SuggestionLine(
        one,
        " → ".join(reversed(ends) if fields.turned else ends),
        joins.name(language()) if joins is not None else one.type,
        f"{reason_of(one, scheme)} “{elide(fields.evidence, 200)}”",
    )


def reason_of(one: Suggestion, scheme: Scheme) -> str:
    """Why ``one`` is suggested, in words, with types by their names."""
    params = dict(one.reason.params)
    for name in ("type", "types"):
        if isinstance(ids := params.get(name), str):
            kinds = ((each, scheme.entity_type(each)) for each in ids.split(", "))
            params[name] = ", ".join(
                kind.name(language()) if kind else each for each, kind in kinds
            )
    return sentence(Message(one.reason.code, **params))

"""Notes and questions of an article as rows, with what each is about in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from juseok.core.model import Claim, ClaimLink, Mention, Relationship, Remark
from juseok.core.scheme import Scheme
from juseok.services.edits import elide, quote_of
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.i18n import language, tr
from juseok.ui.widgets.plain import as_tip

_Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One remark; ``about`` says in words what it is on."""

    remark: Remark
    about: str

    @property
    def is_question(self) -> bool:
        return self.remark.sort == "question"

    @property
    def words(self) -> str:
        """What it says; a question without words has none."""
        return self.remark.text or tr("A question without words")


class RemarkListModel(QAbstractListModel):
    """Rows in text order, those on the article as a whole first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[RemarkLine] = []

    def show(self, lines: Sequence[RemarkLine]) -> None:
        if [line.remark.id for line in lines] == [line.remark.id for line in self._lines]:
            self._lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> RemarkLine:
        return self._lines[row]

    def row_of(self, remark: str) -> int | None:
        return next((n for n, e in enumerate(self._lines) if e.remark.id == remark), None)

    def row_on(self, target: str) -> int | None:
        """The first row about ``target``."""
        return next((n for n, e in enumerate(self._lines) if e.remark.target == target), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return as_tip(role, spoken(line))
        return line if role == ROW_ROLE else None


def spoken(line: RemarkLine) -> str:
    """A whole row as words."""
    if not line.is_question:
        sort = tr("Note")
    else:
        sort = tr("Settled question") if line.remark.resolved else tr("Question")
    return f"{sort}: {line.words}\n{line.about}"


def open_questions(workspace: ArticleWorkspace, layer: str) -> int:
    """How many own questions of an article nobody has settled."""
    return sum(
        each.sort == "question" and not each.resolved and each.layer == layer
        for each in workspace.remarks
    )


def remark_lines(
    workspace: ArticleWorkspace, scheme: Scheme, *, only_open: bool = False
) -> list[RemarkLine]:
    """The remarks of an article; with ``only_open`` the questions nobody has settled."""
    return [
        RemarkLine(each, about(workspace, scheme, each.target))
        for each in workspace.remarks
        if not only_open or (each.sort == "question" and not each.resolved)
    ]


def about(workspace: ArticleWorkspace, scheme: Scheme, target: str) -> str:
    """What the object ``target`` is, in words."""
    match workspace.get(target):
        case Mention(spans=spans, type=type_id):
            kind = scheme.entity_type(type_id)
            name = kind.name(language()) if kind else type_id
            return f"{name} “{elide(quote_of(spans))}”"
        case Claim(content=content):
            return tr("Claim “{quote}”", quote=elide(quote_of(content)))
        case Relationship() as edge:
            return _edge_words(workspace, scheme, edge)
        case ClaimLink():
            return tr("A link between claims")
        case _:
            return tr("The article") if target == workspace.article.id else tr("Something deleted")


def _edge_words(workspace: ArticleWorkspace, scheme: Scheme, edge: Relationship) -> str:
    kind = scheme.relationship_type(edge.type)
    name = kind.name(language()) if kind else edge.type
    arrow = "↔" if kind is not None and kind.symmetric else "→"
    head, tail = workspace.mention(edge.head), workspace.mention(edge.tail)
    ends = [elide(quote_of(each.spans)) if each else "—" for each in (head, tail)]
    return f"{ends[0]} {arrow} {ends[1]} ({name})"

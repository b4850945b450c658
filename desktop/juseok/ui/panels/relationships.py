"""The relationships of the article: a table above, the one in hand below."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from juseok.core.errors import KnownError
from juseok.core.model import Mention, Relationship
from juseok.core.ops import Action
from juseok.core.scheme import name_message
from juseok.core.spans import Spans, merged
from juseok.services import edits
from juseok.services.tagging import relationships
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import trimmed
from juseok.ui.i18n import sentence, tr
from juseok.ui.models.relationship_list import (
    ROW_ROLE,
    Choice,
    Column,
    RelationshipLine,
    RelationshipListModel,
    choices_for,
    lines_of,
)
from juseok.ui.panels.relationships_form import RelationshipEdits, RelationshipForm
from juseok.ui.panels.relationships_types import TypeDelegate
from juseok.ui.theme import ink
from juseok.ui.widgets.labels import EmptyLabel, Label
from juseok.ui.widgets.plain import set_tip

_PAUSE_MS: Final = 60
_WIDTHS: Final = {Column.HEAD: 76, Column.TYPE: 108, Column.TAIL: 76}


class RelationshipsPanel(QWidget):
    """Follows the relationship in hand, and takes in hand what is chosen here."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session, self._place = context.session, context.place
        self._following = False
        self.setAccessibleName(tr("Relationships"))
        self.model = RelationshipListModel(lambda: self._session.scheme, self._ink, self)
        self.model.retype_asked.connect(self._retype)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        self._count = Label(parent=self, name="Quiet", pixels=12)
        self._count.setContentsMargins(16, 8, 8, 4)
        self.view = self._make_view()
        self._empty = EmptyLabel(self)
        self.form = RelationshipForm(
            RelationshipEdits(
                jump=self._jump,
                retype=self._retype,
                flip=self.turn,
                delete=self._delete,
                attribute=self._set_attribute,
                use_selection=self._use_selection,
                drop_evidence=self._drop_evidence,
                default_evidence=self._default_evidence,
                note=self._set_note,
            ),
            self,
        )
        self._arrange()
        self._connect()
        self.reload()

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setObjectName("Relationships")
        view.setAccessibleName(tr("Relationships"))
        view.setModel(self.model)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setEditTriggers(
            QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed
        )
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(32)
        view.setItemDelegateForColumn(Column.TYPE, TypeDelegate(self._choices, view))
        header = view.horizontalHeader()
        header.setAccessibleName(tr("Columns"))
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(48)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(Column.EVIDENCE, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        view.setSortingEnabled(True)
        view.clicked.connect(lambda _: self._taken(view.currentIndex(), show=True))
        view.selectionModel().currentRowChanged.connect(lambda index, _: self._taken(index))
        view.installEventFilter(self)
        return view

    def _arrange(self) -> None:
        self._rule = QFrame(self)
        self._rule.setFrameShape(QFrame.Shape.HLine)
        self._rule.setObjectName("Rule")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._count)
        table = QVBoxLayout()
        table.setContentsMargins(8, 0, 0, 0)
        table.addWidget(self.view)
        box.addLayout(table, 1)
        box.addWidget(self._empty, 1)
        box.addWidget(self._rule)
        box.addWidget(self.form)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        session, place = self._session, self._place
        place.article_changed.connect(lambda _: self.reload())
        place.record_changed.connect(self._follow)
        place.picked_changed.connect(self._selection_changed)
        session.annotations_changed.connect(self._annotations_changed)
        session.scheme_changed.connect(self.reload)
        self._context.theme.changed.connect(self.view.viewport().update)

    # -- what is shown

    @property
    def _workspace(self) -> ArticleWorkspace | None:
        return self._session.workspace(self._place.article)

    def reload(self) -> None:
        """Read the rows again from memory."""
        self._pause.stop()
        workspace = self._workspace
        lines = lines_of(workspace) if workspace is not None else []
        self._following = True
        self.model.show(lines)
        self._following = False
        self._count.setText(tr("{count} relationship(s)", count=f"{len(lines):,}"))
        for widget in (self.view, self._count):
            widget.setVisible(bool(lines))
        set_tip(
            self.form.use,
            tr("{key} in the text puts the selection in place of all of it.",
               key=self._context.router.key_words("relationship.evidence")),
        )  # fmt: skip
        self._empty.setVisible(not lines)
        self._empty.setText(
            tr("No relationships yet.\n\nPut the caret on a mention and press {key}, "
               "then the letter of the other end.",
               key=self._context.router.key_words("relationship.new"))
        )  # fmt: skip
        self._follow(self._place.record)

    def _follow(self, record: str) -> None:
        """Bring the relationship in hand forward; else one of the mention in hand."""
        if self._pause.isActive():
            self.reload()
            return
        workspace = self._workspace
        if workspace is not None and workspace.mention(record) is not None:
            touching = {edge.id for edge in workspace.relationships_of(record)}
            current = self._line()
            if current is None or current.edge.id not in touching:
                record = next(iter(sorted(touching)), record)
            else:
                record = current.edge.id
        row = self.model.row_of(record)
        self._following = True
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row, Column.TYPE))
        self._following = False
        self._show_form()

    def _show_form(self) -> None:
        line = self._line()
        self.form.setVisible(line is not None)
        self._rule.setVisible(line is not None)
        if line is not None:
            self.form.show_line(
                line,
                scheme=self._session.scheme,
                choices=self._choices(line.edge.id),
                editable=self._is_own(line.edge),
            )
            self._selection_changed()

    def _line(self) -> RelationshipLine | None:
        found = self.view.currentIndex().data(ROW_ROLE)
        return found if isinstance(found, RelationshipLine) else None

    def _choices(self, relationship: str) -> list[Choice]:
        """The types that could stand in place of a relationship's own."""
        workspace = self._workspace
        edge = workspace.relationship(relationship) if workspace else None
        if workspace is None or edge is None:
            return []
        head, tail = workspace.mention(edge.head), workspace.mention(edge.tail)
        if head is None or tail is None:
            return []
        others = [each for each in workspace.relationships if each.id != edge.id]
        return choices_for(self._session.scheme, head, tail, existing=others)

    def _ink(self, type_id: str) -> QColor | None:
        kind = self._session.scheme.relationship_type(type_id)
        return ink(kind.color, self._context.theme.tokens) if kind is not None else None

    def _is_own(self, edge: Relationship) -> bool:
        return edge.layer == self._session.layer

    def _annotations_changed(self, article: str, _: object) -> None:
        if article == self._place.article:
            self._pause.start()

    def _selection_changed(self) -> None:
        self.form.set_selection(bool(self._place.picked.spans))

    # -- hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        line = self._line()
        match event.key():
            case Qt.Key.Key_Escape:
                self._place.focus_text()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if line is not None:
                self._taken(self.view.currentIndex(), show=True)
                self._place.focus_text()
            case Qt.Key.Key_Delete if line is not None:
                self._delete(line.edge)
            case _:
                return False
        return True

    def _taken(self, index: QModelIndex, *, show: bool = False) -> None:
        """A row was chosen: take its relationship in hand and, with ``show``, go there."""
        line = index.data(ROW_ROLE)
        if self._following or not isinstance(line, RelationshipLine):
            return
        if show and line.head is not None:
            start = line.head.spans[0].start
            self._place.pick(start, start)
        self._place.take(line.edge.id)
        self._show_form()

    def _jump(self, start: int) -> None:
        self._place.pick(start, start)
        self._place.focus_text()

    # -- edits

    def _do(self, make: Callable[[], Action | None]) -> None:
        """Apply what ``make`` gives; a refusal is one sentence in the status line."""
        try:
            self._session.apply(make())
        except KnownError as error:
            self._context.say(sentence(error.message))
        self.reload()

    def _ends(self, edge: Relationship) -> tuple[Mention, Mention] | None:
        workspace = self._workspace
        head = workspace.mention(edge.head) if workspace else None
        tail = workspace.mention(edge.tail) if workspace else None
        return (head, tail) if head is not None and tail is not None else None

    def _retype(self, relationship: str, type_id: str) -> None:
        workspace = self._workspace
        edge = workspace.relationship(relationship) if workspace else None
        ends = self._ends(edge) if edge is not None else None
        if workspace is None or edge is None or ends is None or not self._is_own(edge):
            return
        scheme, existing = self._session.scheme, workspace.relationships
        self._do(
            lambda: relationships.retype_relationship(
                relationship=edge,
                type=type_id,
                head=ends[0],
                tail=ends[1],
                scheme=scheme,
                existing=existing,
            )
        )

    def turn(self, edge: Relationship) -> None:
        """Exchange the ends."""
        workspace, ends = self._workspace, self._ends(edge)
        if workspace is None or ends is None:
            return
        self._do(
            lambda: relationships.flip(
                relationship=edge,
                head=ends[0],
                tail=ends[1],
                scheme=self._session.scheme,
                existing=workspace.relationships,
            )
        )

    def _delete(self, edge: Relationship) -> None:
        workspace = self._workspace
        if workspace is not None and self._is_own(edge):
            self._do(
                lambda: relationships.delete_relationship(
                    relationship=edge, annotations=workspace.annotations
                )
            )

    def _set_attribute(self, edge: Relationship, attribute: str, value: str | bool | None) -> None:
        known = self._session.scheme.attribute(attribute)
        self._do(
            lambda: edits.set_attribute(
                record=edge,
                attribute=attribute,
                value=value,
                name=name_message(known) if known is not None else None,
            )
        )

    def _set_note(self, edge: Relationship, note: str) -> None:
        self._do(lambda: edits.set_note(record=edge, note=note))

    def _use_selection(self, edge: Relationship) -> None:
        """Add the selected words to the evidence."""
        workspace = self._workspace
        if workspace is None:
            return
        spans = [*edge.evidence]
        for start, end in self._place.picked.spans:
            start, end = trimmed(workspace.text, start, end)
            if start < end:
                spans.append(self._context.span(start, end))
        self._set_evidence(edge, merged(workspace.text, spans))
        self._place.clear()

    def _drop_evidence(self, edge: Relationship, number: int) -> None:
        kept = tuple(span for at, span in enumerate(edge.evidence) if at != number)
        self._set_evidence(edge, kept)

    def _default_evidence(self, edge: Relationship) -> None:
        workspace, ends = self._workspace, self._ends(edge)
        if workspace is not None and ends is not None:
            spans = relationships.default_evidence(
                text=workspace.text,
                head=ends[0],
                tail=ends[1],
                sentencing=workspace.article.sentencing,
            )
            self._set_evidence(edge, spans)

    def _set_evidence(self, edge: Relationship, evidence: Spans) -> None:
        self._do(lambda: relationships.set_evidence(relationship=edge, evidence=evidence))

"""Notes and questions of the article: a list above, the one in hand below."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget

from juseok.core.model import Remark
from juseok.core.ops import Action
from juseok.services.tagging import remarks
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.marks import place_of
from juseok.ui.models.remark_list import (
    ROW_ROLE,
    RemarkLine,
    RemarkListModel,
    about,
    remark_lines,
)
from juseok.ui.panels.notes_editor import RemarkEditor
from juseok.ui.panels.notes_row import RemarkRowDelegate
from juseok.ui.widgets.labels import EmptyLabel, Label, icon_button
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.rows import row_list

_PAUSE_MS: Final = 60


class NotesPanel(QWidget):
    """A draft on something is kept apart until it has words."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session, self._place = context.session, context.place
        self._draft = ""
        self._following = False
        self.setAccessibleName(tr("Notes"))
        self.model = RemarkListModel(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        self._count = Label(parent=self, name="Quiet", pixels=12)
        self._open = QToolButton(self)
        self._open.setObjectName("Toggle")
        self._open.setCheckable(True)
        self._open.setText(tr("Open questions"))
        set_tip(self._open, tr("Show only the questions that nobody has settled"))
        self._open.toggled.connect(lambda _: self.reload())
        self._add = icon_button("plus", tr("Add a note"), self)
        self._add.clicked.connect(lambda: self._context.router.trigger("note.add"))
        self.view = self._make_view()
        self._empty = EmptyLabel(self)
        self.editor = RemarkEditor(self)
        self._arrange()
        self._connect()
        self.reload()

    def _make_view(self) -> QListView:
        view = row_list(
            self.model, RemarkRowDelegate(self), name=tr("Notes and questions"), parent=self
        )
        view.clicked.connect(lambda _: self._go())
        view.selectionModel().currentChanged.connect(lambda index, _: self._taken(index))
        view.installEventFilter(self)
        return view

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 8, 8, 4)
        top.setSpacing(4)
        top.addWidget(self._count, 1)
        top.addWidget(self._open)
        top.addWidget(self._add)
        self._rule = QFrame(self)
        self._rule.setFrameShape(QFrame.Shape.HLine)
        self._rule.setObjectName("Rule")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        box.addWidget(self.view, 1)
        box.addWidget(self._empty, 1)
        box.addWidget(self._rule)
        box.addWidget(self.editor)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        session, place = self._session, self._place
        place.article_changed.connect(self._article_changed)
        place.record_changed.connect(self._follow)
        place.note_asked.connect(self.begin)
        place.edit_asked.connect(self.edit)
        session.annotations_changed.connect(self._annotations_changed)
        session.scheme_changed.connect(self.reload)
        self._context.theme.changed.connect(self.view.viewport().update)
        editor = self.editor
        editor.written.connect(self._written)
        editor.left.connect(self._leave)
        editor.resolve_asked.connect(self._resolve)
        editor.delete_asked.connect(self._delete)
        editor.jump_asked.connect(self._go)

    # -- what is shown

    @property
    def _workspace(self) -> ArticleWorkspace | None:
        return self._session.workspace(self._place.article)

    def reload(self) -> None:
        """Read the rows again from memory."""
        self._pause.stop()
        workspace, only_open = self._workspace, self._open.isChecked()
        held = self._current()
        lines = (
            remark_lines(workspace, self._session.scheme, only_open=only_open) if workspace else []
        )
        self._following = True
        self.model.show(lines)
        row = self.model.row_of(held.id) if held is not None else None
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row))
        self._following = False
        self._count.setText(tr("Notes and questions: {count}", count=f"{len(lines):,}"))
        self.view.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._empty.setText(
            tr("Every question is settled.")
            if only_open
            else tr(
                "No notes yet.\n\nIn the text, {note} adds a note and {question} parks a question.",
                note=self._context.router.key_words("note.add"),
                question=self._context.router.key_words("note.question"),
            )
        )
        if row is None and not self._draft:
            self._follow(self._place.record)
        self._show_editor()

    def _follow(self, record: str) -> None:
        """What is in hand brings its first remark forward."""
        if self._pause.isActive():
            self.reload()
            return
        held = self._current()
        if not record or self._draft or (held is not None and held.target == record):
            return
        row = self.model.row_of(record)
        row = row if row is not None else self.model.row_on(record)
        if row is not None:
            self._choose(row)

    def _choose(self, row: int) -> None:
        self._following = True
        self.view.setCurrentIndex(self.model.index(row))
        self._following = False
        self._show_editor()

    def _show_editor(self) -> None:
        held, workspace = self._current(), self._workspace
        shown = workspace is not None and (bool(self._draft) or held is not None)
        self.editor.setVisible(shown)
        self._rule.setVisible(shown)
        if workspace is None or self._draft or held is None:
            return
        words = about(workspace, self._session.scheme, held.target)
        own = held.layer == self._session.layer
        self.editor.show_remark(held, words, editable=own)
        self.editor.jump.setEnabled(bool(place_of(workspace, held.target)))

    def _current(self) -> Remark | None:
        line = self.view.currentIndex().data(ROW_ROLE)
        return line.remark if isinstance(line, RemarkLine) else None

    def _article_changed(self, _: str) -> None:
        self._draft = ""
        self.view.setCurrentIndex(QModelIndex())
        self.reload()

    def _annotations_changed(self, article: str, _: object) -> None:
        if article == self._place.article:
            self._pause.start()

    # -- writing

    def begin(self, target: str) -> None:
        """Write a new note on ``target``."""
        workspace = self._workspace
        if workspace is None:
            return
        self.editor.keep()
        self._draft = target
        self.editor.show_draft(about(workspace, self._session.scheme, target))
        self.editor.jump.setEnabled(bool(place_of(workspace, target)))
        self._show_editor()
        self.editor.write()

    def edit(self, remark: str) -> None:
        """Write on in a remark."""
        self._draft = ""
        self._open.setChecked(False)
        self.reload()
        row = self.model.row_of(remark)
        if row is not None:
            self._choose(row)
            self.editor.write()

    def _written(self, text: str) -> None:
        held = self._current()
        target, self._draft = self._draft, ""
        if target:
            self._add_note(target, text)
        elif held is not None:
            self._session.apply(remarks.set_remark_text(remark=held, text=text))

    def _add_note(self, target: str, text: str) -> None:
        if not text:
            return
        project = self._session.project
        action = remarks.add_note(
            ids=project.ids,
            layer=self._session.layer,
            article=self._place.article,
            target=target,
            text=text,
        )
        if self._session.apply(action):
            self.reload()
            row = self.model.row_of(action.changes[0].obj)
            if row is not None:
                self._choose(row)

    def _leave(self) -> None:
        self._draft = ""
        self._show_editor()
        self._place.focus_text()

    # -- hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        held = self._current()
        match event.key():
            case Qt.Key.Key_Escape:
                self._place.focus_text()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 if held is not None:
                self.editor.write()
            case Qt.Key.Key_Delete if held is not None:
                self._delete()
            case Qt.Key.Key_Space if held is not None and held.sort == "question":
                self._resolve(not held.resolved)
            case _:
                return False
        return True

    def _taken(self, index: QModelIndex) -> None:
        """A row was chosen: have what it is about in hand."""
        line = index.data(ROW_ROLE)
        if self._following or not isinstance(line, RemarkLine):
            return
        self._draft = ""
        self._show_editor()
        workspace = self._workspace
        if workspace is not None and workspace.get(line.remark.target) is not None:
            self._place.take(line.remark.target)

    def _go(self) -> None:
        """Show what the remark, or the draft, is about."""
        held, workspace = self._current(), self._workspace
        target = self._draft or (held.target if held is not None else "")
        spans = place_of(workspace, target) if workspace is not None else ()
        if spans:
            self._place.pick(spans[0][0], spans[0][0])
            self._place.take(target)

    def _do(self, make: Callable[[Remark], Action | None]) -> None:
        held = self._current()
        if held is not None and held.layer == self._session.layer:
            self._session.apply(make(held))

    def _resolve(self, on: bool) -> None:
        self._do(lambda remark: remarks.resolve(remark=remark, resolved=on))

    def _delete(self) -> None:
        self._do(lambda remark: remarks.delete_remark(remark=remark))

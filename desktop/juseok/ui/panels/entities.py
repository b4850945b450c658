"""The entity panel: who and what this article names, or the whole project."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QToolButton,
    QWidget,
)

from juseok.core.model import Entity, Mention, Viewer
from juseok.services.tagging import mentions
from juseok.store.entities import EntityRow
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.models.entity_list import (
    ROW_ROLE,
    EntityLine,
    EntityListModel,
    lines_of_article,
)
from juseok.ui.panels.entity_form import EntityForm
from juseok.ui.panels.entity_hands import EntityHands
from juseok.ui.panels.entity_pages import EntityPages
from juseok.ui.panels.entity_row import EntityRowDelegate
from juseok.ui.panels.pairs_button import PairsButton
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.labels import EmptyLabel, Label
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.viewport import own_viewport

_PAUSE_MS: Final = 100
_LIMIT: Final = 2000
_MANY: Final = 2000


class EntityPanel(QWidget):
    """List above, the entity in hand below; a click walks through its mentions."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session, self._place = context.session, context.place
        self._edits = EntityHands(context)
        self._follows = False
        self.setAccessibleName(tr("Entities"))
        self.model = EntityListModel(self)
        self.model.set_scheme(self._session.scheme)
        self.model.mention_dropped.connect(self._dropped)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        self._field = FilterField(tr("Find an entity"), self)
        self._field.textChanged.connect(lambda _: self._pause.start())
        self._field.installEventFilter(self)
        self._whole = QToolButton(self)
        self._whole.setObjectName("Toggle")
        self._whole.setCheckable(True)
        self._whole.setText(tr("Project"))
        set_tip(self._whole, tr("Show the entities of the whole project"))
        self._whole.setAccessibleName(tr("The whole project"))
        self._whole.toggled.connect(lambda _: self.reload())
        self._same = PairsButton(context, self)
        self._pages = EntityPages(context, self)
        self.view = self._make_view()
        self._count = Label(parent=self, name="Quiet", pixels=12)
        self._count.setContentsMargins(16, 0, 8, 4)
        self._empty = EmptyLabel(self)
        self.form = EntityForm(self._edits.as_form_wants(), self)
        self.form.left.connect(self._place.focus_text)
        self._arrange()
        self._connect()
        self.reload()

    def _make_view(self) -> QListView:
        view = QListView(self)
        own_viewport(view)
        view.setAccessibleName(tr("Entities"))
        view.setModel(self.model)
        view.setItemDelegate(
            EntityRowDelegate(
                lambda: self._session.scheme, lambda: self._context.theme.tokens, view
            )
        )
        view.setUniformItemSizes(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setSelectionMode(QListView.SelectionMode.SingleSelection)
        view.setAcceptDrops(True)
        view.setDropIndicatorShown(True)
        view.setDragDropMode(QListView.DragDropMode.DropOnly)
        view.clicked.connect(self._clicked)
        view.selectionModel().currentChanged.connect(lambda index, _: self._show_form(index))
        view.installEventFilter(self)
        return view

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.setSpacing(4)
        top.addWidget(self._field, 1)
        top.addWidget(self._whole)
        top.addWidget(self._same)
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setObjectName("Rule")
        self._rule = line
        box = self._pages.box
        box.addLayout(top)
        box.addWidget(self._count)
        box.addWidget(self.view, 1)
        box.addWidget(self._empty, 1)
        box.addWidget(line)
        box.addWidget(self.form)
        self.setFocusProxy(self.view)
        self._show_form(QModelIndex())

    def _connect(self) -> None:
        session, place = self._session, self._place
        place.article_changed.connect(self._article_changed)
        place.record_changed.connect(self._follow)
        place.entity_asked.connect(self._asked)
        session.annotations_changed.connect(self._annotations_changed)
        session.entities_changed.connect(self._entities_changed)
        session.saved.connect(self._saved)
        session.scheme_changed.connect(self._scheme_changed)
        self._context.theme.changed.connect(self.view.viewport().update)

    # -- what is shown

    @property
    def whole_project(self) -> bool:
        return self._whole.isChecked()

    def reload(self) -> None:
        """Read the list again: of the article from memory, of the project from the file."""
        self._pause.stop()
        index, workspace = self._session.index, self._session.workspace(self._place.article)
        if index is None:
            self._session.when_ready(self.reload)
            return
        if self.whole_project:
            self._session.tasks.run(
                partial(_read_all, self._session.viewer, self._field.text()),
                self._take_rows,
                slot="entity list",
            )
            return
        if workspace is None:
            self._show([])
            return
        own = self._session.layer
        lines = lines_of_article(workspace, index, layer=own, text=self._field.text())
        self._show(lines)
        self._ask_counts(lines)

    def _ask_counts(self, lines: Sequence[EntityLine]) -> None:
        """How often each is named in the whole project, as far as it is saved."""
        if not lines:
            return
        self._session.tasks.run(
            partial(_read_counts, self._session.viewer, self._place.article),
            partial(self._take_counts, lines),
            slot="entity counts",
        )

    def _take_counts(self, lines: Sequence[EntityLine], known: Mapping[str, int]) -> None:
        if self.whole_project or [each.entity.id for each in lines] != self._ids():
            return
        self.model.show([replace(each, everywhere=_sum(each.members, known)) for each in lines])

    def _ids(self) -> list[str]:
        return [self.model.line(n).entity.id for n in range(self.model.rowCount())]

    def _take_rows(self, found: tuple[Sequence[EntityRow], Mapping[str, int]]) -> None:
        rows, known = found
        index = self._session.index
        if not self.whole_project or index is None:
            return
        lines: dict[str, EntityLine] = {}
        for row in rows:
            members = index.group(row.entity.id) or (row.entity,)
            if members[0].id not in lines:
                here, everywhere = len(self._mentions_here(members)), _sum(members, known)
                lines[members[0].id] = EntityLine(members[0], here, everywhere, members[1:])
        self._show(tuple(lines.values()))

    def _mentions_here(self, members: Iterable[Entity]) -> list[Mention]:
        """The own mentions in this article of all of ``members``, in text order."""
        workspace = self._session.workspace(self._place.article)
        own = self._session.layer
        if workspace is None:
            return []
        found = [m for each in members for m in workspace.mentions_of(each.id) if m.layer == own]
        return sorted(found, key=lambda mention: mention.spans[0].start)

    def _show(self, lines: Sequence[EntityLine]) -> None:
        held = self._current()
        self.model.show(lines)
        self._count.setText(tr("{count} entit(y|ies)", count=f"{len(lines):,}"))
        empty = not lines
        self._empty.setText(self._advice())
        self._empty.setVisible(empty)
        self.view.setVisible(not empty)
        self._count.setVisible(not empty)
        place = self.model.place(held.id) if held is not None else None
        if place is not None:
            self.view.setCurrentIndex(self.model.index(place))
        if place is None or self._follows:
            self._follows = not self._follow(self._place.record)
        self._show_form(self.view.currentIndex())

    def _advice(self) -> str:
        if self._field.text():
            return tr("No entity has this name.")
        return tr("No entities yet.\n\nSelect a name in the text and press the key of its type.")

    def _show_form(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE) if index.isValid() else None
        shown = isinstance(line, EntityLine)
        self.form.setVisible(shown)
        self._rule.setVisible(shown)
        if not isinstance(line, EntityLine):
            self._place.show_entity("", chosen=False)
        else:
            held = self.window().focusWidget()
            chosen = held is not None and self.isAncestorOf(held)
            self._follows &= not chosen  # a choice made here is not taken away again
            self._place.show_entity(line.entity.id, chosen=chosen)
            known = self._session.index
            members = (known.group(line.entity.id) if known else ()) or line.members
            self.form.show_entity(members[0], self._session.scheme, members[1:])

    def _current(self) -> Entity | None:
        line = self.view.currentIndex().data(ROW_ROLE)
        return line.entity if isinstance(line, EntityLine) else None

    def _article_changed(self, article: str) -> None:
        workspace = self._session.workspace(article)
        if workspace is not None and len(workspace.mentions) > _MANY:
            self._pause.start()  # the text comes first
        else:
            self.reload()

    def _entities_changed(self, _: object) -> None:
        self._pause.start()

    def _saved(self, _: object) -> None:
        """Counts over the project come from the file, which has this edit only now."""
        self._pause.start()

    def _annotations_changed(self, article: str, ids: Collection[str]) -> None:
        if article == self._place.article:
            self._follows |= self._place.record in ids  # it may name another entity now
            self._pause.start()

    def _scheme_changed(self) -> None:
        self.model.set_scheme(self._session.scheme)
        self.reload()

    def _follow(self, record: str) -> bool:
        """The mention in hand brings its entity forward; whether there is no more to wait for."""
        workspace = self._session.workspace(self._place.article)
        mention = workspace.mention(record) if workspace and record else None
        if mention is None or not mention.entity:
            return True
        place = self.model.place(mention.entity)
        if place is not None:
            self.view.setCurrentIndex(self.model.index(place))
        elif self._pause.isActive():
            self._follows = True  # the row is new: after the paint of what was done
        return place is not None

    # -- hands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        assert isinstance(event, QKeyEvent)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self._field:
            if enter or event.key() == Qt.Key.Key_Down:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape and self._field.text():
                self._field.clear()
                return True
            return False
        if enter:
            self._clicked(self.view.currentIndex())
            return True
        if event.key() == Qt.Key.Key_F2:
            self.form.focus_name()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._place.focus_text()
            return True
        return False

    def _clicked(self, index: QModelIndex) -> None:
        """Go to the entity's next mention here; round and round."""
        line = index.data(ROW_ROLE)
        if not isinstance(line, EntityLine):
            return
        found = self._mentions_here(line.members)
        if not found:
            self._find_elsewhere(line.members)
            return
        ids = [mention.id for mention in found]
        held = self._place.record
        following = found[(ids.index(held) + 1) % len(found)] if held in ids else found[0]
        start = following.spans[0].start
        self._place.pick(start, start)
        self._place.take(following.id)

    def _find_elsewhere(self, members: Iterable[Entity]) -> None:
        viewer, ids = self._session.viewer, [each.id for each in members]

        def go(found: list[Mention]) -> None:
            if found:
                span = found[0].spans[0]
                self._place.go(found[0].article, span.start, span.end)
            else:
                self._context.say(tr("No mention of it yet."))

        self._session.tasks.run(
            lambda reader, _: [m for each in ids for m in reader.mentions_of(viewer, each)],
            go,
            slot="entity mentions",
        )

    def _asked(self, what: str, entity_id: str) -> None:
        """Do ``what`` with an entity, with its fields in sight where the list has it."""
        self._pages.show_pairs(what == "pairs", self.view)
        if not entity_id:
            return
        if self._pause.isActive() or self.model.place(entity_id) is None:
            self._field.clear()
            self.reload()
        place = self.model.place(entity_id)
        if place is not None:
            self.view.setCurrentIndex(self.model.index(place))
        entity = self._session.index.entity(entity_id) if self._session.index else None
        if entity is not None and what in ("merge", "split", "delete"):
            self._edits.run(what, entity)
        elif place is not None:
            self.form.focus_on(what)

    def _dropped(self, mention_id: str, entity_id: str) -> None:
        workspace, index = self._session.workspace(self._place.article), self._session.index
        mention = workspace.mention(mention_id) if workspace else None
        entity = index.entity(entity_id) if index else None
        if mention is not None and entity is not None:
            self._edits.do(lambda: mentions.relink(mention=mention, entity=entity))


def _read_all(
    viewer: Viewer, text: str, reader: Reader, _: object
) -> tuple[list[EntityRow], dict[str, int]]:
    rows = reader.entities(viewer, text=text, limit=_LIMIT)
    return rows, _counts(viewer, rows, reader)


def _read_counts(viewer: Viewer, article: str, reader: Reader, _: object) -> dict[str, int]:
    return _counts(viewer, reader.entities(viewer, article=article), reader)


def _counts(viewer: Viewer, rows: Iterable[EntityRow], reader: Reader) -> dict[str, int]:
    """How often each entity of ``rows``, and what it is the same as, is named."""
    known = {row.entity.id: row.mentions_all for row in rows}
    for each in {member for row in rows for member in row.members} - known.keys():
        known[each] = len(reader.mentions_of(viewer, each))
    return known


def _sum(members: Iterable[Entity], known: Mapping[str, int]) -> int | None:
    found = [known[each.id] for each in members if each.id in known]
    return sum(found) if found else None

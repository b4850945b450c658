"""An open project as the window sees it: edits at once in memory, saved in order behind.

Every edit is folded into the open articles and the entity index before the disk has it; the
writer's acknowledgement makes it "saved".  A failure stops the queue and loses nothing.
"""

from collections.abc import Callable, Collection, Iterable
from concurrent.futures import Future
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import ArticleState, Kind, Mention, Viewer
from juseok.core.ops import Action
from juseok.core.scheme import Scheme, with_type_names
from juseok.services.entities.index import EntityIndex
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.tagging.pending_facts import state_after
from juseok.store.project import Project
from juseok.store.recorder import Commit
from juseok.store.writer import WriterEvent, WriterState
from juseok.ui.article_reads import ArticleReads
from juseok.ui.known_entities import KnownEntities
from juseok.ui.made_here import MadeHere
from juseok.ui.open_articles import OpenArticles
from juseok.ui.pools import Pools
from juseok.ui.save_state import SaveState
from juseok.ui.steady import SteadyReads
from juseok.ui.tasks import Tasks
from juseok.ui.turns import UndoTurns
from juseok.ui.underway import Underway

_LIST_PAUSE_MS: Final = 200
_SHARED: Final = frozenset({Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE})
_REGISTER: Final = frozenset({Kind.ENTITY, Kind.SAME_AS, Kind.ENTITY_CHANGE})
_LISTED: Final = frozenset({Kind.ARTICLE, Kind.OCCURRENCE, Kind.CAMPAIGN, Kind.ASSIGNMENT})


class Session(QObject):
    """One project.  Made on the GUI thread; :meth:`close` waits for what is not saved.

    ``tasks`` read with a reader of the project; ``jobs`` do what needs none (copies, imports).

    ``closing()``: the project is about to be let go.
    ``annotations_changed(article, ids)``: records of an open article changed.
    ``text_ready(Article)``: the text of a long article was read, its annotations are to come.
    ``workspace_ready(article)``: an article was read.  ``go_first(article, label)``: an undo
    (or redo) would touch an article that is not on screen; pressing again there does it.
    ``viewer_changed()``: another layer is worked on; what was open is to be opened anew.
    ``merged()``: operations of others came in, of any kind and on anything.
    """

    closing = Signal()
    annotations_changed = Signal(str, object)
    text_ready = Signal(object)
    workspace_ready = Signal(str)
    entities_changed = Signal(object)
    articles_changed = Signal()
    article_changed = Signal(str)
    scheme_changed = Signal()
    save_changed = Signal()
    applied = Signal(object)
    saved = Signal(object)
    save_failed = Signal(object)
    undo_changed = Signal()
    undone = Signal(object, bool)
    go_first = Signal(str, object)
    error = Signal(object)
    viewer_changed = Signal()
    merged = Signal()
    _told = Signal(object)
    _settled = Signal(object, object)

    def __init__(self, project: Project, scheme: Scheme) -> None:
        super().__init__()
        self.project = project
        self.viewer: Viewer = project.viewer()
        self.scheme = scheme
        self.tasks = Tasks(project.reader, kept=1)
        self.tasks.failed.connect(self.error)
        self.jobs = Tasks(None, threads=1)
        self.jobs.failed.connect(self.error)
        self.pools = Pools(project.reader)
        self.list_reads = ArticleReads(self.tasks, self.viewer)
        self._steady = SteadyReads(self.tasks)
        self.save_state = SaveState()
        self._underway = Underway()
        self._flying = self._underway.edits
        self._look: tuple[Viewer, Viewer] | None = None
        self._made_here = MadeHere()
        self._known = KnownEntities(
            self._steady, self.viewer, self._flying, self.entities_changed.emit
        )
        self._articles = OpenArticles(
            self.tasks,
            self._steady,
            self.viewer,
            self._flying,
            first=self.text_ready.emit,
            ready=self.workspace_ready.emit,
            changed=self.annotations_changed.emit,
        )
        self.facts = self._articles.facts
        self.turns = UndoTurns(
            self._steady,
            self._flying,
            on_screen=self._articles.is_shown,
            turn=self._start_turn,
            go_first=self.go_first.emit,
            changed=self.undo_changed.emit,
            failed=self.error.emit,
        )
        self._list_pause = QTimer(self)
        self._list_pause.setSingleShot(True)
        self._list_pause.setInterval(_LIST_PAUSE_MS)
        self._list_pause.timeout.connect(self.articles_changed)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self._settled.connect(self._on_settled, Qt.ConnectionType.QueuedConnection)
        self._waits: list[Callable[[], object]] = []
        self._unsubscribe = project.writer.subscribe(self._told.emit)
        self._known.read()
        self.turns.ask()

    @property
    def index(self) -> EntityIndex | None:
        """The entities of the project; None until they are read."""
        return self._known.index

    @property
    def entities_era(self) -> int:
        """Another one: ``entities_changed`` without ids means that any may be different, and not
        only that they are looked at as somebody else."""
        return self._known.era

    @property
    def read_only(self) -> Message | None:
        """Why the project cannot be changed; None when it can."""
        return self.project.read_only

    def unsaved(self) -> Message | None:
        """Why edits would be lost if the project were let go now; None when none would be.

        Waits for edits that are being saved, for one of them may fail yet.
        """
        writer = self.project.writer
        self._underway.wait(given_up=lambda: writer.state.failed is not None)
        self._take_state(writer.state)
        return self.save_state.failed if self.save_state.pending else None

    def end(self) -> None:
        """Begin nothing more, and tell nothing any more; :meth:`wait` comes after."""
        self.closing.emit()
        self.blockSignals(True)
        self._unsubscribe()
        self._list_pause.stop()
        self.tasks.end()
        self.jobs.end()
        self.pools.end()

    def wait(self) -> None:
        """Wait for the edits and release the file.  Any thread."""
        for wait in (self.tasks.wait, self.jobs.wait, self.pools.wait, *self._waits):
            wait()
        self.project.close()

    def waits_for(self, wait: Callable[[], object]) -> None:
        """Have ``wait`` called, in any thread, before the file is released."""
        self._waits.append(wait)

    def close(self) -> None:
        """End, and wait for it."""
        self.end()
        self.wait()

    # -- articles

    def open_article(self, article: str) -> None:
        """Read an article with its annotations; ``workspace_ready`` tells when it is there."""
        self._articles.open(article)

    def read_ahead(self, article: str) -> None:
        """Have an article in memory that a person will open next; another one lets go of it."""
        if self.workspace(article) is None:
            self._articles.open(article, ahead=True)

    def workspace(self, article: str) -> ArticleWorkspace | None:
        """The article in memory, if it was opened."""
        return self._articles.get(article)

    def set_on_screen(self, articles: Iterable[str]) -> None:
        """Which articles a person sees; others are let go when nothing of theirs is unsaved."""
        self._articles.show(articles)

    # -- whose work

    keeps_register = True
    """Whether what is said of entities goes into the register: in a campaign only the lead's."""

    @property
    def register_layer(self) -> str:
        """Where new entities and merges go: the register, or as proposals one's own layer."""
        project = self.project
        return project.register_layer if self.keeps_register else project.own_layer

    @property
    def layer(self) -> str:
        """The layer that is worked on: one's own, and gold in a review."""
        return self.viewer.own_layer

    @property
    def reviewing(self) -> bool:
        """Whether gold is worked on."""
        return self.viewer.own_layer != self.project.own_layer

    def look_as(self, viewer: Viewer, *, entities: Viewer) -> None:
        """Work on the layer of ``viewer``, as soon as every edit is saved.

        ``entities``: whose entities are known meanwhile.
        """
        self._look = (viewer, entities)
        self._look_anew()

    def _look_anew(self) -> None:
        if self._look is None or self._flying:
            return
        (self.viewer, entities), self._look = self._look, None
        self.list_reads.viewer = self.viewer
        self._articles.look_as(self.viewer)
        self._known.look_as(entities)
        self.viewer_changed.emit()
        self.articles_changed.emit()

    def read_state(self, article: str, use: Callable[[ArticleState | None], object]) -> None:
        """Call ``use`` with how far one is with ``article``, edits that are not saved yet
        included; None when nobody has begun it."""
        viewer = self.viewer

        def deliver(found: ArticleState) -> None:
            if self.viewer is viewer:  # else it is how far another layer is
                state = state_after(found, self._flying)
                use(state if state.state != "new" else None)

        self._steady.run(
            lambda reader, _: reader.article_state(viewer, article), deliver, first=True
        )

    # -- edits

    def when_ready(self, run: Callable[[], object]) -> None:
        """Call ``run`` as soon as the entities are known (usually at once)."""
        self._known.when_ready(run)

    def apply(self, action: Action | None) -> bool:
        """Do ``action`` in memory and hand it to the writer; whether something was done.

        A span that does not prove is told by ``error`` and changes nothing.
        """
        if action is None or not action.changes:
            return False
        if self.read_only is not None:
            self.error.emit(KnownError(self.read_only.code, **self.read_only.params))
            return False
        try:
            action = self.allowed(action)
            self._articles.prove(action)  # all of them, before any has the action in it
        except KnownError as error:
            self.error.emit(error)
            return False
        touched = self._articles.apply(action)
        self._flying.append(action)
        self._made_here.note(action)
        entities = self._known.apply(action)
        future = self.project.writer.submit(action)
        self._underway.follow(future, lambda done: self._settled.emit(action, done))
        self.applied.emit(action)
        self._take_state(self.project.writer.state)
        if action.undoable:
            self.turns.edited()
        for article, ids in touched:
            self.annotations_changed.emit(article, ids)
        self.facts.apply(action)
        if entities:
            self.entities_changed.emit(entities)
        self.undo_changed.emit()
        return True

    def allowed(self, action: Action) -> Action:
        """``action``, with what it would change of somebody else's register as proposals.

        Raises ``KnownError`` for gold of an article that is annotated blind, and not done.
        """
        seal = self.viewer.seal
        if action.article in seal.articles and self.layer not in seal.layers:
            raise KnownError("review.sealed")
        shared = any(each.kind in (Kind.ENTITY, Kind.SAME_AS) for each in action.changes)
        if self.keeps_register or self.index is None or not shared:
            return action
        from juseok.services.entities.proposals import as_proposals  # not needed for a first paint

        return as_proposals(
            action, index=self.index, register_layer=self.project.register_layer,
            own_layer=self.project.own_layer,
        )  # fmt: skip

    def made_for(self, entity: str, article: str) -> bool:
        """Whether an entity was made in this sitting and only ``article`` names it."""
        return self._made_here.only_in(entity, article)

    def retry(self) -> None:
        """Try again to save what could not be saved."""
        self.project.writer.retry()

    def take_outside(self, label: Message) -> None:
        """An action called ``label`` went to the writer past this session, and is saved."""
        self._articles.reread_all()
        self._known.read()
        self.turns.came(label)
        self._label_saved(label)

    def take_merge(self, label: Message) -> None:
        """Operations of others came in past this session, and are saved: look at all of it anew."""
        self.take_outside(label)
        self.facts.reread_all()
        self._list_pause.start()
        self.tasks.run(lambda reader, _: reader.scheme(), self._take_scheme, slot="scheme")
        self.merged.emit()

    def mentions_of(
        self, entities: Collection[str], done: Callable[[list[Mention]], object]
    ) -> None:
        """Give ``done`` the own mentions of ``entities`` everywhere, with what is not saved yet."""
        self._articles.mentions_of(entities, done)

    # -- undo

    def named(self, label: Message) -> Message:
        """The label of an action with types by their names."""
        return with_type_names(label, self.scheme)

    @property
    def undo_label(self) -> Message | None:
        """What the next undo takes back; None when there is nothing."""
        return self.turns.undo_label

    @property
    def redo_label(self) -> Message | None:
        return self.turns.redo_label

    def undo(self) -> None:
        """Take the last action back, or go to its article first."""
        self.turns.press(True)

    def redo(self) -> None:
        """Bring back what was undone last, or go to its article first."""
        self.turns.press(False)

    def _start_turn(self, back: bool) -> None:
        writer = self.project.writer
        future = writer.undo() if back else writer.redo()
        self._underway.follow(future, lambda done: self._settled.emit(back, done))

    # -- answers

    def _on_told(self, event: WriterEvent) -> None:
        if isinstance(event, WriterState):
            self._take_state(event)
        else:
            self._take_commit(event)

    def _take_state(self, state: WriterState) -> None:
        failed_before = self.save_state.failed
        self.save_state = self.save_state.after(state)
        self.save_changed.emit()
        if state.failed is not None and state.failed != failed_before:
            self.save_failed.emit(state.failed)

    def _take_commit(self, commit: Commit) -> None:
        """Anybody's commit: rows of the list and the scheme may have changed."""
        kinds = {changed.kind for changed in commit.changed}
        if kinds & _LISTED or commit.more:
            self._list_pause.start()
        for article in {changed.article for changed in commit.changed if changed.article}:
            self.article_changed.emit(article)
        if kinds & _SHARED:
            self.tasks.run(lambda reader, _: reader.scheme(), self._take_scheme, slot="scheme")
        self._articles.take_commit(commit)
        self.facts.take_commit(commit)
        self.saved.emit(commit)
        self.turns.ask()

    def _on_settled(self, what: Action | bool, done: "Future[Commit | None]") -> None:
        error = done.exception() if not done.cancelled() else None
        self._underway.drop(done)
        self._steady.landed()
        if error is not None:
            self.turns.forget()
        elif (landed := done.result()) is not None:
            self._articles.take_commit(landed)  # now: what is being read may come before it is told
        if isinstance(what, Action):
            for settled in self._underway.land(what):
                self._articles.settle(settled)
            self._look_anew()
            if error is not None:
                self._take_out(what)
            else:
                self._saved_action(what, done.result())
        elif error is None and (commit := done.result()) is not None:
            self._take_turn(commit, back=what)
        if error is not None:
            self.error.emit(error)
        if not isinstance(what, Action):
            self.turns.ended()
        self.undo_changed.emit()

    def _take_out(self, action: Action) -> None:
        """The file refused ``action``: what was shown of it goes."""
        self._made_here.forget(action)
        self._articles.reread_all()
        self.facts.reread_all()
        self._known.read()
        self.turns.ask()

    def _saved_action(self, action: Action, commit: Commit | None) -> None:
        if action.undoable and commit is not None:
            self.turns.saved(action, commit)
            self._label_saved(commit.label)

    def _label_saved(self, label: Message) -> None:
        self.save_state = replace(self.save_state, label=label)
        self.save_changed.emit()

    def _take_turn(self, commit: Commit, *, back: bool) -> None:
        """An undo or redo is in the file: read again what it changed."""
        linked = any(each.kind == Kind.CLAIM_LINK for each in commit.changed)
        told = {each.article for each in commit.changed if each.article}
        if linked or commit.more:
            self._articles.reread_all()
        else:
            self._articles.reread(told)
        shared = [e.obj for e in commit.changed if e.kind in _REGISTER]
        if shared:
            self._known.read()
        self._label_saved(commit.label)
        self.undone.emit(commit, back)

    def _take_scheme(self, scheme: Scheme) -> None:
        if scheme.version != self.scheme.version:
            self.scheme = scheme
            self.scheme_changed.emit()

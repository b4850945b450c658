"""A project file, open: its writer, its readers, and who writes."""

import contextlib
import secrets
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from juseok.core.errors import ProjectError
from juseok.core.ids import IdFactory
from juseok.core.messages import Message
from juseok.core.model import NO_SEAL, Seal, Viewer
from juseok.core.ops import Action, Change, Op
from juseok.store import files
from juseok.store.articles import TableCache
from juseok.store.backup import (
    check_room,
    connect_draft,
    copy_live,
    draft,
    free_name,
    keep,
    thin_out,
)
from juseok.store.carried import Carried, carried
from juseok.store.connection import FileId, connect, probe
from juseok.store.content import Content
from juseok.store.errors import telling
from juseok.store.hidden import NOTHING_BACK, Back, note_merge
from juseok.store.identity import (
    Head,
    Identity,
    ReplicaMemory,
    Standing,
    own_layer_id,
    register_layer_id,
)
from juseok.store.lock import ProjectLock
from juseok.store.log import timestamp
from juseok.store.merge import MergeReport, discard_unfinished, merge, prove_op
from juseok.store.meta import read_project_id
from juseok.store.project_file import (
    Clock,
    annotator_changes,
    connect_checked,
    make_file,
    read_only_reason,
    record_alone,
    resolved,
    working,
)
from juseok.store.reader import Reader
from juseok.store.reading import Closing
from juseok.store.recorder import Author, Recorder
from juseok.store.schedule import Schedule
from juseok.store.stream import Stream
from juseok.store.working_copy import intended_for
from juseok.store.writer import Writer

_TELL_S: Final = 0.3
"""How often a large merge tells how much is left."""


class Project(Closing):
    """An open project file; made by :meth:`create` and :meth:`open`, ended by :meth:`close`."""

    def __init__(
        self,
        path: Path,
        db: sqlite3.Connection,
        *,
        identity: Identity,
        clock: Clock,
        found: Standing,
        lock: ProjectLock | None,
        read_only: Message | None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.annotator = identity.annotator
        self.is_working_copy = bool(intended_for(db))
        self.own_layer = own_layer_id(identity.annotator)
        self.register_layer = register_layer_id()
        self.ids = IdFactory(clock)
        self._clock = clock
        self._db = db
        self._lock = lock
        self._file = FileId.of(path)
        self._articles = TableCache()
        (self._proved,) = db.execute("SELECT coalesce(max(arrival), 0) FROM op").fetchone()
        self.project_id = read_project_id(db, path)
        self._memory = ReplicaMemory(identity, self.project_id, path)
        recorder = Recorder(db, Author(identity.annotator, ""))
        self.replica = self._memory.find(recorder.log.heads(), found) or str(uuid.uuid4())
        self._recorder = Recorder(db, Author(identity.annotator, self.replica), self._intend)
        if read_only is None:
            discard_unfinished(self._recorder)
            self._remember()
            self._introduce(identity, clock)
            self._remember()
        self.writer = Writer(
            self._recorder,
            path=path,
            ids=self.ids,
            guard=self._check_in_place,
            read_only=read_only,
            clock=clock,
        )
        self._closed = False
        self._backing_up = threading.Lock()
        self.backups = Schedule(path, self.back_up, self.writer) if read_only is None else None

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        identity: Identity,
        scheme: Sequence[Change],
        clock: Clock = time.time,
    ) -> "Project":
        """Make a project file with ``scheme`` in it, and open it.

        Raises ``ProjectError`` when there is something at ``path`` already or nothing can be
        written there; then nothing is left behind.
        """
        path = path.absolute()
        with telling(path):
            taken = path.is_symlink() or path.exists()
        if taken:
            raise ProjectError("project.exists", name=path.name)
        if not path.parent.is_dir():
            raise ProjectError("project.no_folder", folder=str(path.parent))
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        try:
            with telling(path):
                make_file(fresh, identity=identity, scheme=scheme, clock=clock)
            files.publish(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
        return cls.open(path, identity=identity, clock=clock)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        identity: Identity,
        clock: Clock = time.time,
        read_only: bool = False,
    ) -> "Project":
        """Open the project at ``path``.

        It opens for reading alone, with the reason in :attr:`read_only`, when that is asked
        for or nothing can be written there.  Raises ``ProjectError`` when the file is not a whole
        project of this or an earlier version, or another window or shell writes to it.
        """
        path = resolved(path)
        probe(path)
        reason = read_only_reason(path, asked=read_only)
        lock = ProjectLock(path, clock=clock)
        try:
            with telling(path):
                if reason is None:
                    try:
                        lock.take()
                    except PermissionError:
                        reason = Message("project.read_only.folder", name=path.name)
                found = Standing.of(path)  # before an interrupted save is rolled back
                db = connect_checked(path, writable=reason is None)
                try:
                    return cls(
                        path,
                        db,
                        identity=working(db, identity),
                        clock=clock,
                        found=found,
                        lock=lock if reason is None else None,
                        read_only=reason,
                    )
                except BaseException:
                    db.close()
                    raise
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Wait for what is not saved, then let go of the file; more than once does no harm."""
        if self._closed:
            return
        self._closed = True
        self.writer.close()
        if self.read_only is None and FileId.of(self.path) == self._file:
            with contextlib.suppress(OSError, sqlite3.Error):
                self._remember()
        self._db.close()
        if self._lock is not None:
            self._lock.release()

    def merge_ops(
        self,
        ops: Iterable[Op] = (),
        contents: Iterable[Content] = (),
        *,
        note: Message | None = None,
        back: Back = NOTHING_BACK,
        whole: bool = True,
        also: Sequence[Change] = (),
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int], None] = lambda done: None,
        behind: Callable[[int], None] = lambda left: None,
        rows: Iterable[Carried] | None = None,
    ) -> MergeReport:
        """Take operations of other files in, with the contents they need; waits until it is done.

        This is how the copies of a team become one project: the union of their logs.  The laws of
        the log are tested through it.

        With a ``note`` the new operations are recorded as a batch of that name, the last own
        action: undoing it takes them out again, for everybody, and redoing brings them back.
        ``back`` is what an undone merge hides and comes again: it is counted as added and is in
        that batch, too; not ``whole``: it alone.  ``also`` is done in the same action.

        ``progress`` is told how many operations are through, ``behind`` how many of a large merge's
        the screens' tables do not show yet; ``rows`` come in place of ``ops`` out of private copies
        that were looked through already.  Raises ``ProjectError`` when an operation or a content is
        not what its hash says; then nothing is written.
        """
        self._check_writable()
        report = merge(
            self.writer,
            map(carried, map(prove_op, ops)) if rows is None else rows,
            contents,
            cancelled=cancelled,
            progress=progress,
            note=self._noting(note, back, whole, also) if note else lambda recorder, report: None,
        )
        while not self.writer.flush(_TELL_S):
            behind(self.writer.call(lambda recorder: recorder.stale.left()).result())
        return replace(report, added=report.added + back.count, known=report.known - back.count)

    def _noting(
        self, label: Message, back: Back, whole: bool, also: Sequence[Change]
    ) -> Callable[[Recorder, MergeReport], None]:
        return lambda recorder, report: note_merge(
            recorder, report, label=label, back=back, whole=whole, also=also,
            ids=self.ids, at=timestamp(self._clock()),
        )  # fmt: skip

    def back_up(self, target: Path | None = None) -> Path:
        """Copy the project as it stands (edits go on meanwhile) to ``target``, or to a dated
        file in its backup folder, of which old ones are thinned out; the copy's path.

        Also after :meth:`close`.  Raises ``ProjectError``; then there is no new file.
        """
        if target is not None:
            return self._back_up_to(target)
        with self._backing_up, telling(self.path):  # two of one second would take the same name
            check_room(self.path)
            moment = datetime.now()
            path = self._back_up_to(free_name(self.path, moment))
            thin_out(self.path, moment)
        return path

    def _back_up_to(self, path: Path) -> Path:
        with telling(path):
            keep(self._draft(path), path, since=self._proved)
        return path

    def _draft(self, path: Path) -> Path:
        if not self._closed:
            between = self.writer.between
            return self.writer.call(
                lambda recorder: draft(recorder.db, path, between=between)
            ).result()
        self._check_in_place()
        with contextlib.closing(connect(self.path, mode="ro")) as db:
            return draft(db, path)

    def save_copy(self, target: Path) -> Path:
        """Write the project with all edits that are not saved yet to a new file ``target``.

        For when the file itself was moved, replaced or cannot be written any more.
        """

        def work(recorder: Recorder) -> None:
            copy_live(recorder.db, target, complete=self._replay)

        with telling(target):
            self.writer.call(work).result()
        return target

    def _replay(self, db: sqlite3.Connection) -> None:
        """Write what waits into a copy, as the very rows the original would have."""
        recorder = Recorder(db, self._recorder.author)
        self.writer.replay(recorder)
        recorder.catch_up()

    def _check_writable(self) -> None:
        if self.read_only is not None:
            raise ProjectError(self.read_only.code, **self.read_only.params)

    def reader(self) -> Reader:
        """A connection for the calling thread to read with; close it, or use ``with``.

        Raises ``ProjectError`` when another file stands at the path now.
        """
        self._check_in_place()
        with telling(self.path):
            return Reader(self.path, self._recorder.author, self._articles)

    def stream(self, seal: Seal = NO_SEAL) -> Stream:
        """A connection for the calling thread to read everything with; close it, or use ``with``.

        ``seal``: what is left out of articles.  Raises ``ProjectError`` when another file stands
        at the path now.
        """
        self._check_in_place()
        with telling(self.path):
            return Stream(self.path, seal)

    def snapshot(self, folder: Path) -> Stream:
        """Everything as it is now, read from a copy that is put into ``folder``.

        What a bulk edit left to do is done in the copy: nothing is written to the project, which
        may be open for reading only.
        """
        copy = folder / f"{secrets.token_hex(8)}{self.path.suffix}"
        with telling(self.path):
            fresh = self._draft(copy)
            with contextlib.closing(connect_draft(fresh)) as db:
                Recorder(db, self._recorder.author).catch_up()
            keep(fresh, copy)
            return Stream(copy)

    def viewer(self) -> Viewer:
        """What the annotator may see: the own layer and the register of entities."""
        visible = frozenset({self.own_layer, self.register_layer})
        return Viewer(self.annotator, visible, self.own_layer)

    @property
    def is_in_place(self) -> bool:
        """Whether the file has not been replaced, renamed or deleted under us."""
        return FileId.of(self.path) == self._file

    def _check_in_place(self) -> None:
        """Raise ``ProjectError`` where :attr:`is_in_place` does not hold."""
        if not self.is_in_place:
            raise ProjectError("project.moved", name=self.path.name)

    def _remember(self) -> None:
        self._memory.keep(self.replica, self._recorder.head)

    def _intend(self, before: Head, head: Head) -> None:
        self._memory.intend(self.replica, before, head)

    def _introduce(self, identity: Identity, clock: Clock) -> None:
        """Put the annotator and their layer into a file that does not know them."""
        known = self._recorder.projection.state
        changes = tuple(
            change for change in annotator_changes(identity) if known(change.obj) is None
        )
        if changes:
            label = Message("history.annotator", name=identity.name)
            record_alone(self._recorder, Action(label, changes, undoable=False), clock)

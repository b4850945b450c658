"""The one thread that writes: a queue of actions, in order, each saved or kept.

Nothing is acknowledged before COMMIT.  A failure of the file stops the queue; the actions
remain with their ids, and :meth:`Writer.retry` writes exactly the same rows, or finds them
already written.
"""

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from juseok.core.errors import ProjectError
from juseok.core.ids import IdFactory
from juseok.core.messages import Message
from juseok.core.ops import Action
from juseok.store.content import Content
from juseok.store.errors import project_error
from juseok.store.log import timestamp
from juseok.store.recorder import Commit, Recorder, Ticket

T = TypeVar("T")
Edit: TypeAlias = Callable[[Recorder], Commit | None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WriterState:
    """``pending``: edits not saved yet; ``failed``: why the queue stands still."""

    pending: int = 0
    failed: Message | None = None
    saved_at: float | None = None


WriterEvent: TypeAlias = Commit | WriterState


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """An edit that waits; its ``ticket`` holds the ids it will be written under."""

    edit: Edit
    ticket: Ticket
    future: "Future[Commit | None]"


class Writer:
    """Owns the writing connection through its :class:`Recorder`; methods are for any thread."""

    def __init__(
        self,
        recorder: Recorder,
        *,
        path: Path,
        ids: IdFactory,
        guard: Callable[[], None],
        read_only: Message | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``guard`` runs before each transaction and raises ``ProjectError`` where the file is
        no longer ours to write; ``read_only`` is why it never was."""
        self._recorder = recorder
        self._path = path
        self._ids = ids
        self._guard = guard
        self._read_only = read_only
        self._clock = clock
        self._jobs: deque[_Job] = deque()
        self._asides: deque[tuple[Callable[[], Any], Future[Any]]] = deque()
        self._settling: list[tuple[_Job, Commit]] = []
        self._stale = read_only is None and recorder.stale.waiting()
        self._changed = threading.Condition()
        self._state = WriterState()
        self._closing = False
        self._listeners: list[Callable[[WriterEvent], None]] = []
        self._thread = threading.Thread(target=self._run, name="juseok-writer", daemon=True)
        self._thread.start()

    @property
    def state(self) -> WriterState:
        return self._state

    def submit(self, action: Action, contents: Sequence[Content] = ()) -> "Future[Commit]":
        """Queue ``action``; returns at once.

        The future ends with the commit, or with the ``KnownError`` that refuses this action
        (a span that does not prove).  While the file cannot be written it stays open: the
        queue stands, :attr:`state` says why, and :meth:`retry` goes on.
        """
        if not action.changes:
            raise ValueError("an action without changes cannot be written")
        ticket = self._ticket(len(action.changes))
        return self._enqueue(lambda recorder: recorder.record(action, ticket, contents), ticket)

    def commit(self, action: Action, contents: Sequence[Content] = ()) -> Commit:
        """Queue ``action`` and wait; raises what refuses it, or why the queue stands still."""
        future = self.submit(action, contents)
        self._wait(future.done)
        return future.result()

    def undo(self) -> "Future[Commit | None]":
        """Take back the last own action that is not undone; None when there is none."""
        ticket = self._ticket(1)
        return self._enqueue(lambda recorder: recorder.undo(ticket), ticket)

    def redo(self) -> "Future[Commit | None]":
        """Bring back the last undone own action; None when there is none."""
        ticket = self._ticket(1)
        return self._enqueue(lambda recorder: recorder.redo(ticket), ticket)

    def call(self, work: Callable[[Recorder], T]) -> "Future[T]":
        """Run ``work`` on the writer's thread before the next edit, also while the queue stands.

        For jobs inside this package: backup, merge, save a copy.
        """
        future: Future[T] = _promise()
        with self._changed:
            self._check_open()
            self._asides.append((lambda: work(self._recorder), future))
            self._changed.notify_all()
        return future

    def retry(self) -> None:
        """Go on after a failure, with the edit that failed."""
        with self._changed:
            self._state = replace(self._state, failed=None)
            self._changed.notify_all()
        self._tell(self._state)

    def subscribe(self, listener: Callable[[WriterEvent], None]) -> Callable[[], None]:
        """Have ``listener`` called on the writer's thread with each commit and each change of
        state; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until all is saved, at most ``timeout`` seconds; whether it is.

        Raises ``ProjectError`` when the queue stands still.
        """
        return self._wait(
            lambda: not self._jobs and not self._settling and not self._stale, timeout
        )

    def close(self) -> None:
        """Wait for the queue and end the thread; edits that cannot be saved end with the reason."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()
        reason = self._state.failed or Message("project.closed", name=self._path.name)
        for job in (*self._jobs, *(job for job, _ in self._settling)):
            if not job.future.done():
                job.future.set_exception(ProjectError(reason.code, **reason.params))
        self._jobs.clear()
        self._settling.clear()

    def between(self) -> None:
        """Save the edits that wait; for a long job on the writer's thread, between its steps."""
        while self._jobs and self._state.failed is None:
            self._save(self._jobs[0])

    def replay(self, recorder: Recorder) -> None:
        """Write the edits that wait also through another recorder (a copy of the file)."""
        for job in list(self._jobs):
            job.edit(recorder)

    def _ticket(self, changes: int) -> Ticket:
        ops = tuple(self._ids() for _ in range(changes))
        return Ticket(self._ids(), ops, timestamp(self._clock()))

    def _enqueue(self, edit: Edit, ticket: Ticket) -> "Future[Any]":
        future: Future[Any] = _promise()
        if self._read_only is not None:
            future.set_exception(ProjectError(self._read_only.code, **self._read_only.params))
            return future
        with self._changed:
            self._check_open()
            self._jobs.append(_Job(edit, ticket, future))
            self._state = replace(self._state, pending=len(self._jobs))
            self._changed.notify_all()
        return future

    def _check_open(self) -> None:
        if self._closing:
            raise ProjectError("project.closed", name=self._path.name)

    def _wait(self, done: Callable[[], bool], timeout: float | None = None) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: done() or self._state.failed is not None, timeout)
            all_done = done()
            failed = None if all_done else self._state.failed
        if failed is not None:
            raise ProjectError(failed.code, **failed.params)
        return all_done

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._has_work)
                if self._closing and not self._can_go_on() and not self._asides:
                    return
            try:
                self._go_on()
            except BaseException as error:  # a bug; were the thread to end, edits would be lost
                _log.exception("the writer met a fault of its own")
                self._stop(Message("project.internal", name=self._path.name, reason=repr(error)))

    def _go_on(self) -> None:
        if self._asides:
            self._run_aside()
        elif self._jobs:
            self._save(self._jobs[0])
        else:
            self._settle()

    def _has_work(self) -> bool:
        return bool(self._asides) or self._closing or self._can_go_on()

    def _can_go_on(self) -> bool:
        return self._state.failed is None and bool(self._jobs or self._stale or self._settling)

    def _run_aside(self) -> None:
        with self._changed:
            work, future = self._asides.popleft()
        result: Any = None
        failure: BaseException | None = None
        try:
            result = work()
        except sqlite3.Error as error:
            failure = project_error(error, self._path) or error
        except BaseException as error:  # the caller of the job gets it
            failure = error
        # Before the caller goes on: what it flushes next includes what its job left to do.
        self._stale = self._may_be_stale()
        if failure is None:
            future.set_result(result)
        else:
            future.set_exception(failure)
        with self._changed:
            self._changed.notify_all()

    def _may_be_stale(self) -> bool:
        if self._read_only is not None:
            return False
        try:
            return self._recorder.stale.waiting()
        except Exception:  # the next step of settling meets it too, and says so
            return True

    def _save(self, job: _Job) -> None:
        """Write one edit; on failure of the file leave it where it is."""
        try:
            self._guard()
        except ProjectError as error:
            self._stop(error.message)
            return
        try:
            commit = job.edit(self._recorder)
        except sqlite3.Error as error:
            known = project_error(error, self._path)
            commit = self._landed(job)
            if commit is None and known is not None:
                self._stop(known.message)
                return
            if commit is None:
                self._finish(job, error)
                return
        except Exception as error:  # refuses this action; the queue goes on
            self._finish(job, error)
            return
        if commit is not None and commit.more:
            self._stale = True
            self._settling.append((job, commit))
            self._drop(job)
        else:
            self._finish(job, commit)

    def _landed(self, job: _Job) -> Commit | None:
        """After a failed commit: what the file holds of it after all, read anew.

        SQLite can report an error although the transaction is whole on disk.
        """
        try:
            self._recorder.roll_back()
            return self._recorder.committed(job.ticket)
        except sqlite3.Error:
            return None

    def _drop(self, job: _Job) -> None:
        with self._changed:
            self._jobs.remove(job)
            self._state = replace(self._state, pending=len(self._jobs))

    def _finish(self, job: _Job, result: Commit | Exception | None) -> None:
        if job in self._jobs:
            self._drop(job)
        with self._changed:
            if isinstance(result, Commit):
                self._state = replace(self._state, saved_at=self._clock())
            if isinstance(result, Exception):
                job.future.set_exception(result)
            else:
                job.future.set_result(result)
            self._changed.notify_all()
        if isinstance(result, Commit):
            self._tell(result)
        self._tell(self._state)

    def _settle(self) -> None:
        """One small step of catching up with a bulk action."""
        try:
            self._guard()
            step = self._recorder.stale.step
            self._recorder.transaction(lambda: step(wanted=self._is_wanted))
        except ProjectError as error:
            self._stop(error.message)
            return
        except sqlite3.Error as error:
            known = project_error(error, self._path)
            if known is None:
                raise
            self._stop(known.message)
            return
        self._stale = self._may_be_stale()
        if not self._stale:
            settled, self._settling = self._settling, []
            for job, commit in settled:
                self._finish(job, commit)
            with self._changed:
                self._changed.notify_all()

    def _is_wanted(self) -> bool:
        """Whether somebody waits for this thread."""
        return bool(self._jobs or self._asides)

    def _stop(self, reason: Message) -> None:
        with self._changed:
            self._state = replace(self._state, failed=reason)
            self._changed.notify_all()
        self._tell(self._state)

    def _tell(self, event: WriterEvent) -> None:
        for listener in list(self._listeners):
            try:
                listener(event)
            except Exception:
                _log.exception("a listener of the writer failed")


def _promise() -> "Future[Any]":
    """A future that its caller cannot cancel: what was queued is done."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future

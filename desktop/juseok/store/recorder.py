"""One action, one transaction: its operations and everything that follows from them."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

from juseok.core.canon import canonical
from juseok.core.errors import ProjectError, SpanError
from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import (
    CREATE,
    CREATE_MANY,
    OP_VERSION,
    REDO,
    SET,
    UNDO,
    Action,
    Body,
    Change,
    Json,
    Op,
    op_hash,
)
from juseok.core.records import check_fields, has_spans, prove_fields
from juseok.store.bulk import Many
from juseok.store.content import ArticleContent, Content, article_text, insert_contents
from juseok.store.fold import AFTER
from juseok.store.history import History, encode_label
from juseok.store.identity import NO_HEAD, Head
from juseok.store.log import Log
from juseok.store.names import Names
from juseok.store.op_bodies import decode_batch
from juseok.store.projection import ChangedObject, Projection
from juseok.store.stale import Stale

T = TypeVar("T")
Member: TypeAlias = tuple[str, str, Body]

ACTION_KIND: Final = "action"
"""Kind of an undo or redo row, whose ``obj`` is an action."""

SCHEME_KINDS: Final = (Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE)


@dataclass(frozen=True, slots=True)
class Commit:
    """What one transaction did; ``arrival`` is that of its last row.

    ``more``: a bulk action changed more objects than ``changed`` lists.
    """

    action: str
    label: Message
    ops: tuple[Op, ...]
    changed: tuple[ChangedObject, ...]
    arrival: int
    article: str | None = None
    more: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and from which copy of the file."""

    annotator: str
    replica: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """The ids of an action, given before it is first tried: a retry writes the same rows."""

    action: str
    ops: tuple[str, ...]
    at: str


class Recorder:
    """Turns actions into rows over the one writing connection; for one thread."""

    def __init__(
        self,
        db: sqlite3.Connection,
        author: Author,
        intend: Callable[[Head, Head], None] = lambda before, head: None,
    ) -> None:
        """``intend`` is told before a commit from where to where it moves the replica's end."""
        self.db = db
        self.author = author
        self.names = Names(db)
        self.log = Log(db, self.names)
        self.projection = Projection(db, self.names)
        self.history = History(db, self.names, author.annotator, author.replica)
        self.stale = Stale(db, self.names, self.projection)
        self._text: tuple[str, str] = ("", "")
        self._intend = intend
        self.reload()

    def reload(self) -> None:
        """Read the end of the log anew: after a rollback, a merge or a failed commit."""
        self.names.forget()
        self.projection.forget()
        self._scheme: str | None = None
        self._seq, self._prev = self.log.heads().get(self.author.replica, NO_HEAD)
        self._lamport = self.log.lamport()
        self._committed = self.head

    @property
    def head(self) -> Head:
        """Seq and hash of the last row of this replica; 0 and "" when it has none."""
        return self._seq, self._prev

    def transaction(self, work: Callable[[], T]) -> T:
        """Run ``work`` in one write transaction; all of it is kept, or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        intended = False
        try:
            result = work()
            if self.head != self._committed:
                intended = True
                self._intend(self._committed, self.head)
            self.db.execute("COMMIT")
        except BaseException:
            self.roll_back()
            if intended:
                self._intend(self.head, self.head)
            raise
        self._committed = self.head
        return result

    def roll_back(self) -> None:
        """Leave the transaction, if SQLite has not left it already, and read the log anew."""
        if self.db.in_transaction:
            self.db.execute("ROLLBACK")
        self.reload()

    def catch_up(self) -> None:
        """Refold all that was noted, for a file that nobody waits for meanwhile."""
        while self.stale.waiting():
            self.transaction(self.stale.step)

    def record(self, action: Action, ticket: Ticket, contents: Sequence[Content] = ()) -> Commit:
        """Write ``action``; its rows are there already when an earlier try got through.

        Raises ``SpanError`` where a span does not prove, ``AnnotationError`` where one is blank,
        and ``sqlite3.Error``; then nothing is written.
        """
        done = self.committed(ticket)
        if done is not None:
            return done
        try:
            return self.transaction(lambda: self._write(action, ticket, contents))
        except sqlite3.Error:
            if not self.projection.ahead.give_up():
                raise
        return self.transaction(lambda: self._write(action, ticket, contents))

    def committed(self, ticket: Ticket) -> Commit | None:
        """What the file holds of ``ticket``: its commit, or None when it never got through."""
        if not self.log.has(ticket.ops[0]):
            return None
        ops = tuple(self.log.of_action(ticket.action))
        label, article = self.history.describe(ops[0])
        arrival = self.log.arrival(ops[-1].op_id)
        changed = self.projection.touched(op.obj for op in ops)
        return Commit(ticket.action, label, ops, tuple(changed), arrival, article)

    def undo(self, ticket: Ticket) -> Commit | None:
        """Take back the last own action; None when there is none."""
        done = self.committed(ticket)
        target = None if done else self.history.undo_target()
        if target is None:
            return done
        change = Change(target.action, ACTION_KIND, UNDO, {})
        label = Message("history.undo", label=target.label)
        return self.record(Action(label, (change,), article=target.article), ticket)

    def redo(self, ticket: Ticket) -> Commit | None:
        """Bring back the last undone own action; None when there is none."""
        done = self.committed(ticket)
        target = None if done else self.history.redo_target()
        if target is None:
            return done
        seen: list[Json] = [*self.history.undos_seen(target.action)]
        change = Change(target.action, ACTION_KIND, REDO, {"undos": seen})
        label = Message("history.redo", label=target.label)
        return self.record(Action(label, (change,), article=target.article), ticket)

    def _write(self, action: Action, ticket: Ticket, contents: Sequence[Content]) -> Commit:
        insert_contents(self.db, self.names, contents)
        # A long body is made once, and read as it stands in the log.
        bulk = [
            (change.text or canonical(change.body)) if change.verb == CREATE_MANY else ""
            for change in action.changes
        ]
        texts = {item.id: item.text for item in contents if isinstance(item, ArticleContent)}
        many = Many(bulk[0]) if len(bulk) == 1 and bulk[0] else None
        if many is not None:
            self._prove(many.not_proved(texts), texts)
        else:
            self._prove(_written(action, bulk), texts)
        label = encode_label(action, told=_told(action, bulk))
        ops: list[Op] = []
        arrivals: list[int] = []
        for op_id, change, body in zip(ticket.ops, action.changes, bulk, strict=True):
            op = self._next(change, ticket, op_id, label if not ops else "", body)
            arrival = self.log.append(op, members=not body)
            if arrival is None:
                raise ProjectError("project.op_twice", op=op_id)
            if body:
                many = many or Many(body)
                numbers = self.log.note_members(arrival, many.ids, batch=many.batch)
                if many.batch:
                    self.projection.ahead.keep(arrival, many, numbers)
                many = None
            ops.append(op)
            arrivals.append(arrival)
        settled = self.stale.settle(arrivals)
        if settled.more or any(item.kind in SCHEME_KINDS for item in settled.changed):
            self._scheme = None
        return Commit(
            ticket.action,
            action.label,
            tuple(ops),
            tuple(settled.changed),
            arrivals[-1],
            action.article,
            more=settled.more,
        )

    def write_together(self, actions: Sequence[tuple[Action, Ticket]]) -> None:
        """Write several small actions in the caller's transaction, as if they were one moment:
        what they touch is followed up once, from before the first to behind the last."""
        arrivals: list[int] = []
        for action, ticket in actions:
            label = encode_label(action, told=True)
            for place, (op_id, change) in enumerate(zip(ticket.ops, action.changes, strict=True)):
                op = self._next(change, ticket, op_id, "" if place else label, "")
                arrivals += filter(None, [self.log.append(op)])
        self.stale.settle(arrivals)

    def _next(self, change: Change, ticket: Ticket, op_id: str, label: str, body: str) -> Op:
        """The row for ``change`` at the end of this replica's chain; ``body`` if it is made."""
        fields: dict[str, Any] = {
            "v": OP_VERSION,
            "op_id": op_id,
            "replica": self.author.replica,
            "seq": self._seq + 1,
            "lamport": self._lamport + 1,
            "annotator": self.author.annotator,
            "action": ticket.action,
            "at": ticket.at,
            "scheme": self.scheme_version(),
            "label": label,
            "obj": change.obj,
            "kind": change.kind,
            "verb": change.verb,
            "body": body or canonical(self._body(change)),
            "prev": self._prev,
        }
        op = Op(**fields, hash=op_hash(fields))
        self._seq, self._lamport, self._prev = op.seq, op.lamport, op.hash
        return op

    def _body(self, change: Change) -> Body:
        """The registers to write, with what the author had seen of the object where it matters:
        of the rows of others, since with one's own nobody quarrels."""
        if change.verb not in (CREATE, SET):
            return change.body
        number = self.names.find(change.obj)
        seen = (
            self.log.last_lamport(number, not_of=self.author.replica) if number is not None else 0
        )
        return {**change.body, AFTER: seen} if seen else change.body

    def scheme_version(self) -> str:
        """SHA-256 of the folded scheme, or "" where the project has none."""
        if self._scheme is None:
            objects = [
                [state.obj, state.kind, state.fields]
                for kind in SCHEME_KINDS
                for state in self.projection.of_kind(kind)
            ]
            text = canonical(sorted(objects, key=lambda item: str(item[0])))
            self._scheme = sha256_hex(text.encode()) if objects else ""
        return self._scheme

    def _prove(self, written: Iterable[Member], texts: Mapping[str, str]) -> None:
        """Check what is ``written``, and prove its spans against its article's text.

        ``texts`` are those of articles that came along.
        """
        articles: dict[str, str] = {}
        for obj, kind, body in written:
            check_fields(kind, body)
            place = body.get("article")
            if isinstance(place, str):
                articles[obj] = place
            if kind == Kind.ARTICLE and obj not in texts:
                self._text_of(obj)
            if has_spans(kind, body):
                article = articles.get(obj) or self._article_of(obj)
                text = texts.get(article)
                prove_fields(kind, body, self._text_of(article) if text is None else text)

    def _article_of(self, obj: str) -> str:
        state = self.projection.state(obj)
        place = None if state is None else state.fields.get("article")
        if not isinstance(place, str):
            raise SpanError("span.no_article", object=obj)
        return place

    def _text_of(self, article: str) -> str:
        """The text of ``article``; the last one is kept, for tagging goes on in one place."""
        if self._text[0] != article:
            text = article_text(self.db, self.names, article)
            if text is None:
                raise ProjectError("project.content_missing", content=article)
            self._text = (article, text)
        return self._text[1]


def _told(action: Action, bulk: Sequence[str]) -> bool:
    """Whether the rows of ``action`` tell by themselves which article it happened in."""
    if action.article is None or any(change.verb in (UNDO, REDO) for change in action.changes):
        return True
    return any(body.get("article") == action.article for _, _, body in _written(action, bulk))


def _written(action: Action, bulk: Sequence[str]) -> Iterator[Member]:
    """Each object that ``action`` creates or sets: id, kind and registers.

    ``bulk`` holds the bodies of its ``create-many`` changes as they stand in the log.
    """
    for change, text in zip(action.changes, bulk, strict=True):
        if change.verb == CREATE_MANY:
            yield from decode_batch(text).objects
        elif change.verb in (CREATE, SET):
            yield change.obj, change.kind, change.body

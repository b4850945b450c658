"""What another file brings: a private copy of it, looked through before anything is taken in.

Whatever form it comes in (a project file, a bundle), it is first a project file of our own in a
folder that goes away again.  :func:`prove` then looks at every operation and text in it; only
what it passed is merged.  Operations are streamed, never held.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from juseok.core.errors import Cancelled, ProjectError, SpanError
from juseok.core.model import Kind
from juseok.core.ops import CREATE, CREATE_MANY, REDO, SET, UNDO, Op
from juseok.core.records import has_spans, prove_fields
from juseok.core.shapes import check_shape, check_whole
from juseok.store.carried import Carried, carried_rows
from juseok.store.content import Content, all_contents, article_text, prove_content
from juseok.store.fold import BATCH, decode_batch, decode_body
from juseok.store.log import LIVE, Log, is_true
from juseok.store.meta import read_project_id
from juseok.store.names import Names, pack
from juseok.store.reading import Closing

Told: TypeAlias = Callable[[int, int], None]
Asked: TypeAlias = Callable[[], bool]

UNREADABLE: Final = (
    sqlite3.Error, msgspec.MsgspecError, SpanError, ArithmeticError, AttributeError, LookupError,
    MemoryError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What comes up where rows are not what we would have written; only here is that no bug of ours."""

_LONGEST_NAME: Final = 1000
_EVERY: Final = 256
_TEXTS: Final = 8


class Known:
    """What the own project has already, over a reading connection of the calling thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.names = Names(db)
        self.log = Log(db, self.names)

    def hashes(self, ops: Sequence[str]) -> dict[str, str]:
        """The hashes of those of ``ops`` that are here and count."""
        stored = {pack(op): op for op in ops}
        marks = ",".join("?" * len(stored))
        rows = self.db.execute(
            f"SELECT op_id, hash FROM op WHERE op_id IN ({marks}) AND {LIVE}", list(stored)
        )
        return {stored[op_id]: digest.hex() for op_id, digest in rows}

    def has(self, obj: str) -> bool:
        """Whether an object is alive here."""
        number = self.names.find(obj)
        found = self.db.execute("SELECT 1 FROM object WHERE obj = ?", (number,))
        return found.fetchone() is not None

    def article_of(self, obj: str) -> str | None:
        """The article that an object was made in; None when this log does not say."""
        return _article_in(self.db, self.names, obj)

    def text(self, article: str) -> str | None:
        return article_text(self.db, self.names, article)


class Incoming(Closing):
    """A private copy of what came, open for reading; for one thread."""

    def __init__(self, db: sqlite3.Connection, *, name: str, path: Path) -> None:
        """``name`` is the file's own, for sentences; ``path`` is that of the private copy."""
        self.db = db
        self.name = name
        self.path = path
        self.names = Names(db)
        self.log = Log(db, self.names)
        self.project_id = read_project_id(db, Path(name))

    def close(self) -> None:
        self.db.close()

    def count(self) -> int:
        """How many operations there are."""
        (ops,) = self.db.execute(f"SELECT count(*) FROM op WHERE {LIVE}").fetchone()
        return int(ops)

    def ops(self) -> Iterator[Op]:
        """Every operation in the order in which it came."""
        return self.log.live()

    def rows(self) -> Iterator[Carried]:
        """As :meth:`ops`, as they stand on disk: for what was looked through already."""
        return carried_rows(self.db)

    def contents(self) -> Iterator[Content]:
        """Every source page, then every article text."""
        return all_contents(self.db, self.names)

    def article_of(self, obj: str) -> str | None:
        return _article_in(self.db, self.names, obj)

    def text(self, article: str) -> str | None:
        return article_text(self.db, self.names, article)


def prove(
    incoming: Incoming,
    known: Known | None,
    *,
    progress: Told = lambda done, of: None,
    cancelled: Asked = lambda: False,
) -> None:
    """Look at every operation and every text of ``incoming``.

    Hashes have to be true, registers of known kinds in shape, and spans have to read what their
    article says there.  Raises ``ProjectError`` that says what is wrong, and ``Cancelled``.
    """
    try:
        total = incoming.count()
        proof = _Proof(incoming, known)
        for piece in incoming.contents():
            _stop_if(cancelled, incoming.name)
            prove_content(piece)
        for done, op in enumerate(incoming.ops(), 1):
            proof.op(op)
            if done % _EVERY == 0:
                _stop_if(cancelled, incoming.name)
                progress(done, total)
        progress(total, total)
    except ProjectError as error:
        raise about(error, incoming.name) from error
    except UNREADABLE as error:
        raise damaged(incoming.name, error) from error


def damaged(name: str, error: BaseException) -> ProjectError:
    """The refusal of what cannot even be read, or not in any time."""
    if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
        return ProjectError("foreign.late", name=name)
    reason = f"{type(error).__name__}: {error}"[:160]
    return ProjectError("foreign.damaged", name=name, reason=reason)


_OURS: Final = {
    "project.content_altered": "foreign.altered",
    "project.op_altered": "foreign.altered",
    "project.damaged": "foreign.damaged",
    "project.truncated": "foreign.truncated",
}
"""Sentences on the own project that advise what does not help with another's file."""


def about(error: ProjectError, name: str) -> ProjectError:
    """``error`` as it is told of another's file ``name``."""
    params: dict[str, Any] = dict(error.message.params)
    what = params.get("content") or params.get("op")
    if what is not None and error.message.code in _OURS:
        params["what"] = what
    return ProjectError(
        _OURS.get(error.message.code, error.message.code), **{**params, "name": name}
    )


def _stop_if(cancelled: Asked, name: str) -> None:
    if cancelled():
        raise Cancelled("exchange.cancelled", name=name)


class _Proof:
    """Looks at one operation after the other."""

    def __init__(self, incoming: Incoming, known: Known | None) -> None:
        self._incoming = incoming
        self._known = known
        self._text = lru_cache(maxsize=_TEXTS)(self._find_text)

    def op(self, op: Op) -> None:
        if not is_true(op):
            raise ProjectError("foreign.altered", name="", what=op.op_id)
        for name in (op.op_id, op.obj, op.kind, op.verb, op.action, op.replica, op.annotator):
            if not name or len(name) > _LONGEST_NAME:
                raise ValueError("name")
        if op.label:
            msgspec.json.decode(op.label)
        if op.verb == CREATE_MANY:
            for obj, kind, fields in decode_batch(op.body).objects:
                self._object(obj, kind, fields, whole=True)
            return
        body = msgspec.json.decode(op.body)
        if type(body) is not dict:
            raise ValueError("body")
        if op.verb in (UNDO, REDO):
            if type(body.get("undos", [])) is not list:
                raise ValueError("undos")
        elif op.verb in (CREATE, SET):
            self._object(op.obj, op.kind, decode_body(op.body), whole=op.verb == CREATE)

    def _object(self, obj: str, kind: str, fields: Mapping[str, Any], *, whole: bool) -> None:
        if not obj or not kind or len(obj) > _LONGEST_NAME or len(kind) > _LONGEST_NAME:
            raise ValueError("name")
        fields = {name: value for name, value in fields.items() if name[:1] != "~"}
        (check_whole if whole else check_shape)(kind, fields)
        if kind == Kind.ARTICLE and whole:
            self._text(obj)
        if kind != BATCH and has_spans(kind, fields):
            article = fields.get("article") or self._article_of(obj)
            if isinstance(article, str):
                prove_fields(kind, fields, self._text(article))

    def _article_of(self, obj: str) -> str | None:
        found = self._incoming.article_of(obj)
        if found is None and self._known is not None:
            found = self._known.article_of(obj)
        return found

    def _find_text(self, article: str) -> str:
        text = self._incoming.text(article)
        if text is None and self._known is not None:
            text = self._known.text(article)
        if text is None:
            raise ProjectError("foreign.no_text", name="", article=article)
        return text


def _article_in(db: sqlite3.Connection, names: Names, obj: str) -> str | None:
    number, create, many = names.find(obj), names.find(CREATE), names.find(CREATE_MANY)
    if number is None:
        return None
    rows = db.execute("SELECT body FROM op WHERE obj = ? AND verb = ?", (number, create))
    for (body,) in rows:
        article = decode_body(body).get("article")
        if isinstance(article, str):
            return article
    rows = db.execute(
        "SELECT op.body FROM member JOIN op USING (arrival) WHERE member.obj = ? AND op.verb = ?",
        (number, many),
    )
    for (body,) in rows:
        for name, _, fields in decode_batch(body).objects:
            article = fields.get("article") if name == obj else None
            if isinstance(article, str):
                return article
    return None

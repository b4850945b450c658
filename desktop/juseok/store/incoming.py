"""What another file brings: a private copy of it, looked through before anything is taken in.

Whatever form it comes in (a project file, a bundle), it is first a project file of our own in a
folder that goes away again.  :func:`prove` then looks at every operation and text in it; only
what it passed is merged.  Operations are streamed, never held.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from juseok.core.errors import Cancelled, ProjectError, SpanError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, CREATE_MANY, REDO, SET, UNDO, Op
from juseok.core.records import has_spans, prove_fields
from juseok.core.shapes import check_shape, check_whole
from juseok.core.spans import proves
from juseok.store.carried import Carried, Texts, carried_rows, is_true
from juseok.store.content import Content, all_contents, article_text, prove_content
from juseok.store.fold import BATCH
from juseok.store.log import LIVE, Log
from juseok.store.meta import read_project_id
from juseok.store.names import Names, Stored, unpack
from juseok.store.op_bodies import decode_batch, decode_body
from juseok.store.reading import Closing

Told: TypeAlias = Callable[[int, int], None]
Asked: TypeAlias = Callable[[], bool]

UNREADABLE: Final = (
    sqlite3.Error, msgspec.MsgspecError, SpanError, ArithmeticError, AttributeError, LookupError,
    MemoryError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What comes up where rows are not what we would have written; only here is that no bug of ours."""

_SHORT: Final = 8
_LONGEST_NAME: Final = 1000
_EVERY: Final = 256
_CHARACTERS: Final = 4_000_000
"""Of texts that are remembered."""
_MENTION: Final = str(Kind.MENTION)
_NEEDED: Final = frozenset({"layer", "article", "type", "spans"})
_PLAIN: Final = _NEEDED | {"entity"}


class Known:
    """What the own project has already, over a reading connection of the calling thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.names = Names(db)
        self.log = Log(db, self.names)

    def hashes(self, ops: Sequence[Stored]) -> dict[Stored, bytes]:
        """The hashes of those of ``ops`` that are here and count."""
        marks = ",".join("?" * len(ops))
        rows = self.db.execute(
            f"SELECT op_id, hash FROM op WHERE op_id IN ({marks}) AND {LIVE}", ops
        )
        return dict(rows.fetchall())

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
        for done, row in enumerate(incoming.rows(), 1):
            proof.row(row)
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
    "project.op_twice": "foreign.op_twice",
    "project.damaged": "foreign.damaged",
    "project.truncated": "foreign.truncated",
}
"""Sentences on the own project that advise what does not help with another's file."""


def about(error: ProjectError, name: str) -> ProjectError:
    """``error`` as it is told of another's file ``name``."""
    params: dict[str, Any] = dict(error.message.params)
    if error.message.code in _OURS and (what := _what(params)) is not None:
        params["what"] = what
    return ProjectError(
        _OURS.get(error.message.code, error.message.code), **{**params, "name": name}
    )


def _what(params: Mapping[str, Any]) -> Message | None:
    """What of a file is not as it was, by the beginning of its id."""
    if "op" in params:
        return Message("foreign.what.op", id=str(params["op"])[:_SHORT])
    if "content" in params:
        sort = "text" if "-" in str(params["content"]) else "page"
        return Message(f"foreign.what.{sort}", id=str(params["content"])[:_SHORT])
    return None


def _stop_if(cancelled: Asked, name: str) -> None:
    if cancelled():
        raise Cancelled("exchange.cancelled", name=name)


class _Proof:
    """Looks at one operation after the other."""

    def __init__(self, incoming: Incoming, known: Known | None) -> None:
        self._incoming = incoming
        self._known = known
        self._names = Texts()
        self._texts: dict[str, str] = {}
        self._held = 0

    def row(self, row: Carried) -> None:
        if not is_true(row, self._names):
            raise ProjectError("project.op_altered", op=unpack(row.op_id))
        obj, kind, verb = unpack(row.obj), self._names[row.kind], self._names[row.verb]
        for name in (row.op_id, obj, kind, verb, row.action, row.replica, row.annotator):
            if not name or len(name) > _LONGEST_NAME:
                raise ValueError("name")
        if row.label:
            msgspec.json.decode(row.label)
        if verb == CREATE_MANY:
            for each, sort, fields in decode_batch(row.body).objects:
                self._object(each, sort, fields, whole=True)
            return
        body = msgspec.json.decode(row.body)
        if type(body) is not dict:
            raise ValueError("body")
        if verb in (UNDO, REDO):
            if type(body.get("undos", [])) is not list:
                raise ValueError("undos")
        elif verb in (CREATE, SET):
            self._object(obj, kind, body, whole=verb == CREATE)

    def _object(self, obj: str, kind: str, fields: Mapping[str, Any], *, whole: bool) -> None:
        if not obj or not kind or len(obj) > _LONGEST_NAME or len(kind) > _LONGEST_NAME:
            raise ValueError("name")
        if whole and kind == _MENTION and self._is_plain(fields):
            return
        fields = {name: value for name, value in fields.items() if name[:1] != "~"}
        (check_whole if whole else check_shape)(kind, fields)
        if kind == Kind.ARTICLE and whole:
            self._text(obj)
        if kind != BATCH and has_spans(kind, fields):
            article = fields.get("article") or self._article_of(obj)
            if isinstance(article, str):
                prove_fields(kind, fields, self._text(article))

    def _is_plain(self, fields: Mapping[str, Any]) -> bool:
        """Whether a mention has nothing but type, entity and words, and all of it is right: nearly
        all that comes is such.  Where not, the full rules say what is wrong, or that nothing is."""
        if not _NEEDED.issubset(fields) or not _PLAIN.issuperset(fields) or not fields["spans"]:
            return False
        if not all(type(value) is str for name, value in fields.items() if name != "spans"):
            return False
        return bool(fields["article"]) and proves(self._text(fields["article"]), fields["spans"])

    def _article_of(self, obj: str) -> str | None:
        found = self._incoming.article_of(obj)
        if found is None and self._known is not None:
            found = self._known.article_of(obj)
        return found

    def _text(self, article: str) -> str:
        """The text of ``article``; some are remembered, since work goes back and forth."""
        text = self._texts.get(article)
        if text is None:
            text = self._find_text(article)
            self._held += len(text)
            if self._held > _CHARACTERS:
                self._texts.clear()
                self._held = len(text)
            self._texts[article] = text
        return text

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

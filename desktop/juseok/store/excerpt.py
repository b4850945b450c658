"""The part of a project that one person works on: their articles, the scheme, their own layer.

Other people's layers are left out, so that whoever gets it works blind; who reviews or leads gets
all of it.  A row of the log cannot
be cut, for its hash covers all of it; where a bulk row holds more than the person's part, a new
row of another replica restates the objects that belong to it.  It keeps the row's place in the
order, its author and its action, so that an undo of the one undoes the other, and whoever has
both has nothing twice.
"""

import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from juseok.core.canon import canonical
from juseok.core.model import Kind
from juseok.core.ops import CREATE, CREATE_MANY, REDO, UNDO, Op, op_hash
from juseok.core.review_model import gold_layer_id
from juseok.store.content import Content, all_contents
from juseok.store.fold import BATCH, ignored_ranges
from juseok.store.identity import own_layer_id, register_layer_id
from juseok.store.log import Log, fields_of
from juseok.store.names import Names
from juseok.store.op_bodies import decode_batch, decode_body
from juseok.store.projection import Projection
from juseok.store.rows import Rows

_SHARED: Final = frozenset(
    {Kind.ANNOTATOR, Kind.LAYER, Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE, Kind.CAMPAIGN,
     Kind.GUIDELINE, Kind.RULING, Kind.RECIPE, Kind.LABEL_MAP, Kind.RELEASE}
)  # fmt: skip
_OF_ARTICLES: Final = frozenset({Kind.OCCURRENCE, Kind.ZONING, Kind.SENTENCING, Kind.CONTROL})
_WITH_LAYER: Final = frozenset(
    {Kind.ENTITY, Kind.SAME_AS, Kind.NOT_SAME, Kind.ENTITY_CHANGE, Kind.MENTION, Kind.CLAIM,
     Kind.CLAIM_LINK,
     Kind.RELATIONSHIP, Kind.REMARK, Kind.REJECTION, Kind.ARTICLE_STATE, Kind.PASS_STATE,
     Kind.VERDICT}
)  # fmt: skip
_SEE_ALL: Final = frozenset({"reviewer", "lead"})
_OPEN: Final = frozenset({"reviewed", "returned", "gold"})
"""On the reviewer's side: from then on its annotators may see what came of it."""

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Whose part it is, and of which articles.  ``open``: articles whose gold is no secret;
    ``whole``: everything belongs to it, for who reviews."""

    annotator: str
    articles: frozenset[str]
    pages: frozenset[str]
    open: frozenset[str] = frozenset()
    whole: bool = False

    def holds(self, obj: str, kind: str, fields: Fields) -> bool:
        """Whether an object belongs to it; what this program does not know does not."""
        if self.whole or kind in _SHARED:
            return True
        article = fields.get("article")
        if kind in _WITH_LAYER:
            layer = fields.get("layer") or register_layer_id()
            if layer == gold_layer_id():
                return article in self.open
            return layer in (own_layer_id(self.annotator), register_layer_id())
        if kind == Kind.ARTICLE:
            return obj in self.articles
        if kind in _OF_ARTICLES:
            return article in self.articles
        if kind == Kind.PAGE:
            return obj in self.pages
        if kind == Kind.ASSIGNMENT:
            return fields.get("annotator") == self.annotator
        if kind == Kind.COMMENT:
            to = fields.get("to") or ()
            return article in self.open or self.annotator in (fields.get("annotator"), *to)
        return kind == Kind.REVIEW_STATE and article in self.open


def part_of(db: sqlite3.Connection, annotator: str) -> Part:
    """What is assigned to ``annotator`` and what that person has worked on.

    All articles, in a project where nothing is assigned to anybody; everything, for a person
    who reviews or leads.
    """
    names = Names(db)
    rows = Rows(db, names)

    def all_of(kind: str) -> Iterator[Fields]:
        found = rows.select("kind = ?", (names.find(kind),))
        return map(rows.fields, found)

    person = next(map(rows.fields, rows.select("obj = ?", (names.find(annotator),))), {})
    roles = person.get("roles")
    if isinstance(roles, list) and not _SEE_ALL.isdisjoint(map(str, roles)):
        every = frozenset(name for (name,) in db.execute("SELECT id FROM article_row"))
        return Part(annotator, every, frozenset(), whole=True)
    assigned = list(all_of(Kind.ASSIGNMENT))
    mine = [
        fields
        for fields in assigned
        if fields.get("annotator") == annotator and not fields.get("dropped")
    ]
    articles = {str(fields["article"]) for fields in mine}
    own = names.find(own_layer_id(annotator))
    worked = db.execute("SELECT DISTINCT article FROM object WHERE layer = ?", (own,))
    articles.update(names.name(number) for (number,) in worked if number is not None)
    if not assigned:
        every = db.execute("SELECT id FROM article_row")
        articles.update(name for (name,) in every)
    reviewed = {
        str(fields["article"])
        for fields in all_of(Kind.REVIEW_STATE)
        if fields.get("state") in _OPEN
    }
    trained = {str(fields["article"]) for fields in mine if fields.get("training")}
    pages = {
        str(fields.get("page"))
        for fields in all_of(Kind.OCCURRENCE)
        if fields.get("article") in articles
    }
    return Part(
        annotator,
        frozenset(articles),
        frozenset(pages),
        frozenset((reviewed | trained) & articles),
    )


class Excerpt:
    """The rows and contents of a :class:`Part`, read from a connection that nobody writes to."""

    def __init__(self, db: sqlite3.Connection, part: Part) -> None:
        self._db = db
        self._part = part
        self._names = Names(db)
        self._log = Log(db, self._names)
        batches = Projection(db, self._names).batches()
        self._ignored = ignored_ranges(batches.values())
        self._replica = str(uuid.uuid4())
        self._seq, self._prev = 0, ""
        self._kept: set[str] = set()
        self._actions: set[str] = set()
        self._pages: set[str] = set()

    def ops(self, passed: Callable[[], None] = lambda: None) -> Iterator[Op]:
        """Its operations; ``passed`` is called for each row of the project that was looked at."""
        for op in self._log.live():
            passed()
            self._decide(op)
        for op in self._log.live():
            passed()
            if op.verb in (UNDO, REDO) or self._is_ignored(op):
                continue
            excerpt = self._bulk(op) if op.verb == CREATE_MANY else op
            if excerpt is not None and (op.verb == CREATE_MANY or op.obj in self._kept):
                self._actions.add(op.action)
                yield excerpt
        numbers = [self._names.find(verb) for verb in (UNDO, REDO)]
        for op in self._log.select("verb IN (?,?) ORDER BY arrival", numbers):
            if op.obj in self._actions and not self._is_ignored(op):
                yield op

    def contents(self) -> Iterator[Content]:
        """The pages and texts that belong to it; after :meth:`ops`."""
        for content in all_contents(self._db, self._names):
            name = getattr(content, "id", None) or getattr(content, "hash", "")
            if self._part.whole or name in self._part.articles or name in self._pages:
                yield content

    def _is_ignored(self, op: Op) -> bool:
        ranges = self._ignored.get(op.replica, ())
        return any(low <= op.seq <= high for low, high in ranges)

    def _decide(self, op: Op) -> None:
        """Note which objects belong to the part: a change may come before what it changes."""
        if op.verb == CREATE and self._holds(op.obj, op.kind, decode_body(op.body)):
            self._kept.add(op.obj)
        elif op.verb == CREATE_MANY and not self._is_ignored(op):
            many = decode_batch(op.body)
            kept = {obj for obj, kind, fields in many.objects if self._holds(obj, kind, fields)}
            self._kept |= kept
            if kept and many.batch:
                self._kept.add(many.batch)

    def _holds(self, obj: str, kind: str, fields: Fields) -> bool:
        if kind == BATCH or not self._part.holds(obj, kind, fields):
            return False
        if kind == Kind.PAGE:
            self._pages.add(str(fields.get("sha256")))
        return True

    def _bulk(self, op: Op) -> Op | None:
        """``op`` where all of it belongs to the part; else what of it does, restated."""
        many = decode_batch(op.body)
        kept = [item for item in many.objects if self._part.holds(*item)]
        if not kept:
            return None
        if len(kept) == len(many.objects):
            return op
        body: dict[str, Any] = {"objects": [list(item) for item in kept]}
        if many.batch:
            body["batch"] = many.batch
        self._seq += 1
        fields: dict[str, Any] = fields_of(op) | {
            "op_id": str(uuid.uuid4()),
            "replica": self._replica,
            "seq": self._seq,
            "prev": self._prev,
            "body": canonical(body),
        }
        restated = Op(**fields, hash=op_hash(fields))
        self._prev = restated.hash
        return restated

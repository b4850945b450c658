"""What one annotator can undo and redo here, derived from the log.

The order is linear per annotator and replica: an undo takes the last own action that is not
undone, a redo the last undone one, until something new is done.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from juseok.core.canon import canonical
from juseok.core.messages import Message
from juseok.core.ops import CREATE, CREATE_MANY, REDO, UNDO, Action, Json, Op
from juseok.store.fold import reversal, undone_actions
from juseok.store.log import Log
from juseok.store.names import Names
from juseok.store.op_bodies import decode_batch, decode_body

ARTICLE_PARAM: Final = "~article"
"""Parameter of a stored label: the article of an action whose rows do not tell it."""
_UNDOABLE: Final = "~undoable"


@dataclass(frozen=True, slots=True)
class UndoTarget:
    """An action that the next undo (or redo) would take back (or bring back)."""

    action: str
    label: Message
    article: str | None
    at: str


def encode_label(action: Action, *, told: bool) -> str:
    """The label of ``action`` as it stands on its first row.

    What the rows do not tell themselves travels as parameters no sentence uses: the article
    (unless ``told`` by a change) and that the action cannot be undone.
    """
    code, params = action.label.to_json()
    extra: dict[str, Json] = {}
    if action.article is not None and not told:
        extra[ARTICLE_PARAM] = action.article
    if not action.undoable:
        extra[_UNDOABLE] = False
    assert isinstance(params, Mapping)
    return canonical([code, {**params, **extra}])


def decode_label(text: str) -> tuple[Message, dict[str, Any]]:
    """The label of a first row and the extra parameters beside it."""
    if not text:
        return Message("history.unknown"), {}
    message = Message.from_json(json.loads(text))
    extra = {name: value for name, value in message.params.items() if name.startswith("~")}
    params = {name: value for name, value in message.params.items() if name not in extra}
    return Message(message.code, **params), extra


class History:
    """Reads the log backwards, for one annotator on one replica."""

    def __init__(self, db: sqlite3.Connection, names: Names, annotator: str, replica: str) -> None:
        self._db = db
        self._names = names
        self._log = Log(db, names)
        self._annotator = annotator
        self._replica = replica

    def undo_target(self) -> UndoTarget | None:
        """The action that the next undo takes back; None when there is none."""
        for op in self._own_backwards():
            if op.verb in (UNDO, REDO) or self.is_undone(op.action):
                continue
            target = self._target(op)
            if target is not None:
                return target
        return None

    def redo_target(self) -> UndoTarget | None:
        """The action that the next redo brings back; None when there is none."""
        redone: set[str] = set()
        for op in self._own_backwards():
            if op.verb == REDO:
                redone.add(op.obj)
            elif op.verb == UNDO:
                if op.obj in redone:
                    redone.discard(op.obj)
                    continue
                first = next(iter(self._log.of_action(op.obj)), None)
                return self._target(first) if first and self.is_undone(op.obj) else None
            elif self._target(op) is not None:
                return None
        return None

    def describe(self, first: Op) -> tuple[Message, str | None]:
        """Label and article of the action whose first row is ``first``."""
        label, extra = decode_label(first.label)
        article = extra.get(ARTICLE_PARAM)
        if article:
            return label, str(article)
        return label, self._place_of(first.obj if first.verb in (UNDO, REDO) else first.action)

    def is_undone(self, action: str) -> bool:
        """Whether this annotator's rows of ``action`` are undone, wherever that was done."""
        return self._annotator in undone_actions(reversal(op) for op in self.reversals(action)).get(
            action, ()
        )

    def reversals(self, action: str) -> list[Op]:
        """All undo and redo rows that name ``action``."""
        number = self._names.find(action)
        rows = self._log.select("obj = ?", (number,)) if number is not None else ()
        return [op for op in rows if op.verb in (UNDO, REDO)]

    def undos_seen(self, action: str) -> list[str]:
        """Ids of this annotator's undos of ``action``: what a redo made now cancels."""
        return sorted(
            op.op_id
            for op in self.reversals(action)
            if op.verb == UNDO and op.annotator == self._annotator
        )

    def _own_backwards(self) -> Iterator[Op]:
        """The first row of each own action, the last action first."""
        replica = self._names.find(self._replica)
        annotator = self._names.find(self._annotator)
        if replica is None or annotator is None:
            return
        where = "replica = ? AND annotator = ? AND label <> '' ORDER BY seq DESC"
        yield from self._log.select(where, (replica, annotator))

    def _target(self, first: Op) -> UndoTarget | None:
        if decode_label(first.label)[1].get(_UNDOABLE) is False:
            return None
        label, article = self.describe(first)
        return UndoTarget(first.action, label, article, first.at)

    def _place_of(self, action: str) -> str | None:
        """The article of the first object of ``action`` that stands in one."""
        for op in self._log.of_action(action):
            place = self._place_of_op(op)
            if place is not None:
                return place
        return None

    def _place_of_op(self, op: Op) -> str | None:
        if op.verb == CREATE_MANY:
            bodies = (body for _, _, body in decode_batch(op.body).objects)
            return next((str(body["article"]) for body in bodies if body.get("article")), None)
        own = decode_body(op.body).get("article")
        if isinstance(own, str):
            return own
        created = (made for made in self._log.of_object(op.obj) if made.verb == CREATE)
        for made in created:
            place = decode_body(made.body).get("article")
            if isinstance(place, str):
                return place
        return None

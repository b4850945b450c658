"""The tables that screens read, made from the log one object at a time.

:meth:`Projection.refold` is the only code that writes them; an edit, an undo, a merge and a
rebuild all go through it.  It must give what ``fold.fold_log`` gives for the whole log.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from juseok.core.ops import CREATE, CREATE_MANY, REDO, UNDO
from juseok.store.fold import (
    BATCH,
    ObjectState,
    Reversal,
    Standing,
    Write,
    decode_batch,
    decode_body,
    fold,
    member,
    on_batch,
    reversal,
    standing_of,
    undone_actions,
)
from juseok.store.listing import Listing
from juseok.store.log import LIVE, Log
from juseok.store.names import Names, unpack
from juseok.store.rows import ObjectRow, Rows

_CHUNK: Final = 400


@dataclass(frozen=True, slots=True)
class ChangedObject:
    """An object whose state a commit changed, and where it lives."""

    obj: str
    kind: str
    article: str | None
    layer: str | None


@dataclass(frozen=True, slots=True)
class _Logged:
    """A write with what decides whether it counts."""

    write: Write
    action: str
    annotator: str
    replica: str
    seq: int
    batch: str


@dataclass(frozen=True, slots=True)
class _Standings:
    """Which operations count: those on batches, and all others."""

    batches: Standing
    others: Standing


class Projection:
    """Refolds objects over the writing connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._log = Log(db, names)
        self._rows = Rows(db, names)
        self._listing = Listing(db, names)

    def refold(self, objects: Iterable[int]) -> list[ChangedObject]:
        """Bring the rows of ``objects`` in step with the log; those that changed.

        Batches come first: whether others count depends on them.
        """
        wanted = sorted(set(objects))
        about_batches = self._about_batches(wanted)
        changed: list[ChangedObject] = []
        for part in (about_batches, [obj for obj in wanted if obj not in about_batches]):
            for at in range(0, len(part), _CHUNK):
                changed += self._refold_chunk(part[at : at + _CHUNK])
        return changed

    def state(self, obj: str) -> ObjectState | None:
        """What the log says of ``obj``, deleted or a stub included."""
        number = self._names.find(obj)
        if number is None:
            return None
        logged = self._load([number])[number]
        return _fold(obj, logged, self._standings(logged))

    def _refold_chunk(self, objects: Sequence[int]) -> list[ChangedObject]:
        logged = self._load(objects)
        standings = self._standings(item for items in logged.values() for item in items)
        names = self._names.names(objects)
        before = self._rows.load(objects)
        changed: list[ChangedObject] = []
        for number in objects:
            state = _fold(names[number], logged[number], standings)
            row = self._rows.row(number, state) if state is not None and state.live else None
            old = before.get(number)
            if row != old:
                self._rows.write(number, row)
                self._listing.count(old, row)
                changed.append(self._changed(names[number], row or old))
        self._listing.settle()
        return changed

    def _changed(self, obj: str, row: ObjectRow | None) -> ChangedObject:
        if row is None:
            return ChangedObject(obj, "", None, None)
        name = self._names.name
        return ChangedObject(
            obj,
            name(row.kind),
            None if row.article is None else name(row.article),
            None if row.layer is None else name(row.layer),
        )

    def _about_batches(self, objects: Sequence[int]) -> list[int]:
        kind = self._names.find(BATCH)
        if kind is None:
            return []
        found: set[int] = set()
        for at in range(0, len(objects), _CHUNK):
            chunk = objects[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            rows = self._db.execute(
                f"SELECT DISTINCT obj FROM op WHERE obj IN ({marks}) AND kind = ?", (*chunk, kind)
            )
            found.update(obj for (obj,) in rows)
        return sorted(found)

    def touched(self, objects: Iterable[str]) -> list[ChangedObject]:
        """Where those of ``objects`` that are live stand now."""
        numbers = [n for n in map(self._names.find, objects) if n is not None]
        rows = self._rows.load(numbers).values() if numbers else ()
        return [self._changed(self._names.name(row.obj), row) for row in rows]

    def of_kind(self, kind: str) -> list[ObjectState]:
        """All live objects of a kind that does not belong to an article."""
        rows = self._rows.select("kind = ? AND article IS NULL", (self._names.find(kind),))
        return [self._rows.state(row) for row in rows]

    def batches(self) -> dict[str, ObjectState]:
        """All live batches; there are few."""
        return {state.obj: state for state in self.of_kind(BATCH)}

    def _load(self, objects: Sequence[int]) -> dict[int, list[_Logged]]:
        """The rows of the log that write to ``objects``."""
        marks = ",".join("?" * len(objects))
        columns = "op_id, replica, seq, lamport, annotator, action, kind, verb"
        out: dict[int, list[_Logged]] = {number: [] for number in objects}
        for obj, body, *row in self._db.execute(
            f"SELECT obj, body, {columns} FROM op WHERE obj IN ({marks}) AND {LIVE}", objects
        ):
            item = self._logged(row, body=body)
            if item.write.verb not in (UNDO, REDO, CREATE_MANY):
                out[obj].append(item)
        places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for obj, arrival, place in self._db.execute(
            f"SELECT obj, arrival, place FROM member WHERE obj IN ({marks})", objects
        ):
            places[arrival].append((obj, place))
        for arrival, members in places.items():
            self._load_members(arrival, members, out)
        return out

    def _load_members(
        self, arrival: int, members: Sequence[tuple[int, int]], out: dict[int, list[_Logged]]
    ) -> None:
        columns = "op_id, replica, seq, lamport, annotator, action, kind, verb"
        found = self._db.execute(
            f"SELECT body, {columns} FROM op WHERE arrival = ? AND {LIVE}", (arrival,)
        ).fetchone()
        if found is None:
            return
        many = decode_batch(found[0])
        whole = self._logged(found[1:], body="{}")
        for obj, place in members:
            _, kind, fields = member(many.objects[place])
            if kind == BATCH:
                continue
            out[obj].append(
                _Logged(
                    Write(whole.write.order, kind, CREATE, fields),
                    whole.action,
                    whole.annotator,
                    whole.replica,
                    whole.seq,
                    many.batch,
                )
            )

    def _logged(self, row: Sequence[Any], *, body: str) -> _Logged:
        op_id, replica, seq, lamport, annotator, action, kind, verb = row
        name = self._names.name
        return _Logged(
            Write(
                (lamport, name(replica), unpack(op_id)), name(kind), name(verb), decode_body(body)
            ),
            name(action),
            name(annotator),
            name(replica),
            seq,
            "",
        )

    def _standings(self, logged: Iterable[_Logged]) -> "_Standings":
        reversals = self._reversals(logged)
        return _Standings(
            Standing(undone=undone_actions(item for item, _, _ in reversals)),
            standing_of(reversals, self.batches()),
        )

    def _reversals(self, logged: Iterable[_Logged]) -> list[tuple[Reversal, str, int]]:
        """Undo and redo rows that name the actions of ``logged``."""
        actions = [self._names.number(action) for action in {item.action for item in logged}]
        out: list[tuple[Reversal, str, int]] = []
        for at in range(0, len(actions), _CHUNK):
            chunk = actions[at : at + _CHUNK]
            marks = ",".join("?" * len(chunk))
            found = self._log.select(f"obj IN ({marks}) AND {LIVE}", chunk)
            out += [(reversal(op), op.replica, op.seq) for op in found if op.verb in (UNDO, REDO)]
        return out


def _fold(obj: str, logged: Sequence[_Logged], standings: _Standings) -> ObjectState | None:
    about_batch = [item for item in logged if on_batch(item.write.kind, item.write.verb)]
    standing = standings.batches if about_batch else standings.others
    return fold(
        obj,
        (
            item.write
            for item in about_batch or logged
            if standing.counts(
                action=item.action, annotator=item.annotator, replica=item.replica,
                seq=item.seq, batch=item.batch,
            )
        ),
    )  # fmt: skip

"""Who did what when: the actions of the log, the latest first, as far as a viewer may see them.

Log order is ``(lamport, replica, op_id)``, whatever order rows arrived in, so that two files that
were merged show the actions of both in one order.  Within a replica the counter grows with the
number of the row; that lets a page be read from an index, without a look at the rows before it.
"""

import heapq
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from juseok.core.messages import Message
from juseok.core.model import NO_SEAL, Seal, Viewer
from juseok.core.ops import CREATE, CREATE_MANY, REDO, UNDO
from juseok.store.fold import BATCH, Order
from juseok.store.history import ARTICLE_PARAM, decode_label
from juseok.store.log import LIVE, pack_time, unpack_time
from juseok.store.names import Names, unpack
from juseok.store.op_bodies import scan_batch
from juseok.store.past import GoneMemory, Past, in_chunks

_COLUMNS: Final = (
    "lamport, replica, op_id, arrival, seq, annotator, action, at, label, obj, kind, verb"
)
_NOTHING: Final = msgspec.Raw(b'""')
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Which actions are asked for; what is empty does not matter.

    ``article`` and ``obj``: those that touched it.  ``kind``: those that wrote to an object of
    it.  ``since`` (included) and ``until`` (not): UTC, ISO 8601, by the clock of who did it.
    """

    article: str = ""
    obj: str = ""
    annotator: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One action.  ``order``: of its first row; ``obj``, ``kind`` and ``verb`` are those of it.

    ``article``: where it happened; empty where it was in none, or in many.
    """

    order: Order
    action: str
    annotator: str
    at: str
    label: Message
    obj: str
    kind: str
    verb: str
    article: str = ""


_NOT_YET = '"ignored":true'
"""In the body of what writes a merge down before it counts."""


class Timeline:
    """Queries on a reading connection."""

    def __init__(self, db: sqlite3.Connection, names: Names, past: Past) -> None:
        self._db = db
        self._names = names
        self._past = past

    def backwards(
        self,
        viewer: Viewer,
        question: Question,
        *,
        memory: GoneMemory,
        before: Order | None = None,
        accept: Callable[[str], bool] = bool,
        seal: Seal = NO_SEAL,
    ) -> Iterator[Entry | None]:
        """The actions that ``question`` asks for, the latest first, from behind ``before`` on.

        ``accept`` is asked of the label of each as it is stored.  None stands for one that it
        refuses or that the viewer may not see, so that whoever waits can break off; ``seal`` hides
        what others did in some articles.
        """
        filters, values = self._filters(question)
        if filters is None:
            return
        if question.article or question.obj:
            found = self._of_objects(question, memory, filters, values)
        else:
            found = self._of_project(before, filters, values)
        sees_all = not seal.articles and self._sees_all(viewer)
        for row in found:
            order = self._order(row)
            if before is not None and order >= before:
                continue
            if accept(row[8]) and (sees_all or self._visible(viewer, row, seal)):
                yield self._entry(order, row)
            else:
                yield None

    def moment(self, action: str) -> Order | None:
        """The place of the last row of ``action``; None when there is no such action."""
        row = self._db.execute(
            "SELECT lamport, replica, op_id FROM op WHERE action = ?"
            f" AND {LIVE} ORDER BY lamport DESC LIMIT 1",
            (self._names.find(action),),
        ).fetchone()
        return None if row is None else self._order(row)

    def last(self) -> Order | None:
        """The place of the last row of the log; None when it is empty."""
        ends = [
            self._order(row)
            for (replica,) in self._db.execute("SELECT replica FROM head").fetchall()
            for row in self._db.execute(
                f"SELECT lamport, replica, op_id FROM op WHERE replica = ? AND {LIVE}"
                " ORDER BY seq DESC LIMIT 2",
                (replica,),
            )
        ]
        return max(ends, default=None)

    # --- which rows

    def _filters(self, question: Question) -> tuple[str | None, list[object]]:
        """A condition in SQL on the first row of an action; None when nothing can meet it."""
        parts, values = [f"label <> '' AND {LIVE}"], list[object]()
        made = [self._names.find(BATCH), self._names.find(CREATE)]
        if None not in made:  # a merge is two actions: written down first, and then counting
            parts.append(f"NOT (kind = ? AND verb = ? AND body LIKE '%{_NOT_YET}%')")
            values += made
        if question.annotator:
            parts.append("annotator = ?")
            values.append(self._names.find(question.annotator))
        for moment, sign in ((question.since, ">="), (question.until, "<")):
            if moment:
                parts.append(f"at {sign} ?")
                values.append(pack_time(moment))
        if question.kind:
            parts.append(
                "EXISTS (SELECT 1 FROM op AS each WHERE each.action = op.action AND each.kind = ?)"
            )
            values.append(self._names.find(question.kind))
        return (None if None in values else " AND ".join(parts)), values

    def _of_project(
        self, before: Order | None, filters: str, values: Sequence[object]
    ) -> Iterator[Row]:
        replicas = self._db.execute("SELECT replica, seq FROM head").fetchall()
        streams = [
            self._db.execute(
                f"SELECT {_COLUMNS} FROM op INDEXED BY op_by_replica"
                f" WHERE replica = ? AND seq <= ? AND {filters} ORDER BY seq DESC",
                (replica, self._start(replica, top, before), *values),
            )
            for replica, top in replicas
        ]
        return heapq.merge(*streams, key=self._order, reverse=True)

    def _start(self, replica: int, top: int, before: Order | None) -> int:
        """The highest number of a replica's rows whose counter is not behind ``before``."""
        if before is None:
            return top
        low, high = 0, top
        while low < high:
            middle = (low + high + 1) // 2
            row = self._db.execute(
                "SELECT lamport FROM op WHERE replica = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
                (replica, middle),
            ).fetchone()
            if row is None or row[0] <= before[0]:
                low = middle
            else:
                high = middle - 1
        return low

    def _of_objects(
        self, question: Question, memory: GoneMemory, filters: str, values: Sequence[object]
    ) -> list[Row]:
        """The first rows of what touched an article's objects, and of what took that back."""
        objects = self._past.numbers_of(question.article, memory) if question.article else None
        if question.obj:
            number = self._names.find(question.obj)
            objects = (
                []
                if number is None or (objects is not None and number not in objects)
                else [number]
            )
        actions = self._actions_of(objects or ())
        found: dict[int, Row] = {}
        for part in in_chunks(actions):
            marks = ",".join("?" * len(part))
            for where in (f"action IN ({marks})", f"obj IN ({marks})"):
                rows = self._db.execute(
                    f"SELECT {_COLUMNS} FROM op WHERE {where} AND {filters}", (*part, *values)
                )
                found.update((row[3], row) for row in rows)
        return sorted(found.values(), key=self._order, reverse=True)

    def _actions_of(self, objects: Sequence[int]) -> list[int]:
        found: set[int] = set()
        for part in in_chunks(objects):
            marks = ",".join("?" * len(part))
            found.update(
                action
                for (action,) in self._db.execute(
                    f"SELECT action FROM op WHERE obj IN ({marks}) UNION SELECT action FROM op"
                    f" WHERE arrival IN (SELECT arrival FROM member WHERE obj IN ({marks}))",
                    (*part, *part),
                )
            )
        return sorted(found)

    # --- what one row says

    def _order(self, row: Row) -> Order:
        return row[0], self._names.name(row[1]), unpack(row[2])

    def _entry(self, order: Order, row: Row) -> Entry:
        _, _, _, arrival, _, annotator, action, at, text, obj, kind, verb = row
        name = self._names.name
        label, extra = decode_label(text)
        place = extra.get(ARTICLE_PARAM)
        return Entry(
            order, name(action), name(annotator), unpack_time(at), label, name(obj), name(kind),
            name(verb), str(place) if place else self._place(arrival, obj, name(verb)),
        )  # fmt: skip

    def _place(self, arrival: int, obj: int, verb: str) -> str:
        """The article that a row is about, as far as one look tells."""
        if verb in (UNDO, REDO):
            row = self._first(obj)
            return self._place(*row) if row is not None else ""
        if verb == CREATE_MANY:
            places = self._db.execute(
                "SELECT DISTINCT article FROM object WHERE obj IN"
                " (SELECT obj FROM member WHERE arrival = ? LIMIT 200) LIMIT 2",
                (arrival,),
            ).fetchall()
            (number,) = places[0] if len(places) == 1 else (None,)
            return "" if number is None else self._names.name(number)
        return self._registers(obj)[1]

    def _first(self, action: int) -> tuple[int, int, str] | None:
        row = self._db.execute(
            "SELECT arrival, obj, verb FROM op WHERE action = ? ORDER BY arrival LIMIT 1", (action,)
        ).fetchone()
        return None if row is None else (row[0], row[1], self._names.name(row[2]))

    def _registers(self, obj: int) -> tuple[str, str]:
        """Layer and article of an object, there or gone; empty where it has none."""
        row = self._db.execute("SELECT layer, article FROM object WHERE obj = ?", (obj,)).fetchone()
        if row is not None:
            layer, article = (n if n is None else self._names.name(n) for n in row)
            return layer or "", article or ""
        for body in self._past.bodies(obj):
            if "layer" in body or "article" in body:
                return str(body.get("layer", "")), str(body.get("article", ""))
        return "", ""

    # --- who may see it

    def _sees_all(self, viewer: Viewer) -> bool:
        kind = self._names.find("layer")
        rows = self._db.execute(
            "SELECT obj FROM object WHERE kind = ? AND article IS NULL", (kind,)
        )
        return all(self._names.name(obj) in viewer.visible_layers for (obj,) in rows)

    def _visible(self, viewer: Viewer, row: Row, seal: Seal) -> bool:
        """Own actions, and those that touch nothing in a layer that is not to be seen."""
        if self._names.name(row[5]) == viewer.annotator:
            return True
        action = row[9] if self._names.name(row[11]) in (UNDO, REDO) else row[6]
        return not any(
            layer and (layer not in viewer.visible_layers or seal.hides(layer, article))
            for layer, article in self._places(action)
        )

    def _places(self, action: int) -> Iterator[tuple[str, str]]:
        """The layers, and articles in them, that an action wrote to, as they are come upon."""
        rows = self._db.execute("SELECT obj, verb, arrival FROM op WHERE action = ?", (action,))
        for obj, number, arrival in rows:
            verb = self._names.name(number)
            if verb == CREATE_MANY:
                (text,) = self._db.execute(
                    "SELECT body FROM op WHERE arrival = ?", (arrival,)
                ).fetchone()
                raw = {
                    tuple(bytes(fields.get(name, _NOTHING)) for name in ("layer", "article"))
                    for _, _, fields in scan_batch(text).objects
                }
                for layer, article in raw:
                    yield str(msgspec.json.decode(layer)), str(msgspec.json.decode(article))
            else:
                yield self._registers(obj)

"""Which articles changed since a place in the log: what is kept about those is to be made anew."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from juseok.core.model import Kind
from juseok.core.ops import CREATE, REDO, UNDO
from juseok.store.fold import BATCH
from juseok.store.names import Names
from juseok.store.op_bodies import decode_body, decode_fields, scan_batch

_GONE = "NOT EXISTS (SELECT 1 FROM object WHERE object.obj = {0}.obj)"


@dataclass(frozen=True, slots=True)
class Touched:
    """``articles``: in which anything came, went or changed; ``entities``: that were joined or
    taken apart; ``until``: the place in the log that this reaches."""

    until: int
    articles: set[str] = field(default_factory=set[str])
    entities: set[str] = field(default_factory=set[str])


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some rows of the log, as a condition in SQL on the table ``op``."""

    where: str
    values: tuple[object, ...]


def whole_until(db: sqlite3.Connection) -> int:
    """The place up to which the log, and what screens read, is whole.

    Rows of a merge that still comes in, and those that are not caught up with, count later.
    """
    (first,) = db.execute(
        "SELECT min(arrival) FROM (SELECT min(arrival) AS arrival FROM op WHERE merge IN"
        " (SELECT n FROM merge WHERE live = 0) UNION ALL SELECT min(arrival) FROM stale)"
    ).fetchone()
    if first is not None:
        return int(first) - 1
    return int(db.execute("SELECT coalesce(max(arrival), 0) FROM op").fetchone()[0])


class Look:
    """One look at what rows behind a place in the log touch or take back."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db, self._names = db, names
        self._articles: set[int] = set()
        self._entities: set[str] = set()

    def since(self, arrival: int) -> Touched:
        """Everything that changed behind ``arrival``."""
        until = whole_until(self._db)
        for rows in self._rows(arrival):
            self._live(rows)
            self._gone(rows)
        names = self._names.names(list(self._articles))
        return Touched(until, set(names.values()), self._entities)

    def objects_since(self, arrival: int) -> set[int]:
        """Every object that rows behind ``arrival`` touch or take back, as local numbers."""
        found: set[int] = set()
        for rows in self._rows(arrival):
            for made in (
                f"SELECT op.obj FROM op WHERE {rows.where}",
                "SELECT m.obj FROM op CROSS JOIN member AS m ON m.arrival = op.arrival"
                f" WHERE {rows.where}",
            ):
                found.update(obj for (obj,) in self._db.execute(made, rows.values))
        return found

    def _rows(self, after: int) -> Iterator[_Rows]:
        """The rows behind ``after``, those that they undo, and those of batches they speak of."""
        verbs = ",".join(str(n) for n in map(self._names.find, (UNDO, REDO)) if n is not None)
        undone = f"SELECT obj FROM op WHERE arrival > ? AND verb IN ({verbs})"
        yield _Rows("op.arrival > ?", (after,))
        yield _Rows(f"op.action IN ({undone})", (after,))
        kind = self._names.find(BATCH)
        waiting = self._db.execute(
            "SELECT obj FROM op WHERE arrival > ?1 AND kind = ?2 UNION SELECT obj FROM op"
            f" WHERE action IN ({undone.replace('?', '?1')}) AND kind = ?2",
            (after, kind),
        ).fetchall()
        seen: set[int] = set()
        while waiting:
            (batch,) = waiting.pop()
            if batch in seen:
                continue
            seen.add(batch)
            yield _Rows("op.arrival IN (SELECT arrival FROM staged WHERE batch = ?)", (batch,))
            for each in self._ranges(batch):
                within = "op.replica = ? AND op.seq BETWEEN ? AND ?"
                taken = f"SELECT obj FROM op WHERE {within} AND verb IN ({verbs})"
                yield _Rows(within, each)
                yield _Rows(f"op.action IN ({taken})", each)
                waiting += self._db.execute(
                    f"SELECT obj FROM op WHERE {within} AND kind = ? UNION SELECT obj FROM op"
                    f" WHERE action IN ({taken}) AND kind = ?", (*each, kind, *each, kind),
                ).fetchall()  # fmt: skip

    def _ranges(self, batch: int) -> Iterator[tuple[int | None, int, int]]:
        rows = self._db.execute(
            "SELECT body FROM op WHERE obj = ? AND verb = ?", (batch, self._names.find(CREATE))
        )
        for (text,) in rows.fetchall():
            ranges = decode_body(text).get("ranges")
            for each in ranges if isinstance(ranges, list) else ():
                match each:
                    case [str(replica), int(first), int(last)]:
                        yield self._names.find(replica), first, last
                    case _:
                        continue

    def _live(self, rows: _Rows) -> None:
        joins = (  # in this order: few rows of the log, and then what they touch
            "op CROSS JOIN object AS o ON o.obj = op.obj",
            "op CROSS JOIN member AS m ON m.arrival = op.arrival"
            " CROSS JOIN object AS o ON o.obj = m.obj",
        )
        same_as = self._names.find(Kind.SAME_AS)
        for joined in joins:
            found = self._db.execute(
                f"SELECT DISTINCT o.article FROM {joined}"
                f" WHERE o.article IS NOT NULL AND {rows.where}",
                rows.values,
            )
            self._articles.update(article for (article,) in found)
            edges = self._db.execute(
                f"SELECT o.fields FROM {joined} WHERE o.kind = ? AND {rows.where}",
                (same_as, *rows.values),
            )
            self._join(msgspec.json.decode(text) for (text,) in edges)

    def _gone(self, rows: _Rows) -> None:
        """Of what is not there any more, the article is in what made it."""
        singles = self._db.execute(
            f"SELECT DISTINCT op.obj FROM op WHERE {rows.where} AND {_GONE.format('op')}",
            rows.values,
        ).fetchall()
        made = (CREATE,)
        for (obj,) in singles:
            for (text,) in self._db.execute(
                "SELECT body FROM op WHERE obj = ? AND verb = ? LIMIT 1",
                (obj, *map(self._names.find, made)),
            ).fetchall():
                self._take(decode_body(text))
            members = self._db.execute("SELECT arrival, place FROM member WHERE obj = ?", (obj,))
            self._take_members(members.fetchall())
        members = self._db.execute(
            "SELECT m.arrival, m.place FROM op CROSS JOIN member AS m ON m.arrival = op.arrival"
            f" WHERE {rows.where} AND {_GONE.format('m')} ORDER BY m.arrival",
            rows.values,
        )
        self._take_members(members.fetchall())

    def _take_members(self, members: Sequence[tuple[int, int]]) -> None:
        for arrival, place in members:
            row = self._db.execute("SELECT body FROM op WHERE arrival = ?", (arrival,)).fetchone()
            listed = scan_batch(row[0]).objects if row is not None else []
            if place < len(listed):
                self._take(decode_fields(listed[place][2]))

    def _take(self, fields: dict[str, object]) -> None:
        article = fields.get("article")
        number = self._names.find(article) if isinstance(article, str) else None
        if number is not None:
            self._articles.add(number)
        if "a" in fields and "b" in fields:
            self._join([fields])

    def _join(self, edges: Iterable[dict[str, object]]) -> None:
        for fields in edges:
            self._entities.update(str(fields[end]) for end in ("a", "b") if end in fields)

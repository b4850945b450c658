"""Rows of the table ``object``: one live object each, its long ids as local numbers."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from juseok.store.fold import Fields, ObjectState
from juseok.store.names import Names

COLUMN_REGISTERS: Final = ("layer", "article", "entity")
"""Registers that stand in columns of their own and not in ``fields``."""


class ObjectRow(NamedTuple):
    """A row of the table; ``fields`` is JSON without the registers that have columns."""

    obj: int
    kind: int
    layer: int | None
    article: int | None
    entity: int | None
    fields: str
    conflict: int


class Rows:
    """Reads and writes single rows over one connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def row(self, number: int, state: ObjectState) -> ObjectRow:
        """The row of a live ``state``."""
        rest = dict(state.fields)
        columns: list[int | None] = []
        for register in COLUMN_REGISTERS:
            value = rest.get(register)
            if isinstance(value, str) and value:
                columns.append(self._names.number(value))
                del rest[register]
            else:
                columns.append(None)
        text = msgspec.json.encode(rest, order="deterministic").decode()
        kind = self._names.number(state.kind)
        layer, article, entity = columns
        return ObjectRow(number, kind, layer, article, entity, text, int(state.conflict))

    def state(self, row: ObjectRow) -> ObjectState:
        """Inverse of :meth:`row`."""
        name = self._names.name
        return ObjectState(
            name(row.obj), name(row.kind), self.fields(row), conflict=bool(row.conflict)
        )

    def fields(self, row: ObjectRow) -> Fields:
        """All registers of ``row``."""
        fields: dict[str, Any] = msgspec.json.decode(row.fields)
        for register, number in zip(COLUMN_REGISTERS, row[2:5], strict=True):
            if number is not None:
                fields[register] = self._names.name(number)
        return fields

    def find(self, obj: str) -> ObjectRow | None:
        """The row of the live object ``obj``; None when there is none."""
        number = self._names.find(obj)
        return None if number is None else next(iter(self.select("obj = ?", (number,))), None)

    def load(self, objects: Sequence[int]) -> dict[int, ObjectRow]:
        """The rows of those ``objects`` that are live."""
        marks = ",".join("?" * len(objects))
        return {row.obj: row for row in self.select(f"obj IN ({marks})", objects)}

    def select(self, where: str, values: Sequence[object] = ()) -> Iterable[ObjectRow]:
        """Rows for a condition (and order) in SQL; local to this package."""
        sql = (
            f"SELECT obj, kind, layer, article, entity, fields, conflict FROM object WHERE {where}"
        )
        return map(ObjectRow._make, self._db.execute(sql, values))

    def write(self, number: int, row: ObjectRow | None) -> None:
        """Put ``row`` in place; None takes the object out of the projection."""
        if row is None:
            self._db.execute("DELETE FROM object WHERE obj = ?", (number,))
            return
        self._db.execute(
            "INSERT INTO object(obj, kind, layer, article, entity, fields, conflict)"
            " VALUES (?,?,?,?,?,?,?) ON CONFLICT(obj) DO UPDATE SET kind = excluded.kind,"
            " layer = excluded.layer, article = excluded.article, entity = excluded.entity,"
            " fields = excluded.fields, conflict = excluded.conflict",
            row,
        )

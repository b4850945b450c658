"""Rows of the table ``object``: one live object each, its long ids as local numbers."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, repeat
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import UNSET

from juseok.store import many
from juseok.store.bulk import MENTION, Plain
from juseok.store.fold import Fields, ObjectState
from juseok.store.names import Names
from juseok.store.op_bodies import RawFields

COLUMN_REGISTERS: Final = ("layer", "article", "entity")
"""Registers that stand in columns of their own and not in ``fields``."""

COLUMNS: Final = "obj, kind, layer, article, entity, fields, conflict"
"""Of the table, in the order of :class:`ObjectRow`."""

_encoder: Final = msgspec.json.Encoder(order="deterministic")
_encode, _encode_lines = _encoder.encode, _encoder.encode_lines
_decode = msgspec.json.Decoder().decode


class ObjectRow(NamedTuple):
    """A row of the table; ``fields`` is JSON without the registers that have columns."""

    obj: int
    kind: int
    layer: int | None
    article: int | None
    entity: int | None
    fields: str
    conflict: int


_row_of: Callable[[tuple[Any, ...]], ObjectRow] = partial(tuple.__new__, ObjectRow)
Made: TypeAlias = tuple[int, str, RawFields]
"""An object as a single create makes it: its number, kind and registers."""


class Rows:
    """Reads and writes single rows over one connection."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def rows(
        self, objects: Sequence[int], states: Sequence[ObjectState | None]
    ) -> list[ObjectRow | None]:
        """The row of each of ``states``; None for what does not live."""
        live = [state for state in states if state is not None and state.live]
        used = {state.kind for state in live}
        for register in COLUMN_REGISTERS:
            for state in live:
                value = state.fields.get(register)
                if type(value) is str and value:
                    used.add(value)
        ordered = sorted(used)
        numbers = dict(zip(ordered, self._names.numbers(ordered), strict=True))
        return [
            None if state is None or not state.live else self._row(number, state, numbers)
            for number, state in zip(objects, states, strict=True)
        ]

    def made(
        self, numbers: Iterable[int], objects: Sequence[tuple[object, str, RawFields]]
    ) -> Iterator[ObjectRow]:
        """The row of each of ``objects`` with these ``numbers``, as :meth:`rows` gives it, in one
        go: of each its kind and registers count.

        No register begins with ``~``: those speak about the write itself.
        """
        kinds = [kind for _, kind, _ in objects]
        rests = [fields.copy() for _, _, fields in objects]
        columns = [_taken(rests, register) for register in COLUMN_REGISTERS]
        ordered = sorted({*kinds, *chain.from_iterable(columns)} - {""})
        find = dict(zip(ordered, self._names.numbers(ordered), strict=True)).get
        return map(
            _row_of,
            zip(
                numbers,
                map(find, kinds),
                *(map(find, column) for column in columns),
                _texts(rests),
                repeat(0),
            ),
        )

    def plain(self, numbers: Iterable[int], mentions: Sequence[Plain]) -> Iterator[ObjectRow]:
        """As :meth:`made` of mentions; takes from them what has columns."""
        columns: list[list[Any]] = [
            [each.layer for each in mentions],
            [each.article for each in mentions],
            [each.entity for each in mentions],
        ]
        for each in mentions:
            each.layer = each.article = each.entity = UNSET
        ordered = sorted({MENTION, *chain.from_iterable(columns)} - {UNSET})
        find = dict(zip(ordered, self._names.numbers(ordered), strict=True)).get
        lines = _encode_lines(mentions).decode().split("\n")  # an empty one behind the last
        placed = (map(find, column) for column in columns)
        return map(_row_of, zip(numbers, repeat(find(MENTION)), *placed, lines, repeat(0)))

    def _row(self, number: int, state: ObjectState, numbers: Mapping[str, int]) -> ObjectRow:
        rest = dict(state.fields)
        columns: list[int | None] = []
        for register in COLUMN_REGISTERS:
            value = rest.get(register)
            if type(value) is str and value:
                columns.append(numbers[value])
                del rest[register]
            else:
                columns.append(None)
        layer, article, entity = columns
        text = _encode(rest).decode()
        conflict = int(state.conflict)
        return ObjectRow(number, numbers[state.kind], layer, article, entity, text, conflict)

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
        sql = f"SELECT {COLUMNS} FROM object WHERE {where}"
        return map(ObjectRow._make, self._db.execute(sql, values))

    def write(self, rows: Iterable[tuple[int, ObjectRow | None]]) -> None:
        """Put each row in place; None takes the object out of the projection."""
        gone: list[tuple[int]] = []
        there: list[ObjectRow] = []
        for number, row in rows:
            if row is None:
                gone.append((number,))
            else:
                there.append(row)
        self._db.executemany("DELETE FROM object WHERE obj = ?", gone)
        many.insert(
            self._db,
            f"INSERT INTO object({COLUMNS})",
            there,
            tail=" ON CONFLICT(obj) DO UPDATE SET kind = excluded.kind,"
            " layer = excluded.layer, article = excluded.article, entity = excluded.entity,"
            " fields = excluded.fields, conflict = excluded.conflict",
        )


def _taken(rests: Sequence[RawFields], register: str) -> list[str]:
    """The name in ``register`` of each of ``rests``, taken out of it; "" where there is none, and
    what is no name stays.

    All are read as one list: reading each by itself takes several times as long.
    """
    raws = [rest.pop(register, None) for rest in rests]
    names: list[Any] = _decode(_encode(raws))
    for at, name in enumerate(names):
        if type(name) is not str or not name:
            names[at] = ""
            if (raw := raws[at]) is not None:
                rests[at][register] = raw
    return names


def _texts(rests: Sequence[RawFields]) -> list[str]:
    """JSON of each of ``rests``, written together."""
    lines = _encode_lines(rests).decode().split("\n")
    if len(lines) == len(rests) + 1:
        return lines[:-1]
    return [_encode(rest).decode() for rest in rests]  # who wrote the log broke lines

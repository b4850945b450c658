"""A row that is made of JSON as it stands in the log is the one that is made of its registers."""

import sqlite3

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.ops import Json
from juseok.store import schema
from juseok.store.fold import ObjectState
from juseok.store.names import Names
from juseok.store.rows import Rows

name = st.sampled_from(["", "층", "층 2", "5a7573e0-0000-4000-8000-a1b2c3d4e5f6"])
odd: st.SearchStrategy[Json] = st.sampled_from([None, True, 3, [], ["층"], {"article": "층"}])
others = st.dictionaries(st.sampled_from(["@form", "how", "note", "spans", "type"]), name | odd)
placed = st.dictionaries(st.sampled_from(["layer", "article", "entity"]), name | odd)
registers = st.tuples(placed, others).map(lambda both: {**both[0], **both[1]})

_decode = msgspec.json.Decoder(msgspec.Raw).decode


@pytest.fixture(scope="module")
def rows() -> Rows:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db)
    return Rows(db, Names(db))


@given(st.lists(st.tuples(st.sampled_from(["mention", "claim"]), registers), max_size=4))
@pytest.mark.parametrize("indent", [0, 1])
def test_rows_of_json_are_rows_of_registers(
    rows: Rows, indent: int, objects: list[tuple[str, dict[str, Json]]]
) -> None:
    states = [ObjectState("", kind, fields) for kind, fields in objects]
    raws = [
        ("", kind, {key: _raw(value, indent) for key, value in fields.items()})
        for kind, fields in objects
    ]
    made = list(rows.made(range(len(raws)), raws))
    assert [msgspec.json.decode(row.fields) for row in made] == [
        msgspec.json.decode(row.fields) for row in rows.rows(range(len(states)), states) if row
    ]
    if not indent:  # a row that somebody else broke into lines keeps them
        assert made == rows.rows(range(len(states)), states)


def _raw(value: Json, indent: int) -> msgspec.Raw:
    text = msgspec.json.encode(value)
    return _decode(msgspec.json.format(text, indent=indent) if indent else text)

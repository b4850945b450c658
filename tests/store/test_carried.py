"""Rows on their way into another file are the operations they stand for, however they are kept."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from tests.store.kit import Desk

from juseok.core.errors import ProjectError
from juseok.store.carried import append_carried, carried, carried_rows, op_of
from juseok.store.connection import connect
from juseok.store.log import Log, unpack_hash, unpack_time
from juseok.store.names import Names, unpack


@pytest.fixture
def db(desk: Desk) -> Iterator[sqlite3.Connection]:
    """The file of a project in which something was done, undone and made in bulk."""
    desk.mention()
    desk.project.writer.undo().result()
    desk.project.close()
    with closing(connect(desk.project.path)) as found:
        yield found


def test_a_row_is_the_operation_that_the_log_reads(db: sqlite3.Connection) -> None:
    ops = list(Log(db, Names(db)).live())
    rows = list(carried_rows(db))
    assert len(rows) > 4
    assert rows == list(map(carried, ops))
    assert list(map(op_of, rows)) == ops


def test_it_does_not_matter_in_which_form_another_program_keeps_it(db: sqlite3.Connection) -> None:
    rows = list(carried_rows(db))
    for number, stored in db.execute("SELECT n, id FROM ident").fetchall():
        db.execute("UPDATE ident SET id = ? WHERE n = ?", (unpack(stored), number))
    for arrival, op_id, at, prev in db.execute(
        "SELECT arrival, op_id, at, prev FROM op"
    ).fetchall():
        db.execute(
            "UPDATE op SET op_id = ?, at = ?, prev = ? WHERE arrival = ?",
            (unpack(op_id), unpack_time(at), unpack_hash(prev), arrival),
        )
    assert list(carried_rows(db)) == rows


def test_a_name_that_is_lost_is_told(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM ident WHERE n = (SELECT obj FROM op LIMIT 1)")
    with pytest.raises(ProjectError) as raised:
        list(carried_rows(db))
    assert raised.value.message.code == "project.damaged"


def test_a_row_that_comes_twice_is_put_in_once_and_another_of_its_id_is_refused(
    db: sqlite3.Connection,
) -> None:
    names = Names(db)
    *_, row = carried_rows(db)
    fresh = row._replace(op_id=b"\x07" * 16, hash=b"\x01" * 32)
    log = Log(db, names)
    assert append_carried(db, names, log, [fresh, row, fresh], merge=1) == [fresh]
    with pytest.raises(ProjectError) as raised:
        append_carried(db, names, log, [fresh._replace(hash=b"\x02" * 32)], merge=1)
    assert raised.value.message.code == "project.op_twice"

"""Rows that wait: those of each key come back in their order, wherever they stood."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.formats.tables import waiting
from juseok.formats.tables.waiting import Plain, Shelves, Spool, Waiting

VALUES = st.none() | st.booleans() | st.integers() | st.text()
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", ""]), st.tuples(VALUES, st.dictionaries(st.text(), VALUES))
    )
)


@given(ROWS, ROWS)
def test_rows_come_back_by_their_key_in_their_order(
    rows: list[tuple[str, Plain]], later: list[tuple[str, Plain]]
) -> None:
    wanted: defaultdict[str, list[Plain]] = defaultdict(list)
    with Spool() as spool:
        found, other = Waiting(spool), Waiting(spool)
        for key, row in rows:
            found.add(key, row)
            other.add(key, (key,))
            wanted[key].append(row)
        assert dict(found.counts()) == {key: len(each) for key, each in wanted.items()}
        assert found.pop("a") == wanted.pop("a", [])
        assert (found.pop("a"), found.count("a")) == ([], 0)
        for key, row in later:
            found.add(key, row)
            wanted[key].append(row)
        assert {key: found.pop(key) for key in wanted} == wanted
        assert other.pop("a") == [("a",) for key, _ in rows if key == "a"]


def test_rows_that_wait_on_disk_come_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_LONGEST", 2)
    monkeypatch.setattr(waiting, "_IN_MEMORY", 10)
    with Spool() as spool:
        found = Waiting(spool)
        for number in range(5):
            found.add("a", (number, "가\ud800"))  # half a pair is refused by whoever reads it
        assert found.pop("a") == [(number, "가\ud800") for number in range(5)]


@given(st.lists(st.tuples(st.integers(-9, 9), VALUES)), st.integers(1, 4))
def test_rows_are_had_by_their_number_as_often_as_they_are_wanted(
    rows: list[tuple[int, object]], width: int
) -> None:
    with Spool() as spool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiting, "_LONGEST", 3)
        patch.setattr(waiting, "_OPEN", 2)
        shelves = Shelves(spool, width)
        for number, value in rows:
            shelves.add(number, (value,))
        for number in (*range(-10, 10), *range(-10, 10)):
            assert shelves.rows(number) == [(value,) for of, value in rows if of == number]

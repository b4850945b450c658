"""Numbers for many names at once are those that one by one would give."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from juseok.store import schema
from juseok.store.names import Names, pack, pack_all, pack_uuids

names = st.lists(
    st.sampled_from(["mention", "", "가", "00000000-0000-4000-8000-00000000000a"])
    | st.uuids().map(str),
    max_size=12,
)


def _names() -> Names:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db)
    return Names(db)


@given(st.lists(names, max_size=4), st.booleans())
def test_many_at_once_get_the_numbers_that_one_by_one_would(
    parts: list[list[str]], forgetful: bool
) -> None:
    bulk, single = _names(), _names()
    for part in parts:
        got = bulk.numbers(part)
        if forgetful:
            bulk.forget()
        assert got == [single.number(name) for name in part]
        assert [bulk.name(number) for number in got] == part
        assert bulk.names(got) == dict(zip(got, part, strict=True))


@given(st.lists(names, max_size=4), st.booleans())
def test_names_given_numbers_keep_them_whatever_the_file_knew(
    parts: list[list[str]], forgetful: bool
) -> None:
    bulk = _names()
    bulk.number("가")
    for part in parts:
        got = bulk.given(part)
        if forgetful:
            bulk.forget()
        assert [bulk.name(number) for number in got] == part
        assert bulk.numbers(part) == got
        assert bulk.given(part) == got


@given(
    st.lists(
        st.uuids().map(str)
        | st.text("0123456789abcdefA-", min_size=36, max_size=36)
        | st.text("0123456789abcdef-가", max_size=40),
        max_size=4,
    )
)
def test_names_packed_together_are_packed_as_each_would_be(names: list[str]) -> None:
    packed = [pack(name) for name in names]
    assert pack_all(names) == packed
    together = pack_uuids(names)
    if together is None:
        assert not packed or any(isinstance(each, str) for each in packed)
    else:
        assert together == b"".join(each for each in packed if isinstance(each, bytes))

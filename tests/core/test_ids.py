"""Identifiers that programs make: UUIDs of the right form, in the order they were asked for."""

import uuid
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from juseok.core.ids import IdFactory

MILLISECONDS = 1_700_000_000_000


@given(st.lists(st.integers(-5, 5), max_size=12), st.integers(1, 12))
def test_ids_grow_whatever_the_clock_does(steps: list[int], several: int) -> None:
    def clock() -> Iterator[float]:
        now = MILLISECONDS
        for step in [*steps, 0]:
            now += step
            yield from [now / 1000] * several

    times = list(clock())
    make = IdFactory(iter(times).__next__)
    made = [make() for _ in times]
    assert made == sorted(set(made))
    read = [uuid.UUID(each) for each in made]
    assert [str(each) for each in read] == made
    assert {(each.version, each.variant) for each in read} == {(7, uuid.RFC_4122)}


def test_the_millisecond_goes_on_where_its_numbers_run_out() -> None:
    make = IdFactory(lambda: MILLISECONDS / 1000)
    made = [make() for _ in range(1 << 13)]
    assert made == sorted(set(made))
    last = uuid.UUID(made[-1]).int >> 80
    assert MILLISECONDS < last < MILLISECONDS + 4


@given(st.lists(st.integers(1, 300), max_size=6), st.integers(1, 70))
def test_ids_made_together_are_as_those_made_one_by_one(counts: list[int], block: int) -> None:
    make = IdFactory(lambda: MILLISECONDS / 1000)
    one = make.in_blocks(block)
    made = [each for count in counts for each in (make(), *make.several(count))]
    assert made == sorted(set(made))
    assert {len(each) for each in made} <= {36}
    blocks = [one() for _ in range(2 * block)]
    assert blocks == sorted({*blocks})
    assert not {*blocks} & {*made}
    assert {uuid.UUID(each).version for each in blocks} == {7}

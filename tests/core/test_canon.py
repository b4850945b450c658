"""Canonical JSON: the fast writer gives the bytes of the slow one, or refuses."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.canon import Fraction, canonical, canonical_whole

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
WHOLE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(WHOLE)
def test_both_writers_give_the_same_bytes(value: object) -> None:
    assert canonical_whole(value) == canonical(value).encode()


def test_every_character_is_written_alike() -> None:
    text = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    assert canonical_whole(text) == canonical(text).encode()


@pytest.mark.parametrize("number", [1.5, 1e22, -0.0, 5e-324])
def test_a_marked_fraction_goes_to_the_slow_writer(number: float) -> None:
    with pytest.raises(TypeError):
        canonical_whole({"a": [Fraction(number)]})
    assert json.loads(canonical({"a": [Fraction(number)]})) == {"a": [number]}
    assert canonical(Fraction(number)) == canonical(number)

"""Values: which types they are, and which one a quote has."""

import pytest

from juseok.core.scheme import load_scheme
from juseok.services.tagging.value_types import guess_value_type, ordered_value_types, value_types

TYPES = ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY")


def test_the_types_that_share_a_key_are_values() -> None:
    assert value_types(load_scheme("default")) == set(TYPES)


@pytest.mark.parametrize(
    ("quote", "type_id"),
    [
        ("4일", "DATE"),
        ("지난해", "DATE"),
        ("2026년 3분기", "DATE"),
        ("3개월", "DATE"),
        ("화요일", "DATE"),
        ("오전 10시", "TIME"),
        ("18:30", "TIME"),
        ("7조4천억원", "MONEY"),
        ("55억 달러", "MONEY"),
        ("3.5%", "PERCENT"),
        ("20퍼센트", "PERCENT"),
        ("1,200명", "QUANTITY"),
        ("두 배", "QUANTITY"),
        ("누리칩", "DATE"),
    ],
)
def test_the_unit_tells_the_type(quote: str, type_id: str) -> None:
    assert guess_value_type(quote, TYPES) == type_id


def test_what_a_quote_may_be_comes_before_the_rest() -> None:
    assert ordered_value_types("3월 2일 오전 10시", TYPES) == (
        "DATE", "TIME", "QUANTITY", "MONEY", "PERCENT",
    )  # fmt: skip
    assert ordered_value_types("누리칩", TYPES) == TYPES


def test_only_the_types_in_question_are_guessed() -> None:
    assert guess_value_type("3.5%", ("DATE", "QUANTITY")) == "QUANTITY"


def test_the_types_of_the_nikl_scheme_are_guessed_too() -> None:
    types = [item.id for item in load_scheme("nikl15").entity_types if item.key == "V"]
    found = [guess_value_type(quote, types) for quote in ("3월 2일", "09:30", "3조원", "5%")]
    assert found == ["DT", "TI", "QT", "QT"]

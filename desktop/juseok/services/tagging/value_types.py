"""Dates, times and numbers: which type a quote is, by rule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from juseok.core.datetype import value_types_of
from juseok.core.scheme import Scheme

_MAJOR: Final[Mapping[str, str]] = {
    "DATE": "DT",
    "TIME": "TI",
    "MONEY": "QT",
    "PERCENT": "QT",
    "QUANTITY": "QT",
}
"""What the value types are called in the NIKL scheme."""


def value_types(scheme: Scheme) -> frozenset[str]:
    """The types that share a key: values, which a rule tells apart and which name no entity."""
    keys = Counter(item.key for item in scheme.entity_types if item.key and not item.retired)
    return frozenset(item.id for item in scheme.entity_types if keys[item.key] > 1)


def guess_value_type(quote: str, types: Sequence[str]) -> str:
    """The likeliest of ``types`` (not empty) for a quote, by its unit; else the first of them.

    Knows the ids of the default scheme and those of the NIKL one (DT, TI, QT).
    """
    return ordered_value_types(quote, types)[0]


def ordered_value_types(quote: str, types: Sequence[str]) -> tuple[str, ...]:
    """``types`` with those that a quote may be first, the likeliest before the others.

    The rest keeps its order.
    """
    likely = [each for name in value_types_of(quote) for each in (name, _MAJOR[name])]
    return tuple(dict.fromkeys([*(each for each in likely if each in types), *types]))

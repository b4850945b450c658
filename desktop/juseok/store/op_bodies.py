"""Bodies of operations, read: as values, or with registers as they are written."""

from functools import lru_cache
from typing import Any, Final, TypeAlias

import msgspec

_BODIES: Final = 4
"""Bodies of bulk actions that are remembered."""

Member: TypeAlias = tuple[str, str, dict[str, Any]]
"""One object of a ``create-many``: id, kind and registers."""


class Batch(msgspec.Struct, frozen=True):
    """The body of a ``create-many``; who reads it changes nothing in it."""

    objects: list[Member] = []
    batch: str = ""


@lru_cache(maxsize=_BODIES)
def decode_batch(body: str) -> Batch:
    """The body of a ``create-many``; one that a newer program shaped otherwise holds nothing.

    The last few are remembered: a bulk action is folded in many small steps, and each of them
    would read the whole body again.
    """
    try:
        return _decode_batch(body)
    except msgspec.ValidationError:
        return Batch()


_decode_batch = msgspec.json.Decoder(Batch).decode


RawFields: TypeAlias = dict[str, msgspec.Raw]


class RawBatch(msgspec.Struct, frozen=True):
    """A :class:`Batch` whose registers are JSON still.

    Four times faster, and nothing for the collector of cycles to look through: of a bulk action's
    thousands of objects most are only looked at and put elsewhere.
    """

    objects: list[tuple[str, str, RawFields]] = []
    batch: str = ""


@lru_cache(maxsize=_BODIES)
def scan_batch(body: str) -> RawBatch:
    """As :func:`decode_batch`, with registers as they are written."""
    try:
        return _scan_batch(body)
    except msgspec.ValidationError:
        return RawBatch()


def decode_fields(fields: RawFields) -> dict[str, Any]:
    """The registers of one object of a :class:`RawBatch`."""
    return {name: msgspec.json.decode(value) for name, value in fields.items()}


_scan_batch = msgspec.json.Decoder(RawBatch).decode


def scan_body(body: str) -> RawFields:
    """As :func:`decode_body`, with registers as they are written."""
    try:
        return _scan_body(body)
    except msgspec.ValidationError:
        return {}


_scan_body = msgspec.json.Decoder(RawFields).decode


def decode_body(body: str) -> dict[str, Any]:
    """Any other body; what is not an object of JSON holds no registers."""
    decoded = msgspec.json.decode(body)
    return decoded if isinstance(decoded, dict) else {}

"""Canonical JSON: one byte string per value, on every machine and version.

Sorted keys, no blanks, text as itself (not escaped), no NaN or infinity, integers only
below 2**53: the subset of RFC 8785 that the log uses.
"""

import json
from typing import Final

_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical(value: object) -> str:
    """``value`` as canonical JSON text; raises ``ValueError`` on NaN or infinity."""
    return _ENCODER.encode(value)

"""What writers of these formats share: JSON in bytes, an article a line, and what they hold."""

import re
from collections.abc import Set
from typing import Any, Final

import msgspec

from juseok.formats.brat.lines import BREAKS
from juseok.formats.document import Feature, Support, Way

REPORTED: Final = frozenset({Feature.CROSS_LINKS, Feature.DERIVED, Feature.REJECTIONS})
_BREAK: Final = re.compile(f"[{BREAKS}]")
_BREAK_BYTES: Final = tuple(each.encode() for each in BREAKS if ord(each) >= 0x20)
"""Those that JSON does not escape of itself."""
BUFFER: Final = 1 << 20


def supporting(held: Set[Feature]) -> Support:
    """What becomes of each feature in a format that holds ``held`` and maps the rest."""
    return {
        each: Way.REPORTED if each in REPORTED else Way.HELD if each in held else Way.MAPPED
        for each in Feature
    }


def json_line(value: Any) -> str:
    """``value`` on one line, by whatever rule lines end; without the end of the line."""
    return json_bytes(value).decode()


def json_bytes(value: Any) -> bytes:
    """UTF-8 of :func:`json_line`."""
    data = msgspec.json.encode(value)
    if not any(each in data for each in _BREAK_BYTES):  # as a rule, and found out much faster
        return data
    return _BREAK.sub(_escaped, data.decode()).encode()


def json_pages(value: Any) -> str:
    """``value`` as a person reads it."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"

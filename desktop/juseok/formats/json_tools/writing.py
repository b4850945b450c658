"""What writers of these formats share: JSON in bytes, an article a line, and what is told of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Set
from pathlib import Path
from typing import Any, Final

import msgspec

from juseok.formats.base import Report
from juseok.formats.brat.lines import BREAKS
from juseok.formats.document import (
    Document,
    Feature,
    Support,
    Way,
    features_of,
    kinds_of,
    losses,
)

REPORTED: Final = frozenset({Feature.CROSS_LINKS, Feature.DERIVED, Feature.REJECTIONS})
_BREAK: Final = re.compile(f"[{BREAKS}]")
_BREAK_BYTES: Final = tuple(each.encode() for each in BREAKS if ord(each) >= 0x20)
"""Those that JSON does not escape of itself."""
_BUFFER: Final = 1 << 20


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


class Tally:
    """Counts what is written."""

    def __init__(self) -> None:
        self.features: Counter[Feature] = Counter()
        self.kinds: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        self.features.update(features_of(document))
        self.kinds.update(kinds_of(document))

    def report(self, support: Support, form: str) -> Report:
        told = losses(self.features, support, form=form)
        return Report(written=self.kinds["article"], kinds=dict(self.kinds)) + told


def write_lines(
    documents: Iterable[Document], path: Path, *, form: str, support: Support,
    line: Callable[[Document], Any],
) -> Report:  # fmt: skip
    """Write the new file ``path``, an object of ``line`` for each document; raises ``OSError``."""
    tally = Tally()
    with open(path, "xb", buffering=_BUFFER) as file:
        for document in documents:
            file.write(json_bytes(line(document)))
            file.write(b"\n")
            tally.add(document)
    return tally.report(support, form)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"

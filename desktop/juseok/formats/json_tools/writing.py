"""What writers of these formats share: JSON in bytes, an article a line, and what is told of it."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Set
from pathlib import Path
from typing import Any, Final

import msgspec

from juseok.formats.base import Report
from juseok.formats.brat.lines import BREAKS
from juseok.formats.document import About, Document, Feature, Support, Way
from juseok.formats.tally import Tally

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


class LinesWriter(ABC):
    """A writer of one file with an object for each article, a line each."""

    id: str
    support: Support
    extensions: tuple[str, ...] = (".jsonl",)
    is_folder: bool = False

    @abstractmethod
    def lines(self, about: About) -> Callable[[Document], Any]:
        """What makes the object of each article of one export; it raises ``SpanError`` where a span
        does not prove."""

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``, and ``SpanError`` where a span does not
        prove."""
        tally, line = Tally(self.support, form=self.id), self.lines(about)
        with open(path, "xb", buffering=_BUFFER) as file:
            for document in documents:
                file.write(json_bytes(line(document)))
                file.write(b"\n")
                tally.add(document)
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The object of ``document``, over lines."""
        return json_pages(self.lines(about)(document)).split("\n")


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"

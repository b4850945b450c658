"""The heavy steps of an import, as functions for another process.

Each takes a :class:`~juseok.services.worker.Port` and pure values, tells packed pages in pieces,
and changes nothing.
"""

import dataclasses
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from juseok.core.model import ZoneRole
from juseok.formats.base import ReportBuilder
from juseok.formats.raw.columns import ColumnMap
from juseok.lang.extract.edit import RepeatedLines, lines_of, replace, without_boilerplate
from juseok.services.importing.edits import rezone_like, with_extraction
from juseok.services.importing.packed import PackedPage, pack, unpack
from juseok.services.importing.plan import (
    ImportOptions,
    PlannedPage,
    load_metadata,
    plan_import,
)
from juseok.services.importing.preview import mark_boilerplate
from juseok.services.importing.sources import Found, find_sources
from juseok.services.worker import Port

Metadata: TypeAlias = Mapping[str, Mapping[str, str]]
Change: TypeAlias = Callable[[PlannedPage], PlannedPage]
PageT = TypeVar("PageT", PackedPage, PlannedPage)
Numbered: TypeAlias = list[tuple[int, bytes]]
"""A piece of packed pages with their numbers, as a port is fed."""

_BYTES: Final = 128 * 1024
_EVERY_S: Final = 0.1
_ROWS: Final = 500
_SUGGESTED: Final = 50
_REPEATED: Final = 3
_TEXT: Final = (ZoneRole.BODY, ZoneRole.HEADING, ZoneRole.SUBTITLE, ZoneRole.OTHER)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line that stands in ``count`` articles, as ``role`` so far."""

    line: str
    count: int
    role: ZoneRole


def find(port: Port, paths: Sequence[str]) -> tuple[Found, ReportBuilder]:
    """Walk files and folders."""
    report = ReportBuilder()
    return find_sources([Path(path) for path in paths], report), report


def read(
    port: Port,
    files: Sequence[str],
    encoding: str | None,
    columns: ColumnMap | None,
    metadata: Metadata,
) -> ReportBuilder:
    """Plan the pages of ``files``; tells lists of :class:`PackedPage`."""
    report = ReportBuilder()
    options = ImportOptions(encoding, columns, metadata)
    pages = plan_import([Path(file) for file in files], options, report=report)
    for piece in _pieces(map(pack, pages)):
        port.tell(piece)
    return report


def read_texts(
    port: Port, sources: Sequence[Path], options: ImportOptions, metadata: Path | None
) -> ReportBuilder:
    """Plan everything in files and folders as the shell imports it, repeated lines marked; tells
    lists of :class:`PlannedPage`.  ``metadata``: a table by file.  Raises ``FormatError``."""
    report = ReportBuilder()
    if metadata is not None:
        options = dataclasses.replace(options, metadata=load_metadata(metadata, report=report))
    planned = plan_import(sources, options, report=report)
    for piece in _pieces(planned if options.whole else mark_boilerplate(planned)):
        port.tell(piece)
    return report


def read_table(port: Port, path: str) -> ReportBuilder:
    """Load a table of metadata (raises ``FormatError``); tells dictionaries of its rows."""
    report = ReportBuilder()
    rows = iter(load_metadata(Path(path), report=report).items())
    while piece := dict(islice(rows, _ROWS)):
        port.tell(piece)
    return report


def find_repeats(port: Port) -> tuple[Suggestion, ...]:
    """Take the lines that repeat across the fed pages for boilerplate.

    Tells the pages that changed, as lists of numbers and :class:`PackedPage`; gives the repeated
    lines that are text still.
    """
    fed: list[Numbered] = []
    counts = RepeatedLines()
    for piece in port.fed:
        fed.append(piece)
        for _, page in _unpacked(piece):
            for draft in page.extraction.articles:
                counts.add(draft)
    lines = counts.found()
    left = _LeftOver(lines)
    for piece in fed:
        changed: list[tuple[int, PackedPage]] = []
        for number, page in _unpacked(piece):
            new = _cleaned(page, lines)
            left.add(new)
            if new is not page:
                changed.append((number, pack(new)))
        if changed:
            port.tell(changed)
    return left.suggestions()


def change(port: Port, how: Change) -> None:
    """Do ``how`` to each of the fed pages; tells those it makes different, with their numbers."""
    for piece in port.fed:
        changed = [
            (number, pack(new))
            for number, page in _unpacked(piece)
            if (new := how(page)) is not page
        ]
        if changed:
            port.tell(changed)


def in_role(page: PlannedPage, *, lines: Sequence[str], role: ZoneRole) -> PlannedPage:
    """``page`` with each of ``lines`` in ``role``, wherever an article has it."""
    for line in lines:
        if line in page.extraction.text:
            page = rezone_like(page, line, role)
    return page


def _unpacked(piece: Numbered) -> Iterator[tuple[int, PlannedPage]]:
    for number, data in piece:
        yield number, unpack(data)


def _pieces(pages: Iterable[PageT]) -> Iterator[list[PageT]]:
    """Pages as they come: a first few soon, never many at once."""
    piece: list[PageT] = []
    size, told = 0, time.monotonic()
    for page in pages:
        piece.append(page)
        size += len(page.data)
        if size >= _BYTES or time.monotonic() - told >= _EVERY_S:
            yield piece
            piece, size, told = [], 0, time.monotonic()
    if piece:
        yield piece


def _cleaned(page: PlannedPage, lines: Mapping[str, int]) -> PlannedPage:
    extraction = page.extraction
    for index, draft in enumerate(page.extraction.articles):
        clean = without_boilerplate(draft, lines)
        if clean.zones != draft.zones:
            extraction = replace(extraction, index, clean)
    return with_extraction(page, extraction)


class _LeftOver:
    """The repeated lines that are text still, with the articles and the role they stand in."""

    def __init__(self, lines: Mapping[str, int]) -> None:
        self._lines = lines
        self._counts: Counter[str] = Counter()
        self._roles: dict[str, ZoneRole] = {}

    def add(self, page: PlannedPage) -> None:
        for draft in page.extraction.articles:
            for (start, _), line in lines_of(draft.text):
                if line not in self._lines:
                    continue
                role = next((z.role for z in draft.zones if z.start <= start < z.end), None)
                if role is not None and role in _TEXT:
                    self._counts[line] += 1
                    self._roles.setdefault(line, role)

    def suggestions(self) -> tuple[Suggestion, ...]:
        return tuple(
            Suggestion(line, count, self._roles[line])
            for line, count in self._counts.most_common(_SUGGESTED)
            if count >= _REPEATED
        )

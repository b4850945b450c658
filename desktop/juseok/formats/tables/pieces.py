"""Rows of one document as they are written, for files and sheets alike: plain values, so that
several processes can make them.

An entity has its row with each document that names it; whoever puts all together takes the first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from juseok.core.scheme import Scheme
from juseok.formats.document import Document
from juseok.formats.tables.cells import CONTINUED, Cutter
from juseok.formats.tables.rows import ENTITIES, Row, Table, Tables
from juseok.formats.tally import Counted, counted

Line: TypeAlias = Callable[[Table, Row], bytes]
_NO_CUT: Final = (0, "")
_KNOWN: Final = 10_000
"""Entities whose rows are kept, so that memory stays flat."""


class Piece(NamedTuple):
    """Rows of one table that follow each other.

    ``entity``: whose row it is, in the table of entities; ``cut``: how many cells go on in
    :data:`~juseok.formats.tables.cells.CONTINUED`, and the first of them.
    """

    table: str
    rows: list[bytes]
    entity: str = ""
    cut: tuple[int, str] = _NO_CUT


class Made(NamedTuple):
    """What came of one document."""

    pieces: list[Piece]
    counted: Counted


@dataclass(slots=True)
class Once:
    """Puts together what was made: each entity once; ``cutter`` gets what was cut."""

    cutter: Cutter
    _seen: set[str] = field(default_factory=set[str])

    def of(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Those of ``pieces`` that are to be written."""
        skipped = ""
        for each in pieces:
            if each.entity and each.entity == skipped:
                continue
            if each.entity and each.table == ENTITIES:
                if each.entity in self._seen:
                    skipped = each.entity
                    continue
                self._seen.add(each.entity)
            count, first = each.cut
            if count:
                self.cutter.count += count
                self.cutter.first = self.cutter.first or first
            yield each


class Maker:
    """Makes the rows of a document.

    ``line`` gives a row as it is written, ``safe`` a row that nothing runs or changes, ``cutter``
    one that makes rows fit; None: every row is as it is.
    """

    def __init__(
        self,
        scheme: Scheme,
        line: Line,
        *,
        safe: Callable[[Row], Row] | None = None,
        cutter: Callable[[], Cutter] | None = None,
    ) -> None:
        self._tables = Tables(scheme)
        self._named = {table.name: table for table in self._tables.tables()}
        self._line, self._safe, self._cutter = line, safe, cutter
        self._entities: dict[str, tuple[Row, list[Piece]]] = {}

    def __call__(self, document: Document) -> Made:
        """Raises ``SpanError`` where a span does not prove."""
        return Made(list(self._pieces(document)), counted(document))

    def _pieces(self, document: Document) -> Iterator[Piece]:
        last: Piece | None = None
        for name, row in self._tables.rows(document):
            made = self._entity(row) if name == ENTITIES else self._made(name, row)
            for each in made:
                if last is not None and _goes_on(last, each):
                    last.rows.extend(each.rows)
                    continue
                if last is not None:
                    yield last
                last = each
        if last is not None:
            yield last

    def _entity(self, row: Row) -> list[Piece]:
        """The pieces of an entity, which most documents have in common with others."""
        entity = str(row[0])
        known = self._entities.get(entity)
        if known is None or known[0] != row:
            if len(self._entities) == _KNOWN:
                self._entities.clear()
            known = self._entities[entity] = (row, self._made(ENTITIES, row, entity))
        return known[1]

    def _made(self, name: str, row: Row, entity: str = "") -> list[Piece]:
        table = self._named[name]
        if self._safe is not None:
            row = self._safe(row)
        if self._cutter is None:
            return [Piece(name, [self._line(table, row)], entity)]
        cutter = self._cutter()
        cells, rest = cutter.fit(table, row)
        first = Piece(name, [self._line(table, cells)], entity, (cutter.count, cutter.first))
        more = rest if self._safe is None else map(self._safe, rest)
        others = [self._line(CONTINUED, each) for each in more]
        return [first, Piece(CONTINUED.name, others, entity)] if others else [first]


def _goes_on(last: Piece, one: Piece) -> bool:
    """Whether ``one`` is more of what ``last`` is, and nothing is to be told of it."""
    return last.table == one.table and not last.entity and not one.entity and not one.cut[0]

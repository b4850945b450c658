"""Which rows of a comparison are shown, as data.  Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from juseok.core.adjudicate_model import ItemSort
from juseok.core.layer_diff import Aspect, Row, RowState


@dataclass(frozen=True, slots=True)
class Filter:
    """``sort`` and ``aspect``: None for any; ``words``: what stands in the text; ``equal``: also
    what is the same on all sides."""

    sort: ItemSort | None = None
    aspect: Aspect | None = None
    words: str = ""
    equal: bool = False

    def shows(self, row: Row) -> bool:
        if row.state is RowState.SAME and not self.equal:
            return False
        if self.sort is not None and row.sort is not self.sort:
            return False
        if self.aspect is not None and self.aspect not in row.aspects():
            return False
        return self.words.casefold() in row.words.casefold()


def shown(rows: Iterable[Row], by: Filter) -> tuple[Row, ...]:
    """The rows that ``by`` shows, in their order."""
    return tuple(row for row in rows if by.shows(row))

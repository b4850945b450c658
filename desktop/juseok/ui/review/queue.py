"""What a review shows: filters over the items of an article, as data.  Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from juseok.core.adjudicate_model import ItemState, Judged, Standing
from juseok.core.model import Claim


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items are shown.

    ``layer``: only what that annotator has; ``type``: id of a type, or a sort of items; ``sample``:
    per cent of the items, the same ones on every machine.
    """

    layer: str = ""
    type: str = ""
    words: str = ""
    state: ItemState | None = None
    sample: int = 100
    agreed: bool = False
    judged: bool = True

    def shows(self, article: str, judged: Judged) -> bool:
        """Whether an item is in the list; one that came back always is."""
        item = judged.item
        if judged.standing in (Standing.STALE, Standing.CONTESTED):
            return True
        if self.layer and self.layer not in item.members:
            return False
        if self.words and self.words not in item.words:
            return False
        if self.state is not None and item.state is not self.state:
            return False
        if not self.agreed and self.state is None and item.state is ItemState.AGREED:
            return False
        if not self.judged and judged.standing is Standing.JUDGED:
            return False
        if self.type and self.type not in types_at(judged):
            return False
        return self.sample >= 100 or _share(f"{article}:{judged.key}") < self.sample


def types_at(judged: Judged) -> frozenset[str]:
    """The types that anybody gave here, and the sort of the item."""
    records = (r for rows in (*judged.item.members.values(), judged.gold) for r in rows)
    types = {record.type for record in records if not isinstance(record, Claim)}
    return frozenset({str(judged.item.sort), *types})


def shown(article: str, judged: Iterable[Judged], by: Filter) -> tuple[Judged, ...]:
    """The items that ``by`` shows, in their order."""
    return tuple(each for each in judged if by.shows(article, each))


def _share(key: str) -> float:
    """A number from 0 to 100 that belongs to ``key`` for ever."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) / 2**32 * 100

"""The items of a whole review in short: enough to count and to filter them, article by article.

Comparing ten thousand of them takes a while, so that it is done once
(:mod:`juseok.services.review.keeping`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import msgspec

from juseok.core.adjudicate import Same
from juseok.core.adjudicate_model import (
    SORT_RANK,
    STATE_RANK,
    ItemState,
    Judged,
    Standing,
)
from juseok.core.adjudicate_said import Bits
from juseok.core.model import Claim
from juseok.core.scheme import Scheme
from juseok.services.entities.index import EntityIndex
from juseok.services.review.page import ReviewPage, Sight, read_page, symmetric_types
from juseok.services.review.reviewing import votes_for
from juseok.services.review.short import read_short
from juseok.services.worker import Port
from juseok.store.reader import Reader

SHARES: Final = 10_000
"""A sample is told in parts of so many."""

_SORTS: Final = tuple(SORT_RANK)
_STATES: Final = tuple(STATE_RANK)
_STANDINGS: Final = tuple(Standing)
_AT_ONCE: Final = 50
"""So many articles are handed on at a time."""
_TOGETHER: Final = 250
"""So many articles are told in short at a time."""


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One item as far as a queue needs it.

    ``sort``, ``state`` and ``standing`` by number; ``share``: a number below :data:`SHARES` that
    belongs to the item for ever; ``layers``: the :func:`mark_of` each; ``votes``: how many of
    ``of`` layers say what a rule would take (0: nothing is to be taken).
    """

    sort: int
    state: int
    standing: int
    words: str
    types: tuple[str, ...]
    layers: str
    share: int
    votes: int
    of: int

    @property
    def waits(self) -> bool:
        return _STANDINGS[self.standing] in _WAITING


_WAITING: Final = frozenset({Standing.OPEN, Standing.STALE, Standing.CONTESTED})
Entries = tuple[Entry, ...]


def entry_of(article: str, judged: Judged, votes: int, of: int) -> Entry:
    """An item in short."""
    rows = (record for records in (*judged.item.members.values(), judged.gold)
            for record in records)  # fmt: skip
    types = {record.type for record in rows if not isinstance(record, Claim)}
    return Entry(
        SORT_RANK[judged.item.sort],
        STATE_RANK[judged.item.state],
        _STANDINGS.index(judged.standing),
        judged.item.words,
        tuple(sorted({str(judged.item.sort), *types})),
        " ".join(map(mark_of, judged.item.members)),
        share_of(f"{article}:{judged.key}"),
        votes,
        of,
    )


def entries_of(page: ReviewPage) -> Entries:
    """The items of an article, in the order of the queue."""
    votes = votes_for(page)
    return tuple(
        entry_of(page.article, each, votes.get(each.key, 0), len(page.layers))
        for each in page.judged
    )


def mark_of(layer: str) -> str:
    """A layer's id, cut to what tells it from others: every item names all that have it."""
    return layer[:8]


def share_of(key: str) -> int:
    """A number below :data:`SHARES` that belongs to ``key`` for ever, on every machine."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) * SHARES // 2**32


@dataclass(frozen=True, slots=True)
class Filter:
    """Which items are shown.

    ``layer``: only what that annotator has; ``type``: id of a type, or a sort of items; ``sample``:
    per cent of the items, the same ones on every machine.  ``campaign`` and ``lot`` (of a layer)
    say which articles there are, and nothing of an item.
    """

    campaign: str = ""
    lot: str = ""
    layer: str = ""
    type: str = ""
    words: str = ""
    state: ItemState | None = None
    sample: int = 100
    agreed: bool = False
    judged: bool = True

    @property
    def is_part(self) -> bool:
        """Whether it leaves out articles."""
        return bool(self.campaign or self.lot)

    @property
    def asks_words(self) -> bool:
        """Whether it looks at more of an item than how its versions differ and how it stands."""
        return bool(self.layer or self.type or self.words or self.sample < 100)

    def shows(self, entry: Entry) -> bool:
        """Whether an item is in the list; one that came back always is."""
        if entry.standing in _BACK:
            return True
        state = _STATES[entry.state]
        if self.state is not None:
            if state is not self.state:
                return False
        elif not self.agreed and state is ItemState.AGREED:
            return False
        if not self.judged and entry.standing == _JUDGED:
            return False
        if self.layer and mark_of(self.layer) not in entry.layers:
            return False
        if self.type and self.type not in entry.types:
            return False
        if self.words and self.words not in entry.words:
            return False
        return self.sample >= 100 or entry.share * 100 < self.sample * SHARES


_BACK: Final = frozenset(
    number for number, each in enumerate(_STANDINGS)
    if each in (Standing.STALE, Standing.CONTESTED)
)  # fmt: skip
_JUDGED: Final = _STANDINGS.index(Standing.JUDGED)
_OPEN: Final = _STANDINGS.index(Standing.OPEN)


@dataclass(frozen=True, slots=True)
class Count:
    """Of one article, or of many: ``shown`` items, and how many of these ``wait``."""

    shown: int = 0
    wait: int = 0


def count(entries: Iterable[Entry], by: Filter) -> Count:
    """What ``by`` shows of some items."""
    if by.asks_words:
        shown = [each for each in entries if by.shows(each)]
        return Count(len(shown), sum(each.waits for each in shown))
    table = _shown_by(by)
    told = [table[each.standing][each.state] for each in entries]
    return Count(sum(map(bool, told)), told.count(_WAITS))


_SHOWN, _WAITS = 1, 2


@lru_cache(maxsize=8)
def _shown_by(by: Filter) -> tuple[tuple[int, ...], ...]:
    """By standing and state, where nothing else counts: 0 for what is not shown."""
    return tuple(
        tuple(
            (_WAITS if each.waits else _SHOWN) if by.shows(each) else 0
            for state in range(len(_STATES))
            for each in (Entry(0, state, standing, "", (), "", 0, 0, 0),)
        )
        for standing in range(len(_STANDINGS))
    )


def takes(entry: Entry, needed: int, *, unanimous: bool = False) -> bool:
    """Whether a rule takes an item: as many as are ``needed`` say the same, or all
    (``unanimous``); 0 needed: more than half."""
    if unanimous:
        return entry.of > 1 and entry.votes == entry.of
    return entry.votes >= (needed or max(2, entry.of // 2 + 1))


def in_slices(articles: Sequence[str], parts: int, most: int) -> list[list[str]]:
    """``articles`` in about so many ``parts``, each of at most ``most``."""
    size = max(1, min(most, -(-len(articles) // parts)))
    return [list(articles[at : at + size]) for at in range(0, len(articles), size)]


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles are read and compared, for whichever process does that."""

    path: Path
    sight: Sight


def compare_apart(port: Port, source: Source, articles: Sequence[str]) -> None:
    """Compare ``articles`` in a process of its own; tells lists of article and entries."""
    with Reader.alone(source.path, source.sight.viewer.annotator) as reader:
        scheme = reader.scheme()
        same = EntityIndex.read(reader, source.sight.viewer).representative
        for at in range(0, len(articles), _TOGETHER):
            some = articles[at : at + _TOGETHER]
            found = compare(reader, source.sight, some, scheme=scheme, same=same)
            for first in range(0, len(found), _AT_ONCE):
                port.tell(found[first : first + _AT_ONCE])


def compare(
    reader: Reader, sight: Sight, articles: Iterable[str], *, scheme: Scheme, same: Same = str
) -> list[tuple[str, Entries]]:
    """The items of each of ``articles``, in short.

    Most are told without their records (:mod:`juseok.services.review.short`), the others, and
    those in which something was decided, record by record: what comes of it is the same.
    """
    wanted = list(articles)
    found: dict[str, Entries] = {}
    for at in range(0, len(wanted), _TOGETHER):
        some = wanted[at : at + _TOGETHER]
        found.update(_compared_short(reader, sight, some, scheme=scheme, same=same))
    return [
        (
            article,
            found[article]
            if article in found
            else entries_of(read_page(reader, sight, article, scheme=scheme, same=same)),
        )
        for article in wanted
    ]


def _compared_short(
    reader: Reader, sight: Sight, articles: Sequence[str], *, scheme: Scheme, same: Same
) -> Iterator[tuple[str, Entries]]:
    """Those of ``articles`` that can be told in short."""
    names = sorted(sight.annotators)

    @cache
    def marks(layers: Bits) -> str:
        return " ".join([mark_of(each) for n, each in enumerate(names) if layers >> n & 1])

    for article, of, items in read_short(
        reader, sight, articles, symmetric=symmetric_types(scheme), same=same
    ):
        yield article, tuple([
            Entry(
                sort, state, _OPEN, words, _in_order(types), marks(layers),
                share_of(f"{article}:{key}"), votes, of,
            )
            for sort, state, _, _, key, words, types, layers, votes in items
        ])  # fmt: skip


@lru_cache(maxsize=1024)
def _in_order(types: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(types))

"""Releases looked into: the records in which two differ, one by one, and what one holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from juseok.core.model import Kind, Viewer
from juseok.formats.native.items import NativeArticle, NativeObject, kind_of
from juseok.formats.native.writer import NativeWriter
from juseok.services.interchange.named import find_named
from juseok.services.interchange.releases import (
    COUNTED,
    NOW,
    UNCOUNTED,
    Sort,
    article_of,
    heads_of,
    seen_by,
)
from juseok.store.fold import ObjectState
from juseok.store.past import GoneMemory
from juseok.store.reader import Reader
from juseok.store.written import Within

_SHOWN: Final = 3
"""Records of a kind that are shown of an article."""
_AT_ONCE: Final = 400

_Item: TypeAlias = NativeArticle | NativeObject


@dataclass(frozen=True, slots=True)
class Altered:
    """One object that two releases have otherwise: as it was in either, None where it was not."""

    before: ObjectState | None
    after: ObjectState | None

    @property
    def sort(self) -> Sort:
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def now(self) -> ObjectState:
        """As it is in the later one, or was in the earlier where it is gone."""
        found = self.after or self.before
        assert found is not None, "one of the two has it"
        return found


@dataclass(frozen=True, slots=True)
class Comparing:
    """Two releases, by name (or :data:`~juseok.services.interchange.releases.NOW`), as ``viewer``
    may see them."""

    viewer: Viewer
    first: str
    second: str


def records_in(
    *, reader: Reader, asked: Comparing, article: str, memory: GoneMemory
) -> list[Altered]:
    """What lies in ``article`` and differs, and the article itself where it does."""
    before, after = (
        {each.obj: each for each in _states(reader, asked.viewer, article, name, memory)}
        for name in (asked.first, asked.second)
    )
    found: list[Altered] = []
    for obj in sorted({*before, *after}):
        here = Altered(before.get(obj), after.get(obj))
        old, new = here.before, here.after
        same = old is not None and new is not None and old.fields == new.fields
        if not same and here.now.kind not in UNCOUNTED:
            found.append(here)
    return found


def records_outside(
    *,
    reader: Reader,
    asked: Comparing,
    most: int,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Altered]:
    """What differs and lies in no article, at most so many of each kind and sort."""
    sees = seen_by(reader, asked.viewer)
    heads = (heads_of(reader, asked.first), heads_of(reader, asked.second))
    found: list[Altered] = []
    counts: Counter[tuple[str, Sort]] = Counter()
    for old, new in reader.released.differing(*heads):
        if cancelled():
            break
        here = Altered(old, new)
        if article_of(here.now) or here.now.kind in UNCOUNTED:
            continue
        if not sees(here.now):
            continue
        counts[here.now.kind, here.sort] += 1
        if counts[here.now.kind, here.sort] <= most:
            found.append(here)
    return found


@dataclass(frozen=True, slots=True)
class Holding:
    """What a release holds: kind → how many, and its first article as lines of a native export,
    None for lines left out; ``title`` is the article's."""

    counts: dict[str, int]
    title: str = ""
    lines: tuple[str | None, ...] = ()


def held_by(
    *, reader: Reader, viewer: Viewer, name: str, shown: frozenset[str], memory: GoneMemory
) -> Holding:
    """What the release ``name`` holds; :data:`~juseok.services.interchange.releases.NOW`: what
    one that is made now would hold (to who works blind: how many articles).

    ``shown``: the layers whose annotations may be on screen.  Raises ``KnownError`` where there is
    no such release, and ``ProjectError`` where a part of it is not here.
    """
    heads = heads_of(reader, name)
    reader.released.check(heads)
    if name == NOW:
        held = reader.released.counts()
        told = (Kind.ARTICLE,) if reader.is_blind(viewer) else COUNTED
        counts = {kind.value: held[kind] for kind in told if held.get(kind)}
    else:
        frozen = find_named(reader.releases(), name)
        counts = {kind: int(count) for kind, count in frozen.counts if count.isdecimal()}
    seen = replace(viewer, visible_layers=viewer.visible_layers & shown)
    listed = reader.finding.listed()
    for at in range(0, len(listed.ids), _AT_ONCE):
        chunk = listed.ids[at : at + _AT_ONCE]
        live = {each.obj for each in reader.past.objects(seen, chunk, Within(heads)) if each.live}
        for number, article in enumerate(chunk, at):
            if article in live:
                states = _states(reader, seen, article, name, memory)
                text = reader.article(article).text
                lines = tuple(_lines(_items(states, text)))
                return Holding(counts, listed.titles[number], lines)
    return Holding(counts)


def _states(
    reader: Reader, viewer: Viewer, article: str, name: str, memory: GoneMemory
) -> list[ObjectState]:
    """The article itself and what lies in it, as far as it was live in the release ``name`` and
    may be seen."""
    then, sees = Within(heads_of(reader, name)), seen_by(reader, viewer)
    own = [each for each in reader.past.objects(viewer, [article], then) if each.live]
    inside = reader.past.states(viewer, article, then, memory)
    return [each for each in (*own, *inside) if sees(each)]


def _items(states: Iterable[ObjectState], text: str) -> Iterator[_Item]:
    """An article with where it was found and its zones, and everything else by itself."""
    objects = [NativeObject(each.obj, each.kind, each.fields) for each in states]
    zoning = next((each for each in objects if each.kind == Kind.ZONING), None)
    found = tuple(each for each in objects if each.kind == Kind.OCCURRENCE)
    for each in objects:
        if each.kind == Kind.ARTICLE:
            yield NativeArticle(each, text, found, zoning)
        elif each is not zoning and each.kind != Kind.OCCURRENCE:
            yield each


def _lines(items: Iterable[_Item]) -> Iterator[str | None]:
    """The lines of some of each kind, without the header, which is of a file."""
    counts: Counter[str] = Counter()
    kept: list[_Item] = []
    gaps: set[int] = set()
    for item in items:
        kind = kind_of(item)
        counts[kind] += 1
        if counts[kind] <= _SHOWN:
            kept.append(item)
        else:
            gaps.add(len(kept))
    for number, line in enumerate(NativeWriter().sample(kept, complete=False)):
        if number:
            yield line
        if number in gaps:
            yield None

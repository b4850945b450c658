"""Names that may be one: pairs to decide on, each with its reason and a place of both.

What a person decides is an operation like any other: two entities are joined, a name is added, or
the two are said to be two (:class:`~juseok.core.model.NotSame`), which keeps the pair from coming
back: after a restart, in a copy, and where files are merged.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Entity, Kind, NotSame, Viewer
from juseok.core.ops import CREATE, Action, Change, Json
from juseok.core.spans import Span
from juseok.lang.name_kin import BY_NAME_ALONE, Named, kin
from juseok.services.bulk.kwic import Row, row_of
from juseok.services.edits import elide, label
from juseok.services.entities.alias_facts import Facts, hints_of, read_facts
from juseok.services.entities.entities import add_alias
from juseok.services.entities.index import EntityIndex, name_key
from juseok.services.entities.known_names import what_is_settled
from juseok.store.reader import Reader
from juseok.store.texts import HeldText

LIMIT: Final = 300
"""How many pairs are told at once: more than anybody decides on in one go."""

_SCORES: Final = {
    "bracket": 0.95, "same": 0.92, "title": 0.9, "spacing": 0.88, "affiliation": 0.85,
    "initials": 0.8, "spelling": 0.7, "inside": 0.6, "letters": 0.5,
}  # fmt: skip
_ARTICLES: Final = 100


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: an entity that is called ``name`` (None: only a name, in a text).

    ``uses``: how many own mentions it has; ``row``: one place of it, None where there is none.
    """

    name: str
    entity: Entity | None = None
    uses: int = 0
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """``other`` may be the same as ``one``, which has an entity and is the more used."""

    id: str
    one: Side
    other: Side
    reason: Message
    score: float

    @property
    def type(self) -> str:
        return self.one.entity.type if self.one.entity is not None else ""


def apart_id(one: str, other: str, name: str = "") -> str:
    """The id of the decision that two entities (or an entity and a name) are two.

    The same wherever it is decided, so that two people who decide it make one object.
    """
    low, high = sorted((one, other)) if other else (one, "")
    return derived_id("not_same", low, high, name)


def keep_apart(*, register_layer: str, pair: Pair) -> Action:
    """Decide that the two of ``pair`` are not the same; it does not come back."""
    told = label("entity.apart", name=elide(pair.one.name), other=elide(pair.other.name))
    return Action(told, (_apart(register_layer, pair),))


def take_alias(*, register_layer: str, pair: Pair) -> Action | None:
    """Have the one go by the other's name, too; where that is an entity, the two stay two."""
    assert pair.one.entity is not None
    action = add_alias(entity=pair.one.entity, alias=pair.other.name)
    if action is None or pair.other.entity is None:
        return action
    return replace(action, changes=(*action.changes, _apart(register_layer, pair)))


def _apart(register_layer: str, pair: Pair) -> Change:
    assert pair.one.entity is not None
    one, other = pair.one.entity.id, pair.other.entity.id if pair.other.entity else ""
    body: dict[str, Json] = {"layer": register_layer}
    if other:
        body["a"], body["b"] = min(one, other), max(one, other)
        return Change(apart_id(one, other), Kind.NOT_SAME, CREATE, body)
    name = name_key(pair.other.name)
    body |= {"a": one, "name": name}
    return Change(apart_id(one, "", name), Kind.NOT_SAME, CREATE, body)


def pairs_to_decide(
    *,
    reader: Reader,
    viewer: Viewer,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[Pair, ...]:
    """The likeliest pairs of the project, the surest first.  In a thread that may read.

    Only what is settled and one's own is read; types that differ are no pair, and persons
    are one for what a text says of them, never by name alone.
    """
    allowed = what_is_settled(reader, viewer)
    index = EntityIndex.read(reader, allowed)
    facts = read_facts(reader, allowed, index, cancelled)
    found = _Pairs(index, facts, reader.not_same(allowed))
    ranked = sorted(found.hints(), key=lambda each: each.rank)[:LIMIT]
    return () if cancelled() else tuple(_with_places(reader, allowed, index, facts, ranked))


@dataclass(frozen=True, slots=True)
class _Found:
    """Two groups (or a group and the name at ``other_at``), and where both are to be seen."""

    sort: str
    one: str
    other: str
    names: tuple[str, str]
    reason: Message
    articles: tuple[str, str]
    spans: tuple[Span | None, Span | None] = (None, None)
    uses: int = 0

    @property
    def rank(self) -> tuple[float, int, str, str]:
        return -_SCORES[self.sort], -self.uses, self.names[0], self.one


class _Pairs:
    """What the texts join, then what the names do; each two once, the surest reason."""

    def __init__(self, index: EntityIndex, facts: Facts, decided: Iterable[NotSame]) -> None:
        self._index, self._facts = index, facts
        self._apart = {(each.a, each.b or each.name) for each in decided}
        self._seen: dict[tuple[str, str], _Found] = {}

    def hints(self) -> list[_Found]:
        for found in (*self._by_texts(), *self._by_names()):
            low, high = sorted((found.one, found.other or found.names[1]))
            known = self._seen.get((low, high))
            if known is None or _SCORES[known.sort] < _SCORES[found.sort]:
                self._seen[low, high] = found
        return [each for each in self._seen.values() if not self._decided(each)]

    def _decided(self, found: _Found) -> bool:
        ones = self._index.members(found.one)
        others = self._index.members(found.other) if found.other else (name_key(found.names[1]),)
        return any(
            (one, other) in self._apart or (other, one) in self._apart
            for one in ones
            for other in others
        )

    def _by_texts(self) -> Iterator[_Found]:
        for hint in hints_of(self._facts).values():
            one, other = self._index.entity(hint.one), self._index.entity(hint.other)
            if one is None or (hint.other and (other is None or other.type != one.type)):
                continue
            names = (one.name, other.name if other is not None else hint.other_at.quote)
            yield self._found(
                hint.sort, hint.one, hint.other, names,
                Message(f"aliases.{hint.sort}", name=elide(hint.one_at.quote),
                        alias=elide(hint.other_at.quote), words=elide(hint.words)),
                (hint.article, hint.article), (hint.one_at, hint.other_at),
            )  # fmt: skip

    def _by_names(self) -> Iterator[_Found]:
        """Of a sort that is no proof by itself only those who stand in one article."""
        for each in kin(list(self._named())):
            one, other = each.one.owner, each.other.owner
            both = self._facts.together(one, other)
            if not both and each.sort not in BY_NAME_ALONE:
                continue
            entities = self._index.entity(one), self._index.entity(other)
            if entities[0] is None or entities[1] is None:
                continue
            reason = Message(
                f"aliases.{each.sort}", name=elide(each.one.text), alias=elide(each.other.text),
                count=each.by,
            )  # fmt: skip
            places = (both, both) if both else (self._facts.any_of(one), self._facts.any_of(other))
            names = (entities[0].name, entities[1].name)
            yield self._found(each.sort, one, other, names, reason, places)

    def _named(self) -> Iterator[Named]:
        for entity in self._index:
            owner = self._index.representative(entity.id)
            for name in (entity.name, *entity.aliases):
                yield Named(name, entity.type, owner)

    def _found(
        self, sort: str, one: str, other: str, names: tuple[str, str], reason: Message,
        articles: tuple[str, str], spans: tuple[Span | None, Span | None] = (None, None),
    ) -> _Found:  # fmt: skip
        """With the more used one first."""
        uses = self._facts.uses
        total = uses[one] + (uses[other] if other else 0)
        if other and uses[other] > uses[one]:
            one, other, names = other, one, (names[1], names[0])
            articles, spans = (articles[1], articles[0]), (spans[1], spans[0])
        return _Found(sort, one, other, names, reason, articles, spans, total)


def _with_places(
    reader: Reader, viewer: Viewer, index: EntityIndex, facts: Facts, found: Sequence[_Found]
) -> Iterator[Pair]:
    """The pairs with a line for each side; texts are read once, some at a time."""
    wanted = sorted({article for each in found for article in each.articles if article})
    texts: dict[str, HeldText] = {}
    for at in range(0, len(wanted), _ARTICLES):
        part = reader.texts_holding(viewer, (), wanted[at : at + _ARTICLES])
        texts.update((text.article, text) for text in part)
    for each in found:
        one, other = index.entity(each.one), index.entity(each.other)
        if one is None:
            continue
        rows = tuple(
            _row(texts.get(article), span, index.members(group) if group else ())
            for group, article, span in zip(
                (each.one, each.other), each.articles, each.spans, strict=True
            )
        )
        yield Pair(
            apart_id(each.one, each.other, "" if each.other else name_key(each.names[1])),
            Side(one.name, one, facts.uses[each.one], rows[0]),
            Side(each.names[1], other, facts.uses[each.other] if other else 0, rows[1]),
            each.reason,
            _SCORES[each.sort],
        )


def _row(text: HeldText | None, span: Span | None, group: Sequence[str]) -> Row | None:
    """The place ``span``, else the first mention of ``group``."""
    if text is None:
        return None
    if span is not None and text.text[span.start : span.end] == span.quote:
        return row_of(text, span)
    held = next((each for each in text.mentions if each.entity in group), None)
    return row_of(text, held.spans[0], record=held) if held is not None else None

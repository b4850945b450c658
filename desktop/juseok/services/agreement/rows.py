"""From rows of the file to the arrays in which annotations are compared."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
import numpy as np

from juseok.core.agreement_count import Chunk
from juseok.core.agreement_edges import Edges
from juseok.core.agreement_match import Flags, Ints, Marks, Parts
from juseok.core.agreement_plan import CLAIM_FIELDS, Asked, Plan
from juseok.core.brief import EVERYTHING, Brief
from juseok.core.model import ATTRIBUTE_PREFIX, Kind, Zone
from juseok.store.comparing import BETWEEN, Bunch, Listed

_OPEN: Final = "open"
_GIVEN: Final = "given"
_FIELDS: Final = attrgetter(*CLAIM_FIELDS)
_ATTRIBUTE: Final = f'"{ATTRIBUTE_PREFIX}'.encode()


class Span(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A span as it stands in the file; half-open, in code points."""

    start: int
    end: int
    quote: str


_Chosen: TypeAlias = tuple[str | bool | None, str] | None
"""The value of an attribute as it stands in the file, and how it came."""
Numbers: TypeAlias = Callable[[Sequence[str]], Mapping[str, int]]


@dataclass(frozen=True)
class Known:
    """What holds for the whole project: the plan, and what its numbers stand for.

    ``who``: person by the number of a layer.  ``root``: of entities that were joined, the one
    that stands for them.  ``symmetric``: types of relationships.
    """

    plan: Plan
    who: Mapping[int, int]
    kinds: Mapping[Kind, int | None]
    root: Mapping[int, int]
    symmetric: frozenset[str]
    brief: Brief = EVERYTHING


Zones: TypeAlias = Mapping[int, Sequence[Zone]]
"""Zones by the number of an article."""


class Read(NamedTuple):
    """A chunk, and the numbers of its mentions and claims by their places."""

    chunk: Chunk
    mentions: list[int]
    claims: list[int]


@dataclass(frozen=True)
class _Kept:
    """The annotations of one kind that count: the number, entity, article and person of each.

    ``texts`` and ``fields``: what is said, as it stands in the file and decoded, each thing once;
    ``said``: which of these each annotation says.  Ten people mostly say the same.
    """

    objects: Ints
    entity: Ints
    article: Ints
    who: Ints
    said: Ints
    texts: list[bytes]
    fields: list[Any]

    def only(self, kept: Flags) -> "_Kept":
        if kept.all():
            return self
        return _Kept(
            self.objects[kept], self.entity[kept], self.article[kept], self.who[kept],
            self.said[kept], self.texts, self.fields,
        )  # fmt: skip


class Rows:
    """Turns rows into chunks; knows how each kind is written."""

    def __init__(self, known: Known) -> None:
        self._known = known
        plan = known.plan
        self._who = np.full(max(known.who, default=-1) + 2, -1, np.int64)
        self._who[list(known.who)] = list(known.who.values())
        self._types = {name: number for number, name in enumerate(plan.types)}
        self._edge_types = {name: number for number, name in enumerate(plan.relationships)}
        self._asked = {
            on: [_Codes(asked) for asked in plan.attributes_on(on)]
            for on in ("mention", "claim", "relationship")
        }
        spans = ("spans", list[Span], [])
        fields = [(name, list[Span] if name == "cue" else list[list[Any]], [])
                  for name in CLAIM_FIELDS]  # fmt: skip
        ends = [("type", str, ""), ("head", str, ""), ("tail", str, "")]
        self._decode = {
            Kind.MENTION: _decoder("mention", plan, [("type", str, ""), spans]),
            Kind.CLAIM: _decoder(
                "claim", plan,
                [("content", list[Span], []), ("source_state", str, _OPEN), *fields],
            ),
            Kind.RELATIONSHIP: _decoder("relationship", plan, ends),
        }  # fmt: skip

    def read(
        self,
        articles: Sequence[Listed],
        present: Mapping[str, Flags],
        bunches: Sequence[Bunch],
        numbers: Numbers,
        zones: Zones,
    ) -> Read:
        """The annotations in ``bunches`` of those who are ``present``, if they are asked for.

        An edge is asked for where its ends are.
        """
        places = {each.number: place for place, each in enumerate(articles)}
        mentions = self._kept(Kind.MENTION, bunches, places, present["mentions"], zones)
        claims = self._kept(Kind.CLAIM, bunches, places, present["claims"], zones)
        edges = self._kept(Kind.RELATIONSHIP, bunches, places, present["relationships"], zones)
        known = numbers(sorted(_named(claims.fields, edges.fields)))
        at = dict(zip(mentions.objects.tolist(), range(len(mentions.said)), strict=True))
        types, other = self._types, len(self._known.plan.types) - 1
        spans = [each.spans for each in mentions.fields]
        quotes = [each[0].quote if each else "" for each in spans]
        joined, edge_values = self._edges(edges, at, known)
        fields = _Fields(self._known, known, at, (spans, mentions.said)).codes(claims.fields)
        chunk = Chunk(
            length=_ints([each.length for each in articles]),
            present=present,
            mentions=_marks(
                mentions, spans, [types.get(each.type, other) for each in mentions.fields]
            ),
            entity=mentions.entity,
            quotes=[quotes[number] for number in mentions.said.tolist()],
            claims=_marks(claims, [each.content for each in claims.fields],
                          [0] * len(claims.fields)),
            fields=fields[claims.said],
            edges=joined,
            values={
                "mention": self._values("mention", mentions),
                "claim": self._values("claim", claims),
                "relationship": edge_values,
            },
        )  # fmt: skip
        return Read(chunk, mentions.objects.tolist(), claims.objects.tolist())

    def _kept(
        self, kind: Kind, bunches: Sequence[Bunch], places: Mapping[int, int], present: Flags,
        zones: Zones,
    ) -> _Kept:  # fmt: skip
        known = self._known
        own = [each for each in bunches if each.kind == known.kinds[kind]]
        layer = _decimals([each.layers for each in own])
        entity = _decimals([each.entities for each in own])
        if known.root:
            entity = _ints([known.root.get(each, each) for each in entity.tolist()])
        said, texts = _once(BETWEEN.join([each.fields for each in own]), len(layer))
        fields = self._decode[kind](b"[" + b",".join(texts) + b"]")
        found = _Kept(
            _decimals([each.numbers for each in own]), entity,
            np.repeat(_ints([places[each.article] for each in own]),
                      _ints([each.size for each in own])),
            self._who[np.minimum(layer, len(self._who) - 1)], said, texts, fields,
        )  # fmt: skip
        kept = (found.who >= 0) & present[found.article, found.who]
        if kind != Kind.RELATIONSHIP:  # what has no words is nowhere
            words = attrgetter("spans" if kind == Kind.MENTION else "content")
            kept &= np.array([bool(each) for each in map(words, fields)], np.bool_)[found.said]
            if known.brief.types or known.brief.zones:
                number = dict(zip(places.values(), places, strict=True))
                asked = (
                    self._is_asked(kind, fields[each], words(fields[each]),
                                   zones.get(number[article], ()))
                    for each, article in zip(said.tolist(), found.article.tolist(), strict=True)
                )  # fmt: skip
                kept &= np.fromiter(asked, np.bool_, len(said))
        return found.only(kept)

    def _is_asked(
        self, kind: Kind, fields: Any, spans: Sequence[Span], zones: Sequence[Zone]
    ) -> bool:
        brief = self._known.brief
        if kind == Kind.MENTION and brief.types and fields.type not in brief.types:
            return False
        return not spans or brief.has_place(spans[0].start, zones)

    def _values(self, on: str, kept: _Kept) -> Ints:
        """Annotation × attribute, column by column: each value is looked at once."""
        asked = self._asked[on]
        table = np.full((len(kept.fields), len(asked)), -1, np.int64)
        places = [place for place, text in enumerate(kept.texts) if _ATTRIBUTE in text]
        fields = [kept.fields[place] for place in places]
        for column, codes in enumerate(asked):
            table[places, column] = [codes[raw] for raw in map(attrgetter(f"a{column}"), fields)]
        return table[kept.said]

    def _edges(
        self, kept: _Kept, at: Mapping[int, int], known: Mapping[str, int]
    ) -> tuple[Edges, Ints]:
        fields, said = kept.fields, kept.said
        head = _ints([at.get(known.get(each.head, -1), -1) for each in fields])[said]
        tail = _ints([at.get(known.get(each.tail, -1), -1) for each in fields])[said]
        kinds = self._edge_types
        kind = _ints([kinds.setdefault(each.type, len(kinds)) for each in fields])[said]
        symmetric = self._known.symmetric
        either = np.array([each.type in symmetric for each in fields], np.bool_)[said]
        whole = (head >= 0) & (tail >= 0)
        edges = Edges(*(each[whole] for each in (kept.article, kept.who, kind, head, tail)),
                      symmetric=either[whole])  # fmt: skip
        return edges, self._values("relationship", kept)[whole]


class _Fields:
    """The fields of claims as numbers: the same number for whoever says the same."""

    def __init__(
        self, known: Known, numbers: Mapping[str, int], at: Mapping[int, int],
        mentions: tuple[Sequence[Sequence[Span]], Ints],
    ) -> None:  # fmt: skip
        self._root, self._numbers, self._at = known.root, numbers, at
        self._spans, self._said_by = mentions
        self._codes: dict[object, int] = {}

    def codes(self, claims: Sequence[Any]) -> Ints:
        """Claim × field; 0 where there is nothing."""
        table = np.zeros((len(claims), len(CLAIM_FIELDS)), np.int64)
        for place, claim in enumerate(claims):
            given = _FIELDS(claim)
            if not any(given) and claim.source_state in (_OPEN, _GIVEN):
                continue
            for column, refs in enumerate(given):
                name = CLAIM_FIELDS[column]
                if refs:
                    said = _places(refs) if name == "cue" else self._said(refs)
                    table[place, column] = self._code(name, said)
                elif name == "source" and claim.source_state not in (_OPEN, _GIVEN):
                    table[place, column] = self._code(name, claim.source_state)
        return table

    def _code(self, name: str, said: object) -> int:
        return self._codes.setdefault((name, said), len(self._codes) + 1)

    def _said(self, refs: Sequence[Any]) -> object:
        """Places, of mentions as well; else entities."""
        found: set[object] = set()
        for ref in refs:
            number = self._numbers.get(ref[1]) if ref[0] != "span" else None
            if ref[0] == "span":
                found.add((ref[1], ref[2]))
            elif number is not None and number in self._at:
                found.update(_places(self._spans[self._said_by[self._at[number]]]))
            else:
                found.add(ref[1] if number is None else self._root.get(number, number))
        return frozenset(found)


def _places(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)


def _named(claims: Sequence[Any], edges: Sequence[Any]) -> set[str]:
    """The ids that claims and relationships refer to."""
    found = {each.head for each in edges}
    found.update(each.tail for each in edges)
    for claim in claims:
        for refs in _FIELDS(claim)[1:]:
            if refs:
                found.update(ref[1] for ref in refs if ref[0] != "span")
    return found


def _decimals(texts: Sequence[str]) -> Ints:
    """Numbers that are written with commas between."""
    return np.fromstring(",".join(texts), np.int64, sep=",") if texts else _ints([])


def _once(joined: bytes, count: int) -> tuple[Ints, list[bytes]]:
    """Which text each of ``count`` annotations has, and every text once."""
    number: dict[bytes, int] = defaultdict(itertools.count().__next__)
    written = joined.split(BETWEEN) if count else []
    said = np.fromiter(map(number.__getitem__, written), np.int64, count)
    return said, list(number)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _marks(kept: _Kept, spans: Sequence[Sequence[Span]], kinds: Sequence[int]) -> Marks:
    """``spans`` and ``kinds`` of what is said, each thing once."""
    start = _ints([each[0].start if each else 0 for each in spans])
    end = _ints([each[-1].end if each else 0 for each in spans])
    size = end - start
    broken = [number for number, each in enumerate(spans) if len(each) > 1]
    for number in broken:
        size[number] = sum(one.end - one.start for one in spans[number])
    said = kept.said
    parts: dict[int, Parts] = {}
    if broken:
        parts = {place: _places(spans[said[place]])
                 for place in np.flatnonzero(np.isin(said, broken)).tolist()}  # fmt: skip
    return Marks(kept.article, kept.who, start[said], end[said], size[said], _ints(kinds)[said],
                 parts)  # fmt: skip


def _decoder(
    on: str, plan: Plan, fields: Sequence[tuple[str, Any, Any]]
) -> Callable[[bytes], list[Any]]:
    """Reads a list of registers into structs with the attributes of ``on`` as ``a0``, ``a1`` …"""
    asked = plan.attributes_on(on)
    shape = msgspec.defstruct(
        on,
        [(name, kind, msgspec.field(default_factory=list) if given == [] else given)
         for name, kind, given in fields]
        + [(f"a{n}", _Chosen, None) for n in range(len(asked))],
        gc=False,
        rename={f"a{n}": f"@{each.id}" for n, each in enumerate(asked)},
    )  # fmt: skip
    return msgspec.json.Decoder(list[shape]).decode


class _Codes(dict[Any, int]):
    """From ``(value, how)`` to the number of the value; -1 where nobody chose one.

    What was never touched is there because a form put it there, and shows nothing.
    """

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._values: dict[object, int] = {value: n for n, value in enumerate(asked.values)}
        self._any = not asked.values

    def __missing__(self, raw: Any) -> int:
        self[raw] = number = self._number(raw)
        return number

    def _number(self, raw: Any) -> int:
        match raw:
            case None | (None | "", _) | (_, "default"):
                return -1
            case (value, _):
                if self._any:
                    return self._values.setdefault(value, len(self._values))
                return self._values.get(value, -1)
            case _:
                return -1

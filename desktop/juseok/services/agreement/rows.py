"""From rows of the file to the arrays in which annotations are compared."""

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
from juseok.store.comparing import Listed, Row

_OPEN: Final = "open"
_GIVEN: Final = "given"
_FIELDS: Final = attrgetter(*CLAIM_FIELDS)
_ATTRIBUTE: Final = f'"{ATTRIBUTE_PREFIX}'

Span: TypeAlias = tuple[int, int, str]
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
    texts: list[str]
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
        self._types = {name: number for number, name in enumerate(plan.types)}
        self._edge_types = {name: number for number, name in enumerate(plan.relationships)}
        self._asked = {
            on: [_Codes(asked) for asked in plan.attributes_on(on)]
            for on in ("mention", "claim", "relationship")
        }
        spans = ("spans", list[Span], [])
        fields = [(name, list[list[Any]], []) for name in CLAIM_FIELDS]
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
        rows: Sequence[Row],
        numbers: Numbers,
        zones: Zones,
    ) -> Read:
        """The annotations in ``rows`` of those who are ``present``, as far as they are asked for.

        An edge is asked for where its ends are.
        """
        places = {each.number: place for place, each in enumerate(articles)}
        mentions = self._kept(Kind.MENTION, rows, places, present["mentions"], zones)
        claims = self._kept(Kind.CLAIM, rows, places, present["claims"], zones)
        edges = self._kept(Kind.RELATIONSHIP, rows, places, present["relationships"], zones)
        known = numbers(sorted(_named(claims.fields, edges.fields)))
        at = dict(zip(mentions.objects.tolist(), range(len(mentions.said)), strict=True))
        types, other = self._types, len(self._known.plan.types) - 1
        spans = [each.spans for each in mentions.fields]
        quotes = [each[0][2] if each else "" for each in spans]
        of_mentions = [spans[number] for number in mentions.said.tolist()]
        joined, edge_values = self._edges(edges, at, known)
        fields = _Fields(self._known, known, at, of_mentions).codes(claims.fields)
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
        self, kind: Kind, rows: Sequence[Row], places: Mapping[int, int], present: Flags,
        zones: Zones,
    ) -> _Kept:  # fmt: skip
        number, who = self._known.kinds[kind], self._known.who
        here = [row for row in rows if row[1] == number and row[2] in who]
        written = [row[5] for row in here]
        texts = list(dict.fromkeys(written))
        once = dict(zip(texts, range(len(texts)), strict=True))
        fields = self._decode[kind]("[" + ",".join(texts) + "]")
        root = self._known.root
        found = _Kept(
            _ints([row[0] for row in here]),
            _ints([-1 if row[4] is None else root.get(row[4], row[4]) for row in here]),
            _ints([places[row[3]] for row in here]),
            _ints([who[row[2]] for row in here]),
            _ints(list(map(once.__getitem__, written))),
            texts,
            fields,
        )
        kept = present[found.article, found.who]
        if kind != Kind.RELATIONSHIP:  # what has no words is nowhere
            words = attrgetter("spans" if kind == Kind.MENTION else "content")
            kept = (
                kept & np.array([bool(each) for each in map(words, fields)], np.bool_)[found.said]
            )
            if self._known.brief.types or self._known.brief.zones:
                asked = (
                    self._is_asked(kind, fields[said], words(fields[said]), zones.get(row[3], ()))
                    for said, row in zip(found.said.tolist(), here, strict=True)
                )
                kept = kept & np.fromiter(asked, np.bool_, len(here))
        return found.only(kept)

    def _is_asked(
        self, kind: Kind, fields: Any, spans: Sequence[Span], zones: Sequence[Zone]
    ) -> bool:
        brief = self._known.brief
        if kind == Kind.MENTION and brief.types and fields.type not in brief.types:
            return False
        return not spans or brief.has_place(spans[0][0], zones)

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
        spans: Sequence[Sequence[Span]],
    ) -> None:  # fmt: skip
        self._root, self._numbers, self._at, self._spans = known.root, numbers, at, spans
        self._codes: dict[object, int] = {}

    def codes(self, claims: Sequence[Any]) -> Ints:
        """Claim × field; 0 where there is nothing."""
        table = np.zeros((len(claims), len(CLAIM_FIELDS)), np.int64)
        for place, claim in enumerate(claims):
            for column, refs in enumerate(_FIELDS(claim)):
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
                found.update(_places(self._spans[self._at[number]]))
            else:
                found.add(ref[1] if number is None else self._root.get(number, number))
        return frozenset(found)


def _places(spans: Sequence[Any]) -> tuple[tuple[int, int], ...]:
    return tuple((span[0], span[1]) for span in spans)


def _named(claims: Sequence[Any], edges: Sequence[Any]) -> set[str]:
    """The ids that claims and relationships refer to."""
    found = {each.head for each in edges}
    found.update(each.tail for each in edges)
    for claim in claims:
        for refs in _FIELDS(claim)[1:]:
            if refs:
                found.update(ref[1] for ref in refs if ref[0] != "span")
    return found


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _marks(kept: _Kept, spans: Sequence[Sequence[Span]], kinds: Sequence[int]) -> Marks:
    """``spans`` and ``kinds`` of what is said, each thing once."""
    start = _ints([each[0][0] if each else 0 for each in spans])
    end = _ints([each[-1][1] if each else 0 for each in spans])
    size = end - start
    broken = [number for number, each in enumerate(spans) if len(each) > 1]
    for number in broken:
        size[number] = sum(one[1] - one[0] for one in spans[number])
    said = kept.said
    parts: dict[int, Parts] = {}
    if broken:
        parts = {place: _places(spans[said[place]])
                 for place in np.flatnonzero(np.isin(said, broken)).tolist()}  # fmt: skip
    return Marks(kept.article, kept.who, start[said], end[said], size[said], _ints(kinds)[said],
                 parts)  # fmt: skip


def _decoder(
    on: str, plan: Plan, fields: Sequence[tuple[str, Any, Any]]
) -> Callable[[str], list[Any]]:
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

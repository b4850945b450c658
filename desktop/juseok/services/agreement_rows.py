"""From rows of the file to the arrays in which annotations are compared."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import numpy as np

from juseok.core.agreement_count import Chunk, Edges
from juseok.core.agreement_match import Flags, Ints, Marks, Parts
from juseok.core.agreement_plan import CLAIM_FIELDS, Asked, Plan
from juseok.core.model import Kind
from juseok.store.comparing import Listed, Row

_DEFAULT: Final = "default"
_OPEN: Final = "open"

Span = tuple[int, int, str]


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


@dataclass
class _Marked:
    """Annotations as they are gathered."""

    article: list[int] = field(default_factory=list[int])
    who: list[int] = field(default_factory=list[int])
    start: list[int] = field(default_factory=list[int])
    end: list[int] = field(default_factory=list[int])
    size: list[int] = field(default_factory=list[int])
    type: list[int] = field(default_factory=list[int])
    parts: dict[int, Parts] = field(default_factory=dict[int, Parts])

    def add(self, article: int, who: int, spans: Sequence[Span], kind: int) -> None:
        start, end = spans[0][0], spans[-1][1]
        size = end - start
        if len(spans) > 1:
            self.parts[len(self.start)] = tuple((one[0], one[1]) for one in spans)
            size = sum(one[1] - one[0] for one in spans)
        self.article.append(article)
        self.who.append(who)
        self.start.append(start)
        self.end.append(end)
        self.size.append(size)
        self.type.append(kind)

    def marks(self) -> Marks:
        return Marks(
            _ints(self.article), _ints(self.who), _ints(self.start), _ints(self.end),
            _ints(self.size), _ints(self.type), self.parts,
        )  # fmt: skip


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _table(rows: Sequence[Sequence[int]], width: int) -> Ints:
    return np.array(rows, np.int64).reshape(len(rows), width)


class Rows:
    """Turns rows into chunks; knows how each kind is written."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._types = {name: number for number, name in enumerate(known.plan.types)}
        self._other = len(known.plan.types) - 1
        self._links: dict[str, int] = {}
        self._asked = {
            on: [_reader(asked) for asked in known.plan.attributes_on(on)]
            for on in ("mention", "claim", "relationship")
        }
        plan = known.plan
        self.read_mention = _decoder(
            "mention", plan, [("type", str, ""), ("spans", list[Span], [])]
        )
        self.read_claim = _decoder(
            "claim", plan,
            [("content", list[Span], []), ("source_state", str, _OPEN),
             *((name, list[list[Any]], []) for name in CLAIM_FIELDS)],
        )  # fmt: skip
        self.read_edge = _decoder(
            "relationship", plan, [("type", str, ""), ("head", str, ""), ("tail", str, "")]
        )

    def chunk(
        self,
        articles: Sequence[Listed],
        present: Mapping[str, Flags],
        rows: Sequence[Row],
        numbers: Callable[[Sequence[str]], Mapping[str, int]],
    ) -> tuple[Chunk, list[int], list[int]]:
        """The chunk, and the numbers of its mentions and claims by their places."""
        gathered = _Gathered(self, {each.number: n for n, each in enumerate(articles)}, present)
        by_kind = {number: kind for kind, number in self.known.kinds.items() if number is not None}
        later: list[tuple[Kind, Row]] = []
        for row in rows:
            kind = by_kind[row.kind]
            if kind == Kind.MENTION:
                gathered.mention(row)
            else:
                later.append((kind, row))
        gathered.others(later, numbers)
        return gathered.chunk([each.length for each in articles])

    def values(self, on: str, row: Any) -> list[int]:
        return [read(getattr(row, f"a{n}")) for n, read in enumerate(self._asked[on])]

    def type(self, name: str) -> int:
        return self._types.get(name, self._other)

    def link_type(self, name: str) -> int:
        """A number for a type of relationship, the same all along."""
        return self._links.setdefault(name, len(self._links))


class _Gathered:
    """One chunk while its rows come in."""

    def __init__(self, rows: Rows, places: Mapping[int, int], present: Mapping[str, Flags]) -> None:
        self._rows, self._known = rows, rows.known
        self._places, self._present = places, present
        self._mentions, self._claims = _Marked(), _Marked()
        self._entity: list[int] = []
        self._quotes: list[str] = []
        self._mention_at: dict[int, int] = {}
        self._mention_spans: dict[int, Parts] = {}
        self._claim_at: list[int] = []
        self._fields: list[list[int]] = []
        self._codes: dict[object, int] = {}
        self._values: dict[str, list[list[int]]] = {"mention": [], "claim": [], "relationship": []}
        self._edges: list[tuple[int, int, int, int, int, bool]] = []

    def _where(self, row: Row, part: str) -> tuple[int, int] | None:
        """Article and person, if that person has done this part of the article."""
        article, who = self._places.get(row.article), self._known.who.get(row.layer)
        if article is None or who is None or not self._present[part][article, who]:
            return None
        return article, who

    def mention(self, row: Row) -> None:
        where = self._where(row, "mentions")
        if where is None:
            return
        fields = self._rows.read_mention(row.fields)
        spans = fields.spans
        if not spans:
            return
        self._mention_at[row.obj] = len(self._entity)
        self._mention_spans[row.obj] = tuple((one[0], one[1]) for one in spans)
        self._mentions.add(*where, spans, self._rows.type(fields.type))
        entity = row.entity
        self._entity.append(-1 if entity is None else self._known.root.get(entity, entity))
        self._quotes.append(spans[0][2])
        self._values["mention"].append(self._rows.values("mention", fields))

    def others(
        self,
        rows: Sequence[tuple[Kind, Row]],
        numbers: Callable[[Sequence[str]], Mapping[str, int]],
    ) -> None:
        """Claims and relationships, which name mentions."""
        claims = [(row, self._rows.read_claim(row.fields)) for kind, row in rows
                  if kind == Kind.CLAIM]  # fmt: skip
        edges = [(row, self._rows.read_edge(row.fields)) for kind, row in rows
                 if kind == Kind.RELATIONSHIP]  # fmt: skip
        named = {end for _, edge in edges for end in (edge.head, edge.tail)}
        for _, claim in claims:
            for name in CLAIM_FIELDS[1:]:
                named.update(ref[1] for ref in getattr(claim, name) if ref[0] != "span")
        known = numbers(sorted(named))
        for row, claim in claims:
            self._claim(row, claim, known)
        for row, edge in edges:
            self._edge(row, edge, known)

    def _claim(self, row: Row, claim: Any, known: Mapping[str, int]) -> None:
        where = self._where(row, "claims")
        if where is None or not claim.content:
            return
        self._claims.add(*where, claim.content, 0)
        self._claim_at.append(row.obj)
        codes: list[int] = []
        for name in CLAIM_FIELDS:
            said: object = self._said(name, getattr(claim, name), known)
            if name == "source" and claim.source_state != _OPEN:
                said = (claim.source_state, said)
            codes.append(self._codes.setdefault((name, said), len(self._codes) + 1) if said else 0)
        self._fields.append(codes)
        self._values["claim"].append(self._rows.values("claim", claim))

    def _said(self, name: str, refs: Sequence[Any], known: Mapping[str, int]) -> object:
        """What a field says, the same for whoever says the same: places, and else entities."""
        if name == "cue":
            return tuple(sorted((span[0], span[1]) for span in refs))
        found: set[object] = set()
        for ref in refs:
            number = known.get(ref[1]) if ref[0] != "span" else None
            if ref[0] == "span":
                found.add((ref[1], ref[2]))
            elif number in self._mention_spans:
                found.update(self._mention_spans[number])
            else:
                found.add(self._known.root.get(number, number) if number is not None else ref[1])
        return tuple(sorted(found, key=repr))

    def _edge(self, row: Row, edge: Any, known: Mapping[str, int]) -> None:
        where = self._where(row, "relationships")
        head = self._mention_at.get(known.get(edge.head, -1))
        tail = self._mention_at.get(known.get(edge.tail, -1))
        if where is None or head is None or tail is None:
            return
        kind = self._rows.link_type(edge.type)
        self._edges.append((*where, kind, head, tail, edge.type in self._known.symmetric))
        self._values["relationship"].append(self._rows.values("relationship", edge))

    def chunk(self, lengths: Sequence[int]) -> tuple[Chunk, list[int], list[int]]:
        edges = _table(self._edges, 6)
        plan = self._known.plan
        chunk = Chunk(
            length=_ints(lengths),
            present=self._present,
            mentions=self._mentions.marks(),
            entity=_ints(self._entity),
            quotes=self._quotes,
            claims=self._claims.marks(),
            fields=_table(self._fields, len(CLAIM_FIELDS)),
            edges=_edges(edges),
            values={
                on: _table(rows, len(plan.attributes_on(on))) for on, rows in self._values.items()
            },
        )
        return chunk, list(self._mention_at), self._claim_at


def _edges(table: Ints) -> Edges:
    article, who, kind, head, tail, symmetric = table.T
    return Edges(article, who, kind, head, tail, symmetric.astype(np.bool_))


def _decoder(on: str, plan: Plan, fields: Sequence[tuple[str, Any, Any]]) -> Callable[[str], Any]:
    """Reads registers into a struct that has the attributes of ``on`` as ``a0``, ``a1`` …"""
    asked = plan.attributes_on(on)
    shape = msgspec.defstruct(
        on,
        [(name, kind, msgspec.field(default_factory=list) if given == [] else given)
         for name, kind, given in fields]
        + [(f"a{n}", Any, None) for n in range(len(asked))],
        rename={f"a{n}": f"@{each.id}" for n, each in enumerate(asked)},
    )  # fmt: skip
    return msgspec.json.Decoder(shape).decode


def _reader(asked: Asked) -> Callable[[Any], int]:
    """From ``[value, how]`` to the number of the value; -1 where nobody chose one.

    What was never touched is there because a form put it there, and shows nothing.
    """
    numbers: dict[object, int] = {value: n for n, value in enumerate(asked.values)}
    texts: dict[object, int] = {}

    def read(raw: Any) -> int:
        match raw:
            case [None | "", _] | None:
                return -1
            case [value, how] if how != _DEFAULT:
                if not asked.values:
                    return texts.setdefault(value, len(texts))
                return numbers.get(value, -1)
            case _:
                return -1

    return read

"""Documents as one graph: entities and claims are its nodes, and what joins them its edges.

A mention is a node only where it has no entity and something refers to it; its words are one where
they fill a role and are no mention.  All others count with their entity.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Attributes, Claim, Entity, Mention, Ref
from juseok.core.spans import prove
from juseok.formats.base import Report, ReportLine
from juseok.formats.document import ROLES, Document, Feature, Support, Way, role
from juseok.formats.wording import listed, words_of

FAMILY: Final = "graphs"
_REPORTED: Final = frozenset(
    {Feature.REMARKS, Feature.HOW, Feature.DERIVED, Feature.REJECTIONS, Feature.ZONES,
     Feature.SENTENCES}
)  # fmt: skip
_HELD: Final = frozenset(
    {Feature.ENTITIES, Feature.ALIASES, Feature.CLAIMS, Feature.ROLES, Feature.ENTITY_ROLES,
     Feature.NESTED_CLAIMS, Feature.CLAIM_LINKS, Feature.CROSS_LINKS, Feature.RELATIONSHIPS,
     Feature.PROVENANCE}
)  # fmt: skip
SUPPORT: Final[Support] = {
    each: Way.REPORTED if each in _REPORTED else Way.HELD if each in _HELD else Way.MAPPED
    for each in Feature
}
_OTHER: Final = (
    "id", "key", "networkx_key", "weight", "start", "end", "pid", "parents", "slices", "spells",
    "viz",
)  # fmt: skip
"""What networkx and GEXF have a meaning of their own for."""
_NODE: Final = frozenset({
    *_OTHER, "label", "kind", "type", "aliases", "kb_id", "mentions", "article", "title",
    "publisher", "published_at", "cue", "source_state", "provenance", "note",
})  # fmt: skip
_EDGE: Final = frozenset(
    {*_OTHER, "label", "kind", "type", "article", "evidence", "provenance", "note"}
)
_UUID: Final = (8, 4, 4, 4, 12)


@dataclass(frozen=True, slots=True)
class Node:
    """``kind``: entity, mention, words or claim."""

    id: str
    kind: str
    label: str
    data: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])


@dataclass(frozen=True, slots=True)
class Edge:
    """``kind``: relationship, role, claim_link or nested; ``label`` the type, or the role."""

    id: str
    head: str
    tail: str
    kind: str
    label: str
    data: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])


class Graph:
    """One graph of many documents, as a stream of its nodes and edges."""

    def __init__(self) -> None:
        self._entities: dict[str, Entity] = {}
        self._mentions: Counter[str] = Counter()
        self._claims: set[str] = set()
        self._waiting: list[Edge] = []
        self.unlinked = 0
        """Mentions that are in no part of the graph."""
        self.dangling = 0
        """Links of which one claim is not in the export."""

    def of(self, document: Document) -> Iterator[Node | Edge]:
        """What one article adds; raises ``SpanError`` where a span does not prove."""
        one = _Article(self, document)
        for entity in document.entities:
            self._entities.setdefault(entity.id, entity)
        for mention in document.annotations.mentions:
            prove(document.article.text, mention.spans)
            if mention.entity in one.entities:
                self._mentions[mention.entity] += 1
        yield from one.claims()
        yield from one.relationships()
        for link in one.links():
            self.wait(link)
        yield from one.nodes.values()
        self.unlinked += one.unlinked()

    def rest(self) -> Iterator[Node | Edge]:
        """What is only known at the end: entities with their counts, and links between claims."""
        for entity in self._entities.values():
            data: dict[str, str | int] = {
                "type": entity.type, "aliases": listed(entity.aliases), "kb_id": entity.kb_id,
                "mentions": self._mentions[entity.id], "note": entity.note,
                **_values(entity.attributes, _NODE),
            }  # fmt: skip
            yield Node(entity_node(entity.id), "entity", entity.name, _said(data))
        for edge in self._waiting:
            if {edge.head, edge.tail} <= self._claims:
                yield edge
            else:
                self.dangling += 1

    def report(self) -> Report:
        """What is not in the graph, beside features."""
        lines: list[ReportLine] = []
        if self.unlinked:
            lines.append(ReportLine(Message("graphs.unlinked", count=self.unlinked)))
        if self.dangling:
            lines.append(ReportLine(Message("graphs.dangling", count=self.dangling)))
        return Report(refused=tuple(lines))

    def claim(self, node: str) -> None:
        self._claims.add(node)

    def wait(self, edge: Edge) -> None:
        """An edge between two claims, of which one may come later, or not at all."""
        self._waiting.append(edge)


class _Article:
    """What one article adds to a graph."""

    def __init__(self, graph: Graph, document: Document) -> None:
        self._graph = graph
        self._document = document
        self._article = document.article.id
        self._by_id = {each.id: each for each in document.annotations.mentions}
        self.entities = {each.id: each for each in document.entities}
        self.nodes: dict[str, Node] = {}
        self._used: set[str] = set()

    def claims(self) -> Iterator[Node | Edge]:
        found = self._document
        text, meta = found.article.text, found.article.metadata
        for claim in found.annotations.claims:
            prove(text, claim.content)
            prove(text, claim.cue)
            data: dict[str, str | int] = {
                "article": self._article, "title": meta.title, "publisher": meta.publisher,
                "published_at": meta.published.iso or meta.published.raw,
                "cue": words_of(claim.cue) if claim.cue else "",
                "source_state": claim.source_state,
                "provenance": found.provenance.get(claim.id, ""), "note": claim.note,
                **_values(claim.attributes, _NODE),
            }  # fmt: skip
            node = node_id(self._article, claim.id)
            self._graph.claim(node)
            yield Node(node, "claim", words_of(claim.content), _said(data))
            yield from self._roles(claim, node)

    def _roles(self, claim: Claim, node: str) -> Iterator[Edge]:
        article: dict[str, str | int] = {"article": self._article}
        for name in ROLES:
            for number, ref in enumerate(role(claim, name), start=1):
                end = self._ref(ref, f"{claim.id}.{name}.{number}")
                if end:
                    yield Edge(f"{node}.{name}.{number}", node, end, "role", name, article)
        if claim.nested_in:
            outer = node_id(self._article, claim.nested_in)
            self._graph.wait(Edge(f"{node}.nested_in", node, outer, "nested", "nested_in", article))

    def relationships(self) -> Iterator[Edge]:
        for each in self._document.annotations.relationships:
            head, tail = self._end(each.head), self._end(each.tail)
            if not (head and tail):
                continue
            prove(self._document.article.text, each.evidence)
            data: dict[str, str | int] = {
                "article": self._article,
                "evidence": words_of(each.evidence) if each.evidence else "",
                "provenance": self._document.provenance.get(each.id, ""), "note": each.note,
                **_values(each.attributes, _EDGE),
            }  # fmt: skip
            node = node_id(self._article, each.id)
            yield Edge(node, head, tail, "relationship", each.type, _said(data))

    def links(self) -> Iterator[Edge]:
        for each in self._document.annotations.claim_links:
            data: dict[str, str | int] = {
                "article": self._article, "note": each.note,
                "provenance": self._document.provenance.get(each.id, ""),
            }  # fmt: skip
            head, tail = (node_id(self._article, end) for end in (each.head, each.tail))
            node = node_id(self._article, each.id)
            yield Edge(node, head, tail, "claim_link", each.type, _said(data))

    def unlinked(self) -> int:
        """Mentions that no node stands for."""
        known = (each for each in self._by_id.values() if each.entity not in self.entities)
        return sum(each.id not in self._used for each in known)

    def _ref(self, ref: Ref, name: str) -> str:
        """The node for what fills a role; empty where it is not known."""
        if ref.span is not None:
            prove(self._document.article.text, (ref.span,))
            node = f"{node_id(self._article, name)}"
            self.nodes[node] = Node(node, "words", ref.span.quote, {"article": self._article})
            return node
        if ref.sort == "entity":
            return entity_node(ref.id) if ref.id in self.entities else ""
        return self._end(ref.id)

    def _end(self, mention: str) -> str:
        found = self._by_id.get(mention)
        if found is None:
            return ""
        if found.entity in self.entities:
            return entity_node(found.entity)
        self._used.add(mention)
        node = node_id(self._article, mention)
        self.nodes.setdefault(node, self._mention(found, node))
        return node

    def _mention(self, mention: Mention, node: str) -> Node:
        data: dict[str, str | int] = {
            "type": mention.type, "mentions": 1, "article": self._article, "note": mention.note,
        }  # fmt: skip
        return Node(node, "mention", words_of(mention.spans), _said(data))


def entity_node(entity: str) -> str:
    """The id of an entity's node: a project knows it in all articles."""
    return entity if is_uuid(entity) else f"entity/{entity}"


def node_id(article: str, obj: str) -> str:
    """The id of a record's node: its own where no two articles share it."""
    return obj if is_uuid(obj) else f"{article[:16]}/{obj}"


def is_uuid(text: str) -> bool:
    parts = text.split("-")
    return tuple(map(len, parts)) == _UUID and all(each.isalnum() for each in parts)


def _values(attributes: Attributes, taken: frozenset[str]) -> dict[str, str | int]:
    """The values of attributes, those beyond the scheme too, under the names of their columns: one
    whose name is ``taken`` has ``@`` in front."""
    return {
        f"@{name}" if name in taken or name[:1] == "@" else name: (
            each.value if isinstance(each.value, str) else str(each.value).lower()
        )
        for name, each in attributes.items()
        if each.value is not None
    }


def _said(data: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in data.items() if value != ""}

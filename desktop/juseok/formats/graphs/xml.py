"""GraphML (http://graphml.graphdrawing.org) and GEXF 1.2 (https://gexf.net), written as a stream.

Nodes come before edges, so edges wait in a file beside.
"""

import re
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine
from juseok.formats.document import (
    About,
    Document,
    Feature,
    Support,
    features_of,
    kinds_of,
    losses,
)
from juseok.formats.graphs.graph import FAMILY, SUPPORT, Edge, Graph, Node

INTEGERS: Final = frozenset({"mentions"})
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SAMPLED: Final = 20


class Cleaner:
    """What XML 1.0 cannot hold becomes U+FFFD, and is counted."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, value: str | int) -> str:
        return escape(self._clean(str(value)))

    def quoted(self, value: str | int) -> str:
        """As an attribute: ``\\n`` and ``\\t`` survive only as references."""
        return quoteattr(self._clean(str(value)), {"\n": "&#10;", "\t": "&#9;"})

    def _clean(self, text: str) -> str:
        found, count = _UNWRITABLE.subn("\ufffd", text)
        self.count += count
        return found

    def report(self) -> Report:
        if not self.count:
            return Report()
        return Report(refused=(ReportLine(Message("graphs.replaced", count=self.count)),))


class Dialect(ABC):
    """How one of the two formats says what a graph has."""

    def __init__(self, graph: Graph, clean: Cleaner) -> None:
        self.clean = clean
        nodes, edges = graph.columns()
        self.nodes = {name: f"n{n}" for n, name in enumerate(nodes)}
        self.edges = {name: f"e{n}" for n, name in enumerate(edges)}

    @abstractmethod
    def head(self, about: About) -> str: ...

    @abstractmethod
    def node(self, node: Node) -> str: ...

    @abstractmethod
    def edge(self, edge: Edge) -> str: ...

    middle: str = ""
    foot: str = ""


class GraphMl(Dialect):
    """GraphML."""

    foot = "</graph>\n</graphml>\n"

    def head(self, about: About) -> str:
        keys = [*self._keys("node", self.nodes), *self._keys("edge", self.edges)]
        return (
            f'{_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
            'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
            f"{''.join(keys)}"
            '<key id="g0" for="graph" attr.name="made_of" attr.type="string"/>\n'
            '<graph edgedefault="directed">\n'
            f'<data key="g0">{self.clean.text(_origin(about))}</data>\n'
        )

    def node(self, node: Node) -> str:
        data = self._data({"label": node.label, "kind": node.kind, **node.data}, self.nodes)
        return f"<node id={self.clean.quoted(node.id)}>{data}</node>\n"

    def edge(self, edge: Edge) -> str:
        data = self._data({"label": edge.label, "kind": edge.kind, **edge.data}, self.edges)
        id_, head, tail = map(self.clean.quoted, (edge.id, edge.head, edge.tail))
        return f"<edge id={id_} source={head} target={tail}>{data}</edge>\n"

    def _keys(self, on: str, names: Mapping[str, str]) -> list[str]:
        return [
            f'<key id="{key}" for="{on}" attr.name={self.clean.quoted(name)} '
            f'attr.type="{"int" if name in INTEGERS else "string"}"/>\n'
            for name, key in names.items()
        ]

    def _data(self, data: Mapping[str, str | int], names: Mapping[str, str]) -> str:
        return "".join(
            f'<data key="{names[name]}">{self.clean.text(value)}</data>'
            for name, value in data.items()
        )


class Gexf(Dialect):
    """GEXF 1.2: labels are a place of its own, the rest are values of attributes."""

    middle = "</nodes>\n<edges>\n"
    foot = "</edges>\n</graph>\n</gexf>\n"

    def head(self, about: About) -> str:
        day = f" lastmodifieddate={self.clean.quoted(about.date)}" if about.date else ""
        return (
            f'{_HEAD}<gexf xmlns="http://www.gexf.net/1.2draft" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="http://www.gexf.net/1.2draft '
            'http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">\n'
            f"<meta{day}><creator>Juseok</creator>"
            f"<description>{self.clean.text(_origin(about))}</description></meta>\n"
            '<graph defaultedgetype="directed" mode="static">\n'
            f"{self._columns('node', self.nodes)}{self._columns('edge', self.edges)}<nodes>\n"
        )

    def node(self, node: Node) -> str:
        id_, label = self.clean.quoted(node.id), self.clean.quoted(node.label)
        values = self._values({"kind": node.kind, **node.data}, self.nodes)
        return f"<node id={id_} label={label}>{values}</node>\n"

    def edge(self, edge: Edge) -> str:
        id_, head, tail = map(self.clean.quoted, (edge.id, edge.head, edge.tail))
        values = self._values({"kind": edge.kind, **edge.data}, self.edges)
        label = self.clean.quoted(edge.label)
        return f"<edge id={id_} source={head} target={tail} label={label}>{values}</edge>\n"

    def _columns(self, on: str, names: Mapping[str, str]) -> str:
        rows = "".join(
            f'<attribute id="{key}" title={self.clean.quoted(name)} '
            f'type="{"integer" if name in INTEGERS else "string"}"/>\n'
            for name, key in names.items()
            if name != "label"
        )
        return f'<attributes class="{on}" mode="static">\n{rows}</attributes>\n'

    def _values(self, data: Mapping[str, str | int], names: Mapping[str, str]) -> str:
        found = "".join(
            f'<attvalue for="{names[name]}" value={self.clean.quoted(value)}/>'
            for name, value in data.items()
        )
        return f"<attvalues>{found}</attvalues>"


class XmlGraphWriter:
    """One file with one graph of all articles."""

    is_folder: bool = False
    support: Support = SUPPORT

    def __init__(
        self, form: str, names: Mapping[str, str], dialect: Callable[[Graph, Cleaner], Dialect]
    ) -> None:
        self.id = form
        self.names = names
        self.extensions = (f".{form}",)
        self._dialect = dialect

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        graph, clean = Graph(about.scheme), Cleaner()
        dialect = self._dialect(graph, clean)
        counts: Counter[Feature] = Counter()
        kinds: Counter[str] = Counter()
        with (
            open(path, "x", encoding="utf-8", newline="\n") as nodes,
            tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=path.parent) as edges,
        ):
            nodes.write(dialect.head(about))
            for document in documents:
                _put(graph.of(document), dialect, nodes, edges)
                counts += features_of(document)
                kinds += kinds_of(document)
            _put(graph.rest(), dialect, nodes, edges)
            nodes.write(dialect.middle)
            edges.seek(0)
            shutil.copyfileobj(edges, nodes)
            nodes.write(dialect.foot)
        told = losses(counts, self.support, form=FAMILY, returns=False)
        written = Report(written=kinds["article"], kinds=dict(kinds))
        return written + told + graph.report() + clean.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """Its first nodes and edges."""
        graph = Graph(about.scheme)
        dialect = self._dialect(graph, Cleaner())
        found = [*graph.of(document), *graph.rest()]
        nodes = [dialect.node(each) for each in found if isinstance(each, Node)]
        edges = [dialect.edge(each) for each in found if isinstance(each, Edge)]
        lines = [*_first(nodes), "", *_first(edges)]
        return [line.rstrip("\n") for line in lines]


def _put(items: Iterable[Node | Edge], dialect: Dialect, nodes: IO[str], edges: IO[str]) -> None:
    for each in items:
        if isinstance(each, Node):
            nodes.write(dialect.node(each))
        else:
            edges.write(dialect.edge(each))


def _first(lines: Sequence[str]) -> Sequence[str]:
    return lines[:_SAMPLED]


def _origin(about: About) -> str:
    parts = (about.project, about.layer, about.date, f"{about.scheme.id} {about.scheme.version}")
    return " · ".join(filter(None, parts))

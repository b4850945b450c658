"""GraphML (http://graphml.graphdrawing.org) and GEXF 1.2 (https://gexf.net), written by networkx.

The graph of all articles is in memory until it is written; a text there is what XML can hold.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from io import BytesIO
from itertools import dropwhile, islice
from pathlib import Path
from typing import IO, Any, ClassVar, Final

from juseok.core.errors import FormatError
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

_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_SAMPLED: Final = 60


class XmlGraphWriter(ABC):
    """One file with one graph of all articles."""

    is_folder: bool = False
    support: Support = SUPPORT
    id: ClassVar[str]

    @abstractmethod
    def add_edge(self, graph: Any, edge: Edge, data: Mapping[str, str | int]) -> None:
        """Put ``edge`` into a graph of networkx, with its id as the format has it."""

    @abstractmethod
    def dump(self, graph: Any, file: IO[bytes], about: About) -> None: ...

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``, ``FormatError`` where networkx is not
        installed, and ``SpanError`` where a span does not prove."""
        found, filled = Graph(about.scheme), _Filled(self)
        counts: Counter[Feature] = Counter()
        kinds: Counter[str] = Counter()
        for document in documents:
            filled.add(found.of(document))
            counts += features_of(document)
            kinds += kinds_of(document)
        filled.add(found.rest())
        with open(path, "xb") as file:
            self.dump(filled.graph, file, about)
        told = losses(counts, self.support, form=FAMILY, returns=False)
        written = Report(written=kinds["article"], kinds=dict(kinds))
        return written + told + found.report() + filled.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """Its first nodes and edges."""
        found, filled = Graph(about.scheme), _Filled(self)
        filled.add(found.of(document))
        filled.add(found.rest())
        file = BytesIO()
        self.dump(filled.graph, file, about)
        lines = file.getvalue().decode().split("\n")
        return [*_from("<node ", lines), "", *_from("<edge ", lines)]


class GraphMlWriter(XmlGraphWriter):
    """GraphML."""

    id = "graphml"
    names: Mapping[str, str] = {"ko": "그래프 (GraphML)", "en": "Graph (GraphML)"}
    extensions: tuple[str, ...] = (".graphml",)

    def add_edge(self, graph: Any, edge: Edge, data: Mapping[str, str | int]) -> None:
        graph.add_edge(edge.head, edge.tail, key=edge.id, **data)

    def dump(self, graph: Any, file: IO[bytes], about: About) -> None:
        graph.graph["made_of"] = _clean(_origin(about))
        _networkx().write_graphml(graph, file)


class GexfWriter(XmlGraphWriter):
    """GEXF 1.2."""

    id = "gexf"
    names: Mapping[str, str] = {"ko": "그래프 (GEXF, Gephi)", "en": "Graph (GEXF, Gephi)"}
    extensions: tuple[str, ...] = (".gexf",)

    def add_edge(self, graph: Any, edge: Edge, data: Mapping[str, str | int]) -> None:
        graph.add_edge(edge.head, edge.tail, **{**data, "id": edge.id})

    def dump(self, graph: Any, file: IO[bytes], about: About) -> None:
        writer = _gexf_writer(graph)
        meta = writer.xml.find("meta")
        meta.clear()  # of day and version
        if about.date:
            meta.set("lastmodifieddate", about.date)
        for tag, said in (("creator", "Juseok"), ("description", _clean(_origin(about)))):
            child = meta.makeelement(tag, {})
            child.text = said
            meta.append(child)
        writer.write(file)


class _Filled:
    """A graph of networkx in the making; what XML 1.0 cannot hold becomes U+FFFD in it, and is
    counted."""

    def __init__(self, writer: XmlGraphWriter) -> None:
        self._writer = writer
        self.graph: Any = _networkx().MultiDiGraph()
        self._count = 0

    def add(self, items: Iterable[Node | Edge]) -> None:
        for each in items:
            data = {"label": self._text(each.label), "kind": each.kind, **self._data(each.data)}
            if isinstance(each, Node):
                self.graph.add_node(self._text(each.id), **data)
            else:
                id_, head, tail = map(self._text, (each.id, each.head, each.tail))
                edge = Edge(id_, head, tail, each.kind, each.label)
                self._writer.add_edge(self.graph, edge, data)

    def report(self) -> Report:
        if not self._count:
            return Report()
        return Report(refused=(ReportLine(Message("graphs.replaced", count=self._count)),))

    def _data(self, data: Mapping[str, str | int]) -> dict[str, str | int]:
        return {
            name: self._text(value) if isinstance(value, str) else value
            for name, value in data.items()
        }

    def _text(self, text: str) -> str:
        found, count = _UNWRITABLE.subn("\ufffd", text)
        self._count += count
        return found


def _networkx() -> Any:
    try:
        return import_module("networkx")
    except ImportError as error:
        raise FormatError("format.extra", extra="juseok[graphs]") from error


def _gexf_writer(graph: Any) -> Any:
    """The writer of networkx without its number of parallel edges, which have ids: a column that
    says nothing."""
    base: Any = _networkx().readwrite.gexf.GEXFWriter

    class Numberless(base):
        def add_attributes(self, node_or_edge: str, xml: Any, data: Any, default: Any) -> Any:
            if node_or_edge == "edge":
                data.pop("key", None)
            return super().add_attributes(node_or_edge, xml, data, default)

    return Numberless(graph)


def _from(tag: str, lines: Sequence[str]) -> Iterator[str]:
    """The first lines that begin with the first ``tag``."""
    return islice(dropwhile(lambda line: tag not in line, lines), _SAMPLED)


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _origin(about: About) -> str:
    parts = (about.project, about.layer, about.date, f"{about.scheme.id} {about.scheme.version}")
    return " · ".join(filter(None, parts))

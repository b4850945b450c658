"""GraphML (http://graphml.graphdrawing.org) and GEXF 1.2 (https://gexf.net), written as a stream.

What nodes and edges say is declared before them, and nodes come before edges: both wait in files
beside, so that memory stays flat and only what occurs is declared.
"""

import re
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, ClassVar, Final, NamedTuple

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
_SPECIAL: Final = re.compile('[&<>"\x00-\x1f\ufffe\uffff\ud800-\udfff]')
_ESCAPES: Final = (
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
    ("\n", "&#10;"), ("\t", "&#9;"),  # in an attribute only a reference survives
)  # fmt: skip
"""The sign first of which the others are made."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SAMPLED: Final = 60
_AT_ONCE: Final = 1 << 20
"""Bytes."""


class Cleaner:
    """Makes XML of texts; what XML 1.0 cannot hold becomes U+FFFD, and is counted."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, text: str) -> str:
        """``text`` as it stands between tags or quotation marks."""
        if _SPECIAL.search(text) is None:  # as a rule
            return text
        found, count = _UNWRITABLE.subn("\ufffd", text)
        self._count += count
        for plain, told in _ESCAPES:
            found = found.replace(plain, told)
        return found

    def report(self) -> Report:
        if not self._count:
            return Report()
        return Report(refused=(ReportLine(Message("graphs.replaced", count=self._count)),))


class Column(NamedTuple):
    """What nodes or edges say: ``name`` as XML has it."""

    id: str
    name: str
    is_number: bool


class Columns:
    """What nodes or edges say, in the order in which it occurs first."""

    def __init__(self, prefix: str, clean: Cleaner) -> None:
        """``prefix`` of the ids of columns."""
        self._prefix, self._clean = prefix, clean
        self._found: dict[str, Column] = {}

    def __iter__(self) -> Iterator[Column]:
        return iter(self._found.values())

    def values(self, said: Mapping[str, str | int]) -> Iterator[tuple[str, str]]:
        """The id of each column with its value as XML has it."""
        for name, value in said.items():
            is_number = isinstance(value, int)
            column = self._found.get(name)
            if column is None:
                id_ = f"{self._prefix}{len(self._found)}"
                column = self._found[name] = Column(id_, self._clean(name), is_number)
            yield column.id, str(value) if is_number else self._clean(value)


class Dialect(ABC):
    """How one of the two formats says what a graph has."""

    middle: ClassVar[str]
    foot: ClassVar[str]

    def __init__(self) -> None:
        self.clean = Cleaner()
        self.nodes, self.edges = Columns("n", self.clean), Columns("e", self.clean)

    @abstractmethod
    def head(self, about: About) -> str:
        """What stands before the first node, once all nodes and edges are made."""

    @abstractmethod
    def node(self, node: Node) -> str: ...

    @abstractmethod
    def edge(self, edge: Edge) -> str: ...


class GraphMl(Dialect):
    """GraphML: a label is a value as any other."""

    middle = ""
    foot = "</graph>\n</graphml>\n"

    def head(self, about: About) -> str:
        return (
            f'{_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
            'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
            f"{''.join((*_keys('node', self.nodes), *_keys('edge', self.edges)))}"
            '<key id="g0" for="graph" attr.name="made_of" attr.type="string"/>\n'
            '<graph edgedefault="directed">\n'
            f'<data key="g0">{self.clean(_origin(about))}</data>\n'
        )

    def node(self, node: Node) -> str:
        said = self.nodes.values({"label": node.label, "kind": node.kind, **node.data})
        return f'<node id="{self.clean(node.id)}">{_data(said)}</node>\n'

    def edge(self, edge: Edge) -> str:
        said = self.edges.values({"label": edge.label, "kind": edge.kind, **edge.data})
        id_, head, tail = map(self.clean, (edge.id, edge.head, edge.tail))
        return f'<edge id="{id_}" source="{head}" target="{tail}">{_data(said)}</edge>\n'


class Gexf(Dialect):
    """GEXF 1.2: a label has a place of its own."""

    middle = "</nodes>\n<edges>\n"
    foot = "</edges>\n</graph>\n</gexf>\n"

    def head(self, about: About) -> str:
        day = f' lastmodifieddate="{self.clean(about.date)}"' if about.date else ""
        return (
            f'{_HEAD}<gexf xmlns="http://www.gexf.net/1.2draft" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xsi:schemaLocation="http://www.gexf.net/1.2draft '
            'http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">\n'
            f"<meta{day}><creator>Juseok</creator>"
            f"<description>{self.clean(_origin(about))}</description></meta>\n"
            '<graph defaultedgetype="directed" mode="static">\n'
            f"{_attributes('node', self.nodes)}{_attributes('edge', self.edges)}<nodes>\n"
        )

    def node(self, node: Node) -> str:
        id_, label = self.clean(node.id), self.clean(node.label)
        said = _attvalues(self.nodes.values({"kind": node.kind, **node.data}))
        return f'<node id="{id_}" label="{label}">{said}</node>\n'

    def edge(self, edge: Edge) -> str:
        id_, head, tail = map(self.clean, (edge.id, edge.head, edge.tail))
        said = _attvalues(self.edges.values({"kind": edge.kind, **edge.data}))
        label = self.clean(edge.label)
        return f'<edge id="{id_}" source="{head}" target="{tail}" label="{label}">{said}</edge>\n'


class XmlGraphWriter:
    """One file with one graph of all articles."""

    is_folder: bool = False
    support: Support = SUPPORT
    dialect: ClassVar[type[Dialect]]

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new file ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        found, made = Graph(), self.dialect()
        counts: Counter[Feature] = Counter()
        kinds: Counter[str] = Counter()
        with _beside(path) as nodes, _beside(path) as edges:

            def put(items: Iterable[Node | Edge]) -> None:
                for each in items:
                    if isinstance(each, Node):
                        nodes.write(made.node(each).encode())
                    else:
                        edges.write(made.edge(each).encode())

            for document in documents:
                put(found.of(document))
                counts += features_of(document)
                kinds += kinds_of(document)
            put(found.rest())
            with open(path, "xb") as file:
                file.write(made.head(about).encode())
                _copy(nodes, file)
                file.write(made.middle.encode())
                _copy(edges, file)
                file.write(made.foot.encode())
        told = losses(counts, self.support, form=FAMILY, returns=False)
        written = Report(written=kinds["article"], kinds=dict(kinds))
        return written + told + found.report() + made.clean.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """Its first nodes and edges."""
        found, made = Graph(), self.dialect()
        items = [*found.of(document), *found.rest()]
        nodes = (made.node(each) for each in items if isinstance(each, Node))
        edges = (made.edge(each) for each in items if isinstance(each, Edge))
        lines = [*islice(nodes, _SAMPLED), "", *islice(edges, _SAMPLED)]
        return [line.rstrip("\n") for line in lines]


class GraphMlWriter(XmlGraphWriter):
    """GraphML."""

    id: str = "graphml"
    names: Mapping[str, str] = {"ko": "그래프 (GraphML)", "en": "Graph (GraphML)"}
    extensions: tuple[str, ...] = (".graphml",)
    dialect = GraphMl


class GexfWriter(XmlGraphWriter):
    """GEXF 1.2."""

    id: str = "gexf"
    names: Mapping[str, str] = {"ko": "그래프 (GEXF, Gephi)", "en": "Graph (GEXF, Gephi)"}
    extensions: tuple[str, ...] = (".gexf",)
    dialect = Gexf


def _keys(on: str, columns: Columns) -> Iterator[str]:
    for each in columns:
        type_ = "long" if each.is_number else "string"
        yield f'<key id="{each.id}" for="{on}" attr.name="{each.name}" attr.type="{type_}"/>\n'


def _data(said: Iterable[tuple[str, str]]) -> str:
    return "".join([f'<data key="{column}">{value}</data>' for column, value in said])


def _attributes(on: str, columns: Columns) -> str:
    rows = "".join(
        f'<attribute id="{each.id}" title="{each.name}"'
        f' type="{"integer" if each.is_number else "string"}"/>\n'
        for each in columns
    )
    return f'<attributes class="{on}" mode="static">\n{rows}</attributes>\n'


def _attvalues(said: Iterable[tuple[str, str]]) -> str:
    rows = "".join([f'<attvalue for="{column}" value="{value}"/>' for column, value in said])
    return f"<attvalues>{rows}</attvalues>"


def _beside(path: Path) -> IO[bytes]:
    """A file that is gone once it is closed, on the disk of ``path``."""
    return tempfile.TemporaryFile(dir=path.parent)


def _copy(waiting: IO[bytes], file: IO[bytes]) -> None:
    waiting.seek(0)
    shutil.copyfileobj(waiting, file, _AT_ONCE)


def _origin(about: About) -> str:
    parts = (about.project, about.layer, about.date, f"{about.scheme.id} {about.scheme.version}")
    return " · ".join(filter(None, parts))

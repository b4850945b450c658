"""Folders of CAS XMI and CAS JSON: a file for each article, and a manifest."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine
from juseok.formats.cas import layers
from juseok.formats.cas.graph import Graph, is_plain, writable
from juseok.formats.cas.library import Types, cas_of, json_of
from juseok.formats.cas.names import FAMILY, JSON, JSON_NAMES, XMI, XMI_NAMES
from juseok.formats.cas.outward import Outward
from juseok.formats.document import (
    About,
    Document,
    Feature,
    Support,
    Way,
)
from juseok.formats.folder import MANIFEST, NewNames, title_of, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.tally import Tally

_MAPPED: Final = frozenset(
    {Feature.DISCONTINUOUS, Feature.ENTITIES, Feature.ALIASES, Feature.CONTENTS,
     Feature.ENTITY_ROLES, Feature.EVIDENCE, Feature.REMARKS, Feature.HOW, Feature.PROVENANCE,
     Feature.ZONES, Feature.SENTENCES, Feature.METADATA}
)  # fmt: skip
_REPORTED: Final = frozenset({Feature.CROSS_LINKS, Feature.DERIVED, Feature.REJECTIONS})
SUPPORT: Final[Support] = {
    each: Way.REPORTED if each in _REPORTED else Way.MAPPED if each in _MAPPED else Way.HELD
    for each in Feature
}
Attributes = defaultdict[str, set[str]]
"""Layer → names of the attributes that occur on it."""


class CasWriter(ABC):
    """What writers of graphs have in common: see ``resources/help`` for what becomes of what."""

    id: ClassVar[str]
    family: ClassVar[str] = FAMILY
    suffix: ClassVar[str]
    is_folder: bool = True
    support: Support = SUPPORT

    @abstractmethod
    def text(self, document: Document, name: str, attributes: Attributes) -> str:
        """The file of one article; raises ``SpanError`` where a span does not prove.

        What attributes it has is added to ``attributes``.
        """

    def beside(self, about: About, attributes: Attributes) -> Mapping[str, str]:
        """Further files of the folder."""
        return {}

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        path.mkdir()
        manifest = Manifest(self.id, about)
        tally = Tally(self.support, form=self.family)
        attributes: Attributes = defaultdict(set)
        names = NewNames()
        characters = 0

        def put(name: str, text: str) -> None:
            data = text.encode()
            write_bytes(path / name, data)
            manifest.add(name, data)

        for document in documents:
            name = names.of(title_of(document))
            put(f"{name}{self.suffix}", self.text(document, name, attributes))
            tally.add(document)
            characters += unwritten(document.article.text)
        for name, text in self.beside(about, attributes).items():
            put(name, text)
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report() + told_of(characters)

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The name of its file, and its lines."""
        del about
        name = NewNames().of(title_of(document))
        text = self.text(document, name, defaultdict(set))
        return [f"{name}{self.suffix}", "", *text.split("\n")]


class GraphWriter(CasWriter):
    """Writes by way of dkpro-cassis, whose types are those of all articles so far."""

    def __init__(self) -> None:
        self.types = Types()

    def cas(self, document: Document, name: str, attributes: Attributes) -> Any:
        graph = Outward(document).made()
        gather(graph, attributes)
        title = shown_title(document, name)
        return cas_of(graph, self.types.of(attributes), name=name, title=title)


class XmiWriter(GraphWriter):
    """XMI, with the types of all files beside them."""

    id = XMI
    names: Mapping[str, str] = XMI_NAMES
    extensions: tuple[str, ...] = (".xmi",)
    suffix = ".xmi"

    def text(self, document: Document, name: str, attributes: Attributes) -> str:
        return self.cas(document, name, attributes).to_xmi(pretty_print=True)

    def beside(self, about: About, attributes: Attributes) -> Mapping[str, str]:
        del about
        return {"TypeSystem.xml": self.types.of(attributes).to_xml()}


class JsonWriter(GraphWriter):
    """JSON, in which each file has its types."""

    id = JSON
    names: Mapping[str, str] = JSON_NAMES
    extensions: tuple[str, ...] = (".json",)
    suffix = ".json"

    def text(self, document: Document, name: str, attributes: Attributes) -> str:
        return json_of(self.cas(document, name, attributes))


def gather(graph: Graph, attributes: Attributes) -> None:
    """Add to ``attributes`` what occurs in ``graph``."""
    for each in graph.annotations:
        if each.type != layers.COREF_LINK:
            attributes[each.type].update(each.features.keys() - layers.usual(each.type))


def shown_title(document: Document, name: str) -> str:
    """What other tools show as the title."""
    title = document.article.metadata.title
    return title if is_plain(title) else name


def unwritten(text: str) -> int:
    """How many characters of ``text`` no XML can hold."""
    shown = writable(text)
    return 0 if shown == text else sum(a != b for a, b in zip(text, shown, strict=True))


def told_of(characters: int) -> Report:
    """What is to be told where so many were written as others."""
    line = ReportLine(Message("cas.characters", count=characters), severity="changed")
    return Report(changed=(line,) if characters else ())

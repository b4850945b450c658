"""Folders of CAS XMI and CAS JSON: a file for each article, and a manifest."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine
from juseok.formats.cas import layers
from juseok.formats.cas.attributes import Known, OnLayers, of_scheme
from juseok.formats.cas.graph import Graph, is_plain, writable
from juseok.formats.cas.json_text import dump_json, types_of
from juseok.formats.cas.names import FAMILY, JSON, JSON_NAMES, XMI, XMI_NAMES
from juseok.formats.cas.numbered import NAME
from juseok.formats.cas.outward import Outward
from juseok.formats.cas.xmi_text import dump_types, dump_xmi
from juseok.formats.document import About, Document, Feature, Support, Way
from juseok.formats.folder import MANIFEST, NewNames, Titled, title_of, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

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
_SETS: Final = 32
"""Sets of attributes beyond the scheme whose types are kept."""
TYPES: Final = "TypeSystem.xml"


class Filed(NamedTuple):
    """What came of one document: its file, with :data:`NAME`.

    ``beyond``: attributes that the scheme does not have; ``unwritten``: characters that were
    written as others.
    """

    titled: Titled
    data: bytes
    beyond: OnLayers
    unwritten: int
    counted: Counted


Dump = Callable[[Graph, str, OnLayers], str]
"""Makes a file of a graph, what tools are to show as its title, and its further attributes."""


class CasWriter(PartedWriter[Filed]):
    """What writers of graphs have in common: see ``resources/help`` for what becomes of what."""

    id: ClassVar[str]
    family: ClassVar[str] = FAMILY
    suffix: ClassVar[str]
    is_folder: bool = True
    support: Support = SUPPORT

    @abstractmethod
    def dump(self, declared: OnLayers) -> Dump:
        """What makes the files of an export in which all have the attributes ``declared``."""

    def beside(self, declared: OnLayers) -> Mapping[str, str]:
        """Further files of a folder in which ``declared`` are all attributes."""
        del declared
        return {}

    def maker(self, about: About) -> Callable[[Document], Filed]:
        declared = of_scheme(about.scheme)
        return partial(_filed, known=Known(declared), dump=self.dump(declared))

    def put(self, made: Iterable[Filed], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        path.mkdir()
        manifest, tally = Manifest(self.id, about), Tally(self.support, form=self.family)
        names, declared, characters = NewNames(), set(of_scheme(about.scheme)), 0

        def write(name: str, data: bytes) -> None:
            write_bytes(path / name, data)
            manifest.add(name, data)

        for each in made:
            name = names.of(each.titled)
            write(f"{name}{self.suffix}", _named(each.data, name))
            declared |= each.beyond
            characters += each.unwritten
            tally.count(each.counted)
        for name, text in self.beside(frozenset(declared)).items():
            write(name, text.encode())
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report() + told_of(characters)

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The name of its file, and its lines."""
        made = self.maker(about)(document)
        name = NewNames().of(made.titled)
        return [f"{name}{self.suffix}", "", *_named(made.data, name).decode().split("\n")]


class XmiWriter(CasWriter):
    """XMI, with the types of all files beside them."""

    id = XMI
    names: Mapping[str, str] = XMI_NAMES
    extensions: tuple[str, ...] = (".xmi",)
    suffix = ".xmi"

    def dump(self, declared: OnLayers) -> Dump:
        del declared
        return lambda graph, title, _: dump_xmi(graph, title=title)

    def beside(self, declared: OnLayers) -> Mapping[str, str]:
        return {TYPES: dump_types(layers.type_system(declared))}


class JsonWriter(CasWriter):
    """JSON, in which each file has its types."""

    id = JSON
    names: Mapping[str, str] = JSON_NAMES
    extensions: tuple[str, ...] = (".json",)
    suffix = ".json"

    def dump(self, declared: OnLayers) -> Dump:
        @lru_cache(_SETS)
        def types(beyond: OnLayers) -> str:
            return types_of(layers.type_system(declared | beyond))

        return lambda graph, title, beyond: dump_json(graph, types=types(beyond), title=title)


def _filed(document: Document, *, known: Known, dump: Dump) -> Filed:
    """The file of ``document``; raises ``SpanError`` where a span does not prove."""
    graph = Outward(document).made()
    beyond = known.beyond(graph)
    title = document.article.metadata.title
    text = dump(graph, title if is_plain(title) else "", beyond)
    lost = unwritten(document.article.text)
    return Filed(title_of(document), text.encode(), beyond, lost, counted(document))


def _named(data: bytes, name: str) -> bytes:
    """``data`` of a file that is called ``name``, none of whose signs has to be escaped there."""
    return data.replace(NAME.encode(), name.encode())


def unwritten(text: str) -> int:
    """How many characters of ``text`` no XML can hold."""
    shown = writable(text)
    return 0 if shown == text else sum(a != b for a, b in zip(text, shown, strict=True))


def told_of(characters: int) -> Report:
    """What is to be told where so many were written as others."""
    line = ReportLine(Message("cas.characters", count=characters), severity="changed")
    return Report(changed=(line,) if characters else ())

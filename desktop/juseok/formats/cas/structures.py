"""Feature structures as XMI and JSON have them, and the graph of annotations that they make."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import Utf16Map
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import layers
from juseok.formats.cas.graph import Annotation, Chain, Graph

Refuse: TypeAlias = Callable[[Message, int | None], None]
"""Told of what cannot be read: why, and in which line."""

SOFA: Final = "uima.cas.Sofa"
_ELEMENTS: Final = "elements"
_PASSED: Final = re.compile(
    r"de\.tudarmstadt\.ukp\.dkpro\.core\.api\."
    r"(?:segmentation|lexmorph|morph|syntax|structure|transform|metadata)\."
    r"|de\.tudarmstadt\.ukp\.(?:clarin\.webanno|inception)\.|org\.dkpro\.core\.api\.(?:xml|pdf)\."
)
"""Types of segmentation, analysis and upkeep: no annotations of a person."""
_DOCUMENT: Final = ("uima.tcas.DocumentAnnotation", layers.METADATA)
_OF_DOCUMENTS: Final = frozenset(
    {"begin", "end", "sofa", "language", "documentTitle", "documentId", "documentUri",
     "documentBaseUri", "collectionId", "isLastSegment"}
)  # fmt: skip
"""What every description of a document has: which file it is."""
_PRIMITIVE: Final = re.compile(
    r"uima\.cas\.(?:String|Boolean|Byte|Short|Integer|Long|Float|Double)(?:Array|List)?$"
)
_REFERENCES: Final = frozenset(
    {layers.GOVERNOR, layers.DEPENDENT, layers.FIRST, layers.NEXT, layers.TARGET, layers.ROLES,
     _ELEMENTS, "head", "tail", "pos", "lemma", "stem", "morph", "parent"}
)  # fmt: skip
"""Features that point elsewhere, where no type system says which do."""
_IDS: Final = re.compile(r"\d{1,15}(?: \d{1,15})*")


class Structure(msgspec.Struct):
    """``values``: primitive features as text; ``refs``: feature → the ids that it points to;
    ``place``: its begin and end, which are no values where both are numbers.

    A struct: a file has a hundred of them.
    """

    id: int
    type: str
    values: dict[str, str]
    refs: dict[str, list[int]]
    line: int | None = None
    place: tuple[int, int] | None = None


@dataclass(slots=True)
class Loaded:
    """What a file holds.  ``tokens``: places of the words, which only prove how offsets count; they
    are most of a file, no structures of their own, and rarely asked for."""

    structures: list[Structure] = field(default_factory=list[Structure])
    tokens: Iterable[tuple[int, int]] = ()
    has_types: bool = True


@dataclass(slots=True)
class TypeSystem:
    """Which features point elsewhere; ``features``: type → feature → its range."""

    bases: dict[str, str] = field(default_factory=dict[str, str])
    features: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    _known: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def refs_out_of(self, type_: str, values: dict[str, str]) -> dict[str, list[int]]:
        """The features of a structure that point elsewhere, taken out of its ``values``."""
        refs: dict[str, list[int]] = {}
        if values.get("sofa", "").isdecimal():
            refs["sofa"] = [int(values.pop("sofa"))]
        pointing = self._pointing(type_)
        if not pointing.isdisjoint(values):
            for feature in [each for each in values if each in pointing]:
                if _IDS.fullmatch(values[feature]) is not None:
                    refs[feature] = [int(each) for each in values.pop(feature).split(" ")]
        return refs

    def is_reference(self, type_: str, feature: str, value: str) -> bool:
        return feature in self._pointing(type_) and _IDS.fullmatch(value) is not None

    def _pointing(self, type_: str) -> frozenset[str]:
        """The features of ``type_`` that can point elsewhere."""
        found = self._known.get(type_)
        if found is None:
            declared = [self.features.get(name, {}) for name in self._ancestry(type_)]
            names = _REFERENCES.union(*declared)
            found = frozenset(name for name in names if self._is_reference(type_, name))
            self._known[type_] = found
        return found

    def _is_reference(self, type_: str, feature: str) -> bool:
        for name in self._ancestry(type_):
            range_ = self.features.get(name, {}).get(feature)
            if range_ is not None:
                is_text = self.bases.get(range_) == layers.STRING  # allowed values
                return not is_text and _PRIMITIVE.match(range_) is None
        is_array = type_.endswith(("FSArray", "[]"))
        return feature in _REFERENCES and (feature != _ELEMENTS or is_array)

    def _ancestry(self, type_: str) -> Iterator[str]:
        seen: set[str] = set()
        while type_ and type_ not in seen:
            seen.add(type_)
            yield type_
            type_ = self.bases.get(type_, "")


class _Part(Enum):
    """What structures of a type are here."""

    ANNOTATION = auto()
    DOCUMENT = auto()
    PASSED = auto()
    NONE = auto()


@lru_cache(maxsize=1024)
def _part(type_: str) -> _Part:
    if type_ in _DOCUMENT:
        return _Part.DOCUMENT
    if type_ == layers.SENTENCE or type_.startswith("uima.cas.") or type_.endswith("[]"):
        return _Part.NONE
    return _Part.PASSED if is_passed(type_) else _Part.ANNOTATION


def graph_of(loaded: Loaded, *, file: str, report: ReportBuilder) -> Graph:
    """The graph of a file's structures, which it uses up; offsets stay UTF-16 units.

    Raises ``FormatError`` (``cas.no_text``) where there is no text in it.
    """
    by_id: dict[int, Structure] = {}
    for each in loaded.structures:
        if by_id.setdefault(each.id, each) is not each:
            told = Message("cas.twice", id=each.id)
            report.refuse(told, file=file, line=each.line)
    if not loaded.has_types:
        _guess(by_id)
    sofa = _sofa(by_id, file, report)
    text = sofa.values["sofaString"]
    has_pairs = Utf16Map(text).units != len(text)
    graph = Graph(text, "utf16", sentences=[[*loaded.tokens]] if has_pairs else [])
    for each in by_id.values():
        part = _part(each.type)
        if part is _Part.ANNOTATION:
            _take(each, by_id, sofa.id, graph)
        elif part is _Part.PASSED:
            graph.passed[each.type] += 1
        elif part is _Part.DOCUMENT:
            graph.info.update(each.values)
            graph.about.update(
                (name, value) for name, value in each.values.items() if name not in _OF_DOCUMENTS
            )
    for each in by_id.values():
        if layers.FIRST in each.refs and each.type.endswith("Chain"):
            graph.chains.append(Chain(each.type, tuple(_walk(each, by_id))))
            _unread(each, frozenset({layers.FIRST}), graph)
    return graph


def _guess(by_id: Mapping[int, Structure]) -> None:
    """Take for slots what lists nothing but links, where no type system says so, and for nothing
    what is empty."""
    for each in by_id.values():
        for feature, value in list(each.values.items()):
            if (
                not value and each.type != SOFA
            ):  # a slot that nothing fills looks like words that are none
                del each.values[feature]
            if feature in ("begin", "end") or _IDS.fullmatch(value) is None:
                continue
            found = [by_id.get(int(id_)) for id_ in value.split(" ")]
            if all(link is not None and layers.TARGET in link.refs for link in found):
                each.refs[feature] = [int(id_) for id_ in value.split(" ")]
                del each.values[feature]


def is_passed(type_: str) -> bool:
    """Whether annotations of ``type_`` are none of a person's: they are left out, and counted."""
    return _PASSED.match(type_) is not None


def _sofa(by_id: Mapping[int, Structure], file: str, report: ReportBuilder) -> Structure:
    """The text that counts: that of the usual view, else the first."""
    found = [each for each in by_id.values() if each.type == SOFA and "sofaString" in each.values]
    if not found:
        raise FormatError("cas.no_text")
    usual = (each for each in found if each.values.get("sofaID") == "_InitialView")
    sofa = next(usual, found[0])
    if len(found) > 1:
        told = Message("cas.views", view=sofa.values.get("sofaID", ""), count=len(found) - 1)
        report.change(told, file=file, line=sofa.line)
    return sofa


def _take(each: Structure, by_id: Mapping[int, Structure], sofa: int, graph: Graph) -> None:
    """Put ``each``, which may be an annotation, where it belongs."""
    refs = each.refs
    if refs.get("sofa", [sofa]) != [sofa]:
        graph.elsewhere[each.type] += 1
        return
    place = _place(each)
    if place is None:
        if layers.TARGET in refs or layers.FIRST in refs:
            return  # a link, read with what has it, or a chain
        if refs.keys() - {"sofa"} or "begin" in each.values:
            graph.elsewhere[each.type] += 1
        else:  # a layer of metadata: it says something of the document
            for name, value in each.values.items():
                graph.about.setdefault(f"{each.type.rpartition('.')[2]}.{name}", value)
        return
    each.values.pop("sofa", None)
    made = Annotation(each.id, each.type, *place, each.values, line=each.line)
    if refs.keys() - {"sofa"}:
        _refer(made, refs, by_id, graph)
    graph.annotations.append(made)


def _refer(
    made: Annotation, refs: Mapping[str, list[int]], by_id: Mapping[int, Structure], graph: Graph
) -> None:
    """Say in ``made`` what its features that point elsewhere lead to."""
    ends: set[str] = set()
    if refs.get(layers.GOVERNOR) and refs.get(layers.DEPENDENT):
        made.ends = (refs[layers.GOVERNOR][0], refs[layers.DEPENDENT][0])
        ends = {layers.GOVERNOR, layers.DEPENDENT}  # one of them alone is a slot as any other
    for feature, targets in refs.items():
        array = by_id.get(targets[0]) if len(targets) == 1 else None
        if array is not None and _PRIMITIVE.match(array.type):
            made.features = {**made.features, feature: array.values.get(_ELEMENTS, "")}
        elif feature not in ("sofa", layers.NEXT) and feature not in ends:
            made.links += _links(feature, targets, by_id, graph)


def _place(each: Structure) -> tuple[int, int] | None:
    """Begin and end, which are no values any more where both are numbers."""
    if each.place is None:
        values = each.values
        try:
            each.place = int(values["begin"]), int(values["end"])
        except (KeyError, ValueError):
            return None
        del values["begin"], values["end"]
    return each.place


def _links(
    feature: str, targets: Iterable[int], by_id: Mapping[int, Structure], graph: Graph
) -> Iterator[tuple[str, int]]:
    """What a slot, or a feature that points straight to an annotation, leads to."""
    for target in _elements(targets, by_id):
        found = by_id.get(target)
        if found is None:
            yield feature, target
        elif layers.TARGET in found.refs:
            role = found.values.get(layers.ROLE, "") or feature
            _unread(found, frozenset({layers.ROLE, layers.TARGET}), graph)
            yield from ((role, end) for end in found.refs[layers.TARGET])
        elif _PASSED.match(found.type):
            graph.passed[found.type] += 1
        elif _place(found) is not None:
            yield feature, target
        else:
            graph.elsewhere[found.type] += 1


def _unread(each: Structure, known: frozenset[str], graph: Graph) -> None:
    """Count what a link or a chain says that nothing here has a place for."""
    said = {name for name, value in each.values.items() if value} | each.refs.keys()
    for name in said - known - {"begin", "end", "sofa"}:
        graph.unread[f"{each.type.rpartition('.')[2]}.{name}"] += 1


def _elements(targets: Iterable[int], by_id: Mapping[int, Structure]) -> Iterator[int]:
    """``targets`` with arrays and lists opened."""
    for target in targets:
        found, seen = by_id.get(target), set[int]()
        if found is None or not found.type.endswith(("FSArray", "[]", "FSList")):
            yield target
            continue
        yield from found.refs.get(_ELEMENTS, ())
        while found is not None and "head" in found.refs and found.id not in seen:
            seen.add(found.id)
            yield from found.refs["head"]
            found = next((by_id.get(each) for each in found.refs.get("tail", ())), None)


def _walk(chain: Structure, by_id: Mapping[int, Structure]) -> Iterator[int]:
    """The links of ``chain``; one that comes back to itself ends."""
    waiting, seen = chain.refs[layers.FIRST][:1], set[int]()
    while waiting and waiting[0] in by_id and waiting[0] not in seen:
        seen.add(waiting[0])
        yield waiting[0]
        waiting = by_id[waiting[0]].refs.get(layers.NEXT, [])[:1]

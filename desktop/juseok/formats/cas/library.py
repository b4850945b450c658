"""A graph of annotations as dkpro-cassis has a CAS, with the types that are written."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any, Final

from juseok.core.errors import FormatError
from juseok.formats.cas import layers
from juseok.formats.cas.graph import Graph

_MIME: Final = "text"
_FLAGGED: Final = f'"%TYPE": "{layers.METADATA}"'


class Types:
    """The type system of an export.  A type whose structures were made gets no further features in
    cassis, so it is built anew where an attribute is met for the first time."""

    def __init__(self) -> None:
        self._key: frozenset[tuple[str, str]] | None = None
        self._found: Any = None

    def of(self, attributes: Mapping[str, Iterable[str]]) -> Any:
        """Every type that is written; ``attributes``: layer → names of attributes on it.

        Raises ``FormatError`` (``format.extra``) where cassis is not installed.
        """
        key = frozenset((layer, name) for layer, names in attributes.items() for name in names)
        if key != self._key:
            self._key, self._found = key, _type_system(attributes)
        return self._found


def _type_system(attributes: Mapping[str, Iterable[str]]) -> Any:
    try:
        cassis: Any = import_module("cassis")
    except ImportError as error:
        raise FormatError("format.extra", extra="juseok[cas]") from error

    class Remembering(cassis.TypeSystem):
        """Answers at once what cassis asks of every feature of every structure: a third of the
        time of an export."""

        def __init__(self) -> None:
            super().__init__()
            self._answers: dict[tuple[str, str], bool] = {}

        def is_instance_of(self, type_: Any, parent: Any) -> bool:
            key = (getattr(type_, "name", type_), getattr(parent, "name", parent))
            found = self._answers.get(key)
            if found is None:
                found = self._answers[key] = super().is_instance_of(type_, parent)
            return found

    found = Remembering()
    infos = layers.type_system(attributes)
    for each in infos:
        found.create_type(each.name, each.base)
    for each in infos:
        for feature in each.features:
            element = feature.element or None
            found.create_feature(each.name, feature.name, feature.range, elementType=element)
    return found


def cas_of(graph: Graph, types: Any, *, name: str, title: str) -> Any:
    """The ``cassis.Cas`` that holds ``graph``; its structures are numbered by cassis."""
    cas: Any = import_module("cassis").Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = graph.text, _MIME
    cas.add(types.get_type(layers.METADATA)(
        begin=0, end=len(graph.text), language="ko", documentTitle=title, documentId=name,
        isLastSegment=False,
    ))  # fmt: skip
    sentence, token = types.get_type(layers.SENTENCE), types.get_type(layers.TOKEN)
    for tokens in graph.sentences:
        cas.add(sentence(begin=tokens[0][0], end=tokens[-1][1]))
        for start, end in tokens:
            cas.add(token(begin=start, end=end))
    made: dict[int, Any] = {
        each.id: types.get_type(each.type)(begin=each.begin, end=each.end, **each.features)
        for each in graph.annotations
    }
    for each in graph.annotations:
        found = made[each.id]
        if each.links:
            link = types.get_type(layers.link_type(each.type))
            links = [link(role=role, target=made[target]) for role, target in each.links]
            found.roles = types.get_type(layers.FS_ARRAY)(elements=links)
        if each.ends is not None:
            found.Governor, found.Dependent = made[each.ends[0]], made[each.ends[1]]
    for one, other in graph.following().items():
        made[one].next = made[other]
    cas.add_all(made.values())
    cas.add_all(types.get_type(each.type)(first=made[each.links[0]]) for each in graph.chains)
    return cas


def json_of(cas: Any) -> str:
    """The file that holds ``cas``: each structure on its line.

    Which of them describes the document is a flag that UIMA looks for and cassis does not write.
    In a string a quotation mark has a backslash in front, so neither change touches one.
    """
    text: str = cas.to_json()
    text = text.replace(_FLAGGED, f'{_FLAGGED}, "%FLAGS": ["DocumentAnnotation"]', 1)
    return text.replace(', {"%ID"', ',\n{"%ID"') + "\n"

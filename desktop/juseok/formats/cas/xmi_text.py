"""CAS XMI and type systems as text: OMG XMI 2.0 as UIMA reads it, an element on each line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from juseok.formats.cas import layers
from juseok.formats.cas.graph import Graph, writable
from juseok.formats.cas.layers import Feature, TypeInfo
from juseok.formats.cas.numbered import DESCRIPTION, NAME, SOFA, numbered

_SPACES: Final = {
    layers.METADATA: "metadata", layers.SENTENCE: "segmentation", layers.NAMED_ENTITY: "ner",
    layers.COREF_LINK: "coref", layers.CLAIM: "custom",
}  # fmt: skip
"""A type of each package → the prefix of that."""


def _package(type_: str) -> str:
    return type_.rpartition(".")[0]


_PREFIXES: Final = {_package(type_): prefix for type_, prefix in _SPACES.items()}
_HEAD: Final = "".join(
    (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"',
        *(
            f' xmlns:{prefix}="http:///{package.replace(".", "/")}.ecore"'
            for package, prefix in _PREFIXES.items()
        ),
        ' xmi:version="2.0">\n  <cas:NULL xmi:id="0"/>',
    )
)
_SPECIAL: Final = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES: Final = (
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"),
    ("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;"),
)  # fmt: skip
"""The sign first of which the others are made."""


def _tag(type_: str) -> str:
    """What an element of ``type_`` begins with, up to its number."""
    return f'  <{_PREFIXES[_package(type_)]}:{type_.rpartition(".")[2]} xmi:id="'


_TAGS: Final[Mapping[str, str]] = {
    type_: _tag(type_)
    for type_ in (
        layers.METADATA, layers.SENTENCE, layers.TOKEN, layers.COREF_CHAIN, *layers.LAYERS,
        *map(layers.link_type, layers.SLOTTED),
    )
}  # fmt: skip
_TOKEN: Final = _TAGS[layers.TOKEN]
_AT: Final = f'" sofa="{SOFA}" begin="'
_SOFA: Final = (
    f'  <cas:Sofa xmi:id="{SOFA}" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="'
)


def dump_xmi(graph: Graph, *, title: str) -> str:
    """The file that holds ``graph``, in code points, with :data:`NAME`; ``title``: what tools show;
    empty: its name."""
    return "\n".join(_lines(graph, title))


def _lines(graph: Graph, title: str) -> Iterator[str]:
    text, held = attribute(graph.text), numbered(graph)
    shift, links, following = held.shift, held.links, graph.following()
    yield _HEAD
    yield (
        f'{_TAGS[layers.METADATA]}{DESCRIPTION}" sofa="{SOFA}" begin="0" end="{held.length}"'
        f' language="ko" documentTitle="{attribute(title) or NAME}" documentId="{NAME}"'
        f' isLastSegment="false"/>'
    )
    first = DESCRIPTION + 1
    for tokens in held.graph.sentences:
        yield _place(layers.SENTENCE, first, tokens[0][0], tokens[-1][1]) + "/>"
        for number, (begin, end) in enumerate(tokens, start=first + 1):
            yield f'{_TOKEN}{number}{_AT}{begin}" end="{end}"/>'  # most of a file
        first += 1 + len(tokens)
    for each in held.graph.annotations:
        said = [f' {name}="{attribute(value)}"' for name, value in each.features.items()]
        if each.id in links:
            said.append(f' roles="{_numbers(links[each.id])}"')
        if each.ends is not None:
            head, tail = each.ends
            said.append(f' Governor="{shift + head}" Dependent="{shift + tail}"')
        if each.id in following:
            said.append(f' next="{shift + following[each.id]}"')
        yield f"{_place(each.type, shift + each.id, each.begin, each.end)}{''.join(said)}/>"
    for number, chain in held.chains():
        yield f'{_TAGS[chain.type]}{number}" sofa="{SOFA}" first="{shift + chain.links[0]}"/>'
    for each, numbers in held.slots():
        tag = _TAGS[layers.link_type(each.type)]
        for number, (role, target) in zip(numbers, each.links, strict=True):
            yield f'{tag}{number}" role="{attribute(role)}" target="{shift + target}"/>'
    yield f'{_SOFA}{text}"/>'
    yield f'  <cas:View sofa="{SOFA}" members="{_numbers(held.members)}"/>'
    yield "</xmi:XMI>\n"


def _place(type_: str, number: int, begin: int, end: int) -> str:
    """An annotation, as far as its features."""
    return f'{_TAGS[type_]}{number}{_AT}{begin}" end="{end}"'


def _numbers(numbers: range) -> str:
    return " ".join(map(str, numbers))


def attribute(value: str) -> str:
    """``value`` as it stands between quotation marks."""
    if value.isalnum() or _SPECIAL.search(value) is None:  # as a rule
        return value
    value = writable(value)
    for plain, told in _ESCAPES:
        value = value.replace(plain, told)
    return value


def dump_types(types: Iterable[TypeInfo]) -> str:
    """The file of a type system, none of whose names has anything to escape."""
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n<types>\n',
            *map(_type, types),
            "</types>\n</typeSystemDescription>\n",
        )
    )


def _type(each: TypeInfo) -> str:
    features = "".join(map(_feature, each.features))
    return (
        f"<typeDescription><name>{each.name}</name><description/>"
        f"<supertypeName>{each.base}</supertypeName>\n"
        f"<features>\n{features}</features></typeDescription>\n"
    )


def _feature(each: Feature) -> str:
    element = f"<elementType>{each.element}</elementType>" if each.element else ""
    return (
        f"<featureDescription><name>{each.name}</name><description/>"
        f"<rangeTypeName>{each.range}</rangeTypeName>{element}</featureDescription>\n"
    )

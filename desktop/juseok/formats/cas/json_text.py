"""UIMA CAS JSON 0.4 as text: the types, then a structure on each line, then the view."""

import json
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Final

from juseok.formats.cas import layers
from juseok.formats.cas.graph import Graph, writable
from juseok.formats.cas.layers import Feature, TypeInfo
from juseok.formats.cas.numbered import DESCRIPTION, NAME, SOFA, Numbered, numbered

_quoted: Final = json.JSONEncoder(ensure_ascii=False).encode
_AT: Final = f',"@sofa":{SOFA},"begin":'
_TYPE: Final = ',"%TYPE":"'
_TOKEN: Final = f'{_TYPE}{layers.TOKEN}"{_AT}'
_SENTENCE: Final = f'{_TYPE}{layers.SENTENCE}"{_AT}'
_SOFA: Final = (
    f'{{"%ID":{SOFA}{_TYPE}uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text",'
    '"sofaString":'
)
_DESCRIPTION: Final = (
    f'{{"%ID":{DESCRIPTION}{_TYPE}{layers.METADATA}","%FLAGS":["DocumentAnnotation"]{_AT}0,"end":'
)
"""With the flag by which UIMA knows it."""


def dump_json(graph: Graph, *, types: str, title: str) -> str:
    """The file that holds ``graph``, in code points, with :data:`NAME`; ``types``: as
    :func:`types_of` tells; ``title``: what tools show; empty: its name."""
    held = numbered(graph)
    structures = ",\n".join(_structures(held, title))
    members = ",".join(map(str, held.members))
    return (
        f'{{"%TYPES":{types},\n"%FEATURE_STRUCTURES":[\n{structures}],\n'
        f'"%VIEWS":{{"_InitialView":{{"%SOFA":{SOFA},"%MEMBERS":[{members}]}}}}}}\n'
    )


def _structures(held: Numbered, title: str) -> Iterator[str]:
    graph, shift, links = held.graph, held.shift, held.links
    following = graph.following()
    yield f"{_SOFA}{_quoted(writable(graph.text))}}}"
    shown = _quoted(title) if title else f'"{NAME}"'
    yield (
        f'{_DESCRIPTION}{held.length},"language":"ko","documentTitle":{shown},'
        f'"documentId":"{NAME}","isLastSegment":false}}'
    )
    first = DESCRIPTION + 1
    for tokens in graph.sentences:
        yield f'{{"%ID":{first}{_SENTENCE}{tokens[0][0]},"end":{tokens[-1][1]}}}'
        for number, (begin, end) in enumerate(tokens, start=first + 1):
            yield f'{{"%ID":{number}{_TOKEN}{begin},"end":{end}}}'  # most of a file
        first += 1 + len(tokens)
    arrays = count(held.arrays)
    for each in graph.annotations:
        said = [f',"{name}":{_quoted(value)}' for name, value in each.features.items()]
        if each.id in links:
            said.append(f',"@roles":{next(arrays)}')
        if each.ends is not None:
            head, tail = each.ends
            said.append(f',"@Governor":{shift + head},"@Dependent":{shift + tail}')
        if each.id in following:
            said.append(f',"@next":{shift + following[each.id]}')
        yield (
            f'{{"%ID":{shift + each.id}{_TYPE}{each.type}"{_AT}{each.begin},"end":{each.end}'
            f"{''.join(said)}}}"
        )
    for number, chain in held.chains():
        link = shift + chain.links[0]
        yield f'{{"%ID":{number}{_TYPE}{chain.type}","@sofa":{SOFA},"@first":{link}}}'
    for each, numbers in held.slots():
        type_ = layers.link_type(each.type)
        for number, (role, target) in zip(numbers, each.links, strict=True):
            said_role = _quoted(writable(role))
            yield f'{{"%ID":{number}{_TYPE}{type_}","role":{said_role},"@target":{shift + target}}}'
    for number, (_, numbers) in enumerate(held.slots(), start=held.arrays):
        found = ",".join(map(str, numbers))
        yield f'{{"%ID":{number}{_TYPE}{layers.FS_ARRAY}","%ELEMENTS":[{found}]}}'


def types_of(types: Iterable[TypeInfo]) -> str:
    """A type system as it stands in a file."""
    found = {each.name: _type(each) for each in types}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _type(each: TypeInfo) -> dict[str, Any]:
    told: dict[str, Any] = {"%NAME": each.name, "%SUPER_TYPE": each.base}
    return told | {feature.name: _feature(feature) for feature in each.features}


def _feature(each: Feature) -> dict[str, str]:
    range_ = f"{each.element}[]" if each.element else each.range
    return {"%NAME": each.name, "%RANGE": range_}

"""A graph of annotations as dkpro-cassis builds a CAS of it; what our lines are held against."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import count, pairwise

import cassis

from juseok.formats.cas import layers
from juseok.formats.cas.attributes import OnLayers
from juseok.formats.cas.graph import Graph
from juseok.formats.cas.xmi_text import dump_types


@lru_cache(32)
def type_system_of(attributes: OnLayers) -> cassis.TypeSystem:
    """Every type that is written, with ``attributes``."""
    found = cassis.TypeSystem()
    infos = layers.type_system(attributes)
    for each in infos:
        found.create_type(each.name, each.base)
    for each in infos:
        for feature in each.features:
            element = feature.element or None
            found.create_feature(each.name, feature.name, feature.range, elementType=element)
    return found


@lru_cache(32)
def loaded_types(attributes: OnLayers) -> cassis.TypeSystem:
    """The same as cassis reads it in our own file."""
    return cassis.load_typesystem(dump_types(layers.type_system(attributes)))


def cas_of(graph: Graph, types: cassis.TypeSystem, *, name: str, title: str) -> cassis.Cas:
    """The CAS that holds ``graph``: members in order, then links of slots and their arrays."""
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = graph.text, "text"
    numbers: Iterator[int] = count(2)

    def add(type_: str, **features: object) -> cassis.typesystem.FeatureStructure:
        made = types.get_type(type_)(xmiID=next(numbers), **features)
        cas.add(made)
        return made

    add(
        layers.METADATA, begin=0, end=len(graph.text), language="ko", documentTitle=title,
        documentId=name, isLastSegment=False,
    )  # fmt: skip
    for tokens in graph.sentences:
        add(layers.SENTENCE, begin=tokens[0][0], end=tokens[-1][1])
        for start, end in tokens:
            add(layers.TOKEN, begin=start, end=end)
    made = {
        each.id: add(each.type, begin=each.begin, end=each.end, **each.features)
        for each in graph.annotations
    }
    for chain in graph.chains:
        add(chain.type, first=made[chain.links[0]])
        for one, other in pairwise(chain.links):
            made[one].next = made[other]
    for each in graph.annotations:
        if each.ends is not None:
            made[each.id].Governor, made[each.id].Dependent = (made[end] for end in each.ends)
        if each.links:
            link = types.get_type(layers.link_type(each.type))
            made[each.id].roles = types.get_type(layers.FS_ARRAY)(
                elements=[
                    link(xmiID=next(numbers), role=role, target=made[target])
                    for role, target in each.links
                ]
            )
    for each in graph.annotations:
        if each.links:
            made[each.id].roles.xmiID = next(numbers)
    return cas

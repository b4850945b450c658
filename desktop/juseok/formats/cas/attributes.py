"""Which attributes are features of which layer: those that a scheme has there, and whatever an
article has beyond."""

from collections.abc import Mapping
from typing import Final, TypeAlias

from juseok.core.scheme import AttributeOn, Scheme
from juseok.formats.cas import layers
from juseok.formats.cas.graph import Graph

OnLayers: TypeAlias = frozenset[tuple[str, str]]
"""Layers, each with the name of an attribute on it."""
_NOTHING: Final[OnLayers] = frozenset()
_ON: Final[Mapping[AttributeOn, tuple[str, ...]]] = {
    "mention": (layers.NAMED_ENTITY,),
    "claim": (layers.CLAIM,),
    "relationship": (layers.RELATIONSHIP, layers.RELATION),
}


def of_scheme(scheme: Scheme) -> OnLayers:
    """What every file of an export declares, whichever articles are in it."""
    return frozenset(
        (layer, each.id)
        for each in scheme.attributes
        if not each.field and layers.is_feature(each.id)
        for on, found in _ON.items()
        if on in each.on
        for layer in found
    )


class Known:
    """The features of each layer with ``attributes``."""

    def __init__(self, attributes: OnLayers) -> None:
        self._features = {
            layer: layers.usual(layer) | {name for of, name in attributes if of == layer}
            for layer in layers.LAYERS
        }

    def beyond(self, graph: Graph) -> OnLayers:
        """What ``graph`` has beside these."""
        known = self._features
        strange = [
            each for each in graph.annotations if not each.features.keys() <= known[each.type]
        ]
        if not strange:  # as a rule
            return _NOTHING
        return frozenset(
            (each.type, name)
            for each in strange
            for name in each.features.keys() - known[each.type]
        )

"""The best that is known of an article: gold, else what all annotators agree on, else the only one.

Pure.  What annotators do not agree on is left out and counted, never chosen.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from juseok.core.adjudicate import Same, items_of
from juseok.core.adjudicate_model import ItemState
from juseok.core.model import ArticleAnnotations
from juseok.formats.document import Provenance
from juseok.services.interchange.narrowing import claim_without


@dataclass(frozen=True, slots=True)
class Best:
    """``layer``: whose records these are; ``undecided``: places that are left out."""

    annotations: ArticleAnnotations
    layer: str = ""
    provenance: Mapping[str, Provenance] = field(default_factory=dict[str, Provenance])
    undecided: int = 0


def best_of(
    layers: Mapping[str, ArticleAnnotations],
    *,
    gold: str = "",
    finished: Collection[str] = (),
    same: Same = str,
    symmetric: Collection[str] = (),
) -> Best:
    """The best of one article's ``layers``; where any are finished, of those alone.

    ``gold``: the layer that is it, where gold has anything here.
    """
    if gold and layers.get(gold):
        return _whole(layers[gold], gold, "gold")
    done = {layer: layers.get(layer, ArticleAnnotations()) for layer in finished if layer != gold}
    voices = done or {layer: each for layer, each in layers.items() if layer != gold}
    if not voices:
        return Best(ArticleAnnotations())
    if len(voices) == 1:
        layer, found = next(iter(voices.items()))
        return _whole(found, layer, "single")
    return _unanimous(voices, same, symmetric)


def _whole(found: ArticleAnnotations, layer: str, source: Provenance) -> Best:
    records = (*found.mentions, *found.claims, *found.relationships, *found.claim_links)
    return Best(found, layer, {each.id: source for each in records})


def _unanimous(
    voices: Mapping[str, ArticleAnnotations], same: Same, symmetric: Collection[str]
) -> Best:
    """What all say alike, in the words of the first layer."""
    first = min(voices)
    agreed: set[str] = set()
    unlinked: set[str] = set()
    undecided = 0
    for item in items_of(voices, same=same, symmetric=symmetric):
        ids = {each.id for each in item.members.get(first, ())}
        if item.sort == "entity":
            unlinked |= ids
        elif item.state is ItemState.AGREED:
            agreed |= ids
        else:
            undecided += 1
    said = voices[first]
    held = {each.id: each for each in said.mentions}
    found = ArticleAnnotations(
        mentions=tuple(
            replace(each, entity="") if each.id in unlinked else each
            for each in said.mentions
            if each.id in agreed
        ),
        claims=tuple(
            claim_without(each, agreed, held) for each in said.claims if each.id in agreed
        ),
        relationships=tuple(
            each for each in said.relationships if {each.id, each.head, each.tail} <= agreed
        ),
        claim_links=tuple(
            each for each in said.claim_links if {each.id, each.head, each.tail} <= agreed
        ),
    )
    return Best(found, "", dict.fromkeys(sorted(agreed), "unanimous"), undecided + len(unlinked))

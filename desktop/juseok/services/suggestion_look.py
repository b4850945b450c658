"""One look for suggestions: read what is known, where that is not read yet, propose and choose."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from juseok.core.model import Article, Claim, Entity, Mention, Rejection, Viewer
from juseok.services.known_names import Known, Reads, read_known
from juseok.services.suggesting import Proposal, Suggestion, arrange
from juseok.services.suggestion_sources import Material, bylines, propose


@dataclass(frozen=True, slots=True)
class Ask:
    """What a thread is given: values that no edit changes.

    ``recent``: the entities that changed since what is known was read, None for those that have
    gone.  ``more``: what other sources proposed for this article.
    """

    article: Article
    viewer: Viewer
    types: frozenset[str]
    mentions: Sequence[Mention] = ()
    claims: Sequence[Claim] = ()
    rejections: Sequence[Rejection] = ()
    recent: Mapping[str, Entity | None] = field(default_factory=dict[str, Entity | None])
    more: Sequence[Proposal] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """``took``: how many seconds it took to read what is known; 0 where it was there."""

    known: Known
    took: float
    items: tuple[Suggestion, ...]


def look(reader: Reads, ask: Ask, known: Known | None) -> Answer:
    """The suggestions for one article.  In a thread that may read."""
    took = 0.0
    if known is None:
        begun = time.monotonic()
        known = read_known(reader, ask.viewer)
        took = max(time.monotonic() - begun, 1e-6)
    layer = ask.viewer.own_layer
    material = Material(
        ask.article,
        layer,
        known,
        ask.mentions,
        ask.types,
        Known.of(each for each in ask.recent.values() if each is not None),
        frozenset(ask.recent),
    )
    items = arrange(
        article=ask.article,
        layer=layer,
        proposals=[*propose(material), *ask.more],
        mentions=ask.mentions,
        claims=ask.claims,
        rejections=ask.rejections,
        apart=bylines(ask.article.text),
    )
    return Answer(known, took, items)

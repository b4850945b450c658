"""What layers say of an article, each thing once, and its items in short: as data.

:mod:`juseok.core.adjudicate_short` makes the one out of the other.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from juseok.core.model import Claim, ClaimLink, Relationship

Bits = int
"""A set of layers: bit ``n`` stands for the ``n``-th of them, in the order of their ids."""

Fields = Mapping[str, Hashable]


class NotShort(Exception):
    """There is something that only a comparison of the records themselves decides."""


class IdsWanted(NotShort):
    """It could be told with the ids of the claims."""


class SaidMention(msgspec.Struct, frozen=True, gc=False):
    """A mention of one fragment, as ``layers`` have it; ``words``: its quote on one line.

    ``entity``: the one that speaks for all that are the same; ``attributes``: as
    :func:`~juseok.core.adjudicate_model.said_by` has them.
    """

    start: int
    end: int
    words: str
    type: str
    entity: str
    attributes: Fields
    layers: Bits


class SaidClaim(NamedTuple):
    """A claim as ``layers`` have it; the id of ``claim`` says nothing."""

    claim: Claim
    layers: Bits


class SaidEdge(NamedTuple):
    """A relationship or a claim link as ``layers`` have it; the id of ``edge`` says nothing."""

    edge: Relationship | ClaimLink
    layers: Bits


@dataclass(frozen=True, slots=True)
class SaidArticle:
    """``layers``: everybody who did the article, also who found nothing in it.

    ``refers``: an id that a claim or an edge refers to → ``"mention"`` or ``"claim"``, and which
    of these it is; None for what is not here.
    """

    layers: Bits
    mentions: Sequence[SaidMention] = ()
    claims: Sequence[SaidClaim] = ()
    relationships: Sequence[SaidEdge] = ()
    claim_links: Sequence[SaidEdge] = ()
    refers: Callable[[str], tuple[str, int] | None] = lambda _: None
    far: Mapping[str, str] = field(default_factory=dict[str, str])
    ids: Mapping[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])


class ShortItem(NamedTuple):
    """An item as far as a list needs it; no two of an article have one key, so that they are in
    the order of the queue when they are sorted.

    ``sort`` and ``state``: their ranks; ``votes``: how many layers say what a rule would take.
    """

    sort: int
    state: int
    start: int
    end: int
    key: str
    words: str
    types: frozenset[str]
    layers: Bits
    votes: int = 0

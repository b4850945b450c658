"""One look for suggestions: propose from what is known, and choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from juseok.core.brief import Brief
from juseok.core.model import (
    Article,
    Claim,
    Entity,
    Mention,
    Rejection,
    Relationship,
    Viewer,
)
from juseok.core.scheme import Scheme
from juseok.services.entities.known_names import Known
from juseok.services.suggestions.precedent import Precedent
from juseok.services.suggestions.sources import Material, bylines, near, propose
from juseok.services.suggestions.suggesting import Proposal, Range, Suggestion, arrange

_PASS = {"claim": "claims", "relationship": "relationships"}
"""The pass that a suggestion of another sort than a mention belongs to."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a thread is given: values that no edit changes.

    ``recent``: the entities that changed since what is known was read, None for those that have
    gone.  ``more``: what other sources proposed for this article.  ``stretch``: the part of the
    text that is looked at, code points half-open; all of it where none is given.  ``brief``: what a
    campaign asks for; nothing else is suggested.
    """

    article: Article
    viewer: Viewer
    types: frozenset[str]
    mentions: Sequence[Mention] = ()
    claims: Sequence[Claim] = ()
    rejections: Sequence[Rejection] = ()
    recent: Mapping[str, Entity | None] = field(default_factory=dict[str, Entity | None])
    more: Sequence[Proposal] = ()
    stretch: Range | None = None
    relationships: Sequence[Relationship] = ()
    scheme: Scheme | None = None
    brief: Brief | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """``known``: what it was made from."""

    known: Known
    items: tuple[Suggestion, ...]


def look(ask: Ask, known: Known) -> Answer:
    """The suggestions for one article.  Reads nothing; in any thread."""
    layer = ask.viewer.own_layer
    stretch = ask.stretch or (0, len(ask.article.text))
    precedent = Precedent.of(
        article=ask.article,
        layer=layer,
        uses=known.uses,
        mentions=ask.mentions,
        rejections=ask.rejections,
    )
    material = Material(
        ask.article,
        layer,
        known,
        ask.mentions,
        ask.types,
        Known.of(each for each in ask.recent.values() if each is not None),
        frozenset(ask.recent),
        stretch,
        ask.relationships,
        ask.scheme,
    )
    items = arrange(
        article=ask.article,
        layer=layer,
        proposals=precedent.weigh(
            [*propose(material), *(one for one in ask.more if _starts_in(one, stretch))]
        ),
        mentions=near(ask.mentions, stretch),
        claims=ask.claims,
        rejections=ask.rejections,
        apart=bylines(ask.article.text, stretch),
    )
    brief = ask.brief
    if brief is not None:
        items = tuple(each for each in items if _asked(each, brief, ask.article))
    return Answer(known, items)


def _asked(item: Suggestion, brief: Brief, article: Article) -> bool:
    if not brief.has_place(item.start, article.zones):
        return False
    if item.sort == "mention" and item.type:
        return brief.has_type(item.type)
    return _PASS.get(item.sort, "mentions") in brief.passes


def _starts_in(proposal: Proposal, stretch: Range) -> bool:
    return bool(proposal.spans) and stretch[0] <= proposal.spans[0][0] < stretch[1]

"""Links between claims, also of different articles: same, supports, refutes …"""

from collections.abc import Iterable
from typing import TypeAlias

from juseok.core.errors import AnnotationError
from juseok.core.model import ArticleAnnotations, Claim, ClaimLink, How
from juseok.core.ops import Action
from juseok.core.scheme import LinkType, Scheme, name_message
from juseok.services.edits import create, elide, label, quote_of, remark_changes, remove, update
from juseok.services.tagging.mentions import MakeId

EdgeKey: TypeAlias = tuple[str, str, str]
"""Type, head and tail: what no two links of one layer may share."""


def is_symmetric(scheme: Scheme, type: str) -> bool:
    found = scheme.link_type(type)
    return found is not None and found.symmetric


def ordered(head: str, tail: str, *, symmetric: bool) -> tuple[str, str]:
    """The ends as they are stored: of a link that has no direction, the smaller id first."""
    return (tail, head) if symmetric and tail < head else (head, tail)


def link_key(link: ClaimLink, scheme: Scheme) -> EdgeKey:
    ends = ordered(link.head, link.tail, symmetric=is_symmetric(scheme, link.type))
    return (link.type, *ends)


def add_claim_link(
    *,
    ids: MakeId,
    head: Claim,
    tail: Claim,
    type: str,
    scheme: Scheme,
    existing: Iterable[ClaimLink] = (),
    how: How = How.HAND,
) -> Action:
    """A link from ``head`` to ``tail``; it belongs to the article of ``head``.

    ``existing`` are the links that touch either claim.  Raises :class:`AnnotationError` for a
    claim with itself, claims of two layers, an unknown type, and the same link again.
    """
    found, ends = _checked(head.id, tail.id, type, scheme, existing)
    if head.layer != tail.layer:
        raise AnnotationError("annotate.link.layers")
    link = ClaimLink(ids(), head.layer, head.article, type, *ends, how=how)
    return Action(
        label(
            "claim_link.add",
            type=name_message(found),
            head=elide(quote_of(head.content)),
            tail=elide(quote_of(tail.content)),
        ),
        (create(link),),
        link.article,
    )


def retype_claim_link(
    *, link: ClaimLink, type: str, scheme: Scheme, existing: Iterable[ClaimLink] = ()
) -> Action | None:
    """Give a link another type; None when it has it.  Raises as :func:`add_claim_link`."""
    if link.type == type:
        return None
    others = [each for each in existing if each.id != link.id]
    found, (head, tail) = _checked(link.head, link.tail, type, scheme, others)
    return Action(
        label("claim_link.retype", type=name_message(found)),
        (update(link, type=type, head=head, tail=tail),),
        link.article,
    )


def delete_claim_link(*, link: ClaimLink, annotations: ArticleAnnotations) -> Action:
    """Delete a link and the remarks on it."""
    return Action(
        label("claim_link.delete", type=link.type),
        (remove(link), *remark_changes((link.id,), annotations, link.layer)),
        link.article,
    )


def _checked(
    head: str, tail: str, type: str, scheme: Scheme, existing: Iterable[ClaimLink]
) -> tuple[LinkType, tuple[str, str]]:
    found = scheme.link_type(type)
    if found is None:
        raise AnnotationError("annotate.link.no_type", type=type)
    if head == tail:
        raise AnnotationError("annotate.link.self")
    ends = ordered(head, tail, symmetric=found.symmetric)
    if any(link_key(link, scheme) == (type, *ends) for link in existing):
        raise AnnotationError("annotate.link.twice", type=name_message(found))
    return found, ends

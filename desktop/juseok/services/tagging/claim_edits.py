"""Claims as wholes: split, merge, nest and delete, with the links that hang on them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from juseok.core.errors import AnnotationError
from juseok.core.model import ArticleAnnotations, Claim, ClaimLink, How, Refs, Value
from juseok.core.ops import DELETE, Action, Change
from juseok.core.scheme import Scheme
from juseok.core.spans import merged
from juseok.services.edits import (
    amend,
    attribute_change,
    create,
    label,
    remark_changes,
    remove,
    update,
)
from juseok.services.tagging.claim_links import EdgeKey, is_symmetric, link_key, ordered

_WORDLESS: Final = ("affiliation", "medium", "time", "place", "object")


def split_claim(*, ids: Callable[[], str], claim: Claim) -> Action:
    """One claim per content span; the first keeps its id, links and remarks.

    Each has the source, the cue and the attributes of the whole.  Raises
    :class:`AnnotationError` for a claim with one content span.
    """
    if len(claim.content) < 2:
        raise AnnotationError("annotate.claim.one_content")
    first, *rest = claim.content
    made = [create(replace(claim, id=ids(), content=(span,))) for span in rest]
    return Action(
        label("claim.split", claim.content, count=len(claim.content)),
        (update(claim, content=(first,)), *made),
        claim.article,
    )


def merge_claims(
    *,
    text: str,
    keep: Claim,
    other: Claim,
    annotations: ArticleAnnotations,
    scheme: Scheme,
    links: Iterable[ClaimLink] = (),
) -> Action:
    """One claim of two: ``keep`` takes the words, links, remarks and nested claims of ``other``.

    Where both say something, ``keep`` wins, but an untouched default gives way to what a
    person chose.  ``links`` are links of other articles that touch ``other``.  A link that
    would lead to itself or stand twice is dropped.  Raises :class:`AnnotationError` for claims
    of two articles or layers, and for a claim with itself.
    """
    if keep.id == other.id:
        raise AnnotationError("annotate.claim.same")
    if (keep.article, keep.layer) != (other.article, other.layer):
        raise AnnotationError("annotate.claim.apart")
    parents, children = _parents_after(keep, other, annotations)
    changes = [_merged(text, keep, other, nested_in=parents)]
    changes += [amend(child, {"nested_in": keep.id}) for child in children]
    moved = _links_after(keep, other, _own_links(other, annotations, links), scheme)
    dropped = {change.obj for change in moved if change.verb == DELETE}
    changes += [*moved, *remark_changes(dropped, annotations, keep.layer)]
    changes += [
        amend(remark, {"target": keep.id})
        for remark in annotations.remarks
        if remark.target == other.id and remark.layer == other.layer
    ]
    changes.append(remove(other))
    return Action(label("claim.merge", keep.content), tuple(changes), keep.article)


def _merged(text: str, keep: Claim, other: Claim, *, nested_in: str) -> Change:
    fields: dict[str, object] = {
        "content": merged(text, (*keep.content, *other.content)),
        "cue": merged(text, (*keep.cue, *other.cue)),
        "nested_in": nested_in,
        "note": "\n".join(filter(None, (keep.note, other.note))),
    }
    if other.source_state == "given":
        fields["source"] = _union(keep.source, other.source)
        fields["source_state"] = "given"
    elif keep.source_state == "open":
        fields["source_state"] = other.source_state
    for role in _WORDLESS:
        fields[role] = _union(getattr(keep, role), getattr(other, role))
    changed = {name: value for name, value in fields.items() if value != getattr(keep, name)}
    body = dict(update(keep, **changed).body)
    for name, value in other.attributes.items():
        if _gives_way(keep.attributes.get(name), value):
            body.update(attribute_change(keep, name, value).body)
    return amend(keep, body)


def _union(mine: Refs, theirs: Refs) -> Refs:
    return (*mine, *(ref for ref in theirs if ref not in mine))


def _gives_way(mine: Value | None, theirs: Value) -> bool:
    return mine is None or (mine.how == How.DEFAULT and theirs.how != How.DEFAULT)


def _parents_after(
    keep: Claim, other: Claim, annotations: ArticleAnnotations
) -> tuple[str, list[Claim]]:
    """What ``keep`` is nested in once ``other`` is it, and which claims were in ``other``."""
    children = [
        claim
        for claim in annotations.claims
        if claim.nested_in == other.id and claim.layer == other.layer and claim.id != keep.id
    ]
    own = keep.nested_in if keep.nested_in not in ("", other.id) else other.nested_in
    parents = {claim.id: claim.nested_in for claim in annotations.claims if claim.id != other.id}
    parents |= {child.id: keep.id for child in children}
    parents[keep.id] = ""
    return ("" if keep.id in _ancestry(own, parents) else own), children


def _ancestry(claim: str, parents: Mapping[str, str]) -> list[str]:
    """``claim`` and what it is nested in, outwards; stops where a chain bites its tail."""
    chain: list[str] = []
    while claim and claim not in chain:
        chain.append(claim)
        claim = parents.get(claim, "")
    return chain


def _links_after(
    keep: Claim, other: Claim, links: Iterable[ClaimLink], scheme: Scheme
) -> list[Change]:
    moved = [link for link in links if other.id in (link.head, link.tail)]
    moved_ids = {link.id for link in moved}
    taken: set[EdgeKey] = {link_key(link, scheme) for link in links if link.id not in moved_ids}
    changes: list[Change] = []
    for link in moved:
        head = keep.id if link.head == other.id else link.head
        tail = keep.id if link.tail == other.id else link.tail
        head, tail = ordered(head, tail, symmetric=is_symmetric(scheme, link.type))
        key = (link.type, head, tail)
        if head == tail or key in taken:
            changes.append(remove(link))
            continue
        taken.add(key)
        changes.append(amend(link, {"head": head, "tail": tail}))
    return changes


def _own_links(
    claim: Claim, annotations: ArticleAnnotations, links: Iterable[ClaimLink]
) -> list[ClaimLink]:
    found = {link.id: link for link in (*annotations.claim_links, *links)}
    return [link for link in found.values() if link.layer == claim.layer]


def nest_claim(
    *, claim: Claim, outer: Claim | None, annotations: ArticleAnnotations
) -> Action | None:
    """Say that ``claim`` is told within ``outer`` (None: within none); None if it is so already.

    Raises :class:`AnnotationError` where a claim would come to lie within itself.
    """
    target = outer.id if outer is not None else ""
    if claim.nested_in == target:
        return None
    if outer is not None:
        if (outer.article, outer.layer) != (claim.article, claim.layer):
            raise AnnotationError("annotate.claim.apart")
        parents = {each.id: each.nested_in for each in annotations.claims}
        if claim.id in _ancestry(outer.id, parents):
            raise AnnotationError("annotate.claim.nested_in_itself")
    code = "claim.nest" if outer is not None else "claim.unnest"
    return Action(label(code, claim.content), (update(claim, nested_in=target),), claim.article)


def delete_claim(
    *, claim: Claim, annotations: ArticleAnnotations, links: Iterable[ClaimLink] = ()
) -> Action:
    """Delete a claim, its links (``links``: those of other articles) and the remarks on them.

    Claims nested in it come to lie in what it was nested in.
    """
    gone = [
        link for link in _own_links(claim, annotations, links) if claim.id in (link.head, link.tail)
    ]
    changes = [remove(claim), *map(remove, gone)]
    changes += [
        amend(inner, {"nested_in": claim.nested_in})
        for inner in annotations.claims
        if inner.nested_in == claim.id and inner.layer == claim.layer
    ]
    targets = {claim.id, *(link.id for link in gone)}
    changes += remark_changes(targets, annotations, claim.layer)
    return Action(label("claim.delete", claim.content), tuple(changes), claim.article)

"""Relationships by hand: two mentions, a type that the scheme allows, and the evidence."""

from collections.abc import Iterable

from juseok.core.errors import AnnotationError
from juseok.core.model import (
    ArticleAnnotations,
    Attributes,
    How,
    Mention,
    Relationship,
    SentenceEdits,
)
from juseok.core.ops import Action
from juseok.core.scheme import RelationshipType, Scheme, name_message
from juseok.core.sentences import LineSplitter, sentence_at, split_line
from juseok.core.spans import Spans, make_span, merged
from juseok.services.edits import create, elide, label, quote_of, remark_changes, remove, update
from juseok.services.tagging.mentions import MakeId


def default_evidence(
    *,
    text: str,
    head: Mention,
    tail: Mention,
    split: LineSplitter = split_line,
    sentencing: SentenceEdits | None = None,
) -> Spans:
    """The sentence that holds both mentions, or the two sentences that hold one each.

    ``sentencing``: where an annotator corrected the sentences of the text.
    """
    found = {
        sentence_at(text, span.start, split, sentencing)
        for each in (head, tail)
        for span in each.spans[:1]
    }
    return merged(text, (make_span(text, start, end) for start, end in sorted(found)))


def check_pair(
    *,
    scheme: Scheme,
    type: str,
    head: Mention,
    tail: Mention,
    existing: Iterable[Relationship] = (),
) -> RelationshipType:
    """The type, where it may lead from ``head`` to ``tail``.

    Raises :class:`AnnotationError` with the reason: ends of two articles or layers, one
    mention at both ends, types that the scheme does not join, or the same relationship again.
    """
    if head.id == tail.id:
        raise AnnotationError("annotate.relationship.self")
    if (head.article, head.layer) != (tail.article, tail.layer):
        raise AnnotationError("annotate.relationship.apart")
    choices = scheme.allowed_relationships(head.type, tail.type)
    choice = next((each for each in choices if each.type.id == type), None)
    if choice is None:
        raise AnnotationError("annotate.relationship.no_type", type=type)
    if not choice.allowed:
        raise AnnotationError("annotate.relationship.refused", reason=choice.reason or type)
    ends = {(head.id, tail.id)} | ({(tail.id, head.id)} if choice.type.symmetric else set())
    if any(each.type == type and (each.head, each.tail) in ends for each in existing):
        raise AnnotationError("annotate.relationship.twice", type=name_message(choice.type))
    return choice.type


def add_relationship(
    *,
    ids: MakeId,
    text: str,
    head: Mention,
    tail: Mention,
    type: str,
    scheme: Scheme,
    existing: Iterable[Relationship] = (),
    evidence: Spans | None = None,
    split: LineSplitter = split_line,
    sentencing: SentenceEdits | None = None,
    attributes: Attributes | None = None,
    how: How = How.HAND,
) -> Action:
    """A relationship from ``head`` to ``tail``; evidence defaults to their sentence.

    Raises :class:`AnnotationError` as :func:`check_pair` does.
    """
    found = check_pair(scheme=scheme, type=type, head=head, tail=tail, existing=existing)
    edge = Relationship(
        ids(),
        head.layer,
        head.article,
        type,
        head.id,
        tail.id,
        default_evidence(text=text, head=head, tail=tail, split=split, sentencing=sentencing)
        if evidence is None
        else evidence,
        attributes or {},
        how,
    )
    return Action(
        label(
            "relationship.add",
            type=name_message(found),
            head=elide(quote_of(head.spans)),
            tail=elide(quote_of(tail.spans)),
        ),
        (create(edge),),
        edge.article,
    )


def retype_relationship(
    *,
    relationship: Relationship,
    type: str,
    head: Mention,
    tail: Mention,
    scheme: Scheme,
    existing: Iterable[Relationship] = (),
) -> Action | None:
    """Give a relationship another type; None when it has it.  Raises as :func:`check_pair`."""
    if relationship.type == type:
        return None
    found = check_pair(scheme=scheme, type=type, head=head, tail=tail, existing=existing)
    return Action(
        label("relationship.retype", type=name_message(found)),
        (update(relationship, type=type),),
        relationship.article,
    )


def flip(
    *,
    relationship: Relationship,
    head: Mention,
    tail: Mention,
    scheme: Scheme,
    existing: Iterable[Relationship] = (),
) -> Action:
    """Turn a relationship round; ``head`` and ``tail`` are its ends as they are now.

    Raises as :func:`check_pair` where the type does not lead the other way.
    """
    others = [each for each in existing if each.id != relationship.id]
    found = check_pair(scheme=scheme, type=relationship.type, head=tail, tail=head, existing=others)
    return Action(
        label("relationship.flip", type=name_message(found)),
        (update(relationship, head=tail.id, tail=head.id),),
        relationship.article,
    )


def set_evidence(*, relationship: Relationship, evidence: Spans) -> Action | None:
    """Put the evidence on other words (proved; may be empty); None when they are the same."""
    if relationship.evidence == evidence:
        return None
    return Action(
        label("relationship.evidence", type=relationship.type),
        (update(relationship, evidence=evidence),),
        relationship.article,
    )


def delete_relationship(*, relationship: Relationship, annotations: ArticleAnnotations) -> Action:
    """Delete a relationship and the remarks on it."""
    return Action(
        label("relationship.delete", type=relationship.type),
        (
            remove(relationship),
            *remark_changes((relationship.id,), annotations, relationship.layer),
        ),
        relationship.article,
    )

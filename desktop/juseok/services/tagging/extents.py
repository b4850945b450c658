"""What annotations cover and point to: the keys under which a workspace finds them again."""

from collections.abc import Iterable, Iterator
from typing import Final, cast

from juseok.core.model import Claim, ClaimLink, Mention, Rejection, Relationship, Remark
from juseok.core.ops import CREATE, CREATE_MANY, Body, Change, Json
from juseok.core.spans import Spans
from juseok.services.edits import Annotation

BUCKET: Final = 256
"""Code points that share an entry of the index by place."""


def singly(change: Change) -> Iterator[Change]:
    """``change``, or the creates that a ``create-many`` stands for."""
    if change.verb != CREATE_MANY:
        yield change
        return
    for obj, kind, body in cast("list[list[Json]]", change.body["objects"]):
        yield Change(cast("str", obj), cast("str", kind), CREATE, cast("Body", body))


def size(record: Mention | Claim) -> tuple[int, int, str]:
    spans = record.spans if isinstance(record, Mention) else record.content
    return sum(map(len, spans)), spans[0].start, record.id


def extents(record: Mention | Claim) -> Spans:
    if isinstance(record, Mention):
        return record.spans
    roles = (record.source, record.affiliation, record.medium, record.time, record.place)
    named = tuple(ref.span for refs in (*roles, record.object) for ref in refs if ref.span)
    return (*record.content, *record.cue, *named)


def buckets_of(spans: Spans) -> Iterable[int]:
    if len(spans) == 1:  # as nearly always; an article can hold 30,000 mentions
        span = spans[0]
        return range(span.start // BUCKET, (span.end - 1) // BUCKET + 1)
    return {
        bucket
        for span in spans
        for bucket in range(span.start // BUCKET, (span.end - 1) // BUCKET + 1)
    }


def targets_of(record: Annotation) -> Iterable[str]:
    if isinstance(record, Mention):
        return (record.entity,) if record.entity else ()
    match record:
        case Rejection():
            return ()
        case Relationship(head=head, tail=tail) | ClaimLink(head=head, tail=tail):
            found = {head, tail}
        case Remark(target=target):
            found = {target}
        case Claim():
            roles = (record.source, record.affiliation, record.medium, record.time, record.place)
            found = {ref.id for refs in (*roles, record.object) for ref in refs}
            found.add(record.nested_in)
    return found - {""}

"""From records to what the article view draws.  Pure."""

from collections.abc import Iterable, Sequence
from typing import Final

from juseok.core.model import Claim, Mention, Relationship, Remark
from juseok.core.names import is_name_boundary
from juseok.core.scheme import Scheme
from juseok.core.spans import Spans
from juseok.services.edits import Annotation
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.document import Arc, Mark, MarkSort, Range
from juseok.ui.i18n import tr

_LONGEST_PARTICLE: Final = 8
_PARTS: Final = ("", "#cue", "#source", "#evidence")


def all_marks(workspace: ArticleWorkspace, scheme: Scheme, language: str) -> list[Mark]:
    """The marks of a whole article."""
    records: Sequence[Annotation] = (*workspace.mentions, *workspace.claims, *workspace.remarks)
    return [
        mark
        for record in records
        for mark in marks_of(record, workspace, scheme=scheme, language=language)
    ]


def own_place(record: object) -> tuple[Range, ...]:
    """Where ``record`` stands: a mention's spans, a claim's content, a relationship's evidence."""
    match record:
        case Mention():
            return ranges(record.spans)
        case Claim():
            return ranges(record.content)
        case Relationship():
            return ranges(record.evidence)
        case _:
            return ()


def marks_of(
    record: Annotation, workspace: ArticleWorkspace, *, scheme: Scheme, language: str
) -> list[Mark]:
    """The marks that stand for one record at rest; nothing for what is only shown in hand."""
    match record:
        case Mention():
            kind = scheme.entity_type(record.type)
            name = kind.name(language) if kind else record.type
            letter = (kind.letter or kind.key) if kind else ""
            quote = " ".join(span.quote for span in record.spans)
            return [
                Mark(
                    record.id,
                    MarkSort.MENTION,
                    ranges(record.spans),
                    style=record.type,
                    letter=letter or record.type[:1],
                    label=f"{name}: {quote}",
                )
            ]
        case Claim():
            made = [Mark(record.id, MarkSort.CLAIM, ranges(record.content), label=tr("Claim"))]
            if record.cue:
                made.append(
                    Mark(
                        f"{record.id}#cue",
                        MarkSort.CUE,
                        ranges(record.cue),
                        label=tr("Cue of a claim"),
                        owner=record.id,
                    )
                )
            return made
        case Remark(sort="question", resolved=False):
            spans = place_of(workspace, record.target)
            if not spans:
                return []
            return [
                Mark(
                    record.id,
                    MarkSort.QUESTION,
                    spans,
                    label=record.text or tr("Question"),
                    owner=record.target,
                )
            ]
        case _:
            return []


def marks_in_hand(workspace: ArticleWorkspace, record: str) -> list[Mark]:
    """What is shown besides, while ``record`` is in hand: a claim's source, evidence."""
    found = workspace.get(record)
    match found:
        case Claim():
            spans = source_ranges(found, workspace)
            sort, part, words = MarkSort.SOURCE, "#source", tr("Source of the claim")
        case Relationship():
            spans = ranges(found.evidence)
            sort, part, words = MarkSort.EVIDENCE, "#evidence", tr("Evidence")
        case _:
            return []
    return [Mark(f"{record}{part}", sort, spans, label=words, owner=record)] if spans else []


def left_out(workspace: ArticleWorkspace, record: str) -> tuple[Range, ...]:
    """The particle behind the mention ``record``, which is no part of the name; or nothing."""
    found = workspace.get(record)
    if not isinstance(found, Mention):
        return ()
    text, end = workspace.text, found.spans[-1].end
    stop = end
    while stop < len(text) and stop - end <= _LONGEST_PARTICLE and "가" <= text[stop] <= "힣":
        stop += 1
    if stop == end or not is_name_boundary(text, found.spans[-1].start, end):
        return ()
    return ((end, stop),)


def mark_ids(record: str) -> list[str]:
    """Every id that a mark of ``record`` can have."""
    return [record + part for part in _PARTS]


def arcs_of(relationships: Iterable[Relationship], scheme: Scheme, language: str) -> list[Arc]:
    found: list[Arc] = []
    for each in relationships:
        kind = scheme.relationship_type(each.type)
        words = kind.name(language) if kind else each.type
        found.append(Arc(each.id, each.head, each.tail, words, each.type))
    return found


def ranges(spans: Spans) -> tuple[Range, ...]:
    return tuple((span.start, span.end) for span in spans)


def source_ranges(claim: Claim, workspace: ArticleWorkspace) -> tuple[Range, ...]:
    """Where a claim's source stands in the text, as far as it does."""
    found: set[Range] = set()
    for ref in claim.source:
        if ref.span is not None:
            found.add((ref.span.start, ref.span.end))
        elif ref.sort == "mention":
            mention = workspace.mention(ref.id)
            found.update(ranges(mention.spans) if mention else ())
    out: list[Range] = []
    for start, end in sorted(found):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return tuple(out)


def place_of(workspace: ArticleWorkspace, record: str) -> tuple[Range, ...]:
    """Where a record stands in its article; empty when it is not there."""
    found = workspace.get(record)
    match found:
        case Relationship():
            return own_place(found) or place_of(workspace, found.head)
        case Remark():
            return place_of(workspace, found.target)
        case _:
            return own_place(found)

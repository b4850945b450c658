"""What one's own mentions suggest: relationships between them, and other names in brackets.

A relationship joins two mentions, so it is proposed only where both are tagged already, and only
where the scheme allows it between their types.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from juseok.core.errors import AnnotationError
from juseok.core.messages import Message
from juseok.core.model import Mention
from juseok.core.sentences import line_at, sentence_at, units_of
from juseok.lang.candidates import Candidate
from juseok.lang.relations import relation_proposals
from juseok.services.edits import elide
from juseok.services.entities.alias_behind import alias_span
from juseok.services.suggestions.suggesting import Proposal, Range, RelationFields
from juseok.services.tagging.relationships import check_pair

if TYPE_CHECKING:
    from juseok.services.suggestions.sources import Material

_BRACKET: Final = 0.98
_ASKED: Final = Message("relations.pattern", words="")


def relationships(material: "Material") -> Iterator[Proposal]:
    """Those that clear patterns show between own mentions, each with its sentence."""
    scheme, text = material.scheme, material.article.text
    if scheme is None:
        return
    own = {(each.spans[0].start, each.spans[0].end): each for each in _own(material)}
    names = [
        Candidate(*place, each.spans[0].quote, each.type, 1, _ASKED) for place, each in own.items()
    ]
    edits = material.article.sentencing
    for found in relation_proposals(text, _sentences(material, list(own)), names):
        head, tail = own[found.head], own[found.tail]
        try:
            check_pair(
                scheme=scheme, type=found.type, head=head, tail=tail,
                existing=material.relationships,
            )  # fmt: skip
        except AnnotationError:
            continue
        start, end = sentence_at(text, found.evidence[0], edits=edits)
        yield Proposal(
            tuple(sorted((found.head, found.tail))),
            found.reason,
            found.score,
            "relations",
            found.type,
            sort="relationship",
            relation=RelationFields(
                head.id, tail.id, text[start:end], turned=found.head > found.tail
            ),
        )


def brackets(material: "Material") -> Iterator[Proposal]:
    """Another name of an entity that stands untagged behind a mention of it."""
    text = material.article.text
    for mention in _own(material):
        span = alias_span(text, mention) if mention.entity else None
        if span is None or _goes_by(material, mention.entity, span.quote):
            continue
        yield Proposal(
            ((span.start, span.end),),
            Message("aliases.bracket", name=elide(mention.spans[0].quote), alias=elide(span.quote)),
            _BRACKET,
            "relations",
            mention.type,
            mention.entity,
            sort="alias",
            relation=RelationFields(mention.id),
        )


def _goes_by(material: "Material", entity: str, name: str) -> bool:
    """Whether an entity is known by a name; then that is found without a bracket."""
    return any(
        each.entity == entity and each.way != "tagged"
        for known in (material.known, material.recent)
        for each in known.meanings.get(name, ())
    )


def _own(material: "Material") -> list[Mention]:
    """Own mentions in one piece in the stretch that is looked at, in text order."""
    low, high = _stretch(material)
    found = [
        each
        for each in material.mentions
        if each.layer == material.layer
        and len(each.spans) == 1
        and low <= each.spans[0].start
        and each.spans[0].end <= high
    ]
    return sorted(found, key=lambda each: (each.spans[0].start, each.spans[0].end))


def _sentences(material: "Material", places: Sequence[Range]) -> Sequence[Range]:
    """The sentences of lines with two of ``places`` or more: no others have a relationship."""
    text, edits = material.article.text, material.article.sentencing
    lines = Counter(line_at(text, start) for start, _ in places)
    return [
        sentence
        for (start, end), count in sorted(lines.items())
        if count > 1
        for sentence in units_of(text[start:end], start, edits=edits)
    ]


def _stretch(material: "Material") -> Range:
    return material.stretch or (0, len(material.article.text))

"""What an annotator may have missed in one article: one small check per rule.

The checks look and never change; nothing here blocks.  Each yields :class:`Finding` values
for one article and one person's annotations.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias, TypeVar

from juseok.core.cover import Cover
from juseok.core.messages import Message
from juseok.core.model import READING_ROLES, Article, ArticleAnnotations, Claim, Mention, Remark
from juseok.core.names import LONG_PARTICLES, SHORT_PARTICLES, is_particle, occurrences
from juseok.core.quotations import quotations
from juseok.core.scheme import Scheme, name_message
from juseok.core.spans import Span, Spans, bounds, overlaps

_QUOTE: Final = 20
_EDGE_SIGNS: Final = frozenset("“”„‟‘’‚‛\"'＂＇`´,;:·…?!、，")
_PAIRS: Final = (("(", ")"), ("[", "]"), ("〈", "〉"), ("《", "》"), ("「", "」"), ("『", "』"))
_HANGUL_STOP: Final = re.compile(r"[가-힣]\.$")
_NAMELESS_FORMS: Final = frozenset({"pronoun", "nominal"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: why, where, and the annotations it is about."""

    code: Message
    span: Span | None = None
    objects: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The rule's name: the last part of the code."""
        return self.code.code.rpartition(".")[2]


@dataclass(frozen=True)
class Checked:
    """What the rules look at."""

    article: Article
    annotations: ArticleAnnotations
    scheme: Scheme
    value_types: frozenset[str] = field(default_factory=frozenset[str])

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def reading(self) -> tuple[tuple[int, int], ...]:
        """The parts of the text that belong to the article; all of it where no zones are."""
        zones = self.article.zones
        if not zones:
            return ((0, len(self.text)),)
        return tuple(sorted((each.start, each.end) for each in zones if each.role in READING_ROLES))

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        return {mention.id: mention for mention in self.annotations.mentions}

    def tagged_offsets(self) -> bytearray:
        """One byte a code point: 1 where a mention lies."""
        offsets = bytearray(len(self.text))
        for mention in self.annotations.mentions:
            for span in mention.spans:
                offsets[span.start : span.end] = b"\1" * len(span)
        return offsets


_Placed = TypeVar("_Placed", Mention, Claim)
Rule: TypeAlias = Callable[[Checked], Iterator[Finding]]


def _shown(quote: str) -> str:
    line = " ".join(quote[: 8 * _QUOTE].split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"


def quotations_without_claim(checked: Checked) -> Iterator[Finding]:
    """A quotation of two words or more that no claim's content touches."""
    claimed = Cover(span for claim in checked.annotations.claims for span in claim.content)
    for start, end in checked.reading:
        for left, right in quotations(checked.text, start, end):
            quote = checked.text[left:right]
            if len(quote.split()) > 1 and not claimed.touches(left, right):
                yield Finding(
                    Message("finish.quotation", quote=_shown(quote)), Span(left, right, quote)
                )


def undecided_sources(checked: Checked) -> Iterator[Finding]:
    """A claim of which nobody said who says it."""
    for claim in checked.annotations.claims:
        if claim.source_state == "open":
            code = Message("finish.source", quote=_shown(claim.content[0].quote))
            yield Finding(code, claim.content[0], (claim.id,))


def untagged_names(checked: Checked) -> Iterator[Finding]:
    """A name that is tagged elsewhere in the article and not here."""
    names: dict[str, Mention] = {}
    for mention in checked.annotations.mentions:
        if _is_name(mention, checked.value_types):
            names.setdefault(mention.spans[0].quote, mention)
    taken = checked.tagged_offsets()
    for name, mention in sorted(names.items(), key=lambda item: (-len(item[0]), item[0])):
        for start, end in checked.reading:
            for at in occurrences(checked.text, name, start, end):
                span = Span(at, at + len(name), name)
                if taken.find(1, at, span.end) >= 0:
                    continue
                taken[at : span.end] = b"\1" * len(name)
                code = Message("finish.untagged", quote=_shown(name), type=mention.type)
                yield Finding(code, span, (mention.id,))


def means_elsewhere(mention: Mention) -> bool:
    """Whether its words mean the same elsewhere: pronouns and common nouns do not."""
    form = mention.attributes.get("mention_form")
    return form is None or form.value not in _NAMELESS_FORMS


def _is_name(mention: Mention, value_types: frozenset[str]) -> bool:
    if not means_elsewhere(mention):
        return False
    return len(mention.spans) == 1 and len(mention.spans[0]) > 1 and mention.type not in value_types


def relationship_types(checked: Checked) -> Iterator[Finding]:
    """A relationship whose ends are gone, or of types that the scheme does not join."""
    for edge in checked.annotations.relationships:
        head, tail = checked.mentions.get(edge.head), checked.mentions.get(edge.tail)
        found = checked.scheme.relationship_type(edge.type)
        name = name_message(found) if found is not None else edge.type
        if head is None or tail is None:
            yield Finding(Message("finish.ends", type=name), None, (edge.id,))
        elif found is None or not found.joins(head.type, tail.type):
            code = Message(
                "finish.types",
                type=name,
                head=_shown(head.spans[0].quote),
                tail=_shown(tail.spans[0].quote),
            )
            yield Finding(code, head.spans[0], (edge.id, head.id, tail.id))


def duplicates(checked: Checked) -> Iterator[Finding]:
    """Two mentions of one type, or two claims, on the same words; or one name tagged across."""
    mentions = sorted(checked.annotations.mentions, key=lambda each: (bounds(each.spans), each.id))
    yield from _doubles("finish.duplicate_mention", mentions, lambda each: (each.type, each.spans))
    claims = checked.annotations.claims
    yield from _doubles("finish.duplicate_claim", claims, lambda each: each.content)
    open_ones: list[Mention] = []
    for mention in mentions:
        start = mention.spans[0].start
        open_ones = [each for each in open_ones if each.spans[-1].end > start]
        for other in open_ones:
            if _cross(other, mention):
                code = Message("finish.crossing", quote=_shown(mention.spans[0].quote))
                yield Finding(code, mention.spans[0], (other.id, mention.id))
        open_ones.append(mention)


def _doubles(
    code: str, records: Iterable[_Placed], key: Callable[[_Placed], Hashable]
) -> Iterator[Finding]:
    groups: defaultdict[Hashable, list[_Placed]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    for group in groups.values():
        if len(group) > 1:
            first = group[0].spans if isinstance(group[0], Mention) else group[0].content
            ids = tuple(record.id for record in group)
            yield Finding(Message(code, quote=_shown(first[0].quote)), first[0], ids)


def _cross(one: Mention, other: Mention) -> bool:
    if not one.entity or (one.entity, one.type) != (other.entity, other.type):
        return False
    if one.spans == other.spans:
        return False
    return any(overlaps(mine, theirs) for mine in one.spans for theirs in other.spans)


def edges(checked: Checked) -> Iterator[Finding]:
    """A mention or a claim's content that takes in a quotation mark, a blank or a particle."""
    names = {mention.spans[0].quote for mention in checked.annotations.mentions}
    for mention in checked.annotations.mentions:
        if _has_loose_edge(mention.spans):
            yield _edge_finding("finish.edge_sign", mention.id, mention.spans)
        elif mention.type not in checked.value_types and particle_at_end(
            mention.spans[-1].quote, names
        ):
            yield _edge_finding("finish.edge_particle", mention.id, mention.spans)
    for claim in checked.annotations.claims:
        if any(_has_quote_edge(span.quote) for span in claim.content):
            yield _edge_finding("finish.edge_sign", claim.id, claim.content)


def _edge_finding(code: str, obj: str, spans: Spans) -> Finding:
    return Finding(Message(code, quote=_shown(spans[-1].quote)), spans[0], (obj,))


def _has_loose_edge(spans: Spans) -> bool:
    for span in spans:
        quote = span.quote
        if quote[0] in _EDGE_SIGNS or quote[-1] in _EDGE_SIGNS or _HANGUL_STOP.search(quote):
            return True
        if quote[0].isspace() or quote[-1].isspace():
            return True
        if any(quote.count(left) != quote.count(right) for left, right in _PAIRS):
            return True
    return False


def _has_quote_edge(quote: str) -> bool:
    return quote[0] in '“”"＂' or quote[-1] in '“”"＂' or quote != quote.strip()


def particle_at_end(quote: str, names: Collection[str]) -> str:
    """The particle in which a name seems to end; empty where there is none.

    A long particle is enough; a short one counts only when the rest is tagged as a name, too
    (화웨이 ends in 이, and 가나 in 나).
    """
    for particle in LONG_PARTICLES:
        name = quote.removesuffix(particle)
        if name != quote and len(name) > 1 and is_particle(name, particle):
            return particle
    for particle in SHORT_PARTICLES:
        name = quote.removesuffix(particle)
        if name != quote and name in names and is_particle(name, particle):
            return particle
    return ""


def open_questions(checked: Checked) -> Iterator[Finding]:
    """A parked question that nobody ticked off."""
    for remark in checked.annotations.remarks:
        if remark.sort == "question" and not remark.resolved:
            target = checked.mentions.get(remark.target)
            yield Finding(
                Message("finish.question", text=_shown(remark.text) or _asked(checked, remark)),
                target.spans[0] if target is not None else None,
                (remark.id, remark.target),
            )


def _asked(checked: Checked, remark: Remark) -> str:
    """What a question without words is about: the words of its mention or claim."""
    held = checked.annotations
    spans = next(
        (each.spans for each in held.mentions if each.id == remark.target),
        next((each.content for each in held.claims if each.id == remark.target), ()),
    )
    return f"‘{_shown(' … '.join(span.quote for span in spans))}’" if spans else "?"


RULES: Final[Mapping[str, Rule]] = {
    "quotations_without_claim": quotations_without_claim,
    "undecided_sources": undecided_sources,
    "untagged_names": untagged_names,
    "relationship_types": relationship_types,
    "duplicates": duplicates,
    "edges": edges,
    "open_questions": open_questions,
}
"""Every rule, in the order in which their findings are told where the place is the same."""


def check(checked: Checked, rules: Iterable[Rule] = tuple(RULES.values())) -> tuple[Finding, ...]:
    """The findings of ``rules`` in text order; those without a place come last."""
    found = [finding for rule in rules for finding in rule(checked)]
    end = len(checked.text)
    return tuple(sorted(found, key=lambda each: each.span.start if each.span else end))

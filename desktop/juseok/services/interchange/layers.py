"""What an article of a project has, layer by layer: rows of a stream as records."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, cast

import msgspec

from juseok.core.model import (
    Article,
    ArticleAnnotations,
    How,
    Kind,
    Mention,
    Metadata,
    SentenceEdits,
    Zone,
)
from juseok.core.recipe import ALL, BEST
from juseok.core.records import from_fields
from juseok.core.spans import Span
from juseok.formats.document import Kept
from juseok.store import places
from juseok.store.stream import PlainMention, Stored

KEPT_KIND: Final = "kept_lines"
"""Lines of an imported file that were not understood; an object of the layer they came into."""
_LAST: Final = 1 << 62
_FINISHED: Final = "finished"
_NEW: Final = "new"


def parted(
    rows: Iterable[Stored | PlainMention],
) -> tuple[list[PlainMention], list[Stored]]:
    """Plain mentions, and everything else."""
    mentions: list[PlainMention] = []
    others: list[Stored] = []
    for row in rows:
        if isinstance(row, PlainMention):
            mentions.append(row)
        else:
            others.append(row)
    return mentions, others


@dataclass(frozen=True, slots=True)
class Layers:
    """The objects of an article, and how far its annotators are, by layer."""

    mentions: defaultdict[str, list[PlainMention]] = field(
        default_factory=lambda: defaultdict[str, list[PlainMention]](list)
    )
    rows: defaultdict[str, list[Stored]] = field(
        default_factory=lambda: defaultdict[str, list[Stored]](list)
    )
    states: dict[str, str] = field(default_factory=dict[str, str])

    def used(self) -> set[str]:
        """The layers that have anything."""
        return {*self.mentions, *self.rows}

    def finished(self) -> set[str]:
        """The layers whose annotators have finished the article."""
        return {layer for layer, state in self.states.items() if state == _FINISHED}

    def reaches(self, states: Collection[str], layer: str) -> bool:
        """Whether the annotator of ``layer`` is so far; for the best and for all layers, any."""
        if layer in (BEST, ALL):
            return not {*self.states.values()}.isdisjoint(states) or (
                not self.states and _NEW in states
            )
        return self.states.get(layer, _NEW) in states

    def annotations(self, layer: str) -> ArticleAnnotations:
        """What ``layer`` says, each kind in text order."""
        found: defaultdict[str, list[Any]] = defaultdict(list)
        found[Kind.MENTION] = [_mention(each) for each in self.mentions.get(layer, ())]
        for each in self.rows.get(layer, ()):
            record = from_fields(each.kind, each.obj, each.fields)
            if record is not None:
                found[each.kind].append(record)
        found[Kind.MENTION].sort(
            key=lambda each: (each.spans[0].start, -each.spans[-1].end, each.id)
        )
        found[Kind.CLAIM].sort(key=lambda each: (each.content[0].start, each.id))
        return ArticleAnnotations(
            tuple(found[Kind.MENTION]),
            tuple(found[Kind.CLAIM]),
            tuple(found[Kind.CLAIM_LINK]),
            tuple(found[Kind.RELATIONSHIP]),
            tuple(found[Kind.REMARK]),
            tuple(found[Kind.REJECTION]),
        )


def _mention(plain: PlainMention) -> Mention:
    """As ``from_fields`` makes it, several times faster."""
    said = plain.fields
    return Mention(
        plain.obj,
        plain.layer,
        plain.article,
        said.type,
        tuple([Span(*each) for each in said.spans]),
        plain.entity or "",
        {},
        How.HAND if said.how is msgspec.UNSET else How(said.how),
        "" if said.note is msgspec.UNSET else said.note,
    )


def article_of(own: Stored, text: str, objects: Iterable[Stored]) -> Article:
    """An article as its own object, its text and what lies around it say."""
    metadata, zones, sentencing = Metadata(), tuple[Zone, ...](), SentenceEdits()
    first: Stored | None = None
    for each in objects:
        if each.kind == Kind.ZONING and not zones:
            zones = places.zones_from(each.fields)
        elif each.kind == Kind.SENTENCING:
            sentencing = places.sentencing_from(each.fields)
        elif each.kind == Kind.OCCURRENCE and (first is None or _place(each) < _place(first)):
            first = each
    if first is not None:
        metadata = places.metadata_from(first.fields)
    version = own.fields.get("norm_version", 1)
    return Article(own.obj, text, zones, metadata, int(version), sentencing=sentencing)


def rights_of(metadata: Metadata) -> str:
    """What an article says of its rights: a licence by name, else the line of its copyright."""
    extra = metadata.extra
    return extra.get("rights") or extra.get("license") or metadata.copyright


def rights_said(occurrences: Iterable[Stored]) -> dict[str, str]:
    """What each article says of its rights where it was found first."""
    first: dict[str, Stored] = {}
    for each in occurrences:
        article = str(each.fields.get("article", ""))
        if article not in first or _place(each) < _place(first[article]):
            first[article] = each
    return {
        article: rights_of(places.metadata_from(each.fields)) for article, each in first.items()
    }


def _place(occurrence: Stored) -> tuple[int, str]:
    """Where an occurrence stands in the order of the import."""
    position = occurrence.fields.get("position")
    return (position if isinstance(position, int) else _LAST, occurrence.obj)


def kept_of(objects: Iterable[Stored], layer: str) -> dict[str, Kept]:
    """Lines that came into ``layer`` with an import and were not understood, by format."""
    found: dict[str, Kept] = {}
    for each in objects:
        if each.kind != KEPT_KIND or each.fields.get("layer") != layer:
            continue
        lines, names = each.fields.get("lines"), each.fields.get("names")
        if isinstance(lines, list) and isinstance(names, dict):
            said = tuple(map(str, cast("list[object]", lines)))
            known = {str(k): str(v) for k, v in cast("dict[object, object]", names).items()}
            found[str(each.fields.get("format"))] = Kept(said, known)
    return found

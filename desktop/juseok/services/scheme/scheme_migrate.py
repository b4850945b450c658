"""Work done under an older version of the scheme, brought to the one in force by a table.

The table says of each type and value that is no longer in use what becomes of it; what it does
not name stays.  Every place is shown before anything is changed, and it is all one action.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import (
    Annotator,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Kind,
    Mention,
    Relationship,
    Viewer,
)
from juseok.core.ops import SET, Change
from juseok.core.scheme import Scheme, name_message
from juseok.core.spans import Span
from juseok.services.bulk.kwic import Looked, Record, Row, row_of
from juseok.services.bulk.recode import Edit, Give, Rejoin, Retype, note_of
from juseok.services.entities.index import EntityIndex
from juseok.store.reader import Reader

Sort: TypeAlias = Literal["mention", "relationship", "link", "value"]

GONE = ""
"""In a table: a value that is taken away."""

_ARTICLES = 100


@dataclass(frozen=True, slots=True)
class Old:
    """A type of mentions, relationships or claim links, or a value of an attribute, that is
    retired or gone."""

    sort: Sort
    id: str
    attribute: str = ""


Table: TypeAlias = Mapping[Old, str]
"""What becomes of what is old: the id of a type or value in force; :data:`GONE` for values."""


def outdated(
    *,
    reader: Reader,
    viewer: Viewer,
    scheme: Scheme,
    cancelled: Callable[[], bool] = lambda: False,
) -> tuple[tuple[Old, int], ...]:
    """What in the viewer's own layer the scheme no longer has in use, and how often it is there."""
    counts: Counter[Old] = Counter()
    if any(not _is_in_use(name, scheme) for name in reader.usage([viewer.own_layer])):
        for _, held in _own(reader, viewer, cancelled):
            for record in _records(held):
                counts.update(_old_of(record, scheme))
    order = sorted(counts.items(), key=lambda item: (item[0].sort, -item[1], item[0].id))
    return tuple(order)


def outdated_elsewhere(
    *, reader: Reader, viewer: Viewer, scheme: Scheme
) -> tuple[tuple[Annotator, int], ...]:
    """Who else has work in types and values that are no longer in use, and how many times.

    Nobody changes another's layer, not even the lead: each brings the own work over, by the same
    table.  Nothing is told to who annotates blind.
    """
    if reader.is_blind(viewer):
        return ()
    people = {each.id: each for each in reader.annotators()}
    found: list[tuple[Annotator, int]] = []
    for layer in reader.layers():
        if layer.role != "annotator" or layer.id == viewer.own_layer:
            continue
        used = reader.usage([layer.id])
        attributes = {name.partition("=")[0] for name in used if "=" in name}
        count = sum(
            n for name, n in used.items()
            if name not in attributes and not name.endswith("=None")
            and not _is_in_use(name, scheme)
        )  # fmt: skip
        if count and layer.annotator in people:
            found.append((people[layer.annotator], count))
    return tuple(sorted(found, key=lambda each: each[0].name))


def targets(old: Old, scheme: Scheme) -> list[tuple[str, Message]]:
    """What may become of it: id and name."""
    match old.sort:
        case "mention":
            live = [each for each in scheme.entity_types if not each.retired]
            return [(each.id, name_message(each)) for each in live]
        case "relationship":
            types = [each for each in scheme.relationship_types if not each.retired]
            return [(each.id, name_message(each)) for each in types]
        case "link":
            links = [each for each in scheme.link_types if not each.retired]
            return [(each.id, name_message(each)) for each in links]
        case "value":
            attribute = scheme.attribute(old.attribute)
            if attribute is None or attribute.retired:
                return []
            values = [each for each in attribute.values if not each.retired]
            return [(each.id, name_message(each)) for each in values]


def name_of(old: Old, scheme: Scheme) -> Message | str:
    """What people call it; its id, where the scheme has lost its name."""
    if old.sort != "value":
        kind = scheme.type(old.id)
        return name_message(kind) if kind is not None else old.id
    attribute = scheme.attribute(old.attribute)
    values = attribute.values if attribute is not None else ()
    value = next((each for each in values if each.id == old.id), None)
    return name_message(value) if value is not None else old.id


def look_to_migrate(
    *,
    reader: Reader,
    viewer: Viewer,
    scheme: Scheme,
    table: Table,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Looked]:
    """Every own place that ``table`` changes, also in articles that are finished."""
    total = len(reader.reviews.waiting([viewer.own_layer]))
    done = 0
    for part in _chunks(_own(reader, viewer, cancelled)):
        texts = {text.article: text for text in
                 reader.texts_holding(viewer, (), [article for article, _ in part])}  # fmt: skip
        rows: list[Row] = []
        for article, held in part:
            for record in _records(held):
                span = _place(record, held)
                if span is None or article not in texts:
                    continue
                rows += (
                    row_of(texts[article], span, record=record, edit=edit,
                           note=note_of(record, edit))
                    for edit in edits_of(record, table, scheme)
                )  # fmt: skip
        done += len(part)
        yield Looked(tuple(rows), done, total)


def edits_of(record: Record, table: Table, scheme: Scheme) -> Iterator[Edit]:
    """What ``table`` does to ``record``."""
    for old in _old_of(record, scheme):
        new = table.get(old)
        if new is None:
            continue
        words = dict(targets(old, scheme)).get(new)
        if old.sort == "value":
            attribute = scheme.attribute(old.attribute)
            name: Message | str = name_message(attribute) if attribute else old.attribute
            nothing = Message("recode.nothing")
            told = Message("recode.give", name=name, value=words or nothing)
            yield Give(old.attribute, new or None, told)
        elif words is not None and isinstance(record, Mention):
            yield Retype(new, record.entity)
        elif words is not None and isinstance(record, Relationship | ClaimLink):
            yield Rejoin(new, words)


def entities_that_follow(index: EntityIndex, table: Table) -> list[Change]:
    """What gives entities of a type that is migrated the type of their mentions."""
    types = {old.id: new for old, new in table.items() if old.sort == "mention"}
    return [
        Change(each.id, Kind.ENTITY, SET, {"type": types[each.type]})
        for each in index
        if each.type in types
    ]


def _own(
    reader: Reader, viewer: Viewer, cancelled: Callable[[], bool]
) -> Iterator[tuple[str, ArticleAnnotations]]:
    own = replace(viewer, visible_layers=frozenset({viewer.own_layer}))
    for waiting in reader.reviews.waiting([viewer.own_layer]):
        if cancelled():
            return
        yield waiting.article, reader.annotations(own, waiting.article)


def _chunks(
    found: Iterable[tuple[str, ArticleAnnotations]],
) -> Iterator[Sequence[tuple[str, ArticleAnnotations]]]:
    part: list[tuple[str, ArticleAnnotations]] = []
    for each in found:
        part.append(each)
        if len(part) == _ARTICLES:
            yield part
            part = []
    if part:
        yield part


def _records(held: ArticleAnnotations) -> tuple[Record, ...]:
    return *held.mentions, *held.claims, *held.relationships, *held.claim_links


def _old_of(record: Record, scheme: Scheme) -> Iterator[Old]:
    """What of ``record`` is no longer in use."""
    match record:
        case Mention(type=type):
            kind = scheme.entity_type(type)
            if kind is None or kind.retired:
                yield Old("mention", type)
        case Relationship(type=type):
            edge = scheme.relationship_type(type)
            if edge is None or edge.retired:
                yield Old("relationship", type)
        case ClaimLink(type=type):
            if not any(each.id == type and not each.retired for each in scheme.link_types):
                yield Old("link", type)
        case Claim():
            pass
    for name, value in ({} if isinstance(record, ClaimLink) else record.attributes).items():
        if value.value is not None and not _is_value(name, str(value.value), scheme):
            yield Old("value", str(value.value), name)


def _is_value(attribute: str, value: str, scheme: Scheme) -> bool:
    found = scheme.attribute(attribute)
    if found is None or found.retired:
        return False
    return found.sort != "choice" or any(e.id == value and not e.retired for e in found.values)


def _is_in_use(name: str, scheme: Scheme) -> bool:
    """Whether a type, attribute or ``attribute=value`` may be given today."""
    attribute, sign, value = name.partition("=")
    if sign:
        return _is_value(attribute, value, scheme)
    kind = scheme.type(name) or scheme.attribute(name)
    return kind is not None and not kind.retired


def _place(record: Record, held: ArticleAnnotations) -> Span | None:
    """Where a record is shown: a relationship where its head stands, a link where one of its
    claims does."""
    match record:
        case Mention(spans=spans) | Claim(content=spans):
            return spans[0] if spans else None
        case Relationship(head=head):
            return next((each.spans[0] for each in held.mentions if each.id == head), None)
        case ClaimLink(head=head, tail=tail):
            return next((each.content[0] for each in held.claims if each.id in (head, tail)), None)

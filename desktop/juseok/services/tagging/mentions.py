"""Mentions by hand: add, retype, move an edge, relink, delete."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from juseok.core.messages import Message
from juseok.core.model import (
    ArticleAnnotations,
    Attributes,
    Claim,
    Entity,
    How,
    Mention,
    Ref,
    Refs,
)
from juseok.core.names import is_name_boundary
from juseok.core.ops import Action, Change
from juseok.core.records import SPECS
from juseok.core.spans import Span, Spans, merged
from juseok.services.edits import (
    KIND_OF,
    create,
    label,
    quote_of,
    remark_changes,
    remove,
    update,
)
from juseok.services.entities.index import EntityIndex
from juseok.services.tagging.spans_edit import Edge, Unit, moved_edge

MakeId = Callable[[], str]
Guess = Callable[[str, Sequence[str]], str]
"""A quote and the value types in question → the likeliest of them."""


def add_mention(
    *,
    ids: MakeId,
    article: str,
    layer: str,
    spans: Spans,
    type: str,
    register_layer: str,
    index: EntityIndex | None = None,
    entity: Entity | None = None,
    prefer: Collection[str] = (),
    link: bool = True,
    name: str = "",
    attributes: Attributes | None = None,
    how: How = How.HAND,
) -> Action:
    """A new mention over ``spans`` (proved, not empty), linked to its entity.

    ``entity`` is linked to when given (the person chose).  Else the first entity of this
    type that ``index`` finds under the mention's words, those in ``prefer`` before others;
    else a new one in ``register_layer``, called ``name`` (and what the words say besides) or
    else what the words say.  With ``link=False`` (values) it has no entity.
    """
    changes: list[Change] = []
    target = ""
    if entity is not None:
        target = entity.id
    elif link:
        target = _known(index, spans, type, prefer)
        if not target:
            quote, called = quote_of(spans), name.strip()
            also = (quote,) if called and called != quote else ()
            made = Entity(ids(), register_layer, type, called or quote, also)
            changes.append(create(made))
            target = made.id
    mention = Mention(ids(), layer, article, type, spans, target, attributes or {}, how)
    changes.append(create(mention))
    return Action(label("mention.add", spans, type=type), tuple(changes), article)


def add_value(
    *,
    ids: MakeId,
    article: str,
    layer: str,
    spans: Spans,
    types: Sequence[str],
    guess: Guess,
) -> Action:
    """A mention of a date, time or number: ``guess`` chooses among ``types``; no entity.

    The type is a default until a person gives another one.
    """
    return add_mention(
        ids=ids,
        article=article,
        layer=layer,
        spans=spans,
        type=guess(quote_of(spans), types),
        register_layer="",
        link=False,
        how=How.DEFAULT,
    )


def next_type(current: str, types: Sequence[str]) -> str:
    """The type after ``current`` among ``types`` (those that share a key), round and round."""
    return types[(types.index(current) + 1) % len(types)] if current in types else types[0]


def retype(
    *,
    ids: MakeId,
    mention: Mention,
    type: str,
    register_layer: str,
    index: EntityIndex | None = None,
    sole: bool = False,
    link: bool = True,
) -> Action | None:
    """Give ``mention`` another type, and the entity that goes with it; None when it has it.

    A type that came by rule counts as changed from then on.

    Its entity stays where it already has that type.  Else the mention goes to the entity of
    the new type with the same name; else, where it is its entity's ``sole`` mention, the
    entity changes type with it; else a new entity is made.  ``link=False``: to a value, which
    has no entity.
    """
    if mention.type == type:
        return None
    changes: list[Change] = []
    current = index.entity(mention.entity) if index is not None and mention.entity else None
    target = mention.entity
    if not link:
        target = ""
    elif current is None or current.type != type:
        target = _known(index, mention.spans, type, ())
        if not target and current is not None and sole:
            changes.append(update(current, type=type))
            target = current.id
        elif not target:
            made = Entity(ids(), register_layer, type, quote_of(mention.spans))
            changes.append(create(made))
            target = made.id
    fields: dict[str, object] = {"type": type}
    if target != mention.entity:
        fields["entity"] = target
    changes.append(update(mention, **fields))
    return Action(
        label("mention.retype", mention.spans, type=type, before=mention.type),
        tuple(changes),
        mention.article,
    )


def move_edge(
    *,
    text: str,
    mention: Mention,
    edge: Edge,
    steps: int,
    unit: Unit = "grapheme",
    fragment: int | None = None,
    index: EntityIndex | None = None,
    sole: bool = False,
) -> Action | None:
    """Move the start or the end of a mention by graphemes or eojeols; None at the limit.

    See :func:`juseok.services.tagging.spans_edit.moved_edge` for the limits.  An entity that got
    its name from these words, and of which this is the ``sole`` mention, is put right with them:
    where they stand as a name that ``index`` knows, the mention goes to that entity; else its
    own takes the new name.
    """
    spans = moved_edge(text, mention.spans, edge=edge, steps=steps, unit=unit, fragment=fragment)
    return put_on(text=text, mention=mention, spans=spans, index=index, sole=sole)


def put_on(
    *,
    text: str,
    mention: Mention,
    spans: Spans,
    index: EntityIndex | None = None,
    sole: bool = False,
) -> Action | None:
    """Put a mention on other words, and its entity right with it, as :func:`move_edge` does."""
    action = set_spans(mention=mention, spans=spans)
    entity = index.entity(mention.entity) if index is not None and sole else None
    if action is None or entity is None or entity.name != quote_of(mention.spans):
        return action
    known = _known(index, spans, mention.type, ())
    if known and is_name_boundary(text, spans[0].start, spans[-1].end):
        moved = update(mention, spans=spans, entity=known)
        return replace(action, changes=(moved,))
    named = update(entity, name=quote_of(spans))
    return replace(action, changes=(named, *action.changes))


def set_spans(*, mention: Mention, spans: Spans) -> Action | None:
    """Put a mention on other words (proved, not empty); None when they are the same."""
    if spans == mention.spans or not spans:
        return None
    return Action(
        label("mention.spans", spans, type=mention.type),
        (update(mention, spans=spans),),
        mention.article,
    )


def add_fragment(*, text: str, mention: Mention, span: Span) -> Action | None:
    """Add words that stand apart to a mention; None when it already covers them."""
    return set_spans(mention=mention, spans=merged(text, (*mention.spans, span)))


def relink(*, mention: Mention, entity: Entity) -> Action | None:
    """Link a mention to another entity (dragged onto it, or chosen); None when it is its own."""
    if mention.entity == entity.id:
        return None
    fields: dict[str, object] = {"entity": entity.id}
    if mention.type != entity.type:
        fields["type"] = entity.type
    return Action(
        label("mention.relink", mention.spans, type=mention.type, entity=entity.name),
        (update(mention, **fields),),
        mention.article,
    )


def delete_mention(*, mention: Mention, annotations: ArticleAnnotations) -> Action:
    """Delete a mention with what hangs on it, in one action.

    Relationships of which it is an end and remarks on either go too.  A claim that named it
    as its source (or in another role) keeps the words themselves in its place.
    """
    return delete_mentions(mentions=(mention,), annotations=annotations)


def delete_mentions(*, mentions: Sequence[Mention], annotations: ArticleAnnotations) -> Action:
    """Delete several mentions of one article at once; see :func:`delete_mention`."""
    gone = {mention.id: mention for mention in mentions}
    edges = [
        edge
        for edge in annotations.relationships
        if (edge.head in gone or edge.tail in gone) and edge.layer == mentions[0].layer
    ]
    changes = [remove(mention) for mention in mentions]
    changes += [remove(edge) for edge in edges]
    targets = {*gone, *(edge.id for edge in edges)}
    changes += remark_changes(targets, annotations, mentions[0].layer)
    for claim in annotations.claims:
        if claim.layer == mentions[0].layer:
            changes += _without_mentions(claim, gone)
    first = mentions[0]
    name: Message = (
        label("mention.delete", first.spans, type=first.type)
        if len(mentions) == 1
        else label("mention.delete_many", first.spans, count=len(mentions))
    )
    return Action(name, tuple(changes), first.article)


def _without_mentions(claim: Claim, gone: Mapping[str, Mention]) -> Iterable[Change]:
    fields: dict[str, object] = {}
    for role in sorted(SPECS[KIND_OF[Claim]].refs):
        refs: Refs = getattr(claim, role)
        if any(ref.sort == "mention" and ref.id in gone for ref in refs):
            fields[role] = tuple(new for ref in refs for new in _as_spans(ref, gone))
    if fields:
        yield update(claim, **fields)


def _as_spans(ref: Ref, gone: Mapping[str, Mention]) -> Iterable[Ref]:
    if ref.sort == "mention" and ref.id in gone:
        return [Ref("span", span=span) for span in gone[ref.id].spans]
    return [ref]


def _known(index: EntityIndex | None, spans: Spans, type: str, prefer: Collection[str]) -> str:
    found = index.lookup(quote_of(spans), type, prefer=prefer) if index is not None else ()
    return found[0] if found else ""

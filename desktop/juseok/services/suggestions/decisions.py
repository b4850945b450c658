"""Accepting and rejecting suggestions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from juseok.core.ids import derived_id
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    Entity,
    How,
    Kind,
    Mention,
    Ref,
    Refs,
    Rejection,
    Value,
)
from juseok.core.ops import CREATE, Action, Change
from juseok.core.scheme import Scheme
from juseok.core.spans import make_span
from juseok.services.edits import AttributeInput, create, elide, label
from juseok.services.entities.alias_behind import accept_alias
from juseok.services.entities.index import EntityIndex, name_key
from juseok.services.suggestions.suggesting import Range, Suggestion, rejection_id
from juseok.services.tagging.claims import Presets, no_presets
from juseok.services.tagging.mentions import MakeId, add_mention
from juseok.services.tagging.relationships import add_relationship

_NONE: Final[Mapping[str, AttributeInput]] = {}


def same_name(suggestions: Iterable[Suggestion], like: Suggestion) -> tuple[Suggestion, ...]:
    """``like`` and those with the same words and the same type, in the order given."""
    key = name_key(like.quote)
    return tuple(
        each
        for each in suggestions
        if each.sort == like.sort and each.type == like.type and name_key(each.quote) == key
    )


def accept_mentions(
    *,
    ids: MakeId,
    article: str,
    layer: str,
    suggestions: Sequence[Suggestion],
    register_layer: str,
    index: EntityIndex | None = None,
    type: str = "",
    prefer: Collection[str] = (),
    values: Collection[str] = (),
    attributes: Collection[str] = (),
) -> Action | None:
    """Make mentions of ``suggestions``; None where there is no type for them.

    ``type``: that which the person gave; else the suggested one.  The suggested entity is taken
    where it is of that type; those of one name and type that have none get the same one.
    ``values``: types that have no entity.  ``attributes``: those that the scheme knows.
    """
    changes: list[Change] = []
    shared: dict[tuple[str, str], str] = {}
    for each in suggestions:
        kind = type or each.type
        if not kind:
            return None
        known = index.entity(each.entity) if index is not None and each.entity else None
        entity = known if known is not None and known.type == kind else None
        kept = {
            name: value
            for name, value in (each.proposal.attributes or {}).items()
            if name in attributes and kind == each.type
        }
        key = name_key(each.quote), kind
        if entity is None and key in shared:
            made_for = shared[key]
            changes.append(
                create(
                    Mention(ids(), layer, article, kind, each.spans, made_for, kept, How.ACCEPTED)
                )
            )
            continue
        made = add_mention(
            ids=ids,
            article=article,
            layer=layer,
            spans=each.spans,
            type=kind,
            register_layer=register_layer,
            index=index,
            entity=entity,
            prefer=prefer,
            link=kind not in values,
            attributes=kept,
            how=How.ACCEPTED,
        )
        changes += made.changes
        if entity is None:
            shared[key] = str(made.changes[-1].body.get("entity", ""))
    if not changes:
        return None
    first = suggestions[0]
    names = {(name_key(each.quote), type or each.type) for each in suggestions}
    many = "suggestion.accept_all" if len(names) == 1 else "suggestion.accept_sure"
    return Action(
        label(
            many if len(suggestions) > 1 else "suggestion.accept",
            first.spans,
            type=type or first.type,
            count=len(suggestions),
        ),
        tuple(changes),
        article,
    )


def accept_claim(
    *,
    ids: MakeId,
    text: str,
    article: str,
    layer: str,
    suggestion: Suggestion,
    mentions: Iterable[Mention] = (),
    defaults: Mapping[str, AttributeInput] = _NONE,
    presets: Presets = no_presets,
    attributes: Collection[str] = (),
) -> Action | None:
    """Make the claim of ``suggestion``; None where it is none.  The claim is the last change.

    Where a role is exactly an own mention it refers to that, else to the words.  Values that
    the cue tells go before those of ``presets`` and ``defaults``; all are defaults until a
    person changes them.
    """
    fields = suggestion.proposal.claim
    if fields is None:
        return None
    at = {
        (each.spans[0].start, each.spans[0].end): each.id
        for each in mentions
        if each.layer == layer and len(each.spans) == 1
    }

    def refs(ranges: Sequence[Range]) -> Refs:
        return tuple(
            Ref("mention", id=at[each]) if each in at else Ref("span", span=make_span(text, *each))
            for each in ranges
        )

    source = refs(fields.source)
    claim = Claim(
        ids(),
        layer,
        article,
        suggestion.spans,
        cue=tuple(make_span(text, *each) for each in fields.cue),
        source=() if fields.elided else source,
        source_state="elided" if fields.elided else "given" if source else "open",
        affiliation=refs(fields.affiliation),
        medium=refs(fields.medium),
        how=How.ACCEPTED,
    )
    told = {name: value for name, value in (fields.attributes or {}).items() if name in attributes}
    given = {**defaults, **presets(claim), **told}
    values = {name: Value(value, How.DEFAULT) for name, value in given.items()}
    made = Claim(
        claim.id, layer, article, claim.content, claim.cue, claim.source, claim.source_state,
        claim.affiliation, claim.medium, attributes=values, how=How.ACCEPTED,
    )  # fmt: skip
    return Action(label("suggestion.accept_claim", claim.content), (create(made),), article)


def accept_link(
    *,
    ids: MakeId,
    annotations: ArticleAnnotations,
    article: Article,
    suggestion: Suggestion,
    scheme: Scheme,
    entity: Entity | None = None,
) -> Action | None:
    """Make the relationship of ``suggestion`` with its sentence as evidence, or take its words for
    another name of ``entity``; None where what it is about has gone.

    Raises ``AnnotationError`` where the scheme does not allow it any more.
    """
    fields = suggestion.proposal.relation
    mentions = {each.id: each for each in annotations.mentions}
    head = mentions.get(fields.head) if fields is not None else None
    if fields is None or head is None:
        return None
    if suggestion.sort == "alias":
        if entity is None:
            return None
        return accept_alias(
            ids=ids, mention=head, entity=entity, span=suggestion.spans[0],
            mentions=annotations.mentions, how=How.ACCEPTED,
        )  # fmt: skip
    tail = mentions.get(fields.tail)
    if tail is None:
        return None
    return add_relationship(
        ids=ids, text=article.text, head=head, tail=tail, type=suggestion.type, scheme=scheme,
        existing=annotations.relationships, sentencing=article.sentencing, how=How.ACCEPTED,
    )  # fmt: skip


def reject(*, article: str, layer: str, suggestion: Suggestion) -> Action:
    """Keep ``suggestion`` from coming back: an object with an id that is the same everywhere."""
    made = Rejection(
        rejection_id(suggestion.id),
        layer,
        article,
        suggestion.id,
        suggestion.sort,
        suggestion.spans,
    )
    return Action(label("suggestion.reject", suggestion.spans), (create(made),), article)


def set_control(*, article: str, title: str, control: bool) -> Action:
    """Have an article annotated without suggestions, by everybody, or with them again."""
    change = Change(
        derived_id("control", article), Kind.CONTROL, CREATE, {"article": article, "off": control}
    )
    code = "article.control" if control else "article.helped"
    return Action(label(code, title=elide(title)), (change,), article)

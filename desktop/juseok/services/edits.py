"""The small change: what every service uses to write records into an action."""

from collections.abc import Collection, Mapping
from typing import Final, TypeAlias

from juseok.core.messages import Message, Param
from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    How,
    Kind,
    Mention,
    Rejection,
    Relationship,
    Remark,
    Value,
)
from juseok.core.ops import CREATE, DELETE, SET, Action, Change, Json
from juseok.core.records import to_body, value_to_json
from juseok.core.spans import Spans

Annotation: TypeAlias = Mention | Claim | ClaimLink | Relationship | Remark | Rejection
Owned: TypeAlias = Annotation | Entity
AttributeInput: TypeAlias = str | bool | None

KIND_OF: Final[Mapping[type, Kind]] = {
    Mention: Kind.MENTION,
    Claim: Kind.CLAIM,
    ClaimLink: Kind.CLAIM_LINK,
    Relationship: Kind.RELATIONSHIP,
    Remark: Kind.REMARK,
    Rejection: Kind.REJECTION,
    Entity: Kind.ENTITY,
}

QUOTE_LENGTH: Final = 20


def elide(quote: str, length: int = QUOTE_LENGTH) -> str:
    """``quote`` on one line, cut to ``length`` characters with … at the cut."""
    line = " ".join(quote[: 8 * length].split())
    return line if len(line) <= length and len(quote) <= 8 * length else line[: length - 1] + "…"


def quote_of(spans: Spans) -> str:
    """The words of an annotation, its fragments joined by a blank, white space run together."""
    return " ".join(" ".join(span.quote.split()) for span in spans)


def label(code: str, spans: Spans = (), **params: Param) -> Message:
    """An undo label ``undo.<code>``; ``spans`` become its ``{quote}``."""
    if spans:
        params["quote"] = elide(quote_of(spans))
    return Message(f"undo.{code}", **params)


def create(record: Owned) -> Change:
    return Change(record.id, KIND_OF[type(record)], CREATE, to_body(record))


def update(record: Owned, **fields: object) -> Change:
    """Set registers of ``record``; an annotation not made by hand becomes a changed one."""
    body: dict[str, Json] = {name: value_to_json(value) for name, value in fields.items()}
    how = getattr(record, "how", How.HAND)
    if how not in (How.HAND, How.CHANGED) and "how" not in body:
        body["how"] = How.CHANGED.value
    return Change(record.id, KIND_OF[type(record)], SET, body)


def amend(record: Owned, body: Mapping[str, Json]) -> Change:
    """Set registers of ``record`` that do not touch how it came: attributes and notes."""
    return Change(record.id, KIND_OF[type(record)], SET, body)


def remove(record: Owned) -> Change:
    return Change(record.id, KIND_OF[type(record)], DELETE, {})


def remark_changes(
    targets: Collection[str], annotations: ArticleAnnotations, layer: str
) -> list[Change]:
    """The deletes of a layer's remarks on ``targets``."""
    return [
        remove(remark)
        for remark in annotations.remarks
        if remark.target in targets and remark.layer == layer
    ]


def chosen(previous: Value | None, value: AttributeInput, how: How | None = None) -> Value:
    """The value a person (or, with ``how``, something else) gives an attribute.

    A suggested, imported or preset value that a person replaces counts as changed; one that
    a person gives again is confirmed by hand.
    """
    if how is not None:
        return Value(value, how)
    if previous is None or previous.value == value or previous.how == How.HAND:
        return Value(value, How.HAND)
    return Value(value, How.CHANGED)


def attribute_change(record: Owned, name: str, value: Value) -> Change:
    return amend(record, {ATTRIBUTE_PREFIX + name: value_to_json(value)})


def set_attribute(
    *,
    record: Mention | Claim | Relationship | Entity,
    attribute: str,
    value: AttributeInput,
    how: How | None = None,
    name: "Param | None" = None,
) -> Action:
    """Give ``record`` a value for ``attribute`` (an id); None takes the value away.

    ``name`` is what the undo label calls the attribute; its id when left out.
    """
    new = chosen(record.attributes.get(attribute), value, how)
    return Action(
        label("attribute", name=name if name is not None else attribute),
        (attribute_change(record, attribute, new),),
        article=None if isinstance(record, Entity) else record.article,
    )


def set_note(*, record: Mention | Claim | ClaimLink | Relationship | Entity, note: str) -> Action:
    """Set the note that belongs to one annotation or entity."""
    return Action(
        label("note", text=elide(note)),
        (amend(record, {"note": note}),),
        article=None if isinstance(record, Entity) else record.article,
    )

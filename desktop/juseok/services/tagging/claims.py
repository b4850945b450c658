"""Claims by hand: content, source, cue, the other roles and the attributes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from juseok.core.cover import Cover
from juseok.core.errors import AnnotationError
from juseok.core.messages import Param
from juseok.core.model import Attributes, Claim, How, Ref, Refs, Value
from juseok.core.ops import Action, Change
from juseok.core.quotations import next_quotation
from juseok.core.records import SPECS, value_to_json
from juseok.core.scheme import Scheme
from juseok.core.spans import Span, Spans, make_span, merged
from juseok.services.edits import (
    KIND_OF,
    AttributeInput,
    attribute_change,
    chosen,
    create,
    label,
    update,
)
from juseok.services.tagging.mentions import MakeId
from juseok.services.tagging.spans_edit import without

Presets: TypeAlias = Callable[[Claim], Mapping[str, AttributeInput]]
"""What rules read off a claim: attribute id → value.  Asked again whenever its spans change."""

Role: TypeAlias = Literal["source", "affiliation", "medium", "time", "place", "object"]
SourceState: TypeAlias = Literal["open", "given", "elided", "none"]
WordlessSource: TypeAlias = Literal["open", "elided", "none"]

ROLES: Final[frozenset[str]] = SPECS[KIND_OF[Claim]].refs
_AFTER: Final[Mapping[SourceState, SourceState]] = {
    "open": "elided",
    "given": "elided",
    "elided": "none",
    "none": "open",
}


def claim_defaults(scheme: Scheme) -> dict[str, AttributeInput]:
    """The values that the scheme gives a new claim's attributes."""
    return {
        item.id: item.default == "true" if item.sort == "bool" else item.default
        for item in scheme.attributes_on("claim")
        if item.default and not item.field
    }


def no_presets(claim: Claim) -> Mapping[str, AttributeInput]:
    """Where no rule reads a claim."""
    return {}


def new_claim(
    *,
    ids: MakeId,
    article: str,
    layer: str,
    content: Spans,
    source: Refs = (),
    cue: Spans = (),
    nested_in: str = "",
    defaults: Mapping[str, AttributeInput] | None = None,
    presets: Presets = no_presets,
    how: How = How.HAND,
) -> Action:
    """A claim whose content is ``content`` (proved, not empty); its id is the change's ``obj``.

    ``defaults`` (of the scheme) and then ``presets`` (of rules) fill its attributes; both are
    marked as untouched defaults until a person changes them.
    """
    claim = Claim(
        ids(),
        layer,
        article,
        content,
        cue=cue,
        source=source,
        source_state="given" if source else "open",
        nested_in=nested_in,
        how=how,
    )
    return _created(claim, {**(defaults or {}), **presets(claim)}, code="claim.add")


def same_speaker(
    *,
    ids: MakeId,
    previous: Claim,
    content: Spans,
    defaults: Mapping[str, AttributeInput] | None = None,
    presets: Presets = no_presets,
) -> Action:
    """A claim over the next quotation, said by whoever said ``previous``.

    It inherits the source and the affiliation; a source that went without words there does
    so here.
    """
    claim = Claim(
        ids(),
        previous.layer,
        previous.article,
        content,
        source=previous.source,
        source_state=previous.source_state,
        affiliation=previous.affiliation,
    )
    return _created(claim, {**(defaults or {}), **presets(claim)}, code="claim.same_speaker")


def next_unclaimed_quotation(*, text: str, after: int, claims: Iterable[Claim]) -> Spans | None:
    """The words of the first quotation at or after ``after`` that no claim's content touches."""
    claimed = Cover(span for claim in claims for span in claim.content)
    found = next_quotation(text, after)
    while found is not None and claimed.touches(*found):
        found = next_quotation(text, found[1])
    return None if found is None else (make_span(text, *found),)


def _created(claim: Claim, values: Mapping[str, AttributeInput], *, code: str) -> Action:
    attributes = {name: Value(value, How.DEFAULT) for name, value in values.items()}
    made = replace(claim, attributes=attributes)
    return Action(label(code, claim.content), (create(made),), claim.article)


def add_content(
    *, text: str, claim: Claim, spans: Spans, presets: Presets = no_presets
) -> Action | None:
    """Further words of the content; None when the claim holds them already."""
    content = merged(text, (*claim.content, *spans))
    return _respanned(claim, "content", content, presets, code="claim.content.add")


def remove_content(*, claim: Claim, span: Span, presets: Presets = no_presets) -> Action | None:
    """Take the content's fragments that ``span`` touches out; None when it touches none.

    Raises :class:`AnnotationError` when nothing would be left.
    """
    content = without(claim.content, span)
    if not content:
        raise AnnotationError("annotate.claim.no_content")
    return _respanned(claim, "content", content, presets, code="claim.content.remove")


def set_cue(*, claim: Claim, cue: Spans, presets: Presets = no_presets) -> Action | None:
    """Set the words that report the claim; ``()`` takes them away; None when nothing changes."""
    return _respanned(claim, "cue", cue, presets, code="claim.cue" if cue else "claim.cue_clear")


def add_cue(
    *, text: str, claim: Claim, spans: Spans, presets: Presets = no_presets
) -> Action | None:
    """Further words of the cue; None when the claim holds them already."""
    return set_cue(claim=claim, cue=merged(text, (*claim.cue, *spans)), presets=presets)


def _respanned(
    claim: Claim, field: Literal["content", "cue"], spans: Spans, presets: Presets, *, code: str
) -> Action | None:
    if getattr(claim, field) == spans:
        return None
    after = replace(claim, content=spans) if field == "content" else replace(claim, cue=spans)
    changes = (update(claim, **{field: spans}), *_recomputed(claim, after, presets))
    return Action(label(code, after.content), _joined(changes), claim.article)


def set_source(
    *, claim: Claim, source: Refs, affiliation: Refs = (), presets: Presets = no_presets
) -> Action | None:
    """Say who says it: mentions, entities or bare words; ``()`` makes it undecided again.

    ``affiliation`` (as a rule found it) is taken along where the claim has none yet.
    """
    return _with_source(claim, source, "given" if source else "open", presets, affiliation)


def cycle_source(
    *,
    claim: Claim,
    selection: Ref | None = None,
    affiliation: Refs = (),
    presets: Presets = no_presets,
) -> Action | None:
    """The source key: what is selected becomes the source.

    Without a selection the source is elided, at the next press there is none, then it is
    undecided again.
    """
    if selection is not None:
        return set_source(
            claim=claim, source=(selection,), affiliation=affiliation, presets=presets
        )
    return _with_source(claim, (), _AFTER[claim.source_state], presets)


def set_source_state(
    *, claim: Claim, state: WordlessSource, presets: Presets = no_presets
) -> Action | None:
    """Say why no source is named (or that it is undecided); None when it is said already."""
    return _with_source(claim, (), state, presets)


def _with_source(
    claim: Claim, source: Refs, state: SourceState, presets: Presets, affiliation: Refs = ()
) -> Action | None:
    if (claim.source, claim.source_state) == (source, state):
        return None
    after = replace(claim, source=source, source_state=state)
    fields: dict[str, object] = {"source_state": state}
    if source != claim.source:
        fields["source"] = source
    if affiliation and not claim.affiliation:
        fields["affiliation"] = affiliation
    changes = (update(claim, **fields), *_recomputed(claim, after, presets))
    return Action(label(f"claim.source.{state}", claim.content), _joined(changes), claim.article)


def set_role(
    *, claim: Claim, role: Role, refs: Refs, presets: Presets = no_presets
) -> Action | None:
    """Fill any role of a claim (``()`` empties it); None when nothing changes."""
    if role == "source":
        return set_source(claim=claim, source=refs, presets=presets)
    if role not in ROLES:
        raise ValueError(f"not a role of a claim: {role}")
    if getattr(claim, role) == refs:
        return None
    return Action(
        label(f"claim.role.{role}", claim.content), (update(claim, **{role: refs}),), claim.article
    )


def _recomputed(before: Claim, after: Claim, presets: Presets) -> list[Change]:
    """New values for the attributes that nobody touched yet."""
    changes: list[Change] = []
    for name, value in presets(after).items():
        known = before.attributes.get(name)
        if known is None or (known.how == How.DEFAULT and known.value != value):
            changes.append(attribute_change(before, name, Value(value, How.DEFAULT)))
    return changes


def _joined(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Several sets of one object as one."""
    first = changes[0]
    body = {name: value for change in changes for name, value in change.body.items()}
    return (replace(first, body=body),)


@dataclass(frozen=True, slots=True)
class Modality:
    """One stand of the certainty control: how surely, and yes or no."""

    certainty: str
    polarity: str


def modalities(scheme: Scheme) -> tuple[Modality, ...]:
    """Every stand of the control, surest first, positive before negative."""
    certainty, polarity = scheme.attribute(CERTAINTY), scheme.attribute(POLARITY)
    if certainty is None or polarity is None:
        return ()
    return tuple(
        Modality(sure.id, sign.id) for sure in certainty.values for sign in polarity.values
    )


CERTAINTY: Final = "certainty"
POLARITY: Final = "polarity"


def modality(claim: Claim) -> Modality:
    """Where the control stands; ``""`` for what is undecided."""
    return Modality(_text(claim.attributes, CERTAINTY), _text(claim.attributes, POLARITY))


def set_modality(
    *,
    claim: Claim,
    certainty: str | None = None,
    polarity: str | None = None,
    name: "Param | None" = None,
) -> Action | None:
    """Move the certainty control; what is None stays.  None when nothing changes."""
    wanted = ((CERTAINTY, certainty), (POLARITY, polarity))
    body = {
        f"@{attribute}": value_to_json(chosen(claim.attributes.get(attribute), value))
        for attribute, value in wanted
        if value is not None
    }
    changed = {
        key: value
        for key, value in body.items()
        if value != value_to_json(claim.attributes.get(key[1:]))
    }
    if not changed:
        return None
    shown = name if name is not None else " ".join(filter(None, (certainty, polarity)))
    return Action(
        label("claim.modality", claim.content, value=shown),
        (Change(claim.id, KIND_OF[Claim], "set", changed),),
        claim.article,
    )


def _text(attributes: Attributes, name: str) -> str:
    value = attributes.get(name)
    return str(value.value) if value is not None and value.value is not None else ""

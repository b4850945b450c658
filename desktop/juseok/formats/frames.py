"""Claims as frames, and frames as claims: for formats that know events with roles.

A claim's trigger is its cue, or where it has none its content.  What is no mention becomes a part:
a mention whose type begins with ``Claim-``, which no type of a scheme does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from juseok.core.model import Attributes, Claim, How, Mention, Ref
from juseok.core.spans import Span, Spans, merged
from juseok.core.text import is_blank
from juseok.formats.document import ROLES, Frame, role

CLAIM: Final = "Claim"
PART: Final = "Claim-"
CONTENT: Final = "Content"
NESTED: Final = "Nested-in"
ROLE_NAMES: Final[Mapping[str, str]] = {
    CONTENT: "content",
    NESTED: "nested_in",
    **{name.capitalize(): name for name in ROLES},
}
"""Roles of our own frames → the field of a claim."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A claim as a frame, with the parts that its roles name beside mentions."""

    frame: Frame
    parts: tuple[Mention, ...]


def base_role(name: str) -> str:
    """A role without the number that tells several fillers apart: ``Source2`` → ``Source``."""
    return name.rstrip("0123456789") or name


def is_part(mention: Mention) -> bool:
    return mention.type.startswith(PART)


def framed(claim: Claim) -> Framed:
    """``claim`` as a frame; what a frame cannot say of it (entities in roles) is left out."""
    has_cue = _shows(claim.cue)
    roles: list[tuple[str, str]] = []
    parts: list[Mention] = []

    def add(name: str, spans: Spans, number: int) -> None:
        part = Mention(
            f"{claim.id}.{name}.{number}", claim.layer, claim.article, f"{PART}{name}", spans
        )
        parts.append(part)
        roles.append((_numbered(name.capitalize(), number), part.id))

    if has_cue:
        add("content", claim.content, 1)
    for name in ROLES:
        number = 0
        for ref in role(claim, name):
            if ref.sort == "mention":
                number += 1
                roles.append((_numbered(name.capitalize(), number), ref.id))
            elif ref.span is not None and _shows((ref.span,)):
                number += 1
                add(name, (ref.span,), number)
    if claim.nested_in:
        roles.append((NESTED, claim.nested_in))
    trigger = claim.cue if has_cue else claim.content
    return Framed(Frame(claim.id, CLAIM, trigger, tuple(roles)), tuple(parts))


def claim_of(
    frame: Frame,
    mentions: Mapping[str, Mention],
    *,
    text: str,
    fields: Mapping[str, str] = ROLE_NAMES,
    layer: str = "",
    article: str = "",
    spans_only: Sequence[str] = (),
    entities: Collection[str] = (),
    frames: Mapping[str, Frame] | None = None,
    attributes: Attributes | None = None,
    how: How = How.HAND,
    note: str = "",
) -> Claim:
    """The claim that ``frame`` is, with ``attributes``, ``how`` it came to be and a ``note``; the
    other way of :func:`framed`.

    ``fields``: role of the frame (without its number) → field of a claim; roles that it does not
    have are passed over.  ``mentions`` by id are what roles may name; those of ``spans_only`` fill
    a role with their words and not as mentions, and so do parts.  ``entities`` are ids that roles
    may name as well, ``frames`` events: in content their words are, with those of what takes part
    in them, and in other roles what triggers them.
    """
    content: list[Span] = []
    refs: dict[str, list[Ref]] = {}
    nested = ""
    for name, target in frame.roles:
        field = fields.get(name) or fields.get(base_role(name))
        if field is None:
            continue
        if field == "nested_in":
            nested = nested or target
            continue
        mention = mentions.get(target)
        if mention is None:
            event = (frames or {}).get(target)
            if event is not None and field == "content":
                content += _words_of(event, mentions)
            elif event is not None:
                refs.setdefault(field, []).extend(Ref("span", span=each) for each in event.trigger)
            if target in entities and field != "content":
                refs.setdefault(field, []).append(Ref("entity", id=target))
            continue
        if field == "content":
            content += mention.spans
        elif is_part(mention) or target in spans_only:
            refs.setdefault(field, []).extend(Ref("span", span=span) for span in mention.spans)
        else:
            refs.setdefault(field, []).append(Ref("mention", id=target))
    filled: dict[str, Any] = {name: tuple(found) for name, found in refs.items()}
    return Claim(
        frame.id, layer, article,
        content=_ordered(text, content) if content else frame.trigger,
        cue=frame.trigger if content else (),
        source_state="given" if "source" in filled else "open",
        nested_in=nested,
        attributes={} if attributes is None else attributes,
        how=how,
        note=note,
        **filled,
    )  # fmt: skip


def further_nests(frame: Frame) -> list[str]:
    """The claims that ``frame`` lies in beyond the first; a claim lies in one alone."""
    return [target for name, target in frame.roles if base_role(name) == NESTED][1:]


def _words_of(event: Frame, mentions: Mapping[str, Mention]) -> list[Span]:
    found = list(event.trigger)
    for _, target in event.roles:
        if target in mentions:
            found += mentions[target].spans
    return found


def _ordered(text: str, spans: Sequence[Span]) -> Spans:
    """``spans`` in text order; joined where they overlap."""
    found = tuple(sorted(spans))
    return merged(text, found) if any(b.start < a.end for a, b in pairwise(found)) else found


def _shows(spans: Spans) -> bool:
    return any(not is_blank(span.quote) for span in spans)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}{number}"

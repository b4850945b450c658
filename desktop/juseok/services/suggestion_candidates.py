"""What the rules found beside the window, as proposals."""

import json
from collections.abc import Iterable
from typing import Any, Final

from juseok.core.messages import Message
from juseok.core.model import Attributes, How, Value
from juseok.services.suggesting import ClaimFields, Proposal, Range

JOB: Final = "suggest"
VALUE: Final = "value"
"""The attribute of a mention that keeps what a date or number says."""

_CLAIM: Final = 0.5


def proposals(items: Iterable[Any], types: frozenset[str]) -> list[Proposal]:
    """From what the job (``juseok.lang.suggest_job``) told; a type that is not in ``types`` is
    left open."""
    return [_claim(*one[1:]) if one[0] == "claim" else _mention(types, *one[1:]) for one in items]


def _mention(
    types: frozenset[str],
    start: int,
    end: int,
    type_id: str | None,
    score: float,
    reason: Any,
    value: Any,
) -> Proposal:
    return Proposal(
        ((start, end),),
        Message.from_json(reason),
        score,
        "rules",
        type_id if type_id in types else "",
        attributes=_kept(value),
    )


def _kept(value: Any) -> Attributes | None:
    if value is None:
        return None
    words = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return {VALUE: Value(words, How.ACCEPTED)}


def _claim(
    content: Any,
    cue: Any,
    source: Any,
    elided: bool,
    affiliation: Any,
    medium: Any,
    attributes: dict[str, str],
    score: float,
    weak: bool,
    reason: Any,
) -> Proposal:
    fields = ClaimFields(
        _ranges(cue),
        _ranges(source),
        elided,
        _ranges(affiliation),
        _ranges(medium),
        attributes,
        weak,
    )
    words = Message.from_json(reason)
    return Proposal(
        _ranges(content),
        Message("suggest.weak", reason=words) if weak else words,
        _CLAIM * score,
        "rules",
        sort="claim",
        claim=fields,
    )


def _ranges(found: Any) -> tuple[Range, ...]:
    return tuple((int(start), int(end)) for start, end in found)

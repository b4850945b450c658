"""What the rules found beside the window, as proposals."""

import json
from collections.abc import Iterable
from typing import Any, Final

from juseok.core.messages import Message
from juseok.core.model import Attributes, How, Value
from juseok.services.suggestions.suggesting import ClaimFields, Proposal, Range

JOB: Final = "suggest"
VALUE: Final = "value"
"""The attribute of a mention that keeps what a date or number says."""

TITLES: Final = "titles"
"""The source of titles beside persons, which only some projects tag."""

TITLE: Final = "TITLE"
FIGURE: Final = "candidates.value"
"""The reason that tells a date or number."""

_BESIDE: Final = 0.91
_CLAIM: Final = 0.5
_WHOLE: Final = frozenset(
    {"candidates.again", "candidates.model", "candidates.organisation", "candidates.title", FIGURE}
)
"""Reasons that tell where a name or value ends, also where a shorter one is known."""


def proposals(items: Iterable[Any], types: frozenset[str]) -> list[Proposal]:
    """From what the job (``juseok.lang.suggest_job``) told; a type that is not in ``types`` is
    left open."""
    found: list[Proposal] = []
    for sort, *one in items:
        if sort == "claim":
            found.append(_claim(*one))
        elif sort == "mention":
            found.append(_mention(types, *one))
        elif TITLE in types:
            found.append(_title(*one))
    return found


def _title(start: int, end: int, reason: Any) -> Proposal:
    return Proposal(((start, end),), Message.from_json(reason), _BESIDE, TITLES, TITLE)


def _mention(
    types: frozenset[str],
    start: int,
    end: int,
    type_id: str | None,
    score: float,
    reason: Any,
    value: Any,
) -> Proposal:
    why = Message.from_json(reason)
    return Proposal(
        ((start, end),),
        why,
        score,
        "rules",
        type_id if type_id in types else "",
        attributes=_kept(value),
        whole=type_id is not None and why.code in _WHOLE,
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

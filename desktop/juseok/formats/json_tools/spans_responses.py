"""Records of Argilla 2, in: what each person answered to the question about spans.

https://docs.argilla.io: a column ``<question>.responses`` with a list for each person, beside
``.users`` and ``.status``; and ``<question>.suggestion`` of a model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from juseok.formats.json_tools.reading import Object

_RESPONSES: Final = ".responses"
_BESIDE: Final = (".users", ".status")
_DISCARDED: Final = "discarded"


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says; ``who``: by the id that Argilla has."""

    who: str
    spans: Sequence[object]


@dataclass(frozen=True, slots=True)
class Answers:
    """``used``: the columns they stand in; ``discarded``: how many were thrown away."""

    said: tuple[Said, ...] = ()
    used: frozenset[str] = frozenset()
    discarded: int = 0


def answers_in(fields: Object) -> Answers:
    """What each person marked, by the first question that asks for spans."""
    for name in [each for each in fields if each.endswith(_RESPONSES)]:
        given = fields[name]
        held = cast("list[object]", given) if isinstance(given, list) else []
        if not held or not all(isinstance(each, list) for each in held):
            continue
        who, status = (_listed(fields.get(f"{name}{each}")) for each in _BESIDE)
        said = tuple(
            Said(who[at] if at < len(who) else "", cast("list[object]", each))
            for at, each in enumerate(held)
            if at >= len(status) or status[at] != _DISCARDED
        )
        used = frozenset(f"{name}{each}" for each in ("", *_BESIDE))
        return Answers(said, used, len(held) - len(said))
    return Answers()


def _listed(value: object) -> list[str]:
    return [str(each) for each in cast("list[object]", value)] if isinstance(value, list) else []

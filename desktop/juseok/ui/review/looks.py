"""How annotators look in a review: their own colour, pattern and letter.  Pure.

Only in an anonymous review the looks are given by place: one's own would tell who it is.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from juseok.core.agreement import letters_of
from juseok.core.model import Annotator
from juseok.core.scheme import Pattern
from juseok.services.campaigns.people import COLORS, LETTERS, PATTERNS
from juseok.ui.articleview.style import TypeStyle, type_style


@dataclass(frozen=True, slots=True)
class Look:
    """``number``: the key that takes this annotator's version; ``name`` is empty in an anonymous
    review."""

    layer: str
    number: int
    letter: str
    color: str
    pattern: Pattern
    name: str = ""

    @property
    def style(self) -> str:
        """The key of the look among the styles of the article view."""
        return f"annotator:{self.number}"

    @property
    def called(self) -> str:
        """What a person is told: name, or letter."""
        return self.name or self.letter


def looks_of(
    annotators: Mapping[str, Annotator], *, article: str = "", anonymous: bool = False
) -> dict[str, Look]:
    """Layer → look, for ``annotators`` (by layer, with looks) in the order of their names.

    ``anonymous``: without names, and shuffled for each article, the same on every machine.
    """
    order = sorted(annotators, key=lambda layer: (annotators[layer].name, layer))
    if anonymous:
        random.Random(f"{article}\x1f{len(order)}").shuffle(order)
        return {layer: _by_place(layer, at) for at, layer in enumerate(order)}
    letters = letters_of([annotators[layer].letter for layer in order])
    return {
        layer: Look(
            layer, at + 1, letters[at], who.color, cast("Pattern", who.pattern), who.name
        )
        for at, layer in enumerate(order)
        for who in (annotators[layer],)
    }  # fmt: skip


def _by_place(layer: str, at: int) -> Look:
    return Look(
        layer, at + 1, LETTERS[at % len(LETTERS)], COLORS[at % len(COLORS)],
        cast("Pattern", PATTERNS[at % len(PATTERNS)]),
    )  # fmt: skip


def styles_of(looks: Iterable[Look], *, dark: bool) -> dict[str, TypeStyle]:
    """The styles of the article view for ``looks``."""
    return {
        each.style: type_style(each.color, dark=dark, letter=each.letter, pattern=each.pattern)
        for each in looks
    }

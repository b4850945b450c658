"""How annotators look in a review: colour, pattern and letter.  Pure.

The colours are those of Okabe and Ito (2008, "Color Universal Design"), which stay apart for the
colour-blind; the pattern and the letter tell annotators apart without any.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from juseok.core.scheme import Pattern
from juseok.ui.articleview.style import TypeStyle, type_style

_COLORS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8f98")
_PATTERNS: Final[tuple[Pattern, ...]] = ("solid", "dash", "dot", "dashdot")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
    annotators: Mapping[str, str], *, article: str = "", anonymous: bool = False
) -> dict[str, Look]:
    """Layer → look, for ``annotators`` (layer → name) in the order of their names.

    ``anonymous``: without names, and shuffled for each article, the same on every machine.
    """
    order = sorted(annotators, key=lambda layer: (annotators[layer], layer))
    if anonymous:
        random.Random(f"{article}\x1f{len(order)}").shuffle(order)
    return {
        layer: Look(
            layer,
            at + 1,
            _LETTERS[at % len(_LETTERS)],
            _COLORS[at % len(_COLORS)],
            _PATTERNS[at % len(_PATTERNS)],
            "" if anonymous else annotators[layer],
        )
        for at, layer in enumerate(order)
    }


def styles_of(looks: Iterable[Look], *, dark: bool) -> dict[str, TypeStyle]:
    """The styles of the article view for ``looks``."""
    return {
        each.style: type_style(each.color, dark=dark, letter=each.letter, pattern=each.pattern)
        for each in looks
    }

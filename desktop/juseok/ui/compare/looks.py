"""How the sides of a comparison look: as their people do, or as in an anonymous review.  Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from juseok.core.model import Annotator
from juseok.services.campaigns.people import COLORS, LETTERS, PATTERNS
from juseok.services.review.page import DONE
from juseok.services.review.side_by_side import Voice
from juseok.ui.articleview.style import TypeStyle, type_style
from juseok.ui.i18n import tr
from juseok.ui.review.looks import Look, looks_of

_GOLD: Final = ("G", "#b8860b")
_MACHINE: Final = "#8a8f98"


def looks_for(held: Sequence[Voice], *, article: str, anonymous: bool) -> dict[str, Look]:
    """Layer → look, in the order in which layers are offered.

    ``anonymous``: whoever has finished looks as in the anonymous review of ``article``; the order
    tells nothing either.
    """
    people = {each.layer.id: each for each in held if each.layer.role == "annotator"}
    found = _nameless(people, article) if anonymous else looks_of(_persons(people))
    for voice in held:
        layer, number = voice.layer.id, len(found) + 1
        if layer in found:
            continue
        if voice.layer.role == "gold":
            letter, color = _GOLD
            found[layer] = Look(layer, number, letter, color, "solid", tr("Gold"))
        else:
            name = voice.layer.name or layer[:8]
            found[layer] = Look(layer, number, name[:1].upper(), _MACHINE, "dot", name)
    return found


def _persons(people: Mapping[str, Voice]) -> dict[str, Annotator]:
    nobody = Annotator("", "", COLORS[-1], pattern=PATTERNS[0])
    return {layer: voice.person or nobody for layer, voice in people.items()}


def _nameless(people: Mapping[str, Voice], article: str) -> dict[str, Look]:
    """Those who are done as the review has them, the others behind them."""
    persons = _persons(people)
    done = {layer: who for layer, who in persons.items() if people[layer].state in DONE}
    rest = {layer: who for layer, who in persons.items() if layer not in done}
    found = looks_of(done, article=article, anonymous=True)
    for look in looks_of(rest, article=article, anonymous=True).values():
        at = len(done) + look.number
        found[look.layer] = replace(look, number=at, letter=LETTERS[(at - 1) % len(LETTERS)])
    return found


def style_name(side: int) -> str:
    """The key of a side's look among the styles of its view."""
    return f"side:{side}"


def side_style(look: Look, *, dark: bool) -> TypeStyle:
    """How what differs is underlined on the side of ``look``."""
    return type_style(look.color, dark=dark, letter=look.letter, pattern=look.pattern)

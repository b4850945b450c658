"""The pages of the agreement window: what each draws, and what one can choose on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from juseok.core.agreement import Agreement, Group
from juseok.services.agreement.pictures import (
    ORDERS,
    Drawn,
    confusion,
    curve,
    figures,
    ordered,
    pace,
    progress,
    strip,
)
from juseok.services.agreement.report import (
    attribute_rows,
    field_rows,
    gold_rows,
    group_rows,
    overall_rows,
)
from juseok.services.agreement.shapes import Picture
from juseok.services.agreement.table import people
from juseok.ui.i18n import mark, tr

Choices = list[tuple[str, str]]
"""Value and words of what one can choose."""

_ORDER_WORDS: Final = {
    "low": mark("Lowest first"),
    "high": mark("Highest first"),
    "list": mark("As in the list"),
    "size": mark("Most mentions first"),
}
_GROUPS: Final = ("pairs", "by_annotator", "by_type", "by_week", "by_scheme")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``name`` is its section, ``draw(found, choice, how)`` its picture.

    ``choices``: what can be chosen; ``label``: what for.
    """

    name: str
    draw: Callable[[Agreement, str, Drawn], Picture]
    choices: Callable[[Agreement, Drawn], Choices] | None = None
    label: str = ""


def _title(name: str, how: Drawn) -> str:
    return how.say(f"section.{name}")


def _measures(groups: tuple[Group, ...]) -> Callable[[Agreement, Drawn], Choices]:
    def choices(_: Agreement, how: Drawn) -> Choices:
        names = dict.fromkeys(name for group in groups for name in group.measures)
        return [(name, how.say(f"measure.{name}")) for name in names]

    return choices


def _group_page(found: Agreement, name: str) -> Page:
    groups: tuple[Group, ...] = getattr(found, name)

    def draw(of: Agreement, choice: str, how: Drawn) -> Picture:
        rows = group_rows(of, groups, name, how, choice or "mention_exact")
        return figures(rows, how, _title(name, how))

    return Page(name, draw, _measures(groups), mark("Figure"))


def _pairs(found: Agreement, how: Drawn) -> Choices:
    every = [("", tr("Everybody together"))]
    return every + [(" ".join(map(str, each.pair)), people(found, each.pair))
                    for each in found.confusions if each.pair]  # fmt: skip


def chosen_pair(choice: str) -> tuple[int, ...]:
    """The two people of a choice; nobody for all together."""
    return tuple(map(int, choice.split()))


def _confusion(found: Agreement, choice: str, how: Drawn) -> Picture:
    pair = chosen_pair(choice)
    table = next(each.table for each in found.confusions if each.pair == pair)
    return confusion(found, table, how, _title("confusion", how))


def _strip(found: Agreement, choice: str, how: Drawn) -> Picture:
    return strip(ordered(found.lines, choice or "low"), how, _title("articles", how))


def pages(found: Agreement) -> list[Page]:
    """The pages that have anything to show."""
    made = [
        Page("overall", lambda of, _, how: figures(overall_rows(of, how), how,
                                                   _title("overall", how))),
        Page("people", lambda of, _, how: progress(of.people, of.articles, how,
                                                   _title("people", how))),
        *(_group_page(found, name) for name in _GROUPS if getattr(found, name)),
    ]  # fmt: skip
    if found.gold:
        made.append(Page("gold", lambda of, _, how: figures(gold_rows(of, how), how,
                                                            _title("gold", how))))  # fmt: skip
    if found.confusions:
        made.append(Page("confusion", _confusion, _pairs, mark("Annotators")))
    made += [
        Page("articles", _strip, lambda *_: [(each, tr(_ORDER_WORDS[each])) for each in ORDERS],
             mark("Order")),
        Page("curve", lambda of, _, how: curve(of, how, _title("curve", how))),
        Page("pace", lambda of, _, how: pace(of, how, _title("pace", how))),
        Page("fields", lambda of, _, how: figures(field_rows(of, how), how,
                                                  _title("fields", how))),
        Page("attributes", lambda of, _, how: figures(attribute_rows(of, how), how,
                                                      _title("attributes", how))),
    ]  # fmt: skip
    return made

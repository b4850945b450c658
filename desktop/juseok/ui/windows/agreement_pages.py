"""The pages of the agreement window: what each draws, and what one can choose on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from juseok.core.agreement import Agreement
from juseok.core.messages import render
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
    FIRST,
    gold_rows,
    group_rows,
    line_rows,
    one_group_rows,
    overall_rows,
)
from juseok.services.agreement.shapes import Picture
from juseok.services.agreement.table import (
    BREAKDOWNS,
    FAMILIES,
    Names,
    Table,
    family_of,
    figure_name,
    figures_of,
    group_name,
    groups_of,
    one_group,
    people,
    said,
    side_by_side,
)
from juseok.ui.i18n import mark, tr

Choices = list[tuple[str, str]]
"""Value and words of what one can choose."""

_ORDER_WORDS: Final = {
    "low": mark("Lowest first"),
    "high": mark("Highest first"),
    "list": mark("As in the list"),
    "size": mark("Most mentions first"),
}
WHOLE: Final = ("overall", *FAMILIES)
"""Pages of everybody together, or of one pair, annotator, type, week or version."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``name`` is its section, ``draw(found, choice, how)`` its picture.

    ``choices``: what can be chosen; ``label``: what for.  ``parts``: by what else than everybody
    together it can be had; then a choice is a group of one of these (:func:`part_of`).
    ``table(found, choice, names)``: what stands below where that hangs on the choice.
    """

    name: str
    draw: Callable[[Agreement, str, Drawn], Picture]
    choices: Callable[[Agreement, Drawn], Choices] | None = None
    label: str = ""
    parts: Callable[[Agreement, Drawn], Choices] | None = None
    table: Callable[[Agreement, str, Names], Table | None] | None = None


def _title(name: str, how: Drawn) -> str:
    return how.say(f"section.{name}")


def _group_page(by: str) -> Page:
    """One figure of each pair, annotator, type, week or version."""

    def choices(found: Agreement, how: Drawn) -> Choices:
        groups = groups_of(found, by)
        return [
            (name, _figure_words(render(figure_name(groups, how.names, name), how.language),
                                 family, how))
            for family in WHOLE for name in figures_of(groups, family)
        ]  # fmt: skip

    def draw(found: Agreement, choice: str, how: Drawn) -> Picture:
        return figures(group_rows(found, by, how, choice), how, _title(by, how))

    def table(found: Agreement, choice: str, names: Names) -> Table:
        return side_by_side(found, names, by, family_of(choice))

    return Page(by, draw, choices, mark("Figure"), table=table)


def _figure_words(words: str, family: str, how: Drawn) -> str:
    """What a figure is called where figures of all families stand in one list."""
    return how.say("field", name=words) if family == "fields" else words


def part_of(choice: str) -> tuple[str, int]:
    """What a page of :data:`WHOLE` is of: the breakdown and the number of the group; ("", 0) for
    everybody together."""
    by, _, number = choice.partition("|")
    return by, int(number or 0)


def group_choices(found: Agreement, by: str, how: Drawn) -> Choices:
    """The groups of a breakdown, as :func:`part_of` takes them."""
    return [(f"{by}|{number}", said(group_name(found, how.names, by, group), how.language))
            for number, group in enumerate(groups_of(found, by))]  # fmt: skip


def heading(name: str, found: Agreement, choice: str, how: Drawn) -> str:
    """What a page is called; of one group, whose figures they are."""
    title = _title(name, how)
    by, number = part_of(choice) if name in WHOLE else ("", 0)
    if not by:
        return title
    words = said(group_name(found, how.names, by, groups_of(found, by)[number]), how.language)
    return words if name == "overall" else f"{title}: {words}"


def _whole_page(family: str) -> Page:
    """All figures of a family: of everybody together, or of one group."""

    def parts(found: Agreement, how: Drawn) -> Choices:
        kept = [by for by in BREAKDOWNS if figures_of(groups_of(found, by), family)]
        return [("", tr("Everybody together")), *((by, _title(by, how)) for by in kept)]

    def draw(found: Agreement, choice: str, how: Drawn) -> Picture:
        by, number = part_of(choice)
        if by:
            rows = one_group_rows(found, by, number, family, how)
        else:
            rows = overall_rows(found, how) if family == "overall" else line_rows(
                found, family, how
            )  # fmt: skip
        return figures(rows, how, heading(family, found, choice, how))

    def table(found: Agreement, choice: str, names: Names) -> Table | None:
        by, number = part_of(choice)
        return one_group(groups_of(found, by)[number], names, family) if by else None

    return Page(family, draw, label=mark("Break down"), parts=parts, table=table)


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
        _whole_page("overall"),
        Page("people", lambda of, _, how: progress(of.people, of.articles, how,
                                                   _title("people", how))),
        *(_group_page(by) for by in BREAKDOWNS if groups_of(found, by)),
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
        *(_whole_page(family) for family in FAMILIES),
    ]  # fmt: skip
    return made


def about(page: Page, choice: str, how: Drawn) -> str:
    """What is said above the picture of a page."""
    if page.parts is not None:
        return how.say("about.group" if choice else f"about.{page.name}")
    first = FIRST.get(page.name, "mention_exact")
    other = page.table is not None and choice not in ("", first)
    return how.say("about.chosen" if other else f"about.{page.name}")

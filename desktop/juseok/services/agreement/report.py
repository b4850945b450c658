"""Agreement as files: one page of HTML with its pictures in it, and each table as CSV.

The page asks for nothing from anywhere, and runs nothing; every text of the project is escaped.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from juseok.core.agreement import Agreement, Group, Measure
from juseok.core.messages import Message, render
from juseok.formats.base import atomic_write
from juseok.services.agreement.pictures import (
    Drawn,
    Row,
    confusion,
    curve,
    figures,
    hue,
    ordered,
    pace,
    progress,
    strip,
)
from juseok.services.agreement.shapes import Picture, svg
from juseok.services.agreement.table import (
    BREAKDOWNS,
    FAMILIES,
    Cell,
    Names,
    Table,
    figure,
    figure_name,
    figures_of,
    group_name,
    groups_of,
    parted,
    said,
    side_by_side,
    tables,
)

WIDE, SLIM = 688, 316
"""Widths of the two ways in which each picture is drawn: for a page, and for a telephone."""

MOST_BARS: Final = 600
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BOM: Final = "\ufeff"
_LONG: Final = 60

Draw = Callable[[Drawn], Picture]

_STYLE: Final = """
:root{color-scheme:light dark;--text:#22252a;--muted:#5f656e;--line:#e3e3df;--page:#fff;
--raised:#fff;--ground:#f7f7f5;--accent:#2f5fc4;--danger:#b3261e}
@media(prefers-color-scheme:dark){:root{--text:#dfe1e5;--muted:#969ca6;--line:#2d3035;
--page:#1b1d20;--raised:#24272b;--ground:#151719;--accent:#8ab0ff;--danger:#ff8f86}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);line-height:1.6;overflow-wrap:anywhere;
font:15px/1.6 Pretendard,"Apple SD Gothic Neo","Noto Sans KR","Malgun Gothic",system-ui,sans-serif}
main{max-width:768px;margin:0 auto;padding:32px 0 64px}
header{padding:0 40px 8px}
h1{font-size:26px;line-height:1.3;margin:0 0 8px;letter-spacing:-.01em}
h2{font-size:17px;margin:0 0 4px}
p{margin:0 0 8px;color:var(--muted);font-size:14px}
section{background:var(--page);border:1px solid var(--line);border-radius:12px;
padding:24px 39px 24px;margin:16px 0 0}
svg{display:block;max-width:100%;margin-top:12px;
font-family:inherit}
.slim{display:none}
.wide{overflow-x:auto}
details{margin-top:12px}
summary{cursor:pointer;color:var(--muted);font-size:13px}
.scroll{overflow-x:auto;margin-top:8px}
table{border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;
overflow-wrap:normal}
th,td{text-align:left;padding:5px 16px 5px 0;border-bottom:1px solid var(--line);
vertical-align:top}
th{color:var(--muted);font-weight:500;min-width:5em}
td:first-child{min-width:8em;font-weight:500}
th:first-child,td:first-child{position:sticky;left:0;background:var(--page)}
td:first-child{word-break:keep-all}
.v{white-space:nowrap}
.n{color:var(--muted);font-size:12px;white-space:nowrap}
@media(max-width:767px){main{padding:16px 0 32px}header{padding:0 22px 4px}h1{font-size:21px}
section{border-radius:0;border-width:1px 0;padding:18px 22px}.wide{display:none}
.slim{display:block;overflow-x:auto}}
@media print{body{background:none}section{break-inside:avoid}}
"""


@dataclass(frozen=True)
class About:
    """What a report says of itself: the project's name, the day, and the language."""

    project: str
    made: str
    language: str


def report(found: Agreement, names: Names, about: About) -> str:
    """The whole page."""

    def say(code: str, **params: "str | int") -> str:
        return escape(render(Message(f"agreement.{code}", **params), about.language))

    title = say("report", name=about.project)
    given = {table.name: table for table in tables(found, names)}
    body = "".join(_section(found, names, about, given, *each) for each in _pictures(found, names))
    waiting = f"<p>{say('waiting', count=found.waiting)}</p>" if found.waiting else ""
    count = sum(not each.gold for each in found.people)
    return (
        f'<!doctype html>\n<html lang="{about.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><header>"
        f"<h1>{title}</h1><p>"
        + say("done", name=about.project, compared=found.compared, articles=found.articles,
              people=count)
        + f"</p>{waiting}<p>{say('note', samples=found.samples)}</p>"
        f"<p>{escape(about.made)}</p></header>{body}</main></body></html>\n"
    )  # fmt: skip


def _section(
    found: Agreement, names: Names, about: About, given: dict[str, Table], name: str,
    draw: Draw | None,
) -> str:  # fmt: skip
    table = given.get(name)
    if table is None:
        return ""
    pictures = ""
    if draw is not None:
        for kind, width in (("wide", WIDE), ("slim", SLIM)):
            drawn = svg(draw(Drawn(width, about.language, names)))
            pictures += f'<div class="{kind}">{drawn}</div>'
    about_it = escape(render(Message(f"agreement.about.{name}"), about.language))
    title = escape(render(table.title, about.language))
    words = escape(render(Message("agreement.table"), about.language))
    shown = _table(table, about.language)
    if draw is not None:
        shown = f"<details><summary>{words}</summary>{shown}</details>"
    shown += "".join(_parts(found, names, about, name))
    return f"<section><h2>{title}</h2><p>{about_it}</p>{pictures}{shown}</section>"


def _parts(found: Agreement, names: Names, about: About, family: str) -> Iterator[str]:
    """Fields and attributes of each pair, annotator, type, week and version, side by side."""
    for by in BREAKDOWNS if family in FAMILIES else ():
        table = side_by_side(found, names, by, family)
        if table.rows and parted(found, by):
            words = escape(render(Message(f"agreement.section.{by}"), about.language))
            shown = _table(table, about.language)
            yield f"<details><summary>{words}</summary>{shown}</details>"


def _pictures(found: Agreement, names: Names) -> Iterator[tuple[str, Draw | None]]:
    """Every section with its picture, in order."""

    def title(name: str, how: Drawn) -> str:
        return how.say(f"section.{name}")

    yield "overall", lambda how: figures(overall_rows(found, how), how, title("overall", how))
    yield "people", lambda how: progress(found.people, found.articles, how, title("people", how))
    for name in BREAKDOWNS:
        if name == "pairs" or parted(found, name):
            yield (
                name,
                lambda how, name=name: figures(group_rows(found, name, how), how, title(name, how)),
            )
    yield "gold", None
    yield (
        "confusion",
        lambda how: confusion(found, found.confusions[0].table, how, title("confusion", how)),
    )
    lines = ordered(found.lines, "low")[:MOST_BARS]
    yield "articles", lambda how: strip(lines, how, title("articles", how))
    yield "curve", lambda how: curve(found, how, title("curve", how))
    yield "pace", lambda how: pace(found, how, title("pace", how))
    for name in FAMILIES:
        yield (
            name,
            lambda how, name=name: figures(line_rows(found, name, how), how, title(name, how)),
        )


# --- rows of figures, which the window shows, too


def overall_rows(found: Agreement, how: Drawn) -> list[Row]:
    """All figures of everybody together."""
    return [Row(name, how.say(f"measure.{name}"), measure)
            for name, measure in found.overall.measures.items()]  # fmt: skip


FIRST: Final = {"by_relationship": "relationship", "by_link": "claim_link"}
"""The figure by which groups are compared first, where that is not of mentions."""


def group_rows(found: Agreement, by: str, how: Drawn, wanted: str = "") -> list[Row]:
    """One figure of each group that has it, by its name as :func:`figure` takes it."""
    rows: list[Row] = []
    for group in groups_of(found, by):
        measure = figure(group, wanted or FIRST.get(by, "mention_exact"))
        if measure is None:
            continue
        color = "accent"
        if by == "by_annotator":
            color = hue(group.people[0], found.people[group.people[0]].color)
        label = said(group_name(found, how.names, by, group), how.language)
        rows.append(Row(group.key, label, measure, color))
    return rows


def one_group_rows(found: Agreement, by: str, number: int, family: str, how: Drawn) -> list[Row]:
    """All figures of a family of one group."""
    return _rows(groups_of(found, by)[number], family, how)


def _rows(group: Group, family: str, how: Drawn) -> list[Row]:
    found = ((name, figure(group, name)) for name in figures_of([group], family))
    return [Row(name, render(figure_name([group], how.names, name), how.language), measure)
            for name, measure in found if measure is not None]  # fmt: skip


def gold_rows(found: Agreement, how: Drawn) -> list[Row]:
    """Precision and recall of each annotator against gold."""
    return [
        Row(group.key, f"{how.who(found.people[group.people[0]])}: {how.say(f'measure.{name}')}",
            measure, hue(group.people[0], found.people[group.people[0]].color))
        for group in found.gold for name, measure in group.measures.items() if measure.n
    ]  # fmt: skip


def line_rows(found: Agreement, family: str, how: Drawn) -> list[Row]:
    """How far the fields of claims, or the attributes, agree of everybody together."""
    whole = Group("", {}, fields=found.fields, attributes=found.attributes)
    return _rows(whole, family, how)


def _table(table: Table, language: str) -> str:
    titles = "".join(f"<th>{escape(render(each, language))}</th>" for each in table.head)
    rows = table.rows[:_LONG] if table.name == "articles" else table.rows
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(cell, language)}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f'<div class="scroll"><table><tr>{titles}</tr>{body}</table></div>'


def _cell(cell: Cell, language: str) -> str:
    words = said(cell, language)
    if isinstance(cell, Measure) and "  n " in words:
        value, _, behind = words.partition("  n ")
        return (
            f'<span class="v">{escape(value)}</span><br><span class="n">n {escape(behind)}</span>'
        )
    return escape(words)


# --- CSV


def csv_text(table: Table, language: str) -> str:
    """A table for Excel and others: each figure with its interval and n in columns of its own.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    measured = [any(isinstance(row[n], Measure) for row in table.rows)
                for n in range(len(table.head))]  # fmt: skip
    head: list[str] = []
    for title, several in zip(table.head, measured, strict=True):
        name = render(title, language)
        head.append(name)
        if several:
            head += (f"{name} {render(Message(f'agreement.head.{part}'), language)}"
                     for part in ("low", "high", "n", "pairs"))  # fmt: skip
    write(head)
    for row in table.rows:
        cells: list[object] = []
        for cell, several in zip(row, measured, strict=True):
            if several:
                given = cell if isinstance(cell, Measure) else Measure(None, 0)
                cells += (given.value, given.low, given.high, given.n, given.pairs or given.n)
            elif isinstance(cell, int):
                cells.append(cell)
            else:
                text = said(cell, language)
                cells.append(f"'{text}" if text.startswith(_FORMULA) else text)
        write(cells)
    return _BOM + out.getvalue()


def write_report(path: Path, page: str, *, overwrite: bool = False) -> None:
    """Put a page in place, whole or not at all; raises ``FormatError``."""
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(page.encode())


def write_tables(
    folder: Path, found: Agreement, names: Names, *, language: str, overwrite: bool = False
) -> list[Path]:
    """Each table as a file in ``folder``; raises ``FormatError``."""
    written: list[Path] = []
    for table in tables(found, names):
        path = folder / f"{table.name}.csv"
        with atomic_write(path, overwrite=overwrite) as file:
            file.write(csv_text(table, language).encode())
        written.append(path)
    return written

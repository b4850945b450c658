"""Commands on the work of several annotators."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from juseok.cli.marks import PATH, command, json_option, overwrite_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message

if TYPE_CHECKING:
    from juseok.core.agreement import Agreement
    from juseok.services.agreement.table import Names


@command(
    "agreement",
    does="cli.about.agreement",
    more="cli.more.agreement",
    ok="cli.exit.compared",
    problem="cli.exit.uncompared",
    input="cli.exit.no_output",
    project="cli.exit.unread",
)
@project_argument
@click.option("--campaign", default="", metavar="cli.word.name", help="cli.option.campaign")
@click.option("--unfinished", is_flag=True, help="cli.option.unfinished")
@click.option("--report", type=PATH, metavar="cli.word.file", help="cli.option.report")
@click.option("--tables", type=PATH, metavar="cli.word.folder", help="cli.option.tables")
@overwrite_option
@json_option
def agreement(
    shell: Shell,
    project: Path,
    campaign: str,
    unfinished: bool,
    overwrite: bool,
    **out: Path | None,
) -> int:
    """Say how far annotators agree."""
    from juseok.services.agreement.done import Question
    from juseok.services.agreement.measuring import compare, source_of
    from juseok.services.agreement.table import Names
    from juseok.services.interchange.exporting import full_viewer
    from juseok.services.projects import open_project
    from juseok.services.worker import Port

    with (
        open_project(path=project, read_only=True) as opened,
        shell.progress(Message("cli.comparing", name=project.name)) as progress,
    ):
        source = source_of(opened, full_viewer(opened))
        with opened.reader() as reader:
            names = Names.of(reader.scheme())
        found = compare(
            Port(lambda piece: progress(*piece)),
            source,
            Question(campaign=campaign, unfinished=unfinished),
        )
    _write(shell, project.stem, found, names, overwrite=overwrite, **out)
    _tell(shell, project.name, found, names)
    return Exit.OK if found.pairs else Exit.PROBLEM


def _write(
    shell: Shell,
    name: str,
    found: "Agreement",
    names: "Names",
    *,
    report: Path | None,
    tables: Path | None,
    overwrite: bool,
) -> None:
    from datetime import date

    from juseok.services.agreement import report as reports

    if report is not None:
        about = reports.About(name, date.today().isoformat(), shell.language)
        page = reports.report(found, names, about)
        reports.write_report(report, page, overwrite=overwrite)
    if tables is not None:
        reports.write_tables(tables, found, names, language=shell.language, overwrite=overwrite)


def _tell(shell: Shell, name: str, found: "Agreement", names: "Names") -> None:
    import msgspec

    data = msgspec.to_builtins(found) if shell.json else {}
    if not found.pairs:
        shell.answer(Message("agreement.alone" if found.people else "agreement.nobody"), **data)
        return
    people = sum(not each.gold for each in found.people)
    done = Message(
        "agreement.done", name=name, compared=found.compared, articles=found.articles,
        people=people,
    )  # fmt: skip
    shell.answer(done, **data)
    if not shell.json:
        _print_tables(shell, found, names)


_LONG: Final = ("articles", "curve", "confusion")
_LONG_OF: Final = ("_by_pair", "_by_week", "_by_type", "_by_relationship")
"""Tables that are better seen as pictures, or in a file; how the names of others end."""


_FIRST, _COLUMN = 20, 22
"""Cells that the names of figures, and the figures of one group, take on a line."""


def _print_tables(shell: Shell, found: "Agreement", names: "Names") -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Printed

    from juseok.services.agreement.table import said, tables

    console = Console(highlight=False)
    for each in tables(found, names):
        if each.name in _LONG or each.name.endswith(_LONG_OF):
            continue
        turned = len(each.head) > 5  # many figures of few groups: a line for each figure
        rows = [[said(cell, shell.language) for cell in row] for row in each.rows]
        head = [shell.sentence(title) for title in each.head]
        if turned:
            rows = [list(column) for column in zip(head, *rows, strict=True)]
            head, rows = rows[0], rows[1:]
        at_once = max(2, (console.width - _FIRST) // _COLUMN) if turned else len(head)
        for first in range(1, max(2, len(head)), at_once):
            part = slice(first, first + at_once)
            title = shell.sentence(each.title) if first == 1 else None
            printed = Printed(head[0], *head[part], box=SIMPLE_HEAD, title=title,
                              title_justify="left", title_style="bold")  # fmt: skip
            for row in rows:
                printed.add_row(row[0], *row[part])
            console.print(printed)
    for message in (
        Message("agreement.waiting", count=found.waiting) if found.waiting else None,
        Message("agreement.note", samples=found.samples),
    ):
        if message is not None:
            click.echo(shell.sentence(message))

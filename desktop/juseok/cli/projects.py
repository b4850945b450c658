"""Commands on a project file: make it, look it over, bring texts in, write it out."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from juseok.cli.helping import Argument
from juseok.cli.marks import PATH, command, json_option, overwrite_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message


@command(
    "new",
    does="cli.about.new",
    ok="cli.exit.made",
    input="cli.exit.no_scheme",
    project="cli.exit.not_made",
)
@project_argument
@click.option("--scheme", default="default", metavar="cli.word.name", help="cli.option.scheme")
@json_option
def new(shell: Shell, project: Path, scheme: str) -> None:
    """Make an empty project."""
    from juseok.services.projects import create_project, find_scheme

    chosen = find_scheme(scheme)
    with create_project(path=project, scheme=chosen) as made:
        shell.answer(
            Message("cli.created", name=made.path.name),
            project=str(made.path),
            id=made.project_id,
            scheme=chosen.version,
        )


@command(
    "check",
    does="cli.about.check",
    more="cli.more.check",
    ok="cli.exit.sound",
    problem="cli.exit.faults",
    project="cli.exit.unread",
)
@project_argument
@json_option
def check(shell: Shell, project: Path) -> int:
    """Look a project over, changing nothing."""
    from juseok.store.doctor import check as examine

    problems = examine(project)
    for problem in problems if not shell.json else ():
        shell.complain(problem)
    shell.answer(
        Message("cli.found", name=project.name, count=len(problems))
        if problems
        else Message("cli.checked", name=project.name),
        project=str(project),
        problems=[shell.described(problem) for problem in problems],
    )
    return Exit.PROBLEM if problems else Exit.OK


@command(
    "import",
    does="cli.about.import",
    more="cli.more.import",
    ok="cli.exit.imported",
    problem="cli.exit.partly",
    input="cli.exit.nothing_in",
    project="cli.exit.project",
)
@project_argument
@click.argument(
    "sources", cls=Argument, nargs=-1, required=True, type=PATH, metavar="cli.word.sources",
    about="cli.argument.sources",
)  # fmt: skip
@click.option("--merge", is_flag=True, help="cli.option.merge")
@click.option("--encoding", metavar="cli.word.name", help="cli.option.encoding")
@click.option(
    "--column", "columns", multiple=True, metavar="cli.word.column", help="cli.option.column"
)
@click.option("--metadata", type=PATH, metavar="cli.word.file", help="cli.option.metadata")
@click.option("--whole", is_flag=True, help="cli.option.whole")
@json_option
def import_(shell: Shell, project: Path, sources: tuple[Path, ...], **choices: Any) -> int:
    """Bring texts, tables, folders and exports into a project."""
    from juseok.services.bringing import Choices, bring_in
    from juseok.services.projects import created_or_opened

    columns = dict(_pair(shell, each) for each in choices.pop("columns"))
    made = not os.path.exists(project)
    with (
        created_or_opened(path=project) as opened,
        shell.progress(Message("cli.importing", name=project.name)) as progress,
    ):
        report = bring_in(
            project=opened,
            sources=sources,
            choices=Choices(columns=columns, **choices),
            progress=progress,
        )
    if made and report.refused and not report.written:
        project.unlink()  # nothing of what was asked came in: leave nothing behind
        shell.reported(report, Message("cli.nothing_imported", name=project.name))
        return Exit.INPUT
    return shell.reported(report, Message("cli.imported", name=project.name, count=report.written))


def _pair(shell: Shell, text: str) -> tuple[str, str]:
    name, equals, role = text.rpartition("=")
    if not equals:
        wanted = shell.sentence(Message("cli.word.column"))
        raise click.BadParameter(f"{text}: {wanted}", param_hint="--column")
    return name, role


@command(
    "export",
    does="cli.about.export",
    ok="cli.exit.exported",
    problem="cli.exit.pipe",
    input="cli.exit.no_output",
    project="cli.exit.unread",
)
@project_argument
@click.option(
    "--format", "form", type=click.Choice(["jsonl"]), default="jsonl", help="cli.option.format"
)
@click.option(
    "--out", type=PATH, required=True, metavar="cli.word.file", help="cli.option.out_or_dash"
)
@overwrite_option
@json_option
def export(shell: Shell, project: Path, form: str, out: Path, overwrite: bool) -> int:
    """Write the annotated articles of a project for another program."""
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    from juseok.services.exporting import export_project, full_viewer
    from juseok.services.projects import open_project

    streamed = str(out) == "-"
    with (
        TemporaryDirectory() as folder,
        open_project(path=project, read_only=True) as opened,
        shell.progress(Message("cli.exporting", name=project.name)) as progress,
    ):
        target = Path(folder) / "export" if streamed else out
        report = export_project(
            project=opened,
            viewer=full_viewer(opened),
            path=target,
            overwrite=overwrite,
            progress=progress,
        )
        if streamed:  # only when it is whole
            with open(target, "rb") as file:
                copyfileobj(file, sys.stdout.buffer)
            sys.stdout.flush()
    done = Message("cli.exported", file=str(out), count=report.written)
    return shell.reported(report, done, err=streamed)

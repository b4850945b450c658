"""Commands on a project file: make it, look it over, bring texts in."""

import os
from functools import partial
from pathlib import Path
from typing import Any

import click

from juseok.cli.helping import Argument
from juseok.cli.marks import (
    PATH,
    command,
    json_option,
    not_a_pair,
    project_argument,
    values_told,
)
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.formats.registry import FORMATS


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
@click.option(
    "--format", "form",
    type=click.Choice([each.id for each in FORMATS.formats if each.reads]),
    metavar="cli.word.format", help="cli.option.from_format",
)  # fmt: skip
@click.option("--map", "labels", type=PATH, metavar="cli.word.file", help="cli.option.map")
@click.option("--add-types", is_flag=True, help="cli.option.add_types")
@click.option("--save-map", default="", metavar="cli.word.name", help="cli.option.save_map")
@click.option("--annotator", default="", metavar="cli.word.name", help="cli.option.layer_of")
@json_option
@values_told()
def import_(shell: Shell, project: Path, sources: tuple[Path, ...], **choices: Any) -> int:
    """Bring texts, tables, folders and exports into a project."""
    from contextlib import closing

    from juseok.services.heavy import Worker
    from juseok.services.importing.bringing import Choices, bring_in
    from juseok.services.projects import created_or_opened

    columns = dict(_pair(shell, each) for each in choices.pop("columns"))
    labels: Path | None = choices["labels"]
    made = not os.path.exists(project)
    if labels is not None and not labels.exists() and not _is_kept(project, labels):
        return _save_map(
            shell, project, sources, labels, form=choices["form"], add_types=choices["add_types"]
        )
    with (
        created_or_opened(path=project) as opened,
        shell.progress(Message("cli.importing", name=project.name)) as progress,
        closing(Worker()) as worker,
    ):
        report = bring_in(
            project=opened,
            sources=sources,
            choices=Choices(columns=columns, **choices),
            progress=progress,
            runner=worker.run,
        )
    if made and report.refused and not report.written:
        project.unlink()  # nothing of what was asked came in: leave nothing behind
        shell.reported(report, Message("cli.nothing_imported", name=project.name))
        return Exit.INPUT
    return shell.reported(report, Message("cli.imported", name=project.name, count=report.written))


def _is_kept(project: Path, labels: Path) -> bool:
    """Whether ``labels`` is the name of a label map of the project."""
    from juseok.core.recipe import named_id
    from juseok.services.projects import open_project

    if not os.path.exists(project):
        return False
    with open_project(path=project, read_only=True) as opened, opened.reader() as reader:
        return named_id(Kind.LABEL_MAP, str(labels)) in {each.id for each in reader.label_maps()}


def _save_map(
    shell: Shell,
    project: Path,
    sources: tuple[Path, ...],
    labels: Path,
    *,
    form: str | None,
    add_types: bool,
) -> int:
    """Write the proposals for a person to edit, and import nothing."""
    from juseok.services.importing.bringing import propose_map
    from juseok.services.interchange.label_map import save_map
    from juseok.services.interchange.readers import texts_of
    from juseok.services.projects import find_scheme, open_project

    proposed = partial(propose_map, sources=sources, form=form, add_types=add_types)
    if os.path.exists(project):
        with open_project(path=project, read_only=True) as opened, opened.reader() as reader:
            found = proposed(scheme=reader.scheme(), text_of=texts_of(reader))
    else:
        found = proposed(scheme=find_scheme("default"))
    save_map(found, labels)
    count = sum(not value for value in found.table.values())
    shell.answer(
        Message("cli.map_written", file=str(labels), count=count),
        map=str(labels),
        labels=len(found.table),
        unmapped=count,
    )
    return Exit.OK


def _pair(shell: Shell, text: str) -> tuple[str, str]:
    name, equals, role = text.rpartition("=")
    if not equals:
        raise not_a_pair(shell, text, "--column", "cli.word.column")
    return name, role

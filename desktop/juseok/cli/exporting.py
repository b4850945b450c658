"""`juseok export` and `juseok formats`: a project out to any format, and which there are."""

import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from juseok.cli.marks import (
    PATH,
    command,
    edited_option,
    json_option,
    missing,
    overwrite_option,
    pair,
    project_argument,
    values_told,
)
from juseok.cli.shell import Exit, Shell
from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.formats.registry import FORMATS, NATIVE

if TYPE_CHECKING:
    from juseok.core.recipe import Recipe
    from juseok.formats.base import Report
    from juseok.store.project import Project


@command(
    "export",
    does="cli.about.export",
    more="cli.more.export",
    ok="cli.exit.exported",
    problem="cli.exit.left_out",
    input="cli.exit.no_output",
    project="cli.exit.unread",
)
@project_argument
@click.option(
    "--format", "form",
    type=click.Choice([each.id for each in FORMATS.formats if each.writes]),
    metavar="cli.word.format", help="cli.option.format",
)  # fmt: skip
@click.option("--out", type=PATH, metavar="cli.word.file", help="cli.option.out_or_dash")
@click.option("--recipe", metavar="cli.word.name", help="cli.option.recipe")
@click.option("--release", metavar="cli.word.name", help="cli.option.release")
@click.option("--layer", metavar="cli.word.layer", help="cli.option.layer")
@click.option(
    "--option", "options", multiple=True, metavar="cli.word.choice", help="cli.option.option"
)
@click.option("--query", metavar="cli.word.query", help="cli.option.query")
@click.option("--state", "states", multiple=True, metavar="cli.word.state", help="cli.option.state")
@click.option("--zone", "zones", multiple=True, metavar="cli.word.zone", help="cli.option.zone")
@click.option("--type", "types", multiple=True, metavar="cli.word.type", help="cli.option.type")
@click.option(
    "--rights", "rights", multiple=True, metavar="cli.word.name", help="cli.option.rights"
)
@click.option("--split", metavar="cli.word.split", help="cli.option.split")
@click.option("--seed", type=int, metavar="cli.word.number", help="cli.option.seed")
@click.option("--apart", is_flag=True, default=None, help="cli.option.apart")
@click.option("--anonymous", is_flag=True, default=None, help="cli.option.anonymous")
@click.option("--save", metavar="cli.word.name", help="cli.option.save")
@overwrite_option
@edited_option
@json_option
@values_told()
def export(
    shell: Shell,
    project: Path,
    out: Path | None,
    recipe: str | None,
    release: str | None,
    save: str | None,
    overwrite: bool,
    edited: bool,
    **asked: Any,
) -> int:
    """Write the annotated articles of a project for another program."""
    from contextlib import ExitStack
    from datetime import date
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    from juseok.services.interchange.exporting import (
        common_viewer,
        export_project,
        full_viewer,
    )
    from juseok.services.interchange.frozen import as_released
    from juseok.services.interchange.near import cache_of
    from juseok.services.interchange.recipes import options_of
    from juseok.services.projects import open_project
    from juseok.services.search.keeping import index_path
    from juseok.services.user import state_dir

    streamed = str(out) == "-"
    with (
        TemporaryDirectory() as folder,
        ExitStack() as stack,
        open_project(path=project, read_only=save is None) as opened,
        shell.progress(Message("cli.exporting", name=project.name)) as progress,
    ):
        asked["options"] = tuple(
            pair(shell, each, "--option", "cli.word.choice") for each in asked["options"]
        )
        chosen = _recipe(opened, recipe, asked)
        source = opened
        if release is not None:
            source = stack.enter_context(
                as_released(project=opened, release=release, progress=progress)
            )
        options = options_of(
            project=source, recipe=chosen, cache=cache_of(opened), progress=progress,
            index=None if release is not None else index_path(state_dir(), opened),
        )  # fmt: skip
        out = out or _usual(chosen, pieces=bool(options.pieces))
        if streamed and (options.pieces or FORMATS.get(chosen.form).is_folder):
            raise FormatError("format.no_stream", format=chosen.form)
        target = Path(folder) / "export" if streamed else out
        report = export_project(
            project=source,
            viewer=full_viewer(opened) if release is None else common_viewer(opened, source),
            path=target,
            options=options,
            form=chosen.form,
            overwrite=overwrite or edited,
            edited=edited,
            today=date.today().isoformat(),
            progress=progress,
            painter=shell.painter(chosen.form),
            release=release or "",
            guard=opened,
        )
        if save is not None:
            _save(opened, chosen, save)
        if streamed:  # only when it is whole
            with open(target, "rb") as file:
                copyfileobj(file, sys.stdout.buffer)
            sys.stdout.flush()
    return shell.reported(report, _done(chosen.form, out, report), err=streamed)


def _recipe(project: "Project", name: str | None, asked: Mapping[str, Any]) -> "Recipe":
    """What the options of the shell ask for, on top of a recipe of the project."""
    from juseok.core.recipe import Recipe
    from juseok.services.interchange.named import find_named

    found = Recipe("", "")
    if name is not None:
        with project.reader() as reader:
            found = find_named(reader.recipes(), name)
    if asked["form"] not in (None, found.form):
        found = replace(found, options=())
    return replace(found, **{key: value for key, value in asked.items() if value not in (None, ())})


def _usual(recipe: "Recipe", *, pieces: bool) -> Path:
    """Where a recipe is written when nobody says where: here, under its name."""
    from juseok.formats.folder import safe_words

    if not recipe.name:
        raise missing("out")
    suffix = "" if pieces else FORMATS.get(recipe.form).suffix
    return Path(f"{safe_words(recipe.name)}{suffix}")


def _save(project: "Project", recipe: "Recipe", name: str) -> None:
    from juseok.services.interchange.named import save_named

    with project.reader() as reader:
        action = save_named(reader, replace(recipe, name=name))
    if action is not None:
        project.writer.commit(action)


def _done(form: str, out: Path, report: "Report") -> Message:
    if not report.kinds.get(Kind.ARTICLE):
        return Message("cli.exported_none", file=str(out))
    code = "cli.exported" if form == NATIVE else "cli.exported_articles"
    return Message(code, file=str(out), count=report.written)


@command(
    "recipes",
    does="cli.about.recipes",
    ok="cli.exit.ok",
    input="cli.exit.no_recipe",
    project="cli.exit.unread",
)
@project_argument
@click.option("--forget", metavar="cli.word.name", help="cli.option.forget")
@json_option
def recipes(shell: Shell, project: Path, forget: str | None) -> int:
    """List the exports that have a name, or forget one."""
    from juseok.services.interchange.named import find_named, forget_named
    from juseok.services.projects import open_project

    with open_project(path=project, read_only=forget is None) as opened:
        with opened.reader() as reader:
            found = reader.recipes()
        if forget is not None:
            gone = find_named(found, forget)
            opened.writer.commit(forget_named(gone))
            found.remove(gone)
    for each in found if not shell.json else ():
        click.echo(f"{each.name}\t{each.form}\t{each.layer}")
    if shell.json:
        shell.answer(
            Message("cli.about.recipes"),
            recipes=[{**asdict(each), "options": dict(each.options)} for each in found],
        )
    return Exit.OK


@command("formats", does="cli.about.formats", ok="cli.exit.ok")
@json_option
def formats(shell: Shell) -> int:
    """List the formats, with what each can hold."""
    found: list[dict[str, object]] = []
    wide = max(len(each.id) for each in FORMATS.formats) + 2
    for each in FORMATS.formats:
        support = each.writer().support if each.writer is not None else {}
        found.append(
            {
                "id": each.id,
                "name": each.names[shell.language],
                "in": each.reads,
                "out": each.writes,
                "folder": each.is_folder,
                "extensions": list(each.extensions),
                "options": {
                    option.id: [choice.id for choice in option.choices] for option in each.options
                },
                "features": {str(feature): str(way) for feature, way in support.items()},
            }
        )
        if not shell.json:
            way = "both" if each.reads and each.writes else "in" if each.reads else "out"
            said = shell.sentence(Message(f"cli.way.{way}"))
            click.echo(f"{each.id:<{wide}}{each.names[shell.language]} ({said})")
            for option in each.options:
                choices = " | ".join(choice.id for choice in option.choices)
                what = option.help.get(shell.language) or option.names[shell.language]
                click.echo(f"{'':<{wide}}--option {option.id}={choices}: {what}")
    if shell.json:
        shell.answer(Message("cli.about.formats"), formats=found)
    return Exit.OK

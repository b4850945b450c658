"""`juseok export` and `juseok formats`: a project out to any format, and which there are."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juseok.cli.marks import PATH, command, json_option, overwrite_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.formats.registry import FORMATS, NATIVE, options_of

if TYPE_CHECKING:
    from juseok.formats.base import Report
    from juseok.services.interchange.exporting import ExportOptions
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
    default=NATIVE, metavar="cli.word.format", help="cli.option.format",
)  # fmt: skip
@click.option(
    "--out", type=PATH, required=True, metavar="cli.word.file", help="cli.option.out_or_dash"
)
@click.option("--layer", metavar="cli.word.layer", help="cli.option.layer")
@click.option(
    "--option", "chosen", multiple=True, metavar="cli.word.choice", help="cli.option.option"
)
@overwrite_option
@json_option
def export(
    shell: Shell,
    project: Path,
    form: str,
    out: Path,
    layer: str | None,
    chosen: tuple[str, ...],
    overwrite: bool,
) -> int:
    """Write the annotated articles of a project for another program."""
    from datetime import date
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    from juseok.services.interchange.exporting import export_project, full_viewer
    from juseok.services.projects import open_project

    own = options_of(form, dict(_pair(shell, each) for each in chosen))
    streamed = str(out) == "-"
    if streamed and FORMATS.get(form).is_folder:
        raise FormatError("format.no_stream", format=form)
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
            options=replace(_options(opened, form, layer), chosen=own),
            form=form,
            overwrite=overwrite,
            today=date.today().isoformat(),
            progress=progress,
        )
        if streamed:  # only when it is whole
            with open(target, "rb") as file:
                copyfileobj(file, sys.stdout.buffer)
            sys.stdout.flush()
    return shell.reported(report, _done(form, out, report), err=streamed)


def _options(project: "Project", form: str, layer: str | None) -> "ExportOptions":
    """What ``--layer`` means to a format: one layer of it, or those that go into the file."""
    from juseok.services.interchange.documents import BEST
    from juseok.services.interchange.exporting import ExportOptions, find_layer_of

    if layer is None or (layer == BEST and form != NATIVE):
        return ExportOptions()
    found = find_layer_of(project, layer)
    return ExportOptions(layers=frozenset({found}), layer=found)


def _pair(shell: Shell, text: str) -> tuple[str, str]:
    name, equals, choice = text.partition("=")
    if not equals:
        wanted = shell.sentence(Message("cli.word.choice"))
        raise click.BadParameter(f"{text}: {wanted}", param_hint="--option")
    return name, choice


def _done(form: str, out: Path, report: "Report") -> Message:
    code = "cli.exported" if form == NATIVE else "cli.exported_articles"
    return Message(code, file=str(out), count=report.written)


@command("formats", does="cli.about.formats", ok="cli.exit.ok")
@json_option
def formats(shell: Shell) -> int:
    """List the formats, with what each can hold."""
    found: list[dict[str, object]] = []
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
            click.echo(f"{each.id:<12}{each.names[shell.language]} ({said})")
            for option in each.options:
                choices = " | ".join(choice.id for choice in option.choices)
                what = option.help.get(shell.language) or option.names[shell.language]
                click.echo(f"{'':<12}--option {option.id}={choices}: {what}")
    if shell.json:
        shell.answer(Message("cli.about.formats"), formats=found)
    return Exit.OK

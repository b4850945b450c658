"""`juseok convert`: files of one annotation tool as those of another, without a project."""

from pathlib import Path

import click

from juseok.cli.helping import Argument
from juseok.cli.marks import (
    PATH,
    command,
    edited_option,
    json_option,
    overwrite_option,
    pair,
    values_told,
)
from juseok.cli.shell import Shell
from juseok.core.messages import Message
from juseok.formats.registry import FORMATS


@command(
    "convert",
    does="cli.about.convert",
    more="cli.more.convert",
    ok="cli.exit.exported",
    problem="cli.exit.left_out",
    input="cli.exit.not_converted",
)
@click.argument(
    "source", cls=Argument, type=PATH, metavar="cli.word.file", about="cli.argument.converted"
)
@click.argument("out", cls=Argument, type=PATH, metavar="cli.word.out", about="cli.argument.out")
@click.option(
    "--from", "source_form",
    type=click.Choice([each.id for each in FORMATS.formats if each.reads]),
    metavar="cli.word.format", help="cli.option.from_format",
)  # fmt: skip
@click.option(
    "--to", "form", required=True,
    type=click.Choice([each.id for each in FORMATS.formats if each.writes]),
    metavar="cli.word.format", help="cli.option.to_format",
)  # fmt: skip
@click.option("--map", "labels", type=PATH, metavar="cli.word.file", help="cli.option.map_of")
@click.option("--scheme", default="default", metavar="cli.word.name", help="cli.option.scheme")
@click.option(
    "--option", "options", multiple=True, metavar="cli.word.choice", help="cli.option.option"
)
@overwrite_option
@edited_option
@json_option
@values_told()
def convert(
    shell: Shell,
    source: Path,
    out: Path,
    source_form: str | None,
    form: str,
    labels: Path | None,
    scheme: str,
    options: tuple[str, ...],
    overwrite: bool,
    edited: bool,
) -> int:
    """Write files of one annotation tool as those of another."""
    from datetime import date

    from juseok.services.interchange.converting import Conversion
    from juseok.services.interchange.converting import convert as run
    from juseok.services.interchange.label_map import load_map
    from juseok.services.projects import find_scheme

    how = Conversion(
        source_form or "",
        form,
        find_scheme(scheme),
        None if labels is None else load_map(labels),
        dict(pair(shell, each, "--option", "cli.word.choice") for each in options),
    )
    with shell.progress(Message("cli.converting", name=source.name)) as progress:
        report = run(
            path=source, out=out, how=how, overwrite=overwrite or edited, edited=edited,
            today=date.today().isoformat(), progress=progress, painter=shell.painter(form),
        )  # fmt: skip
    done = Message("cli.exported_articles", file=str(out), count=report.kinds.get("article", 0))
    return shell.reported(report, done)

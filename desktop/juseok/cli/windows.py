"""Commands that need the window: open a project in it, or let it do the main job by itself."""

from pathlib import Path

import click

from juseok.cli.helping import About, Command
from juseok.cli.marks import PATH, json_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message


@click.command(
    "open",
    cls=Command,
    hidden=True,
    about=About(
        does="cli.about.open",
        exits={
            Exit.OK: "cli.exit.closed",
            Exit.PROBLEM: "cli.exit.settings",
            Exit.INPUT: "cli.exit.no_display",
        },
    ),
)
@project_argument
@click.pass_context
def open_(ctx: click.Context, project: Path) -> None:
    """Open a project in a window."""
    ctx.exit(ctx.ensure_object(Shell).window().open(project, starter=False))


@click.command(
    cls=Command,
    about=About(
        does="cli.about.tour",
        more="cli.more.tour",
        exits={Exit.OK: "cli.exit.toured", Exit.INPUT: "cli.exit.stuck"},
    ),
)
@click.option(
    "--out", type=PATH, required=True, metavar="cli.word.folder", help="cli.option.out_folder"
)
@json_option
@click.pass_obj
def tour(shell: Shell, out: Path) -> int:
    """Do the main job on the starter project, without a screen."""
    code = shell.window().tour(out)
    files = sorted(str(path) for path in out.glob("*") if path.is_file())
    shell.answer(Message("cli.toured", folder=str(out.absolute())), folder=str(out), files=files)
    return code

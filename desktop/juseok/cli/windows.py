"""Commands that need the window: open a project in it, or let it do the main job by itself."""

from pathlib import Path

import click

from juseok.cli.marks import PATH, command, json_option, project_argument
from juseok.cli.shell import Shell
from juseok.core.messages import Message


@command(
    "open",
    does="cli.about.open",
    hidden=True,
    ok="cli.exit.closed",
    problem="cli.exit.settings",
    input="cli.exit.no_display",
)
@project_argument
def open_(shell: Shell, project: Path) -> int:
    """Open a project in a window."""
    return shell.window().open(project, starter=False)


@command(
    "tour",
    does="cli.about.tour",
    more="cli.more.tour",
    ok="cli.exit.toured",
    input="cli.exit.stuck",
)
@click.option(
    "--out", type=PATH, required=True, metavar="cli.word.folder", help="cli.option.out_folder"
)
@json_option
def tour(shell: Shell, out: Path) -> int:
    """Do the main job on the starter project, without a screen."""
    code = shell.window().tour(out)
    files = sorted(str(path) for path in out.glob("*") if path.is_file())
    shell.answer(Message("cli.toured", folder=str(out.absolute())), folder=str(out), files=files)
    return code

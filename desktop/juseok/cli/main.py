"""The command line as a whole: its commands, and one run of it."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from juseok import __version__
from juseok.cli.converting import convert
from juseok.cli.diff import diff
from juseok.cli.exchange import bundle, merge
from juseok.cli.exporting import export, formats, recipes
from juseok.cli.gold import gold
from juseok.cli.helping import About, Group
from juseok.cli.log import log
from juseok.cli.migrate import migrate
from juseok.cli.projects import check, import_, new
from juseok.cli.releasing import release
from juseok.cli.shell import Exit, Shell, ValueRefused, Windows
from juseok.cli.team import agreement
from juseok.cli.texts import analyze, snap_
from juseok.cli.usage import told
from juseok.cli.windows import open_, tour
from juseok.core.errors import KnownError, ProjectError
from juseok.core.messages import LANGUAGES, Message

PROJECT_SUFFIX: Final = ".juseok"


class _Commands(Group):
    """A group whose unknown first argument, when it is a path, is a project to open."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = args[0]
        is_path = os.sep in first or first.endswith(PROJECT_SUFFIX) or os.path.exists(first)
        if self.get_command(ctx, first) is None and is_path:
            return "open", self.get_command(ctx, "open"), args
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    about=About(
        does="cli.about.juseok",
        more="cli.more.juseok",
        exits={
            Exit.OK: "cli.exit.ok",
            Exit.PROBLEM: "cli.exit.problem",
            Exit.INPUT: "cli.exit.input",
            Exit.PROJECT: "cli.exit.project",
        },
    ),
)
@click.version_option(
    __version__, prog_name="juseok", message="%(prog)s %(version)s", help="cli.option.version"
)
@click.option("--starter", is_flag=True, help="cli.option.starter")
@click.pass_context
def juseok(ctx: click.Context, starter: bool) -> None:
    """Annotate Korean news by hand."""
    if ctx.invoked_subcommand is None:
        ctx.exit(ctx.ensure_object(Shell).window().open(None, starter=starter))


for _command in (
    agreement,
    analyze,
    bundle,
    check,
    convert,
    diff,
    export,
    formats,
    gold,
    import_,
    log,
    merge,
    migrate,
    new,
    open_,
    recipes,
    release,
    snap_,
    tour,
):
    juseok.add_command(_command)


_IN_SHELL: Final = {
    "native.not_empty": "cli.merge_in_shell",
    "file.exists": "cli.exists_in_shell",
    "folder.exists": "cli.folder_in_shell",
    "file.edited": "cli.edited_in_shell",
    "folder.edited": "cli.edited_files_in_shell",
}
"""Where the window has a choice, the name of an option says it here."""


def run(arguments: Sequence[str], *, windows: Windows | None = None) -> int:
    """Run one command line (without the program's name); gives the exit code.

    ``windows`` opens the window; without it, commands that need one are refused.
    """
    shell = Shell(windows, language=_language(os.environ))
    try:
        result: Any = juseok.main(
            args=list(arguments), prog_name="juseok", standalone_mode=False, obj=shell
        )
    except click.ClickException as error:
        for line in told(error):
            click.echo(line if isinstance(line, str) else shell.sentence(line), err=True)
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except KnownError as error:
        shell.complain(_in_shell(error.message))
        if shell.json:
            click.echo(json.dumps({"error": shell.described(error.message)}, ensure_ascii=False))
        if isinstance(error, ValueRefused):
            return Exit.USAGE
        return Exit.PROJECT if isinstance(error, ProjectError) else Exit.INPUT
    except BrokenPipeError:
        # The reader went away, as `head` does; what is left to flush would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.PROBLEM
    return int(result or Exit.OK)


def _in_shell(message: Message) -> Message:
    """``message`` as it helps here: by the name of an option, where the window has a choice."""
    code = _IN_SHELL.get(message.code, message.code)
    return Message(code, **message.params)


def _language(environment: Mapping[str, str]) -> str:
    """``JUSEOK_LANG``, else the locale's language where there are sentences in it."""
    for name in ("JUSEOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return value[:2] if value[:2] in LANGUAGES else "en"
    return "en"

"""Options and arguments that several commands have."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import click

from juseok.cli.helping import Argument
from juseok.cli.shell import Shell

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])

PATH: Final = click.Path(path_type=Path, readable=False)
"""A path that click does not look at: what is wrong with it is told in our own sentences."""


def project_argument(function: FunctionT) -> FunctionT:
    """The project that a command is about."""
    return click.argument(
        "project",
        cls=Argument,
        type=PATH,
        metavar="cli.word.project",
        about="cli.argument.project",
    )(function)


def names_option(function: FunctionT) -> FunctionT:
    """``--names``: a file of names that are known."""
    return click.option(
        "--names", type=PATH, metavar="cli.word.file", help="cli.option.names"
    )(function)  # fmt: skip


def overwrite_option(function: FunctionT) -> FunctionT:
    """``--overwrite``: a file that exists may go."""
    return click.option("--overwrite", is_flag=True, help="cli.option.overwrite")(function)


def json_option(function: FunctionT) -> FunctionT:
    """``--json`` of a command whose answer a machine may read."""
    return click.option(
        "--json", is_flag=True, expose_value=False, callback=_switch_json, help="cli.option.json"
    )(function)  # fmt: skip


def _switch_json(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Shell).json = True

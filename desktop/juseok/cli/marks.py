"""What commands have in common: how one is declared, and options and arguments of several."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import click

from juseok.cli.helping import About, Argument, Command
from juseok.cli.shell import Exit, Shell, ValueRefused
from juseok.core.errors import KnownError
from juseok.core.messages import Message

FunctionT = TypeVar("FunctionT", bound=Callable[..., object])

PATH: Final = click.Path(path_type=Path, readable=False)
"""A path that click does not look at: what is wrong with it is told in our own sentences."""

_OF_VALUES: Final = (
    "search.no_", "search.date_order", "recipe.", "compare.no_layer", "compare.layers",
    "format.no_choice", "format.no_option", "format.no_stream", "import.no_role",
)  # fmt: skip
"""How the codes of sentences begin that refuse the value of an option."""


@contextmanager
def values_told() -> Generator[None]:
    """Raises :class:`ValueRefused` for what the services know of options and click does not: names
    that nobody has, choices that a format does not offer."""
    try:
        yield
    except KnownError as error:
        if not error.message.code.startswith(_OF_VALUES):
            raise
        raise ValueRefused(error.message.code, **error.message.params) from error


def command(
    name: str, *, does: str, more: str = "", hidden: bool = False, **exits: str
) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a function the command ``name``: it is handed the :class:`Shell`, and gives a code.

    ``does`` and ``more`` are codes of sentences on it, as are ``exits``: by the lower-case name of
    an :class:`Exit`, what that exit says of this command.
    """
    about = About(does=does, more=more, exits={Exit[key.upper()]: exits[key] for key in exits})

    def made(function: Callable[..., int | None]) -> click.Command:
        return click.command(name, cls=Command, hidden=hidden, about=about)(
            click.pass_obj(function)
        )

    return made


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


def edited_option(function: FunctionT) -> FunctionT:
    """``--overwrite-edited``: an export that exists may go, with what was changed in it since."""
    return click.option(
        "--overwrite-edited", "edited", is_flag=True, help="cli.option.overwrite_edited"
    )(function)  # fmt: skip


def json_option(function: FunctionT) -> FunctionT:
    """``--json`` of a command whose answer a machine may read."""
    return click.option(
        "--json", is_flag=True, expose_value=False, callback=_switch_json, help="cli.option.json"
    )(function)  # fmt: skip


def pair(shell: Shell, text: str, option: str, wanted: str) -> tuple[str, str]:
    """``NAME=CHOICE`` as two; else ``option`` is told what is ``wanted`` (the code of a word)."""
    name, equals, choice = text.partition("=")
    if not equals:
        raise not_a_pair(shell, text, option, wanted)
    return name, choice


def not_a_pair(shell: Shell, text: str, option: str, wanted: str) -> click.BadParameter:
    """That ``text`` is not written as ``option`` wants it; ``wanted``: the code of a word."""
    said = shell.sentence(Message("cli.usage.pair", text=text, wanted=Message(wanted)))
    return click.BadParameter(said, param_hint=option)


def missing(name: str) -> click.MissingParameter:
    """That the parameter ``name`` of the command that runs is needed as it was called."""
    ctx = click.get_current_context()
    param = next(each for each in ctx.command.params if each.name == name)
    return click.MissingParameter(ctx=ctx, param=param)


def _switch_json(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Shell).json = True

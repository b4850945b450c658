"""What ``--help`` says, out of the catalogue of sentences and in the language of the shell.

Where click expects a text of ours (``help`` and ``metavar`` of options and arguments) stands the
code of a sentence; :class:`About` holds the rest. Nothing of click's own English is shown, and
columns are counted in cells of a terminal, of which Hangul takes two.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from unicodedata import east_asian_width

import click

from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message

Row: TypeAlias = tuple[str, str]
_WIDEST: Final = 80
_NARROWEST: Final = 40
_COLUMN: Final = 26
"""Cells for the names of a list; a longer one has its line to itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Codes of sentences on a command: what it does, more on that, and what its exit codes say.

    ``exits`` are those with a meaning of their own; a wrong command line and Ctrl+C are the same
    for every command.
    """

    does: str
    more: str = ""
    exits: Mapping[Exit, str] = field(default_factory=dict[Exit, str])

    def codes(self) -> dict[Exit, str]:
        """Every exit code of the command with its sentence, in order."""
        common = {Exit.USAGE: "cli.exit.usage", Exit.INTERRUPTED: "cli.exit.interrupted"}
        return dict(sorted((common | dict(self.exits)).items()))


class Argument(click.Argument):
    """An argument that says what it is; ``metavar`` and ``about`` are codes."""

    def __init__(self, *names: Any, about: str, **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.about = about


class Command(click.Command):
    """A command that tells of itself in the language of the shell."""

    def __init__(self, *names: Any, about: About, **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.about = about

    def get_help(self, ctx: click.Context) -> str:
        return "\n".join(_page(ctx, self, self.about, ()))


class Group(click.Group):
    """The program itself: a command with commands."""

    def __init__(self, *names: Any, about: About, **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.about = about

    def get_help(self, ctx: click.Context) -> str:
        commands = [each for _, each in sorted(self.commands.items()) if not each.hidden]
        return "\n".join(_page(ctx, self, self.about, commands))


def usage(ctx: click.Context) -> str:
    """How the command of ``ctx`` is called, on one line."""
    params = ctx.command.get_params(ctx)
    arguments = [_argument(ctx, each) for each in params if isinstance(each, click.Argument)]
    wanted = [f"{each.opts[-1]} {word(ctx, each)}" for each in params
              if isinstance(each, click.Option) and each.required]  # fmt: skip
    if isinstance(ctx.command, click.Group):
        arguments = [_say(ctx, "cli.word.project_or_command")]
    return " ".join([ctx.command_path, _say(ctx, "cli.word.options"), *arguments, *wanted])


def word(ctx: click.Context, param: click.Parameter) -> str:
    """What stands for the value of ``param``: FILE, a choice of words, or nothing of a switch."""
    if isinstance(param.type, click.Choice) and not param.metavar:
        return f"[{'|'.join(map(str, param.type.choices))}]"
    return _say(ctx, param.metavar) if param.metavar else ""


def _page(
    ctx: click.Context, command: click.Command, about: About, commands: Sequence[click.Command]
) -> Iterator[str]:
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))
    params = command.get_params(ctx)
    yield from _wrapped(_say(ctx, "cli.usage.line", line=usage(ctx)), width, indent=8)
    for code in filter(None, (about.does, about.more)):
        for paragraph in _say(ctx, code).split("\n\n"):
            yield ""
            yield from _wrapped(paragraph, width)
    lists: dict[str, list[Row]] = {
        "cli.heading.arguments": [
            (_argument(ctx, each), _say(ctx, each.about))
            for each in params if isinstance(each, Argument)
        ],
        "cli.heading.options": [
            _option(ctx, each) for each in params if isinstance(each, click.Option)
        ],
        "cli.heading.commands": [
            (each.name or "", _say(ctx, each.about.does))
            for each in commands if isinstance(each, Command)
        ],
        "cli.heading.exits": [
            (str(code.value), _say(ctx, said)) for code, said in about.codes().items()
        ],
    }  # fmt: skip
    for heading, rows in lists.items():
        if rows:
            yield ""
            yield _say(ctx, heading)
            yield from _listed(rows, width)


def _argument(ctx: click.Context, argument: click.Argument) -> str:
    return word(ctx, argument) + ("…" if argument.nargs == -1 else "")


def _option(ctx: click.Context, option: click.Option) -> Row:
    names = ", ".join(sorted(option.opts, key=len))
    is_help = option is ctx.command.get_help_option(ctx)
    said = _say(ctx, "cli.option.help" if is_help else option.help or "")
    if option.required:
        said = _say(ctx, "cli.option.required", text=said)
    return f"{names} {word(ctx, option)}".strip(), said


def _say(ctx: click.Context, code: str, **params: str) -> str:
    return ctx.ensure_object(Shell).sentence(Message(code, **params))


# -- columns


def _listed(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Names at the left, what they mean beside them."""
    column = min(max(_cells(name) for name, _ in rows), _COLUMN) + 4
    for name, text in rows:
        lines = list(_wrapped(text, width - column))
        first = f"  {name}"
        if _cells(first) > column - 2:
            yield first
            first = ""
        yield first + " " * (column - _cells(first)) + lines[0]
        yield from (" " * column + line for line in lines[1:])


def _wrapped(text: str, width: int, *, indent: int = 0) -> Iterator[str]:
    """``text`` in lines of up to ``width`` cells, cut at blanks; lines after the first indented."""
    line = ""
    for each in text.split():
        if line and _cells(line) + 1 + _cells(each) > width:
            yield line
            line = " " * indent + each
        else:
            line = f"{line} {each}" if line else each
    yield line


def _cells(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)

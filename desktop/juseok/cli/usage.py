"""What is wrong with a command line, as sentences of the catalogue instead of click's English."""

import re
from collections.abc import Iterator
from typing import Final

import click

from juseok.cli.helping import usage, word
from juseok.core.messages import Message

_BY_WORDS: Final = (
    (re.compile(r"No such command '(.*?)'"), "cli.usage.no_command"),
    (re.compile(r"unexpected extra arguments? \((.*)\)"), "cli.usage.extra"),
    (re.compile(r"Option '(.*?)' requires an "), "cli.usage.without_value"),
    (re.compile(r"Option '(?P<name>.*?)' requires (?P<count>\d+) "), "cli.usage.without_values"),
)
"""Errors of click that have no class of their own, by what they say."""


def told(error: click.ClickException) -> Iterator[Message | str]:
    """The lines to say for ``error``: how it is used, where more stands, and what is wrong.

    What click says and nothing here knows stays as it is.
    """
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        yield Message("cli.usage.line", line=usage(context))
        yield Message("cli.usage.hint", command=context.command_path)
    yield _reason(error) or error.format_message()


def _reason(error: click.ClickException) -> Message | None:
    match error:
        case click.NoSuchOption():
            return Message("cli.usage.no_option", name=error.option_name)
        case click.MissingParameter() if error.param is not None:
            return Message("cli.usage.missing", name=_name(error.ctx, error.param))
        case click.BadParameter():
            hint = error.param_hint or (error.param.opts[0] if error.param is not None else "")
            name = hint if isinstance(hint, str) else ", ".join(hint)
            if error.param is not None and isinstance(error.param.type, click.Choice):
                known = ", ".join(map(str, error.param.type.choices))
                return Message("cli.usage.choice", name=name, known=known)
            return Message("cli.usage.value", name=name, reason=error.message)
        case _:
            words = error.format_message()
    for pattern, code in _BY_WORDS:
        if found := pattern.search(words):
            return Message(code, **{"name": found[1], **found.groupdict()})
    return None


def _name(context: click.Context | None, param: click.Parameter) -> str:
    if isinstance(param, click.Option) or context is None:
        return param.opts[0]
    return word(context, param)

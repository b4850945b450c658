"""What a person may choose of a format: named options, each with its choices, the first the usual.

Dialogs and the shell are made from them; a writer finds what was chosen in ``About.options``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from juseok.core.errors import FormatError


@dataclass(frozen=True, slots=True)
class OptionChoice:
    """One of the values of an option; ``names`` by language, ``also``: other words for it."""

    id: str
    names: Mapping[str, str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatOption:
    """``id=choice`` on the command line; ``names`` and ``help`` by language."""

    id: str
    names: Mapping[str, str]
    choices: tuple[OptionChoice, ...]
    help: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def usual(self) -> str:
        return self.choices[0].id


def settled(
    options: Sequence[FormatOption], given: Mapping[str, str], *, form: str
) -> dict[str, str]:
    """A choice for each of the ``options`` of the format ``form``: what is given, else the usual.

    Raises ``FormatError``: ``format.no_option``, ``format.no_choice``.
    """
    known = {each.id: each for each in options}
    for name in given:
        if name not in known:
            raise FormatError(
                "format.no_option", format=form, option=name, known=", ".join(known) or "–"
            )
    return {each.id: _chosen(each, given.get(each.id, each.usual)) for each in options}


def _chosen(option: FormatOption, word: str) -> str:
    for each in option.choices:
        if word == each.id or word in each.also:
            return each.id
    known = ", ".join(each.id for each in option.choices)
    raise FormatError("format.no_choice", option=option.id, choice=word, known=known)

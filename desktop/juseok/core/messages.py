"""Sentences as data: a code with parameters, rendered from one catalogue.

Undo labels, reports and errors are born below the user interface, where no widget can
translate them.  They travel as :class:`Message` and become Korean or English only where a
person reads them: a window, the shell, or a report.

The catalogues are ``resources/messages/<language>.toml``; nested tables make dotted
codes, ``{name}`` marks a parameter.  Korean particles that depend on the word before them
are written as pairs: ``{quote}(이)가`` renders as 아마존이 or 메타가.  What a
number decides in English is marked as well: ``{count} claim(s)`` (:mod:`juseok.core.plurals`).
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Final, TypeAlias

from juseok.core.josa import choose_particles
from juseok.core.plurals import agreed
from juseok.core.resources import read_text

Param: TypeAlias = "str | int | float | Message"

LANGUAGES: Final = ("ko", "en")
_HEAD: Final = re.compile(r"^\[([^\].]+)[^\]]*\]$", re.MULTILINE)
_PLACEHOLDER: Final = re.compile(r"\{([a-z_0-9]+)\}")


class Message:
    """A code such as ``undo.mention.create`` with its parameters; immutable and hashable.

    A parameter may itself be a message: ``{type}`` of an undo label is the label of a type.
    """

    __slots__ = ("code", "params")

    code: str
    params: Mapping[str, Param]

    def __init__(self, code: str, **params: Param) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "params", params)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a message is immutable; cannot set {name!r}")

    def __reduce__(self) -> "tuple[object, tuple[str, dict[str, Param]]]":
        return _unpickled, (self.code, dict(self.params))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Message) and self.code == other.code and self.params == other.params
        )

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.params.items(), key=lambda item: item[0]))))

    def __repr__(self) -> str:
        inner = "".join(f", {name}={value!r}" for name, value in self.params.items())
        return f"Message({self.code!r}{inner})"

    def __str__(self) -> str:
        return render(self, "en")

    def to_json(self) -> list[object]:
        """As ``[code, {param: value}]``, nested messages alike; the stored form of a label."""
        return [
            self.code,
            {
                name: value.to_json() if isinstance(value, Message) else value
                for name, value in self.params.items()
            },
        ]

    @classmethod
    def from_json(cls, data: object) -> "Message":
        """Inverse of :meth:`to_json`; raises ``ValueError`` on anything else."""
        match data:
            case [str(code), dict(params)]:
                return cls(
                    code,
                    **{
                        str(name): cls.from_json(value) if isinstance(value, list) else value
                        for name, value in params.items()
                    },
                )
            case _:
                raise ValueError(f"not a message: {data!r}")


def _unpickled(code: str, params: dict[str, Param]) -> Message:
    """A message from another process."""
    return Message(code, **params)


def render(message: Message, language: str) -> str:
    """The sentence of ``message`` in ``language`` (``"ko"`` or ``"en"``).

    A code that the catalogue lacks renders as itself with its parameters, so that a message
    of a newer program is still readable.
    """
    template = template_of(message.code, language)
    if template is None:
        inner = ", ".join(f"{name}={value}" for name, value in message.params.items())
        return f"{message.code}({inner})"

    def value_of(match: re.Match[str]) -> str:
        value = message.params.get(match[1], match[0])
        if isinstance(value, Message):
            return render(value, language)
        return f"{value:,}" if isinstance(value, int) else str(value)

    if language == "en":
        template = agreed(template, message.params)
    text = _PLACEHOLDER.sub(value_of, template)
    return choose_particles(text) if language == "ko" else text


def template_of(code: str, language: str) -> str | None:
    """The template of a dotted code; None where the catalogue has none."""
    return _tables(language, code.partition(".")[0]).get(code)


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All templates of one language, by dotted code."""
    return dict(_flatten("", tomllib.loads(_source(language))))


@cache
def _tables(language: str, name: str) -> Mapping[str, str]:
    """The templates of the tables ``[name]`` and ``[name.…]`` alone.

    Reading a whole catalogue takes longer than two frames, and whoever says the first sentence
    of a window waits for it.
    """
    source = _source(language)
    heads = [*_HEAD.finditer(source)]
    ends = [*(head.start() for head in heads[1:]), len(source)]
    parts = (
        source[head.start() : end] for head, end in zip(heads, ends, strict=True) if head[1] == name
    )
    return dict(_flatten("", tomllib.loads("".join(parts))))


@cache
def _source(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"no catalogue for {language!r}")
    return read_text(f"messages/{language}.toml")


def _flatten(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows += _flatten(f"{prefix}{key}.", value)
        else:
            rows.append((prefix + key, str(value)))
    return rows

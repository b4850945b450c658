"""One hanja for a name, as headlines have it: 中 for 중국, alone or before a word (中빅테크).

The table is ``resources/lexicons/hanja.toml``, for people to edit; a slip costs its own line.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from juseok.core.messages import Message
from juseok.core.resources import read_text
from juseok.lang.own_lexicons import own_text

_ALSO_A_WORD: Final = frozenset("中")
"""What stands behind a word by itself, too, and means something else there (회의 中)."""


@dataclass(frozen=True, slots=True)
class HanjaNames:
    """``full``: the name behind each short form; ``problems``: lines that do not hold."""

    full: Mapping[str, str]
    problems: tuple[Message, ...] = ()

    def forms(self, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """``names`` with the full names of those that are short, and the short forms of all."""
        given = tuple(dict.fromkeys(names))
        full = tuple(self.full[name] for name in given if name in self.full)
        plain = tuple(dict.fromkeys((*(n for n in given if n not in self.full), *full)))
        return plain, tuple(short for short, name in self.full.items() if name in plain)

    def places(self, text: str, short: str, start: int, end: int) -> Iterator[int]:
        """The offsets in ``text[start:end]`` where ``short`` stands for its name, in order.

        Before it stands no letter, behind it no sign of a longer hanja word; other short forms
        may stand beside it (美中).  By itself behind a word, what is a word too is none.
        """
        at = text.find(short, start, end)
        while at >= 0:
            if self._stands(text, at, short):
                yield at
            at = text.find(short, at + 1, end)

    def _stands(self, text: str, at: int, short: str) -> bool:
        before = text[at - 1] if at else ""
        after = text[at + len(short)] if at + len(short) < len(text) else ""
        if before.isalnum() and before not in self.full:
            return False
        if _is_hanja(after) and after not in self.full:
            return False
        if after.isdecimal():  # 中3 is a year at school
            return False
        alone = not after.isalnum()
        follows = before == " " and text[at - 2 : at - 1].isalnum()
        return not (short in _ALSO_A_WORD and alone and follows)


@cache
def bundled_hanja() -> HanjaNames:
    """The table that travels with the program, and before it the lines of one's own."""
    text, problems = own_text("hanja.toml")
    own, ours = parse_hanja(text), parse_hanja(read_text("lexicons/hanja.toml"))
    return HanjaNames({**ours.full, **own.full}, (*problems, *own.problems))


def parse_hanja(text: str) -> HanjaNames:
    """Read a table line by line; every line that does not hold is told, the others count."""
    full: dict[str, str] = {}
    problems: list[Message] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found = tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            problems.append(Message("lexicon.hanja", line=number))
            continue
        for short, name in found.items():
            if isinstance(name, str) and len(short) == 1 and _is_hanja(short) and name.strip():
                full.setdefault(short, name.strip())
            elif name != {}:  # the head of a table
                problems.append(Message("lexicon.hanja", line=number))
    return HanjaNames(full, tuple(problems))


def _is_hanja(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"

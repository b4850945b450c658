"""The lexicon of cues: words that report what somebody said, ``resources/lexicons/cues.toml``.

The file is for people to edit.  It is read group by group, so that a slip costs its own group
only and is told with its line.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias, cast, get_args

from juseok.core.messages import Message
from juseok.core.resources import read_text
from juseok.lang.own_lexicons import own_text

CueKind: TypeAlias = Literal[
    "say", "judge", "passive", "noun", "according", "refuse", "object", "headline"
]
KINDS: Final = get_args(CueKind)
_HEAD: Final = "[[cue]]"
_FIELDS: Final = frozenset(("kind", "words", "act", "certainty", "weak", "examples"))


@dataclass(frozen=True, slots=True)
class Cue:
    """One group of words and what a claim with them is preset to; ``line`` is where it stands."""

    kind: CueKind
    words: tuple[str, ...]
    act: str
    certainty: str
    weak: bool
    examples: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the file at ``line`` (from 1)."""

    line: int
    message: Message


@dataclass(frozen=True, slots=True)
class Cues:
    """All groups that hold; words of each kind lead to their group, the first one first."""

    groups: tuple[Cue, ...]
    by_kind: Mapping[CueKind, Mapping[str, Cue]]
    problems: tuple[Problem, ...] = ()

    def find(self, kind: CueKind, word: str) -> Cue | None:
        return self.by_kind[kind].get(word)

    def words(self, kind: CueKind) -> Mapping[str, Cue]:
        return self.by_kind[kind]


@cache
def bundled_cues() -> Cues:
    """The lexicon that travels with the program, and before it the groups of one's own."""
    text, problems = own_text("cues.toml")
    own, ours = parse_cues(text), parse_cues(read_text("lexicons/cues.toml"))
    told = (*(Problem(int(str(each.params.get("line", 0))), each) for each in problems),
            *own.problems)  # fmt: skip
    by_kind = {kind: {**ours.by_kind[kind], **own.by_kind[kind]} for kind in KINDS}
    return Cues(own.groups + ours.groups, by_kind, told)


def parse_cues(text: str) -> Cues:
    """Read a lexicon; what does not hold is in ``problems`` with its line, the rest works."""
    groups: list[Cue] = []
    problems: list[Problem] = []
    for line, block in _blocks(text):
        try:
            groups.append(_cue(tomllib.loads(block), line))
        except tomllib.TOMLDecodeError as error:
            at = line + _line_of(error, block)
            problems.append(Problem(at, Message("cues.syntax", line=at)))
        except _Wrong as wrong:
            at = line + _offset_of(block, wrong.field)
            problems.append(Problem(at, Message(wrong.code, line=at, field=wrong.field)))
    by_kind: dict[CueKind, dict[str, Cue]] = {kind: {} for kind in KINDS}
    for cue in groups:
        for word in cue.words:
            by_kind[cue.kind].setdefault(word, cue)
    return Cues(tuple(groups), by_kind, tuple(problems))


class _Wrong(Exception):
    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code, self.field = code, field


def _blocks(text: str) -> list[tuple[int, str]]:
    """The groups of ``text`` with the line each begins at; what stands before them is one, too,
    unless it holds only comments."""
    blocks: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() == _HEAD:
            blocks.append((number, []))
        blocks[-1][1].append(line)
    return [
        (start, "\n".join(lines))
        for start, lines in blocks
        if any(line.strip() and not line.lstrip().startswith("#") for line in lines)
    ]


def _cue(data: Mapping[str, object], line: int) -> Cue:
    found = data.get("cue")
    if set(data) != {"cue"} or not isinstance(found, list):
        raise _Wrong("cues.outside", next(iter(data), ""))
    group = cast("Mapping[str, object]", cast("list[object]", found)[0])
    for field in group:
        if field not in _FIELDS:
            raise _Wrong("cues.field", field)
    kind, weak = group.get("kind"), group.get("weak", False)
    if kind not in KINDS:
        raise _Wrong("cues.kind", "kind")
    if not isinstance(weak, bool):
        raise _Wrong("cues.value", "weak")
    words = _texts(group, "words")
    if not words:
        raise _Wrong("cues.value", "words")
    return Cue(
        cast("CueKind", kind), words, _text(group, "act"), _text(group, "certainty"), weak,
        _texts(group, "examples"), line,
    )  # fmt: skip


def _texts(group: Mapping[str, object], field: str) -> tuple[str, ...]:
    value = group.get(field, [])
    items: Sequence[object] = cast("list[object]", value) if isinstance(value, list) else [None]
    if any(not isinstance(item, str) or not item.strip() for item in items):
        raise _Wrong("cues.value", field)
    return tuple(str(item).strip() for item in items)


def _text(group: Mapping[str, object], field: str) -> str:
    value = group.get(field, "")
    if not isinstance(value, str):
        raise _Wrong("cues.value", field)
    return value


def _line_of(error: tomllib.TOMLDecodeError, block: str) -> int:
    """The line of a slip within its block, from 0; the end of the block where it says so."""
    words = str(error).rpartition("at line ")[2].split(",")[0]
    return int(words) - 1 if words.isdigit() else max(0, block.count("\n"))


def _offset_of(block: str, field: str) -> int:
    lines = block.splitlines()
    return next((at for at, line in enumerate(lines) if line.lstrip().startswith(field)), 0)

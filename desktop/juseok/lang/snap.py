"""From a rough selection to the name in it, by what the analyser says of its line.

The rules are those of the language, not of words: the particles, the copula and the endings that
stand at the end go, in so far as Korean lets them stand there, one behind the other and behind
that syllable; what Kiwi takes for a particle against that belongs to the name (왕이|는).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from juseok.core.morphs import Line, Names
from juseok.core.names import is_particle
from juseok.lang.snap_particles import particle_start
from juseok.lang.snap_signs import Extent, peel, trimmed
from juseok.lang.snap_tail import tail_start

if TYPE_CHECKING:
    from juseok.lang.jobs import Steps, Tools

_NEAR: Final = 600
"""Code points on each side of a selection that say enough of it."""

Look: TypeAlias = Callable[[str], Line]
"""Words by themselves → their morphemes."""


@dataclass(frozen=True, slots=True)
class Snapped:
    """The name ``[start, end)`` of a selection, in code points of its line.

    ``alias``: another name for it, in a bracket behind it.  ``stripped``: what was left out
    behind the name.  ``steps``: where the name may end, one morpheme more each.
    """

    start: int
    end: int
    alias: Extent | None = None
    stripped: Extent | None = None
    steps: tuple[Extent, ...] = ()


def snap(
    line: str,
    start: int,
    end: int,
    morphs: Line | None,
    names: Names | None = None,
    *,
    look: Look | None = None,
    text: str = "",
) -> Snapped:
    """The name in ``line[start:end]``, which is within it and never empty.

    ``morphs`` are those of the line, or None where nobody could say: then particles go by rule.
    ``names`` are known names, which win over both.  ``look`` has a piece of a word analysed by
    itself, where that would settle a doubt.  ``text``, or else the line, may have the name in
    another place, which settles some.
    """
    start, end = max(0, start), min(len(line), end)
    if start >= end:
        return Snapped(start, max(start, end))
    known = _known_end(line, start, end, names)
    if known is not None:
        tail: Callable[[int, int], int] = known
    elif morphs is None:
        tail = partial(particle_start, line)
    else:
        tail = partial(tail_start, line, morphs, look=look, text=text or line)
    found = peel(line, start, end, tail)
    return Snapped(
        found.start,
        found.end,
        found.alias,
        _left_out(line, found.end, end),
        steps(line, found.start, found.end, morphs),
    )


def _known_end(
    line: str, start: int, end: int, names: Names | None
) -> Callable[[int, int], int] | None:
    """Ends a selection behind a name that is known, where only particles follow in it."""
    hits = [hit for hit in names.find(line) if start <= hit.start < hit.end <= end] if names else []
    if not hits:
        return None
    last = hits[-1]
    behind = line[last.end : end]
    stem = behind.rstrip(".,!?…·:; ”’\"'")
    if stem and not is_particle(last.name.text, stem):
        return None
    return lambda low, high: last.end if low < last.end <= high else high


def _left_out(line: str, behind: int, end: int) -> Extent | None:
    if not line[behind:end].strip():
        return None
    return behind, trimmed(line, behind, end)[1]


def steps(line: str, start: int, end: int, morphs: Line | None) -> tuple[Extent, ...]:
    """``[start, e)`` for every e at which a morpheme ends in the last eojeol, shortest first.

    ``end`` is among them, and so is the end of the eojeol; without morphemes, every character.
    """
    first = end
    while first > start and not line[first - 1].isspace():
        first -= 1
    last = end
    while last < len(line) and not line[last].isspace():
        last += 1
    if morphs is None:
        ends = set(range(first + 1, last + 1))
    else:
        ends = {each.end for each in morphs if first < each.end <= last}
    return tuple((start, each) for each in sorted(ends | {end, last}) if each > start)


@dataclass(frozen=True, slots=True)
class Place:
    """What of a text has to be analysed for a selection: ``line`` begins at ``at``.

    ``[start, end)`` is the selection in it, without blanks round it and in one line.
    """

    line: str
    at: int
    start: int
    end: int

    def shifted(self, found: Snapped) -> Snapped:
        """``found`` in offsets of the text."""
        at = self.at

        def move(each: Extent) -> Extent:
            return each[0] + at, each[1] + at

        return Snapped(
            found.start + at,
            found.end + at,
            move(found.alias) if found.alias else None,
            move(found.stripped) if found.stripped else None,
            tuple(move(each) for each in found.steps),
        )


def place_of(text: str, start: int, end: int) -> Place:
    """The line round the first words of ``text[start:end]``; of a very long one, what is near."""
    start, end = max(0, start), min(len(text), end)
    low, high = trimmed(text, start, end)
    broken = text.find("\n", low, high)
    if broken > low:
        low, high = trimmed(text, low, broken)
    first = text.rfind("\n", 0, low) + 1
    last = text.find("\n", high)
    last = len(text) if last < 0 else last
    if low - first > _NEAR:
        first = _blank_before(text, low - _NEAR, low)
    if last - high > _NEAR:
        last = _blank_behind(text, high, high + _NEAR)
    return Place(text[first:last], first, low - first, high - first)


def _blank_before(text: str, start: int, end: int) -> int:
    at = text.find(" ", start, end)
    return at + 1 if at >= 0 else start


def _blank_behind(text: str, start: int, end: int) -> int:
    at = text.rfind(" ", start, end)
    return at if at >= 0 else end


def job(payload: Any, tools: "Tools") -> "Steps":
    """The analyser's part: ``{text, start, end}`` → a :class:`Snapped` of the text, as a list.

    What of the text is near is enough.
    """
    text = payload["text"]
    place = place_of(text, payload["start"], payload["end"])
    (morphs,) = yield from tools.lines([place.line])
    found = snap(
        place.line,
        place.start,
        place.end,
        morphs,
        tools.names,
        look=partial(_look, tools),
        text=text,
    )
    return as_list(place.shifted(found))


def _look(tools: "Tools", words: str) -> Line:
    return tuple(morph for piece in tools.pieces(words) for morph in piece)


def as_list(found: Snapped) -> list[Any]:
    """``found`` as JSON; :func:`from_list` reads it."""
    return [found.start, found.end, found.alias, found.stripped, found.steps]


def from_list(value: Sequence[Any]) -> Snapped:
    """What :func:`as_list` gave."""
    start, end, alias, stripped, ends = value
    return Snapped(
        start,
        end,
        _pair(alias) if alias else None,
        _pair(stripped) if stripped else None,
        tuple(_pair(each) for each in ends),
    )


def _pair(value: Sequence[int]) -> Extent:
    start, end = value
    return start, end

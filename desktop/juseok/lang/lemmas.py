"""Which verbs and adjectives a text has, in their dictionary forms: 밝혔다 is a form of 밝히다."""

from collections.abc import Sequence
from typing import Any, Final

from juseok.core.morphs import Line, Morph
from juseok.lang.jobs import Steps, Tools

_PREDICATES: Final = frozenset({"VV", "VA"})
_ROOTS: Final = frozenset({"NNG", "NNP", "XR", "NR", "MAG", "SL"})
_MAKERS: Final = frozenset({"XSV", "XSA"})
_ENDINGS: Final = frozenset({"EP", "EF", "EC", "ETN", "ETM"})


def predicates(line: Line) -> list[tuple[str, int, int]]:
    """The lemmas of ``line`` with the code points that each takes up, endings included.

    A noun with 하다 or 되다 behind it is one verb: 발표했다 is a form of 발표하다.
    """
    found: list[tuple[str, int, int]] = []
    for at, morph in enumerate(line):
        if morph.tag in _PREDICATES:
            found.append((_lemma(morph), morph.start, _end(line, at)))
        elif morph.tag in _MAKERS and at and line[at - 1].tag in _ROOTS:
            root = line[at - 1]
            if root.end <= morph.start or root.start < morph.start:
                found.append((root.form + _lemma(morph), root.start, _end(line, at)))
    return [each for each in found if each[1] < each[2]]


def _lemma(morph: Morph) -> str:
    return morph.lemma or f"{morph.form}다"


def _end(line: Sequence[Morph], at: int) -> int:
    """Where the word of the morpheme ``at`` ends, with its endings."""
    end = line[at].end
    for morph in line[at + 1 :]:
        if morph.tag not in _ENDINGS or morph.start > end:
            break
        end = max(end, morph.end)
    return end


def lemmas(payload: Any, tools: Tools) -> Steps:
    """Texts → for each ``[lemma, start, end]``, in code points of the text."""
    found: list[list[tuple[str, int, int]]] = []
    for text in payload:
        at = 0
        here: list[tuple[str, int, int]] = []
        for line in text.split("\n"):
            morphs: list[Morph] = []
            for piece in tools.pieces(line):
                morphs += piece
                yield
            here += [(lemma, at + s, at + e) for lemma, s, e in predicates(tuple(morphs))]
            at += len(line) + 1
        found.append(here)
    return found

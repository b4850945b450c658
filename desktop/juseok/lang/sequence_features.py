"""What a sequence model sees of a line: words for each morpheme, never the text as a whole.

Each morpheme says its form, tag, shape and edges, whether blanks stand beside it, which particle
ends its eojeol, and whether it lies in a name that is known; and the same of its neighbours.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

from juseok.core.morphs import Hit, Line, Morph

Features: TypeAlias = list[list[str]]

_LONG: Final = 6
_HANJA: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_SHAPES: Final = (
    (_HANJA, "H"),
    (re.compile(r"[가-힣]"), "K"),
    (re.compile(r"[A-Z]"), "A"),
    (re.compile(r"[a-z]"), "a"),
    (re.compile(r"[0-9]"), "9"),
)
_PARTICLE: Final = ("J", "E", "VC", "XS")


def units(line: Line) -> list[Morph]:
    """The morphemes that stand in the text by themselves: those that share a syllable with the
    one before, or are empty, are left out."""
    kept: list[Morph] = []
    for morph in line:
        if morph.end > morph.start and (not kept or morph.start >= kept[-1].end):
            kept.append(morph)
    return kept


def features(text: str, morphs: Sequence[Morph], hits: Sequence[Hit]) -> Features:
    """For each of ``morphs`` (:func:`units` of the line ``text``) what may tell its label.

    ``hits``: the known names in ``text``, in order and apart.
    """
    known = _known(morphs, hits)
    tails = _tails(morphs)
    own = [_own(text, morph, known[at]) for at, morph in enumerate(morphs)]
    found: Features = []
    last = len(morphs) - 1
    for at, morph in enumerate(morphs):
        before = morphs[at - 1] if at else None
        after = morphs[at + 1] if at < last else None
        here = own[at]
        here.append("j=" + tails[at])
        if before is None:
            here.append("BOS")
        else:
            here += (
                "-f=" + before.form,
                "-t=" + before.tag + "|" + morph.tag,
                "-g=" + known[at - 1],
            )
            if before.end < morph.start:
                here.append("-blank")
            if at > 1:
                here.append("--f=" + morphs[at - 2].form)
        if after is None:
            here.append("EOS")
        else:
            here += ("+f=" + after.form, "+t=" + morph.tag + "|" + after.tag, "+g=" + known[at + 1])
            if morph.end < after.start:
                here.append("+blank")
            if at + 2 <= last:
                here.append("++f=" + morphs[at + 2].form)
        found.append(here)
    return found


def _own(text: str, morph: Morph, known: str) -> list[str]:
    form, surface = morph.form, text[morph.start : morph.end]
    found = ["b", "f=" + form, "t=" + morph.tag, "x=" + shape(surface), "g=" + known]
    if len(form) > 1:
        found += ("p=" + form[0], "s=" + form[-1], "n=" + str(min(len(form), _LONG)))
    if len(form) > 2:
        found.append("s2=" + form[-2:])
    return found


def shape(surface: str) -> str:
    """Which scripts ``surface`` holds, in the order of a table: hanja, Hangul, letters, digits."""
    found = "".join(letter for pattern, letter in _SHAPES if pattern.search(surface))
    return found or surface[:1]


def _known(morphs: Sequence[Morph], hits: Sequence[Hit]) -> list[str]:
    """``B-ORG``, ``I-ORG`` for what lies in a known name, ``-`` elsewhere."""
    found: list[str] = []
    at = 0
    for morph in morphs:
        while at < len(hits) and hits[at].end <= morph.start:
            at += 1
        if at < len(hits) and hits[at].start < morph.end:
            hit = hits[at]
            found.append(("B-" if morph.start <= hit.start else "I-") + (hit.name.type or "?"))
        else:
            found.append("-")
    return found


def _tails(morphs: Sequence[Morph]) -> list[str]:
    """The first particle or ending behind each morpheme in its eojeol."""
    found = [""] * len(morphs)
    tail = ""
    for at in range(len(morphs) - 1, -1, -1):
        if at + 1 < len(morphs) and morphs[at].end < morphs[at + 1].start:
            tail = ""
        if morphs[at].tag.startswith(_PARTICLE):
            tail = morphs[at].form
        found[at] = tail
    return found

"""The stems of a line: what is left of each run of letters without particles and endings."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from juseok.core.morphs import Line, Morph

_SIGNS: Final = frozenset(("SP", "SF", "SE", "SSO", "SSC", "SS", "SO", "SW"))
_JOINING: Final = frozenset("&.+-_/’'")
_VERBAL: Final = frozenset(("XSV", "XSA", "VV", "VA", "VX", "VCN"))
_NOMINAL: Final = frozenset(
    (
        "NNP",
        "NNG",
        "NNB",
        "NR",
        "SL",
        "SH",
        "SN",
        "SW",
        "XPN",
        "XSN",
        "XR",
        "MM",
        "SO",
        "SP",
        "W_SERIAL",
    )
)


class Stem(NamedTuple):
    """``text[start:end]`` of a line, made of ``morphs``; ``whole`` ends behind its particles.

    ``verbal``: it goes on as a verb (인수|했다).  ``odd``: not all of it was read as nouns, as
    happens to names that the dictionary lacks.  ``spaced``: nothing but one blank stands between
    it and the stem before.  ``particle``: the tags behind it.
    """

    start: int
    end: int
    text: str
    morphs: tuple[Morph, ...]
    whole: int
    particle: tuple[str, ...]
    verbal: bool
    odd: bool
    spaced: bool

    @property
    def bare(self) -> bool:
        """Whether nothing stands behind it."""
        return not self.particle


def stems(line: str, morphs: Line) -> list[Stem]:
    """The stems of ``line`` in order; offsets are code points of the line."""
    found: list[Stem] = []
    for part in _parts(line, morphs):
        stem = _stem(line, part, found[-1] if found else None)
        if stem is not None:
            found.append(stem)
    return found


def _parts(line: str, morphs: Sequence[Morph]) -> Iterator[list[Morph]]:
    part: list[Morph] = []
    for at, morph in enumerate(morphs):
        if morph.end <= morph.start and not part:
            continue
        if part and (morph.start > part[-1].end or _breaks(line, morph, part, morphs, at)):
            yield part
            part = []
        if not _breaks(line, morph, part, morphs, at):
            part.append(morph)
    if part:
        yield part


def _breaks(
    line: str, morph: Morph, part: Sequence[Morph], morphs: Sequence[Morph], at: int
) -> bool:
    if morph.tag not in _SIGNS:
        return False
    if morph.form not in _JOINING or not part or part[-1].tag not in ("SL", "SN"):
        return True
    after = morphs[at + 1] if at + 1 < len(morphs) else None
    return after is None or after.start != morph.end or after.tag not in ("SL", "SN")


def _stem(line: str, part: list[Morph], before: Stem | None) -> Stem | None:
    start, whole = part[0].start, max(morph.end for morph in part)
    kept = len(part)
    verbal = False
    if part[-1].tag in ("VV", "VA") and part[-1].end - part[-1].start == len(part[-1].form):
        return _whole(line, part, before)
    if len(part) == 3 and part[2].form == "ᆫ" and part[1].tag == "JKB" and whole - start == 3:
        return _whole(line, part, before)  # 육지완, read as 육지와는
    tags: list[str] = []
    while kept and _is_tail(part[kept - 1].tag):
        kept -= 1
        verbal = verbal or part[kept].tag in _VERBAL
        tags.append(part[kept].tag)
    if not kept:
        return None
    end = part[kept - 1].end
    if kept < len(part) and part[kept].start < end and part[kept].tag.startswith("J"):
        end = part[kept].start if part[kept].start > start else end
    if end <= start:
        return None
    spaced = before is not None and line[before.whole : start] == " "
    odd = any(morph.tag not in _NOMINAL for morph in part[:kept])
    return Stem(
        start, end, line[start:end], tuple(part[:kept]), whole, tuple(reversed(tags)), verbal, odd,
        spaced,
    )  # fmt: skip


def _whole(line: str, part: list[Morph], before: Stem | None) -> Stem:
    """A verb never stands without an ending: a name that was read as one (미오)."""
    start, end = part[0].start, max(morph.end for morph in part)
    spaced = before is not None and line[before.whole : start] == " "
    return Stem(start, end, line[start:end], tuple(part), end, (), False, True, spaced)


def _is_tail(tag: str) -> bool:
    return tag[0] in "JE" or tag in _VERBAL or tag == "VCP"

"""An article as sentences and tokens: characters, eojeols, or morphemes of an analyser.

Tokens are stretches of the text itself, none over another and none with white space in it; all
that is no white space is in one.  Offsets are code points of the article's text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.model import Mention
from juseok.core.morphs import Morph
from juseok.core.sentences import sentences
from juseok.formats.document import Document

_INK: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence; ``tags`` and ``lemmas`` are of morphemes, else empty.

    ``firsts``: whether an eojeol begins with the token.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    firsts: Sequence[bool]
    tags: Sequence[str] = ()
    lemmas: Sequence[str] = ()

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and the last token with a character of ``[start, end)``."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


def whole_mentions(document: Document) -> list[Mention]:
    """The mentions of one stretch within a line, those that begin first and are longest first."""
    found = [
        each
        for each in document.annotations.mentions
        if len(each.spans) == 1 and "\n" not in each.spans[0].quote
    ]
    return sorted(found, key=lambda each: (each.spans[0].start, -each.spans[0].end, each.id))


def sentences_of(document: Document, mentions: Iterable[Mention]) -> list[tuple[int, int]]:
    """The sentences of ``document``; those that one of ``mentions`` goes across are one."""
    article = document.article
    units = sentences(article.text, edits=article.sentencing)
    starts = [start for start, _ in units]
    inner: set[int] = set()
    for mention in mentions:
        span = mention.spans[0]
        ink = span.end - len(span.quote.lstrip())
        low, high = bisect_right(starts, ink), bisect_left(starts, span.end)
        inner.update(range(max(low, 1), high))
    if not inner:
        return units
    found: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(units):
        if number in inner:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def characters(text: str, start: int, end: int) -> Tokens:
    """A token for each character that is no white space."""
    starts = [at for at in range(start, end) if not text[at].isspace()]
    ends = [at + 1 for at in starts]
    firsts = [at == start or text[at - 1].isspace() for at in starts]
    return Tokens(starts, ends, firsts)


def eojeols(text: str, start: int, end: int) -> Tokens:
    """A token for each run between white space."""
    found = [each.span() for each in _INK.finditer(text, start, end)]
    return Tokens([low for low, _ in found], [high for _, high in found], [True] * len(found))


def morphemes(text: str, start: int, end: int, morphs: Sequence[Morph]) -> Tokens:
    """A token for each morpheme; those that share a character are one token, as 보 and 었 of 봤다.

    ``morphs`` are in offsets of ``text``, in order of their starts.
    """
    morphs = morphs[bisect_left(morphs, start, key=_start) : bisect_left(morphs, end, key=_start)]
    cuts: list[int] = []
    groups: list[tuple[int, int, list[Morph]]] = []
    for each in morphs:
        if groups and (each.start < groups[-1][1] or each.start == each.end):
            low, high, inside = groups[-1]
            groups[-1] = (low, max(high, each.end), [*inside, each])
        else:
            groups.append((each.start, each.end, [each]))
    for low, high, _ in groups:
        cuts += (low, high)
    cuts = sorted(set(cuts))
    lows = [low for low, _, _ in groups]
    starts: list[int] = []
    ends: list[int] = []
    firsts: list[bool] = []
    tags: list[str] = []
    lemmas: list[str] = []
    for run in _INK.finditer(text, start, end):
        first, last = run.span()
        within = cuts[bisect_right(cuts, first) : bisect_left(cuts, last)]
        for low, high in zip((first, *within), (*within, last), strict=True):
            at = bisect_right(lows, low) - 1
            inside = groups[at][2] if at >= 0 and low < groups[at][1] else []
            starts.append(low)
            ends.append(high)
            firsts.append(low == first)
            tags.append("+".join(each.tag for each in inside))
            lemmas.append("+".join(each.lemma or each.form for each in inside))
    return Tokens(starts, ends, firsts, tags, lemmas)


def moved(line: Iterable[Morph], at: int) -> list[Morph]:
    """The morphemes of the line that begins at ``at``, in offsets of the text."""
    return [
        Morph(each.form, each.tag, each.start + at, each.end + at, each.lemma, each.known)
        for each in line
    ]


def _start(morph: Morph) -> int:
    return morph.start

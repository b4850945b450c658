"""The analyser itself, in the process that makes it: the one place that knows kiwipiepy.

Loading holds the interpreter's lock for seconds, and so does every change of the dictionary, so
a window talks to it through :mod:`juseok.lang.worker_client`, and names of a project go in with
each call.
"""

import re
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from juseok.core.errors import AnalyserGone
from juseok.core.morphs import Hit, Line, Morph, Names
from juseok.core.text import Normalised, normalise

PIECE: Final = 400
"""Characters of a long line that are analysed in one go: some 10 ms; time grows faster still."""

_WHOLE: Final = 600
_STOP: Final = re.compile(r"[.?!。…][’”\"')\]]*\s+")
_BLANK: Final = re.compile(r"\s+")
_LONE: Final = re.compile("[\ud800-\udfff]")


class Kiwi:
    """An analyser in this process; loading takes a second and 330 MB."""

    def __init__(self) -> None:
        """Load it; raises :class:`AnalyserGone` where it is not installed whole."""
        try:
            from kiwipiepy import Kiwi as Library  # nothing else may load it

            # The dictionary of words with blanks costs 190 MB and changes no figure of ours.
            self._kiwi: Any = Library(num_workers=1, load_multi_dict=False)
            self._kiwi.tokenize("처음")  # what is loaded late
        except (ImportError, OSError, RuntimeError) as error:
            raise AnalyserGone("analyser.not_loaded", reason=str(error)) from error

    def lines(
        self, lines: Sequence[str], *, names: Names | None = None, deadline: float | None = None
    ) -> list[Line]:
        """The morphemes of each line; see :class:`juseok.core.morphs.Analyser`."""
        until = None if deadline is None else time.monotonic() + deadline
        found: list[Line] = []
        for line in lines:
            morphs: list[Morph] = []
            for piece in self.pieces(line, names=names):
                morphs += piece
                if until is not None and time.monotonic() > until:
                    raise AnalyserGone("analyser.late")
            found.append(tuple(morphs))
        return found

    def pieces(self, line: str, *, names: Names | None = None) -> Iterator[list[Morph]]:
        """The morphemes of ``line`` in pieces of which each takes some 10 ms."""
        normal = normalise(sound(line))
        text = normal.text
        hits = names.find(text) if names is not None else ()
        at = 0
        for start, end in cut(text, [(hit.start, hit.end) for hit in hits]):
            inside: list[Hit] = []
            while at < len(hits) and hits[at].start < end:
                inside.append(hits[at])
                at += 1
            piece = self._piece(text, start, end, inside)
            yield piece if not normal.edits else [_raw(morph, normal) for morph in piece]

    def _piece(self, text: str, start: int, end: int, hits: Sequence[Hit]) -> list[Morph]:
        known = [(hit.start - start, hit.end - start, "NNP") for hit in hits]
        tokens = self._kiwi.tokenize(text[start:end], pretokenized=known or None)
        return [_morph(token, start) for token in tokens]


def sound(line: str) -> str:
    """``line`` with half a surrogate pair, which no encoding knows, as U+FFFD."""
    return _LONE.sub("\ufffd", line)


def cut(text: str, whole: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """``text`` in pieces short enough to be analysed in one go, in code points, none empty.

    A text of ordinary length is one piece.  A longer one is cut behind the end of a sentence,
    else at a blank, else anywhere, but never inside one of ``whole`` (in order, apart).
    """
    pieces: list[tuple[int, int]] = []
    start = at = 0
    while len(text) - start > _WHOLE:
        end = _last(text, start)
        while at < len(whole) and whole[at][1] < end:
            at += 1
        if at < len(whole) and whole[at][0] < end < whole[at][1]:
            end = whole[at][0] if whole[at][0] > start else whole[at][1]
        pieces.append((start, end))
        start = end
    if start < len(text):
        pieces.append((start, len(text)))
    return pieces


def _last(text: str, start: int) -> int:
    for pattern, least in ((_STOP, PIECE // 2), (_BLANK, 1)):
        end = max((at.end() for at in pattern.finditer(text, start + least, start + PIECE)),
                  default=0)  # fmt: skip
        if end:
            return end
    return start + PIECE


def _morph(token: Any, offset: int) -> Morph:
    form, lemma = token.form, token.lemma
    start = offset + token.start
    tag = token.tag.partition("-")[0]
    lemma = "" if lemma == form else lemma
    return Morph(form, tag, start, start + token.len, lemma, not token.oov)


def _raw(morph: Morph, normal: Normalised) -> Morph:
    """``morph`` in offsets of the line as it was given."""
    start = normal.to_raw(morph.start)
    end = max(start, normal.to_raw(morph.end))
    return Morph(morph.form, morph.tag, start, end, morph.lemma, morph.known)

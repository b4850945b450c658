"""Offsets of other tools to spans of an article, each proved against the words beside it.

Tools count code points, UTF-16 units or characters of a file whose line ends were something else.
What does not prove in the file's own code points is tried in those; the nearest equal words are
the last resort.  Nothing is taken that does not prove, and the way it was found is told.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

import msgspec

from juseok.core.messages import Message
from juseok.core.spans import Span, Spans, make_span
from juseok.core.text import Normalised, Utf16Map, normalise

Found: TypeAlias = Literal["exact", "bom", "utf16", "lf", "crlf", "nearest", "unproved"]
"""How a span was found; ``lf``: counted as if CRLF were one character, ``crlf``: as if LF were
two; ``unproved``: the file has no words to prove it with."""

_BLANKS: Final = re.compile(r"\s+")
_CRLF: Final = re.compile("\r\n")


class Resolved(msgspec.Struct, frozen=True):
    """``widened``: an edge stood inside a character that was composed, and was moved outward.

    A struct: one is made for every place of a file.
    """

    spans: Spans
    how: Found
    widened: bool = False


class Offsets:
    """One text as its file has it (``raw``), and the article's normalised text."""

    def __init__(self, raw: str, text: Normalised, *, bom: bool = False) -> None:
        """``bom``: a byte order mark stood before ``raw`` and is no part of it."""
        self.text = text.text
        self._raw = raw
        self._edits = text.edits
        self._raw_ends = [edit.raw_end for edit in text.edits]
        self._bom = bom
        self._units: list[tuple[Found, Callable[[int], int]]] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the article's text is that of the file."""
        return not self._edits

    def resolve(self, fragments: Sequence[tuple[int, int]], quote: str | None) -> Resolved | None:
        """The spans of ``fragments``, whose words are ``quote`` joined by blanks.

        None where they do not prove in any way.
        """
        if len(fragments) == 1 and not self._edits:  # nearly always
            start, end = fragments[0]
            if 0 <= start < end <= len(self.text):
                words = self.text[start:end]
                if quote is None or words == quote:
                    how: Found = "unproved" if quote is None else "exact"
                    return Resolved((Span(start, end, words),), how)
        if quote is None:
            return self._at(fragments, "unproved")
        wanted = _plain(normalise(quote).text)
        found = self._at(fragments, "exact")
        # Within a text a sign like a byte order mark is one of its own.
        if found is not None and _words(found.spans) in (wanted, _plain(quote)):
            return found
        for how, unit in self._others():
            moved = [(unit(start), unit(end)) for start, end in fragments]
            found = self._at(moved, how)
            if found is not None and _words(found.spans) == wanted:
                return found
        return self._nearest(fragments[0][0], wanted) if len(fragments) == 1 else None

    def _at(self, fragments: Sequence[tuple[int, int]], how: Found) -> Resolved | None:
        """The spans at ``fragments`` of the raw text, in text order; None where there are none."""
        found: list[tuple[int, int]] = []
        widened = False
        for raw_start, raw_end in sorted(fragments):
            if not 0 <= raw_start < raw_end <= len(self._raw):
                return None
            start, is_inside = self._from_raw(raw_start, end=False)
            end, is_inside_too = self._from_raw(raw_end, end=True)
            widened = widened or is_inside or is_inside_too
            if start >= end or (found and start < found[-1][1]):
                return None
            found.append((start, end))
        spans = tuple(make_span(self.text, start, end) for start, end in found)
        return Resolved(spans, how, widened)

    def _from_raw(self, offset: int, *, end: bool) -> tuple[int, bool]:
        """Where ``offset`` of the raw text is in the normalised one; inside an edit, its edge."""
        done = bisect_right(self._raw_ends, offset)
        if done < len(self._edits):
            edit = self._edits[done]
            if edit.raw_start < offset:
                return (edit.end if end else edit.start), edit.sort == "jamo"
        if not done:
            return offset, False
        last = self._edits[done - 1]
        return offset - last.raw_end + last.end, False

    def _others(self) -> list[tuple[Found, Callable[[int], int]]]:
        """Other ways to count, as far as they differ in this text."""
        if self._units is None:
            units: list[tuple[Found, Callable[[int], int]]] = []
            if self._bom:
                units.append(("bom", lambda offset: offset - 1))
            utf16 = Utf16Map(self._raw)
            if utf16.units != len(self._raw):
                units.append(("utf16", utf16.to_cp))
            if pairs := [match.start() for match in _CRLF.finditer(self._raw)]:
                before = [at - number for number, at in enumerate(pairs)]
                units.append(("lf", lambda offset: offset + bisect_left(before, offset)))
            elif "\n" in self._raw:
                ends = [match.start() for match in re.finditer("\n", self._raw)]
                after = [at + number for number, at in enumerate(ends)]
                units.append(("crlf", lambda offset: offset - bisect_left(after, offset)))
            self._units = units
        return self._units

    def _nearest(self, wanted_at: int, words: str) -> Resolved | None:
        """The occurrence of ``words`` that begins nearest to ``wanted_at``."""
        pattern = re.compile(r"\s+".join(map(re.escape, words.split(" "))))
        if not words:
            return None
        best = min(
            (match.span() for match in pattern.finditer(self.text)),
            key=lambda span: abs(span[0] - wanted_at),
            default=None,
        )
        return None if best is None else Resolved((make_span(self.text, *best),), "nearest")


def lost_at(place: str, quote: str | None, label: str) -> Message:
    """What is told of a place that does not prove: its words, or else ``label``, by which the file
    calls it."""
    if quote is None:
        return Message("offsets.outside", place=place, label=label[:60])
    return Message("offsets.lost", place=place, quote=quote[:60])


def _words(spans: Spans) -> str:
    return _plain(" ".join(span.quote for span in spans))


def _plain(words: str) -> str:
    """Line ends and runs of blanks as one blank: tools write the words of a span on one line."""
    return _BLANKS.sub(" ", words).strip()

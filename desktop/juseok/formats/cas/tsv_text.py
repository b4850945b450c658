"""The sentences of WebAnno TSV: their words, each proved, and the text that they make."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import Utf16Map
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import tsv

_WORD: Final = re.compile(
    r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)\t(\d{1,9})-(\d{1,9})\t([^\t]*)(?:\t(.*))?", re.DOTALL
)
_REACH: Final = 20_000
"""Characters in which a word is looked for that does not stand where its line says."""
_SENTENCE_ID: Final = "#Sentence.id="
_EMPTY_CELLS: Final = frozenset((tsv.NO_COLUMN, ""))


class Word(msgspec.Struct):
    """A token or a part of one, as its line has it; ``cells`` None: without
    annotations; ``place`` in code points once it is known.

    A struct: a file has one for every word of the text.
    """

    unit: str
    begin: int
    end: int
    quote: str
    cells: list[str] | None
    line: int
    place: tuple[int, int] | None = None


@dataclass(slots=True)
class Sentence:
    """The lines of its text, of which it has several where it was broken, and its words."""

    text: list[str] = field(default_factory=list[str])
    words: list[Word] = field(default_factory=list[Word])


@dataclass(slots=True)
class Sentences:
    """Those of one ``file``, whose words have ``columns`` cells each; what cannot be read is
    told."""

    file: str
    report: ReportBuilder
    columns: int
    found: list[Sentence] = field(default_factory=list[Sentence])

    def words(self) -> Iterator[Word]:
        """Every word, in order of the text."""
        for sentence in self.found:
            yield from sentence.words

    def read(self, lines: Sequence[str], start: int) -> None:
        """Read ``lines`` from the one at ``start`` on."""
        seen: set[str] = set()
        now = Sentence()
        fullmatch = _WORD.fullmatch
        bare = f"{tsv.NO_COLUMN}\t" * self.columns  # behind a word without annotations
        for number, line in enumerate(lines[start:], start=start + 1):
            found = fullmatch(line)
            if found is not None:
                unit, begin, end, quote, rest = found.groups()
                cells: list[str] | None = None
                if rest != bare:  # most words have no annotation
                    given: list[str] = [] if rest is None else rest.split("\t")
                    if not self._fits(given, line, number):
                        continue
                    cells = given
                if unit in seen:
                    self._refuse(number, Message("cas.twice", id=unit))
                    continue
                seen.add(unit)
                now.words.append(Word(unit, int(begin), int(end), quote, cells, number))
            elif line[:1] == "#" and not now.words:
                if line.startswith(tsv.TEXT):
                    now.text.append(tsv.unescape_text(line.removeprefix(tsv.TEXT)))
                elif not line.startswith(_SENTENCE_ID):
                    self._refuse(number, Message("cas.tsv", line=line[:60]))
            elif not line or line.isspace():
                self._end(now)
                now = Sentence()
            else:
                self._refuse(number, Message("cas.tsv", line=line[:60]))
        self._end(now)

    def _end(self, sentence: Sentence) -> None:
        if sentence.text and sentence.words:
            self.found.append(sentence)
        elif sentence.text and any(line.strip() for line in sentence.text):
            told = Message("cas.no_words", text=" ".join(sentence.text)[:60])
            self.report.refuse(told, file=self.file)
        elif sentence.words:
            self._refuse(sentence.words[0].line, Message("cas.tsv", line=sentence.words[0].unit))

    def _fits(self, cells: list[str], line: str, number: int) -> bool:
        """Whether there are as many cells as columns; what is told of them."""
        more = cells[self.columns :]
        if more and not _EMPTY_CELLS.issuperset(more):
            self._refuse(number, Message("cas.columns", line=line[:60]))
        if len(cells) >= self.columns:
            return True
        self._refuse(number, Message("cas.tsv", line=line[:60]))
        return False

    def text(self, *, has_pairs: bool) -> str:
        """The text, in which each word is given its place; raises ``FormatError`` where there is
        none.

        Offsets are UTF-16 units; those of some tools are code points, which shows in the words
        behind the first character outside the basic plane.
        """
        if not self.found:
            raise FormatError("cas.no_text")
        text, wrong = self._built(utf16=has_pairs)
        if wrong and Utf16Map(text).units != len(text):
            other, fewer = self._built(utf16=False)
            if len(fewer) < len(wrong):
                self.report.change(Message("cas.code_points"), file=self.file)
                text, wrong = other, fewer
            else:
                text, wrong = self._built(utf16=True)
        for word in wrong:
            if word.place is None:
                place = f"{word.begin}-{word.end}"
                self._refuse(word.line, Message("offsets.lost", place=place, quote=word.quote[:60]))
            else:
                told = Message("offsets.nearest", id=word.unit)
                self.report.change(told, file=self.file, line=word.line)
        return text

    def _built(self, *, utf16: bool) -> tuple[str, list[Word]]:
        """The text by one way to count, and the words that do not stand where their line says."""
        text, length, wrong = "", 0, list[Word]()
        parts: list[str] = []
        points = 0
        for sentence in self.found:
            said = "\n".join(sentence.text)
            first = sentence.words[0]
            lead = max(said.find(first.quote), 0)
            gap = first.begin - _length(said[:lead], utf16) - length
            between = (" " * gap if not parts else "\n" + " " * (gap - 1)) if gap > 0 else ""
            start = points + len(between)
            begun = length + len(between)
            parts += (between, said)
            units = _units(said) if utf16 else None
            wrong += _place(sentence, said, start, begun, units=units, utf16=utf16)
            points = start + len(said)
            length = begun + (len(said) if units is None else units.units)
        text = "".join(parts)
        return text, wrong

    def _refuse(self, line: int, message: Message) -> None:
        self.report.refuse(message, file=self.file, line=line)


def _place(
    sentence: Sentence, said: str, start: int, begun: int, *, units: Utf16Map | None, utf16: bool
) -> list[Word]:  # fmt: skip
    """Give each word its place, in order of the text; those that stand elsewhere than they say.

    ``units``: of ``said``, where its places are not counted in code points.
    """
    wrong: list[Word] = []
    at = 0
    token: Word | None = None
    for word in sentence.words:
        if "." in word.unit:
            word.place = _within(token, word, utf16=utf16)
            if word.place is None:
                wrong.append(word)
            continue
        token, quote = word, word.quote
        there = word.begin - begun
        if units is None and quote and there >= at and said.startswith(quote, there):
            at = there + len(quote)
            word.place = (start + there, start + at)
            continue
        found = word.begin - begun if units is None else units.to_cp(word.begin - begun)
        is_there = found >= at and bool(word.quote) and said.startswith(word.quote, found)
        if not is_there:
            found = said.find(word.quote, at, at + _REACH) if word.quote else -1
        if found < 0:
            word.place = None
            wrong.append(word)
            continue
        if begun + (found if units is None else units.to_utf16(found)) != word.begin:
            wrong.append(word)
        at = found + len(word.quote)
        word.place = (start + found, start + at)
    return wrong


def _within(token: Word | None, word: Word, *, utf16: bool) -> tuple[int, int] | None:
    """The place of a part of ``token``; of none its own, which may be empty."""
    if token is None or token.place is None:
        return None
    begin, end = word.begin - token.begin, word.end - token.begin
    if utf16:
        units = _units(token.quote)
        if units is not None:
            begin, end = units.to_cp(begin), units.to_cp(end)
    if not 0 <= begin <= end <= len(token.quote) or token.quote[begin:end] != word.quote:
        return None
    return token.place[0] + begin, token.place[0] + end


def _length(text: str, utf16: bool) -> int:
    return Utf16Map(text).units if utf16 else len(text)


def _units(text: str) -> Utf16Map | None:
    """UTF-16 units of ``text``; None where they are as many as its code points."""
    if text.isascii():
        return None
    units = Utf16Map(text)
    return units if units.units != len(text) else None

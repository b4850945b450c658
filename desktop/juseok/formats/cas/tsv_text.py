"""The sentences of WebAnno TSV: their words, each proved, and the text that they make."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

import msgspec

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import Utf16Map
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import tsv

_WORD: Final = re.compile(
    r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)\t(\d{1,9})-(\d{1,9})\t([^\t\n]*)(?:\t(.*))?"
)
_ROWS: Final = re.compile(f"^{_WORD.pattern}".replace(r"\d", "[0-9]"), re.MULTILINE)
"""All words of a sentence at once, with numbers as tools write them, which are found sooner."""
_REACH: Final = 20_000
"""Characters in which a word is looked for that does not stand where its line says."""
_SENTENCE_ID: Final = "#Sentence.id="
_EMPTY_CELLS: Final = frozenset((tsv.NO_COLUMN, ""))


class Word(msgspec.Struct, gc=False):
    """A token or a part of one of which there is something to say; ``cells`` as its line has
    them; ``place`` in code points, None: it is lost.

    A struct: a file has one for every word that is annotated.
    """

    unit: str
    begin: int
    end: int
    quote: str
    cells: str
    line: int
    place: tuple[int, int] | None = None


_Row: TypeAlias = tuple[str, str, str, str, str]
"""Unit, begin, end and words as their line has them, and the cells behind them."""


@dataclass(slots=True)
class Sentence:
    """The lines of its text, of which it has several where it was broken, and its words, each with
    the number of its line."""

    text: list[str] = field(default_factory=list[str])
    rows: list[_Row] = field(default_factory=list[_Row])
    lines: Sequence[int] = field(default_factory=list[int])


@dataclass(slots=True)
class Sentences:
    """Those of one ``file``, whose words have ``columns`` cells each; what cannot be read is
    told.  ``words``: those with annotations and a place, in order of the text, once it is there."""

    file: str
    report: ReportBuilder
    columns: int
    found: list[Sentence] = field(default_factory=list[Sentence])
    words: list[Word] = field(default_factory=list[Word])
    _seen: set[str] = field(default_factory=set[str])
    """Words so far, by their numbers."""

    def read(self, text: str, line: int) -> None:
        """Read ``text``, whose lines end in LF, and whose first is the one numbered ``line``."""
        # blank lines end sentences, which each end of one and of the text does as well
        for block in text.rstrip("\n").split("\n\n"):
            inside = block.lstrip("\n")
            first = line + len(block) - len(inside)
            if inside and not self._whole(inside, first):
                self._by_line(inside, first)
            line += block.count("\n") + 2

    def _whole(self, block: str, line: int) -> bool:
        """Read a sentence in which nothing is to be told, as nearly all are; else do nothing."""
        text: list[str] = []
        at = 0
        while block.startswith("#", at):
            end = block.find("\n", at)
            if end < 0 or not block.startswith((tsv.TEXT, _SENTENCE_ID), at):
                return False
            if block.startswith(tsv.TEXT, at):
                text.append(tsv.unescape_text(block[at + len(tsv.TEXT) : end]))
            at = end + 1
        rows = _ROWS.findall(block, at)
        count = len(rows)
        if not text or not count or block.count("\n", at) + 1 != count:
            return False
        width, bare = self.columns, f"{tsv.NO_COLUMN}\t" * self.columns
        for row in rows:
            cells = row[4]
            if cells != bare and (cells.count("\t") != width or cells[-1] != "\t"):
                return False
        units = {row[0] for row in rows}
        if len(units) != count or not self._seen.isdisjoint(units):
            return False
        self._seen |= units
        first = line + block.count("\n", 0, at)
        self.found.append(Sentence(text, rows, range(first, first + count)))
        return True

    def _by_line(self, block: str, line: int) -> None:
        now, lines = Sentence(), list[int]()
        now.lines = lines
        for number, each in enumerate(block.split("\n"), start=line):
            found = _WORD.fullmatch(each)
            if found is not None:
                unit, begin, end, quote, rest = found.groups()
                if not self._fits([] if rest is None else rest.split("\t"), each, number):
                    continue
                if unit in self._seen:
                    self._refuse(number, Message("cas.twice", id=unit))
                    continue
                self._seen.add(unit)
                now.rows.append((unit, begin, end, quote, rest or ""))
                lines.append(number)
            elif each[:1] == "#" and not now.rows:
                if each.startswith(tsv.TEXT):
                    now.text.append(tsv.unescape_text(each.removeprefix(tsv.TEXT)))
                elif not each.startswith(_SENTENCE_ID):
                    self._refuse(number, Message("cas.tsv", line=each[:60]))
            elif not each or each.isspace():
                self._end(now)
                now, lines = Sentence(), list[int]()
                now.lines = lines
            else:
                self._refuse(number, Message("cas.tsv", line=each[:60]))
        self._end(now)

    def _end(self, sentence: Sentence) -> None:
        if sentence.text and sentence.rows:
            self.found.append(sentence)
        elif sentence.text and any(line.strip() for line in sentence.text):
            told = Message("cas.no_words", text=" ".join(sentence.text)[:60])
            self.report.refuse(told, file=self.file)
        elif sentence.rows:
            self._refuse(sentence.lines[0], Message("cas.tsv", line=sentence.rows[0][0]))

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
                told = Message("offsets.lost", place=place, quote=word.quote[:60])
                if not word.quote:
                    told = Message("cas.empty", id=word.unit, place=word.begin)
                self._refuse(word.line, told)
            else:
                told = Message("offsets.nearest", id=word.unit)
                self.report.change(told, file=self.file, line=word.line)
        return text

    def _built(self, *, utf16: bool) -> tuple[str, list[Word]]:
        """The text by one way to count, and the words that do not stand where their line says."""
        self.words, bare = [], f"{tsv.NO_COLUMN}\t" * self.columns
        length, wrong = 0, list[Word]()
        parts: list[str] = []
        points = 0
        for sentence in self.found:
            said = "\n".join(sentence.text)
            _, begin, _, quote, _ = sentence.rows[0]
            lead = max(said.find(quote), 0)
            gap = int(begin) - _length(said[:lead], utf16) - length
            between = (" " * gap if not parts else "\n" + " " * (gap - 1)) if gap > 0 else ""
            start = points + len(between)
            begun = length + len(between)
            parts += (between, said)
            units = _units(said) if utf16 else None
            stretch = _Stretch(said, start, begun, units)
            marked = _marked(sentence, stretch, bare) if units is None else None
            if marked is None:
                marked, lost = _placed(sentence, stretch, bare=bare, utf16=utf16)
                wrong += lost
            self.words += marked
            points = start + len(said)
            length = begun + (len(said) if units is None else units.units)
        return "".join(parts), wrong

    def _refuse(self, line: int, message: Message) -> None:
        self.report.refuse(message, file=self.file, line=line)


class _Stretch(NamedTuple):
    """The text of a sentence, where it begins in code points and as its file counts, and its units
    where these are others."""

    said: str
    start: int
    begun: int
    units: Utf16Map | None


class _Token(NamedTuple):
    """A word that others are parts of; ``start``: its place in code points, -1: it is lost."""

    begin: int
    quote: str
    start: int


def _marked(sentence: Sentence, stretch: _Stretch, bare: str) -> list[Word] | None:
    """As :func:`_placed` where every word stands where it says, as they nearly always do, and all
    are proved at once; None: they do not."""
    said, start, begun, _ = stretch
    found: list[Word] = []
    at, low, around = 0, -1, ""
    startswith = said.startswith
    for line, (unit, begin, end, quote, cells) in zip(sentence.lines, sentence.rows, strict=True):
        there = int(begin) - begun
        if "." in unit:
            first, last = there - low, int(end) - begun - low
            is_there = 0 <= first <= last <= len(around) and around[first:last] == quote
            if low < 0 or not is_there:
                return None
        elif quote and there >= at and startswith(quote, there):
            low, around, at = there, quote, there + len(quote)
        else:
            return None
        if cells != bare:
            place = (start + there, start + there + len(quote))
            found.append(Word(unit, begun + there, int(end), quote, cells, line, place))
    return found


def _placed(
    sentence: Sentence, stretch: _Stretch, *, bare: str, utf16: bool
) -> tuple[list[Word], list[Word]]:
    """The words with annotations and a place, in order of the text, and those that stand elsewhere
    than they say; ``bare``: what is said of a word that has no annotations."""
    marked, wrong = list[Word](), list[Word]()
    said, start, begun, units = stretch
    at = 0
    token: _Token | None = None
    for line, (unit, begin, end, quote, cells) in zip(sentence.lines, sentence.rows, strict=True):
        place: tuple[int, int] | None = None
        is_right = True
        if "." in unit:
            place = _within(token, (int(begin), int(end), quote), utf16=utf16)
            is_right = place is not None
        else:
            there = int(begin) - begun
            found = there if units is None else units.to_cp(there)
            if not (quote and found >= at and said.startswith(quote, found)):
                found = said.find(quote, at, at + _REACH) if quote else -1
            if found >= 0:
                is_right = there == (found if units is None else units.to_utf16(found))
                at = found + len(quote)
                place = (start + found, start + at)
            else:
                is_right = False
            token = _Token(begun + there, quote, start + found if found >= 0 else -1)
        if is_right and cells == bare:
            continue
        word = Word(unit, int(begin), int(end), quote, cells, line, place)
        if not is_right:
            wrong.append(word)
        if cells != bare and place is not None:
            marked.append(word)
    return marked, wrong


def _within(
    token: _Token | None, part: tuple[int, int, str], *, utf16: bool
) -> tuple[int, int] | None:
    """The place of a part of ``token``, whose begin, end and words its line has; of none its own,
    which may be empty."""
    if token is None or token.start < 0:
        return None
    begin, end = part[0] - token.begin, part[1] - token.begin
    if utf16:
        units = _units(token.quote)
        if units is not None:
            begin, end = units.to_cp(begin), units.to_cp(end)
    if not 0 <= begin <= end <= len(token.quote) or token.quote[begin:end] != part[2]:
        return None
    return token.start + begin, token.start + end


def _length(text: str, utf16: bool) -> int:
    return Utf16Map(text).units if utf16 else len(text)


def _units(text: str) -> Utf16Map | None:
    """UTF-16 units of ``text``; None where they are as many as its code points."""
    if text.isascii():
        return None
    units = Utf16Map(text)
    return units if units.units != len(text) else None

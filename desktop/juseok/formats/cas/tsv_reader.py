"""Reading WebAnno TSV 3.x: the text out of its sentences, every word proved, and the graph."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeAlias

import msgspec

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import Utf16Map, decode
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import tsv
from juseok.formats.cas.graph import Annotation, Chain, Graph
from juseok.formats.cas.names import TSV, TSV_NAMES
from juseok.formats.cas.reader import CasReader
from juseok.formats.cas.sources import Entry
from juseok.formats.cas.structures import is_passed
from juseok.formats.cas.tsv import Column, Declared

_Cells: TypeAlias = tuple[int, tuple[str, ...]]
"""The first column of a layer, and what stands in its columns."""
_WORD: Final = re.compile(
    r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)\t(\d{1,9})-(\d{1,9})\t([^\t]*)(?:\t(.*))?", re.DOTALL
)
_REACH: Final = 20_000
"""Characters in which a word is looked for that does not stand where its line says."""
_SENTENCE_ID: Final = "#Sentence.id="
_LINK: Final = re.compile(r"(.*)->(\d{1,9})-(\d{1,9})", re.DOTALL)


_EMPTY: Final = (tsv.NO_COLUMN, "")
_EMPTY_CELLS: Final = frozenset(_EMPTY)
_NO_VALUES: Final = (tsv.NO_VALUE, *_EMPTY)
_PLAIN: Final = (Column.VALUE, Column.PLACEHOLDER)
_SAID: Final = (Column.VALUE, Column.CHAIN_TYPE, Column.CHAIN_LINK)


class TsvReader(CasReader):
    """Reads ``.tsv`` of WebAnno and INCEpTION, versions 3.0 to 3.3."""

    id: str = TSV
    names: Mapping[str, str] = TSV_NAMES
    extensions: tuple[str, ...] = (".tsv",)
    suffix = ".tsv"

    def is_head(self, head: bytes) -> bool:
        plain = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe")
        return plain.startswith(f"{tsv.FORMAT}3.".encode())

    def graph(self, entry: Entry, report: ReportBuilder) -> Graph:
        text = decode(entry.data).text
        lines = text.split("\n")
        if "\r" in text:
            lines = [line.removesuffix("\r") for line in lines]
        has_pairs = Utf16Map(text).units != len(text)
        return _Reading(entry.file, report, has_pairs=has_pairs).graph(lines)


class _Word(msgspec.Struct):
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
class _Sentence:
    text: list[str] = field(default_factory=list[str])
    words: list[_Word] = field(default_factory=list[_Word])


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one layer, from ``at`` to ``end``; ``empty``: cells that say nothing."""

    layer: str
    at: int
    end: int
    columns: list[Declared]
    empty: list[str]
    is_passed: bool
    is_plain: bool
    """Whether they hold values only: no chain, ends of a relation or slots."""


@dataclass(slots=True)
class _Reading:
    file: str
    report: ReportBuilder
    has_pairs: bool
    """Whether anything in the file lies outside the basic plane: else both ways to count agree."""
    columns: list[Declared] = field(default_factory=list[Declared])
    groups: list[_Group] = field(default_factory=list[_Group])
    bare: str = ""
    sentences: list[_Sentence] = field(default_factory=list[_Sentence])
    made: list[Annotation] = field(default_factory=list[Annotation])
    numbered: dict[int, Annotation] = field(default_factory=dict[int, Annotation])
    stacks: defaultdict[tuple[str, str], dict[int, Annotation]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], dict[int, Annotation]](dict)
    )
    links: dict[tuple[str, int, int], Annotation] = field(
        default_factory=dict[tuple[str, int, int], Annotation]
    )
    rows: dict[_Cells, tuple[int, Annotation]] = field(
        default_factory=dict[_Cells, tuple[int, Annotation]]
    )
    """Numbered annotations by what was said of them, with their numbers."""
    held: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    later: list[tuple[Annotation, list[str], list[str], str]] = field(
        default_factory=list[tuple[Annotation, list[str], list[str], str]]
    )

    def graph(self, lines: list[str]) -> Graph:
        start = self._header(lines)
        self._group()
        self._sentences(lines, start)
        text = self._text()
        graph = Graph(text, annotations=self.made)
        for sentence in self.sentences:
            for word in sentence.words:
                if word.cells is not None and word.place is not None:
                    self._annotations(word, word.cells, graph)
        for annotation, roles, targets, base in self.later:
            self._slots(annotation, roles, targets, base)
        chains: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        for (layer, chain, at), link in self.links.items():
            chains[layer, chain].append((at, link.id))
        for (layer, _), found in chains.items():
            ids = tuple(id_ for _, id_ in sorted(found))
            graph.chains.append(Chain(f"{layer.removesuffix('Link')}Chain", ids))
        return graph

    def _refuse(self, line: int, message: Message) -> None:
        self.report.refuse(message, file=self.file, line=line)

    # -- lines

    def _header(self, lines: list[str]) -> int:
        """Read the columns; the number of lines that they took."""
        if not lines[0].removeprefix("\ufeff").startswith(tsv.FORMAT):
            raise FormatError("cas.tsv", line=lines[0][:60])
        for number, line in enumerate(lines[1:], start=1):
            if not line.startswith("#T_"):
                return number
            try:
                self.columns += tsv.declared(line)
            except ValueError:
                raise FormatError("cas.tsv", line=line[:60]) from None
        return len(lines)

    def _sentences(self, lines: list[str], start: int) -> None:
        seen: set[str] = set()
        now = _Sentence()
        fullmatch, bare = _WORD.fullmatch, self.bare
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
                now.words.append(_Word(unit, int(begin), int(end), quote, cells, number))
            elif line[:1] == "#" and not now.words:
                if line.startswith(tsv.TEXT):
                    now.text.append(tsv.unescape_text(line.removeprefix(tsv.TEXT)))
                elif not line.startswith(_SENTENCE_ID):
                    self._refuse(number, Message("cas.tsv", line=line[:60]))
            elif not line or line.isspace():
                self._end(now)
                now = _Sentence()
            else:
                self._refuse(number, Message("cas.tsv", line=line[:60]))
        self._end(now)

    def _end(self, sentence: _Sentence) -> None:
        if sentence.text and sentence.words:
            self.sentences.append(sentence)
        elif sentence.text and any(line.strip() for line in sentence.text):
            told = Message("cas.no_words", text=" ".join(sentence.text)[:60])
            self.report.refuse(told, file=self.file)
        elif sentence.words:
            self._refuse(sentence.words[0].line, Message("cas.tsv", line=sentence.words[0].unit))

    def _fits(self, cells: list[str], line: str, number: int) -> bool:
        """Whether there are as many cells as columns; what is told of them."""
        more = cells[len(self.columns) :]
        if more and not _EMPTY_CELLS.issuperset(more):
            self._refuse(number, Message("cas.columns", line=line[:60]))
        if len(cells) >= len(self.columns):
            return True
        self._refuse(number, Message("cas.tsv", line=line[:60]))
        return False

    # -- text

    def _text(self) -> str:
        """The text, in which each word is given its place.

        Offsets are UTF-16 units; those of some tools are code points, which shows in the words
        behind the first character outside the basic plane.
        """
        if not self.sentences:
            raise FormatError("cas.no_text")
        text, wrong = self._built(utf16=self.has_pairs)
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

    def _built(self, *, utf16: bool) -> tuple[str, list[_Word]]:
        """The text by one way to count, and the words that do not stand where their line says."""
        text, length, wrong = "", 0, list[_Word]()
        parts: list[str] = []
        points = 0
        for sentence in self.sentences:
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

    # -- annotations

    def _group(self) -> None:
        """Which columns belong to which layer, and what a word without annotations has."""
        at = 0
        for layer, found in groupby(self.columns, key=lambda column: column.layer):
            columns = list(found)
            end = at + len(columns)
            is_plain = all(each.sort in _PLAIN for each in columns)
            empty = [tsv.NO_COLUMN] * len(columns)
            self.groups.append(_Group(layer, at, end, columns, empty, is_passed(layer), is_plain))
            at = end
        self.bare = f"{tsv.NO_COLUMN}\t" * len(self.columns)

    def _annotations(self, word: _Word, cells: list[str], graph: Graph) -> None:
        for group in self.groups:
            given = cells[group.at : group.end]
            if given == group.empty:
                continue
            key = (group.at, tuple(given))
            again = self.rows.get(key)
            if again is not None and self.numbered[again[0]] is again[1]:
                # most words but the first of what is several long
                self._extend(again[1], word)
                self.stacks[word.unit, group.layer].setdefault(0, again[1])
                continue
            said = [
                each for each in zip(group.columns, given, strict=True) if each[1] not in _EMPTY
            ]
            if group.is_passed:
                graph.passed[group.layer] += bool(said)
                continue
            if tsv.STACK not in "".join(given):  # as a rule
                if said and group.is_plain:
                    self._plain(word, group, said, key)
                elif said:
                    self._annotation(word, group, 0, said)
                continue
            stacks = [(column, tsv.parts(cell, tsv.STACK)) for column, cell in said]
            for number in range(max((len(stack) for _, stack in stacks), default=0)):
                row = [(column, stack[number]) for column, stack in stacks if number < len(stack)]
                self._annotation(word, group, number, row)

    def _plain(
        self,
        word: _Word,
        group: _Group,
        row: list[tuple[Declared, str]],
        key: _Cells,
    ) -> None:
        """As :meth:`_annotation` of what is neither stacked nor more than values, as most is."""
        given, values = "", list[tuple[str, str]]()
        number = ""
        for column, cell in row:
            if given and cell.endswith(number):
                value = cell[: -len(number)]
            else:
                value, id_ = tsv.with_id(cell)
                if id_ and not given and id_.isdecimal():
                    given, number = id_, f"[{id_}]"
            if value not in _NO_VALUES and column.sort is Column.VALUE:
                values.append((column.feature, value))
        known = self.numbered.get(int(given)) if given else None
        found = known if known and known.type == group.layer else self._new(word, group.layer)
        if given:
            self.numbered[int(given)] = found
            self.rows[key] = int(given), found
        self._extend(found, word)
        self.stacks[word.unit, group.layer].setdefault(0, found)
        for feature, value in values:
            found.features.setdefault(feature, tsv.unescape(value))

    def _annotation(
        self, word: _Word, group: _Group, number: int, row: list[tuple[Declared, str]]
    ) -> None:
        layer = group.layer
        values = [
            (column, *tsv.with_id(cell)) for column, cell in row if column.sort is not Column.TARGET
        ]
        base = link = None
        if not group.is_plain:
            base = next((each for each in values if each[0].sort is Column.BASE), None)
            link = next((each for each in values if each[0].sort is Column.CHAIN_LINK), None)
        if link is not None:
            found = self._link(word, layer, link[1])
        elif base is not None:
            found = self._new(word, layer)
            found.ends = (0, 0)
            self.later.append((found, [], [*base[1:], word.unit], base[0].base))
        else:
            given = ""
            for _, _, id_ in values:
                given = given or (id_ if id_.isdecimal() else "")
            known = self.numbered.get(int(given)) if given else None
            found = known if known and known.type == layer else self._new(word, layer)
            if given:
                self.numbered[int(given)] = found
        if found is None:
            return
        self._extend(found, word)
        self.stacks[word.unit, layer].setdefault(number, found)
        for column, value, _ in values:
            self._say(found, column, value)
        if not group.is_plain:
            self._hold(found, row)

    def _new(self, word: _Word, layer: str) -> Annotation:
        assert word.place is not None, "only words with a place have annotations"
        made = Annotation(len(self.made) + 1, layer, *word.place, line=word.line)
        self.made.append(made)
        return made

    def _extend(self, found: Annotation, word: _Word) -> None:
        assert word.place is not None, "only words with a place have annotations"
        begin, end = word.place
        if begin < found.begin:
            found.begin = begin
        if end > found.end:
            found.end = end

    def _link(self, word: _Word, layer: str, cell: str) -> Annotation | None:
        match = _LINK.fullmatch(cell)
        if match is None:
            self._refuse(word.line, Message("cas.tsv", line=cell[:60]))
            return None
        key = (layer, int(match[2]), int(match[3]))
        if key not in self.links:
            self.links[key] = self._new(word, layer)
        return self.links[key]

    def _say(self, found: Annotation, column: Declared, value: str) -> None:
        if column.sort is Column.CHAIN_LINK and (match := _LINK.fullmatch(value)):
            value = match[1]
        if column.sort in _SAID and value not in _NO_VALUES:
            found.features.setdefault(column.feature, tsv.unescape(value))

    def _hold(self, found: Annotation, row: list[tuple[Declared, str]]) -> None:
        """Keep what slots say until all annotations are there."""
        for role, cell in row:
            if role.sort is not Column.ROLE:
                continue
            target = next(((column, each) for column, each in row
                           if column.sort is Column.TARGET and column.feature == role.feature),
                          None)  # fmt: skip
            roles = tsv.with_id(cell)[0]
            if target is None or roles == tsv.NO_COLUMN:
                continue
            names = [
                role.feature if each == tsv.NO_VALUE else tsv.unescape(each)
                for each in tsv.parts(roles, tsv.SLOT)
            ]
            if (found.id, role.feature) not in self.held:
                self.held.add((found.id, role.feature))
                ends = tsv.parts(target[1], tsv.SLOT)
                self.later.append((found, names, ends, target[0].base))

    def _slots(
        self, found: Annotation, roles: list[str], targets: list[str], base: str
    ) -> None:  # fmt: skip
        if found.ends is not None:
            source, ids, unit = targets
            first, _, second = ids.partition("_")
            head = self._resolved(source, first, base)
            tail = self._resolved(unit, second, base)
            found.ends = (head, tail)
            return
        if len(roles) != len(targets):
            told = Message("cas.tsv", line=";".join(targets)[:60])
            self._refuse(found.line or 0, told)
        for role, target in zip(roles, targets, strict=False):
            if target not in (tsv.NO_VALUE, tsv.NO_COLUMN):
                unit, id_ = tsv.with_id(target)
                found.links.append((role, self._resolved(unit, id_, base)))

    def _resolved(self, unit: str, id_: str, base: str) -> int:
        """The annotation that is meant; 0: there is none."""
        if id_.isdecimal() and int(id_):
            known = self.numbered.get(int(id_))
            return 0 if known is None else known.id
        found = self.stacks.get((unit, base), {}).get(0)
        if found is None and base == "uima.tcas.Annotation":
            found = next(self._any(unit), None)
        return 0 if found is None else found.id

    def _any(self, unit: str) -> Iterator[Annotation]:
        for (of, _), stack in self.stacks.items():
            if of == unit and 0 in stack and stack[0].ends is None:
                yield stack[0]


def _place(
    sentence: _Sentence, said: str, start: int, begun: int, *, units: Utf16Map | None, utf16: bool
) -> list[_Word]:  # fmt: skip
    """Give each word its place, in order of the text; those that stand elsewhere than they say.

    ``units``: of ``said``, where its places are not counted in code points.
    """
    wrong: list[_Word] = []
    at = 0
    token: _Word | None = None
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


def _within(token: _Word | None, word: _Word, *, utf16: bool) -> tuple[int, int] | None:
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

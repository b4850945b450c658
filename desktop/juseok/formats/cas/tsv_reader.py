"""Reading WebAnno TSV 3.x: the columns of its words make the graph."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, TypeAlias

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
from juseok.formats.cas.tsv_text import Sentences, Word

_Cells: TypeAlias = tuple[int, tuple[str, ...]]
"""The first column of a layer, and what stands in its columns."""
_LINK: Final = re.compile(r"(.*)->(\d{1,9})-(\d{1,9})", re.DOTALL)


_OLD: Final = re.compile(rb" # [\w.]+ \| ")
"""How files of version 2 begin, which have no offsets and are not read."""
_EMPTY: Final = (tsv.NO_COLUMN, "")
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
        return plain.startswith(f"{tsv.FORMAT}3".encode()) or _OLD.match(plain) is not None

    def graph(self, entry: Entry, report: ReportBuilder) -> Graph:
        text = decode(entry.data).text
        lines = text.split("\n")
        if "\r" in text:
            lines = [line.removesuffix("\r") for line in lines]
        has_pairs = Utf16Map(text).units != len(text)
        return _Reading(entry.file, report, has_pairs=has_pairs).graph(lines)


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
        sentences = Sentences(self.file, self.report, len(self.columns))
        sentences.read(lines, start)
        graph = Graph(sentences.text(has_pairs=self.has_pairs), annotations=self.made)
        for word in sentences.words():
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
        if _OLD.match(lines[0].encode()):
            raise FormatError("cas.tsv_old")
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

    # -- annotations

    def _group(self) -> None:
        """Which columns belong to which layer."""
        at = 0
        for layer, found in groupby(self.columns, key=lambda column: column.layer):
            columns = list(found)
            end = at + len(columns)
            is_plain = all(each.sort in _PLAIN for each in columns)
            empty = [tsv.NO_COLUMN] * len(columns)
            self.groups.append(_Group(layer, at, end, columns, empty, is_passed(layer), is_plain))
            at = end

    def _annotations(self, word: Word, cells: list[str], graph: Graph) -> None:
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
        word: Word,
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
        self, word: Word, group: _Group, number: int, row: list[tuple[Declared, str]]
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

    def _new(self, word: Word, layer: str) -> Annotation:
        assert word.place is not None, "only words with a place have annotations"
        made = Annotation(len(self.made) + 1, layer, *word.place, line=word.line)
        self.made.append(made)
        return made

    def _extend(self, found: Annotation, word: Word) -> None:
        assert word.place is not None, "only words with a place have annotations"
        begin, end = word.place
        if begin < found.begin:
            found.begin = begin
        if end > found.end:
            found.end = end

    def _link(self, word: Word, layer: str, cell: str) -> Annotation | None:
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

"""Reading WebAnno TSV 3.x: the columns of its words make the graph."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Final

import msgspec

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import tsv
from juseok.formats.cas.graph import Annotation, Chain, Graph
from juseok.formats.cas.names import TSV, TSV_NAMES
from juseok.formats.cas.reader import CasReader
from juseok.formats.cas.sources import Entry
from juseok.formats.cas.structures import is_passed
from juseok.formats.cas.tsv import Column, Declared
from juseok.formats.cas.tsv_text import Sentences, Word

_LINK: Final = re.compile(r"(.*)->(\d{1,9})-(\d{1,9})", re.DOTALL)
_BEYOND: Final = tuple(bytes((lead,)) for lead in range(0xF0, 0xF5))
"""What a character outside the basic plane begins with in UTF-8."""
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
        found = decode(entry.data)
        text = found.text
        if "\r" in text:
            text = text.replace("\r\n", "\n").removesuffix("\r")
        is_told = found.encoding == "utf-8"
        has_pairs = not is_told or any(map(entry.data.__contains__, _BEYOND))
        return _Reading(entry.file, report, has_pairs=has_pairs).graph(text)


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one layer, from ``at`` to ``end``; ``empty``: cells that say nothing."""

    layer: str
    at: int
    end: int
    columns: tuple[Declared, ...]
    empty: list[str]
    is_passed: bool
    is_plain: bool
    """Whether they hold values only: no chain, ends of a relation or slots."""
    is_chain: bool
    """Whether they are the two of a chain."""
    features: tuple[str, ...]
    """Of each column that holds values; of others empty."""


class _Row(msgspec.Struct, gc=False):
    """The annotations that a word is in: all; by layer, of those that are stacked the first.
    ``lasts``: where another word says the same, it is in these as well."""

    found: list[Annotation] = []
    firsts: dict[str, Annotation] = {}
    lasts: bool = True

    def add(self, found: Annotation, *, is_first: bool = True, lasts: bool = True) -> None:
        self.found.append(found)
        if is_first:
            self.firsts.setdefault(found.type, found)
        if not lasts:
            self.lasts = False


@dataclass(slots=True)
class _Reading:
    file: str
    report: ReportBuilder
    has_pairs: bool
    """Whether anything may lie outside the basic plane: else both ways to count agree."""
    made: list[Annotation] = field(default_factory=list[Annotation])
    numbered: dict[int, Annotation] = field(default_factory=dict[int, Annotation])
    firsts: dict[str, dict[str, Annotation]] = field(
        default_factory=dict[str, dict[str, Annotation]]
    )
    """Word → layer → the annotation there, the first where they are stacked."""
    links: dict[tuple[str, int, int], Annotation] = field(
        default_factory=dict[tuple[str, int, int], Annotation]
    )
    rows: dict[str, _Row] = field(default_factory=dict[str, _Row])
    """What goes on wherever the same is said again, by what is said."""
    turns: int = 0
    """How often a number came to mean another annotation, with which ``rows`` no longer hold."""
    held: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    later: list[tuple[Annotation, list[str], list[str], str]] = field(
        default_factory=list[tuple[Annotation, list[str], list[str], str]]
    )

    def graph(self, text: str) -> Graph:
        groups, at, line = self._header(text)
        sentences = Sentences(self.file, self.report, sum(len(each.columns) for each in groups))
        sentences.read(text[at:], line)
        graph = Graph(sentences.text(has_pairs=self.has_pairs), annotations=self.made)
        for word in sentences.words:
            self._annotations(word, groups, graph)
        for annotation, roles, targets, base in self.later:
            self._slots(annotation, roles, targets, base)
        chains: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        for (layer, chain, place), link in self.links.items():
            chains[layer, chain].append((place, link.id))
        for (layer, _), found in chains.items():
            ids = tuple(id_ for _, id_ in sorted(found))
            graph.chains.append(Chain(f"{layer.removesuffix('Link')}Chain", ids))
        return graph

    def _refuse(self, line: int, message: Message) -> None:
        self.report.refuse(message, file=self.file, line=line)

    # -- lines

    def _header(self, text: str) -> tuple[tuple[_Group, ...], int, int]:
        """The columns, and where the lines behind them begin: offset and number of the line."""
        first = text.partition("\n")[0]
        if _OLD.match(first.encode()):
            raise FormatError("cas.tsv_old")
        if not first.removeprefix("\ufeff").startswith(tsv.FORMAT):
            raise FormatError("cas.tsv", line=first[:60])
        lines: list[str] = []
        at = len(first) + 1
        while text.startswith("#T_", at):
            end = text.find("\n", at)
            lines.append(text[at : end if end >= 0 else len(text)])
            at += len(lines[-1]) + 1
        return _groups(tuple(lines)), at, len(lines) + 2

    # -- annotations

    def _annotations(self, word: Word, groups: Sequence[_Group], graph: Graph) -> None:
        row = self.rows.get(word.cells)
        if row is not None:  # most words but the first of what is several long
            for found in row.found:
                self._extend(found, word)
            self.firsts[word.unit] = row.firsts
            return
        row, turns = _Row(), self.turns
        cells = word.cells.split("\t")
        is_stacked = tsv.STACK in word.cells
        for group in groups:
            given = cells[group.at : group.end]
            if given == group.empty:
                continue
            if group.is_passed:
                graph.passed[group.layer] += any(cell not in _EMPTY for cell in given)
                row.lasts = False
            elif is_stacked and tsv.STACK in "".join(given):
                self._stacked(word, group, row, given)
            elif group.is_plain:
                self._plain(word, group, row, given)
            elif not group.is_chain or not self._chained(word, group, row, given):
                said = [each for each in zip(group.columns, given, strict=True)
                        if each[1] not in _EMPTY]  # fmt: skip
                if said:
                    self._annotation(word, group, row, said)
        if row.firsts:
            self.firsts[word.unit] = row.firsts
        if row.lasts and turns == self.turns:
            self.rows[word.cells] = row

    def _stacked(self, word: Word, group: _Group, row: _Row, given: Sequence[str]) -> None:
        stacks = [tsv.parts(cell, tsv.STACK) if cell not in _EMPTY else [] for cell in given]
        for number, cells in enumerate(zip_longest(*stacks)):  # None: it has no more
            if group.is_plain:
                said = [cell or tsv.NO_COLUMN for cell in cells]
                self._plain(word, group, row, said, stacked=number)
                continue
            each = zip(group.columns, cells, strict=True)
            told = [(column, cell) for column, cell in each if cell is not None]
            self._annotation(word, group, row, told, is_first=not number)

    def _plain(
        self, word: Word, group: _Group, row: _Row, given: Sequence[str], *, stacked: int = -1
    ) -> None:
        """As :meth:`_annotation` of what is no more than values, as most is; ``stacked``: which of
        several it is."""
        number, mark, is_said = -1, "", stacked >= 0
        values: dict[str, str] = {}
        for feature, cell in zip(group.features, given, strict=True):
            if cell in _EMPTY:
                continue
            value, is_said = cell, True
            if cell[-1] == "]":
                if mark and cell.endswith(mark):
                    value = cell[: -len(mark)]
                else:
                    value, id_ = tsv.with_id(cell)
                    if id_ and not mark and id_.isdecimal():
                        number, mark = int(id_), f"[{id_}]"
            if feature and value not in _NO_VALUES and feature not in values:
                values[feature] = value if "\\" not in value else tsv.unescape(value)
        if not is_said:
            return
        known = self.numbered.get(number)
        if known is None or known.type != group.layer:
            known = self._numbered(word, group.layer, number)
            known.features = values
        else:
            self._extend(known, word)
            for feature, value in values.items():
                known.features.setdefault(feature, value)
        row.add(known, is_first=stacked <= 0, lasts=number >= 0)

    def _chained(self, word: Word, group: _Group, row: _Row, given: Sequence[str]) -> bool:
        """As :meth:`_annotation` of a link of a chain; False: it is not as simple as most."""
        type_, link = given
        match = _LINK.fullmatch(link)
        if type_ in _EMPTY or match is None:
            return False
        found = self._linked(word, group.layer, match)
        row.add(found)
        for column, value in zip(group.columns, (tsv.with_id(type_)[0], match[1]), strict=True):
            if value not in _NO_VALUES:
                found.features.setdefault(column.feature, tsv.unescape(value))
        return True

    def _annotation(
        self, word: Word, group: _Group, row: _Row, said: list[tuple[Declared, str]],
        *, is_first: bool = True,
    ) -> None:  # fmt: skip
        """One annotation of a layer with more than values; ``is_first`` of those that are
        stacked."""
        layer = group.layer
        values = [
            (column, *tsv.with_id(cell))
            for column, cell in said
            if column.sort is not Column.TARGET
        ]
        base = next((each for each in values if each[0].sort is Column.BASE), None)
        link = next((each for each in values if each[0].sort is Column.CHAIN_LINK), None)
        lasts = base is None
        if link is not None:
            match = _LINK.fullmatch(link[1])
            if match is None:
                self._refuse(word.line, Message("cas.tsv", line=link[1][:60]))
                row.lasts = False
                return
            found, lasts = self._linked(word, layer, match), True
        elif base is not None:
            found = self._new(word, layer)
            found.ends = (0, 0)
            self.later.append((found, [], [*base[1:], word.unit], base[0].base))
        else:
            given = next((int(id_) for _, _, id_ in values if id_.isdecimal()), -1)
            found, lasts = self._numbered(word, layer, given), given >= 0
        row.add(found, is_first=is_first, lasts=lasts)
        for column, value, _ in values:
            self._say(found, column, value)
        self._hold(found, said)

    def _numbered(self, word: Word, layer: str, number: int) -> Annotation:
        """The annotation of ``layer`` with ``number``, as far as there is one, with ``word`` in
        it; negative: a new one."""
        if number < 0:
            return self._new(word, layer)
        known = self.numbered.get(number)
        if known is None or known.type != layer:
            if known is not None:
                self.rows.clear()
                self.turns += 1
            known = self.numbered[number] = self._new(word, layer)
        else:
            self._extend(known, word)
        return known

    def _linked(self, word: Word, layer: str, match: re.Match[str]) -> Annotation:
        """The link of a chain, with ``word`` in it."""
        place = (layer, int(match[2]), int(match[3]))
        known = self.links.get(place)
        if known is None:
            known = self.links[place] = self._new(word, layer)
        else:
            self._extend(known, word)
        return known

    def _new(self, word: Word, layer: str) -> Annotation:
        assert word.place is not None, "only words with a place have annotations"
        begin, end = word.place
        made = Annotation(len(self.made) + 1, layer, begin, end, line=word.line)
        self.made.append(made)
        return made

    def _extend(self, found: Annotation, word: Word) -> None:
        assert word.place is not None, "only words with a place have annotations"
        begin, end = word.place
        if begin < found.begin:
            found.begin = begin
        if end > found.end:
            found.end = end

    def _say(self, found: Annotation, column: Declared, value: str) -> None:
        if column.sort is Column.CHAIN_LINK and (match := _LINK.fullmatch(value)):
            value = match[1]
        if column.sort in _SAID and value not in _NO_VALUES:
            found.features.setdefault(column.feature, tsv.unescape(value))

    def _hold(self, found: Annotation, row: list[tuple[Declared, str]]) -> None:
        """Keep what slots say until all annotations are there."""
        for role, cell in row:
            if role.sort is not Column.ROLE or (found.id, role.feature) in self.held:
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
        here = self.firsts.get(unit, {})
        found = here.get(base)
        if found is None and base == "uima.tcas.Annotation":
            found = next((each for each in here.values() if each.ends is None), None)
        return 0 if found is None else found.id


@lru_cache(maxsize=16)
def _groups(header: tuple[str, ...]) -> tuple[_Group, ...]:
    """Which columns belong to which layer; files of one project have the same."""
    declared: list[Declared] = []
    for line in header:
        try:
            declared += tsv.declared(line)
        except ValueError:
            raise FormatError("cas.tsv", line=line[:60]) from None
    found: list[_Group] = []
    at = 0
    for layer, of_layer in groupby(declared, key=lambda column: column.layer):
        columns = tuple(of_layer)
        sorts = [each.sort for each in columns]
        features = tuple(each.feature if each.sort is Column.VALUE else "" for each in columns)
        empty = [tsv.NO_COLUMN] * len(columns)
        found.append(
            _Group(
                layer, at, at + len(columns), columns, empty, is_passed(layer),
                is_plain=all(each in _PLAIN for each in sorts),
                is_chain=sorts == [Column.CHAIN_TYPE, Column.CHAIN_LINK],
                features=features,
            )
        )  # fmt: skip
        at += len(columns)
    return tuple(found)

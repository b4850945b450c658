"""Writing WebAnno TSV 3.3: a file for each article, offsets in UTF-16 units."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from juseok.core.text import Utf16Map
from juseok.formats.base import Report
from juseok.formats.cas import layers, tsv
from juseok.formats.cas.graph import Annotation, Graph
from juseok.formats.cas.names import FAMILY, TSV, TSV_NAMES
from juseok.formats.cas.outward import Outward
from juseok.formats.cas.writer import SUPPORT, told_of, unwritten
from juseok.formats.document import About, Document, Support
from juseok.formats.folder import MANIFEST, NewNames, Titled, title_of, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

_SUFFIX: Final = ".tsv"
_ORDER: Final = (*layers.SPAN_LAYERS, layers.COREF_LINK, *layers.BASES)
_CHAIN_COLUMNS: Final = (layers.REFERENCE_TYPE, layers.REFERENCE_RELATION)
Unit: TypeAlias = tuple[int, int, int, int]
"""Numbers of sentence and token from 1, and the place within it: of the whole token its own."""


class Table(NamedTuple):
    """What came of one document; ``unwritten``: characters that were written as others."""

    titled: Titled
    data: bytes
    unwritten: int
    counted: Counted


class TsvWriter(PartedWriter[Table]):
    """WebAnno TSV 3.3, for WebAnno and INCEpTION: a folder with a file for each article."""

    id: str = TSV
    names: Mapping[str, str] = TSV_NAMES
    extensions: tuple[str, ...] = (_SUFFIX,)
    is_folder: bool = True
    support: Support = SUPPORT

    def maker(self, about: About) -> Callable[[Document], Table]:
        del about
        return _table

    def put(self, made: Iterable[Table], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        path.mkdir()
        manifest, tally, names = Manifest(self.id, about), Tally(SUPPORT, form=FAMILY), NewNames()
        characters = 0
        for each in made:
            name = f"{names.of(each.titled)}{_SUFFIX}"
            write_bytes(path / name, each.data)
            manifest.add(name, each.data)
            characters += each.unwritten
            tally.count(each.counted)
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report() + told_of(characters)

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The name of its file, and its lines."""
        del about
        name = NewNames().of(title_of(document))
        return [f"{name}{_SUFFIX}", "", *_text(document).split("\n")]


def _table(document: Document) -> Table:
    lost = unwritten(document.article.text)
    return Table(title_of(document), _text(document).encode(), lost, counted(document))


def _text(document: Document) -> str:
    """The file of ``document``; raises ``SpanError`` where a span does not prove."""
    return dump_tsv(Outward(document, blank_lead=True).made())


def dump_tsv(graph: Graph) -> str:
    """The file that holds ``graph``."""
    return "\n".join([*_Tsv(graph).lines(), ""])


class _Group(NamedTuple):
    """The columns of one layer; ``width``: how many, with those that are no feature."""

    layer: str
    features: list[str]
    width: int


def _outer_first(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Parts of a token in the order of their lines."""
    found = list(places)
    return sorted(found, key=lambda place: (place[0], -place[1])) if len(found) > 1 else found


def _place(units: Utf16Map, start: int, end: int) -> str:
    """``[start, end)`` of code points as a place in UTF-16 units."""
    return f"{units.to_utf16(start)}-{units.to_utf16(end)}"


@dataclass(slots=True)
class _Tsv:
    graph: Graph
    _units: dict[int, list[Unit]] = field(default_factory=dict[int, "list[Unit]"])
    _on: defaultdict[Unit, dict[str, list[Annotation]]] = field(
        default_factory=lambda: defaultdict[Unit, dict[str, list[Annotation]]](dict)
    )
    """What stands on a unit, by layer."""
    _subs: defaultdict[tuple[int, int], set[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict[tuple[int, int], set[tuple[int, int]]](set)
    )
    _names: dict[Unit, str] = field(default_factory=dict[Unit, str])
    _numbers: dict[int, int] = field(default_factory=dict[int, int])
    _chains: dict[int, tuple[int, int]] = field(default_factory=dict[int, "tuple[int, int]"])
    _said: dict[int, list[str]] = field(default_factory=dict[int, "list[str]"])
    _used: defaultdict[str, set[str]] = field(
        default_factory=lambda: defaultdict[str, set[str]](set)
    )

    def lines(self) -> Iterator[str]:
        self._place_all()
        self._number_all()
        yield f"{tsv.FORMAT}{tsv.VERSION}"
        used = [layer for layer in _ORDER if layer in self._used]
        columns = [self._group(layer) for layer in used]
        for each in columns:
            yield self._header(each.layer, each.features)
        yield ""
        text = self.graph.text
        utf16 = Utf16Map(text)
        is_plain = utf16.units == len(text)
        bare = f"{tsv.NO_COLUMN}\t" * sum(each.width for each in columns)
        for number, tokens in enumerate(self.graph.sentences, start=1):
            yield ""
            yield from self._text(number)
            for at, (start, end) in enumerate(tokens, start=1):
                token = (number, at, start, end)
                cells = self._line(token, columns) if token in self._on else bare
                place = f"{start}-{end}" if is_plain else _place(utf16, start, end)
                yield f"{number}-{at}\t{place}\t{text[start:end]}\t{cells}"
                if (number, at) not in self._subs:
                    continue
                for begin, stop in _outer_first(self._subs[number, at]):
                    part = (number, at, begin, stop)
                    place = _place(utf16, begin, stop)
                    cells = self._line(part, columns)
                    yield f"{self._names[part]}\t{place}\t{text[begin:stop]}\t{cells}"

    def _text(self, number: int) -> Iterator[str]:
        """The lines of a sentence: all up to the next one, for what stands between is not kept."""
        sentences = self.graph.sentences
        is_last = number == len(sentences)
        start = sentences[number - 1][0][0]
        end = len(self.graph.text) if is_last else sentences[number][0][0]
        text = self.graph.text[start:end]
        if not is_last and text.endswith("\n"):
            text = text[:-1]  # a reader sets one itself
        for line in text.split("\n"):
            yield f"{tsv.TEXT}{tsv.escape_text(line)}"

    # -- where annotations stand

    def _place_all(self) -> None:
        tokens = [(start, end, number, at)
                  for number, sentence in enumerate(self.graph.sentences, start=1)
                  for at, (start, end) in enumerate(sentence, start=1)]  # fmt: skip
        starts = [token[0] for token in tokens]
        for each in self.graph.annotations:
            self._used[each.type].update(each.features)
            if each.ends is not None:
                continue
            units = self._units[each.id] = []
            for at in range(bisect_right(starts, each.begin) - 1, len(tokens)):
                start, end, number, token = tokens[at]
                if start >= each.end:
                    break
                if start < each.begin or end > each.end:
                    start, end = max(start, each.begin), min(end, each.end)
                    self._subs[number, token].add((start, end))
                unit = (number, token, start, end)
                units.append(unit)
                self._on[unit].setdefault(each.type, []).append(each)
        for (number, at), places in self._subs.items():
            for sub, (begin, stop) in enumerate(_outer_first(places), start=1):
                self._names[number, at, begin, stop] = f"{number}-{at}.{sub}"
        for each in self.graph.annotations:
            if each.ends is not None:  # beside the first word of what it leads to
                on = self._on[self._units[each.ends[1]][0]]
                on.setdefault(each.type, []).append(each)

    def _number_all(self) -> None:
        """A number for whatever its unit and layer alone do not name."""
        for chain, found in enumerate(self.graph.chains, start=1):
            for at, link in enumerate(found.links, start=1):
                self._chains[link] = (chain, at)
        wanted = {target for each in self.graph.annotations for _, target in each.links}
        for on in self._on.values():
            for layer, found in on.items():
                if len(found) > 1 and layer not in layers.BASES:
                    wanted |= {each.id for each in found}
        wanted |= {id_ for id_, units in self._units.items() if len(units) > 1}
        for each in self.graph.annotations:
            if each.id in wanted and each.id not in self._chains:
                self._numbers[each.id] = len(self._numbers) + 1

    # -- cells

    def _columns(self, layer: str) -> list[str]:
        if layer == layers.COREF_LINK:
            return list(_CHAIN_COLUMNS)
        usual = [name for name in layers.features_of(layer) if name in self._used[layer]]
        rest = sorted(self._used[layer] - set(usual))
        return [*usual, *rest] or [layers.features_of(layer)[-1]]

    def _header(self, layer: str, columns: list[str]) -> str:
        fields = [layer, *columns]
        if layer == layers.COREF_LINK:
            return f"{tsv.CHAIN}{'|'.join(fields)}"
        if layer in layers.BASES:
            return f"{tsv.RELATION}{'|'.join([*fields, tsv.base_column(layers.BASES[layer])])}"
        if layer in layers.SLOTTED:
            role = tsv.role_column(layer, layers.ROLES, layers.link_type(layer))
            fields += (role, layers.ANNOTATION)
        return f"{tsv.SPAN}{'|'.join(fields)}"

    def _group(self, layer: str) -> "_Group":
        features = self._columns(layer)
        more = 2 if layer in layers.SLOTTED else int(layer in layers.BASES)
        return _Group(layer, features, len(features) + more)

    def _name(self, unit: Unit) -> str:
        return self._names.get(unit) or f"{unit[0]}-{unit[1]}"

    def _line(self, unit: Unit, columns: Iterable["_Group"]) -> str:
        """The cells of a unit."""
        cells: list[str] = []
        on = self._on[unit]
        for layer, features, width in columns:
            found = on.get(layer)
            if found is None:
                cells += [tsv.NO_COLUMN] * width
                continue
            if len(found) == 1:  # as a rule
                cells += self._cells(found[0], unit, features)
                continue
            stacked = [self._cells(each, unit, features) for each in found]
            for column in range(width):
                values = [row[column] for row in stacked]
                is_bare = all(value == tsv.NO_COLUMN for value in values)
                cells.append(tsv.NO_COLUMN if is_bare else tsv.STACK.join(values))
        return "\t".join([*cells, ""])

    def _cells(self, each: Annotation, unit: Unit, features: list[str]) -> list[str]:
        """The cells of an annotation, the same on all its units; but :data:`layers.OWN` is said
        once."""
        if layers.OWN in each.features and each.ends is None and unit != self._units[each.id][0]:
            return self._made(each, [name if name != layers.OWN else "" for name in features])
        if each.id not in self._said:
            self._said[each.id] = self._made(each, features)
        return self._said[each.id]

    def _made(self, each: Annotation, features: list[str]) -> list[str]:
        if each.id in self._chains:
            return self._chain(each)
        number = self._numbers.get(each.id)
        suffix = "" if number is None else f"[{number}]"
        said = [each.features.get(name) for name in features]
        cells = [(tsv.NO_VALUE if it is None else tsv.escape(it)) + suffix for it in said]
        if each.ends is not None:
            cells.append(self._source(*each.ends))
        elif each.type in layers.SLOTTED:
            cells += self._slots(each, suffix)
        return cells

    def _slots(self, each: Annotation, suffix: str) -> tuple[str, str]:
        if not each.links:
            return tsv.NO_COLUMN + suffix, tsv.NO_COLUMN
        roles = tsv.SLOT.join(tsv.escape(role) for role, _ in each.links)
        targets = tsv.SLOT.join(
            f"{self._name(self._units[target][0])}[{self._numbers[target]}]"
            for _, target in each.links
        )
        return roles + suffix, targets

    def _source(self, head: int, tail: int) -> str:
        """Where a relation comes from, with the numbers of both ends where there are any."""
        name = self._name(self._units[head][0])
        numbers = self._numbers.get(head, 0), self._numbers.get(tail, 0)
        return name if numbers == (0, 0) else f"{name}[{numbers[0]}_{numbers[1]}]"

    def _chain(self, each: Annotation) -> list[str]:
        chain, at = self._chains[each.id]
        said = [each.features.get(name) for name in _CHAIN_COLUMNS]
        type_, relation = (tsv.NO_VALUE if value is None else tsv.escape(value) for value in said)
        return [f"{type_}[{chain}]", f"{relation}->{chain}-{at}"]

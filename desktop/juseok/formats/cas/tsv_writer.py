"""Writing WebAnno TSV 3.3: a file for each article, offsets in UTF-16 units."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from juseok.core.text import Utf16Map
from juseok.formats.cas import layers, tsv
from juseok.formats.cas.graph import Annotation, Graph
from juseok.formats.cas.names import TSV, TSV_NAMES
from juseok.formats.cas.outward import Outward
from juseok.formats.cas.writer import Attributes, CasWriter
from juseok.formats.document import Document

_ORDER: Final = (*layers.SPAN_LAYERS, layers.COREF_LINK, *layers.BASES)
_CHAIN_COLUMNS: Final = (layers.REFERENCE_TYPE, layers.REFERENCE_RELATION)
Unit: TypeAlias = tuple[int, int, int, int]
"""Numbers of sentence and token from 1, and the place within it: of the whole token its own."""


class TsvWriter(CasWriter):
    """WebAnno TSV 3.3, for WebAnno and INCEpTION."""

    id = TSV
    names: Mapping[str, str] = TSV_NAMES
    extensions: tuple[str, ...] = (".tsv",)
    suffix = ".tsv"

    def text(self, document: Document, name: str, attributes: Attributes) -> str:
        del name, attributes
        return dump_tsv(Outward(document, blank_lead=True).made())


def dump_tsv(graph: Graph) -> str:
    """The file that holds ``graph``."""
    return "\n".join([*_Tsv(graph).lines(), ""])


class _Group(NamedTuple):
    """The columns of one layer; ``width``: how many, with those that are no feature."""

    layer: str
    features: list[str]
    width: int


def _outer_first(places: Iterable[tuple[int, int]] | None) -> list[tuple[int, int]]:
    """Parts of a token in the order of their lines."""
    return sorted(places, key=lambda place: (place[0], -place[1])) if places else []


@dataclass(slots=True)
class _Tsv:
    graph: Graph
    _units: dict[int, list[Unit]] = field(default_factory=dict[int, "list[Unit]"])
    _on: defaultdict[tuple[Unit, str], list[Annotation]] = field(
        default_factory=lambda: defaultdict[tuple[Unit, str], list[Annotation]](list)
    )
    _subs: defaultdict[tuple[int, int], set[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict[tuple[int, int], set[tuple[int, int]]](set)
    )
    _names: dict[Unit, str] = field(default_factory=dict[Unit, str])
    _numbers: dict[int, int] = field(default_factory=dict[int, int])
    _chains: dict[int, tuple[int, int]] = field(default_factory=dict[int, "tuple[int, int]"])
    _by_id: dict[int, Annotation] = field(default_factory=dict[int, Annotation])
    _marked: set[Unit] = field(default_factory=set[Unit])
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
        unit = int if utf16.units == len(text) else utf16.to_utf16
        self._marked = {marked for marked, _ in self._on}
        bare = f"{tsv.NO_COLUMN}\t" * sum(each.width for each in columns)
        for number, tokens in enumerate(self.graph.sentences, start=1):
            yield ""
            yield from self._text(number)
            for at, (start, end) in enumerate(tokens, start=1):
                token = (number, at, start, end)
                cells = self._line(token, columns) if token in self._marked else bare
                yield f"{number}-{at}\t{unit(start)}-{unit(end)}\t{text[start:end]}\t{cells}"
                for begin, stop in _outer_first(self._subs.get((number, at))):
                    part = (number, at, begin, stop)
                    name, words = self._names[part], text[begin:stop]
                    cells = self._line(part, columns)
                    yield f"{name}\t{unit(begin)}-{unit(stop)}\t{words}\t{cells}"

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
            self._by_id[each.id] = each
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
                self._on[unit, each.type].append(each)
        for (number, at), places in self._subs.items():
            for sub, (begin, stop) in enumerate(_outer_first(places), start=1):
                self._names[number, at, begin, stop] = f"{number}-{at}.{sub}"
        for each in self.graph.annotations:
            if each.ends is not None:  # beside the first word of what it leads to
                self._on[self._units[each.ends[1]][0], each.type].append(each)

    def _number_all(self) -> None:
        """A number for whatever its unit and layer alone do not name."""
        for chain, found in enumerate(self.graph.chains, start=1):
            for at, link in enumerate(found.links, start=1):
                self._chains[link] = (chain, at)
        wanted = {target for each in self.graph.annotations for _, target in each.links}
        for (_, layer), found in self._on.items():
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
        for layer, features, width in columns:
            found = self._on.get((unit, layer))
            if not found:
                cells += [tsv.NO_COLUMN] * width
                continue
            stacked = [self._cells(each, unit, features) for each in found]
            if len(stacked) == 1:  # as a rule
                cells += stacked[0]
                continue
            for column in range(width):
                values = [row[column] for row in stacked]
                is_bare = all(value == tsv.NO_COLUMN for value in values)
                cells.append(tsv.NO_COLUMN if is_bare else tsv.STACK.join(values))
        return "\t".join([*cells, ""])

    def _cells(self, each: Annotation, unit: Unit, features: list[str]) -> list[str]:
        if each.id in self._chains:
            return self._chain(each)
        number = self._numbers.get(each.id)
        suffix = "" if number is None else f"[{number}]"
        is_first = each.ends is not None or unit == self._units[each.id][0]
        cells: list[str] = []
        for name in features:
            said = each.features.get(name)
            if said is None or (name == layers.OWN and not is_first):  # once is enough
                cells.append(tsv.NO_VALUE + suffix)
            else:
                cells.append(tsv.escape(said) + suffix)
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

"""KLUE-RE: a JSON array with a sentence, two entities in it and their relation an item.

``end_idx`` is inclusive.  Types of entities are PER, ORG, LOC, DAT, NOH and POH, relations the 30
of KLUE (https://klue-benchmark.com, KLUE-RE 1.1).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import msgspec

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.core.model import How, Mention, Metadata, Relationship
from juseok.formats.base import Report, ReportBuilder, may_be_json
from juseok.formats.document import About, Document, Support
from juseok.formats.json_tools.reading import Notes
from juseok.formats.parted import PartedWriter
from juseok.formats.raw.items import file_name
from juseok.formats.tally import counted
from juseok.formats.tokens.aside import NAME, EdgePlace, Place, aside_line
from juseok.formats.tokens.aside_file import AsideFile
from juseok.formats.tokens.aside_reading import Seen, SeenEdge
from juseok.formats.tokens.json_stream import begins_with, items
from juseok.formats.tokens.labels import Labels
from juseok.formats.tokens.lines import any_of, files_of
from juseok.formats.tokens.offered import KLUE_RE, NEGATIVES, YES
from juseok.formats.tokens.output import Output, Tokenised, support_of
from juseok.formats.tokens.pieces import Mark, SentenceProof, left_over
from juseok.formats.tokens.texts import Marked, document_of
from juseok.formats.tokens.units import sentences_of, whole_mentions

FORM: Final = "klue-re"
FILE: Final = "klue-re.json"
CORPUS: Final = "klue"
NO_RELATION: Final = "no_relation"
_TYPES: Final[Mapping[str, str]] = {
    "PS": "PER", "OG": "ORG", "LC": "LOC", "DT": "DAT", "TI": "DAT", "QT": "NOH",
}  # fmt: skip
_OTHER: Final = "POH"
_RELATIONS: Final = (
    NO_RELATION, "org:dissolved", "org:founded", "org:place_of_headquarters",
    "org:alternate_names", "org:member_of", "org:members", "org:political/religious_affiliation",
    "org:product", "org:founded_by", "org:top_members/employees",
    "org:number_of_employees/members", "per:date_of_birth", "per:date_of_death",
    "per:place_of_birth", "per:place_of_death", "per:place_of_residence", "per:origin",
    "per:employee_of", "per:schools_attended", "per:alternate_names", "per:parents",
    "per:children", "per:siblings", "per:spouse", "per:other_family", "per:colleagues",
    "per:product", "per:religion", "per:title",
)  # fmt: skip
"""The relations in KLUE's order, by which data sets of the Hub number them."""
_FIELDS: Final = frozenset(
    {"guid", "sentence", "subject_entity", "object_entity", "label", "source"}
)
_OF_ENTITIES: Final = frozenset({"word", "start_idx", "end_idx", "type"})
_WANTED: Final = frozenset({"sentence", "subject_entity", "object_entity"})
_OWN: Final = re.compile(r"juseok_([0-9a-f]+-\d+)_(\d+)_\d+")

_BETWEEN: Final = b",\n"

Row: TypeAlias = dict[str, Any]


class KlueReWriter(PartedWriter[Tokenised]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = KLUE_RE
    extensions: tuple[str, ...] = (".json",)
    is_folder: bool = True
    support: Support = support_of()

    def maker(self, about: About) -> Callable[[Document], Tokenised]:
        return partial(_made, about=about)

    def put(self, made: Iterable[Tokenised], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        with Output(self.id, path, about=about, support=self.support, family=CORPUS) as out:
            file = out.file(FILE)
            file.add(b"[")
            between = b"\n"
            for each in made:
                if each.data:
                    file.add(between)
                    between = _BETWEEN
                out.put(file, each)
            file.add(b"\n]\n")
        return out.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        found: list[str] = []
        for row in _Pairs(document, about).rows():
            found += msgspec.json.format(msgspec.json.encode(row), indent=1).decode().split("\n")
        return found


def _made(document: Document, about: About) -> Tokenised:
    """What is written of ``document``; raises ``SpanError`` where a span does not prove."""
    pairs = _Pairs(document, about)
    data = _BETWEEN.join([msgspec.json.encode(row) for row in pairs.rows()])
    aside = aside_line(document, {}, pairs.edges)
    told = {"tokens.edges_aside": len(document.annotations.relationships) - len(pairs.edges)}
    return Tokenised(data, aside, counted(document), told)


class _Pairs:
    """The pairs of one article; ``edges`` fills as its rows are made."""

    def __init__(self, document: Document, about: About) -> None:
        self._document = document
        self._labels = Labels(about.scheme, CORPUS)
        self._negatives = about.options.get(NEGATIVES.id) == YES
        self.edges: dict[str, EdgePlace] = {}
        self._number = 0

    def rows(self) -> Iterator[Row]:
        document = self._document
        whole = whole_mentions(document)
        by_id = {each.id: each for each in whole}
        cuts = sentences_of(document, whole)
        home = _homes(whole, cuts)
        joined: set[frozenset[str]] = set()
        for edge in document.annotations.relationships:
            joined.add(frozenset((edge.head, edge.tail)))
            found = self._labels.of_edge(edge, by_id)
            if found is None:
                continue
            label, subject, object_ = found
            cut = home.get(subject.id)
            if cut is None or cut != home.get(object_.id) or edge.id in self.edges:
                continue
            one, other = self._entity(subject, cut), self._entity(object_, cut)
            yield self._row(cut, one, other, label)
            first, second = subject.spans[0], object_.spans[0]
            place = (label, first.start, first.end, second.start, second.end)
            self.edges[edge.id] = place
        if self._negatives:
            for one, other in combinations([each for each in whole if each.id in home], 2):
                cut = home[one.id]
                if cut == home[other.id] and frozenset((one.id, other.id)) not in joined:
                    yield self._row(
                        cut, self._entity(one, cut), self._entity(other, cut), NO_RELATION
                    )

    def _entity(self, mention: Mention, cut: tuple[int, int]) -> Row:
        label = _TYPES.get(self._labels.of(mention), _OTHER)
        span = mention.spans[0]
        start, end = span.start - cut[0], span.end - cut[0]
        return {"word": span.quote, "start_idx": start, "end_idx": end - 1, "type": label}

    def _row(self, cut: tuple[int, int], subject: Row, object_: Row, label: str) -> Row:
        article = self._document.article
        self._number += 1
        return {
            "guid": f"juseok_{article.id}_{cut[0]}_{self._number}",
            "sentence": article.text[cut[0] : cut[1]],
            "subject_entity": subject,
            "object_entity": object_,
            "label": label,
            "source": article.metadata.publisher or "juseok",
        }


def _homes(
    mentions: Iterable[Mention], cuts: Sequence[tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """The sentence of each mention that is whole in one."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for mention in mentions:
        span = mention.spans[0]
        while at < len(cuts) and cuts[at][1] <= span.start:
            at += 1
        if at < len(cuts) and cuts[at][0] <= span.start and span.end <= cuts[at][1]:
            found[mention.id] = cuts[at]
    return found


# -- reading


@dataclass(slots=True)
class _Told:
    """What the rows say of one article of ours: in which sentence (by its place) stands what."""

    sentences: dict[int, str] = field(default_factory=dict[int, str])
    seen: dict[Place, int] = field(default_factory=dict[Place, int])
    edges: list[SeenEdge] = field(default_factory=list[SeenEdge])
    line: int = 0


class KlueReReader:
    """Reads a file, or every such file below a folder."""

    id: str = FORM
    names: Mapping[str, str] = KLUE_RE
    extensions: tuple[str, ...] = (".json", ".jsonl")

    def recognises(self, path: Path) -> bool:
        """Sentences with a subject and an object, as an array or line by line; a folder with such
        a file."""
        is_json = path.is_dir() or may_be_json(path, self.extensions)
        return is_json and any_of(path, self.extensions, _is_klue)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """Our own articles with all that the side file has, and of other rows each sentence."""
        for file in files_of(path, report, self.extensions):
            if file == path or _is_klue(file):
                yield from _Reading(file, report).documents()
            else:
                report.note(Message("import.passed_over"), file=file_name(file))


def _is_klue(path: Path) -> bool:
    if begins_with(path, "", wanted=_WANTED):
        return True
    return path.name == FILE and path.with_name(NAME).exists()  # without one relation


class _Reading:
    """One file: of our own articles what all its rows say, for they may have been shuffled; every
    other row as it comes."""

    def __init__(self, path: Path, report: ReportBuilder) -> None:
        self._path, self._report = path, report
        self._name = file_name(path)
        self._own: dict[str, _Told] = {}
        self._aside = AsideFile(path.with_name(NAME), report)
        self._notes = Notes(self._name, report)
        self._last: tuple[str, SentenceProof | None] = ("", None)
        self._numbered = 0

    def documents(self) -> Iterator[Document]:
        has_aside = self._path.with_name(NAME).exists()
        before: list[tuple[int, Row, SentenceProof, Mark, Mark]] = []
        for line, item in items(self._path, "", report=self._report):
            self._report.read += 1
            row = self._proved(line, self._named(item))
            if row is None:
                continue
            guid = row[1].get("guid")
            own = _OWN.fullmatch(guid) if isinstance(guid, str) and has_aside else None
            if own is not None:
                self._tell(own[1], int(own[2]), row)
                continue
            if before and before[0][2].text != row[2].text:
                yield from self._foreign(before)
                before = []
            before.append(row)
        if before:
            yield from self._foreign(before)
        for aside in self._aside.rest():
            told = self._own.pop(aside.id, _Told())
            is_same = all(
                aside.text[at : at + len(words)] == words for at, words in told.sentences.items()
            )
            if not is_same:
                self._report.change(
                    Message("tokens.other_text", id=aside.id[:8]), file=self._name, line=told.line
                )
                told = _Told()
            seen = [Seen(place, line, in_passing=True) for place, line in told.seen.items()]
            yield aside.document(seen, file=self._name, report=self._report, edges=told.edges)
        for id_, told in self._own.items():
            self._report.refuse(
                Message("tokens.no_aside", id=id_[:8]), file=self._name, line=told.line
            )
        left_over(self._aside, self._report)
        if self._numbered:
            self._report.change(Message("tokens.numbered", count=self._numbered), file=self._name)
        self._notes.tell()

    def _named(self, item: object) -> object:
        """``item`` with the name of its relation, where that is a number of KLUE's."""
        match item:
            case {"label": int(number)} if type(number) is int and 0 <= number < len(_RELATIONS):
                self._numbered += 1
                return {**cast("Row", item), "label": _RELATIONS[number]}
            case _:
                return item

    def _proved(
        self, line: int, item: object
    ) -> tuple[int, Row, SentenceProof, Mark, Mark] | None:  # fmt: skip
        match item:
            case {
                "sentence": str(sentence),
                "subject_entity": dict(subject),
                "object_entity": dict(object_),
                "label": str(),
            }:
                proof = self._proof_of(sentence)
                one = self._mark(proof, cast("Row", subject), line)
                other = self._mark(proof, cast("Row", object_), line)
                if one is None or other is None:
                    return None
                found = cast("Row", item)
                if more := found.keys() - _FIELDS:
                    self._notes.passed(sorted(more))
                for name in ("subject_entity", "object_entity"):
                    if more := found[name].keys() - _OF_ENTITIES:
                        self._notes.passed(sorted(f"{name}.{each}" for each in more))
                return line, found, proof, one, other
            case _:
                self._report.refuse(Message("tokens.record"), file=self._name, line=line)
                return None

    def _proof_of(self, sentence: str) -> SentenceProof:
        """Of a sentence, which stands in as many rows as it has pairs."""
        said, proof = self._last
        if said != sentence or proof is None:
            proof = SentenceProof(sentence, file=self._name, report=self._report)
            self._last = sentence, proof
        return proof

    def _mark(self, proof: SentenceProof, entity: Row, line: int) -> Mark | None:
        match entity:
            case {
                "word": str(word),
                "start_idx": int(start),
                "end_idx": int(end),
                "type": str(label),
            } if label:
                return proof.mark(label, start, end + 1, quote=word, line=line)
            case _:
                self._report.refuse(Message("tokens.record"), file=self._name, line=line)
                return None

    def _tell(
        self, article: str, at: int, row: tuple[int, Row, SentenceProof, Mark, Mark]
    ) -> None:  # fmt: skip
        line, item, proof, one, other = row
        told = self._own.setdefault(article, _Told(line=line))
        told.sentences[at] = proof.text
        for mark in (one, other):
            told.seen.setdefault((mark.label, mark.start + at, mark.end + at), line)
        if item["label"] != NO_RELATION:
            place = (
                str(item["label"]), one.start + at, one.end + at, other.start + at, other.end + at,
            )  # fmt: skip
            told.edges.append(SeenEdge(place, line))

    def _foreign(
        self, rows: Sequence[tuple[int, Row, SentenceProof, Mark, Mark]]
    ) -> Iterator[Document]:
        """One sentence, of which rows that stand together may tell several pairs."""
        line, first, proof, _, _ = rows[0]
        ids: dict[Mark, str] = {}
        marked: list[Marked] = []
        edges: list[tuple[str, str, str, int]] = []
        for number, item, _, one, other in rows:
            if item is not first:  # the sentence is one article, called as its first row
                others = [each for each in ("guid", "source") if item.get(each) != first.get(each)]
                self._notes.passed(others)
            ends: list[str] = []
            for mark in (one, other):
                known = mark._replace(line=0)
                if known not in ids:
                    ids[known] = f"T{len(ids) + 1}"
                    spans = ((mark.start, mark.end),)
                    marked.append(Marked(mark.label, spans, number, id=ids[known]))
                ends.append(ids[known])
            if item["label"] != NO_RELATION:
                edges.append((str(item["label"]), ends[0], ends[1], number))
            else:
                self._notes.passed([NO_RELATION])
        try:
            found = document_of(
                proof.text, marked, file=self._name, name=str(first.get("guid", "")),
                metadata=Metadata(publisher=str(first.get("source") or "")),
            )  # fmt: skip
        except TextError as error:
            self._report.refuse(error.message, file=self._name, line=line)
            return
        yield with_edges(found, edges)


def with_edges(document: Document, edges: Sequence[tuple[str, str, str, int]]) -> Document:
    """``document`` with relationships: label, head, tail, line of the file."""
    made = tuple(
        Relationship(
            f"R{n}", "", document.article.id, label, head, tail, how=How.IMPORTED
        )
        for n, (label, head, tail, _) in enumerate(edges, start=1)
    )  # fmt: skip
    places = {f"R{n}": line for n, (_, _, _, line) in enumerate(edges, start=1)}
    return replace(
        document,
        annotations=replace(document.annotations, relationships=made),
        places={**document.places, **places},
    )

"""Reading CoNLL-U: words, and entities with their coreference out of the MISC column (CorefUD).

With our side file the article is the one that was written; without it, its text is put together
from the words.  Parts of speech and syntax have no place and are counted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document, Group
from juseok.formats.json_tools.reading import Notes
from juseok.formats.raw.items import file_name
from juseok.formats.tokens.aside import NAME
from juseok.formats.tokens.aside_file import AsideFile
from juseok.formats.tokens.aside_reading import Seen
from juseok.formats.tokens.conllu_writer import FORM
from juseok.formats.tokens.corefud import NO_TYPE, EntityReader, Named
from juseok.formats.tokens.lines import any_of, files_of, head_of, numbered_runs
from juseok.formats.tokens.offered import CONLLU
from juseok.formats.tokens.pieces import left_over
from juseok.formats.tokens.tags import OUTSIDE, is_tag, stretches
from juseok.formats.tokens.texts import Joined, Marked, aligned, document_of

_OWN: Final = (".conllu", ".conllup")
_EXTENSIONS: Final = (*_OWN, ".txt")
_RANGE: Final = re.compile(r"(\d+)-(\d+)")
_EMPTY: Final = re.compile(r"\d+\.\d+")
_COLUMNS: Final = 10
_SHORT: Final = 100
"""What stands behind more words than one is not longer."""
_ESCAPES: Final[Mapping[str, str]] = {"s": " ", "t": "\t", "n": "\n", "r": "", "p": "|"}
_ESCAPE: Final = re.compile(r"\\(.)")
_OF_MISC: Final = frozenset({"_", "Entity", "SpaceAfter", "SpacesAfter"})
_ENTITY: Final = "_\t" * (_COLUMNS - 3) + "Entity="
_TAGS: Final = ("NER", "ner")
"""What taggers write a word's tag behind (Stanza: ``ner=B-ORG``)."""
_FIELDS: Final = ("eid", "etype", "head", "other")


@dataclass(slots=True)
class _Sentence:
    """Surface words, and for each syntactic word the surface that it is in."""

    line: int
    is_paragraph: bool = False
    words: list[str] = field(default_factory=list[str])
    after: list[str] = field(default_factory=list[str])
    """Behind each surface word: mostly a blank."""
    surface: list[int] = field(default_factory=list[int])
    forms: list[str] = field(default_factory=list[str])
    entities: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])
    """Line, syntactic word, and what stands behind ``Entity=``."""
    tags: dict[int, str] = field(default_factory=dict[int, str])
    """By syntactic word; those that are not there are O."""
    said: int = 0
    """Words of which something is told that has no place."""
    until: int = 0
    """The last syntactic word of the multiword token that is being read."""


@dataclass(slots=True)
class _Group:
    line: int
    id: str = ""
    fields: Sequence[str] = _FIELDS
    sentences: list[_Sentence] = field(default_factory=list[_Sentence])


class ConlluReader:
    """Reads a file, or every such file below a folder."""

    id: str = FORM
    names: Mapping[str, str] = CONLLU
    extensions: tuple[str, ...] = _EXTENSIONS

    def recognises(self, path: Path) -> bool:
        """Ten columns that begin with a number; a folder with such a file."""
        return any_of(path, _EXTENSIONS, _is_conllu)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The articles of ``path``, or its sentences where nothing says which are one article."""
        for file in files_of(path, report, _EXTENSIONS):
            if file == path or _is_conllu(file):
                yield from _Reading(file, report).documents()
            else:
                report.note(Message("import.passed_over"), file=file_name(file))


def _is_conllu(path: Path) -> bool:
    """Whether the first rows of ``path`` are; where its name says so too, one of them is enough,
    and what is wrong with the others is told."""
    rows = [line for line in head_of(path) if line and not line.startswith("#")][:20]
    right = sum(row.count("\t") == _COLUMNS - 1 and row[0].isdigit() for row in rows)
    return right > 0 and (right == len(rows) or path.name.lower().endswith(_OWN))


class _Reading:
    """One file."""

    def __init__(self, path: Path, report: ReportBuilder) -> None:
        self._path, self._report = path, report
        self._name = file_name(path)
        self._aside = AsideFile(path.with_name(NAME), report)
        self._said = self._whole = self._comments = 0
        self._notes = Notes(self._name, report)

    def documents(self) -> Iterator[Document]:
        for group in self._groups():
            aside = self._aside.take(group.id) if group.id else None
            if aside is not None:
                forms = [form for each in group.sentences for form in each.words]
                places = aligned(aside.text, forms)
                if places is not None:
                    seen = list(self._seen(group, places))
                    yield aside.document(seen, file=self._name, report=self._report)
                    continue
                told = Message("tokens.other_text", id=group.id[:8])
                self._report.change(told, file=self._name, line=group.line)
            yield from self._foreign(group)
        left_over(self._aside, self._report)
        self._notes.tell()
        for code, count in (
            ("tokens.syntax", self._said),
            ("tokens.comments", self._comments),
            ("tokens.sentences", self._whole),
        ):
            if count:
                self._report.note(Message(code, count=count), file=self._name)

    # -- lines

    def _groups(self) -> Iterator[_Group]:
        group: _Group | None = None
        here: _Sentence | None = None
        has_starts = is_paragraph = False
        fields: Sequence[str] = _FIELDS
        for number, line in self._lines():
            if isinstance(line, _Sentence):
                group = group or _Group(number, "", fields)
                line.is_paragraph, is_paragraph, here = is_paragraph, False, line
                continue
            if not line or line.isspace():
                if here is not None and here.words and group is not None:
                    group.sentences.append(here)
                    if not has_starts:
                        self._whole += 1
                        yield group
                        group = None
                here = None
                continue
            self._report.read += 1
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                match key.strip().split(" ")[0]:
                    case "newdoc":
                        if group is not None and group.sentences:
                            yield group
                        has_starts = True
                        group = _Group(number, value.strip(), fields)
                    case "newpar":
                        is_paragraph = True
                    case "global.Entity":
                        fields = value.strip().split("-")
                        if group is not None:
                            group.fields = fields
                    case "text" | "sent_id":
                        pass  # they say nothing that the words do not
                    case _:
                        self._comments += 1
                continue
            group = group or _Group(number, "", fields)
            if here is None:
                here, is_paragraph = _Sentence(number, is_paragraph), False
            self._row(here, number, line)
        if here is not None and here.words and group is not None:
            group.sentences.append(here)
            self._whole += not has_starts
        if group is not None and group.sentences:
            yield group

    def _lines(self) -> Iterator[tuple[int, str | _Sentence]]:
        """The lines of the file with their numbers; rows of a sentence that is plain come as it."""
        is_cut = False
        for first, lines in numbered_runs(self._path, self._report):
            begun = next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)
            found = None if is_cut else self._at_once(first + begun, lines[begun:])
            if found is None:
                yield from enumerate(lines, start=first)
            else:
                yield from enumerate(lines[:begun], start=first)
                yield first + begun, found
                yield first + len(lines) - 1, ""
            is_cut = bool(lines[-1])

    def _at_once(self, first: int, lines: Sequence[str]) -> _Sentence | None:
        """The sentence that ``lines`` are, all of them words in their order with an empty line
        behind them, as nearly all are; None: they have to be looked at each."""
        rows = [line.split("\t", 2) for line in lines[:-1]]
        if not rows or lines[-1] or {len(row) for row in rows} != {3}:
            return None
        ids, forms, rests = map(list[str], zip(*rows, strict=True))
        if ids != [str(number) for number in range(1, len(ids) + 1)] or not all(forms):
            return None
        told = [_said(rest) if len(rest) < _SHORT else _said_in(rest) for rest in rests]
        said = [each for each in told if each is not None]
        if len(said) < len(told):
            return None
        for each in said:
            if each.passed:
                self._notes.passed(each.passed)
        self._report.read += len(forms)
        return _Sentence(
            line=first,
            words=forms,
            after=[each.after for each in said],
            surface=list(range(len(forms))),
            forms=forms,
            entities=[
                (first + word, word, entity)
                for word, each in enumerate(said)
                if (entity := each.misc.get("Entity"))
            ],
            tags={word: each.tag for word, each in enumerate(said) if each.tag},
            said=sum([each.is_analysed for each in said]),
        )

    def _row(self, here: _Sentence, number: int, line: str) -> None:
        id_, _, rest = line.partition("\t")
        form, _, rest = rest.partition("\t")
        said = _said(rest) if len(rest) < _SHORT else _said_in(rest)
        if said is None or not form:
            self._refuse("tokens.row", number, line=line[:60])
            return
        misc = said.misc
        if id_.isdecimal() and int(id_) == len(here.forms) + 1:
            if int(id_) > here.until:
                here.words.append(form)
                here.after.append(said.after)
            here.surface.append(len(here.words) - 1)
            here.forms.append(form)
            here.said += said.is_analysed
            if said.tag:
                here.tags[len(here.forms) - 1] = said.tag
            if said.passed:
                self._notes.passed(said.passed)
            if entity := misc.get("Entity"):
                here.entities.append((number, len(here.forms) - 1, entity))
        elif (several := _RANGE.fullmatch(id_)) is not None:
            here.words.append(form)
            here.after.append(said.after)
            here.until = int(several[2])
            self._notes.passed(sorted(misc.keys() - _OF_MISC))
            if "Entity" in misc:  # entities are of words, not of what is written as one
                self._refuse("tokens.entity", number, value=misc["Entity"][:60])
        elif _EMPTY.fullmatch(id_):
            here.said += 1
            if "Entity" in misc:
                self._refuse("tokens.empty_word", number, id=id_)
        else:
            self._refuse("tokens.row", number, line=line[:60])

    # -- articles

    def _named(self, group: _Group, sentence: _Sentence) -> list[tuple[Named, int]]:
        """The mentions of ``sentence``, each with the line that closes it."""
        if not sentence.entities:
            return []
        reader = EntityReader(group.fields)
        lines = {word: line for line, word, _ in sentence.entities}
        for line, word, value in sentence.entities:
            if not reader.add(word, value):
                self._refuse("tokens.entity", line, value=value[:60])
        self._notes.passed(f"Entity.{name}" for name in reader.unread)
        if not reader.end():
            self._refuse("tokens.open", sentence.line)
        return [(each, lines[each.at]) for each in reader.found]

    def _seen(self, group: _Group, places: Sequence[tuple[int, int]]) -> Iterator[Seen]:
        at = 0
        for sentence in group.sentences:
            spots = _spots(sentence, places[at : at + len(sentence.words)])
            for named, line in self._named(group, sentence):
                start, end = spots[named.ranges[0].first][0], spots[named.ranges[-1].last][1]
                yield Seen((named.etype, start, end), line)
            at += len(sentence.words)

    def _foreign(self, group: _Group) -> Iterator[Document]:
        text = Joined()
        marked: list[Marked] = []
        chains: dict[str, list[str]] = {}
        types: dict[str, str] = {}
        after = ""
        for number, sentence in enumerate(group.sentences):
            self._said += sentence.said
            if number:
                text.add("\n" if sentence.is_paragraph else after)
            places: list[tuple[int, int]] = []
            for word, behind in zip(sentence.words, sentence.after, strict=True):
                if places:
                    text.add(after)
                places.append(text.add(word))
                after = behind
            spots = _spots(sentence, places)
            for named, line in self._named(group, sentence):
                id_ = f"T{len(marked) + 1}"
                ranges = tuple((spots[low][0], spots[high][1]) for low, high in named.ranges)
                if named.etype != NO_TYPE:
                    types.setdefault(named.eid, named.etype)
                type_ = named.etype if named.etype != NO_TYPE else types.get(named.eid, NO_TYPE)
                marked.append(Marked(type_, ranges, line, id=id_))
                chains.setdefault(named.eid, []).append(id_)
            tags = [sentence.tags.get(at, OUTSIDE) for at in range(len(spots))]
            for first, last, label in stretches(tags):
                place = (spots[first][0], spots[last][1])
                marked.append(Marked(label, (place,), sentence.line, id=f"T{len(marked) + 1}"))
        groups = tuple(Group("coref", tuple(ids)) for ids in chains.values() if len(ids) > 1)
        try:
            yield document_of(
                text.text, marked, file=self._name, name=group.id, groups=groups
            )  # fmt: skip
        except TextError as error:
            self._report.refuse(error.message, file=self._name, line=group.line)

    def _refuse(self, code: str, number: int, **params: str) -> None:
        self._report.refuse(Message(code, **params), file=self._name, line=number)


class _Said(NamedTuple):
    """What a row says beside its number and its word; ``after``: behind the word; ``tag``: of an
    entity; ``passed``: names in MISC without a place here."""

    misc: Mapping[str, str]
    after: str
    tag: str
    passed: Sequence[str]
    is_analysed: bool


@lru_cache(maxsize=1024)
def _said(rest: str) -> _Said | None:
    """What stands behind a word, which is the same for many."""
    return _said_in(rest)


def _said_in(rest: str) -> _Said | None:
    """None: there are not as many columns as there should be."""
    entity = rest.removeprefix(_ENTITY)
    if entity != rest and "\t" not in entity and "|" not in entity:  # which is not the same twice
        return _Said({"Entity": entity}, " ", "", (), is_analysed=False)
    columns = rest.split("\t")
    if len(columns) != _COLUMNS - 2:
        return None
    misc = _misc(columns[-1])
    passed, tag = misc.keys() - _OF_MISC, ""
    for name in _TAGS:
        if is_tag(found := misc.get(name, "")):
            tag = found
            passed.discard(name)
    is_analysed = any(each != "_" for each in columns[:-1])
    return _Said(misc, _after(misc), tag, sorted(passed), is_analysed)


def _misc(text: str) -> dict[str, str]:
    pairs = (each.partition("=") for each in text.split("|"))
    return {key: value for key, _, value in pairs}


def _after(misc: Mapping[str, str]) -> str:
    if (said := misc.get("SpacesAfter")) is not None:
        return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), said)
    return "" if misc.get("SpaceAfter") == "No" else " "


def _spots(
    sentence: _Sentence, places: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:  # fmt: skip
    """Where each syntactic word stands: its surface, or as much of a multiword token as is its
    own form."""
    if sentence.surface == list(range(len(places))):
        return list(places)  # nothing is written as one
    found: list[tuple[int, int]] = []
    at, before = 0, -1
    for form, surface in zip(sentence.forms, sentence.surface, strict=True):
        start, end = places[surface]
        words = sentence.words[surface]
        at = at if surface == before else 0
        before = surface
        inside = words.find(form, at)
        if inside < 0 or sentence.surface.count(surface) == 1:
            found.append((start, end))
            continue
        at = inside + len(form)
        found.append((start + inside, start + at))
    return found

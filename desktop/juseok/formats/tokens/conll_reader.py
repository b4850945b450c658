"""Reading files of tokens with tags: CoNLL-2003 and whatever has a token first and its tag last,
or a number first (GermEval, and the Korean challenge of 2018).

With our side file the article is the one that was written; without it, its text is put together
from the tokens.  Every line is accounted for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, cast

from juseok.core.errors import TextError
from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document
from juseok.formats.raw.items import file_name
from juseok.formats.tokens.aside import NAME
from juseok.formats.tokens.aside_file import AsideFile
from juseok.formats.tokens.aside_reading import Seen
from juseok.formats.tokens.conll12 import is_conll12, parts_in
from juseok.formats.tokens.conll_writer import FORM
from juseok.formats.tokens.lines import any_of, files_of, head_of, numbered_runs
from juseok.formats.tokens.marked import documents_in, is_marked
from juseok.formats.tokens.offered import CONLL
from juseok.formats.tokens.tags import OUTSIDE, is_tag, stretches, usual
from juseok.formats.tokens.texts import Joined, Marked, aligned, document_of

_OF_TAGS: Final = (".conll", ".conll03", ".bio", ".bioes", ".iob", ".iob2")
EXTENSIONS: Final = (*_OF_TAGS, ".tsv", ".txt", "_conll")
_START: Final = "-DOCSTART-"
_LOOK: Final = 40
_RIGHT: Final = 2
"""Rows that are right for each that is none, in a file that is named as one of rows."""
_SHORT: Final = 100
"""What stands behind more tokens than one is not longer."""
_FIRST: Final = "B-EJ"
_CHUNKS: Final = frozenset({_FIRST, "I-EJ"})
_BLANK_TOKENS: Final = frozenset({"_", "▁", "<SP>", "<sp>", "[SP]", "␣"})


class _Said(NamedTuple):
    """What a row says beside its token; ``inner``: a second tag, of names within names, where
    numbered lines have one."""

    tag: str
    chunk: str
    columns: int
    inner: str = OUTSIDE

    @property
    def has_columns(self) -> bool:
        """Whether it says what has no place here."""
        return self.columns > 2 and self.chunk not in _CHUNKS


@dataclass(slots=True)
class _Sentence:
    """A sentence in columns; ``lines``: numbers of the rows."""

    tokens: list[str] = field(default_factory=list[str])
    said: list[_Said] = field(default_factory=list[_Said])
    lines: list[int] = field(default_factory=list[int])

    def tags(self) -> list[str]:
        return [each.tag for each in self.said]


@dataclass(slots=True)
class _Group:
    """The sentences of one article; ``id``: of the article, where the file names one.  ``here``:
    the sentence that is being read."""

    line: int
    id: str = ""
    sentences: list[_Sentence] = field(default_factory=list[_Sentence])
    here: _Sentence | None = None


class ConllReader:
    """Reads a file, or every such file below a folder."""

    id: str = FORM
    names: Mapping[str, str] = CONLL
    extensions: tuple[str, ...] = EXTENSIONS

    def recognises(self, path: Path) -> bool:
        """Lines of tokens and tags from the first on; a folder with such a file."""
        return any_of(path, EXTENSIONS, _is_read)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The articles of ``path``, or its sentences where nothing says which are one article."""
        for file in files_of(path, report, EXTENSIONS):
            if is_marked(file):
                yield from documents_in(file, report)
            elif is_conll12(file):
                yield from parts_in(file, report)
            elif file != path and not _has_rows(file):
                report.note(Message("import.passed_over"), file=file_name(file))
            else:
                yield from _Reading(file, report).documents()


class _Reading:
    """One file."""

    def __init__(self, path: Path, report: ReportBuilder) -> None:
        self._path, self._report = path, report
        self._name = file_name(path)
        self._aside = AsideFile(path.with_name(NAME), report)
        self._comments = self._columns = self._whole = 0
        self._row = _numbered_row if _is_numbered(head_of(path)) else _row_of

    def documents(self) -> Iterator[Document]:
        for group in self._groups():
            sentences = group.sentences
            aside = self._aside.take(group.id) if group.id else None
            if aside is not None:
                places = aligned(aside.text, [each for one in sentences for each in one.tokens])
                if places is not None:
                    seen = list(_seen(sentences, places))
                    yield aside.document(seen, file=self._name, report=self._report)
                    continue
                told = Message("tokens.other_text", id=group.id[:8])
                self._report.change(told, file=self._name, line=group.line)
            if sentences:
                yield from self._foreign(group, sentences)
        self._tell()

    def _tell(self) -> None:
        for left in self._aside.rest():
            told = Message("tokens.article_gone", id=left.id[:8])
            self._report.change(told, file=left.file, line=left.line)
        for code, count in (
            ("tokens.comments", self._comments),
            ("tokens.columns", self._columns),
            ("tokens.sentences", self._whole),
        ):
            if count:
                self._report.note(Message(code, count=count), file=self._name)

    def _groups(self) -> Iterator[_Group]:
        group: _Group | None = None
        has_starts = False
        report = self._report
        for first, lines in numbered_runs(self._path, report):
            done = 0
            if group is None or group.here is None:
                found = self._at_once(first, lines)
                if found is not None:
                    group = group or _Group(first)
                    group.sentences.append(found)
                    done = len(lines) - 1
                    report.read += done
            for number, line in enumerate(lines[done:], start=first + done):
                if not line or line.isspace():
                    if group is not None and not has_starts and group.sentences:
                        self._whole += 1
                        yield group
                        group = None
                    elif group is not None:
                        group.here = None
                    continue
                report.read += 1
                row = self._row(line)
                if line.startswith(_START):
                    if group is not None:
                        yield group
                    parts = line.split()
                    has_starts, group = True, _Group(number, parts[1] if len(parts) > 1 else "")
                elif row is None:
                    self._refused(number, line)
                else:
                    # Parts of speech and the like have no place; ours say how to join the text.
                    token, said = row
                    self._columns += said.has_columns
                    group = group or _Group(number)
                    here = group.here
                    if here is None:
                        here = group.here = _Sentence()
                        group.sentences.append(here)
                    here.tokens.append(token)
                    here.said.append(said)
                    here.lines.append(number)
        if group is not None:
            self._whole += not has_starts
            yield group

    def _at_once(self, first: int, lines: Sequence[str]) -> _Sentence | None:
        """The sentence that ``lines`` are, all of them rows by blanks or all by tabs with an empty
        line behind them, as nearly all are; None: they have to be looked at each."""
        if self._row is not _row_of or len(lines) < 2 or lines[-1]:
            return None
        blank = "\t" if "\t" in lines[0] else " "
        tokens, blanks, rests = zip(*[each.partition(blank) for each in lines[:-1]], strict=True)
        written = "".join(tokens)
        if not all(blanks) or not all(tokens) or written.split() != [written] or _START in written:
            return None
        if blank == " " and any("\t" in rest for rest in set(rests)):
            return None
        apart = None if blank == " " else blank
        known = {rest: _said(rest, apart) for rest in set(rests)}
        if not all(known.values()) or max(map(len, known)) >= _SHORT:
            return None
        said = [known[rest] for rest in rests]
        numbers = list(range(first, first + len(tokens)))
        more = [rest for rest, each in known.items() if each is not None and each.has_columns]
        self._columns += sum(map(rests.count, more))
        return _Sentence(list(tokens), cast("list[_Said]", said), numbers)

    def _refused(self, number: int, line: str) -> None:
        if line.startswith("#"):
            self._comments += 1
        else:
            told = Message("tokens.row", line=line[:60])
            self._report.refuse(told, file=self._name, line=number)

    def _foreign(self, group: _Group, sentences: list[_Sentence]) -> Iterator[Document]:
        text, marked = _joined(sentences)
        try:
            yield document_of(text, marked, file=self._name)
        except TextError as error:
            self._report.refuse(error.message, file=self._name, line=group.line)


def _seen(
    sentences: Sequence[_Sentence], places: Sequence[tuple[int, int]]
) -> Iterator[Seen]:  # fmt: skip
    at = 0
    for one in sentences:
        for first, last, label in stretches(one.tags()):
            place = (label, places[at + first][0], places[at + last][1])
            yield Seen(place, one.lines[first])
        at += len(one.tokens)


def _joined(sentences: Sequence[_Sentence]) -> tuple[str, list[Marked]]:
    """The text of ``sentences``, a line each, and what is marked in it."""
    tokens = [token for one in sentences for token in one.tokens]
    has_chunks = all(said.chunk in _CHUNKS for one in sentences for said in one.said)
    are_characters = len(tokens) > 1 and all(
        len(token) == 1 or token in _BLANK_TOKENS for token in tokens
    )
    text = Joined()
    marked: list[Marked] = []
    for one in sentences:
        if text.pieces:
            text.add("\n")
        places: list[tuple[int, int]] = []
        for token, said in zip(one.tokens, one.said, strict=True):
            apart = said.chunk == _FIRST if has_chunks else not are_characters
            if places and apart:
                text.add(" ")
            is_blank = are_characters and not has_chunks and token in _BLANK_TOKENS
            places.append(text.add(" " if is_blank else token))
        for tags in (one.tags(), [said.inner for said in one.said]):
            for first, last, label in stretches(tags):
                place = (places[first][0], places[last][1])
                marked.append(Marked(label, (place,), one.lines[first]))
    return text.text, marked


def _row_of(line: str) -> tuple[str, _Said] | None:
    """Token and tag of ``line``, by tabs or else by blanks; None: it has none."""
    blank = "\t" if "\t" in line else " " if line[0] == " " else None
    token, *rest = line.split(blank, 1)
    if not rest:
        return None
    is_short = len(rest[0]) < _SHORT
    said = _said(rest[0], blank) if is_short else _said_in(rest[0].split(blank))
    return None if said is None else (_shown(token), said)


def _shown(token: str) -> str:
    return token if token and not token.isspace() else " "


@lru_cache(maxsize=1024)
def _said(rest: str, blank: str | None) -> _Said | None:
    """What stands behind a token, which is the same for many."""
    return _said_in(rest.split(blank))


def _said_in(columns: Sequence[str]) -> _Said | None:
    """What the columns behind a token say."""
    tag = columns[-1] if columns else ""
    if not is_tag(tag):
        tag = tag.strip()
    if not is_tag(tag):
        return None
    count = len(columns) + 1
    return _Said(tag, columns[1] if count == 4 else "", count)


def _is_numbered(lines: Sequence[str]) -> bool:
    """Whether the tokens of the first sentence of ``lines`` are numbered from 1, before the
    token."""
    numbers: list[str] = []
    for line in lines:
        columns = line.split("\t")
        if len(columns) > 2 and columns[0].isdecimal():
            numbers.append(columns[0])
        elif numbers or not line.startswith("#"):
            break
    return len(numbers) > 1 and numbers == [str(n + 1) for n in range(len(numbers))]


def _numbered_row(line: str) -> tuple[str, _Said] | None:
    """The row of a token behind its number; there tags may have their letter last, or be a dash."""
    columns = line.split("\t")
    tags = [usual(each.strip()) for each in columns[2:]]
    if not tags or not columns[0].isdecimal() or not is_tag(tags[-1]):
        return None
    has_inner = len(tags) > 1 and is_tag(tags[-2])
    tag, inner = (tags[-2], tags[-1]) if has_inner else (tags[-1], OUTSIDE)
    count = len(columns) - 1 - has_inner
    return columns[1].strip() or " ", _Said(tag, "", count, inner)


def _is_read(path: Path) -> bool:
    return _has_rows(path) or is_marked(path) or is_conll12(path)


def _has_rows(path: Path) -> bool:
    """Whether the first lines of ``path`` are rows of tokens with tags; where its name says so too,
    fewer than one in three may be none, and are told."""
    seen = wrong = 0
    lines = head_of(path)
    row_of = _numbered_row if _is_numbered(lines) else _row_of
    if next((each for each in lines if each.strip()), "").startswith("## "):
        return False  # of KLUE
    for line in lines[:_LOOK]:
        if not line.strip() or line.startswith((_START, "# ")):
            continue
        if row_of(line) is not None:
            seen += 1
        elif not line.startswith("#"):
            wrong += 1
    if path.suffix.lower() in _OF_TAGS:
        return seen > wrong * _RIGHT
    return not wrong and seen > 1

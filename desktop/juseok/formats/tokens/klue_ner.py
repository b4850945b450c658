"""KLUE-NER: a character a line with its tag, and above each sentence the sentence with its
entities in angle brackets.

``## id<TAB><한빛전자:OG>는 …``, then ``한<TAB>B-OG``; blanks are characters, too.  Labels are PS,
LC, OG, DT, TI and QT (https://klue-benchmark.com, KLUE-NER 1.1).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Mention
from juseok.core.text import normalise
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import About, Document, Support
from juseok.formats.parted import PartedWriter
from juseok.formats.raw.items import file_name
from juseok.formats.tally import counted
from juseok.formats.tokens.aside import NAME, Place, aside_line
from juseok.formats.tokens.aside_file import AsideFile
from juseok.formats.tokens.labels import Labels
from juseok.formats.tokens.lines import any_of, files_of, head_of, numbered_runs
from juseok.formats.tokens.offered import BIO, KLUE_NER
from juseok.formats.tokens.output import Output, Tokenised, support_of
from juseok.formats.tokens.pieces import Mark, Piece, article_of, left_over
from juseok.formats.tokens.tags import Stretch, is_tag, stretches, tagged
from juseok.formats.tokens.units import sentences_of, whole_mentions

FORM: Final = "klue-ner"
FILE: Final = "klue-ner.tsv"
CORPUS: Final = "klue"
_HEAD: Final = "## "
_EXTENSIONS: Final = (".tsv", ".txt")
_OWN: Final = re.compile(r"juseok_(\S+)_\d+")


@dataclass(frozen=True, slots=True)
class Cut:
    """A sentence ``[start, end)`` of an article, with the mentions that are labelled in it."""

    start: int
    end: int
    marks: tuple[tuple[Mention, str], ...]


def cut(document: Document, labels: Labels) -> tuple[list[Cut], dict[str, Place], int]:
    """``document`` sentence by sentence, what each labelled mention is called where, and how many
    have no label in this corpus; of those that overlap, the first and longest is labelled."""
    whole = whole_mentions(document)
    named = [(each, label) for each in whole if (label := labels.of(each))]
    found: list[Cut] = []
    places: dict[str, Place] = {}
    at = 0
    for start, end in sentences_of(document, [each for each, _ in named]):
        marks: list[tuple[Mention, str]] = []
        last = start
        while at < len(named) and named[at][0].spans[0].start < end:
            mention, label = named[at]
            span, at = mention.spans[0], at + 1
            if span.start >= last and span.end <= end:
                marks.append((mention, label))
                places[mention.id] = (label, span.start, span.end)
                last = span.end
        found.append(Cut(start, end, tuple(marks)))
    nameless = sum(not labels.of(each) for each in document.annotations.mentions)
    return found, places, nameless


class KlueNerWriter(PartedWriter[Tokenised]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = KLUE_NER
    extensions: tuple[str, ...] = (".tsv",)
    is_folder: bool = True
    support: Support = support_of()

    def maker(self, about: About) -> Callable[[Document], Tokenised]:
        return partial(_made, labels=Labels(about.scheme, CORPUS))

    def put(self, made: Iterable[Tokenised], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        with Output(self.id, path, about=about, support=self.support, family=CORPUS) as out:
            file = out.file(FILE)
            for each in made:
                out.put(file, each)
        return out.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        cuts, _, _ = cut(document, Labels(about.scheme, CORPUS))
        return "".join(_lines(document, cuts)).split("\n")


def _made(document: Document, labels: Labels) -> Tokenised:
    """What is written of ``document``; raises ``SpanError`` where a span does not prove."""
    cuts, places, nameless = cut(document, labels)
    told = {
        "tokens.no_label": nameless,
        "tokens.aside": len(document.annotations.mentions) - len(places),
    }
    data = "".join(_lines(document, cuts)).encode()
    return Tokenised(data, aside_line(document, places), counted(document), told)


def _lines(document: Document, cuts: Iterable[Cut]) -> Iterator[str]:
    text = document.article.text
    for number, each in enumerate(cuts):
        pieces: list[str] = []
        done = each.start
        taken: list[Stretch] = []
        for mention, label in each.marks:
            span = mention.spans[0]
            pieces.append(f"{text[done : span.start]}<{span.quote}:{label}>")
            taken.append(Stretch(span.start - each.start, span.end - 1 - each.start, label))
            done = span.end
        pieces.append(text[done : each.end])
        yield f"{_HEAD}juseok_{document.article.id}_{number}\t{''.join(pieces)}\n"
        tags = tagged(each.end - each.start, taken, BIO)
        for char, tag in zip(text[each.start : each.end], tags, strict=True):
            yield f"{char}\t{tag}\n"
        yield "\n"


class KlueNerReader:
    """Reads a file, or every such file below a folder."""

    id: str = FORM
    names: Mapping[str, str] = KLUE_NER
    extensions: tuple[str, ...] = _EXTENSIONS

    def recognises(self, path: Path) -> bool:
        """A header and a character with a tag below it; a folder with such a file."""
        return any_of(path, _EXTENSIONS, _is_klue)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """Our own articles, and of other files each sentence as an article."""
        for file in files_of(path, report, _EXTENSIONS):
            if file != path and not _is_klue(file):
                report.note(Message("import.passed_over"), file=file_name(file))
                continue
            yield from _read(file, report)


@dataclass(slots=True)
class _Sentence:
    line: int
    id: str = ""
    head: str = ""
    chars: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])
    lines: list[int] = field(default_factory=list[int])
    marked: list[Stretch] = field(default_factory=list[Stretch])
    """What the tags mark, once all are there."""

    @property
    def article(self) -> str:
        found = _OWN.fullmatch(self.id)
        return found[1] if found is not None else ""

    def piece(self, name: str, report: ReportBuilder) -> Piece:
        """The sentence, normalised; its marks in offsets of that.

        A mark on signs that are composed into the one before them (a final consonant in a row of
        its own) marks nothing that is left, and is refused.
        """
        raw = "".join(self.chars)
        normal = normalise(raw)
        is_same = normal.text == raw and len(raw) == len(self.chars)
        marks: list[Mark] = []
        for first, last, label in self.marked:
            line = self.lines[first]
            if is_same:
                marks.append(Mark(label, first, last + 1, line))
                continue
            start = len(normalise("".join(self.chars[:first])).text)
            end = len(normalise("".join(self.chars[: last + 1])).text)
            if start < end:
                marks.append(Mark(label, start, end, line))
            else:
                quote = "".join(self.chars[first : last + 1])
                told = Message("tokens.composed", quote=quote, label=label)
                report.refuse(told, file=name, line=line)
        return Piece(normal.text, tuple(marks))


def _read(path: Path, report: ReportBuilder) -> Iterator[Document]:
    name = file_name(path)
    aside = AsideFile(path.with_name(NAME), report)
    article, line, pieces = "", 0, list[Piece]()
    for each in _sentences(path, report):
        own = each.article
        if pieces and (not article or own != article):
            yield from article_of(article, pieces, aside, file=name, line=line, report=report)
            pieces = []
        if not pieces:
            article, line = own, each.line
        pieces.append(each.piece(name, report))
    if pieces:
        yield from article_of(article, pieces, aside, file=name, line=line, report=report)
    left_over(aside, report)


def _sentences(path: Path, report: ReportBuilder) -> Iterator[_Sentence]:
    name = file_name(path)
    here: _Sentence | None = None
    for first, lines in numbered_runs(path, report):
        whole = _whole(first, lines) if here is None else None
        if whole is not None:
            report.read += len(lines) - 1
            yield _checked(whole, name, report)
            continue
        for number, line in enumerate(lines, start=first):
            if not line:
                if here is not None and here.chars:
                    yield _checked(here, name, report)
                    here = None
                continue
            report.read += 1
            char, tab, tag = line.rpartition("\t")
            if line.startswith(_HEAD):
                if here is not None and here.chars:
                    yield _checked(here, name, report)
                here = _head(number, line)
            elif tab and char and is_tag(tag.strip()):
                here = here or _Sentence(number)
                here.chars.append(char)
                here.tags.append(tag.strip())
                here.lines.append(number)
            elif not line.startswith("##"):
                report.refuse(Message("tokens.row", line=line[:60]), file=name, line=number)
    if here is not None and here.chars:
        yield _checked(here, name, report)


def _head(number: int, line: str) -> _Sentence:
    id_, _, head = line.removeprefix(_HEAD).partition("\t")
    return _Sentence(number, id_, head)


def _whole(first: int, lines: Sequence[str]) -> _Sentence | None:
    """The sentence that ``lines`` are, with its head before and an empty line behind it, as nearly
    all have; None: they have to be looked at each."""
    if len(lines) < 3 or lines[-1] or not lines[0].startswith(_HEAD):
        return None
    here = _head(first, lines[0])
    chars, _, tags = zip(*[line.rpartition("\t") for line in lines[1:-1]], strict=True)
    if not all(chars) or "#" in "".join(chars):
        return None
    if not all(is_tag(tag) and tag == tag.strip() for tag in set(tags)):
        return None
    here.chars, here.tags = list(chars), list(tags)
    here.lines = list(range(first + 1, first + len(lines) - 1))
    return here


def _checked(sentence: _Sentence, name: str, report: ReportBuilder) -> _Sentence:
    """The lines count, where the sentence above them says something else."""
    wanted, done = "", 0
    sentence.marked = stretches(sentence.tags)
    for first, last, label in sentence.marked:
        inside = "".join(sentence.chars[first : last + 1])
        wanted += f"{''.join(sentence.chars[done:first])}<{inside}:{label}>"
        done = last + 1
    wanted += "".join(sentence.chars[done:])
    plain = "".join(sentence.chars)  # as sets made of KLUE have it, without names
    if sentence.head not in ("", wanted, plain):
        told = Message("tokens.head", text=sentence.head[:60])
        report.change(told, file=name, line=sentence.line)
    return sentence


def _is_klue(path: Path) -> bool:
    """A line that begins with ``##``, and soon a character with a tag."""
    lines = [line for line in head_of(path) if line]
    if not lines or not lines[0].startswith("##"):
        return False
    rows = [line.rpartition("\t") for line in lines if not line.startswith("##")]
    return bool(rows) and all(len(char) == 1 and is_tag(tag) for char, _, tag in rows)

"""Named entities of the NIKL corpora (모두의 말뭉치), and articles: JSON with a byte order mark.

``document`` → ``sentence`` (``form``) → ``word`` and ``NE`` (``form``, ``label``, ``begin``,
``end``); offsets are code points of the sentence's form, half-open.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from juseok.core.messages import Message
from juseok.core.model import Metadata, PublishedAt
from juseok.formats.base import Report, ReportBuilder, may_be_json
from juseok.formats.document import About, Document, Support
from juseok.formats.json_tools.reading import Notes, objects, texts
from juseok.formats.parted import PartedWriter
from juseok.formats.patches import with_details
from juseok.formats.raw.items import file_name
from juseok.formats.tally import counted
from juseok.formats.tokens.aside import NAME, aside_line
from juseok.formats.tokens.aside_file import AsideFile
from juseok.formats.tokens.json_stream import begins_with, items
from juseok.formats.tokens.klue_ner import Cut, cut
from juseok.formats.tokens.labels import Labels
from juseok.formats.tokens.lines import any_of, files_of
from juseok.formats.tokens.nikl_plain import PLAIN, PlainDocument
from juseok.formats.tokens.offered import NIKL
from juseok.formats.tokens.output import Output, Tokenised, support_of
from juseok.formats.tokens.pieces import Mark, Piece, SentenceProof, article_of, left_over
from juseok.formats.tokens.units import eojeols

FORM: Final = "nikl"
FILE: Final = "nikl-ne.json"
CORPUS: Final = "nikl"
_CORPUS: Final = "corpus."
_BOM: Final = b"\xef\xbb\xbf"
_WANTED: Final = frozenset({"id"})
_SENTENCES: Final = ("sentence", "utterance", "paragraph")
"""What sentences are called; ``utterance`` in dialogues.  Corpora without annotations, as that of
newspapers, have a ``paragraph`` in the place of each."""
_OWN: Final = "juseok."
_OF_CORPORA: Final = frozenset({"id", "metadata", "document"})
_OURS: Final = frozenset({"title", "creator", "year", "annotation_level"})
"""What is said of a corpus of ours, which is the project."""
_OF_DOCUMENTS: Final = frozenset({"id", "metadata", *_SENTENCES})
_OF_WORDS: Final = frozenset({"id", "form", "begin", "end"})
_OF_SENTENCES: Final = frozenset({"id", "form", "word", "NE"})
"""Words are eojeols, which the text has by itself."""
_OF_ENTITIES: Final = frozenset({"id", "form", "label", "begin", "end"})


class NiklWriter(PartedWriter[Tokenised]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = NIKL
    extensions: tuple[str, ...] = (".json",)
    is_folder: bool = True
    support: Support = support_of()

    def maker(self, about: About) -> Callable[[Document], Tokenised]:
        return partial(_made, labels=Labels(about.scheme, CORPUS))

    def put(self, made: Iterable[Tokenised], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        head: dict[str, Any] = {
            "id": f"{_OWN}{about.project_id}" if about.project_id else _OWN + "export",
            "metadata": {
                "title": about.project,
                "creator": about.program,
                "year": about.date[:4],
                "annotation_level": ["개체명"],
            },
        }
        with Output(self.id, path, about=about, support=self.support) as out:
            file = out.file(FILE)
            file.add(_BOM + msgspec.json.encode(head)[:-1] + b',"document":[')
            between = b"\n"
            for each in made:
                file.add(between)
                between = b",\n"
                out.put(file, each)
            file.add(b"\n]}\n")
        return out.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        cuts, _, _ = cut(document, Labels(about.scheme, CORPUS))
        data = msgspec.json.format(msgspec.json.encode(_document(document, cuts)), indent=1)
        return data.decode().split("\n")


def _made(document: Document, labels: Labels) -> Tokenised:
    """What is written of ``document``; raises ``SpanError`` where a span does not prove."""
    cuts, places, nameless = cut(document, labels)
    told = {
        "tokens.no_label": nameless,
        "tokens.aside": len(document.annotations.mentions) - len(places),
    }
    data = msgspec.json.encode(_document(document, cuts))
    return Tokenised(data, aside_line(document, places), counted(document), told)


def _document(document: Document, cuts: Iterable[Cut]) -> dict[str, Any]:
    article = document.article
    metadata = article.metadata
    return {
        "id": _OWN + article.id,
        "metadata": {
            "title": metadata.title,
            "author": ", ".join(metadata.bylines),
            "publisher": metadata.publisher,
            "date": (metadata.published.iso or metadata.published.raw)[:10].replace("-", ""),
            "topic": metadata.section,
            "url": metadata.url,
        },
        "sentence": [
            _sentence(article.text, each, f"{_OWN}{article.id}.{number}")
            for number, each in enumerate(cuts, start=1)
        ],
    }


def _sentence(text: str, cut_: Cut, id_: str) -> dict[str, Any]:
    at = cut_.start
    words = eojeols(text, cut_.start, cut_.end)
    return {
        "id": id_,
        "form": text[at : cut_.end],
        "word": [
            {"id": number, "form": text[start:end], "begin": start - at, "end": end - at}
            for number, start, end in zip(count(1), words.starts, words.ends)
        ],
        "NE": [
            {
                "id": number,
                "form": mention.spans[0].quote,
                "label": label,
                "begin": mention.spans[0].start - at,
                "end": mention.spans[0].end - at,
            }
            for number, (mention, label) in enumerate(cut_.marks, start=1)
        ],
    }


class NiklReader:
    """Reads a file, or every such file below a folder."""

    id: str = FORM
    names: Mapping[str, str] = NIKL
    extensions: tuple[str, ...] = (".json",)

    def recognises(self, path: Path) -> bool:
        """An object with documents of sentences; a folder with such a file."""
        is_json = path.is_dir() or may_be_json(path, (".json",))
        return is_json and any_of(path, self.extensions, _is_nikl)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path``, one article each."""
        for file in files_of(path, report, self.extensions):
            if file != path and not _is_nikl(file):
                report.note(Message("import.passed_over"), file=file_name(file))
                continue
            yield from _read(file, report)


def _is_nikl(path: Path) -> bool:
    return any(
        begins_with(path, "document", wanted=_WANTED | {name}) for name in _SENTENCES
    )  # fmt: skip


def _read(path: Path, report: ReportBuilder) -> Iterator[Document]:
    name = file_name(path)
    aside, notes = AsideFile(path.with_name(NAME), report), Notes(name, report)
    others: dict[str, Any] = {}
    for line, item in items(path, "document", report=report, others=others, plain=PLAIN):
        pieces: list[Piece] = []
        match item:
            case PlainDocument(id=id_):
                pieces = item.pieces(line, notes)
                fields: Mapping[str, object] = {"metadata": item.metadata}
            case (
                {"id": str(id_), "sentence": list(rows)}
                | {"id": str(id_), "utterance": list(rows)}
                | {"id": str(id_), "paragraph": list(rows)}
            ):
                found = (_piece(row, line, notes) for row in cast("list[object]", rows))
                pieces = [each for each in found if each is not None]
                fields = cast("Mapping[str, object]", item)
            case _:
                report.read += 1
                report.refuse(Message("tokens.record"), file=name, line=line)
                continue
        if not pieces:
            report.read += 1
            report.refuse(Message("tokens.record"), file=name, line=line)
            continue
        notes.passed(sorted(f"document.{each}" for each in fields.keys() - _OF_DOCUMENTS))
        metadata = _metadata(fields.get("metadata"), notes)
        own = id_.removeprefix(_OWN) if id_.startswith(_OWN) else ""
        if not own:
            metadata = with_details(metadata, Metadata(extra=_of_corpus(others)))
        yield from article_of(
            own, pieces, aside, file=name, line=line, report=report, name=id_,
            metadata=metadata,
        )  # fmt: skip
    left_over(aside, report)
    notes.passed(sorted(others.keys() - _OF_CORPORA))
    about = others.get("metadata")
    if isinstance(about, dict):
        said = {name for name, each in cast("dict[str, object]", about).items() if each}
        is_ours = str(others.get("id", "")).startswith(_OWN)
        read = _OURS if is_ours else {name.removeprefix(_CORPUS) for name in _of_corpus(others)}
        notes.passed(sorted(f"{_CORPUS}{name}" for name in said - read))
    notes.tell()


def _of_corpus(others: Mapping[str, object]) -> dict[str, str]:
    """What is said of the corpus, as details of each of its articles."""
    about = others.get("metadata")
    fields = cast("Mapping[str, object]", about) if isinstance(about, dict) else {}
    said = {name: ", ".join(texts(each)) for name, each in fields.items()}
    return {f"{_CORPUS}{name}": each for name, each in said.items() if each}


def _metadata(given: object, notes: Notes) -> Metadata:
    """What a document says of the article that it is."""
    fields = cast("Mapping[str, object]", given) if isinstance(given, dict) else {}
    said = {name: ", ".join(words) for name, each in fields.items() if (words := texts(each))}
    others = {name: each for name, each in fields.items() if each and name not in said}
    notes.passed(sorted(f"metadata.{name}" for name in others))
    author = said.pop("author", "")
    return Metadata(
        title=said.pop("title", ""), bylines=(author,) if author else (),
        publisher=said.pop("publisher", ""), published=_published(said.pop("date", "")),
        section=said.pop("topic", ""), url=said.pop("url", ""), extra=said,
    )  # fmt: skip


def _published(raw: str) -> PublishedAt:
    """``20180101`` as a day; anything else as it is printed."""
    try:
        return PublishedAt(raw, date.fromisoformat(raw).isoformat(), "day")
    except ValueError:
        return PublishedAt(raw)


def _piece(row: object, line: int, notes: Notes) -> Piece | None:
    report = notes.report
    report.read += 1
    match row:
        case {"form": str(form)} if form.strip():
            fields = cast("Mapping[str, object]", row)
            given = fields.get("NE")
            given = [] if given is None else given
            notes.passed(sorted(fields.keys() - _OF_SENTENCES))
            words = objects(fields.get("word"))
            if not _OF_WORDS.issuperset(chain.from_iterable(words)):
                for word in words:
                    notes.passed(sorted(f"word.{each}" for each in word.keys() - _OF_WORDS))
        case {"form": str()}:
            return None  # a blank sentence says nothing
        case _:
            notes.refuse(line, "tokens.record")
            return None
    entities = cast("list[Any]", given) if isinstance(given, list) else [given]
    strange = not _OF_ENTITIES.issuperset(chain.from_iterable(objects(entities)))
    proof = SentenceProof(form, file=notes.file, report=report)
    marks: list[Mark] = []
    for entity in entities:
        report.read += 1
        match entity:
            case {
                "form": str(quote),
                "label": str(label),
                "begin": int(begin),
                "end": int(end),
            } if label:
                mark = proof.mark(label, begin, end, quote=quote, line=line)
                if mark is not None:
                    marks.append(mark)
                    if strange:
                        told = cast("Mapping[str, object]", entity)
                        notes.passed(sorted(f"NE.{each}" for each in told.keys() - _OF_ENTITIES))
            case _:
                notes.refuse(line, "tokens.record")
    return Piece(proof.text, tuple(marks))

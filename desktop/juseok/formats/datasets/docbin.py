"""spaCy: files of ``DocBin``, a token for each character, so that every span fits.

Entities that do not overlap are in ``doc.ents``, all of them in ``doc.spans["mentions"]``, the
parts of claims in groups of their own; ``doc.user_data["juseok"]`` holds the whole row as JSON.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from juseok.core.errors import FormatError
from juseok.core.sentences import sentences
from juseok.formats.base import Report
from juseok.formats.datasets.offered import SPACY
from juseok.formats.datasets.records import row_of
from juseok.formats.document import (
    ROLES,
    About,
    Document,
    Feature,
    Support,
    Way,
    role,
)
from juseok.formats.folder import MANIFEST, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.options import settled
from juseok.formats.tally import Tally

FORM: Final = "spacy"
KEY: Final = "juseok"
MENTIONS: Final = "mentions"
_HELD: Final = frozenset({Feature.OVERLAP, Feature.LINES, Feature.SENTENCES, Feature.ENTITY_LINKS})
_SUPPORT: Final[Support] = {each: Way.HELD if each in _HELD else Way.MAPPED for each in Feature} | {
    Feature.REJECTIONS: Way.REPORTED
}
_A_FILE: Final = 100
"""Articles of one file: a DocBin is held whole, written and read."""


class SpacyWriter:
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = SPACY
    extensions: tuple[str, ...] = (".spacy",)
    is_folder: bool = True
    support: Support = _SUPPORT

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``, ``FormatError`` where spaCy is not
        installed, and ``SpanError`` where a span does not prove."""
        settled((), about.options, form=self.id)
        library = _library()
        tally = Tally(self.support, form=self.id, returns=False)
        manifest = Manifest(self.id, about)
        path.mkdir()
        vocabulary = library.vocab.Vocab()
        for number, some in enumerate(_batches(documents), start=1):
            found = library.tokens.DocBin(store_user_data=True)
            for document in some:
                found.add(doc_of(document, vocabulary))
                tally.add(document)
            name, data = f"articles-{number:04}.spacy", found.to_bytes()
            write_bytes(path / name, data)
            manifest.add(name, data)
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """Its spans, a line each; the file itself is not to be read by people."""
        found = document.annotations
        rows = [
            f"{MENTIONS}\t{span.start}\t{span.end}\t{mention.type}\t{span.quote}"
            for mention in found.mentions
            for span in mention.spans
        ]
        return [row.replace("\n", " ") for row in rows]


def doc_of(document: Document, vocabulary: Any) -> Any:
    """``document`` as a ``Doc`` of one token a character."""
    tokens = _library().tokens
    text = document.article.text
    row = msgspec.json.encode(row_of(document)).decode()
    begins = [False] * len(text)
    for start, _ in sentences(text, edits=document.article.sentencing):
        begins[start] = True
    begins[0] = True
    doc: Any = tokens.Doc(
        vocabulary, words=list(text), spaces=[False] * len(text), sent_starts=begins,
        user_data={KEY: row},
    )  # fmt: skip
    groups = {name: list(spans) for name, spans in _groups(document, doc, tokens.Span).items()}
    for name, spans in groups.items():
        doc.spans[name] = spans
    doc.ents = _apart(groups[MENTIONS])
    return doc


def _groups(document: Document, doc: Any, span_type: Any) -> dict[str, list[Any]]:
    """Spans by group; a span's id is that of its record, its knowledge base id the entity's."""
    found = document.annotations
    groups: dict[str, list[Any]] = {MENTIONS: []}
    for mention in found.mentions:
        for span in mention.spans:
            groups[MENTIONS].append(
                span_type(
                    doc, span.start, span.end, mention.type,
                    kb_id=mention.entity, span_id=mention.id,
                )
            )  # fmt: skip
    for claim in found.claims:
        parts = {"content": claim.content, "cue": claim.cue}
        for name in ROLES:
            parts[name] = tuple(ref.span for ref in role(claim, name) if ref.span is not None)
        for name, spans in parts.items():
            for span in spans:
                made = span_type(doc, span.start, span.end, name, span_id=claim.id)
                groups.setdefault(f"claim.{name}", []).append(made)
    return groups


def _apart(spans: Iterable[Any]) -> list[Any]:
    """Those of ``spans`` that do not overlap: the first, and of those the longest."""
    found: list[Any] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


class _Library:
    """The two modules of spaCy that are needed; by name, for they are seldom installed."""

    def __init__(self) -> None:
        self.tokens: Any = import_module("spacy.tokens")
        self.vocab: Any = import_module("spacy.vocab")


def _library() -> _Library:
    try:
        return _Library()
    except ImportError as error:
        raise FormatError("format.extra", extra="juseok[spacy]") from error


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Some at a time; one that is empty where there are none."""
    rest = iter(documents)
    yield list(islice(rest, _A_FILE))
    while some := list(islice(rest, _A_FILE)):
        yield some

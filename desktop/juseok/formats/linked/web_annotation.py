"""W3C Web Annotation as JSON-LD: a folder with the text and a collection for each article.

https://www.w3.org/TR/annotation-model/.  Positions are code points, half-open, as its text demands;
the words with what stands around them are beside every position.  What the model has no place for
stands in one JSON literal of the collection.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from juseok.core.resources import read_text
from juseok.core.spans import Span
from juseok.formats.base import Report
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.folder import MANIFEST, safe_name, write_bytes
from juseok.formats.json_tools.page import OWN, Edge, Holds, Mark, page_of
from juseok.formats.json_tools.writing import json_line, supporting
from juseok.formats.manifest import Manifest
from juseok.formats.tally import Tally

FORM: Final = "web-annotation"
NAMES: Final[Mapping[str, str]] = {
    "ko": "W3C 웹 주석 (JSON-LD)",
    "en": "W3C Web Annotation (JSON-LD)",
}
ANNO: Final = "http://www.w3.org/ns/anno.jsonld"
CONTEXT: Final[list[Any]] = [
    ANNO, {"@version": 1.1, OWN: {"@id": "urn:juseok:term:own", "@type": "@json"}}
]  # fmt: skip
CONTEXT_FILE: Final = "context.json"
SUFFIX: Final = ".jsonld"
_HOLDS: Final = Holds(ids=True, pieces=True, notes=True, entities=True)
_HELD: Final = frozenset(
    {Feature.DISCONTINUOUS, Feature.LINES, Feature.OVERLAP, Feature.ENTITY_LINKS,
     Feature.RELATIONSHIPS, Feature.NOTES}
)  # fmt: skip
_AROUND: Final = 24
_ENTITY: Final = "urn:juseok:entity:"
_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_SAFE: Final = frozenset("-._~:/?#[]@!$&'()*+,;=%")


class WebAnnotationWriter:
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (SUFFIX,)
    is_folder: bool = True
    support: Support = supporting(_HELD)

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        path.mkdir()
        manifest, tally = Manifest(self.id, about), Tally(self.support, form=self.id)
        taken = {Path(MANIFEST).stem, Path(CONTEXT_FILE).stem}

        def put(name: str, text: str) -> None:
            data = text.encode()
            write_bytes(path / name, data)
            manifest.add(name, data)

        for document in documents:
            name = _file_name(document, taken)
            taken.add(name.casefold())
            put(f"{name}.txt", document.article.text)
            put(f"{name}{SUFFIX}", "".join(f"{line}\n" for line in _lines(document, name)))
            tally.add(document)
        put(CONTEXT_FILE, read_text("contexts/anno.jsonld"))
        data = tally.manifest(manifest)
        write_bytes(path / MANIFEST, data)
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The collection of ``document``."""
        return _lines(document, _file_name(document, set()))


def entity_iri(key: str) -> str:
    """What an annotation names the entity ``key`` (``db:id``) by.

    >>> entity_iri("Wikidata:Q42"), entity_iri("Juseok:가")
    ('http://www.wikidata.org/entity/Q42', 'urn:juseok:entity:Juseok%3A%EA%B0%80')
    """
    db, _, ref = key.partition(":")
    if db == "Wikidata" and ref.isalnum() and ref.isascii():
        return f"{_WIKIDATA}{ref}"
    own = (_ENTITY, _WIKIDATA, "https://www.wikidata.org/", "http://www.wikidata.org/")
    is_plain = all((char.isascii() and char.isalnum()) or char in _SAFE for char in key)
    if is_plain and key.startswith(("http://", "https://")) and not key.startswith(own):
        return key
    return f"{_ENTITY}{quote(key, safe='')}"


def entity_key(iri: str) -> str:
    """The other way of :func:`entity_iri`; pages of Wikidata are its entities, too."""
    for prefix in (_WIKIDATA, "https://www.wikidata.org/wiki/", "http://www.wikidata.org/wiki/",
                   "https://www.wikidata.org/entity/"):  # fmt: skip
        if iri.startswith(prefix) and iri[len(prefix) :].isalnum():
            return f"Wikidata:{iri[len(prefix) :]}"
    return unquote(iri[len(_ENTITY) :]) if iri.startswith(_ENTITY) else iri


def _lines(document: Document, name: str) -> list[str]:
    """The collection of one article, an annotation a line."""
    page = page_of(document, _HOLDS)
    source, text = f"{quote(name, safe='')}.txt", document.article.text
    items = [_mark(mark, source, text) for mark in page.marks]
    items += [_edge(edge, n) for n, edge in enumerate(page.edges, start=1)]
    head: dict[str, Any] = {
        "@context": CONTEXT, "id": "#collection", "type": "AnnotationCollection"
    }  # fmt: skip
    if title := document.article.metadata.title:
        head["label"] = title
    if document.annotator:
        head["creator"] = {"type": "Person", "name": document.annotator}
    head |= {"total": len(items), OWN: page.own}
    start: dict[str, Any] = {"id": "#page", "type": "AnnotationPage", "startIndex": 0}
    rows = [json_line(item) for item in items]
    return [
        f"{json_line(head)[:-1]},",
        f'"first":{json_line(start)[:-1]},"items":[',
        *(f"{row}," for row in rows[:-1]),
        *rows[-1:],
        "]}}",
    ]


def _mark(mark: Mark, source: str, text: str) -> dict[str, Any]:
    body: list[dict[str, str]] = [_said("tagging", mark.type)]
    if mark.entity:
        iri = entity_iri(mark.entity)
        body.append({"type": "SpecificResource", "purpose": "identifying", "source": iri})
    if mark.note:
        body.append(_said("commenting", mark.note))
    targets = [_target(span, source, text) for span in mark.spans]
    return {
        "id": f"#{mark.id}", "type": "Annotation", "motivation": "tagging", "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
    }  # fmt: skip


def _target(span: Span, source: str, text: str) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {"type": "TextQuoteSelector", "exact": span.quote,
             "prefix": text[max(0, span.start - _AROUND) : span.start],
             "suffix": text[span.end : span.end + _AROUND]},
        ],
    }  # fmt: skip


def _edge(edge: Edge, number: int) -> dict[str, Any]:
    tail = {"type": "SpecificResource", "purpose": "linking", "source": f"#{edge.tail}"}
    return {
        "id": f"#R{number}", "type": "Annotation", "motivation": "linking",
        "body": [_said("tagging", edge.type), tail], "target": f"#{edge.head}",
    }  # fmt: skip


def _said(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _file_name(document: Document, taken: set[str]) -> str:
    title = document.name or document.article.metadata.title
    return safe_name(title, document.article.id, taken=taken)

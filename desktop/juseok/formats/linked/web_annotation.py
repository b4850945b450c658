"""W3C Web Annotation as JSON-LD: a folder with the text and a collection for each article.

https://www.w3.org/TR/annotation-model/.  Positions are code points, half-open, as its text demands;
the words with what stands around them are beside every position.  What the model has no place for
stands in one JSON literal of the collection.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote

from juseok.core.resources import read_text
from juseok.core.spans import Span
from juseok.formats.base import Report
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.folder import MANIFEST, NewNames, Titled, title_of, write_bytes
from juseok.formats.json_tools.page import OWN, Edge, Holds, Mark, Page, page_of
from juseok.formats.json_tools.writing import json_line, supporting
from juseok.formats.manifest import Manifest
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

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


class Collected(NamedTuple):
    """What came of one document; ``source`` stands in its collection, and nowhere else in it, for
    the address of its text."""

    titled: Titled
    text: bytes
    collection: bytes
    source: str
    counted: Counted


class WebAnnotationWriter(PartedWriter[Collected]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (SUFFIX,)
    is_folder: bool = True
    support: Support = supporting(_HELD)

    def maker(self, about: About) -> Callable[[Document], Collected]:
        del about
        return _collected

    def put(self, made: Iterable[Collected], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        path.mkdir()
        manifest, tally = Manifest(self.id, about), Tally(self.support, form=self.id)
        names = NewNames(Path(MANIFEST).stem, Path(CONTEXT_FILE).stem)

        def put(name: str, data: bytes) -> None:
            write_bytes(path / name, data)
            manifest.add(name, data)

        for each in made:
            name = names.of(each.titled)
            put(f"{name}.txt", each.text)
            address = _address(name).encode()
            put(f"{name}{SUFFIX}", each.collection.replace(each.source.encode(), address))
            tally.count(each.counted)
        put(CONTEXT_FILE, read_text("contexts/anno.jsonld").encode())
        data = tally.manifest(manifest)
        write_bytes(path / MANIFEST, data)
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The collection of ``document``."""
        page = page_of(document, _HOLDS)
        return _lines(document, page, _address(NewNames().of(title_of(document))))


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


@lru_cache(maxsize=4096)
def entity_key(iri: str) -> str:
    """The other way of :func:`entity_iri`; pages of Wikidata are its entities, too."""
    for prefix in (_WIKIDATA, "https://www.wikidata.org/wiki/", "http://www.wikidata.org/wiki/",
                   "https://www.wikidata.org/entity/"):  # fmt: skip
        if iri.startswith(prefix) and iri[len(prefix) :].isalnum():
            return f"Wikidata:{iri[len(prefix) :]}"
    return unquote(iri[len(_ENTITY) :]) if iri.startswith(_ENTITY) else iri


def _collected(document: Document) -> Collected:
    """The files of ``document``; raises ``SpanError`` where a span does not prove."""
    page = page_of(document, _HOLDS)
    targets = sum([len(mark.spans) for mark in page.marks])
    source = f"text-{document.article.id}"
    while (collection := _whole(document, page, source)).count(source) != targets:
        source += "-"  # somebody's own words were the same
    text = document.article.text.encode()
    return Collected(title_of(document), text, collection.encode(), source, counted(document))


def _whole(document: Document, page: Page, source: str) -> str:
    return "".join([f"{line}\n" for line in _lines(document, page, source)])


def _address(name: str) -> str:
    """Where the text is, from its collection."""
    return f"{quote(name, safe='')}.txt"


def _lines(document: Document, page: Page, source: str) -> list[str]:
    """The collection of one article, an annotation a line; ``source``: the address of its text."""
    text = document.article.text
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

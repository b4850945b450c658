"""PubAnnotation's JSON: denotations, relations, attributes, blocks and tracks.

https://www.pubannotation.org/docs/annotation-format/.  Offsets are code points; a span of several
pieces is a list of them (bagging), or was fragments that are chained.  What has no place is an
attribute of a block over the whole text, since attributes are all that is kept of free words.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from juseok.formats.base import Report
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.folder import MANIFEST, NewNames, Titled, title_of, write_bytes
from juseok.formats.json_tools.page import Holds, Mark, page_of
from juseok.formats.json_tools.reading import kept_fields
from juseok.formats.json_tools.writing import json_pages, supporting
from juseok.formats.manifest import Manifest
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

FORM: Final = "pubannotation"
NAMES: Final[Mapping[str, str]] = {"ko": "PubAnnotation JSON", "en": "PubAnnotation JSON"}
OWN_PRED: Final = "Juseok"
ARTICLE: Final = "Article"
NOTE: Final = "note"
ENTITY: Final = "entity"
SOURCE: Final = "Juseok"
RESERVED: Final = frozenset({OWN_PRED, NOTE, ENTITY, ""})
HOLDS: Final = Holds(
    ids=True, pieces=True, notes=True, entities=True,
    says=lambda name, value: name not in RESERVED,
)  # fmt: skip
_HELD: Final = frozenset(
    {Feature.DISCONTINUOUS, Feature.LINES, Feature.OVERLAP, Feature.ATTRIBUTES,
     Feature.ENTITY_LINKS, Feature.RELATIONSHIPS, Feature.NOTES}
)  # fmt: skip


class Annotated(NamedTuple):
    """What came of one document."""

    titled: Titled
    data: bytes
    counted: Counted


class PubAnnotationWriter(PartedWriter[Annotated]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".json",)
    is_folder: bool = True
    support: Support = supporting(_HELD)

    def maker(self, about: About) -> Callable[[Document], Annotated]:
        del about
        return _annotated

    def put(self, made: Iterable[Annotated], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``, a file for each article; raises ``OSError``."""
        path.mkdir()
        manifest, tally = Manifest(self.id, about), Tally(self.support, form=self.id)
        names = NewNames(Path(MANIFEST).stem)
        for each in made:
            name = f"{names.of(each.titled)}.json"
            write_bytes(path / name, each.data)
            manifest.add(name, each.data)
            tally.count(each.counted)
        data = tally.manifest(manifest)
        write_bytes(path / MANIFEST, data)
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The file of ``document``."""
        return json_pages(annotations_of(document)).split("\n")


def _annotated(document: Document) -> Annotated:
    data = f"{json_pages(annotations_of(document))}\n".encode()
    return Annotated(title_of(document), data, counted(document))


def annotations_of(document: Document) -> dict[str, Any]:
    """One article; raises ``SpanError`` where a span does not prove."""
    text = document.article.text
    page = page_of(document, HOLDS)
    attributes: list[dict[str, Any]] = []

    def say(of: str, pred: str, obj: object) -> None:
        number = f"A{len(attributes) + 1}"
        attributes.append({"id": number, "subj": of, "pred": pred, "obj": obj})

    for mark in page.marks:
        for name, value in _said(mark):
            say(mark.id, name, value)
    found: dict[str, Any] = {
        **kept_fields(document.kept.get(FORM)),
        "sourcedb": SOURCE, "sourceid": document.article.id, "text": text,
        "denotations": [
            {"id": mark.id, "span": _span(mark), "obj": mark.type} for mark in page.marks
        ],
        "relations": [
            {"id": f"R{number}", "subj": edge.head, "pred": edge.type, "obj": edge.tail}
            for number, edge in enumerate(page.edges, start=1)
        ],
    }  # fmt: skip
    blocks = found.get("blocks")
    whole = {"id": "B0", "span": {"begin": 0, "end": len(text)}, "obj": ARTICLE}
    found["blocks"] = [whole, *(blocks if isinstance(blocks, list) else [])]
    words = json.dumps(page.own, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    say("B0", OWN_PRED, words)
    return {**found, "attributes": attributes}


def _said(mark: Mark) -> Iterator[tuple[str, str | bool]]:
    if mark.entity:
        yield ENTITY, mark.entity
    yield from mark.attributes.items()
    if mark.note:
        yield NOTE, mark.note


def _span(mark: Mark) -> dict[str, int] | list[dict[str, int]]:
    spans = [{"begin": span.start, "end": span.end} for span in mark.spans]
    return spans[0] if len(spans) == 1 else spans

"""Label Studio's JSON, out: a folder with tasks, the labelling configuration and a manifest.

https://labelstud.io/guide/task_format: regions with code points, end exclusive; relations name
regions; what is said of a region has its id.  ``data`` comes back as it went in.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from juseok.core.scheme import Scheme
from juseok.formats.base import Report
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.folder import MANIFEST, write_bytes
from juseok.formats.json_tools.label_studio_config import (
    LABELS,
    TEXT,
    config_words,
    labeling_config,
    sort_of,
)
from juseok.formats.json_tools.page import OWN, Holds, Mark, Page, page_of
from juseok.formats.json_tools.reading import kept_fields
from juseok.formats.json_tools.writing import json_line, json_pages, supporting
from juseok.formats.manifest import Manifest, digest_of
from juseok.formats.tally import Tally

FORM: Final = "label-studio"
NAMES: Final[Mapping[str, str]] = {"ko": "Label Studio JSON", "en": "Label Studio JSON"}
TASKS: Final = "tasks.json"
CONFIG: Final = "labeling_config.xml"
_BUFFER: Final = 1 << 20
_HELD: Final = frozenset(
    {Feature.LINES, Feature.OVERLAP, Feature.ATTRIBUTES, Feature.RELATIONSHIPS, Feature.NOTES}
)


class LabelStudioWriter:
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".json",)
    is_folder: bool = True
    support: Support = supporting(_HELD)

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``, and ``SpanError`` where a span does
        not prove."""
        path.mkdir()
        manifest, tally = Manifest(self.id, about), Tally(self.support, form=self.id)
        labels: set[str] = set()
        relations: set[str] = set()
        values: set[tuple[str, str]] = set()
        holds = _holds(about.scheme)
        with open(path / TASKS, "xb", buffering=_BUFFER) as file:
            file.write(b"[")
            before = b"\n"
            for document in documents:
                page = page_of(document, holds)
                file.write(before + json_line(_task(document, page, about.scheme)).encode())
                before = b",\n"
                tally.add(document)
                labels.update(mark.type for mark in page.marks)
                relations.update(edge.type for edge in page.edges)
                for mark in page.marks:
                    values |= config_words(mark.attributes.items()) if mark.attributes else set()
            file.write(b"\n]\n")
        manifest.add_digest(TASKS, digest_of(path / TASKS))
        config = labeling_config(
            about.scheme, labels=labels, relations=relations, values=values
        ).encode()
        write_bytes(path / CONFIG, config)
        manifest.add(CONFIG, config)
        data = tally.manifest(manifest)
        write_bytes(path / MANIFEST, data)
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The task of ``document``, over lines."""
        page = page_of(document, _holds(about.scheme))
        return json_pages(_task(document, page, about.scheme)).split("\n")


def _holds(scheme: Scheme) -> Holds:
    def says(name: str, value: str | bool) -> bool:
        return bool(sort_of(name, value, scheme))

    return Holds(ids=True, notes=True, says=says)


def _task(document: Document, page: Page, scheme: Scheme) -> dict[str, Any]:
    result: list[dict[str, Any]] = []
    for mark in page.marks:
        result += _regions(mark, scheme)
    for edge in page.edges:
        result.append({
            "type": "relation", "from_id": edge.head, "to_id": edge.tail, "direction": "right",
            "labels": [edge.type],
        })  # fmt: skip
    data = {
        **kept_fields(document.kept.get(FORM)), TEXT: document.article.text, OWN: page.own,
    }  # fmt: skip
    return {"data": data, "annotations": [{"result": result}]}


def _regions(mark: Mark, scheme: Scheme) -> list[dict[str, Any]]:
    """The region of a mark, and what is said of it."""
    (span,) = mark.spans
    place = {"start": span.start, "end": span.end}

    def item(name: str, sort: str, value: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": mark.id, "from_name": name, "to_name": TEXT, "type": sort, "value": value,
        }  # fmt: skip

    region = item(LABELS, "labels", {**place, "text": span.quote, "labels": [mark.type]})
    if mark.note:
        region["meta"] = {"text": [mark.note]}
    found = [region]
    for name, value in mark.attributes.items():
        sort = sort_of(name, value, scheme)
        words = ["true" if value is True else str(value)]
        key = "choices" if sort == "choices" else "text"
        found.append(item(name, sort, {**place, key: words}))
    return found

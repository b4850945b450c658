"""Label Studio's JSON, out: a folder with tasks, the labelling configuration and a manifest.

https://labelstud.io/guide/task_format: regions with code points, end exclusive; relations name
regions; what is said of a region has its id.  ``data`` comes back as it went in.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from juseok.core.scheme import Scheme
from juseok.formats.base import Report
from juseok.formats.document import About, Document, Feature, Support
from juseok.formats.folder import MANIFEST, digest_of, write_bytes
from juseok.formats.json_tools.label_studio_config import (
    LABELS,
    TEXT,
    config_words,
    labeling_config,
    sort_of,
)
from juseok.formats.json_tools.page import OWN, Holds, Mark, Page, page_of
from juseok.formats.json_tools.reading import kept_fields
from juseok.formats.json_tools.writing import json_bytes, json_pages, supporting
from juseok.formats.manifest import Manifest
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

FORM: Final = "label-studio"
NAMES: Final[Mapping[str, str]] = {"ko": "Label Studio JSON", "en": "Label Studio JSON"}
TASKS: Final = "tasks.json"
CONFIG: Final = "labeling_config.xml"
_BUFFER: Final = 1 << 20
_HELD: Final = frozenset(
    {Feature.LINES, Feature.OVERLAP, Feature.ATTRIBUTES, Feature.RELATIONSHIPS, Feature.NOTES}
)


class Task(NamedTuple):
    """What came of one document; ``values``: the words of attributes that a person chooses."""

    data: bytes
    labels: frozenset[str]
    relations: frozenset[str]
    values: frozenset[tuple[str, str]]
    counted: Counted


class LabelStudioWriter(PartedWriter[Task]):
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".json",)
    is_folder: bool = True
    support: Support = supporting(_HELD)

    def maker(self, about: About) -> Callable[[Document], Task]:
        return partial(_made, scheme=about.scheme, holds=_holds(about.scheme))

    def put(self, made: Iterable[Task], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        path.mkdir()
        manifest, tally = Manifest(self.id, about), Tally(self.support, form=self.id)
        labels: set[str] = set()
        relations: set[str] = set()
        values: set[tuple[str, str]] = set()
        with open(path / TASKS, "xb", buffering=_BUFFER) as file:
            file.write(b"[")
            before = b"\n"
            for number, task in enumerate(made, start=1):
                file.write(before)
                # As in its own exports, by which its converter tells tasks apart.
                file.write(b'{"id":%d,' % number + task.data.removeprefix(b"{"))
                before = b",\n"
                tally.count(task.counted)
                labels |= task.labels
                relations |= task.relations
                values |= task.values
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


def _made(document: Document, *, scheme: Scheme, holds: Holds) -> Task:
    """The task of ``document``; raises ``SpanError`` where a span does not prove."""
    page = page_of(document, holds)
    values: set[tuple[str, str]] = set()
    for mark in page.marks:
        if mark.attributes:
            values |= config_words(mark.attributes.items())
    return Task(
        json_bytes(_task(document, page, scheme)),
        frozenset([mark.type for mark in page.marks]),
        frozenset([edge.type for edge in page.edges]),
        frozenset(values),
        counted(document),
    )


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

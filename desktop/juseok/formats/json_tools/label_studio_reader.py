"""Label Studio's JSON, in: exports in full and JSON-MIN, tasks with predictions, old completions.

Each annotation of a task is a document, by whoever completed it; predictions are taken where
nobody annotated.  Words beside a region prove it, since versions before 2022 counted UTF-16 units.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from juseok.formats.base import ReportBuilder, may_be_json, os_error
from juseok.formats.document import Document
from juseok.formats.json_tools.label_studio import CONFIG, FORM, NAMES, TASKS
from juseok.formats.json_tools.label_studio_config import TEXT
from juseok.formats.json_tools.label_studio_dialogue import LABELS as PARAGRAPHS
from juseok.formats.json_tools.label_studio_dialogue import without_text
from juseok.formats.json_tools.label_studio_fields import chosen, laid_out, longest_text, media_of
from juseok.formats.json_tools.label_studio_html import LABELS as IN_PAGES
from juseok.formats.json_tools.label_studio_table import TABLES, is_table, rows_in
from juseok.formats.json_tools.label_studio_table import are_several as several_in_table
from juseok.formats.json_tools.page import OWN
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.json_tools.reading import (
    Notes,
    Object,
    are_several,
    details,
    documents_in,
    documents_of,
    label_of,
    objects,
    place_of,
    texts,
)
from juseok.formats.json_tools.units import Placed, unit_told
from juseok.formats.json_tools.values import Found, first_objects
from juseok.formats.raw.columns import ROLES, column_key
from juseok.formats.raw.columns import TEXT as TEXT_ROLE
from juseok.formats.raw.items import file_name


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORK: Final = ("annotations", "completions", "predictions")
_OF_MIN: Final = frozenset(
    {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"}
)
_OF_ITEMS: Final = frozenset(
    {"id", "from_name", "to_name", "type", "value", "origin", "source", "meta", "score",
     "original_length", "readonly", "hidden", "parentID", "parent_id", "direction", "from_id",
     "to_id", "labels"}
)  # fmt: skip
_UNFOLDED: Final = ("labels", "choices", PARAGRAPHS, *IN_PAGES)
_SAID: Final = ("score", "parentID", "parent_id")  # of those, what says something of the region
_PLAIN: Final = _OF_ITEMS - {*_SAID}
_OF_REGION: Final = _PLAIN - {"meta"}
_OF_REGION_VALUE: Final = frozenset({"start", "end", "text", "labels"})
_OF_VALUES: Final = frozenset(
    {
        "start",
        "end",
        "text",
        "places",
        "labels",
        "choices",
        "startOffset",
        "endOffset",
        "globalOffsets",
    }
)
_OF_TASKS: Final = _words(
    """id data meta created_at updated_at project inner_id overlap is_labeled file_upload
    total_annotations cancelled_annotations total_predictions comment_count
    unresolved_comment_count last_comment_updated_at updated_by comment_authors drafts
    allow_skip annotations completions predictions precomputed_agreement"""
)
"""What stands round a task, in any version; it is about the work, and no annotation."""
_OF_WORKS: Final = _words(
    """id result completed_by was_cancelled ground_truth created_at updated_at draft_created_at
    lead_time prediction result_count unique_id import_id last_action bulk_created task project
    updated_by parent_prediction parent_annotation last_created_by model_version score
    created_ago cluster neighbors mislabeling created_username model model_run"""
)
_RELATED: Final = "relation"
_MAKERS: Final = ("completed_by", "created_username", "model_version")
_CALLED: Final = re.compile(rb'"created_username"\s*:\s*("[^"]*")')
_BY: Final = re.compile(rb'"(?:completed_by|annotator)"\s*:\s*(\d+(?=\D)|"[^"]*"|\{[^{}]*\})')


class LabelStudioReader:
    """Reads a file of tasks, or a folder that :class:`LabelStudioWriter` made."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".json", ".jsonl", *TABLES)

    def recognises(self, path: Path) -> bool:
        """Tasks as Label Studio has them, in full or as JSON-MIN."""
        if path.is_dir():
            return (path / TASKS).is_file() and (path / CONFIG).is_file()
        if not may_be_json(path, self.extensions):
            return False
        if is_table(path):
            return True
        found = first_objects(path)
        return bool(found) and all(_is_task(each) or _is_min(each) for each in found)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in its order; see :class:`DocumentReader`."""
        if path.name.lower().endswith(TABLES):
            return _of_table(path, report)
        file = path / TASKS if path.is_dir() else path
        utf16 = unit_told(file, _placed, report)
        several = file.is_file() and (are_several(file, _BY) or are_several(file, _CALLED))
        pages = partial(_pages, stem=path.stem, utf16=utf16, several=several)
        return documents_in(file, form=FORM, report=report, pages=pages)


@dataclass(slots=True)
class _Result:
    """The items of one annotation, sorted by what they are."""

    marks: dict[str, RawMark] = field(default_factory=dict[str, RawMark])
    edges: list[RawEdge] = field(default_factory=list[RawEdge])
    attributes: dict[str, dict[str, str | bool]] = field(
        default_factory=dict[str, dict[str, "str | bool"]]
    )
    whole: dict[str, str] = field(default_factory=dict[str, str])
    """What is said of the text as a whole."""
    faults: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    passed: list[str] = field(default_factory=list[str])
    is_laid: bool = False
    """Whether the places of its regions are in a text that was made of several, or of a page."""
    media: frozenset[str] = frozenset()
    """Fields of the task that are no texts."""
    elsewhere: int = 0
    """Regions that are in no text."""


def _is_task(value: Object) -> bool:
    is_work = any(isinstance(value.get(name), list) for name in _WORK)
    return is_work and (isinstance(value.get("data"), dict) or "completions" in value)


def _is_min(value: Object) -> bool:
    return "annotation_id" in value or any(
        "labels" in each and {"start", "end"} <= each.keys()
        for name, held in value.items() if name not in ("spans", "entities")
        for each in objects(held)
    )  # fmt: skip


def _placed(value: dict[str, object]) -> Iterator[Placed]:
    """Places without words, which are all that has to be guessed about."""
    text, _ = _text_of(value)
    for work in _works(value):
        marks = _result(work.get("result")).marks.values()
        yield text, [place for each in marks if each.quote is None for place in each.places]


def _of_table(path: Path, report: ReportBuilder) -> Iterator[Document]:
    try:
        several = several_in_table(path)
        notes = Notes(file_name(path), report)
        for found in rows_in(path, notes):
            pages = _pages(found, notes, stem=path.stem, utf16=False, several=several)
            yield from documents_of(found, pages, form=FORM, notes=notes)
        notes.tell()
    except OSError as error:
        raise os_error(error, file_name(path)) from error


def _pages(
    found: Found, notes: Notes, *, stem: str, utf16: bool, several: bool
) -> Iterator[RawPage]:
    value, line = found.value, found.line
    text, fields = _text_of(value)
    works = _works(value)
    laid = laid_out(_fields(value), [work.get("result") for work in works])
    if laid is None and not text:
        laid = without_text(fields)
    if laid is not None:
        text = laid.text
        fields = {name: each for name, each in _fields(value).items() if name not in laid.used}
        notes.change(line, laid.code, count=laid.count)
    if not text:
        notes.refuse(line, "json.no_text", name=TEXT)
        return
    done = [each for each in works if not each.get("was_cancelled")]
    if len(done) < len(works):
        notes.change(line, "label_studio.skipped", count=len(works) - len(done))
    predictions = objects(value.get("predictions"))
    if count := max(0, len(predictions) - (works == predictions[:1])):
        notes.change(line, "label_studio.predictions", count=count)
    if works and not done:
        return
    if isinstance(value.get("data"), dict):
        notes.passed(name for name in value.keys() - _OF_TASKS)
        meta = value.get("meta")
        fields = {**meta, **fields} if isinstance(meta, dict) else fields
    if drafts := objects(value.get("drafts")):
        notes.change(line, "label_studio.drafts", count=len(drafts))
    for work in works:
        notes.passed(f"annotations.{name}" for name in work.keys() - _OF_WORKS)
    own, media = fields.pop(OWN, None), media_of(fields)
    for work in done or [{}]:
        items = work.get("result")
        plain = items if laid is None else laid.plain(items)
        result = _result(plain, is_laid=laid is not None, media=media)
        if result.elsewhere:
            notes.refuse(line, "label_studio.elsewhere", count=result.elsewhere)
        for name, number in result.faults:
            notes.refuse(line, "json.bad_mark", number=number, name=name[:60])
        notes.passed(result.passed)
        marks = [*result.marks.values()]
        notes.unproved += sum([each.quote is None for each in marks])
        if result.attributes:
            of = result.attributes
            marks = [_with(each, of.pop(id_, {})) for id_, each in result.marks.items()]
        for id_ in result.attributes:
            notes.refuse(line, "json.dangling", type="choices", target=id_[:60])
        metadata, kept = details({**fields, **result.whole}, notes)
        yield RawPage(
            text=text, marks=marks, edges=result.edges, own=own, file=notes.file, line=line,
            name=f"{stem}-{value.get('id', found.number)}", annotator=_who(work),
            coder=_who(work) if several else "", metadata=metadata, kept=kept,
            ids=True, utf16=utf16 and laid is None,
        )  # fmt: skip


def _works(value: Object) -> list[Object]:
    """Annotations; where there are none, the first prediction."""
    for name in ("annotations", "completions"):
        if found := objects(value.get(name)):
            return found
    if found := objects(value.get("predictions")):
        return found[:1]
    if not any(name in value for name in _WORK) and not isinstance(value.get("data"), dict):
        return [{"result": _unfolded(value), "completed_by": value.get("annotator")}]
    return []


def _unfolded(value: Object) -> list[Object]:
    """A row of JSON-MIN as the items of an annotation."""
    found: list[Object] = []
    for name, held in value.items():
        for number, each in enumerate(objects(held)):
            if _is_regions(held):
                sort = next((key for key in _UNFOLDED if key in each), "?")
                id_ = f"{name}.{number}"
                found.append({"id": id_, "from_name": name, "type": sort, "value": each})
    return found


def _is_regions(held: object) -> bool:
    """Whether a field of JSON-MIN is what somebody marked, and none of the task's own."""
    return any(key in each for each in objects(held) for key in _UNFOLDED)


def _text_of(value: Object) -> tuple[str, dict[str, Any]]:
    """The text of a task, and what else its data say."""
    fields = _fields(value)
    for name in _names_of_text(value, fields):
        if isinstance(fields.get(name), str) and fields[name].strip():
            return fields.pop(name), fields
    return "", fields


def _names_of_text(value: Object, fields: Object) -> Iterator[str]:
    """What the text may be called, the likeliest first."""
    yield TEXT
    yield from [name for name in fields if column_key(name) in ROLES[TEXT_ROLE]]
    yield from _with_words(value, fields)
    yield from longest_text(fields)


def _fields(value: Object) -> dict[str, Any]:
    """What the data of a task say."""
    data = value.get("data")
    if isinstance(data, dict):
        return dict(data)
    return {
        name: chosen(each) for name, each in value.items()
        if name not in _OF_MIN and name not in _WORK and not _is_regions(each)
    }  # fmt: skip


def _with_words(value: Object, fields: Object) -> Iterator[str]:
    """The fields that have the words of a region, whatever they are called."""
    for work in _works(value):
        for item in objects(work.get("result")):
            region = item.get("value")
            words = region.get("text") if isinstance(region, dict) else None
            if isinstance(words, str) and words:
                yield from (n for n, e in fields.items() if isinstance(e, str) and words in e)
                return


def _result(
    given: object, *, is_laid: bool = False, media: frozenset[str] = frozenset()
) -> _Result:
    result = _Result(is_laid=is_laid, media=media)
    for number, item in enumerate(given if isinstance(given, list) else [], start=1):
        if not isinstance(item, dict):
            result.faults.append(("", number))
        elif not _quickly(item, result):
            _item(item, number, result)
    return result


def _quickly(item: Object, result: _Result) -> bool:
    """As :func:`_item`, of a region with one label and its words, as most are, several times
    faster; whether it is one."""
    id_, value = item.get("id"), item.get("value")
    if type(id_) is not str or type(value) is not dict or id_ in result.marks:
        return False
    if not (_OF_REGION.issuperset(item) and _OF_REGION_VALUE.issuperset(value)):
        return False
    labels, words = value.get("labels"), value.get("text")
    start, end = value.get("start"), value.get("end")
    if type(labels) is not list or type(words) is not str or item.get("type") == _RELATED:
        return False
    if type(start) is not int or type(end) is not int or len(labels) != 1:
        return False
    label = labels[0]
    if type(label) is not str or not label:
        return False
    result.marks[id_] = RawMark(id_, label, ((start, end),), words)
    return True


def _item(item: Object, number: int, result: _Result) -> None:
    if item.get("type") == _RELATED:
        _relation(item, number, result)
        return
    value, id_ = item.get("value"), str(item.get("id", f"#{number}"))
    if not isinstance(value, dict):
        result.faults.append((str(item.get("type")), number))
        return
    if not item.keys() <= _PLAIN:
        result.passed += (f"result.{name}" for name in item.keys() - _OF_ITEMS)
        result.passed += (f"result.{name}" for name in _SAID if item.get(name) is not None)
    if not value.keys() <= _OF_VALUES:
        sort = str(item.get("type"))
        result.passed += (f"value.{name}" for name in value.keys() - {*_OF_VALUES, sort})
    meta = item.get("meta")
    if isinstance(meta, dict):
        result.passed += (f"meta.{name}" for name in meta.keys() - {"text"})
        meta = None if meta.get("text") is None or texts(meta["text"]) else meta
    if meta:
        result.passed.append("result.meta")
    labels = texts(value.get("labels"))
    if labels:
        _region(item, value, labels, number, result)
        return
    name = str(item.get("from_name", ""))
    words = _words_of(item.get("type"), value)
    if not words or not name:
        if item.get("type") == "labels" and not value.get("labels"):
            result.faults.append((id_, number))
        else:
            result.passed.append(f"result.{item.get('type')}")
    elif "start" in value or "end" in value or "places" in value:
        said = "\n".join(words) if item.get("type") == "textarea" else ", ".join(words)
        is_flag = said == "true" and "choices" in value
        result.attributes.setdefault(id_, {})[name] = True if is_flag else said
    else:
        result.whole[name] = ", ".join(words)


def _words_of(sort: object, value: Object) -> list[str]:
    """What a control says of a region or a text: choices, words, numbers, paths of a taxonomy."""
    if sort in ("choices", "textarea"):
        return texts(value.get("choices")) or texts(value.get("text"))
    if sort in ("number", "rating", "datetime"):
        said = value.get(str(sort))
        is_number = isinstance(said, int | float) and not isinstance(said, bool)
        return [str(said)] if is_number else texts(said)
    paths = value.get("taxonomy") if sort == "taxonomy" else None
    found = [texts(each) for each in paths] if isinstance(paths, list) else []
    return [" > ".join(each) for each in found if each]


def _region(
    item: Object, value: Object, labels: list[str], number: int, result: _Result
) -> None:  # fmt: skip
    if _is_elsewhere(item, value, result):
        result.elsewhere += 1
        return
    id_ = str(item.get("id", f"#{number}"))
    places = value.get("places")  # of a dialogue
    place = place_of(value.get("start"), value.get("end")) if places is None else tuple(places)
    known = result.marks.get(id_)  # of a second control that labels the same region
    if not place or (known is not None and known.places != place):
        result.faults.append((id_, number))
        return
    quote = value.get("text")
    meta = item.get("meta")
    note = "\n".join(texts(meta.get("text"))) if isinstance(meta, dict) else ""
    for at, label in enumerate(labels):
        name = id_ if not at and known is None else f"{id_}~{label_of(label)}"
        if name in result.marks:
            result.faults.append((id_, number))
            continue
        words = quote if isinstance(quote, str) else None
        result.marks[name] = RawMark(name, label, place, words, note="" if at else note)


def _is_elsewhere(item: Object, value: Object, result: _Result) -> bool:
    """Whether a region is a time in a sound or a film, and no place in the text."""
    if "channel" in value or "original_length" in item:
        return True
    if str(item.get("to_name")) in result.media or str(item.get("source"))[1:] in result.media:
        return True
    return result.is_laid and "places" not in value and not isinstance(value.get("text"), str)


def _relation(item: Object, number: int, result: _Result) -> None:
    result.passed += (f"result.{name}" for name in item.keys() - _OF_ITEMS)
    head, tail = item.get("from_id"), item.get("to_id")
    if head is None or tail is None:
        result.faults.append((_RELATED, number))
        return
    if item.get("direction") == "bi":  # relationships lead one way
        result.passed.append("result.direction")
    ends = (str(tail), str(head)) if item.get("direction") == "left" else (str(head), str(tail))
    for label in texts(item.get("labels")) or [_RELATED]:
        result.edges.append(RawEdge(label, *ends))


def _with(mark: RawMark, attributes: dict[str, str | bool]) -> RawMark:
    if not attributes:
        return mark
    return RawMark(mark.id, mark.type, mark.places, mark.quote, attributes, mark.note)


def _who(work: Object) -> str:
    """Whose an annotation is: a number, or in some exports a person."""
    by = next((work[name] for name in _MAKERS if work.get(name) is not None), None)
    if isinstance(by, dict):
        by = by.get("email") or by.get("username") or by.get("id")
    return "" if by is None or isinstance(by, bool) else str(by)

"""JSON records with labelled spans, in: what libraries and smaller tools write, each in its way.

spaCy's training examples (``[text, {"entities": [[start, end, label]]}]``) and ``Doc.to_json``;
records of Argilla 1 and 2; data sets of the Hub with tokens and tags; Dataturks; doccano's intents;
and records that say ``start``, ``end`` and ``label`` in other words.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

from juseok.formats.base import Line, ReportBuilder, may_be_json
from juseok.formats.document import Document
from juseok.formats.json_tools.raw_page import RawMark, RawPage
from juseok.formats.json_tools.reading import (
    Notes,
    Object,
    details,
    documents_in,
    label_of,
    objects,
    place_of,
    texts,
    whole,
)
from juseok.formats.json_tools.spans_responses import Said, answers_in
from juseok.formats.json_tools.spans_tokens import TOKENS, Names, NumberError, is_tagged, tagged
from juseok.formats.json_tools.units import Placed, unit_told
from juseok.formats.json_tools.values import Found, as_object, first_objects
from juseok.formats.raw.columns import ROLES, column_key
from juseok.formats.raw.columns import TEXT as TEXT_ROLE

FORM: Final = "spans"
NAMES: Final[Mapping[str, str]] = {
    "ko": "구간이 든 JSON (spaCy, Argilla …)", "en": "JSON with spans (spaCy, Argilla …)",
}  # fmt: skip
_LISTS: Final = ("entities", "ents", "spans", "annotation", "annotations", "labels", "label", "ner")
_STARTS: Final = ("start", "start_offset", "start_char", "begin", "start_idx", "from")
_ENDS: Final = ("end", "end_offset", "end_char", "stop", "end_idx", "to")
_LABELS: Final = ("label", "type", "tag", "entity", "entity_group", "entity_type", "category")
_WORDS: Final = ("text", "word", "surface", "mention", "value")
_OF_SPANS: Final = frozenset((*_STARTS, *_ENDS, *_LABELS, *_WORDS, "points"))
_BY: Final = "annotation_agent"
_HEAD: Final = 64
_PAIRS: Final = re.compile(rb'\s*\[\s*(?:\[\s*)?"')
_FEW: Final = 8
"""Records that are looked at to tell what a list is of."""


class SpansReader:
    """Reads lines, arrays and objects of records."""

    id: str = FORM
    names: Mapping[str, str] = NAMES
    extensions: tuple[str, ...] = (".jsonl", ".json")

    def recognises(self, path: Path) -> bool:
        """Records with a text and spans in it, or with tokens and their tags."""
        if not may_be_json(path, self.extensions):
            return False
        return _is_of_pairs(path) or any(map(_is_record, first_objects(path)))

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in its order; see :class:`DocumentReader`."""
        utf16 = unit_told(path, _placed, report, _shaped)
        pages = partial(_pages, stem=path.stem, utf16=utf16, names=Names(path))
        return documents_in(path, form=FORM, report=report, pages=pages, shape=_shaped)


def _is_record(value: Object, *, within: bool = False) -> bool:
    if any(_paired(each) is not None for each in _list(value.get("annotations"))):
        return True
    if is_tagged(value):
        return True
    text, _ = _text_of(value)
    if not text:
        return not within and any(_is_record(each, within=True) for each in _records(value)[:_FEW])
    found = [each for name in _LISTS for each in _list(value.get(name))]
    found += [span for each in answers_in(value).said for span in each.spans]
    return bool(text) and any(_is_within(mark, text) for each in found for mark in _marks(each, 0))


def _records(value: Object) -> list[Object]:
    """The records that an object without a text holds, in the one list of objects that it has."""
    lists = [found for each in value.values() if (found := objects(each))]
    return lists[0] if len(lists) == 1 and not _text_of(value)[0] else []


def _is_within(mark: RawMark, text: str) -> bool:
    return bool(mark.type) and all(0 <= s < e <= len(text) for s, e in mark.places)


def _is_of_pairs(path: Path) -> bool:
    """Whether the file is of pairs, a text and what is said of it: an array, or line by line."""
    try:
        with open(path, "rb") as file:
            begins = _PAIRS.match(file.read(_HEAD).removeprefix(BOM_UTF8)) is not None
    except OSError:
        return False
    return begins and bool(first_objects(path, _paired))


def _shaped(value: object) -> dict[str, Any] | None:
    return as_object(value) if isinstance(value, dict) else _paired(value)


def _paired(value: object) -> dict[str, Any] | None:
    """A pair of a text and what is said of it, as a record; None where it is none."""
    match value:
        case [str(text), {"entities": list()} as said]:
            return {**cast("dict[str, Any]", said), "text": text}
        case _:
            return None


def _placed(value: dict[str, object]) -> Iterable[Placed]:
    text, _ = _text_of(value)
    if text:
        marks = [mark for name in _LISTS for each in _list(value.get(name))
                 for mark in _marks(each, 0)]  # fmt: skip
        yield text, [place for each in marks if each.quote is None for place in each.places]


def _pages(
    found: Found, notes: Notes, *, stem: str, utf16: bool, names: Names
) -> Iterator[RawPage]:
    value, line = found.value, found.line
    pairs = _list(value.get("annotations"))
    if any(_paired(each) is not None for each in pairs):
        notes.passed(value.keys() - {"annotations"})
        for number, each in enumerate(pairs, start=1):
            pair = _paired(each)
            if pair is None:
                notes.refuse(Line(line, number), "json.bad_pair", number=number)
            else:
                one = Found(pair, Line(line, number), number)
                yield from _pages(one, notes, stem=stem, utf16=utf16, names=names)
        return
    try:
        tokens = tagged(value, names, unless=_has_spans)
    except NumberError as error:
        notes.refuse(line, "spans.no_name", number=str(error))
        return
    held = _records(value) if tokens is None else []
    if any(_is_record(each, within=True) for each in held[:_FEW]):
        notes.passed(name for name, each in value.items() if not objects(each))
        for number, each in enumerate(held, start=1):
            one = Found(dict(each), Line(line, number), number)
            yield from _pages(one, notes, stem=stem, utf16=utf16, names=names)
        return
    if tokens is not None:
        text, given, fields = tokens.text, tokens.spans, tokens.rest
        if tokens.joined:
            notes.changed("json.joined_tokens")
    else:
        text, fields = _text_of(value)
        given = [] if not text else _spans(fields)
    if not text:
        notes.refuse(line, "json.no_text", name="text")
        return
    who = label_of(fields.pop(_BY, None))
    answers = answers_in(fields)
    fields = {name: each for name, each in fields.items() if name not in answers.used}
    if answers.discarded:
        notes.change(line, "label_studio.skipped", count=answers.discarded)
    if answers.used and not answers.said:
        return
    for each in answers.said or (Said("", given),):
        marks = _of(each.spans, notes, line)
        notes.unproved += sum(mark.quote is None for mark in marks) if tokens is None else 0
        metadata, _ = details(_plain(fields, notes), notes)
        yield RawPage(
            text=text, marks=marks, file=notes.file, line=line, name=f"{stem}-{found.number}",
            annotator=each.who or who, coder=each.who if len(answers.said) > 1 else "",
            metadata=metadata, utf16=utf16,
        )  # fmt: skip


def _text_of(value: Object) -> tuple[str, dict[str, Any]]:
    """The text of a record, and what else it says."""
    fields = dict(value)
    named = [name for name in fields if column_key(name) in ROLES[TEXT_ROLE]]
    for name in ("text", *named, "data", "raw"):
        if isinstance(fields.get(name), str) and fields[name].strip():
            return fields.pop(name), fields
    return "", fields


def _has_spans(value: Object) -> bool:
    text, fields = _text_of(value)
    return bool(text) and bool(_spans(fields))


def _plain(fields: Object, notes: Notes) -> dict[str, Any]:
    """Words and numbers of ``fields``, also in lists; nothing is written back in this format, so
    the rest is told to be left out."""
    found: dict[str, Any] = {}
    for name, each in fields.items():
        words = texts(each)
        if isinstance(each, list) and name not in TOKENS and words and len(words) == len(each):
            found[name] = ", ".join(words)
        elif isinstance(each, list | dict):
            notes.passed([name] if each else [])
        else:
            found[name] = each
    return found


def _spans(fields: dict[str, Any]) -> list[object]:
    """The first list of spans; it is no detail of the article any more."""
    for name in _LISTS:
        given = _list(fields.get(name))
        if any(mark.type for each in given for mark in _marks(each, 0)):
            del fields[name]
            return list(given)
    return []


def _of(given: Sequence[object], notes: Notes, line: int) -> list[RawMark]:
    marks: list[RawMark] = []
    for number, each in enumerate(given, start=1):
        found = [mark for mark in _marks(each, number) if mark.type]
        if not found:
            notes.bad_mark(line, number)
        for mark in objects([each]):
            notes.passed(f"spans.{name}" for name in mark.keys() - _OF_SPANS)
        marks += found
    return marks


def _marks(given: object, number: int) -> Iterator[RawMark]:
    """What one item of a list of spans marks; nothing where it is none."""
    match given:
        case [start, end, str(label), *_] if place := place_of(start, end):
            yield RawMark(f"#{number}", label, place)
        case [str(label), start, end] if place := place_of(start, end):
            yield RawMark(f"#{number}", label, place)
        case {"points": list(points)}:  # Dataturks counts the last sign in
            for point in objects(points):
                last = whole(point.get("end"))
                place = place_of(point.get("start"), None if last is None else last + 1)
                for label in texts(cast("Object", given).get("label")) if place else ():
                    yield RawMark(f"#{number} {label}", label, place, _words(point))
        case dict():
            value = cast("Object", given)
            place = place_of(_first(value, _STARTS), _first(value, _ENDS))
            label = label_of(_first(value, _LABELS))
            if place and label:
                yield RawMark(f"#{number}", label, place, _words(value))
        case _:
            pass


def _words(value: Object) -> str | None:
    words = _first(value, _WORDS)
    return words if isinstance(words, str) and words else None


def _first(value: Object, names: Sequence[str]) -> object:
    return next((value[name] for name in names if value.get(name) is not None), None)


def _list(value: object) -> Sequence[object]:
    return cast("list[object]", value) if isinstance(value, list) else ()

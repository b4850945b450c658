"""JSON with a text field, as crawlers and data sets come: an object a line, or files of objects.

A ``.json`` holds an array of objects, one object, a list of them under one of its names, or
objects under keys, as ``pandas`` writes tables, too.  A text may be a list of its sentences, or of
paragraphs of them (news of AI Hub).
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Final, cast

from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message
from juseok.core.text import decode
from juseok.formats.base import Line, ReportBuilder, os_error
from juseok.formats.json_tools.values import Found, byte_lines, objects_in
from juseok.formats.raw.columns import EXTRA, ROLES, TEXT, ColumnMap, column_key
from juseok.formats.raw.endings import ending_of
from juseok.formats.raw.items import MAX_FILE, ImportItem, file_name
from juseok.formats.raw.tables import Row, items_of

_DEEP: Final = 2
_WHOLE: Final = ".json"
_FEWEST: Final = 2
_SENTENCE: Final = ("sentence", "form", "문장")
"""What the words of a sentence are called, where a text is a list of sentences."""
_NUMBERS: Final = frozenset({"index", "id"})
_NAMES: Final = ROLES[TEXT] | ROLES["title"]
_OF_ALL: Final = ("publisher", "portal", "section", "language", "crawled_at", "")
"""What may be said of all articles of a file at once; empty: anything else that words say."""


@dataclass(frozen=True, slots=True)
class JsonlReader:
    """Lines of JSON objects; ``columns`` and ``chosen`` (encoding) are what a person picked."""

    columns: ColumnMap | None = None
    chosen: str | None = None

    id: ClassVar[str] = "jsonl-text"
    names: ClassVar[Mapping[str, str]] = {"ko": "JSON·JSONL(글)", "en": "JSON (text)"}
    extensions: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson", ".jsonlines", _WHOLE)

    def recognises(self, path: Path, head: bytes) -> bool:
        """Named as JSON lines, and not Juseok's own format."""
        return path.name.lower().endswith(self.extensions) and not is_native(head)

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[ImportItem]:
        """One item a line; raises :class:`FormatError` where there is no text to read."""
        return items_of(self, path, columns=self.columns, report=report)

    def rows(self, path: Path, *, report: ReportBuilder) -> Iterator[Row]:
        """The objects of the file as rows, nested ones as ``outer.inner``."""
        if ending_of(path, self.extensions) == _WHOLE:
            yield from _rows_of_whole(path, report)
            return
        try:
            with open(path, "rb") as file:
                yield from self._rows(file, path, report)
        except OSError as error:
            raise os_error(error, file_name(path)) from error

    def _rows(self, file: BinaryIO, path: Path, report: ReportBuilder) -> Iterator[Row]:
        wide = file.read(2) in (b"\xff\xfe", b"\xfe\xff")
        file.seek(0)
        if wide:
            raise FormatError("import.jsonl_encoding", file=file_name(path))
        told = _Beside()
        for line, data in byte_lines(file, MAX_FILE):
            if data is None:
                limit = MAX_FILE // (1024 * 1024)
                report.refuse(
                    Message("import.line_too_long", limit=limit), file=file_name(path), line=line
                )
                continue
            if not data.strip():
                continue
            try:
                found = decode(data, chosen=self.chosen)
                record = json.loads(found.text)
                values = _flat(record)
            except TextError as error:
                report.refuse(error.message, file=file_name(path), line=line)
            except json.JSONDecodeError as error:
                message = Message("import.bad_json", column=error.pos + 1)
                report.refuse(message, file=file_name(path), line=line)
            except RecursionError:
                report.refuse(Message("import.bad_json_deep"), file=file_name(path), line=line)
            except ValueError:
                report.refuse(Message("import.bad_json_object"), file=file_name(path), line=line)
            else:
                told.sentences(record)
                yield Row(line, values, found.encoding, _no_text(record))
        told.tell(report, file_name(path))


def _rows_of_whole(path: Path, report: ReportBuilder) -> Iterator[Row]:
    inner = ReportBuilder()  # whoever takes the rows counts them
    told = _Beside()
    rows = _rows_in(objects_in(path, inner), told)
    first = list(islice(rows, _FEWEST))
    if len(first) == 1 and not any(column_key(each) in ROLES[TEXT] for each in first[0].values):
        raise FormatError("import.no_text_column", file=file_name(path))  # settings, a manifest
    yield from chain(first, rows)
    report.lines += inner.lines
    told.tell(report, file_name(path))


class _Beside:
    """What stands beside the list of articles in a file: said of all of them, or of none."""

    def __init__(self) -> None:
        self._kept: dict[str, None] = {}
        self._left: Counter[str] = Counter()

    def by_role(self, fields: Mapping[str, Any]) -> dict[str, str]:
        """What each article of the list is told by ``fields``; what can only be of one (an address,
        a date) and numbers are left out."""
        found: dict[str, str] = {}
        for name, value in _flat(fields).items():
            role = next((role for role, names in ROLES.items() if column_key(name) in names), "")
            if not _are_words(fields[name]) or role not in _OF_ALL:
                self._left[name] += 1
            elif value.strip():
                self._kept[name] = None
                found[role or EXTRA + name] = value.strip()
        return found

    def sentences(self, record: Mapping[str, Any]) -> None:
        """Count what the sentences of a text say beside their words."""
        for name, value in record.items():
            if _is_sentences(name, value):
                self._left.update(
                    f"{name}.{key}" for part in _parts(value) for key, said in part.items()
                    if said and key not in _NUMBERS and key not in _SENTENCE
                )  # fmt: skip

    def tell(self, report: ReportBuilder, file: str) -> None:
        if self._kept:
            report.note(Message("import.beside", names=", ".join(self._kept)[:200]), file=file)
        for name, number in sorted(self._left.items()):
            report.change(Message("json.passed_over", name=name[:60], count=number), file=file)


def _rows_in(objects: Iterable[Found], told: _Beside) -> Iterator[Row]:
    numbers = count(1)
    for found in objects:
        records, others = _records(found.value)
        beside = told.by_role(others) if others else {}
        for record in records:
            number = next(numbers)
            line = found.line if len(records) == 1 else Line(found.line, number)
            told.sentences(record)
            yield Row(line, _flat(record), found.encoding, _no_text(record), beside)


def _records(value: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rows that an object holds as a list or under keys, and the fields beside the list;
    itself, where it is one."""
    held = list(value.values())
    lists = [each for each in held if _are_objects(each)]
    if any(isinstance(each, str) and _says(name) for name, each in value.items()):
        return [value], {}
    if len(lists) == 1 and not any(isinstance(each, dict) for each in held):
        return lists[0], {name: each for name, each in value.items() if each is not lists[0]}
    if len(held) < _FEWEST or not all(isinstance(each, dict) for each in held):
        return [value], {}
    keys = [key for each in held for key in each]
    if all(key.isdecimal() for key in keys):  # columns, with a number for each row
        names = value.items()
        return [{name: each.get(key) for name, each in names} for key in dict.fromkeys(keys)], {}
    return [_called(key, record) for key, record in value.items()], {}


def _called(key: str, record: dict[str, Any]) -> dict[str, Any]:
    """``record`` with the ``key`` that a file has it under, which is what it is called there."""
    name = "key" if "id" in record else "id"
    return record if record.get("id") == key else {**record, name: key}


def _are_objects(value: object) -> bool:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return bool(items) and all(isinstance(each, dict) for each in items)


def _are_words(value: object) -> bool:
    parts = cast("list[object]", value) if isinstance(value, list) else [value]
    return all(isinstance(each, str) for each in parts)


def _says(name: str) -> bool:
    """Whether a field called so belongs to an article, and not to a list of them."""
    return column_key(name) in _NAMES


def _no_text(record: Mapping[str, object]) -> frozenset[str]:
    return frozenset(
        key for key, item in record.items()
        if not isinstance(item, str | None) and not _is_sentences(key, item)
    )  # fmt: skip


def _is_sentences(name: str, value: object) -> bool:
    """Whether a text is given as a list of its sentences, or of paragraphs of them."""
    if not isinstance(value, list) or column_key(name) not in ROLES[TEXT]:
        return False
    parts = list(_parts(cast("list[object]", value)))
    return bool(parts) and all(_words_of(each) is not None for each in parts)


def _parts(value: Iterable[object]) -> Iterator[dict[str, Any]]:
    """The sentences of a text; something else is an object without words."""
    for each in value:
        yield from (_part(part) for part in (each if isinstance(each, list) else [each]))


def _part(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _words_of(part: Mapping[str, Any]) -> str | None:
    words = next((part[name] for name in _SENTENCE if name in part), None)
    return words if isinstance(words, str) else None


def _laid_out(value: Iterable[object]) -> str:
    """Sentences as a text: a line each, those of a paragraph in one."""
    lines = (" ".join(_words_of(part) or "" for part in _parts([each])) for each in value)
    return "\n".join(lines)


def is_native(head: bytes) -> bool:
    """Whether a file begins as Juseok's own export, which another reader takes."""
    try:
        first = json.loads(head.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and first.get("kind") == "project" and "format" in first


def _flat(value: Any) -> dict[str, str]:
    """The fields of an object as text; raises ``ValueError`` for anything but an object."""
    if isinstance(value, dict):
        return dict(_fields(value, "", 0))
    raise ValueError(f"not an object: {str(value)[:40]}")  # as bad as what is no JSON


def _fields(value: dict[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, item in value.items():
        key = f"{prefix}{name}"
        match item:
            case None:
                continue
            case str():
                yield key, item
            case list() if not depth and _is_sentences(name, item):
                yield key, _laid_out(item)
            case dict() if depth < _DEEP:
                yield from _fields(item, f"{key}.", depth + 1)
            case list() if all(isinstance(part, str) for part in item):
                yield key, ", ".join(item)
            case _:
                yield key, json.dumps(item, ensure_ascii=False)

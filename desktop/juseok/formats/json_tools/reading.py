"""What readers of these formats share: one object after another to documents, fields that have no
place told once, and values looked at before they are taken."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

import msgspec

from juseok.core.messages import Message
from juseok.core.model import Metadata
from juseok.formats.base import ReportBuilder
from juseok.formats.document import Document, Kept
from juseok.formats.json_tools.assemble import document_of
from juseok.formats.json_tools.raw_page import RawPage
from juseok.formats.json_tools.values import Found, Shape, as_object, objects_in
from juseok.formats.raw.columns import column_key
from juseok.formats.raw.items import file_name

Object: TypeAlias = Mapping[str, Any]

_CHUNK: Final = 1 << 20
_NEAR: Final = 256
_COLUMNS: Final = {
    "title": "title", "headline": "title", "제목": "title", "publisher": "publisher",
    "press": "publisher", "언론사": "publisher", "매체": "publisher", "section": "section",
    "url": "url", "link": "url",
}  # fmt: skip
"""Names of fields (:func:`column_key`) → the detail of an article that they are."""


class Notes:
    """What a run tells once for each name, however often it occurs."""

    def __init__(self, file: str, report: ReportBuilder) -> None:
        self.file, self.report = file, report
        self._kept: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()
        self._changed: Counter[str] = Counter()
        self.unproved = 0
        """Places that another tool gave without words."""

    def refuse(self, line: int, code: str, **params: str | int) -> None:
        self.report.refuse(Message(code, **params), file=self.file, line=line)

    def bad_mark(self, line: int, number: int, name: str = "") -> None:
        """Refuse the mark ``number`` of a record, called ``name`` where it is called so."""
        if name:
            self.refuse(line, "json.bad_mark", number=number, name=name[:60])
        else:
            self.refuse(line, "json.no_mark", number=number)

    def change(self, line: int, code: str, **params: str | int) -> None:
        self.report.change(Message(code, **params), file=self.file, line=line)

    def changed(self, code: str) -> None:
        """What may become of each record of a file: told once, with how many they are."""
        self._changed[code] += 1

    def passed(self, names: Iterable[str]) -> None:
        """Fields that have no place here, and are left out."""
        for name in names:  # as a rule none, of each of an article's marks
            self._passed[name] += 1

    def passed_in(self, sort: str, found: Sequence[Object], known: frozenset[str]) -> None:
        """As :meth:`passed` of the fields of objects of a ``sort`` that are not ``known``."""
        if not known.issuperset(chain.from_iterable(found)):
            self.passed(f"{sort}.{name}" for each in found for name in each.keys() - known)

    def kept(self, names: Iterable[str]) -> None:
        """Fields that are kept as they are, for the next export."""
        self._kept.update(names)

    def tell(self) -> None:
        """Put the names into the report, at the end of a file."""
        if self.unproved:
            self.report.note(Message("json.unproved", count=self.unproved), file=self.file)
        for code, count in sorted(self._changed.items()):
            self.report.change(Message(code, count=count), file=self.file)
        for name, count in sorted(self._kept.items()):
            told = Message("json.kept", name=name[:60], count=count)
            self.report.change(told, file=self.file)
        for name, count in sorted(self._passed.items()):
            told = Message("json.passed_over", name=name[:60], count=count)
            self.report.change(told, file=self.file)


def documents_in(
    path: Path, *, form: str, report: ReportBuilder,
    pages: Callable[[Found, Notes], Iterable[RawPage]], shape: Shape = as_object,
    plain: msgspec.json.Decoder[Any] | None = None, name: str = "",
) -> Iterator[Document]:  # fmt: skip
    """The documents of a file, object by object, as ``pages`` takes them apart; ``shape``,
    ``plain`` and ``name`` as in :func:`objects_in`."""
    told = Notes(name or file_name(path), report)
    for found in objects_in(path, report, shape=shape, plain=plain, name=name):
        yield from documents_of(found, pages(found, told), form=form, notes=told)
    told.tell()


def documents_of(
    found: Found, pages: Iterable[RawPage], *, form: str, notes: Notes
) -> Iterator[Document]:
    """The documents of one object."""
    try:
        for page in pages:
            document = document_of(page, form=form, report=notes.report)
            if document is not None:
                yield document
    except RecursionError:
        notes.refuse(found.line, "import.bad_json_deep")


def are_several(path: Path, who: re.Pattern[bytes]) -> bool:
    """Whether the file names more than one person; ``who`` finds the name of one, as its group."""
    found: set[bytes] = set()
    before = b""
    with open(path, "rb") as file:
        while data := file.read(_CHUNK):
            found.update(who.findall(before + data))
            before = data[-_NEAR:]
            if len(found) > 1:
                return True
    return False


def place_of(start: object, end: object) -> tuple[tuple[int, int], ...]:
    """The place from ``start`` to ``end``; none where they are no numbers that can be one."""
    if type(start) is int and type(end) is int:  # as a rule
        return ((start, end),)
    first, last = whole(start), whole(end)
    return () if first is None or last is None else ((first, last),)


def whole(value: object) -> int | None:
    """``value`` as a number; None where it is none.  3.0, as tables write it, is 3."""
    if type(value) is int:  # as a rule
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else None


def objects(value: object) -> list[Object]:
    """The objects in a list; anything else in it is left to whoever counts."""
    given: list[Any] = value if isinstance(value, list) else []
    return [each for each in given if isinstance(each, dict)]


def edges_in(value: object, notes: Notes, line: int) -> list[Object]:
    """The relations in a list; what is none is told."""
    given = cast("list[object]", value) if isinstance(value, list) else [value]
    found = objects(given)
    for _ in range(0 if value is None else len(given) - len(found)):
        notes.refuse(line, "json.bad_edge")
    return found


def texts(value: object) -> list[str]:
    """``value`` as texts: one, or those of a list."""
    given: list[Any] = value if isinstance(value, list) else [value]
    return [each for each in given if isinstance(each, str) and each]


def label_of(value: object) -> str:
    """A label, which older tools gave as a number; empty where it is none."""
    if type(value) is str:  # as a rule
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def details(fields: Object, notes: Notes) -> tuple[Metadata | None, tuple[str, ...]]:
    """What further fields of an article say of it, and those that are kept as they are.

    Words and numbers become details of the article; lists and objects are kept.
    """
    found: dict[str, str] = {}
    extra: dict[str, str] = {}
    lines: list[str] = []
    for name, value in fields.items():
        role = _COLUMNS.get(column_key(name), "")
        if value is None or value == "" or value == [] or value == {}:
            continue
        if isinstance(value, str) and role and role not in found:
            found[role] = value
        elif isinstance(value, str | int | float):
            extra[name] = value if isinstance(value, str) else json.dumps(value)
        else:
            lines.append(json.dumps({name: value}, ensure_ascii=False))
            notes.kept([name])
    if not found and not extra:
        return None, tuple(lines)
    known: dict[str, Any] = {**found, "extra": extra}
    return Metadata(**known), tuple(lines)


def kept_fields(kept: Kept | None) -> dict[str, Any]:
    """The fields that were kept when the article was read, to be written back."""
    found: dict[str, Any] = {}
    for line in kept.lines if kept is not None else ():
        value = json.loads(line)
        if isinstance(value, dict):
            found.update(cast("dict[str, Any]", value))
    return found

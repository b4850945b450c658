"""Discourse Network Analyzer (``.dna``): statements with their variables, by coder.

Versions 2 and 3 (https://github.com/leifeld/dna): a SQLite file.  A statement is a span of a
document with a type and variables; a person and an organisation are its source and affiliation.
Offsets count UTF-16 units.  Nothing in the file proves them, which is told once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from juseok.core.errors import FormatError
from juseok.core.messages import Message
from juseok.core.model import Entity, Metadata, PublishedAt, Relationship
from juseok.core.rows import OpenRows, Rows, number_of, text_of
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.document import Document, Frame
from juseok.formats.qda.source import Coding, Codings, described, source_of, with_extra
from juseok.formats.raw.items import file_name
from juseok.formats.tables.waiting import Shelves, Spool

SQLITE: Final = b"SQLite format 3\x00"
_HEAD: Final = 1 << 20
_KOREA: Final = timezone(timedelta(hours=9))
_MILLIS: Final = 100_000_000_000
"""A date beyond it is in milliseconds (version 2), one below in seconds (version 3)."""
_ROLES: Final = {
    **dict.fromkeys(("person", "actor", "speaker", "인물", "사람", "화자"), "Source"),
    **dict.fromkeys(
        ("organization", "organisation", "org", "affiliation", "조직", "기관", "단체", "소속"),
        "Affiliation",
    ),
}
"""Variables that name who speaks and for whom, by their usual names → role of a claim."""
_DATA: Final = ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER")
LINK: Final = "Statement-link"


@dataclass(slots=True)
class _Named:
    """A value of a variable that is something of its own: a person, an organisation, a concept."""

    name: str
    aliases: list[str] = field(default_factory=list[str])
    about: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


class _Value(NamedTuple):
    """What a statement says of one variable; ``entity`` its id where it is a thing of its own.
    ``is_long``: words of the coder, and no value among others."""

    variable: str
    text: str
    entity: int | None = None
    is_long: bool = False


class _Statement(NamedTuple):
    id: int
    type: str
    start: int | None
    end: int | None
    coder: str


class DnaReader:
    """Reads a ``.dna``; ``open_rows`` opens the database, and is handed in."""

    id: str = "dna"
    names: Mapping[str, str] = {
        "ko": "DNA (Discourse Network Analyzer)", "en": "DNA (Discourse Network Analyzer)",
    }  # fmt: skip
    extensions: tuple[str, ...] = (".dna",)

    def __init__(self, open_rows: OpenRows | None = None) -> None:
        self._open_rows = open_rows

    def recognises(self, path: Path) -> bool:
        """A SQLite file with the tables of DNA."""
        head = head_of(path)
        return head.startswith(SQLITE) and (
            path.name.lower().endswith(".dna") or b"STATEMENTTYPES" in head
        )

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """One document for each text and coder; raises ``FormatError`` where it is no DNA file."""
        try:
            with opened(self._open_rows, path) as rows, Spool() as spool:
                if not rows.columns("DOCUMENTS") or not rows.columns("STATEMENTS"):
                    raise FormatError("qda.not_a", name=path.name, format=self.names["en"])
                yield from _Project(rows, spool, file_name(path), report).documents()
        except OSError as error:
            raise os_error(error, path.name) from error


def opened(open_rows: OpenRows | None, path: Path) -> AbstractContextManager[Rows]:
    """The database at ``path``, by whom was handed in to open it."""
    assert open_rows is not None, "a reader of databases is given who opens them"
    return open_rows(path)


def head_of(path: Path) -> bytes:
    """The first bytes of a file; none where it cannot be read."""
    try:
        if not path.is_file():
            return b""
        with open(path, "rb") as file:
            head = file.read(len(SQLITE))
            return head + file.read(_HEAD) if head == SQLITE else head
    except OSError:
        return b""


class _Project:
    """One file: what is small is held, statements and their values wait in ``spool``, documents
    come one by one."""

    def __init__(self, rows: Rows, spool: Spool, file: str, report: ReportBuilder) -> None:
        self._rows, self._file, self._report = rows, file, report
        self._coders = self._labels("CODERS", "Name")
        self._types = self._labels("STATEMENTTYPES", "Label")
        self._variables = self._labels("VARIABLES", "Variable")
        self._named = self._things()
        self._statements, self._values = Shelves(spool, 1 << 4), Shelves(spool, 1 << 8)
        self._count = self._shelve_statements()
        self._shelve_values()
        self._links: defaultdict[str, list[str]] = defaultdict(list)
        self._linked = 0
        for one, two in rows.rows("STATEMENTLINKS", ("SourceId", "TargetId")):
            self._links[text_of(one)].append(text_of(two))

    def documents(self) -> Iterator[Document]:
        columns = ("ID", "Title", "Text", "Author", "Source", "Section", "Notes", "Type", "Date")
        seen: set[int] = set()
        unproved = False
        for row in self._rows.rows("DOCUMENTS", columns):
            self._report.read += 1
            number = number_of(row[0])
            if number is None:
                self._report.refuse(Message("qda.no_id", table="DOCUMENTS"), file=self._file)
                continue
            statements = self._of(number)
            self._count -= 0 if number in seen else len(statements)
            seen.add(number)
            title = text_of(row[1]).strip()
            source = source_of(
                text_of(row[2]), name=title or f"DNA {number}", file=self._file,
                metadata=_metadata(title, [text_of(cell) for cell in row[3:8]], number_of(row[8])),
                report=self._report, units="java",
            )  # fmt: skip
            self._report.read += len(statements)
            if source is None:
                if statements:
                    lost = Message("qda.lost_codings", name=title, count=len(statements))
                    self._report.refuse(lost, file=self._file)
                continue
            codings = Codings(source)
            for each in statements:
                spans = source.spans(f"statement {each.id}", each.start, each.end, None,
                                     self._report)  # fmt: skip
                if spans is not None:
                    unproved = True
                    coding = codings.of(each.coder)
                    coding.frames.append(self._frame(each, Frame(str(each.id), each.type, spans),
                                                     coding))  # fmt: skip
            self._link(codings)
            yield from codings.documents()
        if self._count:
            self._report.refuse(Message("qda.orphans", count=self._count), file=self._file)
        if unproved:
            self._report.note(Message("qda.unproved"), file=self._file)
        apart = sum(map(len, self._links.values())) - self._linked
        if apart:  # between coders, texts or statements that are not there
            told = Message("qda.left_out", what="STATEMENTLINKS", count=apart)
            self._report.refuse(told, file=self._file)
        regexes = sum(1 for _ in self._rows.rows("REGEXES", ("Label",)))
        if regexes:
            told = Message("qda.left_out", what="REGEXES", count=regexes)
            self._report.note(told, file=self._file)

    # -- statements

    def _frame(self, statement: _Statement, frame: Frame, coding: Coding) -> Frame:
        roles: list[tuple[str, str]] = []
        attributes: dict[str, str | bool] = {}
        told: list[tuple[str, str]] = []
        for value in self._said(statement):
            if not value.text:
                continue
            told.append((value.variable, value.text))
            role = _ROLES.get(value.variable.strip().lower())
            if role is None:
                if not value.is_long:
                    attributes[value.variable] = value.text
                continue
            key = f"dna:{value.variable}:{value.text}"
            coding.entities.setdefault(key, self._entity(key, value))
            roles.append((_numbered(role, roles), key))
        note = described(told)
        return Frame(frame.id, frame.type, frame.trigger, tuple(roles), attributes, note)

    def _entity(self, key: str, value: _Value) -> Entity:
        found = self._named.get(value.entity) if value.entity is not None else None
        if found is None:
            return Entity(key, "", value.variable, value.text)
        return Entity(
            key, "", value.variable, found.name, tuple(found.aliases), note=described(found.about)
        )

    def _link(self, codings: Codings) -> None:
        """Links between statements of one text and coder (version 2)."""
        for coding in codings:
            here = [frame.id for frame in coding.frames]
            for start in here:
                for end in self._links.get(start, ()):
                    if end in here and end != start:
                        id_ = f"link {start} {end}"
                        edge = Relationship(id_, "", coding.source.id, LINK, start, end)
                        coding.edges.append(edge)
                        self._linked += 1

    # -- tables

    def _labels(self, table: str, column: str) -> dict[int, str]:
        found: dict[int, str] = {}
        for key, label in self._rows.rows(table, ("ID", column)):
            number = number_of(key)
            if number is not None:
                found[number] = " ".join(text_of(label).split())
        return found

    def _things(self) -> dict[int, _Named]:
        """Entities by id: of ``ENTITIES`` (version 3) or ``ATTRIBUTES`` (version 2)."""
        found: dict[int, _Named] = {}
        for table in ("ENTITIES", "ATTRIBUTES"):
            for row in self._rows.rows(table, ("ID", "Value", "Type", "Alias", "Notes")):
                number = number_of(row[0])
                name = " ".join(text_of(row[1]).split())
                if number is None or not name or number in found:
                    continue
                named = found[number] = _Named(name)
                self._say(named, "Alias", text_of(row[3]))
                self._say(named, "Type", text_of(row[2]))
                self._say(named, "Notes", text_of(row[4]))
        labels = self._labels("ATTRIBUTEVARIABLES", "AttributeVariable")
        columns = ("EntityId", "AttributeVariableId", "AttributeValue")
        for entity, variable, value in self._rows.rows("ATTRIBUTEVALUES", columns):
            named = found.get(number_of(entity) or 0)
            if named is not None:
                self._say(named, labels.get(number_of(variable) or 0, ""), text_of(value))
        return found

    def _say(self, named: _Named, name: str, value: str) -> None:
        words = " ".join(value.split())
        if name.lower() in ("alias", "aliases"):
            named.aliases += [each.strip() for each in words.split(";") if each.strip()]
        elif words and name:
            named.about.append((name, words))

    def _of(self, document: int) -> list[_Statement]:
        """The statements of a document, by where they begin."""
        rows = cast("list[tuple[Any, ...]]", self._statements.rows(document))
        found = [_Statement(*row) for row in rows]
        return sorted(found, key=lambda each: (each.start or 0, each.id))

    def _said(self, statement: _Statement) -> list[_Value]:
        """The values of a statement, by the order of the variables."""
        rows = cast("list[tuple[int, tuple[Any, ...]]]", self._values.rows(statement.id))
        return [_Value(*value) for _, value in sorted(rows, key=lambda each: each[0])]

    def _shelve_statements(self) -> int:
        """Put statements with their documents; how many there are."""
        count = 0
        columns = ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder")
        for key, type_, document, start, end, coder in self._rows.rows("STATEMENTS", columns):
            number, of = number_of(key), number_of(document)
            if number is None or of is None:
                self._report.refuse(Message("qda.no_id", table="STATEMENTS"), file=self._file)
                continue
            who = self._coders.get(number_of(coder) or 0, "")
            sort = self._types.get(number_of(type_) or 0, "") or "Statement"
            count += 1
            made = _Statement(number, sort, number_of(start), number_of(end), who)
            self._statements.add(of, tuple(made))
        return count

    def _shelve_values(self) -> None:
        """Put values with their statements, each with its variable."""
        odd: Counter[str] = Counter()
        links = {
            number_of(key): number_of(variable)
            for key, variable in self._rows.rows("ROLEVARIABLELINKS", ("ID", "VariableId"))
        }
        for table in _DATA:
            columns = ("StatementId", "VariableId", "Entity", "Value", "RoleVariableLinkId")
            for key, variable, entity, value, link in self._rows.rows(table, columns):
                number, of = number_of(key), number_of(variable)
                if of is None:  # files of the version to come name roles between the two
                    of = links.get(number_of(link))
                if number is None or of is None or of not in self._variables:
                    odd[table] += 1
                    continue
                made = self._value(table, self._variables[of], entity, value)
                self._values.add(number, (of, tuple(made)))
        for table, count in odd.items():
            self._report.refuse(Message("qda.odd_rows", table=table, count=count), file=self._file)

    def _value(self, table: str, variable: str, entity: object, value: object) -> _Value:
        """Short texts are ids of entities in version 3 and in late files of version 2."""
        cell = value if isinstance(value, str | int | float | bytes) else None
        if table == "DATABOOLEAN":
            return _Value(variable, "yes" if number_of(cell) else "no")
        if table == "DATASHORTTEXT":
            given = entity if isinstance(entity, str | int | float | bytes) else cell
            number = number_of(given) if not isinstance(given, str) else None
            if number is not None and number in self._named:
                return _Value(variable, self._named[number].name, number)
            return _Value(variable, " ".join(text_of(given).split()))
        return _Value(variable, text_of(cell).strip(), is_long=table == "DATALONGTEXT")


def _numbered(role: str, roles: list[tuple[str, str]]) -> str:
    count = sum(name.rstrip("0123456789") == role for name, _ in roles)
    return role if not count else f"{role}{count + 1}"


def _metadata(title: str, texts: list[str], date: int | None) -> Metadata:
    author, publisher, section, notes, type_ = (" ".join(each.split()) for each in texts)
    found = Metadata(
        title=title,
        publisher=publisher,
        section=section,
        bylines=(author,) if author else (),
        published=_moment(date),
    )
    return with_extra(found, (("notes", notes), ("type", type_)))


def _moment(date: int | None) -> PublishedAt:
    """When a document is of; at midnight nothing but the day is known."""
    if date is None:
        return PublishedAt()
    try:
        if abs(date) >= _MILLIS:
            at = datetime.fromtimestamp(date / 1000, _KOREA)
        else:  # the local time as if it were that of Greenwich
            at = datetime.fromtimestamp(date, UTC)
    except (ValueError, OverflowError, OSError):
        return PublishedAt()
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return PublishedAt(f"{at:%Y-%m-%d}", f"{at:%Y-%m-%d}", "day")
    return PublishedAt(f"{at:%Y-%m-%d %H:%M}", f"{at:%Y-%m-%dT%H:%M}+09:00", "minute")

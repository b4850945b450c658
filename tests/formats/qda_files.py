"""Files of DNA, QualCoder and REFI-QDA as those programs make them, small."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.formats.made import zipped

TEXT = "😀 정부는 탄소세를 도입한다.\n환경연합 김하늘 대표는 “늦었지만 옳다”고 말했다."

DNA_3 = """
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Password TEXT);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
  Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER NOT NULL);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INT);
CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
  Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, ChildOf INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INT, VariableId INT, Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INT, VariableId INT, Value INTEGER);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INT, VariableId INT, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INT, VariableId INT, Entity INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INT, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INT, AttributeVariableId INT,
  AttributeValue TEXT);
"""
DNA_2 = """
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
  Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INT);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
  Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE STATEMENTLINKS(ID INTEGER PRIMARY KEY, SourceId INTEGER, TargetId INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INT, VariableId INT,
  StatementTypeId INT, Value INTEGER);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INT, VariableId INT,
  StatementTypeId INT, Value TEXT);
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER,
  Type TEXT, Alias TEXT, Notes TEXT, ChildOf INTEGER);
"""
QUALCODER = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text,
  owner text, date text, unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text,
  pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
  memo text, owner text, date text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text,
  id integer, owner text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text);
CREATE TABLE journal (jid integer primary key, name text, jentry text, owner text);
"""


def units(text: str, words: str) -> tuple[int, int]:
    """Where ``words`` stand in ``text``, in UTF-16 units."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return start, start + len(words.encode("utf-16-le")) // 2


def points(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def database(path: Path, schema: str, tables: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """A SQLite file with ``tables``: rows without the columns at their end are filled with NULL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(schema)
        for table, rows in tables.items():
            for row in rows:
                width = len(db.execute(f"PRAGMA table_info({table})").fetchall())
                values = [*row, *[None] * (width - len(row))]
                db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", values)
        db.commit()
    return path


def dna(path: Path, **more: Iterable[Sequence[Any]]) -> Path:
    """A file of version 3: two coders, two statements of the one type, one of the other."""
    one, two = units(TEXT, "정부는 탄소세를 도입한다."), units(TEXT, "늦었지만 옳다")
    tables: dict[str, Iterable[Sequence[Any]]] = {
        "CODERS": [(1, "이가온"), (2, "박나래")],
        "DOCUMENTS": [(1, "탄소세", TEXT, 1, "최기자", "한빛일보", "정책", "", "news", 1741079520)],
        "STATEMENTTYPES": [(1, "DNA Statement"), (2, "Annotation")],
        "VARIABLES": [
            (1, "person", "short text", 1), (2, "organization", "short text", 1),
            (3, "concept", "short text", 1), (4, "agreement", "boolean", 1),
            (5, "note", "long text", 2),
        ],
        "ENTITIES": [(1, 1, "김하늘"), (2, 2, "환경연합"), (3, 3, "탄소세 도입"), (4, 2, "정부")],
        "STATEMENTS": [(1, 1, 1, *one, 1), (2, 1, 1, *two, 2), (3, 2, 1, *two, 1)],
        "DATASHORTTEXT": [(1, 1, 2, 4), (2, 1, 3, 3), (3, 2, 1, 1), (4, 2, 2, 2), (5, 2, 3, 3)],
        "DATABOOLEAN": [(1, 1, 4, 1), (2, 2, 4, 1)],
        "DATALONGTEXT": [(1, 3, 5, "다시 볼 것")],
        "ATTRIBUTEVARIABLES": [(1, 2, "Alias"), (2, 2, "Type")],
        "ATTRIBUTEVALUES": [(1, 2, 1, "환련; KFEM"), (2, 2, 2, "NGO")],
    }  # fmt: skip
    return database(path, DNA_3, {**tables, **more})


def qualcoder(folder: Path, **more: Iterable[Sequence[Any]]) -> Path:
    """A project of two coders, with a picture, a memo and a case."""
    org, person = points(TEXT, "환경연합"), points(TEXT, "김하늘")
    tables: dict[str, Iterable[Sequence[Any]]] = {
        "source": [(1, "탄소세.txt", TEXT, None, "받은 글", "이가온"),
                   (2, "사진.png", None, "/images/1.png", "", "이가온")],
        "code_name": [(1, "ORG"), (2, "인물"), (3, "비판")],
        "code_text": [
            (1, 1, 1, "환경연합", *org, "이가온", "", "첫 단체"),
            (2, 2, 1, "김하늘", person[0] + 9, person[1] + 9, "박나래", "", ""),
            (3, 3, 1, "늦었지만 옳다", *points(TEXT, "늦었지만 옳다"), "이가온", "", ""),
            (4, 9, 1, "정부", *points(TEXT, "정부"), "이가온", "", ""),
        ],
        "annotation": [(1, 1, *points(TEXT, "탄소세"), "정의는?", "박나래")],
        "attribute": [(1, "매체", "file", "한빛일보", 1)],
        "cases": [(1, "환경")],
    }  # fmt: skip
    database(folder / "data.qda", QUALCODER, {**tables, **more})
    return folder


def qde(body: str, *, codes: str = "", users: str = "", notes: str = "") -> str:
    """``project.qde`` with ``body`` as its sources."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="p">'
        f"<Users>{users}</Users><CodeBook><Codes>{codes}</Codes></CodeBook>"
        f"<Sources>{body}</Sources><Notes>{notes}</Notes></Project>"
    )


CODES = (
    '<Code guid="c1" name="기관" isCodable="true"><Code guid="c2" name="ORG" isCodable="true"/>'
    '</Code><Code guid="c3" name="인물" isCodable="true"/>'
)
USERS = '<User guid="u1" name="이가온"/><User guid="u2" name="박나래"/>'


def selection(
    guid: str, place: tuple[int, int], *codes: tuple[str, str], name: str = "", more: str = ""
) -> str:
    """A ``PlainTextSelection`` with pairs of a code and who gave it."""
    coded = "".join(
        f'<Coding guid="{guid}{code}" creatingUser="{who}"><CodeRef targetGUID="{code}"/></Coding>'
        for code, who in codes
    )
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{place[0]}" '
        f'endPosition="{place[1]}" creatingUser="u1">{more}{coded}</PlainTextSelection>'
    )


def qdpx(path: Path, xml: str, **sources: str | bytes) -> Path:
    """A packed project; a source is called by its name without ``.txt``."""
    files: dict[str, str | bytes] = {"project.qde": xml}
    files |= {f"Sources/{name}.txt": text for name, text in sources.items()}
    path.write_bytes(zipped(files))
    return path

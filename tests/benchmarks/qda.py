"""Projects of DNA, QualCoder and REFI-QDA of any size, the same at every run."""

import random
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from xml.sax.saxutils import quoteattr

from tests.benchmarks.generator import TYPES, prose
from tests.formats.qda_files import DNA_3, QUALCODER

CODED, CHARACTERS = 60, 1_200
_CODERS = ("이가온", "박나래")
DAY = 1_741_079_520
_VARIABLES = ("person", "organization", "concept", "agreement")


def articles(count: int) -> Iterator[tuple[int, str, list[tuple[int, int]]]]:
    """The number of each from 1, its text, and where it is coded."""
    chance = random.Random(11)
    for number in range(1, count + 1):
        text = prose(CHARACTERS, chance)
        starts = sorted(chance.randrange(len(text) - 40) for _ in range(CODED))
        yield number, text, [(start, start + chance.randint(2, 30)) for start in starts]


def make_dna(path: Path, count: int) -> None:
    """Statements by two coders, each with four variables."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(DNA_3)
        _many(db, "CODERS", [(at, name, None) for at, name in enumerate(_CODERS, start=1)])
        _many(db, "STATEMENTTYPES", [(1, "DNA Statement", None)])
        _many(db, "VARIABLES", [(at, n, "", 1) for at, n in enumerate(_VARIABLES, start=1)])
        _many(db, "ENTITIES", [(at, 1 + at % 3, f"이름 {at}", None) for at in range(1, 501)])
        for number, text, places in articles(count):
            row = (
                number,
                f"기사 {number}",
                text,
                1,
                "최기자",
                "한빛일보",
                "정책",
                "",
                "news",
                1741079520,
            )
            _many(db, "DOCUMENTS", [row])
            first = number * CODED
            _many(db, "STATEMENTS", [
                (first + at, 1, number, *place, 1 + at % 2) for at, place in enumerate(places)
            ])  # fmt: skip
            values = [(None, first + at, 1 + v, 1 + (at * 7 + v) % 500)
                      for at in range(CODED) for v in range(3)]  # fmt: skip
            _many(db, "DATASHORTTEXT", values)
            _many(db, "DATABOOLEAN", [(None, first + at, 4, at % 2) for at in range(CODED)])
        db.commit()


def make_qualcoder(path: Path, count: int) -> None:
    """A folder with codings by two coders."""
    path.mkdir()
    with closing(sqlite3.connect(path / "data.qda")) as db:
        db.executescript(QUALCODER)
        _many(db, "code_name", [(at, n, "", None, "") for at, n in enumerate(TYPES, start=1)])
        for number, text, places in articles(count):
            _many(db, "source", [(number, f"기사 {number}", text, None, "", _CODERS[0], "")])
            _many(db, "code_text", [
                (None, 1 + at % len(TYPES), number, text[start:end], start, end, _CODERS[at % 2],
                 "", "", None, None) for at, (start, end) in enumerate(places)
            ])  # fmt: skip
        db.commit()


def make_refi(path: Path, count: int) -> None:
    """A packed project: texts as files beside, selections in its XML."""
    users = "".join(f'<User guid="u{at}" name="{name}"/>' for at, name in enumerate(_CODERS))
    codes = "".join(
        f'<Code guid="c{at}" name="{name}" isCodable="true"/>' for at, name in enumerate(TYPES)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        parts = [
            '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0">'
            f"<Users>{users}</Users><CodeBook><Codes>{codes}</Codes></CodeBook><Sources>"
        ]
        for number, text, places in articles(count):
            packed.writestr(f"Sources/{number}.txt", text)
            parts.append(
                f'<TextSource guid="t{number}" name="기사 {number}" '
                f'plainTextPath="internal://{number}.txt">'
            )
            parts += (
                f'<PlainTextSelection guid="s{number}-{at}" name={quoteattr(text[start:end])} '
                f'startPosition="{start}" endPosition="{end - 1}" creatingUser="u{at % 2}">'
                f'<Coding guid="k{number}-{at}" creatingUser="u{at % 2}">'
                f'<CodeRef targetGUID="c{at % len(TYPES)}"/></Coding></PlainTextSelection>'
                for at, (start, end) in enumerate(places)
            )
            parts.append("</TextSource>")
        packed.writestr("project.qde", "".join([*parts, "</Sources></Project>"]))


def _many(db: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)

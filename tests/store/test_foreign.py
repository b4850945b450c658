"""Whatever a colleague's file is: taken in intact or refused in a sentence, and left as it was."""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.data.projects.make import content
from tests.store.colleagues import copy_of
from tests.store.kit import ARTICLE, Desk
from tests.store.test_bad_files import DAMAGES
from tests.store.test_migrations import frozen
from tests.store.test_mutations import MUTATIONS

from juseok.core.canon import canonical
from juseok.core.errors import Cancelled, ProjectError
from juseok.core.messages import LANGUAGES, catalogue
from juseok.core.ops import CREATE, SET, Change, Op, op_hash
from juseok.store import foreign, schema
from juseok.store.foreign import open_foreign
from juseok.store.identity import Identity
from juseok.store.incoming import Incoming, prove
from juseok.store.log import fields_of
from juseok.store.project import Project


@pytest.fixture
def file(desk: Desk, tmp_path: Path) -> Path:
    """A colleague's file with two mentions in it."""
    desk.mention()
    other = copy_of(desk, 1, tmp_path)
    other.mention(7, 10)
    other.project.close()
    return other.project.path


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "private"
    place.mkdir()
    yield place
    shutil.rmtree(place)


def take(path: Path, folder: Path, **options: Any) -> int:
    """How many operations are taken in; the file has to stay as it was."""
    before = path.read_bytes() if path.is_file() else b""
    try:
        with open_foreign(path, folder, **options) as incoming:
            prove(incoming, None)
            return sum(1 for _ in incoming.ops())
    finally:
        assert not before or path.read_bytes() == before


def refusal(path: Path, folder: Path, **options: object) -> str:
    with pytest.raises(ProjectError) as raised:
        take(path, folder, **options)
    code = raised.value.message.code
    assert all(code in catalogue(language) for language in LANGUAGES)
    return code


def test_a_sound_file_is_taken_in_whole(file: Path, folder: Path, identity: Identity) -> None:
    with Project.open(file, identity=identity, read_only=True) as opened, opened.reader() as reader:
        due = sum(1 for _ in reader.all_ops())
    assert take(file, folder) == due


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_no_whole_project_is_refused(file: Path, folder: Path, damage: str) -> None:
    change, code = DAMAGES[damage]
    change(file)
    foreign_code = code.replace("project.truncated", "foreign.truncated")
    assert refusal(file, folder) in (code, foreign_code, "foreign.damaged")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)"
        " SELECT i FROM n",
        "CREATE TRIGGER t AFTER INSERT ON op BEGIN DELETE FROM object; END",
        "CREATE TRIGGER t AFTER UPDATE ON merge BEGIN DELETE FROM op; END",
        "ALTER TABLE op ADD COLUMN more TEXT AS (hex(zeroblob(1000)))",
        "CREATE INDEX evil ON op(length(body))",
        "CREATE VIRTUAL TABLE f USING fts5(a)",
    ],
)
def test_a_hostile_schema_is_refused(file: Path, folder: Path, statement: str) -> None:
    db = sqlite3.connect(file)
    db.execute(statement)
    db.commit()
    db.close()
    assert refusal(file, folder) == "project.schema"


def test_a_view_in_the_place_of_a_table_is_refused(file: Path, folder: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("DROP TABLE merge")
    db.execute(
        "CREATE VIEW merge AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)"
        " SELECT i AS n, 1 AS live FROM n"
    )
    db.commit()
    db.close()
    assert refusal(file, folder) == "project.schema"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("op_id", 7), ("at", b"\xff"), ("at", 1 << 62), ("prev", 3), ("lamport", -1),
        ("replica", 999_999), ("hash", b""), ("label", "{"), ("body", "[]"), ("body", "{" * 9999),
        ("v", 1 << 60), ("seq", 0),
    ],
)  # fmt: skip
def test_rows_of_wrong_types_are_refused(
    file: Path, folder: Path, column: str, value: object
) -> None:
    db = sqlite3.connect(file)
    db.execute(f"UPDATE op SET {column} = ? WHERE arrival = 3", (value,))
    db.commit()
    db.close()
    assert refusal(file, folder) in ("foreign.altered", "foreign.damaged")


def test_text_that_is_not_text_is_refused(file: Path, folder: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("UPDATE op SET body = CAST(x'7B22FF227D' AS TEXT) WHERE arrival = 3")
    db.commit()
    db.close()
    assert refusal(file, folder) == "foreign.damaged"


def test_an_altered_text_is_refused(file: Path, folder: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("UPDATE article_text SET text = text || '.'")
    db.commit()
    db.close()
    assert refusal(file, folder) == "foreign.altered"


def test_a_file_without_the_text_of_its_article_is_refused(file: Path, folder: Path) -> None:
    db = sqlite3.connect(file)
    db.execute("DELETE FROM article_text")
    db.commit()
    db.close()
    assert refusal(file, folder) == "foreign.no_text"


HOSTILE: list[tuple[str, str, str, dict[str, object]]] = [
    ("mention", CREATE, "spans beside the text", {"spans": [[0, 4, "한빛전기"]], "type": "ORG"}),
    ("mention", CREATE, "spans of no shape", {"spans": [["a", None]], "type": "ORG"}),
    ("mention", CREATE, "a type that is no text", {"spans": [[0, 4, "한빛전자"]], "type": 7}),
    ("mention", CREATE, "no type", {"spans": [[0, 4, "한빛전자"]]}),
    ("mention", SET, "an unknown origin", {"how": "magic"}),
    ("mention", SET, "an attribute of no shape", {"@certainty": {"a": 1}}),
    ("claim", SET, "references of no shape", {"source": [["span", "x"]]}),
    ("zoning", CREATE, "zones of no shape", {"zones": 7}),
    ("occurrence", CREATE, "a page that is no text", {"page": []}),
    ("type", CREATE, "a type of no shape", {"id": "X", "category": "entity", "order": "x"}),
    ("article_state", CREATE, "a state that is no text", {"layer": "l", "state": {}}),
]


@pytest.mark.parametrize(
    ("kind", "verb", "body"), [(k, v, b) for k, v, _, b in HOSTILE], ids=[h[2] for h in HOSTILE]
)
def test_a_true_hash_over_misshapen_registers_does_not_help(
    desk: Desk, tmp_path: Path, folder: Path, kind: str, verb: str, body: dict[str, object]
) -> None:
    """As a program would write it that knows our hashes and means no good."""
    layer = desk.project.own_layer
    whole = {"layer": layer, "article": ARTICLE, **body} if verb == CREATE else body
    made = desk.mention()
    (last,) = desk.do(Change(made, "mention", SET, {"note": "마지막"})).ops
    fields: dict[str, Any] = fields_of(last) | {
        "op_id": desk.project.ids(), "seq": last.seq + 1, "kind": kind, "verb": verb,
        "prev": last.hash, "obj": made if verb == SET else desk.project.ids(), "label": "",
    }  # fmt: skip

    fields["body"] = canonical(whole)
    hostile = Op(**fields, hash=op_hash(fields))
    path = tmp_path / "hostile.juseok"
    desk.project.writer.call(
        lambda recorder: recorder.transaction(lambda: recorder.log.append(hostile))
    ).result()
    desk.project.writer.call(
        lambda recorder: recorder.db.execute("VACUUM INTO ?", (str(path),))
    ).result()
    assert refusal(path, folder) == "foreign.damaged"


def test_only_plain_files_are_opened(file: Path, folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.juseok"
    link.symlink_to(file)
    pipe = tmp_path / "pipe.juseok"
    os.mkfifo(pipe)
    for path in (link, pipe, tmp_path, Path("/dev/null")):
        assert refusal(path, folder) == "foreign.not_a_file"
    assert refusal(tmp_path / "none.juseok", folder) == "project.missing"


def test_the_project_itself_is_never_opened_as_a_file(file: Path, folder: Path) -> None:
    hard = file.with_name("hard.juseok")
    os.link(file, hard)
    for path in (file, hard):
        assert refusal(path, folder, own=file) == "foreign.same"


def test_what_lies_beside_a_file_is_not_trusted(file: Path, folder: Path) -> None:
    for side in ("-journal", "-wal"):
        beside = Path(f"{file}{side}")
        beside.write_bytes(b"x" * 600)
        assert refusal(file, folder) == "foreign.in_use"
        beside.unlink()


def test_a_huge_file_is_refused_unread(file: Path, folder: Path) -> None:
    assert refusal(file, folder, max_bytes=file.stat().st_size - 1) == "foreign.huge"
    assert not any(folder.iterdir())


def test_a_look_that_takes_too_long_ends(
    file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "_SECONDS", -1e6)
    monkeypatch.setattr(foreign, "_STEPS", 1)
    assert refusal(file, folder) == "foreign.late"


def test_a_look_can_be_stopped(file: Path, folder: Path) -> None:
    with pytest.raises(Cancelled):
        take(file, folder, cancelled=lambda: True)


def test_an_older_file_is_converted_in_the_copy_alone(tmp_path: Path, folder: Path) -> None:
    path, due = frozen(1, tmp_path)
    assert schema.VERSION > 1
    operations = due["operations"]
    assert isinstance(operations, list)
    assert take(path, folder) == len(operations)


def accepted(path: Path, folder: Path) -> Incoming | None:
    place = folder / "one"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        incoming = open_foreign(path, place)
        try:
            prove(incoming, None)
        except BaseException:
            incoming.close()
            raise
    except ProjectError:
        return None
    return incoming


def drill(folder: Path, *, files: int, seed: int) -> tuple[int, int]:
    """Refused or accepted intact, none altered, no crash: how many were which."""
    sound, due = frozen(1, folder)
    original = sound.read_bytes()
    operations = {(op, digest) for op, digest in due["operations"]}
    path = folder / "changed.juseok"
    rnd = random.Random(seed)
    taken = 0
    for number in range(files):
        data = bytearray(original)
        MUTATIONS[number % len(MUTATIONS)](data, rnd)
        path.write_bytes(data)
        incoming = accepted(path, folder)
        assert path.read_bytes() == data
        if incoming is None:
            continue
        taken += 1
        with incoming:
            assert {(op.op_id, op.hash) for op in incoming.ops()} == operations, number
    return taken, files - taken


def test_a_changed_file_is_refused_or_taken_in_intact(tmp_path: Path) -> None:
    assert sum(drill(tmp_path, files=200, seed=3)) == 200


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_two_thousand_changed_files_are_refused_or_taken_in_intact(tmp_path: Path) -> None:
    taken, refused = drill(tmp_path, files=2000, seed=4)
    assert taken + refused == 2000
    assert refused > taken


def test_what_was_taken_in_is_what_the_file_holds(
    file: Path, folder: Path, tmp_path: Path, identity: Identity
) -> None:
    with Project.open(file, identity=identity, read_only=True) as opened, opened.reader() as reader:
        due = content(reader)
    with open_foreign(file, folder) as incoming:
        found = sorted([op.op_id, op.hash] for op in incoming.ops())
    assert found == sorted(due["operations"])

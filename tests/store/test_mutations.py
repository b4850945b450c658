"""Bytes of a project file that changed by themselves are noticed, whatever they are."""

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.data.projects.make import content
from tests.store.test_migrations import frozen

from juseok.core.errors import ProjectError
from juseok.store.connection import probe
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project

Mutation = Callable[[bytearray, random.Random], None]


def flip(data: bytearray, rnd: random.Random) -> None:
    data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)


def zero(data: bytearray, rnd: random.Random) -> None:
    start = rnd.randrange(len(data))
    end = min(len(data), start + rnd.choice((1, 16, 512, 4096)))
    data[start:end] = bytes(end - start)


def overwrite(data: bytearray, rnd: random.Random) -> None:
    start = rnd.randrange(len(data) - 64)
    data[start : start + 64] = rnd.randbytes(64)


def swap(data: bytearray, rnd: random.Random) -> None:
    one, other = (4096 * rnd.randrange(len(data) // 4096) for _ in range(2))
    data[one : one + 4096], data[other : other + 4096] = (
        data[other : other + 4096],
        data[one : one + 4096],
    )


def cut(data: bytearray, rnd: random.Random) -> None:
    del data[rnd.randrange(len(data)) :]


def insert(data: bytearray, rnd: random.Random) -> None:
    at = rnd.randrange(len(data))
    data[at:at] = rnd.randbytes(rnd.randrange(1, 64))


MUTATIONS: tuple[Mutation, ...] = (flip, flip, flip, zero, overwrite, swap, cut, insert)


def silent(path: Path, identity: Identity, due: dict[str, object]) -> str:
    """What a changed file says that is wrong without anybody noticing; empty when nothing."""
    before = path.read_bytes()
    try:
        if check(path):
            return ""
        with Project.open(path, identity=identity, read_only=True) as project:
            assert project.project_id == due["project"]
            with project.reader() as reader:
                found = content(reader)
    except ProjectError:
        return ""
    finally:
        assert path.read_bytes() == before
    return "" if [*map(list, found["objects"])] == due["objects"] else "objects"


def drill(folder: Path, identity: Identity, *, files: int, seed: int) -> None:
    sound, due = frozen(1, folder)
    db = sqlite3.connect(sound)
    (due["project"],) = db.execute("SELECT value FROM meta WHERE key = 'project_id'").fetchone()
    db.close()
    original = sound.read_bytes()
    path = folder / "changed.juseok"
    rnd = random.Random(seed)
    for number in range(files):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        data = bytearray(original)
        mutation(data, rnd)
        path.write_bytes(data)
        assert silent(path, identity, due) == "", f"{mutation.__name__}, file {number}"


def test_a_changed_file_is_refused_or_its_faults_are_told(
    tmp_path: Path, identity: Identity
) -> None:
    drill(tmp_path, identity, files=64, seed=1)


def test_a_table_that_is_not_even_text_is_told_in_a_sentence(
    tmp_path: Path, identity: Identity
) -> None:
    sound, due = frozen(1, tmp_path)
    data = sound.read_bytes()
    path = tmp_path / "changed.juseok"
    for words in (b"CREATE TABLE", b"CREATE INDEX"):
        path.write_bytes(data.replace(words, words[:-1] + b"\x89"))
        assert silent(path, identity, due) == ""
        with pytest.raises(ProjectError, match="damaged"):
            probe(path)


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_two_thousand_changed_files(tmp_path: Path, identity: Identity) -> None:
    drill(tmp_path, identity, files=2000, seed=2)

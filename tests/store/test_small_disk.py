"""A file system that really is full; needs root for the mount, and is a long drill."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.kit import LABEL, Desk

from juseok.core.errors import ProjectError
from juseok.core.ops import Action, Change
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.project import Project

pytestmark = pytest.mark.drill


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder with room for 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("a file system of its own needs root")
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_saves_once_there_is_room(
    small: Path, identity: Identity
) -> None:
    ballast = small / "ballast"
    ballast.write_bytes(b"x" * 500_000)
    path = small / "작은 디스크.juseok"
    with Project.create(path, identity=identity, scheme=()) as project:
        desk = Desk(project)
        desk.add_article()
        made = desk.mention()
        futures = [
            project.writer.submit(
                Action(LABEL, (Change(made, "mention", "set", {"note": f"{n} " + "가" * 9000}),))
            )
            for n in range(60)
        ]
        with pytest.raises(ProjectError) as raised:
            project.writer.flush()
        assert raised.value.message.code == "project.full"
        with pytest.raises(ProjectError):
            project.back_up()
        assert not list(small.glob("*.backups/*"))
        assert not futures[-1].done()
        ballast.unlink()
        project.writer.retry()
        project.writer.flush()
        assert all(future.result().ops for future in futures)
        due = desk.dump()
    assert check(path) == []
    with Project.open(path, identity=identity, read_only=True) as project:
        assert Desk(project).dump() == due


def test_a_disk_that_became_read_only_opens_for_reading_with_the_reason(
    small: Path, identity: Identity
) -> None:
    path = small / "잠긴 디스크.juseok"
    with Project.create(path, identity=identity, scheme=()) as project:
        desk = Desk(project)
        desk.add_article()
        desk.mention()
        due = desk.dump()
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with Project.open(path, identity=identity) as project:
        assert project.read_only is not None
        assert project.read_only.code.startswith("project.read_only.")
        assert Desk(project).dump() == due
        with pytest.raises(ProjectError):
            Desk(project).mention()

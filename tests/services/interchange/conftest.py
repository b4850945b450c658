"""A project with the seeds in it, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.services.seeded import fill

from juseok.core.scheme import load_scheme, scheme_changes
from juseok.services import abreast
from juseok.services.interchange import sharing
from juseok.store.identity import Identity
from juseok.store.project import Project

ME = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project file with the seeds in it."""
    folder = tmp_path_factory.mktemp("filled")
    identity = Identity(ME, "김주석", folder / "state")
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(folder / "seeds.juseok", identity=identity, scheme=scheme) as project:
        fill(project)
        return project.path


@pytest.fixture
def full(filled: Path, tmp_path: Path) -> Iterator[Project]:
    path = Path(shutil.copy(filled, tmp_path / "full.juseok"))
    with Project.open(path, identity=Identity(ME, "김주석", tmp_path / "state")) as project:
        yield project


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Small exports and imports are shared by two processes, too; those that were started."""
    started: list[Any] = []
    start = abreast.start_beside

    def begin(name: str) -> Any:
        started.append(start(name))
        return started[-1]

    monkeypatch.setattr(abreast, "start_beside", begin)
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    monkeypatch.setattr(sharing, "WORTH", 2)
    monkeypatch.setattr(sharing, "AT_ONCE", 1)
    return started

"""A project on disk for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store.kit import Desk

from juseok.store.identity import Identity
from juseok.store.project import Project


@pytest.fixture
def identity(tmp_path: Path) -> Identity:
    return Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "뉴스 주석.juseok"


@pytest.fixture
def desk(path: Path, identity: Identity) -> Iterator[Desk]:
    """An open project with the article TEXT."""
    with Project.create(path, identity=identity, scheme=()) as project:
        desk = Desk(project)
        desk.add_article(title="한빛전자, 내년 증설", publisher="가온신문")
        yield desk


@pytest.fixture
def reopen(desk: Desk, identity: Identity) -> Iterator[Callable[[], Desk]]:
    """Close the project and open it again."""
    opened: list[Project] = []

    def again() -> Desk:
        desk.project.close()
        for project in opened:
            project.close()
        opened.append(Project.open(desk.project.path, identity=identity))
        return Desk(opened[-1])

    yield again
    for project in opened:
        project.close()

"""Colleagues: copies of one project in the hands of several people."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.store.kit import Desk

from juseok.store.identity import Identity
from juseok.store.project import Project


def identity_of(number: int, folder: Path) -> Identity:
    return Identity(f"{number:08d}-2222-4222-8222-222222222222", f"동료{number}", folder / "state")


def copy_of(desk: Desk, number: int, folder: Path) -> Desk:
    """The project as it is now, in the hands of colleague ``number``; close it."""
    path = folder / f"동료{number}.juseok"
    desk.project.back_up(path)
    return Desk(Project.open(path, identity=identity_of(number, folder)))


@contextmanager
def leading(folder: Path) -> Generator[Desk, None, None]:
    """The project of a lead, with the article TEXT."""
    path = folder / "뉴스 주석.juseok"
    with Project.create(path, identity=identity_of(0, folder), scheme=()) as project:
        desk = Desk(project)
        desk.add_article(title="한빛전자, 내년 증설", publisher="가온신문")
        yield desk

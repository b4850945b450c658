"""Sending work to people: a working copy or a bundle with one person's part of a project.

What is sent is made from a private snapshot, so that the project is not held while it is read.
"""

import secrets
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from juseok.core.errors import KnownError
from juseok.core.model import Annotator
from juseok.services.exchange.merging import PROJECT_SUFFIX
from juseok.store import files
from juseok.store.bundle import write_bundle
from juseok.store.connection import connect
from juseok.store.content import all_contents
from juseok.store.errors import telling
from juseok.store.excerpt import Excerpt, part_of
from juseok.store.log import LIVE, Log
from juseok.store.meta import read_project_id
from juseok.store.names import Names
from juseok.store.project import Project
from juseok.store.working_copy import write_working_copy

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]

_PASSES: Final = 2


@dataclass(frozen=True, slots=True)
class Order:
    """What is sent: the part of ``annotator`` (an id; empty: everything), and where it goes.

    A ``path`` that ends in ``.juseok`` becomes a project file that this person opens, any other a
    bundle.  ``progress`` is told how many of how many operations are through.
    """

    annotator: str
    path: Path
    overwrite: bool = False
    progress: Progress = lambda done, of: None
    cancelled: Asked = lambda: False


@dataclass(frozen=True, slots=True)
class Sent:
    """What went into a file: operations, and articles of the person (all, where it is whole)."""

    operations: int
    articles: int


def find_annotator(project: Project, name: str) -> Annotator:
    """The annotator of that id or name; raises ``KnownError`` where none or several have it."""
    with project.reader() as reader:
        people = reader.annotators()
    found = [each for each in people if name in (each.id, each.name)]
    if len(found) == 1:
        return found[0]
    code = "exchange.nobody" if not found else "exchange.several"
    raise KnownError(code, name=name, known=", ".join(sorted(each.name for each in people)))


def check_sender(project: Project, annotator: str) -> None:
    """Refuse who works blind the part of somebody else; raises ``KnownError``."""
    if not annotator or annotator == project.annotator:
        return
    with project.reader() as reader:
        if reader.campaigns.is_blind(project.annotator):
            raise KnownError("exchange.blind")


def check_place(project: Project, path: Path) -> None:
    """Refuse to put what is sent in the place of the project; raises ``KnownError``."""
    if path.exists() and path.samefile(project.path):
        raise KnownError("foreign.same", name=path.name)


def send(*, project: Project, order: Order) -> Sent:
    """Write the file of ``order``; raises ``KnownError``, and then there is no new file."""
    check_sender(project, order.annotator)
    check_place(project, order.path)
    with TemporaryDirectory() as folder:
        with project.snapshot(Path(folder)) as stream:
            snapshot = stream.path
        return send_from(snapshot=snapshot, order=order)


def send_from(*, snapshot: Path, order: Order) -> Sent:
    """As :func:`send`, from a private snapshot of the project that nobody writes to."""
    with telling(order.path), closing(connect(snapshot, mode="ro")) as db:
        project_id = read_project_id(db, order.path)
        (total,) = db.execute(f"SELECT count(*) FROM op WHERE {LIVE}").fetchone()
        if not order.annotator:
            names = Names(db)
            (articles,) = db.execute("SELECT count(*) FROM article_row").fetchone()
            whole = write_bundle(
                order.path,
                project_id=project_id,
                ops=Log(db, names).live(),
                contents=all_contents(db, names),
                overwrite=order.overwrite,
                progress=lambda done: order.progress(done, total),
                cancelled=order.cancelled,
            )
            return Sent(whole.operations, articles)
        part = part_of(db, order.annotator)
        excerpt = Excerpt(db, part)
        opened = order.path.suffix.lower() == PROJECT_SUFFIX
        written = (write_working_copy if opened else write_bundle)(
            order.path,
            project_id=project_id,
            annotator=order.annotator,
            ops=excerpt.ops(_counting(order.progress, total * _PASSES)),
            contents=excerpt.contents(),
            overwrite=order.overwrite,
            cancelled=order.cancelled,
        )
        count = written if isinstance(written, int) else written.operations
        return Sent(count, len(part.articles))


def _counting(progress: Progress, total: int) -> Callable[[], None]:
    done = 0

    def passed() -> None:
        nonlocal done
        done += 1
        if done % 500 == 0 or done == total:
            progress(done, total)

    return passed


def put_in_place(made: Path, path: Path, *, overwrite: bool) -> None:
    """Copy the finished file ``made`` to ``path``, whole or not at all; raises ``ProjectError``."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with telling(path):
            shutil.copyfile(made, fresh)
            if overwrite:
                files.sync(fresh)
                fresh.replace(path)
            else:
                files.publish(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)

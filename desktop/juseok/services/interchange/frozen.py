"""A release as a project of its own, for reading: exported from it, all is as it was frozen."""

import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from juseok.core.errors import Cancelled
from juseok.services.interchange.options import Progress
from juseok.services.interchange.releases import heads_of
from juseok.services.worker import Port, Runner, run_here
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.working_copy import write_working_copy


def write_frozen(
    port: Port,
    source: Path,
    target: Path,
    heads: Mapping[str, int],
    project_id: str,
    annotator: str,
) -> None:
    """Write what the project file ``source`` held at ``heads`` to the new ``target``."""
    progress = port.progress()
    with Reader.alone(source, annotator) as reader:
        write_working_copy(
            target, project_id=project_id, annotator=annotator,
            ops=reader.released.ops(heads, progress), contents=reader.released.contents(),
        )  # fmt: skip


@contextmanager
def as_released(
    *,
    project: Project,
    release: str,
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
    runner: Runner | None = None,
) -> Generator[Project, None, None]:
    """``project`` as the release of that name froze it, open for reading while the block runs.

    It is a copy beside nothing else, and gone afterwards; ``runner`` writes it elsewhere.  Raises
    ``KnownError`` where there is no such release, ``ProjectError`` where a part of it is not here,
    and :class:`Cancelled`.
    """

    def heard(step: tuple[int, int]) -> None:
        if cancelled():
            raise Cancelled("run.cancelled")
        progress(*step)

    project.writer.flush()
    with project.reader() as reader:
        heads = heads_of(reader, release)
        reader.released.check(heads)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / project.path.name
        (runner or run_here)(
            write_frozen, project.path, target, heads, project.project_id, project.annotator,
            heard=heard,
        )  # fmt: skip
        identity = Identity(project.annotator, "", Path(folder) / "state")
        with Project.open(target, identity=identity, read_only=True) as frozen:
            yield frozen

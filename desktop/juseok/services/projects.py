"""Making and opening project files as the person at this machine."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from juseok.core.errors import ProjectError
from juseok.core.scheme import Scheme, load_scheme, scheme_changes, shipped_schemes
from juseok.formats.base import os_error
from juseok.services.user import current_user, state_dir
from juseok.store.identity import Identity
from juseok.store.project import Project

DEFAULT_SCHEME = "default"


def current_identity() -> Identity:
    """Who writes here; raises ``SettingsError`` where the settings cannot be read or written."""
    user = current_user()
    return Identity(user.annotator, user.name, state_dir())


def find_scheme(name: str) -> Scheme:
    """A scheme that ships with Juseok by its id, or the one in the TOML file ``name``.

    Raises ``SchemeError`` for what is wrong in it, ``FormatError`` where it cannot be read.
    """
    try:
        return load_scheme(name if name in shipped_schemes() else Path(name))
    except OSError as error:
        raise os_error(error, name) from error


def create_project(*, path: Path, scheme: Scheme | None = None) -> Project:
    """A new project with ``scheme`` in it (by default Juseok's own), open.

    Raises ``ProjectError`` where something stands at ``path`` or nothing can be written there.
    """
    chosen = scheme or load_scheme(DEFAULT_SCHEME)
    return Project.create(path, identity=current_identity(), scheme=scheme_changes(chosen))


def open_project(*, path: Path, read_only: bool = False) -> Project:
    """The project at ``path``; raises ``ProjectError``."""
    return Project.open(path, identity=current_identity(), read_only=read_only)


@contextmanager
def created_or_opened(*, path: Path) -> Generator[Project, None, None]:
    """The project at ``path`` for writing; made when it is absent.

    One that was made here is taken away again when the block fails, so that a refused file
    leaves nothing behind.
    """
    made = not os.path.exists(path)
    project = create_project(path=path) if made else open_for_writing(path=path)
    try:
        yield project
    except BaseException:
        project.close()
        if made:
            path.unlink(missing_ok=True)
        raise
    project.close()


def open_for_writing(*, path: Path) -> Project:
    """The project at ``path``; raises ``ProjectError`` where it could only be read."""
    project = open_project(path=path)
    if project.read_only is None:
        return project
    reason = project.read_only
    project.close()
    raise ProjectError(reason.code, **reason.params)

"""Searches that a person keeps, for each project, beside the rest of what is theirs."""

import json
from pathlib import Path
from typing import Any, Final

from juseok.services.user import SettingsError
from juseok.store.project import Project

MOST: Final = 50


def saved_path(folder: Path, project: Project) -> Path:
    """Where the searches of ``project`` are kept, below the user's own ``folder``."""
    return folder / "search" / f"{project.project_id}.json"


def read_saved(path: Path) -> tuple[str, ...]:
    """The searches, the newest first; none where there is no file.

    Raises ``SettingsError`` where it cannot be read, and it is left as it is.
    """
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise SettingsError("settings.unreadable", path=str(path), reason=str(error)) from error
    items = found if isinstance(found, list) else []
    return tuple(item for item in items if isinstance(item, str) and item.strip())[:MOST]


def keep_search(path: Path, written: str) -> tuple[str, ...]:
    """Put a search in front of the others; gives them all.  Raises ``SettingsError``."""
    written = " ".join(written.split())
    others = [each for each in read_saved(path) if each != written]
    return _write(path, (written, *others)[:MOST])


def forget_search(path: Path, written: str) -> tuple[str, ...]:
    """Take a search away; gives the others.  Raises ``SettingsError``."""
    return _write(path, tuple(each for each in read_saved(path) if each != written))


def _write(path: Path, searches: tuple[str, ...]) -> tuple[str, ...]:
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(searches, ensure_ascii=False), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError("settings.unwritable", path=str(path), reason=reason) from error
    return searches

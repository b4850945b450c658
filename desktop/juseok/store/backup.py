"""Copies of a project that is in use, and which of them to keep."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from juseok.core.errors import ProjectError
from juseok.store import files

_PAGES: Final = 256
"""Pages copied between two looks at what waits to be saved; some milliseconds of work."""

_EVERYTHING: Final = timedelta(days=2)
_DAILY: Final = timedelta(days=14)
_WEEKLY: Final = timedelta(days=70)
_STAMP: Final = "%Y%m%d-%H%M%S"


def folder_of(project: Path) -> Path:
    """Where the backups of ``project`` are: a folder beside it."""
    return project.with_name(f"{project.stem}.backups")


def name_at(project: Path, moment: datetime) -> Path:
    """The file for a backup made at ``moment``."""
    return folder_of(project) / f"{project.stem}.{moment.strftime(_STAMP)}{project.suffix}"


def backups_of(project: Path) -> dict[Path, datetime]:
    """The backups there are and when each was made, the oldest first."""
    found: dict[Path, datetime] = {}
    for path in sorted(folder_of(project).glob(f"*{project.suffix}")):
        stamp = path.stem.rpartition(".")[2]
        try:
            found[path] = datetime.strptime(stamp, _STAMP)  # local, as people name it
        except ValueError:
            continue
    return found


def copy_live(
    db: sqlite3.Connection,
    target: Path,
    *,
    between: Callable[[], None] | None = None,
    complete: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """Copy an open project to ``target``, which must not exist, whole or not at all.

    ``db`` is the writer's own connection, so that what it writes ``between`` two steps is in
    the copy too; ``complete`` may add to the copy itself.  The copy is checked before it gets
    its name.
    """
    target.parent.mkdir(exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(fresh, isolation_level=None)
        try:
            db.backup(copy, pages=_PAGES, progress=_progress(between))
            if complete is not None:
                complete(copy)
            result = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            copy.close()
        if result != "ok":
            raise ProjectError("project.damaged", name=target.name, reason=result)
        files.publish(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _progress(between: Callable[[], None] | None) -> Callable[[int, int, int], None] | None:
    return None if between is None else lambda _status, _left, _total: between()


def to_thin_out(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which backups to delete: of two days all are kept, then one a day, a week, a month.

    Of each period the last one stays; the newest of all is never among the result.
    """
    newest_first = sorted(made, reverse=True)
    kept: set[tuple[str, int, int]] = set()
    out: set[datetime] = set()
    for moment in newest_first:
        period = _period(moment, now - moment)
        if period is None:
            continue
        if period in kept and moment != newest_first[0]:
            out.add(moment)
        kept.add(period)
    return out


def thin_out(project: Path, now: datetime) -> None:
    """Delete the backups of ``project`` that :func:`to_thin_out` names."""
    made = backups_of(project)
    out = to_thin_out(made.values(), now)
    for path, moment in made.items():
        if moment in out:
            path.unlink()


def _period(moment: datetime, age: timedelta) -> tuple[str, int, int] | None:
    """The period that keeps one backup of ``moment``; None while every one is kept."""
    if age <= _EVERYTHING:
        return None
    if age <= _DAILY:
        return "day", moment.year, moment.timetuple().tm_yday
    if age <= _WEEKLY:
        week = moment.isocalendar()
        return "week", week.year, week.week
    return "month", moment.year, moment.month

"""Copies of a project that is in use, and which of them to keep."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from juseok.core.errors import ProjectError
from juseok.store import files
from juseok.store.log import Log, is_true
from juseok.store.names import Names

_PAGES: Final = 64
"""Pages copied between two looks at what waits to be saved; some milliseconds of work."""

_ROWS: Final = 64
_ROOM: Final = 2
"""Room for how many times its size a project must find: the backup, and as much to go on."""
_GIVEN_UP: Final = 3600
"""Seconds after which nobody works on a draft any more: its process was ended."""

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
        stamp = path.name.removesuffix(project.suffix).rpartition(".")[2]
        try:  # not strptime, which loads the tables of a language
            moment = datetime.fromisoformat(stamp.replace("-", "T"))
        except ValueError:
            continue
        if moment.strftime(_STAMP) == stamp:
            found[path] = moment  # local, as people name it
    return found


def free_name(project: Path, moment: datetime) -> Path:
    """As :func:`name_at`, a second later as long as there is such a file."""
    while (path := name_at(project, moment)).exists():
        moment += timedelta(seconds=1)
    return path


def check_room(project: Path) -> None:
    """Raise ``ProjectError`` where a backup would leave too little room for the project to grow."""
    size = project.stat().st_size
    if shutil.disk_usage(project.parent).free < _ROOM * size:
        raise ProjectError("project.no_room", name=project.name)


def is_newer(project: Path) -> bool:
    """Whether the file was written to since its last backup was."""
    made = [path.stat().st_mtime_ns for path in backups_of(project)]
    return project.stat().st_mtime_ns > max(made, default=0)


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
    keep(draft(db, target, between=between, complete=complete), target)


def draft(
    db: sqlite3.Connection,
    target: Path,
    *,
    between: Callable[[], None] | None = None,
    complete: Callable[[sqlite3.Connection], None] | None = None,
) -> Path:
    """The first half of :func:`copy_live`, which needs ``db``; :func:`keep` is the other."""
    target.parent.mkdir(exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        with closing(connect_draft(fresh)) as copy:
            db.backup(copy, pages=_PAGES, progress=_progress(between))
            if complete is not None:
                complete(copy)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def connect_draft(fresh: Path) -> sqlite3.Connection:
    """For writing to a draft.  One that is cut off is thrown away; `keep` waits for the disk."""
    db = sqlite3.connect(fresh, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA journal_mode = MEMORY").fetchone()
    return db


def keep(fresh: Path, target: Path, *, since: int | None = None) -> None:
    """Check a draft, have it on the disk, and give it its name; any thread.

    ``since``: the arrival behind which every operation has to be what its hash says.
    """
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
            fault = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            if fault == "ok" and since is not None:
                fault = _altered(copy, since) or fault
        if fault != "ok":
            raise ProjectError("project.damaged", name=target.name, reason=fault)
        files.publish(fresh, target)
    finally:
        fresh.unlink(missing_ok=True)


def _altered(db: sqlite3.Connection, since: int) -> str:
    log = Log(db, Names(db))
    while rows := log.after(since, _ROWS):
        for arrival, op in rows:
            since = arrival
            if not is_true(op):
                return op.op_id
    return ""


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
    """Delete the backups of ``project`` that :func:`to_thin_out` names, and old halves of some."""
    made = backups_of(project)
    out = to_thin_out(made.values(), now)
    for path, moment in made.items():
        if moment in out:
            with contextlib.suppress(OSError):  # the backup just made stands; next time, then
                path.unlink(missing_ok=True)
    for draft_left in folder_of(project).glob(f".*{project.suffix}.new"):
        with contextlib.suppress(OSError):
            if now.timestamp() - draft_left.stat().st_mtime > _GIVEN_UP:
                draft_left.unlink()


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

"""A shared folder: files of operations that are written once, by whoever made them.

``<project>/<writer>/<replica>.<from>-<to>.jsonl`` holds operations of one replica, and beside it
``articles/`` and ``pages/`` what they need.  A writer is the replica of one copy of the project;
it writes only below its own name and never touches a file again, so that any tool that carries
files from one machine to another will do.
"""

import os
import re
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from juseok.core.errors import ProjectError
from juseok.core.ops import Op
from juseok.store import bundle, files
from juseok.store.bundle_in import MAX_ENTRY, content_from, op_from
from juseok.store.content import Content
from juseok.store.ranges import Range

_FILE: Final = re.compile(r"([0-9a-f-]{36})\.(\d{1,15})-(\d{1,15})(?:[ _(-].*)?\.jsonl")
"""With whatever a tool adds to the name of a copy that it takes for another version."""
_WRITER: Final = re.compile(r"[0-9a-f-]{36}")
_CONTENT: Final = re.compile(r"\d{1,3}-[0-9a-zA-Z-]{1,80}\.txt|[0-9a-f]{64}")
_MOST: Final = 256 << 20
_AT_MOST: Final = 100_000
_TAIL: Final = 1 << 16

_MARKS: Final = (
    "충돌된 복사본", "충돌 사본", "충돌하는", "conflict", "-desktop-", "-laptop-",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of operations in the folder."""

    writer: str
    path: Path
    range: Range

    @property
    def name(self) -> str:
        """What it is known by, wherever the folder is."""
        return f"{self.writer}/{self.path.name}"


def is_conflicted(name: str, original: str) -> bool:
    """Whether a file called ``name`` looks like a copy that a sync tool made of ``original``.

    >>> is_conflicted("뉴스 (김하늘의 충돌된 복사본 2026-11-22).juseok", "뉴스.juseok")
    True
    >>> is_conflicted("뉴스-DESKTOP-7A.juseok", "뉴스.juseok")
    True
    >>> is_conflicted("뉴스 2.juseok", "뉴스.juseok")
    False
    """
    stem, suffix = os.path.splitext(original)
    if name == original or not name.startswith(stem) or not name.endswith(suffix):
        return False
    added = name[len(stem) : len(name) - len(suffix)].casefold()
    return any(mark in added for mark in _MARKS)


def conflicted_beside(project: Path) -> list[Path]:
    """Copies of ``project`` that a sync tool left beside it."""
    try:
        names = sorted(os.listdir(project.parent))
    except OSError:
        return []
    return [project.parent / name for name in names if is_conflicted(name, project.name)]


def scan(folder: Path, project_id: str) -> list[SharedFile]:
    """Every file of operations of a project, in order; raises ``ProjectError``."""
    root = folder / project_id
    found: list[SharedFile] = []
    try:
        if not folder.is_dir():
            raise ProjectError("project.no_folder", folder=str(folder))
        writers = sorted(os.listdir(root)) if root.is_dir() else []
        for writer in writers:
            if not _WRITER.fullmatch(writer) or not _is_plain(root / writer, stat.S_ISDIR):
                continue
            for name in sorted(os.listdir(root / writer)):
                match = _FILE.fullmatch(name)
                if match and len(found) < _AT_MOST:
                    span = (match[1], int(match[2]), int(match[3]))
                    found.append(SharedFile(writer, root / writer / name, span))
    except OSError as error:
        reason = str(error)
        raise ProjectError("project.cannot_open", name=folder.name, reason=reason) from error
    return found


def _is_plain(path: Path, test: Callable[[int], bool]) -> bool:
    try:
        return test(os.lstat(path).st_mode)
    except OSError:
        return False


def read_ops(file: SharedFile) -> Iterator[Op]:
    """The operations in a file; raises ``OSError``, ``ValueError`` where it is not whole."""
    replica, low, high = file.range
    data = _read(file.path, _MOST)
    seqs: list[int] = []
    for line in data.splitlines():
        op = op_from(line)
        if op.replica != replica:
            raise ValueError("an operation of another replica")
        seqs.append(op.seq)
        yield op
    if set(seqs) != set(range(low, high + 1)):  # no more than a part of it has arrived
        raise ValueError("not all that its name says")


def last_op(file: SharedFile) -> Op | None:
    """The last operation in a file, without reading all of it; None where it cannot be read."""
    try:
        with file.path.open("rb") as opened:
            size = opened.seek(0, os.SEEK_END)
            opened.seek(max(0, size - _TAIL))
            lines = opened.read().splitlines()
        if len(lines) < 2:  # longer than that
            lines = _read(file.path, _MOST).splitlines()
        return op_from(lines[-1])
    except (OSError, LookupError, ValueError, msgspec.MsgspecError):
        return None


def read_contents(folder: Path, project_id: str, writer: str, known: set[str]) -> Iterator[Content]:
    """What lies beside a writer's operations, but for names in ``known``."""
    for sort in (bundle.ARTICLES, bundle.PAGES):
        place = folder / project_id / writer / sort.rstrip("/")
        if not _is_plain(place, stat.S_ISDIR):
            continue
        for name in sorted(os.listdir(place)):
            if _CONTENT.fullmatch(name) and sort + name not in known:
                yield content_from(sort + name, _read(place / name, MAX_ENTRY))


def _read(path: Path, most: int) -> bytes:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
                     | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))  # fmt: skip
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > most:
            raise ValueError("not a plain file, or too long")
        return file.read(most)


def write_ops(folder: Path, project_id: str, writer: str, ops: Sequence[Op]) -> Path:
    """Write operations of one replica with numbers that follow each other; the new file."""
    first, last = ops[0], ops[-1]
    name = f"{first.replica}.{first.seq}-{last.seq}.jsonl"
    path = folder / project_id / writer / name
    if path.exists():  # the other branch of a fork has these numbers, too
        path = path.with_name(f"{path.stem}_{last.hash[:12]}.jsonl")
    _put(path, b"".join(map(bundle.line_of, ops)))
    return path


def write_contents(folder: Path, project_id: str, writer: str, contents: Iterable[Content]) -> None:
    """Write what is not there yet."""
    for content in contents:
        path = folder / project_id / writer / bundle.name_of(content)
        if not path.exists():
            _put(path, bundle.data_of(content))


def _put(path: Path, data: bytes) -> None:
    """A new file with ``data``, whole or not at all; one that is there stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        fresh.write_bytes(data)
        if not path.exists():
            files.publish(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)

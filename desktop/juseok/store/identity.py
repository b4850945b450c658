"""Who writes, and which copy of the file is written to.

A replica is one file on one machine.  Its id is kept in the user's state, beside path, device and
inode of the file and the end of its chain: a copy, a Save As or a restored backup does not match
and gets a new id, so that two histories never share one numbering.  Before each commit its end is
written down as what is meant: whoever is killed has the one end or the other, and keeps the id.
Where no end fits there is a new one, for nobody can tell what other copies hold.
"""

import contextlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from juseok.core.ids import derived_id, sha256_hex
from juseok.store.connection import FileId

Head: TypeAlias = tuple[int, str]
"""The end of a replica's chain: seq and hash of its last row."""

NO_HEAD: Final[Head] = (0, "")


@dataclass(frozen=True, slots=True)
class Identity:
    """The person at this machine: annotator id and name from settings, folder for state."""

    annotator: str
    name: str
    state_dir: Path


def own_layer_id(annotator: str) -> str:
    """The layer of one annotator: the same in every project."""
    return derived_id("layer", "annotator", annotator)


def register_layer_id() -> str:
    """The layer that holds a project's entities."""
    return derived_id("layer", "register")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file was found before SQLite touched it."""

    changed: tuple[int, int]
    interrupted: bool

    @classmethod
    def of(cls, path: Path) -> "Standing":
        """``interrupted``: a journal lies beside it, so the last transaction did not end."""
        found = path.stat()
        journal = path.with_name(f"{path.name}-journal")
        return cls((found.st_mtime_ns, found.st_ctime_ns), journal.exists())


class ReplicaMemory:
    """What this machine remembers of one project file."""

    def __init__(self, identity: Identity, project_id: str, path: Path) -> None:
        self._path = path
        name = sha256_hex(os.fsencode(path))[:32]
        self._file = identity.state_dir / "replicas" / project_id / f"{name}.json"

    def find(self, heads: Mapping[str, Head], found: Standing) -> str | None:
        """The replica id of this file; None when it is new here, moved, replaced or set back.

        ``heads`` are the ends of the chains in the file.  Another one than was remembered means
        that an older copy was put in place; the one before a commit that never came is believed
        only where ``found`` shows that nothing else happened to the file.
        """
        try:
            known: Any = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        here = FileId.of(self._path)
        if not isinstance(known, dict) or here is None:
            return None
        if (known.get("device"), known.get("inode")) != (here.device, here.inode):
            return None
        replica = known.get("replica")
        if not isinstance(replica, str):
            return None
        head = [*heads.get(replica, NO_HEAD)]
        if [known.get("seq"), known.get("hash")] == head:
            return replica
        untouched = found.interrupted or known.get("changed") == [*found.changed]
        return replica if known.get("before") == head and untouched else None

    def keep(self, replica: str, head: Head) -> None:
        """Remember ``replica`` and the end of its chain for this file."""
        known = self._known(replica, head)
        if known is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(f".{os.getpid()}.tmp")
            fresh.write_text(_encode(known), encoding="utf-8")
            fresh.replace(self._file)

    def intend(self, replica: str, before: Head, head: Head) -> None:
        """Remember, before a commit, that it moves the end of the chain to ``head``.

        Where that cannot be written nothing is remembered: an older end might be taken for the
        last one.
        """
        try:
            known = self._known(replica, head)
            if known is not None:
                changed = Standing.of(self._path).changed
                _overwrite(self._file, _encode({**known, "before": before, "changed": changed}))
        except OSError:
            with contextlib.suppress(OSError):
                self._file.unlink()

    def _known(self, replica: str, head: Head) -> dict[str, object] | None:
        here = FileId.of(self._path)
        if here is None:
            return None
        return {
            "path": str(self._path),
            "device": here.device,
            "inode": here.inode,
            "replica": replica,
            "seq": head[0],
            "hash": head[1],
        }


def _encode(known: Mapping[str, object]) -> str:
    return json.dumps(known, ensure_ascii=False)


def _overwrite(path: Path, text: str) -> None:
    """Put ``text`` into the file in one call, which no kill tears; blanks fill what was longer.

    Many times faster than a new file in its place; half of it after a power cut is not JSON, and
    then nothing is remembered.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        data = text.encode("utf-8")
        os.write(handle, data.ljust(os.fstat(handle).st_size))
    finally:
        os.close(handle)

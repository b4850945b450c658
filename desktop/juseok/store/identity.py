"""Who writes, and which copy of the file is written to.

A replica is one file on one machine.  Its id is kept in the user's state, beside path, device and
inode of the file and the end of its chain: a copy, a Save As or a restored backup does not match
and gets a new id, so that two histories never share one numbering.  The end is remembered whenever
the queue is empty.  Whoever is killed before that leaves a chain that goes on behind it: also
then there is a new id, for nobody can tell what other copies hold.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from juseok.core.ids import derived_id, sha256_hex
from juseok.store.connection import FileId


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


class ReplicaMemory:
    """What this machine remembers of one project file."""

    def __init__(self, identity: Identity, project_id: str, path: Path) -> None:
        self._path = path
        name = sha256_hex(os.fsencode(path))[:32]
        self._file = identity.state_dir / "replicas" / project_id / f"{name}.json"

    def find(self, heads: dict[str, tuple[int, str]]) -> str | None:
        """The replica id of this file; None when it is new here, moved, replaced or set back.

        ``heads`` are the ends of the chains in the file: another one than was remembered means
        that an older copy was put in place, or that not all was remembered.
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
        remembered = (known.get("seq"), known.get("hash"))
        return replica if heads.get(replica, (0, "")) == remembered else None

    def keep(self, replica: str, head: tuple[int, str]) -> None:
        """Remember ``replica`` and the end of its chain (seq and hash; 0 and "" where it has
        none) for this file; whole or not at all."""
        here = FileId.of(self._path)
        if here is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        known = {
            "path": str(self._path),
            "device": here.device,
            "inode": here.inode,
            "replica": replica,
            "seq": head[0],
            "hash": head[1],
        }
        fresh = self._file.with_suffix(f".{os.getpid()}.tmp")
        fresh.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        fresh.replace(self._file)

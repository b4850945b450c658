"""Who writes, and which copy of the file is written to.

A replica is one file on one machine.  Its id is kept in the user's state, beside path and inode
of the file and the end of its chain: a copy, a Save As or a restored backup does not match
and gets a new id, so that two histories never share one numbering.
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

        ``heads`` are the ends of the chains in the file: one that lies behind what was
        remembered means an older copy was put in place.
        """
        try:
            known: Any = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        here = FileId.of(self._path)
        if not isinstance(known, dict) or here is None or known.get("inode") != here.inode:
            return None
        replica, seq = known.get("replica"), known.get("seq")
        if not isinstance(replica, str) or not isinstance(seq, int):
            return None
        return replica if heads.get(replica, (0, ""))[0] >= seq else None

    def keep(self, replica: str, seq: int) -> None:
        """Remember ``replica`` and the end of its chain for this file; whole or not at all."""
        here = FileId.of(self._path)
        if here is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        known = {"path": str(self._path), "inode": here.inode, "replica": replica, "seq": seq}
        fresh = self._file.with_suffix(f".{os.getpid()}.tmp")
        fresh.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        fresh.replace(self._file)

"""Operations: the rows of the append-only log, and what a gesture asks for.

The log is the only truth.  A person's gesture is an :class:`Action` of one or more
:class:`Change`; the writer turns each change into an :class:`Op` with its place in the log.
Field values are registers: the last write in log order wins, one field at a time.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from juseok.core.canon import canonical_whole
from juseok.core.messages import Message

OP_VERSION: Final = 1

Json: TypeAlias = "bool | int | float | str | list[Json] | Mapping[str, Json] | None"
Body: TypeAlias = Mapping[str, Json]

# What an operation does.  The log keeps and hands on verbs that it does not know.
CREATE: Final = "create"
CREATE_MANY: Final = "create-many"
SET: Final = "set"
DELETE: Final = "delete"
RESTORE: Final = "restore"
UNDO: Final = "undo"
REDO: Final = "redo"


@dataclass(frozen=True, slots=True)
class Change:
    """One requested change.

    ``obj`` is the object's id; for ``undo`` and ``redo`` it is the id of the target action.
    ``body``: for ``create`` and ``set`` a map field → value; for ``create-many``
    ``{"objects": [[obj, kind, body], …]}`` with ``obj`` a fresh id for the batch; else empty.
    ``text`` is the body of a ``create-many`` in canonical JSON where whoever asks has made it,
    away from the writer; then ``body`` is empty.
    """

    obj: str
    kind: str
    verb: str
    body: Body
    text: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """The changes of one gesture: written in one transaction, undone as a whole.

    ``label`` names the gesture for undo, as in 'ORG 언급 ‘한빛전자’ 추가'.
    ``article`` is where it happened (for going there before an undo), ``span`` the place.
    """

    label: Message
    changes: tuple[Change, ...]
    article: str | None = None
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class Op:
    """One row of the log.  ``hash`` covers every other field; ``prev`` chains a replica's rows.

    ``at`` is UTC ISO 8601 and only for people; order is ``(lamport, replica, op_id)``.
    ``scheme`` is the version (hash) of the annotation scheme in force.
    ``label`` is the action's label as canonical JSON, on the first op of an action, else "".
    """

    v: int
    op_id: str
    replica: str
    seq: int
    lamport: int
    annotator: str
    action: str
    at: str
    scheme: str
    label: str
    obj: str
    kind: str
    verb: str
    body: str
    prev: str
    hash: str

    @property
    def order(self) -> tuple[int, str, str]:
        return self.lamport, self.replica, self.op_id


HASHED_FIELDS: Final = (
    "v", "op_id", "replica", "seq", "lamport", "annotator", "action", "at",
    "scheme", "label", "obj", "kind", "verb", "body", "prev",
)  # fmt: skip


def op_hash(fields: Mapping[str, str | int]) -> str:
    """SHA-256 (hex) over the canonical JSON array of :data:`HASHED_FIELDS`."""
    return row_digest([fields[name] for name in HASHED_FIELDS]).hex()


def row_digest(row: Sequence[str | int]) -> bytes:
    """As :func:`op_hash`, as bytes, for the values of :data:`HASHED_FIELDS` in that order."""
    return hashlib.sha256(canonical_whole(row)).digest()

"""A learned model in a file: its report, the names it knew, and the bytes of the field.

The file is a cache.  Its first line is the SHA-256 of all that follows, for the library that
reads the bytes does not survive damaged ones: what does not fit counts as not there.
"""

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from juseok.core.morphs import Name
from juseok.lang.sequence import Model

_MARK: Final = b"juseok model 1 "


class Report(msgspec.Struct, frozen=True):
    """What a model was trained on, and how good it was on the articles that were held back.

    ``version`` is the hash of what it was trained on, ``made`` the day (ISO).  ``f1`` and
    ``rules`` are exact: the same place and the same type; ``types`` has both for each type.
    ``finished``: how many articles were finished then, learned from or not.
    """

    version: str
    made: str
    trained: int
    held: int
    finished: int
    f1: float
    rules: float
    types: dict[str, tuple[float, float]]

    @property
    def better(self) -> bool:
        """Whether the model beats the rules; only then does it suggest anything."""
        return self.f1 > self.rules


class _Head(msgspec.Struct, frozen=True):
    report: Report
    names: list[Name]


def write_model(path: Path, model: Model, report: Report) -> None:
    """Put the file in place, whole; raises ``OSError``."""
    head = msgspec.json.encode(_Head(report, list(model.names)))
    body = head + b"\n" + model.data
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(_MARK + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    fresh.replace(path)


def read_model(path: Path) -> tuple[Model, Report] | None:
    """What the file holds; None where there is none, or a damaged one."""
    try:
        first, _, body = path.read_bytes().partition(b"\n")
        if first != _MARK + hashlib.sha256(body).hexdigest().encode():
            return None
        head, _, data = body.partition(b"\n")
        read = msgspec.json.decode(head, type=_Head)
    except (OSError, msgspec.MsgspecError):
        return None
    return Model(data, tuple(read.names)), read.report

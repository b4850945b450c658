"""The fold of one object in memory, for edits that the project file does not have yet.

Same rules as the log's own fold, for the verbs that a gesture uses: registers are written
in order, a delete hides the object whatever is set after it, a restore shows it again, and
an object that was never created is not there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from juseok.core.ops import CREATE, CREATE_MANY, DELETE, Body, Change, Json


@dataclass(frozen=True, slots=True)
class Folded:
    """An object as its changes so far left it."""

    kind: str
    fields: dict[str, Json]
    created: bool = True
    deleted: bool = False

    @property
    def live(self) -> bool:
        return self.created and not self.deleted


def unfolded(change: Change) -> Iterator[Change]:
    """``change``, or the creates that a ``create-many`` stands for."""
    if change.verb != CREATE_MANY:
        yield change
        return
    for row in cast("list[list[Json]]", change.body["objects"]):
        obj, kind, body = row
        yield Change(cast("str", obj), cast("str", kind), CREATE, cast("Body", body))


def fold(state: Folded | None, change: Change) -> Folded:
    """``state`` after one change; ``state`` itself is not altered."""
    before = state or Folded(change.kind, {}, created=False)
    match change.verb:
        case "create" | "set":
            fields = {**before.fields, **change.body}
            created = before.created or change.verb == CREATE
            return replace(before, fields=fields, created=created)
        case "delete" | "restore":
            return replace(before, deleted=change.verb == DELETE)
        case _:
            return before

"""What articles say of their rights: set for one of them, or for many in one action."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import SET, Action, Change, Json
from juseok.services.edits import elide
from juseok.store.fold import ObjectState

RIGHTS: Final = "rights"
"""The name under which other details of an article hold it."""
_EXTRA: Final = "extra"


def rights_in(occurrence: ObjectState) -> str:
    """What an occurrence of an article says: what was set, else its licence or copyright line."""
    fields = occurrence.fields
    extra = _extra(fields)
    return str(extra.get(RIGHTS) or extra.get("license") or fields.get("copyright") or "")


def set_rights(*, occurrences: Iterable[ObjectState], rights: str) -> Action | None:
    """Have each of ``occurrences`` say ``rights``, as one action; empty: as it said by itself.

    None where all of them do.
    """
    rights = " ".join(rights.split())
    changes: list[Change] = []
    for each in occurrences:
        extra = _extra(each.fields)
        if extra.get(RIGHTS, "") != rights:
            new: dict[str, Json] = {k: v for k, v in extra.items() if k != RIGHTS}
            if rights:
                new[RIGHTS] = rights
            changes.append(Change(each.obj, Kind.OCCURRENCE, SET, {_EXTRA: new}))
    if not changes:
        return None
    label = Message("undo.article.rights", rights=elide(rights), articles=len(changes))
    return Action(label if rights else Message("undo.article.no_rights", articles=len(changes)),
                  tuple(changes))  # fmt: skip


def _extra(fields: Mapping[str, Any]) -> Mapping[str, Json]:
    found = fields.get(_EXTRA)
    return found if isinstance(found, Mapping) else {}

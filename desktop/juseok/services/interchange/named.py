"""Recipes and label maps under their names: saved, found, forgotten; each change can be undone."""

import dataclasses
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar

from juseok.core.errors import KnownError
from juseok.core.model import Kind
from juseok.core.ops import CREATE, DELETE, RESTORE, SET, Action, Body, Change, Json
from juseok.core.recipe import Recipe, Release, SavedMap, named_id
from juseok.core.records import to_body, value_to_json
from juseok.core.text import name_key
from juseok.services.edits import elide, label
from juseok.services.interchange.label_map import LabelMap, parse_map
from juseok.store.fold import ObjectState
from juseok.store.reader import Reader

KeptT = TypeVar("KeptT", Recipe, SavedMap)
AnyT = TypeVar("AnyT", Recipe, SavedMap, Release)

_KINDS: Final[dict[type, Kind]] = {Recipe: Kind.RECIPE, SavedMap: Kind.LABEL_MAP}
_MOST: Final = 80


def save_named(reader: Reader, record: KeptT) -> Action | None:
    """Keep ``record`` under its name, in place of what had that name; None where that is the same.

    Its id is that of its name.  Raises ``KnownError`` for no name, or a long one.
    """
    kind = _KINDS[type(record)]
    name = " ".join(record.name.split())
    if not name or len(name) > _MOST:
        raise KnownError("recipe.name", most=_MOST)
    record = replace(record, id=named_id(kind, name), name=name)
    changes = _changes(reader.fields(record.id), record.id, kind, record)
    return Action(label(f"{kind}.save", name=elide(name)), changes) if changes else None


def forget_named(record: KeptT) -> Action:
    """Take away what has a name."""
    kind = _KINDS[type(record)]
    change = Change(record.id, kind, DELETE, {})
    return Action(label(f"{kind}.forget", name=elide(record.name)), (change,))


def find_named(records: Iterable[AnyT], name: str) -> AnyT:
    """The one called ``name``, however it is spelt, or of that id.

    Raises ``KnownError`` where there is none, or (of releases) several.
    """
    held = list(records)
    found = [each for each in held if each.id == name or name_key(each.name) == name_key(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise KnownError("recipe.several", name=name, ids=", ".join(each.id for each in found))
    if not held:
        raise KnownError("recipe.none", name=name)
    raise KnownError("recipe.unknown", name=name, known=", ".join(each.name for each in held))


def label_map_called(reader: Reader, name: str) -> LabelMap:
    """The label map that the project keeps under ``name``; raises ``KnownError``."""
    found = find_named(reader.label_maps(), name)
    return parse_map(found.text, name=found.name)


def _changes(
    state: ObjectState | None, obj: str, kind: Kind, record: Recipe | SavedMap
) -> tuple[Change, ...]:
    if state is None or state.stub:
        return (Change(obj, kind, CREATE, to_body(record)),)
    whole: dict[str, Json] = {
        item.name: value_to_json(getattr(record, item.name))
        for item in dataclasses.fields(record)
        if item.name != "id"
    }
    usual = {item.name: value_to_json(item.default) for item in dataclasses.fields(record)
             if item.default is not dataclasses.MISSING}  # fmt: skip
    body: Body = {
        name: value for name, value in whole.items()
        if state.fields.get(name, usual.get(name)) != value
    }  # fmt: skip
    back = (Change(obj, kind, RESTORE, {}),) if state.deleted else ()
    return (*back, Change(obj, kind, SET, body)) if body else back

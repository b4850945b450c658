"""Editing the scheme: each gesture is one action that can be undone.

A type, an attribute or a value that annotations use is never deleted, only retired: what
uses it keeps its meaning, and nothing new takes it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Final, TypeAlias

from juseok.core.errors import SchemeError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, DELETE, RESTORE, SET, Action, Change, Json
from juseok.core.scheme import (
    ORDER_STEP,
    AnyType,
    Attribute,
    Category,
    ClaimRole,
    EntityType,
    LinkType,
    Names,
    RelationshipType,
    Scheme,
    changed_registers,
    is_color,
    is_id,
    name_message,
    object_id,
    registers,
    scheme_from_objects,
    scheme_object_id,
    scheme_objects,
)

Count: TypeAlias = Callable[[str], int]
"""How many annotations use a type (by id), an attribute, or a value (``attribute=value``)."""

_CATEGORY_OF: Final[Mapping[type, Category]] = {
    EntityType: "entity",
    RelationshipType: "relationship",
    LinkType: "link",
    ClaimRole: "role",
}
_GESTURES: Final[tuple[tuple[str, frozenset[str]], ...]] = (
    ("rename", frozenset({"names"})),
    ("help", frozenset({"help"})),
    ("recolour", frozenset({"color", "pattern", "letter"})),
    ("rekey", frozenset({"key"})),
    ("ends", frozenset({"head", "tail", "symmetric", "same_type"})),
    ("attributes", frozenset({"attributes"})),
    ("values", frozenset({"values", "default"})),
)
"""What an undo label calls an edit that changes only these fields."""


def add_type(*, scheme: Scheme, item: AnyType) -> Action:
    """A new type at the end of its category (its ``order`` is set here).

    Raises ``SchemeError`` for an id that is taken or none, a colour that is none, a claim role
    (roles are the record's own fields), or when it has no name.
    """
    if isinstance(item, ClaimRole):
        raise SchemeError("scheme.edit.role")
    _check_new(item.id, [each.id for each in _all_types(scheme)])
    _check_type(scheme, item)
    others = scheme.types(category_of(item))
    placed = replace(item, order=_after(others), home="")
    body: dict[str, Json] = {"scheme": scheme.id, "category": category_of(item)}
    return _add(scheme, placed, body=body | registers(placed))


def change_type(*, scheme: Scheme, item: AnyType) -> Action | None:
    """Make the type of ``item``'s id into ``item``; None when nothing changes.

    The label tells what changed: name, colour, key, constraints, retirement.  Raises
    ``SchemeError`` as :func:`add_type` does, and for retiring what a claim cannot lack.
    """
    before = scheme.type(item.id)
    if before is None or type(before) is not type(item):
        raise SchemeError("scheme.edit.unknown", id=item.id)
    _check_type(scheme, item)
    if isinstance(item, ClaimRole) and item.required and item.retired:
        raise SchemeError("scheme.edit.required", type=name_message(item))
    return _change(scheme, before, item)


def delete_type(*, scheme: Scheme, type_id: str, count: Count) -> Action:
    """Delete a type that nothing uses.

    Raises ``SchemeError`` with the count when annotations use it, and for a claim role.
    """
    found = _found(scheme, type_id)
    if isinstance(found, ClaimRole):
        raise SchemeError("scheme.edit.role")
    used = count(type_id)
    if used:
        raise SchemeError("scheme.edit.in_use", name=name_message(found), count=used)
    changes = [Change(object_id(scheme, found), Kind.TYPE, DELETE, {})]
    for item in scheme.relationship_types:
        ends = {"head": item.head - {type_id}, "tail": item.tail - {type_id}}
        left = replace(item, **ends)
        if left != item:
            _check_ends(item, left)
            changes.append(_set(scheme, item, left))
    return Action(Message("undo.scheme.delete", name=name_message(found)), tuple(changes))


def reorder_types(*, scheme: Scheme, category: Category, ids: Sequence[str]) -> Action | None:
    """Put a category's types into the order of ``ids`` (all of them); None when it is so."""
    by_id = {item.id: item for item in scheme.types(category)}
    if sorted(ids) != sorted(by_id):
        raise ValueError("the order must name every type of the category once")
    return _reorder(scheme, [by_id[each] for each in ids])


def reorder_attributes(*, scheme: Scheme, ids: Sequence[str]) -> Action | None:
    """Put the attributes into the order of ``ids`` (all of them); None when it is so."""
    by_id = {item.id: item for item in scheme.attributes}
    if sorted(ids) != sorted(by_id):
        raise ValueError("the order must name every attribute once")
    return _reorder(scheme, [by_id[each] for each in ids])


def add_attribute(*, scheme: Scheme, item: Attribute) -> Action:
    """A new attribute after the others.  Raises ``SchemeError`` as :func:`add_type` does."""
    _check_new(item.id, [each.id for each in scheme.attributes])
    _check_attribute(item)
    placed = replace(item, order=_after(scheme.attributes), home="")
    return _add(scheme, placed, body={"scheme": scheme.id} | registers(placed))


def change_attribute(*, scheme: Scheme, item: Attribute, count: Count) -> Action | None:
    """Make the attribute of ``item``'s id into ``item``; None when nothing changes.

    Raises ``SchemeError`` when a value is missing that annotations use (retire it instead).
    """
    before = scheme.attribute(item.id)
    if before is None:
        raise SchemeError("scheme.edit.unknown", id=item.id)
    _check_attribute(item)
    kept = {value.id for value in item.values}
    for value in before.values:
        used = 0 if value.id in kept else count(f"{item.id}={value.id}")
        if used:
            raise SchemeError("scheme.edit.in_use", name=name_message(value), count=used)
    return _change(scheme, before, item)


def delete_attribute(*, scheme: Scheme, attribute_id: str, count: Count) -> Action:
    """Delete an attribute that no annotation carries; types that list it drop it.

    Raises ``SchemeError`` with the count when it is used.
    """
    found = scheme.attribute(attribute_id)
    if found is None:
        raise SchemeError("scheme.edit.unknown", id=attribute_id)
    used = count(attribute_id)
    if used:
        raise SchemeError("scheme.edit.in_use", name=name_message(found), count=used)
    changes = [Change(object_id(scheme, found), Kind.ATTRIBUTE, DELETE, {})]
    for item in (*scheme.entity_types, *scheme.relationship_types):
        if attribute_id in item.attributes:
            left = tuple(each for each in item.attributes if each != attribute_id)
            changes.append(_set(scheme, item, replace(item, attributes=left)))
    return Action(Message("undo.scheme.delete", name=name_message(found)), tuple(changes))


def rename_scheme(*, scheme: Scheme, names: Names) -> Action | None:
    """Give the scheme other names; None when they are the same."""
    body: dict[str, Json] = {
        f"name.{language}": text
        for language, text in names.items()
        if scheme.names.get(language, "") != text
    }
    if not body:
        return None
    change = Change(scheme_object_id(scheme.id), Kind.SCHEME, SET, body)
    shown = Message("scheme.name", ko=names.get("ko", ""), en=names.get("en", ""))
    return Action(Message("undo.scheme.rename", name=shown), (change,))


def describe_scheme(*, scheme: Scheme, texts: Names) -> Action | None:
    """Give the scheme other help; a language that is not in ``texts`` has none any more.

    None when nothing changes.
    """
    body: dict[str, Json] = {
        f"help.{language}": texts.get(language, "").strip()
        for language in sorted({*texts, *scheme.help})
        if scheme.help.get(language, "").strip() != texts.get(language, "").strip()
    }
    if not body:
        return None
    change = Change(scheme_object_id(scheme.id), Kind.SCHEME, SET, body)
    names = scheme.names
    shown = Message("scheme.name", ko=names.get("ko", ""), en=names.get("en", ""))
    return Action(Message("undo.scheme.help", name=shown), (change,))


def scheme_after(scheme: Scheme, actions: Iterable[Action]) -> Scheme:
    """``scheme`` as it is once ``actions`` of this module are written."""
    objects = {obj: (kind, dict(body)) for obj, kind, body in scheme_objects(scheme)}
    for action in actions:
        for change in action.changes:
            if change.verb == DELETE:
                objects.pop(change.obj, None)
            elif change.verb in (CREATE, SET):
                kind, body = objects.get(change.obj, (change.kind, {}))
                objects[change.obj] = (kind, {**body, **change.body})
    return scheme_from_objects((obj, kind, body) for obj, (kind, body) in objects.items())


def category_of(item: AnyType) -> Category:
    return _CATEGORY_OF[type(item)]


def _add(scheme: Scheme, item: AnyType | Attribute, *, body: Mapping[str, Json]) -> Action:
    """A create with every register, and a restore.

    Ids of types are derived: one that was deleted before is the same object, which only a
    restore shows again, and whose old registers must not shine through.
    """
    obj = object_id(scheme, item)
    kind = Kind.ATTRIBUTE if isinstance(item, Attribute) else Kind.TYPE
    changes = (Change(obj, kind, CREATE, body), Change(obj, kind, RESTORE, {}))
    return Action(Message("undo.scheme.add", name=name_message(item)), changes)


def _change(
    scheme: Scheme, before: AnyType | Attribute, after: AnyType | Attribute
) -> Action | None:
    change = _set(scheme, before, after)
    if not change.body:
        return None
    label = Message(f"undo.scheme.{_gesture(before, after)}", name=name_message(before))
    return Action(label, (change,))


def _set(scheme: Scheme, before: AnyType | Attribute, after: AnyType | Attribute) -> Change:
    kind = Kind.ATTRIBUTE if isinstance(before, Attribute) else Kind.TYPE
    return Change(object_id(scheme, before), kind, SET, changed_registers(before, after))


def _gesture(before: AnyType | Attribute, after: AnyType | Attribute) -> str:
    names = (each.name for each in fields(before))
    changed = {name for name in names if getattr(before, name) != getattr(after, name)}
    if changed == {"retired"}:
        return "retire" if after.retired else "unretire"
    return next((name for name, those in _GESTURES if changed <= those), "edit")


def _reorder(scheme: Scheme, items: Sequence[AnyType | Attribute]) -> Action | None:
    moved = [
        (item, replace(item, order=(index + 1) * ORDER_STEP)) for index, item in enumerate(items)
    ]
    changes = tuple(_set(scheme, item, new) for item, new in moved if item.order != new.order)
    if [item for item, _ in moved] == sorted(items, key=lambda item: (item.order, item.id)):
        return None
    return Action(Message("undo.scheme.reorder"), changes)


def _check_new(new_id: str, taken: Sequence[str]) -> None:
    if not is_id(new_id):
        raise SchemeError("scheme.edit.id", id=new_id)
    if new_id in taken:
        raise SchemeError("scheme.edit.taken", id=new_id)


def _check_type(scheme: Scheme, item: AnyType) -> None:
    if not any(item.names.values()):
        raise SchemeError("scheme.edit.unnamed", id=item.id)
    if not is_color(item.color):
        raise SchemeError("scheme.edit.color", value=item.color)
    known = {each.id for each in scheme.entity_types}
    if isinstance(item, RelationshipType):
        for unknown in sorted((item.head | item.tail) - known):
            raise SchemeError("scheme.edit.unknown", id=unknown)


def _check_ends(item: RelationshipType, left: RelationshipType) -> None:
    """Emptied ends would mean ‘any type’: such a relationship must be edited first."""
    for before, after in ((item.head, left.head), (item.tail, left.tail)):
        if before and not after:
            raise SchemeError("scheme.edit.last_end", type=name_message(item))


def _check_attribute(item: Attribute) -> None:
    if not any(item.names.values()):
        raise SchemeError("scheme.edit.unnamed", id=item.id)
    ids = [value.id for value in item.values]
    if (item.sort == "choice") != bool(ids):
        raise SchemeError("scheme.edit.values", name=name_message(item))
    if len(ids) != len(set(ids)):
        repeated = next(each for each in ids if ids.count(each) > 1)
        raise SchemeError("scheme.edit.taken", id=repeated)
    if item.sort == "choice" and item.default and item.default not in ids:
        raise SchemeError("scheme.edit.unknown", id=item.default)


def _found(scheme: Scheme, type_id: str) -> AnyType:
    found = scheme.type(type_id)
    if found is None:
        raise SchemeError("scheme.edit.unknown", id=type_id)
    return found


def _all_types(scheme: Scheme) -> list[AnyType]:
    return [
        *scheme.entity_types,
        *scheme.relationship_types,
        *scheme.link_types,
        *scheme.roles,
    ]


def _after(items: Sequence[AnyType | Attribute]) -> int:
    return max((item.order for item in items), default=0) + ORDER_STEP

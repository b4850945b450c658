"""Between a scheme and the objects of the log: kinds ``scheme``, ``type`` and ``attribute``.

Each thing that two people may change apart is a register of its own: a name per language
(``name.ko``), a value per id (``value.certain``).  Registers that hold their default are left
out, so a scheme keeps its version when a later program knows more registers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final, cast, get_args

from juseok.core.errors import SchemeError
from juseok.core.ids import derived_id
from juseok.core.model import Kind
from juseok.core.ops import CREATE, Body, Change, Json
from juseok.core.scheme_model import (
    CATEGORIES,
    NO_COLOR,
    PATTERNS,
    AnyType,
    Attribute,
    AttributeSort,
    AttributeValue,
    Category,
    ClaimRole,
    EntityType,
    ExternalLabel,
    LinkType,
    Names,
    RelationshipType,
    Scheme,
    Shown,
    is_color,
)

SchemeObject = tuple[str, str, Body]

_CLASSES: Final[Mapping[Category, type[AnyType]]] = {
    "entity": EntityType,
    "relationship": RelationshipType,
    "link": LinkType,
    "role": ClaimRole,
}
_NAME, _HELP, _VALUE = "name.", "help.", "value."


def scheme_object_id(scheme_id: str) -> str:
    return derived_id("scheme", scheme_id)


def type_object_id(scheme_id: str, type_id: str) -> str:
    """Id in the log of a type; the same for everybody who has this scheme."""
    return derived_id("type", scheme_id, type_id)


def attribute_object_id(scheme_id: str, attribute_id: str) -> str:
    return derived_id("attribute", scheme_id, attribute_id)


def object_id(scheme: Scheme, item: AnyType | Attribute) -> str:
    """Id in the log of one of the scheme's types or attributes."""
    make = attribute_object_id if isinstance(item, Attribute) else type_object_id
    return make(item.home or scheme.id, item.id)


def scheme_objects(scheme: Scheme) -> tuple[SchemeObject, ...]:
    """``(object id, kind, registers)`` of a scheme, each type and each attribute."""
    head: dict[str, Json] = {"id": scheme.id, **_texts(scheme.names, scheme.help)}
    rows: list[SchemeObject] = [(scheme_object_id(scheme.id), Kind.SCHEME, head)]
    for category in CATEGORIES:
        rows += [
            (
                object_id(scheme, item),
                Kind.TYPE,
                {"scheme": item.home or scheme.id, "category": category, **type_body(item)},
            )
            for item in scheme.types(category)
        ]
    rows += [
        (
            object_id(scheme, item),
            Kind.ATTRIBUTE,
            {"scheme": item.home or scheme.id, **attribute_body(item)},
        )
        for item in scheme.attributes
    ]
    return tuple(rows)


def scheme_changes(scheme: Scheme) -> tuple[Change, ...]:
    """The creates that put ``scheme`` into a project."""
    return tuple(Change(obj, kind, CREATE, body) for obj, kind, body in scheme_objects(scheme))


def type_body(item: AnyType) -> dict[str, Json]:
    """The registers of a type, without its scheme and category."""
    return _body(item, type(item)(id=item.id))


def attribute_body(item: Attribute) -> dict[str, Json]:
    """The registers of an attribute, without its scheme."""
    body = _body(item, Attribute(id=item.id))
    for order, value in enumerate(item.values):
        body[_VALUE + value.id] = value_register(value, order)
    return body


def changed_registers(before: AnyType | Attribute, after: AnyType | Attribute) -> dict[str, Json]:
    """What a ``set`` writes to make ``before`` into ``after``, taken-away texts and values too."""
    old, new = registers(before), registers(after)
    body = {name: value for name, value in new.items() if old.get(name) != value}
    for name in old.keys() - new.keys():
        body[name] = None if name.startswith(_VALUE) else ""
    return body


def registers(item: AnyType | Attribute) -> dict[str, Json]:
    """Every register of ``item``, those with their default included."""
    body: dict[str, Json] = {
        each.name: to_register(getattr(item, each.name))
        for each in fields(item)
        if each.name not in _SPECIAL
    }
    body |= text_registers(names=item.names, help_text=item.help)
    if isinstance(item, Attribute):
        for order, value in enumerate(item.values):
            body[_VALUE + value.id] = value_register(value, order)
    else:
        body["labels"] = [_label_to_json(label) for label in item.labels]
    return body


def value_register(value: AttributeValue, order: int) -> Json:
    """One value of an attribute as its register holds it."""
    entry: dict[str, Json] = {"order": order, "names": dict(value.names)}
    if value.key:
        entry["key"] = value.key
    if value.retired:
        entry["retired"] = True
    return entry


def scheme_from_objects(objects: Iterable[tuple[str, str, Mapping[str, Json]]]) -> Scheme:
    """The scheme that live objects ``(object id, kind, registers)`` fold to.

    Other kinds, and types of a category that only a later program knows, are passed over.
    Where a merge brought several schemes, the one with the smallest object id is the project's,
    and types and attributes that only the others have are added to it, so that no annotation
    loses its type.  Raises ``SchemeError`` when there is no scheme, or a register does not have
    its shape.
    """
    rows = sorted((row for row in objects if row[1] in _KINDS), key=lambda row: row[0])
    heads = [body for _, kind, body in rows if kind == Kind.SCHEME]
    if not heads:
        raise SchemeError("scheme.none")
    main = heads[0]
    scheme_id = str(main.get("id", ""))
    rows.sort(key=lambda row: row[2].get("scheme") != scheme_id)
    types: dict[Category, dict[str, AnyType]] = {category: {} for category in CATEGORIES}
    attributes: dict[str, Attribute] = {}
    taken: set[str] = set()
    for obj, kind, body in rows:
        name, given = str(body.get("id", "")), str(body.get("scheme", ""))
        home = "" if given == scheme_id else given
        try:
            if kind == Kind.ATTRIBUTE:
                attributes.setdefault(name, _attribute(body, home))
            elif kind == Kind.TYPE and name not in taken:
                category = _category(body.get("category"))
                if category is None:
                    continue
                types[category][name] = _type(category, body=body, home=home)
                taken.add(name)
        except (TypeError, ValueError) as error:
            raise SchemeError("scheme.object", object=obj, problem=str(error)) from error
    return Scheme(
        id=scheme_id,
        names=_names(main, _NAME),
        help=_names(main, _HELP),
        entity_types=cast("tuple[EntityType, ...]", _ordered(types["entity"])),
        relationship_types=cast("tuple[RelationshipType, ...]", _ordered(types["relationship"])),
        link_types=cast("tuple[LinkType, ...]", _ordered(types["link"])),
        roles=cast("tuple[ClaimRole, ...]", _ordered(types["role"])),
        attributes=tuple(sorted(attributes.values(), key=lambda item: (item.order, item.id))),
    )


_KINDS: Final = frozenset({Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE})
_KNOWN: Final = (
    ("sort", get_args(AttributeSort), "text"),
    ("shown", get_args(Shown), "folded"),
    ("pattern", PATTERNS, "solid"),
)
"""Fields with a fixed set of words, and what stands for one that a later program added."""
_SPECIAL: Final = frozenset({"names", "help", "values", "labels", "home"})


def _ordered(items: Mapping[str, AnyType]) -> tuple[AnyType, ...]:
    return tuple(sorted(items.values(), key=lambda item: (item.order, item.id)))


def _body(item: AnyType | Attribute, plain: AnyType | Attribute) -> dict[str, Json]:
    body: dict[str, Json] = {"id": item.id, **_texts(item.names, item.help)}
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name not in _SPECIAL and value != getattr(plain, each.name):
            body[each.name] = to_register(value)
    labels = () if isinstance(item, Attribute) else item.labels
    if labels:
        body["labels"] = [_label_to_json(label) for label in labels]
    return body


def to_register(value: object) -> Json:
    """A field's value as its register holds it: sets sorted, so that equal means equal."""
    if isinstance(value, frozenset):
        return cast("Json", sorted(cast("frozenset[str]", value)))
    if isinstance(value, tuple):
        return cast("Json", list(cast("tuple[str, ...]", value)))
    return cast("Json", value)


def text_registers(*, names: Names, help_text: Names) -> dict[str, Json]:
    """Registers of names and help by language, empty texts included (for a ``set``)."""
    body: dict[str, Json] = {_NAME + language: text for language, text in names.items()}
    body |= {_HELP + language: text for language, text in help_text.items()}
    return body


def _texts(names: Names, help_text: Names) -> dict[str, Json]:
    body = text_registers(names=names, help_text=help_text)
    return {name: text for name, text in body.items() if text}


def _names(body: Mapping[str, Json], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): str(body[name])
        for name in sorted(name for name in body if name.startswith(prefix))
        if body[name]
    }


def _type(category: Category, *, body: Mapping[str, Json], home: str) -> AnyType:
    kind = _CLASSES[category]
    given = _fields(kind, body)
    return kind(**given, labels=_labels(body.get("labels", [])), home=home)


def _attribute(body: Mapping[str, Json], home: str) -> Attribute:
    values = [
        (name.removeprefix(_VALUE), cast("Mapping[str, Json]", raw))
        for name, raw in body.items()
        if name.startswith(_VALUE) and isinstance(raw, Mapping)
    ]
    values.sort(key=lambda item: (int(cast("int", item[1].get("order", 0))), item[0]))
    given = _fields(Attribute, body)
    made = tuple(_attribute_value(*item) for item in values)
    return Attribute(**given, values=made, home=home)


def _attribute_value(value_id: str, raw: Mapping[str, Json]) -> AttributeValue:
    names = cast("Mapping[str, str]", raw.get("names", {}))
    return AttributeValue(
        value_id, dict(names), str(raw.get("key", "")), bool(raw.get("retired", False))
    )


@cache
def _defaults(kind: type[AnyType] | type[Attribute]) -> Mapping[str, object]:
    """What a register holds that is not there; a window folds its scheme whenever it opens."""
    plain = kind(id="")
    return {
        each.name: getattr(plain, each.name) for each in fields(plain) if each.name not in _SPECIAL
    }


def _fields(kind: type[AnyType] | type[Attribute], body: Mapping[str, Json]) -> dict[str, Any]:
    """Keyword arguments from registers, each in the shape of the field's default."""
    given: dict[str, Any] = {
        "names": _names(body, _NAME),
        "help": _names(body, _HELP),
    }
    for name, default in _defaults(kind).items():
        raw = body.get(name, default)
        if isinstance(default, frozenset):
            given[name] = frozenset(_strings(raw))
        elif isinstance(default, tuple):
            given[name] = tuple(_strings(raw))
        elif type(raw) is not type(default):
            raise TypeError(f"{name}: {raw!r}")
        else:
            given[name] = raw
    for name, allowed, fallback in _KNOWN:
        if name in given and given[name] not in allowed:
            given[name] = fallback
    if "color" in given and not is_color(given["color"]):
        given["color"] = NO_COLOR
    return given


def _strings(raw: object) -> list[str]:
    if not isinstance(raw, list | tuple | frozenset):
        raise TypeError(f"not a list of ids: {raw!r}")
    return [str(item) for item in cast("Iterable[object]", raw)]


def _category(raw: object) -> Category | None:
    return next((category for category in CATEGORIES if category == raw), None)


def _label_to_json(label: ExternalLabel) -> Json:
    entry: dict[str, Json] = {"scheme": label.scheme, "label": label.label}
    plain = ExternalLabel("", "")
    for name in ("when", "head", "tail", "inverse"):
        value = getattr(label, name)
        if value != getattr(plain, name):
            entry[name] = to_register(value)
    return entry


def _labels(raw: Json) -> tuple[ExternalLabel, ...]:
    if not isinstance(raw, list):
        raise TypeError(f"not a list of labels: {raw!r}")
    found: list[ExternalLabel] = []
    for item in raw:
        if not isinstance(item, Mapping):
            raise TypeError(f"not a label: {item!r}")
        found.append(
            ExternalLabel(
                scheme=str(item["scheme"]),
                label=str(item["label"]),
                when=str(item.get("when", "")),
                head=frozenset(_strings(item.get("head", []))),
                tail=frozenset(_strings(item.get("tail", []))),
                inverse=bool(item.get("inverse", False)),
            )
        )
    return tuple(found)

"""Scheme files: TOML, read strictly.

A file that has an unknown key, lacks one, or names a type that it does not define is
refused with its name and the key, so that a typing error never becomes half a scheme.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypedDict

import msgspec

from juseok.core.errors import SchemeError
from juseok.core.resources import resource
from juseok.core.scheme_model import (
    ORDER_STEP,
    AnyType,
    Attribute,
    AttributeOn,
    AttributeSort,
    AttributeValue,
    Category,
    ClaimRole,
    EntityType,
    ExternalLabel,
    LinkType,
    Pattern,
    RelationshipType,
    Scheme,
    Shown,
    is_color,
    is_id,
)

_PLACE: Final = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<key>.*)`)?$", re.DOTALL)


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class _Texts(_Strict, frozen=True):
    ko: str = ""
    en: str = ""


class _Label(_Strict, frozen=True):
    scheme: str
    label: str
    when: str = ""
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    inverse: bool = False


class _Value(_Strict, frozen=True):
    id: str
    names: _Texts
    key: str = ""
    retired: bool = False


class _Attribute(_Strict, frozen=True):
    id: str
    names: _Texts
    on: tuple[AttributeOn, ...]
    help: _Texts = _Texts()
    sort: AttributeSort = "choice"
    values: tuple[_Value, ...] = ()
    default: str = ""
    key: str = ""
    shown: Shown = "folded"
    field: str = ""
    retired: bool = False


class _Type(_Strict, frozen=True):
    id: str
    names: _Texts
    color: str
    help: _Texts = _Texts()
    pattern: Pattern = "solid"
    letter: str = ""
    key: str = ""
    retired: bool = False
    labels: tuple[_Label, ...] = ()


class _CommonFields(TypedDict):
    id: str
    names: dict[str, str]
    help: dict[str, str]
    color: str
    pattern: Pattern
    letter: str
    key: str
    order: int
    retired: bool
    labels: tuple[ExternalLabel, ...]


class _Entity(_Type, frozen=True):
    attributes: tuple[str, ...] = ()


class _Relationship(_Type, frozen=True):
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    symmetric: bool = False
    same_type: bool = False
    attributes: tuple[str, ...] = ()


class _Link(_Type, frozen=True):
    symmetric: bool = False


class _Role(_Type, frozen=True):
    required: bool = False
    shown: Shown = "folded"


class _File(_Strict, frozen=True):
    format: Literal[1]
    id: str
    names: _Texts
    help: _Texts = _Texts()
    entity: tuple[_Entity, ...] = ()
    relationship: tuple[_Relationship, ...] = ()
    link: tuple[_Link, ...] = ()
    role: tuple[_Role, ...] = ()
    attribute: tuple[_Attribute, ...] = ()


def load_scheme(source: Path | str) -> Scheme:
    """The scheme of a TOML file, or of a shipped one by name (``"default"``, ``"nikl15"``).

    Raises :class:`SchemeError` with the file and the key that is wrong; ``OSError`` passes.
    """
    path = source if isinstance(source, Path) else resource(f"schemes/{source}.toml")
    return scheme_from_toml(path.read_bytes(), file=path.name)


def shipped_schemes() -> tuple[str, ...]:
    """Names of the schemes that travel with the program, the default one first."""
    names = sorted(path.stem for path in resource("schemes").glob("*.toml"))
    return tuple(sorted(names, key=lambda name: name != "default"))


@lru_cache(maxsize=8)
def scheme_from_toml(data: bytes, *, file: str) -> Scheme:
    """The scheme of TOML bytes; ``file`` names them in errors.  Raises :class:`SchemeError`.

    Read once: a scheme is frozen, and the same bytes are asked for whenever a project is made.
    """
    try:
        raw = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemeError("scheme.syntax", file=file, problem=str(error)) from error
    try:
        read = msgspec.convert(raw, _File)
    except msgspec.ValidationError as error:
        found = _PLACE.match(str(error))
        what, key = (found["what"], found["key"] or "") if found else (str(error), "")
        raise SchemeError("scheme.key", file=file, key=key or "—", problem=what) from error
    scheme = Scheme(
        id=read.id,
        names=_texts(read.names),
        help=_texts(read.help),
        entity_types=tuple(_entity(item, _order(i)) for i, item in enumerate(read.entity)),
        relationship_types=tuple(
            _relationship(item, _order(i)) for i, item in enumerate(read.relationship)
        ),
        link_types=tuple(_link(item, _order(i)) for i, item in enumerate(read.link)),
        roles=tuple(_role(item, _order(i)) for i, item in enumerate(read.role)),
        attributes=tuple(_attribute(item, _order(i)) for i, item in enumerate(read.attribute)),
    )
    check_scheme(scheme, file=file)
    return scheme


def check_scheme(scheme: Scheme, *, file: str) -> None:
    """Check what one key cannot tell of another; raises :class:`SchemeError`."""
    _check_ids(scheme, file)
    entities = {item.id for item in scheme.entity_types}
    attributes = {item.id for item in scheme.attributes}
    for category, item in _all_types(scheme):
        key = f"{category}.{item.id}"
        if not is_color(item.color):
            raise SchemeError("scheme.color", file=file, key=f"{key}.color", value=item.color)
        if isinstance(item, RelationshipType):
            for side, ends in (("head", item.head), ("tail", item.tail)):
                _known(ends, entities, file=file, key=f"{key}.{side}")
        if isinstance(item, EntityType | RelationshipType):
            _known(item.attributes, attributes, file=file, key=f"{key}.attributes")
        for label in item.labels:
            _known(label.head | label.tail, entities, file=file, key=f"{key}.labels")
            _known([label.when] if label.when else [], attributes, file=file, key=f"{key}.labels")
    for attribute in scheme.attributes:
        _check_attribute(attribute, file)


def _check_ids(scheme: Scheme, file: str) -> None:
    groups = (
        ("type", [item.id for _, item in _all_types(scheme)]),
        ("attribute", [item.id for item in scheme.attributes]),
        ("scheme", [scheme.id]),
    )
    for group, ids in groups:
        seen: set[str] = set()
        for name in ids:
            if not is_id(name):
                raise SchemeError("scheme.id", file=file, key=f"{group}.{name}", value=name)
            if name in seen:
                raise SchemeError("scheme.duplicate", file=file, key=f"{group}.{name}", value=name)
            seen.add(name)


def _check_attribute(item: Attribute, file: str) -> None:
    key = f"attribute.{item.id}"
    ids = [value.id for value in item.values]
    if (item.sort == "choice") != bool(ids):
        raise SchemeError("scheme.values", file=file, key=f"{key}.values")
    if len(ids) != len(set(ids)):
        raise SchemeError("scheme.duplicate", file=file, key=f"{key}.values", value=item.id)
    if item.sort == "choice":
        _known([item.default] if item.default else [], set(ids), file=file, key=f"{key}.default")
    elif item.sort == "bool" and item.default not in ("", "true"):
        raise SchemeError("scheme.reference", file=file, key=f"{key}.default", value=item.default)


def _known(ids: Iterable[str], known: set[str], *, file: str, key: str) -> None:
    for name in sorted(ids):
        if name not in known:
            raise SchemeError("scheme.reference", file=file, key=key, value=name)


def _all_types(scheme: Scheme) -> list[tuple[Category, AnyType]]:
    return [
        *(("entity", item) for item in scheme.entity_types),
        *(("relationship", item) for item in scheme.relationship_types),
        *(("link", item) for item in scheme.link_types),
        *(("role", item) for item in scheme.roles),
    ]


def _order(index: int) -> int:
    return (index + 1) * ORDER_STEP


def _texts(texts: _Texts) -> dict[str, str]:
    return {name: text for name, text in (("ko", texts.ko), ("en", texts.en)) if text}


def _labels(labels: Sequence[_Label]) -> tuple[ExternalLabel, ...]:
    return tuple(
        ExternalLabel(
            scheme=item.scheme,
            label=item.label,
            when=item.when,
            head=frozenset(item.head),
            tail=frozenset(item.tail),
            inverse=item.inverse,
        )
        for item in labels
    )


def _entity(item: _Entity, order: int) -> EntityType:
    return EntityType(**_common(item, order), attributes=item.attributes)


def _relationship(item: _Relationship, order: int) -> RelationshipType:
    return RelationshipType(
        **_common(item, order),
        head=frozenset(item.head),
        tail=frozenset(item.tail),
        symmetric=item.symmetric,
        same_type=item.same_type,
        attributes=item.attributes,
    )


def _link(item: _Link, order: int) -> LinkType:
    return LinkType(**_common(item, order), symmetric=item.symmetric)


def _role(item: _Role, order: int) -> ClaimRole:
    return ClaimRole(**_common(item, order), required=item.required, shown=item.shown)


def _common(item: _Type, order: int) -> _CommonFields:
    return {
        "id": item.id,
        "names": _texts(item.names),
        "help": _texts(item.help),
        "color": item.color.lower(),
        "pattern": item.pattern,
        "letter": item.letter,
        "key": item.key.upper(),
        "order": order,
        "retired": item.retired,
        "labels": _labels(item.labels),
    }


def _attribute(item: _Attribute, order: int) -> Attribute:
    return Attribute(
        id=item.id,
        names=_texts(item.names),
        help=_texts(item.help),
        on=frozenset(item.on),
        sort=item.sort,
        values=tuple(
            AttributeValue(value.id, _texts(value.names), value.key, value.retired)
            for value in item.values
        ),
        default=item.default,
        key=item.key.upper(),
        shown=item.shown,
        field=item.field,
        order=order,
        retired=item.retired,
    )

"""The annotation scheme as frozen values: types, attributes, roles and their rules.

A scheme is data: what may be tagged, with which key and colour, which attributes an
annotation carries, and which pairs a relationship may join.  Files and the log are read
into these values by ``core.scheme_file`` and ``core.scheme_log``; callers import all of it
from ``core.scheme``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, TypeAlias

from juseok.core.canon import canonical
from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.core.ops import Body

Names: TypeAlias = Mapping[str, str]
"""Language (``ko``, ``en``) → text."""

AttributeOn: TypeAlias = Literal["entity", "mention", "claim", "relationship"]
AttributeSort: TypeAlias = Literal["choice", "bool", "text"]
Shown: TypeAlias = Literal["always", "computed", "folded"]
Category: TypeAlias = Literal["entity", "relationship", "link", "role"]
Pattern: TypeAlias = Literal["solid", "dash", "dot", "dashdot", "double"]

CATEGORIES: Final[tuple[Category, ...]] = ("entity", "relationship", "link", "role")
PATTERNS: Final[tuple[Pattern, ...]] = ("solid", "dash", "dot", "dashdot", "double")
ORDER_STEP: Final = 10
NO_COLOR: Final = "#808080"
_COLOR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def is_id(text: str) -> bool:
    """Whether ``text`` can be the id of a type, attribute or value list."""
    return _ID.fullmatch(text) is not None


def is_color(text: str) -> bool:
    """Whether ``text`` is a colour of the form ``#rrggbb``."""
    return _COLOR.fullmatch(text) is not None


def text_in(names: Names, language: str, fallback: str = "") -> str:
    """The text of ``language``, else of any language, else ``fallback``."""
    return names.get(language) or next(filter(None, names.values()), "") or fallback


def name_message(*items: "Typed | Attribute | AttributeValue") -> Message:
    """The names of ``items`` as a message, so that a report names them in its own language."""
    return Message(
        "scheme.name",
        ko=", ".join(item.name("ko") for item in items),
        en=", ".join(item.name("en") for item in items),
    )


@dataclass(frozen=True)
class ExternalLabel:
    """What a type is called in another scheme (``klue``, ``nikl``, ``aida`` …).

    ``when`` names a boolean attribute that must be set for the label to hold.  ``head`` and
    ``tail`` narrow a relationship's label to some types (empty: all).  ``inverse``: the label
    holds from our tail to our head.
    """

    scheme: str
    label: str
    when: str = ""
    head: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    inverse: bool = False


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What every type has.  ``letter`` and ``pattern`` tell a type without its colour.

    ``home`` is the id of the scheme that it came from, where a merge brought it; else "".
    """

    id: str
    names: Names = field(default_factory=dict[str, str])
    help: Names = field(default_factory=dict[str, str])
    color: str = NO_COLOR
    pattern: Pattern = "solid"
    letter: str = ""
    key: str = ""
    order: int = 0
    retired: bool = False
    labels: tuple[ExternalLabel, ...] = ()
    home: str = ""

    def name(self, language: str) -> str:
        return text_in(self.names, language, self.id)


@dataclass(frozen=True, kw_only=True)
class EntityType(Typed):
    """A type of entity and mention.  ``attributes``: ids of the ones its records may carry."""

    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RelationshipType(Typed):
    """A typed edge.  ``head`` and ``tail`` hold entity type ids; empty means any type.

    ``same_type``: both ends must have one type.  ``symmetric``: both directions mean the same.
    """

    head: frozenset[str] = frozenset()
    tail: frozenset[str] = frozenset()
    symmetric: bool = False
    same_type: bool = False
    attributes: tuple[str, ...] = ()

    def joins(self, head: str, tail: str) -> bool:
        """Whether this may lead from an entity type to another; symmetric ones either way."""

        def fits(one: str, other: str) -> bool:
            return (not self.head or one in self.head) and (not self.tail or other in self.tail)

        if self.same_type and head != tail:
            return False
        return fits(head, tail) or (self.symmetric and fits(tail, head))


@dataclass(frozen=True, kw_only=True)
class LinkType(Typed):
    """A typed edge between two claims."""

    symmetric: bool = False


@dataclass(frozen=True, kw_only=True)
class ClaimRole(Typed):
    """A part of a claim that spans or references fill; ``id`` is the claim's field."""

    required: bool = False
    shown: Shown = "folded"


@dataclass(frozen=True)
class AttributeValue:
    id: str
    names: Names = field(default_factory=dict[str, str])
    key: str = ""
    retired: bool = False

    def name(self, language: str) -> str:
        return text_in(self.names, language, self.id)


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A field that annotations carry.

    ``values`` is empty unless ``sort`` is ``choice``.  ``default`` is a value id, ``"true"`` or
    ``""`` (undecided).  ``shown`` says where a form puts it.  ``field`` names the record's own
    field where the value lives; empty: a register of its own (``@id``).
    """

    id: str
    names: Names = field(default_factory=dict[str, str])
    help: Names = field(default_factory=dict[str, str])
    on: frozenset[AttributeOn] = frozenset()
    sort: AttributeSort = "choice"
    values: tuple[AttributeValue, ...] = ()
    default: str = ""
    key: str = ""
    shown: Shown = "folded"
    field: str = ""
    order: int = 0
    retired: bool = False
    home: str = ""

    def name(self, language: str) -> str:
        return text_in(self.names, language, self.id)

    def value(self, value_id: str) -> AttributeValue | None:
        return next((value for value in self.values if value.id == value_id), None)


AnyType: TypeAlias = EntityType | RelationshipType | LinkType | ClaimRole


@dataclass(frozen=True, slots=True)
class RelationshipChoice:
    """One relationship type for a pair; ``reason`` says why it is not allowed.

    ``reversed``: it would be allowed from the other end.
    """

    type: RelationshipType
    allowed: bool
    reversed: bool = False
    reason: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """One annotation scheme; each tuple is in the order that people see."""

    id: str
    names: Names = field(default_factory=dict[str, str])
    help: Names = field(default_factory=dict[str, str])
    entity_types: tuple[EntityType, ...] = ()
    relationship_types: tuple[RelationshipType, ...] = ()
    link_types: tuple[LinkType, ...] = ()
    roles: tuple[ClaimRole, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    @cached_property
    def version(self) -> str:
        """SHA-256 of the folded content: the same for the same scheme on every machine."""
        from juseok.core.scheme_log import scheme_objects  # both need the other's values

        rows = sorted(([kind, obj, body] for obj, kind, body in scheme_objects(self)), key=_head)
        return sha256_hex(canonical(rows).encode())

    @cached_property
    def _types(self) -> Mapping[str, AnyType]:
        return {item.id: item for category in CATEGORIES for item in self.types(category)}

    @cached_property
    def _attributes(self) -> Mapping[str, Attribute]:
        return {item.id: item for item in reversed(self.attributes)}

    def types(self, category: Category) -> tuple[AnyType, ...]:
        match category:
            case "entity":
                return self.entity_types
            case "relationship":
                return self.relationship_types
            case "link":
                return self.link_types
            case "role":
                return self.roles

    def type(self, type_id: str) -> AnyType | None:
        """Any type by its id, retired ones included."""
        return self._types.get(type_id)

    def entity_type(self, type_id: str) -> EntityType | None:
        found = self._types.get(type_id)
        return found if isinstance(found, EntityType) else None

    def relationship_type(self, type_id: str) -> RelationshipType | None:
        found = self._types.get(type_id)
        return found if isinstance(found, RelationshipType) else None

    def link_type(self, type_id: str) -> LinkType | None:
        found = self._types.get(type_id)
        return found if isinstance(found, LinkType) else None

    def role(self, role_id: str) -> ClaimRole | None:
        found = self._types.get(role_id)
        return found if isinstance(found, ClaimRole) else None

    def attribute(self, attribute_id: str) -> Attribute | None:
        return self._attributes.get(attribute_id)

    def attributes_on(self, on: AttributeOn, type_id: str = "") -> tuple[Attribute, ...]:
        """The live attributes of a kind of record, narrowed to those its type lists."""
        found = self._types.get(type_id)
        listed = found.attributes if isinstance(found, EntityType | RelationshipType) else None
        return tuple(
            item
            for item in self.attributes
            if on in item.on and not item.retired and (listed is None or item.id in listed)
        )

    def allowed_relationships(self, head: str, tail: str) -> tuple[RelationshipChoice, ...]:
        """Every live relationship type for a pair of entity types, in order."""
        return tuple(
            self._choice(item, head, tail) for item in self.relationship_types if not item.retired
        )

    def _choice(self, item: RelationshipType, head: str, tail: str) -> RelationshipChoice:
        if item.joins(head, tail):
            return RelationshipChoice(item, allowed=True)
        if item.same_type and head != tail:
            reason = Message("scheme.pair.same_type", type=name_message(item))
        elif item.joins(tail, head):
            reason = Message("scheme.pair.reverse", type=name_message(item))
        elif item.head and head not in item.head:
            reason = self._reason("scheme.pair.head", item, item.head, head)
        else:
            reason = self._reason("scheme.pair.tail", item, item.tail, tail)
        return RelationshipChoice(
            item, allowed=False, reversed=item.joins(tail, head), reason=reason
        )

    def _reason(
        self, code: str, item: RelationshipType, wanted: frozenset[str], found: str
    ) -> Message:
        given = self.entity_type(found)
        return Message(
            code,
            type=name_message(item),
            wanted=name_message(*(each for each in self.entity_types if each.id in wanted)),
            found=name_message(given) if given else found,
        )


def _head(row: list[str | Body]) -> tuple[str, str]:
    return str(row[0]), str(row[1])


_TYPED: Final = ("type", "before")


def with_type_names(label: Message, scheme: Scheme) -> Message:
    """The label of an action as a person reads it: the log has the ids of types, which stay, and
    here they have their names, as ``scheme`` has them now; in labels within it, too."""
    params = dict(label.params)
    for name, value in label.params.items():
        if isinstance(value, Message):
            params[name] = with_type_names(value, scheme)
        elif name in _TYPED and "type" in label.params and isinstance(value, str):
            kind = scheme.type(value)
            params[name] = name_message(kind) if kind is not None else value
    return Message(label.code, **params) if params != label.params else label

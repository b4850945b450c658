"""A scheme as brat's ``annotation.conf`` and ``visual.conf``, and what an ``annotation.conf`` says.

https://brat.nlplab.org/configuration.html
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final

from juseok.core.scheme import (
    Attribute,
    EntityType,
    LinkType,
    Names,
    RelationshipType,
    Scheme,
    Typed,
)
from juseok.formats.brat.lines import as_name, is_name
from juseok.formats.document import Document
from juseok.formats.frames import CLAIM, CONTENT, NESTED, PART, base_role

_SECTION: Final = re.compile(r"\[([A-Za-z]+)\]")
_MACRO: Final = re.compile(r"<([^>=]+)>=(.*)")
_SECTIONS: Final = {"spans": "entities"}
"""What old configurations call a section."""
_ENTITY: Final = "<ENTITY>"
_ANY: Final = "<ANY>"
_DASHES: Final = {"dash": "5-3", "dot": "1-3", "dashdot": "5-3-1-3"}
_GREY: Final = "#808080"
_PALE: Final = 0.62
"""How far a type's colour is moved towards white behind black letters."""


@dataclass(slots=True)
class Used:
    """The labels of documents: brat marks what its configuration does not have as a mistake.

    ``events``: roles by type; ``attributes``: values by name, none of those that are ticked.
    """

    mentions: set[str] = field(default_factory=set[str])
    edges: set[str] = field(default_factory=set[str])
    groups: set[str] = field(default_factory=set[str])
    events: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    attributes: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def add(self, document: Document) -> None:
        """Note the labels of ``document``, as they are written."""
        found = document.annotations
        self.mentions.update(as_name(each.type) for each in found.mentions)
        edges = (*found.relationships, *found.claim_links)
        self.edges.update(as_name(each.type) for each in edges)
        self.groups.update(group.type for group in document.groups)
        for record in (*found.mentions, *found.claims):
            for name, each in record.attributes.items():
                self._attribute(name, each.value)
        for frame in document.frames:
            roles = self.events.setdefault(as_name(frame.type), set())
            roles.update(base_role(role) for role, _ in frame.roles)
            for name, value in frame.attributes.items():
                self._attribute(name, value)

    def join(self, other: "Used") -> None:
        """Note what ``other`` noted."""
        self.mentions |= other.mentions
        self.edges |= other.edges
        self.groups |= other.groups
        for mine, theirs in (
            (self.events, other.events), (self.attributes, other.attributes)
        ):  # fmt: skip
            for name, found in theirs.items():
                mine.setdefault(name, set()).update(found)

    def _attribute(self, name: str, value: str | bool | None) -> None:
        if is_name(name) and (value is True or (isinstance(value, str) and is_name(value))):
            self.attributes.setdefault(name, set()).update([value] if value is not True else ())


def annotation_conf(scheme: Scheme, used: Used | None = None) -> str:
    """``annotation.conf``: what ``scheme`` has that is not retired, and what else is ``used``."""
    used = used or Used()
    roles = [each for each in scheme.roles if each.id not in ("content", "cue")]
    parts = [f"{PART}content", *(f"{PART}{each.id}" for each in roles)]
    entities = [each.id for each in _live(scheme.entity_types, used.mentions)]
    entities += sorted(
        each
        for each in used.mentions.difference(entities, used.events)
        if each != CLAIM and not each.startswith(PART)
    )
    args = [f"{CONTENT}?:{PART}content"]
    args += [f"{each.id.capitalize()}*:{_ENTITY}" for each in roles]
    events = [f"{CLAIM}\t{', '.join((*args, f'{NESTED}?:{CLAIM}'))}"]
    for name, given in sorted(used.events.items()):
        if name != CLAIM:
            roles_of = ", ".join(f"{role}*:{_ANY}" for role in sorted(given))
            events.append(f"{name}\t{roles_of}".rstrip())
    edges = _live(scheme.relationship_types, used.edges)
    links = _live(scheme.link_types, used.edges)
    relations = [*map(_relation, edges), *map(_link, links)]
    ends = f"Arg1:{_ANY}, Arg2:{_ANY}"
    others = used.edges - {each.id for each in (*edges, *links)}
    relations += [f"{name}\t{ends}" for name in sorted(others)]
    relations += [
        f"{name}\t{ends}, <REL-TYPE>:symmetric-transitive" for name in sorted(used.groups - others)
    ]
    attributes = [
        line
        for each in scheme.attributes
        if not each.retired and not each.field and is_name(each.id)
        if (line := _attribute(each, scheme, used.attributes.get(each.id, set())))
    ]
    known = {line.partition("\t")[0] for line in attributes}
    for name, values in sorted(used.attributes.items()):
        if name not in known:
            attributes.append(f"{name}\tArg:{_ANY}{_choice(sorted(values))}")
    return _file(
        ("entities", (*entities, "!Claim-parts", *(f"\t{part}" for part in parts))),
        ("relations", relations),
        ("events", events),
        ("attributes", attributes),
    )


def visual_conf(scheme: Scheme) -> str:
    """``visual.conf``: what types are called in Korean, and their colours."""
    typed: list[Typed] = [
        *_live(scheme.entity_types), *_live(scheme.relationship_types), *_live(scheme.link_types)
    ]  # fmt: skip
    labels = [_label(each.id, each.names, each.letter) for each in typed]
    labels += [
        _label(each.id, each.names, "")
        for each in scheme.attributes
        if not each.retired and not each.field and is_name(each.id)
    ]
    labels.append(f"{CLAIM} | 주장")
    drawing = ["SPAN_DEFAULT\tfgColor:black, bgColor:#eeeeee, borderColor:darken"]
    drawing.append("ARC_DEFAULT\tcolor:#666666, dashArray:-, arrowHead:triangle-5")
    drawing += [f"{each.id}\tbgColor:{_pale(each.color)}" for each in _live(scheme.entity_types)]
    for each in (*_live(scheme.relationship_types), *_live(scheme.link_types)):
        dash = f", dashArray:{_DASHES[each.pattern]}" if each.pattern in _DASHES else ""
        drawing.append(f"{each.id}\tcolor:{each.color}{dash}")
    return _file(("labels", labels), ("drawing", drawing))


def labels_in(conf: str) -> Iterator[tuple[str, str, str]]:
    """Section, name and the rest of each definition of an ``annotation.conf``; macros are filled
    in, what only groups (``!``) or parts (``---``) is left out.  Of ``name|other name`` the first
    is what stands in files."""
    section, macros = "", dict[str, str]()
    for line in conf.splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if found := _SECTION.fullmatch(bare):
            section = _SECTIONS.get(found[1], found[1])
        elif found := _MACRO.fullmatch(bare):
            macros[found[1].strip()] = _filled(found[2].strip(), macros)
        elif not bare.startswith("!") and bare.strip("-"):
            name, _, rest = bare.replace("\t", " ").partition(" ")
            yield section, name.partition("|")[0], _filled(rest, macros).strip()


def _filled(text: str, macros: Mapping[str, str]) -> str:
    """``text`` with ``macros``, of which later ones may have earlier ones in them."""
    for macro, meant in macros.items():
        text = text.replace(f"<{macro}>", meant)
    return text


def _file(*sections: tuple[str, Sequence[str]]) -> str:
    return "\n".join("\n".join((f"[{name}]", "", *lines, "")) for name, lines in sections)


def _live(types: Iterable[Typed], used: Set[str] = frozenset()) -> list[Typed]:
    return [each for each in types if is_name(each.id) and (not each.retired or each.id in used)]


def _relation(each: Typed) -> str:
    assert isinstance(each, RelationshipType)
    ends = ", ".join(
        f"{arg}:{'|'.join(sorted(filter(is_name, types))) or _ENTITY}"
        for arg, types in (("Arg1", each.head), ("Arg2", each.tail))
    )
    return f"{each.id}\t{ends}" + _symmetry(symmetric=each.symmetric)


def _link(each: Typed) -> str:
    assert isinstance(each, LinkType)
    return f"{each.id}\tArg1:{CLAIM}, Arg2:{CLAIM}" + _symmetry(symmetric=each.symmetric)


def _symmetry(*, symmetric: bool) -> str:
    return ", <REL-TYPE>:symmetric" if symmetric else ""


def _attribute(each: Attribute, scheme: Scheme, used: Set[str]) -> str:
    """The line of an attribute with its values and those that are ``used``; empty where nothing
    that brat knows can carry it."""
    on = [CLAIM] if "claim" in each.on else []
    if "mention" in each.on:
        holders = [
            item.id
            for item in _live(scheme.entity_types)
            if isinstance(item, EntityType) and (not item.attributes or each.id in item.attributes)
        ]
        every = len(holders) == len(_live(scheme.entity_types))
        on = [*([_ENTITY] if every else holders), *on]
    if not on or each.sort == "text":
        return ""
    values = [value.id for value in each.values if not value.retired and is_name(value.id)]
    given = [*values, *sorted(used - set(values))] if each.sort == "choice" else []
    return f"{each.id}\tArg:{'|'.join(on)}{_choice(given)}"


def _choice(values: Iterable[str]) -> str:
    found = "|".join(values)
    return f", Value:{found}" if found else ""


def _label(id_: str, names: Names, letter: str) -> str:
    words = [id_, *dict.fromkeys(filter(None, (names.get("ko"), names.get("en"), letter)))]
    return " | ".join(word.replace("|", "/") for word in words)


def _pale(color: str) -> str:
    value = (color if len(color) == 7 else _GREY).lstrip("#")
    parts = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    return "#" + "".join(f"{round(part + (255 - part) * _PALE):02x}" for part in parts)

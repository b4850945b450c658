"""Brat's ``annotation.conf`` and the labelling configuration of Label Studio to types of a scheme:
what the scheme lacks is proposed.

Events are no types here (a label map makes claims of them), and what joins events is a link.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError, TextError
from juseok.core.ids import sha256_hex
from juseok.core.ops import Change
from juseok.core.scheme import (
    Attribute,
    AttributeOn,
    AttributeValue,
    EntityType,
    RelationshipType,
    Scheme,
    is_id,
)
from juseok.formats.base import os_error
from juseok.formats.brat.conf import labels_in
from juseok.formats.frames import CLAIM, PART, ROLE_NAMES
from juseok.formats.json_tools.page import CONTINUED
from juseok.formats.xml import local, parse_xml
from juseok.services.interchange.label_map import LabelSort, propose
from juseok.services.scheme.scheme_edit import add_attribute, add_type, scheme_after

CONF: Final = "annotation.conf"
_HEIGHT: Final = 3
"""How many folders above a collection may have its configuration."""
_COLORS: Final = (
    "#1f6fb2", "#b8561b", "#2e8540", "#8a3ea8", "#a8323e", "#5c6f00", "#00788a", "#8a5a2b",
)  # fmt: skip
_NO_ID: Final = re.compile(r"[^A-Za-z0-9_]+")
_PARTS: Final = re.compile(r"(Arg[12]|Arg|Value):(\S+?)(?:,|$|\s)")
_ANY: Final = "<"

_VIEW: Final = b"<View"
_LARGEST: Final = 1 << 22
"""Bytes of a configuration that are read."""
_LABELS: Final = ("Labels", "HyperTextLabels", "ParagraphLabels")
_JOINS: Final = frozenset({*ROLE_NAMES, CONTINUED})
"""Of our own exports: what joins a claim or a mention to its parts."""

Item = EntityType | RelationshipType | Attribute


def _missing(definitions: Iterable[tuple[str, str, str]], scheme: Scheme) -> tuple[Item, ...]:
    found: list[Item] = []
    taken = {each.id for each in (*scheme.entity_types, *scheme.relationship_types,
             *scheme.link_types, *scheme.roles, *scheme.attributes)}  # fmt: skip
    called: dict[str, str] = {}
    for section, name, rest in definitions:
        sort = _SORTS.get(section)
        if sort is None or name.startswith((PART, _ANY)) or not name.strip("-"):
            continue
        known = propose([(sort, name)], scheme).get(sort, name)
        if sort is LabelSort.RELATIONSHIPS and not known:
            known = propose([(LabelSort.LINKS, name)], scheme).get(LabelSort.LINKS, name)
        if known or name in called:
            called.setdefault(name, known)
            continue
        called[name] = id_ = _id(name, taken)
        taken.add(id_)
        said = dict(_PARTS.findall(rest))
        item = _item(sort, id_, name, said=said, called=called, number=len(found))
        if item is not None:
            found.append(item)
    return tuple(found)


def with_types(scheme: Scheme, items: Iterable[Item]) -> tuple[Scheme, tuple[Change, ...]]:
    """``scheme`` with ``items``, and the changes that make it so; raises ``SchemeError``."""
    changes: list[Change] = []
    for item in items:
        action = (
            add_attribute(scheme=scheme, item=item)
            if isinstance(item, Attribute)
            else add_type(scheme=scheme, item=item)
        )
        scheme = scheme_after(scheme, [action])
        changes += action.changes
    return scheme, tuple(changes)


def lacking(path: Path, scheme: Scheme) -> tuple[Item, ...]:
    """What the ``annotation.conf`` for a folder, one of its files, or that file itself has and
    ``scheme`` lacks, and what a labelling configuration beside it has.  Raises ``FormatError``
    where such a file cannot be read."""
    confs: list[str] = []
    for file in _confs(path):
        try:
            confs.append(file.read_text("utf-8-sig", errors="replace"))
        except OSError as error:
            raise os_error(error, file) from error
    drawn = chain.from_iterable(map(_drawn, _beside(path)))
    return _missing(chain(labels_in("\n".join(confs)), drawn), scheme)


def _beside(path: Path) -> list[Path]:
    folder = path if path.is_dir() else path.parent
    return sorted(folder.glob("*.xml"))


def _drawn(file: Path) -> Iterator[tuple[str, str, str]]:
    """What a labelling configuration defines, as an ``annotation.conf`` does; nothing where
    ``file`` is none."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(_LARGEST)
        root = parse_xml(data) if _VIEW in data else None
    except OSError as error:
        raise os_error(error, file) from error
    except TextError as error:
        raise FormatError("xml.in_file", name=str(file), reason=error.message) from error
    for element in root.iter() if root is not None and local(root) == "View" else ():
        tag = local(element)
        values = [each.get("value", "") for each in element]
        if tag in _LABELS:
            yield from (("entities", name, "") for name in values if name not in ("", CLAIM))
        elif tag == "Relations":
            yield from (("relations", name, "") for name in values if name and name not in _JOINS)
        elif tag == "Choices" and element.get("perRegion") == "true" and all(map(is_id, values)):
            said = "" if values == ["true"] else f", Value:{'|'.join(values)}"
            yield "attributes", element.get("name", ""), f"Arg:<ENTITY>{said}"


def _confs(path: Path) -> list[Path]:
    """The configurations of a collection: its own and those of collections in it; where it has
    none, the nearest above it, as brat looks for it."""
    if path.name == CONF:
        return [path]
    folder = path if path.is_dir() else path.parent
    inside = sorted(folder.rglob(CONF)) if path.is_dir() else [folder / CONF]
    found = [each for each in inside if each.is_file()]
    above = (each / CONF for each in folder.resolve().parents)
    return found or [each for each in islice(above, _HEIGHT) if each.is_file()][:1]


_SORTS: Final = {
    "entities": LabelSort.MENTIONS,
    "relations": LabelSort.RELATIONSHIPS,
    "attributes": LabelSort.ATTRIBUTES,
}


def _item(
    sort: LabelSort,
    id_: str,
    name: str,
    *,
    said: dict[str, str],
    called: dict[str, str],
    number: int,
) -> Item | None:
    names = {"ko": name, "en": name}
    color = _COLORS[number % len(_COLORS)]
    if sort is LabelSort.MENTIONS:
        return EntityType(id=id_, names=names, color=color, letter=name[:1])
    if sort is LabelSort.ATTRIBUTES:
        values = tuple(
            AttributeValue(id=value, names={"ko": value, "en": value})
            for value in filter(None, said.get("Value", "").split("|"))
        )
        on = _holders(said.get("Arg", ""))
        return Attribute(
            id=id_, names=names, on=on, sort="choice" if values else "bool", values=values
        )
    ends = [said.get(arg, "").split("|") for arg in ("Arg1", "Arg2")]
    if any(CLAIM in end for end in ends):
        return None  # a link of the file's own, which the scheme does not have
    # What only groups types, and what is any type, leaves the end open.
    head, tail = (
        frozenset(called[each] for each in end)
        if all(called.get(each) for each in end)
        else frozenset[str]()
        for end in ends
    )
    return RelationshipType(id=id_, names=names, color=color, letter=name[:1], head=head, tail=tail)


def _holders(written: str) -> frozenset[AttributeOn]:
    """What an attribute may be on: ``<EVENT>`` are claims, ``<ANY>`` is both, else mentions."""
    found: set[AttributeOn] = set()
    for each in written.split("|"):
        if each in ("<EVENT>", "<ANY>", CLAIM):
            found.add("claim")
        if each != "<EVENT>" and each != CLAIM:
            found.add("mention")
    return frozenset(found)


def _id(name: str, taken: set[str]) -> str:
    """An id that ``name`` can have; of one without Latin letters, by its hash."""
    made = _NO_ID.sub("_", name).strip("_")
    if not is_id(made):
        made = f"T_{sha256_hex(name.encode())[:6]}"
    number, found = 1, made
    while found in taken:
        number += 1
        found = f"{made}_{number}"
    return found

"""Labels of another tool to types of the scheme: a table that is proposed, saved and edited.

A proposal is made where a label is an id, a name, one of the words that a name joins
(``기관·기업``) or an external label of exactly one type, or by what it usually means
(``resources/labels.toml``); what is left has no place, is told, and is never guessed.  The file is
TOML, a table for each sort::

    [mentions]
    Person = "PERSON"
    Vehicle = ""        # left out
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

import tomli_w

from juseok.core.errors import FormatError
from juseok.core.resources import read_text
from juseok.core.scheme import Attribute, Scheme, Typed
from juseok.core.text import name_key
from juseok.formats.base import atomic_write, os_error
from juseok.formats.document import ROLES, Document
from juseok.formats.frames import ROLE_NAMES, base_role, is_part

AS_CLAIM: Final = "claim"
AS_ONE: Final = "same"
"""What events, or marked words, can be: a claim; what a sort of groups can be: one entity."""
_CLAIMS: Final = frozenset({AS_CLAIM, "statement", "dnastatement", "주장"})
_MEANINGS: Final = "labels.toml"
_GROUPS: Final = frozenset({"equiv", "coref", "coreference", "identity"})
_DETAILED: Final = re.compile(
    r"((PS|FD|TR|AF|OG|LC|CV|DT|TI|QT|EV|AM|PT|MT|TM)[A-Z]{0,2})_[A-Z][A-Z_]*"
)
"""Labels of the 150 of NIKL: one of its 15 with what it is in detail (``LCP_COUNTRY``)."""
_JOINS: Final = re.compile(r"\s*[·,/]\s*|\s+or\s+")
_SPEAKERS: Final = frozenset({"speaker", "reporter"})
"""What is usually called the role of whoever says something."""
_ROLE_FIELDS: Final = ("content", "nested_in", *ROLES)


class LabelSort(StrEnum):
    """Sorts of labels, each a table of the file."""

    MENTIONS = "mentions"
    RELATIONSHIPS = "relationships"
    LINKS = "links"
    EVENTS = "events"
    ROLES = "roles"
    ATTRIBUTES = "attributes"
    VALUES = "values"
    GROUPS = "groups"


Label = tuple[LabelSort, str]
"""Values are named with their attribute: ``Mention.Name``."""


@dataclass(frozen=True, slots=True)
class LabelMap:
    """Label → what it becomes; an empty text: it is left out."""

    table: Mapping[Label, str] = field(default_factory=dict[Label, str])

    def get(self, sort: LabelSort, label: str) -> str:
        return self.table.get((sort, label), "")

    def with_all(self, other: "LabelMap") -> "LabelMap":
        """This one, and of ``other`` what it does not know."""
        return LabelMap({**other.table, **self.table})


class Proposing:
    """A label map that proposes a place for each label that it does not know, when it is asked."""

    def __init__(self, labels: LabelMap, scheme: Scheme) -> None:
        self._table = dict(labels.table)
        self._scheme = scheme

    def get(self, sort: LabelSort, label: str) -> str:
        """As :meth:`LabelMap.get`."""
        found = self._table.get((sort, label))
        if found is None:
            found = self._table[sort, label] = _proposal(sort, label, self._scheme)
        return found


def labels_of(documents: Iterable[Document]) -> Counter[Label]:
    """Every label that needs a place, and how often it occurs."""
    found: Counter[Label] = Counter()
    for document in documents:
        found.update(_labels(document))
    return found


def propose(labels: Iterable[Label], scheme: Scheme) -> LabelMap:
    """What each label becomes, where ``scheme`` leaves no doubt."""
    return LabelMap({label: _proposal(*label, scheme) for label in labels})


def choices(sort: LabelSort, label: str, scheme: Scheme) -> tuple[str, ...]:
    """What a label of ``sort`` may become."""
    match sort:
        case LabelSort.MENTIONS:
            types = tuple(each.id for each in scheme.entity_types if not each.retired)
            return (*types, AS_CLAIM)
        case LabelSort.RELATIONSHIPS:
            return tuple(each.id for each in scheme.relationship_types if not each.retired)
        case LabelSort.LINKS:
            return tuple(each.id for each in scheme.link_types if not each.retired)
        case LabelSort.EVENTS:
            return (AS_CLAIM,)
        case LabelSort.ROLES:
            return _ROLE_FIELDS
        case LabelSort.ATTRIBUTES:
            return tuple(each.id for each in _attributes(scheme))
        case LabelSort.VALUES:
            attribute = _attribute_called(label.partition(".")[0], scheme)
            return tuple(each.id for each in attribute.values) if attribute is not None else ()
        case LabelSort.GROUPS:
            return (AS_ONE,)


def load_map(path: Path) -> LabelMap:
    """The table in a file.

    Raises ``FormatError`` where it cannot be read, is no TOML (``map.toml``), or has a table or a
    value that a label map does not have (``map.shape``).
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise os_error(error, path) from error
    except ValueError as error:
        raise FormatError("map.toml", file=str(path), reason=str(error)) from error
    return parse_map(text, name=str(path))


def parse_map(text: str, *, name: str) -> LabelMap:
    """The table in ``text``, called ``name`` where it is wrong: raises as :func:`load_map`."""
    try:
        data = tomllib.loads(text)
    except ValueError as error:
        raise FormatError("map.toml", file=name, reason=str(error)) from error
    table: dict[Label, str] = {}
    for sort, rows in data.items():
        if sort not in LabelSort._value2member_map_ or not isinstance(rows, dict):
            raise FormatError("map.shape", file=name, name=sort)
        for label, value in cast("dict[str, Any]", rows).items():
            if not isinstance(value, str):
                raise FormatError("map.shape", file=name, name=f"{sort}.{label}")
            table[LabelSort(sort), label] = value
    return LabelMap(table)


def save_map(labels: LabelMap, path: Path, *, overwrite: bool = False) -> None:
    """Write the table for a person to edit; raises ``FormatError`` where it cannot be."""
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(dump_map(labels).encode())


def dump_map(labels: LabelMap) -> str:
    """The table as TOML."""
    data: dict[str, dict[str, str]] = {}
    for sort in LabelSort:
        rows = sorted(label for each, label in labels.table if each is sort)
        if rows:
            data[sort.value] = {label: labels.table[sort, label] for label in rows}
    return tomli_w.dumps(data)


def check_map(labels: LabelMap, scheme: Scheme) -> None:
    """Refuse a table that leads to something ``scheme`` does not have (``map.unknown``)."""
    for (sort, label), value in labels.table.items():
        if not value or value in choices(sort, label, scheme):
            continue
        if sort is LabelSort.VALUES:
            attribute = labels.get(LabelSort.ATTRIBUTES, label.partition(".")[0])
            found = scheme.attribute(attribute)
            if found is not None and found.value(value) is not None:
                continue
        raise FormatError("map.unknown", sort=sort.value, label=label, value=value)


def _labels(document: Document) -> Iterator[Label]:
    found = document.annotations
    claims = {each.id for each in found.claims} | {each.id for each in document.frames}
    for mention in found.mentions:
        if not is_part(mention):
            yield LabelSort.MENTIONS, mention.type
    for each in found.relationships:
        is_link = each.head in claims or each.tail in claims
        yield (LabelSort.LINKS if is_link else LabelSort.RELATIONSHIPS), each.type
    for link in found.claim_links:
        yield LabelSort.LINKS, link.type
    for record in (*found.mentions, *found.claims, *found.relationships):
        for name, value in record.attributes.items():
            yield from _of_attribute(name, value.value)
    entities = {each.id: each.type for each in document.entities} if document.frames else {}
    for frame in document.frames:
        yield LabelSort.EVENTS, frame.type
        for _, target in frame.roles:
            if target in entities:
                yield LabelSort.MENTIONS, entities[target]
        for role, _ in frame.roles:
            yield LabelSort.ROLES, base_role(role)
        for name, value in frame.attributes.items():
            yield from _of_attribute(name, value)
    for group in document.groups:
        yield LabelSort.GROUPS, group.type


def _of_attribute(name: str, value: str | bool | None) -> Iterator[Label]:
    yield LabelSort.ATTRIBUTES, name
    if isinstance(value, str) and len(value) < 80 and "\n" not in value:
        yield LabelSort.VALUES, f"{name}.{value}"


def _proposal(sort: LabelSort, label: str, scheme: Scheme) -> str:
    match sort:
        case LabelSort.MENTIONS:
            claim = AS_CLAIM if _key(label) in _CLAIMS else ""
            return _type_called(label, scheme.entity_types) or claim
        case LabelSort.RELATIONSHIPS:
            return _type_called(label, scheme.relationship_types)
        case LabelSort.LINKS:
            return _type_called(label, scheme.link_types)
        case LabelSort.EVENTS:
            return AS_CLAIM if _key(label) in _CLAIMS else ""
        case LabelSort.ROLES:
            key = "source" if _key(label) in _SPEAKERS else _key(label)
            known = ROLE_NAMES.get(label, "")
            return known or next((each for each in _ROLE_FIELDS if _key(each) == key), "")
        case LabelSort.ATTRIBUTES:
            found = _attribute_called(label, scheme)
            return found.id if found is not None else ""
        case LabelSort.VALUES:
            return _value_called(label, scheme)
        case LabelSort.GROUPS:
            return AS_ONE if _key(label) in _GROUPS else ""


class _Meanings(NamedTuple):
    """What labels of other tools mean, from ``resources/labels.toml``: key → ids of types;
    ``details``: of labels that say more than a scheme may."""

    types: Mapping[str, tuple[str, ...]]
    details: Mapping[str, str]


@cache
def _meanings() -> _Meanings:
    said: dict[str, Any] = tomllib.loads(read_text(_MEANINGS))
    types = {_key(word): tuple(each["types"]) for each in said["label"] for word in each["words"]}
    return _Meanings(types, said["details"])


def _type_called(label: str, types: Iterable[Typed]) -> str:
    """By what the types say of themselves, else by what the label usually means; empty where
    nothing, or more than one, is meant."""
    live = [each for each in types if not each.retired]
    if found := _known(label, live):
        return found
    meanings = _meanings()
    meant = list(meanings.types.get(_key(label), ()))
    if detailed := _DETAILED.fullmatch(label):
        details = meanings.details
        meant += [details.get(label, ""), details.get(detailed[1], ""), detailed[2]]
    return next((id_ for each in meant if each and (id_ := _known(each, live))), "")


def _known(label: str, live: Sequence[Typed]) -> str:
    """By id, else by name, else by what it is called elsewhere, else by one of the words that its
    name joins; empty where two are meant."""
    if any(each.id == label for each in live):
        return label
    key = _key(label)
    ways: tuple[set[str], ...] = (
        {each.id for each in live if _key(each.id) == key},
        {each.id for each in live if key in map(_key, each.names.values())},
        {each.id for each in live
         if any(_key(item.label) == key and not item.when for item in each.labels)},
        {each.id for each in live if any(key in _joined(name) for name in each.names.values())},
    )  # fmt: skip
    found = next(filter(None, ways), set[str]())
    return found.pop() if len(found) == 1 else ""


def _joined(name: str) -> set[str]:
    """The keys of the words that a name joins (``기관·기업``, ``Date or duration``); none where it
    is no list of single words."""
    words = _JOINS.split(name)
    is_list = len(words) > 1 and not any(" " in word for word in words)
    return set(map(_key, words)) if is_list else set()


def _attributes(scheme: Scheme) -> list[Attribute]:
    return [each for each in scheme.attributes if not each.retired and not each.field]


def _attribute_called(label: str, scheme: Scheme) -> Attribute | None:
    known = _attributes(scheme)
    for each in known:
        if each.id == label:
            return each
    key = _key(label)
    found = [each for each in known if key in map(_key, (each.id, *each.names.values()))]
    return found[0] if len(found) == 1 else None


def _value_called(label: str, scheme: Scheme) -> str:
    name, _, value = label.partition(".")
    attribute = _attribute_called(name, scheme)
    if attribute is None:
        return ""
    if attribute.sort == "text":
        return value
    key = _key(value)
    found = [each.id for each in attribute.values
             if key in map(_key, (each.id, *each.names.values()))]  # fmt: skip
    return found[0] if len(found) == 1 else ""


def _key(label: str) -> str:
    """What spellings of one label share: no case, blanks, hyphens or underscores, and -ise."""
    return name_key(label).replace("-", "").replace("_", "").replace(" ", "").replace(
        "isation", "ization"
    )  # fmt: skip

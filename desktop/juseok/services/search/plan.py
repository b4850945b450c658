"""A query with its names resolved: whose annotations, which entities, types and values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from juseok.core.model import Viewer, ZoneRole
from juseok.core.scheme import Attribute, Scheme
from juseok.services.search.query import Query, SearchError, Term, plain
from juseok.store.reader import Reader
from juseok.store.search_index import fold


@dataclass(frozen=True, slots=True)
class Look:
    """A word to find: folded, with the lemmas that count for it."""

    folded: str
    lemmas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A query with names resolved.  ``entities``: ids by filter; ``layers``: whose annotations."""

    looks: tuple[Look, ...]
    layers: frozenset[str]
    entities: tuple[frozenset[str], ...] = ()
    types: frozenset[str] = frozenset()
    claim: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    zones: frozenset[ZoneRole] = frozenset()
    by_annotator: bool = False

    @property
    def mentions(self) -> bool:
        """Whether an article has to have certain mentions."""
        return bool(self.entities or self.types)

    @property
    def annotated(self) -> bool:
        return self.mentions or bool(self.claim) or self.by_annotator


def plan_of(
    *,
    reader: Reader,
    viewer: Viewer,
    query: Query,
    scheme: Scheme,
    lemmas: Mapping[str, Sequence[str]],
) -> Plan:
    """What ``query`` means in this project; ``lemmas``: what counts for each of its words.

    Raises :class:`SearchError` where it names what is not there.
    """
    return Plan(
        looks=tuple(_look(term, lemmas if query.lemmas else None) for term in query.terms),
        layers=_layers(reader, viewer, query.annotators),
        entities=tuple(_entities(reader, viewer, names) for names in query.entities),
        types=frozenset(_type(scheme, name) for name in query.types),
        claim=dict(_attribute(scheme, *item) for item in query.claim.items()),
        zones=query.zones,
        by_annotator=bool(query.annotators),
    )


def _look(term: Term, lemmas: Mapping[str, Sequence[str]] | None) -> Look:
    if term.exact or lemmas is None:
        return Look(fold(term.text))
    found = list(lemmas.get(term.text, ()))
    if term.text.endswith("다"):
        found.append(term.text)
    return Look(fold(term.text), tuple(dict.fromkeys(found)))


def _layers(reader: Reader, viewer: Viewer, annotators: Sequence[str]) -> frozenset[str]:
    """The visible layers of ``annotators``; of one who may not be seen nothing is told."""
    if not annotators:
        return viewer.visible_layers
    names = {each.id: plain(each.name) for each in reader.annotators()}
    found: set[str] = set()
    for wanted in annotators:
        layers = [
            layer.id
            for layer in reader.layers()
            if layer.id in viewer.visible_layers
            and layer.annotator
            and plain(wanted) in names.get(layer.annotator, "")
        ]
        if not layers:
            raise SearchError("search.no_annotator", name=wanted)
        found.update(layers)
    return frozenset(found)


def _entities(reader: Reader, viewer: Viewer, names: Sequence[str]) -> frozenset[str]:
    """Those called so; where there is none, those whose name holds it."""
    found: set[str] = set()
    for name in names:
        rows = reader.entities(viewer, text=name)
        if not rows:
            raise SearchError("search.no_entity", name=name)
        exact = [
            row for row in rows
            if plain(name) in map(plain, (row.entity.name, *row.entity.aliases))
        ]  # fmt: skip
        for row in exact or rows:
            found.update(row.members)
    return frozenset(found)


def _type(scheme: Scheme, name: str) -> str:
    for kind in scheme.entity_types:
        if plain(name) in map(plain, (kind.id, kind.letter, *kind.names.values())):
            return kind.id
    known = ", ".join(kind.id for kind in scheme.entity_types if not kind.retired)
    raise SearchError("search.no_type", name=name, known=known)


def _attribute(scheme: Scheme, name: str, values: Sequence[str]) -> tuple[str, frozenset[str]]:
    """The attribute of claims that is called ``name``, and its values as they are stored."""
    attributes = [each for each in scheme.attributes_on("claim") if not each.retired]
    for each in attributes:
        if plain(name) in map(plain, (each.id, *each.names.values())):
            return each.id, frozenset(_value(each, value) for value in values)
    known = ", ".join(each.id for each in attributes)
    raise SearchError("search.no_attribute", name=name, known=known)


def _value(attribute: Attribute, value: str) -> str:
    if attribute.sort == "text":
        return value
    if attribute.sort == "bool":
        return "0" if plain(value) in ("no", "false", "0", "아니요", "끔") else "1"
    for each in attribute.values:
        if plain(value) in map(plain, (each.id, *each.names.values())):
            return each.id
    known = ", ".join(each.id for each in attribute.values)
    raise SearchError("search.no_value_of", filter=attribute.id, value=value, known=known)


# -- where to look

"""What this project calls things: names of its entities, and words that were tagged before.

Read from one's own layer and from what the project has settled (its register of entities, its
gold); what a colleague has not finished is not asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from juseok.core.model import Entity, Layer, Viewer
from juseok.core.morphs import Name
from juseok.lang.lexicon import Names
from juseok.services.campaigns.reading import read_seal
from juseok.store.reader import Reader
from juseok.store.surfaces import Surface

Way = Literal["name", "alias", "tagged"]

_SETTLED: Final = frozenset({"register", "gold"})
_SURE: Final = 0.75
"""The share of its uses that a type needs, to be proposed for words of several types."""
_NAMED: Final = 0.5
"""What having the name counts beside having been tagged."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words stand for: ``way`` says how one knows, ``count`` how often it was tagged.

    ``name`` is what the entity is called.
    """

    type: str
    entity: str = ""
    name: str = ""
    count: int = 0
    way: Way = "tagged"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is proposed for some words: a type only where the uses agree on it.

    ``count``: how often the words were tagged, as whatever.
    """

    type: str
    meaning: Meaning
    types: tuple[str, ...]
    count: int = 0

    @property
    def settled(self) -> bool:
        """Whether the words were tagged before, and as nothing but this."""
        return bool(self.type) and len(self.types) == 1 and self.count > 0


@dataclass(frozen=True, slots=True)
class Known:
    """Every wording with its meanings; ``names`` finds them in a text.

    ``uses``: how many mentions there are of each type.  Without ``tagged`` (which takes long to
    read in a large project) only names are known.
    """

    names: Names = field(default_factory=lambda: Names.of(()))
    meanings: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict[str, tuple[Meaning]])
    uses: Mapping[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def of(cls, entities: Iterable[Entity], surfaces: Iterable[Surface] = ()) -> "Known":
        """From ``entities`` with their other names, and from what was tagged how often."""
        found: defaultdict[str, dict[tuple[str, str], Meaning]] = defaultdict(dict)
        called: dict[str, str] = {}
        uses: defaultdict[str, int] = defaultdict(int)
        for entity in entities:
            called[entity.id] = entity.name
            key = (entity.type, entity.id)
            for name in entity.aliases:
                found[name][key] = Meaning(*key, entity.name, 0, "alias")
            found[entity.name][key] = Meaning(*key, entity.name, 0, "name")
        for text, type_id, entity_id, count in surfaces:
            uses[type_id] += count
            here = found[text]
            known = here.get((type_id, entity_id))
            here[type_id, entity_id] = Meaning(
                type_id,
                entity_id,
                called.get(entity_id, ""),
                count,
                known.way if known is not None else "tagged",
            )
        meanings = {text: tuple(each.values()) for text, each in found.items()}
        names = Names.of(Name(text, _only(each)) for text, each in meanings.items())
        return cls(names, meanings, dict(uses))


def _only(meanings: Iterable[Meaning]) -> str | None:
    """The type of all of ``meanings``, if it is the same."""
    types = {each.type for each in meanings}
    return types.pop() if len(types) == 1 else None


def reading_of(meanings: Iterable[Meaning]) -> Reading | None:
    """What words probably stand for that have these ``meanings``; None where they have none."""
    found = list(meanings)
    if not found:
        return None
    weights: defaultdict[str, float] = defaultdict(float)
    for each in found:
        weights[each.type] += each.count + (_NAMED if each.way != "tagged" else 0)
    best = max(weights, key=lambda one: (weights[one], one))
    sure = weights[best] >= _SURE * sum(weights.values())
    meaning = max(
        (each for each in found if each.type == best),
        key=lambda one: (one.count, one.way != "tagged", bool(one.entity)),
    )
    types = tuple(sorted(weights, key=lambda one: (-weights[one], one)))
    return Reading(best if sure else "", meaning, types, sum(each.count for each in found))


def what_is_settled(reader: Reader, viewer: Viewer) -> Viewer:
    """As :func:`settled`, for what the project of ``reader`` lets ``viewer`` see of gold."""
    seen = replace(viewer, seal=read_seal(reader, viewer.annotator))
    return settled(seen, reader.layers(), blind=reader.is_blind(viewer))


def settled(viewer: Viewer, layers: Iterable[Layer], *, blind: bool = False) -> Viewer:
    """``viewer``, who sees one's own layer, the register and the gold, and no more than that.

    ``blind``: no gold either, which in a campaign holds what colleagues tagged.

    Suggestions are made of this: blindness towards colleagues is not a matter of screens.
    """
    roles = _SETTLED - {"gold"} if blind else _SETTLED
    visible = {each.id for each in layers if each.role in roles} | {viewer.own_layer}
    return replace(viewer, visible_layers=frozenset(visible))


def read_known(reader: Reader, viewer: Viewer, *, tagged: bool = True) -> Known:
    """What ``viewer`` may be helped with.  In a thread that may read.

    ``tagged=False``: the names of entities alone, which is quick.
    """
    allowed = what_is_settled(reader, viewer)
    entities = [row.entity for row in reader.entities(allowed)]
    return Known.of(entities, reader.surfaces(allowed) if tagged else ())

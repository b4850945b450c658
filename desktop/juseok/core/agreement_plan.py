"""What is counted for agreement, as columns: sums over articles, from which every figure follows.

A figure is a ratio of sums, so it can be had for any set of pairs of people and of articles: one
pair, one annotator, one week, or a sample of articles drawn again for an interval.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

CLAIM_FIELDS: Final = ("cue", "source", "affiliation", "medium", "time", "place", "object")
"""Fields of a claim that are compared where two claims answer each other."""

MAIN: Final = (
    "m_a", "m_b", "m_exact", "m_span", "m_type", "m_match", "m_bound", "m_part", "m_chars",
    "m_chars_a", "m_chars_b", "x_diff", "e_n", "e_p", "e_r", "e_one", "c_a", "c_b", "c_match",
    "c_same", "r_a", "r_b", "r_same", "r_off_a", "r_off_b", "l_a", "l_b", "l_same",
)  # fmt: skip
"""m: mentions, x: characters, e: entities, c: claims, r: relationships, l: claim links; a and b:
how many the first and the second person of a pair have.  Relationships of which an end answers
nothing of the other's are counted as r_off, and not among r_a and r_b."""


BY_TYPE: Final = (
    "a", "b", "exact", "type", "bound", "part", "chars", "chars_a", "chars_b", "diff", "e_n",
    "e_p", "e_r",
)  # fmt: skip
"""What is counted of mentions of each type, as in :data:`MAIN`; ``diff``: characters of which one
of two people says that they are of the type."""


EDGES: Final = ("r_a", "r_b", "r_same", "r_off_a", "r_off_b")
LINKS: Final = ("l_a", "l_b", "l_same")
"""What is counted of relationships and of claim links, of all and of each type."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An attribute that is compared: on what, and its values (none: any text)."""

    id: str
    on: str
    values: tuple[str | bool, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.on}.{self.id}"


@dataclass(frozen=True)
class Plan:
    """Who is compared, over which types and attributes.

    ``people``: how many layers; ``gold``: which of them is gold, or None.  ``types``: of
    mentions; ``relationships`` and ``links``: the types of these.
    """

    people: int
    types: tuple[str, ...]
    attributes: tuple[Asked, ...] = ()
    gold: int | None = None
    relationships: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every two people, the lower number first."""
        return tuple(combinations(range(self.people), 2))

    @cached_property
    def pair_of(self) -> tuple[tuple[int, ...], ...]:
        """The number of a pair by its two people, in either order."""
        table = [[0] * self.people for _ in range(self.people)]
        for number, (one, other) in enumerate(self.pairs):
            table[one][other] = table[other][one] = number
        return tuple(map(tuple, table))

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each column by its name."""
        return {name: place for place, name in enumerate(self._names())}

    def places(self, names: Iterable[str]) -> list[int]:
        return [self.columns[name] for name in names]

    @cached_property
    def untyped(self) -> int:
        """How many columns are not of single types of mentions; they stand first."""
        return len(self.columns) - len(BY_TYPE) * len(self.types)

    def _names(self) -> list[str]:
        names: list[str] = list(MAIN)
        names += (f"x_n.{number}" for number in range(len(self.types) + 1))
        for name in CLAIM_FIELDS:
            names += (f"f_{part}.{name}" for part in ("same", "n", "none"))
        for asked in self.attributes:
            names += (f"t_{part}.{asked.key}" for part in ("same", "n", "apart"))
            names += (f"t_v.{asked.key}.{number}" for number in range(len(asked.values)))
        for number in range(len(self.types)):
            names += (f"y_{part}.{number}" for part in BY_TYPE)
        return names

    @cached_property
    def first_row(self) -> dict[str, int]:
        """Where the types of each kind begin among the rows of what is counted by type."""
        edges = len(self.types)
        return {"mention": 0, "relationship": edges,
                "claim_link": edges + len(self.relationships)}  # fmt: skip

    @property
    def rows(self) -> int:
        """How many types there are, of mentions, relationships and claim links."""
        return len(self.types) + len(self.relationships) + len(self.links)

    @cached_property
    def typed(self) -> dict[str, int]:
        """The place of each column that is counted for types of each kind, by its name."""
        names = [*EDGES, *LINKS]
        for asked in self.attributes:
            if asked.on != "claim":  # claims have no types
                names += (f"t_{part}.{asked.key}" for part in ("same", "n", "apart"))
                names += (f"t_v.{asked.key}.{number}" for number in range(len(asked.values)))
        return {name: place for place, name in enumerate(names)}

    def attributes_on(self, on: str) -> Sequence[Asked]:
        return [asked for asked in self.attributes if asked.on == on]

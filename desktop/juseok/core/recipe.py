"""What a project keeps of its exports, by name: recipes, label maps and releases.

They are objects of the log like annotations, so that they merge, undo and travel as those do.  Of
recipes and label maps one name is one object, whoever makes it.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from juseok.core.ids import derived_id
from juseok.core.model import Kind
from juseok.core.text import name_key

BEST: Final = "best"
"""Gold, else what all annotators agree on, else the only one."""
ALL: Final = "all"
"""The layers of all annotators, and gold, each for itself."""
MINE: Final = "mine"
"""What a person may call the own layer."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is exported, and how.

    ``layer``: :data:`MINE`, :data:`BEST`, :data:`ALL`, ``gold``, or whose it is, by name.
    ``query``: a search that articles have to meet.  ``states``: of articles, on the annotator's
    side.  ``zones`` (roles) and ``types`` (of mentions, relationships and links, and ``claim``):
    annotations that lie in them; empty: all.  ``rights``: what articles may say of their rights to
    go out; empty: that is not looked at.
    ``split``: shares of train, dev and test as ``8:1:1``; empty: in one.  ``seed``: another seed
    splits otherwise.  ``apart``: articles that are nearly the same may come into several parts.
    """

    id: str
    name: str
    form: str = "jsonl"
    layer: str = BEST
    query: str = ""
    states: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    split: str = ""
    seed: int = 0
    apart: bool = False
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class SavedMap:
    """Labels of another tool to types of the scheme: ``text`` is the table as TOML."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Release:
    """The project at one moment, frozen under a name.

    ``heads``: replica → number of its last row that is in it; rows that come later by a merge are
    not, whenever they were written.  ``counts``: kind → how many.  ``date``: ISO 8601.
    """

    id: str
    name: str
    heads: tuple[tuple[str, str], ...]
    date: str = ""
    scheme: str = ""
    counts: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def seen(self) -> int:
        """How many rows of the log are in it: of two made on one day, more in the later."""
        return sum(int(number) for _, number in self.heads)


Named: TypeAlias = Recipe | SavedMap | Release


def named_id(kind: Kind, name: str) -> str:
    """The id of the recipe or label map called ``name``, however it is spelt."""
    return derived_id(kind, name_key(name))


def release_id(name: str, heads: tuple[tuple[str, str], ...]) -> str:
    """The id of a release: two of one name are two, so that neither is ever another."""
    return derived_id(Kind.RELEASE, name_key(name), *(f"{a}:{b}" for a, b in heads))

"""What an export dialog offers, and what a person chose; plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juseok.core.recipe import Recipe
from juseok.formats.options import FormatOption

NOTHING: Final = Recipe("", "")
"""No saved export."""


@dataclass(frozen=True, slots=True)
class OfferedFormat:
    """``suffix`` is the extension a file of it gets; a format without one is a folder.

    ``one_layer``: it holds the annotations of one layer, not everybody's, unless ``layered``: then
    it holds those of each.
    """

    id: str
    name: str
    suffix: str
    one_layer: bool = False
    layered: bool = False
    options: tuple[FormatOption, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedLayer:
    """The annotations of one person, who may have no name; ``own``: the one at the window;
    ``gold``: of nobody, but what came out of review."""

    id: str
    name: str
    own: bool = False
    gold: bool = False


@dataclass(frozen=True, slots=True)
class OfferedRecipe:
    """``layer``: whose annotations it means, as in :class:`Choice`; None: nobody's that may be
    seen here."""

    recipe: Recipe
    layer: str | None = ""


@dataclass(frozen=True, slots=True)
class OfferedRelease:
    """What the project was frozen as: its name, and in words when, and how much it holds."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The first records, None for lines that are left out; ``parts``: of a split, each with how
    many articles it has.  ``articles``: how many go out."""

    lines: Sequence[str | None]
    parts: Sequence[tuple[str, int]] = ()
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """One of several that can be chosen: its id, and its name to a person.  Those of one
    ``group``, which follow one another, stand below its name."""

    id: str
    name: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """What articles and annotations can be chosen by."""

    states: Sequence[Value] = ()
    zones: Sequence[Value] = ()
    types: Sequence[Value] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """``articles`` is how many there are; ``current`` the one on screen (empty: none);
    ``listed`` those of the article list as it is filtered now.
    """

    formats: tuple[OfferedFormat, ...]
    layers: tuple[OfferedLayer, ...]
    articles: int
    current: str = ""
    title: str = ""
    listed: Sequence[str] = ()
    recipes: tuple[OfferedRecipe, ...] = ()
    releases: tuple[OfferedRelease, ...] = ()
    ways: Ways = Ways()
    can_save: bool = True


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last choices; of ``layers`` and ``articles`` the names the settings use."""

    form: str
    layers: str
    articles: str
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """None for ``layers`` or ``articles``: everything.

    ``layer``: of a format that holds one, its id; empty for the best there is, ``all`` for each by
    itself.  ``recipe``: all of it that a saved export can say.  ``release``: as the project was
    frozen under this name; empty: as it is.  ``edited``: what was changed in an
    earlier export may go.
    """

    form: str
    layers: frozenset[str] | None
    articles: frozenset[str] | None
    path: Path
    overwrite: bool
    kept: Remembered
    layer: str = ""
    recipe: Recipe = NOTHING
    release: str = ""
    edited: bool = False

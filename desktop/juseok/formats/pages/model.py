"""A page as values: lines cut into runs, and lists of what is annotated; texts are plain."""

from dataclasses import dataclass

from juseok.core.model import ZoneRole


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention as it is shown: its type's colour, letter and name."""

    id: str
    type: str
    color: str
    letter: str
    title: str


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the same marks, the outer ones first.

    ``claims``: numbers of the claims whose content it is in, ``begun``: of those that begin with
    it; ``cue``: whether words report a claim here; ``ended``: marks whose last characters these
    are.  ``broken``: marks that go on further down, and not at once; ``resumed``: claims that do.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    claims: tuple[int, ...] = ()
    begun: tuple[int, ...] = ()
    cue: bool = False
    ended: tuple[Mark, ...] = ()
    broken: tuple[Mark, ...] = ()
    resumed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, without its end; ``role`` None: blank, or in no zone."""

    runs: tuple[Run, ...]
    role: ZoneRole | None = None


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list below the text."""

    text: str
    number: int = 0
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A type that occurs, and how often."""

    type: str
    name: str
    color: str
    letter: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """``title`` is shown above the text only where ``titled``: the text has no title of its own."""

    language: str
    title: str
    titled: bool
    details: tuple[str, ...]
    lines: tuple[Line, ...]
    legend: tuple[Legend, ...]
    lists: tuple[Listing, ...]
    origin: str

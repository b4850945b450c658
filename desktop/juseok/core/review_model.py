"""The records of team work: campaigns, who does what, verdicts, comments, guidelines, rulings.

They are objects of the log like annotations, so that they merge, undo and travel as those do.
Ids that two people must not make twice are derived from what the object is about.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from juseok.core.canon import canonical
from juseok.core.ids import derived_id
from juseok.core.ops import Json

PASSES: Final = ("mentions", "claims", "relationships")
"""What can be asked for, one after the other or together; each is finished by itself."""

AnnotatorSide: TypeAlias = Literal["new", "in_progress", "finished", "returned"]
ReviewerSide: TypeAlias = Literal["waiting", "in_review", "reviewed", "returned", "gold"]
Decision: TypeAlias = Literal["accept", "fix", "reject", "none", "defer"]

REASONS: Final = ("boundary", "type", "guideline", "missing", "duplicate", "other")
"""Why a version is rejected; a project may add its own, as any other text."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """What is asked of whom.  ``types`` (of mentions) and ``zones`` (roles) empty: all.

    ``per_article``: annotators of each of ``overlap`` per cent of the articles, the others have
    one.  ``gate``: the F1 on training articles from which
    a person may go on (0: no gate).  ``guideline``: the id of the version that holds.
    """

    id: str
    name: str
    passes: tuple[str, ...] = PASSES
    types: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    per_article: int = 2
    blind: bool = True
    anonymous: bool = False
    guideline: str = ""
    training: bool = False
    gate: float = 0.0
    closed: bool = False
    overlap: int = 100


_OVERSEES: Final = frozenset({"reviewer", "lead"})


def oversees(roles: Collection[str]) -> bool:
    """Whether one with ``roles`` may see everybody's work as a whole, in a blind campaign too.

    It has to be said of that person: where nobody has such a role, nobody oversees.
    """
    return not _OVERSEES.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One annotator does one article of a campaign; ``position`` orders that person's queue.

    ``training``: gold is there, and feedback comes at once.
    """

    id: str
    campaign: str
    article: str
    annotator: str
    position: int = 0
    training: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class PassState:
    """How far the owner of ``layer`` is with one pass over an article.

    "Finished" without an annotation says that there is none; "new" says that nobody looked.
    """

    id: str
    layer: str
    article: str
    campaign: str
    part: str
    state: AnnotatorSide = "new"


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The reviewer's side of an article in a campaign."""

    id: str
    campaign: str
    article: str
    state: ReviewerSide = "waiting"
    reviewer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer decided on an item: a place and a kind.

    ``item`` is its key.  ``targets``: what was judged, as pairs of an object
    and the version seen (:func:`version_of`); a later edit makes the verdict stale.  ``taken``:
    the object that was accepted; ``made``: what stands in gold for it.  ``layer`` is gold.
    ``reason``: of the item; ``reasons``: of single versions, as pairs of an object and why it is
    not right.  ``carried``: further versions of what was judged, in which the scheme has changed
    and the judgement has not: what a table of a migration made of it, or makes of it.
    """

    id: str
    layer: str
    article: str
    item: str
    decision: Decision
    targets: tuple[tuple[str, str], ...] = ()
    taken: str = ""
    made: str = ""
    reason: str = ""
    note: str = ""
    annotator: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    carried: tuple[tuple[str, str], ...] = ()

    def holds_for(self, obj: str, version: str) -> bool:
        """Whether this version of ``obj`` is one that was judged."""
        return (obj, version) in self.targets or (obj, version) in self.carried

    def why(self, obj: str) -> str:
        """Why the version ``obj`` is not right; empty where nobody said."""
        return dict(self.reasons).get(obj) or self.reason


@dataclass(frozen=True, slots=True)
class Comment:
    """A word on any object, or on an article; never an annotation.

    ``thread`` is the first comment of a thread (empty on that itself); ``to``: annotators.
    """

    id: str
    article: str
    target: str
    text: str
    annotator: str
    thread: str = ""
    to: tuple[str, ...] = ()
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Guideline:
    """One version of the guidelines: Markdown, and the version of the scheme it was written for.

    ``before``: the id of the version that this one replaces.
    """

    id: str
    text: str
    name: str = ""
    scheme: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A numbered answer to a question, which holds wherever ``words`` are met again.

    ``words``: look-up key; ``question``: the remark that asked; ``section``: of the guideline.
    """

    id: str
    number: int
    text: str
    words: str = ""
    question: str = ""
    section: str = ""
    annotator: str = ""


@dataclass(frozen=True, slots=True)
class Numbered(Ruling):
    """A ruling with the number that it has among all; ``former``: the one that it was given, where
    another has that."""

    former: int = 0


def numbered(rulings: Iterable[Ruling]) -> tuple[Numbered, ...]:
    """``rulings`` by number, each with one of its own.

    Two leads who work apart give the same number twice.  The ruling that was made first (ids are in
    the order of time) keeps it; the others take, in that order, the next number that nobody was
    given.  So the result is the same whichever comes first, and who goes on counting from it
    changes none.
    """
    held = sorted(rulings, key=lambda each: (each.number, each.id))
    given = {each.number for each in held}
    found: list[Numbered] = []
    seen: set[int] = set()
    for each in held:
        number = each.number
        while number in seen or (number != each.number and number in given):
            number += 1
        seen.add(number)
        former = each.number if number != each.number else 0
        found.append(
            Numbered(
                each.id, number, each.text, each.words, each.question, each.section,
                each.annotator, former,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: each.number))


def gold_layer_id() -> str:
    """Id of the layer that holds what was decided."""
    return derived_id("layer", "gold")


def assignment_id(campaign: str, article: str, annotator: str) -> str:
    return derived_id("assignment", campaign, article, annotator)


def pass_state_id(campaign: str, layer: str, article: str, part: str) -> str:
    return derived_id("pass_state", campaign, layer, article, part)


def review_state_id(campaign: str, article: str) -> str:
    return derived_id("review_state", campaign, article)


def verdict_id(layer: str, article: str, item: str) -> str:
    """One verdict stands on an item; a new decision is another value of its registers."""
    return derived_id("verdict", layer, article, item)


def gold_id(article: str, item: str, number: int) -> str:
    """What stands in gold for an item: the same object, whoever takes a version and whichever.

    ``number``: of several for one item, counted from 0.
    """
    return derived_id("gold", article, item, str(number))


def version_of(kind: str, fields: Mapping[str, Json]) -> str:
    """The version of an object: 32 hex digits over its kind and folded registers.

    Registers in any order give the same.  ``note`` is left out: words about an annotation do not
    change what it says.
    """
    said = {name: value for name, value in fields.items() if name != "note"}
    return hashlib.sha256(canonical([kind, said]).encode()).hexdigest()[:32]

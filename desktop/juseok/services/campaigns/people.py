"""People of a project: their names, how each looks, and what each may do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from juseok.core.errors import KnownError
from juseok.core.model import Annotator, Kind, Layer
from juseok.core.ops import CREATE, SET, Action, Change, Json
from juseok.core.records import to_body, value_to_json
from juseok.services.edits import elide, label
from juseok.store.identity import own_layer_id

ROLES: Final = ("annotator", "reviewer", "lead")
COLORS: Final = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a8f98",
)  # fmt: skip
"""Of Okabe and Ito (2008), which stay apart for the colour-blind; black is the text's, and yellow
cannot be seen on white: grey stands for both."""
PATTERNS: Final = ("solid", "dash", "dot", "dashdot")
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_SET: Final = ("name", "color", "pattern", "letter", "roles")


def with_looks(people: Iterable[Annotator]) -> list[Annotator]:
    """``people`` by name, each with colour, pattern and letter.

    Whoever has none gets the first that nobody has; letters are unique up to 26 people.
    """
    known = sorted(people, key=lambda each: (each.name, each.id))
    letters = {each.letter for each in known}
    colors = [each.color for each in known if each.color]
    patterns = [each.pattern for each in known if each.pattern]
    found: list[Annotator] = []
    for at, each in enumerate(known):
        letter = each.letter or next((c for c in LETTERS if c not in letters), LETTERS[at % 26])
        letters.add(letter)
        color = each.color or min(COLORS, key=lambda c: (colors.count(c), COLORS.index(c)))
        if not each.color:
            colors.append(color)
        pattern = each.pattern or min(
            PATTERNS, key=lambda p: (patterns.count(p), PATTERNS.index(p))
        )
        if not each.pattern:
            patterns.append(pattern)
        found.append(replace(each, letter=letter, color=color, pattern=pattern))
    return found


def add_person(
    *,
    ids: Callable[[], str],
    name: str,
    people: Sequence[Annotator] = (),
    roles: Sequence[str] = ("annotator",),
) -> Action:
    """A colleague who has not opened the project yet, with a layer of their own.

    Gets a look that none of ``people`` has, so that theirs stay.  Raises ``KnownError`` where the
    name is empty.
    """
    clean = " ".join(name.split())
    if not clean:
        raise KnownError("people.no_name")
    person = Annotator(ids(), clean, roles=tuple(roles))
    if people:
        known = with_looks(people)
        person = next(each for each in with_looks((*known, person)) if each.id == person.id)
    layer = Layer(own_layer_id(person.id), "annotator", person.id)
    return Action(
        label("people.add", name=elide(clean)),
        (
            Change(person.id, Kind.ANNOTATOR, CREATE, to_body(person)),
            Change(layer.id, Kind.LAYER, CREATE, to_body(layer)),
        ),
    )


def edit_person(
    *, before: Annotator, after: Annotator, people: Sequence[Annotator]
) -> Action | None:
    """Set name, look and roles; None when nothing is otherwise.

    Raises ``KnownError`` for an empty name, and where nobody would be lead any more.
    """
    if not after.name.strip():
        raise KnownError("people.no_name")
    leads = [each.id for each in people if "lead" in each.roles]
    if leads == [before.id] and "lead" not in after.roles:
        raise KnownError("people.no_lead", name=before.name)
    body: dict[str, Json] = {
        name: value_to_json(getattr(after, name))
        for name in _SET
        if getattr(after, name) != getattr(before, name)
    }
    if not body:
        return None
    change = Change(before.id, Kind.ANNOTATOR, SET, body)
    return Action(label("people.edit", name=elide(after.name)), (change,))

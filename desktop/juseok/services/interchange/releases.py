"""Releases: the project at one moment under a name, and what is otherwise between two of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from juseok.core.errors import KnownError
from juseok.core.model import Kind, Viewer
from juseok.core.ops import CREATE, Action, Change
from juseok.core.recipe import Release, release_id
from juseok.core.records import to_body
from juseok.core.text import name_key
from juseok.services.campaigns.reading import read_seal
from juseok.services.edits import elide, label
from juseok.services.interchange.named import find_named
from juseok.store.fold import BATCH, ObjectState
from juseok.store.reader import Reader
from juseok.store.stream import Stream

NOW: Final = "now"
"""What a person may call the project as it is."""
COUNTED: Final = (
    Kind.ARTICLE, Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK, Kind.ENTITY,
)  # fmt: skip
UNCOUNTED: Final = (Kind.RECIPE, Kind.LABEL_MAP, Kind.RELEASE, BATCH)
"""Kinds that are not what a project says, and so no difference."""
_TELLING: Final = (Kind.COMMENT, Kind.REVIEW_STATE)
"""Kinds in no layer that tell of others' work."""
_MOST: Final = 80

Sort: TypeAlias = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one release has otherwise than another: objects by kind, and by article (an id, empty
    for what lies in none) and kind, as added, changed and removed."""

    kinds: dict[tuple[str, Sort], int] = field(default_factory=dict[tuple[str, Sort], int])
    articles: dict[tuple[str, str, Sort], int] = field(
        default_factory=dict[tuple[str, str, Sort], int]
    )


def make_release(*, reader: Reader, stream: Stream, name: str, date: str, note: str = "") -> Action:
    """Freeze the project as it is, all layers of it.

    ``date``: today, for people.  Raises ``KnownError`` for no name, a long one or one that is
    taken, and where a bulk edit is under way.
    """
    name = " ".join(name.split())
    if not name or len(name) > _MOST:
        raise KnownError("recipe.name", most=_MOST)
    if name_key(name) in {NOW, *(name_key(each.name) for each in reader.releases())}:
        raise KnownError("release.taken", name=name)
    if not stream.settled():
        raise KnownError("release.busy")
    heads = tuple(sorted((key, str(seq)) for key, seq in reader.released.heads().items()))
    held = reader.released.counts()
    counts = tuple((kind.value, str(held[kind])) for kind in COUNTED if held.get(kind))
    made = Release(
        release_id(name, heads), name, heads, date, reader.scheme().version, counts, note
    )
    change = Change(made.id, Kind.RELEASE, CREATE, to_body(made))
    return Action(label("release.make", name=elide(name)), (change,))


def compare_releases(
    *,
    reader: Reader,
    viewer: Viewer,
    first: str,
    second: str,
    cancelled: Callable[[], bool] = lambda: False,
) -> Difference:
    """What ``second`` has otherwise than ``first``; either may be :data:`NOW`.

    Of what lies in a layer, what ``viewer`` may see.  Raises ``KnownError`` where there is no such
    release, and ``ProjectError`` where a part of it is not here.
    """
    sees = seen_by(reader, viewer)
    kinds: Counter[tuple[str, Sort]] = Counter()
    articles: Counter[tuple[str, str, Sort]] = Counter()
    for old, new in reader.released.differing(heads_of(reader, first), heads_of(reader, second)):
        if cancelled():
            break
        here = new or old
        if here is None or here.kind in UNCOUNTED or not sees(here):
            continue
        sort: Sort = "added" if old is None else "removed" if new is None else "changed"
        kinds[here.kind, sort] += 1
        articles[article_of(here), here.kind, sort] += 1
    return Difference(dict(kinds), dict(articles))


def heads_of(reader: Reader, name: str) -> dict[str, int]:
    """How far each replica is in the release ``name``, or :data:`NOW`; raises ``KnownError``."""
    if name == NOW:
        return reader.released.heads()
    found = find_named(_known(reader.releases()), name)
    return {replica: int(seq) for replica, seq in found.heads}


def _known(releases: Iterable[Release]) -> list[Release]:
    """Those whose registers are as this program writes them."""
    return [each for each in releases if all(seq.isdecimal() for _, seq in each.heads)]


def article_of(state: ObjectState) -> str:
    """The article in which an object lies; empty: in none."""
    article = state.fields.get("article")
    if state.kind == Kind.ARTICLE:
        return state.obj
    return article if isinstance(article, str) else ""


def seen_by(reader: Reader, viewer: Viewer) -> Callable[[ObjectState], bool]:
    """Tells of an object whether ``viewer`` may see it, today."""
    seal, blind = read_seal(reader, viewer.annotator), reader.is_blind(viewer)

    def sees(state: ObjectState) -> bool:
        layer = state.fields.get("layer")
        if isinstance(layer, str):
            return layer in viewer.visible_layers and not seal.hides(layer, article_of(state))
        theirs = state.fields.get("annotator") != viewer.annotator
        return not (blind and theirs and state.kind in _TELLING)

    return sees

"""The queue of a review made before anybody asks for it, so that a review begins at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juseok.services.entities.index import EntityIndex
from juseok.services.review.index import Kept, catch_up, compare, load, save
from juseok.services.review.page import Sight, reviewable, sight_of
from juseok.services.worker import Port
from juseok.store.reader import Reader

WORTH: Final = 200
"""Fewer articles are compared sooner than a process for it is there."""
_AT_ONCE: Final = 500
"""Kept after so many: being stopped costs no more than these."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose queue it is, of which project, and ``kept``: the file that it is kept in.

    ``worth``: no more articles than that are left to the review itself.
    """

    project: Path
    kept: Path
    annotator: str
    own_layer: str
    register_layer: str
    worth: int = WORTH


def is_worth(reader: Reader, desk: Desk) -> bool:
    """Whether others are done with so much that comparing it takes a while; quick."""
    return reader.reviews.finished_beside(desk.own_layer) > desk.worth


def prepare(port: Port, desk: Desk) -> int:
    """Compare what is lacking in the queue of ``desk`` and keep it; how many articles that were.

    Tells ``(done, of)``.  For a process of its own, which may be killed at any time.
    """
    with Reader.alone(desk.project, desk.annotator) as reader:
        if reader.campaigns.is_blind(desk.annotator):
            return 0
        sight = sight_of(
            reader, annotator=desk.annotator, own_layer=desk.own_layer,
            register_layer=desk.register_layer,
        )  # fmt: skip
        return _prepare(port, reader, desk, sight)


def _prepare(port: Port, reader: Reader, desk: Desk, sight: Sight) -> int:
    scheme = reader.scheme()
    found = reader.reviews.waiting(sight.annotators)
    order = [each.article for each in found if reviewable(each, sight)]
    known = load(desk.kept, reader, sight, scheme)
    kept = catch_up(reader, sight, scheme, known, order)
    wanted = [each for each in order if each in kept.lacking]
    if len(wanted) <= desk.worth:
        return 0
    same = EntityIndex.read(reader, sight.viewer).representative
    items, lacking, tell = dict(kept.items), set(kept.lacking), port.progress()
    for some in _parts(wanted):
        items.update(compare(reader, sight, some, scheme=scheme, same=same))
        lacking.difference_update(some)
        save(desk.kept, reader, sight, scheme, Kept(kept.watermark, items, frozenset(lacking)))
        tell(len(wanted) - len(lacking), len(wanted))
    return len(wanted)


def _parts(articles: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(articles), _AT_ONCE):
        yield articles[at : at + _AT_ONCE]

"""The queue of a review made before anybody asks for it, so that a review begins at once."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final, TypeAlias

from juseok.core.errors import Cancelled, WorkerError
from juseok.services.entities.index import EntityIndex
from juseok.services.heavy import Worker
from juseok.services.review.index import (
    Entries,
    Kept,
    Source,
    catch_up,
    compare,
    compare_apart,
    load,
    save,
)
from juseok.services.review.page import Sight, reviewable, sight_of
from juseok.services.worker import Port
from juseok.store.reader import Reader

WORTH: Final = 200
"""Fewer articles are compared sooner than a process for it is there."""
_AT_ONCE: Final = 500
"""So many articles are compared together."""
_KEPT_S: Final = 1.0
"""What was compared is kept so often: being stopped costs no more than this.  Each time it is
written whole."""

Compared: TypeAlias = list[tuple[str, Entries]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose queue it is, of which project, and ``kept``: the file that it is kept in.

    ``worth``: no more articles than that are left to the review itself.  ``apart``: whether
    another process helps, which is there by the time that some hundred are compared.
    """

    project: Path
    kept: Path
    annotator: str
    own_layer: str
    register_layer: str
    worth: int = WORTH
    apart: bool = False


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
    parts = deque(_parts(wanted))
    source = Source(desk.project, sight) if desk.apart and len(parts) > 1 else None
    due = time.monotonic() + _KEPT_S

    def here(part: Sequence[str]) -> Compared:
        return compare(reader, sight, part, scheme=scheme, same=same)

    with _Helper(source, parts) as helper:
        for some in helper.beside(here):
            items.update(some)
            lacking.difference_update(article for article, _ in some)
            if not lacking or time.monotonic() >= due:
                now = Kept(kept.watermark, items, frozenset(lacking))
                save(desk.kept, reader, sight, scheme, now)
                due = time.monotonic() + _KEPT_S
            tell(len(wanted) - len(lacking), len(wanted))
    return len(wanted)


class _Helper:
    """Another process that takes of ``parts`` what it can; without a ``source`` there is none.

    Should it die, its part is done here.  It ends with this process, however that ends.
    """

    def __init__(self, source: Source | None, parts: deque[Sequence[str]]) -> None:
        self._source, self._parts = source, parts
        self._worker = Worker()
        self._found: SimpleQueue[Compared | None] = SimpleQueue()
        self._failed: BaseException | None = None
        self._over = False
        first = self._take() if source is not None else None
        self._thread = threading.Thread(target=self._serve, args=(first,), daemon=True)

    def __enter__(self) -> "_Helper":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._worker.stop()
        self._thread.join()
        self._worker.close()

    def beside(self, here: Callable[[Sequence[str]], Compared]) -> Iterator[Compared]:
        """What it finds, and what ``here`` finds meanwhile, until nothing is left."""
        helps = True
        while self._parts or helps:
            part = self._take()
            if part is not None:
                yield here(part)
            while helps and (part is None or not self._found.empty()):
                found = self._found.get()
                if found is None:
                    helps = False
                    break
                yield found
        if self._failed is not None:
            raise self._failed

    def _take(self) -> Sequence[str] | None:
        try:
            return self._parts.popleft()
        except IndexError:
            return None

    def _serve(self, part: Sequence[str] | None) -> None:
        try:
            while part is not None:
                found: Compared = []
                try:
                    self._worker.run(
                        compare_apart, self._source, part, heard=found.extend,
                        cancelled=lambda: self._over,
                    )  # fmt: skip
                except WorkerError:
                    self._parts.append(part)
                    return
                self._found.put(found)
                part = self._take()
        except Cancelled:
            return
        except BaseException as error:
            self._failed = error
        finally:
            self._found.put(None)


def _parts(articles: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(articles), _AT_ONCE):
        yield articles[at : at + _AT_ONCE]

"""The queue of a review made before anybody asks for it, so that a review begins at once."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Final

from juseok.core.errors import Cancelled, WorkerError
from juseok.services.entities.index import EntityIndex
from juseok.services.heavy import Worker
from juseok.services.review.index import Source, compare
from juseok.services.review.keeping import catch_up, key_of, load, packed, pieces_of, write
from juseok.services.review.page import Sight, reviewable, sight_of
from juseok.services.worker import Port
from juseok.store.reader import Reader

WORTH: Final = 200
"""Fewer articles are compared sooner than a process for it is there."""
_AT_ONCE: Final = 100
"""So many articles are compared together."""
_KEPT_S: Final = 1.0
"""What was compared is kept so often: being stopped costs no more than this.  Each time it is
written whole."""


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
        with _Helper(Source(desk.project, sight)) as helper:
            return _prepare(port, reader, desk, sight, helper)


def _prepare(port: Port, reader: Reader, desk: Desk, sight: Sight, helper: "_Helper") -> int:
    scheme = reader.scheme()
    known = load(desk.kept, reader, sight, scheme)
    if desk.apart and known is None:
        helper.start()  # it is there by the time that what waits is known
    found = reader.reviews.waiting(sight.annotators)
    order = [each.article for each in found if reviewable(each, sight)]
    kept = catch_up(reader, sight, scheme, known, order)
    wanted = [each for each in order if each in kept.lacking]
    if len(wanted) <= desk.worth:
        return 0
    if desk.apart and len(wanted) > _AT_ONCE:
        helper.start()
    compared = _comparing(reader, sight)
    key, pieces, tell = key_of(sight, scheme), pieces_of(kept), port.progress()
    done, due = 0, time.monotonic() + _KEPT_S
    for count, piece in helper.beside(wanted, compared):
        pieces.append(piece)
        done += count
        if done == len(wanted) or time.monotonic() >= due:
            write(desk.kept, reader, key, kept.watermark, pieces)
            due = time.monotonic() + _KEPT_S
        tell(done, len(wanted))
    return len(wanted)


def _comparing(reader: Reader, sight: Sight) -> Callable[[Sequence[str]], bytes]:
    """What compares some articles, and packs their items."""
    scheme, same = reader.scheme(), EntityIndex.read(reader, sight.viewer).representative
    return lambda articles: packed(compare(reader, sight, articles, scheme=scheme, same=same))


def compare_back(port: Port, source: Source, articles: Sequence[str], at_once: int) -> None:
    """Compare ``articles``, the last first, ``at_once`` together; tells where these begin, and
    their items packed.  For a process of its own."""
    with Reader.alone(source.path, source.sight.viewer.annotator) as reader:
        compared = _comparing(reader, source.sight)
        for end in range(len(articles), 0, -at_once):
            begin = max(0, end - at_once)
            port.tell((begin, compared(articles[begin:end])))


def _be_ready(_: Port) -> None:
    """A process that did this has loaded what comparing takes."""


class _Helper:
    """Another process that compares from the end on, while this one does from the beginning,
    until they meet: neither waits for the other.

    Should it die, all that is left is done here.  It ends with this process, however that ends.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._worker = Worker()
        self._articles: Sequence[str] = ()
        self._given = threading.Event()
        self._found: SimpleQueue[tuple[int, bytes]] = SimpleQueue()
        self._failed: BaseException | None = None
        self._over = False
        self._thread: threading.Thread | None = None

    def __enter__(self) -> "_Helper":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._over = True
        self._given.set()
        self._worker.stop()
        if self._thread is not None:
            self._thread.join()
        self._worker.close()
        if self._failed is not None and kind is None:
            raise self._failed

    def start(self) -> None:
        """Have the process there soon; what it is to do comes by :meth:`beside`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, daemon=True)
            self._thread.start()

    def beside(
        self, articles: Sequence[str], here: Callable[[Sequence[str]], bytes]
    ) -> Iterator[tuple[int, bytes]]:
        """The items of all ``articles``, packed, some at a time, and of how many they are: what
        ``here`` finds, and what the process, if there is one, finds meanwhile."""
        self._articles = articles
        self._given.set()
        front, back = 0, len(articles)
        while front < back:
            while not self._found.empty():
                begin, piece = self._found.get()
                if begin >= front:  # else these were compared here meanwhile
                    yield back - begin, piece
                    back = begin
            part = articles[front : min(front + _AT_ONCE, back)]
            if part:
                yield len(part), here(part)
                front += len(part)

    def _serve(self) -> None:
        run = partial(self._worker.run, cancelled=lambda: self._over)
        try:
            run(_be_ready)
            self._given.wait()
            run(compare_back, self._source, self._articles, _AT_ONCE, heard=self._found.put)
        except (Cancelled, WorkerError):
            return  # what it did not do is done here
        except BaseException as error:
            self._failed = error

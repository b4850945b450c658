"""What the history window asks of the file, in a thread of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import Viewer
from juseok.core.review_model import gold_layer_id
from juseok.services.history.past import (
    Difference,
    Restoring,
    Then,
    article_at,
    differences,
    read_restoring,
)
from juseok.services.history.reading import Asked, Page, read_page, viewer_of
from juseok.store.fold import Order
from juseok.store.past import GoneMemory
from juseok.store.reader import Reader
from juseok.ui.session import Session
from juseok.ui.tasks import Job

With: TypeAlias = Literal["", "today", "before"]
"""What a past state is compared with: nothing, today, or the step before it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page with the words for it: names of annotators, titles of articles, layers by name."""

    page: Page
    names: dict[str, str]
    titles: dict[str, str]
    layers: dict[str, str | Message]


@dataclass(frozen=True, slots=True)
class Shown:
    """An article as one layer had it; ``found``: what differs from the time it is compared
    with."""

    action: str
    then: Then
    found: tuple[Difference, ...] = ()
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which state is asked for: behind ``action`` in ``article``, compared with another one.

    ``earlier``: the action before it in the list.
    """

    action: str
    article: str
    layer: str
    against: With = "today"
    earlier: str = ""


@dataclass
class HistoryReads:
    """Jobs on one thread; a newer question makes an older one stale."""

    session: Session
    memory: GoneMemory

    def __post_init__(self) -> None:
        self._tasks = self.session.pools.reading()
        self._tasks.failed.connect(self.session.error)

    def close(self) -> None:
        self._tasks.end()

    def viewer(self, article: str) -> Viewer:
        """Whose history may be seen; the layer that is worked on is one's own."""
        found = viewer_of(self.session.project, article)
        layers = found.visible_layers | {self.session.layer}
        return replace(found, own_layer=self.session.layer, visible_layers=layers)

    def list(self, asked: Asked, before: Order | None, done: Callable[[Listed], object]) -> None:
        self._tasks.run(partial(self._list, asked, before), done, slot="list")

    def show(self, wanted: Wanted, done: Callable[[Shown | None], object]) -> None:
        self._tasks.run(partial(self._show, wanted), done, slot="show")

    def restoring(
        self, action: str, article: str, done: Callable[[Restoring | None], object]
    ) -> None:
        self._tasks.run(partial(self._restoring, action, article), done, slot="restoring")

    def _list(self, asked: Asked, before: Order | None, reader: Reader, job: Job[Listed]) -> Listed:
        self.session.project.writer.flush()  # what was done a moment ago counts
        viewer = self.viewer(asked.question.article)
        page = read_page(
            reader, viewer, asked, memory=self.memory, before=before,
            cancelled=job.cancelled.is_set,
        )  # fmt: skip
        articles = sorted({each.article for each in page.entries if each.article})
        titles = {row.id: row.title for row in reader.article_rows(viewer, articles)}
        names = {each.id: each.name for each in reader.annotators()}
        layers: dict[str, str | Message] = {
            each.id: names.get(each.annotator, each.annotator)
            for each in reader.layers()
            if each.role == "annotator" and each.id in viewer.visible_layers
        }
        if gold_layer_id() in viewer.visible_layers:
            layers[gold_layer_id()] = Message("history.gold_layer")
        return Listed(page, names, titles, layers)

    def _show(self, wanted: Wanted, reader: Reader, _: object) -> Shown | None:
        self.session.project.writer.flush()
        moment = reader.timeline.moment(wanted.action)
        if moment is None or not reader.has_article(wanted.article):
            return None
        seen = self.viewer(wanted.article)
        viewer = replace(seen, visible_layers=seen.visible_layers & {wanted.layer})
        read = partial(article_at, reader, viewer, wanted.article, memory=self.memory)
        then = read(moment)
        found: tuple[Difference, ...] = ()
        if wanted.against == "today":
            last = reader.timeline.last() or moment
            found = differences(then.states, read(last).states, layer=wanted.layer)
        elif wanted.against == "before":
            earlier = reader.timeline.moment(wanted.earlier) if wanted.earlier else None
            before = read(earlier).states if earlier is not None else {}
            found = differences(before, then.states, layer=wanted.layer)
        return Shown(wanted.action, then, found, wanted.layer)

    def _restoring(self, action: str, article: str, reader: Reader, _: object) -> Restoring | None:
        self.session.project.writer.flush()
        moment = reader.timeline.moment(action)
        if moment is None:
            return None
        viewer = self.viewer(article)
        return read_restoring(reader, viewer, article, moment, memory=self.memory)

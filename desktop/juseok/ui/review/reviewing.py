"""The review under way: the article at hand with everybody's versions, and the item in hand.

Pages are read and compared in the pool; what is decided is folded in at once, as other edits are.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QObject, Signal

from juseok.core.adjudicate_model import Judged
from juseok.core.model import Annotator, ArticleAnnotations, Kind, Viewer
from juseok.core.ops import CREATE, Action
from juseok.core.records import from_fields
from juseok.core.review_model import Comment, Verdict, gold_layer_id
from juseok.services.people import COLORS, PATTERNS, with_looks
from juseok.services.review_page import (
    ReviewPage,
    Sight,
    check_reviewer,
    read_page,
    reviewable,
    sight_of,
)
from juseok.services.reviewing import make_gold
from juseok.store.reader import Reader
from juseok.store.recorder import Commit
from juseok.store.reviewing import Waiting
from juseok.ui.place import Place
from juseok.ui.review.looks import Look, looks_of
from juseok.ui.review.queue import Filter, shown
from juseok.ui.session import Session

_Found = tuple[Sight, list[Annotator], list[Waiting]]
_NOTHING: Final = ReviewPage("", {}, ())


class Reviewing(QObject):
    """``begun()``/``ended()``: a review starts or is over.  ``changed()``: the items, or how they
    stand; ``moved()``, also after that: another one is in hand, or it is to be shown anew.
    ``queue_changed()``: other articles wait."""

    begun = Signal()
    ended = Signal()
    changed = Signal()
    moved = Signal()
    queue_changed = Signal()

    def __init__(self, session: Session, place: Place) -> None:
        super().__init__(session)
        self.session, self._place = session, place
        self.on = False
        self.sight: Sight | None = None
        self.annotators: dict[str, Annotator] = {}
        """By layer, each with a look."""
        self.people: dict[str, str] = {}
        """Annotator → name."""
        self.anonymous = False
        self.queue: tuple[Waiting, ...] = ()
        """The articles that somebody is done with, in the order of the import."""
        self.page = _NOTHING
        self.filter = Filter()
        self.rows: tuple[Judged, ...] = ()
        self.looks: dict[str, Look] = {}
        self._key = ""
        self._asked = ""
        self._at_end = self._deciding = False
        self._ready: dict[str, ReviewPage] = {}
        place.article_changed.connect(self._article_changed)
        session.annotations_changed.connect(self._annotations_changed)
        session.undone.connect(self._undone)
        session.viewer_changed.connect(self._viewer_changed)

    @classmethod
    def of(cls, session: Session, place: Place) -> "Reviewing":
        """That of a project; made when it is first asked for."""
        found = session.findChild(cls)
        return found if found is not None else cls(session, place)

    # -- beginning and ending

    def begin(self) -> None:
        """Read who did what, then work on gold."""
        project = self.session.project

        def read(reader: Reader, _: object) -> _Found:
            check_reviewer(reader, project.annotator)
            sight = sight_of(
                reader, annotator=project.annotator, own_layer=project.own_layer,
                register_layer=project.register_layer,
            )  # fmt: skip
            people = with_looks(reader.annotators())
            return sight, people, reader.reviews.waiting(sight.annotators)

        self.session.tasks.run(read, lambda found: self._begin(*found), slot="review")

    def _begin(self, sight: Sight, people: list[Annotator], waiting: list[Waiting]) -> None:
        self.sight = sight
        looks = {each.id: each for each in people}
        self.annotators = {
            layer: looks[who] for layer, who in sight.annotators.items() if who in looks
        }
        self.people = {each.id: each.name for each in people}
        self.queue = tuple(each for each in waiting if reviewable(each, sight))
        self.on = True
        self._ready.clear()
        gold = Viewer(
            sight.viewer.annotator,
            frozenset({gold_layer_id(), self.session.project.register_layer}),
            gold_layer_id(),
        )
        self.session.look_as(gold, entities=sight.viewer)
        self.begun.emit()
        self.queue_changed.emit()

    def _viewer_changed(self) -> None:
        if not self.on or self.sight is None:
            return
        here = self._place.article or self._place.bound_for
        if self.queue and all(each.article != here for each in self.queue):
            self._place.go(self.queue[0].article)

    def end(self) -> None:
        """Work on one's own layer again."""
        if not self.on:
            return
        self.on = False
        own = self.session.project.viewer()
        self.session.look_as(own, entities=own)
        self.page, self.rows, self._key = _NOTHING, (), ""
        self.ended.emit()

    # -- what is in hand

    @property
    def current(self) -> Judged | None:
        """The item in hand."""
        return next((each for each in self.rows if each.key == self._key), None)

    @property
    def row(self) -> int:
        """The place of the item in hand among ``rows``; −1 when there is none."""
        return next((n for n, each in enumerate(self.rows) if each.key == self._key), -1)

    @property
    def left(self) -> int:
        """How many of the rows wait."""
        return sum(each.waits for each in self.rows)

    def hold(self, key: str) -> None:
        """Have another item in hand."""
        if key != self._key:
            self._key = key
            self.moved.emit()

    def step(self, by: int) -> bool:
        """To the next item (or the one before); past the end to the next article.

        Whether there was one.
        """
        at = self.row + by
        if 0 <= at < len(self.rows):
            self.hold(self.rows[at].key)
            return True
        return self.step_article(by)

    def step_article(self, by: int) -> bool:
        """To the next article of the queue, or the one before; whether there is one."""
        here = [n for n, each in enumerate(self.queue) if each.article == self.page.article]
        at = (here[0] if here else -1) + by
        if not 0 <= at < len(self.queue):
            return False
        self._at_end = by < 0
        self._place.go(self.queue[at].article)
        return True

    def _waiting(self) -> str:
        """The next item that waits, behind the one in hand and round; else that one."""
        at = max(self.row, 0)
        found = (each for each in (*self.rows[at:], *self.rows[:at]) if each.waits)
        return next((each.key for each in found), self._key)

    def layer_of(self, number: int) -> str:
        """The layer that a digit means; empty for none."""
        return next((each.layer for each in self.looks.values() if each.number == number), "")

    def set_filter(self, by: Filter) -> None:
        self.filter = by
        self._show(keep=True)

    def set_anonymous(self, on: bool) -> None:
        """Show letters for names, shuffled for each article."""
        self.anonymous = on
        self._take_looks()
        self.changed.emit()
        self.moved.emit()

    def ask_for(self, record: str) -> None:
        """Begin with the item of ``record`` in the article that is shown next."""
        self._asked = record

    def hold_record(self, record: str) -> None:
        """Have the item of a record in hand, if it is in the list."""
        self._asked = ""
        judged = self.page.holding(record)
        if judged is not None:
            self.hold(judged.key)

    # -- deciding

    def apply(self, action: Action | None) -> bool:
        """Do what was decided, and go on to the next item that waits."""
        if action is None:
            return False
        if not self.page.has_gold:
            self.session.apply(make_gold())
            self.page = replace(self.page, has_gold=True)
            if self.sight is not None:
                self.sight = replace(self.sight, has_gold=True)
        self._deciding = True  # what gold becomes is taken with the verdict, once
        done = self.session.apply(action)
        self._deciding = False
        if not done:
            return False
        if action.article is None:
            self._ready.clear()  # read before it
        self._take_verdicts(action)
        return True

    def _take_verdicts(self, action: Action) -> None:
        made = {
            change.obj: cast("Verdict", from_fields(change.kind, change.obj, change.body))
            for change in action.changes
            if change.kind == Kind.VERDICT and change.body["article"] == self.page.article
        }
        kept = (each for each in self.page.verdicts if each.id not in made)
        settled = {change.obj for change in action.changes}
        self.page = self.page.after(
            gold=self._gold(), verdicts=(*kept, *made.values()),
            contested=self.page.contested - settled,
        )  # fmt: skip
        self._show(keep=True, on=True)

    # -- comments

    def comment(self, action: Action | None) -> bool:
        """Do what was said, or settled."""
        if action is None or not self.session.apply(action):
            return False
        held = {each.id: each for each in self.page.comments}
        for change in action.changes:
            if change.kind == Kind.COMMENT and change.verb == CREATE:
                held[change.obj] = cast(
                    "Comment", from_fields(change.kind, change.obj, change.body)
                )
            elif change.kind == Kind.COMMENT and change.obj in held:
                held[change.obj] = replace(
                    held[change.obj], resolved=bool(change.body.get("resolved"))
                )
        self.page = replace(self.page, comments=tuple(held.values()))
        self.moved.emit()
        return True

    def targets(self) -> tuple[str, ...]:
        """What a comment on the item in hand may be on: its records, gold first; the article."""
        judged = self.current
        if judged is None:
            return (self.page.article,)
        rows = (judged.gold, *judged.item.members.values())
        return tuple(record.id for records in rows for record in records)

    def _gold(self, article: str = "") -> ArticleAnnotations | None:
        """What gold has in an article, with edits that are not saved; None while it is read."""
        workspace = self.session.workspace(article or self.page.article)
        return workspace.annotations if workspace is not None else None

    # -- keeping up

    def _article_changed(self, article: str) -> None:
        if not self.on or not article:
            return
        ready = self._ready.pop(article, None)
        if ready is not None:
            self._take_page(article, ready)
        else:
            self._read(article)

    def _read(self, article: str) -> None:
        self.session.tasks.run(
            self._reads(article), partial(self._take_page, article), slot="review page"
        )

    def read_anew(self) -> None:
        """Something went into the file past the window."""
        self._ready.clear()
        if self.on and self.page.article:
            self._read(self.page.article)

    def _reads(self, article: str) -> Callable[[Reader, object], ReviewPage]:
        sight, scheme, index = self.sight, self.session.scheme, self.session.index
        assert sight is not None
        groups = index.representative if index is not None else str

        def read(reader: Reader, _: object) -> ReviewPage:
            return read_page(reader, sight, article, scheme=scheme, same=groups)

        return read

    def _take_page(self, article: str, page: ReviewPage) -> None:
        if not self.on or article != self._place.article:
            return
        another = article != self.page.article
        self.page = page.after(gold=self._gold(article))
        if another:
            self._take_looks()
            self._key = ""
        self._show(keep=not another)
        if self._asked:
            self.hold_record(self._asked)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Compare the next article while a person judges this one."""
        here = [n for n, each in enumerate(self.queue) if each.article == self.page.article]
        if not here or here[0] + 1 >= len(self.queue):
            return
        article = self.queue[here[0] + 1].article
        if article not in self._ready:
            self._ready.clear()
            self.session.tasks.run(
                self._reads(article), partial(self._ready.__setitem__, article), slot="review next"
            )

    def _take_looks(self) -> None:
        nobody = Annotator("", "", COLORS[-1], pattern=PATTERNS[0])
        here = {layer: self.annotators.get(layer, nobody) for layer in self.page.layers}
        self.looks = looks_of(here, article=self.page.article, anonymous=self.anonymous)

    def _set_page(self, page: ReviewPage) -> None:
        self.page = page
        self._show(keep=True)

    def _show(self, *, keep: bool, on: bool = False) -> None:
        """Take the rows anew; ``on``: go on to what waits, if the one in hand does not."""
        at = self.row
        self.rows = shown(self.page.article, self.page.judged, self.filter)
        if not keep or self.current is None:
            beside = self.rows[min(at, len(self.rows) - 1)].key if keep and self.rows else ""
            self._key = beside or self._first()
        if on:
            self._key = self._waiting()
        self.changed.emit()
        self.moved.emit()

    def _first(self) -> str:
        """The item to begin with: the first that waits; coming from behind, the last."""
        if self._at_end and self.rows:
            self._at_end = False
            return self.rows[-1].key
        self._at_end = False
        rows: Iterable[Judged] = (*(each for each in self.rows if each.waits), *self.rows)
        return next((each.key for each in rows), "")

    def _annotations_changed(self, article: str, _: object) -> None:
        if self.on and article == self.page.article and not self._deciding:
            self._set_page(self.page.after(gold=self._gold()))

    def _undone(self, commit: Commit, _: bool) -> None:
        touched = [e for e in commit.changed if e.kind in (Kind.VERDICT, Kind.COMMENT)]
        if not self.on or not touched or self.page.article not in {e.article for e in touched}:
            return
        article, ids = self.page.article, {each.obj for each in touched}

        def take(found: tuple[tuple[Verdict, ...], tuple[Comment, ...], frozenset[str]]) -> None:
            if article != self.page.article:
                return
            verdicts, comments, contested = found
            self.page = replace(self.page, comments=comments)
            before = {each.item for each in self.page.verdicts if each.id in ids}
            self._set_page(
                self.page.after(gold=self._gold(), verdicts=verdicts, contested=contested)
            )
            back = before | {each.item for each in verdicts if each.id in ids}
            self.hold(next((each.key for each in self.rows if each.key in back), self._key))

        self.session.tasks.run(
            lambda reader, _: (
                reader.reviews.verdicts(article),
                reader.reviews.comments(article),
                reader.reviews.contested(article),
            ),
            take,
            slot="review verdicts",
        )

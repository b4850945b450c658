"""The review under way: the article at hand with everybody's versions, and the item in hand.

Pages are read and compared in the pool; what is decided is folded in at once, as other edits are.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QObject, QTimer, Signal

from juseok.core.adjudicate_model import Judged
from juseok.core.model import Annotator, ArticleAnnotations, Kind
from juseok.core.ops import Action
from juseok.core.records import from_fields
from juseok.core.review_model import Verdict, gold_layer_id, verdict_id
from juseok.services.campaigns.people import COLORS, PATTERNS
from juseok.services.review.comments import comments_after
from juseok.services.review.index import Count, Filter, entries_of
from juseok.services.review.page import ReviewPage, Sight
from juseok.services.review.reviewing import make_gold
from juseok.store.recorder import Commit
from juseok.store.reviewing import Waiting
from juseok.ui.place import Place
from juseok.ui.review.found import Decided, Found, gold_viewer, in_scope, read_decided
from juseok.ui.review.looks import Look, looks_of
from juseok.ui.review.pages import Pages
from juseok.ui.review.queue import Queue
from juseok.ui.session import Session

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
        self.found: Found | None = None
        self.queue: tuple[Waiting, ...] = ()
        """The articles under review that somebody is done with, in the order of the import."""
        self.items = Queue(session)
        self.items.found.connect(self._begin)
        self.items.changed.connect(self._items_changed)
        self.page = _NOTHING
        self.filter = Filter()
        self.rows: tuple[Judged, ...] = ()
        self.looks: dict[str, Look] = {}
        self._key = ""
        self._asked = ""
        self._at_end = self._deciding = False
        self._bound = 0
        self._pages = Pages(session)
        self._ahead = QTimer(self)  # at once, but after what is on its way to the screen
        self._ahead.setSingleShot(True)
        self._ahead.timeout.connect(self._look_ahead)
        place.article_changed.connect(self._article_changed)
        session.annotations_changed.connect(self._annotations_changed)
        session.undone.connect(self._undone)
        session.viewer_changed.connect(self._viewer_changed)
        session.error.connect(self._pages.refused)

    @classmethod
    def of(cls, session: Session, place: Place) -> "Reviewing":
        """That of a project; made when it is first asked for."""
        found = session.findChild(cls)
        return found if found is not None else cls(session, place)

    # -- beginning and ending

    def begin(self) -> None:
        """Read who did what, then work on gold."""
        self.items.begin(self._place.article or "", self.filter)

    def _begin(self, found: Found) -> None:
        """Take who did what; read anew while a review is on, others' work came in."""
        sight = self.sight = self._pages.sight = found.sight
        self.found = found
        looks = {each.id: each for each in found.people}
        layers = sight.annotators.items()
        self.annotators = {layer: looks[who] for layer, who in layers if who in looks}
        self.people = {each.id: each.name for each in found.people}
        self._take_scope()
        self._pages.forget()
        gold = gold_viewer(sight, self.session.project.register_layer)
        if self.on:
            if self.session.viewer != gold:  # an article was given to the reviewer, or taken back
                self.session.look_as(gold, entities=sight.viewer)
            self._take_looks()
            self.queue_changed.emit()
            if all(each.article != self.page.article for each in self.queue):
                self.read_anew()  # it was returned: nobody's work is shown there any more
            self._go_on()
            return
        self.on = True
        self.session.look_as(gold, entities=sight.viewer)
        here = self._place.bound_for or self._place.article
        if self.session.viewer == gold and any(each.article == here for each in self.queue):
            self._pages.soon(here)  # while its text and gold are read
        self.begun.emit()
        self.queue_changed.emit()

    def _go_on(self) -> None:
        """All that waits is known now: go where a person wanted to go before, and look ahead."""
        by, self._bound = self._bound, 0
        if by and self.items.whole and self.page.article:
            self.step_article(by)
        self._ahead.start()

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
        self.items.end()
        self._pages.let_go()
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
    def counted(self) -> tuple[int, int, int]:
        """Which item of the whole queue is in hand, counted from 1 (0: none); how many there are,
        and how many of them wait, as far as is known."""
        shown = Count(len(self.rows), sum(row.waits for row in self.rows))
        return self.items.tally(self.queue).counted(self.page.article, self.row, shown)

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
        article = self.items.beside(self.queue, self.page.article, by)
        if article:
            self._at_end = by < 0
            self._place.go(article)
        elif not self.items.whole:
            self._bound = by  # as soon as it is known which is the next
        return bool(article or self._bound)

    def _waiting(self) -> str:
        """The next item that waits, behind the one in hand and round; else that one."""
        at = max(self.row, 0)
        found = (each for each in (*self.rows[at:], *self.rows[:at]) if each.waits)
        return next((each.key for each in found), self._key)

    def layer_of(self, number: int) -> str:
        """The layer that a digit means; empty for none."""
        return next((each.layer for each in self.looks.values() if each.number == number), "")

    def set_filter(self, by: Filter) -> None:
        scope = (by.campaign, by.lot) != (self.filter.campaign, self.filter.lot)
        self.filter = by
        self.items.set_filter(by)
        self._show(keep=True)
        if scope:
            self._take_scope()
            self._pages.forget()
            self.queue_changed.emit()
            self._viewer_changed()

    def _take_scope(self) -> None:
        by, found = self.filter, self.found
        self.queue = in_scope(found, campaign=by.campaign, lot=by.lot) if found else ()

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
        if action is not None and not self.page.has_gold:
            self.session.apply(make_gold())
            self.page = replace(self.page, has_gold=True)
            if self.sight is not None:
                self.sight = replace(self.sight, has_gold=True)
        self._deciding = True  # what gold becomes is taken with the verdict, once
        done = self.session.apply(action)
        self._deciding = False
        if action is None or not done:
            return False
        if action.article is None:
            self._pages.forget()  # read before it
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
        self.page = replace(self.page, comments=comments_after(self.page.comments, action))
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
        self._read(article)

    def _read(self, article: str) -> None:
        self._pages.get(article, partial(self._take_page, article))

    def read_anew(self) -> None:
        """Something went into the file past the window."""
        self._pages.forget()
        if self.on and self.page.article:
            self._read(self.page.article)

    def _take_page(self, article: str, page: ReviewPage) -> None:
        if not self.on or article != self._place.article:
            return
        another = article != self.page.article
        if another and self.page.article:
            self._pages.keep(self.page)
        self.page = page.after(gold=self._gold(article))
        if another:
            self._take_looks()
            self._key = ""
        self._show(keep=not another)
        if self._asked:
            self.hold_record(self._asked)
        self.items.read_on()
        self._ahead.start()

    def _look_ahead(self) -> None:
        """Compare the articles beside this one while a person judges it."""
        beside = (self.items.beside(self.queue, self.page.article, by) for by in (1, -1))
        if self.page.article:  # else the first is on its way
            self._pages.ahead([article for article in beside if article])

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
        entries = entries_of(self.page)
        self.rows = tuple(judged for judged, entry in zip(self.page.judged, entries, strict=True)
                          if self.filter.shows(entry))  # fmt: skip
        self.items.put(self.page.article, entries)
        if not keep or self.current is None:
            beside = self.rows[min(at, len(self.rows) - 1)].key if keep and self.rows else ""
            self._key = beside or self._first()
        if on:
            self._key = self._waiting()
        self.changed.emit()
        self.moved.emit()

    def _first(self) -> str:
        """The item to begin with: the first that waits; coming from behind, the last."""
        at_end, self._at_end = self._at_end, False
        if at_end and self.rows:
            return self.rows[-1].key
        rows: Iterable[Judged] = (*(each for each in self.rows if each.waits), *self.rows)
        return next((each.key for each in rows), "")

    def _annotations_changed(self, article: str, _: object) -> None:
        if self.on and article == self.page.article and not self._deciding:
            self._set_page(self.page.after(gold=self._gold()))

    def _items_changed(self, articles: list[str]) -> None:
        """The file has other items: read the page anew, unless edits are on their way."""
        article = self.page.article
        workspace = self.session.workspace(article)
        settled = workspace is not None and not workspace.pending
        if article in articles and settled and self.items.entries(article) != entries_of(self.page):
            self.read_anew()
        self._pages.forget(articles)
        self._ahead.start()

    def _undone(self, commit: Commit, _: bool) -> None:
        touched = [e for e in commit.changed if e.kind in (Kind.VERDICT, Kind.COMMENT)]
        self._pages.forget({each.article for each in touched if each.article})
        if not self.on or not touched or self.page.article not in {e.article for e in touched}:
            return
        article, ids = self.page.article, {each.obj for each in touched}
        # Now, and by what a verdict's id is made of: the page may be read anew before or meanwhile,
        # and knows nothing then of a verdict that was taken back.
        touched_items = {each.item for each in self.page.verdicts if each.id in ids} | {
            each.key for each in self.page.judged
            if verdict_id(gold_layer_id(), article, each.key) in ids
        }  # fmt: skip

        def take(found: Decided) -> None:
            if article != self.page.article:
                return
            verdicts, comments, contested = found
            self.page = replace(self.page, comments=comments)
            self._set_page(
                self.page.after(gold=self._gold(), verdicts=verdicts, contested=contested)
            )
            back = touched_items | {each.item for each in verdicts if each.id in ids}
            self.hold(next((each.key for each in self.rows if each.key in back), self._key))

        read = partial(read_decided, article)
        self.session.tasks.run(read, take, slot="review verdicts", first=True)

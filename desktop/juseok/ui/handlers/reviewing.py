"""The review by key: from item to item, whose version is right, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from juseok.core.adjudicate_model import ItemSort, Judged
from juseok.core.errors import KnownError
from juseok.core.model import Claim, Mention, Relationship
from juseok.core.ops import Action
from juseok.core.review_model import REASONS, Comment, Decision
from juseok.services.review import reviewing
from juseok.services.review.comments import resolve_thread, threads
from juseok.services.review.phrase import Found, accept_phrase, find_phrase, reject_phrase
from juseok.ui.action_spec import Context
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.palette import Entry
from juseok.ui.review.preparing import Preparing
from juseok.ui.review.reasons import Reasons
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.review.underlines import Underlines
from juseok.ui.review.words import reason_words

_DIGITS = "123456789"


class ReviewHandlers(Handlers):
    """Every decision is one action, and one undo; the next item that waits comes by itself."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.reviewing = Reviewing.of(context.session, context.place)
        self.reasons = Reasons.of(self.reviewing)
        self.preparing = Preparing(context.session, self.reviewing)
        self.underlines = Underlines(self.reviewing, context.place)
        register = self.router.register
        review, on = self.reviewing, self._is_on
        register("review.begin", self.toggle, checked=on)
        register("review.next", partial(self.step, 1), enabled=on)
        register("review.previous", partial(self.step, -1), enabled=on)
        register("review.next_article", partial(self.step_article, 1), enabled=on)
        register("review.previous_article", partial(self.step_article, -1), enabled=on)
        register("review.take", self.take, enabled=self._has_item)
        register("review.everything", self.take_everything, enabled=on)
        register("review.agreed", self.take_agreed, enabled=on)
        register("review.fix", self.fix, enabled=self._has_item)
        register("review.reject", self.ask_reason, enabled=self._has_item)
        register("review.why", self.ask_why, enabled=self._has_item)
        register("review.none", partial(self.decide, "none"), enabled=self._has_item)
        register("review.defer", partial(self.decide, "defer"), enabled=self._has_item)
        register("review.comment", self.place.ask_comment, enabled=on)
        register("review.settle", self.settle, enabled=self._has_thread)
        register("review.phrase", self.look_everywhere, enabled=self._has_item)
        register("review.undo", lambda: self.router.trigger("edit.undo"), enabled=on)
        register(
            "review.layers", self.underlines.toggle, enabled=on,
            checked=lambda: self.underlines.on,
        )  # fmt: skip
        register("review.anonymous", self.turn_anonymous, enabled=on,
                 checked=lambda: review.anonymous)  # fmt: skip
        register("review.text", self.place.focus_text, enabled=on)
        register("review.back", self.back, enabled=on)
        review.begun.connect(self._begun)
        review.ended.connect(self._ended)
        review.moved.connect(self._show)
        self.place.record_changed.connect(self._follow)
        self._showing = False

    def toggle(self) -> None:
        """Begin a review, or end it."""
        campaigning = Campaigning.of(self.session)
        if self.reviewing.on:
            self.reviewing.end()
        elif campaigning.team.is_blind(campaigning.me):
            self.context.say(tr("In this campaign you annotate blind; its reviewers review."))
        else:
            self.reviewing.begin()

    def _begun(self) -> None:
        self.context.dispatcher.set_overlay(Context.FIXING, True)
        self.router.trigger("panel.review")
        if not self.reviewing.queue:
            self.context.say(tr("Nobody has finished an article yet."))

    def _ended(self) -> None:
        self.context.dispatcher.set_overlay(Context.FIXING, False)
        self.place.focus_text()

    # -- moving

    def step(self, by: int) -> None:
        if not self.reviewing.step(by):
            self._say_end(by)

    def step_article(self, by: int) -> None:
        if not self.reviewing.step_article(by):
            self._say_end(by)

    def _say_end(self, by: int) -> None:
        self.context.say(
            tr("This is the last item of the review.") if by > 0
            else tr("This is the first item of the review.")
        )  # fmt: skip

    def _show(self) -> None:
        """Let the item in hand stand out in the text, and bring it into sight."""
        judged, page = self.reviewing.current, self.reviewing.page
        if judged is None or page.article != self.place.article:
            return
        item = judged.item
        self._showing = True
        if item.end > 0:
            self.place.go(page.article, item.start, item.start)
        rows = (*item.members.values(), judged.gold)
        self.place.select(record.id for records in rows for record in records)
        self._showing = False

    def _follow(self, record: str) -> None:
        """A click on a version in the text leads to its item."""
        if self._showing or not self.reviewing.on or not record:
            return
        judged = self.reviewing.page.holding(record)
        if judged is not None:
            self.reviewing.hold(judged.key)

    # -- deciding

    def take(self, number: str) -> None:
        """Take the version of annotator ``number``."""
        judged = self.reviewing.current
        layer = self.reviewing.layer_of(int(number))
        if judged is None:
            return
        if layer not in judged.item.members:
            self.context.say(tr("Annotator {number} has nothing here.", number=number))
            return
        self._accept(judged, layer)

    def _accept(self, judged: Judged, layer: str, *, fix: bool = False) -> bool:
        make = partial(
            reviewing.accept, page=self.reviewing.page, judged=judged, layer=layer, fix=fix,
            annotator=self._annotator, reasons=self.reasons.said(judged.key),
        )  # fmt: skip
        return self._do(make, judged)

    def take_everything(self, number: str) -> None:
        """Everything of annotator ``number`` in this article that is not judged yet."""
        layer = self.reviewing.layer_of(int(number))
        self._many(reviewing.everything_of(self.reviewing.page, layer), "everything")

    def take_agreed(self) -> None:
        """Accept what all say alike in this article."""
        self._many(reviewing.agreed(self.reviewing.page), "all")

    def _many(self, choices: list[reviewing.Choice], code: str) -> None:
        make = partial(
            reviewing.accept_all, page=self.reviewing.page, choices=choices, code=code,
            annotator=self._annotator,
        )  # fmt: skip
        if not self._do(make):
            self.context.say(tr("There is nothing of that kind to accept here."))

    def ask_reason(self) -> None:
        """Reject; the reason is one of the usual ones, by its digit, or typed."""
        self._choose_reason(tr("Why is it rejected?"), partial(self.decide, "reject"))

    def _choose_reason(self, title: str, chosen: Callable[[str], object]) -> None:
        """One of the usual reasons or the project's own, by its digit or words, or a new one."""
        every = self.reasons.listed()

        def listing(query: str) -> list[Entry]:
            known = [(reason, words) for reason, words in every if query in words]
            digits = iter(_DIGITS if not query else "")
            entries = [
                Entry(words, "", "minus", True, partial(chosen, reason), next(digits, ""))
                for reason, words in known
            ]
            own = Entry(query, tr("a new reason"), "plus", True, partial(chosen, query))
            return [*entries, own] if query and query not in dict(every).values() else entries

        self.context.choose(title, listing, closed=self._focus_items)

    def ask_why(self) -> None:
        """Why the version of one annotator is not right, whatever becomes of the item."""
        judged = self.reviewing.current
        if judged is None:
            return
        looks = sorted(self.reviewing.looks.values(), key=lambda look: look.number)
        there = [look for look in looks if look.layer in judged.item.members]

        def listing(query: str) -> list[Entry]:
            return [
                Entry(look.called, "", "person", True, partial(self._ask_why, judged, look.layer),
                      str(look.number) if look.number <= len(_DIGITS) else "")
                for look in there if query in look.called
            ]  # fmt: skip

        self.context.choose(tr("Whose version is not right?"), listing, closed=self._focus_items)

    def _ask_why(self, judged: Judged, layer: str) -> None:
        self._choose_reason(tr("Why is it not right?"), partial(self._say_why, judged, layer))

    def _say_why(self, judged: Judged, layer: str, reason: str) -> None:
        if judged.verdict is None:
            self.reasons.say(judged.key, layer, reason)
            return
        self.reasons.remember(reason)
        make = partial(
            reviewing.say_why, page=self.reviewing.page, judged=judged, layer=layer, reason=reason,
            annotator=self._annotator,
        )  # fmt: skip
        self._do(make)

    def decide(self, decision: Decision, reason: str = "") -> None:
        """Reject, say that none is right, or put off."""
        judged = self.reviewing.current
        if judged is None:
            return
        make = partial(
            reviewing.decide, page=self.reviewing.page, judged=judged, decision=decision,
            reason=reason, annotator=self._annotator, reasons=self.reasons.said(judged.key),
        )  # fmt: skip
        self.reasons.remember(reason)
        self._do(make, judged)

    def look_everywhere(self) -> None:
        """One decision for every open item with the words of the one in hand."""
        judged, sight = self.reviewing.current, self.reviewing.sight
        if judged is None or sight is None or judged.item.sort is not ItemSort.MENTION:
            self.context.say(tr("This goes for mentions only."))
            return
        if not self.reviewing.items.whole:
            self.context.say(tr("All that waits is still being read; try again in a moment."))
            return
        words = judged.item.words
        articles = [each.article for each in self.reviewing.queue]
        scheme, index = self.session.scheme, self.session.index
        same = index.representative if index is not None else str
        self.session.tasks.run(
            lambda reader, job: find_phrase(
                reader=reader, sight=sight, articles=articles, words=words, scheme=scheme,
                same=same, cancelled=job.cancelled.is_set,
            ),
            self._offer_everywhere,
            slot="review phrase",
            label=tr("Looking for “{words}”", words=words),
        )  # fmt: skip

    def _offer_everywhere(self, found: Found) -> None:
        if not found.count:
            self.context.say(tr("Nothing with “{words}” waits.", words=found.words))
            return

        def listing(query: str) -> list[Entry]:
            entries: list[Entry] = []
            for type_id, count in found.types():
                kind = self.session.scheme.entity_type(type_id)
                name = kind.name(language()) if kind is not None else type_id
                words = tr("{name}: {count} of {total} place(s)", name=name, count=f"{count:,}",
                           total=f"{found.count:,}")  # fmt: skip
                run = partial(self._accept_everywhere, found, type_id)
                entries.append(Entry(words, "", "check", True, run))
            for reason in REASONS:
                words = tr("Reject all {total}: {reason}", total=f"{found.count:,}",
                           reason=reason_words(reason))  # fmt: skip
                run = partial(self._reject_everywhere, found, reason)
                entries.append(Entry(words, "", "minus", True, run))
            kept = [each for each in entries if query.casefold() in each.text.casefold()]
            digits = iter(_DIGITS if not query else "")
            return [replace(each, digit=next(digits, "")) for each in kept]

        self.context.choose(
            tr("“{words}” everywhere it waits", words=found.words), listing,
            closed=self._focus_items,
        )  # fmt: skip

    def _accept_everywhere(self, found: Found, type_id: str) -> None:
        self._do(partial(accept_phrase, found=found, type=type_id, annotator=self._annotator))

    def _reject_everywhere(self, found: Found, reason: str) -> None:
        self._do(partial(reject_phrase, found=found, reason=reason, annotator=self._annotator))

    def _threads(self) -> list[tuple[Comment, ...]]:
        """The threads on the item in hand."""
        review = self.reviewing
        return threads(review.page.comments, review.targets()) if review.on else []

    def _has_thread(self) -> bool:
        return bool(self._threads())

    def settle(self) -> None:
        """Close the thread on the item in hand, or open the last one again."""
        held = self._threads()
        open_ones = [each[0] for each in held if not each[0].resolved]
        if held:
            first = open_ones[0] if open_ones else held[-1][0]
            self.reviewing.comment(resolve_thread(comment=first, resolved=not first.resolved))

    def fix(self) -> None:
        """Edit the copy in gold; where there is none, of the first version."""
        judged = self.reviewing.current
        if judged is None or judged.item.sort is ItemSort.ENTITY:
            return
        key = judged.key
        looks = self.reviewing.looks
        first = min(judged.item.members, key=lambda layer: looks[layer].number)
        if not judged.gold and not self._accept(judged, first, fix=True):
            return
        self.reviewing.hold(key)
        fixed = self.reviewing.page.find(key)
        if fixed is None or not fixed.gold:
            return
        record = fixed.gold[0]
        panels: dict[type, str] = {
            Mention: "entities",
            Claim: "claims",
            Relationship: "relationships",
        }
        self.place.show_panel(panels.get(type(record), "claims"))
        if isinstance(record, Claim):
            self.place.open_claim(record.id)
        self.place.take(record.id)
        self.place.focus_text()

    def back(self) -> None:
        """From the text to the items."""
        self.place.open_claim("")
        self._focus_items()

    def turn_anonymous(self) -> None:
        self.reviewing.set_anonymous(not self.reviewing.anonymous)

    # -- inside

    @property
    def _annotator(self) -> str:
        return self.session.project.annotator

    def _do(self, make: Callable[[], Action | None], judged: Judged | None = None) -> bool:
        try:
            done = self.reviewing.apply(make())
        except KnownError as error:
            self.context.say(sentence(error.message))
            return False
        if done and judged is not None:
            self.reasons.decided(judged.key)
        return done

    def _focus_items(self) -> None:
        self.router.trigger("panel.review")

    def _is_on(self) -> bool:
        return self.reviewing.on

    def _has_item(self) -> bool:
        return self.reviewing.current is not None

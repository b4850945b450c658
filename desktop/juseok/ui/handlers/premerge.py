"""What annotators agree on, taken everywhere at once by a rule; ties are left to people."""

from functools import partial
from typing import Final

from juseok.services.review.gold import Merged, Rule
from juseok.services.review.index import takes
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.palette import Entry
from juseok.ui.review.by_rule import ByRule
from juseok.ui.review.reviewing import Reviewing

_MOST: Final = 6
"""Of more people than that nobody asks for each number."""
_DIGITS: Final = "123456789"


class PremergeHandlers(Handlers):
    """First how much each rule would take; then one action, which one undo takes back."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.reviewing = Reviewing.of(context.session, context.place)
        self.by_rule = ByRule(context.session, self.reviewing)
        self.router.register("review.premerge", self.offer, enabled=lambda: self.reviewing.on)

    def offer(self) -> None:
        """Choose a rule; each says how many items it takes."""
        if not self.reviewing.queue:
            return
        if not self.reviewing.items.whole:
            self.context.say(tr("All that waits is still being read; try again in a moment."))
            return
        rules = self._rules()
        if not any(count for _, _, count in rules):
            self.context.say(tr("No rule takes anything that waits; people decide the rest."))
            return

        def listing(query: str) -> list[Entry]:
            entries: list[Entry] = []
            for number, (rule, words, count) in enumerate(rules):
                if query.casefold() in words.casefold():
                    told = tr("{count} item(s)", count=f"{count:,}")
                    entries.append(Entry(words, told, "check", bool(count),
                                         partial(self._run, rule), _DIGITS[number]))  # fmt: skip
            return entries

        self.context.choose(self._title(), listing, closed=self._focus_items)

    def _title(self) -> str:
        progress = self.reviewing.items.progress
        if progress is None:
            return tr("Accept without a person, in every article under review")
        done, of = progress
        return tr("Accept without a person ({done} of {of} articles compared so far)",
                  done=f"{done:,}", of=f"{of:,}")  # fmt: skip

    def _rules(self) -> list[tuple[Rule, str, int]]:
        """Each rule with its name, and how many items it would take."""
        review = self.reviewing
        articles = [each.article for each in review.queue]
        entries = [entry for article in articles for entry in review.items.entries(article)
                   if entry.votes]  # fmt: skip
        whole = not (review.filter.campaign or review.filter.lot)
        wanted = () if whole else tuple(articles)
        most = max((entry.of for entry in entries), default=0)
        found = [
            (Rule("unanimous", articles=wanted), tr("What everybody says alike"),
             sum(takes(entry, 0, unanimous=True) for entry in entries)),
            (Rule("majority", articles=wanted), tr("What more than half say"),
             sum(takes(entry, 0) for entry in entries)),
        ]  # fmt: skip
        found += (
            (Rule("threshold", needed, wanted),
             tr("What {count} or more people say, and nothing else as many", count=needed),
             sum(takes(entry, needed) for entry in entries))
            for needed in range(2, min(most, _MOST + 1))
        )  # fmt: skip
        return found

    def _run(self, rule: Rule) -> None:
        self.by_rule.run(rule, tr("Accepting what agrees"), self._done)

    def _done(self, merged: Merged) -> None:
        if merged.cancelled:
            self.context.say(tr("Stopped; nothing was accepted."))
            return
        left = tr("{count} item(s) wait(s|)", count=f"{merged.left:,}")
        self.context.say(
            tr("Accepted {count} item(s); {left}. One undo takes them back.",
               count=f"{merged.accepted:,}", left=left)
        )  # fmt: skip

    def _focus_items(self) -> None:
        self.router.trigger("panel.review")

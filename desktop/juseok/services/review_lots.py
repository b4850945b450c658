"""Lots: the articles that only one annotator did, reviewed by sample.

How many of the judged items were wrong says, with its interval, what the rest may be like; the
lot is then accepted as it is, or returned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.proportion import Share, share_of
from juseok.core.records import to_body
from juseok.core.review_model import ReviewState, review_state_id
from juseok.services.campaign_read import Team
from juseok.services.campaigns import set_review
from juseok.services.review_page import DONE, Sight
from juseok.store.reader import Reader
from juseok.store.reviewing import Waiting

WRONG = frozenset({"fix", "reject", "none"})


@dataclass(frozen=True, slots=True)
class Lot:
    """``layer``'s articles that nobody else did; ``wrong``: of the items that were judged."""

    layer: str
    articles: tuple[str, ...]
    wrong: Share


def lots(reader: Reader, sight: Sight, waiting: Sequence[Waiting]) -> list[Lot]:
    """Every lot of the project, by layer; what the reviewer did alone is none."""
    alone: dict[str, list[str]] = {}
    for each in waiting:
        if layer := lot_of(each, sight):
            alone.setdefault(layer, []).append(each.article)
    found: list[Lot] = []
    for layer, articles in sorted(alone.items()):
        decisions = [
            verdict.decision
            for article in articles
            for verdict in reader.reviews.verdicts(article)
            if verdict.decision != "defer"
        ]
        wrong = sum(decision in WRONG for decision in decisions)
        found.append(Lot(layer, tuple(articles), share_of(wrong, len(decisions))))
    return found


def lot_of(waiting: Waiting, sight: Sight) -> str:
    """The layer whose lot an article belongs to; empty for what several did, or the reviewer."""
    done = [layer for layer in waiting.layers if waiting.states.get(layer) in DONE]
    alone = len(done) == 1 and len(waiting.layers) == 1 and done[0] != sight.own
    return done[0] if alone else ""


def return_lot(*, lot: Lot, team: Team, reviewer: str, note: str = "") -> Action:
    """Say of every article of the lot that it goes back to its annotator, who takes it up again
    where a campaign asked for it."""
    changes = [
        change
        for article in lot.articles
        for change in _sent_back(article, team=team, reviewer=reviewer, note=note)
    ]
    return Action(Message("undo.review.returned", count=len(lot.articles)), tuple(changes))


def _sent_back(article: str, *, team: Team, reviewer: str, note: str) -> Sequence[Change]:
    for state in team.states:
        if article in state.articles:
            action = set_review(
                state=state, article=article, title="", side="returned", reviewer=reviewer,
                note=note,
            )  # fmt: skip
            return action.changes if action is not None else ()
    obj = review_state_id("", article)
    body = to_body(ReviewState(obj, "", article, "returned", reviewer, note))
    return (Change(obj, Kind.REVIEW_STATE, CREATE, body),)

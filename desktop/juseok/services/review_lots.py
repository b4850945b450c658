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
        done = [layer for layer in each.layers if each.states.get(layer) in DONE]
        if len(done) == 1 and len(each.layers) == 1 and done[0] != sight.own:
            alone.setdefault(done[0], []).append(each.article)
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


def return_lot(*, lot: Lot, reviewer: str, note: str = "", campaign: str = "") -> Action:
    """Say of every article of the lot that it goes back to its annotator."""
    changes = tuple(
        Change(
            review_state_id(campaign, article),
            Kind.REVIEW_STATE,
            CREATE,
            to_body(
                ReviewState(
                    review_state_id(campaign, article),
                    campaign,
                    article,
                    "returned",
                    reviewer,
                    note,
                )
            ),
        )
        for article in lot.articles
    )
    return Action(Message("undo.review.returned", count=len(lot.articles)), changes)

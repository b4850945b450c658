"""Lots: the articles that only one annotator did, reviewed by sample.

How many of the judged items were wrong says, with its interval, what the rest may be like; the
lot is then accepted as it is, or returned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from juseok.core.adjudicate_model import ItemSort, Judged, Standing
from juseok.core.messages import Message
from juseok.core.ops import Action, Change
from juseok.core.proportion import Share, share_of
from juseok.services.campaigns.campaigns import set_review
from juseok.services.campaigns.reading import Team
from juseok.services.entities.index import EntityIndex
from juseok.services.review.index import SHARES
from juseok.services.review.index import share_of as share_of_item
from juseok.services.review.page import DONE, Sight, read_page, reviewable
from juseok.services.tagging.articles import reopen_article
from juseok.store.reader import Reader
from juseok.store.reviewing import Waiting

WRONG = frozenset({"fix", "reject", "none"})
_BY_ITSELF = frozenset(f"undo.review.{code}" for code in ("accept", "fix", "reject", "none", "why"))


@dataclass(frozen=True, slots=True)
class Lot:
    """``layer``'s articles that nobody else did; ``wrong``: of the annotations that were judged.

    What mentions mean is no part of it.
    """

    layer: str
    articles: tuple[str, ...]
    wrong: Share


def lots(
    reader: Reader, sight: Sight, waiting: Sequence[Waiting], *, sample: int = 100
) -> list[Lot]:
    """Every lot of the project, by layer; what the reviewer did alone is none.

    What was judged counts where it still holds, a person decided it by itself, and it is in the
    ``sample`` (per cent of the items): what a rule or one gesture for many decided says nothing of
    the rest.
    """
    alone: dict[str, list[Waiting]] = {}
    for each in waiting:
        if reviewable(each, sight) and (layer := lot_of(each, sight)):
            alone.setdefault(layer, []).append(each)
    scheme = reader.scheme()
    same = EntityIndex.read(reader, sight.viewer).representative
    found: list[Lot] = []
    for layer, held in sorted(alone.items()):
        decisions: list[str] = []
        for article in [each.article for each in held if each.verdicts]:
            page = read_page(reader, sight, article, scheme=scheme, same=same)
            decisions += [
                each.verdict.decision for each in page.judged
                if each.verdict is not None and _counts(reader, article, each, sample)
            ]  # fmt: skip
        wrong = sum(decision in WRONG for decision in decisions)
        share = share_of(wrong, len(decisions))
        found.append(Lot(layer, tuple(each.article for each in held), share))
    return found


def _counts(reader: Reader, article: str, judged: Judged, sample: int) -> bool:
    """Whether a verdict says something of the lot."""
    verdict = judged.verdict
    if verdict is None or judged.standing is not Standing.JUDGED:
        return False
    if judged.item.sort is ItemSort.ENTITY:
        return False
    sampled = sample >= 100 or share_of_item(f"{article}:{judged.key}") * 100 < sample * SHARES
    return sampled and reader.reviews.stands_by(verdict.id) in _BY_ITSELF


def lot_of(waiting: Waiting, sight: Sight) -> str:
    """The layer whose lot an article belongs to; empty for what several did, or the reviewer."""
    done = [layer for layer in waiting.layers if waiting.states.get(layer) in DONE]
    alone = len(done) == 1 and len(waiting.layers) == 1 and done[0] != sight.own
    return done[0] if alone else ""


def return_lot(*, lot: Lot, team: Team, reviewer: str, note: str = "") -> Action:
    """Say of every article of the lot that it goes back to its annotator, who takes it up again;
    where a campaign asked for it, its review says so, with ``note``."""
    changes = [
        change
        for article in lot.articles
        for change in _sent_back(article, lot.layer, team=team, reviewer=reviewer, note=note)
    ]
    return Action(Message("undo.review.returned", count=len(lot.articles)), tuple(changes))


def _sent_back(
    article: str, layer: str, *, team: Team, reviewer: str, note: str
) -> Sequence[Change]:
    changes: list[Change] = []
    for state in team.states:
        if article in state.articles:
            action = set_review(
                state=state, article=article, title="", side="returned", reviewer=reviewer,
                note=note,
            )  # fmt: skip
            changes += action.changes if action is not None else ()
    again = reopen_article(state=None, layer=layer, article=article, title="")
    told = {each.obj for each in changes}
    more = again.changes if again is not None else ()
    return [*changes, *(each for each in more if each.obj not in told)]

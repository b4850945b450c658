"""Sending articles of low agreement back to those who did them, in one step."""

from collections.abc import Mapping, Sequence

from juseok.core.ops import Action, Change
from juseok.services.campaigns.campaigns import set_review
from juseok.services.campaigns.state import CampaignState
from juseok.services.edits import label


def send_back(
    *, states: Sequence[CampaignState], titles: Mapping[str, str], reviewer: str
) -> Action | None:
    """Return every article of ``titles`` (by id) in the campaigns that ask for it.

    Those who have finished one take it up again; one that nobody has finished is left.  None
    where nothing is left to return.
    """
    changes: list[Change] = []
    count = 0
    for article, title in titles.items():
        found = [
            set_review(
                state=state, article=article, title=title, side="returned", reviewer=reviewer
            )
            for state in states
            if state.finished_by(article)
        ]
        made = [each for each in found if each is not None]
        changes += (change for each in made for change in each.changes)
        count += bool(made)
    if not changes:
        return None
    return Action(label("agreement.send_back", count=count), tuple(changes))

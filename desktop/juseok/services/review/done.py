"""An article is reviewed: gold is finished there, and the campaign that asked for it knows."""

from juseok.core.messages import Message
from juseok.core.model import ArticleState
from juseok.core.ops import Action, Change
from juseok.services.campaigns.campaigns import set_review
from juseok.services.campaigns.reading import Team
from juseok.services.edits import elide
from juseok.services.tagging.articles import finish_article


def finish_review(*, team: Team, state: ArticleState, title: str, reviewer: str) -> Action | None:
    """Say that an article is reviewed; ``state``: how far gold is there.  None when it is so."""
    changes: list[Change] = []
    known = state if state.state != "new" else None
    done = finish_article(state=known, layer=state.layer, article=state.article, title=title)
    if done is not None:
        changes += done.changes
    for campaign in team.states:
        if state.article in campaign.articles:
            told = set_review(
                state=campaign, article=state.article, title=title, side="reviewed",
                reviewer=reviewer,
            )  # fmt: skip
            changes += told.changes if told is not None else ()
    if not changes:
        return None
    return Action(Message("undo.review.done", title=elide(title)), tuple(changes), state.article)

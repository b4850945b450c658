"""What edits that the file does not hold yet make of an article: zones, sentences, help or none,
and how far one is with it.

Apart from the edits themselves (``article_facts``), which know how pages are imported: every
article that is shown comes through here.
"""

from collections.abc import Iterable
from dataclasses import replace

from juseok.core.ids import derived_id
from juseok.core.model import Article, ArticleState, SentenceEdits
from juseok.core.ops import CREATE, SET, Action, Json
from juseok.core.records import from_fields
from juseok.services.tagging.articles import article_state_id
from juseok.store.places import sentencing_from, zones_from


def facts_after(article: Article, actions: Iterable[Action]) -> Article:
    """``article`` with the zones and sentences of ``actions``; itself where they give none.

    The same for whether it is annotated without suggestions.
    """
    zoning = derived_id("zoning", article.id)
    sentencing = derived_id("sentencing", article.id)
    control = derived_id("control", article.id)
    for action in actions:
        for change in action.changes:
            if change.obj == zoning and change.verb == SET and "zones" in change.body:
                zones = zones_from({"zones": change.body["zones"]})
                article = replace(article, zones=zones)
            elif change.obj == control and change.verb == CREATE:
                article = replace(article, control=change.body.get("off") is True)
            elif change.obj == sentencing and change.verb in (CREATE, SET):
                old: dict[str, Json] = registers_of(article.sentencing)
                article = replace(article, sentencing=sentencing_from({**old, **change.body}))
    return article


def state_after(state: ArticleState, actions: Iterable[Action]) -> ArticleState:
    """``state`` as ``actions`` leave it; itself where they say nothing of it."""
    id_ = article_state_id(state.layer, state.article)
    for action in actions:
        for change in action.changes:
            if change.obj == id_ and change.verb == CREATE:
                found = from_fields(change.kind, change.obj, change.body)
                state = found if isinstance(found, ArticleState) else state
    return state


def registers_of(edits: SentenceEdits) -> dict[str, Json]:
    """The registers of a sentencing."""
    return {
        "splits": [*edits.splits],
        "joins": [*edits.joins],
        "headings": [[start, end] for start, end in edits.headings],
    }

"""What edits that the file does not hold yet make of an article's zones, and of the help in it.

Apart from the edits themselves (``article_facts``), which know how pages are imported: every
article that is shown comes through here.
"""

from collections.abc import Iterable
from dataclasses import replace

from juseok.core.ids import derived_id
from juseok.core.model import Article
from juseok.core.ops import CREATE, SET, Action
from juseok.store.places import zones_from


def facts_after(article: Article, actions: Iterable[Action]) -> Article:
    """``article`` with the zones that ``actions`` give it; itself where they give none.

    The same for whether it is annotated without suggestions.
    """
    zoning = derived_id("zoning", article.id)
    control = derived_id("control", article.id)
    for action in actions:
        for change in action.changes:
            if change.obj == zoning and change.verb == SET and "zones" in change.body:
                zones = zones_from({"zones": change.body["zones"]})
                article = replace(article, zones=zones)
            elif change.obj == control and change.verb == CREATE:
                article = replace(article, control=change.body.get("off") is True)
    return article

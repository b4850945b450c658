"""What edits that the file does not hold yet make of an article's zones.

Apart from the edits themselves (``article_facts``), which know how pages are imported: every
article that is shown comes through here.
"""

from collections.abc import Iterable
from dataclasses import replace

from juseok.core.ids import derived_id
from juseok.core.model import Article
from juseok.core.ops import SET, Action
from juseok.store.places import zones_from


def facts_after(article: Article, actions: Iterable[Action]) -> Article:
    """``article`` with the zones that ``actions`` give it; itself where they give none."""
    zoning = derived_id("zoning", article.id)
    for action in actions:
        for change in action.changes:
            if change.obj == zoning and change.verb == SET and "zones" in change.body:
                zones = zones_from({"zones": change.body["zones"]})
                article = replace(article, zones=zones)
    return article

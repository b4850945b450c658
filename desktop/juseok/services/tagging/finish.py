"""Before an article is finished: what its annotator may have missed."""

from collections.abc import Mapping
from typing import Final

from juseok.core.brief import EVERYTHING, Brief
from juseok.core.model import Article, ArticleAnnotations
from juseok.core.scheme import Scheme
from juseok.core.validate import RULES, Checked, Finding, Rule, check
from juseok.services.tagging.value_types import value_types

_PASS: Final = {
    "quotations_without_claim": "claims",
    "undecided_sources": "claims",
    "untagged_names": "mentions",
    "relationship_types": "relationships",
}
"""Rules that look for what belongs to one pass."""


def finish_list(
    *,
    article: Article,
    annotations: ArticleAnnotations,
    scheme: Scheme,
    layer: str,
    rules: Mapping[str, Rule] = RULES,
    brief: Brief = EVERYTHING,
) -> tuple[Finding, ...]:
    """What to look at in ``layer``'s annotations of ``article``, in text order; blocks nothing.

    ``brief``: what a campaign asks for; what it does not ask for may be missing or loose.
    """
    own = ArticleAnnotations(
        tuple(each for each in annotations.mentions if each.layer == layer),
        tuple(each for each in annotations.claims if each.layer == layer),
        tuple(each for each in annotations.claim_links if each.layer == layer),
        tuple(each for each in annotations.relationships if each.layer == layer),
        tuple(each for each in annotations.remarks if each.layer == layer),
    )
    chosen = [rule for name, rule in rules.items() if _PASS.get(name, "") in ("", *brief.passes)]
    found = check(Checked(article, own, scheme, value_types(scheme)), chosen)
    if brief.is_whole:
        return found
    mentions = {each.id: each for each in own.mentions}
    records = (*own.mentions, *own.claims, *own.claim_links, *own.relationships)
    outside = {
        each.id for each in records
        if brief.why_not(each, zones=article.zones, mentions=mentions)
    }  # fmt: skip
    return tuple(
        each
        for each in found
        if outside.isdisjoint(each.objects)
        and (each.span is None or brief.has_place(each.span.start, article.zones))
    )

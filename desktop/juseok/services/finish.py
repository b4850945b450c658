"""Before an article is finished: what its annotator may have missed."""

from collections.abc import Iterable

from juseok.core.model import Article, ArticleAnnotations
from juseok.core.scheme import Scheme
from juseok.core.validate import RULES, Checked, Finding, Rule, check
from juseok.services.value_types import value_types


def finish_list(
    *,
    article: Article,
    annotations: ArticleAnnotations,
    scheme: Scheme,
    layer: str,
    rules: Iterable[Rule] = tuple(RULES.values()),
) -> tuple[Finding, ...]:
    """What to look at in ``layer``'s annotations of ``article``, in text order; blocks nothing."""
    own = ArticleAnnotations(
        tuple(each for each in annotations.mentions if each.layer == layer),
        tuple(each for each in annotations.claims if each.layer == layer),
        tuple(each for each in annotations.claim_links if each.layer == layer),
        tuple(each for each in annotations.relationships if each.layer == layer),
        tuple(each for each in annotations.remarks if each.layer == layer),
    )
    return check(Checked(article, own, scheme, value_types(scheme)), rules)

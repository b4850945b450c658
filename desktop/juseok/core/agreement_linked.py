"""B³ over entity links: whether two people joined mentions alike, in all of the project."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from juseok.core.agreement_match import Floats, Ints


@dataclass(frozen=True)
class Linked:
    """Mentions that two people linked, in columns: the article, the pair, both entities, and the
    type that both gave (-1: two types)."""

    article: Ints
    pair: Ints
    left: Ints
    right: Ints
    type: Ints

    def of_type(self, number: int) -> "Linked":
        """Those that both gave this type."""
        kept = self.type == number
        return Linked(
            self.article[kept], self.pair[kept], self.left[kept], self.right[kept], self.type[kept]
        )


def b_cubed_by_article(found: Sequence[Linked], *, articles: int, pairs: int) -> Floats:
    """Article × pair × (precision, recall), summed over the mentions of each article.

    An entity is known to the whole project, so its cluster is all of its mentions there; what a
    mention adds counts where the mention is.
    """
    table = np.zeros((articles, pairs, 2))
    if not found:
        return table
    article, pair, left, right = (
        np.concatenate([getattr(each, name) for each in found])
        for name in ("article", "pair", "left", "right")
    )
    order = np.argsort(pair, kind="stable")
    for places in np.split(order, np.searchsorted(pair[order], np.arange(1, pairs))):
        if len(places):
            values = b_cubed(left[places], right[places])
            for column, each in enumerate(values):
                table[:, pair[places[0]], column] = np.bincount(
                    article[places], each, minlength=articles
                )
    return table


def b_cubed(key: Ints, response: Ints) -> tuple[Floats, Floats]:
    """Precision and recall of each item (Bagga and Baldwin 1998): of those that ``response`` puts
    into one cluster with it, and of those that ``key`` does, how many are in both.
    """
    if not len(key):
        return np.zeros(0), np.zeros(0)
    named = np.unique(np.concatenate([key, response]), return_inverse=True)[1]
    key, response, size = named[: len(key)], named[len(key) :], int(named.max()) + 1
    in_both = _sizes(key * size + response)
    return in_both / _sizes(response), in_both / _sizes(key)


def _sizes(keys: Ints) -> Ints:
    """How many places have the same key as each."""
    _, which, count = np.unique(keys, return_inverse=True, return_counts=True)
    return count[which]

"""Relationships as they are compared: by their ends and their type, each once."""

from dataclasses import dataclass

import numpy as np

from juseok.core.agreement_match import Flags, Ints, Marks


@dataclass(frozen=True)
class Edges:
    """Relationships: each joins the mentions at two places of the :class:`Marks` of mentions."""

    article: Ints
    who: Ints
    type: Ints
    head: Ints
    tail: Ints
    symmetric: Flags


def once(edges: Edges, marks: Marks, *, size: int, kinds: int) -> tuple[Edges, Ints, Ints]:
    """Edges with their keys and former places: of those that say the same the first alone, and
    none that leads to another person's mentions or another article's.

    A merge or an import can leave the same edge twice; each could answer the other's one.
    """
    mine = np.ones(len(edges.who), np.bool_)
    for end in (edges.head, edges.tail):
        mine &= (marks.who[end] == edges.who) & (marks.article[end] == edges.article)
    keys = edge_keys(edges.head, edges.tail, edges, size, kinds)
    places = np.flatnonzero(mine)
    kept = places[np.sort(np.unique(keys[places], return_index=True)[1])]
    article, who, kind, head, tail = (
        each[kept] for each in (edges.article, edges.who, edges.type, edges.head, edges.tail)
    )
    return Edges(article, who, kind, head, tail, edges.symmetric[kept]), keys[kept], kept


def edge_keys(head: Ints, tail: Ints, edges: Edges, size: int, kinds: int) -> Ints:
    turned = edges.symmetric & (head > tail)
    low, high = np.where(turned, tail, head), np.where(turned, head, tail)
    return (low * size + high) * kinds + edges.type

"""Who has done which article, and who is compared at all."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from juseok.core.model import Layer
from juseok.store.comparing import Comparing, Stand

_LEFT_OUT = frozenset({"in_progress", "skipped"})


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared.  ``articles`` None: all.

    ``unfinished``: what people are still at counts too.  ``own_first``: of others, only articles
    that the viewer has finished, as for an annotator who works blind.
    """

    articles: frozenset[str] | None = None
    unfinished: bool = False
    own_first: bool = False


@dataclass(frozen=True)
class Done:
    """Which layers have done which article, all by the file's numbers.

    ``open``: how many articles each layer is still at.
    """

    by_article: Mapping[int, frozenset[int]]
    stands: Mapping[tuple[int, int], Stand]
    open: Mapping[int, int]

    @classmethod
    def of(cls, file: Comparing, question: Question) -> "Done":
        """What counts as done: finished, or annotated without a word on how far it is.

        An article that somebody is still at is not: what is missing would look like disagreement.
        """
        stands = {(stand.layer, stand.article): stand for stand in file.stands()}
        done = {key for key, stand in stands.items() if stand.state == "finished"}
        at_work: Counter[int] = Counter()
        for key in file.annotated():
            stand = stands.get(key)
            if stand is None or stand.state not in _LEFT_OUT:
                done.add(key)
            elif stand.state == "in_progress":
                at_work[key[0]] += 1
                if question.unfinished:
                    done.add(key)
        if question.own_first:
            own = file.number(file.viewer.own_layer)
            done = {(layer, each) for layer, each in done if (own, each) in done}
        by_article: dict[int, set[int]] = defaultdict(set)
        for layer, article in done:
            by_article[article].add(layer)
        people = {number for number, layer in file.layers().items()
                  if layer.role in ("annotator", "gold")}  # fmt: skip
        return cls(
            {each: frozenset(layers & people) for each, layers in by_article.items()},
            stands, at_work,
        )  # fmt: skip


def participants(
    layers: Mapping[int, Layer], done: Done, people: Mapping[str, tuple[str, str]]
) -> tuple[dict[int, Layer], int | None]:
    """Those who have done anything, by name, and gold behind them; the place of gold."""
    active = {number for found in done.by_article.values() for number in found}

    def by_name(number: int) -> tuple[str, str]:
        layer = layers[number]
        return people.get(layer.annotator, ("", ""))[0], layer.id

    ordered = sorted((n for n in active if layers[n].role == "annotator"), key=by_name)
    gold = sorted((n for n in active if layers[n].role == "gold"), key=by_name)[:1]
    found = {number: layers[number] for number in (*ordered, *gold)}
    return found, len(ordered) if gold else None


def roots(file: Comparing) -> dict[int, int]:
    """Of entities that were joined, the number of the one that stands for all: the smallest id."""
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for one, other in file.joined():
        low, high = sorted((find(one), find(other)))
        parent[high] = low
    names = {*parent, *parent.values()}
    numbers = file.numbers(sorted(names))
    return {numbers[name]: numbers[root] for name in names
            if name in numbers and (root := find(name)) in numbers}  # fmt: skip

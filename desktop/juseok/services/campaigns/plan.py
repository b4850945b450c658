"""Who does which article of a campaign: even loads, an overlap share, and what stays as it was.

Everything here is a function of what is there already and of what comes in, so that articles that
arrive later leave earlier assignments alone.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]
"""An article and the annotator who does it."""


def spread(
    *,
    articles: Iterable[str],
    people: Sequence[str],
    per_article: int,
    overlap: int = 100,
    held: Sequence[Pair] = (),
) -> list[Pair]:
    """Assignments for those of ``articles`` that nobody has, in their order.

    ``overlap`` per cent of all articles, rounded down, go to ``per_article`` people, the others
    to one.  Loads of ``people`` (ids, without doubles) differ by at most one if they do in
    ``held``, what is assigned already.  Fewer people than that: all of them.
    """
    loads = Counter(dict.fromkeys(people, 0))
    holders: Counter[str] = Counter()
    for article, person in held:
        holders[article] += 1
        if person in loads:
            loads[person] += 1
    shared = sum(1 for count in holders.values() if count > 1)
    done = len(holders)
    found: list[Pair] = []
    for article in dict.fromkeys(articles):
        if article in holders or not people:
            continue
        done += 1
        both = shared < done * overlap // 100
        wanted = min(per_article if both else 1, len(people))
        shared += wanted > 1
        for person in _least(loads, article, wanted):
            loads[person] += 1
            found.append((article, person))
    return found


def sample(articles: Sequence[str], *, count: int, seed: int) -> list[str]:
    """``count`` of ``articles`` by chance, in their order; all of them where there are no more.

    The same on every machine for the same ``seed``.  A larger sample holds the smaller one, and
    articles that arrive later push out as few as they can.
    """
    ranked = sorted(articles, key=lambda each: _rank(f"{seed}\x1f{each}"))
    chosen = set(ranked[: max(count, 0)])
    return [each for each in articles if each in chosen]


def replacements(
    *, leaver: str, unfinished: Iterable[str], people: Sequence[str], held: Sequence[Pair]
) -> list[Pair]:
    """Who takes over what ``leaver`` has not finished: the least loaded who is not on it yet.

    An article that everybody else has already is left with one annotator fewer.
    """
    left = [person for person in people if person != leaver]
    loads = Counter(dict.fromkeys(left, 0))
    on: dict[str, set[str]] = {}
    for article, person in held:
        on.setdefault(article, set()).add(person)
        if person in loads:
            loads[person] += 1
    found: list[Pair] = []
    for article in unfinished:
        free = Counter({p: n for p, n in loads.items() if p not in on.get(article, ())})
        for person in _least(free, article, 1):
            loads[person] += 1
            on.setdefault(article, set()).add(person)
            found.append((article, person))
    return found


def _least(loads: Counter[str], article: str, wanted: int) -> list[str]:
    """The ``wanted`` people with the least load.

    Among equals a hash decides, so that everybody meets everybody on some article; always the
    same pairs would leave pairs that can never be compared.
    """

    def rank(person: str) -> tuple[int, str]:
        return loads[person], _rank(f"{article}\x1f{person}")

    return sorted(loads, key=rank)[:wanted]


def _rank(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()

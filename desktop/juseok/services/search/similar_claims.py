"""Claims that may say the same: of the same entities, with the same numbers, in the same words.

What two claims share is told with each, so that a person can see why it is there.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.model import Claim, Viewer
from juseok.core.names import LONG_PARTICLES, SHORT_PARTICLES
from juseok.store.reader import Reader
from juseok.store.search_index import SearchIndex, fold

LIMIT: Final = 40
_NEWEST: Final = 1_000
_EACH: Final = 200
_ENTITY: Final = 3
_NUMBER: Final = 3
_WORDS_MOST: Final = 5
_ENOUGH: Final = 3
_SHORTEST: Final = 2

_THOUSAND: Final = 1000
_SCALES: Final[Mapping[str, int]] = {
    "천": 10**3, "만": 10**4, "억": 10**8, "조": 10**12, "千": 10**3, "萬": 10**4, "億": 10**8,
    "兆": 10**12,
}  # fmt: skip
_UNITS: Final[Mapping[str, str]] = {
    "%": "%", "퍼센트": "%", "％": "%", "달러": "USD", "弗": "USD", "$": "USD", "원": "KRW",
    "₩": "KRW", "엔": "JPY", "위안": "CNY", "유로": "EUR",
}  # fmt: skip
_NUMBER_IN: Final = re.compile(
    r"(?P<sign>[$₩])?(?P<parts>(?:\d[\d,]*(?:\.\d+)?\s?[천만억조千萬億兆]*\s?)+)"
    r"(?P<unit>%|％|퍼센트|달러|弗|원|엔|위안|유로|[가-힣])?"
)
_PART: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([천만억조千萬億兆]*)")
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Similar:
    """A claim with what it shares with the one in hand; ``score`` orders them."""

    claim: Claim
    title: str
    score: int
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What a claim is compared by."""

    numbers: Mapping[str, str]
    words: frozenset[str]


def similar_claims(
    *,
    reader: Reader,
    viewer: Viewer,
    claim: Claim,
    index: SearchIndex | None = None,
    limit: int = LIMIT,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Similar]:
    """The own claims most like ``claim``, of other articles and of its own, the likest first.

    ``index`` tells lemmas, where there is one; without it words count as they are written.
    """
    named = _names_in(reader, viewer, claim)
    own = _traits(claim, index)
    found: dict[str, Claim] = {}
    words = sorted(own.words, key=len, reverse=True)[:_WORDS_MOST]
    for text in (*(name for names in named for name in names), *words, ""):
        if cancelled():
            return []
        held = reader.find_claims(viewer, text, limit=_EACH if text else _NEWEST)
        found.update((each.id, each) for each in held)
    found.pop(claim.id, None)
    scored = [
        (each, score, shared)
        for each in found.values()
        for score, shared in (_compare(named, own, each, index),)
        if score >= _ENOUGH
    ]
    scored.sort(key=lambda item: (-item[1], item[0].id))
    chosen = scored[:limit]
    rows = reader.article_rows(viewer, sorted({each.article for each, _, _ in chosen}))
    titles = {row.id: row.title for row in rows}
    return [
        Similar(each, titles.get(each.article, ""), score, shared) for each, score, shared in chosen
    ]


def _compare(
    named: Sequence[Sequence[str]], own: _Traits, other: Claim, index: SearchIndex | None
) -> tuple[int, tuple[str, ...]]:
    """How much ``other`` shares, and what."""
    text = fold(_quotes(other))
    traits = _traits(other, index)
    names = [names[0] for names in named if any(fold(name) in text for name in names)]
    numbers = [own.numbers[key] for key in own.numbers if key in traits.numbers]
    words = sorted(own.words & traits.words, key=lambda word: (-len(word), word))
    words = [word for word in words if not any(word in fold(name) for name in names)]
    score = _ENTITY * len(names) + _NUMBER * len(numbers) + len(words[:_WORDS_MOST])
    return score, (*names, *numbers, *words[:_WORDS_MOST])


def _names_in(reader: Reader, viewer: Viewer, claim: Claim) -> list[tuple[str, ...]]:
    """The names of each entity that is mentioned in ``claim``, what stands there first."""
    edges = [(span.start, span.end) for span in claim.content]
    wanted: dict[str, str] = {}
    for mention in reader.annotations(viewer, claim.article).mentions:
        span = mention.spans[0]
        if mention.entity and any(s <= span.start and span.end <= e for s, e in edges):
            wanted.setdefault(mention.entity, span.quote)
    if not wanted:
        return []
    rows = {row.entity.id: row for row in reader.entities(viewer, article=claim.article)}
    found: list[tuple[str, ...]] = []
    for entity, quote in wanted.items():
        row = rows.get(entity)
        others = (row.entity.name, *row.entity.aliases) if row is not None else ()
        found.append(tuple(dict.fromkeys((quote, *others))))
    return found


def _traits(claim: Claim, index: SearchIndex | None) -> _Traits:
    text = _quotes(claim)
    words = {word for each in _WORD.findall(fold(text)) if (word := _stem(each))}
    if index is not None:
        words |= {
            lemma.lemma
            for lemma in index.lemmas_of(claim.article)
            if any(span.start <= lemma.start and lemma.end <= span.end for span in claim.content)
        }
    return _Traits(numbers_in(text), frozenset(words))


def _quotes(claim: Claim) -> str:
    return " ".join(span.quote for span in claim.content)


def _stem(word: str) -> str:
    """``word`` without the particle behind it; empty where it tells nothing."""
    for particle in (*LONG_PARTICLES, *SHORT_PARTICLES):
        if word.endswith(particle) and len(word) - len(particle) >= _SHORTEST:
            word = word[: -len(particle)]
            break
    return word if len(word) >= _SHORTEST and not word[0].isdigit() else ""


def numbers_in(text: str) -> dict[str, str]:
    """The numbers of ``text`` with their units, normalised, and each as it is written.

    ``12억달러`` and ``1,200,000,000달러`` are one.
    """
    found: dict[str, str] = {}
    for match in _NUMBER_IN.finditer(text):
        amount = _amount(_PART.findall(match["parts"]))
        unit = match["sign"] or match["unit"] or ""
        key = f"{amount:.4f}".rstrip("0").rstrip(".") + _UNITS.get(unit, unit)
        found.setdefault(key, match[0].strip())
    return found


def _amount(parts: Iterable[tuple[str, str]]) -> float:
    """``6천500억`` is 6,500 times 억: what stands before a 만, 억 or 조 belongs to it whole."""
    total = section = 0.0
    for digits, scales in parts:
        amount = float(digits.replace(",", ""))
        for scale in scales:
            if _SCALES[scale] == _THOUSAND:
                amount *= _THOUSAND
            else:
                total += (section + amount) * _SCALES[scale]
                section = amount = 0.0
        section += amount
    return total + section

"""A model that learns from what was tagged: a conditional random field over morphemes.

Labels are ``B-<type>``, ``I-<type>`` and ``O``.  Names count as known to an article where another
article of the training has them: otherwise every name would seem to be known beforehand.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple, TypeAlias

from juseok.core.errors import AnalyserGone
from juseok.core.morphs import Line, Morph, Name
from juseok.lang.lexicon import Names
from juseok.lang.sequence_features import Features, features, units

Take: TypeAlias = Callable[[Sequence[str], Names], Sequence[Line]]
"""The morphemes of lines, with names as one each."""

_ROUNDS: Final = 12
_PARAMS: Final = {"max_iterations": _ROUNDS, "feature.minfreq": 2, "epsilon": 1e-4}
_SURE: Final = 0.75
"""The share of its uses that a type needs, to be what is known of a name."""


class Found(NamedTuple):
    """``[start, end)`` is a ``type``; ``score`` says how sure that is, from 0 to 1."""

    start: int
    end: int
    type: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """An article to learn from.  ``lines``: where each begins, and its text; ``tagged``: what
    was tagged in them, in code points of the article."""

    article: str
    lines: tuple[tuple[int, str], ...]
    tagged: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many were found rightly, were found in all, and were there to be found."""

    right: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.found + other.found, self.there + other.there)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where there is nothing."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0


def library() -> Any:
    """The module that trains and tags; raises :class:`AnalyserGone` where it is missing."""
    try:
        return import_module("pycrfsuite")  # has no types
    except ImportError as error:
        raise AnalyserGone("analyser.not_loaded", reason=str(error)) from error


def split(articles: Iterable[str], share: int = 10) -> tuple[list[str], list[str]]:
    """Articles to train on and articles to hold back: each ``share``-th, four at the least.

    By their ids alone, which are hashes of their texts: the same articles give the same parts.
    """
    ordered = sorted(articles)
    held = min(len(ordered) // 2, max(4, len(ordered) // share))
    chosen = set(random.Random("juseok").sample(ordered, held)) if held else set[str]()
    return [each for each in ordered if each not in chosen], sorted(chosen)


def names_in(lessons: Iterable[Lesson], *, least: int = 1) -> Names:
    """The names that at least ``least`` articles have tagged, with the type they usually have."""
    types: defaultdict[str, Counter[str]] = defaultdict(Counter)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        for words, each in _quotes(lesson):
            types[words][each.type] += 1
            articles[words].add(lesson.article)
    return Names.of(
        Name(words, _usual(counts))
        for words, counts in sorted(types.items())
        if len(articles[words]) >= least
    )


def _usual(counts: Counter[str]) -> str | None:
    kind, count = counts.most_common(1)[0]
    return kind if count >= _SURE * counts.total() else None


def _quotes(lesson: Lesson) -> Iterator[tuple[str, Found]]:
    for start, text in lesson.lines:
        for each in lesson.tagged:
            if start <= each.start and each.end <= start + len(text):
                yield text[each.start - start : each.end - start], each


def labels(morphs: Sequence[Morph], tagged: Iterable[Found]) -> list[str]:
    """A label for each of ``morphs``; ``tagged`` are offsets in the same line.

    What begins or ends inside a morpheme cannot be said with them and is left out.
    """
    begins = {morph.start: at for at, morph in enumerate(morphs)}
    ends = {morph.end: at for at, morph in enumerate(morphs)}
    found = ["O"] * len(morphs)
    for start, end, kind, _ in sorted(tagged, key=lambda each: each.start - each.end):
        first, last = begins.get(start), ends.get(end)
        if first is None or last is None or any(x != "O" for x in found[first : last + 1]):
            continue
        found[first : last + 1] = ["B-" + kind] + ["I-" + kind] * (last - first)
    return found


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: the bytes of the field, and the names it knew."""

    data: bytes
    names: tuple[Name, ...]


def train(
    lessons: Sequence[Lesson], take: Take, *, told: Callable[[int, int], object] | None = None
) -> Model:
    """Learn from ``lessons``; ``told(done, of)`` counts the articles that have been read.

    Raises :class:`AnalyserGone` where a library is missing.
    """
    trainer = library().Trainer(algorithm="ap", params=_PARAMS, verbose=False)
    names = names_in(lessons, least=2)
    for number, lesson in enumerate(lessons):
        lines = take([text for _, text in lesson.lines], names)
        for (start, text), line in zip(lesson.lines, lines, strict=True):
            morphs = units(line)
            if not morphs:
                continue
            inside = [
                each._replace(start=each.start - start, end=each.end - start)
                for each in lesson.tagged
                if start <= each.start and each.end <= start + len(text)
            ]
            trainer.append(features(text, morphs, names.find(text)), labels(morphs, inside))
        if told is not None:
            told(number + 1, len(lessons))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        return Model(path.read_bytes(), names_in(lessons).all)


class Tagger:
    """Says what a :class:`Model` makes of lines.  The bytes must be what :func:`train` gave:
    the library does not survive others."""

    def __init__(self, model: Model) -> None:
        self._tagger: Any = library().Tagger()
        self._data = model.data  # is read where it is
        self._tagger.open_inmemory(self._data)
        self.names = Names.of(model.names)

    def find(self, text: str, line: Line) -> list[Found]:
        """What is named in the line ``text``, in order, in its offsets."""
        morphs = units(line)
        if not morphs:
            return []
        seen: Features = features(text, morphs, self.names.find(text))
        said: list[str] = self._tagger.tag(seen)
        found: list[Found] = []
        for first, last, kind in _runs(said):
            score = min(self._tagger.marginal(said[at], at) for at in range(first, last + 1))
            found.append(Found(morphs[first].start, morphs[last].end, kind, round(score, 3)))
        return found


def _runs(said: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First, last and type of each run of ``B-`` and its ``I-``."""
    at = 0
    while at < len(said):
        first, kind = at, said[at][2:]
        at += 1
        if said[first] == "O":
            continue
        while at < len(said) and said[at] == "I-" + kind:
            at += 1
        yield first, at - 1, kind


def compare(found: Iterable[Found], there: Iterable[Found]) -> dict[str, Score]:
    """By type, how much of ``found`` is exactly ``there``: the same places and the same type."""
    mine = {(each.start, each.end, each.type) for each in found}
    gold = {(each.start, each.end, each.type) for each in there}
    return {
        kind: Score(
            sum(each[2] == kind for each in mine & gold),
            sum(each[2] == kind for each in mine),
            sum(each[2] == kind for each in gold),
        )
        for kind in sorted({each[2] for each in mine | gold})
    }


def added(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    """The sums of several comparisons, by type."""
    total: dict[str, Score] = {}
    for each in scores:
        for kind, score in each.items():
            total[kind] = total.get(kind, Score()) + score
    return total


def overall(scores: Mapping[str, Score]) -> Score:
    """All types taken together."""
    return sum(scores.values(), Score())

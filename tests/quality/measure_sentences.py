"""Sentences: lines → units, by rule as the window has them, and with the analyser."""

from collections.abc import Callable

from tests.quality.figures import Result, compare
from tests.quality.gold import Extent, Gold

from juseok.core.sentences import split_line
from juseok.lang.kiwi import Kiwi
from juseok.lang.sentences import sentences


def measure(gold: Gold, kiwi: Kiwi) -> list[Result]:
    with_kiwi = _results(
        "with the analyser", gold, lambda line: sentences(line, analyse=kiwi.lines)
    )
    return [*_results("by rule", gold, split_line), *with_kiwi]


def _results(name: str, gold: Gold, split: Callable[[str], list[Extent]]) -> list[Result]:
    pairs = [(line, set(split(line.text)), set(line.units)) for line in gold.lines]
    found = compare((got, want) for _, got, want in pairs)
    errors = tuple(
        f"{line.id} {line.kind}: {line.text[slice(*each)]}"
        for line, got, want in pairs
        for each in sorted(got - want)
    )
    return [
        Result(f"{name}: precision", found.precision, found.found),
        Result(f"{name}: recall", found.recall, found.wanted),
        Result(f"{name}: F1", found.f1, found.wanted, 0.97, errors),
    ]

"""Snapping: rough selections → names, with the analyser and by particles alone."""

from tests.quality.figures import Result, share
from tests.quality.gold import Gold, Selection

from juseok.lang.kiwi import Kiwi
from juseok.lang.snap import Snapped, snap


def measure(gold: Gold, kiwi: Kiwi) -> list[Result]:
    found = [(each, snapped(each, kiwi)) for each in gold.selections]
    exact = [each for each, got in found if (got.start, got.end) == each.want]
    whole = [
        each for each, got in found if (got.start, got.end) == each.want and got.alias == each.alias
    ]
    bare = [each for each in gold.selections if _by_rule(each) == each.want]
    count = len(found)
    errors = tuple(
        f"{each.id} {each.kind}: {_words(each, each.selected)} → {_words(each, _extent(got))}"
        f", not {_words(each, each.want)}"
        for each, got in found
        if (got.start, got.end) != each.want or got.alias != each.alias
    )
    return [
        Result("exact", share(len(exact), count), count, 0.98, errors),
        Result("exact, and the alias too", share(len(whole), count), count),
        Result("exact without an analyser", share(len(bare), count), count),
    ]


def snapped(each: Selection, kiwi: Kiwi) -> Snapped:
    """As the window has it, but without names that a project knows."""
    (morphs,) = kiwi.lines([each.text])
    return snap(each.text, *each.selected, morphs, look=lambda words: kiwi.lines([words])[0])


def _words(each: Selection, extent: tuple[int, int]) -> str:
    return each.text[slice(*extent)]


def _by_rule(each: Selection) -> tuple[int, int]:
    return _extent(snap(each.text, *each.selected, None))


def _extent(got: Snapped) -> tuple[int, int]:
    return got.start, got.end

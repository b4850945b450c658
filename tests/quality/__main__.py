"""``python -m tests.quality``: how well the Korean rules do on the gold set, beside the bars.

The halves are told apart.  Names on the command line choose some measures; ``--errors`` shows
what went wrong, in the halves that rules are tuned on: the others are not looked at.  Ends with
1 where a bar is not reached.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from tests.quality.figures import Result
from tests.quality.gold import HALVES, OPEN, Gold, load

from juseok.lang.kiwi import Kiwi

Measure = Callable[[Gold, Kiwi], list[Result]]

MEASURES: Final[Mapping[str, str]] = {
    "snap": "tests.quality.measure_snap",
    "sentences": "tests.quality.measure_sentences",
    "candidates": "tests.quality.measure_candidates",
    "claims": "tests.quality.measure_claims",
}
"""Name of a measure → the module whose ``measure(gold, kiwi)`` gives its figures for a half."""


def main() -> int:
    wanted = {each for each in sys.argv[1:] if not each.startswith("-")} or set(MEASURES)
    errors = "--errors" in sys.argv
    gold, kiwi = load(), Kiwi()
    missed = 0
    for name, module in MEASURES.items():
        if name not in wanted:
            continue
        measure: Measure = import_module(module).measure
        halves = {half: measure(gold.of(half), kiwi) for half in HALVES}
        missed += show(name, halves)
        if errors:
            for half in OPEN:
                for result in halves[half]:
                    print(*(f"    {each}" for each in result.errors), sep="\n")
    return 1 if missed else 0


def show(name: str, halves: Mapping[str, list[Result]]) -> int:
    """Print the figures of one measure; gives how many bars were missed."""
    print(f"\n{name:44}{'bar':>8}" + "".join(f"{half:>10}" for half in halves))
    missed = 0
    for row in zip(*halves.values(), strict=True):
        bar = f"{row[0].bar:.3f}" if row[0].bar is not None else ""
        values = "".join(f"{each.value:>10.3f}" if each.count else f"{'':>10}" for each in row)
        under = sum(not each.held for each in row)
        missed += under
        print(f"  {row[0].name:42}{bar:>8}{values}" + ("   missed" if under else ""))
        counts = "".join(f"{each.count:>10}" for each in row)
        if row[0].bar is not None:
            print(f"  {'':42}{'of':>8}{counts}")
    return missed


if __name__ == "__main__":
    sys.exit(main())

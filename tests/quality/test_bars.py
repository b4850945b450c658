"""The bars hold in the open halves; ``make quality`` prints the blind one, too."""

import pytest
from tests.quality.gold import OPEN, load
from tests.quality.measure_candidates import measure as measure_candidates
from tests.quality.measure_claims import measure as measure_claims
from tests.quality.measure_sentences import measure as measure_sentences
from tests.quality.measure_snap import measure as measure_snap

from juseok.lang.kiwi import Kiwi


@pytest.fixture(scope="module")
def kiwi() -> Kiwi:
    return Kiwi()


@pytest.mark.parametrize(
    "measure", [measure_snap, measure_sentences, measure_candidates, measure_claims]
)
@pytest.mark.parametrize("half", OPEN)
def test_the_bars_hold(kiwi, measure, half):
    missed = [each for each in measure(load().of(half), kiwi) if not each.held]
    assert not missed

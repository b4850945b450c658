"""How the words at the caret were tagged before, in the status line."""

from tests.ui.hands import put_caret, select, settled, tag

from juseok.core.scheme import load_scheme
from juseok.store.surfaces import Surface
from juseok.ui.handlers.precedent import precedent_words

SCHEME = load_scheme("default")


def test_own_precedents_stand_in_the_status_line_while_the_caret_rests(window, qtbot):
    window.router.complete()
    select(window, "한빛전자")
    qtbot.waitUntil(lambda: not window.status.precedent)
    for nth in range(2):
        tag(window, "한빛전자", "W", nth=nth)
    settled(window, qtbot)
    select(window, "한빛전자", nth=2)
    qtbot.waitUntil(lambda: window.status.precedent == "한빛전자: Organisation 2")
    tag(window, "한빛전자", "E", nth=2)
    settled(window, qtbot)
    put_caret(window, "한빛전자")
    told = "한빛전자: Organisation 2, Country or region 1"
    qtbot.waitUntil(lambda: window.status.precedent == told)
    select(window, "김하늘")
    qtbot.waitUntil(lambda: not window.status.precedent)


def test_types_are_summed_over_entities_the_most_frequent_first(korean):
    found = [Surface("상무부", "GPE", "a", 3), Surface("상무부", "ORG", "b", 2),
             Surface("상무부", "ORG", "c", 2)]  # fmt: skip
    told = precedent_words("상무부", found, SCHEME)
    assert told == "상무부: 기관·기업 4, 국가·행정구역 3"
    assert precedent_words("상무부", [], SCHEME) == ""
    gone = [Surface("상무부", "OLD", "a", 1)]
    assert precedent_words("상무부", gone, SCHEME) == "상무부: OLD 1"

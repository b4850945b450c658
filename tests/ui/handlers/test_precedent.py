"""How the words at the caret were tagged before, in the status line."""

from tests.ui.hands import put_caret, select, settled, tag

from juseok.store.surfaces import Surface
from juseok.ui.handlers.precedent import precedent_words


def test_own_precedents_stand_in_the_status_line_while_the_caret_rests(window, qtbot):
    window.router.complete()
    select(window, "한빛전자")
    qtbot.waitUntil(lambda: not window.status.precedent)
    for nth in range(2):
        tag(window, "한빛전자", "W", nth=nth)
    settled(window, qtbot)
    select(window, "한빛전자", nth=2)
    qtbot.waitUntil(lambda: window.status.precedent == "한빛전자: ORG 2")
    tag(window, "한빛전자", "E", nth=2)
    settled(window, qtbot)
    put_caret(window, "한빛전자")
    qtbot.waitUntil(lambda: window.status.precedent == "한빛전자: ORG 2, GPE 1")
    select(window, "김하늘")
    qtbot.waitUntil(lambda: not window.status.precedent)


def test_types_are_summed_over_entities_the_most_frequent_first():
    found = [Surface("상무부", "GPE", "a", 3), Surface("상무부", "ORG", "b", 2),
             Surface("상무부", "ORG", "c", 2)]  # fmt: skip
    assert precedent_words("상무부", found) == "상무부: ORG 4, GPE 3"
    assert precedent_words("상무부", []) == ""

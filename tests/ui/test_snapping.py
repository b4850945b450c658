"""Selections in the window snap to names; sentences are corrected by key."""

import pytest
from PySide6.QtCore import Qt
from tests.ui.hands import TEXT, article_view, mention, select, settled, tag, workspace
from tests.ui.keys import press

from juseok.core.errors import AnalyserGone
from juseok.core.sentences import sentences
from juseok.ui.articleview.interaction import SelectedBy
from juseok.ui.snapping import SNAPS, Snapper

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Says:
    """Stands in for the analyser; ``value`` is what it answers at once, None: nothing."""

    ready = True

    def __init__(self, value=None):
        self.value = value
        self.waited = []

    def answer(self, job, payload, *, names, deadline):
        self.waited.append(deadline)
        if self.value is None:
            raise AnalyserGone("analyser.late")
        return self.value

    def lines(self, lines, *, deadline):
        raise AnalyserGone("analyser.late")


def _snapper(window, says):
    context = window._context
    snapper = Snapper(window.session, context.settings, context.place, None)
    snapper._analyser = says
    return snapper


@pytest.mark.parametrize("by", sorted(SNAPS))
def test_what_is_dragged_double_clicked_or_taken_by_eojeol_snaps(window, by):
    select(window, "한빛전자는", by=by)
    press(article_view(window), "W")
    assert workspace(window).mentions[-1].spans[0].quote == "한빛전자"


def test_character_by_character_is_taken_as_it_is(window):
    tag(window, "한빛전자는", "W")
    assert workspace(window).mentions[-1].spans[0].quote == "한빛전자는"


def test_snapping_is_switched_off_and_on_by_key(window):
    view = article_view(window)
    press(view, "M", modifiers=CTRL | SHIFT)
    select(window, "한빛전자는", by=SelectedBy.DRAG)
    press(view, "W")
    assert workspace(window).mentions[-1].spans[0].quote == "한빛전자는"
    press(view, "M", modifiers=CTRL | SHIFT)
    assert window._context.snapper.on


def test_who_waits_for_the_analyser_waits_50_ms_and_gets_the_rules(window):
    says = Says()
    start = TEXT.index("한빛전자는")
    assert _snapper(window, says).snap(TEXT, start, start + 5) == (start, start + 4)
    assert says.waited == [0.05]


def test_the_answer_of_the_analyser_counts(window):
    start = TEXT.index("한빛전자는")
    says = Says([start, start + 2, None, None, []])
    assert _snapper(window, says).snap(TEXT, start, start + 5) == (start, start + 2)


def test_the_particle_is_greyed_while_its_mention_is_in_hand(window):
    select(window, "한빛전자는", by=SelectedBy.DRAG)
    press(article_view(window), "W")
    end = TEXT.index("한빛전자는") + 4
    assert article_view(window)._scene.faded == ((end, end + 1),)
    window._context.place.take("")
    assert article_view(window)._scene.faded == ()


def test_a_mention_ends_a_morpheme_later_and_earlier(window):
    select(window, "한빛전자는", by=SelectedBy.DRAG)
    view = article_view(window)
    press(view, "W")
    press(view, "]", modifiers=CTRL)
    assert workspace(window).mentions[-1].spans[0].quote == "한빛전자는"
    press(view, "[", modifiers=CTRL)
    assert mention(window, "한빛전자").spans[0].quote == "한빛전자"


def test_sentences_are_corrected_by_key_and_undone(window, qtbot):
    view = article_view(window)
    before = sentences(TEXT)
    at = next(start for start, end in before if end - start > 8) + 5
    while TEXT[at].isspace():
        at += 1
    view.select(at, at)
    press(view, ".", modifiers=SHIFT)
    article = workspace(window).article
    assert len(sentences(TEXT, edits=article.sentencing)) == len(before) + 1
    settled(window, qtbot)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: not workspace(window).article.sentencing)
    press(view, "H", modifiers=CTRL)
    assert workspace(window).article.sentencing.headings
    settled(window, qtbot)

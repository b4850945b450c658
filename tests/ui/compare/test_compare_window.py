"""Layers side by side, by keys and clicks: what differs, in step, at other times, everywhere."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.hands import article_view, put_caret, settled, tag
from tests.ui.keys import press
from tests.ui.kit import add_article, article_of
from tests.ui.review.team import OTHER, THEIRS, divide, tagged
from tests.ui.review.team import words as words_at

from juseok.core.layer_diff import RowState
from juseok.core.messages import Message
from juseok.core.model import Annotator, Kind, Relationship
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign
from juseok.services.campaigns import campaigns
from juseok.services.edits import create
from juseok.services.review.side_by_side import Side
from juseok.ui.articleview.document import MarkSort
from juseok.ui.handlers.comparing import ComparingHandlers
from juseok.ui.handlers.history import HistoryHandlers

Key, Mod = Qt.Key, Qt.KeyboardModifier
LONG = "긴 기사\n" + "".join(
    f"{n}번째 문단에는 한빛전자가 새 공장을 짓고 부산에서 사람을 더 뽑는다는 이야기가 나온다.\n"
    for n in range(1, 80)
)


@pytest.fixture
def session(session):
    divide(session.project)
    return session


@pytest.fixture
def handlers(window):
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, ComparingHandlers))


@pytest.fixture
def compare(window, handlers, qtbot):
    """Open by its key on the article that is read."""
    QTest.keyClick(article_view(window), Key.Key_F12)
    return ready(handlers, qtbot)


def ready(handlers, qtbot):
    def there():
        shown = handlers.window
        return shown is not None and shown.comparing.found is not None and shown.isVisible()

    qtbot.waitUntil(there)
    return handlers.window


def words(compare):
    return [row.words for row in compare.comparing.rows]


def in_hand(compare):
    return compare.comparing.current.words


def key(compare, pressed, modifiers=Mod.NoModifier):
    QTest.keyClick(compare.rows.view, pressed, modifiers)


def shown(compare):
    return [each for each in compare.columns if each.isVisibleTo(compare)]


def layers(compare):
    return [side.layer for side in compare.comparing.found.sides]


# -- what differs


def test_two_annotators_stand_side_by_side_and_what_differs_is_listed(compare, session):
    assert layers(compare) == [session.project.own_layer, THEIRS]
    assert [each.badge.person.letter for each in shown(compare)] == ["A", "K"]
    assert words(compare) == ["부산", "김하늘", "1조원"]
    assert compare.rows.place.text() == "1 of 3"
    assert compare.rows.counts._whole == "Mention 3 · 2 the same"
    rows = [compare.rows.model.index(n).data() for n in range(3)]
    assert rows == [
        "~ 부산: Mention · Type", "~ 김하늘: Mention · Words", "+ 1조원: Mention · only 이가온",
    ]  # fmt: skip


def test_what_differs_is_underlined_in_the_look_of_its_annotator(compare):
    for number, column in enumerate(shown(compare)):
        marks = [m for m in column.view.page.marks.all() if m.sort is MarkSort.LAYER]
        assert {(m.style, m.letter) for m in marks} == {(f"side:{number}", "AK"[number])}
    assert len(marks) == 3


def test_both_versions_are_below_with_what_differs_in_bold(compare):
    ours, theirs = (each.card.version for each in shown(compare))
    assert [line.value for line in ours.lines if line.differs] == ["Location"]
    assert [line.value for line in theirs.lines if line.differs] == ["Organisation"]
    for _ in range(2):
        key(compare, Key.Key_J)
    assert shown(compare)[0].card.version.absent == "nothing here"
    assert shown(compare)[0].view._scene.highlights  # where the other has it


def test_j_and_k_walk_and_enter_brings_all_columns_there(compare):
    key(compare, Key.Key_J)
    assert in_hand(compare) == "김하늘"
    press(compare.rows.view, "J", text="ㅓ")  # with Hangul switched on
    assert in_hand(compare) == "1조원"
    key(compare, Key.Key_J)
    assert in_hand(compare) == "1조원"
    key(compare, Key.Key_K)
    key(compare, Key.Key_Return)
    places = [each.view.caret for each in shown(compare)]
    assert places[0] == places[1] == compare.comparing.current.start


def test_a_click_on_a_mark_takes_its_row_in_hand(compare):
    view = shown(compare)[1].view
    start = compare.comparing.rows[2].start
    at = view.page.caret_rect(start + 1).center().toPoint()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert in_hand(compare) == "1조원"


def test_a_relationship_in_hand_is_drawn_as_its_one_arc_with_its_evidence(compare, session, qtbot):
    own = session.project.own_layer
    one, two = (Relationship(f"r{n}", own, article_of(0), "employed_by", "a3", end,
                             evidence=words_at(0, "김하늘 대표는"))
                for n, end in enumerate(("a1", "a2")))  # fmt: skip
    session.apply(Action(Message("history.unknown"), (create(one), create(two))))
    qtbot.waitUntil(lambda: "김하늘 → 부산" in words(compare))
    compare.comparing.hold("relationship:r1")
    view = shown(compare)[0].view
    assert [arc.id for arc in view._shown_arcs()] == ["r1"]
    assert view.page.marks.get("r1#side") is not None
    compare.comparing.hold("relationship:r0")
    assert view.page.marks.get("r1#side") is None


def test_filters_narrow_the_list_and_escape_empties_the_field(compare, qtbot):
    compare.rows.aspect.setCurrentIndex(compare.rows.aspect.findText("Boundary"))
    assert words(compare) == ["김하늘"]
    compare.rows.aspect.setCurrentIndex(0)
    key(compare, Key.Key_E)
    assert [row.state for row in compare.comparing.rows].count(RowState.SAME) == 2
    compare.rows.sort.setCurrentIndex(compare.rows.sort.findText("Entity"))
    assert words(compare) == ["한빛전자"]
    compare.rows.sort.setCurrentIndex(0)
    compare.rows.field.setText("조원")
    qtbot.waitUntil(lambda: words(compare) == ["1조원"])
    QTest.keyClick(compare.rows.field, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(words(compare)) == 5)
    QTest.keyPress(compare.rows.field, Key.Key_Escape)
    assert not compare.isVisible()


def test_a_comparison_that_takes_long_is_told(compare):
    compare.comparing.busy.emit("Comparing…")
    assert compare.told.isVisible()
    assert compare.told.text() == "Comparing…"
    compare.comparing.busy.emit("")
    assert not compare.told.isVisible()


# -- in step


@pytest.fixture
def long(window, session, handlers, qtbot):
    """A long article in which one side has marks in every paragraph, and the other none."""
    article = add_article(session.project, title="긴 기사", publisher="", text=LONG, position=3)
    start, records = 0, []
    for number in range(30):
        start = LONG.index("한빛전자", start + 1)
        made = tagged(f"x{number}", THEIRS, "한빛전자")
        span = type(made.spans[0])(start, start + 4, "한빛전자")
        records += [type(made)(f"x{number}{n}", THEIRS, article, "ORG", (span,)) for n in range(3)]
    changes = tuple(create(each) for each in records)
    session.project.writer.commit(Action(Message("history.unknown"), changes, undoable=False))
    handlers.open(article, (Side(session.project.own_layer), Side(THEIRS)))
    compare = ready(handlers, qtbot)
    compare.resize(1000, 620)
    qtbot.waitUntil(lambda: len(words(compare)) == 90)
    return compare


def scroll(view, steps):
    point = QPointF(view.viewport().rect().center())
    wheel = QWheelEvent(
        point, view.viewport().mapToGlobal(point), QPoint(), QPoint(0, -120 * steps),
        Qt.MouseButton.NoButton, Mod.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)


def test_columns_scroll_together_by_the_text_and_not_by_pixels(long):
    left, right = (each.view for each in shown(long))
    left.set_font_size(24)
    for _ in range(12):
        scroll(right, 3)
    first, second = (each.page.blocks.at(each.page.reading_place()[0]) for each in (left, right))
    assert first == second > 10
    assert left.page.scroll.value > right.page.scroll.value + 200  # its lines are taller
    left.set_font_size(17)
    scroll(left, -4)
    assert left.page.reading_place() == right.page.reading_place()
    key(long, Key.Key_S)
    assert not long.tools["compare.in_step"].isChecked()
    before = right.page.reading_place()
    scroll(left, 6)
    assert right.page.reading_place() == before
    key(long, Key.Key_S)
    assert left.page.reading_place() == right.page.reading_place()


def test_the_caret_and_the_selection_are_the_same_place_everywhere(long):
    left, right = (each.view for each in shown(long))
    left.setFocus()
    QTest.keyClick(left, Key.Key_Down)
    QTest.keyClick(left, Key.Key_Right, Mod.ShiftModifier)
    assert left.selection.spans
    assert right.selection == left.selection


def test_a_difference_far_below_comes_into_sight_on_both_sides(long):
    for _ in range(80):
        key(long, Key.Key_J)
    row = long.comparing.current
    for column in shown(long):
        first, last = column.view.sight()
        assert first <= row.start <= last


# -- whose, and when


def test_another_layer_and_another_time_are_chosen_at_the_head(compare, session, qtbot):
    column = shown(compare)[0]
    column.layer.setCurrentIndex(column.layer.findData(THEIRS))
    column.layer.activated.emit(column.layer.currentIndex())
    qtbot.waitUntil(lambda: layers(compare) == [THEIRS, THEIRS])
    qtbot.waitUntil(lambda: compare.rows.place.text() == "Nothing differs")
    QTest.mouseClick(column.moment, Qt.MouseButton.LeftButton)
    dialog = compare.asked
    dialog.time.setDateTime(dialog.time.dateTime().addYears(-1))
    year = str(dialog.time.date().year())
    QTest.mouseClick(dialog.take_time, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(words(compare)) == 4)
    assert {row.state for row in compare.comparing.rows} == {RowState.ADDED}
    assert column.moment.text().startswith(year)
    qtbot.waitUntil(lambda: compare.asked is None)


def test_a_step_of_the_history_is_a_time(window, session, handlers, qtbot):
    tag(window, "공장", "W")
    settled(window, qtbot)
    tag(window, "15일", "W")
    settled(window, qtbot)
    own = session.project.own_layer
    handlers.open(article_of(0), (Side(own), Side(own)))
    compare = ready(handlers, qtbot)
    QTest.mouseClick(shown(compare)[0].moment, Qt.MouseButton.LeftButton)
    dialog = compare.asked
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 1)
    QTest.keyClick(dialog.list, Key.Key_Down)
    QTest.keyClick(dialog.list, Key.Key_Return)
    qtbot.waitUntil(lambda: words(compare) == ["15일"])


def test_columns_change_places_and_a_third_comes_and_goes(compare, session, qtbot):
    own = session.project.own_layer
    key(compare, Key.Key_X)
    qtbot.waitUntil(lambda: layers(compare) == [THEIRS, own])
    assert [each.state for each in compare.comparing.rows][2] is RowState.REMOVED
    key(compare, Key.Key_T)
    qtbot.waitUntil(lambda: len(shown(compare)) == 3)
    assert compare.comparing.found.sides[2].past
    key(compare, Key.Key_T)
    qtbot.waitUntil(lambda: len(shown(compare)) == 2)


def test_what_is_saved_meanwhile_is_compared(compare, session, qtbot):
    session.apply(
        Action(Message("history.unknown"), (create(tagged("n", session.layer, "15일", "DAT")),))
    )
    qtbot.waitUntil(lambda: "15일" in words(compare))
    assert in_hand(compare) == "부산"


# -- articles


def test_articles_that_differ_are_looked_for_and_walked(compare, window, qtbot):
    key(compare, Key.Key_A)
    qtbot.waitUntil(lambda: not compare.scan.running, timeout=20_000)
    page = compare.articles
    qtbot.waitUntil(lambda: page.words.text() == "2 articles differ")
    assert page.model.ids == [article_of(0), article_of(1)]
    assert page.model.index(1).data() == "나루소프트 실적: 1 of 1 differ"
    key(compare, Key.Key_J, Mod.ShiftModifier)
    qtbot.waitUntil(lambda: words(compare) == ["나루소프트"])
    QTest.keyClick(page.view, Key.Key_Home)
    QTest.keyClick(page.view, Key.Key_Return)
    qtbot.waitUntil(lambda: len(words(compare)) == 3)
    QTest.keyClick(page.view, Key.Key_L)
    assert compare.tabs.currentWidget() is compare.rows
    key(compare, Key.Key_X)
    qtbot.waitUntil(lambda: page.model.ids == [])  # found for other sides


def test_a_search_through_the_articles_can_be_stopped(compare, qtbot):
    key(compare, Key.Key_A)
    assert compare.scan.running
    QTest.mouseClick(compare.articles.button, Qt.MouseButton.LeftButton)
    assert not compare.scan.running
    assert "stopped" in compare.articles.words.text()


def test_without_a_search_the_list_of_articles_is_walked(compare, qtbot):
    key(compare, Key.Key_J, Mod.ShiftModifier)
    qtbot.waitUntil(lambda: words(compare) == ["나루소프트"])
    key(compare, Key.Key_K, Mod.ShiftModifier)
    qtbot.waitUntil(lambda: len(words(compare)) == 3)


def test_a_place_is_shown_in_the_main_window(compare, window, qtbot):
    key(compare, Key.Key_J, Mod.ShiftModifier)
    qtbot.waitUntil(lambda: words(compare) == ["나루소프트"])
    key(compare, Key.Key_G)
    qtbot.waitUntil(lambda: window.bench.place.article == article_of(1))


# -- from elsewhere


def test_the_review_opens_it_at_the_item_in_hand_without_names(window, handlers, session, qtbot):
    from juseok.ui.review.reviewing import Reviewing

    window.router.trigger("review.begin")
    review = Reviewing.of(session, window.bench.place)
    qtbot.waitUntil(lambda: bool(review.rows))
    window.router.trigger("review.anonymous")
    window.router.trigger("review.next")
    window.router.trigger("compare.article")
    compare = ready(handlers, qtbot)
    qtbot.waitUntil(lambda: in_hand(compare) == "김하늘")
    said = [each.layer.itemText(n) for each in shown(compare) for n in range(each.layer.count())]
    assert not any(name in text for text in said for name in ("박기자", "이가온"))
    letters = {layer: look.letter for layer, look in review.looks.items()}
    assert {layer: compare.comparing.looks[layer].letter for layer in letters} == letters
    window.router.trigger("review.anonymous")
    qtbot.waitUntil(lambda: "박기자" in shown(compare)[0].layer.currentText()
                    or "박기자" in shown(compare)[1].layer.currentText())  # fmt: skip


def test_the_history_opens_a_step_beside_today(window, handlers, qtbot):
    tag(window, "공장", "W")
    settled(window, qtbot)
    put_caret(window, "공장")
    press(article_view(window), "Delete")
    settled(window, qtbot)
    history = next(each for each in window._kept if isinstance(each, HistoryHandlers))
    QTest.keyClick(article_view(window), Key.Key_F8)
    qtbot.waitUntil(lambda: history.window is not None and history.window.model.rowCount() > 1)
    QTest.keyClick(history.window.list, Key.Key_Down)
    QTest.keyClick(history.window, Key.Key_F12)
    compare = ready(handlers, qtbot)
    assert words(compare) == ["공장"]
    assert compare.comparing.rows[0].state is RowState.REMOVED


def test_who_annotates_blind_is_offered_nobody_else(window, handlers, session, qtbot):
    project = session.project
    lead = Annotator("책임", "책임자", roles=("lead",))
    change = Change(lead.id, Kind.ANNOTATOR, CREATE, to_body(lead))
    project.writer.commit(Action(Message("history.unknown"), (change,), undoable=False))
    project.writer.commit(
        campaigns.make_campaign(
            ids=project.ids, campaign=Campaign("", "1차"), articles=[article_of(0)],
            people=[project.annotator, OTHER],
        )
    )  # fmt: skip
    handlers.open(article_of(0), (Side(project.own_layer), Side(THEIRS)))
    compare = ready(handlers, qtbot)
    assert set(layers(compare)) == {project.own_layer}
    assert compare.told.isVisible()
    assert [
        shown(compare)[0].layer.itemData(n) for n in range(shown(compare)[0].layer.count())
    ] == [project.own_layer]
    marks = {m.record for each in shown(compare) for m in each.view.page.marks.all()}
    assert not marks & {"b1", "b2", "b3", "b4"}

"""A review by key, in a real window: from item to item, and into gold."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hands import settled, write
from tests.ui.keys import press as press_place
from tests.ui.kit import article_of
from tests.ui.review.team import OTHER, THEIRS, finished, tagged

from juseok.core.adjudicate_model import ItemState, Standing
from juseok.core.messages import Message
from juseok.core.model import Annotator, Entity, Kind, Seal
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign, gold_layer_id
from juseok.services.campaigns.campaigns import make_campaign
from juseok.services.review.comments import add_comment
from juseok.ui.review import underlines
from juseok.ui.review.reviewing import Reviewing

Key, Mod = Qt.Key, Qt.KeyboardModifier


def press(panel, key, modifiers=Mod.NoModifier):
    QTest.keyClick(panel.view, key, modifiers)


def gold(session, number=0):
    workspace = session.workspace(article_of(number))
    return {each.spans[0].quote: each.type for each in workspace.mentions}


def read_ahead(session, review, number, qtbot):
    """Wait until an article that is not on screen could be shown without a read."""
    name = article_of(number)
    qtbot.waitUntil(lambda: review.items.progress is None and not review.items._pause.isActive())
    qtbot.waitUntil(lambda: name in review._pages._ready and session.workspace(name) is not None)


def drawn(window):
    return set(window.bench.article._ghosts)


def words(review):
    return [each.item.words for each in review.rows]


def test_what_differs_comes_in_order_and_the_focus_is_there(window, review, panel, qtbot):
    assert window.focusWidget() is panel.view
    assert words(review) == ["부산", "김하늘", "1조원"]
    assert [each.item.state for each in review.rows] == [
        ItemState.LABEL, ItemState.BOUNDARY, ItemState.MISSING,
    ]  # fmt: skip
    qtbot.waitUntil(lambda: panel.count.text() == "1 of 4")  # one of them in the next article


def test_the_cards_say_who_has_what_with_the_differing_field_in_bold(panel):
    mine, theirs = (card.version for card in panel.cards.shown)
    assert [line.value for line in theirs.lines if line.differs] == ["Organisation"]
    assert [line.value for line in mine.lines if line.differs] == ["Location"]
    assert {mine.look.name, theirs.look.name} == {"박기자", "이가온"}


def test_a_digit_takes_a_version_and_goes_on_and_undo_comes_back(
    window, session, review, panel, qtbot
):
    press(panel, Key.Key_2)
    assert gold(session) == {"부산": "ORG"}
    assert review.current.item.words == "김하늘"
    settled(window, qtbot)
    with session.project.reader() as reader:
        (verdict,) = reader.reviews.verdicts(article_of(0))
        stored = reader.annotations(session.viewer, article_of(0)).mentions
    assert (verdict.decision, verdict.taken) == ("accept", "b2")
    assert [(m.layer, m.derived_from) for m in stored] == [(gold_layer_id(), "b2")]
    qtbot.waitUntil(lambda: session.turns.at_rest)
    press(panel, Key.Key_U)
    qtbot.waitUntil(lambda: not gold(session))
    qtbot.waitUntil(lambda: review.current.item.words == "부산" and review.current.waits)


def test_undo_comes_back_though_the_page_was_read_anew_before_it_was_told(
    session, review, panel, qtbot
):
    anew = review.page  # of a moment in which the verdict was taken back already
    press(panel, Key.Key_2)
    assert review.current.item.words == "김하늘"
    qtbot.waitUntil(lambda: session.turns.at_rest)
    session.saved.connect(lambda _: review._take_page(article_of(0), anew))
    press(panel, Key.Key_U)
    qtbot.waitUntil(lambda: review.current.item.words == "부산" and review.current.waits)


def test_j_and_k_go_from_item_to_item_and_on_to_the_next_article(window, review, panel, qtbot):
    press(panel, Key.Key_J)
    assert review.current.item.words == "김하늘"
    press(panel, Key.Key_K)
    assert review.current.item.words == "부산"
    for _ in range(3):
        press(panel, Key.Key_J)
    qtbot.waitUntil(lambda: words(review) == ["나루소프트"])
    assert window.bench.place.article == article_of(1)
    press(panel, Key.Key_J)
    assert window.status.text == "This is the last item of the review."
    press(panel, Key.Key_K)
    qtbot.waitUntil(lambda: review.rows and review.current.item.words == "1조원")


def test_the_next_article_is_read_while_one_is_judged_and_shown_when_it_is_asked_for(
    window, session, review, panel, qtbot
):
    read_ahead(session, review, 1, qtbot)
    assert window.bench.place.article == article_of(0)
    assert review.step_article(1)
    assert window.bench.place.article == article_of(1)  # without another read
    assert words(review) == ["나루소프트"]
    assert session.workspace(article_of(0)) is None


def test_the_article_that_was_left_is_there_at_once_with_what_was_decided(
    window, session, review, panel, qtbot
):
    read_ahead(session, review, 1, qtbot)
    press(panel, Key.Key_1)
    assert review.step_article(1)
    read_ahead(session, review, 0, qtbot)
    assert review.step_article(-1)
    assert window.bench.place.article == review.page.article == article_of(0)
    assert [each.standing for each in review.rows if each.item.words == "부산"] == [Standing.JUDGED]
    settled(window, qtbot)


def test_what_was_read_ahead_is_let_go_of_when_it_is_not_to_be_seen(session, review, qtbot):
    read_ahead(session, review, 1, qtbot)
    seal = Seal(frozenset({article_of(1)}), frozenset({session.project.own_layer}))
    review.items.found.emit(replace(review.found, sight=replace(review.sight, seal=seal)))
    assert article_of(1) not in review._pages._ready
    qtbot.waitUntil(lambda: article_of(1) in review._pages._ready)
    assert not review._pages._ready[article_of(1)].layers


def test_keys_work_with_hangul_switched_on(review, panel):
    press_place(panel.view, "J", text="ㅓ", key=0x3153)
    assert review.current.item.words == "김하늘"


def test_a_accepts_what_all_say_alike_and_shift_1_the_rest_of_one(session, review, panel):
    press(panel, Key.Key_A)
    assert gold(session) == {"한빛전자": "ORG"}
    press(panel, Key.Key_1, Mod.ShiftModifier)
    assert gold(session) == {"한빛전자": "ORG", "부산": "LOC", "김하늘": "PER"}
    assert [each.item.words for each in review.rows if each.waits] == ["1조원"]


def test_another_version_changes_what_gold_has_and_keeps_its_id(session, review, panel):
    press(panel, Key.Key_1)
    (before,) = session.workspace(article_of(0)).mentions
    press(panel, Key.Key_K)
    press(panel, Key.Key_2)
    (after,) = session.workspace(article_of(0)).mentions
    assert (before.id, before.type) == (after.id, "LOC")
    assert (after.type, after.derived_from) == ("ORG", "b2")


def test_none_put_off_and_a_reason_are_written_down(window, session, review, panel, qtbot):
    press(panel, Key.Key_N)
    press(panel, Key.Key_D)
    press(panel, Key.Key_R)
    QTest.keyClick(window.focusWidget(), Key.Key_3)
    said = {v.item: (v.decision, v.reason) for v in review.page.verdicts}
    assert sorted(said.values()) == [("defer", ""), ("none", ""), ("reject", "guideline")]
    assert not gold(session)
    assert window.focusWidget() is panel.view
    assert [each.standing for each in review.rows] == [
        Standing.JUDGED, Standing.DEFERRED, Standing.JUDGED,
    ]  # fmt: skip


def test_f_edits_a_copy_in_gold_by_the_keys_of_tagging_and_esc_comes_back(
    window, session, review, panel
):
    press(panel, Key.Key_F)
    view = window.bench.article.view
    assert window.focusWidget() is view
    (copy,) = session.workspace(article_of(0)).mentions
    assert (copy.layer, window.bench.place.record) == (gold_layer_id(), copy.id)
    QTest.keyClick(view, Key.Key_BracketRight)
    assert gold(session) == {"부산 공": "LOC"}
    QTest.keyClick(view, Key.Key_Escape)
    assert window.focusWidget() is panel.view
    assert review.page.holding(copy.id).verdict.decision == "fix"


def test_space_hides_the_versions_and_a_click_on_one_leads_to_its_item(window, review, panel):
    assert "b3" in drawn(window)
    press(panel, Key.Key_Space)
    assert "b3" not in drawn(window)
    press(panel, Key.Key_Space)
    window.bench.place.take("b3")
    assert review.current.item.words == "김하늘"


def test_versions_are_put_together_only_for_other_items_or_looks(
    window, review, panel, monkeypatch
):
    made = []
    put_together = underlines._mentions
    monkeypatch.setattr(
        underlines, "_mentions", lambda items, looks: made.append(1) or put_together(items, looks)
    )
    press(panel, Key.Key_J)
    press(panel, Key.Key_1)
    assert (len(made), {"a3", "b3", "b4"} <= drawn(window)) == (0, True)
    review.set_filter(replace(review.filter, words="부산"))
    assert (len(made), {"a2", "b2", "b3"} & drawn(window)) == (1, {"a2", "b2"})
    review.set_filter(replace(review.filter, words="제주"))
    assert not {"a2", "b2"} & drawn(window)
    review.set_anonymous(True)
    assert not {"a2", "b2"} & drawn(window)


def test_an_edit_of_the_annotator_brings_the_item_back(window, session, review, panel, qtbot):
    press(panel, Key.Key_1)
    window.router.trigger("review.begin")
    qtbot.waitUntil(lambda: not session.reviewing and session.workspace(article_of(0)) is not None)
    qtbot.waitUntil(lambda: window.bench.place.article == article_of(0))
    window.bench.place.take("a2")
    QTest.keyClick(window.bench.article.view, Key.Key_BracketRight)
    settled(window, qtbot)
    window.router.trigger("review.begin")
    qtbot.waitUntil(lambda: bool(review.rows))
    found = next(each for each in review.rows if each.item.words.startswith("부산"))
    assert found.standing is Standing.STALE


def test_outside_a_review_nobody_elses_work_is_read(window, session, review, qtbot):
    window.router.trigger("review.begin")
    qtbot.waitUntil(lambda: not session.reviewing and session.workspace(article_of(0)) is not None)
    assert {each.layer for each in session.workspace(article_of(0)).mentions} == {
        session.project.own_layer
    }
    assert "b3" not in drawn(window)


def test_the_filter_shows_some_and_agreed_ones_when_asked(review, panel, qtbot):
    panel.filters._set(agreed=True)
    assert words(review) == ["부산", "김하늘", "1조원", "한빛전자"]
    panel.filters._set(agreed=False, state=ItemState.MISSING)
    assert words(review) == ["1조원"]
    panel.filters._set(state=None, type="PER")
    assert words(review) == ["김하늘"]
    panel.filters._set(type="")
    panel.filters.field.setText("부산")
    panel.filters.field.textEdited.emit("부산")
    qtbot.waitUntil(lambda: words(review) == ["부산"])
    panel.filters.fill()
    assert [action.text() for action in panel.filters.menu.actions() if action.text()] == [
        "Show what is agreed", "Show what is judged", "Annotator", "State", "Type", "Sample",
    ]  # fmt: skip


def test_a_comment_is_written_under_the_item_answered_settled_and_found_again(
    window, session, review, panel, qtbot
):
    press(panel, Key.Key_C)
    field = panel.comments.field
    assert window.focusWidget() is field
    write(field, "@이가온 회사인가요?")
    QTest.keyClick(field, Key.Key_Return)
    assert window.focusWidget() is panel.view
    (comment,) = review.page.comments
    assert comment.to == (OTHER,)
    assert comment.target in {"a2", "b2"}
    press(panel, Key.Key_C)
    write(field, "네")
    QTest.keyClick(field, Key.Key_Return)
    assert [each.thread for each in review.page.comments] == ["", comment.id]
    assert [each.to for each in review.page.comments] == [(OTHER,), ()]
    press(panel, Key.Key_J)
    assert not panel.comments._rows
    settled(window, qtbot)
    window.router.trigger("review.comments")
    qtbot.waitUntil(lambda: window.palette_box.isVisible())
    QTest.keyClick(window.focusWidget(), Key.Key_Return)
    qtbot.waitUntil(lambda: review.current.item.words == "부산")
    window.router.trigger("review.begin")  # who reviews nothing reads and answers it, too
    window.router.trigger("review.comments")
    box = window.palette_box
    qtbot.waitUntil(lambda: box.isVisible())
    QTest.keyClick(window.focusWidget(), Key.Key_Return)
    qtbot.waitUntil(lambda: box.isVisible() and box._model.rowCount() == 3)
    rows = [box._entry(row) for row in range(3)]
    assert [each.text for each in rows] == ["박기자: @이가온 회사인가요?", "박기자: 네", "Settled"]
    assert [each.whole for each in rows] == [True, True, False]
    assert box._list.currentIndex().row() == 0  # Enter settles nothing by a slip
    write(box._field, "알겠습니다")
    assert [box._entry(row).enabled for row in range(3)] == [False, False, True]
    QTest.keyClick(box._field, Key.Key_Return)
    settled(window, qtbot)
    with window.session.project.reader() as reader:
        said = [each.text for each in reader.reviews.comments(comment.article)]
    assert sorted(said) == sorted(["@이가온 회사인가요?", "네", "알겠습니다"])
    window.router.trigger("review.begin")
    qtbot.waitUntil(lambda: bool(review.rows))
    panel._settle(comment)
    assert review.page.comments[0].resolved
    assert review.rows[0].item.state is ItemState.LABEL  # it never counts


def test_who_is_named_in_what_came_in_is_told(window, session, review, qtbot):
    me, article = session.project.annotator, review.page.article
    action = add_comment(ids=session.project.ids, article=article, target=article, text="어때요?",
                         annotator=OTHER, to=(me,))  # fmt: skip
    session.project.writer.commit(action)
    session.project.writer.flush()
    session.merged.emit()
    qtbot.waitUntil(lambda: "1 comment waits for you" in window.status.text)


def test_a_key_settles_the_comment_and_opens_it_again(window, review, panel):
    press(panel, Key.Key_C)
    write(panel.comments.field, "확인")
    QTest.keyClick(panel.comments.field, Key.Key_Return)
    for resolved in (True, False):
        press(panel, Key.Key_C, Mod.ShiftModifier)
        assert [each.resolved for each in review.page.comments] == [resolved]


def test_esc_leaves_a_comment_unsaid(window, review, panel):
    press(panel, Key.Key_C)
    write(panel.comments.field, "아니")
    QTest.keyClick(panel.comments.field, Key.Key_Escape)
    assert window.focusWidget() is panel.view
    assert not review.page.comments


def test_one_decision_for_the_same_words_in_every_article(window, session, review, panel, qtbot):
    for _ in range(3):
        press(panel, Key.Key_J)
    qtbot.waitUntil(lambda: words(review) == ["나루소프트"])
    press(panel, Key.Key_P)
    qtbot.waitUntil(lambda: window.palette_box.isVisible())
    QTest.keyClick(window.focusWidget(), Key.Key_2)
    qtbot.waitUntil(lambda: gold(session, 1) == {"나루소프트": "PRD"})
    settled(window, qtbot)
    assert session.undo_label.code == "undo.review.phrase"
    assert review.rows[0].standing is Standing.JUDGED


def test_an_anonymous_review_shows_no_name(window, review, panel):
    window.router.trigger("review.anonymous")
    assert {card.version.look.name for card in panel.cards.shown} == {""}
    assert {card.version.look.letter for card in panel.cards.shown} == {"A", "B"}


def test_shift_enter_says_that_an_article_is_reviewed_and_goes_on(
    window, session, review, panel, qtbot
):
    press(panel, Key.Key_Return, Mod.ShiftModifier)
    qtbot.waitUntil(lambda: words(review) == ["나루소프트"])
    settled(window, qtbot)
    with session.project.reader() as reader:
        assert reader.article_state(session.viewer, article_of(0)).state == "finished"
    assert window.focusWidget() is panel.view


def test_what_goes_through_ones_own_layer_waits_until_the_review_is_over(window, review):
    router = window.router
    assert not router.is_enabled(router.spec("tags.check"))
    assert not router.is_enabled(router.spec("search.recode"))


def test_annotators_look_as_the_register_of_people_says(review):
    looks = {look.name: look for look in review.looks.values()}
    people = {each.name: each for each in review.annotators.values()}
    assert set(people) == {"박기자", "이가온"}
    for name, look in looks.items():
        who = people[name]
        assert (look.color, look.pattern, look.letter) == (who.color, who.pattern, who.letter)
    theirs = looks["이가온"]
    assert (theirs.color, theirs.pattern, theirs.letter) == ("#cc79a7", "dot", "K")
    review.set_anonymous(True)
    assert {look.name for look in review.looks.values()} == {""}
    assert {look.letter for look in review.looks.values()} == {"A", "B"}
    review.set_anonymous(False)


def test_what_the_campaign_does_not_ask_for_is_not_judged(window, session, qtbot):
    campaign = Campaign("", "장소", types=("LOC",), passes=("mentions",), blind=False)
    session.project.writer.commit(
        make_campaign(
            ids=session.project.ids, campaign=campaign, articles=[article_of(0)],
            people=[session.project.annotator, OTHER],
            lead=Annotator(session.project.annotator, "박기자"),
        )
    )  # fmt: skip
    window.router.trigger("review.begin")
    review = Reviewing.of(session, window.bench.place)
    qtbot.waitUntil(lambda: bool(review.rows))
    assert words(review) == ["부산"]


def test_entities_that_are_called_the_same_are_told_apart_by_type(session, review, panel, qtbot):
    place = Entity("곳", session.project.register_layer, "LOC", "부산")
    firm = Entity("회사", session.project.register_layer, "ORG", "부산")
    session.project.writer.commit(
        Action(
            Message("history.unknown"),
            (
                *(Change(e.id, Kind.ENTITY, CREATE, to_body(e)) for e in (place, firm)),
                Change("a2", Kind.MENTION, SET, {"entity": "곳"}),
                Change("b2", Kind.MENTION, SET, {"entity": "회사"}),
            ),
            undoable=False,
        )
    )
    session.take_merge(Message("history.unknown"))
    qtbot.waitUntil(lambda: words(review)[0] == "부산" and review.rows[0].item.sort == "entity")
    review.hold(review.rows[0].key)
    said = [[line.value for line in card.version.lines] for card in panel.cards.shown]
    assert said == [["부산 (Location)"], ["부산 (Organisation)"]]


def test_what_came_in_from_a_colleague_waits_at_once(session, review, qtbot):
    assert len(review.queue) == 2
    made = tagged("c1", THEIRS, "회의", article=2)
    change = Change(made.id, Kind.MENTION, CREATE, to_body(made))
    session.project.writer.commit(
        Action(Message("history.unknown"), (change, finished(THEIRS, 2)), undoable=False)
    )
    session.take_merge(Message("history.unknown"))
    qtbot.waitUntil(lambda: len(review.queue) == 3)


def test_what_came_in_between_two_reviews_waits_in_the_second(window, session, review, qtbot):
    review.end()
    qtbot.waitUntil(lambda: not session.reviewing)
    made = tagged("c1", THEIRS, "회의", article=2)
    change = Change(made.id, Kind.MENTION, CREATE, to_body(made))
    session.project.writer.commit(
        Action(Message("history.unknown"), (change, finished(THEIRS, 2)), undoable=False)
    )
    window.router.trigger("review.begin")
    qtbot.waitUntil(lambda: bool(review.rows) and len(review.queue) == 3)
    qtbot.waitUntil(lambda: review.items.progress is None)
    assert [each.words for each in review.items.entries(article_of(2))] == ["회의"]


def reason(window, key):
    QTest.keyClick(window.focusWidget(), key)


def test_a_reason_of_ones_own_is_offered_again(window, review, panel, qtbot):
    press(panel, Key.Key_R)
    write(window.focusWidget(), "직함 제외")
    reason(window, Key.Key_Return)
    assert [v.reason for v in review.page.verdicts] == ["직함 제외"]
    press(panel, Key.Key_R)
    assert "직함 제외" in [each.text for each in window.palette_box._model._entries]
    reason(window, Key.Key_7)
    assert [v.reason for v in review.page.verdicts] == ["직함 제외", "직함 제외"]


def test_each_version_has_a_reason_of_its_own(window, session, review, panel, qtbot):
    press(panel, Key.Key_R, Mod.ShiftModifier)
    reason(window, Key.Key_2)
    reason(window, Key.Key_2)  # a wrong type
    theirs = panel.cards.shown[1].version
    assert [line.value for line in theirs.lines if line.name == "Reason"] == ["Wrong type"]
    press(panel, Key.Key_1)
    (verdict,) = review.page.verdicts
    assert (verdict.decision, verdict.taken, verdict.reasons) == ("accept", "a2", (("b2", "type"),))
    assert (verdict.why("b2"), verdict.why("a2")) == ("type", "")
    press(panel, Key.Key_K)
    press(panel, Key.Key_R, Mod.ShiftModifier)  # also once it is decided
    reason(window, Key.Key_2)
    reason(window, Key.Key_3)
    (verdict,) = review.page.verdicts
    assert (verdict.decision, verdict.reasons) == ("accept", (("b2", "guideline"),))
    settled(window, qtbot)
    with session.project.reader() as reader:
        assert reader.reviews.reasons() == ["guideline"]
        assert reader.reviews.verdicts(article_of(0)) == (verdict,)

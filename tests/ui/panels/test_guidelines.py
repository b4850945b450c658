"""The guidelines beside the text, and a question that becomes a ruling."""

from PySide6.QtCore import Qt, QUrl
from tests.ui.hands import put_caret, select, settled, tag

from juseok.ui.campaigning import Campaigning

TEXT = (
    "# 지침\n\n" + "가나다라\n\n" * 40 + "## 기관·기업 {#ORG}\n\n"
    "<img src='https://example.org/x.png'><b>굵게</b>\n\n" + "마바사\n\n" * 60
)


def guidelines(window):
    window.router.trigger("panel.guidelines")
    return window.bench.inspector.tabs.panel("guidelines")


def test_a_version_is_written_and_the_type_in_hand_leads_to_its_section(window, qtbot):
    panel = guidelines(window)
    panel.edit.click()
    panel.source.setPlainText(TEXT)
    panel.save.click()
    qtbot.waitUntil(lambda: panel.guideline is not None)
    assert "<b>굵게</b>" in panel.page.toPlainText()  # words, and no markup
    assert panel.guideline.scheme == window.session.scheme.version
    tag(window, "한빛전자", "W")
    put_caret(window, "한빛전자")
    record = window.session.workspace(window.bench.place.article).mentions[0].id
    window.bench.place.take("")
    window.bench.place.take(record)
    assert panel.page.textCursor().block().text() == "기관·기업"
    window.bench.place.take("")
    assert not panel.show_section("없음")
    panel.page.anchorClicked.emit(QUrl("https://example.org"))
    assert "example.org" in window.status.text


def test_a_parked_question_becomes_a_ruling_told_at_its_words(window, qtbot):
    tag(window, "한빛전자", "W")
    put_caret(window, "한빛전자")
    window.router.trigger("note.question")
    settled(window, qtbot)
    found = Campaigning.of(window.session)
    window.router.trigger("question.answer")
    box = window.palette_box
    qtbot.waitUntil(box.isVisible)
    qtbot.waitUntil(lambda: box._model.rowCount() == 1)
    qtbot.keyClick(box._field, Qt.Key.Key_Return)
    qtbot.keyClicks(box._field, "a company")
    qtbot.keyClick(box._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(found.team.rulings) == 1)
    assert (found.team.rulings[0].words, found.team.rulings[0].number) == ("한빛전자", 1)
    select(window, "한빛전자", nth=1)
    qtbot.waitUntil(lambda: window.status.precedent.startswith("Ruling 1: a company"))
    panel = guidelines(window)
    qtbot.waitUntil(lambda: "a company" in panel.page.toPlainText())


def test_a_ruling_is_given_its_section_and_links_lead_both_ways(window, qtbot):
    panel = guidelines(window)
    panel.edit.click()
    panel.source.setPlainText(TEXT)
    panel.save.click()
    qtbot.waitUntil(lambda: panel.guideline is not None)
    select(window, "한빛전자")  # nothing is tagged there: the question is on these words
    window.router.trigger("note.question")
    settled(window, qtbot)
    here = window.bench.place.article
    window.router.trigger("article.next")  # the answer is typed while its article is shown
    qtbot.waitUntil(lambda: window.bench.place.article not in ("", here))
    found = Campaigning.of(window.session)
    window.router.trigger("question.answer")
    box = window.palette_box
    qtbot.waitUntil(lambda: box.isVisible() and box._model.rowCount() == 1)
    qtbot.keyClick(box._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bench.place.article == here)
    assert window.focusWidget() is box._field
    qtbot.keyClicks(box._field, "a company")
    qtbot.keyClick(box._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.isVisible() and box._model.rowCount() == 3)
    box._field.setText("기관")
    qtbot.waitUntil(lambda: box._model.rowCount() == 1)
    qtbot.keyClick(box._field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(found.team.rulings) == 1)
    assert found.team.rulings[0].section == "ORG"
    window.router.trigger("panel.guidelines")
    qtbot.waitUntil(lambda: "Rulings: 1 “한빛전자”" in panel.page.toPlainText())
    panel.page.anchorClicked.emit(QUrl("#ruling-1"))
    assert panel.page.textCursor().block().text().startswith("1. “한빛전자”: a company")
    panel.page.anchorClicked.emit(QUrl("#ORG"))
    assert panel.page.textCursor().block().text() == "기관·기업"

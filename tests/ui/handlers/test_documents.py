"""Annotations of other tools at the window: looked through, their labels decided, brought in."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.kit import ARTICLES, article_of

from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine
from juseok.services.interchange.label_map import LabelSort
from juseok.store.articles import ArticleQuery
from juseok.ui.handlers.importing import ImportHandlers

TEXT = ARTICLES[0][2]
PERSON, OTHER = (LabelSort.MENTIONS, "PERSON"), (LabelSort.MENTIONS, "Misc")


@pytest.fixture
def handlers(window):
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, ImportHandlers)).documents


@pytest.fixture
def file(tmp_path):
    """What doccano exports: two labels, of which the scheme knows one."""
    rows = [
        {"id": 1, "text": TEXT, "label": [[0, 4, "Misc"], [5, 7, "PERSON"]]},
        {"id": 2, "text": "새 글에 서울이 나온다.", "label": [[5, 7, "Misc"]]},
    ]
    path = tmp_path / "doccano.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def dialog(handlers, file, qtbot):
    """The dialog as a drop on the window opens it, with what the file holds."""
    handlers.place.files_dropped.emit([file])
    qtbot.waitUntil(lambda: handlers.dialog is not None and handlers.dialog.go.isEnabled())
    return handlers.dialog


def mentions(session, article):
    with session.project.reader() as reader:
        found = reader.annotations(session.viewer, article)
        return sorted((each.spans[0].start, each.type) for each in found.mentions)


def articles(session):
    with session.project.reader() as reader:
        return reader.article_ids(session.viewer, ArticleQuery())


def test_what_has_no_place_is_shown_first_and_told(dialog):
    model = dialog.table.labels
    assert model.labels == [OTHER, PERSON]
    assert [model.index(row, 3).data() for row in range(2)] == ["Left out", "Person"]
    assert "1 label has no place yet" in dialog.words.text()
    assert dialog.first.text.toPlainText() == TEXT
    assert len(dialog.first.text.extraSelections()) == 2


def test_labels_become_what_a_person_says_and_undo_takes_all_of_it_back(
    dialog, session, window, qtbot
):
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    box = dialog.table.indexWidget(dialog.table.currentIndex())
    box.setCurrentIndex(box.findData("ORG"))
    dialog.table.commitData(box)
    assert dialog.table.labels.table.table == {OTHER: "ORG", PERSON: "PERSON"}
    dialog.go.click()
    qtbot.waitUntil(lambda: "1 new article" in dialog.words.text())
    assert mentions(session, article_of(0)) == [(0, "ORG"), (5, "PERSON")]
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: mentions(session, article_of(0)) == [])


def test_how_many_labels_have_no_place_is_told_as_they_get_one(dialog):
    model = dialog.table.labels
    model.setData(model.index(0, 3), "ORG")
    assert dialog.words.text() == "Nothing was changed yet."
    model.setData(model.index(0, 3), "")
    assert "1 label has no place yet" in dialog.words.text()


def test_a_click_on_what_a_label_becomes_opens_what_it_may_become(dialog, qtbot):
    table = dialog.table
    at = table.labels.index(1, 3)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(at).center())
    box = table.indexWidget(at)
    qtbot.waitUntil(lambda: box.view().isVisible())
    box.setCurrentIndex(box.findData("ORG"))
    box.activated.emit(box.currentIndex())
    assert table.labels.table.table[PERSON] == "ORG"
    assert table.indexWidget(at) is None


def test_documents_are_counted_as_such(dialog):
    assert "2 documents, Mentions 3" in dialog.about.text()


def test_a_long_report_says_how_much_is_missing_and_is_saved_whole(
    dialog, session, qtbot, tmp_path, monkeypatch
):
    lines = tuple(ReportLine(Message("documents.unknown", file=f"{n}.bin")) for n in range(2_003))
    dialog.show_done(Report(refused=lines))
    assert dialog.report.text.toPlainText().endswith("… and 3 more lines, in the saved text.")
    monkeypatch.setattr("juseok.ui.dialogs.documents_report.ask_save", lambda *_: tmp_path / "r")
    dialog.report.save.click()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert len((tmp_path / "r").read_text("utf-8").splitlines()) == 2_003


def test_a_report_that_cannot_be_saved_is_told(dialog, qtbot, tmp_path, monkeypatch):
    dialog.show_done(Report(refused=(ReportLine(Message("documents.unknown", file="a.bin")),)))
    gone = tmp_path / "없는 폴더" / "r.txt"
    monkeypatch.setattr("juseok.ui.dialogs.documents_report.ask_save", lambda *_: gone)
    dialog.report.save.click()
    qtbot.waitUntil(lambda: "없는 폴더" in dialog.words.text())
    assert not gone.exists()


def test_an_import_is_done_again_when_the_table_says_more(dialog, session, qtbot):
    dialog.go.click()
    qtbot.waitUntil(lambda: "new article" in dialog.words.text())
    assert not dialog.go.isEnabled()
    model = dialog.table.labels
    model.setData(model.index(model.labels.index(OTHER), 3), "ORG")
    assert dialog.go.isEnabled()
    dialog.go.click()
    qtbot.waitUntil(lambda: "0 new articles, 2 new annotations" in dialog.words.text())


def test_a_table_is_kept_under_a_name_and_taken_again(dialog, handlers, file, qtbot):
    model = dialog.table.labels
    model.setData(model.index(0, 3), "ORG")
    dialog.name.setText("우리 표")
    dialog.keep.click()
    qtbot.waitUntil(lambda: "우리 표" in dialog.maps)
    assert dialog.saved.currentText() == "우리 표"
    qtbot.waitUntil(lambda: handlers.session.save_state.pending == 0)
    dialog.bring([file])
    qtbot.waitUntil(lambda: model.table.table[OTHER] == "" and not dialog.running)
    assert dialog.saved.findText("우리 표") == 1
    assert dialog.saved.currentIndex() == 0
    dialog.saved.setCurrentIndex(1)
    dialog.saved.activated.emit(1)
    assert model.table.table[OTHER] == "ORG"


def test_a_file_that_nobody_knows_is_one_sentence(handlers, tmp_path, qtbot):
    path = tmp_path / "글.bin"
    path.write_bytes(b"\x00\x01")
    handlers.bring([path])
    qtbot.waitUntil(lambda: "no format" in handlers.dialog.words.text())
    assert not handlers.dialog.go.isEnabled()
    assert not handlers.dialog.running


def test_several_files_come_in_together_and_leave_together(
    dialog, handlers, file, session, window, tmp_path, qtbot
):
    brat = tmp_path / "기사"
    brat.with_suffix(".txt").write_text("다른 글에 김하나가 나온다.\n", "utf-8")
    brat.with_suffix(".ann").write_text("T1\tPERSON 6 9\t김하나\n", "utf-8")
    handlers.place.files_dropped.emit([file, brat.with_suffix(".ann"), brat.with_suffix(".txt")])
    qtbot.waitUntil(lambda: "brat" in dialog.about.text() and dialog.go.isEnabled())
    assert "2 files and folders, doccano.jsonl first" in dialog.about.text()
    assert "doccano" in dialog.about.text()
    assert dialog.table.labels.labels == [OTHER, PERSON]
    before = articles(session)
    dialog.go.click()
    qtbot.waitUntil(lambda: "3 documents: 2 new articles" in dialog.words.text())
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: articles(session) == before)


def test_choosing_annotated_files_as_articles_opens_their_own_dialog(
    handlers, window, file, qtbot, monkeypatch
):
    owner = next(each for each in window._kept if isinstance(each, ImportHandlers))
    owner.open()
    monkeypatch.setattr("juseok.ui.dialogs.import_dialog.ask_sources", lambda *_: [file])
    owner.dialog.first_files.click()
    qtbot.waitUntil(lambda: handlers.dialog is not None and handlers.dialog.go.isEnabled())
    qtbot.waitUntil(lambda: owner.dialog is None)


def test_texts_still_go_the_way_of_texts(handlers, window, tmp_path, qtbot):
    path = tmp_path / "기사.txt"
    path.write_text("제목\n\n본문이다.\n", "utf-8")
    handlers.place.files_dropped.emit([path])
    owner = next(each for each in window._kept if isinstance(each, ImportHandlers))
    qtbot.waitUntil(lambda: owner.dialog is not None)
    assert handlers.dialog is None


def test_what_was_looked_through_stays_when_the_next_file_is_none(dialog, tmp_path, qtbot):
    before = dialog.about.text()
    path = tmp_path / "글.bin"
    path.write_bytes(b"\x00\x01")
    dialog.bring([path])
    assert dialog.about.text() == str(path)
    qtbot.waitUntil(lambda: "no format" in dialog.words.text())
    assert dialog.about.text() == before
    assert dialog.go.isEnabled()


def test_what_is_passed_over_in_a_dropped_folder_is_in_the_report(handlers, file, tmp_path, qtbot):
    (file.parent / "a.conll").write_text("새벽\tB-ORG\n은\tO\n", "utf-8")
    (file.parent / "그림.png").write_bytes(b"\x89PNG")
    handlers.place.files_dropped.emit([file.parent])
    qtbot.waitUntil(lambda: handlers.dialog is not None and handlers.dialog.go.isEnabled())
    assert "그림.png" in handlers.dialog.report.text.toPlainText()


def test_a_file_that_was_changed_since_is_not_imported_unseen(dialog, file, session, qtbot):
    before = articles(session)
    file.write_text(json.dumps({"id": 3, "text": "아무도 못 본 글.", "label": []}), "utf-8")
    dialog.go.click()
    qtbot.waitUntil(lambda: "was changed since" in dialog.words.text())
    assert "doccano.jsonl" in dialog.words.text()
    assert articles(session) == before
    dialog.bring([file])
    qtbot.waitUntil(lambda: dialog.first.text.toPlainText() == "아무도 못 본 글.")
    dialog.go.click()
    qtbot.waitUntil(lambda: "1 new article" in dialog.words.text())


def test_enter_in_the_name_of_a_table_saves_it_and_imports_nothing(dialog, session, qtbot):
    before = articles(session)
    dialog.name.setFocus()
    QTest.keyClicks(dialog.name, "a table")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert not dialog.running
    qtbot.waitUntil(lambda: "a table" in dialog.maps)
    assert articles(session) == before


def test_enter_presses_the_button_that_has_the_keyboard(dialog, handlers, session, qtbot):
    before = articles(session)
    dialog.leave.setFocus()
    QTest.keyClick(dialog.leave, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: handlers.dialog is None)
    assert articles(session) == before

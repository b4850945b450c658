"""A person imports articles: files in, corrections by key, a report out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit
from tests.lang.pages import AGENCY, B1, B2, DAILY, NAVER, listing
from tests.ui.dialogs.kit import rows, settled
from tests.ui.keys import press
from tests.ui.kit import make_project

from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.model import ZoneRole
from juseok.formats.base import Report, ReportLine
from juseok.services.importing.importing import ImportReport
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.store.articles import ArticleQuery

OTHER = ("다른 곳의 기사", "나라신문", "다른 곳의 기사\n다른 곳에서 온 글이다.\n")
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def imported(dialog, qtbot, session):
    with qtbot.waitSignal(dialog.imported):
        dialog.start_import()
    with session.project.reader() as reader:
        ids = reader.article_ids(session.viewer, ArticleQuery())
        return [reader.article(article) for article in ids[3:]]


def view(dialog):
    return dialog.bench.preview.view


def role_at(dialog, words):
    doc = view(dialog).page.doc
    at = doc.text.index(words)
    return next(zone.role for zone in doc.zones if zone.start <= at < zone.end)


def put_caret(dialog, words):
    at = view(dialog).page.doc.text.index(words)
    view(dialog).select(at, at)


def test_a_folder_becomes_a_list_with_the_doubtful_ones_first(bring, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    (inbox / "b.txt").write_text(B1, encoding="utf-8")
    dialog = bring(inbox)
    first, second = rows(dialog)
    assert (first.file, second.file) == ("b.txt", "a.txt")
    assert first.doubts > 0
    assert first.reason
    assert (second.title, second.publisher) == (DAILY.title, DAILY.publisher)
    dialog.bench.doubtful.setChecked(True)
    assert [row.file for row in rows(dialog)] == ["b.txt"]


def test_the_preview_shows_the_zones_of_the_chosen_article(bring, inbox):
    (inbox / "a.txt").write_text(NAVER.text, encoding="utf-8")
    dialog = bring(inbox)
    assert view(dialog).page.show_zones
    assert role_at(dialog, NAVER.title) is ZoneRole.TITLE
    assert role_at(dialog, B1) is ZoneRole.BODY
    assert dialog.bench.form.title.text() == NAVER.title


@pytest.mark.parametrize(("key", "jamo", "role"), [("E", "ㄷ", "caption"), ("S", "ㄴ", "footer")])
def test_a_key_rezones_the_line_under_the_caret_in_hangul_mode(bring, inbox, key, jamo, role):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    dialog = bring(inbox)
    put_caret(dialog, B2)
    press(view(dialog), key, text=jamo)
    assert role_at(dialog, B2) is ZoneRole(role)
    assert role_at(dialog, B1) is ZoneRole.BODY
    press(dialog, "Z", text="ㅋ", modifiers=CTRL)
    assert role_at(dialog, B2) is ZoneRole.BODY


def test_shift_and_a_key_rezone_the_line_everywhere(bring, qtbot, inbox):
    line = "하루 한 번, 편지로 받는 뉴스"
    for number in range(3):
        text = f"{number}번째 기사의 긴 제목이다\n{number} {B1}\n{line}\n{number} {B2}\n"
        (inbox / f"{number}.txt").write_text(text, encoding="utf-8")
    dialog = bring(inbox)
    put_caret(dialog, line)
    press(view(dialog), "D", text="ㅇ", modifiers=SHIFT)
    qtbot.waitUntil(lambda: len(dialog.batch.done) == 1)
    pages = list(dialog.batch.ordered())
    for page in pages:
        (draft,) = page.extraction.articles
        assert line in draft.lines_of(ZoneRole.RELATED)
    press(dialog, "Z", text="z", modifiers=CTRL)
    assert all(
        line not in page.extraction.articles[0].lines_of(ZoneRole.RELATED)
        for page in dialog.batch.ordered()
    )


def test_an_article_is_split_joined_and_left_out_by_key(bring, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    dialog = bring(inbox)
    put_caret(dialog, B2)
    press(view(dialog), "Enter")
    assert dialog.batch.articles == 2
    assert len(rows(dialog)) == 2
    press(view(dialog), "J", text="ㅓ")
    assert dialog.batch.articles == 1
    assert B2 in view(dialog).page.doc.text
    press(view(dialog), "Delete")
    assert dialog.batch.articles == 0
    assert not dialog.accept_button.isEnabled()
    for left in (1, 2, 1):
        press(dialog, "Z", text="z", modifiers=CTRL)
        assert dialog.batch.articles == left


def test_a_date_that_is_missing_is_not_shown_as_one(bring, inbox):
    (inbox / "a.txt").write_text("제목\n\n본문은 날짜가 없다.\n", encoding="utf-8")
    form = bring(inbox).bench.form
    assert form.iso.text() == ""
    assert form.iso.placeholderText().startswith("e.g. ")


def test_what_is_typed_into_the_form_is_imported(bring, qtbot, session, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    dialog = bring(inbox)
    form = dialog.bench.form
    form.title.setText("손으로 쓴 제목")
    form.bylines.setText("김하늘, 이바다")
    form.iso.setText("2025-03-14T09:00")
    form.iso.editingFinished.emit()
    put_caret(dialog, B2)
    press(view(dialog), "E", text="e")
    (article,) = imported(dialog, qtbot, session)
    about = article.metadata
    assert (about.title, about.bylines) == ("손으로 쓴 제목", ("김하늘", "이바다"))
    assert (about.published.iso, about.published.precision) == (
        "2025-03-14T09:00+09:00", "minute",
    )  # fmt: skip
    at = article.text.index(B2)
    assert next(z.role for z in article.zones if z.start <= at < z.end) is ZoneRole.CAPTION


def test_after_the_import_comes_a_report(bring, qtbot, session, inbox):
    (inbox / "a.txt").write_bytes(AGENCY.text.encode("cp949"))
    (inbox / "b.txt").write_text(listing(3), encoding="utf-8")
    (inbox / "c.txt").write_bytes(b"")
    (inbox / "d.hwp").write_bytes(b"x")
    dialog = bring(inbox)
    assert len(imported(dialog, qtbot, session)) == 4
    text = dialog.report.whole()
    assert "4 articles came in." in text
    assert "CP949 (1)" in text
    assert "c.txt: " in text
    assert "d.hwp: " in text


def test_a_report_is_saved_whole_though_not_all_of_it_is_shown(
    dialog, qtbot, tmp_path, monkeypatch
):
    notes = tuple(ReportLine(Message("import.unchanged"), f"{n}.txt") for n in range(6_000))
    dialog.report.show_import(ImportReport(lines=Report(notes=notes)))
    assert dialog.report.text.toPlainText().endswith("… and 1,001 more lines, in the saved text.")
    monkeypatch.setattr("juseok.ui.dialogs.import_report.ask_save", lambda *_: tmp_path / "r.txt")
    dialog.report.save.click()
    dialog.report.copy.click()
    qtbot.waitUntil(lambda: dialog.work.idle)
    text = (tmp_path / "r.txt").read_text("utf-8")
    assert text.count(".txt: ") == 6_000
    assert QGuiApplication.clipboard().text() == text


def test_a_report_that_cannot_be_saved_is_told(dialog, qtbot, tmp_path, monkeypatch):
    gone = tmp_path / "없는 폴더" / "r.txt"
    monkeypatch.setattr("juseok.ui.dialogs.import_report.ask_save", lambda *_: gone)
    dialog.report.show_import(ImportReport())
    dialog.report.save.click()
    qtbot.waitUntil(lambda: "없는 폴더" in dialog.report.words.accessibleName())
    assert dialog.report.words.property("state") == "failed"
    assert not gone.exists()


def test_on_a_low_screen_nothing_is_squeezed(bring, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    dialog = bring(inbox)
    dialog.setMinimumSize(1, 1)
    dialog.resize(837, 424)
    form = dialog.bench.form
    for field in form.findChildren(QLineEdit):
        if field.isVisible():
            assert field.height() >= field.minimumSizeHint().height()
    legend = dialog.bench.preview.legend
    assert legend.height() >= legend.minimumSizeHint().height()
    preview = dialog.bench.preview
    assert preview.visibleRegion().boundingRect().width() == preview.width()
    dialog.bench.go_pane(-1)
    assert dialog.focusWidget() is form.title
    assert not form.title.visibleRegion().isEmpty()


def test_a_stopped_import_leaves_nothing(bring, qtbot, session, inbox, monkeypatch):
    for number in range(60):
        text = f"{number}번째 기사의 긴 제목이다\n{number} {B1}\n"
        (inbox / f"{number:02}.txt").write_text(text, encoding="utf-8")
    dialog = bring(inbox)
    dialog.work.moved.connect(lambda *_: dialog.give_up())
    dialog.start_import()
    assert dialog.focusWidget() is dialog.stop
    dialog.give_up()
    settled(dialog, qtbot)
    assert dialog.focusWidget() is dialog.accept_button
    with session.project.reader() as reader:
        assert len(reader.article_ids(session.viewer, ArticleQuery())) == 3
    assert "Nothing was imported" in dialog.words.accessibleName()
    assert dialog.batch.articles == 60


def test_a_table_s_columns_are_guessed_and_can_be_chosen(bring, qtbot, session, inbox):
    rows_ = "".join(f'긴 제목 {n},"{n} {B1}","{n} {B2}",가온신문\n' for n in range(3))
    (inbox / "표.csv").write_text("제목,본문,전문,매체\n" + rows_, encoding="utf-8")
    dialog = bring(inbox / "표.csv")
    bar = dialog.reading.columns_bar
    assert bar.isVisible()
    said = {name: combo.currentData() for name, combo in bar.combos.items()}
    assert said == {"제목": "title", "본문": "text", "전문": "", "매체": "publisher"}
    assert B1 in view(dialog).page.doc.text
    combo = bar.combos["전문"]
    combo.setCurrentIndex(combo.findData("text"))
    combo.activated.emit(combo.currentIndex())
    settled(dialog, qtbot)
    assert bar.combos["본문"].currentData() == ""
    assert B2 in view(dialog).page.doc.text
    articles = imported(dialog, qtbot, session)
    assert [a.metadata.title for a in articles] == ["긴 제목 0", "긴 제목 1", "긴 제목 2"]
    assert {a.metadata.publisher for a in articles} == {"가온신문"}


def choose(dialog, qtbot, column, role):
    combo = dialog.reading.columns_bar.combos[column]
    combo.setCurrentIndex(combo.findData(role))
    combo.activated.emit(combo.currentIndex())
    settled(dialog, qtbot)


def test_corrections_outlive_another_column_and_it_says_which_do_not(bring, qtbot, session, inbox):
    (inbox / "표.csv").write_text(
        f'제목,본문,전문,매체\n긴 제목,"{B1}\n{B2}","{B2}",가온신문\n', encoding="utf-8"
    )
    dialog = bring(inbox / "표.csv")
    put_caret(dialog, B2)
    press(view(dialog), "E", text="ㄷ")
    qtbot.waitUntil(lambda: role_at(dialog, B2) is ZoneRole.CAPTION)
    choose(dialog, qtbot, "매체", "section")
    assert role_at(dialog, B2) is ZoneRole.CAPTION
    about = dialog.batch.draft(*dialog.bench._place).metadata
    assert (about.publisher, about.section) == ("", "가온신문")
    assert "could not be kept" not in dialog.words.accessibleName()
    put_caret(dialog, B1)
    press(view(dialog), "E", text="ㄷ")
    qtbot.waitUntil(lambda: role_at(dialog, B1) is ZoneRole.CAPTION)
    choose(dialog, qtbot, "전문", "text")
    assert role_at(dialog, B2) is ZoneRole.BODY
    assert "1 corrected article has another text now" in dialog.words.accessibleName()


def test_files_in_an_unknown_encoding_are_asked_about(bring, qtbot, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    (inbox / "b.txt").write_bytes(NAVER.text.replace("—", "-").encode("johab"))
    dialog = bring(inbox)
    bar = dialog.reading.encoding_bar
    assert bar.isVisible()
    assert dialog.batch.articles == 1
    bar.combo.setCurrentIndex(bar.combo.findData("johab"))
    assert "본문" in bar.sample.accessibleName()
    bar.read.click()
    settled(dialog, qtbot)
    assert not bar.isVisible()
    assert {row.title for row in rows(dialog)} == {DAILY.title, NAVER.title}
    assert not [line for line in dialog.reading.report.lines if line.severity == "refused"]


def test_a_table_of_details_is_joined_by_file_name(bring, qtbot, inbox, tmp_path):
    (inbox / "a1.txt").write_text(f"첫 기사의 긴 제목이다\n{B1}\n{B2}", encoding="utf-8")
    table = tmp_path / "목록.csv"
    table.write_text("파일명,언론사,일자\na1.txt,다온일보,2025-03-04\nb.txt,x,\n", encoding="utf-8")
    dialog = bring(inbox)
    dialog.reading.join_table(table)
    qtbot.waitUntil(lambda: dialog.work.idle and bool(dialog.batch.done))
    assert rows(dialog)[0].publisher == "다온일보"
    assert rows(dialog)[0].date == "25.03.04"
    assert dialog.bench.form.publisher.text() == "다온일보"
    press(dialog, "Z", text="z", modifiers=CTRL)
    assert rows(dialog)[0].publisher == ""


def test_repeated_lines_are_suggested_and_taken_at_once(bring, qtbot, inbox):
    for number in range(4):
        text = f"{number}번째 기사의 긴 제목이다\n{number} {B1}\n본보 특집 연재\n{number} {B2}\n"
        (inbox / f"{number}.txt").write_text(text, encoding="utf-8")
    dialog = bring(inbox)
    bar = dialog.reading.repeats_bar
    assert bar.isVisible()
    assert "4 articles" in bar._words.accessibleName()
    bar.apply.click()
    qtbot.waitUntil(lambda: not bar.isVisible() and len(dialog.batch.done) == 1)
    for page in dialog.batch.ordered():
        assert "본보 특집 연재" in page.extraction.articles[0].lines_of(ZoneRole.NAV)


def test_an_export_of_juseok_comes_in_whole(bring, qtbot, session, tmp_path, identity):
    other = make_project(tmp_path / "다른.juseok", identity, articles=[OTHER])
    path = tmp_path / "다른.jsonl"
    export_project(project=other, viewer=full_viewer(other), path=path)
    other.close()
    dialog = bring(path)
    assert dialog.reading.exports_bar.isVisible()
    assert path.name in dialog.reading.exports_bar._words.text()
    imported(dialog, qtbot, session)
    with session.project.reader() as reader:
        assert reader.has_article(article_id(OTHER[2], 1))
    assert "records came in" in dialog.report.whole()


def test_every_control_of_the_import_has_a_name(bring, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    dialog = bring(inbox)
    nameless = [
        widget
        for kind in (QAbstractButton, QAbstractItemView, QLineEdit, QComboBox)
        for widget in dialog.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
        and not widget.objectName().startswith("qt_")
        and widget.parent().metaObject().className() != "QComboBoxPrivateContainer"
    ]
    assert nameless == []


def test_closing_while_it_reads_ends_the_work(dialog, qtbot, inbox):
    for number in range(200):
        (inbox / f"{number}.txt").write_text(f"{number} {B1}\n{B2}", encoding="utf-8")
    dialog.bring([inbox])
    dialog.close()
    qtbot.waitUntil(lambda: dialog.work.idle)
    assert not dialog.isVisible()


def test_the_sample_pages_give_their_articles(bring, qtbot, session, crawled_pages):
    dialog = bring(crawled_pages[0].parent)
    counts = [len(page.extraction.articles) for page in dialog.batch.ordered()]
    assert counts == [1, 1, 1, 20, 1]
    assert len(imported(dialog, qtbot, session)) == 24


def test_what_cannot_be_read_is_told_before_anything_is_imported(bring, inbox):
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    (inbox / "b.txt").write_bytes(bytes(range(256)) * 8)
    (inbox / "c.txt").write_bytes(b"")
    dialog = bring(inbox)
    bar = dialog.reading.refused_bar
    assert bar.isVisible()
    assert bar.text.startswith("2 could not be read. b.txt: ")
    assert "c.txt: " in bar.toolTip()
    assert dialog.bench.isVisible()


def test_files_of_which_none_can_be_read_leave_the_reason_and_no_empty_work(bring, inbox):
    (inbox / "b.txt").write_bytes(bytes(range(256)) * 8)
    dialog = bring(inbox / "b.txt")
    assert "b.txt: " in dialog.reading.refused_bar.text
    assert not dialog.bench.isVisible()
    assert not dialog.accept_button.isEnabled()


def test_a_folder_without_anything_to_import_says_so(bring, inbox):
    (inbox / "b.png").write_bytes(b"\x89PNG")
    dialog = bring(inbox)
    assert "no text" in dialog.reading.refused_bar.text
    (inbox / "a.txt").write_text(DAILY.text, encoding="utf-8")
    bring(inbox / "a.txt")
    assert not dialog.reading.refused_bar.isVisible()
    assert dialog.bench.isVisible()


def test_documents_stand_in_the_list_like_texts_and_old_ones_are_told(bring, inbox):
    page = f"<html><body><h1>{DAILY.title}</h1><p>{B1}</p><p>{B2}</p><nav>메뉴</nav></body></html>"
    (inbox / "a.html").write_text(page, encoding="cp949")
    (inbox / "b.hwp").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    dialog = bring(inbox)
    (row,) = rows(dialog)
    assert (row.file, row.title) == ("a.html", DAILY.title)
    assert role_at(dialog, B1) is ZoneRole.BODY
    assert "b.hwp: " in dialog.reading.refused_bar.text
    assert "HWPX" in dialog.reading.refused_bar.text

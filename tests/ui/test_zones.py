"""Zones and details of an article in the project, corrected in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, article_of

from juseok.core.model import Metadata, PublishedAt, ZoneRole
from juseok.ui.dialogs.import_details import DetailsDialog

TEXT = ARTICLES[0][2]
LINE = TEXT.split("\n")[1]
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def zones(window):
    """The window with its first article, its zones being corrected."""
    window.router.trigger("article.zones")
    return window


def view(window):
    return window.bench.article.view


def role_of(window, words):
    at = TEXT.index(words)
    return next(z.role for z in view(window).page.doc.zones if z.start <= at < z.end)


def put_caret(window, words):
    view(window).select(TEXT.index(words), TEXT.index(words))


def in_file(window, words):
    window.session.project.writer.flush()
    with window.session.project.reader() as reader:
        article = reader.article(article_of(0))
    at = TEXT.index(words)
    return next(z.role for z in article.zones if z.start <= at < z.end)


def handler(window):
    return next(each for each in window._kept if type(each).__name__ == "ZoneHandlers")


def test_the_mode_shows_zones_and_a_legend_and_escape_leaves(zones):
    strip = handler(zones).strip
    assert view(zones).page.show_zones
    assert strip.isVisible()
    assert view(zones).hasFocus()
    press(view(zones), "Esc")
    assert not view(zones).page.show_zones
    assert not strip.isVisible()


@pytest.mark.parametrize(("key", "jamo", "role"), [("E", "ㄷ", "caption"), ("A", "ㅁ", "nav")])
def test_keys_rezone_lines_at_once_one_after_the_other(zones, key, jamo, role):
    put_caret(zones, LINE)
    press(view(zones), key, text=jamo)
    put_caret(zones, "김하늘 대표는")
    press(view(zones), "W", text="ㅈ")
    assert role_of(zones, LINE) is ZoneRole(role)
    assert role_of(zones, "김하늘 대표는") is ZoneRole.HEADING
    assert in_file(zones, LINE) is ZoneRole(role)
    assert in_file(zones, "김하늘 대표는") is ZoneRole.HEADING


def test_a_selection_over_lines_is_rezoned_whole(zones):
    view(zones).select(TEXT.index("15일"), TEXT.index("대표는"))
    press(view(zones), "S", text="ㄴ")
    assert role_of(zones, LINE) is ZoneRole.FOOTER
    assert role_of(zones, "김하늘 대표는") is ZoneRole.FOOTER
    assert role_of(zones, ARTICLES[0][0]) is ZoneRole.TITLE


def test_undo_and_redo_put_the_zones_back(zones, qtbot):
    put_caret(zones, LINE)
    press(view(zones), "E")
    qtbot.waitUntil(lambda: not zones.session._flying)
    zones.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: role_of(zones, LINE) is ZoneRole.BODY)
    qtbot.waitUntil(lambda: zones.session.redo_label is not None)
    zones.router.trigger("edit.redo")
    qtbot.waitUntil(lambda: role_of(zones, LINE) is ZoneRole.CAPTION)


def test_shift_changes_the_line_in_the_whole_project(zones, qtbot):
    strip = handler(zones).strip
    strip.scopes.setCurrentIndex(strip.scopes.findData("project"))
    put_caret(zones, LINE)
    press(view(zones), "F", text="ㄹ", modifiers=SHIFT)
    qtbot.waitUntil(lambda: role_of(zones, LINE) is ZoneRole.COMMENT)
    assert in_file(zones, LINE) is ZoneRole.COMMENT


def test_letters_without_a_zone_do_not_tag_meanwhile(zones):
    view(zones).select(0, 4)
    press(view(zones), "T", text="ㅅ")
    press(view(zones), "Q", text="ㅂ")
    assert zones.session.workspace(article_of(0)).mentions == ()
    assert role_of(zones, ARTICLES[0][0]) is ZoneRole.BODY


def details(window, qtbot):
    window.router.trigger("article.about")

    def find():
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, DetailsDialog)]

    qtbot.waitUntil(lambda: bool(find()))
    return find()[0]


def test_the_details_are_corrected_as_one_action_and_undone(window, qtbot):
    dialog = details(window, qtbot)
    assert dialog.form.title.text() == ARTICLES[0][0]
    dialog.form.title.setText("고친 제목")
    dialog.form.bylines.setText("김하늘")
    dialog.accept()
    workspace = window.session.workspace(article_of(0))
    qtbot.waitUntil(lambda: workspace.article.metadata.title == "고친 제목")
    assert workspace.article.metadata.bylines == ("김하늘",)
    model = window.bench.list.model
    qtbot.waitUntil(lambda: model.row(0) is not None and model.row(0).title == "고친 제목")
    qtbot.waitUntil(lambda: not window.session._flying)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: workspace.article.metadata.title == ARTICLES[0][0])
    assert workspace.article.metadata.bylines == ()


def test_a_date_that_is_none_is_not_taken(window, qtbot):
    dialog = details(window, qtbot)
    before = dialog.form.metadata.published
    dialog.form.iso.setText("2025-13-40")
    dialog.form.iso.editingFinished.emit()
    assert not dialog.form.wrong.isHidden()
    assert dialog.form.metadata.published == before
    dialog.reject()


@pytest.mark.parametrize("width", [720, 640])
def test_the_details_show_a_date_from_its_beginning_to_its_end(qtbot, width):
    when = PublishedAt("2026년 5월 20일 오전 9시 15분", "2026-05-20T09:15:30+09:00", "second")
    dialog = DetailsDialog(Metadata(title="제목", published=when))
    qtbot.addWidget(dialog)
    dialog.resize(width, 280)
    dialog.show()
    qtbot.waitExposed(dialog)
    for line in (dialog.form.raw, dialog.form.iso):
        assert line.cursorPosition() == 0
    iso = dialog.form.iso
    assert iso.fontMetrics().horizontalAdvance(iso.text()) <= iso.width() - 16

"""Rights of articles at the window: one, those selected, or all in the list; one undo."""

from tests.ui.kit import ARTICLES, article_of

from juseok.services.tagging.rights import rights_in
from juseok.ui.handlers.rights import RightsHandlers


def test_rights_are_set_for_all_that_the_list_shows_and_undo_takes_them_back(
    window, session, qtbot
):
    window.router.complete()
    handlers = next(each for each in window._kept if isinstance(each, RightsHandlers))

    def said():
        with session.project.reader() as reader:
            every = (article_of(number) for number in range(len(ARTICLES)))
            return [rights_in(next(iter(reader.occurrences(each)))) for each in every]

    window.router.trigger("article.rights")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog = handlers.dialog
    assert [each.text() for each in dialog.scopes] == [
        f"This one: {ARTICLES[0][0]}", "As filtered in the list (3)",
    ]  # fmt: skip
    assert dialog.now.text() == "Now: nothing (1)"
    dialog.scopes[1].setChecked(True)
    assert dialog.now.text() == "Now: nothing (3)"
    dialog.rights.setCurrentText("CC BY 4.0")
    dialog.accept()
    qtbot.waitUntil(lambda: said() == ["CC BY 4.0"] * 3)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: said() == [""] * 3)

"""Tag all in the project, in the window of ``main()``, by keys with the keyboard in Hangul mode."""

from tests.e2e.ways import by_search, tag, words_of

from juseok.store.articles import ArticleQuery
from juseok.store.doctor import check
from juseok.ui.dialogs.kwic_dialog import KwicDialog

NAME = "칼데라"
"""Stands in several of the own pages."""


def the_list(hands):
    found = hands.window.findChildren(KwicDialog)
    return found[0] if found else None


def counted(hands):
    """How many mentions the file holds in each article."""
    with hands.session.project.reader() as reader:
        viewer = hands.session.viewer
        ids = reader.article_ids(viewer, ArticleQuery())
        return [len(reader.annotations(viewer, each).mentions) for each in ids]


def saved(hands):
    hands.until(lambda: hands.session.save_state.pending == 0)


def test_a_name_is_tagged_in_all_articles_in_progress_and_one_undo_takes_it_back(path, at_window):
    def work(hands):
        first = hands.window.bench.place.article
        for _ in range(4):  # a tag in each of the next articles takes them in hand
            here = hands.window.bench.place.article
            hands.press("Ctrl+PgDown")
            hands.until(lambda here=here: hands.window.bench.place.article != here)
            hands.until(lambda: hands.session.workspace(hands.window.bench.place.article))
            tag(hands, by_search, *words_of(hands.workspace, 1)[0], "G")
        hands.window.bench.place.go(first)
        hands.until(lambda: hands.window.bench.place.article == first)
        start = hands.text.index(NAME)
        hands.until(lambda: hands.in_text)
        tag(hands, by_search, start, start + len(NAME), "E")
        saved(hands)
        before = counted(hands)
        assert before == [1, 1, 1, 1, 1]
        hands.press("Shift+`")
        hands.until(lambda: the_list(hands) is not None and not the_list(hands).looking)
        rows = the_list(hands).model.rowCount()
        hands.press("Space")  # not this one
        hands.press("Enter")
        hands.until(lambda: the_list(hands) is None)
        after = counted(hands)
        assert sum(after) == sum(before) + rows - 1
        assert sum(count > 1 for count in after) > 1
        hands.until(lambda: hands.session.turns.at_rest)
        hands.press("Ctrl+Z")
        hands.until(lambda: counted(hands) == before)

    at_window(work, path)
    assert check(path) == []

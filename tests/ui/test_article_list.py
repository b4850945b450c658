import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from tests.ui.keys import press

from juseok.store.reader import ArticleQuery, ArticleRow
from juseok.ui.models.article_list import PAGE, ArticleListModel, day, spoken
from juseok.ui.panels.article_list import ArticleListPanel
from juseok.ui.panels.article_row import where
from juseok.ui.theme import ui_font


def row(number):
    return ArticleRow(
        id=f"a{number}", title=f"제목 {number}", publisher="가온신문",
        published="2025-03-14T09:00+09:00", state="new", mentions=number, claims=2,
        relationships=1, length=100,
    )  # fmt: skip


class Source:
    """Answers at once, and remembers what was asked."""

    def __init__(self, count):
        self.count = count
        self.queries = []
        self.pages = []

    def find_articles(self, query, done):
        self.queries.append(query)
        ids = [f"a{n}" for n in range(self.count) if query.text in f"제목 {n}"]
        done(ids, [row(int(i[1:])) for i in ids[:PAGE]])

    def article_rows(self, ids, done):
        self.pages.append(list(ids))
        done([row(int(i[1:])) for i in ids])


@pytest.fixture
def source():
    return Source(1000)


@pytest.fixture
def model(qapp, source):
    model = ArticleListModel(source)
    model.reload()
    return model


def test_it_is_a_sound_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_rows_are_read_by_the_page_when_they_are_shown(model, source):
    assert source.pages == []
    model.data(model.index(500, 0))
    assert source.pages == [[f"a{n}" for n in range(384, 512)]]
    assert model.data(model.index(500, 0)) == "제목 500"


def test_sorting_asks_for_new_ids(model, source):
    model.sort(4, Qt.SortOrder.DescendingOrder)
    model.sort(-1)
    assert source.queries[-2:] == [
        ArticleQuery(sort="mentions", descending=True),
        ArticleQuery(sort="position"),
    ]


def test_a_changed_article_is_read_alone(model, source, qtbot):
    with qtbot.waitSignal(model.dataChanged):
        model.refresh("a3")
    model.refresh("unknown")
    assert source.pages == [["a3"]]


def test_a_late_answer_to_an_old_query_is_dropped(qapp):
    waiting = []

    class Slow(Source):
        def find_articles(self, query, done):
            waiting.append((query, done))

    model = ArticleListModel(Slow(3))
    model.set_query(ArticleQuery(text="old"))
    model.set_query(ArticleQuery(text="new"))
    waiting[1][1](["new"], [])
    waiting[0][1](["old"], [])
    assert list(model.ids) == ["new"]


def test_a_row_is_said_in_words(qapp):
    words = spoken(row(7))
    assert "제목 7" in words
    assert "7 mentions, 2 claims, 1 relationship" in words


@pytest.mark.parametrize(
    ("published", "shown"),
    [("2025-03-14T09:00+09:00", "25.03.14"), ("3월 14일", "3월 14일"), ("", "")],
)
def test_a_date_is_as_short_as_it_is_known(qapp, published, shown):
    made = row(1)
    assert day(ArticleRow(*[getattr(made, f) for f in ("id", "title", "publisher")], published,
                          *[getattr(made, f) for f in ("state", "mentions", "claims",
                            "relationships", "length")])) == shown  # fmt: skip


@pytest.fixture
def panel(qtbot, source):
    panel = ArticleListPanel(source)
    qtbot.addWidget(panel)
    panel.model.reload()
    panel.show()
    return panel


def test_typing_in_the_list_filters_after_a_pause(panel, source, qtbot):
    panel.view.setFocus()
    press(panel.view, "7", text="7")
    with qtbot.waitSignal(panel.model.loaded):
        qtbot.keyClicks(panel._field, "77")
    assert source.queries[-1].text == "777"
    assert list(panel.model.ids) == ["a777"]


def test_enter_chooses_the_article(panel, qtbot):
    panel.view.setCurrentIndex(panel.model.index(2, 0))
    with qtbot.waitSignal(panel.chosen) as chosen:
        press(panel.view, "Enter")
    assert chosen.args == ["a2"]


def test_neighbours_follow_the_list_as_shown(panel):
    assert panel.neighbour("a5", 1) == "a6"
    assert panel.neighbour("a0", -1) is None
    assert panel.neighbour("elsewhere", 1) == "a0"


def test_an_empty_list_says_what_to_do(qtbot):
    panel = ArticleListPanel(Source(0))
    qtbot.addWidget(panel)
    panel.show()
    panel.model.reload()
    assert panel._empty.isVisible()
    assert "dropped" in panel._empty.text()


def test_a_selection_of_several_outlives_a_reload_and_opens_nothing(qapp, source, qtbot):
    panel = ArticleListPanel(source)
    qtbot.addWidget(panel)
    panel.model.reload()
    panel.show_current("a1")
    opened = []
    panel.chosen.connect(opened.append)
    panel.resize(320, 400)
    panel.show()
    for number, keys in (
        (3, Qt.KeyboardModifier.NoModifier),
        (5, Qt.KeyboardModifier.ControlModifier),
    ):
        at = panel.view.visualRect(panel.model.index(number, 0)).center()
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, keys, at)
        if number == 3:
            panel.show_current("a3")
    assert opened == ["a3"]
    assert panel.selected() == ["a3", "a5"]
    panel.model.reload()
    assert panel.selected() == ["a3", "a5"]
    panel.show_current("a7")
    assert panel.selected() == ["a7"]


def test_a_long_publisher_gives_way_to_the_date(qtbot):
    metrics = QFontMetrics(ui_font(pixels=12))
    assert where(metrics, "가온신문", "25.03.14", 400) == "가온신문 · 25.03.14"
    long = where(metrics, "새벽일보 인터넷뉴스팀 서울지사", "25.03.14", 140)
    assert long.startswith("새벽일보")
    assert long.endswith("… · 25.03.14")
    assert metrics.horizontalAdvance(long) <= 140
    assert where(metrics, "가온신문", "", 400) == "가온신문"
    assert where(metrics, "", "25.03.14", 400) == "25.03.14"
    assert where(metrics, "새벽일보 인터넷뉴스팀", "25.03.14", 50).startswith("새벽일보 인터넷")

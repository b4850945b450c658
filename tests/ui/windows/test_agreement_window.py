"""The agreement window: counted behind it, gone through by key, written to files."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from tests.ui.kit import article_of

from juseok.core.messages import Message
from juseok.core.model import Annotator, Layer, Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import PASSES, Campaign
from juseok.core.spans import make_span
from juseok.services.campaigns.campaigns import make_campaign, set_passes
from juseok.services.campaigns.reading import read_team
from juseok.ui.handlers.agreement import AgreementHandlers

LABEL = Message("history.unknown")


@pytest.fixture
def colleagues(session):
    """Two others: both tagged the first article, and differ in a type."""
    changes = []
    for name, kind in (("가", "ORG"), ("나", "PRODUCT")):
        person, layer = name * 32, f"층{name}" * 16
        changes += [
            Change(person, "annotator", CREATE, to_body(Annotator(person, f"최{name}"))),
            Change(layer, "layer", CREATE, to_body(Layer(layer, "annotator", person))),
        ]
        mention = Mention(f"말{name}" * 16, layer, article_of(0), kind,
                          (make_span("한빛전자", 0, 4),))  # fmt: skip
        changes.append(Change(mention.id, "mention", CREATE, to_body(mention)))
    session.project.writer.commit(Action(LABEL, tuple(changes), undoable=False))


@pytest.fixture
def agreement(window, colleagues, qtbot):
    """The window as its key opens it, counted."""
    window.router.complete()
    handlers = next(each for each in window._kept if isinstance(each, AgreementHandlers))
    window.router.trigger("team.agreement")
    qtbot.waitUntil(lambda: handlers.window is not None and handlers.window.list.count() > 0,
                    timeout=30_000)  # fmt: skip
    return handlers.window


def test_it_counts_and_shows_every_page(agreement) -> None:
    names = [agreement.list.item(row).data(Qt.ItemDataRole.UserRole)
             for row in range(agreement.list.count())]  # fmt: skip
    assert names[:3] == ["overall", "people", "pairs"]
    assert not agreement.bar.isVisible()
    for name in names:
        agreement.show_page(name)
        assert agreement.view.accessibleName() == agreement.title.text()
        assert agreement.view.picture.areas or name in ("curve", "pace", "fields", "attributes")


def test_the_words_above_a_picture_are_about_the_figure_that_is_chosen(agreement) -> None:
    agreement.show_page("pairs")
    assert "very same words" in agreement.about.text()
    agreement.choice.setCurrentIndex(agreement.choice.findData("mention_overlap"))
    assert "that is chosen" in agreement.about.text()
    agreement.show_page("pairs")
    assert "very same words" in agreement.about.text()


def test_a_group_is_chosen_by_key_and_stays_from_page_to_page(agreement) -> None:
    agreement.show_page("overall")
    chooser, view = agreement.chooser, agreement.view
    offered = [chooser.part.itemData(n) for n in range(chooser.part.count())]
    assert offered == ["", "pairs", "by_annotator", "by_type"]
    together = len(view.picture.areas)
    chooser.part.setFocus()
    for _ in range(3):
        QTest.keyClick(chooser.part, Qt.Key.Key_Down)
    assert chooser.value() == "by_type|0"
    assert 0 < len(view.picture.areas) < together  # a type has no claims
    assert "chosen above" in agreement.about.text()
    QTest.keyClick(agreement, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert chooser.value() == "by_type|1"
    assert agreement.title.text() == chooser.choice.currentText()
    assert agreement.table.rowCount() == len(view.picture.areas)
    agreement.show_page("by_type")
    agreement.table.cellActivated.emit(0, 0)
    assert (agreement.side.name(), chooser.value()) == ("overall", "by_type|0")
    agreement.show_page("pairs")
    agreement.show_page("overall")
    assert chooser.value() == "by_type|0"


def test_enter_on_a_pair_shows_all_its_figures(agreement) -> None:
    agreement.show_page("pairs")
    agreement.view.setFocus()
    QTest.keyClick(agreement.view, Qt.Key.Key_Home)
    QTest.keyClick(agreement.view, Qt.Key.Key_Return)
    assert agreement.side.name() == "overall"
    assert agreement.chooser.value() == "pairs|0"
    assert len(agreement.view.picture.areas) > 10


def test_a_cell_of_the_confusions_leads_to_its_places(agreement, window, qtbot) -> None:
    agreement.show_page("confusion")
    view = agreement.view
    view.setFocus()
    target = next(place for place, area in enumerate(view.picture.areas)
                  if area.key == "ORG|PRODUCT")  # fmt: skip
    view._go(target)
    assert "1" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: agreement.examples.count() == 1, timeout=30_000)
    assert "〔한빛전자〕" in agreement.examples.item(0).text()
    with qtbot.waitSignal(agreement.shown_asked) as asked:
        agreement.examples.itemActivated.emit(agreement.examples.item(0))
    assert asked.args == [article_of(0), 0, 4]


def test_arrow_keys_go_from_part_to_part(agreement) -> None:
    agreement.show_page("confusion")
    view = agreement.view
    QTest.keyClick(view, Qt.Key.Key_Home)
    first = view.current
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert (view.current.x > first.x, view.current.y == first.y) == (True, True)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current.y > first.y
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current == view.picture.areas[-1]


def test_a_bar_of_the_strip_opens_its_article(agreement, qtbot) -> None:
    agreement.show_page("articles")
    QTest.keyClick(agreement.view, Qt.Key.Key_Home)
    with qtbot.waitSignal(agreement.shown_asked) as asked:
        QTest.keyClick(agreement.view, Qt.Key.Key_Return)
    assert asked.args == [article_of(0), -1, -1]


def test_low_articles_are_sent_back_where_a_campaign_asks_for_them(
    agreement, session, qtbot
) -> None:
    agreement.show_page("articles")
    low = agreement.low
    assert low.isVisibleTo(agreement)
    assert list(low.titles()) == [article_of(0)]
    low.go.click()
    qtbot.waitUntil(lambda: "campaign" in agreement.hint.text())
    people = ["가" * 32, "나" * 32]
    made = make_campaign(
        ids=session.project.ids, campaign=Campaign("", "봄"), articles=[article_of(0)],
        people=people,
    )  # fmt: skip
    session.project.writer.commit(made)
    with session.project.reader() as reader:
        (state,) = read_team(reader).states
    for person in people:
        done = set_passes(
            state=state, annotator=person, layer=state.layers[person], article=article_of(0),
            title="가", parts=PASSES, side="finished",
        )  # fmt: skip
        session.project.writer.commit(done)
    low.go.click()
    qtbot.waitUntil(lambda: "back" in agreement.hint.text())
    session.project.writer.flush()
    with session.project.reader() as reader:
        (state,) = read_team(reader).states
    assert {state.side(person, article_of(0)) for person in people} == {"returned"}


def test_report_tables_and_picture_are_written(agreement, tmp_path, monkeypatch) -> None:
    agreement.show_page("overall")
    for name, button in (
        ("r.html", agreement.side.save_report),
        ("p", agreement.side.save_picture),
    ):
        target = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, t=target: (str(t), ""))
        button.click()
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    agreement.side.save_tables.click()
    assert (tmp_path / "overall.csv").exists()
    assert str(tmp_path) in agreement.hint.text()


def test_with_one_annotator_it_says_what_is_missing(window, qtbot) -> None:
    window.router.complete()
    handlers = next(each for each in window._kept if isinstance(each, AgreementHandlers))
    window.router.trigger("team.agreement")
    qtbot.waitUntil(lambda: "two" in handlers.window.about.text(), timeout=30_000)
    assert handlers.window.list.count() == 0
    handlers.window.close()
    qtbot.waitUntil(lambda: handlers.window is None)


def test_a_campaign_is_counted_by_itself(window, colleagues, session, qtbot) -> None:
    people = ["가" * 32, "나" * 32]
    for name, article in (("봄", 0), ("가을", 1)):
        session.project.writer.commit(make_campaign(
            ids=session.project.ids, campaign=Campaign("", name), articles=[article_of(article)],
            people=people,
        ))  # fmt: skip
    window.router.complete()
    handlers = next(each for each in window._kept if isinstance(each, AgreementHandlers))
    window.router.trigger("team.agreement")
    opened = handlers.window
    choice = opened.side.campaign
    qtbot.waitUntil(lambda: choice.isVisibleTo(opened) and opened.list.count() > 0)
    assert [choice.itemText(n) for n in range(3)] == ["All of the project", "봄", "가을"]
    choice.setCurrentIndex(2)
    assert opened.question().campaign == choice.currentData()
    qtbot.waitUntil(lambda: opened.list.count() == 0)  # nobody has done anything of it
    assert not opened.side.save_report.isEnabled()
    choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: opened.list.count() > 0)
    assert opened._compared.found.compared == 1

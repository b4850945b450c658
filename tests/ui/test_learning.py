"""The learned model in the window: trained by itself, spoken of, switched off, and kept."""

import pytest
from tests.services.shelf import page
from tests.ui.kit import add_article, article_of

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.lang.sequence import Found
from juseok.lang.sequence_file import Report, read_model
from juseok.services.suggestions.learning import LEAST
from juseok.services.tagging.articles import finish_article
from juseok.ui.learning import Learning

GOOD = Report("v", "2026-11-22", 18, 2, 20, 0.87, 0.79, {})


@pytest.fixture
def learning(window, qtbot):
    window.router.complete()
    found = window.findChild(Learning)
    qtbot.waitUntil(lambda: bool(found.words))
    return found


def finish(project, count):
    """``count`` finished articles with two mentions each."""
    for number in range(count):
        article, made = page(number, layer=project.own_layer)
        name = add_article(project, title=str(number), publisher="", text=article.text,
                           position=10 + number)  # fmt: skip
        changes = [
            Change(each.id, Kind.MENTION, CREATE, to_body(each) | {"article": name})
            for each in made
        ]
        project.writer.commit(Action(Message("history.unknown"), tuple(changes)))
        done = finish_article(state=None, layer=project.own_layer, article=name, title="")
        assert done is not None
        project.writer.commit(done)
    project.writer.flush()


def test_it_says_how_many_articles_are_missing(window, learning, qtbot):
    assert str(LEAST) in learning.words
    window.router.trigger("panel.suggestions")
    panel = window.bench.inspector.tabs.panel("suggestions")
    qtbot.waitUntil(lambda: panel._model.text() == learning.words)


def test_train_now_says_what_is_missing(window, learning, qtbot):
    with qtbot.waitSignal(learning.changed):
        window.router.trigger("learn.train")
    qtbot.waitUntil(lambda: not learning.training)
    assert learning.report is None


def test_enough_finished_articles_are_learned_from_also_where_the_file_is_damaged(
    window, learning, qtbot
):
    learning._path.parent.mkdir(parents=True, exist_ok=True)
    learning._path.write_bytes(b"no model")
    finish(window.session.project, LEAST)
    learning.look()
    # a look at what there is may find the file before whoever wrote it says that it is done
    qtbot.waitUntil(lambda: bool(learning.report) and not learning.training, timeout=60_000)
    assert learning.words.startswith("Model: F1")
    assert (learning.report.finished, learning.report.held) == (LEAST, 4)
    assert read_model(learning._path)[1] == learning.report
    first = learning.report
    with qtbot.waitSignal(learning.changed):
        learning.look()
    assert not learning.training
    assert learning.report == first


def test_it_can_be_switched_off(window, learning):
    learning.report = GOOD
    learning._tell()
    assert window._context.suggestions.model_words == learning.words
    assert ".87" in learning.words
    window.router.trigger("learn.use")
    assert learning.words.endswith("(switched off)")
    assert window._context.suggestions.model_words == learning.words
    window.router.trigger("learn.use")
    assert learning.on


def test_what_it_finds_is_suggested_below_what_is_known(window, learning, qtbot):
    article = article_of(0)
    text = window.session.workspace(article).text
    start = text.index("김하늘")
    learning._answer(article, [Found(start, start + 3, "PERSON", 0.9), Found(0, 2, "NOTHING")])
    suggestions = window._context.suggestions
    qtbot.waitUntil(lambda: [each.quote for each in suggestions.items] == ["김하늘"])
    (one,) = suggestions.items
    assert (one.type, one.reason.params["share"]) == ("PERSON", 90)
    assert one.proposal.score < 0.95


def test_a_project_can_be_left_while_something_is_learned(window, learning, qtbot):
    finish(window.session.project, LEAST)
    with qtbot.waitSignal(learning.changed):
        learning.look()
    qtbot.waitUntil(lambda: learning._job is not None or not learning.training)

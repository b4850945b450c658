"""Comments outside a review: told when the project opens, and who may settle them."""

import pytest
from tests.ui.kit import article_of

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Annotator, Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Campaign
from juseok.services.review.comments import add_comment

OTHER = derived_id("annotator", "이가온")


def say(project, text, *, to=(), thread=""):
    action = add_comment(ids=project.ids, article=article_of(0), target=article_of(0), text=text,
                         annotator=OTHER, to=to, thread=thread)  # fmt: skip
    project.writer.commit(action)
    return action.changes[0].obj


@pytest.fixture
def session(session):
    change = Change(OTHER, Kind.ANNOTATOR, CREATE, to_body(Annotator(OTHER, "이가온")))
    session.project.writer.commit(Action(Message("history.unknown"), (change,), undoable=False))
    return session


@pytest.fixture
def waiting(session):
    """Somebody asks something, and an answer tells the person at the window."""
    first = say(session.project, "여기는 어떻게 볼까요?")
    say(session.project, "박기자가 정해 주세요", to=(session.project.annotator,), thread=first)
    session.project.writer.flush()


def listed(window, qtbot):
    """The thread, opened from the list of comments."""
    box = window.palette_box
    window.router.trigger("review.comments")
    qtbot.waitUntil(lambda: box.isVisible() and box._model.rowCount() == 1)
    box._choose(box._model.index(0))
    qtbot.waitUntil(box.isVisible)
    return [box._entry(row).text for row in range(box._model.rowCount())]


def test_what_waits_is_told_when_the_project_opens(waiting, window, qtbot):
    window.router.complete()
    qtbot.waitUntil(lambda: "1 comment waits for you" in window.status.text)


def test_nothing_is_told_where_nothing_waits(window, session, qtbot):
    window.router.complete()
    qtbot.waitUntil(lambda: session.tasks.idle)
    assert "comment" not in window.status.text


def test_a_thread_is_read_in_full_and_settled(waiting, window, qtbot):
    assert listed(window, qtbot) == [
        "이가온: 여기는 어떻게 볼까요?", "이가온: 박기자가 정해 주세요", "Settled"
    ]  # fmt: skip


def test_who_sees_answers_alone_settles_nothing(waiting, session, window, qtbot):
    campaign = Campaign("c", "1차", blind=True)
    assignment = {"campaign": "c", "article": article_of(0), "annotator": session.project.annotator}
    session.project.writer.commit(Action(Message("history.unknown"), (
        Change("c", Kind.CAMPAIGN, CREATE, to_body(campaign)),
        Change("z", Kind.ASSIGNMENT, CREATE, assignment),
    )))  # fmt: skip
    session.project.writer.flush()
    assert listed(window, qtbot) == ["이가온: 박기자가 정해 주세요"]

"""The main window with a review under way."""

import pytest
from tests.ui.review.team import divide

from juseok.ui.review.reviewing import Reviewing


@pytest.fixture
def session(session):
    divide(session.project)
    return session


@pytest.fixture
def review(window, session, qtbot):
    """Begun; its first article is compared, the others known, and the items have the focus."""
    window.router.trigger("review.begin")
    found = Reviewing.of(session, window.bench.place)
    qtbot.waitUntil(lambda: bool(found.rows) and found.items.whole)
    return found


@pytest.fixture
def panel(window, review):
    return window.bench.inspector.tabs.panel("review")

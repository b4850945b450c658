"""What uses an entity keeps it from being deleted, wherever that is and saved or not."""

import pytest
from tests.ui.kit import ARTICLES, LABEL, article_of

from juseok.core.model import Claim, Entity, Mention, Ref
from juseok.core.ops import Action
from juseok.core.spans import make_span
from juseok.services.edits import create
from juseok.ui.panels.entity_hands import EntityHands


@pytest.fixture
def hands(window, qtbot):
    qtbot.waitUntil(lambda: window.session.index is not None)
    return EntityHands(window._context)


@pytest.fixture
def entity(window):
    project = window.session.project
    return Entity(project.ids(), project.register_layer, "ORG", "다온")


def named(session, entity, kind, number):
    """Make ``entity`` with something in an article that names it."""
    span = make_span(ARTICLES[number][2], 0, 4)
    where = (session.project.ids(), session.project.own_layer, article_of(number))
    if kind is Mention:
        use = Mention(*where, "ORG", (span,), entity.id)
    else:
        use = Claim(*where, (span,), source=(Ref("entity", entity.id),))
    session.apply(Action(LABEL, (create(entity), create(use))))


@pytest.mark.parametrize("kind", [Mention, Claim])
@pytest.mark.parametrize("number", [0, 1])
def test_an_entity_in_use_is_not_deleted(window, hands, entity, qtbot, kind, number):
    session = window.session
    named(session, entity, kind, number)
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    with qtbot.waitSignal(session.error) as told:
        hands._delete(entity)
    assert told.args[0].message.code == "annotate.entity.used"
    assert told.args[0].message.params["count"] == 1
    assert entity.id in session.index


@pytest.mark.parametrize("kind", [Mention, Claim])
def test_what_came_after_the_file_was_read_counts_as_well(window, hands, entity, qtbot, kind):
    named(window.session, entity, kind, 0)
    with qtbot.waitSignal(window.session.error) as told:
        hands._delete_unused(entity, frozenset())
    assert told.args[0].message.code == "annotate.entity.used"
    assert entity.id in window.session.index

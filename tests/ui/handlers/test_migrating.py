"""Work under an older scheme, by command: a table, every place in its context, one undo."""

from dataclasses import replace

import pytest
from tests.ui.hands import settled, tag
from tests.ui.kit import article_of

from juseok.core.adjudicate_model import record_version
from juseok.core.messages import Message
from juseok.core.model import Layer
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Verdict, gold_layer_id
from juseok.services.scheme import scheme_edit
from juseok.services.scheme.scheme_migrate import Old
from juseok.ui.handlers.migrating import MigratingHandlers
from juseok.ui.models.kwic_list import words_of


@pytest.fixture
def handlers(window):
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, MigratingHandlers))


def types(window):
    return [each.type for each in window.session.workspace(article_of(0)).mentions]


def asked_once_retired(window, session, handlers, qtbot):
    """The dialog that asks what becomes of ORG, which is out of use by now."""
    item = replace(session.scheme.type("ORG"), retired=True)
    session.apply(scheme_edit.change_type(scheme=session.scheme, item=item))
    qtbot.waitUntil(lambda: session.scheme.type("ORG").retired)
    window.router.trigger("scheme.migrate")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    return handlers.dialog


def test_a_retired_type_is_migrated_by_the_table_after_every_place_was_shown(
    window, session, handlers, qtbot
):
    tag(window, "한빛전자", "W")
    settled(window, qtbot)
    window.router.trigger("scheme.migrate")
    qtbot.waitUntil(lambda: "in use" in window.status.text)
    dialog = asked_once_retired(window, session, handlers, qtbot)
    assert not dialog.ok.isEnabled()
    field = dialog.fields[Old("mention", "ORG")]
    field.setCurrentIndex(field.findData("PRODUCT"))
    dialog.accept()
    qtbot.waitUntil(lambda: handlers.flow.dialog is not None)
    listed = handlers.flow.dialog
    qtbot.waitUntil(lambda: not listed.looking and listed.model.rowCount() == 1)
    assert types(window) == ["ORG"]
    assert words_of(listed.model.row(0)).startswith("Organisation → Product")
    listed.go.click()
    qtbot.waitUntil(lambda: types(window) == ["PRODUCT"])
    (mention,) = window.session.workspace(article_of(0)).mentions
    qtbot.waitUntil(lambda: session.index.entity(mention.entity).type == "PRODUCT")
    qtbot.waitUntil(lambda: session.turns.at_rest)
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: types(window) == ["ORG"])


def test_gold_is_brought_over_where_it_is_chosen_and_verdicts_go_along(
    window, session, handlers, qtbot
):
    tag(window, "한빛전자", "W")
    settled(window, qtbot)
    (mine,) = window.session.workspace(article_of(0)).mentions
    gold = gold_layer_id()
    copy = replace(mine, id="금" * 32, layer=gold, derived_from=mine.id)
    seen = ((mine.id, record_version(mine)),)
    verdict = Verdict("판" * 32, gold, article_of(0), "자리", "accept", seen, made=copy.id)
    session.project.writer.commit(Action(Message("history.unknown"), (
        Change(gold, "layer", CREATE, to_body(Layer(gold, "gold"))),
        Change(copy.id, "mention", CREATE, to_body(copy)),
        Change(verdict.id, "verdict", CREATE, to_body(verdict)),
    )))  # fmt: skip
    dialog = asked_once_retired(window, session, handlers, qtbot)
    assert [dialog.whose.itemText(n) for n in range(2)] == ["My own work", "The gold layer"]
    dialog.whose.setCurrentIndex(1)
    field = dialog.fields[Old("mention", "ORG")]
    field.setCurrentIndex(field.findData("PRODUCT"))
    dialog.accept()
    qtbot.waitUntil(lambda: handlers.flow.dialog is not None)
    listed = handlers.flow.dialog
    qtbot.waitUntil(lambda: not listed.looking and listed.model.rowCount() == 1)
    listed.go.click()

    def carried():
        with session.project.reader() as reader:
            (found,) = reader.reviews.verdicts(article_of(0))
            return found.carried, reader.fields(copy.id).fields["type"]

    qtbot.waitUntil(lambda: carried()[1] == "PRODUCT")
    assert carried()[0] == ((mine.id, record_version(replace(mine, type="PRODUCT"))),)
    assert types(window) == ["ORG"]

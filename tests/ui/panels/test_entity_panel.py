"""The entity panel beside a real window: lists, walks, renames, joins, takes dropped mentions."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from tests.ui.keys import press
from tests.ui.kit import ARTICLES, LABEL, Heard, article_of

from juseok.core.model import Entity
from juseok.core.ops import Action
from juseok.core.spans import make_span
from juseok.services.edits import create
from juseok.services.entities.entities import merge_entities
from juseok.services.tagging.mentions import add_mention
from juseok.ui.action_spec import Context
from juseok.ui.articleview.interaction import Interaction, SelectedBy, Selection
from juseok.ui.articleview.pointer import MENTION_MIME
from juseok.ui.keymap import Chord
from juseok.ui.models.entity_list import EntityListModel
from juseok.ui.palette import ENTRY_ROLE
from juseok.ui.panels import entity_hands
from juseok.ui.panels.entity_form import Along
from juseok.ui.parts import PANELS

TEXT = ARTICLES[0][2]


def tag(window, words, key, *, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    view = window.bench.article.view
    view.set_state(Interaction(Selection(start, start + len(words), by=SelectedBy.CHARACTER)))
    press(view, key)


def rest(window, panel, qtbot):
    """Wait until all is saved and the panel has shown it: nothing moves by itself any more."""
    session = window.session
    qtbot.waitUntil(lambda: session.save_state.pending == 0 and session.tasks.idle)
    qtbot.waitUntil(lambda: not panel._pause.isActive() and session.tasks.idle)


@pytest.fixture
def panel(window, qtbot):
    for words, key, nth in (("한빛전자", "W", 0), ("한빛전자", "W", 1), ("부산", "E", 0)):
        tag(window, words, key, nth=nth)
    window.bench.inspector.tabs.show_panel("entities")
    made = window.bench.inspector.tabs.panel("entities")
    qtbot.waitUntil(lambda: made.model.rowCount() == 2)
    rest(window, made, qtbot)
    return made


def names(panel):
    return [panel.model.line(n).entity.name for n in range(panel.model.rowCount())]


def row(panel, name):
    return panel.model.index(names(panel).index(name))


def test_the_panel_is_a_tab_of_the_inspector():
    assert "entities" in [spec.id for spec in PANELS]


def test_it_lists_the_entities_of_the_article_with_their_counts(panel, qtbot):
    assert names(panel) == ["한빛전자", "부산"]
    qtbot.waitUntil(lambda: panel.model.line(0).everywhere == 2)
    assert panel.model.line(0).here == 2


def test_a_click_walks_through_the_mentions_and_round(window, panel, qtbot):
    session, place = window.session, window._context.place
    found = session.workspace(article_of(0)).mentions_of(panel.model.line(0).entity.id)
    index = row(panel, "한빛전자")
    for expected in (*found, found[0]):
        qtbot.mouseClick(
            panel.view.viewport(),
            Qt.MouseButton.LeftButton,
            pos=panel.view.visualRect(index).center(),
        )
        assert place.record == expected.id


def test_renaming_keeps_the_old_name_as_an_alias(window, panel, qtbot):
    panel.view.setCurrentIndex(row(panel, "부산"))
    panel.form.focus_name()
    panel.form._name.insert("부산광역시")
    QTest.keyClick(panel.form._name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "부산광역시" in names(panel))
    assert panel.model.line(row(panel, "부산광역시").row()).entity.aliases == ("부산",)


def test_a_mention_dropped_on_an_entity_is_linked_to_it(window, panel, qtbot):
    session = window.session
    workspace = session.workspace(article_of(0))
    target = panel.model.line(0).entity
    dragged = workspace.mentions_of(panel.model.line(1).entity.id)[0]
    data = QMimeData()
    data.setData(MENTION_MIME, dragged.id.encode())
    assert panel.model.dropMimeData(data, Qt.DropAction.LinkAction, -1, -1, panel.model.index(0))
    assert workspace.mention(dragged.id).entity == target.id


def test_the_whole_project_is_a_switch_away(window, panel, qtbot):
    window.bench.article.go(article_of(1))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    panel._whole.click()
    qtbot.waitUntil(lambda: sorted(names(panel)) == ["부산", "한빛전자"])
    panel._field.setText("한빛")
    qtbot.waitUntil(lambda: names(panel) == ["한빛전자"])


def test_the_mention_in_hand_brings_its_entity_forward(window, panel, qtbot):
    workspace = window.session.workspace(article_of(0))
    mention = workspace.mentions_of(panel.model.line(1).entity.id)[0]
    window._context.place.take(mention.id)
    assert panel.form.entity.name == "부산"


def test_a_mention_that_was_retyped_brings_its_new_entity_forward(window, panel, qtbot):
    workspace = window.session.workspace(article_of(0))
    old = panel.model.line(0).entity
    mention = workspace.mentions_of(old.id)[1]
    window._context.place.take(mention.id)
    assert panel.form.entity == old
    press(window.bench.article.view, "E")
    qtbot.waitUntil(lambda: panel.form.entity.type == "GPE")
    assert panel.form.entity.id == workspace.mention(mention.id).entity != old.id
    panel.form.focus_name()
    panel.form._name.insert("한빛시")
    QTest.keyClick(panel.form._name, Qt.Key.Key_Return)
    assert window.session.index.entity(old.id) == old
    window.session.undo()
    window.session.undo()
    qtbot.waitUntil(lambda: panel.form.entity == old)


def offered(window, words):
    """What the open chooser lists for ``words``: name and hint."""
    window.palette_box._field.setText(words)
    model = window.palette_box._model
    entries = [model.index(n).data(ENTRY_ROLE) for n in range(model.rowCount())]
    return {entry.text: entry for entry in entries}


def merge(window, panel, one, other):
    panel.view.setCurrentIndex(row(panel, one))
    panel.form._edits.merge(panel.form.entity)
    offered(window, other)[other].choose()


def test_the_merge_chooser_lists_all_types_its_own_first(window, panel, qtbot):
    tag(window, "부산 공장", "W")
    qtbot.waitUntil(lambda: "부산 공장" in names(panel))
    panel._edits._merge(panel.model.line(row(panel, "부산").row()).entity)
    assert list(offered(window, "부산")) == ["부산 공장"]
    assert "retyped" in offered(window, "부산")["부산 공장"].hint
    (nothing,) = offered(window, "없는 이름").values()
    assert not nothing.enabled
    assert "No other entity" in nothing.text
    window.palette_box.dismiss()


def test_merging_two_types_retypes_the_one_with_fewer_mentions_in_one_action(window, panel, qtbot):
    session = window.session
    firm, city = (panel.model.line(n).entity for n in range(2))
    merge(window, panel, "부산", "한빛전자")
    qtbot.waitUntil(lambda: session.index.entity(city.id).type == "ORG")
    workspace = session.workspace(article_of(0))
    assert {mention.type for mention in workspace.mentions} == {"ORG"}
    assert session.index.members(city.id) == tuple(sorted((firm.id, city.id)))
    session.undo()
    qtbot.waitUntil(lambda: session.index.entity(city.id).type == "GPE")
    assert session.index.members(city.id) == (city.id,)
    qtbot.waitUntil(lambda: workspace.mentions_of(city.id)[0].type == "GPE")


@pytest.fixture
def merged(window, panel, qtbot):
    """한빛전자 is the same as 한빛, which two of three mentions were given."""
    tag(window, "한빛", "W", nth=2)
    qtbot.waitUntil(lambda: names(panel) == ["한빛전자", "부산", "한빛"])
    session = window.session
    action = merge_entities(
        ids=session.project.ids,
        register_layer=session.project.register_layer,
        one=panel.model.line(0).entity,
        other=panel.model.line(2).entity,
        index=session.index,
    )
    session.apply(action)
    qtbot.waitUntil(lambda: names(panel) == ["한빛전자", "부산"])
    return panel


def test_what_is_the_same_makes_one_row_with_the_counts_summed(merged, qtbot):
    line = merged.model.line(0)
    assert (line.here, line.joined) == (3, ("한빛",))
    qtbot.waitUntil(lambda: merged.model.line(0).everywhere == 3)
    merged._whole.click()
    qtbot.waitUntil(lambda: sorted(names(merged)) == ["부산", "한빛전자"])
    found = merged.model.line(row(merged, "한빛전자").row())
    assert (found.here, found.everywhere, found.joined) == (3, 3, ("한빛",))


def test_a_click_walks_over_the_mentions_of_all_that_is_the_same(window, merged):
    place, workspace = window._context.place, window.session.workspace(article_of(0))
    walked = []
    for _ in range(4):
        merged._clicked(row(merged, "한빛전자"))
        walked.append(place.record)
        assert merged.form.entity.name == "한빛전자"
    firms = [mention.id for mention in workspace.mentions if mention.type == "ORG"]
    assert walked == [*firms, firms[0]]


def test_the_form_lists_what_is_the_same_and_takes_it_out(window, merged, qtbot):
    merged.view.setCurrentIndex(row(merged, "한빛전자"))
    (chip,) = merged.form._joined.findChildren(QToolButton)
    assert chip.text() == "한빛"
    chip.click()
    qtbot.waitUntil(lambda: names(merged) == ["한빛전자", "부산", "한빛"])
    assert not merged.form._joined.isVisible()


def test_retyping_takes_all_that_is_the_same_along(window, merged):
    entity = merged.model.line(0).entity
    merged._edits._retype(entity, "GPE", Along.HERE)
    assert {each.type for each in window.session.index.group(entity.id)} == {"GPE"}
    assert {m.type for m in window.session.workspace(article_of(0)).mentions} == {"GPE"}


def test_deleting_a_row_deletes_all_that_is_the_same_and_undo_brings_all_back(window, panel, qtbot):
    session = window.session
    made = [
        create(Entity(session.project.ids(), session.project.register_layer, "ORG", name))
        for name in ("나루소프트", "나루")
    ]
    session.apply(Action(LABEL, tuple(made)))
    first, second = (session.index.entity(each.obj) for each in made)
    session.apply(
        merge_entities(
            ids=session.project.ids, register_layer=session.project.register_layer,
            one=first, other=second, index=session.index,
        )
    )  # fmt: skip
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    panel._edits._delete(first)
    qtbot.waitUntil(lambda: first.id not in session.index)
    assert second.id not in session.index
    assert session.index.edges_of((first.id, second.id)) == ()
    session.undo()
    qtbot.waitUntil(lambda: len(session.index.group(first.id)) == 2)


def test_a_row_with_mentions_of_what_is_the_same_is_not_deleted(window, merged, qtbot):
    told = Heard()
    window.session.error.connect(told)
    entity = merged.model.line(0).entity
    qtbot.waitUntil(lambda: window.session.save_state.pending == 0)
    merged._edits._delete(entity)
    qtbot.waitUntil(lambda: bool(told.said))
    (error,) = told.said[0]
    assert (error.message.code, error.message.params["count"]) == ("annotate.entity.used", 3)


def parts(panel):
    panel.form._parts.aboutToShow.emit()
    return {action.text(): action for action in panel.form._parts.actions()}


def test_the_split_menu_undoes_a_merge(window, merged, qtbot):
    window._context.place.take("")
    merged.view.setCurrentIndex(row(merged, "한빛전자"))
    offered = parts(merged)
    assert len(offered) == 2
    offered["“한빛” is not the same after all"].trigger()
    qtbot.waitUntil(lambda: names(merged) == ["한빛전자", "부산", "한빛"])


def test_the_split_menu_moves_the_mention_in_hand(window, panel, qtbot):
    workspace = window.session.workspace(article_of(0))
    firm = panel.model.line(0).entity
    kept, moved = workspace.mentions_of(firm.id)
    window._context.place.take(moved.id)
    parts(panel)["Move only the mention “한빛전자” to a new entity"].trigger()
    assert workspace.mentions_of(firm.id) == (kept,)
    assert workspace.mention(moved.id).entity != firm.id
    qtbot.waitUntil(lambda: panel.form.entity.id == workspace.mention(moved.id).entity)


def test_the_split_menu_moves_the_mentions_of_this_article(window, merged):
    workspace = window.session.workspace(article_of(0))
    firms = [mention for mention in workspace.mentions if mention.type == "ORG"]
    merged.view.setCurrentIndex(row(merged, "한빛전자"))
    parts(merged)["Move the mentions in this article to a new entity"].trigger()
    (made,) = {workspace.mention(each.id).entity for each in firms}
    assert made not in {each.entity for each in firms}
    window.session.undo()


def test_what_has_no_mention_here_cannot_be_parted(window, panel, qtbot):
    window.bench.article.go(article_of(1))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    panel._whole.click()
    qtbot.waitUntil(lambda: len(names(panel)) == 2)
    panel.view.setCurrentIndex(panel.model.index(0))
    (nothing,) = parts(panel).values()
    assert not nothing.isEnabled()


@pytest.mark.parametrize(
    ("along", "here", "elsewhere"),
    [(Along.ALONE, "ORG", "ORG"), (Along.HERE, "GPE", "ORG"), (Along.EVERYWHERE, "GPE", "GPE")],
)
def test_a_new_type_goes_to_no_mention_to_those_here_or_to_all(
    window, panel, qtbot, along, here, elsewhere, monkeypatch
):
    monkeypatch.setattr(entity_hands, "_MANY", 2)
    session, viewer, firm = window.session, window.session.viewer, panel.model.line(0).entity
    text = ARTICLES[1][2]
    action = add_mention(
        ids=session.project.ids, article=article_of(1), layer=session.project.own_layer,
        spans=(make_span(text, 0, 5),), type="ORG", entity=firm,
        register_layer=session.project.register_layer,
    )  # fmt: skip
    session.apply(action)
    rest(window, panel, qtbot)
    panel.view.setCurrentIndex(row(panel, firm.name))
    form = panel.form
    form._along.setCurrentIndex(form._along.findData(along))
    form._type.setCurrentIndex(form._type.findData("GPE"))
    form._type.activated.emit(form._type.currentIndex())
    qtbot.waitUntil(lambda: session.index.entity(firm.id).type == "GPE")
    qtbot.waitUntil(lambda: session.save_state.pending == 0)
    with session.project.reader() as reader:
        found = reader.mentions_of(viewer, firm.id)
    assert {each.type for each in found if each.article == article_of(0)} == {here}
    assert {each.type for each in found if each.article == article_of(1)} == {elsewhere}


def focused(panel):
    return panel.window().focusWidget()


def test_the_entity_commands_work_on_the_mention_under_the_caret(window, panel, qtbot):
    router, place, form = window.router, window._context.place, panel.form
    workspace = window.session.workspace(article_of(0))
    city = next(each for each in workspace.mentions if each.type == "GPE")
    window.bench.article.view.setFocus()
    place.take(city.id)
    assert router.find(Chord.parse("F2"), (Context.TEXT,)).id == "entity.rename"
    assert router.trigger("entity.rename")
    assert form.entity.id == city.entity
    assert focused(panel) is form._name
    for what, field in (("retype", form._type), ("add_alias", form._alias)):
        assert router.trigger(f"entity.{what}")
        assert focused(panel) is field
    router.trigger("entity.merge")
    assert "부산" in window.palette_box._field.placeholderText()
    window.palette_box.dismiss()
    router.trigger("entity.split")
    assert list(offered(window, "")) == ["Move the mentions in this article to a new entity"]
    window.palette_box.dismiss()


def test_the_entity_chosen_in_the_panel_is_the_one_meant(window, panel):
    workspace = window.session.workspace(article_of(0))
    window._context.place.take(workspace.mentions[0].id)
    panel.view.setFocus()
    panel.view.setCurrentIndex(row(panel, "부산"))
    window.router.trigger("entity.rename")
    assert panel.form.entity.name == "부산"


def test_what_is_chosen_in_the_panel_stays_chosen_while_the_list_is_read_again(
    window, panel, qtbot
):
    workspace = window.session.workspace(article_of(0))
    panel._pause.start()
    window._context.place.take(workspace.mentions[0].id)  # its row may be new: it waits
    panel.view.setFocus()
    panel.view.setCurrentIndex(row(panel, "부산"))
    rest(window, panel, qtbot)
    assert panel.form.entity.name == "부산"


def test_the_model_keeps_qts_rules(qtmodeltester):
    qtmodeltester.check(EntityListModel())

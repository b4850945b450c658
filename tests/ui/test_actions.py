import itertools

import pytest
from PySide6.QtCore import QObject

from juseok.ui.action_spec import MENUS, Context
from juseok.ui.action_table import ACTIONS, type_actions
from juseok.ui.actions import ActionRouter, make_action, menu_sections, refresh_action
from juseok.ui.keymap import Chord

TYPES = (("PERSON", "인물", "Q"), ("ORG", "기관·기업", "W"), ("DATE", "날짜", "V"))


def test_ids_are_unique_and_menus_exist():
    ids = [spec.id for spec in ACTIONS]
    assert len(ids) == len(set(ids))
    # One of a row (version 1 … 9) stands in the palette alone.
    assert {spec.menu.split("/")[0] for spec in ACTIONS} <= {"", *(menu for menu, _ in MENUS)}


def test_the_default_map_has_no_conflict(qapp):
    router = ActionRouter()
    router.set_families(type_actions(TYPES))
    clashes = [
        (spec.id, str(chord), [other.id for other in router.conflicts(chord, spec)])
        for spec in router.all_specs()
        for chord in router.keys(spec)
        if router.conflicts(chord, spec)
    ]
    assert clashes == []


def test_every_action_has_a_key():
    assert [spec.id for spec in ACTIONS if not spec.keys] == []


def test_no_default_key_is_one_that_desktops_take():
    """Window managers take Ctrl+Alt, Alt+F… and Meta; KDE the first four of Ctrl+F… ."""
    chords = [Chord.parse(key) for spec in ACTIONS for key in spec.keys]
    functions = {f"F{n}" for n in range(1, 13)}
    assert not [c for c in chords if c.meta or (c.alt and (c.ctrl or c.key in functions))]
    assert not [c for c in chords if c.ctrl and c.key in {"F1", "F2", "F3", "F4"}]


def test_no_default_key_belongs_to_the_input_method():
    chords = [Chord.parse(key) for spec in ACTIONS for key in spec.keys]
    assert all(chord.allowed for chord in chords)


@pytest.mark.parametrize(
    ("key", "context", "action"),
    [
        ("V", Context.TEXT, "tag.rule"), ("Z", Context.TEXT, "claim.new"),
        ("Shift+Z", Context.TEXT, "claim.add_content"), ("X", Context.TEXT, "claim.source"),
        ("C", Context.TEXT, "claim.cue"), ("B", Context.TEXT, "relationship.new"),
        ("`", Context.TEXT, "tag.all"), ("]", Context.TEXT, "edge.end_right"),
        ("[", Context.TEXT, "edge.end_left"), ("Shift+]", Context.TEXT, "edge.start_right"),
        ("Shift+[", Context.TEXT, "edge.start_left"), ("Tab", Context.TEXT, "suggest.next"),
        ("Enter", Context.SUGGEST, "suggest.accept"),
        ("Backspace", Context.SUGGEST, "suggest.reject"),
        ("Delete", Context.TEXT, "annotation.delete"), ("1", Context.CLAIM, "claim.certain"),
        ("5", Context.CLAIM, "claim.unknown"), ("-", Context.CLAIM, "claim.polarity"),
        ("/", Context.TEXT, "edit.find"), ("Shift+/", Context.TEXT, "note.question"),
        ("Ctrl+Enter", Context.GLOBAL, "article.finish"),
        ("Ctrl+K", Context.GLOBAL, "app.palette"), ("F6", Context.GLOBAL, "pane.next"),
    ],
)  # fmt: skip
def test_the_agreed_keys_stand(qapp, key, context, action):
    router = ActionRouter()
    router.register(router.spec(action).handled_by, lambda *_: None)
    found = router.find(Chord.parse(key), (context,))
    assert found is not None
    assert found.id == action


def test_types_bring_their_keys_but_leave_taken_ones(qapp):
    router = ActionRouter()
    router.set_families(type_actions(TYPES))
    seen = []
    router.register("tag.type", seen.append)
    router.register("tag.choose", seen.append)
    for key in ("Q", "Shift+W"):
        router.trigger(router.find(Chord.parse(key), (Context.TEXT,)).id)
    assert seen == ["PERSON", "ORG"]
    assert router.keys(router.spec("tag.DATE")) == ()


def test_an_action_without_a_handler_is_nowhere(qapp):
    router = ActionRouter()
    router.register("edit.undo", lambda: None)
    shown = list(itertools.chain(*(s for _, sections in menu_sections(router) for s in sections)))
    assert [spec.id for spec in shown] == ["edit.undo"]
    assert router.trigger("edit.redo") is False
    assert "edit.redo" in router.missing()


def test_a_disabled_action_does_not_run(qapp):
    router = ActionRouter()
    ran = []
    router.register("edit.undo", lambda: ran.append(1), enabled=lambda: False)
    assert router.trigger("edit.undo") is False
    assert ran == []


def test_a_person_s_key_replaces_the_default(qapp):
    router = ActionRouter({"claim.new": ("H",)})
    router.register("claim.new", lambda: None)
    assert router.find(Chord("Z"), (Context.TEXT,)) is None
    assert router.find(Chord("H"), (Context.TEXT,)).id == "claim.new"


def test_a_stored_key_that_cannot_be_read_is_left_out(qapp):
    router = ActionRouter({"claim.new": ("Hyper+H", "Y")})
    assert router.keys(router.spec("claim.new")) == (Chord("Y"),)


def test_two_handlers_for_one_action_are_refused(qapp):
    router = ActionRouter()
    router.register("edit.undo", lambda: None)
    with pytest.raises(ValueError, match="already"):
        router.register("edit.undo", lambda: None)
    with pytest.raises(ValueError, match="no such action"):
        router.register("edit.undoo", lambda: None)


def test_a_menu_shows_what_an_undo_would_undo(qapp):
    router = ActionRouter()
    router.register("edit.undo", lambda: None, label=lambda: "Undo: ORG “A&B”")
    with_parent = QObject()
    action = make_action(router, router.spec("edit.undo"), with_parent)
    refresh_action(router, action)
    assert action.text() == "Undo: ORG “A&&B”"
    assert action.shortcut().toString() == "Ctrl+Z"


def test_a_single_key_is_shown_but_is_no_shortcut(qapp):
    router = ActionRouter()
    router.register("claim.new", lambda: None)
    with_parent = QObject()
    action = make_action(router, router.spec("claim.new"), with_parent)
    refresh_action(router, action)
    assert action.text().endswith("\tZ")
    assert action.shortcuts() == []


def test_what_was_put_off_is_registered_by_the_first_question(qapp):
    done = []
    router = ActionRouter()
    router.expect(lambda: router.register("edit.redo", lambda: done.append("redo")))
    assert not done
    assert router.trigger("edit.redo")
    assert done == ["redo"]
    router.complete()
    assert "edit.redo" not in router.missing()

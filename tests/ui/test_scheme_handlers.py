import pytest
from tests.ui.test_window import press, select, view

from juseok.ui.actions import ActionRouter
from juseok.ui.dialogs.scheme_editor import SchemeEditor
from juseok.ui.handlers.scheme import SchemeHandlers, reserved_keys


def test_commands_keep_their_keys_but_types_share_the_one_of_values(qapp):
    router = ActionRouter()
    for action in ("claim.new", "tag.rule", "edit.undo", "edge.start_left"):
        router.register(action, lambda: None)
    assert set(reserved_keys(router)) == {"Z"}


@pytest.fixture
def editor(window, qtbot):
    select(window, "김하늘")
    press(view(window), "Q")
    qtbot.waitUntil(lambda: window.session.save_state.pending == 0)
    (handlers,) = [kept for kept in window._kept if isinstance(kept, SchemeHandlers)]
    window.router.trigger("scheme.edit")
    qtbot.waitUntil(lambda: handlers._editor is not None)
    yield handlers._editor
    handlers._editor.close()


def test_the_editor_knows_what_is_in_use(editor):
    assert isinstance(editor, SchemeEditor)
    assert editor._count("PERSON") == 2
    assert editor._count("LAW") == 0

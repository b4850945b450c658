"""Every action stands in the palette and on the page of shortcuts, in both languages."""

import pytest

from juseok.ui import i18n
from juseok.ui.action_table import ACTIONS
from juseok.ui.shortcuts_page import ShortcutModel


@pytest.fixture(params=["ko", "en"])
def language(qapp, request):
    i18n.install(qapp, request.param)
    yield request.param
    i18n.install(qapp, "en")


@pytest.fixture
def router(window):
    window.router.complete()
    return window.router


def test_the_palette_lists_every_action_before_a_letter_is_typed(window, router, language):
    window.palette_box.open()
    model = window.palette_box._model
    listed = [window.palette_box._entry(row).text for row in range(model.rowCount())]
    assert sorted(listed) == sorted(
        router.text(spec) for spec in router.specs() if spec.id != "app.palette"
    )


def test_the_page_of_shortcuts_lists_every_action(router, language):
    model = ShortcutModel(router)
    assert [model.spec(row) for row in range(model.rowCount())] == list(router.specs())


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_is_called_otherwise_in_korean(qapp, spec):
    i18n.install(qapp, "ko")
    try:
        assert any("가" <= letter <= "힣" for letter in i18n.tr(spec.text))
        assert not spec.help or any("가" <= letter <= "힣" for letter in i18n.tr(spec.help))
    finally:
        i18n.install(qapp, "en")

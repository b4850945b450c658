"""A view of a known size with the bundled fonts, and helpers that speak in offsets."""

from collections.abc import Callable

import pytest
from tests.ui.articleview.kit import TEXT, TITLE_END, TYPES, type_styles

from juseok.core.model import Zone, ZoneRole
from juseok.ui.articleview.document import ArticleDoc
from juseok.ui.articleview.style import light_theme
from juseok.ui.articleview.view import ArticleView


@pytest.fixture
def make_view(qtbot, korean_fonts) -> Callable[..., ArticleView]:
    def make(text: str = TEXT, marks=(), zones=(), size=(900, 600)) -> ArticleView:
        view = ArticleView()
        qtbot.addWidget(view)
        view.resize(*size)
        view.set_theme(light_theme(type_styles(TYPES, dark=False)))
        view.set_document(ArticleDoc(text, tuple(zones), "제목"), marks)
        view.show()
        qtbot.waitExposed(view)
        view.setFocus()
        return view

    return make


@pytest.fixture
def view(make_view) -> ArticleView:
    return make_view()


@pytest.fixture
def zones() -> tuple[Zone, ...]:
    return (
        Zone(0, TITLE_END, ZoneRole.TITLE),
        Zone(TITLE_END + 1, TEXT.index("\n\n"), ZoneRole.BODY),
        Zone(TEXT.index("미국"), len(TEXT), ZoneRole.RELATED),
    )

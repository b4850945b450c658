"""Colours of a type keep their contrast in both themes, whatever hue a person picks."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.scheme import load_scheme, shipped_schemes
from juseok.core.scheme_color import (
    EDGE_CONTRAST,
    PAGES,
    TEXT_CONTRAST,
    Theme,
    contrast,
    swatch,
)

hues = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(hues, st.sampled_from(["light", "dark"]))
def test_any_hue_gives_readable_ink_and_a_visible_edge(color: str, theme: Theme) -> None:
    found = swatch(color, theme)
    page = PAGES[theme]
    assert min(contrast(found.ink, found.fill), contrast(found.ink, page)) >= TEXT_CONTRAST
    assert contrast(found.edge, page) >= EDGE_CONTRAST


@given(hues)
def test_body_text_reads_on_the_fill(color: str) -> None:
    assert contrast("#24272c", swatch(color, "light").fill) >= 10
    assert contrast("#e4e6ea", swatch(color, "dark").fill) >= 6.5


@pytest.mark.parametrize("name", shipped_schemes())
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_shipped_types_share_fill_and_pattern(name: str, theme: Theme) -> None:
    for one, other in combinations(load_scheme(name).entity_types, 2):
        left, right = swatch(one.color, theme), swatch(other.color, theme)
        assert (left.fill, one.pattern) != (right.fill, other.pattern)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_another_form_of_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        swatch("grey", "light")

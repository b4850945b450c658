"""English that agrees with its numbers."""

import re

import pytest

from juseok.core.messages import Message, catalogue, render
from juseok.core.plurals import agreed


@pytest.mark.parametrize(
    ("template", "params", "wanted"),
    [
        ("{count} claim(s)", {"count": 1}, "{count} claim"),
        ("{count} claim(s)", {"count": 0}, "{count} claims"),
        ("{count} claim(s)", {"count": "1,001"}, "{count} claims"),
        ("{count} entit(y|ies) (is|are) here", {"count": 1}, "{count} entity is here"),
        ("{count} entit(y|ies) (is|are) here", {"count": 2}, "{count} entities are here"),
        ("{a} place(s) in {b} article(s)", {"a": 2, "b": 1}, "{a} places in {b} article"),
        ("{a} date(s) belong(s|)", {"a": 2}, "{a} dates belong"),
        ("{count} of “{name}”: place(s)", {"count": 1, "name": "x"}, "{count} of “{name}”: place"),
        ("file(s) of {name}", {"name": "x"}, "file(s) of {name}"),
    ],
)
def test_a_mark_takes_the_form_of_the_number_before_it(template, params, wanted):
    assert agreed(template, params) == wanted


def test_values_hold_no_marks():
    assert render(Message("undo.mention.tag_all", count=1, quote="a(s)", type="ORG"), "en").count(
        "a(s)"
    )


def test_every_mark_of_the_catalogue_has_a_number_before_it():
    mark = re.compile(r"\((?:s|[a-z]*\|[a-z]*)\)")
    for template in catalogue("en").values():
        names = re.findall(r"\{([a-z_0-9]+)\}", template)
        assert not mark.search(agreed(template, dict.fromkeys(names, 1))), template
    assert not any(mark.search(template) for template in catalogue("ko").values())

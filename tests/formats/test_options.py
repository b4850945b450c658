"""Options of a format: each has a choice, and what is not offered is refused by name."""

import pytest

from juseok.core.errors import FormatError
from juseok.core.messages import LANGUAGES
from juseok.formats.options import FormatOption, OptionChoice, settled
from juseok.formats.registry import FORMATS, options_of

UNIT = FormatOption(
    "unit",
    {"ko": "단위", "en": "Unit"},
    (
        OptionChoice("char", {"ko": "글자", "en": "Characters"}),
        OptionChoice("word", {"ko": "어절", "en": "Words"}, also=("eojeol",)),
    ),
)


def test_what_is_not_given_is_as_usual() -> None:
    assert settled([UNIT], {}, form="x") == {"unit": "char"}
    assert settled([UNIT], {"unit": "eojeol"}, form="x") == {"unit": "word"}


@pytest.mark.parametrize(
    ("given", "code"),
    [({"size": "char"}, "format.no_option"), ({"unit": "page"}, "format.no_choice")],
)
def test_what_is_not_offered_is_refused_by_name(given: dict[str, str], code: str) -> None:
    with pytest.raises(FormatError) as refused:
        settled([UNIT], given, form="x")
    assert refused.value.message.code == code


def test_a_format_without_options_takes_none() -> None:
    with pytest.raises(FormatError):
        options_of("brat", {"unit": "char"})


def test_every_option_is_named_in_every_language() -> None:
    for form in FORMATS.formats:
        for option in form.options:
            assert set(option.names) == set(option.help) == set(LANGUAGES)
            assert all(set(each.names) == set(LANGUAGES) for each in option.choices)
            assert len({each.id for each in option.choices}) == len(option.choices) > 1

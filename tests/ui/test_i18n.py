"""Which language the window speaks."""

import pytest
from PySide6.QtCore import QLocale

from juseok.ui import i18n


@pytest.fixture(autouse=True)
def german_desktop(monkeypatch):
    locale = QLocale(QLocale.Language.German)
    monkeypatch.setattr(QLocale, "system", staticmethod(lambda: locale))


@pytest.mark.parametrize(
    ("setting", "variable", "spoken"),
    [
        ("system", None, "en"),
        ("system", "ko", "ko"),
        ("system", "ko_KR.UTF-8", "ko"),
        ("system", "de", "en"),
        ("en", "ko", "en"),
        ("ko", "en", "ko"),
    ],
)
def test_a_setting_goes_before_the_environment_and_that_before_the_desktop(
    monkeypatch, setting, variable, spoken
):
    if variable is not None:
        monkeypatch.setenv("JUSEOK_LANG", variable)
    assert i18n.resolve(setting) == spoken

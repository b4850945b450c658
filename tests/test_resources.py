"""The fonts and icons that travel with the program can do what the window asks of them."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QRawFont

from juseok.core.resources import resource

FONTS = ("Pretendard-Regular.otf", "Pretendard-SemiBold.otf", "NanumGothic.ttf")
ICONS = sorted(resource("icons").glob("*.svg"))


@pytest.mark.parametrize("name", FONTS)
def test_every_font_has_korean_text(name: str, qapp: object) -> None:
    font = QRawFont(str(resource(f"fonts/{name}")), 17)
    assert font.isValid()
    assert [char for char in "가힣똠ㄱㅎ“”‘’…·0Az%" if not font.supportsCharacter(ord(char))] == []


def test_the_second_family_has_the_hanja_of_headlines(qapp: object) -> None:
    font = QRawFont(str(resource("fonts/NanumGothic.ttf")), 17)
    assert [char for char in "美中日北與野韓前現" if not font.supportsCharacter(ord(char))] == []


def test_licences_stand_beside_what_they_license() -> None:
    for name in ("Pretendard", "NanumGothic"):
        assert "SIL OPEN FONT LICENSE" in resource(f"fonts/{name}-LICENSE.txt").read_text()
    assert "ISC License" in resource("icons/LICENSE").read_text()


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_one_tintable_stroke_drawing(path: Path) -> None:
    root = ET.parse(path).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert root.get("fill") == "none"

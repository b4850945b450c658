"""One hanja for a name: where it stands for it, and a table with slips in it."""

import pytest

from juseok.core.messages import LANGUAGES, render
from juseok.lang.hanja import bundled_hanja, parse_hanja


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("中, 美에 맞불", [0]),
        ("中빅테크의 반격", [0]),
        ("美中 갈등", [1]),
        ("韓·中·日 회담", [2]),
        ("“中이 먼저”", [1]),
        ("미국과 中정부", [4]),
        ("회의 中 정전", []),
        ("수리中인 다리", []),
        ("對中 수출", []),
        ("中央은행", []),
        ("中3 학생", []),
        ("國中", []),
        ("中", [0]),
        ("\n中 반도체", [1]),
    ],
)
def test_it_stands_alone_or_before_a_word_and_never_in_one(text: str, places: list[int]) -> None:
    assert list(bundled_hanja().places(text, "中", 0, len(text))) == places


def test_a_name_brings_its_short_forms_and_a_short_form_its_name() -> None:
    table = bundled_hanja()
    assert table.forms(["중국", "PRC"]) == (("중국", "PRC"), ("中",))
    assert table.forms(["中"]) == (("중국",), ("中",))
    assert table.forms(["대만"]) == (("대만",), ("臺", "台"))
    assert table.forms(["한빛전자"]) == (("한빛전자",), ())


def test_the_bundled_table_holds() -> None:
    table = bundled_hanja()
    assert not table.problems
    assert table.full["美"] == "미국"


def test_a_slip_costs_its_own_line_and_is_told() -> None:
    table = parse_hanja(
        '# 표\n[countries]\n"中" = "중국"\n"美" = 미국\n"ab" = "c"\n"日" = "일본"\n'
    )
    assert table.full == {"中": "중국", "日": "일본"}
    assert [problem.params["line"] for problem in table.problems] == [4, 5]
    assert all(render(each, language) for each in table.problems for language in LANGUAGES)

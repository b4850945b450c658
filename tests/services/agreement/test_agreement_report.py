"""The report of agreement: one page that asks for nothing, escapes everything and fits."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from juseok.core.agreement import (
    Agreement,
    ArticleLine,
    AttributeLine,
    Confusion,
    Curve,
    FieldLine,
    Group,
    Measure,
    Pace,
    Person,
)
from juseok.services.agreement.pictures import Drawn, ordered, strip
from juseok.services.agreement.report import SLIM, WIDE, About, csv_text, report
from juseok.services.agreement.shapes import breadth, shortened
from juseok.services.agreement.table import Names, said, side_by_side, tables

HOSTILE = '<img src="http://example.com/x.png" onerror=alert(1)>&"'
FIGURE = Measure(0.9, 40, False, 0.8, 0.95)
FEW = Measure(0.5, 4, True, None, None)
NAMES = Names(letters={"ORG": "O", "PERSON": "P"})


def made(*, people: int = 2, title: str = HOSTILE) -> Agreement:
    lines = {
        "fields": (FieldLine("source", FIGURE, 2), FieldLine("cue", Measure(None, 0), 9)),
        "attributes": (AttributeLine("certainty", "claim", FIGURE, FEW, 3),
                       AttributeLine("note", "claim", FIGURE, Measure(None, 40), 0, text=True)),
    }  # fmt: skip
    measures = {"mention_exact": FIGURE, "alpha": Measure(None, 0), "claim": FEW}
    everybody = tuple(Person(f"l{n}", f"주석자 {HOSTILE}", "ABCDEFGHIJ"[n]) for n in range(people))
    return Agreement(
        articles=9, compared=3, waiting=6, people=everybody, types=("ORG", "PERSON", "?"),
        overall=Group("all", measures, 3),
        pairs=tuple(Group(f"{a}", measures, 3, (a, a + 1), **lines) for a in range(people - 1)),
        by_type=(Group("ORG", measures), Group("PERSON", {"mention_exact": FEW})),
        by_week=(Group("2026-W47", measures, **lines), Group("2026-W48", measures)),
        fields=lines["fields"], attributes=lines["attributes"],
        confusions=(Confusion((), ((5, 1, 0, 2), (1, 7, 0, 0), (0, 0, 0, 0), (2, 0, 0, 0))),),
        lines=(ArticleLine("a", title, 0.7, 40, (0, 1)), ArticleLine("b", "=1+1", None, 0),
               ArticleLine("c", "다", 0.2, 5)),
        curves=(Curve(0, ((1, 0.5, 40), (2, None, 0), (3, 0.9, 10))),),
        pace=(Pace(0, (("2026-W47", 2),)),), samples=400,
    )  # fmt: skip


class Page(HTMLParser):
    """Collects tags with their attributes, and checks that they are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.words.append(data)


@pytest.fixture(params=["ko", "en"])
def page(request) -> Page:
    return Page(report(made(people=6), NAMES, About(HOSTILE, "2026-11-22", request.param)))


def test_everything_is_closed_and_every_text_is_a_text(page: Page) -> None:
    assert page.open == []
    assert not {tag for tag, _ in page.tags} & {"img", "script", "link", "iframe", "object"}
    assert any(HOSTILE in words for words in page.words)


def test_nothing_is_asked_for_from_anywhere(page: Page) -> None:
    for _, attributes in page.tags:
        assert not {"src", "href", "srcset", "onload", "onerror"} & set(attributes)
    policy = [each for tag, each in page.tags if tag == "meta" and "http-equiv" in each]
    assert policy[0]["content"].startswith("default-src 'none'")


def test_pictures_fit_a_page_and_a_telephone(page: Page) -> None:
    widths = {round(float(each["width"])) for tag, each in page.tags if tag == "svg"}
    assert widths == {WIDE, SLIM}
    # 360 px less the padding of a section, and 1366 px whose column is 768 less its own
    assert SLIM <= 360 - 2 * 22
    assert WIDE <= 768 - 2 * 40


def test_words_of_a_picture_lie_within_it() -> None:
    text = report(made(people=8, title="다"), NAMES, About("가", "2026-11-22", "ko"))
    for svg in re.findall(r"<svg.*?</svg>", text, re.DOTALL):
        wide = float(re.search(r'width="([\d.]+)"', svg)[1])
        found = re.findall(r'<text x="([\d.-]+)".*?font-size="([\d.]+)" text-anchor="(\w+)"'
                           r"[^>]*>([^<]*)<", svg)  # fmt: skip
        for x, size, anchor, words in found:
            room = breadth(unescape(words), float(size))
            left = float(x) - {"start": 0, "middle": room / 2, "end": room}[anchor]
            assert left >= -4
            assert left + room <= wide + 12, words


def test_undefined_is_said_and_few_is_said() -> None:
    text = report(made(), NAMES, About("가", "2026-11-22", "en"))
    assert "undefined" in text
    assert "too few (&lt;30)" in text


def test_tables_are_csv_with_intervals_and_no_formula() -> None:
    given = {each.name: each for each in tables(made(), NAMES)}
    overall = csv_text(given["overall"], "en")
    assert overall.startswith("\ufeff")
    assert "0.9,0.8,0.95,40" in overall
    assert "'=1+1" in csv_text(given["articles"], "en")


def test_fields_and_attributes_stand_side_by_side_for_every_group() -> None:
    text = report(made(people=4), NAMES, About("가", "2026-11-22", "en"))
    fields = text[text.index("<h2>Claims, field by field</h2>") :]
    told = [words for words in ("By pair", "By week", "By type") if f"{words}</summary>" in fields]
    assert told == ["By pair", "By week"]
    matrix = side_by_side(made(people=4), NAMES, "pairs", "attributes")
    assert [said(title, "en") for title in matrix.head] == ["Pair", "certainty (claims), α",
                                                            "note (claims)"]  # fmt: skip
    assert matrix.rows[0][1:] == (FEW, FIGURE)  # a text has no α


def test_articles_stand_in_the_order_that_is_asked_for() -> None:
    lines = made().lines
    order = {name: [each.article for each in ordered(lines, name)]
             for name in ("low", "high", "list", "size")}  # fmt: skip
    assert order == {"low": ["c", "a", "b"], "high": ["a", "c", "b"],
                     "list": ["a", "b", "c"], "size": ["a", "c", "b"]}  # fmt: skip


def test_a_strip_of_many_articles_is_as_wide_as_it_needs() -> None:
    lines = [ArticleLine(str(n), "기사", n / 500, 40) for n in range(500)]
    picture = strip(lines, Drawn(600, "ko", NAMES), "기사별")
    assert picture.width == 34 + 4 * 500 + 4
    assert len({area.x for area in picture.areas}) == 500


def test_what_is_too_long_is_shortened() -> None:
    assert shortened("한빛전자", 200) == "한빛전자"
    cut = shortened("한빛전자" * 20, 100)
    assert cut.endswith("…")
    assert breadth(cut) <= 100

"""Before an import a person sees the doubtful articles first, and boilerplate is marked."""

from pathlib import Path

from tests.lang.pages import B1, B3
from tests.lang.test_extract import assert_whole

from juseok.core.model import ZoneRole
from juseok.formats.base import ReportBuilder
from juseok.services.importing.plan import ImportOptions, PlannedPage, plan_import
from juseok.services.importing.preview import mark_boilerplate


def planned(folder: Path, *texts: str) -> list[PlannedPage]:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return list(plan_import([folder], ImportOptions(), report=ReportBuilder()))


def page_of(number: int, last: str = "우리 모임에 오세요") -> str:
    return f"{number}번째 기사의 제목이다\n{number} {B1}\n■ 앞으로의 일\n{number} {B3}\n{last}"


def test_lines_that_repeat_are_marked_but_not_inside_the_text(tmp_path: Path) -> None:
    pages = list(mark_boilerplate(planned(tmp_path, *map(page_of, range(4)))))
    for page in pages:
        assert_whole(page.extraction)
        (draft,) = page.extraction.articles
        assert draft.lines_of(ZoneRole.FOOTER) == ("우리 모임에 오세요",)
        assert draft.lines_of(ZoneRole.HEADING) == ("■ 앞으로의 일",)


def test_copies_of_one_article_are_not_boilerplate(tmp_path: Path) -> None:
    copy = "같은 기사의 제목이다\n여러 곳에 실린 부제목\n" + B1
    pages = planned(tmp_path, *(f"{copy}\n{number}" for number in range(5)))
    assert list(mark_boilerplate(pages)) == pages


def test_windows_see_what_came_before(tmp_path: Path) -> None:
    pages = list(mark_boilerplate(planned(tmp_path, *map(page_of, range(6))), window=4))
    assert pages[5].extraction.articles[0].lines_of(ZoneRole.FOOTER) == ("우리 모임에 오세요",)

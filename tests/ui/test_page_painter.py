"""Pages are painted without a window: text, marks and fonts, the same bytes each time."""

import pickle
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from tests.formats.test_graphs import documents_example

from juseok.core.errors import FormatError
from juseok.core.scheme import load_scheme
from juseok.formats.document import About
from juseok.formats.folder import read_manifest
from juseok.formats.pages.page import page_of, pale
from juseok.formats.pages.rich import rich_of
from juseok.formats.registry import FORMATS, writer_of
from juseok.ui import page_painter
from juseok.ui.page_painter import paint_page

ABOUT = About(scheme=load_scheme("default"), project="뉴스", date="2026-11-22")
PAINTING = About(
    scheme=ABOUT.scheme, project="뉴스", date="2026-11-22", painter=page_painter.paint_page
)

pytestmark = pytest.mark.usefixtures("qapp")


def html() -> str:
    return rich_of(page_of(documents_example(), ABOUT))


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_the_same_page_is_the_same_bytes(form: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.{form}" for name in "ab"]
    for path in paths:
        assert paint_page(html(), path, "제목", "2026-11-22") == [path]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    head = paths[0].read_bytes()[:5]
    assert head == (b"%PDF-" if form == "pdf" else b"\x89PNG\r")


def test_a_picture_shows_the_ground_of_a_mention(tmp_path: Path) -> None:
    (path,) = paint_page(html(), tmp_path / "a.png", "", "")
    image = QImage(str(path))
    organisation = ABOUT.scheme.entity_type("ORG")
    assert organisation is not None
    ground = QColor(pale(organisation.color, 0.76))
    rows = range(0, image.height(), 8)
    assert any(image.pixelColor(x, y) == ground for y in rows for x in range(0, image.width(), 16))


def test_a_page_that_is_too_tall_goes_on_in_another_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_painter, "_TALLEST", 200)
    made = paint_page("<p>한빛전자</p>" * 30, tmp_path / "a.png", "", "")
    assert [each.name for each in made[:2]] == ["a.png", "a-2.png"]
    assert all(each.exists() for each in made)


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_a_folder_has_a_file_an_article_and_a_manifest(form: str, tmp_path: Path) -> None:
    document = documents_example()
    report = writer_of(form).write([document, document], tmp_path / "out", about=PAINTING)
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert set(manifest["files"]) == {each.name for each in (tmp_path / "out").glob(f"*.{form}")}
    assert (report.written, len(manifest["files"])) == (2, 2)


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_where_nobody_paints_it_is_said(form: str, tmp_path: Path) -> None:
    assert FORMATS.get(form).painted
    with pytest.raises(FormatError) as caught:
        writer_of(form).write([documents_example()], tmp_path / "out", about=ABOUT)
    assert caught.value.message.code == "format.no_painter"
    assert not (tmp_path / "out").exists()
    lines = writer_of(form).sample(documents_example(), about=ABOUT)
    assert any("한빛전자" in line for line in lines)


def test_another_process_finds_the_painter_by_its_name() -> None:
    assert pickle.loads(pickle.dumps(paint_page)) is paint_page


def test_a_file_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    for form in ("pdf", "png"):
        with pytest.raises(OSError, match="nowhere"):
            paint_page(html(), tmp_path / "nowhere" / f"a.{form}", "", "")

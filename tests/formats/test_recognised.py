"""Every format is told by its content, and none takes the files of another."""

from pathlib import Path

import pytest
from tests.formats.side_files import about
from tests.formats.test_klue_nikl import news

from juseok.formats.registry import FORMATS, options_of, recognised, writer_of

BOTH = [each.id for each in FORMATS.formats if each.reader is not None and each.writer is not None]


@pytest.mark.parametrize("form", BOTH)
def test_what_a_format_writes_is_told_by_its_content(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMATS.get(form).suffix}"
    writer_of(form).write([news(), news()], path, about=about(**options_of(form, {})))
    assert recognised(path) == form
    if path.is_file():  # people name what they download as they like
        for name in ("out", "out.txt"):
            assert recognised(path.rename(tmp_path / name)) == form
            path = tmp_path / name


@pytest.mark.parametrize("form", ["graphml", "turtle"])
def test_what_only_goes_out_is_nobodys(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{FORMATS.get(form).suffix}"
    writer_of(form).write([news()], path, about=about(**options_of(form, {})))
    assert recognised(path) is None


TEXTS = {
    "news.txt": "한빛전자는 내년에 공장을 늘린다.\n\n누리칩도 늘린다고 했다.\n",
    "short.txt": "가 나\n",
    "page.html": "<html><body>한빛전자</body></html>",
    "table.tsv": "제목\t본문\n한빛\t한빛전자는 늘린다.\n",
    "lines.jsonl": '{"title": "한빛", "body": "한빛전자는 늘린다."}\n',
    "one.json": '{"title": "한빛", "body": "한빛전자는 늘린다."}',
    "none.json": "[]",
    "empty.txt": "",
    "braces.txt": "[단독] 한빛전자는 내년에 공장을 늘린다.\n",
    "lines.txt": '{"title": "한빛", "body": "한빛전자는 늘린다."}\n',
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_and_tables_are_no_documents_of_another_tool(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEXTS[name], "utf-8")
    assert recognised(tmp_path / name) is None
    assert recognised(tmp_path) is None

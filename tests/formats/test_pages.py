"""Pages: the text is all there and nothing beside it, and marks are where the spans are."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from tests.formats.documents import documents
from tests.formats.test_graphs import documents_example

from juseok.core.scheme import load_scheme
from juseok.core.spans import Spans
from juseok.formats.document import About, Document
from juseok.formats.folder import read_manifest
from juseok.formats.pages.html import HtmlWriter, html_of
from juseok.formats.pages.page import Run, page_of, pale

ABOUT = About(scheme=load_scheme("default"), project="뉴스 <1>", date="2026-11-22")
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """The text of the article, and which labels stand on which characters."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags = Counter[str]()
        self.labels: list[str] = []
        self.numbers: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        said = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if "article" in self.open:
            self.labels += [str(said["data-l"])] if "data-l" in said else []
            self.numbers += [int(str(said["data-n"]))] if "data-n" in said else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@given(documents())
def test_a_page_holds_the_text_and_its_marks(document: Document) -> None:
    found = read(html_of(page_of(document, ABOUT)))
    annotations = document.annotations
    assert found.text == document.article.text
    assert found.tags["script"] == found.tags["link"] == found.tags["img"] == 0
    assert len(found.labels) == len(annotations.mentions)
    assert sorted(found.numbers) == list(range(1, len(annotations.claims) + 1))


@given(documents())
def test_runs_are_cut_where_something_begins_or_ends(document: Document) -> None:
    page = page_of(document, ABOUT)
    at = 0
    for line in page.lines:
        for run in line.runs:
            here = range(at, at + len(run.text))
            assert {each.id for each in run.marks} == _mentions_on(document, here)
            assert set(run.claims) == _claims_on(document, here)
            at += len(run.text)
        at += 1
    assert at == len(document.article.text) + 1
    assert len(page.legend) == len({each.type for each in document.annotations.mentions})
    ended = [mark.id for line in page.lines for run in line.runs for mark in run.ended]
    assert Counter(ended) == Counter(each.id for each in document.annotations.mentions)


@given(documents())
def test_what_stands_in_several_places_says_that_it_goes_on(document: Document) -> None:
    runs = [run for line in page_of(document, ABOUT).lines for run in line.runs]
    broken = Counter(mark.id for run in runs for mark in run.broken)
    assert broken == {
        each.id: apart for each in document.annotations.mentions
        if (apart := _apart(document, each.spans))
    }  # fmt: skip
    resumed = Counter(number for run in runs for number in run.resumed)
    assert resumed == {
        number: apart for number, each in enumerate(document.annotations.claims, start=1)
        if (apart := _apart(document, each.content))
    }  # fmt: skip


def _apart(document: Document, spans: Spans) -> int:
    """How many gaps with letters in them there are between those of ``spans`` that are seen."""
    ends = sorted((each.start, each.end) for each in spans if each.quote.strip("\n"))
    between = (document.article.text[a[1] : b[0]] for a, b in pairwise(ends))
    return sum(bool(each.strip("\n")) for each in between)


def _mentions_on(document: Document, here: range) -> set[str]:
    """Those that cover all of ``here``; each other has nothing in it."""
    return {
        each.id
        for each in document.annotations.mentions
        if any(span.start <= here.start < here.stop <= span.end for span in each.spans)
    }


def _claims_on(document: Document, here: range) -> set[int]:
    return {
        number
        for number, each in enumerate(document.annotations.claims, start=1)
        if any(span.start <= here.start < here.stop <= span.end for span in each.content)
    }


def test_a_folder_has_a_page_an_article_a_list_and_a_manifest(tmp_path: Path) -> None:
    document = documents_example()
    report = HtmlWriter().write([document, document], tmp_path / "out", about=ABOUT)
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    pages = {each.name for each in (tmp_path / "out").glob("*.html")}
    assert set(manifest["files"]) == pages
    assert (report.written, len(pages)) == (2, 3)
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "뉴스 &lt;1&gt;" in index
    assert all(name in index for name in pages - {"index.html"})


@pytest.mark.parametrize(("language", "word"), [("ko", "주장"), ("en", "Claims")])
def test_lists_are_named_in_the_language_that_was_chosen(language: str, word: str) -> None:
    about = About(scheme=ABOUT.scheme, options={"language": language})
    page = page_of(documents_example(), about)
    assert page.lists[0].title == word
    assert word in "\n".join(HtmlWriter().sample(documents_example(), about=about))


def test_a_page_may_load_nothing() -> None:
    page = html_of(page_of(documents_example(), ABOUT))
    assert "default-src 'none'" in page
    assert "http://" not in page
    assert "url(" not in page


def test_colours_become_grounds_for_black_letters() -> None:
    assert pale("#000000", 0.5) == "#808080"
    assert pale("", 0.0) == "#808080"
    assert Run("x").marks == ()

"""HTML: a folder with one self-contained page an article, and a list of them.

A page loads nothing: a policy in it forbids that, too.  Its article holds the text and nothing
else (labels are made by the style), so what is copied from it is the text.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from juseok.core.messages import Message, render
from juseok.formats.base import Report
from juseok.formats.document import (
    About,
    Document,
    Support,
)
from juseok.formats.folder import MANIFEST, safe_name, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.pages.model import Legend, Line, Listing, Page, Run
from juseok.formats.pages.page import FAMILY, LANGUAGE, SUPPORT, page_of, pale
from juseok.formats.parted import PartedWriter
from juseok.formats.tally import Counted, Tally, counted

INDEX: Final = "index.html"
FONTS: Final = (
    "Pretendard, 'Apple SD Gothic Neo', 'Malgun Gothic', '맑은 고딕', 'Noto Sans KR', "
    "'Noto Sans CJK KR', NanumGothic, '나눔고딕', sans-serif"
)
_FILL: Final = 0.76
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
:root { color-scheme: light; }
body { font: 17px/1.9 FONTS; color: #1c1c1e; background: #fff; max-width: 44em; margin: 0 auto;
  padding: 2.5em 1.5em; word-break: keep-all; overflow-wrap: anywhere; }
header, section, footer { font-size: 14px; line-height: 1.7; color: #44474d; }
h1 { font-size: 24px; line-height: 1.4; color: #1c1c1e; margin: 0 0 .3em; }
h2 { font-size: 15px; margin: 2em 0 .5em; border-top: 1px solid #d9dbe0; padding-top: 1em; }
article { margin: 1.5em 0; }
article p { margin: 0; min-height: 1.9em; white-space: pre-wrap; }
.title { font-size: 24px; font-weight: 600; line-height: 1.4; }
.subtitle, .heading { font-weight: 600; }
.byline, .date, .publisher, .dateline, .credit, .caption, .kicker {
  color: #5c6068; font-size: 15px; }
.copyright, .related, .comment, .nav, .footer { color: #8b8f97; font-size: 14px; }
.m { border-radius: 3px; padding: .08em 0; border-bottom: 2px solid; }
.e::after, .g::after { content: attr(data-l); font-size: 10px; font-weight: 600;
  vertical-align: super; margin-left: 1px; }
.g::after { content: attr(data-g); }
.c { background: linear-gradient(#00000010, #00000010) left bottom / 100% .55em no-repeat; }
.n::before, .o::before { content: attr(data-n); font-size: 10px; font-weight: 600;
  vertical-align: super; border: 1px solid #5c6068; border-radius: 8px; padding: 0 4px;
  margin-right: 2px; }
.o::before { content: attr(data-o); }
.q { text-decoration: underline dotted; text-underline-offset: 5px; }
ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4em 1em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: .1em 0 0; }
dt { color: #777b83; } dd { margin: 0; white-space: pre-wrap; }
li { margin: 0 0 .7em; break-inside: avoid; } li > b { white-space: pre-wrap; }
footer { border-top: 1px solid #d9dbe0; margin-top: 2.5em; padding-top: 1em; color: #777b83; }
@media print {
  @page { size: A4; margin: 18mm; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { break-after: avoid; }
}
""".replace("FONTS", FONTS)


class MadePage(NamedTuple):
    """What came of one document: ``named`` gives its file a name, ``title`` and ``details`` stand
    in the list."""

    named: tuple[str, str]
    data: bytes
    title: str
    details: str
    counted: Counted


class HtmlWriter(PartedWriter[MadePage]):
    """See ``resources/help`` for what a page shows."""

    id: str = "html"
    names: Mapping[str, str] = {"ko": "웹 페이지 (HTML)", "en": "Web pages (HTML)"}
    extensions: tuple[str, ...] = (".html",)
    is_folder: bool = True
    support: Support = SUPPORT

    def maker(self, about: About) -> Callable[[Document], MadePage]:
        return partial(_made, about=about)

    def put(self, made: Iterable[MadePage], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``."""
        path.mkdir()
        manifest = Manifest(self.id, about)
        tally = Tally(self.support, form=FAMILY, returns=False)
        taken = {"index", "manifest"}
        listed: list[tuple[str, str, str]] = []

        def put(name: str, data: bytes) -> None:
            write_bytes(path / name, data)
            manifest.add(name, data)

        for each in made:
            name = f"{page_name(each.named, taken)}.html"
            put(name, each.data)
            listed.append((name, each.title, each.details))
            tally.count(each.counted)
        put(INDEX, _index(listed, about).encode("utf-8", "replace"))
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """The page as it is written."""
        return html_of(page_of(document, about)).rstrip("\n").split("\n")


def _made(document: Document, about: About) -> MadePage:
    """The page of ``document``; raises ``SpanError`` where a span does not prove."""
    page = page_of(document, about)
    data = html_of(page).encode("utf-8", "replace")
    details = " · ".join(page.details)
    return MadePage(named_after(document), data, page.title, details, counted(document))


def named_after(document: Document) -> tuple[str, str]:
    """What a page is called by, and the article for where that is not enough."""
    return document.name or document.article.metadata.title, document.article.id


def page_name(named: tuple[str, str], taken: set[str]) -> str:
    """A file name for a page, which is then taken."""
    name = safe_name(*named, taken=taken)
    taken.add(name.casefold())
    return name


def html_of(page: Page) -> str:
    """One whole page."""
    colors = "".join(
        f".t{n} {{ background: {pale(each.color, _FILL)}; border-color: {each.color}; }}\n"
        for n, each in enumerate(page.legend)
    )
    classes = {each.type: f"t{n}" for n, each in enumerate(page.legend)}
    heading = f"<h1>{escape(page.title)}</h1>\n" if page.titled else ""
    details = escape(" · ".join(page.details))
    text = "\n".join(_line(line, classes) for line in page.lines)
    return (
        f"{_head(page.language, page.title, _STYLE + colors)}"
        f"<header>\n{heading}<p>{details}</p>\n{_legend(page.legend, classes)}</header>\n"
        f"<article>{text}</article>\n"
        f"{''.join(map(_listing, page.lists))}"
        f"<footer>{escape(page.origin)}</footer>\n</body>\n</html>\n"
    )


def _head(language: str, title: str, style: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def _line(line: Line, classes: Mapping[str, str]) -> str:
    role = f' class="{line.role.value}"' if line.role is not None else ""
    return f"<p{role}>{''.join([_run(run, classes) for run in line.runs])}</p>"


def _run(run: Run, classes: Mapping[str, str]) -> str:
    found = _text(run.text)
    ended, broken = {each.id for each in run.ended}, {each.id for each in run.broken}
    for mark in reversed(run.marks):
        label = f' e" data-l="{escape(mark.letter)}' if mark.id in ended else ""
        if mark.id in broken:
            label = f' g" data-g="{escape(mark.letter)}…'
        css = f"m {classes[mark.type]}{label}"
        found = f'<span class="{css}" title="{escape(mark.title)}">{found}</span>'
    if run.cue:
        found = f'<span class="q">{found}</span>'
    if run.claims:
        found = f'<span class="c">{found}</span>'
    for number in reversed(run.begun):
        found = f'<span class="n" data-n="{number}">{found}</span>'
    for number in reversed(run.resumed):
        found = f'<span class="o" data-o="…{number}">{found}</span>'
    return found


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\r", "&#13;")


def _legend(legend: Iterable[Legend], classes: Mapping[str, str]) -> str:
    items = "".join(
        f'<li><span class="m {classes[each.type]} e" data-l="{escape(each.letter)}">'
        f"{escape(each.name)}</span> {each.count}</li>"
        for each in legend
    )
    return f'<ul class="legend">{items}</ul>\n' if items else ""


def _listing(listing: Listing) -> str:
    items = "".join(
        f"<li{f' value={each.number}' if each.number else ''}><b>{escape(each.text)}</b>"
        + _fields([(field.name, field.value) for field in each.fields])
        + "</li>\n"
        for each in listing.items
    )
    tag = "ol" if any(each.number for each in listing.items) else "ul"
    return f"<section><h2>{escape(listing.title)}</h2>\n<{tag}>\n{items}</{tag}></section>\n"


def _fields(fields: list[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in fields)
    return f"<dl>{rows}</dl>" if rows else ""


def _index(listed: Iterable[tuple[str, str, str]], about: About) -> str:
    language = about.options.get(LANGUAGE, "ko")
    title = about.project or render(Message("page.articles"), language)
    items = "".join(
        f'<li><a href="{escape(name)}">{escape(words)}</a><br>{escape(more)}</li>\n'
        for name, words, more in listed
    )
    return (
        f"{_head(language, title, _STYLE)}<h1>{escape(title)}</h1>\n"
        f"<section><ol>\n{items}</ol></section>\n</body>\n</html>\n"
    )

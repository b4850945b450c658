"""Articles out of crawled Korean news pages.

``lines`` says what each line looks like, ``dates`` and ``bylines`` read the small print,
``meta`` lines of only that, ``header`` finds the title, ``page`` takes one article out of a
page and ``listing`` many.  All of it is pure, driven by ``tables``, and linear in the text.
"""

from juseok.lang.extract.drafts import ArticleDraft, Extraction, doubtful
from juseok.lang.extract.lines import split_lines
from juseok.lang.extract.listing import extract_listing, find_records
from juseok.lang.extract.page import extract_declared, extract_single, meta_of

__all__ = ["ArticleDraft", "Extraction", "doubtful", "extract", "extract_article"]


def extract(text: str) -> Extraction:
    """The articles of a page's normalised ``text``; every non-blank line is in a zone.

    A text without any line that is not blank gives no article.
    """
    lines = split_lines(text)
    if not lines:
        return Extraction(text, ())
    metas = [meta_of(line) for line in lines]
    records = find_records(lines, metas)
    if records:
        return extract_listing(text, lines, metas, records)
    return extract_single(text, lines, metas)


def extract_article(text: str, *, title: str = "") -> Extraction:
    """A normalised ``text`` that is declared to be one article, all of it, with its zones.

    ``title`` is the article's, where it is known.  Where it is not, and most of the text belongs
    to the records of a listing page, the declaration is wrong: they are its articles.
    A text without any line that is not blank gives no article.
    """
    lines = split_lines(text)
    if not lines:
        return Extraction(text, ())
    metas = [meta_of(line) for line in lines]
    records = () if title else find_records(lines, metas)
    listed = sum(len(line.text) for each in records for line in lines[each.title : each.last + 1])
    if listed * 2 > sum(len(line.text) for line in lines):
        return extract_listing(text, lines, metas, records)
    return extract_declared(text, lines, metas, title=title)

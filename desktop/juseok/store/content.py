"""Source pages and article texts: immutable, found by the hash of what they hold."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from juseok.core.errors import ProjectError
from juseok.core.ids import article_id, sha256_hex
from juseok.store.names import Names


@dataclass(frozen=True, slots=True)
class PageContent:
    """The bytes of a source page; ``hash`` is their SHA-256 in hex."""

    hash: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ArticleContent:
    """The normalised text of an article; ``id`` is ``core.ids.article_id`` of it."""

    id: str
    text: str
    norm_version: int


Content: TypeAlias = PageContent | ArticleContent


def prove_content(content: Content) -> None:
    """Check that ``content`` is what its id says; raises ``ProjectError``."""
    match content:
        case PageContent(digest, data):
            true = sha256_hex(data) == digest
        case ArticleContent(name, text, norm_version):
            true = article_id(text, norm_version) == name
    if not true:
        name = content.hash if isinstance(content, PageContent) else content.id
        raise ProjectError("project.content_altered", content=name)


def insert_contents(db: sqlite3.Connection, names: Names, contents: Iterable[Content]) -> None:
    """Put proved ``contents`` into the file; what is there already stays as it is."""
    pages: list[PageContent] = []
    articles: list[ArticleContent] = []
    for content in contents:
        prove_content(content)
        if isinstance(content, PageContent):
            pages.append(content)
        else:
            articles.append(content)
    db.executemany(
        "INSERT OR IGNORE INTO page_content(hash, data) VALUES (?,?)",
        [(bytes.fromhex(page.hash), page.data) for page in pages],
    )
    numbers = names.numbers([article.id for article in articles])
    db.executemany(
        "INSERT OR IGNORE INTO article_text(article, norm_version, text) VALUES (?,?,?)",
        [
            (number, article.norm_version, article.text)
            for number, article in zip(numbers, articles, strict=True)
        ],
    )


def article_text(db: sqlite3.Connection, names: Names, article: str) -> str | None:
    """The text of ``article``; None when this file does not hold it."""
    number = names.find(article)
    row = db.execute("SELECT text FROM article_text WHERE article = ?", (number,)).fetchone()
    return None if row is None else str(row[0])


def article_texts(db: sqlite3.Connection, articles: Sequence[int]) -> dict[int, str]:
    """The texts of ``articles`` (local numbers) that this file holds."""
    marks = ",".join("?" * len(articles))
    rows = db.execute(
        f"SELECT article, text FROM article_text WHERE article IN ({marks})", articles
    )
    return {number: str(text) for number, text in rows}


def page_data(db: sqlite3.Connection, digest: str) -> bytes | None:
    """The bytes whose SHA-256 is ``digest``; None when this file does not hold them."""
    row = db.execute(
        "SELECT data FROM page_content WHERE hash = ?", (bytes.fromhex(digest),)
    ).fetchone()
    return None if row is None else bytes(row[0])


def all_contents(db: sqlite3.Connection, names: Names) -> Iterator[Content]:
    """Every source page, then every article text."""
    for digest, data in db.execute("SELECT hash, data FROM page_content ORDER BY hash"):
        yield PageContent(digest.hex(), data)
    rows = db.execute("SELECT article, text, norm_version FROM article_text ORDER BY article")
    for article, text, norm_version in rows:
        yield ArticleContent(names.name(article), text, norm_version)

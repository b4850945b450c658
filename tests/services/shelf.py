"""Finished articles to learn from, without a project."""

from collections.abc import Iterable

from juseok.core.model import Article, ArticleAnnotations, Mention, Metadata
from juseok.core.spans import make_span

FIRMS = ("한빛전자", "누리칩", "가온소프트", "새벽통신")
PEOPLE = ("도하윤", "김새벽", "박나루", "이가온", "최다온")


def page(
    number: int, *, layer: str = "mine", control: bool = False
) -> tuple[Article, list[Mention]]:
    """An article and its mentions: a firm and a person."""
    firm, person = FIRMS[number % len(FIRMS)], PEOPLE[number % len(PEOPLE)]
    text = f"소식 {number}\n{firm}의 {person} 대표는 {number}번째 제품을 공개했다고 밝혔다.\n"
    article = f"article{number}"
    made = [
        Mention(f"m{number}{kind}", layer, article, kind,
                (make_span(text, start := text.index(words), start + len(words)),))
        for words, kind in ((firm, "ORG"), (person, "PERSON"))
    ]  # fmt: skip
    return Article(article, text, (), Metadata(), 1, control), made


class Shelf:
    """Reads as a project's reader does; ``asked``: for which states."""

    def __init__(self, pages: Iterable[tuple[Article, list[Mention]]]) -> None:
        self._pages = {article.id: (article, made) for article, made in pages}
        self.asked: tuple[str, ...] = ()

    def article_ids(self, viewer, query, /):
        self.asked = query.states
        return list(self._pages)

    def article(self, article, /):
        return self._pages[article][0]

    def annotations(self, viewer, article, /):
        return ArticleAnnotations(tuple(self._pages[article][1]))

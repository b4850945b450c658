"""Short ways to say what a person does in a project."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from juseok.core.ids import article_id
from juseok.core.messages import Message
from juseok.core.model import Entity, Kind, Mention
from juseok.core.ops import CREATE, CREATE_MANY, DELETE, SET, Action, Body, Change, Json
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.store.content import ArticleContent
from juseok.store.project import Project
from juseok.store.recorder import Commit

TEXT = "한빛전자는 “내년에 😀 늘린다”고 밝혔다.\n김하늘 기자"
ARTICLE = article_id(TEXT, 1)
LABEL = Message("history.unknown")
PATIENCE = 20
"""Seconds after which a future that should end never will."""
MANY = 500
"""More objects than are refolded at once with the action that makes them."""


@dataclass
class Desk:
    """A project with one article, and the hands of its annotator."""

    project: Project
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def do(self, *changes: Change, article: str | None = None) -> Commit:
        return self.project.writer.commit(Action(LABEL, changes, article=article))

    def add_article(self, text: str = TEXT, **metadata: str | int) -> str:
        article = article_id(text, 1)
        occurrence = {"article": article, "page": "p", **metadata}
        changes = (
            Change(article, Kind.ARTICLE, CREATE, {"length": len(text), "norm_version": 1}),
            Change(self.project.ids(), Kind.OCCURRENCE, CREATE, occurrence),
        )
        content = ArticleContent(article, text, 1)
        self.project.writer.commit(Action(LABEL, changes), (content,))
        return article

    def mention(self, start: int = 0, end: int = 4, *, entity: str = "", kind: str = "ORG") -> str:
        mention = Mention(
            self.project.ids(),
            self.project.own_layer,
            ARTICLE,
            kind,
            (make_span(TEXT, start, end),),
            entity=entity,
        )
        self.do(Change(mention.id, Kind.MENTION, CREATE, to_body(mention)))
        return mention.id

    def entity(self, name: str) -> str:
        entity = Entity(self.project.ids(), self.project.register_layer, "ORG", name)
        self.do(Change(entity.id, Kind.ENTITY, CREATE, to_body(entity)))
        return entity.id

    def set(self, obj: str, **fields: object) -> Commit:
        body: Body = fields
        return self.do(Change(obj, Kind.MENTION, SET, body))

    def delete(self, obj: str) -> Commit:
        return self.do(Change(obj, Kind.MENTION, DELETE, {}))

    def dump(self) -> list[tuple[str, str, str]]:
        with self.project.reader() as reader:
            return list(reader.dump())

    def mentions(self) -> list[Mention]:
        with self.project.reader() as reader:
            return list(reader.annotations(self.project.viewer(), ARTICLE).mentions)


def many(desk: Desk, count: int = MANY, batch: str = "") -> Change:
    """A bulk action: ``count`` mentions in one row."""
    body: dict[str, Json] = {
        "layer": desk.project.own_layer,
        "article": ARTICLE,
        "type": "ORG",
        "spans": [[0, 4, "한빛전자"]],
    }
    objects: list[Json] = [[desk.project.ids(), "mention", body] for _ in range(count)]
    staged: dict[str, Json] = {"batch": batch} if batch else {}
    return Change(desk.project.ids(), "mention", CREATE_MANY, {"objects": objects, **staged})

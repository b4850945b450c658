"""A small project to put into a window, and hands to work in it."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from juseok.core.ids import article_id, derived_id
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.store.content import ArticleContent
from juseok.store.identity import Identity, ReplicaMemory
from juseok.store.project import Project

ARTICLES = (
    (
        "한빛전자, 내년 새 공장",
        "가온신문",
        "한빛전자, 내년 새 공장\n한빛전자는 15일 “내년에 부산 공장을 늘린다”고 밝혔다.\n"
        "김하늘 대표는 한빛전자가 부산에 1조원을 쓴다고 말했다.\n",
    ),
    ("나루소프트 실적", "다온일보", "나루소프트 실적\n나루소프트가 3분기 실적을 냈다.\n"),
    ("회의 열려", "가온신문", "회의 열려\n서울에서 회의가 열렸다.\n"),
)
LABEL = Message("history.unknown")


def make_project(path: Path, identity: Identity, articles=ARTICLES) -> Project:
    scheme = load_scheme("default")
    project = Project.create(path, identity=identity, scheme=scheme_changes(scheme))
    for position, (title, publisher, text) in enumerate(articles):
        project.writer.submit(*_new(title, publisher, text, position))
    project.writer.flush()
    return project


def move_in(made: Path, path: Path, identity: Identity) -> None:
    """Put a copy of the closed project ``made`` at ``path``, as if it had been made there.

    Making one costs several times what copying it does.  ``identity`` is the one that made it, but
    for the folder of its state.
    """
    shutil.copyfile(made, path)
    (memory,) = made.parent.glob("state/replicas/*/*.json")
    known = json.loads(memory.read_text("utf-8"))
    mine = ReplicaMemory(identity, memory.parent.name, path)
    mine.keep(known["replica"], (known["seq"], known["hash"]))


def add_article(project: Project, *, title: str, publisher: str, text: str, position: int) -> str:
    action, contents = _new(title, publisher, text, position)
    project.writer.commit(action, contents)
    return contents[0].id


def _new(
    title: str, publisher: str, text: str, position: int
) -> tuple[Action, tuple[ArticleContent]]:
    article = article_id(text, 1)
    occurrence = {
        "article": article, "page": "p", "title": title, "publisher": publisher,
        "position": position, "published_iso": f"2025-03-{position + 10:02}T09:00+09:00",
    }  # fmt: skip
    cut = text.index("\n") + 1
    zones = [[0, cut - 1, "title"], [cut, len(text), "body"]]
    changes = (
        Change(article, Kind.ARTICLE, CREATE, {"length": len(text), "norm_version": 1}),
        Change(derived_id("occurrence", article), Kind.OCCURRENCE, CREATE, occurrence),
        Change(
            derived_id("zoning", article), Kind.ZONING, CREATE,
            {"article": article, "zones": zones},
        ),
    )  # fmt: skip
    return Action(LABEL, changes, undoable=False), (ArticleContent(article, text, 1),)


def article_of(number: int) -> str:
    return article_id(ARTICLES[number][2], 1)


@dataclass
class Heard:
    """Remembers what a signal said."""

    said: list = field(default_factory=list)

    def __call__(self, *args) -> None:
        self.said.append(args)

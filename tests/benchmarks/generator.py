"""Projects of any size, the same at every run: synthetic Korean news with annotations."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juseok.core.ids import article_id, derived_id
from juseok.core.messages import Message
from juseok.core.model import Claim, Entity, Kind, Mention, Ref, Relationship, Value
from juseok.core.ops import CREATE_MANY, Action, Change
from juseok.core.records import to_body
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import make_span
from juseok.store.content import ArticleContent
from juseok.store.identity import Identity
from juseok.store.project import Project

SYLLABLES: Final = "가나다라마바사아자차카타파하고도로서은을의이에는한국기정보사업시장경제회의"
PUBLISHERS: Final = ("가온신문", "다온일보", "한누리통신", "새벽일보", "정오경제")
TYPES: Final = ("PERSON", "ORG", "GPE", "PRODUCT", "DATE", "MONEY")
_LABEL: Final = Message("history.unknown")
_PER_COMMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make: of mentions, claims and relationships so many in an article; ``names`` is
    how many entities the whole project has."""

    articles: int
    characters: int = 1_200
    mentions: int = 10
    names: int = 500
    claims: int = 0
    relationships: int = 0


def prose(length: int, chance: random.Random, *, lines: bool = True) -> str:
    """``length`` characters of eojeol and sentences as long as those of news."""
    parts: list[str] = []
    size = 0
    while size < length:
        words = [
            "".join(chance.choices(SYLLABLES, k=chance.randint(1, 6)))
            for _ in range(chance.randint(6, 16))
        ]
        end = "\n" if lines and chance.random() < 0.3 else " "
        sentence = " ".join(words) + "다." + end
        parts.append(sentence)
        size += len(sentence)
    return "".join(parts)[:length].rstrip() + "."


def make_project(path: Path, identity: Identity, size: Size, *, seed: int = 7) -> None:
    """A project of ``size`` at ``path``, closed again."""
    chance = random.Random(seed)
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(path, identity=identity, scheme=scheme) as project:
        names = _register(project, size, chance)
        batch: list[tuple[ArticleContent, list[list[object]]]] = []
        for made in _articles(project, size, names, chance):
            batch.append(made)
            if len(batch) == _PER_COMMIT:
                _write(project, batch)
                batch = []
        _write(project, batch)


def _register(project: Project, size: Size, chance: random.Random) -> list[Entity]:
    names = {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(size.names)}
    entities = [
        Entity(project.ids(), project.register_layer, chance.choice(TYPES[:4]), name)
        for name in sorted(names)
    ]
    objects = [[entity.id, Kind.ENTITY, to_body(entity)] for entity in entities]
    _commit(project, objects, ())
    return entities


def _articles(
    project: Project, size: Size, names: list[Entity], chance: random.Random
) -> Iterator[tuple[ArticleContent, list[list[object]]]]:
    for number in range(size.articles):
        title = prose(chance.randint(16, 30), chance, lines=False)
        text = f"{title}\n{prose(size.characters, chance)}"
        article = article_id(text, 1)
        published = (
            f"20{chance.randint(18, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        )
        occurrence = {
            "article": article, "page": "", "page_start": 0, "page_end": len(text),
            "title": title, "publisher": chance.choice(PUBLISHERS), "position": number,
            "published_raw": published, "published_iso": published, "published_precision": "day",
        }  # fmt: skip
        zones = [[0, len(title), "title"], [len(title) + 1, len(text), "body"]]
        objects: list[list[object]] = [
            [article, Kind.ARTICLE, {"length": len(text), "norm_version": 1}],
            [derived_id("occurrence", article), Kind.OCCURRENCE, occurrence],
            [derived_id("zoning", article), Kind.ZONING, {"article": article, "zones": zones}],
        ]
        named = list(mentions(project, article, text, size.mentions, names, chance))
        objects += ([each.id, Kind.MENTION, to_body(each)] for each in named)
        objects += (
            [each.id, Kind.CLAIM, to_body(each)]
            for each in _claims(project, text, named, size.claims, chance)
        )
        objects += (
            [each.id, Kind.RELATIONSHIP, to_body(each)]
            for each in _relationships(project, named, size.relationships, chance)
        )
        yield ArticleContent(article, text, 1), objects


def mentions(
    project: Project,
    article: str,
    text: str,
    count: int,
    names: list[Entity],
    chance: random.Random,
) -> Iterator[Mention]:
    """``count`` mentions spread over ``text``, each of some entity."""
    for start in sorted(chance.sample(range(len(text) - 10), min(count, len(text) - 10))):
        span = make_span(text, start, start + chance.randint(2, 8))
        entity = chance.choice(names)
        yield Mention(
            project.ids(), project.own_layer, article, entity.type, (span,), entity=entity.id
        )


def _claims(
    project: Project, text: str, named: list[Mention], count: int, chance: random.Random
) -> Iterator[Claim]:
    """Each with a sentence or so of content, its cue, and a mention that says it."""
    for each in chance.sample(named, count):
        start = chance.randrange(len(text) - 80)
        end = start + chance.randint(20, 60)
        yield Claim(
            project.ids(), project.own_layer, each.article, (make_span(text, start, end),),
            cue=(make_span(text, end + 1, end + 4),), source=(Ref("mention", each.id),),
            source_state="given", attributes={"certainty": Value("certain")},
        )  # fmt: skip


def _relationships(
    project: Project, named: list[Mention], count: int, chance: random.Random
) -> Iterator[Relationship]:
    """Each between two neighbours."""
    for at in chance.sample(range(len(named) - 1), count):
        head, tail = named[at : at + 2]
        yield Relationship(
            project.ids(), project.own_layer, head.article, "employed_by", head.id, tail.id
        )


def _write(project: Project, batch: list[tuple[ArticleContent, list[list[object]]]]) -> None:
    if batch:
        objects = [each for _, made in batch for each in made]
        _commit(project, objects, tuple(content for content, _ in batch))


def _commit(
    project: Project, objects: list[list[object]], contents: tuple[ArticleContent, ...]
) -> None:
    change = Change(project.ids(), "batch_of_objects", CREATE_MANY, {"objects": objects})
    project.writer.commit(Action(_LABEL, (change,), undoable=False), contents)

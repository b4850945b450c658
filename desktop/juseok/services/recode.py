"""Bulk recode: one edit to many of one's own mentions, as one action.

A plan is rows in their context, each with its mention and what is to be done to it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import ArticleAnnotations, Entity, Mention, Viewer
from juseok.core.ops import Action, Change
from juseok.core.spans import Spans
from juseok.services.edits import (
    AttributeInput,
    attribute_change,
    chosen,
    create,
    elide,
    label,
    quote_of,
    update,
)
from juseok.services.kwic import Done, Looked, Progress, Row, row_of
from juseok.services.mentions import delete_mentions
from juseok.store.project import Project
from juseok.store.reader import Reader

_ARTICLES: Final = 100


@dataclass(frozen=True, slots=True)
class Retype:
    """Another type, and the entity (empty: none) that goes with it."""

    type: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Relink:
    """Another entity, with its type."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Give:
    """A value for an attribute (by id); None takes it away."""

    attribute: str
    value: AttributeInput


@dataclass(frozen=True, slots=True)
class Put:
    """Other words (proved), and another entity where ``entity`` is not None."""

    spans: Spans
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Away with it, and with what hangs on it."""


Edit: TypeAlias = Retype | Relink | Give | Put | Delete


def note_of(mention: Mention, edit: Edit) -> Message:
    """What ``edit`` does to ``mention``, in a few words."""
    match edit:
        case Retype(type=type):
            return Message("recode.retype", before=mention.type, after=type)
        case Relink(entity=entity):
            return Message("recode.relink", name=elide(entity.name))
        case Give(attribute=attribute, value=value):
            return Message("recode.give", name=attribute, value="" if value is None else str(value))
        case Put(spans=spans):
            return Message("recode.put", quote=elide(quote_of(spans)))
        case Delete():
            return Message("recode.delete")


def recode(
    *,
    planned: Sequence[tuple[Mention, Edit]],
    annotations: Mapping[str, ArticleAnnotations],
    made: Collection[Entity] = (),
) -> Action | None:
    """One action that does every edit to its mention; None when nothing would change.

    ``annotations`` are those of the articles of what is deleted, by article; ``made`` are entities
    that the edits name and that are made along with them.
    """
    changes: list[Change] = []
    gone: dict[str, list[Mention]] = {}
    for mention, edit in planned:
        if isinstance(edit, Delete):
            gone.setdefault(mention.article, []).append(mention)
        else:
            changes += _changes(mention, edit)
    for article, mentions in gone.items():
        held = annotations.get(article, ArticleAnnotations())
        changes += delete_mentions(mentions=mentions, annotations=held).changes
    if not changes:
        return None
    first = planned[0][0]
    articles = {mention.article for mention, _ in planned}
    name = label("recode", first.spans, count=len(planned), articles=len(articles))
    where = first.article if len(articles) == 1 else None
    return Action(name, (*map(create, made), *changes), where)


def _changes(mention: Mention, edit: Retype | Relink | Give | Put) -> Iterator[Change]:
    match edit:
        case Retype(type=type, entity=entity):
            fields: dict[str, object] = {"type": type, "entity": entity}
        case Relink(entity=entity):
            fields = {"type": entity.type, "entity": entity.id}
        case Put(spans=spans, entity=entity):
            fields = {"spans": spans, "entity": mention.entity if entity is None else entity}
        case Give(attribute=attribute, value=value):
            before = mention.attributes.get(attribute)
            if (before.value if before else None) != value:
                yield attribute_change(mention, attribute, chosen(before, value))
            return
    fields = {name: value for name, value in fields.items() if getattr(mention, name) != value}
    if fields:
        yield update(mention, **fields)


def look_at_entity(
    *,
    reader: Reader,
    viewer: Viewer,
    entities: Collection[str],
    edit: Edit,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Looked]:
    """The viewer's own mentions of ``entities``, each with ``edit`` planned for it."""
    found = [m for entity in sorted(entities) for m in reader.mentions_of(viewer, entity)]
    own: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.layer == viewer.own_layer:
            own.setdefault(mention.article, []).append(mention)
    articles = list(own)
    for at in range(0, len(articles), _ARTICLES):
        if cancelled():
            return
        part = articles[at : at + _ARTICLES]
        rows = [
            row_of(text, mention.spans[0], mention=mention, edit=edit, note=note_of(mention, edit))
            for text in reader.texts_holding(viewer, (), part)
            for mention in own[text.article]
        ]
        yield Looked(tuple(rows), at + len(part), len(articles))


def do_rows(
    *,
    project: Project,
    reader: Reader,
    rows: Sequence[Row],
    made: Collection[Entity] = (),
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done:
    """Do what is planned for ``rows`` as one action, from a thread that may wait.

    Mentions that were changed since they were listed are passed by.  Raises ``ProjectError``
    where the project cannot be written; then nothing is done.
    """
    project.writer.flush()  # what was done a moment ago counts
    viewer, planned = project.viewer(), list[tuple[Mention, Edit]]()
    by_article: dict[str, list[Row]] = {}
    for each in rows:
        by_article.setdefault(each.article, []).append(each)
    annotations: dict[str, ArticleAnnotations] = {}
    for done, (article, those) in enumerate(by_article.items()):
        if cancelled():
            return Done(cancelled=True)
        held = reader.annotations(viewer, article)
        now = {mention.id: mention for mention in held.mentions}
        kept = [
            (each.mention, each.edit)
            for each in those
            if each.mention and each.edit and now.get(each.mention.id) == each.mention
        ]
        planned += kept
        if any(isinstance(edit, Delete) for _, edit in kept):
            annotations[article] = held
        progress(done + 1, len(by_article))
    action = recode(planned=planned, annotations=annotations, made=made) if planned else None
    if cancelled() or action is None:
        return Done(passed=len(rows), cancelled=cancelled())
    project.writer.commit(action)
    articles = len({mention.article for mention, _ in planned})
    return Done(action.label, len(planned), articles, len(rows) - len(planned))

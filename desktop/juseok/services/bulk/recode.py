"""Bulk recode: one edit to many of one's own annotations, as one action.

A plan is rows in their context, each with its annotation and what is to be done to it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from juseok.core.messages import Message
from juseok.core.model import (
    ArticleAnnotations,
    Claim,
    ClaimLink,
    Entity,
    Mention,
    Relationship,
    Viewer,
)
from juseok.core.ops import Action, Change
from juseok.core.spans import Spans
from juseok.services.bulk.kwic import Done, Looked, Progress, Record, Row, row_of
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
from juseok.services.tagging.mentions import delete_mentions
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
    words: Message | None = None
    """The names of both, for people."""


@dataclass(frozen=True, slots=True)
class Rejoin:
    """Another type of relationship, or of claim link; ``words``: its name, for people."""

    type: str
    words: Message


@dataclass(frozen=True, slots=True)
class Put:
    """Other words (proved), and another entity where ``entity`` is not None."""

    spans: Spans
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Away with it, and with what hangs on it."""


Edit: TypeAlias = Retype | Relink | Give | Rejoin | Put | Delete

CLOSED: Final = frozenset({"finished", "skipped"})
"""Articles in these states are left as they are."""


def note_of(record: Record, edit: Edit) -> Message:
    """What ``edit`` does to ``record``, in a few words."""
    match edit:
        case Retype(type=type):
            before = "" if isinstance(record, Claim) else record.type
            return Message("recode.retype", before=before, type=type)
        case Rejoin(words=words):
            return Message("recode.rejoin", name=words)
        case Give(words=Message() as words):
            return words
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
    planned: Sequence[tuple[Record, Edit]],
    annotations: Mapping[str, ArticleAnnotations],
    made: Collection[Entity] = (),
    also: Sequence[Change] = (),
) -> Action | None:
    """One action that does every edit to its record; None when nothing would change.

    ``annotations`` are those of the articles of what is deleted, by article; ``made`` are entities
    that are made along with it, those of them that an edit names; ``also`` goes with it as it is.
    """
    changes: list[Change] = []
    gone: dict[str, list[Mention]] = {}
    named: set[str] = set()
    for record, edit in planned:
        if isinstance(edit, Delete) and isinstance(record, Mention):
            gone.setdefault(record.article, []).append(record)
        else:
            changes += changes_of(record, edit)
        if isinstance(edit, Retype):
            named.add(edit.entity)
    for article, mentions in gone.items():
        held = annotations.get(article, ArticleAnnotations())
        changes += delete_mentions(mentions=mentions, annotations=held).changes
    if not changes:
        return None
    first = planned[0][0]
    articles = {record.article for record, _ in planned}
    code, spans = _LABELS[type(first)], _spans(first)
    name = label(code, spans, count=len(planned), articles=len(articles))
    where = first.article if len(articles) == 1 else None
    return Action(
        name, (*(create(each) for each in made if each.id in named), *changes, *also), where
    )


_LABELS: Final[Mapping[type, str]] = {
    Mention: "recode",
    Claim: "recode_claims",
    Relationship: "recode_relationships",
    ClaimLink: "recode_links",
}


def _spans(record: Record) -> Spans:
    match record:
        case Mention(spans=spans) | Claim(content=spans):
            return spans
        case Relationship() | ClaimLink():
            return ()


def changes_of(record: Record, edit: Edit) -> Iterator[Change]:
    """What ``edit`` writes for ``record``: nothing where it changes nothing, or is none for it."""
    match edit:
        case Give(attribute=attribute, value=value):
            if isinstance(record, ClaimLink):  # which has none
                return
            before = record.attributes.get(attribute)
            if (before.value if before else None) != value:
                yield attribute_change(record, attribute, chosen(before, value))
        case Rejoin(type=type):
            if isinstance(record, Relationship | ClaimLink) and record.type != type:
                yield update(record, type=type)
        case _:
            if isinstance(record, Mention):
                yield from _of_mention(record, edit)


def _of_mention(mention: Mention, edit: Edit) -> Iterator[Change]:
    match edit:
        case Retype(type=type, entity=entity):
            fields: dict[str, object] = {"type": type, "entity": entity}
        case Relink(entity=entity):
            fields = {"type": entity.type, "entity": entity.id}
        case Put(spans=spans, entity=entity):
            fields = {"spans": spans, "entity": mention.entity if entity is None else entity}
        case _:
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
    """The viewer's own mentions of ``entities``, each with ``edit`` planned for it.

    Those in articles that are finished or skipped are only counted.
    """
    found = [m for entity in sorted(entities) for m in reader.mentions_of(viewer, entity)]
    own: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.layer == viewer.own_layer:
            own.setdefault(mention.article, []).append(mention)
    articles = list(own)
    closed = closed_among(reader, viewer, articles)
    left = sum(len(own[article]) for article in closed)
    for at in range(0, len(articles), _ARTICLES):
        if cancelled():
            return
        part = articles[at : at + _ARTICLES]
        rows = [
            row_of(text, mention.spans[0], record=mention, edit=edit, note=note_of(mention, edit))
            for text in reader.texts_holding(viewer, (), part)
            if text.article not in closed
            for mention in own[text.article]
        ]
        yield Looked(tuple(rows), at + len(part), len(articles), left, len(closed))


def closed_among(reader: Reader, viewer: Viewer, articles: Collection[str]) -> frozenset[str]:
    """Those of ``articles`` that the viewer has finished or skipped."""
    return frozenset(
        each for each in articles if reader.article_state(viewer, each).state in CLOSED
    )


def do_rows(
    *,
    project: Project,
    reader: Reader,
    rows: Sequence[Row],
    made: Collection[Entity] = (),
    also: Sequence[Change] = (),
    then: Callable[[Sequence[tuple[Record, Edit]]], Sequence[Change]] = lambda _: (),
    viewer: Viewer | None = None,
    open_only: bool = False,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done:
    """Do what is planned for ``rows`` as one action, from a thread that may wait.

    Annotations that were changed since they were listed are passed by, and with ``open_only``
    those in articles that were finished meanwhile.  ``then``: what goes with what is really done.
    ``viewer``: whose layer it is; None: one's own.  Raises ``ProjectError`` where the project
    cannot be written; then nothing is done.
    """
    project.writer.flush()  # what was done a moment ago counts
    viewer, planned = viewer or project.viewer(), list[tuple[Record, Edit]]()
    by_article: dict[str, list[Row]] = {}
    for each in rows:
        by_article.setdefault(each.article, []).append(each)
    annotations: dict[str, ArticleAnnotations] = {}
    for done, (article, those) in enumerate(by_article.items()):
        if cancelled():
            return Done(cancelled=True)
        if open_only and closed_among(reader, viewer, (article,)):
            continue
        held = reader.annotations(viewer, article)
        now: dict[str, Record] = {
            each.id: each
            for each in (*held.mentions, *held.claims, *held.relationships, *held.claim_links)
        }
        kept = [
            (each.record, each.edit)
            for each in those
            if each.record and each.edit and now.get(each.record.id) == each.record
        ]
        planned += kept
        if any(isinstance(edit, Delete) for _, edit in kept):
            annotations[article] = held
        progress(done + 1, len(by_article))
    also = (*also, *then(planned))
    action = (
        recode(planned=planned, annotations=annotations, made=made, also=also) if planned else None
    )
    if cancelled() or action is None:
        return Done(passed=len(rows), cancelled=cancelled())
    project.writer.commit(action)
    articles = len({record.article for record, _ in planned})
    return Done(action.label, len(planned), articles, len(rows) - len(planned))

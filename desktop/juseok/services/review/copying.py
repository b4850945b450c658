"""From an annotator's version to gold: copies with the ends that gold has.

A copy keeps its entity, remembers what it was taken from, and points to what stands in gold for
what the original points to.  Where gold has something for the place already, that is set to what
the new version says, so that what hangs on it stays.

The id of a copy follows from the item, and a copy is written with every register that any version
of the item has: two reviewers who decide the same item apart, and merge, have one record in gold,
which says what one of them decided as a whole.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import cast

from juseok.core.adjudicate_model import Annotation, ItemSort, Judged
from juseok.core.errors import KnownError
from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    Attributes,
    Claim,
    ClaimLink,
    Mention,
    Ref,
    Refs,
    Relationship,
    Value,
)
from juseok.core.ops import CREATE, RESTORE, SET, Body, Change, Json
from juseok.core.records import SPECS, to_body, value_to_json
from juseok.core.review_model import gold_id, gold_layer_id
from juseok.services.edits import KIND_OF, remove
from juseok.services.review.page import ReviewPage
from juseok.services.tagging.claim_edits import delete_claim
from juseok.services.tagging.mentions import delete_mention
from juseok.services.tagging.relationships import delete_relationship


class Copier:
    """Builds the changes of one action, item by item, ends before what joins them."""

    def __init__(self, page: ReviewPage) -> None:
        self._page = page
        self._gold: dict[str, str] = {}
        self._entities: dict[str, str] = {}
        self._mentions: dict[str, Mention] = {}
        for layer in page.layers.values():
            self._mentions |= {mention.id: mention for mention in layer.mentions}
        for judged in page.judged:
            if judged.item.sort is ItemSort.ENTITY:
                self._learn_entity(judged)
            elif judged.gold:
                self._learn(judged, judged.gold)

    def take(self, judged: Judged, layer: str) -> tuple[list[Change], tuple[str, ...]]:
        """Bring what ``layer`` says at this item into gold; the changes, and the ids in gold.

        Raises ``KnownError`` when gold lacks an end of it.
        """
        sources = judged.item.members[layer]
        olds = list(judged.gold)
        pairs: list[tuple[Annotation, Annotation | None]] = []
        for source in sources:
            old = next((each for each in olds if each.derived_from == source.id), None)
            pairs.append((source, old))
            if old is not None:
                olds.remove(old)
        changes: list[Change] = []
        made: list[Annotation] = []
        free = self._free_ids(judged)
        for source, old in pairs:
            if old is None and olds:
                old = olds.pop(0)
            copy = self._copy(source, old.id if old is not None else next(free))
            made.append(copy)
            if old is None:
                changes += _made(copy, judged)
            elif old.id in self._page.contested:  # the same again settles it, too
                changes.append(Change(old.id, KIND_OF[type(copy)], SET, _whole(copy, judged)))
            elif (change := _set(old, copy)) is not None:
                changes.append(change)
        for old in olds:
            changes += self.drop(old)
        self._learn(judged, made)
        return changes, tuple(each.id for each in made)

    def drop(self, record: Annotation) -> list[Change]:
        """Take a record out of gold, with what hangs on it there."""
        gold = self._page.gold
        match record:
            case Mention():
                return list(delete_mention(mention=record, annotations=gold).changes)
            case Claim():
                return list(delete_claim(claim=record, annotations=gold).changes)
            case Relationship():
                action = delete_relationship(relationship=record, annotations=gold)
                return list(action.changes)
            case _:
                return [remove(record)]

    # -- inside

    def _free_ids(self, judged: Judged) -> Iterator[str]:
        taken = {each.id for each in judged.gold}
        ids = (gold_id(self._page.article, judged.key, number) for number in count())
        return (each for each in ids if each not in taken)

    def _learn(self, judged: Judged, gold: Sequence[Annotation]) -> None:
        """What points to a version of the item points to ``gold`` from now on."""
        by_source = {each.derived_from: each.id for each in gold}
        for records in judged.item.members.values():
            for number, record in enumerate(records):
                at = by_source.get(record.id) or gold[min(number, len(gold) - 1)].id
                self._gold[record.id] = at

    def _learn_entity(self, judged: Judged) -> None:
        if judged.verdict is None or not judged.verdict.taken:
            return
        for records in judged.item.members.values():
            for record in records:
                self._entities[record.id] = judged.verdict.taken

    def _copy(self, source: Annotation, obj: str) -> Annotation:
        copy = replace(source, id=obj, layer=gold_layer_id(), derived_from=source.id, note="")
        match copy:
            case Mention():
                return replace(copy, entity=self._entities.get(source.id, copy.entity))
            case Claim():
                roles = {role: self._refs(getattr(copy, role)) for role in SPECS["claim"].refs}
                return replace(copy, nested_in=self._gold.get(copy.nested_in, ""), **roles)
            case _:
                return self._joined(copy)

    def _joined(self, edge: Relationship | ClaimLink) -> Annotation:
        head, tail = self._gold.get(edge.head), self._gold.get(edge.tail)
        if head is None or tail is None:
            raise KnownError("review.ends")
        return replace(edge, head=head, tail=tail)

    def _refs(self, refs: Refs) -> Refs:
        found: list[Ref] = []
        for ref in refs:
            if ref.sort != "mention":
                found.append(ref)
            elif ref.id in self._gold:
                found.append(Ref("mention", id=self._gold[ref.id]))
            elif ref.id in self._mentions:  # not in gold: the words themselves
                found += [Ref("span", span=span) for span in self._mentions[ref.id].spans]
        return tuple(dict.fromkeys(found))


def _made(copy: Annotation, judged: Judged) -> list[Change]:
    """A new record of gold.  What was in gold before and was taken out comes back."""
    kind = KIND_OF[type(copy)]
    made = [Change(copy.id, kind, CREATE, _whole(copy, judged))]
    if judged.verdict is not None:
        made.append(Change(copy.id, kind, RESTORE, {}))
    return made


def _whole(copy: Annotation, judged: Judged) -> Body:
    """The registers of ``copy``, also those in which only other versions say something."""
    body: dict[str, Json] = {**to_body(copy)}
    others = {name for rows in judged.item.members.values() for each in rows
              for name in to_body(each)}  # fmt: skip
    for name in sorted(others - body.keys() - {"note"}):
        if name.startswith(ATTRIBUTE_PREFIX):
            body[name] = value_to_json(Value(None))
        else:
            body[name] = value_to_json(getattr(copy, name))
    return body


def _set(old: Annotation, new: Annotation) -> Change | None:
    """What makes ``new`` of ``old``; None when it is that already."""
    body: dict[str, Json] = {}
    for item in dataclasses.fields(new):
        was, now = getattr(old, item.name), getattr(new, item.name)
        if item.name == "attributes":
            body |= _attributes(cast("Attributes", was), cast("Attributes", now))
        elif was != now and item.name != "note":
            body[item.name] = value_to_json(now)
    return Change(old.id, KIND_OF[type(old)], SET, body) if body else None


def _attributes(was: Attributes, now: Attributes) -> dict[str, Json]:
    names = [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]
    return {ATTRIBUTE_PREFIX + name: value_to_json(now.get(name, Value(None))) for name in names}

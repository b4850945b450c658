"""Verdicts: what a reviewer decides on the versions of the annotators.

Each is an ordinary action of the reviewer's: it can be undone, and it travels when projects are
merged.  A verdict holds the version of everything that was seen, so that a later edit shows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType

from juseok.core.adjudicate_model import Item, ItemSort, ItemState, Judged, Standing
from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import ClaimLink, Kind, Layer, Mention, Relationship
from juseok.core.ops import CREATE, Action, Change, Json
from juseok.core.records import to_body, value_to_json
from juseok.core.review_model import Decision, Verdict, gold_layer_id, verdict_id
from juseok.services.edits import elide, label, update
from juseok.services.review.copying import Copier
from juseok.services.review.page import ReviewPage

Reasons = Mapping[str, str]
"""Layer → why its version is not right."""

Choice = tuple[Judged, str]
"""An item, and the layer whose version is taken."""


def make_gold() -> Action:
    """The layer of gold, for a project that has none yet; nobody undoes that there is one."""
    layer = Layer(gold_layer_id(), "gold")
    change = Change(layer.id, Kind.LAYER, CREATE, to_body(layer))
    return Action(Message("history.gold"), (change,), undoable=False)


def accept(
    *,
    page: ReviewPage,
    judged: Judged,
    layer: str,
    annotator: str,
    fix: bool = False,
    reasons: Reasons = MappingProxyType({}),
) -> Action:
    """Take what ``layer`` says at an item: its version is copied into gold.

    ``fix``: the copy is going to be edited.  ``reasons``: why other versions are not right.
    Raises ``KnownError`` when gold lacks an end of it.
    """
    decision: Decision = "fix" if fix else "accept"
    changes = taken(page, Copier(page), judged, layer, decision, annotator, reasons)
    return Action(_label(decision, judged.item), tuple(changes), page.article)


def accept_all(
    *, page: ReviewPage, choices: Iterable[Choice], annotator: str, code: str
) -> Action | None:
    """Take many versions in one action, called ``undo.review.<code>``; None for none.

    What lacks an end in gold is left to people.
    """
    copier = Copier(page)
    changes: list[Change] = []
    count = 0
    for judged, layer in sorted(choices, key=lambda choice: choice[0].item.rank):
        try:
            changes += taken(page, copier, judged, layer, "accept", annotator)
        except KnownError:
            continue
        count += 1
    if not count:
        return None
    return Action(Message(f"undo.review.{code}", count=count), tuple(changes), page.article)


def decide(
    *,
    page: ReviewPage,
    judged: Judged,
    decision: Decision,
    annotator: str,
    reason: str = "",
    note: str = "",
    reasons: Reasons = MappingProxyType({}),
) -> Action:
    """Reject (with a reason, and ``reasons`` of single versions), say that none is right, or put
    off.

    What gold had for a rejected item goes; putting off changes nothing in gold.
    """
    copier = Copier(page)
    changes: list[Change] = []
    if decision in ("reject", "none") and judged.item.sort is not ItemSort.ENTITY:
        for record in judged.gold:
            changes += copier.drop(record)
    verdict = _verdict(
        page, judged, decision=decision, annotator=annotator, reason=reason, note=note,
        reasons=reasons,
    )  # fmt: skip
    return Action(_label(decision, judged.item), (*changes, verdict), page.article)


def say_why(
    *, page: ReviewPage, judged: Judged, layer: str, reason: str, annotator: str
) -> Action | None:
    """Say of a judged item why the version of ``layer`` is not right; what was decided stays.

    None where nothing was decided yet, or it was said already.
    """
    verdict = judged.verdict
    if verdict is None or layer not in judged.item.members:
        return None
    said = {**dict(verdict.reasons), **{r.id: reason for r in judged.item.members[layer]}}
    if tuple(sorted(said.items())) == verdict.reasons:
        return None
    told = replace(verdict, reasons=tuple(sorted(said.items())), annotator=annotator)
    change = Change(verdict.id, Kind.VERDICT, CREATE, _whole(told))
    words = elide(judged.item.words)
    return Action(Message("undo.review.why", quote=words), (change,), page.article)


def agreed(page: ReviewPage) -> list[Choice]:
    """What everybody says alike, and nobody has judged."""
    return [
        (each, min(each.item.members))
        for each in page.judged
        if each.waits and each.item.state is ItemState.AGREED and _settled(page, each.item)
    ]


def everything_of(page: ReviewPage, layer: str) -> list[Choice]:
    """What ``layer`` has and nobody has judged; what it has not is left to be judged."""
    return [(each, layer) for each in page.judged if each.waits and layer in each.item.members]


def by_votes(page: ReviewPage, needed: int) -> list[Choice]:
    """Where at least ``needed`` layers say the same, and no other version has as many.

    A tie is left to people, as is what somebody has judged already.
    """
    found = ((each, _leading(page, each)) for each in page.judged)
    return [(each, min(layers)) for each, layers in found if len(layers) >= max(1, needed)]


def votes_for(page: ReviewPage) -> dict[str, int]:
    """For each open item that a rule may take, how many layers say what it would take.

    What joins two others is taken only with both of its ends, so it has no more than they.
    """
    homes = {record.id: each for each in page.judged if each.item.sort is not ItemSort.ENTITY
             for rows in each.item.members.values() for record in rows}  # fmt: skip
    votes: dict[str, int] = {}
    for each in page.judged:  # ends come before what joins them
        if each.standing is not Standing.OPEN or each.gold:
            continue
        layers = _leading(page, each)
        votes[each.key] = len(layers)
        for record in each.item.members[min(layers)] if layers else ():
            if isinstance(record, Relationship | ClaimLink):
                for end in (homes.get(record.head), homes.get(record.tail)):
                    there = 0 if end is None else votes.get(end.key, 0)
                    if end is None or not end.gold:
                        votes[each.key] = min(votes[each.key], there)
    return votes


def _leading(page: ReviewPage, judged: Judged) -> list[str]:
    """The layers whose version has most votes at an item; none where it is a tie, or people have
    to decide."""
    item = judged.item
    if not judged.waits or item.sort is ItemSort.ENTITY or not _settled(page, item):
        return []
    votes: dict[int, list[str]] = {}
    for layer, number in item.versions.items():
        votes.setdefault(number, []).append(layer)
    ranked = sorted(votes.values(), key=lambda layers: (-len(layers), min(layers)))
    absent = len(page.layers) - len(item.members)
    rivals = [len(layers) for layers in ranked[1:]] + [absent]
    return ranked[0] if ranked and len(ranked[0]) > max(rivals) else []


def unanimous(page: ReviewPage) -> list[Choice]:
    return agreed(page) if len(page.layers) > 1 else []


def majority(page: ReviewPage) -> list[Choice]:
    """Where more than half of those who did the article say the same."""
    return by_votes(page, max(2, len(page.layers) // 2 + 1))


def _settled(page: ReviewPage, item: Item) -> bool:
    """Whether no quarrel about the entity of a mention is open."""
    if "entity" not in item.differs:
        return True
    held = {record.id for rows in item.members.values() for record in rows}
    return any(
        each.item.sort is ItemSort.ENTITY
        and not each.waits
        and each.verdict is not None
        and each.verdict.taken
        and any(record.id in held for rows in each.item.members.values() for record in rows)
        for each in page.judged
    )


def rejection(page: ReviewPage, judged: Judged, *, reason: str, annotator: str) -> Change:
    """The verdict that nothing of an open item goes into gold."""
    return _verdict(page, judged, decision="reject", annotator=annotator, reason=reason)


def taken(
    page: ReviewPage,
    copier: Copier,
    judged: Judged,
    layer: str,
    decision: Decision,
    annotator: str,
    reasons: Reasons = MappingProxyType({}),
) -> list[Change]:
    """The changes of :func:`accept`, for an action of several; raises ``KnownError``."""
    if judged.item.sort is ItemSort.ENTITY:
        return _entity_taken(page, judged, layer, annotator)
    changes, made = copier.take(judged, layer)
    verdict = _verdict(
        page,
        judged,
        decision=decision,
        annotator=annotator,
        taken=judged.item.members[layer][0].id,
        made=made[0] if made else "",
        reasons=reasons,
    )
    return [*changes, verdict]


def _entity_taken(page: ReviewPage, judged: Judged, layer: str, annotator: str) -> list[Change]:
    """The entity that ``layer`` links these words to, at every place that gold has already."""
    first = judged.item.members[layer][0]
    entity = first.entity if isinstance(first, Mention) else ""
    held = {record.id for rows in judged.item.members.values() for record in rows}
    changes: list[Change] = []
    for other in page.judged:
        members = {record.id for rows in other.item.members.values() for record in rows}
        if other.item.sort is ItemSort.MENTION and members & held:
            changes += [
                update(record, entity=entity)
                for record in other.gold
                if isinstance(record, Mention) and record.entity != entity
            ]
    verdict = _verdict(page, judged, decision="accept", annotator=annotator, taken=entity)
    return [*changes, verdict]


def _verdict(
    page: ReviewPage,
    judged: Judged,
    *,
    decision: Decision,
    annotator: str,
    taken: str = "",
    made: str = "",
    reason: str = "",
    note: str = "",
    reasons: Reasons = MappingProxyType({}),
) -> Change:
    # Its id is the same on every machine, and each decision creates it with all its registers:
    # what is left when some are undone is the latest of the others.
    gold = gold_layer_id()
    said = {
        record.id: why for layer, why in reasons.items() for record in judged.item.members[layer]
    }
    verdict = Verdict(
        verdict_id(gold, page.article, judged.key), gold, page.article, judged.key, decision,
        judged.item.targets(), taken, made, reason, note, annotator, tuple(sorted(said.items())),
    )  # fmt: skip
    return Change(verdict.id, Kind.VERDICT, CREATE, _whole(verdict))


def _whole(verdict: Verdict) -> dict[str, Json]:
    """Every register, also those that say nothing: what an earlier verdict said is gone."""
    return {
        item.name: value_to_json(getattr(verdict, item.name))
        for item in fields(verdict)
        if item.name != "id"
    }


def _label(decision: Decision, item: Item) -> Message:
    return label(f"review.{decision}", quote=elide(item.words))

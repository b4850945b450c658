"""What was decided on the items of an article, and whether it still holds.  Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from juseok.core.adjudicate_model import (
    Annotation,
    Item,
    ItemSort,
    ItemState,
    Judged,
    Standing,
    cover,
    edges,
    quote,
    record_version,
    spans_of,
)
from juseok.core.model import ArticleAnnotations, Claim, ClaimLink, Mention, Relationship
from juseok.core.review_model import Verdict


def judged_of(
    items: Sequence[Item],
    gold: ArticleAnnotations,
    verdicts: Iterable[Verdict],
    contested: Collection[str] = (),
    before: Iterable[Judged] = (),
) -> tuple[Judged, ...]:
    """Each item with its verdict, how it stands now, and what of ``gold`` is there for it.

    ``contested``: verdicts and records of gold that two reviewers wrote differently.  What gold
    has and no annotator had comes last, as judged.  ``before``: what came of it last time, from
    which the standing of the very same item by the very same verdict is taken.
    """
    known = {
        id(each.item): each for each in before if each.standing is not Standing.CONTESTED
    }  # told by what they are, not by what they say: a look at every record is what is saved
    homes = _Homes(items)
    found = _verdicts_of(homes, verdicts)
    stands, alone = _gold_of(homes, gold)
    taken = {verdict.item for verdict in found.values()}
    out: list[Judged] = []
    for number, item in enumerate(items):
        verdict = found.get(number)
        key = verdict.item if verdict is not None else _free(item.key, taken)
        held = tuple(stands.get(number, ()))
        last = known.get(id(item))
        same = last is not None and last.item is item and last.verdict is verdict
        standing = last.standing if last is not None and same else _standing(item, verdict)
        if verdict is not None and _is_contested(item, verdict, held, contested):
            standing = Standing.CONTESTED
        out.append(Judged(key, item, standing, verdict, held))
    return (*out, *(_own(record) for record in alone))


class _Homes:
    """In which item each record is."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.keys = {item.key: number for number, item in enumerate(items)}
        self.of: dict[tuple[bool, str], int] = {}
        for number, item in enumerate(items):
            for records in item.members.values():
                for record in records:
                    self.of[item.sort is ItemSort.ENTITY, record.id] = number


def _verdicts_of(homes: _Homes, verdicts: Iterable[Verdict]) -> dict[int, Verdict]:
    """Item → its verdict: the one that judged most of its records."""
    claims: list[tuple[int, str, int, Verdict]] = []
    for verdict in verdicts:
        entity = verdict.item.startswith(ItemSort.ENTITY)
        hits = Counter(
            number
            for target, _ in verdict.targets
            if (number := homes.of.get((entity, target))) is not None
        )
        if hits:
            number, count = min(hits.items(), key=lambda hit: (-hit[1], hit[0]))
            claims.append((-count, verdict.item, number, verdict))
        elif (at := homes.keys.get(verdict.item)) is not None:
            claims.append((0, verdict.item, at, verdict))
    found: dict[int, Verdict] = {}
    for _, _, number, verdict in sorted(claims, key=lambda each: each[:3]):
        found.setdefault(number, verdict)
    return found


def _gold_of(
    homes: _Homes, gold: ArticleAnnotations
) -> tuple[dict[int, list[Annotation]], list[Annotation]]:
    """Item → its records in gold, and those that belong to none."""
    stands: defaultdict[int, list[Annotation]] = defaultdict(list)
    alone: list[Annotation] = []
    records: tuple[Annotation, ...] = (
        *gold.mentions, *gold.claims, *gold.relationships, *gold.claim_links,
    )  # fmt: skip
    for record in records:
        number = homes.of.get((False, record.derived_from)) if record.derived_from else None
        if number is None:
            alone.append(record)
        else:
            stands[number].append(record)
    left: list[Annotation] = []
    for record in alone:  # made by hand: it stands for what it says the same as
        number = _same_place(homes, record, stands)
        if number is None:
            left.append(record)
        else:
            stands[number].append(record)
    return stands, left


def _same_place(
    homes: _Homes, record: Annotation, stands: Mapping[int, Sequence[Annotation]]
) -> int | None:
    spans = cover(spans_of(record))
    if not spans:
        return None
    for number, item in enumerate(homes.items):
        if item.sort is ItemSort.ENTITY or stands.get(number):
            continue
        for records in item.members.values():
            if any(type(r) is type(record) and cover(spans_of(r)) == spans for r in records):
                return number
    return None


def _free(key: str, taken: Collection[str]) -> str:
    """``key``, or one like it that no verdict of another item goes by."""
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}'{number}"
    return found


def _standing(item: Item, verdict: Verdict | None) -> Standing:
    if verdict is None:
        return Standing.OPEN
    seen = {obj for obj, _ in verdict.targets}
    now = {record.id: record for rows in item.members.values() for record in rows}
    known = [record for record in now.values() if record.id in seen]
    stale = len(known) < len(seen) or any(
        not verdict.holds_for(r.id, record_version(r)) for r in known
    )
    stale = stale or _says_more(item, seen)
    if stale:
        return Standing.STALE
    return Standing.DEFERRED if verdict.decision == "defer" else Standing.JUDGED


def _says_more(item: Item, seen: Collection[str]) -> bool:
    """Whether a layer with a record that was not ``seen`` says what no layer that was judged does.

    Who comes later and says what was judged already changes nothing.
    """
    late = {
        layer for layer, rows in item.members.items() if any(each.id not in seen for each in rows)
    }
    said = {number for layer, number in item.versions.items() if layer not in late}
    return any(item.versions[layer] not in said for layer in late)


def _is_contested(
    item: Item, verdict: Verdict, gold: Sequence[Annotation], contested: Collection[str]
) -> bool:
    """Whether two reviewers decided differently: on one object, or, where the item was another one
    on each of their machines, by one copy each."""
    if verdict.id in contested or any(record.id in contested for record in gold):
        return True
    members = {record.id for rows in item.members.values() for record in rows}
    copies = sum(record.derived_from in members for record in gold)
    return copies > max(map(len, item.members.values()), default=copies)


def _own(record: Annotation) -> Judged:
    """What a reviewer added."""
    spans = spans_of(record)
    start, end = edges(spans)
    sort = {
        Mention: ItemSort.MENTION,
        Claim: ItemSort.CLAIM,
        Relationship: ItemSort.RELATIONSHIP,
        ClaimLink: ItemSort.CLAIM_LINK,
    }[type(record)]
    item = Item(f"gold:{record.id}", sort, start, end, quote(spans), ItemState.AGREED)
    return Judged(item.key, item, Standing.JUDGED, None, (record,))


def in_order(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """In the order of the queue."""
    return tuple(sorted(judged, key=lambda each: each.item.rank))

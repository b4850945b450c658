"""Which annotations of several layers are about the same place.

Groups are ``{layer: [records]}``.  Nothing depends on the order in which layers or records come:
ties are broken by place, then by type, then by id.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from juseok.core.model import Claim, ClaimLink, Mention, Relationship
from juseok.core.spans import Spans

R = TypeVar("R", Mention, Claim, Relationship, ClaimLink)
PlaceT = TypeVar("PlaceT", bound="tuple[Any, ...]")
Group = dict[str, list[R]]

ALIKE: Final = 0.5
"""Two claims are one from this F1 of their content's characters on."""


def mention_groups(layers: Mapping[str, Sequence[Mention]]) -> list[dict[str, list[Mention]]]:
    """Mentions on the same words; then those that overlap, the likest first, one of a layer.

    Where one person has one mention and another cut its words into several, these stand together
    against the one; a mention inside another of the same person stays by itself.
    """
    groups = _rows(layers, lambda each: tuple((s.start, s.end) for s in each.spans))
    groups.sort(key=lambda group: _first(group, _mention_place))
    extents = [_extent(_any(group).spans) for group in groups]
    pairs: list[tuple[tuple[object, ...], int, int]] = []
    for one, other in _meeting(extents):
        a, b = _any(groups[one]), _any(groups[other])
        common, whole = _overlap(a.spans, b.spans)
        if common:
            pairs.append(((a.type != b.type, -common / whole, one, other), one, other))
    return _with_pieces(_joined(groups, pairs))


def _with_pieces(groups: list[dict[str, list[Mention]]]) -> list[dict[str, list[Mention]]]:
    """Groups whose mentions are further pieces of one that another layer has join that."""
    extents = [_outline(group) for group in groups]
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in _meeting(extents):
        near[one].append(other)
        near[other].append(one)
    home: dict[int, int] = {}
    for small in sorted(near, key=lambda each: (extents[each], each)):
        for large in sorted(near[small], key=lambda each: (extents[each], each)):
            free = large not in home and small not in home.values()
            if free and _is_piece(groups[small], groups[large]):
                home[small] = large
                for layer, rows in groups[small].items():
                    kept = groups[large].setdefault(layer, [])
                    kept.extend(rows)
                    kept.sort(key=_mention_place)
                break
    return [group for number, group in enumerate(groups) if number not in home]


def _is_piece(small: Mapping[str, Sequence[Mention]], large: Mapping[str, list[Mention]]) -> bool:
    """Whether ``small`` holds more of what one layer in ``large`` has as one: each of its layers
    has another piece there, apart from this, and both lie in that one."""
    wholes = [
        mention
        for layer, rows in large.items()
        if layer not in small and len(rows) == 1
        for mention in rows
    ]
    return any(
        all(
            layer in large
            and all(_lies_in(each, whole) for each in (*rows, *large[layer]))
            and not any(_overlap(a.spans, b.spans)[0] for a in rows for b in large[layer])
            for layer, rows in small.items()
        )
        for whole in wholes
    )


def _lies_in(mention: Mention, whole: Mention) -> bool:
    return _overlap(mention.spans, whole.spans)[0] == _size(mention.spans)


def _outline(group: Mapping[str, Sequence[Mention]]) -> tuple[int, int]:
    found = [_extent(mention.spans) for rows in group.values() for mention in rows]
    return min(start for start, _ in found), max(end for _, end in found)


def claim_groups(layers: Mapping[str, Sequence[Claim]]) -> list[dict[str, list[Claim]]]:
    """Claims by the F1 of their content's characters, best pairs first; a claim whose content
    lies in that of a group joins it, so that one claim stands against its two halves."""
    singles: list[dict[str, list[Claim]]] = [
        {layer: [claim]} for layer in sorted(layers) for claim in layers[layer]
    ]
    singles.sort(key=lambda group: _first(group, _claim_place))
    extents = [_extent(_any(group).content) for group in singles]
    pairs: list[tuple[tuple[object, ...], int, int]] = []
    for one, other in _meeting(extents):
        a, b = _any(singles[one]).content, _any(singles[other]).content
        score = f1(a, b)
        if score >= ALIKE:
            pairs.append(((-score, one, other), one, other))
    return _with_halves(_joined(singles, pairs))


def edge_groups(
    layers: Mapping[str, Sequence[R]], ends: Callable[[R], Hashable]
) -> list[dict[str, list[R]]]:
    """Edges by the places that they join, whichever way round."""
    return _rows(layers, ends)


def grouped(
    match: Callable[[Mapping[str, Sequence[R]]], list[Group[R]]],
    layers: Mapping[str, Sequence[R]],
    known: Mapping[str, str],
) -> list[Group[R]]:
    """The groups that ``match`` makes, with records of one ``known`` name in one group.

    What is known in every layer is not matched by its place at all.  Of the others that of the
    first layer stands for all of them; what ``match`` had put in their place is a group of its own.
    """
    named: defaultdict[str, dict[str, R]] = defaultdict(dict)
    for layer in sorted(layers):
        for record in layers[layer]:
            if record.id in known:
                named[known[record.id]].setdefault(layer, record)
    rows = {name: row for name, row in named.items() if len(row) > 1}
    out: list[Group[R]] = [
        {layer: [record] for layer, record in rows[name].items()}
        for name in sorted(rows)
        if len(rows[name]) == len(layers)
    ]
    apart = {record.id for group in out for (record,) in group.values()}
    followers = {
        row[min(row)].id: {layer: row[layer] for layer in row if layer != min(row)}
        for row in rows.values()
        if len(row) < len(layers)
    }
    apart.update(each.id for behind in followers.values() for each in behind.values())
    rest = {name: [each for each in layers[name] if each.id not in apart] for name in layers}
    for group in match(rest):
        out += _led(group, followers)
    return out


def _led(group: Group[R], followers: Mapping[str, Mapping[str, R]]) -> list[Group[R]]:
    """``group`` with those that follow its records; what they took the place of by itself."""
    kept: Group[R] = {}
    evicted: list[Group[R]] = []
    for layer in sorted(group):
        family: Group[R] = {layer: group[layer]}
        for record in group[layer]:
            for other, behind in followers.get(record.id, {}).items():
                family.setdefault(other, []).append(behind)
        if family.keys() & kept.keys():
            evicted.append(family)
        else:
            kept.update(family)
    return [kept, *evicted]


def _with_halves(groups: list[dict[str, list[Claim]]]) -> list[dict[str, list[Claim]]]:
    """Groups in which each claim lies in one of a larger group of other layers join that."""
    sizes = [max(_size(claim.content) for rows in g.values() for claim in rows) for g in groups]
    home: dict[int, int] = {}
    extents = [
        (
            min(_extent(claim.content)[0] for rows in g.values() for claim in rows),
            max(_extent(claim.content)[1] for rows in g.values() for claim in rows),
        )
        for g in groups
    ]
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in _meeting(extents):
        near[one].append(other)
        near[other].append(one)
    for small in sorted(range(len(groups)), key=lambda each: (sizes[each], each)):
        best: tuple[float, int] | None = None
        for large in near[small]:
            if sizes[large] <= sizes[small] or set(groups[small]) == set(groups[large]):
                continue
            share = _held(groups[small], groups[large])
            if share >= ALIKE and (best is None or (-share, large) < best):
                best = (-share, large)
        if best is not None:
            home[small] = best[1]
    out: defaultdict[int, dict[str, list[Claim]]] = defaultdict(dict)
    for number, group in enumerate(groups):
        at = number
        while at in home:
            at = home[at]
        for layer, rows in group.items():
            out[at].setdefault(layer, []).extend(rows)
    for group in out.values():
        for rows in group.values():
            rows.sort(key=_claim_place)
    return [out[at] for at in sorted(out)]


def _held(small: Mapping[str, Sequence[Claim]], large: Mapping[str, Sequence[Claim]]) -> float:
    """The least share of a claim of ``small`` that lies in one of another layer in ``large``."""
    shares = [
        max(
            (
                _overlap(claim.content, held.content)[0] / (_size(claim.content) or 1)
                for other, records in large.items()
                if other != layer
                for held in records
            ),
            default=0.0,
        )
        for layer, rows in small.items()
        for claim in rows
    ]
    return min(shares)


def _rows(layers: Mapping[str, Sequence[R]], place: Callable[[R], Hashable]) -> list[Group[R]]:
    """Groups of one record of each layer at one ``place``: those of a type, then the others."""
    held: dict[Hashable, dict[tuple[str, int], Group[R]]] = {}
    for layer in sorted(layers):
        seen: defaultdict[tuple[Hashable, str], int] = defaultdict(int)
        for record in sorted(layers[layer], key=_type_and_id):
            where, kind = place(record), _type_of(record)
            number = seen[where, kind]
            seen[where, kind] += 1
            held.setdefault(where, {}).setdefault((kind, number), {})[layer] = [record]
    out: list[Group[R]] = []
    for rows in held.values():
        out += _disjoint(rows)
    return out


def _disjoint(rows: Mapping[tuple[str, int], Group[R]]) -> list[Group[R]]:
    """Rows of one place that share no layer become one, those that most have first."""
    ordered = sorted(rows.items(), key=lambda item: (-len(item[1]), item[0]))
    out: list[Group[R]] = []
    for _, row in ordered:
        for made in out:
            if not made.keys() & row.keys():
                made.update(row)
                break
        else:
            out.append(dict(row))
    return out


def _joined(
    groups: list[Group[R]], pairs: list[tuple[tuple[object, ...], int, int]]
) -> list[Group[R]]:
    """Join the groups of ``pairs``, in their order, where they share no layer."""
    parent = list(range(len(groups)))
    held = [set(group) for group in groups]

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for _, one, other in sorted(pairs):  # the numbers break every tie
        a, b = sorted((root(one), root(other)))
        if a != b and not held[a] & held[b]:
            parent[b] = a
            held[a] |= held[b]
    out: dict[int, Group[R]] = {}
    for number, group in enumerate(groups):
        out.setdefault(root(number), {}).update(group)
    return list(out.values())


def _meeting(extents: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Pairs of numbers whose extents overlap, the lower number first."""
    order = sorted(range(len(extents)), key=lambda each: (extents[each], each))
    open_: list[int] = []
    for at in order:
        start = extents[at][0]
        open_ = [each for each in open_ if extents[each][1] > start]
        for each in open_:
            yield (each, at) if each < at else (at, each)
        open_.append(at)


def f1(a: Spans, b: Spans) -> float:
    """How much of their characters two contents have in common."""
    common, _ = _overlap(a, b)
    return 2 * common / (_size(a) + _size(b) or 1)


def _overlap(a: Spans, b: Spans) -> tuple[int, int]:
    """Characters that both cover, and that either does."""
    common = sum(
        max(0, min(x.end, y.end) - max(x.start, y.start))
        for x in a
        for y in b
        if x.start < y.end and y.start < x.end
    )
    return common, _size(a) + _size(b) - common


def _size(spans: Spans) -> int:
    return sum(span.end - span.start for span in spans)


def _extent(spans: Spans) -> tuple[int, int]:
    return (spans[0].start, spans[-1].end) if spans else (0, 0)


def _any(group: Group[R]) -> R:
    return group[min(group)][0]


def _first(group: Group[R], place: Callable[[R], PlaceT]) -> PlaceT:
    return min(place(record) for rows in group.values() for record in rows)


def _mention_place(record: Mention) -> tuple[object, ...]:
    return (*_extent(record.spans), record.type, record.id)


def _claim_place(record: Claim) -> tuple[int, int, str]:
    return (*_extent(record.content), record.id)


def _type_of(record: Mention | Claim | Relationship | ClaimLink) -> str:
    return "" if isinstance(record, Claim) else record.type


def _type_and_id(record: Mention | Claim | Relationship | ClaimLink) -> tuple[str, str]:
    return _type_of(record), record.id

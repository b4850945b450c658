"""An article as it was: read-only, compared with another time, and brought back as a new action.

Nothing of the log is rewritten: what is brought back are new operations of today that give the
registers the values they had, which undo takes back like any other.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, cast

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    Article,
    ArticleAnnotations,
    How,
    Kind,
    Value,
    Viewer,
)
from juseok.core.ops import CREATE, DELETE, RESTORE, SET, Action, Change, Json
from juseok.core.records import SPECS, from_fields, value_to_json
from juseok.services.edits import Annotation
from juseok.store import places
from juseok.store.fold import ObjectState, Order
from juseok.store.past import GoneMemory
from juseok.store.reader import Reader

KINDS: Final = (
    Kind.MENTION, Kind.CLAIM, Kind.CLAIM_LINK, Kind.RELATIONSHIP, Kind.REMARK,
)  # fmt: skip
"""What a layer says of an article; what is brought back and compared."""

Sort: TypeAlias = Literal["added", "removed", "changed"]
States: TypeAlias = Mapping[str, ObjectState]


@dataclass(frozen=True, slots=True)
class Then:
    """An article at a place in the log: text and zones, what was live in it, and the same as
    records."""

    article: Article
    moment: Order
    states: States
    annotations: ArticleAnnotations


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one object between two times; ``fields``: the registers that changed."""

    obj: str
    sort: Sort
    record: Annotation
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Restoring:
    """What bringing back needs: ``then`` as it was, ``now`` of the same objects, gone or not.

    ``elsewhere``: what those objects lead to, as it was then, by id.
    """

    then: States
    now: States
    elsewhere: States = field(default_factory=dict[str, ObjectState])


def article_at(
    reader: Reader, viewer: Viewer, article: str, moment: Order, *, memory: GoneMemory
) -> Then:
    """Read ``article`` as it was when the log ended at ``moment``."""
    states = {state.obj: state for state in reader.past.states(viewer, article, moment, memory)}
    zoning = next((s for s in states.values() if s.kind == Kind.ZONING), None)
    sentencing = next((s for s in states.values() if s.kind == Kind.SENTENCING), None)
    about = reader.article(article)
    if zoning is not None:
        about = dataclasses.replace(about, zones=places.zones_from(zoning.fields))
    if sentencing is not None:
        edits = places.sentencing_from(sentencing.fields)
        about = dataclasses.replace(about, sentencing=edits)
    return Then(about, moment, states, _annotations(states.values()))


def read_restoring(
    reader: Reader, viewer: Viewer, article: str, moment: Order, *, memory: GoneMemory
) -> Restoring:
    """The own layer of ``article`` at ``moment`` and today, for :func:`bring_back`."""
    own = dataclasses.replace(viewer, visible_layers=frozenset({viewer.own_layer}))
    last = reader.timeline.last() or moment
    then = _own(viewer, reader.past.states(own, article, moment, memory))
    live = _own(viewer, reader.past.states(own, article, last, memory))
    now = {s.obj: s for s in reader.past.objects(viewer, sorted({*then, *live}), last)}
    linked = sorted({end for state in then.values() for end in _ends(state)} - {*then, *now})
    elsewhere = {
        s.obj: s
        for s in reader.past.objects(viewer, linked, moment)
        if s.live and s.kind == Kind.ENTITY
    }
    gone = {s.obj: s for s in reader.past.objects(viewer, sorted(elsewhere), last)}
    return Restoring(then, now | gone, elsewhere)


def bring_back(*, held: Restoring, article: str, when: str, only: str = "") -> Action | None:
    """Give the own layer of an article (or the object ``only``) the state it had; None where it
    has that.

    What an object leads to and is gone comes with it.  Raises ``KnownError`` when the object was
    not there then.
    """
    wanted = set(held.then)
    if only:
        if only not in held.then:
            raise KnownError("past.not_there", when=when)
        wanted = _with_ends(only, held.then)
    changes = [
        change
        for obj in _needed(held, wanted)
        for change in _restored({**held.elsewhere, **held.then}[obj], held.now.get(obj))
    ]
    if not only:
        changes += [
            Change(obj, state.kind, DELETE, {})
            for obj, state in sorted(held.now.items())
            if state.live and obj not in held.then and obj not in held.elsewhere
        ]
    if not changes:
        return None
    label = Message("undo.past.object" if only else "undo.past.article", when=when)
    return Action(label, tuple(changes), article=article)


def differences(before: States, after: States, *, layer: str) -> tuple[Difference, ...]:
    """What ``layer`` gained, lost and changed from one time to another, in text order."""
    found: list[Difference] = []
    for obj in before.keys() | after.keys():
        old, new = before.get(obj), after.get(obj)
        shown = new or old
        if shown is None or shown.kind not in KINDS or shown.fields.get("layer") != layer:
            continue
        record = _record(shown)
        if record is None:
            continue
        if old is None or new is None:
            found.append(Difference(obj, "added" if old is None else "removed", record))
        elif changed := _changed(old, new):
            found.append(Difference(obj, "changed", record, tuple(sorted(changed))))
    return tuple(sorted(found, key=lambda each: (_start(each.record), each.obj)))


def _start(record: Annotation) -> int:
    spans = getattr(record, "spans", ()) or getattr(record, "content", ())
    return spans[0].start if spans else 1 << 60


def _own(viewer: Viewer, states: Iterable[ObjectState]) -> dict[str, ObjectState]:
    return {
        state.obj: state
        for state in states
        if state.kind in KINDS and state.fields.get("layer") == viewer.own_layer
    }


def _annotations(states: Iterable[ObjectState]) -> ArticleAnnotations:
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for state in states:
        if state.kind in found and (record := _record(state)) is not None:
            found[state.kind].append(record)
    for records in found.values():
        records.sort(key=_start)
    return ArticleAnnotations(
        mentions=tuple(found[Kind.MENTION]),
        claims=tuple(found[Kind.CLAIM]),
        claim_links=tuple(found[Kind.CLAIM_LINK]),
        relationships=tuple(found[Kind.RELATIONSHIP]),
        remarks=tuple(found[Kind.REMARK]),
    )


def _record(state: ObjectState) -> Annotation | None:
    """The record of ``state``; None where another program left registers out."""
    try:
        return cast("Annotation", from_fields(state.kind, state.obj, state.fields))
    except (KnownError, TypeError, ValueError):
        return None


def _ends(state: ObjectState) -> Iterable[str]:
    """The ids of what an object leads to."""
    spec = SPECS.get(state.kind)
    for name in sorted(spec.links if spec else ()):
        value = state.fields.get(name)
        if isinstance(value, str) and value:
            yield value
    for name in sorted(spec.refs if spec else ()):
        value = state.fields.get(name)
        for ref in value if isinstance(value, list) else ():
            if isinstance(ref, list) and len(ref) == 2:
                yield str(ref[1])


def _with_ends(obj: str, states: States) -> set[str]:
    found, waiting = set[str](), [obj]
    while waiting:
        each = waiting.pop()
        if each in states and each not in found:
            found.add(each)
            waiting += _ends(states[each])
    return found


def _needed(held: Restoring, wanted: set[str]) -> Sequence[str]:
    """Ends first; entities only where they are gone, for they belong to everybody."""
    ends = {end for obj in wanted for end in _ends(held.then[obj])}
    gone = [
        obj
        for obj in sorted(ends & held.elsewhere.keys())
        if (state := held.now.get(obj)) is None or not state.live
    ]
    rank = {str(kind): at for at, kind in enumerate(KINDS)}
    return [*gone, *sorted(wanted, key=lambda obj: (rank[held.then[obj].kind], obj))]


def _restored(then: ObjectState, now: ObjectState | None) -> list[Change]:
    if now is not None and now.live:
        body = _changed(now, then)
        return [Change(then.obj, then.kind, SET, body)] if body else []
    body = dict(then.fields) | (_changed(now, then) if now is not None else {})
    made = Change(then.obj, then.kind, CREATE, body)
    if now is None or not now.deleted:
        return [made]
    return [Change(then.obj, then.kind, RESTORE, {}), made]


def _changed(now: ObjectState, then: ObjectState) -> dict[str, Json]:
    """The registers that make ``now`` say what ``then`` said; one that it lacked gets the value
    that stands for none."""
    body = {name: value for name, value in then.fields.items() if now.fields.get(name) != value}
    for name in now.fields.keys() - then.fields.keys():
        default = _default(now.kind, name)
        if default is not _NONE and now.fields[name] != default:
            body[name] = cast("Json", default)
    return body


_NONE: Final = object()


def _default(kind: str, name: str) -> object:
    if name.startswith(ATTRIBUTE_PREFIX):
        return value_to_json(Value(None, How.HAND))
    spec = SPECS.get(kind)
    for item in dataclasses.fields(spec.record) if spec is not None else ():
        if item.name == name and item.default is not dataclasses.MISSING:
            return value_to_json(item.default)
    return _NONE

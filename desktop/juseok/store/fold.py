"""From operations to the state of objects: the one pure fold.

The same functions serve the edit, the merge, the undo, the rebuild and the check.  The rules:

- Operations of one object are taken in log order ``(lamport, replica, op_id)``; each field is a
  register, and the last write wins.
- An object without a create that counts is a *stub* and invisible.
- A delete wins over any set, earlier, later or concurrent; only a later ``restore`` brings back.
- An undo names its target action and counts only for the operations of its own author; two
  undos of one action are as one; a redo cancels exactly those undos that its body lists
  (all that its author had seen).
- A ``create-many`` that names a batch counts while the batch object is live and not ignored;
  operations in the ``ranges`` of an ignored batch do not count.  Of the operations on batches
  themselves only what comes after one in the log can have it ignored, so that no circle arises.
- Verbs the fold does not know change nothing.
- Registers whose name starts with ``~`` speak about the write itself and are never fields.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, Final, TypeAlias

import msgspec
from msgspec.structs import replace as _changed

from juseok.core.ops import (
    CREATE,
    CREATE_MANY,
    DELETE,
    REDO,
    RESTORE,
    SET,
    UNDO,
    Change,
    Json,
    Op,
)
from juseok.store.op_bodies import Batch, decode_batch, decode_body

BATCH: Final = "batch"
"""Kind of the object that makes staged operations live, and that can be ignored."""

AFTER: Final = "~after"
"""In the body of a create or set: the highest lamport among the operations of other replicas on
this object that its author had seen."""

_WHOSE: Final = frozenset(
    {"annotator", "derived_from", "taken", "made", "targets", "reason", "reasons", "carried"}
)
"""Registers that say who decided, from what and why: two reviewers who decide the same differ in
these, and contest nothing."""

Order: TypeAlias = tuple[int, str, str]
Fields: TypeAlias = Mapping[str, Json]


class ObjectState(msgspec.Struct, frozen=True):
    """What the log says of one object.

    A struct, as :class:`Write` is: a bulk action makes one of each for every object.
    """

    obj: str
    kind: str
    fields: Fields
    deleted: bool = False
    stub: bool = False
    conflict: bool = False

    @property
    def live(self) -> bool:
        return not self.deleted and not self.stub


class Write(msgspec.Struct, frozen=True):
    """One operation as far as it concerns one object."""

    order: Order
    kind: str
    verb: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which operations count.

    ``undone``: action → the annotators whose operations in it are undone; ``live``: batches that
    count; ``ignored``: replica → ranges of seq, both ends included.
    """

    undone: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    live: frozenset[str] = frozenset()
    ignored: Mapping[str, Sequence[tuple[int, int]]] = field(
        default_factory=dict[str, Sequence[tuple[int, int]]]
    )

    def ignores(self, replica: str, seq: int) -> bool:
        return any(first <= seq <= last for first, last in self.ignored.get(replica, ()))

    def counts(
        self, *, action: str, annotator: str, replica: str, seq: int, batch: str = ""
    ) -> bool:
        """Whether an operation changes anything; ``batch`` is the one that it is staged in."""
        if annotator in self.undone.get(action, ()):
            return False
        return (not batch or batch in self.live) and not self.ignores(replica, seq)


@dataclass(frozen=True, slots=True)
class Reversal:
    """An undo or a redo: ``target`` is the action, ``undos`` the op ids a redo had seen."""

    op_id: str
    verb: str
    target: str
    annotator: str
    undos: tuple[str, ...] = ()
    order: Order = (0, "", "")
    seq: int = 0


def undone_actions(reversals: Iterable[Reversal]) -> dict[str, frozenset[str]]:
    """Action → annotators whose own undo of it is not cancelled by their own redo."""
    undos: list[Reversal] = []
    cancelled: set[tuple[str, str]] = set()
    for item in reversals:
        if item.verb == UNDO:
            undos.append(item)
        elif item.verb == REDO:
            cancelled.update((item.annotator, op_id) for op_id in item.undos)
    out: defaultdict[str, set[str]] = defaultdict(set)
    for item in undos:
        if (item.annotator, item.op_id) not in cancelled:
            out[item.target].add(item.annotator)
    return {action: frozenset(annotators) for action, annotators in out.items()}


def fold(obj: str, writes: Iterable[Write]) -> ObjectState | None:
    """The state of ``obj`` from the writes that count, in any order; None when there are none."""
    ordered = list(writes)
    if len(ordered) == 1 and ordered[0].verb == CREATE:  # nearly all of a bulk action
        return ObjectState(obj, ordered[0].kind, _registers(ordered[0].body))
    if not ordered:
        return None
    ordered.sort(key=_order)
    fields: dict[str, Json] = {}
    created: Write | None = None
    deleted = False
    for write in ordered:
        if write.verb == DELETE:
            deleted = True
        elif write.verb == RESTORE:
            deleted = False
        elif write.verb in (CREATE, SET):
            if created is None and write.verb == CREATE:
                created = write
            fields.update(_registers(write.body))
    return ObjectState(
        obj, (created or ordered[0]).kind, fields, deleted, created is None, _conflict(ordered)
    )


_order = attrgetter("order")


def _registers(body: Mapping[str, Any]) -> dict[str, Json]:
    """The fields of a body: without what speaks about the write itself."""
    return {name: value for name, value in body.items() if name[:1] != "~"}


def _conflict(ordered: Sequence[Write]) -> bool:
    """Whether some register is contested between replicas."""
    if len(ordered) == 1 or len({write.order[1] for write in ordered}) == 1:
        return False
    registers: defaultdict[str, list[tuple[Write, Json]]] = defaultdict(list)
    for write in ordered:
        if write.verb in (CREATE, SET):
            for name, value in write.body.items():
                if name[:1] != "~" and name not in _WHOSE:
                    registers[name].append((write, value))
    return any(_contested(rows) for rows in registers.values())


def _contested(rows: Sequence[tuple[Write, Json]]) -> bool:
    """Whether another replica has it at another value that the winner's author had not seen.

    What an author took back by a later write of the same register contests nothing.
    """
    winner, value = rows[-1]
    seen = winner.body.get(AFTER, 0)
    last = {write.order[1]: (write, other) for write, other in rows}
    return any(
        replica != winner.order[1] and write.order[0] > seen and other != value
        for replica, (write, other) in last.items()
    )


def apply(state: ObjectState | None, change: Change) -> ObjectState | None:
    """``state`` after ``change``, for the window that does not wait for the file.

    ``change`` is a create, set, delete or restore of this object; anything else leaves the
    state as it is.
    """
    fields = _registers(change.body)
    if state is None:
        if change.verb not in (CREATE, SET):
            return None
        return ObjectState(change.obj, change.kind, fields, stub=change.verb == SET)
    match change.verb:
        case "create":
            return _changed(state, fields={**state.fields, **fields}, stub=False)
        case "set":
            return _changed(state, fields={**state.fields, **fields})
        case "delete":
            return _changed(state, deleted=True)
        case "restore":
            return _changed(state, deleted=False)
        case _:
            return state


class OnBatch(msgspec.Struct, frozen=True):
    """An operation on the batch ``obj``."""

    obj: str
    action: str
    annotator: str
    seq: int
    write: Write


def counting_on_batches(
    written: Iterable[OnBatch], reversals: Iterable[Reversal]
) -> dict[str, list[Write]]:
    """Batch → the writes to it that count.

    The log is gone through from its end: whether an operation on a batch, or a reversal, lies in
    an ignored range is told by what comes after it alone.  A merge stands behind all that it
    brought, so that ignoring it takes out its operations on batches, too.
    """
    counting: defaultdict[str, list[Write]] = defaultdict(list)
    undoing: defaultdict[str, list[Reversal]] = defaultdict(list)
    ranged: set[str] = set()
    ignored = Standing()
    events: list[OnBatch | Reversal] = [*written, *reversals]
    for each in sorted(events, key=_place, reverse=True):
        if ignored.ignores(_place(each)[1], each.seq):
            continue
        if isinstance(each, Reversal):
            undoing[each.target].append(each)
            continue
        undone = undone_actions(undoing[each.action]) if each.action in undoing else {}
        if each.annotator in undone.get(each.action, ()):
            continue
        counting[each.obj].append(each.write)
        if "ranges" in each.write.body:
            ranged.add(each.obj)
        if each.obj in ranged:
            states = (fold(obj, counting[obj]) for obj in ranged)
            found = ignored_ranges(state for state in states if state is not None)
            ignored = Standing(ignored=found)
    return counting


def _place(event: OnBatch | Reversal) -> Order:
    return event.write.order if isinstance(event, OnBatch) else event.order


def standing_of(reversals: Iterable[Reversal], batches: Mapping[str, ObjectState]) -> Standing:
    """Which operations on other objects count, given all reversals and folded batches.

    The reversals of ignored ranges drop out.
    """
    live = frozenset(
        obj for obj, state in batches.items() if state.live and not state.fields.get("ignored")
    )
    first = Standing(live=live, ignored=ignored_ranges(batches.values()))
    kept = (item for item in reversals if not first.ignores(item.order[1], item.seq))
    return replace(first, undone=undone_actions(kept))


def ignored_ranges(batches: Iterable[ObjectState]) -> dict[str, list[tuple[int, int]]]:
    """Replica → ranges of seq that live batches marked ``ignored`` take out."""
    out: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for state in batches:
        ranges = state.fields.get("ranges")
        if not state.live or not state.fields.get("ignored") or not isinstance(ranges, list):
            continue
        for item in ranges:
            match item:
                case [str(replica), int(low), int(high)]:
                    out[replica].append((low, high))
                case _:
                    continue
    return dict(out)


def fold_log(ops: Iterable[Op]) -> dict[str, ObjectState]:
    """Every object of a whole log: what the projection has to equal."""
    rows = sorted({op.op_id: op for op in ops}.values(), key=lambda op: op.order)
    reversals = [reversal(op) for op in rows if op.verb in (UNDO, REDO)]
    written = [
        OnBatch(op.obj, op.action, op.annotator, op.seq, _write(op))
        for op in rows if on_batch(op.kind, op.verb)
    ]  # fmt: skip
    batch_ids = {each.obj for each in written}
    counting = counting_on_batches(written, reversals)
    folded = {obj: fold(obj, writes) for obj, writes in counting.items()}
    batches = {obj: state for obj, state in folded.items() if state is not None}
    standing = standing_of(reversals, batches)
    others = _fold_objects((op for op in rows if op.obj not in batch_ids), standing)
    return {**{obj: state for obj, state in others.items() if obj not in batch_ids}, **batches}


def on_batch(kind: str, verb: str) -> bool:
    """Whether an operation is about a batch itself.

    Such operations are never staged, and ignored by a rule of their own: what is ignored must not
    depend on what is ignored.
    """
    return kind == BATCH and verb in (CREATE, SET, DELETE, RESTORE)


def reversal(op: Op) -> Reversal:
    """``op`` (an undo or redo) as a :class:`Reversal`."""
    undos = decode_body(op.body).get("undos", [])
    seen = tuple(map(str, undos)) if isinstance(undos, list) else ()
    return Reversal(op.op_id, op.verb, op.obj, op.annotator, seen, op.order, op.seq)


def _write(op: Op) -> Write:
    return Write(op.order, op.kind, op.verb, decode_body(op.body))


def _fold_objects(ops: Iterable[Op], standing: Standing) -> dict[str, ObjectState]:
    writes: defaultdict[str, list[Write]] = defaultdict(list)
    for op in ops:
        if op.verb in (UNDO, REDO):
            continue
        many = decode_batch(op.body) if op.verb == CREATE_MANY else Batch()
        if not standing.counts(
            action=op.action,
            annotator=op.annotator,
            replica=op.replica,
            seq=op.seq,
            batch=many.batch,
        ):
            continue
        if op.verb == CREATE_MANY:
            for obj, kind, fields in many.objects:
                if kind != BATCH:  # batches themselves are never made in bulk
                    writes[obj].append(Write(op.order, kind, CREATE, fields))
        else:
            writes[op.obj].append(_write(op))
    folded = {obj: fold(obj, rows) for obj, rows in writes.items()}
    return {obj: state for obj, state in folded.items() if state is not None}

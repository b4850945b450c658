"""What colleagues' files would change of the register of entities, which the lead keeps.

While a campaign goes on, their program writes proposals; a file that writes the register itself was
made by another program, or apart from the campaign.  It comes in all the same, and together with
it, in one action, what makes proposals of it: the register stays as it was, an entity that was put
into it lies in the layer of whoever made it, and a change of one is proposed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from juseok.core.entity_change import proposed
from juseok.core.messages import Message
from juseok.core.model import Entity, Kind
from juseok.core.ops import CREATE, CREATE_MANY, RESTORE, SET, Change, Op
from juseok.core.records import from_fields, to_body
from juseok.services.exchange.appointed import Leads
from juseok.services.exchange.said import NOTHING, History, Instead
from juseok.store.campaigning import Campaigns
from juseok.store.fold import ObjectState, fold_log
from juseok.store.hidden import Back
from juseok.store.identity import own_layer_id, register_layer_id
from juseok.store.incoming import Incoming, Known
from juseok.store.log import LIVE
from juseok.store.names import pack
from juseok.store.op_bodies import scan_batch

KINDS: Final = (Kind.ENTITY, Kind.SAME_AS, Kind.NOT_SAME)
_CHUNK: Final = 500


def proposals_instead(
    known: Known, files: Sequence[Incoming], back: Back, leads: Leads, history: History
) -> Instead:
    """What has to come with ``files``, so that the register of the project stays its lead's.

    Only what was written after the campaign that goes on was made, by somebody who did not lead
    then, and is not in the project yet (or comes ``back``) is held against anybody.
    """
    since = _begun(known)
    if since is None:
        return NOTHING
    new = {op.op_id: op for file in files for op in _new(known, file, back, since)}
    suspects = {name: op for name, op in new.items() if not leads.wrote(op)}
    touched = {obj for op in suspects.values() for obj in _objects(op)}
    found, by = list[Change](), Counter[str]()
    for obj in sorted(touched):
        ops = {op.op_id: op for op in history.of(obj)}
        held = [op for op in ops.values() if op.op_id not in suspects]
        writers = [op.annotator for op in sorted(ops.values(), key=lambda op: op.order)
                   if op.op_id in suspects]  # fmt: skip
        before, after = fold_log(held).get(obj), fold_log(ops.values()).get(obj)
        if changes := _instead(before, after, writers):
            found += changes
            by[writers[0]] += 1
    name = history.name
    told = list[Message]()
    for who, count in sorted(by.items()):
        told.append(Message("exchange.register", name=name(who), count=count))
    counting = {op.annotator for op in new.values() if op.op_id not in suspects and _objects(op)}
    told += [Message("exchange.appointed", name=name(who), by=name(leads.by[who]))
             for who in sorted(counting & leads.by.keys())]  # fmt: skip
    return Instead(tuple(found), tuple(told))


def _begun(known: Known) -> int | None:
    """When the oldest campaign that goes on was made, in the order of the log; None: none does."""
    going = [each.id for each in Campaigns(known.db, known.names).campaigns() if not each.closed]
    made = [op.lamport for obj in going for op in known.log.of_object(obj) if op.verb == CREATE]
    return min(made, default=None)


def _new(known: Known, file: Incoming, back: Back, since: int) -> Iterator[Op]:
    """The operations of ``file`` that may be on the register, are not in the project, and are of a
    later time than ``since``."""
    kinds = [file.names.find(each) for each in KINDS]
    where = f"lamport > ? AND (kind IN (?,?,?) OR verb = ?) AND {LIVE}"
    ops = file.log.select(where, [since, *kinds, file.names.find(CREATE_MANY)])
    while chunk := list(islice(ops, _CHUNK)):
        hashes = known.hashes([pack(op.op_id) for op in chunk])
        for op in chunk:
            if pack(op.op_id) not in hashes or back.holds(op.replica, op.seq):
                yield op


def _objects(op: Op) -> list[str]:
    """What ``op`` writes to, as far as it can be of a register."""
    if op.verb == CREATE_MANY:
        return [obj for obj, kind, _ in scan_batch(op.body).objects if kind in KINDS]
    return [op.obj] if op.kind in KINDS else []


def _instead(
    before: ObjectState | None, after: ObjectState | None, writers: Sequence[str]
) -> list[Change]:
    """What makes a proposal of the step from ``before`` to ``after``, which is the work of
    ``writers``."""
    register = register_layer_id()
    if before is not None and before.live and before.fields.get("layer") == register:
        return _kept(before, after, own_layer_id(writers[-1]))
    if after is None or not after.live or after.fields.get("layer") != register:
        return []
    layer = before.fields.get("layer") if before is not None and before.live else None
    return [Change(after.obj, after.kind, SET, {"layer": layer or own_layer_id(writers[0])})]


def _kept(before: ObjectState, after: ObjectState | None, layer: str) -> list[Change]:
    """What is in the register stays as it is; what somebody would have otherwise is proposed in
    that person's ``layer``.  Only the lead takes something out."""
    entity = (
        from_fields(before.kind, before.obj, before.fields) if before.kind == Kind.ENTITY else None
    )
    was: dict[str, Any] = {**(to_body(entity) if entity else {}), **before.fields}
    now = after.fields if after is not None else {}
    other = {name: value for name, value in now.items() if was.get(name, value) != value}
    changes = list[Change]()
    if after is not None and not after.live:
        changes.append(Change(before.obj, before.kind, RESTORE, {}))
    if other:
        changes.append(Change(before.obj, before.kind, SET, {name: was[name] for name in other}))
    if isinstance(entity, Entity):
        made = proposed(entity, other, layer=layer, before=None)
        if made.name or made.type or made.added or made.removed or made.note:
            body = {**to_body(made), "decided": False}
            changes.append(Change(made.id, Kind.ENTITY_CHANGE, CREATE, body))
    return changes

"""What colleagues' files would change of people's roles, which the lead gives.

A file in which somebody else gave a role comes in all the same, and together with it, in one
action, what leaves that person as the lead had it; a sentence says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Annotator, Kind
from juseok.core.ops import CREATE, CREATE_MANY, RESTORE, SET, Change, Op
from juseok.core.review_model import oversees
from juseok.services.exchange.appointed import Leads
from juseok.services.exchange.said import History, Instead
from juseok.store.fold import ObjectState, fold_log
from juseok.store.hidden import Back
from juseok.store.incoming import Incoming, Known
from juseok.store.log import LIVE
from juseok.store.names import pack
from juseok.store.op_bodies import scan_batch

_QUOTED: Final = f'"{Kind.ANNOTATOR}"'
_WORDS: Final = {
    frozenset[str](): "none",
    frozenset({"annotator"}): "annotator",
    frozenset({"reviewer"}): "reviewer",
    frozenset({"annotator", "reviewer"}): "both",
}


def roles_instead(
    known: Known, files: Sequence[Incoming], back: Back, leads: Leads, history: History,
    people: Iterable[Annotator],
) -> Instead:  # fmt: skip
    """What has to come with ``files``, so that everybody has the roles that a lead gave.

    ``people``: those of the project.  Whom a file introduces annotates; nobody comes in overseeing
    others, and no lead goes, because somebody else said so.
    """
    found, told = list[Change](), list[Message]()
    named = {each.id for each in people}
    for person in sorted(named.union(*map(_introduced, files))):
        ops = {op.op_id: op for op in history.of(person)}
        suspects = [op for op in _new(known, ops.values(), back) if not leads.wrote(op)]
        if not suspects:
            continue
        fresh = {op.op_id for op in suspects}
        before = fold_log(op for op in ops.values() if op.op_id not in fresh).get(person)
        after = fold_log(ops.values()).get(person)
        changes, words = _kept(person, before, after)
        found += changes
        if words:
            by = max(suspects, key=lambda op: op.order).annotator
            code = "exchange.own_role" if by == person else "exchange.role"
            told.append(Message(code, by=history.name(by), name=history.name(person), **words))
    return Instead(tuple(found), tuple(told))


def _introduced(file: Incoming) -> Iterator[str]:
    """Who is made in ``file``, one by one or in bulk."""
    names = file.names
    alone = (names.find(CREATE), names.find(Kind.ANNOTATOR))
    for op in file.log.select(f"verb = ? AND kind = ? AND {LIVE}", alone):
        yield op.obj
    for op in file.log.select(f"verb = ? AND {LIVE}", (names.find(CREATE_MANY),)):
        if _QUOTED in op.body:
            made = scan_batch(op.body).objects
            yield from (obj for obj, kind, _ in made if kind == Kind.ANNOTATOR)


def _new(known: Known, ops: Iterable[Op], back: Back) -> list[Op]:
    listed = list(ops)
    hashes = known.hashes([pack(op.op_id) for op in listed])
    return [
        op for op in listed if pack(op.op_id) not in hashes or back.holds(op.replica, op.seq)
    ]  # fmt: skip


def _kept(
    person: str, before: ObjectState | None, after: ObjectState | None
) -> tuple[list[Change], dict[str, Message]]:
    """What leaves ``person`` as ``before``, and which roles that is about."""
    if after is None:
        return [], {}
    changes = list[Change]()
    had, gets = _roles(before), _roles(after)
    if before is not None and before.live and after.deleted:
        changes.append(Change(person, Kind.ANNOTATOR, RESTORE, {}))
    if set(had) == set(gets) or (before is None and not oversees(gets)):
        return changes, {}
    changes.append(Change(person, Kind.ANNOTATOR, SET, {"roles": list(had)}))
    return changes, {"old": _word(had), "new": _word(gets)}


def _roles(state: ObjectState | None) -> tuple[str, ...]:
    fields = state.fields if state is not None else {}
    roles = fields.get("roles")
    if not isinstance(roles, list):
        return Annotator("", "").roles
    return tuple(each for each in roles if isinstance(each, str))


def _word(roles: Sequence[str]) -> Message:
    word = "lead" if "lead" in roles else _WORDS.get(frozenset(roles), "")
    return (
        Message(f"people.role.{word}")
        if word
        else Message("people.role.other", roles=", ".join(roles))
    )

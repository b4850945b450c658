"""Who leads when files come in: those of the project, and whom they appointed in the files.

Where somebody leads, only the lead gives roles.  So what a file says of roles counts where a lead
says it: one of the project, or one whom such a lead had appointed before.  It counts from then on,
and as long as it stands.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from juseok.core.model import Kind
from juseok.core.ops import CREATE, SET, Op
from juseok.store.fold import Order, fold_log
from juseok.store.hidden import Back
from juseok.store.incoming import Incoming, Known
from juseok.store.log import LIVE
from juseok.store.names import pack
from juseok.store.op_bodies import decode_body

_LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Leads:
    """``here``: who leads in the project.  ``since``: whom they appointed in the files, and from
    when on; ``by``: who did."""

    here: frozenset[str]
    since: Mapping[str, Order] = field(default_factory=dict[str, Order])
    by: Mapping[str, str] = field(default_factory=dict[str, str])

    def wrote(self, op: Op) -> bool:
        """Whether a lead did it."""
        since = self.since.get(op.annotator)
        return op.annotator in self.here or (since is not None and op.order > since)


def leads_of(
    known: Known, files: Sequence[Incoming], here: frozenset[str], back: Back,
    history: Callable[[str], Sequence[Op]],
) -> Leads:  # fmt: skip
    """Who leads when ``files`` come in; ``history``: everything that is said of an object there
    and here, with what takes it back."""
    new = {op.op_id: op for file in files for op in _appointments(known, file, back)}
    since, by = dict[str, Order](), dict[str, str]()
    for op in sorted(new.values(), key=lambda op: op.order):
        if op.obj in here or op.obj in since:
            continue
        if Leads(here, since).wrote(op) and _stands(op, history(op.obj)):
            since[op.obj], by[op.obj] = op.order, op.annotator
    return Leads(here, since, by)


def _appointments(known: Known, file: Incoming, back: Back) -> Iterator[Op]:
    """What makes somebody lead in ``file``, and is not in the project."""
    verbs = [file.names.find(verb) for verb in (CREATE, SET)]
    where = f"kind = ? AND verb IN (?,?) AND {LIVE}"
    ops = list(file.log.select(where, [file.names.find(Kind.ANNOTATOR), *verbs]))
    hashes = known.hashes([pack(op.op_id) for op in ops])
    for op in ops:
        roles = decode_body(op.body).get("roles")
        new = pack(op.op_id) not in hashes or back.holds(op.replica, op.seq)
        if new and isinstance(roles, list) and _LEAD in roles:
            yield op


def _stands(appointment: Op, ops: Sequence[Op]) -> bool:
    """Whether that person leads in the end: nobody took it back, or gave other roles since."""
    state = fold_log(ops).get(appointment.obj)
    roles = state.fields.get("roles") if state is not None and state.live else None
    return isinstance(roles, list) and _LEAD in roles

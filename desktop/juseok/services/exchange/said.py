"""What is said of one object, in a project and in the files that come in; and what a merge adds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE_MANY, REDO, UNDO, Change, Op
from juseok.store.hidden import Back, Hidden
from juseok.store.incoming import Incoming, Known
from juseok.store.log import LIVE
from juseok.store.op_bodies import decode_body, scan_batch
from juseok.store.projection import Projection


@dataclass(frozen=True, slots=True)
class Instead:
    """What comes together with files, in the action that merges them: ``changes`` keep what the
    lead keeps; ``sentences`` say of whose work."""

    changes: tuple[Change, ...] = ()
    sentences: tuple[Message, ...] = ()


NOTHING = Instead()


def names_here(known: Known) -> dict[str, str]:
    """What the people of the project are called now, by annotator."""
    found = Projection(known.db, known.names).of_kind(Kind.ANNOTATOR)
    return {each.obj: name for each in found if isinstance(name := each.fields.get("name"), str)}


class History:
    """What is said of an object in the project, as far as it counts, and in files."""

    def __init__(self, known: Known, files: Sequence[Incoming], back: Back) -> None:
        self._known, self._files, self._back = known, files, back
        self._hidden = Hidden(known)

    def of(self, obj: str) -> list[Op]:
        here = [
            op for op in _all_of(self._known, obj)
            if self._back.holds(op.replica, op.seq) or not self._hidden.holds(op.replica, op.seq)
        ]  # fmt: skip
        there = chain.from_iterable(_all_of(file, obj) for file in self._files)
        return [*here, *there]

    def name(self, annotator: str) -> str:
        """What ``annotator`` is called in the project, else in the first file that says it."""
        here = names_here(self._known).get(annotator)
        if here is not None:
            return here
        ops = chain.from_iterable(file.log.of_object(annotator) for file in self._files)
        said = (decode_body(op.body).get("name") for op in ops)
        return next((name for name in said if isinstance(name, str)), annotator[:8])


def _all_of(held: Known | Incoming, obj: str) -> Iterator[Op]:
    """What a log says of ``obj``: its rows, what undoes them, and what makes staged ones live."""
    rows = held.log.of_object(obj)
    yield from rows
    actions = {number for op in rows if (number := held.names.find(op.action)) is not None}
    marks = ",".join("?" * len(actions))
    verbs = [held.names.find(verb) for verb in (UNDO, REDO)]
    yield from held.log.select(
        f"obj IN ({marks}) AND verb IN (?,?) AND {LIVE}", [*actions, *verbs]
    )  # fmt: skip
    for op in rows:
        batch = scan_batch(op.body).batch if op.verb == CREATE_MANY else ""
        yield from held.log.of_object(batch) if batch else ()

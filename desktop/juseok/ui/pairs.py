"""Pairs of names to decide on, as the window has them: found behind it, one of them in hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from juseok.core.errors import KnownError
from juseok.core.model import Entity, Kind
from juseok.core.ops import Action
from juseok.services.entities.index import EntityIndex
from juseok.store.reader import Reader
from juseok.store.recorder import Commit
from juseok.ui.i18n import tr
from juseok.ui.session import Session
from juseok.ui.tasks import Job

if TYPE_CHECKING:  # loaded in a thread, when pairs are looked for
    from juseok.services.entities.alias_queue import Pair

_IDLE_MS: Final = 1500
_SMALL: Final = 3000
"""In a project with more entities than this nobody looks before a person asks."""


class Pairs(QObject):
    """``changed()``: there are others, or whether they are being looked for; ``moved()``: another
    one is in hand."""

    changed = Signal()
    moved = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._all: tuple[Pair, ...] = ()
        self.items: tuple[Pair, ...] = ()
        """Those that are to be decided: after an undo the entities are known later than pairs."""
        self._decided: set[str] = set()
        """What was decided since the last undo: a look that began before does not bring it back."""
        self.row = 0
        """Which of ``items`` is in hand."""
        self.looked = False
        self._job: Job[Any] | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._look_idly)
        session.closing.connect(self._idle.stop)
        session.entities_changed.connect(self._prune)
        session.undone.connect(self._undone)

    @classmethod
    def of(cls, session: Session) -> "Pairs":
        """Those of a project; made when they are first asked for."""
        found = session.findChild(cls)
        return found if found is not None else cls(session)

    # -- looking

    @property
    def searching(self) -> bool:
        return self._job is not None and not self._job.cancelled.is_set()

    def look_soon(self) -> None:
        """Look once nothing else happens, unless that was done or the project is large."""
        if not self.looked and not self.searching:
            self._idle.start()

    def _look_idly(self) -> None:
        index = self._session.index
        if index is None or len(index) > _SMALL or not self._session.tasks.idle:
            return
        self.look(quietly=True)

    def look(self, *, quietly: bool = False) -> None:
        """Look for pairs anew, behind the window."""
        self._idle.stop()
        writer, viewer = self._session.project.writer, self._session.viewer
        flush = self.looked or not quietly

        def work(reader: Reader, job: Job[Any]) -> "tuple[Pair, ...]":
            from juseok.services.entities.alias_queue import (
                pairs_to_decide,  # not before it is asked for
            )

            if flush:
                writer.flush()  # what was decided a moment ago counts
            return pairs_to_decide(reader=reader, viewer=viewer, cancelled=job.cancelled.is_set)

        label = "" if quietly else tr("Looking for names that may be one…")
        self._job = self._session.tasks.run(
            work, self._take, slot="pairs", label=label, failed=self._failed
        )
        self.changed.emit()

    def _take(self, found: "tuple[Pair, ...]") -> None:
        self._job, self.looked = None, True
        self._all = tuple(each for each in found if each.id not in self._decided)
        self._prune()
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._session.error.emit(error)
        self.changed.emit()

    def _show(self, items: "tuple[Pair, ...]") -> None:
        held = self.current.id if self.current is not None else ""
        self.items = items
        kept = next((n for n, each in enumerate(items) if each.id == held), self.row)
        self.row = min(kept, max(len(items) - 1, 0))
        self.changed.emit()

    # -- keeping up

    def _prune(self, _: object = None) -> None:
        """Leave out pairs that are one by now, or of which one has gone."""
        index = self._session.index
        if index is None or not self._all:
            kept = self._all
        else:
            kept = tuple(each for each in self._all if _is_open(each, index))
        if kept != self.items:
            self._show(kept)

    def _undone(self, commit: Commit, _: bool) -> None:
        kinds = {each.kind for each in commit.changed}
        self._decided.clear()
        if self.looked and kinds & {Kind.ENTITY, Kind.SAME_AS, Kind.NOT_SAME}:
            self.look(quietly=True)

    # -- the one in hand

    @property
    def current(self) -> "Pair | None":
        return self.items[self.row] if self.row < len(self.items) else None

    def hold(self, row: int) -> None:
        """Have that one in hand; from the end it goes on at the top."""
        if self.items and row % len(self.items) != self.row:
            self.row = row % len(self.items)
            self.moved.emit()

    def sides(self) -> tuple[Entity, Entity | None] | None:
        """The entities of the pair in hand as they are now."""
        pair, index = self.current, self._session.index
        if pair is None or index is None or pair.one.entity is None:
            return None
        one = index.entity(pair.one.entity.id)
        other = index.entity(pair.other.entity.id) if pair.other.entity is not None else None
        if one is None or (other is None and pair.other.entity is not None):
            return None
        return one, other

    def fresh(self) -> "Pair | None":
        """The pair in hand, with its entities as they are now."""
        pair, sides = self.current, self.sides()
        if pair is None or sides is None:
            return None
        one, other = replace(pair.one, entity=sides[0]), replace(pair.other, entity=sides[1])
        return replace(pair, one=one, other=other)

    def decide(self, action: Action | None) -> bool:
        """Do ``action`` and go on to the next; False where it was refused."""
        held = self.current
        if held is None or not self._session.apply(action):
            return False
        self._decided.add(held.id)
        self._all = tuple(each for each in self._all if each.id != held.id)
        self._prune()
        return True

    def refuse(self, error: KnownError) -> None:
        self._session.error.emit(error)


def _is_open(pair: "Pair", index: EntityIndex) -> bool:
    one, other = pair.one.entity, pair.other.entity
    if one is None or index.entity(one.id) is None:
        return False
    if other is None:
        return True
    same = index.representative(one.id) == index.representative(other.id)
    return index.entity(other.id) is not None and not same

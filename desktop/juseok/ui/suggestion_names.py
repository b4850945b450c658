"""What a project knows of names, for suggestions: read once, kept up with what is done here."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer

from juseok.core.model import Entity, Viewer
from juseok.store.reader import Reader
from juseok.ui.session import Session
from juseok.ui.tasks import Tasks

if TYPE_CHECKING:  # loaded in a thread, when something is looked for
    from juseok.services.entities.known_names import Known

_QUICK_S: Final = 0.1
"""What takes longer to read is not read again for each article."""
_STILL_MS: Final = 3_000
"""Reading shares one lock with the window, so after a review it waits until nobody acts."""


class KnownNames:
    """The names as one's own work sees them; ``ready`` is called each time they were read,
    ``failed`` where they cannot be.  In a review nothing is suggested: they are kept meanwhile,
    and what was made in gold comes in some time after it."""

    def __init__(
        self,
        session: Session,
        *,
        pool: Callable[[], Tasks],
        ready: Callable[[], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        self._session, self._pool, self._ready, self._failed = session, pool, ready, failed
        self.known: Known | None = None
        """None until they are read, and when they have to be read anew."""
        self.recent: dict[str, Entity | None] = {}
        """What became of entities since; None of those that are gone."""
        self._later: dict[str, Entity | None] = {}
        """The same, since they began to be read anew."""
        self._aside: set[str] = set()
        """What a review changed: it sees more entities than one's own work does."""
        self._reading = self._outdated = self._edited = self._reviewed = False
        self._era, self._took = session.entities_era, 0.0
        self._still = QTimer(session)
        self._still.setSingleShot(True)
        self._still.setInterval(_STILL_MS)
        self._still.timeout.connect(self._renew)

    def read(self) -> None:
        """Read them in a thread, once at a time."""
        if self._reading:
            return
        self._later.clear()
        if self.known is None:
            self.recent.clear()
        self._reading, self._outdated, self._reviewed = True, False, False
        read = partial(_read, viewer=self._session.viewer)
        self._pool().run(read, self._take, failed=self._give_up)

    def _take(self, found: "tuple[Known, float]") -> None:
        self._reading = False
        if not self._outdated:
            (self.known, self._took), self.recent = found, dict(self._later)
        self._ready()

    def _give_up(self, error: BaseException) -> None:
        self._reading = False
        self._failed(error)

    def note_edit(self) -> None:
        """Something was tagged, which counts from the next article on."""
        self._edited = True
        self._reviewed = self._reviewed or self._session.reviewing
        self._put_off()

    def leave_article(self) -> None:
        """Another article comes: have what was tagged counted, where that is quick."""
        if self._edited and self._took < _QUICK_S:
            self._edited = False
            self._forget()
        self._put_off()

    def _put_off(self) -> None:
        """A person acts: what need not be read now waits."""
        if self._still.isActive():
            self._still.start()

    def take_entities(self, ids: frozenset[str]) -> None:
        """Entities ``ids`` changed; none: they were read, after an undo or a merge for instance,
        after which the names are read anew, or to be looked at as somebody else."""
        session = self._session
        if session.index is None or (not ids and session.entities_era != self._era):
            self._forget()
        elif session.reviewing:
            self._aside |= ids
        elif ids:
            self._note(ids)
        else:
            self._come_back()

    def _come_back(self) -> None:
        """From a review, perhaps: its entities are seen as one's own work sees them again."""
        self._note({*self.recent, *self._later, *self._aside})
        self._aside.clear()
        if self._reviewed:
            self._still.start()

    def _note(self, ids: Iterable[str]) -> None:
        index = self._session.index
        if index is None or (self.known is None and not self._reading):
            return
        now = {each: index.entity(each) for each in ids}
        self.recent.update(now)
        self._later.update(now)

    def _renew(self) -> None:
        """Count what a review made, with what is known at hand until then."""
        if self._reading:
            self._still.start()
        elif not self._session.reviewing and self.known is not None:
            self.read()

    def _forget(self) -> None:
        self.known, self._outdated = None, True
        self._era = self._session.entities_era
        self._aside.clear()


def _read(reader: Reader, _: object, *, viewer: Viewer) -> "tuple[Known, float]":
    """What is known, and how many seconds it took to read.  In a thread of the pool."""
    from juseok.services.entities.known_names import read_known

    begun = time.monotonic()
    return read_known(reader, viewer), time.monotonic() - begun

"""What a project knows of names, for suggestions: read once, kept up with what is done here."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from juseok.core.model import Entity, Viewer
from juseok.store.reader import Reader
from juseok.ui.session import Session
from juseok.ui.tasks import Tasks

if TYPE_CHECKING:  # loaded in a thread, when something is looked for
    from juseok.services.entities.known_names import Known

_QUICK_S: Final = 0.1
"""What takes longer to read is not read again for each article."""


class KnownNames:
    """The names; ``ready`` is called each time they were read, ``failed`` where they cannot be."""

    def __init__(
        self,
        session: Session,
        *,
        ready: Callable[[], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        self._session, self._ready, self._failed = session, ready, failed
        self.known: Known | None = None
        """None until they are read, and when they have to be read anew."""
        self.recent: dict[str, Entity | None] = {}
        """What became of entities since; None of those that are gone."""
        self._reading = self._outdated = self._edited = False
        self._took = 0.0

    def read(self, pool: Tasks) -> None:
        """Read them in a thread of ``pool``, once at a time."""
        if self._reading:
            return
        self.recent.clear()
        self._reading, self._outdated = True, False
        read = partial(_read, viewer=self._session.viewer)
        pool.run(read, self._take, failed=self._give_up)

    def _take(self, found: "tuple[Known, float]") -> None:
        self._reading = False
        if not self._outdated:
            self.known, self._took = found
        self._ready()

    def _give_up(self, error: BaseException) -> None:
        self._reading = False
        self._failed(error)

    def note_edit(self) -> None:
        """Something was tagged, which counts from the next article on."""
        self._edited = True

    def leave_article(self) -> None:
        """Another article comes: have what was tagged counted, where that is quick."""
        if self._edited and self._took < _QUICK_S:
            self._edited = False
            self._forget()

    def take_entities(self, ids: frozenset[str]) -> None:
        """Entities ``ids`` changed; none: an undo or a merge, after which all is read anew."""
        index = self._session.index
        if not ids or index is None:
            self._forget()
        elif self.known is not None or self._reading:
            self.recent.update((each, index.entity(each)) for each in ids)

    def _forget(self) -> None:
        self.known, self._outdated = None, True


def _read(reader: Reader, _: object, *, viewer: Viewer) -> "tuple[Known, float]":
    """What is known, and how many seconds it took to read.  In a thread of the pool."""
    from juseok.services.entities.known_names import read_known

    begun = time.monotonic()
    return read_known(reader, viewer), time.monotonic() - begun

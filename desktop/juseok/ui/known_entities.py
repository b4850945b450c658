"""The entities of a project as the window knows them: read once, and kept in step with edits."""

from collections.abc import Callable, Sequence

from juseok.core.model import Viewer
from juseok.core.ops import Action
from juseok.services.entities.index import EntityIndex
from juseok.ui.steady import SteadyReads


class KnownEntities:
    """``index`` is None until it was read.

    ``flying``: the session's edits in flight, oldest first; they lie over what the file says.
    ``changed(ids)``: these entities are others now; none: any may be.
    """

    def __init__(
        self,
        reads: SteadyReads,
        viewer: Viewer,
        flying: Sequence[Action],
        changed: Callable[[frozenset[str]], object],
    ) -> None:
        self._reads = reads
        self._viewer = viewer
        self._flying = flying
        self._changed = changed
        self._waiting: list[Callable[[], object]] = []
        self.index: EntityIndex | None = None
        self.era = 0
        """Grows when others are read because nobody can say what became of those before; not when
        the same project is looked at as somebody else."""

    def when_ready(self, run: Callable[[], object]) -> None:
        """Call ``run`` as soon as the entities are known (usually at once)."""
        if self.index is not None:
            run()
        else:
            self._waiting.append(run)

    def apply(self, action: Action) -> frozenset[str]:
        """Follow an edit before the disk has it; the entities that it changed."""
        return self.index.apply(action.changes) if self.index is not None else frozenset()

    def look_as(self, viewer: Viewer) -> None:
        """Know what ``viewer`` may see from now on."""
        self._viewer = viewer
        self._read()

    def read(self) -> None:
        """Read anew what the file says: it went on by another way than an edit."""
        self.era += 1
        self._read()

    def _read(self) -> None:
        viewer = self._viewer
        self._reads.run(
            lambda reader, _: EntityIndex.read(reader, viewer), self._take, slot="entity index"
        )

    def _take(self, index: EntityIndex) -> None:
        for action in self._flying:
            index.apply(action.changes)
        self.index = index
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()
        self._changed(frozenset())

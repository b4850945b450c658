"""Many new objects as one action: staged in small steps, live by one small step at the end.

Until that last step nothing of it shows, so what is cancelled, or dies, leaves the project as it
was; undoing it takes back that one step.
"""

from collections import deque
from concurrent.futures import Future, wait
from typing import Final

from juseok.core.errors import ProjectError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, CREATE_MANY, Action, Body, Change, Json
from juseok.store.fold import BATCH
from juseok.store.project import Project
from juseok.store.recorder import Commit

STEP: Final = 400
"""Objects in one transaction: every span in it is proved against its article, and an edit waits
no longer than that takes."""

_UNDER_WAY: Final = 2
_LOOK: Final = 0.1


class Staging:
    """One bulk action under way, from a thread that may wait."""

    def __init__(self, project: Project, part: Message) -> None:
        """``part`` is the label of each step; only the last one can be undone."""
        self._project = project
        self._part = part
        self._batch = project.ids()
        self._objects: list[Json] = []
        self._waiting: deque[Future[Commit]] = deque()
        self._any = False

    def add(self, obj: str, kind: Kind, body: Body) -> None:
        """Stage a new object; raises ``ProjectError`` where the project cannot be written."""
        self._objects.append([obj, kind.value, dict(body)])
        if len(self._objects) >= STEP:
            self._write()

    def leave(self) -> None:
        """Give it up; what was staged never shows."""
        self._objects.clear()
        self._drain(0)

    def finish(self, label: Message) -> Commit | None:
        """Have all of it live, as one action called ``label``; None when there was nothing."""
        self._write()
        self._drain(0)
        if not self._any:
            return None
        activate = Change(self._batch, BATCH, CREATE, {})
        return self._project.writer.commit(Action(label, (activate,)))

    def _write(self) -> None:
        if not self._objects:
            return
        body: dict[str, Json] = {"objects": list(self._objects), "batch": self._batch}
        change = Change(self._project.ids(), BATCH, CREATE_MANY, body)
        action = Action(self._part, (change,), undoable=False)
        self._waiting.append(self._project.writer.submit(action))
        self._objects, self._any = [], True
        self._drain(_UNDER_WAY)

    def _drain(self, allowed: int) -> None:
        """Wait until at most ``allowed`` steps are under way; raises what stops the writer."""
        while len(self._waiting) > allowed:
            oldest = self._waiting[0]
            while not wait([oldest], timeout=_LOOK).done:
                failed = self._project.writer.state.failed
                if failed is not None:
                    raise ProjectError(failed.code, **failed.params)
            oldest.result()
            self._waiting.popleft()

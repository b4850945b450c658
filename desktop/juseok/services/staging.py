"""Many new objects as one action: staged in small steps, live by one small step at the end.

Until that last step nothing of it shows, so what is cancelled, or dies, leaves the project as it
was; undoing it takes back that one step.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec

from juseok.core.bodies import MentionBody
from juseok.core.canon import canonical, canonical_whole
from juseok.core.errors import ProjectError
from juseok.core.messages import Message
from juseok.core.ops import CREATE, CREATE_MANY, Action, Body, Change
from juseok.store.content import ArticleContent, Content
from juseok.store.fold import BATCH
from juseok.store.project import Project
from juseok.store.recorder import Commit

STEP: Final = 2000
"""Objects in one transaction: some hundredths of a second of the writer's time, in which an edit
waits.  The disk takes about as long for any commit, so that smaller ones would cost more."""
_CHARACTERS: Final = 2_000_000

Staged: TypeAlias = tuple[str, str, Body | MentionBody]
"""A new object: id, kind and registers."""

_UNDER_WAY: Final = 2
_LOOK: Final = 0.1


@dataclass(frozen=True, slots=True)
class Step:
    """What goes in with one transaction: ``contents``, and the ``body`` of the row that stages
    ``count`` objects, as UTF-8 of what stands in the log."""

    contents: tuple[Content, ...]
    body: bytes
    count: int


class Steps:
    """Gathers what is new into steps, in its order; in whichever process it is made."""

    def __init__(self, batch: str, tell: Callable[[Step], object]) -> None:
        """``batch``: what all of it is staged under."""
        self._batch, self._tell = batch, tell
        self._objects: list[Staged] = []
        self._contents: list[Content] = []
        self._characters = 0

    def keep(self, content: Content) -> None:
        """Stage a page or a text, ahead of the objects that speak of it.

        A step ends rather before a content than after it: what lies in a text is proved fastest
        beside it.
        """
        if self._is_full(STEP):
            self.end()
        self._contents.append(content)
        is_text = isinstance(content, ArticleContent)
        self._characters += len(content.text) if is_text else len(content.data) // 2

    def add(self, obj: str, kind: str, body: Body) -> None:
        """Stage a new object.

        Numbers in ``body`` that are not whole are of the sort of
        :class:`~juseok.core.canon.Fraction`; it is not changed afterwards.
        """
        self._add((obj, kind, body))

    def _add(self, staged: Staged) -> None:
        self._objects.append(staged)
        if len(self._objects) >= STEP and self._is_full(2 * STEP if self._contents else STEP):
            self.end()

    def add_all(self, objects: Sequence[Staged]) -> None:
        """As :meth:`add` of each: id, kind and registers."""
        if len(self._objects) + len(objects) < STEP:
            self._objects += objects
            return
        for each in objects:
            self._add(each)

    def end(self) -> None:
        """Tell the last step."""
        if self._objects or self._contents:
            step = Step(tuple(self._contents), self._text(), len(self._objects))
            self.clear()
            self._tell(step)

    def clear(self) -> None:
        self._objects, self._contents, self._characters = [], [], 0

    def _is_full(self, objects: int) -> bool:
        return len(self._objects) >= objects or self._characters >= _CHARACTERS

    def _text(self) -> bytes:
        """Made here, and not in the writer's thread, for which edits wait."""
        body = {"objects": self._objects, "batch": self._batch}
        try:
            return canonical_whole(body)
        except TypeError:  # fractions
            return canonical(msgspec.to_builtins(body, enc_hook=float)).encode()


class Staging:
    """One bulk action under way, from a thread that may wait."""

    def __init__(self, project: Project, part: Message) -> None:
        """``part`` is the label of each step; only the last one can be undone."""
        self._project = project
        self._part = part
        self.batch = project.ids()
        self._steps = Steps(self.batch, self.take)
        self._waiting: deque[Future[Commit]] = deque()
        self._any = False

    def keep(self, content: Content) -> None:
        """As :meth:`Steps.keep`; raises ``ProjectError`` where the project cannot be written."""
        self._steps.keep(content)

    def add(self, obj: str, kind: str, body: Body) -> None:
        """As :meth:`Steps.add`; raises ``ProjectError`` where the project cannot be written."""
        self._steps.add(obj, kind, body)

    def take(self, step: Step) -> None:
        """Stage a whole step, which may come from another process; raises ``ProjectError``."""
        change = Change(self._project.ids(), BATCH, CREATE_MANY, {}, step.body.decode())
        action = Action(self._part, (change,), undoable=False)
        self._waiting.append(self._project.writer.submit(action, step.contents))
        self._any = self._any or bool(step.count)
        self._drain(_UNDER_WAY)

    def leave(self) -> None:
        """Give it up; what was staged never shows."""
        self._steps.clear()
        self._drain(0)

    def finish(self, label: Message, also: Iterable[Change] = ()) -> Commit | None:
        """Have all of it live, and ``also`` done, as one action called ``label``.

        None when there was nothing.
        """
        self._steps.end()
        self._drain(0)
        changes = [Change(self.batch, BATCH, CREATE, {})] if self._any else []
        changes += also
        if not changes:
            return None
        return self._project.writer.commit(Action(label, tuple(changes)))

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

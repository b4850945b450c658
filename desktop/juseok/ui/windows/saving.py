"""What the main window says of saving: at the top, at the bottom, and across when it fails."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject

from juseok.core.messages import Message
from juseok.ui.actions import ActionRouter
from juseok.ui.i18n import sentence, tr
from juseok.ui.session import Session
from juseok.ui.widgets.notice import Notice
from juseok.ui.windows.header import Header, saved_words
from juseok.ui.windows.status_line import StatusLine

_MOVED: Final = "project.moved"


class Saving(QObject):
    """Follows one session at a time."""

    def __init__(
        self,
        *,
        router: ActionRouter,
        header: Header,
        notice: Notice,
        status: StatusLine,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._router, self._header, self._notice, self._status = router, header, notice, status
        self._session: Session | None = None
        self._failed = False

    def follow(self, session: Session) -> None:
        """Say how ``session`` stands, now and from now on."""
        self._session = session
        self._router.register("project.save", self._tell)
        session.save_changed.connect(self._show)
        session.save_failed.connect(self._fail)
        self._show()

    def leave(self) -> None:
        """Say nothing more of the session."""
        if self._session is not None:
            self._session.disconnect(self)
            self._session = None

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Whether no edit would be lost with the project on screen.

        Where one would be, the notice says so, and calls ``leave`` if the person chooses that.
        """
        reason = self._session.unsaved() if self._session is not None else None
        if reason is not None:
            self._fail(reason, [(tr("Close without saving"), leave)])
        return reason is None

    def has_said(self, message: Message) -> bool:
        """Whether a sentence about the file has nothing to add: what edits wait for, with what can
        be done, stands there already; or a read tells late what has been put right."""
        session = self._session
        if session is None or message.code != _MOVED:
            return False
        failed = session.save_state.failed
        return session.project.is_in_place or (failed is not None and failed.code == _MOVED)

    def _show(self) -> None:
        session = self._session
        if session is None:
            return
        self._header.set_state(session.save_state, read_only=session.read_only is not None)
        self._status.rest(saved_words(session))
        if session.save_state.failed is None and self._failed:
            self._failed = False
            self._notice.hide()

    def _fail(
        self, message: Message, more: Sequence[tuple[str, Callable[[], object]]] = ()
    ) -> None:
        self._failed = True
        actions = [(tr("Save again"), lambda: self._router.trigger("project.retry"))]
        if "project.copy" not in self._router.missing():
            actions.append((tr("Save a copy…"), lambda: self._router.trigger("project.copy")))
        self._notice.say(
            tr("{reason} Your edits are kept here until they can be saved.",
               reason=sentence(message)), [*actions, *more]
        )  # fmt: skip

    def _tell(self) -> None:
        """Answer who asks what is saved."""
        if self._session is None:
            return
        state = self._session.save_state
        if state.pending or state.failed:
            self._status.say(tr("{count} edit(s) (is|are) not saved yet.", count=state.pending))
        else:
            self._status.say(tr("Everything is saved. {last}", last=saved_words(self._session)))

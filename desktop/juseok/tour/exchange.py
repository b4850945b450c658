"""The part of the tour about team work without a server, and the history of an article."""

import tempfile
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtWidgets import QDialog

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import Kind, Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.services.exchange.sending import Order, find_annotator, send
from juseok.store.identity import Identity
from juseok.store.project import Project
from juseok.tour.hands import wait_until
from juseok.tour.stage import Stage
from juseok.ui.dialogs.bring_dialog import BringDialog
from juseok.ui.dialogs.send_dialog import SendDialog
from juseok.ui.dialogs.share_dialog import ShareDialog
from juseok.ui.windows.history_window import HistoryWindow

_COLLEAGUE: Final = "이가온"
_TAGGED: Final = (("협약식", "EVENT"), ("4천200억원", "MONEY"), ("2년", "DATE"))
_STEP: Final = 3
"""So many steps back stands the step that the picture of the history shows."""

DialogT = TypeVar("DialogT", bound=QDialog)


class ExchangePart:
    """Sends a copy, has a colleague work in it, and looks at what comes back."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def go(self) -> None:
        """Raises ``KnownError`` where a step fails."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{_COLLEAGUE}.juseok"
            self._send()
            self._work(file)
            self._bring(file)
            self._share()
        self._look_back()

    def _send(self) -> None:
        dialog = self._dialog("exchange.send", SendDialog)
        dialog.target.field.setText(f"~/{_COLLEAGUE}.juseok")
        dialog.target.keep_quiet()
        self._stage.take(dialog, "send")

    def _work(self, file: Path) -> None:
        """What a colleague does in the copy, at another machine."""
        session, workspace = self._stage.session, self._stage.workspace
        annotator = find_annotator(session.project, _COLLEAGUE).id
        send(project=session.project, order=Order(annotator, file))
        elsewhere = Identity(annotator, _COLLEAGUE, file.parent / "state")
        with Project.open(file, identity=elsewhere) as project:
            for words, kind in _TAGGED:
                start = workspace.text.index(words)
                span = make_span(workspace.text, start, start + len(words))
                made = Mention(
                    project.ids(), project.own_layer, workspace.article.id, kind, (span,)
                )
                change = Change(made.id, Kind.MENTION, CREATE, to_body(made))
                project.writer.commit(Action(Message("history.unknown"), (change,)))

    def _bring(self, file: Path) -> None:
        dialog = self._dialog("exchange.bring", BringDialog)
        dialog.bring([file])
        wait_until(dialog.go.isEnabled, "bring back")
        self._stage.take(dialog, "bring")

    def _share(self) -> None:
        dialog = self._dialog("exchange.share", ShareDialog)
        dialog.field.setText("~/Nextcloud/Juseok")
        dialog.off.hide()
        dialog.go.setEnabled(True)  # it is there on machines that have one
        self._stage.take(dialog, "share")

    def _look_back(self) -> None:
        """The article as it was some steps ago, with what differs from today."""
        self._stage.trigger("history.article")
        window = self._stage.dialog("history")
        if not isinstance(window, HistoryWindow):
            raise KnownError("tour.stuck", step="history")
        wait_until(lambda: window.model.rowCount() > _STEP, "history")
        before = window.page.words.text()
        window.list.setCurrentIndex(window.model.index(_STEP, 0))
        wait_until(lambda: window.page.words.text() not in ("", before), "history")
        self._stage.take(window, "history")

    def _dialog(self, action: str, sort: type[DialogT]) -> DialogT:
        self._stage.trigger(action)
        dialog = self._stage.dialog(action)
        if not isinstance(dialog, sort):
            raise KnownError("tour.stuck", step=action)
        return dialog

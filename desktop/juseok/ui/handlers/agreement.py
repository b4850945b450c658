"""Agreement among annotators, by key: a window beside the main one."""

from functools import partial
from typing import TYPE_CHECKING

from juseok.services.campaigns.reading import Team, read_team
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr

if TYPE_CHECKING:
    from juseok.ui.agreement_work import AgreementWork
    from juseok.ui.windows.agreement_window import AgreementWindow


class AgreementHandlers(Handlers):
    """One window at a time; asked for again, it comes to the front."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.window: AgreementWindow | None = None
        self.work: AgreementWork | None = None
        self.router.register("team.agreement", self.show)

    def show(self) -> None:
        """Open the window and count."""
        if self.window is None:
            self._open()
        assert self.window is not None
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _open(self) -> None:
        from juseok.ui.agreement_work import AgreementWork  # not needed for a first paint
        from juseok.ui.windows.agreement_window import AgreementWindow

        if self.work is None:
            self.work = AgreementWork(self.session)
        work = self.work
        window = AgreementWindow(self.session.project.path, theme=self.context.theme)
        window.count_asked.connect(work.count)
        window.stop_asked.connect(work.stop)
        window.examples_asked.connect(self._look)
        window.shown_asked.connect(self.place.go)
        window.returned_asked.connect(self._send_back)
        work.counted.connect(window.show_compared)
        work.listed.connect(window.show_examples)
        work.moved.connect(window.show_moved)
        work.ended.connect(window.show_ended)
        work.failed.connect(self._failed)
        window.destroyed.connect(self._gone)
        self.session.closing.connect(window.close)
        self.window = window
        self.session.tasks.run(
            lambda reader, _: [(each.id, each.name) for each in reader.campaigns.campaigns()
                               if not each.training],
            window.side.show_campaigns, slot="campaigns to compare",
        )  # fmt: skip
        window.ask()

    def _look(self, types: tuple[str, str], pair: tuple[int, ...]) -> None:
        if self.window is not None and self.work is not None:
            self.work.look(self.window.question(), types, pair)

    def _send_back(self, titles: dict[str, str]) -> None:
        """Those who did these articles take them up again: one action, one undo."""
        self.session.tasks.run(lambda reader, _: read_team(reader), partial(self._return, titles))

    def _return(self, titles: dict[str, str], team: Team) -> None:
        from juseok.services.agreement.returning import send_back  # not needed for a first paint

        if self.window is None:
            return
        me = self.session.viewer.annotator
        if not team.has_role(me, "reviewer", "lead"):
            self.window.tell(tr("Only who leads or reviews sends articles back."))
            return
        action = send_back(states=team.states, titles=titles, reviewer=me)
        if self.do(action):
            self.window.tell(tr("They are back in the queues of those who did them."))
        else:
            self.window.tell(tr("No open campaign has these articles finished."))

    def _failed(self, error: BaseException) -> None:
        from juseok.core.errors import KnownError

        if self.window is not None and isinstance(error, KnownError):
            self.window.show_failed(error)
        else:
            self.session.error.emit(error)

    def _gone(self) -> None:
        self.window = None
        if self.work is not None:
            self.work.stop()

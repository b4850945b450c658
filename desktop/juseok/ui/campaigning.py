"""The campaigns of the open project as the window knows them, kept in step with what is saved."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from juseok.core.model import Kind
from juseok.services.campaign_read import Team, read_team
from juseok.services.campaign_state import CampaignState
from juseok.store.recorder import Commit
from juseok.ui.session import Session

_KINDS: Final = frozenset(
    {Kind.CAMPAIGN, Kind.ASSIGNMENT, Kind.PASS_STATE, Kind.REVIEW_STATE, Kind.RULING,
     Kind.GUIDELINE, Kind.ANNOTATOR, Kind.LAYER}
)  # fmt: skip
_PAUSE_MS: Final = 60


class Campaigning(QObject):
    """``changed()``: people, campaigns, or how far they are.  ``pass_ticked(pass, finished)``: a
    person ticks or unticks a pass over the article on screen."""

    changed = Signal()
    pass_ticked = Signal(str, bool)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.team = Team()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.reload)
        session.saved.connect(self._saved)
        session.closing.connect(self._pause.stop)
        self.reload()

    @classmethod
    def of(cls, session: Session) -> "Campaigning":
        """That of a project; made when it is first asked for."""
        found = session.findChild(cls)
        return found if found is not None else cls(session)

    @property
    def me(self) -> str:
        return self._session.project.annotator

    def mine(self, article: str) -> CampaignState | None:
        """The campaign in which one does ``article``."""
        return self.team.state_on(self.me, article)

    def reload(self) -> None:
        """Read it anew."""
        self._session.tasks.run(lambda reader, _: read_team(reader), self._take, slot="team")

    def _take(self, team: Team) -> None:
        self.team = team
        self._session.keeps_register = team.keeps_register(self.me)
        self.changed.emit()

    def _saved(self, commit: Commit) -> None:
        if commit.more or any(each.kind in _KINDS for each in commit.changed):
            self._pause.start()

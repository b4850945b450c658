"""The campaigns of the open project as the window knows them, kept in step with what is saved."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from juseok.core.model import Kind
from juseok.services.campaigns.reading import Team, read_team
from juseok.services.campaigns.state import CampaignState
from juseok.store.reader import Reader
from juseok.store.recorder import Commit
from juseok.ui.session import Session

_KINDS: Final = frozenset(
    {Kind.CAMPAIGN, Kind.ASSIGNMENT, Kind.RULING, Kind.GUIDELINE, Kind.ANNOTATOR, Kind.LAYER}
)
"""After a change of these everything is read anew."""

_STANDS: Final = frozenset({Kind.PASS_STATE, Kind.REVIEW_STATE, Kind.ARTICLE_STATE})
"""After a change of these, how far everybody is with the articles that were touched."""

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
        self._pause.timeout.connect(self._read)
        self._whole = True
        self._touched: set[str] = set()
        session.saved.connect(self._saved)
        session.merged.connect(self._merged)
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
        self._whole = True
        self._read()

    def _read(self) -> None:
        """Read what changed; a later call makes an earlier one stale, and reads that, too."""
        if self._whole:
            self._session.tasks.run(_counted, self._take_whole, slot="team")
            return
        team, touched = self.team, frozenset(self._touched)

        def read(reader: Reader, _: object) -> Team:
            return team.after(reader.campaigns.stands(touched))

        def take(found: Team) -> None:
            self._touched -= touched
            self._take(found)

        self._session.tasks.run(read, take, slot="team")

    def _take_whole(self, team: Team) -> None:
        if not self._pause.isActive():  # else what came meanwhile is still to be read
            self._whole = False
            self._touched.clear()
        self._take(team)

    def _take(self, team: Team) -> None:
        self.team = team
        self._session.keeps_register = team.keeps_register(self.me)
        self.changed.emit()

    def _merged(self) -> None:
        self._whole = True
        self._pause.start()

    def _saved(self, commit: Commit) -> None:
        if commit.more or any(each.kind in _KINDS for each in commit.changed):
            self._whole = True
        elif self.team.states:
            self._touched |= {
                each.article
                for each in commit.changed
                if each.kind in _STANDS and each.article is not None
            }
        if self._whole or self._touched:
            self._pause.start()


def _counted(reader: Reader, _: object) -> Team:
    """Read everything, and count it here, off the GUI thread."""
    team = read_team(reader)
    for state in team.states:
        state.progress()
        state.has("", "")
    return team

"""What the campaign asks for in the article on screen: shown, and said when a tag lies outside.

Nothing is forbidden: what is outside stays, and is neither judged nor compared.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, QTimer

from juseok.core.brief import Brief, Outside
from juseok.core.model import Claim, ClaimLink, Kind, Mention, Relationship, ZoneRole
from juseok.core.ops import CREATE, SET, Action
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import language, tr
from juseok.ui.panels.zone_keys import zone_name

_KINDS: Final = frozenset({Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK})
_MADE: Final = frozenset({CREATE, SET})


class BriefHandlers(Handlers):
    """Keeps the brief of the place in step with article, campaigns and whose work it is."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.campaigning = Campaigning.of(context.session)
        self._made: list[str] = []
        self._soon = QTimer(context.session)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        self.campaigning.changed.connect(self._follow)
        self.place.article_changed.connect(self._follow)
        self.session.viewer_changed.connect(self._follow)
        self.session.applied.connect(self._applied, Qt.ConnectionType.DirectConnection)
        self._follow()

    def _follow(self, _: object = None) -> None:
        own = not self.session.reviewing
        team, article = self.campaigning.team, self.place.article
        brief = team.brief(self.campaigning.me, article) if own and article else None
        self.place.set_brief(None if brief is None or brief.is_whole else brief)

    def _applied(self, action: Action) -> None:
        """Look at what was made once the edit has said what it has to say."""
        if self.place.brief is None or not action.undoable:
            return
        made = [e.obj for e in action.changes if e.kind in _KINDS and e.verb in _MADE]
        if made:
            self._made = made
            self._soon.start(0)

    def _tell(self) -> None:
        brief, workspace = self.place.brief, self.workspace
        if brief is None or workspace is None:
            return
        mentions = {each.id: each for each in workspace.mentions}
        for obj in self._made:
            record = workspace.get(obj)
            if not isinstance(record, Mention | Claim | ClaimLink | Relationship):
                continue
            why = brief.why_not(record, zones=workspace.article.zones, mentions=mentions)
            if why:
                self.context.say(self._words(why, record, brief))
                return

    def _words(
        self, why: Outside, record: Mention | Claim | ClaimLink | Relationship, brief: Brief
    ) -> str:
        if why == "zone":
            return tr(
                "Not asked for: the campaign looks at {zones} only. It stays all the same.",
                zones=", ".join(_zone_names(brief.zones)),
            )
        if why == "type" and isinstance(record, Mention):
            kind = self.session.scheme.entity_type(record.type)
            name = kind.name(language()) if kind is not None else record.type
            return tr("The campaign does not ask for “{type}”. It stays all the same.", type=name)
        return tr("The campaign does not ask for this kind of annotation. It stays all the same.")


def _zone_names(zones: Iterable[str]) -> list[str]:
    return [zone_name(role) for role in ZoneRole if role in zones]

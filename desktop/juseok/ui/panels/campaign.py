"""The campaign beside the text: how far one is with this article, and how far everybody is."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from juseok.core.model import Annotator, ZoneRole
from juseok.core.review_model import (
    PASSES,
    AnnotatorSide,
    Campaign,
    ReviewerSide,
    gold_layer_id,
)
from juseok.services.campaigns.people import with_looks
from juseok.services.campaigns.reading import sight_on
from juseok.services.campaigns.state import CampaignState
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.campaign_dialog import PASS_NAMES
from juseok.ui.dialogs.scheme_editor_ticks import TickBox
from juseok.ui.i18n import language, mark, tr
from juseok.ui.panels.zone_keys import zone_name
from juseok.ui.widgets.action_button import ActionButton
from juseok.ui.widgets.badge import Badge
from juseok.ui.widgets.fitting import scrolled
from juseok.ui.widgets.labels import Label

SIDES: Final[dict[AnnotatorSide, str]] = {
    "new": mark("new"),
    "in_progress": mark("in progress"),
    "finished": mark("finished"),
    "returned": mark("returned"),
}
REVIEWER_SIDES: Final[dict[ReviewerSide, str]] = {
    "waiting": mark("waits for review"),
    "in_review": mark("in review"),
    "reviewed": mark("reviewed"),
    "returned": mark("returned by the reviewer"),
    "gold": mark("gold"),
}


class CampaignPanel(QWidget):
    """Rebuilt when campaigns or states change: there are a few rows, and it happens rarely."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Campaign"))
        self._context = context
        self._campaigning = Campaigning.of(context.session)
        self._rows: QWidget | None = None
        self._area = QVBoxLayout(self)
        self._area.setContentsMargins(0, 0, 0, 0)
        self.passes: dict[str, TickBox] = {}
        self.lines: list[str] = []
        self._campaigning.changed.connect(self.reload)
        context.place.article_changed.connect(self._article_changed)
        self.reload()

    def _article_changed(self, _: str) -> None:
        self.reload()

    def reload(self) -> None:
        """Show it as it is now."""
        if self._rows is not None:
            self._area.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        inside = QWidget(self)
        box = QVBoxLayout(inside)
        box.setContentsMargins(16, 14, 16, 16)
        box.setSpacing(8)
        self.passes, self.lines = {}, []
        team = self._campaigning.team
        if not team.states:
            box.addWidget(
                Label(
                    tr("No campaign yet. It says who annotates which articles, and what is"
                       " looked for in them."),
                    inside, name="Quiet", wrap=True,
                )
            )  # fmt: skip
        looks = {each.id: each for each in with_looks(team.people)}
        for state in team.states:
            self._add_campaign(box, inside, state, looks)
        leads = team.has_role(self._campaigning.me, "lead")
        actions = ["campaign.make", "people.edit"] if leads else []
        if team.states:
            more = ["campaign.manage"] if leads else []
            if any(state.training(self._campaigning.me) for state in team.states):
                more = ["campaign.training", *more]
            actions = ["article.next_open", "campaign.finish_pass", *more, *actions]
        for action in actions:
            if action not in self._context.router.missing():
                box.addWidget(ActionButton(action, self._context.router, inside))
        box.addStretch(1)
        self._rows = scrolled(inside, self)
        self._area.addWidget(self._rows)

    def _add_campaign(
        self, box: QVBoxLayout, inside: QWidget, state: CampaignState, looks: dict[str, Annotator]
    ) -> None:
        campaign = state.campaign
        box.addWidget(Label(campaign.name, inside, pixels=15, strong=True, wrap=True))
        about = [
            tr("{count} article(s)", count=f"{len(state.articles):,}"),
            tr("blind") if campaign.blind else tr("open"),
        ]
        box.addWidget(Label(" · ".join(about), inside, name="Quiet", pixels=12))
        for words in self._asked(state.campaign):
            box.addWidget(Label(words, inside, name="Quiet", pixels=12, wrap=True))
        article, me = self._context.place.article, self._campaigning.me
        if state.has(me, article):
            self._add_passes(box, inside, state, article)
        rule = QFrame(inside)
        rule.setObjectName("Rule")
        rule.setFixedHeight(1)
        box.addWidget(rule)
        for annotator, counts in sorted(
            state.progress().items(), key=lambda item: looks[item[0]].letter if item[0] in looks
            else ""
        ):  # fmt: skip
            person = looks.get(annotator) or Annotator(annotator, tr("Unknown"), letter="?")
            total = counts.total()
            words = " · ".join(
                f"{tr(SIDES[side])} {counts[side]:,}" for side in SIDES if counts[side]
            )  # marked in the table
            self.lines.append(f"{person.name}: {words}")
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(Badge(person, inside))
            both = QVBoxLayout()
            both.setSpacing(0)
            done = f"{counts['finished']:,}/{total:,}"
            name = tr("{name} (you)", name=person.name) if annotator == me else person.name
            both.addWidget(Label(f"{name}  {done}", inside, strong=annotator == me))
            both.addWidget(Label(words, inside, name="Quiet", pixels=12, wrap=True))
            line.addLayout(both, 1)
            box.addLayout(line)
        box.addSpacing(8)

    def _asked(self, campaign: Campaign) -> Iterator[str]:
        """What is asked for, as far as that is not everything."""
        if set(campaign.passes) != set(PASSES):
            names = [tr(PASS_NAMES[each]) for each in campaign.passes if each in PASS_NAMES]
            yield tr("Asked for: {what}", what=", ".join(names))  # marked in the table
        if campaign.types:
            kinds = self._context.session.scheme.entity_types
            names = [each.name(language()) for each in kinds if each.id in campaign.types]
            yield tr("Only these types: {what}", what=", ".join(names))
        if campaign.zones:
            names = [zone_name(role) for role in ZoneRole if role in campaign.zones]
            yield tr("Only these parts: {what}", what=", ".join(names))

    def _add_passes(
        self, box: QVBoxLayout, inside: QWidget, state: CampaignState, article: str
    ) -> None:
        me = self._campaigning.me
        side = tr(SIDES[state.side(me, article)])  # marked in the table
        words = [tr("This article: {state}", state=side)]
        review = state.reviewer_side(article)
        if review != "waiting":
            words.append(tr(REVIEWER_SIDES[review]))  # marked in the table
        box.addWidget(Label(" · ".join(words), inside))
        note = state.reviews[article].note if article in state.reviews else ""
        if note:
            box.addWidget(Label(note, inside, wrap=True))
        for part, how in state.pass_states(me, article).items():
            name = tr(PASS_NAMES[part]) if part in PASS_NAMES else part
            tick = TickBox(tr("{what}: finished", what=name), inside)
            tick.setChecked(how == "finished")
            tick.toggled.connect(partial(self._campaigning.pass_ticked.emit, part))
            self.passes[part] = tick
            box.addWidget(tick)
        seen = self._seen(article)
        if seen:
            box.addWidget(Label(seen, inside, name="Quiet", pixels=12, wrap=True))

    def _seen(self, article: str) -> str:
        """Whose work one may see here, as one who annotates; reviewers and the lead see all."""
        team, me = self._campaigning.team, self._campaigning.me
        if team.has_role(me, "reviewer", "lead"):
            return ""
        viewer = self._context.session.project.viewer()
        layers = sight_on(team, viewer=viewer, article=article).visible_layers
        owners = {layer: annotator for annotator, layer in team.layers.items()}
        people = (team.person(owners[layer]) for layer in layers if layer in owners)
        names = sorted(each.name for each in people if each is not None and each.id != me)
        names += [tr("gold")] if gold_layer_id() in layers else []
        if not names:
            return tr("You see your own work here, and nobody else's.")
        return tr("You may see here besides your own work: {who}.", who=", ".join(names))

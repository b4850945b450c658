"""Making a campaign: which articles, what is asked for, who does it, blind or open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QWidget,
)

from juseok.core.model import READING_ROLES, Annotator, ZoneRole
from juseok.core.review_model import PASSES, Campaign
from juseok.ui.dialogs.campaign_articles import (
    ArticleField,
    Lists,
    flow_of,
    number_field,
    ticked,
    ticks_of,
)
from juseok.ui.dialogs.scheme_editor_ticks import TickBox
from juseok.ui.i18n import mark, tr
from juseok.ui.panels.zone_keys import zone_name
from juseok.ui.widgets.asking import ask_below
from juseok.ui.widgets.dialog import Dialog
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label

PASS_NAMES: Final = {
    "mentions": mark("Mentions"),
    "claims": mark("Claims"),
    "relationships": mark("Relationships"),
}


_ZONES: Final = tuple(role for role in ZoneRole if role in READING_ROLES)


@dataclass(frozen=True, slots=True)
class CampaignOffer:
    """What there is to choose from.  ``articles``: (words, ids) by name of the choice;
    ``types``: (id, name)."""

    articles: Lists
    people: Sequence[Annotator]
    types: Sequence[tuple[str, str]] = ()
    gold: frozenset[str] = frozenset()
    """Articles that have gold, and can serve as training."""


@dataclass(frozen=True, slots=True)
class CampaignChoice:
    """What a person wants."""

    campaign: Campaign
    articles: tuple[str, ...]
    people: tuple[str, ...]
    training: tuple[str, ...] = ()


class CampaignDialog(Dialog):
    """Calls ``make`` with the :class:`CampaignChoice` when it is accepted."""

    def __init__(
        self,
        offer: CampaignOffer,
        make: Callable[[CampaignChoice], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("New campaign"))
        self._offer, self._make = offer, make
        self.name = QLineEdit(self)
        self.name.setAccessibleName(tr("Name"))
        self.articles = ArticleField(offer.articles, self)
        most = max(1, len(offer.people))
        self.per_article = number_field(1, most, tr("Annotators per article"), self)
        self.per_article.setValue(min(2, max(1, len(offer.people))))
        self.overlap = number_field(0, 100, tr("Articles that several do"), self)
        self.overlap.setSuffix(" %")
        self.overlap.setValue(100)
        self.blind = TickBox(tr("Blind: nobody sees another's work before it is reviewed"), self)
        self.blind.setChecked(True)
        self.training = TickBox(
            tr("Articles that have gold come first, as training for everybody"), self
        )
        self.training.setVisible(bool(offer.gold))
        self.training.toggled.connect(self._follow)
        people = sorted(offer.people, key=lambda each: (each.name, each.id))
        self.people = ticks_of({each.id: each.name for each in people}, self)
        for each in people:  # who only reviews is rarely asked to annotate
            self.people[each.id].setChecked("annotator" in each.roles)
        self.passes = ticks_of({name: tr(PASS_NAMES[name]) for name in PASSES}, self)
        self.types = ticks_of(dict(offer.types), self, on=False)
        self.zones = ticks_of({role: zone_name(role) for role in _ZONES}, self, on=False)
        self.gate = number_field(0, 100, tr("F1 on training articles to go on"), self)
        self.gate.setSuffix(" %")
        self.gate.setSpecialValueText(tr("no gate"))
        self.outcome = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self._arrange()
        for box in (*self.people.values(), *self.passes.values()):
            box.toggled.connect(self._follow)
        for number in (self.per_article, self.overlap):
            number.valueChanged.connect(self._follow)
        self.articles.changed.connect(self._follow)
        self.name.textChanged.connect(self._follow)
        self._follow()
        fit_to_screen(self, 680, 720)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def choice(self) -> CampaignChoice:
        """What is chosen now."""
        ids = self.articles.ids()
        taught = (
            tuple(each for each in ids if each in self._offer.gold)
            if self.training.isChecked() else ()
        )  # fmt: skip
        return CampaignChoice(
            Campaign(
                "",
                self.name.text().strip(),
                passes=ticked(self.passes),
                types=ticked(self.types),
                zones=ticked(self.zones),
                per_article=self.per_article.value(),
                blind=self.blind.isChecked(),
                gate=self.gate.value() / 100 if taught else 0.0,
                overlap=self.overlap.value(),
            ),
            ids,
            ticked(self.people),
            taught,
        )

    def accept(self) -> None:
        if self.ok.isEnabled():
            self._make(self.choice())
            super().accept()

    def _arrange(self) -> None:
        inside = QWidget(self)
        grid = QGridLayout(inside)
        grid.setContentsMargins(24, 20, 24, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows = (
            (tr("Name"), self.name),
            (tr("Which articles"), self.articles),
            (tr("Who annotates"), flow_of(self.people)),
            (tr("What is asked for"), flow_of(self.passes)),
            (tr("Only these types (none: all)"), flow_of(self.types)),
            (tr("Only these parts (none: all)"), flow_of(self.zones)),
            (tr("Annotators per article"), self.per_article),
            (tr("Articles that several do"), self.overlap),
            (tr("F1 on training articles to go on"), self.gate),
        )
        for at, (words, field) in enumerate(rows):
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(Label(words, inside, name="Quiet"), at, 0, top)
            grid.addWidget(field, at, 1)
        grid.addWidget(self.training, len(rows), 1)
        grid.addWidget(self.blind, len(rows) + 1, 1)
        grid.addWidget(self.outcome, len(rows) + 2, 1)
        grid.setRowStretch(len(rows) + 3, 1)
        self.ok = ask_below(self, inside, tr("Make the campaign"))

    def _follow(self) -> None:
        """Say what it comes to: how many articles each person gets."""
        choice = self.choice()
        articles = len(choice.articles) - len(choice.training)
        people = len(choice.people)
        several = min(choice.campaign.per_article, people)
        shared = articles * choice.campaign.overlap // 100
        total = shared * several + (articles - shared) * min(1, people)
        least, more = divmod(total, people) if people else (0, 0)
        self.gate.setEnabled(bool(choice.training))
        self.overlap.setEnabled(several > 1)
        ready = bool(choice.campaign.name and choice.articles and people and choice.campaign.passes)
        self.ok.setEnabled(ready)
        if not people or not choice.articles:
            self.outcome.setText(tr("Choose articles and at least one annotator."))
        elif not choice.campaign.passes:
            self.outcome.setText(tr("Choose what is asked for."))
        else:
            each = f"{least:,}–{least + 1:,}" if more else f"{least:,}"
            self.outcome.setText(
                tr("{articles} article(s), each by one person: {each} for each.",
                   articles=f"{articles:,}", each=each)
                if several < 2 else
                tr("{articles} article(s), {shared} of them by {several} people: {each} for each.",
                   articles=f"{articles:,}", shared=f"{shared:,}", several=several, each=each)
            )  # fmt: skip

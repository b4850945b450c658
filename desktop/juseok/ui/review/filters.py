"""Which items of the review are shown: words while typing, and a menu for the rest."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from juseok.core.adjudicate_model import ItemSort, ItemState
from juseok.core.scheme import Scheme
from juseok.services.review.index import Filter
from juseok.services.review.lots import lot_of
from juseok.ui.i18n import language, tr
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.review.words import sort_words, state_words
from juseok.ui.widgets.filter_field import FilterField
from juseok.ui.widgets.labels import icon_button

_PAUSE_MS: Final = 120
_SAMPLES: Final = (100, 50, 20, 10, 5)


class Filters(QWidget):
    """Sets the filter of the review."""

    def __init__(
        self, reviewing: Reviewing, scheme: Callable[[], Scheme], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._review, self._scheme = reviewing, scheme
        self.field = FilterField(tr("Filter items"), self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._take_words)
        self.field.textEdited.connect(lambda _: self._pause.start())
        self.field.textChanged.connect(lambda text: None if text else self._take_words())
        self.button = icon_button("filter", tr("Which items are shown"), self)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 8, 8, 0)
        box.setSpacing(4)
        box.addWidget(self.field, 1)
        box.addWidget(self.button)

    def _take_words(self) -> None:
        self._pause.stop()
        self._set(words=self.field.text().strip())

    def _set(self, **changes: Any) -> None:
        made = replace(self._review.filter, **changes)
        if made != self._review.filter:
            self._review.set_filter(made)
        self.button.setProperty("active", replace(made, words="") != Filter())

    def fill(self) -> None:
        """Make the menu for what can be chosen now."""
        self.menu.clear()
        by = self._review.filter
        for words, field in (
            (tr("Show what is agreed"), "agreed"), (tr("Show what is judged"), "judged"),
        ):  # fmt: skip
            action = QAction(words, self.menu)
            action.setCheckable(True)
            action.setChecked(bool(getattr(by, field)))
            action.toggled.connect(partial(self._switch, field))
            self.menu.addAction(action)
        self.menu.addSeparator()
        self._scopes(by)
        looks = sorted(self._review.looks.values(), key=lambda look: look.number)
        self._choices(
            tr("Annotator"),
            "layer",
            by.layer,
            [("", tr("Everybody")), *((look.layer, look.called) for look in looks)],
        )
        self._choices(
            tr("State"),
            "state",
            by.state,
            [(None, tr("Any")), *((state, state_words(state)) for state in ItemState)],
        )
        scheme = self._scheme()
        types = (*scheme.entity_types, *scheme.relationship_types, *scheme.link_types)
        self._choices(
            tr("Type"),
            "type",
            by.type,
            [
                ("", tr("Any")),
                *((str(sort), sort_words(sort)) for sort in ItemSort),
                *((each.id, each.name(language())) for each in types if not each.retired),
            ],
        )
        self._choices(tr("Sample"), "sample", by.sample,
                      [(share, f"{share} %") for share in _SAMPLES])  # fmt: skip

    def _scopes(self, by: Filter) -> None:
        """Which articles: of a campaign, or of one annotator alone; where there is a choice."""
        found = self._review.found
        if found is None:
            return
        if found.campaigns:
            everything = ("", tr("Everything under review"))
            named = [(each.id, each.name) for each in found.campaigns]
            self._choices(tr("Campaign"), "campaign", by.campaign, [everything, *named])
        lots = sorted({lot_of(each, found.sight) for each in found.waiting} - {""})
        if lots:
            people = self._review.annotators
            named = [(layer, people[layer].name if layer in people else "–") for layer in lots]
            self._choices(tr("Lot of one annotator"), "lot", by.lot, [("", tr("Any")), *named])

    def _switch(self, field: str, on: bool) -> None:
        self._set(**{field: on})

    def _choices(
        self, title: str, field: str, now: object, values: Sequence[tuple[object, str]]
    ) -> None:
        menu = self.menu.addMenu(title)
        group = QActionGroup(menu)
        for value, words in values:
            action = QAction(words.replace("&", "&&"), group)
            action.setCheckable(True)
            action.setChecked(value == now)
            action.triggered.connect(partial(self._chosen, field, value))
            menu.addAction(action)

    def _chosen(self, field: str, value: object, _: bool = False) -> None:
        self._set(**{field: value})

"""The questions of an export: which format, whose annotations, which articles, which file."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from juseok.core.recipe import ALL, BEST, MINE, Recipe
from juseok.ui.dialogs.export_choice import (
    Choice,
    Offer,
    OfferedFormat,
    OfferedLayer,
    OfferedRecipe,
    Remembered,
)
from juseok.ui.dialogs.export_extras import FormatOptions, ReleaseField, SplitField
from juseok.ui.dialogs.export_narrow import AnnotationNarrowing, ArticleNarrowing
from juseok.ui.dialogs.export_saved import SavedExports
from juseok.ui.dialogs.export_target import TargetField, free_path
from juseok.ui.i18n import tr
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.plain import set_tip

_WIDTH: Final = 336
_WORDS: Final = 304
_SCROLLED: Final = 5
"""With more annotators than this, their boxes scroll."""


class ExportForm(QWidget):
    """``changed()``: what would be exported changed; ``target_changed()``: only where to."""

    changed = Signal()
    target_changed = Signal()

    def __init__(
        self, offer: Offer, last: Remembered, target: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._offer = offer
        self.setFixedWidth(_WIDTH)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._heading(tr("Saved exports"))
        self.saved = SavedExports(offer.recipes, can_save=offer.can_save, parent=self)
        self._box.addWidget(self.saved)
        self.form = QComboBox(self)
        self.form.setAccessibleName(tr("Format"))
        for each in offer.formats:
            self.form.addItem(each.name, each.id)
        self.form.setCurrentIndex(max(0, self.form.findData(last.form)))
        self._heading(tr("Format"))
        self._box.addWidget(self.form)
        self.options = FormatOptions(self)
        self.options.show_options(self._format().options)
        self._box.addWidget(self.options)
        self.boxes: dict[str, QCheckBox] = {}
        self._heading(tr("Whose annotations"))
        self.layers = self._choices(tr("Whose annotations"), self._layer_choices(), last.layers)
        self._add_boxes()
        self.layer = self._one_layer(last.layer)
        self.anonymous = QCheckBox(tr("Numbers instead of names"), self)
        self._box.addWidget(self.anonymous)
        self.release = ReleaseField(offer.releases, self)
        if offer.releases:
            self._heading(tr("As of when"))
            self._box.addWidget(self.release)
        self._heading(tr("Which articles"))
        self.articles = self._choices(tr("Which articles"), self._article_choices(), last.articles)
        self.narrow = ArticleNarrowing(offer.ways, self)
        self._box.addWidget(self.narrow)
        self._which = self._heading(tr("Which annotations"))
        self.of_articles = AnnotationNarrowing(offer.ways, self)
        self._box.addWidget(self.of_articles)
        self._heading(tr("Train, dev and test"))
        self.split = SplitField(self)
        self._box.addWidget(self.split)
        whole = target.with_name(target.name + self._suffix())
        self.target = TargetField(free_path(whole), tr("File"), self)
        self.target.set_folder(not self._suffix())
        self.foot = self._make_foot()
        self._box.addStretch(1)
        self.form.currentIndexChanged.connect(self._format_changed)
        self.layer.currentIndexChanged.connect(self._pieces_changed)
        self.options.changed.connect(self.changed)
        self.anonymous.toggled.connect(lambda _: self.changed.emit())
        self.narrow.changed.connect(self.changed)
        self.of_articles.changed.connect(self.changed)
        self.split.changed.connect(self._pieces_changed)
        self.release.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.saved.taken.connect(self._take)
        self.target.changed.connect(self.target_changed)
        self._follow_boxes()

    def _make_foot(self) -> QWidget:
        """Where it goes, which stays in sight however long the form is."""
        foot = QWidget(self.parentWidget())
        foot.setFixedWidth(_WIDTH)
        box = QVBoxLayout(foot)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(6)
        box.addWidget(Label(tr("File"), foot, strong=True))
        box.addWidget(self.target)
        return foot

    def choice(self) -> Choice:
        """What is chosen now."""
        layers, articles = _chosen(self.layers), _chosen(self.articles)
        own = frozenset(layer.id for layer in self._offer.layers if layer.own)
        gold = frozenset(layer.id for layer in self._offer.layers if layer.gold)
        ticked = frozenset(id_ for id_, box in self.boxes.items() if box.isChecked())
        return Choice(
            form=str(self.form.currentData()),
            layers={"mine": own, "gold": gold, "some": ticked}.get(layers),
            articles={
                "this": frozenset({self._offer.current}),
                "listed": frozenset(self._offer.listed),
            }.get(articles),
            path=self.target.path,
            overwrite=self.target.overwrite,
            kept=Remembered(
                str(self.form.currentData()), layers, articles, str(self.layer.currentData())
            ),
            layer=str(self.layer.currentData()),
            recipe=self.recipe(),
            release=self.release.chosen,
            edited=self.target.edited,
        )

    def recipe(self) -> Recipe:
        """What is chosen as an export that can be saved; what no box shows is as it was taken."""
        taken, form = self.saved.chosen, str(self.form.currentData())
        other = taken.options if taken.form == form else ()
        options = [each for each in other if each[0] not in self.options.boxes]
        said = replace(
            taken,
            form=form,
            layer=self._recipe_layer(),
            options=(*options, *self.options.chosen.items()),
            split=self.split.split,
            seed=self.split.seed.value() if self.split.split else 0,
            apart=bool(self.split.split) and not self.split.together.isChecked(),
            anonymous=self.one_layer and self.anonymous.isChecked(),
        )
        said = self.narrow.said_in(said)
        return self.of_articles.said_in(said, whole=not self.one_layer)

    @property
    def articles_there(self) -> int:
        """How many articles there are to choose from."""
        return self._offer.articles

    @property
    def is_of_all_articles(self) -> bool:
        """Whether no articles are picked by hand, which a saved export does not know."""
        return _chosen(self.articles) == "all"

    @property
    def is_one_or_all(self) -> bool:
        """Whether the annotations are one person's or everybody's, as those of a saved export."""
        ticked = sum(box.isChecked() for box in self.boxes.values())
        return self.one_layer or _chosen(self.layers) != "some" or ticked in (1, len(self.boxes))

    @property
    def is_ready(self) -> bool:
        """Whether what is chosen can be written."""
        nobody = (
            not self.one_layer
            and _chosen(self.layers) == "some"
            and not any(box.isChecked() for box in self.boxes.values())
        )
        return self.target.is_ready and self.split.is_ready and not nobody

    @property
    def one_layer(self) -> bool:
        """Whether the chosen format holds the annotations of one layer."""
        return self._format().one_layer

    def _one_layer(self, chosen: str) -> QComboBox:
        """Whose annotations go into a format that holds one layer."""
        box = QComboBox(self)
        box.setAccessibleName(tr("Whose annotations"))
        box.addItem(tr("The best: gold, else agreed, else the only one"), "")
        if len(self._offer.layers) > 1:
            box.addItem(tr("Everybody's, each by itself"), ALL)
        for layer in self._offer.layers:
            words = tr("Gold") if layer.gold else layer.name or layer.id[:8]
            if layer.own:
                words = tr("Only mine: {name}", name=layer.name) if layer.name else tr("Only mine")
            box.addItem(words, layer.id)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        self._box.addWidget(box)
        return box

    def _layer_choices(self) -> dict[str, str]:
        name = next((layer.name for layer in self._offer.layers if layer.own), "")
        if len(self._offer.layers) < 2:
            return {"all": tr("Mine: {name}", name=name) if name else tr("Mine")}
        people = sum(not layer.gold for layer in self._offer.layers)
        found = {"all": tr("Everybody's ({count} annotator(s))", count=people)}
        if people < len(self._offer.layers):
            found["all"] = tr("Everybody's and gold ({count} annotator(s))", count=people)
            found["gold"] = tr("Only gold")
        found["mine"] = tr("Only mine: {name}", name=name) if name else tr("Only mine")
        return {**found, "some": tr("By name")}

    def _article_choices(self) -> dict[str, str]:
        offer = self._offer
        found = {"all": tr("All ({count})", count=f"{offer.articles:,}")}
        if offer.current:
            found["this"] = tr("This one: {title}", title=offer.title or tr("Untitled"))
        found["listed"] = tr("As filtered in the list ({count})", count=f"{len(offer.listed):,}")
        return found

    def _choices(self, heading: str, choices: dict[str, str], chosen: str) -> QButtonGroup:
        group = QButtonGroup(self)
        for name, words in choices.items():
            button = QRadioButton(self)
            shown = button.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _WORDS)
            button.setText(shown.replace("&", "&&"))  # else a letter of a title were a key
            button.setObjectName(name)
            button.setAccessibleName(f"{heading}: {words}")
            set_tip(button, words if shown != words else "")
            button.setChecked(name == (chosen if chosen in choices else "all"))
            group.addButton(button)
            self._box.addWidget(button)
        group.buttonToggled.connect(self._toggled)
        return group

    def _heading(self, words: str) -> Label:
        label = Label(words, self, strong=True)
        label.setContentsMargins(0, 10 if self._box.count() else 0, 0, 2)
        self._box.addWidget(label)
        return label

    def _add_boxes(self) -> None:
        """A box for each annotator; they count when layers are chosen by name."""
        self._names = QWidget(self)
        column = QVBoxLayout(self._names)
        column.setContentsMargins(22, 0, 0, 0)
        column.setSpacing(4)
        for layer in self._offer.layers:
            words = layer.name or layer.id[:8]
            if layer.own:
                words = tr("{name} (you)", name=layer.name) if layer.name else tr("You")
            box = QCheckBox(words.replace("&", "&&"), self._names)
            box.setAccessibleName(words)
            box.setChecked(True)
            box.toggled.connect(lambda _: self.changed.emit())
            self.boxes[layer.id] = box
            column.addWidget(box)
        self._scroll: QWidget = self._names
        if len(self._offer.layers) > _SCROLLED:
            area = QScrollArea(self)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setWidget(self._names)
            area.setMaximumHeight(128)
            self._scroll = area
        self._box.addWidget(self._scroll)

    def _toggled(self, _: object, on: bool) -> None:
        if on:
            self._follow_boxes()
            self.changed.emit()

    def _follow_boxes(self) -> None:
        one = self.one_layer
        for button in self.layers.buttons():
            button.setVisible(not one)
        self._scroll.setVisible(not one and _chosen(self.layers) == "some")
        self.layer.setVisible(one)
        self.anonymous.setVisible(one)
        for part in (self._which, self.of_articles):
            part.setVisible(one)

    def _format(self) -> OfferedFormat:
        return self._offer.formats[self.form.currentIndex()]

    def _suffix(self) -> str:
        """Of the file; empty where a folder is to be made."""
        form = self._format()
        each = self.one_layer and self.layer.currentData() == ALL and not form.layered
        return "" if self.split.split or each else form.suffix

    def _format_changed(self) -> None:
        self.options.show_options(self._format().options)
        self._follow_boxes()
        self._pieces_changed()

    def _pieces_changed(self) -> None:
        """Whether it is one file may be otherwise now."""
        if self.target.suffix != self._suffix():
            self.target.set_suffix(self._suffix())
            self.target.set_folder(not self._suffix())
        self.changed.emit()

    def _take(self, saved: OfferedRecipe | None) -> None:
        """Show what a saved export says."""
        if saved is not None:
            recipe = saved.recipe
            with QSignalBlocker(self):
                self.form.setCurrentIndex(max(0, self.form.findData(recipe.form)))
                self.options.take(dict(recipe.options))
                self._take_layer(saved.layer or "")
                self.anonymous.setChecked(recipe.anonymous)
                self.narrow.take(recipe)
                self.of_articles.take(recipe)
                self.split.take(recipe.split, recipe.seed, apart=recipe.apart)
        self.changed.emit()

    def _take_layer(self, layer: str) -> None:
        self.layer.setCurrentIndex(max(0, self.layer.findData(layer)))
        found = next((each for each in self._offer.layers if each.id == layer), None)
        name = "all" if found is None else _sort(found)
        buttons = {button.objectName(): button for button in self.layers.buttons()}
        buttons.get(name, buttons["all"]).setChecked(True)
        if name == "some":
            for id_, box in self.boxes.items():
                box.setChecked(id_ == layer)

    def _recipe_layer(self) -> str:
        """Whose annotations, as a recipe says it: everywhere the same, whoever runs it."""
        chosen = str(self.layer.currentData())
        if not self.one_layer:
            ids = [id_ for id_, box in self.boxes.items() if box.isChecked()]
            group = _chosen(self.layers)
            if group in ("mine", "gold"):
                return MINE if group == "mine" else "gold"
            chosen = ids[0] if group == "some" and len(ids) == 1 else ALL
        if chosen in ("", ALL):
            return chosen or BEST
        found = next(each for each in self._offer.layers if each.id == chosen)
        names = [each.name for each in self._offer.layers]
        own = {"mine": MINE, "gold": "gold"}.get(_sort(found))
        return own or (found.name if names.count(found.name) == 1 and found.name else found.id)


def _sort(layer: OfferedLayer) -> str:
    """Which of the choices of a format of all layers means this one."""
    return "mine" if layer.own else "gold" if layer.gold else "some"


def _chosen(group: QButtonGroup) -> str:
    button = group.checkedButton()
    return button.objectName() if button is not None else "all"

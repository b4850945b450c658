"""An article as it was, to read: a banner, the text with what differs, and a line of moments."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from juseok.core.scheme import Pattern, Scheme
from juseok.services.history.past import Difference, Sort
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.document import ArticleDoc, Mark, MarkSort
from juseok.ui.articleview.style import TypeStyle, type_style
from juseok.ui.articleview.view import ArticleView
from juseok.ui.i18n import language, mark, tr
from juseok.ui.marks import all_marks, arcs_of, own_place
from juseok.ui.panels.article_pane import article_theme
from juseok.ui.theme import Theme
from juseok.ui.widgets.labels import Label
from juseok.ui.windows.history_reads import Shown

_LOOKS: Final[dict[Sort, tuple[str, str, Pattern]]] = {
    "added": ("#009e73", "+", "solid"),
    "removed": ("#d55e00", "−", "dash"),
    "changed": ("#0072b2", "~", "dot"),
}
"""Colour, letter and underline; told apart without the colour, too."""

WORDS: Final[dict[Sort, str]] = {
    "added": mark("{count} added"),
    "removed": mark("{count} removed"),
    "changed": mark("{count} changed"),
}


class PastPage(QWidget):
    """Reads only: nothing that is pressed here changes the article."""

    def __init__(self, scheme: Scheme, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._scheme, self._theme = scheme, theme
        self.banner = QFrame(self)
        self.banner.setObjectName("Notice")
        self.words = Label(parent=self.banner, strong=True, wrap=True)
        self.told = Label(parent=self.banner, name="Quiet", pixels=12, wrap=True)
        inside = QVBoxLayout(self.banner)
        inside.setContentsMargins(16, 8, 16, 8)
        inside.setSpacing(2)
        inside.addWidget(self.words)
        inside.addWidget(self.told)
        self.view = ArticleView(self)
        self.view.setAccessibleName(tr("Article as it was"))
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.banner)
        box.addWidget(self.view, 1)
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_state(self, shown: Shown, words: str, said: str = "") -> None:
        """Show the article of ``shown``; ``words``: which time that is, ``said``: what the
        differences are from."""
        then = shown.then
        workspace = ArticleWorkspace(article=then.article, annotations=then.annotations)
        about = then.article
        doc = ArticleDoc(about.text, about.zones, about.metadata.title, about.sentencing)
        same = self.view.page.doc.text == about.text
        place = self.view.verticalScrollBar().value()
        marks = [*all_marks(workspace, self._scheme, language()), *_underlines(shown.found)]
        self.view.set_document(doc, marks)
        self.view.set_arcs(arcs_of(workspace.relationships, self._scheme, language()))
        self.view.set_highlights(spot for each in shown.found for spot in own_place(each.record))
        if same:
            self.view.verticalScrollBar().setValue(place)
        first = next((spans for each in shown.found if (spans := own_place(each.record))), ())
        if first and not same:
            self.view.reveal(*first[0])
        self.words.setText(words)
        self._tell(" ".join(filter(None, (said, counted(shown.found)))))

    def show_nothing(self, words: str) -> None:
        self.view.set_document(ArticleDoc(""))
        self.words.setText(words)
        self._tell("")

    def _tell(self, words: str) -> None:
        """The second line of the banner, which is no higher than what it says."""
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def restyle(self) -> None:
        tokens = self._theme.tokens
        types = (*self._scheme.entity_types, *self._scheme.relationship_types)
        styles: dict[str, TypeStyle] = {
            each.id: type_style(
                each.color, dark=tokens.dark, letter=each.letter,
                pattern="dashdot" if each.pattern == "wave" else each.pattern,
            )
            for each in types
        }  # fmt: skip
        for sort, (color, letter, pattern) in _LOOKS.items():
            styles[f"history:{sort}"] = type_style(
                color, dark=tokens.dark, letter=letter, pattern=pattern
            )
        self.view.set_theme(article_theme(tokens, styles))


def counted(found: Iterable[Difference]) -> str:
    """How much was added, removed and changed."""
    sorts = [each.sort for each in found]
    said = [
        f"{_LOOKS[sort][1]} {tr(words, count=str(sorts.count(sort)))}"
        for sort, words in WORDS.items()
        if sort in sorts
    ]
    return " · ".join(said)


def _underlines(found: Iterable[Difference]) -> list[Mark]:
    made: list[Mark] = []
    for each in found:
        spans = own_place(each.record)
        if spans:
            words = tr(WORDS[each.sort], count="1")
            made.append(
                Mark(
                    f"{each.obj}#{each.sort}", MarkSort.LAYER, spans, f"history:{each.sort}",
                    _LOOKS[each.sort][1], words, each.obj,
                )
            )  # fmt: skip
    return made

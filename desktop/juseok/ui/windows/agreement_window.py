"""Agreement among annotators, in pictures: a window of its own, counted behind it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from juseok.core.agreement import Agreement
from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.services.agreement.done import Question
from juseok.services.agreement.examples import MOST, Example
from juseok.services.agreement.pictures import Drawn
from juseok.services.agreement.report import report, write_report, write_tables
from juseok.services.agreement.shapes import Picture
from juseok.services.agreement.table import (
    BREAKDOWNS,
    Table,
    family_of,
    groups_of,
    tables,
)
from juseok.ui.agreement_work import Compared
from juseok.ui.dialogs.files import ask_folder, ask_save
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.theme import Theme
from juseok.ui.widgets.fitting import fit_to_screen
from juseok.ui.widgets.labels import Label
from juseok.ui.widgets.picture import PictureView
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.rows import WordsDelegate
from juseok.ui.windows.agreement_chooser import Chooser
from juseok.ui.windows.agreement_pages import Page, about, chosen_pair, heading, pages
from juseok.ui.windows.agreement_return import LowArticles
from juseok.ui.windows.agreement_side import AgreementSide
from juseok.ui.windows.agreement_table import FigureTable

_NAME: Final = int(Qt.ItemDataRole.UserRole)
_NO_TABLE: Final = ("articles", "confusion")
_BAR: Final = 14


class AgreementWindow(QWidget):
    """``count_asked(Question)``, ``stop_asked()``; ``examples_asked(types, pair)``: the places of
    a cell; ``shown_asked(article, start, end)``: show a place in the main window (−1: the
    article alone).  ``returned_asked(titles)``: send these articles back."""

    count_asked = Signal(object)
    stop_asked = Signal()
    examples_asked = Signal(object, object)
    shown_asked = Signal(str, int, int)
    returned_asked = Signal(object)

    def __init__(self, project: Path, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(tr("Agreement – Juseok"))
        self._project, self._theme = project, theme
        self._compared: Compared | None = None
        self._pages: dict[str, Page] = {}
        self._tables: dict[str, Table] = {}
        self.side = AgreementSide(self)
        self.list = self.side.list
        self.title = Label(parent=self, pixels=18, strong=True)
        self.about = Label(parent=self, name="Quiet", wrap=True)
        self.chooser = Chooser(self)
        self.choice = self.chooser.choice
        self.view = PictureView(theme, self)
        self.hint = Label(parent=self, name="Quiet", pixels=12, wrap=True)
        self.examples = QListWidget(self)
        self.table = FigureTable(self)
        self.low = LowArticles(self)
        self.bar = QProgressBar(self)
        self.stop = QPushButton(tr("Stop"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._make_main(), 1)
        self._connect()
        fit_to_screen(self, 1080, 760)
        self._show_nothing(tr("Counting…"))

    def ask(self) -> None:
        """Count, with what is chosen."""
        self.show_moved(0, 0)
        self.count_asked.emit(self.question())

    def question(self) -> Question:
        """What is to be counted."""
        return self.side.question()

    # -- what is told

    def show_moved(self, done: int, of: int) -> None:
        """Something runs: how far it is."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.show()
        self.stop.show()
        self.side.again.setEnabled(False)

    def show_ended(self) -> None:
        self.bar.hide()
        self.stop.hide()
        self.side.again.setEnabled(True)

    def show_failed(self, error: BaseException) -> None:
        """Say what went wrong."""
        if isinstance(error, KnownError):
            self._show_nothing(sentence(error.message))

    def show_compared(self, compared: Compared) -> None:
        """Everything is counted: show it, on the page that was open."""
        found = compared.found
        self._compared = compared
        if not found.pairs and not found.gold:
            alone = "agreement.alone" if found.people else "agreement.nobody"
            self._show_nothing(sentence(Message(alone)))
            return
        self._pages = {each.name: each for each in pages(found)}
        self._tables = {each.name: each for each in tables(found, compared.names)}
        self._show_summary(found)
        self.low.take(found)
        current = self.side.name() or "overall"
        how = self._how(0)
        self.side.show_pages([(name, how.say(f"section.{name}")) for name in self._pages], current)
        self.show_page(current if current in self._pages else "overall")

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        page = self._pages.get(name)
        if page is None or self._compared is None:
            return
        how = self._how(0)
        self.side.choose(name)
        self.chooser.show_page(page, self._compared.found, how)
        self.examples.clear()
        self.examples.hide()
        self.low.setVisible(name == "articles")
        self._draw()

    def tell(self, words: str) -> None:
        """Say something about what was asked for."""
        self.hint.setText(words)

    def show_examples(self, found: list[Example]) -> None:
        """The places of the cell that was asked for."""
        if self._compared is None or self.side.name() != "confusion":
            return
        self.examples.clear()
        how, everybody = self._how(0), self._compared.found.people
        for each in found:
            who = "  ·  ".join(
                f"{everybody[number].letter} {how.type(kind) if kind else how.say('none')}"
                for number, kind in zip(each.people, each.types, strict=True)
            )
            place = f"{each.before}〔{each.words}〕{each.after}".replace("\n", " ")
            item = QListWidgetItem(f"…{place}…\n{who}", self.examples)
            set_tip(item, item.text())
            item.setData(_NAME, (each.article, each.start, each.end))
        self.examples.setVisible(bool(found))
        more = tr("The first {count} place(s).", count=MOST) if len(found) >= MOST else ""
        self.hint.setText(more or tr("{count} place(s); Enter shows one.", count=len(found)))
        if found:
            self.examples.setCurrentRow(0)
            self.examples.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts

    def _make_main(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        page = QFrame(area)
        page.setObjectName("AgreementPage")
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.chooser)
        column.addSpacing(8)
        column.addWidget(self._make_picture_area())
        column.addWidget(self.hint)
        column.addWidget(self.low)
        column.addWidget(self.examples)
        column.addWidget(self.table)
        running = QHBoxLayout()
        running.addWidget(self.bar, 1)
        running.addWidget(self.stop)
        column.addLayout(running)
        column.addStretch(1)
        self.examples.setAccessibleName(tr("Places"))
        self.examples.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.examples.setItemDelegate(WordsDelegate(self.examples))
        self.examples.setMinimumHeight(220)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        area.setWidget(page)
        return area

    def _make_picture_area(self) -> QWidget:
        """A very wide picture (many articles) is scrolled by itself."""
        self.sight = QScrollArea(self)
        self.sight.setWidgetResizable(True)
        self.sight.setFrameShape(QFrame.Shape.NoFrame)
        self.sight.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sight.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sight.setWidget(self.view)
        return self.sight

    def _connect(self) -> None:
        self.side.turned.connect(self.show_page)
        self.side.changed.connect(self.ask)
        self.chooser.chosen.connect(self._draw)
        self.view.moved.connect(self._moved)
        self.view.activated.connect(self._activated)
        self.examples.itemActivated.connect(self._show_place)
        self.table.cellActivated.connect(self._show_group)
        self.low.asked.connect(self.returned_asked)
        self.side.again.clicked.connect(self.ask)
        self.stop.clicked.connect(self.stop_asked)
        self.side.save_report.clicked.connect(self._save_report)
        self.side.save_tables.clicked.connect(self._save_tables)
        self.side.save_picture.clicked.connect(self._save_picture)
        for keys, run in (("F5", self.ask), ("Ctrl+S", self._save_report), ("Esc", self.close),
                          ("Ctrl+W", self.close), ("F6", self._other_side),
                          ("Ctrl+PgUp", partial(self.chooser.step, -1)),
                          ("Ctrl+PgDown", partial(self.chooser.step, 1))):  # fmt: skip
            QShortcut(QKeySequence(keys), self, run)

    # -- showing

    def _how(self, width: float) -> Drawn:
        assert self._compared is not None
        return Drawn(width, language(), self._compared.names)

    def _show_nothing(self, words: str) -> None:
        self.title.setText(tr("Agreement"))
        self.about.setText(words)
        self._pages = {}
        self.side.show_pages((), "")
        self.side.summary.setText("")
        for part in (self.chooser, self.sight, self.examples, self.table, self.low):
            part.hide()
        self.hint.setText("")
        self.bar.hide()
        self.stop.hide()

    def _show_summary(self, found: Agreement) -> None:
        people = sum(not each.gold for each in found.people)
        words = [
            sentence(Message("agreement.done", name=self._project.stem, compared=found.compared,
                             articles=found.articles, people=people))
        ]  # fmt: skip
        if found.waiting:
            words.append(sentence(Message("agreement.waiting", count=found.waiting)))
        self.side.summary.setText("\n".join(words))

    def _draw(self) -> None:
        page, compared = self._pages.get(self.side.name()), self._compared
        if page is None or compared is None:
            return
        choice = self.chooser.value()
        self.title.setText(heading(page.name, compared.found, choice, self._how(0)))
        self.about.setText(about(page, choice, self._how(0)))

        def draw(width: float) -> Picture:
            return page.draw(compared.found, choice, self._how(width))

        self.sight.show()
        self.view.show_picture(draw)
        wider = self.view.picture.width > self.sight.width() + 1  # then it has a scroll bar
        self.sight.setFixedHeight(self.view.height() + (_BAR if wider else 0))
        hints = {"confusion": tr("Arrow keys and Enter, or a click: the places of a cell."),
                 "articles": tr("Arrow keys and Enter, or a click: open the article."),
                 **dict.fromkeys(BREAKDOWNS, tr("Arrow keys and Enter, or a click: all figures "
                                                "of one of them."))}  # fmt: skip
        self.hint.setText(hints.get(page.name, ""))
        table = self._tables.get(page.name) if page.name not in _NO_TABLE else None
        if page.table is not None:
            table = page.table(compared.found, choice, compared.names) or table
        self.table.show_table(table)

    # -- acting

    def _moved(self, words: str) -> None:
        self.hint.setText(words)
        area = self.view.current
        if area is not None:
            self.sight.ensureVisible(round(area.x + area.w / 2), round(area.y), 80, 0)

    def _activated(self, key: str) -> None:
        name = self.side.name()
        if name in BREAKDOWNS and self._compared is not None:
            keys = [each.key for each in groups_of(self._compared.found, name)]
            self._show_group(keys.index(key))
        elif name == "articles":
            self.shown_asked.emit(key, -1, -1)
        elif name == "confusion":
            one, _, other = key.partition("|")
            pair = chosen_pair(str(self.choice.currentData() or ""))
            self.show_moved(0, 0)
            self.examples_asked.emit((one, other), pair)

    def _show_group(self, number: int) -> None:
        """On a page with a row for each pair, annotator, type, week or version: all figures of one,
        of the family looked at."""
        name = self.side.name()
        if name in BREAKDOWNS:
            family = family_of(self.chooser.value())
            self.chooser.ask_for(f"{name}|{number}")
            self.show_page(family)

    def _show_place(self, item: QListWidgetItem) -> None:
        article, start, end = item.data(_NAME)
        self.shown_asked.emit(article, start, end)

    def _other_side(self) -> None:
        """From the list to what can be chosen, the picture, the table, and round."""
        parts = [each for each in (self.list, *self.chooser.parts, self.view, self.table)
                 if each.isVisibleTo(self)]  # fmt: skip
        at = next((n for n, each in enumerate(parts) if each.hasFocus()), -1)
        parts[(at + 1) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- files

    def _save_report(self) -> None:
        if self._compared is None or not self.side.save_report.isEnabled():
            return
        path = ask_save(tr("Save the report"), self._suggested(".html"), "HTML (*.html)")
        if path is not None:
            found, names = self._compared.found, self._compared.names
            page = report(found, names, self._compared.about(self._project.stem))
            self._written(path, lambda: write_report(path, page, overwrite=True))

    def _save_tables(self) -> None:
        if self._compared is None:
            return
        folder = ask_folder(tr("Save the tables"), self._project.parent)
        if folder is not None:
            found, names = self._compared.found, self._compared.names
            self._written(folder, lambda: write_tables(
                folder, found, names, language=language(), overwrite=True
            ))  # fmt: skip

    def _save_picture(self) -> None:
        suggested = self._suggested(f"-{self.side.name()}.png")
        path = ask_save(tr("Save the picture"), suggested, "PNG (*.png)")
        if path is not None:
            if path.suffix.lower() != ".png":
                path = path.with_name(f"{path.name}.png")
            if self.view.image().save(str(path)):
                self.hint.setText(tr("Written to {file}.", file=str(path)))
            else:
                self.hint.setText(tr("{file} could not be written.", file=str(path)))

    def _written(self, path: Path, write: Callable[[], object]) -> None:
        try:
            write()
        except KnownError as error:
            self.hint.setText(sentence(error.message))
        else:
            self.hint.setText(tr("Written to {file}.", file=str(path)))

    def _suggested(self, ending: str) -> Path:
        name = tr("{project} agreement", project=self._project.stem)
        return self._project.parent / f"{name}{ending}"

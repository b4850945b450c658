"""The way of the tour: what is read, tagged, taken back and exported, and what is shown of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from juseok.core.adjudicate_model import ItemSort
from juseok.core.errors import KnownError
from juseok.core.layer_diff import RowState
from juseok.core.resources import seed
from juseok.tour.exchange import ExchangePart
from juseok.tour.hands import wait_until
from juseok.tour.interchange import InterchangePart
from juseok.tour.korean import KoreanPart
from juseok.tour.pictures import save_picture
from juseok.tour.stage import Stage
from juseok.tour.team import TeamPart
from juseok.ui import i18n
from juseok.ui.dialogs.export_dialog import ExportDialog
from juseok.ui.dialogs.import_dialog import ImportDialog
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.windows.agreement_window import AgreementWindow
from juseok.ui.windows.compare_window import CompareWindow
from juseok.ui.windows.feedback_window import FeedbackWindow

_ARTICLE: Final = "교토에 합작사"
_SECOND: Final = "불허 결정"
_EVENT: Final = "협약식"
_CONTENT: Final = "합작의 배경으로 두 회사의 뿌리"
_SOURCE: Final = "반도체 업계"
_CUE: Final = "꼽는다"
_HEAD: Final = "대표"
_TAIL: Final = "구자온"
_SEARCH: Final = {"ko": "날짜:2026-04.. 수출 허가", "en": "date:2026-04.. 수출 허가"}
_QUESTION: Final = "아직 내정 단계인데 직함 관계로 볼까?"
_DIALOGS: Final = (
    ("details", "article.about"),
    ("scheme", "scheme.edit"),
    ("settings", "app.settings"),
    ("shortcuts", "help.shortcuts"),
    ("help", "help.guide"),
    ("about", "help.about"),
)


_SETTINGS_HEIGHT: Final = 760
_COMPARE: Final = (1200, 760)
_FEEDBACK: Final = (880, 480)


class Journey:
    """Leaves its pictures and exports in ``out``."""

    def __init__(self, out: Path) -> None:
        self._stage = Stage(out)

    def go(self) -> None:
        """From the first window to the export; raises ``KnownError`` where a step fails."""
        stage = self._stage
        try:
            stage.open()
            self._read()
            self._annotate()
            self._finish()
            self._review()
            self._compare()
            ExchangePart(stage).go()
            self._bring_in()
            InterchangePart(stage).go()
            self._agree()
            KoreanPart(stage).go()
            self._show_dialogs()
            self._export()
            TeamPart(stage).go()
        except KnownError:
            save_picture(stage.desk.window, stage.out / "stuck.png")
            raise
        finally:
            stage.close()

    # -- reading

    def _read(self) -> None:
        self._stage.picture("window")
        self._stage.settings.set("look.theme", "dark")
        self._stage.picture("dark")
        self._stage.settings.set("look.theme", "light")
        self._stage.hands.press("Ctrl+K")
        self._stage.picture("palette")
        self._stage.hands.press("Esc", "F9")
        self._stage.picture("reading")
        self._stage.hands.press("F9", "Ctrl+PgDown")
        self._stage.settle()
        self._stage.hands.press("Ctrl+J")
        self._stage.picture("zones")
        self._stage.hands.press("Esc")
        self._stage.go_to(_ARTICLE)

    # -- the job

    def _annotate(self) -> None:
        """A mention, a claim, a relationship and a question; all back, and all again."""
        before = self._stage.records()
        self._tag()
        self._claim()
        self._relate()
        self._ask()
        self._stage.settle()
        after = self._stage.records()
        taken = self._turn("Ctrl+Z", lambda: self._stage.session.undo_label is not None)
        wait_until(lambda: self._stage.records() == before, "undo")
        self._stage.picture("undone")
        if self._turn("Ctrl+Shift+Z", lambda: self._stage.session.redo_label is not None) != taken:
            raise KnownError("tour.stuck", step="redo")
        wait_until(lambda: self._stage.records() == after, "redo")

    def _tag(self) -> None:
        count = len(self._stage.workspace.mentions)
        self._stage.find(_EVENT)
        self._stage.hands.press("F")
        wait_until(lambda: len(self._stage.workspace.mentions) == count + 1, "tag")
        self._stage.picture("tagged")

    def _claim(self) -> None:
        count = len(self._stage.workspace.claims)
        self._stage.find(_CONTENT)
        self._stage.hands.press("Z")
        wait_until(lambda: len(self._stage.workspace.claims) == count + 1, "claim")
        self._stage.find(_SOURCE)
        self._stage.hands.press("X")
        self._stage.find(_CUE)
        self._stage.hands.press("C", "2")
        made = next(
            each for each in self._stage.workspace.claims if each.content[0].quote == _CONTENT
        )
        if made.source_state != "given" or not made.cue:
            raise KnownError("tour.stuck", step="claim")
        self._stage.picture("claim")

    def _relate(self) -> None:
        count = len(self._stage.workspace.relationships)
        tail = next(each for each in self._stage.workspace.mentions if each.spans[0].quote == _TAIL)
        letters: dict[str, str] = {}

        def take(badges: dict[str, str]) -> None:
            letters.update(badges)

        self._stage.find(_HEAD)
        place = self._stage.bench.place
        place.badges_asked.connect(take)
        self._stage.hands.press("Left", "B")
        wait_until(lambda: tail.id in letters, "letters")
        place.badges_asked.disconnect(take)
        self._stage.picture("relationship-letters")
        self._stage.hands.press(*letters[tail.id])
        wait_until(self._stage.desk.window.palette_box.isVisible, "types")
        self._stage.picture("relationship-types")
        self._stage.hands.press("1")
        wait_until(lambda: len(self._stage.workspace.relationships) == count + 1, "relationship")
        self._stage.hands.press("Ctrl+3")
        self._stage.picture("relationships")

    def _ask(self) -> None:
        count = len(self._stage.workspace.remarks)
        self._stage.bench.article.view.setFocus()
        self._stage.hands.press("Shift+/")
        wait_until(lambda: len(self._stage.workspace.remarks) == count + 1, "question")
        self._stage.hands.press("Shift+/")
        self._stage.settle()
        self._stage.hands.write(_QUESTION)
        self._stage.hands.press("Ctrl+Enter")
        self._stage.picture("notes")

    def _turn(self, keys: str, is_more: Callable[[], bool]) -> int:
        """Press until nothing is left to turn; gives how often."""
        first = self._stage.turned
        self._stage.settle()
        while is_more():
            before = self._stage.turned
            self._stage.hands.press(keys)
            wait_until(
                lambda before=before: self._stage.turned > before and self._stage.is_quiet(), keys
            )
        return self._stage.turned - first

    def _finish(self) -> None:
        self._stage.hands.press("Ctrl+1")
        self._stage.bench.article.view.setFocus()
        self._stage.hands.press("Ctrl+Enter")
        self._stage.picture("finish")
        self._stage.hands.press("Esc", "Ctrl+Shift+O")
        self._stage.choose(_SECOND)
        wait_until(lambda: self._stage.bench.inspector.second is not None, "beside")
        self._stage.picture("beside")
        self._stage.hands.press("Ctrl+1", "Ctrl+Shift+F", "Ctrl+A")
        self._stage.hands.write(_SEARCH[i18n.language()])
        self._stage.picture("search")
        self._stage.hands.press("Esc", "Ctrl+1")

    def _review(self) -> None:
        """What the two annotators of the starter project do not agree on."""
        stage = self._stage
        stage.trigger("review.begin")
        review = Reviewing.of(stage.session, stage.bench.place)
        wait_until(lambda: bool(review.rows), "review")
        stage.hands.press("A")
        while review.current is not None and review.current.item.sort is not ItemSort.CLAIM:
            stage.hands.press("J")
        stage.picture("review")
        stage.hands.press("2")
        stage.settle()
        self._feedback()
        stage.hands.press("R")
        wait_until(stage.desk.window.palette_box.isVisible, "reasons")
        stage.picture("review-reason")
        stage.hands.press("Esc", "U")
        stage.settle()
        stage.hands.press("U")
        wait_until(lambda: not review.page.gold.mentions, "undo of a decision")
        stage.trigger("review.begin")
        wait_until(lambda: not stage.session.reviewing, "the end of the review")
        stage.go_to(_ARTICLE)

    def _feedback(self) -> None:
        """What an annotator is told of all that."""
        self._stage.trigger("feedback.show")
        window = self._stage.dialog("feedback")
        if not isinstance(window, FeedbackWindow):
            raise KnownError("tour.stuck", step="feedback")
        wait_until(lambda: window.changes.count() > 0, "feedback")
        window.resize(*_FEEDBACK)
        self._stage.take(window, "feedback")
        self._stage.front("feedback")

    def _compare(self) -> None:
        """The same two side by side, at a claim that they see otherwise."""
        self._stage.trigger("compare.article")
        window = self._stage.dialog("compare")
        if not isinstance(window, CompareWindow):
            raise KnownError("tour.stuck", step="compare")
        comparing = window.comparing
        wait_until(lambda: len(comparing.rows) > 1, "compare")
        window.resize(*_COMPARE)
        for row in comparing.rows:
            if row.sort is ItemSort.CLAIM and row.state is RowState.CHANGED:
                comparing.hold(row.key)
                break
        self._stage.take(window, "compare")

    # -- dialogs

    def _bring_in(self) -> None:
        self._stage.front("import")
        self._stage.hands.drop(seed("articles"))
        dialog = self._stage.dialog("import")
        if not isinstance(dialog, ImportDialog):
            raise KnownError("tour.stuck", step="import")
        wait_until(dialog.accept_button.isEnabled, "import")
        self._stage.take(dialog, "import")

    def _agree(self) -> None:
        self._stage.trigger("team.agreement")
        window = self._stage.dialog("agreement")
        if not isinstance(window, AgreementWindow):
            raise KnownError("tour.stuck", step="agreement")
        wait_until(lambda: window.list.count() > 0, "agreement")
        self._stage.settle()
        save_picture(window, self._stage.out / "agreement.png")
        window.show_page("confusion")
        window.view.activated.emit("ORG|GPE")
        wait_until(lambda: window.examples.count() > 0, "confusion")
        self._stage.take(window, "confusion")

    def _show_dialogs(self) -> None:
        for name, action in _DIALOGS:
            self._stage.trigger(action)
            dialog = self._stage.dialog(name)
            if name == "settings":
                dialog.resize(dialog.width(), _SETTINGS_HEIGHT)  # all of them
            self._stage.take(dialog, name)

    def _export(self) -> None:
        path = self._stage.out / "starter.jsonl"
        path.unlink(missing_ok=True)
        self._stage.front("export")
        self._stage.hands.press("Ctrl+E")
        dialog = self._stage.dialog("export")
        if not isinstance(dialog, ExportDialog):
            raise KnownError("tour.stuck", step="export")
        dialog.form.target.field.setText(path.name)  # the picture tells of no folder
        wait_until(lambda: bool(dialog.preview.toPlainText()), "preview")
        self._stage.settle()
        save_picture(dialog, self._stage.out / "export.png")
        dialog.form.target.field.setText(str(path))
        dialog.go.click()
        wait_until(lambda: dialog.report is not None and path.is_file(), "export")
        dialog.close()

    # -- on screen

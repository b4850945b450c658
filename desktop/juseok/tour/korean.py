"""The part of the tour that shows what the program knows of Korean, on three new articles.

They tell on a story of the starter project, so that names are known and claims said before.
"""

from contextlib import closing
from datetime import date
from typing import Final

from juseok.core.errors import KnownError
from juseok.core.resources import seed
from juseok.services.suggestions import learning
from juseok.services.user import state_dir
from juseok.services.worker import Port
from juseok.tour.hands import let_work, wait_until
from juseok.tour.pictures import save_picture
from juseok.tour.stage import ANALYSER, Stage
from juseok.ui import i18n
from juseok.ui.dialogs.import_dialog import ImportDialog
from juseok.ui.dialogs.kwic_dialog import KwicDialog
from juseok.ui.panels.search import SearchPanel
from juseok.ui.suggesting import Suggestions

_OPENED: Final = (("12월엔 보낸다", "문가람", "Q"), ("일자리 80개", "우지", "E"))
"""Words of a title, and a name in the article to tag: that takes it in hand."""
_MAIN: Final = "첫 삽"
_NAME: Final = "다온정밀"
_PARTICLES: Final = "업계에서는 다온정밀의"
_WIDER: Final = "업계에서"
_TRIES: Final = 20
_SPLIT: Final = '"하루도 늦추지'
_STARTER: Final = "교토에 합작사"
_RECODED: Final = "기자"
_KNOWN: Final = "누리실리콘"
_TOLD_MS: Final = 600
"""Longer than the caret has to rest before the bottom line tells of it."""
_SLIPS: Final = (("누리실리콘이", "W"), ("약 620억원", "V"), ("우지", "R"))
"""As it goes when one is tired: a particle within, 약 within, another type than elsewhere."""
_CLAIM: Final = "내년 10월이면"
_TOGETHER: Final = (
    ("구자온 가람누리패키징", "Q"),
    ("가람누리패키징 대표", "W"),
    ("대표는 착공식", "T"),
)
_WHOLE: Final = 620
_LIST: Final = (960, 400)
"""Large enough for the few places that these articles have."""
_CUT: Final = 380
"""So much of the column at the right is left out, in pixels."""
_FEW: Final = 2
_KEPT: Final = {
    "ko": ("주장.확실성:가능", "개체:가람메모리 날짜:2026-05..", '"우지 공장"'),
    "en": ("claim.certainty:possible", "entity:가람메모리 date:2026-05..", '"우지 공장"'),
}


class KoreanPart:
    """From an import to the model that learns, on the window of ``stage``."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def go(self) -> None:
        """Raises ``KnownError`` where a step fails."""
        self._bring_in()
        self._start_analyser()
        self._snap()
        self._tag_all()
        self._split()
        self._suggest()
        self._claim()
        self._relate()
        self._change_many()
        self._pair()
        self._learn()
        self._search()

    @property
    def _suggestions(self) -> Suggestions:
        suggestions = self._stage.context.suggestions
        assert suggestions is not None
        return suggestions

    def _bring_in(self) -> None:
        stage = self._stage
        stage.front("drop")
        stage.hands.drop(seed("tour"))
        dialog = stage.dialog("import")
        if not isinstance(dialog, ImportDialog):
            raise KnownError("tour.stuck", step="import")
        wait_until(dialog.accept_button.isEnabled, "import")
        dialog.accept_button.click()
        wait_until(lambda: dialog.pages.currentIndex() == 2, "imported")
        stage.shut(dialog, "import")
        stage.front("opened")
        for title, name, key in _OPENED:
            stage.go_to(title)
            stage.find(name)
            self._makes_mention(key)
        stage.go_to(_MAIN)

    def _start_analyser(self) -> None:
        self._stage.settings.set(ANALYSER, True)
        wait_until(lambda: self._stage.analyser.ready, "analyser")
        self._wait_for_suggestions()

    def _wait_for_suggestions(self) -> None:
        """The analyser answers at once when it is asked for nothing else."""
        suggestions = self._suggestions
        self._stage.settle()
        wait_until(lambda: not suggestions.searching, "suggestions")

    # -- by hand

    def _snap(self) -> None:
        stage = self._stage
        count = len(stage.workspace.mentions)
        stage.find(_PARTICLES)
        stage.hands.press("Left", "Ctrl+Shift+Right")
        stage.picture("snap-selected", stage.line_area())
        self._makes_mention("W")
        stage.picture("snap-name", stage.line_area())
        self._widen()
        stage.picture("snap-morpheme", stage.line_area())
        self._takes_back(count)
        stage.find(_NAME)
        stage.hands.press("Left", "Ctrl+Shift+Right")
        self._makes_mention("W")
        stage.picture("snap-alias", stage.text_and_status())
        self._makes_mention("Shift+=")

    def _widen(self) -> None:
        """A morpheme more; an analyser that does not answer at once leaves it at a character."""
        stage = self._stage
        for _ in range(_TRIES):
            stage.hands.press("Ctrl+]")
            stage.settle()
            if any(each.spans[0].quote == _WIDER for each in stage.workspace.mentions):
                return
            stage.hands.press("Ctrl+[")
            stage.settle()
        raise KnownError("tour.stuck", step=_WIDER)

    def _takes_back(self, count: int) -> None:
        """Undo until there are ``count`` mentions."""
        stage = self._stage
        while len(stage.workspace.mentions) > count:
            before = stage.turned
            stage.hands.press("Ctrl+Z")
            wait_until(lambda before=before: stage.turned > before and stage.is_quiet(), "undo")

    def _makes_mention(self, *keys: str) -> None:
        count = len(self._stage.workspace.mentions)
        self._stage.hands.press(*keys)
        wait_until(lambda: len(self._stage.workspace.mentions) > count, keys[-1])
        self._stage.settle()

    def _tag_all(self) -> None:
        stage = self._stage
        stage.find(_NAME)
        stage.hands.press("Left")
        self._makes_mention("`")
        stage.picture("tag-all", stage.text_area(height=_WHOLE))
        stage.hands.press("Shift+`")
        dialog = self._kwic("tag-everywhere")
        stage.settle()
        save_picture(dialog, stage.out / "tag-everywhere.png")
        dialog.go.click()
        stage.gone("tag-everywhere")

    def _split(self) -> None:
        stage = self._stage
        stage.find(_SPLIT)
        stage.hands.press("F9", "Left", "Shift+.")
        stage.picture("sentences", stage.text_area())
        stage.hands.press("F9")

    # -- what is proposed

    def _suggest(self) -> None:
        stage = self._stage
        self._wait_for_suggestions()
        stage.hands.press("Ctrl+5")
        stage.bench.article.view.setFocus()
        self._tab_to("620억원")
        stage.picture("suggestions", stage.work_area())
        stage.trigger("suggest.certain")
        stage.take(self._kwic("certain"), "certain")
        stage.front("suggestions")
        stage.bench.article.view.setFocus()

    def _claim(self) -> None:
        stage = self._stage
        count = len(stage.workspace.claims)
        self._tab_to(_CLAIM)
        stage.picture("claim-suggested", stage.work_area())
        stage.hands.press("Enter")
        wait_until(lambda: len(stage.workspace.claims) > count, "claim")
        stage.picture("claim-accepted", stage.work_area())
        stage.hands.press("Shift+L")
        wait_until(stage.desk.window.palette_box.isVisible, "similar")
        stage.picture("similar", stage.work_area())
        stage.hands.press("Esc", "Esc")

    def _tab_to(self, words: str) -> None:
        """From suggestion to suggestion, until ``words`` stand in the one in hand."""
        suggestions = self._suggestions
        for _ in suggestions.items:
            self._stage.hands.press("Tab")
            held = suggestions.current
            if held is not None and held.quote.startswith(words):
                return
        raise KnownError("tour.stuck", step=words)

    def _relate(self) -> None:
        """Two mentions that belong together by how they stand."""
        stage = self._stage
        for words, key in _TOGETHER:
            stage.find(words)
            stage.hands.press("Left", "Ctrl+Shift+Right")
            self._makes_mention(key)
        self._wait_for_suggestions()
        stage.hands.press("Ctrl+5")
        stage.find(_TOGETHER[0][0])
        stage.hands.press("Left")
        for _ in self._suggestions.items:
            stage.hands.press("Tab")
            held = self._suggestions.current
            if held is not None and held.sort == "relationship":
                break
        else:
            raise KnownError("tour.stuck", step="relationship")
        stage.picture("relationship-suggested", stage.work_area())
        stage.hands.press("Esc")
        stage.find(_KNOWN)
        let_work(_TOLD_MS)
        area = stage.work_area()
        area.setBottom(stage.desk.window.height())
        stage.picture("precedent", area)  # what is known is told at the right of the bottom line

    # -- many at once

    def _change_many(self) -> None:
        stage = self._stage
        stage.hands.press("Ctrl+Shift+M")
        for words, key in _SLIPS:
            stage.find(words)
            self._makes_mention(key)
        stage.hands.press("Ctrl+Shift+M", "F7")
        stage.take(self._kwic("check-tags"), "check-tags")
        stage.front("recode")
        stage.go_to(_STARTER)
        stage.find(_RECODED)
        stage.hands.press("Left", "Ctrl+Shift+E")
        wait_until(stage.desk.window.palette_box.isVisible, "recode")
        stage.choose(i18n.tr("Delete them"))
        stage.take(self._kwic("recode"), "recode")

    def _kwic(self, name: str) -> KwicDialog:
        """The list of places, once all are there."""
        dialog = self._stage.dialog(name)
        if not isinstance(dialog, KwicDialog):
            raise KnownError("tour.stuck", step=name)
        wait_until(lambda: not dialog.looking, name)
        dialog.resize(*_LIST)
        return dialog

    def _pair(self) -> None:
        stage = self._stage
        stage.front("pairs")
        stage.hands.press("Ctrl+Shift+G")
        stage.settle()
        stage.picture("pairs", stage.work_area())
        stage.hands.press("Esc")

    # -- what is learned

    def _learn(self) -> None:
        """A model of the few finished articles that are here; by itself it waits for more."""
        stage = self._stage
        session, suggestions = stage.session, self._suggestions
        viewer = session.viewer
        with closing(session.project.reader()) as reader:
            lessons = learning.lessons(reader, viewer)
        path = learning.model_path(state_dir(), session.project.project_id, viewer.annotator)
        path.parent.mkdir(parents=True, exist_ok=True)
        learning.learn(Port(lambda _: None, lessons), path, date.today(), len(lessons), least=_FEW)
        stage.go_to(_OPENED[1][0])
        stage.hands.press("Ctrl+Enter")
        stage.settle()  # what may be missing is listed first
        stage.hands.press("Ctrl+Enter")  # to finish one has it look for a model
        wait_until(lambda: "F1" in suggestions.model_words, "learned")
        stage.settle()
        stage.go_to(_MAIN)
        self._wait_for_suggestions()
        stage.hands.press("Ctrl+5")
        stage.picture("learned", stage.side_area().adjusted(0, _CUT, 0, 0))

    # -- what is found

    def _search(self) -> None:
        stage = self._stage
        stage.front("search")
        stage.hands.press("Ctrl+Shift+F")
        wait_until(lambda: stage.bench.findChild(SearchPanel) is not None, "search")
        panel = stage.bench.findChild(SearchPanel)
        assert panel is not None
        for each in _KEPT[i18n.language()]:
            panel.field.setText(each)
            stage.settle()
            panel.keep()
        panel.field.clear()
        stage.picture("search-kept", stage.side_area().adjusted(0, 0, 0, -_CUT))
        stage.hands.press("Esc", "Ctrl+1")

"""The part of the tour about a team: rights, a release, people, a campaign and its guidelines."""

from typing import Final, TypeVar

from PySide6.QtWidgets import QDialog

from juseok.core.errors import KnownError
from juseok.tour.hands import wait_until
from juseok.tour.pictures import save_picture
from juseok.tour.stage import Stage
from juseok.ui import i18n
from juseok.ui.dialogs.campaign_dialog import CampaignDialog
from juseok.ui.dialogs.people_dialog import PeopleDialog
from juseok.ui.dialogs.releases_dialog import ReleasesDialog
from juseok.ui.dialogs.rights_dialog import RightsDialog
from juseok.ui.panels.campaign import CampaignPanel
from juseok.ui.panels.campaign_guidelines import GuidelinesPanel

_RIGHTS: Final = "CC BY 4.0"
_RELEASE: Final = "v1"
_CAMPAIGN: Final = {"ko": "반도체 보도 1차", "en": "Chips in the news, first round"}
_GUIDELINES: Final = {
    "ko": "# 주석 지침\n\n## 인물 {#PERSON}\n\n이름만 잡고 직함은 뺍니다. 성만 있어도 잡습니다.\n\n"
    "- 도하윤 대표는 → **도하윤**\n- 도 대표는 → **도**\n\n"
    "## 기관·기업 {#ORG}\n\n가장 긴 이름을 잡고 조사는 뺍니다.\n\n- 한빛전자가 → **한빛전자**\n",
    "en": "# Guidelines\n\n## Person {#PERSON}\n\nThe name without its title.\n\n"
    "- 도하윤 대표는 → **도하윤**\n- 도 대표는 → **도**\n\n"
    "## Organisation {#ORG}\n\nThe longest name, no particles.\n\n- 한빛전자가 → **한빛전자**\n",
}
_PEOPLE: Final = 220
_GUIDED: Final = 420
"""Pixels of the column at the right that the guidelines take."""

WindowT = TypeVar("WindowT", bound=QDialog)


class TeamPart:
    """Freezes the project, makes a campaign, and shows what has changed since."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def go(self) -> None:
        """Raises ``KnownError`` where a step fails."""
        self._rights()
        self._freeze()
        self._people()
        self._campaign()
        self._guidelines()
        self._question()
        self._releases()

    def _rights(self) -> None:
        dialog = self._open("article.rights", RightsDialog)
        dialog.rights.setCurrentText(_RIGHTS)
        self._stage.take(dialog, "rights")

    def _freeze(self) -> None:
        dialog = self._open("project.releases", ReleasesDialog)
        dialog.name.setText(_RELEASE)
        dialog.freeze.click()
        wait_until(lambda: dialog.list.topLevelItemCount() == 1, "release")
        self._stage.shut(dialog, "release")

    def _people(self) -> None:
        dialog = self._open("people.edit", PeopleDialog)
        dialog.resize(dialog.width(), _PEOPLE)
        self._stage.take(dialog, "people")

    def _campaign(self) -> None:
        stage = self._stage
        dialog = self._open("campaign.make", CampaignDialog)
        dialog.name.setText(_CAMPAIGN[i18n.language()])
        stage.settle()
        save_picture(dialog, stage.out / "campaign-new.png")
        dialog.ok.click()
        stage.gone("campaign")
        stage.trigger("panel.campaign")
        stage.settle()
        panel = stage.bench.findChild(CampaignPanel)
        assert panel is not None
        wait_until(lambda: any(each.isVisible() for each in panel.passes.values()), "campaign")
        stage.picture("campaign", stage.work_area())

    def _guidelines(self) -> None:
        stage = self._stage
        stage.trigger("panel.guidelines")
        wait_until(lambda: stage.bench.findChild(GuidelinesPanel) is not None, "guidelines")
        panel = stage.bench.findChild(GuidelinesPanel)
        assert panel is not None
        wait_until(lambda: panel.edit.isVisible(), "lead")
        panel.edit.click()
        panel.source.setPlainText(_GUIDELINES[i18n.language()])
        panel.save.click()
        wait_until(lambda: panel.guideline is not None, "guidelines")
        side = stage.side_area()
        side.setHeight(_GUIDED)
        stage.picture("guidelines", side)

    def _question(self) -> None:
        """The one that was parked while annotating waits for its answer."""
        stage = self._stage
        stage.trigger("question.answer")
        wait_until(stage.desk.window.palette_box.isVisible, "questions")
        stage.picture("questions", stage.text_area())
        stage.hands.press("Esc")

    def _releases(self) -> None:
        """What was done since the first: a campaign, and its guidelines."""
        dialog = self._open("project.releases", ReleasesDialog)
        wait_until(lambda: dialog.tree.topLevelItemCount() > 0, "release")
        self._stage.take(dialog, "releases")

    def _open(self, action: str, sort: type[WindowT]) -> WindowT:
        self._stage.trigger(action)
        dialog = self._stage.dialog(action)
        if not isinstance(dialog, sort):
            raise KnownError("tour.stuck", step=action)
        return dialog

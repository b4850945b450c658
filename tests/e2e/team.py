"""What a team does at its windows: the lead sends work out, annotators tag, a reviewer judges."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.e2e.dialogs import tab_to, wait_dialog
from tests.e2e.hands import Hands
from tests.e2e.ways import by_caret, by_search, claim, relate, step_to

from juseok.core.adjudicate_model import ItemSort
from juseok.core.model import Annotator, Mention
from juseok.services.campaigns.state import CampaignState
from juseok.ui.campaigning import Campaigning
from juseok.ui.dialogs.bring_dialog import BringDialog
from juseok.ui.dialogs.campaign_dialog import CampaignDialog
from juseok.ui.dialogs.export_dialog import ExportDialog
from juseok.ui.dialogs.people_dialog import PeopleDialog
from juseok.ui.dialogs.send_dialog import SendDialog
from juseok.ui.panels.finish import FinishStrip
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.searching import Searcher
from juseok.ui.windows.agreement_window import AgreementWindow

LEFT = Qt.MouseButton.LeftButton
TITLE: Final = "가람메모리·누리실리콘"
"""Begins the title of the article that is worked in."""

OTHER: Final = "해온랩"
"""Begins the title of the other article of the campaign."""

CONTENT: Final = "메모리와 연산 칩을 1밀리미터라도 가까이 붙이는 쪽이 이긴다"


@dataclass(frozen=True)
class View:
    """How one annotator reads the article, where the two of them differ: the key for 교토, the
    words for the event, words that only this one tags (and the key), the key for certainty."""

    place: str
    event: str
    alone: str
    key: str
    certainty: str


HANA: Final = View("E", "협약식", "한 지붕", "W", "1")
DURI: Final = View("R", "협약식을", "구자온", "Q", "2")


def do(hands: Hands, action: str) -> None:
    """Do ``action`` by its key, or by its name in the palette where it has none."""
    router = hands.window.router
    spec = router.spec(action)
    if spec.keys:
        hands.press(spec.keys[0])
    else:
        hands.press("Ctrl+K")
        hands.choose_in_palette(router.name(spec))


def press_until(hands: Hands, key: str, done: Callable[[], object]) -> None:
    """Press ``key`` until ``done``, within reason."""
    for _ in range(40):
        if done():
            return
        hands.press(key)
    raise AssertionError(f"{key} leads nowhere")


def go_to(hands: Hands, title: str) -> None:
    """To the article whose title begins so."""
    hands.press("Ctrl+P")
    hands.choose_in_palette(title)
    hands.until(lambda: title in hands.text[:200])


# -- the lead


def people_of(hands: Hands) -> dict[str, Annotator]:
    """The people of the open project by name."""
    return {each.name: each for each in Campaigning.of(hands.session).team.people}


def campaign_of(hands: Hands) -> CampaignState:
    (state,) = Campaigning.of(hands.session).team.states
    return state


def add_people(hands: Hands, *names: str, reviewer: str) -> None:
    """In their dialog; ``reviewer`` among them only reviews."""
    do(hands, "people.edit")
    dialog = wait_dialog(hands, PeopleDialog)

    def rows():
        return {row.person.name: row for row in dialog.rows}

    for name in names:
        tab_to(hands, dialog.new)
        hands.type_text(name)
        hands.press("Enter")
        hands.until(lambda name=name: name in people_of(hands) and name in rows())
    tab_to(hands, rows()[reviewer].roles)
    hands.press_each("Down", "Down")
    hands.until(lambda: people_of(hands)[reviewer].roles == ("reviewer",))
    hands.until(lambda: rows()[reviewer].roles.hasFocus())  # the row is another one by now
    hands.press("Esc")


def filter_list(hands: Hands, words: str, count: int) -> None:
    hands.press("Ctrl+L")
    hands.type_text(words)
    hands.until(lambda: hands.bench.list.model.rowCount() == count)


def make_campaign(hands: Hands, name: str, *people: str) -> None:
    """Over the articles that the list shows; everybody in ``people`` does each of them."""
    do(hands, "campaign.make")
    dialog = wait_dialog(hands, CampaignDialog)
    hands.type_text(name)
    tab_to(hands, dialog.articles.which)
    listed = len(hands.bench.list.model.ids)
    hands.press("Home")
    press_until(hands, "Down", lambda: len(dialog.choice().articles) == listed)
    for box in dialog.people.values():
        if box.isChecked() != (box.text() in people):
            tab_to(hands, box)
            hands.press("Space")
    tab_to(hands, dialog.ok)
    hands.press("Enter")
    hands.until(lambda: Campaigning.of(hands.session).team.states)


def send(hands: Hands, name: str, path: Path) -> None:
    """Send the working copy of one person to ``path``."""
    do(hands, "exchange.send")
    dialog = wait_dialog(hands, SendDialog)
    tab_to(hands, dialog.people)
    hands.press("Home")
    press_until(hands, "Down", lambda: dialog.people.currentText() == name)
    tab_to(hands, dialog.target.field)
    hands.press("Ctrl+A")
    hands.type_text(str(path))
    hands.press("Enter")
    hands.until(lambda: path.name in dialog.words.text())
    assert dialog.target.problem.isHidden()
    hands.press("Esc")


def bring(hands: Hands, *paths: Path) -> list[list[str]]:
    """Bring files back, one after the other: read what each brings, then merge it."""
    told: list[list[str]] = []
    for path in paths:
        do(hands, "exchange.bring")
        dialog = wait_dialog(hands, BringDialog)
        hands.give_path(path)
        tab_to(hands, dialog.add)
        hands.press("Space")
        hands.until(lambda dialog=dialog: dialog.go.isEnabled() and not dialog.running)
        told.append(list(dialog.said))
        hands.press("Enter")
        hands.until(lambda dialog=dialog: not dialog.go.isEnabled() and not dialog.running)
        hands.press("Esc")
        hands.wait_turned()
    return told


# -- annotators


def tag_words(hands: Hands, words: str, key: str) -> Mention:
    """Tag the first place of ``words``; gives the mention."""
    before = {each.id for each in hands.mentions}
    start = hands.text.index(words)
    by_caret(hands, start, start + len(words))
    hands.press(key)
    (made,) = (each for each in hands.mentions if each.id not in before)
    assert made.spans[0].quote == words
    return made


def annotate(hands: Hands, view: View) -> None:
    """Mentions, a relationship and a claim, by keys alone."""
    head, tail = (tag_words(hands, words, "W") for words in ("가람메모리", "누리실리콘"))
    tag_words(hands, "교토", view.place)
    tag_words(hands, view.event, "F")
    tag_words(hands, view.alone, view.key)
    relate(hands, head, lambda: step_to(hands, head, tail), tail, by_key=True)
    start = hands.text.index(CONTENT)
    claim(hands, by_caret, start, start + len(CONTENT))
    for words, key in (("권도연", "X"), ("말했다", "C")):
        at = hands.text.index(words)
        by_search(hands, at, at + len(words))
        hands.press(key)
    hands.press_each(view.certainty, "Esc")


def finish(hands: Hands) -> None:
    """Finish the article, again where that lists what may be missing; until everybody knows."""
    here, campaigning = hands.article, Campaigning.of(hands.session)

    def listed() -> bool:
        return any(each.is_open() for each in hands.window.findChildren(FinishStrip))

    def done() -> bool:
        return campaign_of(hands).is_done(campaigning.me, here)

    hands.press("Ctrl+Enter")
    hands.until(lambda: listed() or done())
    if listed():
        hands.press("Ctrl+Enter")
    hands.until(done)
    hands.wait_saved()


def prove_blind(hands: Hands, *, secret: str, other: str) -> None:
    """Nothing on screen and nothing that is asked for tells that ``other`` tagged ``secret``."""
    context, own = hands.bench.context, hands.session.project.own_layer
    at = hands.text.index(secret)
    found = hands.workspace.annotations
    kinds = (found.mentions, found.claims, found.relationships, found.claim_links, found.remarks)
    assert {each.layer for kind in kinds for each in kind} <= {own}
    hands.until(lambda: context.suggestions is not None and not context.suggestions.searching)
    assert all(each.start != at for each in context.suggestions.items)
    drawn = {mark.id for mark in hands.view.page.marks.all()}
    assert drawn <= {each.id for kind in kinds for each in kind} | set(hands.bench.article._ghosts)
    hands.press("Ctrl+1")
    panel = hands.bench.inspector.tabs.panel("entities")
    assert secret not in _names(panel.view.model())
    QTest.mouseClick(panel._whole, LEFT)
    hands.until(lambda: panel.whole_project and panel.model.rowCount() > 20)
    assert secret not in _names(panel.view.model())
    QTest.mouseClick(panel._whole, LEFT)
    searcher = Searcher.of(context)
    hands.press("Ctrl+Shift+F")
    for query in (f"주석자:{other}", f'개체:"{secret}"', f'유형:ORG "{secret}"'):
        hands.press("Ctrl+A")
        hands.type_text(query)
        hands.until(lambda query=query: searcher.written == query)
        hands.until(lambda: not searcher._pause.isActive() and not searcher.busy)
        assert not searcher.rows, query
    hands.press("Esc")
    do(hands, "review.begin")
    hands.until(lambda: "블라인드" in hands.window.status.text)
    assert not hands.session.reviewing


def _names(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


# -- the reviewer


def begin_review(hands: Hands) -> Reviewing:
    """Begin, and go to the article that both have worked in."""
    do(hands, "review.begin")
    review = Reviewing.of(hands.session, hands.bench.place)
    hands.until(lambda: review.rows)
    go_to(hands, TITLE)
    hands.until(lambda: review.page.article == hands.article and review.rows)
    hands.press("Ctrl+6")
    return review


def hold(hands: Hands, review: Reviewing, sort: ItemSort, words: str) -> None:
    """Go to the item whose words begin so, with J and K."""
    found = [
        row
        for row, each in enumerate(review.rows)
        if each.item.sort is sort and each.item.words.startswith(words)
    ]
    assert len(found) == 1, [(each.item.sort, each.item.words) for each in review.rows]
    at = found[0]
    press_until(hands, "J" if review.row < at else "K", lambda: review.row == at)


def in_gold(review: Reviewing) -> dict[str, str]:
    """Words → type of what stands in gold."""
    return {each.spans[0].quote: each.type for each in review.page.gold.mentions}


def judge(hands: Hands, review: Reviewing) -> None:
    """Every key of the review once: what is agreed, versions, a fix, reasons, second thoughts."""

    def at(sort: ItemSort, words: str, *keys: str) -> None:
        hold(hands, review, sort, words)
        hands.press_each(*keys)

    hands.press("A")
    hands.until(lambda: in_gold(review) == {"가람메모리": "ORG", "누리실리콘": "ORG"})
    for words in ("교토", "협약식"):
        at(ItemSort.ENTITY, words, "1")
    at(ItemSort.MENTION, "교토", "2")
    assert in_gold(review)["교토"] == "LOC"
    at(ItemSort.MENTION, "교토", "1")  # on second thoughts
    assert in_gold(review)["교토"] == "GPE"
    at(ItemSort.MENTION, "협약식", "F")
    hands.until(lambda: hands.in_text)
    for key, words in (("]", "협약식을"), ("[", "협약식")):
        hands.press(key)
        hands.until(lambda words=words: words in in_gold(review))
    hands.press("Esc")
    at(ItemSort.MENTION, HANA.alone, "R")
    hands.until(hands.window.palette_box.isVisible)
    hands.press("3")
    at(ItemSort.MENTION, DURI.alone, "N")
    hands.wait_saved()
    hands.press("U")
    hands.wait_turned()
    hands.until(lambda: review.current is not None and review.current.waits)
    at(ItemSort.MENTION, DURI.alone, "D")
    at(ItemSort.MENTION, DURI.alone, "2", "Space", "Space")
    at(ItemSort.CLAIM, CONTENT, "C")
    hands.type_text("@이두리 인용이라 단정으로 봅니다")
    hands.press_each("Enter", "1")
    assert all(not each.waits for each in review.rows)
    hands.press("Shift+Enter")
    hands.wait_saved()


# -- what comes of it


def export_gold(hands: Hands, path: Path) -> None:
    """Gold alone, to a native file, through the dialog."""
    hands.press("Ctrl+E")
    dialog = wait_dialog(hands, ExportDialog)
    layers = {button.objectName(): button for button in dialog.form.layers.buttons()}
    press_until(hands, "Tab", lambda: QApplication.focusWidget() in layers.values())
    press_until(hands, "Down", layers["gold"].isChecked)
    tab_to(hands, dialog.form.target.field)
    hands.press("Ctrl+A")
    hands.type_text(str(path))
    hands.press("Enter")
    hands.until(lambda: dialog.report is not None)
    hands.press("Esc")


def save_report(hands: Hands, path: Path) -> None:
    """How far the annotators agree, as a page, from its window."""
    do(hands, "team.agreement")
    window = wait_dialog(hands, AgreementWindow)
    hands.until(window.side.save_report.isEnabled)
    hands.give_path(path)
    hands.press("Ctrl+S")
    hands.until(path.exists)
    hands.press("Esc")

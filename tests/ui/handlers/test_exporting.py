"""The export dialog at the window: what it offers, writes, asks and says."""

import json
import os
import signal
import threading

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from tests.ui.kit import ARTICLES, article_of
from tests.ui.test_window import saved, select

from juseok.core.messages import Message
from juseok.core.model import Annotator, Layer, Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.recipe import Recipe
from juseok.core.records import to_body
from juseok.core.review_model import gold_layer_id
from juseok.core.spans import make_span
from juseok.formats.base import Report
from juseok.services.heavy import Worker
from juseok.services.interchange.exporting import export_project, full_viewer
from juseok.services.interchange.named import save_named
from juseok.services.interchange.releases import make_release
from juseok.services.review.reviewing import make_gold
from juseok.services.tagging.articles import finish_article
from juseok.services.tagging.rights import set_rights
from juseok.ui.dialogs import export_report
from juseok.ui.dialogs.export_choice import Offer, OfferedFormat, OfferedLayer, Remembered
from juseok.ui.dialogs.export_dialog import ExportDialog
from juseok.ui.handlers import exporting
from juseok.ui.handlers.exporting import ExportHandlers

LABEL = Message("history.unknown")


@pytest.fixture
def handlers(window) -> ExportHandlers:
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, ExportHandlers))


@pytest.fixture
def colleague(session):
    """Another annotator's layer, with one mention in the first article."""
    text = "한빛전자"
    changes = (
        Change("c" * 32, "annotator", CREATE, to_body(Annotator("c" * 32, "최동료"))),
        Change("d" * 32, "layer", CREATE, to_body(Layer("d" * 32, "annotator", "c" * 32))),
        Change(
            "e" * 32, "mention", CREATE,
            to_body(Mention("e" * 32, "d" * 32, article_of(0), "ORG",
                            (make_span(text, 0, len(text)),))),
        ),
    )  # fmt: skip
    session.project.writer.commit(Action(LABEL, changes, undoable=False))


@pytest.fixture
def dialog(window, handlers, qtbot):
    """The dialog as Ctrl+E opens it, with its preview there."""
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog = handlers.dialog
    qtbot.waitUntil(lambda: dialog.preview.toPlainText() != "")
    return dialog


def leave(handlers, qtbot):
    if handlers.dialog is not None:
        handlers.dialog.close()
        qtbot.waitUntil(lambda: handlers.dialog is None)


def export(dialog, qtbot, path):
    dialog.form.target.field.setText(str(path))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.report is not None)
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def choose(group, name):
    next(button for button in group.buttons() if button.objectName() == name).setChecked(True)


def kinds(records):
    return [record["kind"] for record in records]


def test_the_preview_begins_with_the_articles_and_shows_every_kind_there_is(dialog):
    shown = dialog.preview.toPlainText().split("\n")
    assert shown[:2] == ["article", f"  title: {ARTICLES[0][0]}"]
    assert {"scheme", "type", "project", "  complete: true", "⋯"} <= set(shown)


def test_a_file_that_is_not_there_yet_is_proposed_so_that_one_can_go_on(
    window, qtbot, tmp_path, handlers
):
    path = window.session.project.path
    path.with_suffix(".jsonl").touch()
    path.with_name(f"{path.stem} 2.jsonl").touch()
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    assert handlers.dialog.form.target.path == path.with_name(f"{path.stem} 3.jsonl")
    assert handlers.dialog.go.isEnabled()
    leave(handlers, qtbot)


def test_everything_is_written_and_counted(window, qtbot, tmp_path, handlers):
    select(window, "김하늘")
    window.router.trigger("tag.PERSON")
    saved(window, qtbot)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog = handlers.dialog
    records = export(dialog, qtbot, tmp_path / "all.jsonl")
    assert kinds(records).count("article") == 3
    assert kinds(records).count("mention") == 1
    assert f"{len(records) - 2} records were written." in dialog.report.words
    assert {"Articles 3", "Mentions 1", "Entities 1"} <= set(dialog.report.words)
    leave(handlers, qtbot)


def test_only_this_article_or_those_of_the_list_can_go(window, dialog, qtbot, tmp_path, handlers):
    choose(dialog.form.articles, "this")
    records = export(dialog, qtbot, tmp_path / "one.jsonl")
    assert [r["id"] for r in records if r["kind"] == "article"] == [article_of(0)]
    assert records[0]["complete"] is False
    leave(handlers, qtbot)
    window.bench.list._field.setText("나루")
    window.bench.list._filter()
    qtbot.waitUntil(lambda: window.bench.list.model.rowCount() == 1)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    choose(handlers.dialog.form.articles, "listed")
    records = export(handlers.dialog, qtbot, tmp_path / "listed.jsonl")
    assert [r["id"] for r in records if r["kind"] == "article"] == [article_of(1)]


def test_a_colleague_s_annotations_are_written_but_not_shown(colleague, dialog, qtbot, tmp_path):
    assert "mention" not in dialog.preview.toPlainText().split("\n")
    assert kinds(export(dialog, qtbot, tmp_path / "all.jsonl")).count("mention") == 1
    choose(dialog.form.layers, "mine")
    assert kinds(export(dialog, qtbot, tmp_path / "mine.jsonl")).count("mention") == 0
    choose(dialog.form.layers, "some")
    next(box for box in dialog.form.boxes.values() if "you" in box.text()).setChecked(False)
    assert kinds(export(dialog, qtbot, tmp_path / "theirs.jsonl")).count("mention") == 1


def test_gold_has_a_name_and_can_go_alone(window, session, qtbot, tmp_path, handlers):
    select(window, "김하늘")
    window.router.trigger("tag.PERSON")
    session.apply(make_gold())
    saved(window, qtbot)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog = handlers.dialog
    assert dialog.form.boxes[gold_layer_id()].text() == "Gold"
    choose(dialog.form.layers, "gold")
    records = export(dialog, qtbot, tmp_path / "gold.jsonl")
    assert "mention" not in kinds(records)
    assert session.project.own_layer not in {each["id"] for each in records if "id" in each}
    leave(handlers, qtbot)


def test_a_file_that_exists_is_replaced_only_when_that_is_ticked(dialog, qtbot, tmp_path):
    path = tmp_path / "there.jsonl"
    path.write_text("mine")
    target = dialog.form.target
    target.field.setText(str(path))
    assert target.problem.text() == "This file exists already."
    assert not dialog.go.isEnabled()
    target.replace.setChecked(True)
    assert dialog.go.isEnabled()
    target.field.setText(str(tmp_path / "other.jsonl"))
    target.field.setText(str(path))
    assert not dialog.go.isEnabled()
    assert path.read_text() == "mine"
    target.replace.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert path.read_text("utf-8").startswith('{"kind":"project"')


def test_what_was_changed_since_the_export_is_asked_about(dialog, qtbot, tmp_path):
    path, target = tmp_path / "out.jsonl", dialog.form.target
    export(dialog, qtbot, path)
    path.write_text("mine")
    target.look_again()
    target.replace.setChecked(True)
    assert target.replace_edited.isHidden()
    dialog.go.click()
    qtbot.waitUntil(lambda: not target.replace_edited.isHidden())
    box = target.replace_edited
    qtbot.waitUntil(lambda: box.width() >= box.sizeHint().width())
    assert target.problem.width() > target.width() // 3
    assert "would be lost" in dialog.words.text()
    assert path.read_text() == "mine"
    assert dialog.go.isEnabled()
    target.replace_edited.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: path.read_text("utf-8").startswith('{"kind":"project"'))
    qtbot.waitUntil(lambda: not dialog.running)


@pytest.mark.parametrize(
    ("words", "problem"),
    [("", "Where shall it go?"), ("{tmp}", "folder"), ("{tmp}/none/a.jsonl", "no such folder")],
)
def test_a_target_that_cannot_be_is_said_before(dialog, tmp_path, words, problem):
    dialog.form.target.field.setText(words.format(tmp=tmp_path))
    assert problem in dialog.form.target.problem.text()
    assert not dialog.go.isEnabled()


def test_a_file_that_comes_before_the_click_is_asked_about(dialog, tmp_path):
    path = tmp_path / "late.jsonl"
    dialog.form.target.field.setText(str(path))
    path.write_text("theirs")
    dialog.go.click()
    assert not dialog.form.target.replace.isHidden()
    assert not dialog.running
    assert path.read_text() == "theirs"


def test_a_file_that_comes_after_the_click_is_left_alone_and_said(dialog, qtbot, tmp_path):
    path = tmp_path / "late.jsonl"
    dialog.form.target.field.setText(str(path))
    choice = dialog.form.choice()
    path.write_text("theirs")
    dialog.export_asked.emit(choice)
    qtbot.waitUntil(lambda: "exists already" in dialog.words.text())
    assert not dialog.running
    assert path.read_text() == "theirs"


def test_the_last_choices_come_back(window, dialog, qtbot, tmp_path, handlers, settings):
    choose(dialog.form.articles, "this")
    export(dialog, qtbot, tmp_path / "one.jsonl")
    leave(handlers, qtbot)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    assert handlers.dialog.form.choice().kept.articles == "this"
    assert handlers.dialog.form.target.path.parent == tmp_path
    assert settings.text("export.articles") == "this"


def test_the_folder_of_the_file_opens(dialog, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(export_report.QDesktopServices, "openUrl", opened.append)
    export(dialog, qtbot, tmp_path / "all.jsonl")
    dialog.report.open_folder.click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path))]


def test_the_system_s_dialog_fills_in_the_file(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "neu"), "")
    )
    dialog.form.target.browse.click()
    assert dialog.form.target.path == tmp_path / "neu.jsonl"


def test_the_dialog_leaves_with_its_project(dialog, handlers, session, window, qtbot):
    assert dialog.isVisible()
    window.leave_session()
    session.closing.emit()
    qtbot.waitUntil(lambda: handlers.dialog is None)


def test_every_control_is_named_and_reached_by_tab(dialog):
    nameless = [
        button
        for button in dialog.findChildren(QAbstractButton)
        if not (button.accessibleName() or button.text())
    ]
    assert nameless == []
    reached, widget = set(), dialog.form.form
    while widget not in reached:
        reached.add(widget)
        widget = widget.nextInFocusChain()
    form = dialog.form
    wanted = {form.target.field, form.narrow.query, form.of_articles.zones, dialog.preview}
    wanted |= {dialog.go, dialog.leave}
    assert wanted <= {w for w in reached if w.focusPolicy() & Qt.FocusPolicy.TabFocus}


# -- the dialog by itself

OFFER = Offer((OfferedFormat("jsonl", "JSONL", ".jsonl"),), (OfferedLayer("1", "김", True),), 5)


@pytest.fixture
def alone(qtbot, tmp_path):
    dialog = ExportDialog(OFFER, Remembered("jsonl", "some", "this"), tmp_path / "news")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_choices_that_cannot_be_now_fall_back_to_everything(alone):
    choice = alone.form.choice()
    assert (choice.layers, choice.articles) == (None, None)
    assert choice.path.name == "news.jsonl"


def test_a_run_tells_how_far_it_is_and_escape_stops_it(alone, qtbot):
    alone.show_running(lambda: (2, 5))
    qtbot.waitUntil(lambda: "2 of 5" in alone.words.text())
    assert not alone.form.isEnabled()
    with qtbot.waitSignal(alone.stop_asked):
        qtbot.keyClick(alone, Qt.Key.Key_Escape)
    assert alone.isVisible()
    assert "No file was written" in alone.words.text()
    qtbot.keyClick(alone, Qt.Key.Key_Escape)
    assert not alone.isVisible()


def test_a_new_choice_takes_the_report_away(alone, tmp_path):
    alone.show_report(Report(written=1, kinds={"article": 1}), tmp_path / "news.jsonl")
    assert alone.report is not None
    choose(alone.form.articles, "listed")
    assert alone.report is None


# -- in a process of its own


@pytest.fixture
def pids(monkeypatch):
    """The processes that exports run in, each from the moment it is there."""

    class Seen(list):
        def end(self):
            """Kill the first, with all that it sent and nobody has read yet."""
            os.kill(self[0], signal.SIGKILL)
            self.answers.read()

    seen = Seen()

    class Watched(Worker):
        def warm(self):
            super().warm()
            seen.append(self.pid)
            seen.answers = self._child.answers

    monkeypatch.setattr(exporting, "Worker", Watched)
    return seen


@pytest.fixture
def held(monkeypatch):
    """Exports stop at their first step until the event is set."""
    reached, gate = threading.Event(), threading.Event()

    def tell(self, done, of):
        reached.set()
        assert gate.wait(20)

    monkeypatch.setattr(exporting.Progress, "tell", tell)
    yield reached, gate
    gate.set()


def test_an_export_runs_in_another_process_and_writes_the_same(
    dialog, qtbot, tmp_path, session, pids
):
    export(dialog, qtbot, tmp_path / "apart.jsonl")
    assert len(pids) == 1
    assert pids[0] != os.getpid()
    project = session.project
    here = tmp_path / "here.jsonl"
    export_project(project=project, viewer=full_viewer(project), path=here)
    assert (tmp_path / "apart.jsonl").read_bytes() == here.read_bytes()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no kill")
def test_an_export_whose_process_is_killed_says_so_and_leaves_the_old_file(
    dialog, qtbot, tmp_path, pids, held
):
    reached, gate = held
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "all.jsonl"
    path.write_text("old")
    target = dialog.form.target
    target.field.setText(str(path))
    target.replace.setChecked(True)
    monkey = killed(dialog, pids, reached, gate)
    qtbot.waitUntil(lambda: "ended from outside" in dialog.words.text())
    monkey.join()
    assert not dialog.running
    assert [(each.name, each.read_text()) for each in folder.iterdir()] == [("all.jsonl", "old")]
    export(dialog, qtbot, folder / "again.jsonl")


def killed(dialog, pids, reached, gate):
    """Start the export, and kill its process while it is being told of the first step."""

    def kill():
        assert reached.wait(20)
        pids.end()
        gate.set()

    thread = threading.Thread(target=kill)
    thread.start()
    dialog.go.click()
    return thread


def test_a_stopped_export_leaves_nothing_and_ends_its_process(
    dialog, handlers, qtbot, tmp_path, pids, held
):
    reached, gate = held
    folder = tmp_path / "out"
    folder.mkdir()
    dialog.form.target.field.setText(str(folder / "all.jsonl"))
    dialog.go.click()
    qtbot.waitUntil(reached.is_set)
    dialog.stop.click()
    gate.set()
    qtbot.waitUntil(lambda: handlers.session.jobs.idle)
    assert list(folder.iterdir()) == []
    assert "No file was written" in dialog.words.text()


def test_a_folder_for_another_tool_shows_its_first_article_and_whose_it_is(
    window, qtbot, tmp_path, handlers
):
    select(window, "김하늘")
    window.router.trigger("tag.PERSON")
    saved(window, qtbot)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog = handlers.dialog
    form = dialog.form
    form.form.setCurrentIndex(form.form.findData("brat"))
    assert form.layer.isVisibleTo(dialog)
    assert not any(button.isVisibleTo(dialog) for button in form.layers.buttons())
    assert form.target.path.suffix == ""
    qtbot.waitUntil(lambda: "T1\tPERSON" in dialog.preview.toPlainText())
    form.target.field.setText(str(tmp_path / "brat"))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.report is not None)
    assert len(list((tmp_path / "brat").glob("*.ann"))) == 3
    assert (tmp_path / "brat" / "manifest.json").is_file()
    assert not form.is_ready
    form.target.replace.setChecked(True)
    assert form.is_ready
    form.target.field.setText(str(tmp_path))
    assert not form.is_ready
    leave(handlers, qtbot)


# -- saved exports


@pytest.fixture
def kept(session):
    """An export that was saved from the shell, with all that one can say."""
    recipe = Recipe(
        "", "학습용", form="conll", layer="mine", query="나루", zones=("title",), types=("ORG",),
        options=(("unit", "eojeol"),), split="8:2", seed=7, apart=True, anonymous=True,
    )  # fmt: skip
    with session.project.reader() as reader:
        session.project.writer.commit(save_named(reader, recipe))
        return reader.recipes()[0]


def take(form, name, qtbot):
    """Choose a saved export with keys alone."""
    box = form.saved.box
    box.setFocus()
    for _ in range(box.findData(name) - box.currentIndex()):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def test_a_saved_export_fills_the_form_and_runs_with_all_that_it_says(
    kept, dialog, qtbot, tmp_path
):
    form = dialog.form
    take(form, "학습용", qtbot)
    assert form.recipe() == kept
    assert form.options.boxes["unit"].currentData() == "eojeol"
    assert (form.split.split, form.split.seed.value()) == ("8:2", 7)
    assert form.anonymous.isVisibleTo(dialog)
    assert form.narrow.query.text() == "나루"
    assert form.of_articles.zones.currentText() == "Title"
    assert form.of_articles.types.currentText() == "Organisation"
    assert not form.split.together.isChecked()
    form.target.field.setText(str(tmp_path / "set"))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.report is not None)
    folder = tmp_path / "set"
    assert {each.name for each in folder.iterdir()} >= {"train", "test"}
    whole = "".join(each.read_text("utf-8") for each in folder.rglob("*.conll"))
    assert "나루소프트" in whole
    assert "한빛전자" not in whole


def test_what_the_form_says_is_saved_under_a_name_by_enter(dialog, qtbot, session):
    form = dialog.form
    form.saved.keep.click()
    assert "name first" in dialog.words.text()
    form.form.setCurrentIndex(form.form.findData("csv"))
    form.options.take({"excel": "yes"})
    form.split.take("8:1:1", 3)
    form.saved.name.setText("표 하나")
    qtbot.keyClick(form.saved.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "saved as “표 하나”" in dialog.words.text())
    session.project.writer.flush()
    with session.project.reader() as reader:
        found = reader.recipes()
    assert [(e.name, e.form, e.options, e.split, e.seed, e.layer) for e in found] == [
        ("표 하나", "csv", (("excel", "yes"),), "8:1:1", 3, "best")
    ]
    assert form.saved.box.currentText() == "표 하나"
    assert not dialog.running
    assert dialog.report is None


def test_a_saved_export_is_forgotten_by_a_button_and_comes_back_by_undo(
    kept, dialog, qtbot, session, window
):
    form = dialog.form
    assert not form.saved.forget.isEnabled()
    take(form, "학습용", qtbot)
    form.saved.forget.click()
    assert form.saved.box.findData("학습용") == -1
    assert form.split.split == "8:2"  # what the form says stays
    assert "no longer saved" in dialog.words.text()

    def names():
        with session.project.reader() as reader:
            return [each.name for each in reader.recipes()]

    qtbot.waitUntil(lambda: names() == [])
    window.router.trigger("edit.undo")
    qtbot.waitUntil(lambda: names() == ["학습용"])


def test_the_preview_of_a_split_says_how_large_its_parts_are(dialog, qtbot):
    dialog.form.split.field.setText("2:1")
    qtbot.waitUntil(lambda: dialog.parts.text().startswith("train:"))
    sizes = [int(part.split(": ")[1].split()[0]) for part in dialog.parts.text().split(" · ")]
    assert (len(sizes), sum(sizes)) == (2, len(ARTICLES))
    dialog.form.split.field.clear()
    qtbot.waitUntil(lambda: dialog.parts.isHidden())


def test_a_release_goes_out_as_it_was_frozen(window, session, handlers, qtbot, tmp_path):
    with session.project.reader() as reader, session.project.stream() as stream:
        made = make_release(reader=reader, stream=stream, name="v1", date="2026-11-22")
    session.project.writer.commit(made)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog = handlers.dialog
    release = dialog.form.release
    assert [release.itemText(n) for n in range(release.count())] == ["As it is now", "v1"]
    release.setCurrentIndex(1)
    assert dialog.parts.text() == "2026-11-22 · Articles 3"
    first = f"article\n  title: {ARTICLES[0][0]}"

    def is_frozen():
        shown = dialog.preview.toPlainText()
        return shown.startswith(first) and "scheme" not in shown.split("\n")

    qtbot.waitUntil(is_frozen)
    assert dialog.count.text() == ""
    assert "as it was frozen" in dialog.hint.text()
    spans = (make_span(ARTICLES[0][2], 0, 4),)
    record = Mention("e" * 32, session.project.own_layer, article_of(0), "ORG", spans)
    changes = (Change(record.id, "mention", CREATE, to_body(record)),)
    session.project.writer.commit(Action(LABEL, changes))
    lines = export(dialog, qtbot, tmp_path / "v1.jsonl")
    assert not [line for line in lines if line["kind"] in ("mention", "release")]
    assert len([line for line in lines if line["kind"] == "article"]) == 3


def test_a_split_makes_a_folder_and_a_wrong_one_is_told(dialog, tmp_path):
    form = dialog.form
    form.target.field.setText(str(tmp_path / "news.jsonl"))
    form.split.field.setText("8")
    assert not dialog.go.isEnabled()
    assert "8:1:1" in dialog.words.text()
    form.split.field.setText("8:2")
    assert dialog.go.isEnabled()
    assert (dialog.words.text(), form.target.path.name) == ("", "news")
    form.split.field.clear()
    assert form.target.path.name == "news.jsonl"


def test_what_no_export_can_be_made_of_is_told_and_not_saved(kept, dialog, qtbot, session):
    form = dialog.form
    form.narrow.query.setText("date:yesterday")
    qtbot.waitUntil(lambda: dialog.words.text() != "")
    assert (dialog.count.text(), dialog.preview.toPlainText()) == ("", "")
    form.saved.name.setText("다른 이름")
    form.saved.keep.click()
    qtbot.waitUntil(lambda: session.tasks.idle)
    with session.project.reader() as reader:
        assert [each.name for each in reader.recipes()] == ["학습용"]
    form.narrow.query.setText("")
    choose(form.articles, "this")
    form.saved.keep.click()
    assert "choose “All”" in dialog.words.text()


def test_articles_are_chosen_by_search_and_state_and_counted_as_one_types(
    window, session, qtbot, tmp_path, handlers
):
    own, first = session.project.own_layer, article_of(0)
    session.apply(finish_article(state=None, layer=own, article=first, title=""))
    saved(window, qtbot)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog, form = handlers.dialog, handlers.dialog.form
    qtbot.waitUntil(lambda: dialog.count.text() == "3 of 3 articles")
    form.narrow.query.setFocus()
    form.narrow.query.insert("나루")
    qtbot.waitUntil(lambda: dialog.count.text() == "1 of 3 articles")
    qtbot.keyClick(form.narrow.query, Qt.Key.Key_Return)
    assert not dialog.running
    form.form.setCurrentIndex(form.form.findData("csv"))
    form.narrow.query.clear()
    form.narrow.states.take(["finished"])
    form.narrow.states.changed.emit()
    qtbot.waitUntil(lambda: dialog.count.text() == "1 of 3 articles")
    assert form.recipe().states == ("finished",)
    form.narrow.query.setText("그런 말은 없다")
    qtbot.waitUntil(lambda: dialog.count.text() == "0 of 3 articles")
    assert dialog.preview.toPlainText() == ""
    form.form.setCurrentIndex(form.form.findData("jsonl"))  # takes annotations as they are
    assert not form.of_articles.isVisibleTo(dialog)
    form.narrow.query.clear()
    qtbot.waitUntil(lambda: dialog.count.text() == "1 of 3 articles")
    assert form.recipe().states == ("finished",)
    leave(handlers, qtbot)


def test_types_are_ticked_by_keys_and_the_preview_has_only_those(window, qtbot, session, handlers):
    select(window, "김하늘")
    window.router.trigger("tag.PERSON")
    select(window, "한빛전자")
    window.router.trigger("tag.ORG")
    saved(window, qtbot)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog, types = handlers.dialog, handlers.dialog.form.of_articles.types
    dialog.form.form.setCurrentIndex(dialog.form.form.findData("brat"))
    qtbot.waitUntil(lambda: "PERSON" in dialog.preview.toPlainText())
    types.setFocus()
    qtbot.keyClick(types, Qt.Key.Key_Down)
    shown = types.popup.list
    while shown.currentItem().text() != "Organisation":
        qtbot.keyClick(shown, Qt.Key.Key_Down)
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "PERSON" not in dialog.preview.toPlainText())
    assert "ORG" in dialog.preview.toPlainText()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not types.popup.isVisible()
    assert dialog.isVisible()
    assert (types.currentText(), types.chosen) == ("Organisation", ("ORG",))
    assert dialog.form.recipe().types == ("ORG",)
    leave(handlers, qtbot)


def test_what_articles_say_of_their_rights_can_be_chosen(window, session, qtbot, handlers):
    with session.project.reader() as reader:
        found = [reader.occurrences(article_of(n))[0] for n in range(2)]
    session.apply(set_rights(occurrences=found, rights="CC BY 4.0"))
    saved(window, qtbot)
    window.router.trigger("project.export")
    qtbot.waitUntil(lambda: handlers.dialog is not None)
    dialog, form = handlers.dialog, handlers.dialog.form
    form.form.setCurrentIndex(form.form.findData("csv"))
    qtbot.waitUntil(form.narrow.rights.isEnabled)
    form.narrow.rights.showPopup()
    qtbot.keyClick(form.narrow.rights.popup.list, Qt.Key.Key_Down)
    qtbot.keyClick(form.narrow.rights.popup.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.count.text() == "2 of 3 articles")
    form.narrow.rights.hidePopup()
    leave(handlers, qtbot)


def test_everybody_s_annotations_by_themselves_are_a_folder_of_each(
    colleague, dialog, qtbot, tmp_path
):
    form = dialog.form
    form.form.setCurrentIndex(form.form.findData("conll"))
    form.layer.setCurrentIndex(form.layer.findData("all"))
    form.anonymous.setChecked(True)
    qtbot.waitUntil(lambda: "빛" in dialog.preview.toPlainText().split()[:9])
    assert "ORG" not in dialog.preview.toPlainText()
    form.target.field.setText(str(tmp_path / "each"))
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.report is not None)
    names = [each.name for each in (tmp_path / "each").iterdir() if each.name != "manifest.json"]
    assert len(names) == 2
    assert not any("최동료" in name for name in names)

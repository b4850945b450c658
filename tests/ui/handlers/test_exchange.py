"""Working copies sent and brought back, and a shared folder, at the window."""

import dataclasses
import shutil
from dataclasses import replace

import pytest
from tests.ui.kit import article_of

from juseok.core.messages import Message
from juseok.core.model import Mention
from juseok.core.ops import CREATE, Action, Change, op_hash
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.services.exchange.sharing import Sharing, keep_sharing, state_file, sync
from juseok.store.bundle import write_bundle
from juseok.store.doctor import check
from juseok.store.identity import Identity
from juseok.store.log import fields_of
from juseok.store.project import Project
from juseok.store.shared import conflicted_beside
from juseok.ui.handlers.exchange import ExchangeHandlers
from juseok.ui.handlers.sharing import SharingHandlers


def kept(window, sort):
    window.router.complete()
    return next(each for each in window._kept if isinstance(each, sort))


@pytest.fixture
def handlers(window) -> ExchangeHandlers:
    return kept(window, ExchangeHandlers)


def tag(project: Project) -> str:
    mention = Mention(
        project.ids(), project.own_layer, article_of(0), "ORG", (make_span("한빛전자", 0, 4),)
    )
    project.writer.commit(
        Action(
            Message("history.unknown"), (Change(mention.id, "mention", CREATE, to_body(mention)),)
        )
    )
    return mention.id


@pytest.fixture
def colleague(session, tmp_path):
    """A colleague's file with one mention in the first article."""
    path = tmp_path / "최동료.juseok"
    session.project.back_up(path)
    who = Identity("22222222-1111-4111-8111-111111111111", "최동료", tmp_path / "state2")
    with Project.open(path, identity=who) as project:
        tag(project)
    return path


@pytest.fixture
def bring(window, handlers, qtbot):
    window.router.trigger("exchange.bring")
    return handlers.bring_dialog


def leave(handlers, qtbot):
    handlers.bring_dialog.close()
    qtbot.waitUntil(lambda: handlers.bring_dialog is None)


def mentions(session):
    with session.project.reader() as reader:
        return [obj for obj, kind, _ in reader.dump() if kind == "mention"]


def test_a_colleagues_file_is_previewed_merged_and_taken_back(
    session, handlers, bring, colleague, qtbot
):
    before = colleague.read_bytes()
    bring.bring([colleague])
    qtbot.waitUntil(lambda: bring.go.isEnabled(), timeout=20_000)
    assert bring.said == ["최동료: 1 tag in 1 article"]
    assert mentions(session) == []
    bring.go.click()
    qtbot.waitUntil(lambda: "merged" in bring.words.text(), timeout=20_000)
    assert len(mentions(session)) == 1
    assert colleague.read_bytes() == before
    qtbot.waitUntil(lambda: session.undo_label is not None)
    qtbot.waitUntil(lambda: session.undo_label.code == "undo.exchange.merge")
    session.undo()
    qtbot.waitUntil(lambda: mentions(session) == [])
    session.redo()
    qtbot.waitUntil(lambda: len(mentions(session)) == 1)
    assert handlers._folder is None
    leave(handlers, qtbot)


def test_a_bad_file_is_refused_in_a_sentence(session, handlers, bring, tmp_path, qtbot):
    bad = tmp_path / "나쁜 파일.juseok"
    bad.write_text("그냥 글입니다.\n" * 100)
    bring.bring([bad])
    qtbot.waitUntil(lambda: not bring.running and "나쁜 파일" in bring.words.text(), timeout=20_000)
    assert not bring.go.isEnabled()
    assert bring.words.property("state") == "failed"
    bring.clear.click()
    assert bring.list.count() == 0
    leave(handlers, qtbot)


def looked_through(bring, qtbot, *files):
    bring.bring(files)
    qtbot.waitUntil(lambda: not bring.running, timeout=20_000)


def merge(bring, qtbot):
    bring.go.click()
    qtbot.waitUntil(lambda: "merged" in bring.words.text(), timeout=20_000)


def test_a_bad_file_among_others_is_named_and_the_others_are_merged(
    session, handlers, bring, colleague, tmp_path, qtbot
):
    bad, foreign = tmp_path / "나쁜 파일.juseok", tmp_path / "남의 것.juseok"
    bad.write_bytes(colleague.read_bytes()[:20_000])
    Project.create(foreign, identity=somebody(tmp_path), scheme=()).close()
    looked_through(bring, qtbot, bad, colleague, foreign)
    assert bring.said[0] == "최동료: 1 tag in 1 article"
    assert ["나쁜 파일" in bring.said[1], "남의 것" in bring.said[2]] == [True, True]
    assert bring.files == [colleague]
    assert [bring.list.item(n).text() for n in range(bring.list.count())] == [colleague.name]
    assert (bring.words.text(), bring.words.property("state")) == (
        "2 files were left out.", "failed"
    )  # fmt: skip
    merge(bring, qtbot)
    assert len(mentions(session)) == 1
    leave(handlers, qtbot)


def ops_from(path, folder):
    """The file's own operations and contents; what they were made by."""
    with Project.open(path, identity=somebody(folder)) as project, project.reader() as reader:
        return list(reader.all_ops()), list(reader.contents()), project.project_id


def somebody(folder):
    return Identity("33333333-1111-4111-8111-111111111111", "누구", folder / "state3")


def test_bundles_with_holes_and_forks_are_told_and_those_that_lie_are_left_out(
    session, handlers, bring, colleague, tmp_path, qtbot
):
    ops, contents, project = ops_from(colleague, tmp_path)
    own = [op for op in ops if op.annotator.startswith("22222222")]

    def bundle(name, listed):
        path = tmp_path / name
        write_bundle(path, project_id=project, ops=listed, contents=contents)
        return path

    def forge(op, **changes):
        made = dataclasses.replace(op, **changes)
        return dataclasses.replace(made, hash=op_hash(fields_of(made)))

    again = forge(own[-1], op_id="1" * 32, obj="2" * 32, action="3" * 32)
    forked = bundle("갈라짐.juseokb", [*own, again])
    holed = bundle("구멍.juseokb", own[-1:])
    here = next(op for op in ops if op.annotator == session.project.annotator)
    liar = bundle("거짓.juseokb", [forge(here, at="2020-01-01T00:00:00.000Z"), *own])
    looked_through(bring, qtbot, holed)
    assert "missing" in bring.said[-1]
    bring.clear.click()
    looked_through(bring, qtbot, forked)
    assert "Forked copies: 1" in bring.said[-1]
    looked_through(bring, qtbot, liar)
    assert bring.files == [forked]
    assert bring.said[-1].startswith("In “거짓.juseokb”, operation ")
    merge(bring, qtbot)
    assert len(mentions(session)) == 2
    leave(handlers, qtbot)


def test_looking_can_be_stopped(session, handlers, bring, colleague, qtbot):
    bring.bring([colleague])
    assert bring.running
    bring.stop.click()
    assert not bring.running
    assert not bring.go.isEnabled()
    qtbot.waitUntil(lambda: session.jobs.idle)
    assert mentions(session) == []
    leave(handlers, qtbot)


def test_copies_that_a_sync_tool_left_are_offered(session, window, handlers, colleague, qtbot):
    path = session.project.path
    shutil.copy(colleague, path.with_name(f"{path.stem}-DESKTOP-7A.juseok"))
    window.router.trigger("exchange.bring")
    dialog = handlers.bring_dialog
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=20_000)
    assert dialog.list.count() == 1
    dialog.close()
    qtbot.waitUntil(lambda: handlers.bring_dialog is None)


@pytest.mark.parametrize("suffix", [".juseok", ".juseokb"])
def test_a_working_copy_is_made_for_a_person(session, window, handlers, tmp_path, qtbot, suffix):
    tag(session.project)
    window.router.trigger("exchange.send")
    qtbot.waitUntil(lambda: handlers.send_dialog is not None)
    dialog = handlers.send_dialog
    if suffix == ".juseokb":
        dialog.bundle.setChecked(True)
    assert dialog.target.path.suffix == suffix
    path = tmp_path / f"작업{suffix}"
    dialog.target.field.setText(str(path))
    dialog.go.click()
    qtbot.waitUntil(lambda: path.name in dialog.words.text(), timeout=20_000)
    assert path.exists()
    assert dialog.target.problem.isHidden()
    assert not dialog.go.isEnabled()
    if suffix == ".juseok":
        assert check(path) == []
    dialog.close()
    qtbot.waitUntil(lambda: handlers.send_dialog is None)


def test_the_open_project_is_not_replaced_by_what_is_sent(session, window, handlers, qtbot):
    tag(session.project)
    path = session.project.path
    before = path.stat().st_ino
    window.router.trigger("exchange.send")
    qtbot.waitUntil(lambda: handlers.send_dialog is not None)
    dialog = handlers.send_dialog
    dialog.target.field.setText(str(path))
    dialog.target.replace.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.running and path.name in dialog.words.text())
    assert path.stat().st_ino == before
    dialog.close()
    qtbot.waitUntil(lambda: handlers.send_dialog is None)


def test_a_shared_folder_brings_what_a_colleague_did(session, window, colleague, tmp_path, qtbot):
    sharing = kept(window, SharingHandlers)
    folder = tmp_path / "공유"
    folder.mkdir()
    who = Identity("22222222-1111-4111-8111-111111111111", "최동료", tmp_path / "state2")
    with Project.open(colleague, identity=who) as theirs:
        keep_sharing(
            state_file(tmp_path / "state2", colleague, theirs.project_id), Sharing(str(folder))
        )
        place = tmp_path / "place"
        place.mkdir()
        assert sync(project=theirs, state=tmp_path / "state2", place=place).written
    window.router.trigger("exchange.share")
    dialog = sharing.dialog
    dialog.field.setText(str(folder))
    dialog.go.click()
    qtbot.waitUntil(lambda: "taken in" in dialog.words.text(), timeout=20_000)
    assert len(mentions(session)) == 1
    window.router.trigger("exchange.sync")
    qtbot.waitUntil(lambda: "nothing new" in dialog.words.text(), timeout=20_000)
    dialog.off.click()
    assert dialog.folder == ""
    dialog.close()
    qtbot.waitUntil(lambda: sharing.dialog is None)


def test_a_copy_beside_the_project_is_told_of_on_opening(session, window, tmp_path, qtbot):
    path = session.project.path
    path.with_name(f"{path.stem} (김하늘의 충돌된 복사본).juseok").write_text("")
    said = []
    window.router.complete()
    handlers = kept(window, ExchangeHandlers)
    handlers.context = replace(handlers.context, say=said.append)
    handlers._tell_conflicted(conflicted_beside(path))
    assert "충돌된 복사본" in said[0]


def test_a_working_copy_says_whose_it_is(window):
    said = []
    handlers = kept(window, ExchangeHandlers)
    handlers.context = replace(handlers.context, say=said.append)
    with window.session.project.reader() as reader:
        handlers._tell_whose(reader.annotators())
    assert "박기자" in said[0]

import sys

from juseok.core.errors import KnownError
from juseok.ui.dialogs.report import ReportDialog
from juseok.ui.errors import Errors, report_text


def test_a_known_error_is_a_sentence_and_a_bug_a_report(qapp, qtbot):
    errors = Errors()
    with qtbot.waitSignal(errors.known) as told:
        errors.tell(KnownError("text.empty"))
    assert told.args[0].code == "text.empty"
    with qtbot.waitSignal(errors.bug) as told:
        errors.tell(ZeroDivisionError("x"))
    assert "ZeroDivisionError" in told.args[0]


def test_what_nobody_caught_is_told_and_the_hook_can_be_taken_off(qapp, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: shown.append(args))
    before = sys.excepthook
    errors = Errors()
    undo = errors.install()
    with qtbot.waitSignal(errors.bug):
        sys.excepthook(ValueError, ValueError("x"), None)
    undo()
    assert sys.excepthook is before
    assert len(shown) == 1


def test_a_report_can_be_copied(qtbot, qapp):
    text = report_text(ValueError("x"))
    dialog = ReportDialog(text)
    qtbot.addWidget(dialog)
    dialog.copy()
    assert qapp.clipboard().text() == text
    assert "Qt" in text

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from tests.ui.keys import key_event

from juseok.ui.keymap import EVDEV, JAMO, MAC, SHIFTED_JAMO, Chord, chord_of

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def typed(text, *, modifiers=Qt.KeyboardModifier.NoModifier):
    """A press without a native code, as a remote desktop or a virtual keyboard sends."""
    return QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, 0, 0, 0, text)


@pytest.mark.parametrize(("jamo", "position"), JAMO.items())
def test_a_key_is_known_by_its_place_in_hangul_mode(jamo, position):
    assert chord_of(key_event(position, text=jamo), "xcb") == Chord(position)


@pytest.mark.parametrize(("jamo", "position"), JAMO.items())
def test_a_jamo_without_a_scan_code_is_known_by_its_text(jamo, position):
    assert chord_of(typed(jamo), "xcb") == Chord(position)


@pytest.mark.parametrize(("jamo", "position"), SHIFTED_JAMO.items())
def test_a_double_consonant_says_that_shift_was_down(jamo, position):
    assert chord_of(typed(jamo, modifiers=SHIFT), "xcb") == Chord(position, shift=True)


def test_a_ctrl_chord_in_hangul_mode_is_the_same_chord():
    assert chord_of(key_event("Z", text="ㅋ", modifiers=CTRL), "wayland") == Chord("Z", ctrl=True)


def test_a_sign_typed_with_shift_is_its_place_with_shift():
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Question, SHIFT, 0, 0, 0, "?")
    assert chord_of(event, "offscreen") == Chord("/", shift=True)


def test_number_pad_digits_count_as_digits():
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, CTRL, 79 + 8, 0, 0, "1")
    assert chord_of(event, "xcb") == Chord("1", ctrl=True)


def test_each_platform_has_its_own_codes():
    on_windows = QKeyEvent(QEvent.Type.KeyPress, 0, SHIFT, 16, 0, 0, "ㅃ")
    on_mac = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, 1, 12, 0, "ㅂ")
    assert chord_of(on_windows, "windows") == Chord("Q", shift=True)
    assert chord_of(on_mac, "cocoa") == Chord("Q")


def test_both_code_tables_know_the_same_main_keys():
    assert set(MAC.values()) == set(EVDEV.values())


@pytest.mark.parametrize(
    "event",
    [
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, SHIFT, 65, 0, 0, " "),
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Hangul, Qt.KeyboardModifier.NoModifier),
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Hangul_Hanja, Qt.KeyboardModifier.NoModifier),
        QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, SHIFT),
        QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Q, Qt.KeyboardModifier.GroupSwitchModifier, 24, 0, 0
        ),
    ],
    ids=["shift-space", "hangul", "hanja", "bare shift", "altgr"],
)
def test_keys_of_the_input_method_are_left_alone(event):
    assert chord_of(event, "xcb") is None


@pytest.mark.parametrize(
    "text", ["Q", "Ctrl+Shift+Z", "Shift+/", "Ctrl+-", "Alt+F4", "`", "Ctrl+="]
)
def test_the_stored_form_reads_back(text):
    assert str(Chord.parse(text)) == text


@pytest.mark.parametrize("text", ["", "Ctrl+", "Hyper+Q", "Ctrl+Ä", "QQ"])
def test_what_is_no_key_is_refused(text):
    with pytest.raises(ValueError, match="not a key"):
        Chord.parse(text)


def test_people_read_a_question_mark():
    assert Chord.parse("Shift+/").label() == "?"

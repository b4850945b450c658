"""Keys by their place on the board, so that they work with Hangul switched on.

A key event is read as a :class:`Chord`: modifiers and a *position*, named by what the key
carries on a US board.  The place comes from the native code where the platform gives one
(X11 and Wayland: evdev + 8; Windows: set 1 scan codes, which equal evdev's in the main
block; macOS: virtual keys), then from Qt's key, then from the jamo the key typed.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

_ROWS: Final = (
    (2, "1 2 3 4 5 6 7 8 9 0 - ="),
    (16, "Q W E R T Y U I O P [ ]"),
    (30, "A S D F G H J K L ; ' `"),
    (43, "\\ Z X C V B N M , . /"),
)
EVDEV: Final[dict[int, str]] = {
    first + index: name for first, row in _ROWS for index, name in enumerate(row.split())
} | dict(zip((79, 80, 81, 75, 76, 77, 71, 72, 73, 82), "1234567890", strict=True))
"""Linux input codes (``linux/input-event-codes.h``), number pad included."""

_MAC_ROWS: Final = (
    "A 0 S 1 D 2 F 3 H 4 G 5 Z 6 X 7 C 8 V 9 B 11 Q 12 W 13 E 14 R 15 Y 16 T 17",
    "1 18 2 19 3 20 4 21 6 22 5 23 = 24 9 25 7 26 - 27 8 28 0 29 ] 30 O 31 U 32",
    "[ 33 I 34 P 35 L 37 J 38 ' 39 K 40 ; 41 \\ 42 , 43 / 44 N 45 M 46 . 47 ` 50",
)
MAC: Final[dict[int, str]] = {
    int(code): name
    for row in _MAC_ROWS
    for name, code in zip(row.split()[::2], row.split()[1::2], strict=True)
}
"""Virtual keys of ``HIToolbox/Events.h`` (ANSI)."""

JAMO: Final[dict[str, str]] = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
        "QWERTYUIOPASDFGHJKLZXCVBNM",
        strict=True,
    )
)
"""What each key types on the two-set Korean layout."""

SHIFTED_JAMO: Final[dict[str, str]] = dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))

_SHIFTED_SIGNS: Final[dict[str, str]] = dict(
    zip('!@#$%^&*()_+{}|:"~<>?', "1234567890-=[]\\;'`,./", strict=True)
)

_NAMED: Final[dict[int, str]] = {
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDown",
} | {Qt.Key.Key_F1 + index: f"F{index + 1}" for index in range(12)}

POSITIONS: Final = frozenset(EVDEV.values()) | frozenset(_NAMED.values())

_SHOWN: Final = {
    "Backspace": "⌫",
    "Enter": "⏎",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "-": "−",
}
_SHOWN_SHIFTED: Final = {"Shift+/": "?"}
_RESERVED: Final = frozenset({"Shift+Space", "Alt+Space"})


@dataclass(frozen=True, slots=True)
class Chord:
    """Modifiers and a position; ``str()`` gives the stored form, as in ``Ctrl+Shift+Z``.

    On macOS ``ctrl`` is the Command key, as Qt has it.
    """

    key: str
    ctrl: bool = False
    shift: bool = False
    alt: bool = False
    meta: bool = False

    @classmethod
    @cache  # the table's keys are read again whenever there are other actions
    def parse(cls, text: str) -> "Chord":
        """The chord of a stored form; raises ``ValueError`` when it is none."""
        *modifiers, key = text.split("+") if text != "+" else ["+"]
        if key not in POSITIONS or not set(modifiers) <= {"Ctrl", "Shift", "Alt", "Meta"}:
            raise ValueError(f"not a key: {text!r}")
        return cls(
            key,
            ctrl="Ctrl" in modifiers,
            shift="Shift" in modifiers,
            alt="Alt" in modifiers,
            meta="Meta" in modifiers,
        )

    @property
    def plain(self) -> bool:
        """Whether the dispatcher handles it: a key alone or with Shift, not F1 … F12."""
        function = self.key[0] == "F" and len(self.key) > 1
        return not (self.ctrl or self.alt or self.meta or function)

    @property
    def allowed(self) -> bool:
        """False for what input methods and window managers keep to themselves."""
        return str(self) not in _RESERVED

    def sequence(self) -> QKeySequence:
        """For a QAction's shortcut."""
        return QKeySequence(str(self).replace("Enter", "Return"))

    def label(self) -> str:
        """For people: as the platform writes it, with arrows and signs drawn."""
        if shown := _SHOWN_SHIFTED.get(str(self)):
            return shown
        native = self.sequence().toString(QKeySequence.SequenceFormat.NativeText)
        if self.key in _SHOWN:
            prefix = str(self).removesuffix(self.key)
            return prefix + _SHOWN[self.key]
        return native

    def __str__(self) -> str:
        names = (
            ("Ctrl+" if self.ctrl else "")
            + ("Alt+" if self.alt else "")
            + ("Shift+" if self.shift else "")
            + ("Meta+" if self.meta else "")
        )
        return names + self.key


def chord_of(event: QKeyEvent, platform: str | None = None) -> Chord | None:
    """What ``event`` asks for; None for bare modifiers, AltGr and reserved chords.

    ``platform`` is Qt's platform name; by default the running one.
    """
    modifiers = event.modifiers()
    if modifiers & Qt.KeyboardModifier.GroupSwitchModifier:
        return None
    position, shifted = _position(event, platform or QGuiApplication.platformName())
    if position is None:
        return None
    chord = Chord(
        position,
        ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        shift=shifted or bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        alt=bool(modifiers & Qt.KeyboardModifier.AltModifier),
        meta=bool(modifiers & Qt.KeyboardModifier.MetaModifier),
    )
    return chord if chord.allowed else None


def _position(event: QKeyEvent, platform: str) -> tuple[str | None, bool]:
    """The position, and whether the key's text alone says that Shift was down."""
    named = _NAMED.get(event.key())
    if named is not None:
        return named, event.key() == Qt.Key.Key_Backtab
    native = _native(event, platform)
    if native is not None:
        return native, False
    key = event.key()
    if Qt.Key.Key_Space < key <= Qt.Key.Key_AsciiTilde:
        char = chr(key)
        if char in _SHIFTED_SIGNS:
            return _SHIFTED_SIGNS[char], True
        return (char, False) if char in POSITIONS else (None, False)
    text = event.text() or (chr(key) if 0x3130 <= key <= 0x318F else "")
    if text in SHIFTED_JAMO:
        return SHIFTED_JAMO[text], True
    return JAMO.get(text), False


def _native(event: QKeyEvent, platform: str) -> str | None:
    if platform == "cocoa":
        return MAC.get(event.nativeVirtualKey())
    code = event.nativeScanCode()
    if platform == "windows":
        return EVDEV.get(code)
    return EVDEV.get(code - 8)

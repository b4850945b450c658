"""The look: two palettes, a little QSS, two font weights, one accent.

Tokens are the only place where the chrome's colours stand.  The colours of types belong to
the scheme and are adapted to the background by :func:`ink` and :func:`wash`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from juseok.core.resources import resource

GRID: Final = 8
"""Everything is placed on multiples (or halves) of 8 px."""

FAMILIES: Final = ["Pretendard", "NanumGothic"]
_FONT_FILES: Final = ("Pretendard-Regular.otf", "Pretendard-SemiBold.otf", "NanumGothic.ttf")
_POINTS: Final = 13
_AA: Final = 4.5


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``."""

    dark: bool
    page: str
    chrome: str
    raised: str
    hover: str
    line: str
    edge: str
    """Around what can be written in or chosen: clearer than ``line``."""
    text: str
    muted: str
    accent: str
    on_accent: str
    selected: str
    danger: str
    warning_wash: str


LIGHT: Final = Tokens(
    dark=False,
    page="#ffffff",
    chrome="#f7f7f5",
    raised="#ffffff",
    hover="#eeeeeb",
    line="#e3e3df",
    edge="#c6c8c6",
    text="#22252a",
    muted="#5f656e",
    accent="#2f5fc4",
    on_accent="#ffffff",
    selected="#e4ebf9",
    danger="#b3261e",
    warning_wash="#fdf3dc",
)
DARK: Final = Tokens(
    dark=True,
    page="#1b1d20",
    chrome="#151719",
    raised="#24272b",
    hover="#2c3036",
    line="#2d3035",
    edge="#4a4f57",
    text="#dfe1e5",
    muted="#969ca6",
    accent="#8ab0ff",
    on_accent="#10131a",
    selected="#26324a",
    danger="#ff8f86",
    warning_wash="#3a3220",
)


class Theme(QObject):
    """Keeps the application's palette in step with the system or the person's choice.

    ``changed`` is emitted after a new palette is in force.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self.tokens = LIGHT
        self._applied: Tokens | None = None
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def choice(self) -> str:
        return self._choice

    def choose(self, choice: str) -> None:
        """``system``, ``light`` or ``dark``."""
        self._choice = choice
        self._apply()

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        if self._choice == "system":
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            dark = self._choice == "dark"
        tokens = DARK if dark else LIGHT
        if tokens == self._applied:
            return
        first = self._applied is None
        self.tokens = self._applied = tokens
        self._app.setPalette(palette(tokens))
        self._app.setStyleSheet(stylesheet(tokens))
        if not first:
            self.changed.emit()


def register_fonts() -> None:
    """Make the bundled fonts known; Hanja come from NanumGothic."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))


@lru_cache(maxsize=64)
def ui_font(*, pixels: int = _POINTS, strong: bool = False) -> QFont:
    """The window's font: one of two weights, sized in device-independent pixels.

    Not to be changed by whoever gets it: a row that is painted asks for it several times.
    """
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def palette(tokens: Tokens) -> QPalette:
    """``tokens`` as a QPalette for the Fusion style."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, value in (
        (role.Window, tokens.chrome),
        (role.WindowText, tokens.text),
        (role.Base, tokens.page),
        (role.AlternateBase, tokens.chrome),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.chrome),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.danger),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.line),
        (role.Dark, tokens.line),
        (role.Shadow, tokens.line),
    ):
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, mix(tokens.muted, tokens.chrome, 0.45))
    return made


def mix(over: str | QColor, under: str | QColor, share: float) -> QColor:
    """``over`` at ``share`` (0–1) upon ``under``, opaque."""
    front, back = QColor(over), QColor(under)
    return QColor.fromRgbF(
        front.redF() * share + back.redF() * (1 - share),
        front.greenF() * share + back.greenF() * (1 - share),
        front.blueF() * share + back.blueF() * (1 - share),
    )


@lru_cache(maxsize=256)
def wash(color: str, tokens: Tokens) -> QColor:
    """A type's colour as a soft fill under text; not to be changed by whoever gets it."""
    return mix(color, tokens.page, 0.30 if tokens.dark else 0.18)


@lru_cache(maxsize=256)
def ink(color: str, tokens: Tokens) -> QColor:
    """A type's colour dark (or light) enough to be read: at least 4.5 to 1 (WCAG 2.1, AA).

    That is on the page, in a panel, in a row that is chosen, and on its own :func:`wash`.
    Not to be changed by whoever gets it.
    """
    target = "#ffffff" if tokens.dark else "#000000"
    plain = (tokens.page, tokens.chrome, tokens.hover, tokens.selected)
    grounds = (*(QColor(each) for each in plain), wash(color, tokens))
    for step in range(21):
        candidate = mix(target, color, step / 20)
        if min(contrast(candidate, ground) for ground in grounds) >= _AA:
            return candidate
    return QColor(target)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two opaque colours (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(color.redF())
        + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF())
    )


def stylesheet(tokens: Tokens) -> str:
    """``resources/theme.qss`` with the tokens put in (``@name@``).

    ``@look@`` is the folder of drawings (Lucide's, see ``icons``) and ``@scheme@`` light or
    dark: what a stylesheet draws itself cannot be tinted with the palette.
    """
    text = resource("theme.qss").read_text(encoding="utf-8")
    text = text.replace("@look@", resource("look").as_posix())
    text = text.replace("@scheme@", "dark" if tokens.dark else "light")
    for name in Tokens.__slots__:
        text = text.replace(f"@{name}@", str(getattr(tokens, name)))
    return text

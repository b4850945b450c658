"""Fonts and line metrics of the article view, by zone role."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from PySide6.QtGui import QFont, QFontMetricsF

from juseok.core.model import ZoneRole

Tone: TypeAlias = Literal["text", "muted", "faint"]


@dataclass(frozen=True, slots=True)
class TextSettings:
    """What a reader may adjust.  ``measure``: Hangul characters on a full line; ``quiet``: roles
    whose lines are greyed."""

    families: tuple[str, ...] = ("Pretendard", "NanumGothic")
    size: float = 17.0
    spacing: float = 1.8
    measure: int = 40
    quiet: frozenset[ZoneRole] = frozenset()


@dataclass(frozen=True, slots=True)
class LineFont:
    """One font with the places of a line in whole pixels, from the line's top.

    The text box (``box_top`` to ``box_bottom``) is what fills cover; above it stand chips,
    below it underlines.  Lines have one ``pitch`` whatever is drawn, so tagging moves no text.
    """

    font: QFont
    tone: Tone
    pitch: int
    box_top: int
    box_bottom: int
    baseline: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Role:
    scale: float = 1.0
    bold: bool = False
    tone: Tone = "text"
    spacing: float = 1.0
    before: float = 0.0
    after: float = 0.55


_ROLES: dict[ZoneRole, _Role] = {
    ZoneRole.TITLE: _Role(1.53, bold=True, spacing=0.8, before=0.15, after=0.5),
    ZoneRole.SUBTITLE: _Role(1.06, bold=True, tone="muted", spacing=0.9, after=0.3),
    ZoneRole.KICKER: _Role(0.85, bold=True, tone="muted", after=0.15),
    ZoneRole.HEADING: _Role(1.12, bold=True, spacing=0.9, before=0.7, after=0.35),
    ZoneRole.BYLINE: _Role(0.85, tone="muted", spacing=0.95, after=0.2),
    ZoneRole.DATELINE: _Role(0.85, tone="muted", spacing=0.95, after=0.2),
    ZoneRole.DATE: _Role(0.85, tone="muted", spacing=0.95, after=0.2),
    ZoneRole.PUBLISHER: _Role(0.85, tone="muted", spacing=0.95, after=0.2),
    ZoneRole.CAPTION: _Role(0.88, tone="muted", spacing=0.95, before=0.7, after=0.6),
    ZoneRole.CREDIT: _Role(0.85, tone="muted", spacing=0.95, after=0.4),
}
_APART = _Role(0.85, tone="faint", spacing=0.92, after=0.15)
"""Zones that are not part of the article: navigation, footers, related links."""
_BODY = _Role()


class Fonts:
    """The fonts for one setting, made once and shared by all blocks."""

    def __init__(self, settings: TextSettings) -> None:
        self.settings = settings
        self._lines: dict[ZoneRole, LineFont] = {}
        self.body = self.line(ZoneRole.BODY)
        self.chip = self._font(max(8.5, settings.size * 0.56), bold=True)
        self.label = self._font(max(9.0, settings.size * 0.6), bold=False)
        """The names of edges: low enough to stand between two lines."""
        self.note = self._font(max(9.0, settings.size * 0.65), bold=False)
        metrics = QFontMetricsF(self.body.font)
        self.hangul = metrics.horizontalAdvance("가")
        sample = "가나다라 마바 사아자 차카"
        self.average = metrics.horizontalAdvance(sample) / len(sample)
        self.column = round(self.hangul * settings.measure)

    def line(self, role: ZoneRole) -> LineFont:
        known = self._lines.get(role)
        if known is None:
            style = _style_of(role)
            if role in self.settings.quiet:
                style = replace(style, tone="faint")
            known = self._lines[role] = self._make(style)
        return known

    def _make(self, role: _Role) -> LineFont:
        size = self.settings.size * role.scale
        font = self._font(size, bold=role.bold)
        above, below = round(size * 0.90), round(size * 0.26)
        box = above + below
        pitch = max(round(size * self.settings.spacing * role.spacing), box + 6)
        top = round((pitch - box) * 0.6)
        return LineFont(
            font=font,
            tone=role.tone,
            pitch=pitch,
            box_top=top,
            box_bottom=top + box,
            baseline=top + above,
            before=round(self.settings.size * role.before),
            after=round(self.settings.size * role.after),
        )

    def _font(self, size: float, *, bold: bool) -> QFont:
        font = QFont()
        font.setFamilies(list(self.settings.families))
        font.setPixelSize(max(1, round(size)))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def _style_of(role: ZoneRole) -> _Role:
    if role in _ROLES:
        return _ROLES[role]
    return _BODY if role in (ZoneRole.BODY, ZoneRole.OTHER) else _APART

"""Colours of the article view, as data.  Pure: colours are ``#rrggbb``.

A type gives one colour; fill and ink are derived from it for a light and a dark page, so that
text on the fill and ink on the page keep a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3).
Type is never told by colour alone: each has a letter and an underline pattern.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from juseok.core.scheme import PATTERNS, Pattern

CONTRAST = 4.5
LIGHT_MUTED, DARK_MUTED = "#5f656e", "#969ca6"
"""The palest text that may stand on a fill: captions and bylines have mentions too."""


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How marks of one type look: soft ``fill``, strong ``ink``, ``pattern`` of the underline.

    ``letter`` is for chips of marks that bring none of their own.
    """

    fill: str
    ink: str
    pattern: Pattern = "solid"
    letter: str = ""


@dataclass(frozen=True, slots=True)
class ArticleTheme:
    """Every colour that the view draws with."""

    dark: bool
    paper: str
    text: str
    muted: str
    faint: str
    accent: str
    selection: str
    highlight: str
    current: str
    line: str
    warning: str
    suggestion: str
    claim: str
    styles: Mapping[str, TypeStyle] = field(default_factory=dict[str, TypeStyle])
    fallback: TypeStyle = TypeStyle("#e6e6e6", "#555555")

    def style(self, key: str) -> TypeStyle:
        return self.styles.get(key, self.fallback)


def light_theme(styles: Mapping[str, TypeStyle] | None = None) -> ArticleTheme:
    """White paper, near-black ink; the colours of the window's own light theme."""
    return ArticleTheme(
        dark=False,
        paper="#ffffff",
        text="#22252a",
        muted=LIGHT_MUTED,
        faint="#6d737c",
        accent="#2f5fc4",
        selection="#b8d3fb",
        highlight="#ffe58f",
        current="#f4f4f1",
        line="#e3e3df",
        warning="#c2410c",
        suggestion="#6d737c",
        claim="#7a4fb5",
        styles=styles or {},
        fallback=type_style("#777777", dark=False),
    )


def dark_theme(styles: Mapping[str, TypeStyle] | None = None) -> ArticleTheme:
    """A dark grey page, never black, with text that does not glare."""
    return ArticleTheme(
        dark=True,
        paper="#1b1d20",
        text="#dfe1e5",
        muted=DARK_MUTED,
        faint="#868c96",
        accent="#8ab0ff",
        selection="#34507f",
        highlight="#6b5a1e",
        current="#22252a",
        line="#2d3035",
        warning="#fb923c",
        suggestion="#8d949e",
        claim="#b794f0",
        styles=styles or {},
        fallback=type_style("#888888", dark=True),
    )


def type_style(
    color: str, *, dark: bool, letter: str = "", pattern: Pattern = "solid"
) -> TypeStyle:
    """Fill and ink from a type's one colour, both legible on the theme's page."""
    paper, muted = ("#1b1d20", DARK_MUTED) if dark else ("#ffffff", LIGHT_MUTED)
    share = 0.36 if dark else 0.24
    while contrast(muted, mix(color, paper, share)) < CONTRAST and share > 0.02:
        share -= 0.01
    fill = mix(color, paper, share)
    return TypeStyle(fill, legible(color, fill, paper, dark=dark), pattern, letter)


def type_styles(types: Iterable[tuple[str, str, str]], *, dark: bool) -> dict[str, TypeStyle]:
    """Styles by type id from (id, colour, letter); patterns are dealt out in turn."""
    return {
        key: type_style(color, dark=dark, letter=letter, pattern=PATTERNS[i % len(PATTERNS)])
        for i, (key, color, letter) in enumerate(types)
    }


def legible(color: str, *grounds: str, dark: bool) -> str:
    """``color`` drawn towards white or black until it stands out from ``grounds`` at 4.5:1."""
    target = "#ffffff" if dark else "#000000"
    for step in range(21):
        shade = mix(target, color, step / 20)
        if all(contrast(shade, ground) >= CONTRAST for ground in grounds):
            return shade
    return target


def mix(over: str, under: str, share: float) -> str:
    """``share`` of ``over`` on top of ``under``."""
    pairs = zip(_rgb(over), _rgb(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def contrast(left: str, right: str) -> float:
    """The contrast ratio of WCAG 2.1, between 1 and 21."""
    low, high = sorted((_luminance(left), _luminance(right)))
    return (high + 0.05) / (low + 0.05)


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

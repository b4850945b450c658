"""Colours of the article view, as data.  Pure: colours are ``#rrggbb``.

A type gives one colour; ``core.scheme_color`` makes fill and ink of it for each theme, with a
contrast of at least 4.5:1 (WCAG 2.1, 1.4.3).  Type is never told by colour alone: each has a
letter and an underline pattern.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from juseok.core.scheme import Pattern
from juseok.core.scheme_color import swatch

QUIET = 0.5
"""How much of a fill is left under muted text, which it would drown otherwise."""


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

    def ground(self, key: str, *, level: int = 0, quiet: bool = False) -> str:
        """The fill of a type: paler where it encloses others, and under muted text."""
        share = QUIET if quiet else 1.0
        if level:
            share *= max(0.45, 0.85 - 0.2 * level)
        return mix(self.style(key).fill, self.paper, share)


def light_theme(styles: Mapping[str, TypeStyle] | None = None) -> ArticleTheme:
    """White paper, near-black ink; the colours of the window's own light theme."""
    return ArticleTheme(
        dark=False,
        paper="#ffffff",
        text="#22252a",
        muted="#5f656e",
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
        muted="#969ca6",
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
    """Fill and ink of a type's one colour, as the scheme editor shows them too."""
    made = swatch(color, "dark" if dark else "light")
    return TypeStyle(made.fill, made.ink, pattern, letter)


@lru_cache(maxsize=1024)
def mix(over: str, under: str, share: float) -> str:
    """``share`` of ``over`` on top of ``under``."""
    pairs = zip(_rgb(over), _rgb(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)

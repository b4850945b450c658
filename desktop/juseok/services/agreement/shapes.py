"""Pictures as shapes: drawn once, shown by the window and written into a report as SVG.

Measures are pixels at the usual size.  A colour is ``#rrggbb`` or the name of a role, which each
theme has its own colour for: text, muted, line, page, accent, danger.
"""

from dataclasses import dataclass, field
from html import escape
from typing import Final, Literal, TypeAlias
from unicodedata import east_asian_width

Anchor: TypeAlias = Literal["start", "middle", "end"]

ROLES: Final = ("text", "muted", "line", "page", "raised", "accent", "danger")
HUES: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c8c8c")
"""Okabe and Ito (2008), told apart by the colour-blind; shapes and letters tell the rest."""

DASHES: Final = {"dash": "6 4", "dot": "2 3", "dashdot": "6 3 2 3"}
"""What of a line is drawn, and what not, in pixels, by pattern."""

MARKS: Final = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    w: float
    h: float
    fill: str = "accent"
    opacity: float = 1.0
    stroke: str = ""
    round: float = 0.0


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points; ``pattern``: solid, dash, dot or dashdot."""

    points: tuple[tuple[float, float], ...]
    color: str = "line"
    width: float = 1.0
    pattern: str = "solid"


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark; ``hollow`` where it rests on too few."""

    x: float
    y: float
    r: float = 4.5
    color: str = "accent"
    mark: str = "circle"
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words whose base line is at ``y``."""

    x: float
    y: float
    text: str
    color: str = "text"
    size: float = 13
    anchor: Anchor = "start"
    strong: bool = False


Shape: TypeAlias = Rect | Path | Dot | Text


@dataclass(frozen=True, slots=True)
class Area:
    """A part that speaks: ``words`` are read out and shown as a hint; ``key`` says what it is."""

    x: float
    y: float
    w: float
    h: float
    key: str
    words: str


@dataclass(slots=True)
class Picture:
    """``words`` say in a sentence what it shows."""

    width: float
    height: float
    words: str
    shapes: list[Shape] = field(default_factory=list[Shape])
    areas: list[Area] = field(default_factory=list[Area])


def breadth(text: str, size: float = 13) -> float:
    """About how wide ``text`` is: a Hangul syllable nearly as wide as high, a letter half that."""
    wide = sum(east_asian_width(char) in "WF" for char in text)
    return size * (0.9 * wide + 0.56 * (len(text) - wide))


def shortened(text: str, room: float, size: float = 13) -> str:
    """``text``, or as much of it as there is room for, with …"""
    if breadth(text, size) <= room:
        return text
    while text and breadth(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def mark_points(dot: Dot) -> tuple[tuple[float, float], ...]:
    """The corners of a mark; none for a circle."""
    x, y, r = dot.x, dot.y, dot.r
    match dot.mark:
        case "square":
            s = r * 0.9
            return (x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)
        case "triangle":
            return (x, y - r * 1.15), (x + r * 1.1, y + r * 0.85), (x - r * 1.1, y + r * 0.85)
        case "diamond":
            s = r * 1.25
            return (x, y - s), (x + s, y), (x, y + s), (x - s, y)
        case _:
            return ()


def svg(picture: Picture) -> str:
    """The picture for a page; roles are its CSS variables."""
    size = f"{picture.width:g} {picture.height:g}"
    parts = [
        f'<svg viewBox="0 0 {size}" role="img" width="{picture.width:g}" '
        f'height="{picture.height:g}"><title>{escape(picture.words)}</title>'
    ]
    parts += map(_svg, picture.shapes)
    parts += (
        f'<rect x="{each.x:g}" y="{each.y:g}" width="{each.w:g}" height="{each.h:g}" '
        f'fill="transparent"><title>{escape(each.words)}</title></rect>'
        for each in picture.areas
    )
    return "".join(parts) + "</svg>"


def _color(name: str) -> str:
    return f"var(--{name})" if name in ROLES else escape(name)


def _svg(shape: Shape) -> str:
    match shape:
        case Rect(x, y, w, h, fill, opacity, stroke, round_):
            edge = f' stroke="{_color(stroke)}"' if stroke else ""
            faint = f' fill-opacity="{opacity:.3g}"' if opacity < 1 else ""
            bent = f' rx="{round_:g}"' if round_ else ""
            return (
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}"'
                f'{bent} fill="{_color(fill)}"{faint}{edge}/>'
            )
        case Path(points, color, width, pattern):
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            dashes = DASHES.get(pattern, "")
            broken = f' stroke-dasharray="{dashes}"' if dashes else ""
            return (
                f'<polyline points="{line}" fill="none" stroke="{_color(color)}" '
                f'stroke-width="{width:g}" stroke-linejoin="round"{broken}/>'
            )
        case Dot():
            return _svg_dot(shape)
        case Text(x, y, text, color, size, anchor, strong):
            heavy = ' font-weight="600"' if strong else ""
            return (
                f'<text x="{x:.1f}" y="{y:.1f}" fill="{_color(color)}" font-size="{size:g}" '
                f'text-anchor="{anchor}"{heavy}>{escape(text)}</text>'
            )


def _svg_dot(dot: Dot) -> str:
    fill = "var(--page)" if dot.hollow else _color(dot.color)
    look = f'fill="{fill}" stroke="{_color(dot.color)}" stroke-width="1.8"'
    corners = mark_points(dot)
    if not corners:
        return f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.r:g}" {look}/>'
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{line}" {look}/>'

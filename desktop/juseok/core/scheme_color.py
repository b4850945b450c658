"""From one hue to what a theme paints: fill, ink and edge that keep their contrast.

A type has one colour in the scheme.  Each theme asks here for a soft fill under the text,
an ink for chips and labels, and an edge for underlines and bars.  Computed in OKLCH
(Ottosson 2020), where equal steps of lightness look equal; contrast as in WCAG 2.1.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark"]
_Triple: TypeAlias = tuple[float, float, float]

TEXT_CONTRAST: Final = 4.5
EDGE_CONTRAST: Final = 3.0
PAGES: Final[dict[Theme, str]] = {"light": "#ffffff", "dark": "#1c1e22"}
_STEP: Final = 0.01


@dataclass(frozen=True, slots=True)
class Swatch:
    """Colours ``#rrggbb`` of a type in one theme.

    ``ink`` reads on ``fill`` and on the page at 4.5:1 or better, ``edge`` on the page at 3:1.
    """

    fill: str
    ink: str
    edge: str


@cache
def swatch(color: str, theme: Theme, page: str = "") -> Swatch:
    """The colours of hue ``color`` (``#rrggbb``) in ``theme`` on ``page`` (the theme's own if "").

    Raises ``ValueError`` when a colour is not of that form.
    """
    ground = page or PAGES[theme]
    lightness, chroma, hue = _oklch(color)
    if theme == "light":
        fill = _hex((0.90 + 0.05 * lightness, min(chroma * 0.42, 0.075), hue))
        start, step = min(lightness, 0.62), -_STEP
    else:
        fill = _hex((0.30 + 0.06 * lightness, min(chroma * 0.45, 0.07), hue))
        start, step = max(lightness, 0.70), _STEP
    ink = _reaching(start, step, (chroma, hue), grounds=(fill, ground), wanted=TEXT_CONTRAST)
    edge = _reaching(lightness, step, (chroma, hue), grounds=(ground,), wanted=EDGE_CONTRAST)
    return Swatch(fill, ink, edge)


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours ``#rrggbb``: 1 (same) to 21 (black and white)."""
    first, second = _luminance(one), _luminance(other)
    dark, light = (first, second) if first < second else (second, first)
    return (light + 0.05) / (dark + 0.05)


def _reaching(
    start: float,
    step: float,
    tint: tuple[float, float],
    *,
    grounds: tuple[str, ...],
    wanted: float,
) -> str:
    """The first lightness from ``start`` on at which the tint stands out from all grounds."""
    lightness = start
    while 0 < lightness < 1:
        found = _hex((lightness, *tint))
        for ground in grounds:
            if contrast(found, ground) < wanted:
                break
        else:
            return found
        lightness += step
    return "#000000" if step < 0 else "#ffffff"


def _linear_of(color: str) -> _Triple:
    """The linear channels of ``#rrggbb``."""
    if len(color) != 7 or color[0] != "#":
        raise ValueError(f"not a colour of the form #rrggbb: {color!r}")
    red, green, blue = bytes.fromhex(color[1:])
    return _linear(red), _linear(green), _linear(blue)


@cache
def _linear(level: int) -> float:
    """A channel of 0 to 255 in light."""
    channel = level / 255
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


@cache
def _luminance(color: str) -> float:
    red, green, blue = _linear_of(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(color: str) -> _Triple:
    red, green, blue = _linear_of(color)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(color: _Triple) -> str:
    """``#rrggbb`` of an OKLCH colour; chroma is lowered until the screen can show it."""
    lightness, chroma, hue = color
    along, across = math.cos(hue), math.sin(hue)
    while True:
        channels = red, green, blue = _linear_rgb(lightness, chroma * along, chroma * across)
        if chroma <= 0 or (_fits(red) and _fits(green) and _fits(blue)):
            break
        chroma = max(0.0, chroma - 0.004)
    levels = [round(255 * _gamma(min(1.0, max(0.0, channel)))) for channel in channels]
    return f"#{bytes(levels).hex()}"


def _fits(channel: float) -> bool:
    """Whether the screen can show a linear channel, but for what rounding takes away."""
    return -1e-4 <= channel <= 1 + 1e-4


def _linear_rgb(lightness: float, a: float, b: float) -> _Triple:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )

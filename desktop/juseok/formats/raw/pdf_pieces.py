"""The lines of a page of a PDF whose words are painted one by one, as Qt paints them.

Each word is placed from the page's corner again, which pypdf takes for the end of a line.  Here
the pieces go into lines by where they stand; they come in the order in which they were painted.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple
from unicodedata import east_asian_width

_FEW: Final = 10
"""Lines; a page with fewer may well be a list of words."""
_SHORT: Final = 5
"""Code points, blanks left out: lines of most such a length are words."""
_LEVEL: Final = 0.5
"""Of the size of the letters: pieces that are nearer than that, up or down, are in one line."""
_GAP: Final = 0.3
"""Of the size of the letters: how far apart words are where no blank was painted."""


class _Piece(NamedTuple):
    x: float
    y: float
    size: float
    text: str


def are_words(lines: Sequence[str]) -> bool:
    """Whether ``lines`` are words rather than lines."""
    lengths = sorted(len("".join(line.split())) for line in lines)
    return len(lines) >= _FEW and lengths[len(lines) * 3 // 4] <= _SHORT


def lines_of(page: Any) -> list[str]:
    """The lines of ``page`` (of pypdf), each with the blank that may be at its end."""
    pieces: list[_Piece] = []

    def take(text: str, above: Sequence[float], at: Sequence[float], _: Any, size: float) -> None:
        words = text.replace("\n", "").replace("\t", " ")
        if words:
            x = above[0] * at[4] + above[2] * at[5] + above[4]
            y = above[1] * at[4] + above[3] * at[5] + above[5]
            height = abs(above[3] * at[3]) * (size or 1)
            pieces.append(_Piece(x, y, height or 1, words))

    page.extract_text(visitor_text=take)
    lines: list[list[str]] = []
    before: _Piece | None = None
    for piece in pieces:
        if before is None or not _goes_on(before, piece):
            lines.append([])
        elif piece.x - _end(before) > _GAP * piece.size and not before.text[-1].isspace():
            lines[-1].append(" ")
        lines[-1].append(piece.text)
        before = piece
    return ["".join(line) for line in lines]


def _goes_on(before: _Piece, piece: _Piece) -> bool:
    size = max(before.size, piece.size)
    is_level = abs(piece.y - before.y) <= _LEVEL * size
    return is_level and piece.x >= before.x - size


def _end(piece: _Piece) -> float:
    """About where a piece ends, by the widths that letters usually have."""
    widths = sum(1.0 if east_asian_width(sign) in "WF" else 0.5 for sign in piece.text)
    return piece.x + widths * piece.size

"""Quotations: what stands between “ ” or " ", found line by line in linear time.

Single quotes are left alone: in Korean news they set off terms.  A mark that its line never
closes is no quotation, so that one slip of a typesetter cannot swallow an article.
"""

import re
from typing import Final

_MARK: Final = re.compile('[“”„"＂\n]')
_OPEN: Final = "“„"
_CLOSE: Final = "”"


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The inner extents ``[start, end)`` of the quotations in ``text[start:end]``, in order.

    The marks themselves are outside; empty quotations are left out.  A straight mark opens
    where none is open and closes where one is.
    """
    found: list[tuple[int, int]] = []
    opened = -1
    for mark in _MARK.finditer(text, start, end):
        sign = mark[0]
        if sign == "\n":
            opened = -1
        elif sign in _OPEN or (opened < 0 and sign != _CLOSE):
            opened = mark.end()
        elif opened >= 0:
            if opened < mark.start():
                found.append((opened, mark.start()))
            opened = -1
    return found


def next_quotation(text: str, after: int) -> tuple[int, int] | None:
    """The first quotation that begins at or after ``after``; None when there is none."""
    line = text.rfind("\n", 0, after) + 1
    while line <= len(text):
        stop = text.find("\n", line)
        stop = len(text) if stop < 0 else stop
        for left, right in quotations(text, line, stop):
            if left >= after:
                return left, right
        line = stop + 1
    return None

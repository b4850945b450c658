"""English that agrees with the numbers in it.

Templates mark what a number decides: ``{count} claim(s)`` is 1 claim or 2 claims,
``{count} entit(y|ies) (is|are)`` 1 entity is or 2 entities are.  The number is that of the nearest
parameter before the mark that has one.
"""

import re
from collections.abc import Mapping
from typing import Final

_MARK: Final = re.compile(r"\{([a-z_0-9]+)\}|\((?:s|([a-z]*)\|([a-z]*))\)")
_NUMBER: Final = re.compile(r"\d[\d,]*")


def agreed(template: str, params: Mapping[str, object]) -> str:
    """``template`` with every mark in the form that the numbers in ``params`` ask for.

    Parameters stay to be put in, so that nothing in their values is taken for a mark.  A mark
    with no number before it stays as it is.
    """
    number: str | None = None

    def form(match: re.Match[str]) -> str:
        nonlocal number
        if match[1] is not None:
            value = str(params.get(match[1], ""))
            number = value if _NUMBER.fullmatch(value) else number
            return match[0]
        if number is None:
            return match[0]
        one, many = ("", "s") if match[2] is None else (match[2], match[3])
        return one if number == "1" else many

    return _MARK.sub(form, template)

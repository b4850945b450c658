"""Halves of surrogate pairs: JSON can say them (``\\ud800``), but no text can have them.

Python reads them without a word and fails much later, where such a text is written.
"""

import json
import re
from typing import Final

_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


def has_half_pair(value: object, source: str) -> bool:
    """Whether a string in ``value``, read from the JSON ``source``, has half of a pair."""
    if "\\u" not in source or _HALF.search(source) is None:
        return False
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False

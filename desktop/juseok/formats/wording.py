"""What tables and graphs say in one text: several values, places, words in several fragments."""

import re
from collections.abc import Iterable
from typing import Final

from juseok.core.spans import Spans

BAR: Final = " | "
GAP: Final = " … "
"""Between the words of fragments."""
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def listed(items: Iterable[str]) -> str:
    """Several texts in one cell.

    >>> listed(["한빛", "a|b"])
    '한빛 | a\\\\|b'
    """
    return BAR.join(each.replace("\\", "\\\\").replace("|", "\\|") for each in items)


def unlisted(cell: str) -> list[str]:
    """What :func:`listed` put into one cell.

    >>> unlisted("한빛 | a\\\\|b")
    ['한빛', 'a|b']
    """
    return [_ESCAPED.sub(r"\1", each) for each in cell.split(BAR)] if cell else []


def places_of(spans: Spans) -> str:
    """Where ``spans`` are: ``0-4;9-12``."""
    return ";".join(f"{span.start}-{span.end}" for span in spans)


def words_of(spans: Spans) -> str:
    return spans[0].quote if len(spans) == 1 else GAP.join(span.quote for span in spans)

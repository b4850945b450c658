"""What a person sees and changes between the plan of an import and the import itself."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from juseok.core.model import ZoneRole
from juseok.lang.extract.edit import (
    RepeatedLines,
    replace,
    rezone_all_like,
    without_boilerplate,
)
from juseok.services.import_plan import PlannedPage

WINDOW = 1000
"""Pages that are held at a time to see which lines repeat."""


def mark_boilerplate(pages: Iterable[PlannedPage], window: int = WINDOW) -> Iterator[PlannedPage]:
    """``pages`` with the lines that repeat across them as navigation or foot.

    A stream: what repeats is judged by the pages up to the end of each window.
    """
    repeated = RepeatedLines()
    stream = iter(pages)
    while held := list(islice(stream, window)):
        for page in held:
            for draft in page.extraction.articles:
                repeated.add(draft)
        lines = repeated.found()
        for page in held:
            extraction = page.extraction
            for index, draft in enumerate(extraction.articles):
                clean = without_boilerplate(draft, lines)
                if clean is not draft:
                    extraction = replace(extraction, index, clean)
            yield dataclasses.replace(page, extraction=extraction)


def review_order(pages: Sequence[PlannedPage]) -> list[tuple[int, int]]:
    """Page and article number of every article, the most doubtful first.

    A page without any article comes before all others, as ``(page, -1)``.
    """
    found: list[tuple[float, int, int]] = []
    for number, page in enumerate(pages):
        if not page.extraction.articles:
            found.append((float("-inf"), number, -1))
        for index, draft in enumerate(page.extraction.articles):
            found.append((-draft.doubt, number, index))
    return [(number, index) for _, number, index in sorted(found)]


def rezone_everywhere(
    pages: Sequence[PlannedPage], line: str, role: ZoneRole
) -> tuple[PlannedPage, ...]:
    """``pages`` with every line of an article that reads ``line`` in ``role``."""
    changed: list[PlannedPage] = []
    for page in pages:
        drafts = rezone_all_like(page.extraction.articles, line, role)
        extraction = dataclasses.replace(page.extraction, articles=drafts)
        changed.append(dataclasses.replace(page, extraction=extraction))
    return tuple(changed)

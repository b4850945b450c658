"""What a person sees and changes between the plan of an import and the import itself."""

import dataclasses
from collections.abc import Iterable, Iterator
from itertools import islice

from juseok.lang.extract.edit import (
    RepeatedLines,
    replace,
    without_boilerplate,
)
from juseok.services.importing.plan import PlannedPage

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

"""Corrections by hand to planned pages, put onto the same pages when they are read anew."""

import dataclasses
from dataclasses import dataclass

from juseok.core.model import Metadata
from juseok.lang.extract import ArticleDraft
from juseok.services.importing.packed import PackedPage, pack
from juseok.services.importing.plan import PlannedPage


@dataclass(slots=True)
class Corrections:
    """Pages by name, each as it was read and as it was corrected; those put back are gone."""

    pages: dict[str, tuple[PackedPage, PackedPage]]

    def onto(self, page: PackedPage) -> PackedPage:
        """``page``, read anew, with what was corrected; itself where its text is another."""
        pair = self.pages.get(page.name)
        if pair is None:
            return page
        before, corrected, new = pair[0].page(), pair[1].page(), page.page()
        if before.extraction.text != new.extraction.text:
            return page
        del self.pages[page.name]
        return pack(carried(before, corrected, new))


def carried(before: PlannedPage, corrected: PlannedPage, new: PlannedPage) -> PlannedPage:
    """``new`` with the articles and zones of ``corrected``; all three have the same text.

    What is known of an article is what was read anew, but for what was corrected by hand.  Where
    the page was parted otherwise nobody can tell which article is which: there the corrected
    ones are taken whole.
    """
    held = corrected.extraction.articles
    pairs = before.extraction.articles, new.extraction.articles
    if len(held) == len(pairs[0]) == len(pairs[1]):
        held = tuple(map(_told, pairs[0], held, pairs[1]))
    return dataclasses.replace(
        new, extraction=dataclasses.replace(corrected.extraction, articles=held)
    )


def _told(before: ArticleDraft, corrected: ArticleDraft, new: ArticleDraft) -> ArticleDraft:
    by_hand = {
        item.name: getattr(corrected.metadata, item.name)
        for item in dataclasses.fields(Metadata)
        if getattr(corrected.metadata, item.name) != getattr(before.metadata, item.name)
    }
    return dataclasses.replace(corrected, metadata=dataclasses.replace(new.metadata, **by_hand))

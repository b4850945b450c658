"""What one has decided before, held against what is proposed: what is sure, wanted, or tiresome."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from juseok.core.model import Article, Mention, Rejection
from juseok.services.entities.index import name_key
from juseok.services.suggestions.candidates import FIGURE, TITLE, TITLES
from juseok.services.suggestions.suggesting import Proposal

_USUAL: Final = 10
"""As many values of a type show that a project tags them."""

_TITLES: Final = 5
_TITLES_HERE: Final = 2
"""As many titles show that they are wanted beside their persons: in the project, or here."""

_TIRESOME: Final = 2
"""As many times a name is rejected in an article, and more often than tagged, it stays away."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """``uses``: how many mentions of each type one's own layer and the gold have.

    ``tagged`` and ``refused``: how often each wording was, in this article.  ``here``: how many
    mentions of each type this article has.
    """

    text: str
    uses: Mapping[str, int] = field(default_factory=dict[str, int])
    here: Mapping[str, int] = field(default_factory=dict[str, int])
    tagged: Mapping[str, int] = field(default_factory=dict[str, int])
    refused: Mapping[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def of(
        cls,
        *,
        article: Article,
        layer: str,
        uses: Mapping[str, int],
        mentions: Sequence[Mention],
        rejections: Iterable[Rejection],
    ) -> "Precedent":
        """From the decisions of the owner of ``layer``."""
        own = [each for each in mentions if each.layer == layer]
        refused = [each for each in rejections if each.layer == layer and each.sort == "mention"]
        return cls(
            article.text,
            uses,
            Counter(each.type for each in own),
            Counter(name_key(each.spans[0].quote) for each in own if refused),
            Counter(name_key(each.spans[0].quote) for each in refused),
        )

    def weigh(self, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
        """``proposals`` without those that nobody here wants, and those told that are sure."""
        titled = self.uses.get(TITLE, 0) >= _TITLES or self.here.get(TITLE, 0) >= _TITLES_HERE
        for each in proposals:
            if each.sort != "mention":
                yield each
                continue
            refused = self._times(self.refused, each)
            if refused >= _TIRESOME and refused > self._times(self.tagged, each):
                continue
            if each.source == TITLES and not titled:
                continue
            usual = each.reason.code == FIGURE and self.uses.get(each.type, 0) >= _USUAL
            sure = (each.sure or usual) and not refused
            yield each if sure == each.sure else replace(each, sure=sure)

    def _times(self, counts: Mapping[str, int], one: Proposal) -> int:
        if not counts:
            return 0
        start, end = one.spans[0][0], one.spans[-1][1]
        return counts.get(name_key(self.text[start:end]), 0)

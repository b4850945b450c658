"""Why versions are not right: the usual reasons and a project's own, and what was said so far."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal

from juseok.core.review_model import REASONS
from juseok.store.reader import Reader
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.review.words import reason_words

_OWN: Final = 30
_NOTHING: Final[Mapping[str, str]] = {}


class Reasons(QObject):
    """``changed``: a reason was given to a version of the item in hand."""

    changed = Signal()

    def __init__(self, review: Reviewing) -> None:
        super().__init__(review)
        self._review = review
        self._own: list[str] = []
        self._said: dict[tuple[str, str], dict[str, str]] = {}
        review.begun.connect(self._read)

    @classmethod
    def of(cls, review: Reviewing) -> "Reasons":
        """Those of a review; made when they are first asked for."""
        found = review.findChild(cls)
        return found if found is not None else cls(review)

    def listed(self) -> list[tuple[str, str]]:
        """Every reason that can be chosen, with its words: the usual ones first, then the
        project's own, the latest first."""
        usual = [(reason, reason_words(reason)) for reason in REASONS]
        return usual + [(reason, reason) for reason in self._own]

    def remember(self, reason: str) -> None:
        """A reason was given: one of a person's own is offered from now on."""
        if reason and reason not in REASONS:
            self._own = [reason, *(each for each in self._own if each != reason)][:_OWN]

    def said(self, key: str) -> Mapping[str, str]:
        """Layer → what was said of its version of an item that is not decided yet."""
        return self._said.get((self._review.page.article, key), _NOTHING)

    def say(self, key: str, layer: str, reason: str) -> None:
        """Keep a reason until the item is decided."""
        self.remember(reason)
        self._said.setdefault((self._review.page.article, key), {})[layer] = reason
        self.changed.emit()

    def decided(self, key: str) -> None:
        """They went into the verdict."""
        self._said.pop((self._review.page.article, key), None)

    def _read(self) -> None:
        self._review.session.tasks.run(
            lambda reader, _: _own_of(reader), self._take, slot="reasons of a review"
        )

    def _take(self, found: list[str]) -> None:
        self._own = [*self._own, *(each for each in found if each not in self._own)][:_OWN]


def _own_of(reader: Reader) -> list[str]:
    return [reason for reason in reader.reviews.reasons() if reason not in REASONS]

"""What a writer of documents counts as it goes, and the report that comes of it."""

from collections import Counter
from typing import NamedTuple

from juseok.formats.base import Report
from juseok.formats.document import Document, Feature, Support, features_of, kinds_of, losses
from juseok.formats.manifest import Manifest


class Counted(NamedTuple):
    """How often each feature occurs in a document, and how many records of each kind it has."""

    features: Counter[Feature]
    kinds: Counter[str]


def counted(document: Document) -> Counted:
    """What there is to count of ``document``."""
    return Counted(features_of(document), kinds_of(document))


class Tally:
    """The features and kinds of the documents that were added.

    ``form`` is the id of the format or its family, ``support`` what becomes of each feature;
    ``returns``: an import brings back what is mapped.
    """

    def __init__(self, support: Support, *, form: str, returns: bool = True) -> None:
        self._support, self._form, self._returns = support, form, returns
        self.features: Counter[Feature] = Counter()
        self.kinds: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        """Count ``document``, which is written."""
        self.count(counted(document))

    def count(self, found: Counted) -> None:
        """Count a document that is written, by what there is to count of it."""
        self.features.update(found.features)
        self.kinds.update(found.kinds)

    def losses(self) -> Report:
        """What became of the features."""
        return losses(self.features, self._support, form=self._form, returns=self._returns)

    def report(self) -> Report:
        """How much was written, and what became of the features."""
        return Report(written=self.kinds["article"], kinds=dict(self.kinds)) + self.losses()

    def manifest(self, manifest: Manifest) -> bytes:
        """``manifest`` with the counts."""
        return manifest.data(self.kinds, self.features, self._support)

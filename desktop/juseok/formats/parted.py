"""Writers that make each document by itself, so that several processes can share an export.

What is made of a document is plain values: bytes, counts and sets.  One process puts together what
came of all of them, in their order, so the files are the same whoever made their parts.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

from juseok.formats.base import Report
from juseok.formats.document import About, Document

MadeT = TypeVar("MadeT")


class PartedWriter(ABC, Generic[MadeT]):
    """A :class:`~juseok.formats.document.DocumentWriter` whose documents know nothing of each
    other."""

    def shared(self, about: About) -> bool:
        """Whether several processes may make its documents."""
        del about
        return True

    @abstractmethod
    def maker(self, about: About) -> Callable[[Document], MadeT]:
        """What makes a document; in another process it gives the same.

        It raises ``SpanError`` where a span does not prove.
        """

    @abstractmethod
    def put(self, made: Iterable[MadeT], path: Path, *, about: About) -> Report:
        """Write what was made to the new ``path``; raises ``OSError``."""

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write the new ``path``; raises ``OSError``, and ``SpanError`` where a span does not
        prove."""
        return self.put(map(self.maker(about), documents), path, about=about)

"""Writers that make each document by itself, and readers that read each file by itself, so that
several processes can share an export or an import.

What a writer makes of a document is plain values: bytes, counts and sets.  One process puts
together what came of all of them, in their order, so the files are the same whoever made their
parts; and what is read is the same whoever read it.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from juseok.formats.base import Report, ReportBuilder
from juseok.formats.document import About, Document

MadeT = TypeVar("MadeT")
Passed: TypeAlias = Counter[tuple[str, str]]
"""What files have that is not read, by its sort and name: how often."""


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


class PartedReader(ABC):
    """A :class:`~juseok.formats.document.DocumentReader` whose files know nothing of each other."""

    id: str

    @abstractmethod
    def files(self, path: Path, *, report: ReportBuilder) -> Sequence[Path]:
        """The files of the folder ``path``, or itself, in the order in which they are read; folders
        that may not be looked into are told."""

    @abstractmethod
    def documents(
        self, files: Iterable[Path], root: Path, *, report: ReportBuilder, passed: Passed
    ) -> Iterator[Document]:
        """The documents of ``files``, some of those of ``root``; in another process the same.

        What is told of all files together is added to ``passed``.
        """

    def tell(self, passed: Passed, report: ReportBuilder) -> None:
        """Tell what is told of all files together: nothing, as a rule."""
        del passed, report

    def read(self, path: Path, *, report: ReportBuilder) -> Iterator[Document]:
        """The documents of ``path`` in order of the names of its files; see
        :class:`~juseok.formats.document.DocumentReader`."""
        yield from self.read_files(self.files(path, report=report), path, report=report)

    def read_files(
        self, files: Sequence[Path], root: Path, *, report: ReportBuilder
    ) -> Iterator[Document]:
        """The documents of ``files``, which are those of ``root``."""
        passed: Passed = Counter()
        yield from self.documents(files, root, report=report, passed=passed)
        self.tell(passed, report)

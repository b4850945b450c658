"""Reading CAS XMI and CAS JSON, one file an article, from files, folders and archives."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Final

from juseok.core.errors import FormatError, TextError
from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import casjson, xmi
from juseok.formats.cas.graph import Graph
from juseok.formats.cas.inward import Source, document_of
from juseok.formats.cas.names import JSON, JSON_NAMES, XMI, XMI_NAMES
from juseok.formats.cas.sources import Entry, Sources, TypesBeside, files_of, holds
from juseok.formats.cas.structures import TypeSystem, graph_of
from juseok.formats.document import Document
from juseok.formats.parted import PartedReader, Passed

_SHOWN: Final = 40
"""Types that are named of those that were left out."""
_PASSED: Final = "passed"
_ELSEWHERE: Final = "elsewhere"
_UNREAD: Final = "unread"


class CasReader(PartedReader):
    """What readers of graphs have in common: where files are, and what is told of them."""

    suffix: ClassVar[str]
    _beside: TypesBeside | None = None
    """Where types are looked up that files do not have within."""

    @abstractmethod
    def is_head(self, head: bytes) -> bool:
        """Whether the first bytes of a file are those of the format."""

    @abstractmethod
    def graph(self, entry: Entry, report: ReportBuilder) -> Graph:
        """What one file holds; raises ``FormatError``."""

    def recognises(self, path: Path) -> bool:
        """By content; a folder or an archive by its first files."""
        return holds(path, self.suffix, self.is_head)

    def files(self, path: Path, *, report: ReportBuilder) -> list[Path]:
        return files_of(path, self.suffix, report)

    def documents(
        self, files: Iterable[Path], root: Path, *, report: ReportBuilder, passed: Passed
    ) -> Iterator[Document]:
        for entry in Sources(self.suffix, report, self._beside).entries(files, root):
            source = Source(entry.name, entry.file, entry.annotator)
            try:
                graph = self.graph(entry, report)
                document = document_of(graph, source, report=report)
            except (FormatError, TextError) as error:
                report.refuse(error.message, file=entry.file)
                continue
            for sort, counts in (
                (_PASSED, graph.passed), (_ELSEWHERE, graph.elsewhere), (_UNREAD, graph.unread)
            ):  # fmt: skip
                for name, count in counts.items():
                    passed[sort, name] += count
            yield document

    def tell(self, passed: Passed, report: ReportBuilder) -> None:
        """The most frequent of each sort by name, and how many others there are."""
        (words, rest), (far, also), (unread, more) = (
            _most(passed, sort) for sort in (_PASSED, _ELSEWHERE, _UNREAD)
        )
        for type_, count in words:
            report.note(Message("cas.passed", type=type_, count=count))
        for type_, count in far:
            report.change(Message("cas.elsewhere", type=type_, count=count))
        for name, count in unread:
            report.change(Message("json.passed_over", name=name[:60], count=count))
        if rest:
            report.note(Message("cas.more", count=len(rest), times=sum(rest)))
        if lost := [*also, *more]:
            report.change(Message("cas.more", count=len(lost), times=sum(lost)))


def _most(passed: Passed, sort: str) -> tuple[list[tuple[str, int]], list[int]]:
    """The most frequent of a sort, those that are alike by name; and the counts of the others."""
    counts = [(name, count) for (of, name), count in passed.items() if of == sort]
    counts.sort(key=lambda each: (-each[1], each[0]))
    return counts[:_SHOWN], [count for _, count in counts[_SHOWN:]]


class XmiReader(CasReader):
    """Reads ``.xmi`` with the ``TypeSystem.xml`` beside it."""

    id: str = XMI
    names: Mapping[str, str] = XMI_NAMES
    extensions: tuple[str, ...] = (".xmi",)
    suffix = ".xmi"

    def __init__(self) -> None:
        self._beside = TypesBeside()
        self._types: tuple[bytes, TypeSystem] = (b"", TypeSystem())

    def is_head(self, head: bytes) -> bool:
        plain = head.replace(b"\0", b"")  # UTF-16 too
        return b"http://www.omg.org/XMI" in plain and b"/uima/cas.ecore" in plain

    def graph(self, entry: Entry, report: ReportBuilder) -> Graph:
        if entry.types is None:
            report.note(Message("cas.no_types"), file=entry.file)
        elif entry.types != self._types[0]:
            self._types = entry.types, xmi.load_types(entry.types)
        types = TypeSystem() if entry.types is None else self._types[1]

        def refuse(message: Message, line: int | None) -> None:
            report.refuse(message, file=entry.file, line=line)

        found = xmi.load_xmi(entry.data, types, refuse)
        return graph_of(found, file=entry.file, report=report)


class JsonReader(CasReader):
    """Reads CAS JSON, which brings its types along."""

    id: str = JSON
    names: Mapping[str, str] = JSON_NAMES
    extensions: tuple[str, ...] = (".json",)
    suffix = ".json"

    def is_head(self, head: bytes) -> bool:
        text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        is_known = b'"%TYPES"' in text or b'"%FEATURE_STRUCTURES"' in text
        is_known = is_known or (b'"_context"' in text and b'"_types"' in text)  # of UIMA 2
        return text.startswith(b"{") and is_known

    def graph(self, entry: Entry, report: ReportBuilder) -> Graph:
        def refuse(message: Message, line: int | None) -> None:
            report.refuse(message, file=entry.file, line=line)

        found = casjson.load_json(entry.data, refuse)
        return graph_of(found, file=entry.file, report=report)

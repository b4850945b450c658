"""What there is to know of a format before its reader or its writer is loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from juseok.formats.document import DocumentReader, DocumentWriter
from juseok.formats.options import FormatOption

NATIVE: Final = "jsonl"


@dataclass(frozen=True, slots=True)
class Offered:
    """A format as a person chooses it.  ``suffix``: of a file of it; empty where it is a folder.
    ``options``: what may be chosen of its writer.

    The native format has neither of the two: it holds objects of the log and not documents.
    """

    id: str
    names: Mapping[str, str]
    extensions: tuple[str, ...] = ()
    is_folder: bool = False
    reader: Callable[[], DocumentReader] | None = None
    writer: Callable[[], DocumentWriter] | None = None
    options: tuple[FormatOption, ...] = ()
    family: str = ""
    """Whose help page and sentences it shares with others; empty: it has its own."""
    painted: bool = False
    """Whether it is pictures, which its writer needs a painter for."""
    taken_by: str = ""
    """The format whose reader takes back what is written in this one; empty: it has its own, or
    nothing does."""
    events: bool = False
    """Whether events and groups of other tools, which a project has no place for, are read and
    written; between formats of one page they go over as they are."""
    layers: bool = False
    """Whether a file holds several documents of one article, each with its annotator."""

    @property
    def page(self) -> str:
        """The help page that describes it."""
        return f"format-{self.family or self.id}"

    @property
    def reads(self) -> bool:
        return self.id == NATIVE or self.reader is not None or bool(self.taken_by)

    @property
    def writes(self) -> bool:
        return self.id == NATIVE or self.writer is not None

    @property
    def suffix(self) -> str:
        return "" if self.is_folder else next(iter(self.extensions), "")


def made(module: str, name: str, *args: object) -> Callable[[], Any]:
    """What makes the reader or writer called ``name``, and loads its module only then."""

    def make() -> Any:
        return getattr(import_module(f"juseok.formats.{module}"), name)(*args)

    return make

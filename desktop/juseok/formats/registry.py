"""Every format by its id: what the dialogs, ``--format``, ``juseok formats`` and the help offer.

A format is a line here; its reader and its writer are loaded when they are asked for, for some
need libraries that take time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.formats.base import Registry
from juseok.formats.document import DocumentReader, DocumentWriter
from juseok.formats.native.items import NAMES
from juseok.formats.options import FormatOption, settled

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

    @property
    def reads(self) -> bool:
        return self.id == NATIVE or self.reader is not None

    @property
    def writes(self) -> bool:
        return self.id == NATIVE or self.writer is not None

    @property
    def suffix(self) -> str:
        return "" if self.is_folder else next(iter(self.extensions), "")


def _brat_reader() -> DocumentReader:
    from juseok.formats.brat.reader import BratReader

    return BratReader()


def _brat_writer() -> DocumentWriter:
    from juseok.formats.brat.writer import BratWriter

    return BratWriter()


FORMATS: Final = Registry(
    (
        Offered(NATIVE, NAMES, (".jsonl",)),
        Offered(
            "brat", {"ko": "brat 스탠드오프", "en": "brat standoff"}, is_folder=True,
            reader=_brat_reader, writer=_brat_writer,
        ),
    )
)  # fmt: skip
"""In the order in which they are offered."""


def writer_of(form: str) -> DocumentWriter:
    """Raises ``FormatError`` for a format that is not known, or holds no documents."""
    found = FORMATS.get(form)
    if found.writer is None:
        raise FormatError("format.no_writer", format=form)
    return found.writer()


def reader_of(form: str) -> DocumentReader:
    """Raises ``FormatError`` for a format that is not known, or holds no documents."""
    found = FORMATS.get(form)
    if found.reader is None:
        raise FormatError("format.no_reader", format=form)
    return found.reader()


def options_of(form: str, given: Mapping[str, str]) -> dict[str, str]:
    """A choice for every option of a format; raises ``FormatError`` for what it does not have."""
    return settled(FORMATS.get(form).options, given, form=form)


def recognised(path: Path) -> str | None:
    """The id of the format of documents that ``path`` is in, by its content; None: none of them."""
    for each in FORMATS.formats:
        if each.reader is not None and each.reader().recognises(path):
            return each.id
    return None

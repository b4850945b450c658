"""A folder of tokens in the making: files that grow, what is counted, and the manifest."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

from juseok.core.messages import Message
from juseok.formats.base import Report, ReportLine
from juseok.formats.document import (
    About,
    Feature,
    Support,
    Way,
)
from juseok.formats.folder import MANIFEST, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.tally import Counted, Tally
from juseok.formats.tokens.aside import NAME


class Tokenised(NamedTuple):
    """What came of one document: its lines, that of the side file, what is counted, and how much
    the report says in which sentence."""

    data: bytes
    aside: bytes
    counted: Counted
    told: Mapping[str, int]


class GrowingFile:
    """A new file that is written from front to back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def add(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


class Output:
    """A new folder with a side file; leaving it without an error writes the manifest."""

    def __init__(
        self, form: str, path: Path, *, about: About, support: Support, family: str = ""
    ) -> None:
        """``family``: whose sentences say how each feature is mapped, where not the form's own."""
        self._path = path
        self._tally = Tally(support, form=family or form)
        self._manifest = Manifest(form, about)
        self._files: dict[str, GrowingFile] = {}
        self._told: Counter[str] = Counter()
        self._open = ExitStack()
        path.mkdir()
        self._aside = self.file(NAME)

    def file(self, name: str) -> GrowingFile:
        """The new file ``name`` of the folder."""
        stream = (self._path / name).open("xb")
        self._files[name] = GrowingFile(self._open.enter_context(stream))
        return self._files[name]

    def put(self, file: GrowingFile, made: Tokenised) -> None:
        """What came of a document, its own lines into ``file``."""
        file.add(made.data)
        self._aside.add(made.aside)
        self._tally.count(made.counted)
        self._told.update(made.told)

    def report(self) -> Report:
        lines = tuple(
            ReportLine(Message(code, count=count), severity="note")
            for code, count in sorted(self._told.items())
            if count
        )
        return self._tally.report() + Report(notes=lines)

    def __enter__(self) -> "Output":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()
        if error is None:
            for name, file in self._files.items():
                self._manifest.add_digest(name, file.digest)
            write_bytes(self._path / MANIFEST, self._tally.manifest(self._manifest))


def support_of(*, held: Iterable[Feature] = (), reported: Iterable[Feature] = ()) -> Support:
    """Everything is in the side file but what only other articles could tell."""
    left = {Feature.CROSS_LINKS, Feature.DERIVED, Feature.REJECTIONS, *reported}
    kept = set(held)
    return {
        each: Way.REPORTED if each in left else Way.HELD if each in kept else Way.MAPPED
        for each in Feature
    }

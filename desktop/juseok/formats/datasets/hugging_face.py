"""A folder as the Hub and ``datasets.load_dataset`` take it: a card and one file of data."""

from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from juseok.core.errors import FormatError
from juseok.formats.base import Report
from juseok.formats.datasets.card import card
from juseok.formats.datasets.offered import DATA, HUGGING_FACE, PARQUET
from juseok.formats.datasets.records import SHAPE, Row, Shape, row_of
from juseok.formats.document import (
    About,
    Document,
    Feature,
    Support,
    Way,
)
from juseok.formats.folder import MANIFEST, digest_of, write_bytes
from juseok.formats.manifest import Manifest
from juseok.formats.options import settled
from juseok.formats.tally import Tally

FORM: Final = "huggingface"
CARD: Final = "README.md"
FOLDER: Final = "data"
_BATCH: Final = 200
"""Articles of one row group of Parquet."""
SUPPORT: Final[Support] = {
    each: Way.REPORTED if each is Feature.REJECTIONS else Way.HELD for each in Feature
}


class _Rows(Protocol):
    def add(self, row: Row) -> None: ...


class HuggingFaceWriter:
    """See ``resources/help`` for what becomes of what."""

    id: str = FORM
    names: Mapping[str, str] = HUGGING_FACE
    extensions: tuple[str, ...] = ()
    is_folder: bool = True
    support: Support = SUPPORT

    def write(self, documents: Iterable[Document], path: Path, *, about: About) -> Report:
        """Write a new folder ``path``; raises ``OSError``, ``FormatError`` where Parquet is wanted
        and not installed, and ``SpanError`` where a span does not prove."""
        data = settled((DATA,), about.options, form=self.id)[DATA.id]
        name = f"{FOLDER}/train.{data}"
        opened = _parquet if data == PARQUET else _jsonl
        tally = Tally(self.support, form=self.id)
        labels: Counter[str] = Counter()
        path.mkdir()
        (path / FOLDER).mkdir()
        with opened(path / name) as rows:
            for document in documents:
                rows.add(row_of(document))
                labels.update(each.type for each in document.annotations.mentions)
                tally.add(document)
        manifest = Manifest(self.id, about)
        text = card(about, file=name, kinds=tally.kinds, labels=labels).encode()
        write_bytes(path / CARD, text)
        manifest.add(CARD, text)
        manifest.add_digest(name, digest_of(path / name))
        write_bytes(path / MANIFEST, tally.manifest(manifest))
        return tally.report()

    def sample(self, document: Document, *, about: About) -> list[str]:
        """Its row, over several lines."""
        row = msgspec.json.encode(row_of(document))
        return msgspec.json.format(row, indent=1).decode().split("\n")


class _Jsonl:
    def __init__(self, file: Any) -> None:
        self._file = file

    def add(self, row: Row) -> None:
        self._file.write(msgspec.json.encode(row) + b"\n")


@contextmanager
def _jsonl(path: Path) -> Generator[_Rows]:
    with open(path, "xb") as file:
        yield _Jsonl(file)


class _Batches:
    """Rows that go into the file some at a time, so that no export is held whole."""

    def __init__(self, writer: Any, table: Any) -> None:
        self._writer, self._table = writer, table
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) == _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._table(self._rows))
            self._rows = []


@contextmanager
def _parquet(path: Path) -> Generator[_Rows]:
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise FormatError("format.extra", extra="juseok[parquet]") from error
    pa: Any = pyarrow
    schema = pa.schema([(name, _type(shape, pa)) for name, shape in SHAPE.items()])

    def table(rows: list[Row]) -> Any:
        return pa.Table.from_pylist(rows, schema=schema)

    writer: Any = parquet
    with writer.ParquetWriter(str(path), schema, compression="zstd") as file:
        rows = _Batches(file, table)
        yield rows
        rows.flush()


def _type(shape: Shape, pa: Any) -> Any:
    if isinstance(shape, str):
        return {"string": pa.string(), "int": pa.int64(), "bool": pa.bool_()}[shape]
    if isinstance(shape, tuple):
        return pa.list_(_type(shape[0], pa))
    return pa.struct([(name, _type(each, pa)) for name, each in shape.items()])

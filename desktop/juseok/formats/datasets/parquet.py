"""Rows of Parquet one after another, for which pyarrow is needed, and a look at its columns, for
which nothing is."""

import os
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Any, Final

from juseok.core.errors import FormatError
from juseok.formats.base import ReportBuilder, os_error
from juseok.formats.json_tools.values import Found
from juseok.formats.raw.items import file_name
from juseok.formats.reasons import reason_of

_MAGIC: Final = b"PAR1"
_TAIL: Final = 8
_MOST: Final = 1 << 20
"""Bytes of a footer that are looked at; it names the columns first."""
_BATCH: Final = 100
EXTRA: Final = "juseok[parquet]"


def are_columns(path: Path, wanted: Set[str]) -> bool:
    """Whether ``path`` is Parquet whose footer names all of ``wanted``."""
    try:
        with open(path, "rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(end - _TAIL, 0))
            tail = file.read(_TAIL)
            size = int.from_bytes(tail[:4], "little")
            if tail[4:] != _MAGIC or not 0 < size <= end - _TAIL:
                return False
            file.seek(end - _TAIL - size)
            footer = file.read(min(size, _MOST))
    except OSError:
        return False
    return all(name.encode() in footer for name in wanted)


def objects_of(
    path: Path, report: ReportBuilder, columns: Sequence[str] | None = None
) -> Iterator[Found]:
    """The rows of ``path``, counted in ``report.read``; ``line``: which row, from 1.

    ``columns``: these alone.  Raises ``FormatError`` where pyarrow is not installed, or the file
    cannot be read.
    """
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise FormatError("import.extra", extra=EXTRA) from error
    reading: Any = parquet
    number = 0
    try:
        with open(path, "rb") as file, reading.ParquetFile(file) as table:
            for batch in table.iter_batches(batch_size=_BATCH, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    report.read += 1
                    yield Found(row, number, number)
    except OSError as error:
        if error.errno is None:  # pyarrow's own, of what is broken
            raise _damaged(error, path) from error
        raise os_error(error, file_name(path)) from error
    except pyarrow.ArrowException as error:
        raise _damaged(error, path) from error


def _damaged(error: Exception, path: Path) -> FormatError:
    return FormatError("dataset.parquet", file=file_name(path), reason=reason_of(error))

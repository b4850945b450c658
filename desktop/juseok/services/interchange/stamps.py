"""Whether files are still what was looked through: their sizes, and when they were written."""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.formats.raw.items import file_name

_OURS: Final = ".juseok"
"""In the names of projects and of what stands beside them, which change as one works."""

Stamps = Mapping[str, tuple[int, int]]
"""The size (bytes) and the time of the last change (ns) of each file, by its path."""


def stamps_of(paths: Iterable[Path]) -> Stamps:
    """Of every file of ``paths``, below folders of them, and of those of one stem beside them,
    for a text and its annotations are two files.  What cannot be looked at has none."""
    found: dict[str, tuple[int, int]] = {}
    beside: dict[Path, set[str]] = defaultdict(set)
    for path in paths:
        if path.is_dir():
            for folder, _, names in os.walk(path):
                _stamp(folder, names, found)
        else:
            beside[path.parent].add(path.stem)
    for folder, stems in beside.items():
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        _stamp(folder, (name for name in names if Path(name).stem in stems), found)
    return found


def require_same(paths: Iterable[Path], before: Stamps) -> None:
    """Raise ``FormatError`` (``documents.changed``) where ``paths`` hold other files than
    ``before``, or changed ones.  What is gone altogether is left to whoever reads it."""
    wanted = [path for path in paths if path.exists()]
    now = stamps_of(wanted)
    changed = [name for name, stamp in now.items() if before.get(name) != stamp]
    gone = _those_of(wanted, before.keys() - now.keys())
    for name in sorted(changed + gone)[:1]:
        raise FormatError("documents.changed", file=file_name(Path(Path(name).name)))


def _those_of(wanted: Iterable[Path], names: Iterable[str]) -> list[str]:
    """Files called ``names`` that are in a folder of ``wanted``, or of one stem with a file of it:
    each is looked up, for ten thousands may have been named."""
    folders = {*wanted}
    stems = {(path.parent, path.stem) for path in folders}
    found: list[str] = []
    for name in names:
        path = Path(name)
        if (path.parent, path.stem) in stems or not folders.isdisjoint(path.parents):
            found.append(name)
    return found


def _stamp(folder: str | Path, names: Iterable[str], found: dict[str, tuple[int, int]]) -> None:
    for name in names:
        if _OURS in name:
            continue
        path = os.path.join(folder, name)
        try:
            about = os.stat(path)
        except OSError:
            continue
        found[path] = (about.st_size, about.st_mtime_ns)

"""Files of other tools that come in together: which, and in which format each is."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from juseok.formats.base import ReportBuilder
from juseok.formats.raw.textfile import walk
from juseok.formats.registry import recognised
from juseok.services.importing.sources import RAW_EXTENSIONS

_BESIDE: Final = ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf")
"""Files that stand beside annotations, and hold none."""
_LINES: Final = (".ann", ".a1", ".a2")


_EXPORTS: Final = (".json", ".jsonl")
"""Files that could be texts as well, and would lose what is said of them."""
_LOOK: Final = 20
"""Files of a folder that are looked at: its files are of one sort, as a rule."""


class Foreign(NamedTuple):
    """A file or folder of documents; ``form``: the id of its format."""

    path: Path
    form: str


def told_apart(paths: Iterable[Path]) -> tuple[list[Foreign], list[Path]]:
    """Which of ``paths`` hold annotations of other tools, by their content, and the others.

    What only stands beside such files is in neither: a text with its annotations (``a.txt`` and
    ``a.ann``), and configurations.
    """
    foreign: list[Foreign] = []
    others: list[Path] = []
    for path in unfolded(paths):
        form = recognised(path)
        if form is None:
            others.append(path)
        else:
            foreign.append(Foreign(path, form))
    beside = {each.path.with_suffix(".txt") for each in foreign if each.path.suffix in _LINES}
    # Of a text with two files of lines the second comes with the first.
    seconds = {each.path.with_suffix(".a2") for each in foreign if each.path.suffix == ".a1"}
    foreign = [each for each in foreign if each.path not in seconds]
    return foreign, [path for path in others
                     if path not in beside and not (foreign and path.name in _BESIDE)]  # fmt: skip


def unfolded(paths: Iterable[Path]) -> list[Path]:
    """``paths``, with the files of each folder that is no export itself but has exports in it."""
    found: list[Path] = []
    for path in paths:
        found += _inside(path) if os.path.isdir(path) and recognised(path) is None else [path]
    return found


def _inside(folder: Path) -> list[Path]:
    """The files of ``folder``, where the first of them are exports; else itself."""
    told = ReportBuilder()  # whoever reads them says it again
    files = list(walk(folder, report=told, extensions=RAW_EXTENSIONS))
    exports = [each for each in files if each.suffix.lower() in _EXPORTS][:_LOOK]
    return files if any(recognised(each) is not None for each in exports) else [folder]

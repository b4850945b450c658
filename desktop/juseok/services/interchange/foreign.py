"""Files of other tools that come in together: which, and in which format each is."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from juseok.formats.registry import recognised

_BESIDE: Final = ("annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf")
"""Files that stand beside annotations, and hold none."""


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
    for path in paths:
        form = recognised(path)
        if form is None:
            others.append(path)
        else:
            foreign.append(Foreign(path, form))
    beside = {each.path.with_suffix(".txt") for each in foreign if each.path.suffix == ".ann"}
    return foreign, [path for path in others
                     if path not in beside and not (foreign and path.name in _BESIDE)]  # fmt: skip

"""Files of other tools that come in together: which, and in which format each is."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from juseok.core.messages import Message
from juseok.formats.base import ReportBuilder
from juseok.formats.folder import MANIFEST, read_manifest
from juseok.formats.manifest import BESIDE, made_by_us
from juseok.formats.raw.items import file_name
from juseok.formats.raw.textfile import walk
from juseok.formats.registry import recognised
from juseok.services.importing.sources import RAW_EXTENSIONS

_BESIDE: Final = frozenset(
    {
        "annotation.conf", "visual.conf", "tools.conf", "kb_shortcuts.conf", "TypeSystem.xml",
        "labeling_config.xml", "context.json", "juseok.jsonl", "dataset_info.json",
        "dataset_infos.json", "state.json",
    }
)  # fmt: skip
"""Files that stand beside annotations or above them, and hold none there."""
_LINES: Final = (".ann", ".a1", ".a2")
_WITH_TEXTS: Final = (*_LINES, ".jsonld")

_EXPORTS: Final = (".json", ".jsonl")
"""Files that could be texts as well, and would lose what is said of them."""
_LOOK: Final = 20
"""Files of a folder that are looked at: its files are of one sort, as a rule."""
_FEW: Final = 3
"""Of those of one ending, to tell whether a folder holds several formats."""
_SEVERAL: Final = 2
_MANY: Final = 200
"""Files that are looked at one by one, which takes some milliseconds each."""
_PASSED: Final = "import.passed_over"
_NAMED: Final = 20
"""Files of a folder that nothing reads and that are named each."""


class Foreign(NamedTuple):
    """A file or folder of documents; ``form``: the id of its format."""

    path: Path
    form: str


def told_apart(
    paths: Iterable[Path], report: ReportBuilder | None = None
) -> tuple[list[Foreign], list[Path]]:
    """Which of ``paths`` hold annotations of other tools, by their content, and the others; what
    is passed over goes into ``report``.

    What only stands beside such files is in neither: a text with its annotations (``a.txt`` and
    ``a.ann``), configurations, and what Juseok writes beside its exports.
    """
    foreign: list[Foreign] = []
    others: list[Path] = []
    for path, form in _forms(unfolded(paths, report)):
        if form is None:
            others.append(path)
        else:
            foreign.append(Foreign(path, form))
    beside = {each.path.with_suffix(".txt") for each in foreign if each.path.suffix in _WITH_TEXTS}
    # Of a text with two files of lines the second comes with the first.
    seconds = {each.path.with_suffix(".a2") for each in foreign if each.path.suffix == ".a1"}
    folders = {above for each in foreign if each.path.name not in _BESIDE
               for above in each.path.parents}  # fmt: skip

    def is_beside(path: Path) -> bool:
        return path.name in _BESIDE and path.parent in folders

    foreign = [each for each in foreign if each.path not in seconds and not is_beside(each.path)]
    return foreign, [path for path in others if path not in beside and not is_beside(path)]


def _forms(paths: Sequence[Path]) -> Iterator[tuple[Path, str | None]]:
    """``paths`` with the format of each.  Of very many files of one ending in one folder some are
    looked at, and the rest only where these are not all of one sort."""
    groups: defaultdict[tuple[Path, str], list[Path]] = defaultdict(list)
    for path in paths:
        if path.suffix:
            groups[path.parent, path.suffix.lower()].append(path)
    known: dict[Path, str | None] = {}
    for group in groups.values():
        if len(group) > _MANY:
            seen = {recognised(each) for each in group[:: len(group) // _LOOK]}
            if len(seen) == 1:
                known |= dict.fromkeys(group, seen.pop())
    for path in paths:
        yield path, known[path] if path in known else recognised(path)


def gathered(paths: Iterable[Path]) -> list[Path]:
    """``paths``, with the folder of an export of Juseok in the place of all that it holds, as when
    everything in it is named or dropped; manifests are left out, unless there is nothing else."""
    given = list(dict.fromkeys(paths))
    known = set(given)
    whole: list[Path] = []
    manifests: set[Path] = set()
    for path in given:
        folder = path.parent
        if path.name == MANIFEST and (manifest := read_manifest(folder)) is not None:
            manifests.add(path)
            files = [folder / name for name in manifest.get("files", ())]
            if files and all(not known.isdisjoint((each, *each.parents)) for each in files):
                whole.append(folder)
        elif path.name.endswith(BESIDE) and made_by_us(path):
            manifests.add(path)
    found = (
        next((each for each in whole if each in path.parents), path)
        for path in given if path not in manifests or path.parent in whole
    )  # fmt: skip
    return list(dict.fromkeys(found)) or given


def unfolded(paths: Iterable[Path], report: ReportBuilder | None = None) -> list[Path]:
    """``paths``, with the files of each folder that is no export itself but has exports in it, with
    what is in a folder of several formats, and the other way round (:func:`gathered`).  Files in
    such folders that nothing reads go into ``report``."""
    report = report or ReportBuilder()
    found: list[Path] = []
    for path in gathered(paths):
        if not os.path.isdir(path):
            found.append(path)
        elif recognised(path) is None:
            found += _inside(path, report)
        else:
            found += unfolded(_parts(path, report), report) or [path]
    return found


def _parts(folder: Path, report: ReportBuilder) -> list[Path]:
    """What is in a folder of several formats, any of which would pass over the others; else empty.
    A folder that a link leads to is none of it: it may lead in a circle."""
    if len(_forms_in(folder)) < _SEVERAL:
        return []
    folders, files = _listed(folder)
    known = [
        each
        for each in files
        if each.name.lower().endswith(RAW_EXTENSIONS) or recognised(each) is not None
    ]
    _pass_over(folder, sorted({*files} - {*known}), report)
    return [*known, *folders]


def _pass_over(folder: Path, files: Iterable[Path], report: ReportBuilder) -> None:
    """Tell of ``files`` in ``folder`` that nothing reads; of many, how many they are."""
    told = [each for each in files if each.name not in _BESIDE]
    for each in told[:_NAMED]:
        report.note(Message(_PASSED), file=file_name(each))
    if (further := len(told) - _NAMED) > 0:
        report.note(Message("import.passed_over_more", count=further), file=file_name(folder))


def _forms_in(folder: Path) -> set[str]:
    """The formats of what is in ``folder`` and below it, of which a part is looked at."""
    if read_manifest(folder) is not None:
        return {form for form in (recognised(folder),) if form is not None}
    try:
        folders, files = _listed(folder)
    except OSError:  # whoever reads it says why
        return set()
    endings: Counter[str] = Counter()
    found: set[str | None] = set()
    for each in files:
        endings[each.suffix.lower()] += 1
        if endings[each.suffix.lower()] <= _FEW:
            found.add(recognised(each))
    return {form for form in found if form is not None}.union(*map(_forms_in, folders[:_LOOK]))


def _listed(folder: Path) -> tuple[list[Path], list[Path]]:
    """The folders and the files in ``folder``, by name, but for those that are hidden."""
    with os.scandir(folder) as listing:
        inner = sorted((each for each in listing if not each.name.startswith(".")),
                       key=lambda each: each.name)  # fmt: skip
    folders = [Path(each) for each in inner if each.is_dir(follow_symlinks=False)]
    return folders, [Path(each) for each in inner if each.is_file()]


def _inside(folder: Path, report: ReportBuilder) -> list[Path]:
    """The files of ``folder``, where the first of them are exports; else itself."""
    told = ReportBuilder()
    files = list(walk(folder, report=told, extensions=RAW_EXTENSIONS))
    exports = [each for each in files if each.suffix.lower() in _EXPORTS][:_LOOK]
    if all(recognised(each) is None for each in exports):
        return [folder]  # whoever reads it says what is passed over
    passed = [line for line in told.lines if line.message.code == _PASSED]
    report.lines += [line for line in told.lines if line.message.code != _PASSED]
    _pass_over(folder, [Path(line.file) for line in passed], report)
    return files

"""Commands on texts that need no project: for pipelines that find names and claims."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juseok.cli.helping import Argument
from juseok.cli.marks import PATH, command, names_option, overwrite_option
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message

if TYPE_CHECKING:
    from juseok.core.morphs import Names


@command(
    "snap",
    does="cli.about.snap",
    more="cli.more.snap",
    ok="cli.exit.answered",
    problem="cli.exit.lines",
    input="cli.exit.no_names",
)
@names_option
def snap_(shell: Shell, names: Path | None) -> int:
    """Find the name in each rough selection: JSON lines in, JSON lines out."""
    from juseok.core.errors import AnalyserGone
    from juseok.lang.kiwi import Kiwi
    from juseok.services.pipelines.snapping import snap_lines

    known, code = _known(shell, names)
    analyser: Kiwi | None = None
    try:
        analyser = Kiwi()
    except AnalyserGone as error:
        shell.complain(error.message)
        shell.complain(Message("cli.no_analyser"))
    out = sys.stdout.buffer
    with shell.progress(Message("cli.snapping")) as progress:
        answers = snap_lines(sys.stdin.buffer, analyser=analyser, names=known)
        for count, (answer, problem) in enumerate(answers, 1):
            if problem is not None:
                shell.complain(problem)
                code = Exit.PROBLEM
            out.write(_json_line(answer))
            out.flush()  # who asks line by line gets an answer to each
            progress(count, 0)
    return code


def _known(shell: Shell, path: Path | None) -> "tuple[Names | None, Exit]":
    """The names in the file ``path``, after telling which of its lines are wrong."""
    from juseok.services.pipelines.name_lists import read_names

    if path is None:
        return None, Exit.OK
    names, problems = read_names(path)
    for problem in problems:
        shell.complain(problem)
    return names, Exit.PROBLEM if problems else Exit.OK


def _json_line(value: object) -> bytes:
    """``value`` as one line; half a surrogate pair, which no encoding knows, as an escape."""
    try:
        return json.dumps(value, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value).encode() + b"\n"


@command(
    "analyze",
    does="cli.about.analyze",
    more="cli.more.analyze",
    ok="cli.exit.analysed",
    problem="cli.exit.files",
    input="cli.exit.no_files",
)
@click.argument(
    "files", cls=Argument, nargs=-1, required=True, type=PATH, metavar="cli.word.files",
    about="cli.argument.files",
)  # fmt: skip
@names_option
@click.option("--out", type=PATH, metavar="cli.word.file", help="cli.option.out_or_output")
@overwrite_option
def analyze(
    shell: Shell, files: tuple[Path, ...], names: Path | None, out: Path | None, overwrite: bool
) -> int:
    """Write for each article of the files what rules find in it."""
    from juseok.formats.base import ReportBuilder, atomic_write
    from juseok.lang.kiwi import Kiwi
    from juseok.lang.own_lexicons import lexicon_problems
    from juseok.services.pipelines.analysing import analyse_files
    from juseok.services.user import offer_own_lexicons

    offer_own_lexicons()
    for problem in lexicon_problems():
        shell.complain(problem)
    known, named = _known(shell, names)
    report, streamed = ReportBuilder(), out is None or str(out) == "-"
    with (
        (
            nullcontext(sys.stdout.buffer)
            if streamed or out is None
            else atomic_write(out, overwrite=overwrite)
        ) as file,
        shell.progress(Message("cli.analysing")) as progress,
    ):
        records = analyse_files(files, analyser=Kiwi(), report=report, names=known,
                                language=shell.language)  # fmt: skip
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            file.flush()
            progress(report.read, len(files))
    built = report.build()
    done = Message("cli.analysed", count=built.written)
    code = max(named, shell.reported(built, done, err=True))
    return Exit.INPUT if built.refused and not built.written else code

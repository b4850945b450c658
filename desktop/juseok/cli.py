"""The shell: the same services as the window, for scripts and for machines without a screen.

What a command answers goes to standard output, as a sentence or with ``--json`` as one JSON
object; progress and complaints go to standard error. Exit codes are :class:`Exit`. A command
imports its services when it is called, so that a window need not wait for what it does not use.
"""

import json
import os
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias, TypeVar

import click

from juseok import __version__
from juseok.cli_usage import told
from juseok.core.errors import KnownError, ProjectError
from juseok.core.messages import LANGUAGES, Message, render
from juseok.formats.base import Report, ReportLine

PROJECT_SUFFIX: Final = ".juseok"
Progress: TypeAlias = Callable[[int, int], None]
FunctionT = TypeVar("FunctionT", bound=Callable[..., object])


class Exit(IntEnum):
    """What the exit code says."""

    OK = 0
    PROBLEM = 1  # done, but something was refused, or a check found a problem
    USAGE = 2  # the command line itself is wrong
    INPUT = 3  # a file to read or write is not what it should be, or there is no display
    PROJECT = 4  # the project cannot be opened or written: locked, newer, foreign, full …
    INTERRUPTED = 130


class Windows(Protocol):
    """What the composition hands in, so that nothing here knows Qt."""

    def open(self, project: Path | None, *, starter: bool) -> int:
        """Show ``project`` (None: the last one) in a window until it is closed."""
        ...

    def tour(self, out: Path) -> int:
        """Do the main job on the starter project and leave pictures and exports in ``out``."""
        ...


@dataclass(slots=True)
class Shell:
    """One call of the program: its language, its way of answering, and the window behind it."""

    windows: Windows | None = None
    language: str = "en"
    json: bool = False

    def answer(self, message: Message, *, err: bool = False, **data: object) -> None:
        """Say ``message``, or with ``--json`` give ``data`` as one object."""
        said = json.dumps(data, ensure_ascii=False) if self.json else self.sentence(message)
        click.echo(said, err=err)

    def complain(self, message: Message) -> None:
        """Say on standard error what went wrong."""
        click.echo(self.sentence(message), err=True)

    def sentence(self, message: Message) -> str:
        return render(message, self.language)

    def reported(self, report: Report, done: Message, *, err: bool = False) -> Exit:
        """Tell what a run of a format did, all on standard error with ``err``; the exit code."""
        for line in (*report.refused, *report.changed):
            place = f"{line.file}:{line.line}" if line.line else line.file
            if not self.json:
                click.echo(": ".join(filter(None, (place, self.sentence(line.message)))), err=True)
        for line in report.notes:
            if not self.json and not line.file:
                click.echo(self.sentence(line.message), err=err)
        self.answer(
            done,
            err=err,
            read=report.read,
            written=report.written,
            notes=[self._line(line) for line in report.notes],
            changed=[self._line(line) for line in report.changed],
            refused=[self._line(line) for line in report.refused],
        )
        return Exit.PROBLEM if report.refused else Exit.OK

    def _line(self, line: ReportLine) -> dict[str, object]:
        return {"file": line.file, "line": line.line, **self.described(line.message)}

    @contextmanager
    def progress(self, title: Message) -> Generator[Progress, None, None]:
        """A bar on standard error, where that is a terminal: called with (done, of how many)."""
        from rich.console import Console
        from rich.progress import Progress as Bar

        console = Console(stderr=True)
        with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task(self.sentence(title), total=None)
            yield lambda done, of: bar.update(task, completed=done, total=of or None)

    def described(self, message: Message) -> dict[str, object]:
        """``message`` for a machine: its code, its parameters, and the sentence."""
        code, params = message.to_json()
        return {"code": code, "params": params, "message": self.sentence(message)}


class _Commands(click.Group):
    """A group whose unknown first argument, when it is a path, is a project to open."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = args[0]
        is_path = os.sep in first or first.endswith(PROJECT_SUFFIX) or os.path.exists(first)
        if self.get_command(ctx, first) is None and is_path:
            return "open", self.get_command(ctx, "open"), args
        return super().resolve_command(ctx, args)


def _switch_json(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Shell).json = True


def json_option(function: FunctionT) -> FunctionT:
    """``--json`` of a command whose answer a machine may read."""
    return click.option(
        "--json", is_flag=True, expose_value=False, callback=_switch_json,
        help="Answer with one JSON object.",
    )(function)  # fmt: skip


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, the window opens: on PROJECT where one is named, else on the last.",
)
@click.version_option(__version__, prog_name="juseok", message="%(prog)s %(version)s")
@click.option("--starter", is_flag=True, help="Open the window on the starter project.")
@click.pass_context
def juseok(ctx: click.Context, starter: bool) -> None:
    """Annotate Korean news by hand.

    Exit codes: 0 done; 1 done, but something was refused or a check found a problem; 2 wrong
    command line; 3 a file cannot be read or written; 4 the project cannot be opened or written.
    """
    if ctx.invoked_subcommand is None:
        ctx.exit(_windows(ctx.obj).open(None, starter=starter))


_PATH = click.Path(path_type=Path, readable=False)
"""A path that click does not look at: what is wrong with it is told in our own sentences."""


@juseok.command("open", hidden=True)
@click.argument("project", type=_PATH)
@click.pass_context
def open_(ctx: click.Context, project: Path) -> None:
    """Open PROJECT in a window."""
    ctx.exit(_windows(ctx.obj).open(project, starter=False))


@juseok.command()
@click.argument("project", type=_PATH)
@click.option(
    "--scheme",
    default="default",
    show_default=True,
    help="A scheme that ships with Juseok, or a TOML file.",
)
@json_option
@click.pass_obj
def new(shell: Shell, project: Path, scheme: str) -> None:
    """Make an empty PROJECT; one that exists is left alone."""
    from juseok.services.projects import create_project, find_scheme

    chosen = find_scheme(scheme)
    with create_project(path=project, scheme=chosen) as made:
        shell.answer(
            Message("cli.created", name=made.path.name),
            project=str(made.path),
            id=made.project_id,
            scheme=chosen.version,
        )


@juseok.command()
@click.argument("project", type=_PATH)
@json_option
@click.pass_obj
def check(shell: Shell, project: Path) -> int:
    """Look PROJECT over, changing nothing: log, tables, texts and every quote."""
    from juseok.store.doctor import check as examine

    problems = examine(project)
    for problem in problems if not shell.json else ():
        shell.complain(problem)
    shell.answer(
        Message("cli.found", name=project.name, count=len(problems))
        if problems
        else Message("cli.checked", name=project.name),
        project=str(project),
        problems=[shell.described(problem) for problem in problems],
    )
    return Exit.PROBLEM if problems else Exit.OK


@juseok.command("import")
@click.argument("project", type=_PATH)
@click.argument("sources", nargs=-1, required=True, type=_PATH)
@click.option("--merge", is_flag=True, help="Add an export of Juseok to what PROJECT has already.")
@click.option("--encoding", help="For files that are neither UTF-8 nor CP949.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=ROLE",
    help="What a column of a table is, as in 본문=text or 매체=publisher; else guessed.",
)
@click.option(
    "--metadata",
    type=_PATH,
    help="A CSV or JSON lines table with metadata by file name.",
)
@click.option("--whole", is_flag=True, help="Take each text as one article, as it stands.")
@json_option
@click.pass_obj
def import_(shell: Shell, project: Path, sources: tuple[Path, ...], **choices: Any) -> int:
    """Bring SOURCES into PROJECT, which is made when it is absent.

    A source is a text file, a table (.jsonl, .csv), an export of Juseok, or a folder of texts.
    Crawled pages are taken apart into their articles. What cannot be read is told and left out.
    """
    from juseok.services.bringing import Choices, bring_in
    from juseok.services.projects import created_or_opened

    columns = dict(_pair(each) for each in choices.pop("columns"))
    made = not os.path.exists(project)
    with (
        created_or_opened(path=project) as opened,
        shell.progress(Message("cli.importing", name=project.name)) as progress,
    ):
        report = bring_in(
            project=opened,
            sources=sources,
            choices=Choices(columns=columns, **choices),
            progress=progress,
        )
    if made and report.refused and not report.written:
        project.unlink()  # nothing of what was asked came in: leave nothing behind
        shell.reported(report, Message("cli.nothing_imported", name=project.name))
        return Exit.INPUT
    return shell.reported(report, Message("cli.imported", name=project.name, count=report.written))


def _pair(text: str) -> tuple[str, str]:
    name, equals, role = text.rpartition("=")
    if not equals:
        raise click.BadParameter(f"{text}: NAME=ROLE", param_hint="--column")
    return name, role


@juseok.command()
@click.argument("project", type=_PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="jsonl: everything, without loss.",
)
@click.option(
    "--out",
    type=_PATH,
    required=True,
    help="File to write; - for standard output.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@json_option
@click.pass_obj
def export(shell: Shell, project: Path, form: str, out: Path, overwrite: bool) -> int:
    """Write the annotated articles of PROJECT for another program, whole or not at all."""
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    from juseok.services.exporting import export_project, full_viewer
    from juseok.services.projects import open_project

    streamed = str(out) == "-"
    with (
        TemporaryDirectory() as folder,
        open_project(path=project, read_only=True) as opened,
        shell.progress(Message("cli.exporting", name=project.name)) as progress,
    ):
        target = Path(folder) / "export" if streamed else out
        report = export_project(
            project=opened,
            viewer=full_viewer(opened),
            path=target,
            overwrite=overwrite,
            progress=progress,
        )
        if streamed:  # only when it is whole
            with open(target, "rb") as file:
                copyfileobj(file, sys.stdout.buffer)
            sys.stdout.flush()
    done = Message("cli.exported", file=str(out), count=report.written)
    return shell.reported(report, done, err=streamed)


@juseok.command("snap")
@click.option(
    "--names",
    type=_PATH,
    help="Names that are known: one a line, with its type behind a tab; or JSON lines.",
)
@click.pass_obj
def snap_(shell: Shell, names: Path | None) -> int:
    """Find the name in each rough selection: JSON lines in, JSON lines out.

    Reads {"text", "start", "end"} from standard input and writes {"start", "end", "quote",
    "alias"}: the name without particles and signs, and where another name for it stands in a
    bracket behind it, or null. Offsets are code points of the text as it was read. A line that
    cannot be read is answered with {"line", "error"} and told on standard error.

    Exit codes: 0 done; 1 some lines could not be read; 2 wrong command line; 3 the file of names
    cannot be read.
    """
    from juseok.core.errors import AnalyserGone
    from juseok.lang.kiwi import Kiwi
    from juseok.services.snapping import read_names, snap_lines

    known = read_names(names) if names is not None else None
    analyser: Kiwi | None = None
    try:
        analyser = Kiwi()
    except AnalyserGone as error:
        shell.complain(error.message)
        shell.complain(Message("cli.no_analyser"))
    code, out = Exit.OK, sys.stdout.buffer
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


def _json_line(value: object) -> bytes:
    """``value`` as one line; half a surrogate pair, which no encoding knows, as an escape."""
    try:
        return json.dumps(value, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value).encode() + b"\n"


@juseok.command()
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option(
    "--names",
    type=_PATH,
    help="Names that are known: one a line, with its type behind a tab; or JSON lines.",
)
@click.option("--out", type=_PATH, help="File to write; without it, standard output.")
@click.option("--overwrite", is_flag=True, help="Replace a file that exists.")
@click.pass_obj
def analyze(
    shell: Shell, files: tuple[Path, ...], names: Path | None, out: Path | None, overwrite: bool
) -> int:
    """Analyse FILES: one JSON line for each article, with names and claims that rules propose.

    Offsets are code points of the file's text as decoded, with its CRLF and decomposed Hangul.

    Exit codes: 0 done; 1 some files could not be read; 2 wrong command line; 3 no file could be
    read, or the names, or the output could not be written.
    """
    from juseok.formats.base import ReportBuilder, atomic_write
    from juseok.lang.kiwi import Kiwi
    from juseok.services.analysing import analyse_files, read_name_list

    known = read_name_list(names) if names is not None else None
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
    code = shell.reported(built, done, err=True)
    return Exit.INPUT if built.refused and not built.written else code


@juseok.command()
@click.option("--out", type=_PATH, required=True, help="Folder to fill.")
@json_option
@click.pass_obj
def tour(shell: Shell, out: Path) -> int:
    """Do the main job on the starter project, without a screen.

    Opens it, tags, undoes and exports; leaves a PNG of every window and the exported files.
    """
    code = _windows(shell).tour(out)
    files = sorted(str(path) for path in out.glob("*") if path.is_file())
    shell.answer(Message("cli.toured", folder=str(out.absolute())), folder=str(out), files=files)
    return code


def run(arguments: Sequence[str], *, windows: Windows | None = None) -> int:
    """Run one command line (without the program's name); gives the exit code.

    ``windows`` opens the window; without it, commands that need one are refused.
    """
    shell = Shell(windows, language=_language(os.environ))
    try:
        result: Any = juseok.main(
            args=list(arguments), prog_name="juseok", standalone_mode=False, obj=shell
        )
    except click.ClickException as error:
        for line in told(error):
            click.echo(line if isinstance(line, str) else shell.sentence(line), err=True)
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except KnownError as error:
        shell.complain(_in_shell(error.message))
        if shell.json:
            click.echo(json.dumps({"error": shell.described(error.message)}, ensure_ascii=False))
        return Exit.PROJECT if isinstance(error, ProjectError) else Exit.INPUT
    except BrokenPipeError:
        # The reader went away, as `head` does; what is left to flush would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.PROBLEM
    return int(result or Exit.OK)


def _in_shell(message: Message) -> Message:
    """``message`` as it helps here: by the name of an option, where the window has a choice."""
    if message.code == "native.not_empty":
        return Message("cli.merge_in_shell", **message.params)
    return message


def _windows(shell: Shell) -> Windows:
    if shell.windows is None:
        raise KnownError("cli.no_window")
    return shell.windows


def _language(environment: Mapping[str, str]) -> str:
    """``JUSEOK_LANG``, else the locale's language where there are sentences in it."""
    for name in ("JUSEOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return value[:2] if value[:2] in LANGUAGES else "en"
    return "en"

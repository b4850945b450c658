"""One call of the program from the shell: how it answers, complains, and shows progress."""

import json
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import click

from juseok.core.errors import KnownError
from juseok.core.messages import Message, render
from juseok.formats.base import Report, ReportLine
from juseok.formats.document import Painter
from juseok.formats.registry import FORMATS

Progress: TypeAlias = Callable[[int, int], None]

_NOTES: Final = 20
"""Notes on files that are printed; with ``--json`` all are given."""
_PLACES: Final = 3
"""Files that a note names."""


class Exit(IntEnum):
    """What the exit code says."""

    OK = 0
    PROBLEM = 1  # done, but something was refused, or a check found a problem
    USAGE = 2  # the command line itself is wrong
    INPUT = 3  # a file to read or write is not what it should be, or there is no display
    PROJECT = 4  # the project cannot be opened or written: locked, newer, foreign, full …
    INTERRUPTED = 130


class ValueRefused(KnownError):
    """An option of the command line has a value that it cannot have."""


class Windows(Protocol):
    """What the composition hands in, so that nothing here knows Qt."""

    def open(self, project: Path | None, *, starter: bool) -> int:
        """Show ``project`` (None: the last one) in a window until it is closed."""
        ...

    def tour(self, out: Path) -> int:
        """Do the main job on the starter project and leave pictures and exports in ``out``."""
        ...

    def painter(self) -> Painter:
        """Who paints pages, also where there is no display."""
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

    def window(self) -> Windows:
        """What opens windows; raises ``KnownError`` where nothing does."""
        if self.windows is None:
            raise KnownError("cli.no_window")
        return self.windows

    def painter(self, form: str) -> Painter | None:
        """Who paints the pages of a format that is pictures; None for any other, and where
        nothing can paint."""
        if not FORMATS.get(form).painted or self.windows is None:
            return None
        return self.windows.painter()

    def reported(self, report: Report, done: Message, *, err: bool = False) -> Exit:
        """Tell what a run of a format did, all on standard error with ``err``; the exit code."""
        for line in (*report.refused, *report.changed):
            if not self.json:
                said = filter(None, (line.place, self.sentence(line.message)))
                click.echo(": ".join(said), err=True)
        if not self.json:
            self._tell(report.notes, err=err)
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

    def _tell(self, notes: Sequence[ReportLine], *, err: bool) -> None:
        """Notes, each sentence once, with the first files that it is said of."""
        places: dict[str, list[str]] = {}
        for line in notes:
            places.setdefault(self.sentence(line.message), []).append(line.place)
        of_files = [said for said, where in places.items() if any(where)]
        late = {*of_files[_NOTES:]}
        for said, where in places.items():
            if said not in late:
                click.echo(": ".join(filter(None, (self._places(where), said))), err=err)
        if late:
            click.echo(self.sentence(Message("cli.more_notes", count=len(late))), err=err)

    def _places(self, places: Sequence[str]) -> str:
        distinct = [*dict.fromkeys(filter(None, places))]
        further = len(distinct) - _PLACES
        more = self.sentence(Message("folder.more", count=further)) if further > 0 else ""
        return ", ".join(distinct[:_PLACES]) + more

    def _line(self, line: ReportLine) -> dict[str, object]:
        place: dict[str, object] = {"file": line.file, "line": line.line}
        if line.record:
            place["record"] = line.record
        return {**place, **self.described(line.message)}

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

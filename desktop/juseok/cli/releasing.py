"""`juseok release`: freeze a project under a name, and tell what differs between two releases."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from juseok.cli.helping import Argument
from juseok.cli.marks import command, json_option, missing, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message

if TYPE_CHECKING:
    from juseok.services.interchange.releases import Difference
    from juseok.store.project import Project

_SORTS: Final = ("added", "changed", "removed")


@command(
    "release",
    does="cli.about.release",
    more="cli.more.release",
    ok="cli.exit.ok",
    input="cli.exit.no_release",
    project="cli.exit.unread",
)
@project_argument
@click.argument(
    "name", cls=Argument, default="", metavar="cli.word.name", about="cli.argument.release"
)
@click.option("--list", "listed", is_flag=True, help="cli.option.list_releases")
@click.option("--diff", nargs=2, metavar="cli.word.releases", help="cli.option.diff_releases")
@json_option
def release(
    shell: Shell, project: Path, name: str, listed: bool, diff: tuple[str, str] | None
) -> int:
    """Freeze a project under a name, list what was frozen, or compare two of them."""
    from juseok.services.projects import open_project

    if diff is None and not listed and not name:
        raise missing("name")
    with open_project(path=project, read_only=diff is not None or listed) as opened:
        if diff is not None:
            _tell(shell, opened, diff)
        elif listed:
            _list(shell, opened)
        else:
            _make(shell, opened, name)
    return Exit.OK


def _make(shell: Shell, project: "Project", name: str) -> None:
    from datetime import date

    from juseok.services.interchange.releases import make_release

    with project.reader() as reader, project.stream() as stream:
        action = make_release(
            reader=reader, stream=stream, name=name, date=date.today().isoformat()
        )
    project.writer.commit(action)
    shell.answer(Message("cli.released", name=name), release=name)


def _list(shell: Shell, project: "Project") -> None:
    with project.reader() as reader:
        found = reader.releases()
    for each in found if not shell.json else ():
        counts = ", ".join(f"{kind} {count}" for kind, count in each.counts)
        click.echo(f"{each.name}\t{each.date}\t{counts}")
    if shell.json:
        shell.answer(
            Message("cli.about.release"),
            releases=[
                {**asdict(each), "heads": dict(each.heads), "counts": dict(each.counts)}
                for each in found
            ],
        )


def _tell(shell: Shell, project: "Project", diff: tuple[str, str]) -> None:
    from juseok.services.interchange.exporting import full_viewer
    from juseok.services.interchange.releases import compare_releases

    viewer = full_viewer(project)
    with project.reader() as reader:
        found = compare_releases(reader=reader, viewer=viewer, first=diff[0], second=diff[1])
        rows = reader.article_rows(viewer, sorted({article for article, _, _ in found.articles}))
        titles = {row.id: row.title for row in rows}
    if not shell.json:
        lines = _lines(found, titles)
        for line in lines or [shell.sentence(Message("cli.exit.no_difference"))]:
            click.echo(line)
        return
    shell.answer(
        Message("cli.about.release"),
        kinds=[
            {"kind": kind, "sort": sort, "count": n} for (kind, sort), n in found.kinds.items()
        ],
        articles=[
            {"article": article, "title": titles.get(article, ""), "kind": kind, "sort": sort,
             "count": n}
            for (article, kind, sort), n in found.articles.items()
        ],
    )  # fmt: skip


def _lines(found: "Difference", titles: dict[str, str]) -> list[str]:
    """A line for each kind, then for each article and kind: what was added, changed, removed."""
    lines = [
        f"{kind}\t{_counts([found.kinds.get((kind, sort), 0) for sort in _SORTS])}"
        for kind in sorted({kind for kind, _ in found.kinds})
    ]
    for article, kind in sorted({(article, kind) for article, kind, _ in found.articles}):
        if article:
            counts = [found.articles.get((article, kind, sort), 0) for sort in _SORTS]
            lines.append(f"{titles.get(article) or article}\t{kind}\t{_counts(counts)}")
    return lines


def _counts(counts: list[int]) -> str:
    return " ".join(f"{sign}{count}" for sign, count in zip("+~-", counts, strict=True))

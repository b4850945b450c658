"""Commands of team work without a server: files sent to people, and brought back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juseok.cli.helping import Argument
from juseok.cli.marks import PATH, command, json_option, overwrite_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message

if TYPE_CHECKING:
    from juseok.services.exchange.previews import Share


@command(
    "merge",
    does="cli.about.merge",
    more="cli.more.merge",
    ok="cli.exit.merged",
    problem="cli.exit.holes",
    project="cli.exit.not_merged",
)
@project_argument
@click.argument(
    "sources", cls=Argument, nargs=-1, required=True, type=PATH, metavar="cli.word.files",
    about="cli.argument.merge",
)  # fmt: skip
@click.option("--skip-bad", is_flag=True, help="cli.option.skip_bad")
@click.option("--dry-run", is_flag=True, help="cli.option.dry_run")
@json_option
def merge(
    shell: Shell, project: Path, sources: tuple[Path, ...], skip_bad: bool, dry_run: bool
) -> int:
    """Take the work of colleagues' files into a project."""
    from tempfile import TemporaryDirectory

    from juseok.services.exchange.merging import Refused, merge_taken, preview, take_in
    from juseok.services.projects import open_for_writing, open_project

    refused: list[Refused] = []
    refuse = refused.append if skip_bad else None

    with (
        TemporaryDirectory() as folder,
        shell.progress(Message("cli.merging", name=project.name)) as progress,
    ):
        with open_project(path=project, read_only=True) as opened:
            place = opened.path
            taken = take_in(
                project=place, files=sources, folder=Path(folder), refuse=refuse, progress=progress
            )
            seen = preview(project=place, taken=taken, refuse=refuse, progress=progress)
        bad = {each.file for each in refused}
        taken = [each for each in taken if each.file not in bad]
        for each in refused:
            shell.complain(each.why)
        added = 0
        if taken and not dry_run:  # opened for writing only when they are what they should be
            with open_for_writing(path=project) as opened:
                added = merge_taken(project=opened, taken=taken, progress=progress).added
    lines = seen.sentences() if taken else ()
    if not shell.json:
        for line in lines:
            click.echo(shell.sentence(line))
    code = "cli.would_merge" if dry_run else "cli.merged"
    shell.answer(
        Message(code, name=project.name, count=seen.new if dry_run else added),
        project=str(project),
        files=list(map(str, sources)),
        new=seen.new,
        known=seen.known,
        merged=added,
        people=list(map(_brought, seen.shares)),
        new_articles=seen.new_articles,
        forks=[list(item) for item in seen.forks],
        missing=[list(item) for item in seen.missing],
        refused=[{"file": str(each.file), **shell.described(each.why)} for each in refused],
        messages=[shell.described(line) for line in lines],
    )
    return Exit.PROBLEM if refused or seen.forks or seen.missing else Exit.OK


def _brought(share: "Share") -> dict[str, object]:
    """What one person brings, by the names of the kinds."""
    return {
        "annotator": share.annotator,
        "name": share.name,
        "articles": share.articles,
        "mentions": share.tags,
        "claims": share.claims,
        "relationships": share.relationships,
        "claim_links": share.links,
        "remarks": share.remarks,
        "verdicts": share.verdicts,
        "comments": share.comments,
        "changes": share.changes,
    }


@command(
    "bundle",
    does="cli.about.bundle",
    more="cli.more.bundle",
    ok="cli.exit.bundled",
    input="cli.exit.nobody",
    project="cli.exit.not_bundled",
)
@project_argument
@click.option("--annotator", default="", metavar="cli.word.name", help="cli.option.annotator")
@click.option(
    "--out", type=PATH, required=True, metavar="cli.word.file", help="cli.option.out_bundle"
)
@overwrite_option
@json_option
def bundle(shell: Shell, project: Path, annotator: str, out: Path, overwrite: bool) -> None:
    """Write a working copy or a bundle for one person."""
    from juseok.services.exchange.sending import Order, find_annotator, send
    from juseok.services.projects import open_project

    with (
        open_project(path=project, read_only=True) as opened,
        shell.progress(Message("cli.bundling", name=project.name)) as progress,
    ):
        who = find_annotator(opened, annotator).id if annotator else ""
        sent = send(project=opened, order=Order(who, out, overwrite, progress))
    shell.answer(
        Message("cli.bundled", file=str(out), articles=sent.articles, count=sent.operations),
        file=str(out),
        annotator=who,
        articles=sent.articles,
        operations=sent.operations,
    )

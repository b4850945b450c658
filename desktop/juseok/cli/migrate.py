"""`juseok migrate`: work under an older scheme, brought to the one in force by a table."""

from pathlib import Path

import click

from juseok.cli.marks import PATH, command, json_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.errors import KnownError
from juseok.core.messages import Message


@command(
    "migrate",
    does="cli.about.migrate",
    more="cli.more.migrate",
    ok="cli.exit.migrated",
    problem="cli.exit.outdated",
    input="cli.exit.table",
    project="cli.exit.project",
)
@project_argument
@click.option(
    "--table", type=PATH, default=None, metavar="cli.word.file", help="cli.option.migrate_table"
)
@click.option("--gold", is_flag=True, help="cli.option.migrate_gold")
@click.option("--dry-run", is_flag=True, help="cli.option.migrate_dry_run")
@json_option
def migrate(shell: Shell, project: Path, table: Path | None, *, gold: bool, dry_run: bool) -> int:
    """Bring own work, or gold, over to the scheme in force."""
    from juseok.services.projects import open_for_writing, open_project
    from juseok.services.scheme.gold_migrate import gold_viewer
    from juseok.services.scheme.migrate_table import dump_table, read_table
    from juseok.services.scheme.migrating import migrate as bring_over
    from juseok.services.scheme.scheme_migrate import outdated, outdated_elsewhere

    writes = table is not None and not dry_run
    with (open_for_writing if writes else open_project)(path=project) as opened:
        with opened.reader() as reader:
            own, scheme = opened.viewer(), reader.scheme()
            owner = gold_viewer(reader, opened)
            viewer, other = (owner, own) if gold else (own, owner)
            if viewer is None:
                raise KnownError("scheme.migrate.no_gold")
            found = outdated(reader=reader, viewer=viewer, scheme=scheme)
            others = outdated_elsewhere(reader=reader, viewer=own, scheme=scheme)
            beside = () if other is None else outdated(reader=reader, viewer=other, scheme=scheme)
            asked = read_table(table, scheme) if table is not None else {}
        with shell.progress(Message("cli.migrating", name=project.name)) as progress:
            done = bring_over(
                project=opened, table=asked, gold=gold, dry=not writes, progress=progress
            )
    left = sum(count for old, count in found if old not in asked)
    lines = [Message("scheme.migrate.others", name=e.name, count=count) for e, count in others]
    if beside:
        code = "scheme.migrate.own_too" if gold else "scheme.migrate.gold_too"
        lines.append(Message(code, count=sum(count for _, count in beside)))
    if not shell.json:
        if table is None and found:
            click.echo(dump_table(found), nl=False)
        for line in lines:
            click.echo(shell.sentence(line), err=True)
    code = "cli.migrated" if writes else "cli.would_migrate"
    shell.answer(
        Message(code, count=done.places, articles=done.articles, left=left),
        err=table is None and not shell.json,
        changed=done.places,
        articles=done.articles,
        left=left,
        outdated=[
            {"sort": old.sort, "id": old.id, "attribute": old.attribute, "count": count}
            for old, count in found
        ],
        messages=[shell.described(line) for line in lines],
    )
    return Exit.PROBLEM if left else Exit.OK

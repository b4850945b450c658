"""The command that tells what differs between two layers, or one layer at two times."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from juseok.cli.helping import About, Command
from juseok.cli.marks import json_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.errors import KnownError
from juseok.core.messages import Message

if TYPE_CHECKING:
    from juseok.core.layer_diff import Row
    from juseok.core.model import Viewer
    from juseok.core.scheme import Scheme
    from juseok.services.review.side_by_side import Side
    from juseok.store.reader import Reader

_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}


@click.command(
    cls=Command,
    about=About(
        does="cli.about.diff",
        more="cli.more.diff",
        exits={
            Exit.OK: "cli.exit.no_difference",
            Exit.PROBLEM: "cli.exit.different",
            Exit.INPUT: "cli.exit.no_sides",
            Exit.PROJECT: "cli.exit.unread",
        },
    ),
)
@project_argument
@click.option("--left", required=True, metavar="cli.word.side", help="cli.option.left")
@click.option("--right", required=True, metavar="cli.word.side", help="cli.option.right")
@click.option("--article", default="", metavar="cli.word.article", help="cli.option.diff_article")
@json_option
@click.pass_obj
def diff(shell: Shell, project: Path, left: str, right: str, article: str) -> int:
    """Tell what differs between two layers."""
    from juseok.core.layer_diff import RowState
    from juseok.services.entities.index import EntityIndex
    from juseok.services.history.reading import find_article
    from juseok.services.projects import open_project
    from juseok.services.review.side_by_side import articles_of, compare, read_sight
    from juseok.store.past import GoneMemory

    places = articles = hidden = 0
    with open_project(path=project, read_only=True) as opened, opened.reader() as reader:
        sight = read_sight(reader, opened.viewer())
        only = find_article(reader, sight.own, article) if article else ""
        viewer = sight.on(only) if only else sight.full
        sides = tuple(_side(reader, viewer, each) for each in (left, right))
        scheme, memory = reader.scheme(), GoneMemory()
        same = EntityIndex.read(reader, sight.entities).representative
        wanted = [only] if only else articles_of(reader, sight, sides)
        for each in wanted:
            if not {side.layer for side in sides} <= sight.on(each).visible_layers:
                hidden += 1
                continue
            found = compare(
                reader=reader, sight=sight, article=each, sides=sides, scheme=scheme, same=same,
                memory=memory,
            )  # fmt: skip
            rows = [row for row in found.rows if row.state is not RowState.SAME]
            places, articles = places + len(rows), articles + bool(rows)
            if rows:
                title = next((r.title for r in reader.article_rows(sight.own, [each])), "")
                _tell(shell, each, title, rows, scheme)
    if hidden and hidden == len(wanted):
        raise KnownError("compare.not_seen")
    if hidden:
        shell.complain(Message("compare.hidden", count=hidden))
    if not shell.json:
        shell.answer(Message("cli.differ", count=places, articles=articles))
    return Exit.PROBLEM if places else Exit.OK


def _side(reader: "Reader", viewer: "Viewer", text: str) -> "Side":
    """``LAYER``, ``LAYER@TIME`` or ``LAYER@ACTION``; raises ``KnownError``."""
    from juseok.services.history.reading import moment_from
    from juseok.services.review.side_by_side import Side, find_layer

    name, at, when = text.rpartition("@")
    try:
        return Side(find_layer(reader, viewer, text).id)
    except KnownError as error:
        if not at or error.message.code != "compare.no_layer":
            raise
    layer = find_layer(reader, viewer, name)
    if reader.timeline.moment(when) is not None:
        return Side(layer.id, action=when)
    return Side(layer.id, at=moment_from(when))


def _tell(shell: Shell, article: str, title: str, rows: "list[Row]", scheme: "Scheme") -> None:
    if not shell.json:
        click.echo(f"[{title or article}]")
    for row in rows:
        click.echo(_object(article, title, row) if shell.json else _line(shell, row, scheme))


def _line(shell: Shell, row: "Row", scheme: "Scheme") -> str:
    names: list[str] = []
    for name in sorted(row.differs):
        known = scheme.attribute(name[1:]) if name[:1] == "@" else None
        if known is not None:
            names.append(known.name(shell.language))
        elif name[:1] == "@":
            names.append(name[1:])
        else:
            names.append(shell.sentence(Message(f"compare.field.{name}")))
    sort = shell.sentence(Message(f"compare.sort.{row.sort}"))
    fields = f"  ({', '.join(names)})" if names else ""
    return f"  {_SIGNS[row.state]} {row.start}-{row.end}  {sort}  {row.words}{fields}"


def _object(article: str, title: str, row: "Row") -> str:
    from juseok.core.records import to_body

    said = {
        "article": article,
        "title": title,
        "kind": row.sort,
        "state": row.state,
        "start": row.start,
        "end": row.end,
        "words": row.words,
        "differs": sorted(row.differs),
        "particle": row.particle,
        "left": [{"id": each.id, **to_body(each)} for each in row.members.get(0, ())],
        "right": [{"id": each.id, **to_body(each)} for each in row.members.get(1, ())],
    }
    return json.dumps(said, ensure_ascii=False)

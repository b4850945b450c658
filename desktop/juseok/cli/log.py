"""The command that tells who did what when."""

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juseok.cli.marks import command, json_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message

if TYPE_CHECKING:
    from juseok.core.model import Viewer
    from juseok.store.reader import Reader
    from juseok.store.timeline import Entry


@command(
    "log",
    does="cli.about.log",
    more="cli.more.log",
    ok="cli.exit.told",
    problem="cli.exit.untold",
    input="cli.exit.unasked",
    project="cli.exit.unread",
)
@project_argument
@click.option("--article", default="", metavar="cli.word.article", help="cli.option.of_article")
@click.option("--object", "obj", default="", metavar="cli.word.id", help="cli.option.of_object")
@click.option("--annotator", default="", metavar="cli.word.name", help="cli.option.of_annotator")
@click.option("--words", default="", metavar="cli.word.words", help="cli.option.of_words")
@click.option("--since", default="", metavar="cli.word.time", help="cli.option.since")
@click.option("--until", default="", metavar="cli.word.time", help="cli.option.until")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="cli.word.number", help="cli.option.limit"
)
@json_option
def log(
    shell: Shell,
    project: Path,
    article: str,
    obj: str,
    annotator: str,
    words: str,
    since: str,
    until: str,
    limit: int | None,
) -> int:
    """Tell who did what when."""
    from juseok.core.scheme import with_type_names
    from juseok.services.exchange.sending import find_annotator
    from juseok.services.history.reading import (
        Asked,
        find_article,
        moment_from,
        scheme_of,
        stream,
        viewer_of,
    )
    from juseok.services.projects import open_project
    from juseok.store.past import GoneMemory
    from juseok.store.timeline import Question

    with open_project(path=project, read_only=True) as opened, opened.reader() as reader:
        viewer = viewer_of(opened)
        question = Question(
            article=find_article(reader, viewer, article) if article else "",
            obj=obj,
            annotator=find_annotator(opened, annotator).id if annotator else "",
            since=moment_from(since) if since else "",
            until=moment_from(until) if until else "",
        )
        names = {each.id: each.name for each in reader.annotators()}
        scheme = scheme_of(reader)
        found = stream(reader, viewer, Asked(question, words), memory=GoneMemory())
        titles: dict[str, str] = {}
        told = 0
        for entry in islice((each for each in found if each is not None), limit):
            title = ""
            if entry.article and not shell.json:
                title = titles.get(entry.article) or _title(reader, viewer, entry.article)
                titles[entry.article] = title
            if not shell.json:
                entry = replace(entry, label=with_type_names(entry.label, scheme))
            click.echo(_line(shell, entry, names, title))
            told += 1
    if not told:
        if not shell.json:
            shell.complain(Message("cli.no_history"))
        return Exit.PROBLEM
    return Exit.OK


def _title(reader: "Reader", viewer: "Viewer", article: str) -> str:
    return next((row.title for row in reader.article_rows(viewer, [article])), "")


def _line(shell: Shell, entry: "Entry", names: Mapping[str, str], title: str) -> str:
    from juseok.services.history.reading import here

    name = names.get(entry.annotator, entry.annotator)
    if not shell.json:
        where = f"  [{title}]" if title else ""
        return f"{here(entry.at)}  {name}  {shell.sentence(entry.label)}{where}"
    said = {
        "at": entry.at,
        "annotator": entry.annotator,
        "name": name,
        "label": shell.described(entry.label),
        "action": entry.action,
        "article": entry.article,
        "object": entry.obj,
        "kind": entry.kind,
        "verb": entry.verb,
        "order": list(entry.order),
    }
    return json.dumps(said, ensure_ascii=False)

"""`juseok gold`: what annotators agree on goes into gold, by a rule."""

from pathlib import Path

import click

from juseok.cli.marks import command, json_option, project_argument
from juseok.cli.shell import Exit, Shell
from juseok.core.messages import Message


@command(
    "gold",
    does="cli.about.gold",
    more="cli.more.gold",
    ok="cli.exit.gold",
    problem="cli.exit.undecided",
    project="cli.exit.project",
)
@project_argument
@click.option(
    "--strategy", type=click.Choice(["unanimous", "majority", "threshold"]),
    default="unanimous", metavar="cli.word.strategy", help="cli.option.strategy",
)  # fmt: skip
@click.option(
    "--needed", type=int, default=2, metavar="cli.word.number",
    help="cli.option.needed",
)  # fmt: skip
@json_option
def gold(shell: Shell, project: Path, strategy: str, needed: int) -> int:
    """Take what annotators agree on into gold."""
    from juseok.services.projects import open_project
    from juseok.services.review.gold import STRATEGIES, Rule, Strategy, gold_by_rule

    known: dict[str, Strategy] = {each: each for each in STRATEGIES}
    with (
        open_project(path=project) as opened,
        shell.progress(Message("cli.comparing", name=project.name)) as progress,
    ):
        rule = Rule(known[strategy], max(1, needed))
        found = gold_by_rule(project=opened, rule=rule, progress=progress)
    shell.answer(
        Message("cli.gold", count=found.accepted, left=found.left, articles=found.articles),
        articles=found.articles,
        accepted=found.accepted,
        left=found.left,
    )
    return Exit.PROBLEM if found.left else Exit.OK

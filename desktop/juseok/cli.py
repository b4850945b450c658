"""The shell: the same services as the window, for scripts and for machines without a screen."""

from collections.abc import Sequence

import click

from juseok import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="juseok", message="%(prog)s %(version)s")
def juseok() -> None:
    """Annotate Korean news by hand."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line (without the program's name); gives the exit code."""
    return juseok.main(args=list(arguments), prog_name="juseok", standalone_mode=False) or 0

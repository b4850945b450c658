"""The shell: the same services as the window, for scripts and for machines without a screen.

What a command answers goes to standard output, as a sentence or with ``--json`` as one JSON
object; progress and complaints go to standard error. Exit codes are :class:`Exit`. A command
imports its services when it is called, so that a window need not wait for what it does not use.
"""

from juseok.cli.main import juseok, run
from juseok.cli.shell import Exit

__all__ = ["Exit", "juseok", "run"]

"""The console script: the shell commands, with the window behind them when one is asked for."""

import sys

from juseok.cli import run


def main() -> None:
    """Entry point of ``juseok`` and of ``python -m juseok``."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

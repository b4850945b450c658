"""The console script: the shell commands, with the window behind them when one is asked for."""

import gc
import sys
from pathlib import Path

from juseok.cli import run


class _QtWindows:
    """Opens windows; Qt is imported only when one is."""

    def open(self, project: Path | None, *, starter: bool) -> int:
        gc.disable()  # the modules stay; juseok.ui.collecting turns it on again
        from juseok.ui.binding import load_qt

        load_qt()
        from juseok.app import open_window

        return open_window(project, starter=starter)

    def tour(self, out: Path) -> int:
        from juseok.tour import take_tour

        return take_tour(out)


def main() -> None:
    """Entry point of ``juseok`` and of ``python -m juseok``."""
    sys.exit(run(sys.argv[1:], windows=_QtWindows()))


if __name__ == "__main__":
    main()

"""The console script: the window at once, or the shell commands with the window behind them."""

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juseok.formats.document import Painter

_SUFFIX = ".juseok"
_INTERRUPTED = 130


class _QtWindows:
    """Opens windows; Qt is imported only when one is."""

    def open(self, project: Path | None, *, starter: bool) -> int:
        if not has_display(os.environ):
            from juseok.core.errors import KnownError

            raise KnownError("cli.no_window")
        gc.disable()  # the modules stay; juseok.ui.collecting turns it on again
        from juseok.ui.binding import load_qt

        load_qt()
        from juseok.app import open_window

        return open_window(project, starter=starter)

    def tour(self, out: Path) -> int:
        from juseok.tour import take_tour

        return take_tour(out)

    def painter(self) -> "Painter":
        from juseok.ui.binding import load_qt

        load_qt()
        from juseok.ui.page_painter import paint_page

        return paint_page


def main() -> None:
    """Entry point of ``juseok`` and of ``python -m juseok``."""
    arguments, windows = sys.argv[1:], _QtWindows()
    if is_plain(arguments) and has_display(os.environ):
        try:
            sys.exit(windows.open(Path(*arguments) if arguments else None, starter=False))
        except KeyboardInterrupt:
            sys.exit(_INTERRUPTED)
    from juseok.cli import run
    from juseok.core.processes import collect_rarely

    collect_rarely()
    sys.exit(run(arguments, windows=windows))


def is_plain(arguments: list[str]) -> bool:
    """Whether a window is all that is asked for: nothing, or one project, as a desktop starts it.

    The shell would answer the same, after what reads a command line has been loaded.
    """
    return not arguments or (
        len(arguments) == 1 and arguments[0].endswith(_SUFFIX) and arguments[0][0] != "-"
    )


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether a window could be shown; without a display Qt would end the process by a signal."""
    names = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    return sys.platform != "linux" or any(environment.get(name) for name in names)


if __name__ == "__main__":
    main()

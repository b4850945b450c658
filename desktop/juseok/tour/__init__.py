"""The main job done by itself: on a machine without a display, and for the pictures of the help.

It works on a starter project of its own, so neither the person's projects nor their settings
are touched.
"""

import os
import tempfile
from pathlib import Path

_OWN = {"QT_QPA_PLATFORM": "offscreen"}
"""Unless they say otherwise: pictures are the same on a machine with a display."""


def take_tour(out: Path) -> int:
    """Leave a picture of every window and panel and an export in ``out``; gives the exit code.

    Raises ``KnownError`` where ``out`` cannot be written or a step does not come to its end.
    """
    out = out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="juseok-tour-") as folder:
        os.environ.update(_OWN | before | {"JUSEOK_CONFIG": folder})
        try:
            from juseok.tour.journey import Journey  # Qt looks at the environment

            Journey(out).go()
        finally:
            os.environ.clear()
            os.environ.update(before)
    return 0

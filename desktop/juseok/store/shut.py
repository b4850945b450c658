"""What a viewer's seal keeps back, as a condition of SQL."""

import json
from typing import Final, NamedTuple

from juseok.core.model import Viewer
from juseok.store.names import Names


class Shut(NamedTuple):
    """``where`` goes behind another condition, ``values`` behind its values."""

    where: str = ""
    values: tuple[str, ...] = ()


NOTHING_SHUT: Final = Shut()


def shut_for(names: Names, viewer: Viewer, of: str = "") -> Shut:
    """For a table (``of`` names it, with its dot) with the columns ``article`` and ``layer``."""
    seal = viewer.seal
    if viewer.visible_layers <= seal.layers or not seal.articles:
        return NOTHING_SHUT
    found = [list(names.known(sorted(each)).values()) for each in (seal.articles, seal.layers)]
    return Shut(
        f" AND NOT ({of}article IS NOT NULL AND {of}article IN (SELECT value FROM json_each(?))"
        f" AND {of}layer NOT IN (SELECT value FROM json_each(?)))",
        (json.dumps(found[0]), json.dumps(found[1])),
    )

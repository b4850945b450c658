"""The roles of lines: what they are called, and which key gives each.

Digits are for the head of an article, the row of Q for its text, the row of A for what does
not belong to it.  Keys are places on the board, so they work in Hangul mode.
"""

from collections.abc import Mapping
from typing import Final

from juseok.core.model import ZoneRole
from juseok.ui.i18n import mark, tr

_R = ZoneRole

ZONE_NAMES: Final[Mapping[ZoneRole, str]] = {
    _R.TITLE: mark("Title"),
    _R.SUBTITLE: mark("Subtitle"),
    _R.KICKER: mark("Kicker"),
    _R.BYLINE: mark("Byline"),
    _R.DATE: mark("Date"),
    _R.PUBLISHER: mark("Publisher"),
    _R.DATELINE: mark("Dateline"),
    _R.BODY: mark("Body"),
    _R.HEADING: mark("Heading"),
    _R.CAPTION: mark("Caption"),
    _R.CREDIT: mark("Photo credit"),
    _R.NAV: mark("Navigation"),
    _R.FOOTER: mark("Footer"),
    _R.RELATED: mark("Related"),
    _R.COMMENT: mark("Comments"),
    _R.COPYRIGHT: mark("Copyright"),
    _R.OTHER: mark("Other"),
}

ZONE_GROUPS: Final[tuple[tuple[str, Mapping[str, ZoneRole]], ...]] = (
    (
        mark("Head"),
        {
            "1": _R.TITLE, "2": _R.SUBTITLE, "3": _R.KICKER, "4": _R.BYLINE, "5": _R.DATE,
            "6": _R.PUBLISHER, "7": _R.DATELINE,
        },
    ),
    (mark("Text"), {"Q": _R.BODY, "W": _R.HEADING, "E": _R.CAPTION, "R": _R.CREDIT}),
    (
        mark("Outside"),
        {
            "A": _R.NAV, "S": _R.FOOTER, "D": _R.RELATED, "F": _R.COMMENT, "G": _R.COPYRIGHT,
            "Z": _R.OTHER,
        },
    ),
)  # fmt: skip
"""Groups of the legend: name, and role by key."""

ROLE_BY_KEY: Final[Mapping[str, ZoneRole]] = {
    key: role for _, keys in ZONE_GROUPS for key, role in keys.items()
}


def zone_name(role: ZoneRole) -> str:
    return tr(ZONE_NAMES[role])  # marked in the table


def zone_names() -> dict[ZoneRole, str]:
    """All names in the window's language, for the article view."""
    return {role: zone_name(role) for role in ZONE_NAMES}

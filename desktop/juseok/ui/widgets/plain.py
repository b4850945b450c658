"""Words that are shown as they are, wherever Qt would look for markup in them.

A tool tip has no text format: Qt guesses, and a ``<br>`` in a crawled title would break the
line instead of being read.
"""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt


class Tipped(Protocol):
    """A widget, an item or an action: what can have a tool tip."""

    def setToolTip(self, tip: str, /) -> None: ...


def plain_tip(text: str) -> str:
    """``text`` so that a tool tip shows exactly it."""
    if not GuiQt.mightBeRichText(text):
        return text
    from html import escape  # and with it the names of all entities, for a rare tip

    return f'<span style="white-space:pre-wrap">{escape(text)}</span>'


def set_tip(what: Tipped, text: str) -> None:
    """Give ``what`` the tool tip ``text``, never read as markup."""
    what.setToolTip(plain_tip(text))


def as_tip(role: int, text: str) -> str:
    """What a model answers for ``role``: ``text``, safe where the role is the tool tip's."""
    return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text


def label_of(text: str) -> str:
    """``text`` for a button or an action: an ampersand in it is no mnemonic."""
    return text.replace("&", "&&")

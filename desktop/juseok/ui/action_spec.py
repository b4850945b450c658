"""An action as data: what it is called, where its keys count, and the menu it stands in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from juseok.ui.i18n import mark


class Context(StrEnum):
    """Where an action's single keys count.

    ``TEXT``: focus in the article.  ``CLAIM``, ``SUGGEST`` and ``FIXING`` lie over it while a
    claim is open, a suggestion is current or gold is edited in a review; ``PAIRS`` and
    ``REVIEW``: focus in the pairs of names, or in the items of a review; ``COMPARE``: focus in
    the window that compares; ``GLOBAL`` is everywhere.
    """

    GLOBAL = "global"
    TEXT = "text"
    CLAIM = "claim"
    SUGGEST = "suggest"
    PAIRS = "pairs"
    REVIEW = "review"
    FIXING = "fixing"
    COMPARE = "compare"


CONTEXT_NAMES: Final = {
    Context.GLOBAL: mark("Everywhere"),
    Context.TEXT: mark("In the article"),
    Context.CLAIM: mark("While a claim is open"),
    Context.SUGGEST: mark("On a suggestion"),
    Context.PAIRS: mark("On a pair of names"),
    Context.REVIEW: mark("In the items of a review"),
    Context.FIXING: mark("In the text, during a review"),
    Context.COMPARE: mark("In the window that compares"),
}

MENUS: Final = (
    ("file", mark("File")),
    ("edit", mark("Edit")),
    ("view", mark("View")),
    ("go", mark("Go")),
    ("mention", mark("Entity")),
    ("claim", mark("Claim")),
    ("relationship", mark("Relationship")),
    ("article", mark("Article")),
    ("review", mark("Review")),
    ("team", mark("Team")),
    ("help", mark("Help")),
)
"""Menu id and title, in the order they stand."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action as data.

    ``menu`` is ``menu/section``: a change of section draws a line.  ``handler`` and
    ``argument`` serve families (one handler, called with the argument); by default the id
    itself is looked up.  ``args`` fill ``{name}`` in the translated ``text``.
    """

    id: str
    text: str
    keys: tuple[str, ...] = ()
    context: Context = Context.GLOBAL
    menu: str = ""
    help: str = ""
    icon: str = ""
    checkable: bool = False
    handler: str = ""
    argument: str = ""
    args: tuple[tuple[str, str], ...] = ()

    @property
    def handled_by(self) -> str:
        return self.handler or self.id

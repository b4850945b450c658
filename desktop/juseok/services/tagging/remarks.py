"""Notes and parked questions, on any object or on an article as a whole."""

import re
from collections.abc import Mapping
from typing import Final

from juseok.core.messages import Message
from juseok.core.model import Remark
from juseok.core.ops import Action
from juseok.services.edits import create, elide, label, remove, update
from juseok.services.tagging.mentions import MakeId

_QUOTED: Final = re.compile("“([^“”\n]+)”")
_BARE: Final[Mapping[str, str]] = {
    "remark.delete": "remark.bare.delete",
    "remark.question": "remark.bare.question",
    "remark.reopen": "remark.bare.reopen",
    "remark.resolve": "remark.bare.resolve",
}


def add_note(*, ids: MakeId, layer: str, article: str, target: str, text: str) -> Action:
    """A note on ``target``: an object's id, or the article's own."""
    remark = Remark(ids(), layer, article, target, "note", text)
    return Action(label("remark.note", text=elide(text)), (create(remark),), article)


def park_question(*, ids: MakeId, layer: str, article: str, target: str, text: str = "") -> Action:
    """A question on ``target``, to be decided later; it may stand without words."""
    remark = Remark(ids(), layer, article, target, "question", text)
    return Action(_label("remark.question", text), (create(remark),), article)


def quoted(words: str) -> str:
    """The beginning of a question on words that nothing is tagged at."""
    return f"“{words}”"


def words_asked(text: str) -> str:
    """The words that a question begins with, as :func:`quoted` puts them; empty where none."""
    found = _QUOTED.match(text)
    return found[1] if found else ""


def set_remark_text(*, remark: Remark, text: str) -> Action | None:
    if remark.text == text:
        return None
    return Action(
        label("remark.edit", text=elide(text)), (update(remark, text=text),), remark.article
    )


def resolve(*, remark: Remark, resolved: bool = True) -> Action | None:
    """Tick a question off, or open it again; None when it is so already."""
    if remark.resolved == resolved:
        return None
    code = "remark.resolve" if resolved else "remark.reopen"
    return Action(_label(code, remark.text), (update(remark, resolved=resolved),), remark.article)


def delete_remark(*, remark: Remark) -> Action:
    return Action(_label("remark.delete", remark.text), (remove(remark),), remark.article)


def _label(code: str, text: str) -> Message:
    """A question may stand without words: then no empty quotation marks are shown for them."""
    return label(code, text=elide(text)) if text.strip() else label(_BARE[code])

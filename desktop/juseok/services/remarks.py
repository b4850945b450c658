"""Notes and parked questions, on any object or on an article as a whole."""

from juseok.core.model import Remark
from juseok.core.ops import Action
from juseok.services.edits import create, elide, label, remove, update
from juseok.services.mentions import MakeId


def add_note(*, ids: MakeId, layer: str, article: str, target: str, text: str) -> Action:
    """A note on ``target``: an object's id, or the article's own."""
    remark = Remark(ids(), layer, article, target, "note", text)
    return Action(label("remark.note", text=elide(text)), (create(remark),), article)


def park_question(*, ids: MakeId, layer: str, article: str, target: str, text: str = "") -> Action:
    """A question on ``target``, to be decided later; it may stand without words."""
    remark = Remark(ids(), layer, article, target, "question", text)
    return Action(label("remark.question", text=elide(text)), (create(remark),), article)


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
    return Action(
        label(code, text=elide(remark.text)), (update(remark, resolved=resolved),), remark.article
    )


def delete_remark(*, remark: Remark) -> Action:
    return Action(
        label("remark.delete", text=elide(remark.text)), (remove(remark),), remark.article
    )

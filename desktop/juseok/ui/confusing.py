"""What is often decided otherwise, in words."""

from typing import Final

from juseok.core.scheme import Scheme
from juseok.services.review.feedback import Confusion
from juseok.ui.i18n import language, mark, sentence, tr

_SORTS: Final = {
    "type": mark("Type: {mine} → {gold}"),
    "boundary": mark("Boundary of {gold}"),
    "particle": mark("Particle at {gold}"),
    "entity": mark("Entity of {mine}"),
    "other": mark("Attributes of {gold}"),
    "rejected": mark("{mine} that is none"),
    "missed": mark("{gold} overlooked"),
}


def confusion_words(each: Confusion, scheme: Scheme) -> str:
    """How often, and what for what."""
    if each.value is not None:
        return f"{each.count} × {_name(each.gold, scheme)}: {sentence(each.value)}"
    words = tr(_SORTS[each.sort], mine=_name(each.mine, scheme), gold=_name(each.gold, scheme))
    return f"{each.count} × {words}"  # marked in the table


def _name(type_id: str, scheme: Scheme) -> str:
    if type_id == "claim":
        return tr("Claim")
    kind = scheme.type(type_id)
    return kind.name(language()) if kind is not None else type_id

"""What differs, in words: the rows of a comparison, and what each side says."""

from collections.abc import Sequence
from typing import Final

from juseok.core.adjudicate_model import ItemSort
from juseok.core.layer_diff import Aspect, Row, RowState
from juseok.core.scheme import Scheme
from juseok.services.entities.index import EntityIndex
from juseok.services.review.side_by_side import Comparison
from juseok.ui.i18n import mark, tr
from juseok.ui.review.words import Line, Wording, sort_words

SIGNS: Final = {
    RowState.CHANGED: "~",
    RowState.REMOVED: "−",
    RowState.ADDED: "+",
    RowState.SOME: "±",
    RowState.SAME: "=",
}
ASPECTS: Final = {
    Aspect.ABSENT: mark("Not on every side"),
    Aspect.BOUNDARY: mark("Boundary"),
    Aspect.PARTICLE: mark("Only a particle"),
    Aspect.TYPE: mark("Type"),
    Aspect.ENTITY: mark("Entity"),
    Aspect.ROLES: mark("Source and other roles"),
    Aspect.ATTRIBUTES: mark("Attributes"),
    Aspect.ENDS: mark("Ends"),
    Aspect.SPLIT: mark("Split"),
}
_FIELDS: Final = {"split": mark("Split"), "nested_in": mark("Nesting")}
"""What is no field of a version."""
_SAME_AS: Final = {"source_state": "source", "ends": "direction"}


def aspect_words(aspect: Aspect) -> str:
    return tr(ASPECTS[aspect])  # marked above


class Saying:
    """Words for the rows of one comparison."""

    def __init__(self, scheme: Scheme, index: EntityIndex | None, found: Comparison) -> None:
        self._wordings = [Wording(scheme, index, (each,)) for each in found.annotations]

    def about(self, row: Row, called: Sequence[str]) -> str:
        """What kind of row, and what differs; ``called``: the sides by name."""
        parts = [sort_words(row.sort)]
        names = self._differing(row)
        if row.particle:
            names = [n for n in names if n != tr("Words")]
            parts.append(tr("only the particle “{particle}”", particle=row.particle))
        parts += names if row.sort is not ItemSort.ENTITY else []
        if row.state is not RowState.SAME and len(row.members) < row.sides:
            has = ", ".join(called[side] for side in sorted(row.members))
            parts.append(tr("only {names}", names=has))
        if row.state is RowState.SAME:
            parts.append(tr("the same"))
        return " · ".join(parts)

    def lines(self, row: Row, side: int) -> list[Line]:
        """What a side says at ``row``, field by field; what differs is marked, and comes first
        behind what it is about."""
        records = row.members.get(side, ())
        differs = {_SAME_AS.get(name, name) for name in row.differs}
        found: list[Line] = []
        for number, record in enumerate(records):
            if len(records) > 1:
                found.append(Line(f"{number + 1}/{len(records)}", "", differs=True))
            lines = [
                Line(name, value, field in differs)
                for field, name, value in self._wordings[side].fields(record, row.members)
                if field in differs or value
            ]
            first, *rest = lines or [Line("", "")]
            found += [first, *sorted(rest, key=lambda line: not line.differs)]
        return found

    def _differing(self, row: Row) -> list[str]:
        """The names of the fields that differ, as the fields are ordered."""
        known: dict[str, str] = {}
        for side, records in row.members.items():
            for record in records:
                known |= {
                    field: name
                    for field, name, _ in self._wordings[side].fields(record, row.members)
                }
        differs = {_SAME_AS.get(name, name) for name in row.differs}
        said = [name for field, name in known.items() if field in differs]
        said += [tr(_FIELDS[field]) for field in sorted(differs - known.keys()) if field in _FIELDS]
        return list(dict.fromkeys(said))

"""Suggestions drawn over the text: what is in sight first, the rest in portions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from juseok.ui.articleview.document import Mark, MarkSort
from juseok.ui.i18n import language, tr
from juseok.ui.place import Place
from juseok.ui.session import Session

if TYPE_CHECKING:  # loaded in a thread, when something is looked for
    from juseok.services.suggestions.suggesting import Suggestion

_PORTION: Final = 150
"""Ghosts that are put into the text at once."""


class Ghosts(QObject):
    """The ghosts of one place, and the content of the claim in hand."""

    def __init__(self, session: Session, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._place = session, place
        self._shown: dict[str, Suggestion] = {}
        self._to_draw: list[Suggestion] = []
        self._claim = ""
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(0)
        self._drawing.timeout.connect(self._draw_some)

    def show(self, items: "dict[str, Suggestion]") -> None:
        """Draw ``items`` (by id) and no others; relationships only while they are in hand."""
        items = {name: each for name, each in items.items() if each.sort != "relationship"}
        shown = self._shown
        gone = [name for name, each in shown.items() if items.get(name) is not each]
        for name in gone:
            if items.get(name) == shown[name]:
                shown[name] = items[name]  # made anew, and the same
        gone = [name for name in gone if items.get(name) is not shown[name]]
        for name in gone:
            del shown[name]
        self._to_draw = [each for name, each in items.items() if name not in shown]
        if len(self._to_draw) > _PORTION:
            low, high = self._place.in_sight()
            self._to_draw.sort(key=lambda each: not (low <= each.start < high))
        self._draw_some(gone)

    def drop(self, names: Iterable[str]) -> None:
        """Take away those of ``names`` that are drawn, or wait for it."""
        gone = set(names)
        self._to_draw = [each for each in self._to_draw if each.id not in gone]
        self._draw((), [name for name in gone if self._shown.pop(name, None) is not None])

    def show_claim(self, one: "Suggestion | None") -> None:
        """The content of the claim in hand, at rest only its cue is framed; or what the
        relationship in hand joins."""
        before, self._claim = self._claim, ""
        marks: list[Mark] = []
        if one is not None and one.sort == "claim":
            self._claim = f"{one.id}#content"
            spans = tuple((span.start, span.end) for span in one.spans)
            marks = [Mark(self._claim, MarkSort.CLAIM, spans, label=tr("Claim"), owner=one.id)]
        if one is not None and one.sort == "relationship":
            self._claim = f"{one.id}#ends"
            marks = [replace(self._mark(one), id=self._claim, owner=one.id)]
        if before or marks:
            self._place.show_ghosts(marks, [before] if before and before != self._claim else [])

    def _draw_some(self, gone: Sequence[str] = ()) -> None:
        some, self._to_draw = self._to_draw[:_PORTION], self._to_draw[_PORTION:]
        self._draw(some, gone)
        if self._to_draw:
            self._drawing.start()

    def _draw(self, items: "Sequence[Suggestion]", gone: Sequence[str]) -> None:
        if not items and not gone:
            return
        self._shown.update((each.id, each) for each in items)
        kept = {each.id for each in items}
        self._place.show_ghosts(
            [self._mark(each) for each in items], [name for name in gone if name not in kept]
        )

    def _mark(self, one: "Suggestion") -> Mark:
        kind = self._session.scheme.entity_type(one.type) if one.type else None
        letter = (kind.letter or kind.key) if kind is not None else ""
        name = kind.name(language()) if kind is not None else tr("no type yet")
        if one.sort == "claim":
            letter, name = "”", tr("Claim")
        elif one.sort == "relationship":
            joins = self._session.scheme.relationship_type(one.type)
            letter, name = "→", joins.name(language()) if joins is not None else one.type
        elif one.sort == "alias":
            letter = "="
        spans = tuple((span.start, span.end) for span in one.spans)
        if one.proposal.claim is not None:
            spans = one.proposal.claim.cue or spans
        return Mark(
            one.id,
            MarkSort.SUGGESTION,
            spans,
            style=one.type,
            letter=letter or "?",
            label=tr("Suggestion, {type}: {quote}", type=name, quote=one.quote),
        )

"""The annotators' versions in the text: underlines in everybody's own look."""

from collections.abc import Iterable
from operator import is_

from PySide6.QtCore import QObject

from juseok.core.adjudicate_model import Item, ItemSort
from juseok.ui.articleview.document import Mark, MarkSort, Range
from juseok.ui.articleview.style import TypeStyle
from juseok.ui.i18n import tr
from juseok.ui.marks import own_place
from juseok.ui.place import Place
from juseok.ui.review.looks import Look, styles_of
from juseok.ui.review.reviewing import Reviewing


class Underlines(QObject):
    """Draws the mentions of the items in the list, and of the one in hand whatever it is."""

    def __init__(self, reviewing: Reviewing, place: Place) -> None:
        super().__init__(reviewing)
        self._reviewing, self._place = reviewing, place
        self._drawn: dict[str, Mark] = {}
        self._looks: dict[str, Look] = {}
        self._items: list[Item] | None = None
        self._mentions: dict[str, Mark] = {}
        """Of the mentions among ``_items``."""
        self.on = True
        reviewing.moved.connect(self.refresh)
        reviewing.ended.connect(self.clear)

    def toggle(self) -> None:
        """Show the versions, or gold alone."""
        self.on = not self.on
        self.refresh()

    def clear(self) -> None:
        self._draw({})

    def refresh(self) -> None:
        """Draw what is to be seen now."""
        reviewing = self._reviewing
        if not reviewing.on or self._place.article != reviewing.page.article or not self.on:
            self._draw({})
            return
        looks = reviewing.looks
        items = [judged.item for judged in reviewing.rows]
        if looks != self._looks:
            self._looks = looks
            self._place.show_layers(self._styles)
            self._items = None
        before = self._items
        if before is None or len(items) != len(before) or not all(map(is_, items, before)):
            self._items, self._mentions = items, _mentions(items, looks)
        wanted = self._mentions
        current = reviewing.current
        if current is not None and current.item.sort in (ItemSort.CLAIM, ItemSort.RELATIONSHIP):
            wanted = wanted | _parts(current.item, looks)
        self._draw(wanted)

    def _styles(self, dark: bool) -> dict[str, TypeStyle]:
        return styles_of(self._reviewing.looks.values(), dark=dark)

    def _draw(self, wanted: dict[str, Mark]) -> None:
        if wanted is self._drawn:
            return
        gone = [name for name in self._drawn if name not in wanted]
        come = [mark for name, mark in wanted.items() if self._drawn.get(name) != mark]
        self._drawn = wanted
        if gone or come:
            self._place.show_ghosts(come, gone)


def _mentions(items: Iterable[Item], looks: dict[str, Look]) -> dict[str, Mark]:
    """Everybody's mentions; what is agreed, and not among ``items``, is seen in gold, or waits
    for one key."""
    words = {layer: _words(look) for layer, look in looks.items()}
    return {
        record.id: _mark(record.id, own_place(record), looks[layer], words[layer])
        for item in items if item.sort is ItemSort.MENTION
        for layer, records in item.members.items() for record in records
    }  # fmt: skip


def _parts(item: Item, looks: dict[str, Look]) -> dict[str, Mark]:
    """Contents and evidence of the versions of one item."""
    found: dict[str, Mark] = {}
    for layer, records in item.members.items():
        for record in records:
            spans = own_place(record)
            if spans:
                found[f"{record.id}#version"] = _mark(
                    f"{record.id}#version", spans, looks[layer], _words(looks[layer]), record.id
                )
    return found


def _mark(
    name: str, spans: tuple[Range, ...], look: Look, words: str, owner: str = ""
) -> Mark:  # fmt: skip
    return Mark(name, MarkSort.LAYER, spans, look.style, look.letter, words, owner)


def _words(look: Look) -> str:
    return tr("Version of {name}", name=look.called)

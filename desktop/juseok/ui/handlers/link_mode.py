"""Choosing the other end of a relationship: by letter, by arrow keys, by a click."""

from collections.abc import Callable
from typing import Final

from juseok.core.model import Mention
from juseok.services.edits import elide, quote_of
from juseok.ui.context import PanelContext
from juseok.ui.i18n import language, tr
from juseok.ui.keymap import Chord
from juseok.ui.linking import LETTERS, assign_codes, with_prefix

_STEPS: Final = {"Right": 1, "Down": 1, "Left": -1, "Up": -1, "Tab": 1}
_SCROLL: Final = frozenset({"PgUp", "PgDown", "Home", "End"})


class LinkMode:
    """While it is on, letters stand on the mentions in sight and keys choose one of them.

    ``chosen(head, tail)`` is called after the mode is left.
    """

    def __init__(self, context: PanelContext, chosen: Callable[[Mention, Mention], object]) -> None:
        self._context = context
        self._place = context.place
        self._chosen = chosen
        self._head: Mention | None = None
        self._tail = ""
        self._typed = ""
        self._codes: dict[str, str] = {}
        self._place.record_changed.connect(self._clicked)
        self._place.article_changed.connect(lambda _: self.leave())
        self._place.sight_changed.connect(self._show)
        context.session.annotations_changed.connect(lambda *_: self._look_again())

    @property
    def on(self) -> bool:
        return self._head is not None

    def begin(self, head: Mention) -> None:
        """Let the other end of a relationship from ``head`` be chosen."""
        self._head, self._tail, self._typed = head, "", ""
        if not self._ends():
            self._head = None
            self._context.say(tr("There is no other mention to go to."))
            return
        self._place.take(head.id)
        self._context.dispatcher.capture(self.press)
        self._show()
        self._context.say(
            tr(
                "The other end for “{quote}”: its letter, the arrow keys and Enter, or a click. "
                "Esc leaves.",
                quote=elide(quote_of(head.spans)),
            )
        )

    def leave(self) -> None:
        """Take the letters away; nothing was chosen."""
        if self._head is None:
            return
        self._head, self._tail, self._codes = None, "", {}
        self._context.dispatcher.capture(None)
        self._place.show_badges({})
        self._place.show_link("", "")

    def press(self, chord: Chord) -> bool:
        """What a key means while an end is chosen; whether it is used up."""
        if chord.key == "Esc":
            self.leave()
            self._context.say(tr("No relationship was made."))
        elif chord.key in ("Enter", "Space"):
            self._choose(self._tail)
        elif chord.key in _STEPS:
            self._step(-_STEPS[chord.key] if chord.shift else _STEPS[chord.key])
        elif chord.key == "Backspace":
            self._typed = ""
            self._show()
        elif chord.key in LETTERS:
            self._letter(chord.key)
        else:
            return chord.key not in _SCROLL
        return True

    def _ends(self) -> list[Mention]:
        """The mentions that could be the other end, in text order."""
        workspace = self._context.session.workspace(self._place.article)
        head = self._head
        if workspace is None or head is None:
            return []
        return [m for m in workspace.mentions if m.layer == head.layer and m.id != head.id]

    def _letter(self, letter: str) -> None:
        found = with_prefix(self._codes.items(), self._typed + letter)
        if not found:
            self._context.say(tr("No mention on screen has this letter."))
            return
        whole = next((obj for obj, code in found.items() if code == self._typed + letter), None)
        if whole is not None:
            self._choose(whole)
            return
        self._typed += letter
        self._place.show_badges(found)

    def _step(self, by: int) -> None:
        ends, head = self._ends(), self._head
        if not ends or head is None:
            return
        ids = [each.id for each in ends]
        if self._tail in ids:
            number = (ids.index(self._tail) + by) % len(ids)
        else:
            before = sum(each.spans[0].start < head.spans[0].start for each in ends)
            number = (before if by > 0 else before - 1) % len(ids)
        found = ends[number]
        self._tail = found.id
        start = found.spans[0].start
        self._place.pick(start, start)
        self._show()
        kind = self._context.session.scheme.entity_type(found.type)
        self._context.say(
            tr(
                "“{quote}” ({type}): Enter chooses it.",
                quote=elide(quote_of(found.spans)),
                type=kind.name(language()) if kind else found.type,
            )
        )

    def _show(self) -> None:
        head = self._head
        if head is None:
            return
        start, end = self._place.in_sight()
        seen = [
            (each.id, each.spans[0].start)
            for each in self._ends()
            if start <= each.spans[0].start <= end
        ]
        self._codes = assign_codes(seen, head.spans[0].start)
        self._typed = ""
        self._place.show_badges(self._codes)
        self._place.show_link(head.id, self._tail)

    def _look_again(self) -> None:
        """Something changed meanwhile: the head may be gone, or there are more ends."""
        head = self._head
        workspace = self._context.session.workspace(self._place.article)
        if head is None or workspace is None:
            return
        found = workspace.mention(head.id)
        if found is None:
            self.leave()
        else:
            self._head = found
            self._show()

    def _clicked(self, record: str) -> None:
        if self._head is not None and record != self._head.id:
            self._choose(record)

    def _choose(self, record: str) -> None:
        head = self._head
        tail = next((each for each in self._ends() if each.id == record), None)
        if head is None or tail is None:
            self._context.say(tr("Choose the mention at the other end first."))
            return
        self.leave()
        self._place.take(head.id)
        self._chosen(head, tail)

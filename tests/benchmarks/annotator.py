"""A person who knows what is to be tagged and does it with the fewest keys and clicks.

A chord, a click, a double click and a drag count one each, and so does every turn of the wheel
to a place out of sight.
"""

import os
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from tests.e2e.hands import Hands

from juseok.core.model import READING_ROLES, Mention, ZoneRole
from juseok.services.suggestions.decisions import same_name
from juseok.services.suggestions.suggesting import Suggestion
from juseok.ui.dialogs.kwic_dialog import KwicDialog
from juseok.ui.models.kwic_list import ROW_ROLE
from juseok.ui.suggesting import Suggestions

_TRIES: Final = 40
_WORTH_A_LIST: Final = 4
"""So many names that are certain are worth the two keys of their list."""

_TELL: Final = bool(os.environ.get("JUSEOK_ACTIONS_TOLD"))
_ACCEPTED, _REJECTED = "claims accepted", "claims rejected"
_JOINED, _NOT_JOINED = "relationships accepted", "relationships rejected"
BESIDE: Final = (_ACCEPTED, _REJECTED, _JOINED, _NOT_JOINED)
"""What is done on what are no mentions: counted apart."""

Ends = tuple[int, int]
"""Where the two mentions of a relationship begin, the first one first."""


class Wanted(NamedTuple):
    """``[start, end)`` is to be a mention of ``type``."""

    start: int
    end: int
    type: str


class Claimed(NamedTuple):
    """``[start, end)`` is what a claim says."""

    start: int
    end: int


@dataclass
class CountingHands(Hands):
    """Counts what the hands do, by what it is done for."""

    counts: Counter[str] = field(default_factory=Counter)
    turning: bool = False
    purpose: str = "tagging"

    def press(self, keys: str) -> None:
        self._count(self.purpose)
        super().press(keys)

    def drag(self, start: int, end: int) -> None:
        self._count(self.purpose)
        super().drag(start, end)

    def click(self, offset: int) -> None:
        self._count(self.purpose)
        super().click(offset)

    def untick(self, dialog: KwicDialog, number: int) -> None:
        """Click away the tick of a row, which the wheel brings into sight."""
        index = dialog.model.index(number)
        if not dialog.view.viewport().rect().contains(dialog.view.visualRect(index)):
            dialog.view.scrollTo(index)
            self._count("going there")
        self._count(self.purpose)
        middle = dialog.view.visualRect(index)
        at = QPoint(middle.left() + 16, middle.center().y())
        QTest.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def _count(self, sort: str) -> None:
        self.counts[sort] += 1
        self.turning = False

    def _turn_wheel(self, notches: int) -> None:
        if not self.turning:
            self._count("going there")
            self.turning = True
        super()._turn_wheel(notches)


class Annotator:
    """Tags ``wanted`` in the article on screen; ``suggested``: with suggestions, of which those
    of ``claims`` and ``joined`` (both ends of a relationship) are accepted as they are."""

    def __init__(
        self,
        hands: CountingHands,
        wanted: Sequence[Wanted],
        claims: Sequence[Claimed],
        joined: Collection[Ends],
        *,
        all_alike: bool,
        suggested: bool,
    ) -> None:
        self._hands = hands
        self._wanted = {(each.start, each.end): each.type for each in wanted}
        self._claims, self._joined = claims, joined
        self._all_alike, self._suggested = all_alike, suggested
        self._seen: dict[str, Suggestion] = {}
        self._back_from_claim = False
        types = hands.session.scheme.entity_types
        self._keys = {each.id: each.key.upper() for each in types}

    def work(self) -> None:
        """Until exactly what is wanted is tagged."""
        self._settle()
        while True:
            if self._suggested and (self._take_certain() or self._decide()):
                continue
            if not self._left() and not self._mend():
                break
            while left := self._left():
                self._tag(left[0])
        made = {place: mention.type for place, mention in self._made().items()}
        assert made == self._wanted, set(made.items()) ^ set(self._wanted.items())

    # -- by hand

    def _left(self) -> list[Wanted]:
        """What nobody suggests and is not tagged: all of it before going back to suggestions."""
        made, offered = self._made(), set[tuple[int, int]]()
        if self._suggested:
            offered = {(e.start, e.end) for e in self._suggestions.items if self._right(e)}
        return [Wanted(*place, kind) for place, kind in sorted(self._wanted.items())
                if place not in made and place not in offered]  # fmt: skip

    def _tag(self, one: Wanted) -> None:
        hands = self._hands
        hands.purpose = self._why_by_hand(one)
        self._tell(one.start, one.end, one.type)
        before = {mention.id for mention in hands.mentions}
        hands.drag(one.start, one.end)
        hands.press(self._keys[one.type])
        fresh = [mention for mention in hands.mentions if mention.id not in before]
        assert len(fresh) == 1, (hands.text[one.start : one.end], fresh)
        purpose = hands.purpose
        self._put_right(fresh[0].id, one)
        quote = hands.text[one.start : one.end]
        made = self._made()
        alike = [place for place in self._wanted
                 if place not in made and hands.text[slice(*place)] == quote]  # fmt: skip
        if self._all_alike and alike and len(quote) > 1:
            hands.purpose = purpose
            hands.press("`")
        self._settle()

    def _why_by_hand(self, one: Wanted) -> str:
        if not self._suggested:
            return "tagging"
        zones = self._hands.workspace.article.zones
        role = next((z.role for z in zones if z.start <= one.start < z.end), ZoneRole.BODY)
        if role in (ZoneRole.BYLINE, ZoneRole.PUBLISHER) or role not in READING_ROLES:
            return "tagging outside title and body"
        others = (each for each in self._seen.values() if each.sort in ("mention", "alias"))
        if any(each.start < one.end and one.start < each.end for each in others):
            return "tagging, other edges suggested"
        return "tagging, not suggested"

    def _put_right(self, name: str, one: Wanted) -> None:
        """Move the edges of the mention in hand, and give it its type."""
        hands = self._hands
        hands.purpose = "correcting"
        for _ in range(_TRIES):
            mention = self._get(name)
            start, end = mention.spans[0].start, mention.spans[-1].end
            if end != one.end:
                hands.press("]" if end < one.end else "[")
            elif start != one.start:
                hands.press("Shift+]" if start < one.start else "Shift+[")
            elif mention.type != one.type:
                hands.press(self._keys[one.type])
            else:
                return
        raise AssertionError(f"cannot be put right: {one}")

    def _mend(self) -> bool:
        """Delete what is not wanted, and retype what has another type; whether there was any."""
        self._hands.purpose = "correcting"
        mended = False
        for place, mention in sorted(self._made().items()):
            kind = self._wanted.get(place)
            if kind == mention.type:
                continue
            mended = True
            self._tell(*place, mention.type)
            self._hands.click(place[0])
            if kind is None:
                self._hands.press("Delete")
            else:
                self._put_right(mention.id, Wanted(*place, kind))
        self._settle()
        return mended

    # -- with suggestions

    def _take_certain(self) -> bool:
        """Look through the list of what is certain, leave out what is wrong, accept the rest."""
        hands, sure = self._hands, [each for each in self._suggestions.items if each.sure]
        if len({(each.quote, each.type) for each in sure}) < _WORTH_A_LIST:
            return False
        hands.purpose = "accepting from the list"
        hands.press("Alt+Enter")
        hands.until(lambda: self._list() is not None)
        dialog = self._list()
        assert dialog is not None
        for number in range(dialog.model.rowCount()):
            span = dialog.model.index(number).data(ROW_ROLE).span
            one = next(each for each in sure if each.spans[0] == span)
            right = self._right(one)
            hands.purpose = "accepting from the list" if right else "leaving out of the list"
            self._tell(one.start, one.end, one.type)
            if not right:
                hands.untick(dialog, number)
        hands.purpose = "accepting from the list"
        hands.press("Enter")
        hands.until(lambda: self._list() is None)
        self._settle()
        return True

    def _list(self) -> KwicDialog | None:
        found = self._hands.window.findChild(KwicDialog)
        return found if found is not None and found.isVisible() else None

    def _decide(self) -> bool:
        """Decide on the suggestion in hand, or go to the first; False where there is none."""
        hands, suggestions = self._hands, self._suggestions
        if not suggestions.items:
            return False
        held = suggestions.current
        if held is None:
            hands.purpose = _ACCEPTED if self._back_from_claim else "going there"
            self._back_from_claim = False
            hands.press("Tab")
            assert suggestions.current is not None
            return True
        self._seen.update((each.id, each) for each in suggestions.items)
        if held.sort == "claim":
            self._decide_claim(held)
            return True
        if held.sort == "relationship":
            is_one = (held.spans[0].start, held.spans[-1].start) in self._joined
            hands.purpose = _JOINED if is_one else _NOT_JOINED
            self._tell(held.start, held.end, held.type)
            hands.press("Enter" if is_one else "Backspace")
            self._settle()
            return True
        kind = self._wanted.get((held.start, held.end))
        alike = same_name(suggestions.items, held)
        right = sum(map(self._right, alike))
        if kind is None and (whole := self._around(held)) is not None:
            self._tag(whole)
            return True
        hands.purpose = "rejecting" if kind is None else "accepting"
        if kind is not None and held.type != kind:
            hands.purpose = "accepting with another type" if held.type else "giving the type"
        self._tell(held.start, held.end, held.type)
        if kind is None:
            hands.press("Backspace")
        elif held.type != kind:
            hands.press(self._keys[kind])
        elif len(alike) == right > 1:
            hands.press("Shift+Enter")
        else:
            hands.press("Enter")
        self._settle()
        if kind is not None and (made := self._made().get((held.start, held.end))) is not None:
            self._put_right(made.id, Wanted(held.start, held.end, kind))
        return True

    def _around(self, held: Suggestion) -> Wanted | None:
        """What is wanted in the place of ``held`` and of another suggestion: it is quicker to
        tag that at once than to reject the pieces first."""
        for (start, end), kind in self._wanted.items():
            if start < held.end and held.start < end and (start, end) not in self._made():
                names = (e for e in self._suggestions.items if e.sort in ("mention", "alias"))
                pieces = sum(each.start < end and start < each.end for each in names)
                return Wanted(start, end, kind) if pieces > 1 else None
        return None

    def _decide_claim(self, held: Suggestion) -> None:
        """Accept it where at least half of what it says is a claim's, and the other way round."""
        whole = held.end - held.start
        for each in self._claims:
            shared = min(each.end, held.end) - max(each.start, held.start)
            if 2 * shared >= max(whole, each.end - each.start):
                self._hands.purpose = _ACCEPTED
                self._tell(held.start, held.end, "claim")
                self._hands.press("Enter")
                self._back_from_claim = True
                break
        else:
            self._hands.purpose = _REJECTED
            self._tell(held.start, held.end, "claim")
            self._hands.press("Backspace")
        self._settle()

    def _right(self, one: Suggestion) -> bool:
        return self._wanted.get((one.start, one.end)) == one.type

    # -- looking

    @property
    def _suggestions(self) -> Suggestions:
        found = self._hands.window._context.suggestions
        assert found is not None
        return found

    def _made(self) -> dict[tuple[int, int], Mention]:
        return {(m.spans[0].start, m.spans[-1].end): m for m in self._hands.mentions}

    def _get(self, name: str) -> Mention:
        return next(mention for mention in self._hands.mentions if mention.id == name)

    def _settle(self) -> None:
        """Wait, as a person does, until nothing new is being looked for."""
        self._hands.until(lambda: not self._suggestions.searching)

    def _tell(self, start: int, end: int, kind: str) -> None:
        if _TELL:
            words = self._hands.text[start:end]
            print(f"{self._hands.purpose}: {words} {kind}", file=sys.stderr)

"""A person who knows what is to be tagged and does it with the fewest keys and clicks.

A chord, a click, a double click and a drag count one each, and so does every turn of the wheel
to a place out of sight.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.e2e.hands import Hands

from juseok.core.model import Mention
from juseok.services.suggesting import Suggestion

_TRIES = 40
CLAIMS = "deciding on claims"
"""Which are not mentions: counted apart."""


class Wanted(NamedTuple):
    """``[start, end)`` is to be a mention of ``type``."""

    start: int
    end: int
    type: str


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

    def _count(self, sort: str) -> None:
        self.counts[sort] += 1
        self.turning = False

    def _turn_wheel(self, notches: int) -> None:
        if not self.turning:
            self._count("going there")
            self.turning = True
        super()._turn_wheel(notches)


class Annotator:
    """Tags ``wanted`` in the article on screen; ``helped``: with tag-all and with suggestions."""

    def __init__(
        self, hands: CountingHands, wanted: Sequence[Wanted], *, all_alike: bool, suggested: bool
    ) -> None:
        self._hands = hands
        self._wanted = {(each.start, each.end): each.type for each in wanted}
        self._all_alike, self._suggested = all_alike, suggested
        types = hands.session.scheme.entity_types
        self._keys = {each.id: each.key.upper() for each in types}

    def work(self) -> None:
        """Until exactly what is wanted is tagged."""
        self._settle()
        while True:
            if self._suggested and self._decide():
                continue
            left = [(*place, kind) for place, kind in self._wanted.items()
                    if place not in self._made()]  # fmt: skip
            if not left:
                break
            self._tag(Wanted(*min(left)))
        self._mend()
        made = {place: mention.type for place, mention in self._made().items()}
        assert made == self._wanted, set(made.items()) ^ set(self._wanted.items())

    # -- by hand

    def _tag(self, one: Wanted) -> None:
        hands = self._hands
        hands.purpose = "tagging"
        before = {mention.id for mention in hands.mentions}
        hands.drag(one.start, one.end)
        hands.press(self._keys[one.type])
        fresh = [mention for mention in hands.mentions if mention.id not in before]
        assert len(fresh) == 1, (hands.text[one.start : one.end], fresh)
        self._put_right(fresh[0].id, one)
        quote = hands.text[one.start : one.end]
        made = self._made()
        alike = [place for place in self._wanted
                 if place not in made and hands.text[slice(*place)] == quote]  # fmt: skip
        if self._all_alike and alike and len(quote) > 1:
            hands.purpose = "tagging"
            hands.press("`")
        self._settle()

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

    def _mend(self) -> None:
        """Delete what is not wanted, and retype what has another type."""
        self._hands.purpose = "correcting"
        for place, mention in sorted(self._made().items()):
            kind = self._wanted.get(place)
            if kind == mention.type:
                continue
            self._hands.click(place[0])
            if kind is None:
                self._hands.press("Delete")
            else:
                self._put_right(mention.id, Wanted(*place, kind))

    # -- with suggestions

    def _decide(self) -> bool:
        """Decide on the suggestion in hand, or go to the first; False where there is none."""
        hands, suggestions = self._hands, self._hands.window._context.suggestions
        if not suggestions.items:
            return False
        held = suggestions.current
        if held is None:
            hands.purpose = "going there"
            hands.press("Tab")
            assert suggestions.current is not None
            return True
        kind = self._wanted.get((held.start, held.end))
        alike = [each for each in suggestions.items if each.quote == held.quote]
        hands.purpose = "rejecting" if kind is None else "accepting"
        if held.sort == "claim":
            hands.purpose = CLAIMS
        if held.sort != "mention" or kind is None:
            hands.press("Backspace")
        elif not held.type or held.type != kind:
            hands.press(self._keys[kind])
        elif len(alike) > 1 and all(map(self._right, alike)):
            hands.press("Shift+Enter")
        else:
            hands.press("Enter")
        self._settle()
        if kind is not None and (made := self._made().get((held.start, held.end))) is not None:
            self._put_right(made.id, Wanted(held.start, held.end, kind))
        return True

    def _right(self, one: Suggestion) -> bool:
        return self._wanted.get((one.start, one.end)) == one.type

    # -- looking

    def _made(self) -> dict[tuple[int, int], Mention]:
        return {(m.spans[0].start, m.spans[-1].end): m for m in self._hands.mentions}

    def _get(self, name: str) -> Mention:
        return next(mention for mention in self._hands.mentions if mention.id == name)

    def _settle(self) -> None:
        """Wait, as a person does, until nothing new is being looked for."""
        suggestions = self._hands.window._context.suggestions
        self._hands.until(lambda: not suggestions.searching)

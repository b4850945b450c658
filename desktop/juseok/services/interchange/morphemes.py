"""Morphemes for an export: an analyser in the process that writes, loaded when it is first asked.

Loading takes seconds and some 330 MB, so nothing is loaded for formats that need none.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from juseok.core.morphs import Analyser, Line, Names

_REMEMBERED: Final = 20_000
"""Lines whose morphemes are kept: what stands under every article of a paper is analysed once."""


class Morphemes:
    """An analyser that loads on its first question, and remembers lines."""

    def __init__(self, analyser: Analyser | None = None) -> None:
        """``analyser``: one that is there already."""
        self._analyser = analyser
        self._known: OrderedDict[str, Line] = OrderedDict()

    def lines(
        self, lines: Sequence[str], *, names: Names | None = None, deadline: float | None = None
    ) -> list[Line]:
        """See :class:`juseok.core.morphs.Analyser`; ``names`` are not used."""
        found: list[Line] = []
        for line in lines:
            known = self._known.get(line)
            if known is None:
                (known,) = self._loaded().lines([line], deadline=deadline)
                self._known[line] = known
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
            found.append(known)
        return found

    def _loaded(self) -> Analyser:
        if self._analyser is None:
            from juseok.lang.kiwi import Kiwi

            self._analyser = Kiwi()
        return self._analyser

"""The names that a project knows, found in a text all at once (Aho–Corasick)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from juseok.core.morphs import Hit, Name
from juseok.core.names import is_name_boundary

_SHORTEST: Final = 2
"""One syllable is a piece of too many words (수, 중, 염)."""


class Names:
    """A set of names that never changes; made of any number with :meth:`of`.

    Names that mean several things are found once, as the one that came first; :meth:`called`
    gives them all.  What finds them is built when it is first needed (100,000 names: 0.3 s).
    """

    __slots__ = ("_all", "_by_text", "_finder", "version")

    def __init__(self, names: Sequence[Name], version: str) -> None:
        self._all = tuple(names)
        self.version = version
        self._finder: Any = None
        self._by_text: Mapping[str, tuple[Name, ...]] | None = None

    @classmethod
    def of(cls, names: Iterable[Name]) -> "Names":
        """``names`` without those of one character and without repetition; order counts."""
        kept: dict[tuple[str, str | None, str | None], Name] = {}
        mark = hashlib.blake2b(digest_size=12)
        for name in names:
            text = name.text.strip()
            key = (text, name.type, name.entity)
            if len(text) >= _SHORTEST and key not in kept:
                kept[key] = Name(*key)
                mark.update("\0".join((text, name.type or "", name.entity or "\1")).encode())
                mark.update(b"\n")
        return cls(tuple(kept.values()), mark.hexdigest())

    @property
    def all(self) -> tuple[Name, ...]:
        return self._all

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    def __reduce__(self) -> "tuple[type[Names], tuple[tuple[Name, ...], str]]":
        return Names, (self._all, self.version)

    def called(self, text: str) -> tuple[Name, ...]:
        """Everything that is called exactly ``text``."""
        return self._texts().get(text, ())

    def find(self, text: str) -> list[Hit]:
        """Where names stand in ``text`` as names (``core.names.is_name_boundary``).

        Of those that overlap the one that begins first wins, then the longest; in order.
        """
        finder = self._finder or self._build()
        if finder is None:
            return []
        called = self._texts()
        found: list[Hit] = []
        for last, word in finder.iter(text):
            start, end = last + 1 - len(word), last + 1
            if is_name_boundary(text, start, end):
                found.append(Hit(start, end, called[word][0]))
        found.sort(key=lambda hit: (hit.start, -hit.end))
        return _apart(found)

    def _texts(self) -> Mapping[str, tuple[Name, ...]]:
        if self._by_text is None:
            by_text: dict[str, tuple[Name, ...]] = {}
            for name in self._all:
                by_text[name.text] = (*by_text.get(name.text, ()), name)
            self._by_text = by_text
        return self._by_text

    def _build(self) -> Any:
        """The automaton, or None where there is nothing to find."""
        from ahocorasick import Automaton  # not needed for a first paint

        finder: Any = Automaton()
        for text in map(attrgetter("text"), self._all):
            finder.add_word(text, text)
        if not len(finder):
            return None
        finder.make_automaton()
        self._finder = finder
        return finder


def _apart(found: Iterable[Hit]) -> list[Hit]:
    """Those of ``found``, in order, that do not begin inside the one before."""
    apart: list[Hit] = []
    for hit in found:
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
    return apart

"""The names that a project knows, found in a text all at once (Aho–Corasick)."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final

from juseok.core.morphs import Hit, Name
from juseok.core.names import is_name_boundary

_SHORTEST: Final = 2
"""One syllable is a piece of too many words (수, 중, 염)."""

_ADDED: Final = 1_000
"""What has grown by more is built anew as a whole."""


class Names:
    """A set of names that never changes; made of any number with :meth:`of`, grown with
    :meth:`plus`.

    Names that mean several things are found once, as the one that came first; :meth:`called`
    gives them all.  What finds them is built when it is first needed (100,000 names: 0.3 s in
    all), and what :meth:`plus` adds is built by itself.
    """

    __slots__ = ("_base", "_by_text", "_finder", "_mark", "_own", "version")

    def __init__(
        self, own: Sequence[Name], version: str, base: "Names | None" = None, mark: Any = None
    ) -> None:
        """``own`` beside those of ``base``; from :meth:`of`, :meth:`plus` and other processes."""
        self._own = tuple(own)
        self._base = base
        self.version = version
        self._mark = mark
        self._finder: Any = None
        self._by_text: Mapping[str, tuple[Name, ...]] | None = None

    @classmethod
    def of(cls, names: Iterable[Name]) -> "Names":
        """``names`` without those of one character and without repetition; order counts."""
        mark = blake2b(digest_size=12)
        kept = _kept(names, mark, ())
        return cls(kept, mark.hexdigest(), None, mark)

    def plus(self, names: Iterable[Name]) -> "Names":
        """The same set as of all these names in a row, at the cost of the new ones."""
        if self._mark is None or (self._base is not None and len(self._own) > _ADDED):
            return Names.of((*self.all, *names))
        mark = self._mark.copy()
        base, own = (self, ()) if self._base is None else (self._base, self._own)
        clean = map(_clean, names)
        added = _kept((name for name in clean if name not in base.called(name.text)), mark, own)
        return Names((*own, *added), mark.hexdigest(), base, mark) if added else self

    @property
    def base(self) -> "Names | None":
        """What this set has grown from, and :attr:`own` has been added to."""
        return self._base

    @property
    def own(self) -> tuple[Name, ...]:
        return self._own

    @property
    def all(self) -> tuple[Name, ...]:
        return self._own if self._base is None else (*self._base.all, *self._own)

    def __len__(self) -> int:
        return len(self._own) + (len(self._base) if self._base is not None else 0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self.version == other.version

    def __hash__(self) -> int:
        return hash(self.version)

    def __reduce__(self) -> "tuple[type[Names], tuple[tuple[Name, ...], str, Names | None]]":
        return Names, (self._own, self.version, self._base)

    def called(self, text: str) -> tuple[Name, ...]:
        """Everything that is called exactly ``text``."""
        own = self._texts().get(text, ())
        return own if self._base is None else (*self._base.called(text), *own)

    def find(self, text: str) -> list[Hit]:
        """Where names stand in ``text`` as names (``core.names.is_name_boundary``).

        Of those that overlap the one that begins first wins, then the longest; in order.
        """
        places = {
            (start, last + 1)
            for names in (self._base, self)
            for last, word in (names.words(text) if names is not None else ())
            if is_name_boundary(text, start := last + 1 - len(word), last + 1)
        }
        ordered = sorted(places, key=lambda place: (place[0], -place[1]))
        return [Hit(start, end, self.called(text[start:end])[0]) for start, end in _apart(ordered)]

    def words(self, text: str) -> "Iterable[tuple[int, str]]":
        """Where the last letter of each of :attr:`own` stands in ``text``, also within words."""
        if not self._own:
            return ()
        if self._finder is None:
            self._finder = _built(self._own)
        return self._finder.iter(text)

    def _texts(self) -> Mapping[str, tuple[Name, ...]]:
        if self._by_text is None:
            by_text: dict[str, tuple[Name, ...]] = {}
            for name in self._own:
                by_text[name.text] = (*by_text.get(name.text, ()), name)
            self._by_text = by_text
        return self._by_text


def _clean(name: Name) -> Name:
    return Name(name.text.strip(), name.type, name.entity)


def _kept(names: Iterable[Name], mark: Any, before: Sequence[Name]) -> tuple[Name, ...]:
    """Those to keep that are not among ``before``, each put into ``mark``."""
    known = set(before)
    kept: dict[Name, None] = {}
    for name in map(_clean, names):
        if len(name.text) >= _SHORTEST and name not in kept and name not in known:
            kept[name] = None
            mark.update("\0".join((name.text, name.type or "", name.entity or "\1")).encode())
            mark.update(b"\n")
    return tuple(kept)


def _built(names: Iterable[Name]) -> Any:
    from ahocorasick import Automaton  # not needed for a first paint

    finder: Any = Automaton()
    for name in names:
        finder.add_word(name.text, name.text)
    finder.make_automaton()
    return finder


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of ``places``, in order, that do not begin inside the one before."""
    apart: list[tuple[int, int]] = []
    for start, end in places:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart

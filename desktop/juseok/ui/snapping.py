"""From what was selected to the name in it: by the analyser, if it answers at once, else by rule.

It is asked while the person still holds the mouse, so that the answer is there before the key of
a type; whoever waits for it waits 50 ms.  What comes later than that changes nothing.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from juseok.core.errors import AnalyserGone
from juseok.core.morphs import Line, Name
from juseok.ui.analyser import NOW, WindowAnalyser
from juseok.ui.articleview.interaction import SelectedBy
from juseok.ui.place import Place
from juseok.ui.session import Session
from juseok.ui.settings import Settings

if TYPE_CHECKING:
    from juseok.lang.lexicon import Names

SETTING: Final = "korean.snap"
SNAPS: Final = frozenset({SelectedBy.DRAG, SelectedBy.EOJEOL, SelectedBy.WORD_KEYS})
"""Ways to select that mean a name; whoever goes character by character means just that."""

PATIENCE_S: Final = 0.05
_AHEAD_S: Final = 2.0
_NEAR: Final = 5_000
_LONGEST: Final = 40

Key: TypeAlias = tuple[str, int, int]


class Snapper:
    """Snaps selections of the article at ``place``; ``analyser`` may be None, or not ready."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        place: Place,
        analyser: WindowAnalyser | None,
    ) -> None:
        self._session = session
        self._settings = settings
        self._place = place
        self._analyser = analyser
        self._known: tuple[Key, Any] | None = None
        if analyser is not None:
            place.picked_changed.connect(self._ask_ahead)

    @property
    def on(self) -> bool:
        """Whether a person wants selections to snap."""
        return self._settings.flag(SETTING)

    def snap(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The name in ``[start, end)``: inside it, never empty; 50 ms at most.  Code points."""
        from juseok.lang.snap import from_list, place_of, snap

        key = self._key(start, end)
        value = self._known[1] if self._known is not None and self._known[0] == key else None
        payload, first = _payload(text, start, end)
        names = self._names(text, start, end)
        if value is None and self._analyser is not None:
            try:
                value = self._analyser.answer("snap", payload, names=names, deadline=PATIENCE_S)
            except AnalyserGone:
                value = None
        if value is not None:
            found = from_list(value)
            return found.start + first, found.end + first
        place = place_of(text, start, end)
        found = place.shifted(snap(place.line, place.start, place.end, None, names, text=text))
        return found.start, found.end

    def steps(self, text: str, start: int, end: int) -> list[int]:
        """Where a name that begins at ``start`` may end: one morpheme more each, in order."""
        from juseok.lang.snap import place_of, steps

        place = place_of(text, start, end)
        morphs: Line | None = None
        if self._analyser is not None:
            try:
                (morphs,) = self._analyser.lines([place.line], deadline=PATIENCE_S)
            except AnalyserGone:
                morphs = None
        return [each[1] + place.at for each in steps(place.line, place.start, place.end, morphs)]

    def _key(self, start: int, end: int) -> Key:
        return self._place.article, start, end

    def _ask_ahead(self) -> None:
        picked = self._place.picked
        workspace = self._session.workspace(self._place.article)
        analyser = self._analyser
        if analyser is None or workspace is None or not analyser.ready or not self.on:
            return
        if picked.by not in SNAPS or len(picked.spans) != 1:
            return
        text = workspace.text
        low, high = picked.spans[0]
        while low < high and text[low].isspace():
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
        if low >= high:
            return
        key = self._key(low, high)
        payload, _ = _payload(text, low, high)

        def keep(value: Any) -> None:
            self._known = key, value

        analyser.ask(
            "snap",
            payload,
            keep,
            failed=_shrug,
            names=self._names(text, low, high),
            urgency=NOW,
            deadline=_AHEAD_S,
            slot="snap",
        )

    def _names(self, text: str, start: int, end: int) -> "Names | None":
        """The names of the project that the selection may hold."""
        index = self._session.index
        if index is None:
            return None
        found = [Name(words) for words in _candidates(text, start, end) if index.lookup(words)]
        if not found:
            return None
        from juseok.lang.lexicon import Names  # not needed for a first paint

        return Names.of(found)


def _shrug(_: BaseException) -> None:
    """It is asked again when it is needed."""


def _payload(text: str, start: int, end: int) -> tuple[dict[str, Any], int]:
    """What the analyser has to know, and where that begins in ``text``."""
    first = text.rfind("\n", 0, max(0, start - _NEAR)) + 1
    if start - first > 2 * _NEAR:
        first = start - _NEAR
    near = text[first : end + _NEAR]
    return {"text": near, "start": start - first, "end": end - first}, first


def _candidates(text: str, start: int, end: int) -> Iterator[str]:
    """What begins where a word of ``[start, end)`` begins, and ends in it."""
    from juseok.lang.snap_signs import SIGNS  # not needed for a first paint

    for low in range(start, min(end, start + _LONGEST)):
        if low > start and text[low - 1] not in SIGNS:
            continue
        for high in range(low + 2, min(end, low + _LONGEST) + 1):
            yield text[low:high]

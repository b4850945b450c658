"""The comparison under way: which article, which sides, what differs, and the row in hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from juseok.core.errors import KnownError
from juseok.core.layer_diff import Row
from juseok.core.scheme import Scheme
from juseok.core.sentences import LineSplitter
from juseok.services.history.reading import here, moment_from
from juseok.services.review.side_by_side import (
    MOST,
    Comparison,
    Side,
    Voice,
    compare,
    first_choice,
    read_sight,
    voices,
)
from juseok.store.past import GoneMemory
from juseok.store.reader import Reader
from juseok.ui.compare.filter import Filter, shown
from juseok.ui.compare.looks import looks_for
from juseok.ui.compare.side_view import SideView, side_views
from juseok.ui.i18n import tr
from juseok.ui.review.looks import Look
from juseok.ui.session import Session

_OLDEST: Final = "today"
"""Where one layer is all there is, it is compared with what it was when the day began."""


@dataclass(frozen=True, slots=True)
class _Read:
    """``found``: None where nobody has a layer.  ``hidden``: a side that was asked for may not be
    seen in this article, and others are shown."""

    found: Comparison | None
    scheme: Scheme
    looks: dict[str, Look] = field(default_factory=dict[str, Look])
    views: tuple[SideView, ...] = ()
    hidden: bool = False


class Comparing(QObject):
    """``arrived()``: another comparison is there; ``changed()``, also after that: other rows are
    listed; ``moved()``, also after that: another row is in hand.  ``failed(message)``: what kept
    a comparison from being made.  ``busy(words)``: it takes more than a second; empty when it
    is over."""

    arrived = Signal()
    changed = Signal()
    moved = Signal()
    failed = Signal(object)
    busy = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.article = ""
        self.sides: tuple[Side, ...] = ()
        """The sides that are asked for; empty: whoever worked in the article."""
        self.when: dict[Side, str] = {}
        """What the moment of a side is called."""
        self.found: Comparison | None = None
        self.scheme = session.scheme
        self.hidden = False
        self.filter = Filter()
        self.rows: tuple[Row, ...] = ()
        self.looks: dict[str, Look] = {}
        self.views: tuple[SideView, ...] = ()
        self.anonymous = False
        self.splitter: LineSplitter | None = None
        """Cuts the text into sentences where it is read so."""
        self._key = ""
        self._record = ""
        self._memory = GoneMemory()
        self._tasks = session.pools.reading()
        self._tasks.failed.connect(session.error)
        self._tasks.busy_changed.connect(self.busy)

    def close(self) -> None:
        """Read nothing more."""
        self._tasks.end()

    # -- what is compared

    def show(self, article: str, sides: Sequence[Side] = (), *, record: str = "") -> None:
        """Compare ``sides`` (without any: those in force) of an article; have the row of
        ``record`` in hand."""
        if article != self.article:
            self._key = ""
        self.article, self._record = article, record
        self.sides = tuple(sides)[:MOST] or self.sides
        self.read()

    def set_side(self, number: int, side: Side, when: str = "") -> None:
        """Have another layer, or another time, on one side."""
        held = list(self._shown_sides())
        if when:
            self.when[side] = when
        if number < len(held) and held[number] != side:
            held[number] = side
            self._set_sides(held)

    def swap(self) -> None:
        """The sides change places: the last comes first."""
        held = self._shown_sides()
        if len(held) > 1:
            self._set_sides((*held[1:], held[0]))

    def turn_third(self) -> None:
        """A third side beside the two, or no longer."""
        held = self._shown_sides()
        if len(held) == MOST:
            self._set_sides(held[:-1])
        elif held:
            self._set_sides((*held, self._another(held)))

    def _another(self, held: Sequence[Side]) -> Side:
        """Whoever has something here and is not shown, else the first side as it was before."""
        used = {side.layer for side in held}
        free = [each for each in self.voices if each.layer.id not in used]
        free.sort(key=lambda each: not each.count)
        if free:
            return Side(free[0].layer.id)
        return Side(held[0].layer, at=moment_from(_OLDEST))

    def _set_sides(self, sides: Sequence[Side]) -> None:
        self.sides = tuple(sides)
        self.read()

    def _shown_sides(self) -> tuple[Side, ...]:
        return self.found.sides if self.found is not None else self.sides

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The layers that can be a side here."""
        return self.found.voices if self.found is not None else ()

    def read(self) -> None:
        """Read and compare anew."""
        article, wanted = self.article, self.sides
        project, index = self.session.project, self.session.index
        same = index.representative if index is not None else str
        memory, since = self._memory, moment_from(_OLDEST)
        anonymous, splitter = self.anonymous, self.splitter

        def read(reader: Reader, _: object) -> _Read:
            project.writer.flush()  # what was done a moment ago counts
            scheme = reader.scheme()
            sight = read_sight(reader, project.viewer())
            viewer = sight.on(article)
            seen = all(side.layer in viewer.visible_layers for side in wanted)
            sides = wanted if wanted and seen else first_choice(
                voices(reader, viewer, article), since=since
            )  # fmt: skip
            if not sides:
                return _Read(None, scheme)
            found = compare(
                reader=reader, sight=sight, article=article, sides=sides, scheme=scheme,
                same=same, memory=memory,
            )  # fmt: skip
            looks = looks_for(found.voices, article=article, anonymous=anonymous)
            return _Read(found, scheme, looks, side_views(found, looks, scheme, splitter), not seen)

        if article:
            self._tasks.run(
                read, partial(self._take, article), slot="read", label=tr("Comparing…"),
                failed=self._failed,
            )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.failed.emit(error.message)
        else:
            self.session.error.emit(error)

    def _take(self, article: str, read: _Read) -> None:
        if article != self.article:
            return
        self.found, self.scheme, self.hidden = read.found, read.scheme, read.hidden
        self.looks, self.views = read.looks, read.views
        self.arrived.emit()
        self._show()

    # -- who is who

    def set_anonymous(self, on: bool) -> None:
        """Letters for names, as in the review."""
        if on != self.anonymous:
            self.anonymous = on
            self.read()

    def called(self) -> list[str]:
        """The sides by name, with their times where they are not today's."""
        return [
            tr("{name}, {when}", name=self._name(side), when=self.when_of(side))
            if side.past else self._name(side)
            for side in self._shown_sides()
        ]  # fmt: skip

    def _name(self, side: Side) -> str:
        look = self.looks.get(side.layer)
        return look.called if look is not None else "?"

    def when_of(self, side: Side) -> str:
        """When a side is: what was chosen, in words."""
        if not side.past:
            return tr("Today")
        return self.when.get(side) or (here(side.at) if side.at else tr("at a step"))

    # -- what is in hand

    @property
    def current(self) -> Row | None:
        """The row in hand."""
        return next((each for each in self.rows if each.key == self._key), None)

    @property
    def at(self) -> int:
        """The number of the row in hand; −1 for none."""
        return next((n for n, each in enumerate(self.rows) if each.key == self._key), -1)

    def hold(self, key: str) -> None:
        """Have another row in hand."""
        if key != self._key:
            self._key = key
            self.moved.emit()

    def hold_record(self, record: str) -> bool:
        """Have the row of a record in hand, if it is listed; whether it is."""
        for row in self.rows:
            if any(each.id == record for records in row.members.values() for each in records):
                self.hold(row.key)
                return True
        return False

    def step(self, by: int) -> bool:
        """To the next row, or the one before; whether there is one."""
        at = self.at + by
        if not 0 <= at < len(self.rows):
            return False
        self.hold(self.rows[at].key)
        return True

    def set_filter(self, by: Filter) -> None:
        """Show other rows."""
        if by != self.filter:
            self.filter = by
            self._show()

    def _show(self) -> None:
        before = self.at
        rows = self.found.rows if self.found is not None else ()
        self.rows = shown(rows, self.filter)
        if self.current is None:
            at = min(max(before, 0), len(self.rows) - 1)
            self._key = self.rows[at].key if self.rows else ""
        record, self._record = self._record, ""
        self.changed.emit()
        if not (record and self.hold_record(record)):
            self.moved.emit()

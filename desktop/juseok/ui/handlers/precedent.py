"""One's own precedent for the words at the caret, told quietly in the status line."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer

from juseok.core.review_model import Numbered, Ruling
from juseok.core.scheme import Scheme
from juseok.services.bulk.consistency import type_counts
from juseok.services.campaigns.guidelines import rulings_on
from juseok.services.edits import elide
from juseok.store.reader import Reader
from juseok.store.surfaces import Surface
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers, trimmed
from juseok.ui.i18n import language, tr
from juseok.ui.tasks import Tasks

_PAUSE_MS: Final = 250
_LONGEST: Final = 60


class PrecedentHandlers(Handlers):
    """Looks when the caret rests: on what is selected, else on the own mention there.

    It reads the person's own layer only, in a thread of its own, since that takes a while where
    there are very many mentions.
    """

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._tasks: Tasks | None = None
        self._pause = QTimer(self.session)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.place.picked_changed.connect(self._pause.start)
        self.place.record_changed.connect(self._start)
        self.session.saved.connect(self._start)
        self.session.closing.connect(self._pause.stop)

    def _start(self, _: object) -> None:
        self._pause.start()

    def words(self) -> str:
        """The words meant; empty where there are none, or too many for a name."""
        workspace, spans = self.workspace, self.place.picked.spans
        if workspace is None:
            return ""
        if spans:
            start, end = trimmed(workspace.text, *spans[0])
            found = workspace.text[start:end] if len(spans) == 1 else ""
        else:
            mention = self.mention()
            found = mention.spans[0].quote if mention and len(mention.spans) == 1 else ""
        return found if len(found) <= _LONGEST and "\n" not in found else ""

    def _look(self) -> None:
        words = self.words()
        if not words:
            self.place.precedent_told.emit("")
            return
        viewer = self.session.viewer
        ruled = ruling_words(rulings_on(words, Campaigning.of(self.session).team.rulings))

        def read(reader: Reader, _: object) -> list[Surface]:
            return reader.precedents(viewer, words)

        def tell(found: Sequence[Surface]) -> None:
            if words == self.words():
                told = (ruled, precedent_words(words, found, self.session.scheme))
                self.place.precedent_told.emit("   ".join(filter(None, told)))

        self._thread().run(read, tell, slot="precedent")

    def _thread(self) -> Tasks:
        if self._tasks is None:
            self._tasks = self.session.pools.reading()
            self._tasks.failed.connect(self.session.error)
        return self._tasks


def precedent_words(words: str, found: Sequence[Surface], scheme: Scheme) -> str:
    """``상무부: 기관·기업 41, 국가·행정구역 3``; empty where the words were never tagged."""
    told: list[str] = []
    for type_id, count in type_counts(found):
        kind = scheme.entity_type(type_id)
        told.append(f"{kind.name(language()) if kind is not None else type_id} {count:,}")
    return f"{words}: {', '.join(told)}" if told else ""


def ruling_words(found: Sequence[Ruling]) -> str:
    """``Ruling 3: as a company``, of the newest; empty where nothing was decided."""
    if not found:
        return ""
    newest = found[0]
    if isinstance(newest, Numbered) and newest.former:
        return tr(
            "Ruling {number} (formerly {former}): {ruling}", number=newest.number,
            former=newest.former, ruling=elide(newest.text, 60),
        )  # fmt: skip
    return tr("Ruling {number}: {ruling}", number=newest.number, ruling=elide(newest.text, 60))

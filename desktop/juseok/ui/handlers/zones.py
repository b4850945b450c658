"""Zones of an article in the project, corrected by key in the text; and its details."""

from typing import Final

from juseok.core.model import Article, ZoneRole
from juseok.core.ops import Action
from juseok.lang.extract.edit import line_at
from juseok.services.tagging.article_facts import rezone_like_in, set_metadata
from juseok.services.tagging.zoning import rezone_line, rezone_lines
from juseok.store.fold import ObjectState
from juseok.store.reader import ArticleQuery, Reader
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr
from juseok.ui.keymap import Chord
from juseok.ui.panels.zone_keys import ROLE_BY_KEY
from juseok.ui.panels.zone_strip import ARTICLE, PAGE, ZoneStrip
from juseok.ui.widgets.fitting import window_behind

_MOVES: Final = frozenset("/.,")
"""Keys that find and walk, and mean the same while zones are corrected."""


class ZoneHandlers(Handlers):
    """A mode of the text: every letter and digit is a zone until Esc."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.strip: ZoneStrip | None = None
        self.on = False
        register = self.router.register
        register("article.zones", self.turn, enabled=self.has_article, checked=lambda: self.on)
        register("article.about", self.edit_details, enabled=self.has_article)
        self.place.picked_changed.connect(self._show_role)
        self.session.facts.changed.connect(lambda _: self._show_role())

    def turn(self) -> None:
        """Begin to correct zones, or leave it."""
        if self.on:
            self.leave()
            return
        if self.strip is None:
            self.strip = ZoneStrip()
            self.strip.chosen.connect(self.rezone)
            self.strip.left.connect(self.leave)
            self.strip.details_asked.connect(self.edit_details)
            self.place.strip_asked.emit(self.strip)
        self.on = True
        self.strip.show()
        self.place.zones_asked.emit(True)
        self.context.dispatcher.capture(self.press)
        self.place.focus_text()
        self._show_role()

    def leave(self) -> None:
        """Back to tagging."""
        if not self.on:
            return
        self.on = False
        if self.strip is not None:
            self.strip.hide()
        self.place.zones_asked.emit(False)
        self.context.dispatcher.capture(None)
        self.place.focus_text()

    def press(self, chord: Chord) -> bool:
        """What a key means here; letters that mean nothing do nothing, least of all tag."""
        if chord.key == "Esc":
            self.leave()
            return True
        role = ROLE_BY_KEY.get(chord.key)
        if role is not None:
            self.rezone(role, chord.shift)
            return True
        return len(chord.key) == 1 and chord.key not in _MOVES

    def rezone(self, role: ZoneRole, everywhere: bool) -> None:
        """Give the lines under the caret or the selection ``role``; or every line like it."""
        workspace = self.workspace
        if workspace is None:
            return
        article, picked = workspace.article, self.place.picked
        if everywhere:
            self._rezone_like(article, picked.caret, role)
        elif picked.spans:
            start, end = picked.spans[0][0], picked.spans[-1][1]
            self.do(rezone_lines(article=article, start=start, end=end, role=role))
        else:
            self.do(rezone_line(article=article, at=picked.caret, role=role))

    def _rezone_like(self, article: Article, at: int, role: ZoneRole) -> None:
        start, end = line_at(article.text, at)
        line = article.text[start:end].strip()
        scope = self.strip.scope if self.strip is not None else ARTICLE
        if not line:
            return
        if scope == ARTICLE:
            self._take(rezone_like_in(articles=[article], line=line, role=role))
            return
        viewer = self.session.viewer

        def find(reader: Reader, _: object) -> Action | None:
            ids = reader.article_ids(viewer, ArticleQuery())
            wanted = _same_page(reader, ids, article.id) if scope == PAGE else ids
            found = (reader.article(each) for each in wanted)
            return rezone_like_in(articles=found, line=line, role=role)

        self.session.tasks.run(find, self._take, label=tr("Looking for this line…"))

    def _take(self, action: Action | None) -> None:
        if self.do(action) and action is not None:
            self.context.say(sentence(action.label))

    def _show_role(self) -> None:
        workspace = self.workspace
        if not self.on or self.strip is None or workspace is None:
            return
        at = self.place.picked.caret
        zones = workspace.article.zones
        role = next((zone.role for zone in zones if zone.start <= at <= zone.end), None)
        self.strip.legend.show_current(role)

    def edit_details(self) -> None:
        """Open the form for what is known of the article."""
        article = self.place.article
        self.session.tasks.run(
            lambda reader, _: next(iter(reader.occurrences(article)), None), self._show_details
        )

    def _show_details(self, occurrence: ObjectState | None) -> None:
        from juseok.ui.dialogs.import_details import DetailsDialog  # needed when it is asked for

        workspace = self.workspace
        if occurrence is None or workspace is None:
            return
        if occurrence.fields.get("article") != workspace.article.id:
            return
        dialog = DetailsDialog(workspace.article.metadata, window_behind())
        dialog.saved.connect(
            lambda about: self.do(set_metadata(occurrence=occurrence, metadata=about))
        )
        dialog.show()


def _same_page(reader: Reader, ids: list[str], article: str) -> list[str]:
    """The articles that were imported from the page of ``article``; they stand in a row."""

    def page_of(each: str) -> object:
        first = next(iter(reader.occurrences(each)), None)
        return first.fields.get("page") if first is not None else None

    page, at = page_of(article), ids.index(article)
    found = [article]
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(ids) and page_of(ids[other]) == page:
            found.append(ids[other])
            other += step
    return found

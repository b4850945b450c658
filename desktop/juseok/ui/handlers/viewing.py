"""What changes the look, the panes and the article on screen; nothing here writes but states."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from juseok.core.messages import Message
from juseok.services.tagging import articles
from juseok.store.reader import ArticleQuery, ArticleRow, Reader
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr
from juseok.ui.models.article_list import day
from juseok.ui.palette import Entry

if TYPE_CHECKING:
    from juseok.services.campaigns.training import Gate

_MATCHES = 30
_DONE = frozenset({"finished", "skipped"})


class ViewingHandlers(Handlers):
    """Settings that are keys: reading mode, zones, arcs, size, spacing, theme."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.settings = context.settings
        register = self.router.register
        for action, key in (
            ("view.reading", "reading.sentence_lines"),
            ("view.zones", "reading.hide_zones"),
            ("view.arcs", "reading.show_arcs"),
        ):
            register(action, partial(self._flip, key), checked=partial(self.settings.flag, key))
        register("view.zoom_in", partial(self.zoom, 1))
        register("view.zoom_out", partial(self.zoom, -1))
        register("view.zoom_reset", partial(self.zoom, 0))
        register("view.spacing_more", partial(self.space, 0.1))
        register("view.spacing_less", partial(self.space, -0.1))
        register("view.theme", self.turn_theme)

    def _flip(self, key: str) -> None:
        self.settings.set(key, not self.settings.flag(key))

    def zoom(self, steps: int) -> None:
        size = round(self.settings.number("reading.font_size"))
        self.settings.set("reading.font_size", size + steps if steps else 17)
        self.context.say(
            tr("Text size {size} px", size=round(self.settings.number("reading.font_size")))
        )

    def space(self, by: float) -> None:
        spacing = self.settings.number("reading.line_spacing")
        self.settings.set("reading.line_spacing", round(spacing + by, 1))

    def turn_theme(self) -> None:
        dark = self.context.theme.tokens.dark
        self.settings.set("look.theme", "light" if dark else "dark")


class ArticleHandlers(Handlers):
    """Which article is read, and how far one is with it."""

    def __init__(self, context: PanelContext, neighbour: Callable[[str, int], str | None]) -> None:
        """``neighbour(article, step)``: the article above or below in the list as shown."""
        super().__init__(context)
        self._neighbour = neighbour
        register = self.router.register
        register("article.next", partial(self.step, 1))
        register("article.previous", partial(self.step, -1))
        register("article.next_open", self.next_open)
        self._begun: set[tuple[str, str]] = set()
        self.session.annotations_changed.connect(self._begin)

    def _begin(self, article: str, _: object) -> None:
        """The first annotation of a new article takes it in hand."""
        if article != self.place.article or (self.layer, article) in self._begun:
            return
        self._begun.add((self.layer, article))
        self.with_state(
            lambda state: self.do(
                articles.open_article(state=state, layer=self.layer, article=article)
            )
        )

    def step(self, by: int) -> None:
        target = self._neighbour(self.place.bound_for or self.place.article, by)
        if target is None:
            self.context.say(
                tr("This is the last article.") if by > 0 else tr("This is the first article.")
            )
        else:
            self.place.go(target)

    def next_open(self) -> None:
        """The next article in import order that is neither finished nor skipped; in a campaign
        the next of one's own queue."""
        here = self.place.article
        viewer, project = self.session.viewer, self.session.project
        returns = project.is_working_copy and not self.session.reviewing

        def read(reader: Reader, job: object) -> tuple[str | None, "Gate | None", bool]:
            """The next article; the gate before more of them; whether nothing is left at all."""
            from juseok.services.campaigns.reading import gate_before  # as below

            if returns:
                project.writer.flush()  # what was finished a moment ago counts
            found = look(reader, job)
            if found is not None:
                return found, None, False
            done = returns and reader.article_state(viewer, here).state in _DONE
            return None, gate_before(reader, viewer), done

        def look(reader: Reader, _: object) -> str | None:
            from juseok.services.campaigns.reading import (
                next_in_queue,  # not needed for a first paint
            )

            queued = next_in_queue(reader, viewer, here)
            if queued is not None:
                return queued or None
            everything = reader.article_ids(viewer, ArticleQuery())
            open_ones = set(reader.article_ids(viewer, ArticleQuery(states=("new", "in_progress"))))
            at = everything.index(here) + 1 if here in everything else 0
            return next((a for a in (*everything[at:], *everything[:at]) if a in open_ones), None)

        def go(told: "tuple[str | None, Gate | None, bool]") -> None:
            found, gate, all_done = told
            if found is not None and found != here:
                self.place.go(found)
            elif gate is not None:
                self.context.say(self._say_gate(gate))
            elif all_done:
                self.context.say(self._send_back())
            else:
                self.context.say(tr("Every other article is finished."))

        self.session.tasks.run(read, go, slot="next article", first=True)

    def _say_gate(self, gate: "Gate") -> str:
        """Training was not good enough: what may be done about it."""
        return tr(
            "The other articles wait: F1 {f1} in training, {gate} to go on. {key} lists what"
            " differs; correct it there.",
            f1="–" if gate.reached is None else f"{gate.reached:.2f}", gate=f"{gate.needed:.2f}",
            key=self.router.key_words("campaign.training"),
        )  # fmt: skip

    def _send_back(self) -> str:
        """A working copy is for somebody who waits for it: what to do when nothing is left."""
        return tr(
            "All of your articles are finished. Send “{name}” back; {key} packs what you did.",
            name=self.session.project.path.name,
            key=self.router.key_words("exchange.send"),
        )


class ArticleSearch:
    """Articles by title or publisher, for the palette."""

    def __init__(self, context: PanelContext) -> None:
        self._session = context.session
        self._place = context.place

    def __call__(self, query: str, deliver: Callable[[Sequence[Entry]], None]) -> None:
        self._find(query, self._place.go, lambda _, entries: deliver(entries))

    def beside(
        self,
        query: str,
        take: Callable[[str], object],
        deliver: Callable[[str, Sequence[Entry]], object],
    ) -> None:
        """Like a call, but a chosen article goes to ``take``; without those on screen."""
        place = self._place
        shown = {place.article, place.beside.article if place.beside is not None else ""}
        self._find(query, take, deliver, without=shown)

    def _find(
        self,
        query: str,
        take: Callable[[str], object],
        deliver: Callable[[str, Sequence[Entry]], object],
        *,
        without: Collection[str] = (),
    ) -> None:
        viewer = self._session.viewer

        def read(reader: Reader, _: object) -> list[ArticleRow]:
            ids = reader.article_ids(viewer, ArticleQuery(text=query))
            wanted = [each for each in ids[: _MATCHES + len(without)] if each not in without]
            return reader.article_rows(viewer, wanted[:_MATCHES])

        def entry(row: ArticleRow) -> Entry:
            where = " · ".join(part for part in (row.publisher, day(row)) if part)
            title = row.title or tr("Untitled")
            return Entry(title, where, "file-text", True, partial(take, row.id))

        self._session.tasks.run(
            read, lambda rows: deliver(query, [entry(row) for row in rows]), slot="palette",
            first=True,
        )  # fmt: skip


class HistoryHandlers(Handlers):
    """Undo, redo, and what is saved."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        session = self.session
        register = self.router.register
        register(
            "edit.undo", session.undo, enabled=lambda: session.undo_label is not None,
            label=self._undo_words,
        )  # fmt: skip
        register(
            "edit.redo", session.redo, enabled=lambda: session.redo_label is not None,
            label=self._redo_words,
        )  # fmt: skip
        register(
            "project.retry", session.retry, enabled=lambda: session.save_state.failed is not None
        )
        session.undone.connect(self._say)
        session.go_first.connect(self._go_first)

    def _said(self, label: Message) -> str:
        return sentence(self.session.named(label))

    def _undo_words(self) -> str:
        label = self.session.undo_label
        return tr("Undo: {what}", what=self._said(label)) if label else tr("Undo")

    def _redo_words(self) -> str:
        label = self.session.redo_label
        return tr("Redo: {what}", what=self._said(label)) if label else tr("Redo")

    def _say(self, commit: object, back: bool) -> None:
        label = getattr(commit, "label", None)
        if label is not None:
            self.context.say(self._said(label))

    def _go_first(self, article: str, label: Message) -> None:
        self.place.go(article)
        words = self._said(label)
        self.context.say(tr("Here is what would be undone: {what}. Press again.", what=words))

"""The list of suggestions that are certain: a look at each before all are accepted together."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from juseok.core.spans import Span
from juseok.services.bulk.kwic import Row, row_of
from juseok.services.suggestions.suggesting import Suggestion
from juseok.store.texts import HeldText
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.kwic_dialog import KwicDialog
from juseok.ui.i18n import language, tr
from juseok.ui.models.suggestion_list import reason_of

Decide = Callable[[Sequence[str], Sequence[str]], object]


class CertainList:
    """One list at a time; ``decide(ticked, others)`` gets the ids of the suggestions listed."""

    def __init__(self, context: PanelContext, decide: Decide) -> None:
        self._context, self._decide = context, decide
        self._article = ""
        self._ids: dict[Span, str] = {}
        self.dialog: KwicDialog | None = None

    def show(self, text: str, items: Sequence[Suggestion]) -> None:
        """List ``items`` of the article on screen, whose text is ``text``."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        place = self._context.place
        parent = place.parent()
        self._article = place.article
        self._ids = {each.spans[0]: each.id for each in items}
        self.dialog = dialog = KwicDialog(
            tr("Accept what is certain"),
            tr("Accept {count} suggestion(s)"),
            parent if isinstance(parent, QWidget) else None,
        )
        dialog.go_asked.connect(self._go)
        dialog.shown_asked.connect(self._show_place)
        dialog.destroyed.connect(self._gone)
        place.article_changed.connect(dialog.close)
        self._context.session.closing.connect(dialog.close)
        dialog.add(tuple(self._row(text, each) for each in items))
        dialog.show_looked(tr("Space rejects one, Enter accepts the others."))
        dialog.show()

    def _row(self, text: str, one: Suggestion) -> Row:
        scheme = self._context.session.scheme
        kind = scheme.entity_type(one.type)
        name = kind.name(language()) if kind is not None else one.type
        words = f"{name} · {reason_of(one, scheme)}"
        return row_of(HeldText(self._article, words, text, (), ()), one.spans[0])

    def _go(self, rows: list[Row]) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self._context.place.focus_text()
        ticked = [self._ids[row.span] for row in rows]
        chosen = set(ticked)
        self._decide(ticked, [each for each in self._ids.values() if each not in chosen])

    def _show_place(self, row: Row) -> None:
        self._context.place.go(row.article, row.span.start, row.span.end)

    def _gone(self) -> None:
        self.dialog = None

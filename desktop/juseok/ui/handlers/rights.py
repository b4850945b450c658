"""Rights of articles by command: of the one on screen, of those selected, of all in the list."""

from collections.abc import Sequence
from functools import partial

from juseok.core.ops import Action
from juseok.services.tagging.rights import rights_in, set_rights
from juseok.store.fold import ObjectState
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.rights_dialog import RightsDialog
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr
from juseok.ui.widgets.fitting import window_behind

_Found = dict[str, ObjectState]


class RightsHandlers(Handlers):
    """Reads what the articles say, asks, and sets it in one action."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.dialog: RightsDialog | None = None
        self.router.register("article.rights", self.ask, enabled=self.has_article)

    def ask(self) -> None:
        """Open the dialog; several articles selected in the list come first."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        chosen = self.place.chosen if len(self.place.chosen) > 1 else []
        listed = list(self.place.listed)
        wanted = list(dict.fromkeys((self.place.article, *chosen, *listed)))

        def read(reader: Reader, _: object) -> _Found:
            found = ((each, next(iter(reader.occurrences(each)), None)) for each in wanted)
            return {article: state for article, state in found if state is not None}

        self.session.tasks.run(
            read, partial(self._open, chosen, listed), slot="rights", label=tr("Reading rights…")
        )

    def _open(self, chosen: Sequence[str], listed: Sequence[str], found: _Found) -> None:
        workspace = self.workspace
        if workspace is None or self.dialog is not None:
            return
        title = workspace.article.metadata.title or tr("Untitled")
        scopes: list[tuple[str, Sequence[str]]] = [
            (tr("This one: {title}", title=title), [workspace.article.id])
        ]
        if chosen:
            words = tr("Those selected in the list ({count})", count=f"{len(chosen):,}")
            scopes.insert(0, (words, chosen))
        if len(listed) > 1:
            words = tr("As filtered in the list ({count})", count=f"{len(listed):,}")
            scopes.append((words, listed))
        said = {article: rights_in(state) for article, state in found.items()}
        self.dialog = RightsDialog(scopes, said, window_behind())
        self.dialog.saved.connect(partial(self._save, found))
        self.dialog.destroyed.connect(self._gone)
        self.session.closing.connect(self.dialog.close)
        self.dialog.show()

    def _gone(self) -> None:
        self.dialog = None

    def _save(self, found: _Found, articles: Sequence[str], rights: str) -> None:
        wanted = [found[each] for each in articles if each in found]
        action: Action | None = set_rights(occurrences=wanted, rights=rights)
        if self.session.apply(action) and action is not None:
            self.context.say(sentence(action.label))

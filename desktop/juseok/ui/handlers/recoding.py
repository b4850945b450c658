"""Recode what a search found: what is to be done is chosen, then every place is shown first."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from juseok.core.messages import Message
from juseok.services.bulk.kwic import Looked
from juseok.services.bulk.recode import Relink, do_rows
from juseok.store.reader import Reader
from juseok.store.search_index import IndexGone, SearchIndex
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.everywhere import changed, left_alone
from juseok.ui.handlers.kwic_flow import Cancelled, KwicFlow, Plan
from juseok.ui.i18n import mark, sentence, tr
from juseok.ui.matching import rank
from juseok.ui.palette import Entry
from juseok.ui.searching import Searcher

if TYPE_CHECKING:  # loaded when somebody recodes
    from juseok.services.bulk.recode_search import Asked, Choice, Recoding

_SORTS: Final[dict[str, str]] = {
    "mention": mark("Mentions: {what}"),
    "claim": mark("Claims: {what}"),
    "relationship": mark("Relationships: {what}"),
}
_ICONS: Final[dict[str, str]] = {
    "mention": "tag",
    "claim": "quote",
    "relationship": "network",
}
_ENTITIES: Final = 10


class RecodingHandlers(Handlers):
    """The search is made again for it, to its end and not to what fits on a screen."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.flow = KwicFlow(context)
        self._searcher = Searcher.of(context)
        self.router.register("search.recode", self.ask, enabled=self._has_found)

    def _has_found(self) -> bool:
        if self.session.reviewing:  # it changes one's own annotations
            return False
        return bool(self._searcher.rows) and self._searcher.asked is not None

    def ask(self) -> None:
        """Choose what is to be done to all of one sort."""
        if self.flow.raised() or self._searcher.asked is None:
            return
        written = self._searcher.written.strip()
        self.context.choose(tr("All that “{search}” finds:", search=written), self.listing)

    def listing(self, query: str) -> Sequence[Entry]:
        """What can be done: types and values of the scheme; typed, entities as well."""
        from juseok.services.bulk.recode_search import choices

        found = [(self._words(each), each) for each in choices(self.session.scheme)]
        asked = self._searcher.asked
        if asked is not None and asked[0].claim:  # what was looked for comes first
            found.sort(key=lambda each: each[1].target != "claim")
        if query:
            words = [each[0] for each in found]
            found = [found[n] for n in rank(query, words, limit=len(words))]
        entries = [
            Entry(words, "", _ICONS[each.target], True, partial(self.recode, each))
            for words, each in found
        ]
        return [*entries, *self._links(query)]

    def _words(self, choice: "Choice") -> str:
        return tr(_SORTS[choice.target], what=sentence(choice.words))  # marked in the table

    def _links(self, query: str) -> Iterator[Entry]:
        from juseok.services.bulk.recode_search import Choice

        index = self.session.index
        if index is None or not query:
            return
        for match in index.completions(query, limit=_ENTITIES):
            words = Message("recode.relink", name=match.entity.name)
            choice = Choice("mention", Relink(match.entity), words)
            yield Entry(self._words(choice), "", "link", True, partial(self.recode, choice))

    def recode(self, choice: "Choice") -> None:
        """List every place first; nothing is changed yet."""
        from juseok.services.bulk.recode_search import Asked, Recoding

        if self._searcher.asked is None:
            return
        project = self.session.project
        asked = Asked(*self._searcher.asked)
        recoding = Recoding(
            choice.target, choice.wish, self.session.scheme, project.ids, self.register_layer
        )
        plan = Plan(
            title=self._words(choice),
            go=tr("Change {count} annotation(s)"),
            hint=tr("Space leaves one out, Enter changes the others."),
            nothing=tr("Nothing of your own that was found would change."),
            look=partial(self._look, asked, recoding),
            do=lambda reader, rows, progress, cancelled: do_rows(
                project=project, reader=reader, rows=rows, made=tuple(recoding.made.values()),
                open_only=True, progress=progress, cancelled=cancelled,
            ),
            said=changed,
            told=left_alone,
        )  # fmt: skip
        self.flow.start(plan)

    def _look(
        self, asked: "Asked", recoding: "Recoding", reader: Reader, cancelled: Cancelled
    ) -> Iterator[Looked]:
        """In a thread: by the index, and without it where it is damaged."""
        from juseok.services.bulk.recode_search import look_in_search

        viewer, path = self.session.viewer, self._searcher.keeper.path
        held = None
        look = partial(
            look_in_search, reader=reader, viewer=viewer, asked=asked, recoding=recoding,
            cancelled=cancelled,
        )  # fmt: skip
        given = False
        try:
            held = SearchIndex.reading(path)
            for piece in look(index=held):
                given = given or bool(piece.rows)
                yield piece
        except IndexGone:
            if given:
                raise
            yield from look(index=None)
        finally:
            if held is not None:
                held.close()

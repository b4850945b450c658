"""Work under an older scheme by command: the table, every place, then one action."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeAlias

from juseok.core.errors import KnownError
from juseok.core.messages import Message, render
from juseok.core.model import Annotator, Viewer
from juseok.core.ops import Action, Change
from juseok.services.bulk.kwic import Done, Looked, Progress, Record, Row
from juseok.services.bulk.recode import Edit, do_rows
from juseok.services.scheme.gold_migrate import carried, gold_viewer
from juseok.services.scheme.scheme_migrate import (
    Old,
    entities_that_follow,
    look_to_migrate,
    name_of,
    outdated,
    outdated_elsewhere,
    targets,
)
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.dialogs.migrate_dialog import MigrateDialog, OldRow, Work
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.everywhere import changed
from juseok.ui.handlers.kwic_flow import Cancelled, KwicFlow, Plan
from juseok.ui.i18n import language, mark, tr
from juseok.ui.widgets.fitting import window_behind

_ABOUT = {
    "mention": mark("Type of mentions"),
    "relationship": mark("Type of relationships"),
    "link": mark("Type of claim links"),
    "value": mark("Value of {attribute}"),
}

_Counted: TypeAlias = tuple[tuple[Old, int], ...]
_Found: TypeAlias = tuple[_Counted, _Counted, tuple[tuple[Annotator, int], ...]]


class MigratingHandlers(Handlers):
    """One's own work, finished articles too, or gold for whoever works on it."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.flow = KwicFlow(context)
        self.dialog: MigrateDialog | None = None
        self.router.register("scheme.migrate", self.ask)

    def ask(self) -> None:
        """Look what is outdated, and ask what becomes of it."""
        if self.flow.raised():
            return
        viewer, scheme = self.session.project.viewer(), self.session.scheme

        def read(reader: Reader, _: object) -> _Found:
            others = outdated_elsewhere(reader=reader, viewer=viewer, scheme=scheme)
            own = outdated(reader=reader, viewer=viewer, scheme=scheme)
            owner = gold_viewer(reader, self.session.project)
            gold = outdated(reader=reader, viewer=owner, scheme=scheme) if owner else ()
            return own, gold, others

        self.session.tasks.run(
            read, self._offer, slot="outdated", label=tr("Looking through your work…")
        )

    def _offer(self, found: _Found) -> None:
        own, gold, others = found
        told = [
            render(Message("scheme.migrate.others", name=each.name, count=count), language())
            for each, count in others
        ]
        if not own and not gold:
            mine = tr("All of your work is in types and values that are in use.")
            self.context.say(" ".join((mine, *told)))
            return
        mine = tr("What is retired or gone in the scheme, and what becomes of it in your work.")
        gilt = tr(
            "What is retired or gone in the scheme, and what becomes of it in the gold layer. "
            "What was decided stays decided, also when annotators bring their work over by the "
            "same table."
        )
        works = [
            Work(name, about, [self._row(old, count) for old, count in rows], gold=is_gold)
            for name, about, rows, is_gold in ((tr("My own work"), mine, own, False),
                                               (tr("The gold layer"), gilt, gold, True))
            if rows
        ]  # fmt: skip
        self.dialog = MigrateDialog(works, self._look, window_behind(), others=told)
        self.dialog.destroyed.connect(self._gone)
        self.dialog.show()

    def _gone(self) -> None:
        self.dialog = None

    def _row(self, old: Old, count: int) -> OldRow:
        scheme = self.session.scheme
        attribute = scheme.attribute(old.attribute)
        called = attribute.name(language()) if attribute is not None else old.attribute
        about = tr(_ABOUT[old.sort], attribute=called)  # marked in the table
        choices = [(target, _said(name)) for target, name in targets(old, scheme)]
        return OldRow(old, _said(name_of(old, scheme)), about, count, choices)

    def _look(self, work: Work, table: dict[Old, str]) -> None:
        """List every place first; nothing is changed yet."""
        self.flow.start(
            Plan(
                title=tr("Work under an older scheme"),
                go=tr("Change {count} annotation(s)"),
                hint=tr("Space leaves one out, Enter changes the others."),
                nothing=tr("Nothing that was found would change."),
                look=partial(self._places, table, work.gold),
                do=partial(self._do, table, work.gold, self._follow_ups(table)),
                said=changed,
            )
        )

    def _places(
        self, table: dict[Old, str], gold: bool, reader: Reader, cancelled: Cancelled
    ) -> Iterator[Looked]:
        return look_to_migrate(
            reader=reader, viewer=self._viewer(reader, gold=gold), scheme=self.session.scheme,
            table=table, cancelled=cancelled,
        )  # fmt: skip

    def _viewer(self, reader: Reader, *, gold: bool) -> Viewer:
        """Whose layer it is.  Raises ``KnownError`` where gold is no longer this person's."""
        viewer = gold_viewer(reader, self.session.project) if gold else None
        if gold and viewer is None:
            raise KnownError("scheme.migrate.no_gold")
        return viewer or self.session.project.viewer()

    def _follow_ups(self, table: dict[Old, str]) -> tuple[Change, ...]:
        """Entities take the type of their mentions: in the register only where it is one's own."""
        index = self.session.index
        if index is None:
            return ()
        changes = entities_that_follow(index, table)
        try:
            allowed = self.session.allowed(Action(Message("history.unknown"), tuple(changes)))
        except KnownError as error:
            self.session.error.emit(error)
            return ()
        return allowed.changes

    def _do(
        self, table: dict[Old, str], gold: bool, also: Sequence[Change], reader: Reader,
        rows: Sequence[Row], progress: Progress, cancelled: Cancelled,
    ) -> Done:  # fmt: skip
        viewer, scheme = self._viewer(reader, gold=gold), self.session.scheme

        def verdicts(done: Sequence[tuple[Record, Edit]]) -> Sequence[Change]:
            if not gold:
                return ()
            return carried(reader=reader, viewer=viewer, scheme=scheme, table=table, done=done)

        return do_rows(
            project=self.session.project, reader=reader, rows=rows, also=also, then=verdicts,
            viewer=viewer, progress=progress, cancelled=cancelled,
        )  # fmt: skip


def _said(name: Message | str) -> str:
    return name if isinstance(name, str) else render(name, language())

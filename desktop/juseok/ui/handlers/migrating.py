"""Work under an older scheme by command: the table, every place, then one action."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeAlias

from PySide6.QtWidgets import QApplication

from juseok.core.errors import KnownError
from juseok.core.messages import Message, render
from juseok.core.model import Annotator
from juseok.core.ops import Action, Change
from juseok.services.bulk.kwic import Done, Looked, Progress, Row
from juseok.services.bulk.recode import do_rows
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
from juseok.ui.dialogs.migrate_dialog import MigrateDialog, OldRow
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.everywhere import changed
from juseok.ui.handlers.kwic_flow import Cancelled, KwicFlow, Plan
from juseok.ui.i18n import language, mark, tr

_ABOUT = {
    "mention": mark("Type of mentions"),
    "relationship": mark("Type of relationships"),
    "link": mark("Type of claim links"),
    "value": mark("Value of {attribute}"),
}

_Found: TypeAlias = tuple[tuple[tuple[Old, int], ...], tuple[tuple[Annotator, int], ...]]


class MigratingHandlers(Handlers):
    """One's own work only, finished articles too."""

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
            return outdated(reader=reader, viewer=viewer, scheme=scheme), others

        self.session.tasks.run(
            read, self._offer, slot="outdated", label=tr("Looking through your work…")
        )

    def _offer(self, both: _Found) -> None:
        found, others = both
        told = [
            render(Message("scheme.migrate.others", name=each.name, count=count), language())
            for each, count in others
        ]
        if not found:
            mine = tr("All of your work is in types and values that are in use.")
            self.context.say(" ".join((mine, *told)))
            return
        rows = [self._row(old, count) for old, count in found]
        self.dialog = MigrateDialog(rows, self._look, QApplication.activeWindow(), others=told)
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

    def _look(self, table: dict[Old, str]) -> None:
        """List every place first; nothing is changed yet."""
        self.flow.start(
            Plan(
                title=tr("Work under an older scheme"),
                go=tr("Change {count} annotation(s)"),
                hint=tr("Space leaves one out, Enter changes the others."),
                nothing=tr("Nothing of your own that was found would change."),
                look=partial(self._places, table),
                do=partial(self._do, self._follow_ups(table)),
                said=changed,
            )
        )

    def _places(
        self, table: dict[Old, str], reader: Reader, cancelled: Cancelled
    ) -> Iterator[Looked]:
        return look_to_migrate(
            reader=reader, viewer=self.session.project.viewer(), scheme=self.session.scheme,
            table=table, cancelled=cancelled,
        )  # fmt: skip

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
        self, also: Sequence[Change], reader: Reader, rows: Sequence[Row], progress: Progress,
        cancelled: Cancelled,
    ) -> Done:  # fmt: skip
        return do_rows(
            project=self.session.project, reader=reader, rows=rows, also=also, progress=progress,
            cancelled=cancelled,
        )  # fmt: skip


def _said(name: Message | str) -> str:
    return name if isinstance(name, str) else render(name, language())

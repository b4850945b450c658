"""The scheme editor beside the window: its edits are actions like any other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from juseok.core.ops import Action
from juseok.services.scheme.scheme_use import InUse, read_use
from juseok.store.reader import Reader
from juseok.ui.action_spec import Context
from juseok.ui.actions import ActionRouter
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.widgets.fitting import window_behind

if TYPE_CHECKING:
    from juseok.ui.dialogs.scheme_editor import SchemeEditor

_OF_TYPES = frozenset({"tag.type", "tag.choose", "tag.rule"})


class SchemeHandlers(Handlers):
    """Opens the editor with how often each type and attribute is used."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._use = InUse()
        self._editor: SchemeEditor | None = None
        self.router.register("scheme.edit", self.edit)
        self.session.scheme_changed.connect(self._follow)
        self.session.saved.connect(lambda _: self._count_again())

    def edit(self) -> None:
        """Read what is in use, then show the editor; again: bring it to the front."""
        if self._editor is not None:
            self._editor.raise_()
            self._editor.activateWindow()
            return
        self.session.tasks.run(self._read, self._show, slot="usage")

    def _read(self, reader: Reader, _: object) -> InUse:
        return read_use(reader, self.session.project.viewer())

    def _show(self, use: InUse) -> None:
        self._use = use
        if self._editor is not None:
            return
        from juseok.ui.dialogs.scheme_editor import SchemeEditor  # large, and rarely asked for

        editor = SchemeEditor(
            scheme=self.session.scheme,
            apply=self._apply,
            count=lambda name: self._use.count(name),
            to_delete=lambda name: self._use.to_delete(name),
            reserved=reserved_keys(self.router),
            parent=window_behind(),
        )
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.destroyed.connect(self._gone)
        self._editor = editor
        editor.show()

    def _count_again(self) -> None:
        """What is in use may have changed while the editor is open."""
        if self._editor is not None:
            self.session.tasks.run(self._read, self._take, slot="usage")

    def _take(self, use: InUse) -> None:
        self._use = use

    def _apply(self, action: Action) -> None:
        self.do(action)

    def _follow(self) -> None:
        if self._editor is not None:
            self._editor.set_scheme(self.session.scheme)

    def _gone(self) -> None:
        self._editor = None


def reserved_keys(router: ActionRouter) -> dict[str, str]:
    """Single keys of the text that are not types', with the name of what they do."""
    return {
        str(chord): router.name(spec)
        for spec in router.specs()
        if spec.context is Context.TEXT and spec.handled_by not in _OF_TYPES
        for chord in router.keys(spec)
        if chord.plain and not chord.shift
    }

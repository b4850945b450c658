"""Actions come alive: the router finds what an id does, what its keys are, and whether it can.

Panels register functions by id (``router.register("claim.new", self.make)``); nobody is
handed the main window.  An action that nobody registered is not shown anywhere.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from juseok.ui.action_spec import MENUS, ActionSpec, Context
from juseok.ui.action_table import ACTIONS
from juseok.ui.i18n import tr
from juseok.ui.icons import icon
from juseok.ui.keymap import Chord


@dataclass(frozen=True, slots=True)
class _Handler:
    run: Callable[..., object]
    enabled: Callable[[], bool] | None
    checked: Callable[[], bool] | None
    label: Callable[[], str] | None


class ActionRouter(QObject):
    """Ids → handlers and keys.

    ``changed``: what there is, or its keys, changed (menus are rebuilt); ``keys_changed``: only
    those a person chose.
    ``triggered(id)``: an action was carried out.
    """

    changed = Signal()
    keys_changed = Signal()
    triggered = Signal(str)

    def __init__(
        self,
        overrides: Mapping[str, tuple[str, ...]] | None = None,
        *,
        table: Sequence[ActionSpec] = ACTIONS,
    ) -> None:
        super().__init__()
        self._table = {spec.id: spec for spec in table}
        self._families: dict[str, ActionSpec] = {}
        self._handled = {spec.handled_by for spec in table} | {"tag.type", "tag.choose"}
        self._handlers: dict[str, _Handler] = {}
        self._overrides = dict(overrides or {})
        self._lookup: dict[tuple[Context, Chord], ActionSpec] | None = None
        self._more: Callable[[], object] | None = None
        self._taking = False

    def expect(self, more: Callable[[], object]) -> None:
        """Have ``more`` register further actions: in :meth:`complete`, or before the first
        question that they would answer."""
        self._more = more

    @property
    def expecting(self) -> bool:
        """Whether there are actions that are yet to be registered."""
        return self._more is not None

    def complete(self) -> None:
        """Register what was put off, and tell it once; nothing when there is nothing."""
        more, self._more = self._more, None
        if more is None:
            return
        self._taking = True
        try:
            more()
        finally:
            self._taking = False
            self._refresh()

    def register(
        self,
        action: str,
        run: Callable[..., object],
        *,
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
        label: Callable[[], str] | None = None,
    ) -> None:
        """Let ``run`` carry out ``action`` (an id, or the handler name of a family).

        A family's ``run`` gets the argument.  ``enabled`` and ``checked`` are asked when it
        is shown; ``label`` gives a text that changes, such as what an undo would undo.
        Raises ``ValueError`` for a second handler or a name that no action has.
        """
        if action not in self._handled:
            raise ValueError(f"no such action: {action}")
        if action in self._handlers:
            raise ValueError(f"{action} has a handler already")
        self._handlers[action] = _Handler(run, enabled, checked, label)
        self._refresh()

    def clear(self) -> None:
        """Forget every handler and family; another project is opened."""
        self._handlers.clear()
        self._more = None
        self._families.clear()
        self._refresh()

    def set_families(self, specs: Iterable[ActionSpec]) -> None:
        """Replace the actions that come from data (one per type of the scheme)."""
        self._families = {spec.id: spec for spec in specs}
        self._refresh()

    def set_overrides(self, overrides: Mapping[str, tuple[str, ...]]) -> None:
        """Keys a person chose: action id → stored chords."""
        self._overrides = dict(overrides)
        self._refresh()
        self.keys_changed.emit()

    def all_specs(self) -> tuple[ActionSpec, ...]:
        return (*self._table.values(), *self._families.values())

    def specs(self) -> tuple[ActionSpec, ...]:
        """The actions that have a handler, in table order; families after the table."""
        self.complete()
        return tuple(spec for spec in self.all_specs() if spec.handled_by in self._handlers)

    def missing(self) -> tuple[str, ...]:
        """Ids of actions that nobody has registered."""
        self.complete()
        return tuple(s.id for s in self.all_specs() if s.handled_by not in self._handlers)

    def spec(self, action: str) -> ActionSpec:
        return self._table.get(action) or self._families[action]

    def text(self, spec: ActionSpec) -> str:
        """The action's name for people; a changing label where its handler gives one."""
        handler = self._handlers.get(spec.handled_by)
        if handler is not None and handler.label is not None:
            return handler.label()
        return self.name(spec)

    def key_words(self, action: str) -> str:
        """The first key of an action, for sentences; where it has none, its name in quotes."""
        spec = self.spec(action)
        keys = self.keys(spec)
        return keys[0].label() if keys else f"“{self.name(spec)}”"

    def name(self, spec: ActionSpec) -> str:
        """The action's name in the table, whatever it would act on now."""
        return tr(spec.text, **dict(spec.args))  # the literal is marked in the table

    def keys(self, spec: ActionSpec) -> tuple[Chord, ...]:
        """The chords in force; a stored chord that cannot be read is left out."""
        chords: list[Chord] = []
        for text in self._overrides.get(spec.id, spec.keys):
            try:
                chords.append(Chord.parse(text))
            except ValueError:
                continue
        return tuple(chords)

    def is_enabled(self, spec: ActionSpec) -> bool:
        self.complete()
        handler = self._handlers.get(spec.handled_by)
        return handler is not None and (handler.enabled is None or handler.enabled())

    def is_checked(self, spec: ActionSpec) -> bool:
        handler = self._handlers.get(spec.handled_by)
        return handler is not None and handler.checked is not None and handler.checked()

    def trigger(self, action: str) -> bool:
        """Carry out ``action`` if it has a handler and can; whether it did."""
        self.complete()
        spec = self._table.get(action) or self._families.get(action)
        if spec is None or not self.is_enabled(spec):
            return False
        run = self._handlers[spec.handled_by].run
        if spec.argument:
            run(spec.argument)
        else:
            run()
        self.triggered.emit(action)
        return True

    def find(self, chord: Chord, contexts: Sequence[Context]) -> ActionSpec | None:
        """The action of ``chord`` in the first of ``contexts`` that knows it."""
        self.complete()
        if self._lookup is None:
            self._lookup = {}
            for spec in self.specs():
                for key in self.keys(spec):
                    self._lookup.setdefault((spec.context, key), spec)
        for context in contexts:
            if found := self._lookup.get((context, chord)):
                return found
        return None

    def conflicts(self, chord: Chord, spec: ActionSpec) -> tuple[ActionSpec, ...]:
        """Actions that would fight with ``spec`` for ``chord``.

        The same key may serve two contexts, since the upper one wins on purpose; a key that
        works everywhere, or with Ctrl or Alt, must be alone.
        """
        return tuple(
            other
            for other in self.all_specs()
            if other.id != spec.id
            and chord in self.keys(other)
            and (
                other.context is spec.context
                or Context.GLOBAL in (other.context, spec.context)
                or not chord.plain
            )
        )

    def _refresh(self) -> None:
        self._lookup = None
        if not self._taking:
            self.changed.emit()


def menu_sections(router: ActionRouter) -> list[tuple[str, list[list[ActionSpec]]]]:
    """Menu title → sections → actions, for menus that are not empty; titles translated."""
    menus: dict[str, dict[str, list[ActionSpec]]] = {menu: {} for menu, _ in MENUS}
    for spec in sorted(router.specs(), key=lambda spec: spec.handler != "tag.type"):
        menu = spec.menu.split("/")[0]
        if menu in menus:
            menus[menu].setdefault(spec.menu, []).append(spec)
    return [  # titles are marked in the table
        (tr(title), list(menus[menu].values())) for menu, title in MENUS if menus[menu]
    ]


def make_shortcut(router: ActionRouter, spec: ActionSpec, parent: QObject) -> QAction | None:
    """A QAction that is nothing but its chords yet; None where a shortcut has nothing to do."""
    chords = [chord.sequence() for chord in router.keys(spec) if not chord.plain]
    return _bare(router, spec, parent, chords) if chords else None


def make_action(router: ActionRouter, spec: ActionSpec, parent: QObject) -> QAction:
    """A QAction for ``spec``: its chords as shortcuts, a single key only shown beside it."""
    action = make_shortcut(router, spec, parent) or _bare(router, spec, parent, [])
    dress_action(router, spec, action)
    return action


def _bare(
    router: ActionRouter, spec: ActionSpec, parent: QObject, chords: Sequence[QKeySequence]
) -> QAction:
    action = QAction(parent)
    action.setObjectName(spec.id)
    action.setShortcuts(chords)
    action.triggered.connect(lambda: router.trigger(spec.id))
    return action


def dress_action(router: ActionRouter, spec: ActionSpec, action: QAction) -> None:
    """Give the QAction of a shortcut what a menu shows of it."""
    action.setText(router.text(spec))
    if spec.icon:
        action.setIcon(icon(spec.icon))
    if spec.help:
        action.setStatusTip(tr(spec.help))  # marked in the table
    action.setCheckable(spec.checkable)


def refresh_action(router: ActionRouter, action: QAction) -> None:
    """Bring text, state and shown key of a QAction up to date, before its menu opens."""
    spec = router.spec(action.objectName())
    chords = router.keys(spec)
    text = router.text(spec).replace("&", "&&")
    if chords and chords[0].plain:
        text += f"\t{chords[0].label()}"
    action.setText(text)
    action.setEnabled(router.is_enabled(spec))
    if spec.checkable:
        action.setChecked(router.is_checked(spec))

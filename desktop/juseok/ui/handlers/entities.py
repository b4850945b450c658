"""Entity commands: on the entity of the mention under the caret, or the panel's own."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from juseok.core.model import Entity
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers

COMMANDS: Final = ("rename", "retype", "add_alias", "merge", "split", "delete")
_IN_FIELDS: Final = frozenset({"rename", "retype", "add_alias"})
"""What is done in a field of the panel; the rest asks in the palette, or nothing at all."""


class EntityHandlers(Handlers):
    """Each command brings the panel forward, which asks for what it needs."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        for what in COMMANDS:
            run = partial(self._ask, what)
            self.router.register(f"entity.{what}", run, enabled=lambda: self.entity() is not None)

    def entity(self) -> Entity | None:
        """The entity meant: chosen in the panel, else of the mention here, else the panel's."""
        mention = None if self.place.entity_chosen else self.mention()
        meant = mention.entity if mention is not None else self.place.entity
        return self.session.index.entity(meant) if self.session.index and meant else None

    def _ask(self, what: str) -> None:
        entity = self.entity()
        if entity is not None:
            held = QApplication.focusWidget()
            self.router.trigger("panel.entities")
            if what not in _IN_FIELDS and held is not None:
                held.setFocus(Qt.FocusReason.OtherFocusReason)  # where one goes on afterwards
            self.place.ask_entity(what, entity.id)

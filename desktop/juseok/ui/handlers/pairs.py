"""Pairs of names that may be one, by key: join them, add a name, keep them apart, go on."""

from collections.abc import Callable

from juseok.core.errors import KnownError
from juseok.core.ops import Action
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.pairs import Pairs


class PairHandlers(Handlers):
    """Each decision is one action, and one undo; the next pair comes by itself."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.pairs = Pairs.of(context.session)
        register = self.router.register
        register("entity.pairs", self.open)
        register("pair.merge", self.merge, enabled=self._has_two)
        register("pair.alias", self.alias, enabled=self._has_one)
        register("pair.apart", self.apart, enabled=self._has_one)
        register("pair.skip", lambda: self.pairs.hold(self.pairs.row + 1), enabled=self._has_one)
        register("pair.back", lambda: self.pairs.hold(self.pairs.row - 1), enabled=self._has_one)
        register("pair.show", self.show, enabled=self._has_one)
        register("pair.leave", self.leave)

    def open(self) -> None:
        """Bring the pairs to the front, and look for them anew."""
        self.router.trigger("panel.entities")
        self.place.ask_entity("pairs", "")
        if not self.pairs.searching:
            self.pairs.look()

    def merge(self) -> None:
        """Have both be one."""
        from juseok.services.entities.entities import merge_entities

        sides, index = self.pairs.sides(), self.session.index
        if sides is None or index is None or sides[1] is None:
            return
        one, other = sides[0], sides[1]
        self._decide(
            lambda: merge_entities(
                ids=self.session.project.ids, register_layer=self.register_layer,
                one=one, other=other, index=index,
            )
        )  # fmt: skip

    def alias(self) -> None:
        """Have the first go by the name of the second, too."""
        from juseok.services.entities.alias_queue import take_alias

        pair = self.pairs.fresh()
        if pair is not None:
            self._decide(lambda: take_alias(register_layer=self.register_layer, pair=pair))

    def apart(self) -> None:
        """They are two; the pair does not come back."""
        from juseok.services.entities.alias_queue import keep_apart

        pair = self.pairs.current
        if pair is not None:
            self._decide(lambda: keep_apart(register_layer=self.register_layer, pair=pair))

    def leave(self) -> None:
        """Back to the entities, and to the text; what is not decided stays."""
        self.place.ask_entity("list", "")
        self.place.focus_text()

    def show(self) -> None:
        """Show the first in its text; again, the second."""
        pair = self.pairs.current
        rows = [side.row for side in (pair.one, pair.other) if side.row] if pair else []
        if not rows:
            self.context.say(tr("No mention of it yet."))
            return
        here = (self.place.article, self.place.picked.caret)
        spots = [(each.article, each.span.start) for each in rows]
        row = rows[(spots.index(here) + 1) % len(rows)] if here in spots else rows[0]
        self.place.go(row.article, row.span.start, row.span.start)

    def _decide(self, make: Callable[[], Action | None]) -> None:
        try:
            action = make()
        except KnownError as error:
            self.pairs.refuse(error)
            return
        if self.pairs.decide(action) and not self.pairs.items:
            self.context.say(tr("That was the last pair."))

    def _has_one(self) -> bool:
        return self.pairs.sides() is not None

    def _has_two(self) -> bool:
        sides = self.pairs.sides()
        return sides is not None and sides[1] is not None

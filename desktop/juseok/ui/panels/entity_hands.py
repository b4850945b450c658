"""The edits of entities that the panel's form asks for; each makes one action."""

from collections.abc import Callable, Sequence
from functools import partial

from juseok.core.errors import KnownError
from juseok.core.model import Entity
from juseok.core.ops import Action
from juseok.services import entities
from juseok.ui.context import PanelContext
from juseok.ui.i18n import language, tr
from juseok.ui.palette import Entry
from juseok.ui.panels.entity_form import EntityEdits


class EntityHands:
    """Makes the actions and applies them; a refusal is told in the window."""

    def __init__(self, context: PanelContext) -> None:
        self._context = context
        self._session, self._place = context.session, context.place

    def as_form_wants(self) -> EntityEdits:
        return EntityEdits(
            self._rename, self._retype, self._add_alias, self._remove_alias,
            self._merge, self._split, self._delete,
        )  # fmt: skip

    def do(self, make: Callable[[], Action | None]) -> None:
        """Apply what ``make`` gives; a refusal is told in the window."""
        try:
            self._session.apply(make())
        except KnownError as error:
            self._session.error.emit(error)

    def _rename(self, entity: Entity, name: str) -> None:
        self.do(lambda: entities.rename_entity(entity=entity, name=name))

    def _retype(self, entity: Entity, type_id: str, along: bool) -> None:
        workspace = self._session.workspace(self._place.article)
        own = self._session.project.own_layer
        here = workspace.mentions_of(entity.id) if workspace and along else ()
        taken = [mention for mention in here if mention.layer == own]
        self.do(lambda: entities.retype_entity(entity=entity, type=type_id, mentions=taken))

    def _add_alias(self, entity: Entity, name: str) -> None:
        self.do(lambda: entities.add_alias(entity=entity, alias=name))

    def _remove_alias(self, entity: Entity, name: str) -> None:
        self.do(lambda: entities.remove_alias(entity=entity, alias=name))

    def _merge(self, entity: Entity) -> None:
        index = self._session.index
        if index is None:
            return

        def listing(query: str) -> Sequence[Entry]:
            found = index.completions(query or entity.name, type=entity.type, limit=20)
            return [
                Entry(
                    each.entity.name,
                    self._type_name(each.entity),
                    "users",
                    True,
                    partial(self._join, entity, each.entity),
                )
                for each in found
                if each.entity.id != entity.id
            ]

        self._context.choose(tr("“{name}” is the same as …", name=entity.name), listing)

    def _join(self, one: Entity, other: Entity) -> None:
        index, project = self._session.index, self._session.project
        if index is not None:
            self.do(
                lambda: entities.merge_entities(
                    ids=project.ids,
                    register_layer=project.register_layer,
                    one=one,
                    other=other,
                    index=index,
                )
            )

    def _split(self, entity: Entity) -> None:
        index, project = self._session.index, self._session.project
        if index is not None:
            self.do(
                lambda: entities.split_entity(
                    ids=project.ids,
                    register_layer=project.register_layer,
                    entity=entity,
                    index=index,
                )
            )

    def _delete(self, entity: Entity) -> None:
        """Delete what nothing uses; how often it is used is asked of the file first."""
        viewer = self._session.viewer
        self._session.tasks.run(
            lambda reader, _: len(reader.mentions_of(viewer, entity.id)),
            partial(self._delete_unused, entity),
            slot="entity uses",
        )

    def _delete_unused(self, entity: Entity, uses: int) -> None:
        index, project = self._session.index, self._session.project
        if index is not None:
            self.do(
                lambda: entities.delete_entity(
                    ids=project.ids,
                    register_layer=project.register_layer,
                    entity=entity,
                    uses=uses,
                    index=index,
                )
            )

    def _type_name(self, entity: Entity) -> str:
        kind = self._session.scheme.entity_type(entity.type)
        return kind.name(language()) if kind else entity.type

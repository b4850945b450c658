"""The edits of entities that the panel's form asks for; each makes one action."""

from collections.abc import Callable, Sequence, Set
from functools import partial
from typing import Final, TypedDict

from juseok.core.errors import KnownError
from juseok.core.model import Entity, Mention, Viewer
from juseok.core.ops import Action
from juseok.services.edits import elide, quote_of
from juseok.services.entities import entities
from juseok.services.entities.index import EntityIndex
from juseok.services.tagging.mentions import MakeId
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.i18n import language, tr
from juseok.ui.palette import Entry
from juseok.ui.panels.entity_form import Along, EntityEdits, SplitChoice

_LISTED: Final = 20
_MANY: Final = 2000


class _Register(TypedDict):
    """What every edit of the register of entities needs of the project."""

    ids: MakeId
    register_layer: str


class EntityHands:
    """Makes the actions and applies them; a refusal is told in the window."""

    def __init__(self, context: PanelContext) -> None:
        self._context = context
        self._session, self._place = context.session, context.place

    def as_form_wants(self) -> EntityEdits:
        return EntityEdits(
            self._rename, self._retype, self._add_alias, self._remove_alias,
            self._merge, self._split, self._split_choices, self._delete,
        )  # fmt: skip

    def do(self, make: Callable[[], Action | None]) -> bool:
        """Apply what ``make`` gives, and say whether it was; a refusal is told in the window."""
        try:
            return self._session.apply(make())
        except KnownError as error:
            self._session.error.emit(error)
            return False

    def _do_known(self, make: Callable[[EntityIndex], Action | None]) -> None:
        """As :meth:`do`, with the entities; nothing while they are not read."""
        index = self._session.index
        if index is not None:
            self.do(lambda: make(index))

    def run(self, what: str, entity: Entity) -> None:
        """Merge, split or delete by command; what can be parted is chosen from a list."""
        if what == "merge":
            self._merge(entity)
        elif what == "delete":
            self._delete(entity)
        else:
            entries = [
                Entry(each.words, "", "split", True, each.run)
                for each in self._split_choices(entity)
            ]
            nothing = tr("Nothing here can be parted from it.")
            entries = entries or [Entry(nothing, "", "split", False, lambda: None)]
            self._context.choose(
                tr("What leaves “{name}”?", name=entity.name),
                lambda query: [each for each in entries if query in each.text],
            )

    def _rename(self, entity: Entity, name: str) -> None:
        self.do(lambda: entities.rename_entity(entity=entity, name=name))

    def _retype(self, entity: Entity, type_id: str, along: Along) -> None:
        """Retype it with all that is the same, and the mentions of ``along``."""
        index = self._session.index
        if index is None:
            return
        members = {entity.id: entity} | {each.id: each for each in index.group(entity.id)}
        take = partial(self._retype_all, tuple(members.values()), type_id)
        if along is Along.ALONE:
            take(())
            return
        if along is Along.EVERYWHERE:
            self._session.mentions_of(tuple(members), take)
            return
        workspace = self._session.workspace(self._place.article)
        own = self._session.layer
        here = workspace.mentions if workspace else ()
        take([each for each in here if each.entity in members and each.layer == own])

    def _retype_all(
        self, members: Sequence[Entity], type_id: str, found: Sequence[Mention]
    ) -> None:
        entity, *others = members
        done = self.do(
            lambda: entities.retype_entity(
                entity=entity, type=type_id, mentions=found, others=others
            )
        )
        if done and len(found) > _MANY:
            self._context.say(tr("{count} mention(s) (is|are) retyped.", count=f"{len(found):,}"))

    def _add_alias(self, entity: Entity, name: str) -> None:
        self.do(lambda: entities.add_alias(entity=entity, alias=name))

    def _remove_alias(self, entity: Entity, name: str) -> None:
        self.do(lambda: entities.remove_alias(entity=entity, alias=name))

    def _merge(self, entity: Entity) -> None:
        index = self._session.index
        if index is None:
            return

        def listing(query: str) -> Sequence[Entry]:
            words, one = query or entity.name, index.members(entity.id)
            alike = index.completions(words, type=entity.type, limit=_LISTED)
            any_type = index.completions(words, limit=_LISTED)
            found = {each.entity.id: each.entity for each in (*alike, *any_type)}
            others = [each for each in found.values() if each.id not in one]
            if others:
                return [self._candidate(entity, each) for each in others]
            nothing = tr("No other entity has a name like this. Type another.")
            return [Entry(nothing, "", "search", False, lambda: None)]

        self._context.choose(tr("“{name}” is the same as …", name=entity.name), listing)

    def _candidate(self, entity: Entity, other: Entity) -> Entry:
        hint = self._type_name(other.type)
        if other.type != entity.type:
            hint = tr("{type} · one is retyped", type=hint)
        return Entry(other.name, hint, "users", True, partial(self._join, entity, other))

    def _join(self, one: Entity, other: Entity) -> None:
        """Make them one; where their types differ, the one with fewer mentions is retyped."""
        index = self._session.index
        if index is not None and one.type != other.type:
            both = (*index.members(one.id), *index.members(other.id))
            self._session.mentions_of(both, partial(self._join_types, one, other))
            return
        self._do_known(
            lambda index: entities.merge_entities(
                **self._register(), one=one, other=other, index=index
            )
        )

    def _join_types(self, one: Entity, other: Entity, found: Sequence[Mention]) -> None:
        index = self._session.index
        if index is None:
            return
        of_one = [each for each in found if each.entity in index.members(one.id)]
        of_other = [each for each in found if each.entity in index.members(other.id)]
        kept, gone, retyped = one, other, of_other
        if len(of_one) < len(of_other):
            kept, gone, retyped = other, one, of_one
        done = self.do(
            lambda: entities.merge_retyping(
                **self._register(), kept=kept, other=gone, index=index, mentions=retyped
            )
        )
        if done:
            words = tr(
                "“{name}” is now {type}, with {count} mention(s). One undo takes it back.",
                name=gone.name,
                type=self._type_name(kept.type),
                count=f"{len(retyped):,}",
            )
            self._context.say(words)

    def _split_choices(self, entity: Entity) -> list[SplitChoice]:
        """What can be parted from an entity, and from all that is the same."""
        index = self._session.index
        members = index.group(entity.id) if index else ()
        found = [
            SplitChoice(
                tr("“{name}” is not the same after all", name=each.name),
                partial(self._split, each),
            )
            for each in members[1:]
        ]
        workspace = self._session.workspace(self._place.article)
        own = self._session.layer
        ids = {each.id for each in members}
        here = [
            each
            for each in (workspace.mentions if workspace else ())
            if each.layer == own and each.entity in ids
        ]
        if here:
            found.append(
                SplitChoice(
                    tr("Move the mentions in this article to a new entity"),
                    partial(self._move, here),
                )
            )
        held = next((each for each in here if each.id == self._place.record), None)
        if held is not None and len(here) > 1:
            found.append(
                SplitChoice(
                    tr("Move only the mention “{quote}” to a new entity",
                       quote=elide(quote_of(held.spans))),
                    partial(self._move, [held]),
                )
            )  # fmt: skip
        return found

    def _move(self, mentions: Sequence[Mention]) -> None:
        self.do(lambda: entities.move_mentions(**self._register(), mentions=mentions))

    def _split(self, entity: Entity) -> None:
        self._do_known(
            lambda index: entities.split_entity(**self._register(), entity=entity, index=index)
        )

    def _delete(self, entity: Entity) -> None:
        """Delete what nothing uses, with all that is the same: a row of the list is all of them.

        How often they are used is asked of the file first.
        """
        index, viewer = self._session.index, self._session.viewer
        members = index.members(entity.id) if index is not None else (entity.id,)
        self._session.tasks.run(
            lambda reader, _: _uses(reader, viewer, members),
            partial(self._delete_unused, entity),
            slot="entity uses",
        )

    def _delete_unused(self, entity: Entity, uses: Set[str]) -> None:
        """``uses`` are those in the file; what is not saved yet counts as well."""
        index, workspace = self._session.index, self._session.workspace(self._place.article)
        if index is None:
            return
        if workspace is not None:
            for each in index.members(entity.id):
                here = (*workspace.mentions_of(each), *workspace.claims_naming(each))
                uses |= {held.id for held in here}
        self.do(lambda: entities.delete_group(entity=entity, uses=len(uses), index=index))

    def _register(self) -> _Register:
        session = self._session
        return {"ids": session.project.ids, "register_layer": session.register_layer}

    def _type_name(self, type_id: str) -> str:
        kind = self._session.scheme.entity_type(type_id)
        return kind.name(language()) if kind else type_id


def _uses(reader: Reader, viewer: Viewer, members: Sequence[str]) -> Set[str]:
    """The mentions of ``members``, and the claims in which one of them plays a role."""
    mentions = (held for each in members for held in reader.mentions_of(viewer, each))
    return {held.id for held in (*mentions, *reader.claims_naming(viewer, members))}

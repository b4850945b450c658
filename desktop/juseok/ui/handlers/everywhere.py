"""What is done to many places of the project at once, after a look at each in its context."""

from collections.abc import Callable, Sequence
from functools import partial

from juseok.core.model import Entity
from juseok.lang.hanja import bundled_hanja
from juseok.services.bulk.consistency import look_for_slips
from juseok.services.bulk.kwic import Done, Looked
from juseok.services.bulk.recode import Delete, Edit, Relink, Retype, do_rows, look_at_entity
from juseok.services.bulk.tag_all import Wanted, look, tag_rows, wanted_of
from juseok.services.edits import elide
from juseok.services.tagging.value_types import value_types
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.kwic_flow import KwicFlow, Plan
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.matching import rank
from juseok.ui.palette import Entry


class EverywhereHandlers(Handlers):
    """Tag all in the project, recode the mentions of an entity, check one's own tags."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.flow = KwicFlow(context)
        register = self.router.register
        register("tag.everywhere", self.tag, enabled=lambda: self._own() and bool(self.mention()))
        register(
            "entity.recode",
            self.ask_recode,
            enabled=lambda: self._own() and self.entity() is not None,
        )
        register("tags.check", self.check, enabled=self._own)

    def _own(self) -> bool:
        """Whether one's own layer is worked on: these go through the whole of it."""
        return not self.session.reviewing

    # -- tagging

    def tag(self) -> None:
        """List every place like the mention here; nothing is tagged yet."""
        mention = self.mention()
        if not self.flow.raised() and mention is not None:
            self.session.when_ready(
                lambda: self._tag(wanted_of(mention, self._group(mention.entity)))
            )

    def _group(self, entity: str) -> tuple[Entity, ...]:
        index = self.session.index
        return index.group(entity) if index is not None and entity else ()

    def _tag(self, wanted: Wanted | None) -> None:
        if wanted is None:
            self.context.say(tr("A mention in several pieces has no other place."))
            return
        project, first = self.session.project, self.place.article
        plan = Plan(
            title=tr("Tag “{quote}” in the project", quote=elide(wanted.quote)),
            go=tr("Tag {count} place(s)"),
            hint=tr("Space leaves a place out, Enter tags the others."),
            nothing=tr("The name stands nowhere else untagged."),
            look=lambda reader, cancelled: look(
                reader=reader, viewer=project.viewer(), wanted=wanted, first=first,
                cancelled=cancelled,
            ),
            do=lambda _, rows, progress, cancelled: tag_rows(
                project=project, wanted=wanted, rows=rows, progress=progress, cancelled=cancelled
            ),
            said=_tagged,
            told=_left_over,
        )  # fmt: skip
        self.flow.start(plan)
        for problem in bundled_hanja().problems[:1]:
            self.context.say(sentence(problem))

    # -- recoding

    def entity(self) -> Entity | None:
        """The entity meant: chosen in the panel, else of the mention here, else the panel's."""
        mention = None if self.place.entity_chosen else self.mention()
        meant = mention.entity if mention is not None else self.place.entity
        return self.session.index.entity(meant) if self.session.index and meant else None

    def ask_recode(self) -> None:
        """Choose what is to be done to all mentions of an entity."""
        entity = self.entity()
        if self.flow.raised() or entity is None:
            return

        def listing(query: str) -> Sequence[Entry]:
            return self._recodings(entity, query)

        self.context.choose(tr("All mentions of “{name}”:", name=entity.name), listing)

    def _recodings(self, entity: Entity, query: str) -> list[Entry]:
        """Another type, away with them, or (typed) another entity."""
        types = [t for t in self.session.scheme.entity_types if not t.retired]
        edits: list[tuple[str, str, Callable[[], object]]] = [
            (
                tr("Retype to {name}", name=each.name(language())),
                "tag",
                partial(self._retype, entity, each.id),
            )
            for each in types
        ]
        edits.append((tr("Delete them"), "trash", partial(self._recode, entity, Delete())))
        words = [each[0] for each in edits]
        shown = [edits[n] for n in rank(query, words, limit=len(words))] if query else edits
        found = [Entry(text, "", icon, True, run) for text, icon, run in shown]
        index = self.session.index
        for match in index.completions(query, limit=10) if index is not None and query else ():
            if match.entity.id != entity.id:
                text = tr("Link to “{name}”", name=match.entity.name)
                run = partial(self._recode, entity, Relink(match.entity))
                found.append(Entry(text, "", "link", True, run))
        return found

    def _retype(self, entity: Entity, type_id: str) -> None:
        """To the entity of that type with the same name; where there is none, it is made."""
        index, made = self.session.index, list[Entity]()
        if type_id in value_types(self.session.scheme):
            self._recode(entity, Retype(type_id))
            return
        known = index.lookup(entity.name, type_id) if index is not None else ()
        if not known:
            new = Entity(
                self.session.project.ids(), self.register_layer, type_id, entity.name,
                entity.aliases,
            )  # fmt: skip
            made.append(new)
        self._recode(entity, Retype(type_id, known[0] if known else made[0].id), made)

    def _recode(self, entity: Entity, edit: Edit, made: Sequence[Entity] = ()) -> None:
        project, index = self.session.project, self.session.index
        members = index.members(entity.id) if index is not None else (entity.id,)
        plan = Plan(
            title=tr("All mentions of “{name}”", name=elide(entity.name)),
            go=tr("Change {count} mention(s)"),
            hint=tr("Space leaves one out, Enter changes the others."),
            nothing=tr("There is no mention of your own to change."),
            look=lambda reader, cancelled: look_at_entity(
                reader=reader, viewer=project.viewer(), entities=members, edit=edit,
                cancelled=cancelled,
            ),
            do=lambda reader, rows, progress, cancelled: do_rows(
                project=project, reader=reader, rows=rows, made=made, open_only=True,
                progress=progress, cancelled=cancelled,
            ),
            said=changed,
            told=left_alone,
        )  # fmt: skip
        self.flow.start(plan)

    # -- checking

    def check(self) -> None:
        """List where one's own tags do not agree; nothing is changed yet."""
        if self.flow.raised():
            return
        project, values = self.session.project, value_types(self.session.scheme)
        plan = Plan(
            title=tr("Check my tags"),
            go=tr("Mend {count} mention(s)"),
            hint=tr("Space leaves one out, Enter mends the others. Only your own tags are read."),
            nothing=tr("Your tags agree with one another."),
            look=lambda reader, cancelled: look_for_slips(
                reader=reader, viewer=project.viewer(), value_types=values, cancelled=cancelled
            ),
            do=lambda reader, rows, progress, cancelled: do_rows(
                project=project, reader=reader, rows=rows, progress=progress, cancelled=cancelled
            ),
            said=changed,
        )
        self.flow.start(plan)


def _left_over(looked: Looked) -> str:
    if not looked.left_places:
        return ""
    return tr(
        "Left as suggestions: {places} place(s) in {articles} article(s),"
        " finished or not opened yet.",
        places=f"{looked.left_places:,}",
        articles=f"{looked.left_articles:,}",
    )


def _tagged(done: Done) -> str:
    numbers = {"count": f"{done.places:,}", "articles": f"{done.articles:,}"}
    if done.passed:
        return tr(
            "Tagged {count} place(s) in {articles} article(s); {passed} had changed meanwhile.",
            **numbers,
            passed=f"{done.passed:,}",
        )
    return tr("Tagged {count} place(s) in {articles} article(s).", **numbers)


def left_alone(looked: Looked) -> str:
    """What was found and is not listed."""
    if not looked.left_places:
        return ""
    return tr(
        "Left as found: {places} more in {articles} article(s), made by others or in a finished"
        " article.",
        places=f"{looked.left_places:,}",
        articles=f"{looked.left_articles:,}",
    )


def changed(done: Done) -> str:
    """What came of changing annotations."""
    numbers = {"count": f"{done.places:,}", "articles": f"{done.articles:,}"}
    if done.passed:
        return tr(
            "Changed {count} annotation(s) in {articles} article(s);"
            " {passed} had changed meanwhile.",
            **numbers,
            passed=f"{done.passed:,}",
        )
    return tr("Changed {count} annotation(s) in {articles} article(s).", **numbers)

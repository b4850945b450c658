"""Mentions by key: tag, retype, move edges, link, tag all, delete."""

from collections.abc import Callable
from functools import partial

from juseok.core.model import Claim, Entity, Mention, Relationship
from juseok.core.ops import Action
from juseok.core.spans import bounds
from juseok.services.edits import quote_of
from juseok.services.tagging import mentions, relationships
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.tagging.claim_edits import delete_claim
from juseok.services.tagging.spans_edit import Edge
from juseok.services.tagging.value_types import guess_value_type, ordered_value_types, value_types
from juseok.ui.action_table import type_actions
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import language, tr
from juseok.ui.palette import Entry


class TaggingHandlers(Handlers):
    """The keys of the text that make and change mentions."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._choose = context.choose
        register = self.router.register
        register("tag.type", self.tag, enabled=self.has_article)
        register("tag.choose", self.tag_choosing, enabled=self.has_article)
        register("tag.rule", self.tag_value, enabled=self._can_tag)
        register("tag.all", self.tag_all, enabled=self._has_mention)
        register("mention.relink", self.relink, enabled=self._has_mention)
        register("mention.add_piece", self.add_piece, enabled=self._can_add_piece)
        edges: tuple[tuple[str, Edge, int], ...] = (
            ("edge.end_right", "end", 1),
            ("edge.end_left", "end", -1),
            ("edge.start_right", "start", 1),
            ("edge.start_left", "start", -1),
        )
        for action, edge, steps in edges:
            register(action, partial(self.move_edge, edge, steps), enabled=self._has_mention)
        register("annotation.delete", self.delete, enabled=lambda: self.annotation() is not None)
        self.session.scheme_changed.connect(self.offer_types)
        self.offer_types()

    def offer_types(self) -> None:
        """One action per type of the scheme in force."""
        types = (each for each in self.session.scheme.entity_types if not each.retired)
        self.router.set_families(
            type_actions(tuple((each.id, each.name(language()), each.key) for each in types))
        )

    # -- making

    def tag(self, type_id: str) -> None:
        """Tag what is selected; without a selection, give the mention here another type.

        On a suggestion, accept it as that.
        """
        suggestions = self.context.suggestions
        if suggestions is not None and self._on_suggestion():
            suggestions.type_given.emit(type_id)
            return
        self.session.when_ready(lambda: self._tag(type_id, None))

    def tag_choosing(self, type_id: str) -> None:
        """Like :meth:`tag`, but the person chooses the entity."""
        self.session.when_ready(lambda: self._ask_entity(type_id))

    def _tag(self, type_id: str, entity: Entity | None) -> None:
        workspace = self.workspace
        spans = self.picked_spans(snap=True)
        if workspace is None:
            return
        if not spans:
            self._retype(type_id)
            return
        known = next(
            (m for m in workspace.mentions_in(*bounds(spans)) if m.spans == spans
             and m.layer == self.layer), None
        )  # fmt: skip
        if known is not None and entity is None:
            self.place.take(known.id)
            self._retype(type_id)
            return
        action = mentions.add_mention(
            ids=self.session.project.ids,
            article=self.place.article,
            layer=self.layer,
            spans=spans,
            type=type_id,
            register_layer=self.register_layer,
            index=self.session.index,
            entity=entity,
            prefer=workspace.entities(),
            link=type_id not in value_types(self.session.scheme),
        )
        self._made(action)

    def _made(self, action: Action) -> None:
        if self.do(action):
            self.place.clear()
            self.place.take(action.changes[-1].obj)
            self._offer_alias()

    def _offer_alias(self) -> None:
        """Say how the name in the bracket behind the mention in hand is taken, too."""
        mention, workspace = self.mention(), self.workspace
        if mention is None or workspace is None or not mention.entity:
            return
        from juseok.services.entities.alias_behind import alias_span  # not needed for a first paint

        span = alias_span(workspace.text, mention)
        keys = self.router.keys(self.router.spec("mention.alias"))
        if span is not None and keys:
            words = tr("{key} takes “{name}” for another name of it.", key=keys[0].label(),
                       name=span.quote)  # fmt: skip
            self.context.say(words)

    def _retype(self, type_id: str) -> None:
        mention = self.mention()
        workspace = self.workspace
        if mention is None or workspace is None:
            self.context.say(tr("Select the words first, then press the key of a type."))
            return
        action = mentions.retype(
            ids=self.session.project.ids,
            mention=mention,
            type=type_id,
            register_layer=self.register_layer,
            index=self.session.index,
            sole=self.is_sole(mention, workspace),
            link=type_id not in value_types(self.session.scheme),
        )
        if self.do(action):
            self.place.take(mention.id)

    def tag_value(self) -> None:
        """Date, time or number by rule; on a value, the next of these types."""
        scheme = self.session.scheme
        types = [t.id for t in scheme.entity_types if t.id in value_types(scheme) and not t.retired]
        mention = self.mention()
        spans = self.picked_spans(snap=True)
        if not types:
            self.context.say(tr("The scheme has no types for dates and numbers."))
        elif self.context.suggestions is not None and self._on_suggestion():
            self.context.suggestions.type_given.emit(types[0])  # the handler chooses among them
        elif spans:
            action = mentions.add_value(
                ids=self.session.project.ids,
                article=self.place.article,
                layer=self.layer,
                spans=spans,
                types=types,
                guess=guess_value_type,
            )
            self._made(action)
        elif mention is not None:
            self.session.when_ready(lambda: self._next_value_type(mention, types))

    def _next_value_type(self, mention: Mention, types: list[str]) -> None:
        """Go on to the next type, those that the words may be first; say which one it is."""
        ordered = ordered_value_types(quote_of(mention.spans), types)
        after = mentions.next_type(mention.type, ordered)
        self._retype(after)
        self.context.say(
            tr(
                "{before} → {after}",
                before=self._type_name(mention.type),
                after=self._type_name(after),
            )
        )

    def _type_name(self, type_id: str) -> str:
        kind = self.session.scheme.entity_type(type_id)
        return kind.name(language()) if kind else type_id

    def tag_all(self) -> None:
        """Tag every other place with the same name as the mention here."""
        from juseok.services.bulk.tag_all_here import tag_occurrences  # not for a first paint

        mention, workspace = self.mention(), self.workspace
        if mention is None or workspace is None:
            return

        action = tag_occurrences(
            ids=self.session.project.ids,
            text=workspace.text,
            mention=mention,
            mentions=workspace.mentions,
            zones=workspace.article.zones,
            names=self._names_of(mention.entity),
        )
        if not self.do(action):
            self.context.say(tr("The name stands nowhere else untagged."))

    def _names_of(self, entity: str) -> list[str]:
        """Every name of an entity and of those that are the same as it."""
        index = self.session.index
        group = index.group(entity) if index is not None and entity else ()
        return [name for each in group for name in (each.name, *each.aliases)]

    # -- changing

    def move_edge(self, edge: Edge, steps: int) -> None:
        mention, workspace = self.mention(), self.workspace
        if mention is not None and workspace is not None:
            self.do(
                mentions.move_edge(
                    text=workspace.text,
                    mention=mention,
                    edge=edge,
                    steps=steps,
                    index=self.session.index,
                    sole=self.is_sole(mention, workspace),
                )
            )
            self.place.take(mention.id)

    def add_piece(self) -> None:
        """Add the selected words to the mention in hand."""
        mention, workspace = self.in_hand(), self.workspace
        if not isinstance(mention, Mention) or workspace is None:
            return
        for span in self.picked_spans(snap=False):
            self.do(mentions.add_fragment(text=workspace.text, mention=mention, span=span))
        self.place.clear()

    def delete(self) -> None:
        """Delete the annotation in hand, or the smallest under the caret."""
        found, workspace = self.annotation(), self.workspace
        if found is None or workspace is None:
            return
        self.do(delete_annotation(found, workspace))

    # -- entities

    def relink(self) -> None:
        mention = self.mention()
        if mention is not None:
            self.session.when_ready(lambda: self._ask_relink(mention))

    def _ask_entity(self, type_id: str) -> None:
        spans = self.picked_spans(snap=True)
        if not spans:
            self.context.say(tr("Select the words first, then press the key of a type."))
            return
        quote = " ".join(span.quote for span in spans)

        def listing(query: str) -> list[Entry]:
            new = self._new_entry(query or quote, lambda: self._tag_new(type_id, query))
            known = self._entries(query or quote, type_id, lambda one: self._tag(type_id, one))
            # The key alone links to what goes by these words; a name that is typed looks for one.
            return [*known, new] if query else [new, *known]

        self._choose(tr("Which entity is “{quote}”?", quote=quote), listing)

    def _ask_relink(self, mention: Mention) -> None:
        quote = " ".join(span.quote for span in mention.spans)

        def link(entity: Entity) -> None:
            self.do(mentions.relink(mention=mention, entity=entity))

        self._choose(
            tr("Which entity is “{quote}”?", quote=quote),
            lambda query: self._entries(query or quote, None, link),
        )

    def _entries(
        self, query: str, type_id: str | None, take: Callable[[Entity], object]
    ) -> list[Entry]:
        index = self.session.index
        if index is None:
            return []
        found: list[Entry] = []
        for match in index.completions(query, type=type_id, limit=20):
            hint = self._type_name(match.entity.type)
            words = match.entity.name
            if match.name != words:
                words = f"{words} ({match.name})"
            found.append(Entry(words, hint, "tag", True, partial(take, match.entity)))
        return found

    def _new_entry(self, name: str, make: Callable[[], object]) -> Entry:
        return Entry(tr("New entity “{name}”", name=name), "", "plus", True, make)

    def _tag_new(self, type_id: str, name: str) -> None:
        spans = self.picked_spans(snap=True)
        self._made(
            mentions.add_mention(
                ids=self.session.project.ids,
                article=self.place.article,
                layer=self.layer,
                spans=spans,
                type=type_id,
                register_layer=self.register_layer,
                name=name,
            )
        )

    # -- when

    def _has_mention(self) -> bool:
        return self.mention() is not None

    def _can_tag(self) -> bool:
        return bool(self.place.picked.spans) or self._has_mention() or self._on_suggestion()

    def _on_suggestion(self) -> bool:
        """Whether a suggestion is in hand, and nothing selected that would go before it."""
        suggestions = self.context.suggestions
        chosen = suggestions is not None and suggestions.current is not None
        return chosen and not self.place.picked.spans

    def _can_add_piece(self) -> bool:
        return bool(self.place.picked.spans) and isinstance(self.in_hand(), Mention)


def delete_annotation(
    found: Mention | Claim | Relationship, workspace: ArticleWorkspace
) -> Action | None:
    """The action that deletes an annotation with what hangs on it."""
    match found:
        case Mention():
            return mentions.delete_mention(mention=found, annotations=workspace.annotations)
        case Relationship():
            return relationships.delete_relationship(
                relationship=found, annotations=workspace.annotations
            )
        case Claim():
            return delete_claim(claim=found, annotations=workspace.annotations)
        case _:
            return None

"""Relationships by key: two ends, a type that the scheme allows, the evidence."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from juseok.core.errors import KnownError
from juseok.core.model import Mention, Relationship
from juseok.core.ops import Action
from juseok.services.edits import elide, quote_of
from juseok.services.tagging import relationships
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.handlers.link_mode import LinkMode
from juseok.ui.i18n import language, sentence, tr
from juseok.ui.matching import rank
from juseok.ui.models.relationship_list import Choice, choices_for
from juseok.ui.palette import Entry

_DIGITS: Final = "123456789"
_LIMIT: Final = 200


class RelationshipHandlers(Handlers):
    """The keys of the text that make and change relationships."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._last = ""
        self.links = LinkMode(context, self._choose_type)
        register = self.router.register
        register("relationship.new", self.begin, enabled=self.has_article)
        register("relationship.evidence", self.use_selection, enabled=self._can_use_selection)
        register("relationship.turn", self.turn, enabled=lambda: self.relationship() is not None)
        self.place.record_changed.connect(self._remember)

    def relationship(self) -> Relationship | None:
        """The own relationship in hand, else the last that was."""
        found, workspace = self.in_hand(), self.workspace
        if not isinstance(found, Relationship) and workspace is not None:
            found = workspace.relationship(self._last)
        if isinstance(found, Relationship) and found.layer == self.layer:
            return found
        return None

    def begin(self) -> None:
        """From the mention that is selected, in hand or here, let the other end be chosen."""
        head = self.selected_mention() or self.mention()
        if head is None:
            self.context.say(tr("Put the caret on a mention, or select it first."))
        else:
            self.links.begin(head)

    def use_selection(self) -> None:
        """Put the evidence of the relationship in hand on the selected words."""
        found, spans = self.relationship(), self.picked_spans(snap=False)
        if found is None or not spans:
            return
        self.do(relationships.set_evidence(relationship=found, evidence=spans))
        self.place.clear()
        self.place.take(found.id)

    def turn(self) -> None:
        """Exchange the ends of the relationship in hand."""
        found, workspace = self.relationship(), self.workspace
        if found is None or workspace is None:
            return
        head, tail = workspace.mention(found.head), workspace.mention(found.tail)
        if head is not None and tail is not None:
            self._try(
                lambda: relationships.flip(
                    relationship=found,
                    head=head,
                    tail=tail,
                    scheme=self.session.scheme,
                    existing=workspace.relationships,
                )
            )

    # -- making

    def _choose_type(self, head: Mention, tail: Mention) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        own = [each for each in workspace.relationships if each.layer == self.layer]
        choices = choices_for(self.session.scheme, head, tail, existing=own)
        if not any(each.allowed for each in choices):
            self.context.say(
                tr("The scheme joins no “{head}” with a “{tail}”.",
                   head=self._type_name(head), tail=self._type_name(tail))
            )  # fmt: skip
            return
        self.place.show_link(head.id, tail.id)
        self.context.choose(
            tr("What joins “{head}” and “{tail}”?", head=_short(head), tail=_short(tail)),
            lambda query: self._entries(choices, query),
            closed=lambda: self.place.show_link("", ""),
        )

    def _entries(self, choices: Sequence[Choice], query: str) -> list[Entry]:
        names = [each.type.name(language()) for each in choices]
        found = [choices[number] for number in rank(query, names, limit=_LIMIT)]
        if query:
            found.sort(key=lambda each: not each.allowed)
        digits = iter(_DIGITS)
        entries: list[Entry] = []
        for each in found:
            words = each.type.name(language())
            if not each.allowed:
                entries.append(Entry(words, sentence(each.reason), "", False, _nothing))
                continue
            arrow = "↔" if each.type.symmetric else "→"
            ends = f"{_short(each.head)} {arrow} {_short(each.tail)}"
            entries.append(
                Entry(words, ends, "network", True, partial(self._make, each), next(digits, ""))
            )
        return entries

    def _make(self, choice: Choice) -> None:
        workspace = self.workspace
        if workspace is None:
            return
        made: list[Action] = []

        def add() -> Action:
            action = relationships.add_relationship(
                ids=self.session.project.ids,
                text=workspace.text,
                head=choice.head,
                tail=choice.tail,
                type=choice.type.id,
                scheme=self.session.scheme,
                existing=workspace.relationships,
                sentencing=workspace.article.sentencing,
            )
            made.append(action)
            return action

        if self._try(add):
            self.place.show_panel("relationships")
            self.place.take(made[0].changes[0].obj)

    def _try(self, make: Callable[[], Action | None]) -> bool:
        """Do what ``make`` gives; a refusal is one sentence in the status line."""
        try:
            return self.do(make())
        except KnownError as error:
            self.context.say(sentence(error.message))
            return False

    # -- when

    def _remember(self, record: str) -> None:
        workspace = self.workspace
        if workspace is not None and workspace.relationship(record) is not None:
            self._last = record

    def _can_use_selection(self) -> bool:
        return bool(self.place.picked.spans) and self.relationship() is not None

    def _type_name(self, mention: Mention) -> str:
        kind = self.session.scheme.entity_type(mention.type)
        return kind.name(language()) if kind else mention.type


def _short(mention: Mention) -> str:
    return elide(quote_of(mention.spans))


def _nothing() -> None:
    """What a greyed entry would do."""

"""Suggestions by key: from one to the next, accept, reject; and articles that are to have none."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from juseok.core.errors import KnownError
from juseok.core.ops import Action
from juseok.services.suggestions.decisions import (
    accept_claim,
    accept_link,
    accept_mentions,
    reject,
    same_name,
    set_control,
)
from juseok.services.suggestions.suggesting import Suggestion
from juseok.services.tagging.claim_presets import rule_presets
from juseok.services.tagging.claims import claim_defaults
from juseok.services.tagging.value_types import guess_value_type, value_types
from juseok.ui.action_spec import Context
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import tr
from juseok.ui.models.suggestion_list import reason_of
from juseok.ui.suggesting import Suggestions

if TYPE_CHECKING:  # a list beside the window, loaded when it is asked for
    from juseok.ui.handlers.certain import CertainList


class SuggestingHandlers(Handlers):
    """Acts on the suggestion in hand, and goes on to the next."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        assert context.suggestions is not None  # the window that loads this has made them
        self.suggestions: Suggestions = context.suggestions
        self.certain: CertainList | None = None
        register = self.router.register
        # Tab belongs to the suggestions, with or without one: in the text it moves no focus.
        register("suggest.next", lambda: self.step(1))
        register("suggest.previous", lambda: self.step(-1))
        register("suggest.accept", self.accept, enabled=self._in_hand)
        register("suggest.accept_all", self.accept_all, enabled=self._in_hand)
        register("suggest.certain", self.show_certain, enabled=self.has_article)
        register("suggest.reject", self.reject, enabled=self._in_hand)
        register("suggest.leave", self.leave, enabled=self._in_hand)
        register(
            "article.control",
            self.switch_help,
            enabled=self.has_article,
            checked=self._is_control,
        )
        self.place.record_changed.connect(self._taken)
        self.suggestions.type_given.connect(self.accept)
        self.suggestions.start()

    # -- going

    def step(self, by: int) -> None:
        """Have the next (1) or the previous (-1) suggestion in hand."""
        self.suggestions.walk(by, self._arrive)

    def _arrive(self, found: Suggestion | None) -> None:
        if found is None:
            self.context.say(self._why_none())
        else:
            self._go(found)

    def leave(self) -> None:
        """Have none in hand; it stays where it is."""
        self.place.take("")

    def _go(self, suggestion: Suggestion) -> None:
        self.place.pick(suggestion.start, suggestion.start)
        self.place.take(suggestion.id)

    def _go_on(self, after: Suggestion) -> None:
        """To the first suggestion behind ``after``, which has gone; from the end to the top."""
        self.place.pick(after.start, after.start)
        self.suggestions.walk(1, self._arrive_after)

    def _arrive_after(self, found: Suggestion | None) -> None:
        if found is None:
            self.context.say(tr("That was the last suggestion."))
        else:
            self._go(found)

    def _why_none(self) -> str:
        if self.suggestions.off:
            return self.suggestions.off
        if self.suggestions.searching:
            return tr("Suggestions are being looked for.")
        return tr(
            "There is no suggestion here. {key} goes to the next pane.",
            key=self.router.key_words("pane.next"),
        )

    def _taken(self, record: str) -> None:
        """Keys for suggestions count while one is in hand."""
        held = self.suggestions.get(record)
        if held is not None:
            self.place.open_claim("")
            self.context.say(reason_of(held, self.session.scheme))
        self.context.dispatcher.set_overlay(Context.SUGGEST, held is not None)

    # -- deciding

    def accept(self, type_id: str = "") -> None:
        """Make what is suggested, as ``type_id`` where a person gave that."""
        held = self.suggestions.current
        if held is None:
            return
        if held.sort == "claim":
            self._accept_claim(held)
        elif held.sort == "relationship" and type_id:
            self.context.say(tr("A relationship has no key of a type: Enter accepts it."))
        elif held.sort == "relationship" or (held.sort == "alias" and not type_id):
            if self._accept_link(held):
                self._go_on(held)
        elif not (type_id or held.type):
            self.context.say(tr("Its type is open: press the key of a type."))
        elif self.do(self._mentions((held,), type_id)):
            self._go_on(held)

    def accept_all(self) -> None:
        """Accept every suggestion of the article with the same words and type."""
        held = self.suggestions.current
        if held is None:
            return
        if held.sort != "mention" or not held.type:
            self.accept()
            return
        every = same_name(self.suggestions.items, held)
        if self.do(self._mentions(every, "")):
            self.context.say(tr("Accepted in {count} place(s).", count=len(every)))
            self._go_on(held)

    def show_certain(self) -> None:
        """List what was always decided in one way, to be accepted together."""
        workspace = self.workspace
        items = [each for each in self.suggestions.items if each.sure]
        if workspace is None or not items:
            none = tr("Nothing here that you have always decided in one way.")
            self.context.say(none if self.suggestions.items else self._why_none())
            return
        if self.certain is None:
            from juseok.ui.handlers.certain import CertainList  # not for a first paint

            self.certain = CertainList(self.context, self._decide_certain)
        self.certain.show(workspace.text, items)

    def _decide_certain(self, wanted: Sequence[str], others: Sequence[str]) -> None:
        """Accept ``wanted`` and reject ``others``, those that are suggested still, as one action;
        then on to the first of what is left."""
        items = tuple(each for each in map(self.suggestions.get, wanted) if each is not None)
        refused = [each for each in map(self.suggestions.get, others) if each is not None]
        made = self._mentions(items, "") if items else None
        if made is None:
            return
        away = [reject(article=self.place.article, layer=self.layer, suggestion=one)
                for one in refused]  # fmt: skip
        changes = (*made.changes, *(change for action in away for change in action.changes))
        if self.do(replace(made, changes=changes)):
            self.context.say(tr("Accepted in {count} place(s).", count=len(items)))
            if left := self.suggestions.items:
                self._go(left[0])

    def reject(self) -> None:
        """Keep the suggestion from coming back, and go on."""
        held = self.suggestions.current
        if held is None:
            return
        action = reject(article=self.place.article, layer=self.layer, suggestion=held)
        if self.do(action):
            self._go_on(held)

    def _mentions(self, suggestions: tuple[Suggestion, ...], type_id: str) -> Action | None:
        scheme, workspace = self.session.scheme, self.workspace
        values = value_types(scheme)
        if type_id in values:  # they share a key
            types = [t.id for t in scheme.entity_types if t.id in values and not t.retired]
            suggested = suggestions[0].type
            type_id = (
                suggested if suggested in values else guess_value_type(suggestions[0].quote, types)
            )
        return accept_mentions(
            ids=self.session.project.ids,
            article=self.place.article,
            layer=self.layer,
            suggestions=suggestions,
            register_layer=self.register_layer,
            index=self.session.index,
            type=type_id,
            prefer=workspace.entities() if workspace is not None else (),
            values=values,
            attributes={item.id for item in scheme.attributes_on("mention")},
        )

    def _accept_claim(self, held: Suggestion) -> None:
        """Make the claim, and open it: there is more to see than a ghost shows."""
        workspace, scheme = self.workspace, self.session.scheme
        if workspace is None:
            return
        known = {item.id for item in scheme.attributes_on("claim")}
        action = accept_claim(
            ids=self.session.project.ids,
            text=workspace.text,
            article=self.place.article,
            layer=self.layer,
            suggestion=held,
            mentions=workspace.mentions,
            defaults=claim_defaults(scheme),
            presets=rule_presets(workspace.text, lambda ref: ("", "")),
            attributes=known,
        )
        if action is not None and self.do(action):
            made = action.changes[-1].obj
            self.place.take(made)
            self.place.open_claim(made)
            self.place.show_panel("claims")

    def _accept_link(self, held: Suggestion) -> bool:
        """Make the relationship, or take the name for another one; a refusal is told."""
        workspace, fields, index = self.workspace, held.proposal.relation, self.session.index
        if workspace is None or fields is None or index is None:
            return False
        try:
            return self.do(
                accept_link(
                    ids=self.session.project.ids,
                    annotations=workspace.annotations,
                    article=workspace.article,
                    suggestion=held,
                    scheme=self.session.scheme,
                    entity=index.entity(held.entity),
                )
            )
        except KnownError as error:
            self.session.error.emit(error)
            return False

    # -- articles without help

    def switch_help(self) -> None:
        """Have the article annotated without suggestions, or with them again."""
        workspace = self.workspace
        if workspace is None:
            return
        about = workspace.article
        control = not about.control
        title = about.metadata.title
        if self.do(set_control(article=about.id, title=title, control=control)):
            self.context.say(
                tr("This article is annotated without suggestions.")
                if control
                else tr("This article has suggestions again.")
            )

    def _in_hand(self) -> bool:
        return self.suggestions.current is not None

    def _is_control(self) -> bool:
        workspace = self.workspace
        return workspace is not None and workspace.article.control

"""Claims by key: content, source, cue, certainty; the focus stays in the text."""

from juseok.core.model import Claim
from juseok.core.spans import Spans, bounds
from juseok.services.tagging import claims
from juseok.ui.claim_linking import Linking
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr


class ClaimHandlers(Linking):
    """The keys of the text that make and fill claims."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._source_press: tuple[str, int] | None = None
        register = self.router.register
        register("claim.new", self.new, enabled=self.has_article)
        register("claim.add_content", self.more_content, enabled=self._has_claim)
        register("claim.source", self.source, enabled=self._has_claim)
        register("claim.cue", self.cue, enabled=self._has_claim)
        register("claim.same_speaker", self.next_of_speaker, enabled=self._has_previous)
        register("claim.certainty", self.certainty, enabled=self._is_open)
        register("claim.polarity", self.polarity, enabled=self._is_open)
        register("claim.link", self.link_open, enabled=self._is_open)
        register("claim.similar", self.similar_to_open, enabled=self._is_open)
        register("claim.split", self.split_open, enabled=self._can_split)
        register("claim.merge", self.merge_open, enabled=self._can_merge)
        register("claim.close", self.close, enabled=self._is_open)
        self.place.record_changed.connect(self._taken)

    # -- making

    def new(self) -> None:
        """A claim over the selection; words that are a claim already open it."""
        content = self.picked_spans(snap=False)
        if not content:
            self.context.say(tr("Select what is said first, then press the key again."))
            return
        known = self.with_content(content)
        self.show(known.id if known is not None else self.make(content))

    def more_content(self) -> None:
        claim, spans = self.meant(), self.picked_spans(snap=False)
        if claim is None or not spans:
            self.context.say(tr("Select what is said first, then press the key again."))
            return
        self.add_content(claim, spans)
        self.show(claim.id)

    def next_of_speaker(self) -> None:
        """A claim over the selection, or the next free quotation, by the speaker before."""
        previous, workspace = self._previous(), self.workspace
        if previous is None or workspace is None:
            return
        content = self.picked_spans(snap=False)
        known = self.with_content(content) if content else None
        if known is not None:
            self.show(known.id)
            return
        found: Spans | None = content or claims.next_unclaimed_quotation(
            text=workspace.text, after=bounds(previous.content)[1], claims=self.own_claims
        )
        if not found:
            self.context.say(tr("No further quotation without a claim."))
            return
        made = self.make_like(previous, found)
        if made and not content:
            self.place.pick(found[0].start, found[0].start)
        self.show(made)

    # -- filling

    def source(self) -> None:
        """The selection or the mention at the caret; again: elided, none, undecided.

        A source that is set in words is never let go at once: the first press says what the
        second one does.
        """
        claim = self.meant()
        if claim is None:
            return
        spans = self.picked_spans(snap=False)
        press = (claim.id, self.place.picked.caret)
        again, self._source_press = self._source_press == press, None
        if spans:
            self.set_source(claim, tuple(self.ref_of(span) for span in spans))
        elif again or not self._source_from_caret(claim):
            if claim.source and not again:
                self._warn_of_source(claim)
            else:
                self.cycle_source(claim)
            self._source_press = press
        self.show(claim.id)

    def _warn_of_source(self, claim: Claim) -> None:
        self.context.say(
            tr(
                "The source is {source}. Press the key again to take it away: elided.",
                source=self.source_of(claim),
            )
        )

    def _source_from_caret(self, claim: Claim) -> bool:
        """Take the mention at the caret as the source, unless it is or lies in what is said."""
        workspace = self.workspace
        caret = self.place.picked.caret
        if workspace is None or any(s.start <= caret <= s.end for s in claim.content):
            return False
        here = (*workspace.mentions_at(caret), *workspace.mentions_at(caret - 1))
        mention = next((each for each in here if each.layer == self.layer), None)
        if mention is None:
            return False
        return self.set_source(claim, (self.ref_of_mention(mention),))

    def cue(self) -> None:
        claim, spans = self.meant(), self.picked_spans(snap=False)
        if claim is None or not spans:
            self.context.say(tr("Select the words that report it first."))
            return
        self.set_cue(claim, spans)
        self.show(claim.id)

    def certainty(self, value: str) -> None:
        claim = self.open_claim
        if claim is not None:
            self.set_modality(claim, certainty=value)

    def polarity(self) -> None:
        claim = self.open_claim
        if claim is not None:
            self.turn_polarity(claim)

    # -- wholes

    def link_open(self) -> None:
        claim = self.open_claim
        if claim is not None:
            self.choose_other(claim)

    def similar_to_open(self) -> None:
        claim = self.open_claim
        if claim is not None:
            self.choose_similar(claim)

    def split_open(self) -> None:
        claim = self.open_claim
        if claim is not None:
            self.split(claim)

    def merge_open(self) -> None:
        """One claim of the open one and the one before it."""
        claim, before = self.open_claim, self._before_open()
        if claim is not None and before is not None and self.merge(before, claim):
            self.show(before.id)

    def close(self) -> None:
        if self.place.record == self.place.claim:
            self.place.take("")
        self.place.open_claim("")

    def show(self, claim: str) -> None:
        """Open a claim in the inspector; the focus stays where it is."""
        if claim:
            self.place.clear()
            self.place.take(claim)
            self.place.open_claim(claim)
            self.place.show_panel("claims")

    def _taken(self, record: str) -> None:
        """A claim in hand is the open one; anything else leaves it open."""
        if self.mine(record) is not None:
            self.place.open_claim(record)

    # -- when

    def _has_claim(self) -> bool:
        return self.meant() is not None

    def _is_open(self) -> bool:
        return self.open_claim is not None

    def _can_split(self) -> bool:
        claim = self.open_claim
        return claim is not None and len(claim.content) > 1

    def _can_merge(self) -> bool:
        return self._before_open() is not None

    def _before_open(self) -> Claim | None:
        ids = [claim.id for claim in self.own_claims]
        at = ids.index(self.place.claim) if self.place.claim in ids else 0
        return self.own_claims[at - 1] if at > 0 else None

    def _has_previous(self) -> bool:
        return self._previous() is not None

    def _previous(self) -> Claim | None:
        """Who spoke before: the open claim, else the last one that begins before the caret."""
        found = self.meant()
        if found is not None:
            return found
        caret = self.place.picked.caret
        before = [claim for claim in self.own_claims if claim.content[0].start <= caret]
        return before[-1] if before else None

"""Claims as keys and panel both handle them: which is open, what rules say, every edit.

Edits go through here so that a key in the text and a click in the form do the same, with the
same rules asked again and the same refusals told.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import cast

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import Claim, Mention, Ref, Refs
from juseok.core.ops import Action
from juseok.core.readback import ReadBack, read_back
from juseok.core.scheme import name_message
from juseok.core.spans import Span, Spans
from juseok.services import edits
from juseok.services.edits import AttributeInput, quote_of
from juseok.services.tagging import claims
from juseok.services.tagging.claim_edits import delete_claim, merge_claims, nest_claim, split_claim
from juseok.services.tagging.claim_presets import affiliation_of, rule_presets
from juseok.services.tagging.claims import Presets, Role, WordlessSource
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import language, tr
from juseok.ui.models.claim_list import source_words
from juseok.ui.palette import Entry

_MARKS = ' \t\n“”"„＂.,!?…·'


class Claiming(Handlers):
    """The claims of the article of a place."""

    # -- finding

    def mine(self, claim: str) -> Claim | None:
        """The own claim with that id in the article that is read."""
        workspace = self.workspace
        found = workspace.claim(claim) if workspace is not None and claim else None
        return found if found is not None and found.layer == self.layer else None

    @property
    def open_claim(self) -> Claim | None:
        """The own claim that is open."""
        return self.mine(self.place.claim)

    @property
    def own_claims(self) -> tuple[Claim, ...]:
        """The own claims of the article, in text order."""
        workspace = self.workspace
        found = workspace.claims if workspace is not None else ()
        return tuple(claim for claim in found if claim.layer == self.layer)

    def meant(self) -> Claim | None:
        """The claim that a key means: the open one, that in hand, else the one at the caret."""
        found = self.open_claim or self.mine(self.place.record)
        workspace = self.workspace
        if found is not None or workspace is None:
            return found
        here = workspace.claims_at(self.place.picked.caret)
        return next((claim for claim in here if claim.layer == self.layer), None)

    def with_content(self, content: Spans) -> Claim | None:
        """The own claim with the same words as content, quotation marks and stops apart."""
        wanted = _bare(content)
        return next((claim for claim in self.own_claims if _bare(claim.content) == wanted), None)

    def around(self, content: Spans) -> Claim | None:
        """The smallest own claim whose content holds all of ``content``."""
        holding = [
            claim
            for claim in self.own_claims
            if all(any(o.start <= s.start and s.end <= o.end for o in claim.content)
                   for s in content)
        ]  # fmt: skip
        return min(holding, key=lambda claim: sum(map(len, claim.content)), default=None)

    def ref_of(self, span: Span) -> Ref:
        """A reference to these words: to the own mention that stands exactly there, if any."""
        workspace = self.workspace
        snap = self.context.snapper.snap
        stem = snap(workspace.text, span.start, span.end) if workspace else (0, 0)
        for extent in ((span.start, span.end), stem):
            for mention in workspace.mentions_in(*extent) if workspace else ():
                alone = len(mention.spans) == 1 and mention.layer == self.layer
                if alone and (mention.spans[0].start, mention.spans[0].end) == extent:
                    return Ref("mention", id=mention.id)
        return Ref("span", span=span)

    def ref_of_mention(self, mention: Mention) -> Ref:
        return Ref("mention", id=mention.id)

    def mention_of(self, ref: Ref) -> Mention | None:
        workspace = self.workspace
        return workspace.mention(ref.id) if workspace and ref.sort == "mention" else None

    def named(self, ref: Ref) -> tuple[str, str]:
        """What a reference is called, and its entity type (empty for bare words)."""
        if ref.span is not None:
            return " ".join(ref.span.quote.split()), ""
        mention, index = self.mention_of(ref), self.session.index
        if mention is not None:
            return quote_of(mention.spans), mention.type
        entity = index.entity(ref.id) if index is not None and ref.sort == "entity" else None
        return (entity.name, entity.type) if entity is not None else ("…", "")

    def spans_of(self, ref: Ref) -> Spans:
        """Where a reference stands in the text; empty for an entity."""
        if ref.span is not None:
            return (ref.span,)
        mention = self.mention_of(ref)
        return mention.spans if mention is not None else ()

    # -- rules

    def presets(self) -> Presets:
        """What the rules say, as far as the scheme in force knows it."""
        workspace, scheme = self.workspace, self.session.scheme
        known = {item.id: item for item in scheme.attributes_on("claim")}
        rules = rule_presets(workspace.text if workspace else "", self.named)

        def presets(claim: Claim) -> Mapping[str, AttributeInput]:
            return {
                name: value
                for name, value in rules(claim).items()
                if name in known and known[name].value(str(value)) is not None
            }

        return presets

    def read_back(self, claim: Claim) -> ReadBack:
        """The claim as a sentence in the window's language."""
        return read_back(
            claim,
            scheme=self.session.scheme,
            resolve=lambda ref: self.named(ref)[0],
            language=language(),
        )

    # -- edits

    def attempt(self, make: Callable[[], Action | None]) -> bool:
        """Apply what ``make`` gives; a refusal is told in the window."""
        try:
            return self.do(make())
        except KnownError as error:
            self.session.error.emit(error)
            return False

    def make(self, content: Spans) -> str:
        """A claim with that content, within the claim around it; its id, or empty."""
        outer = self.around(content)
        action = claims.new_claim(
            ids=self.session.project.ids,
            article=self.place.article,
            layer=self.layer,
            content=content,
            nested_in=outer.id if outer is not None else "",
            defaults=claims.claim_defaults(self.session.scheme),
            presets=self.presets(),
        )
        return action.changes[0].obj if self.do(action) else ""

    def make_like(self, previous: Claim, content: Spans) -> str:
        """A claim by whoever said ``previous``; its id, or empty."""
        action = claims.same_speaker(
            ids=self.session.project.ids,
            previous=previous,
            content=content,
            defaults=claims.claim_defaults(self.session.scheme),
            presets=self.presets(),
        )
        return action.changes[0].obj if self.do(action) else ""

    def add_content(self, claim: Claim, spans: Spans) -> bool:
        workspace = self.workspace
        return workspace is not None and self.attempt(
            lambda: claims.add_content(
                text=workspace.text, claim=claim, spans=spans, presets=self.presets()
            )
        )

    def remove_content(self, claim: Claim, span: Span) -> bool:
        return self.attempt(
            lambda: claims.remove_content(claim=claim, span=span, presets=self.presets())
        )

    def set_cue(self, claim: Claim, cue: Spans) -> bool:
        return self.attempt(lambda: claims.set_cue(claim=claim, cue=cue, presets=self.presets()))

    def add_cue(self, claim: Claim, spans: Spans) -> bool:
        workspace = self.workspace
        return workspace is not None and self.attempt(
            lambda: claims.add_cue(
                text=workspace.text, claim=claim, spans=spans, presets=self.presets()
            )
        )

    def set_source(self, claim: Claim, source: Refs) -> bool:
        """Say who says it; whom the source works for comes along where it is known."""
        workspace = self.workspace
        return workspace is not None and self.attempt(
            lambda: claims.set_source(
                claim=claim,
                source=source,
                affiliation=affiliation_of(source, workspace.relationships),
                presets=self.presets(),
            )
        )

    def cycle_source(self, claim: Claim) -> bool:
        """Without words: elided, then none, then undecided again."""
        return self.attempt(lambda: claims.cycle_source(claim=claim, presets=self.presets()))

    def set_source_state(self, claim: Claim, state: str) -> bool:
        """Say that nobody is named: ``elided``, ``none``, or ``open`` for undecided."""
        return self.attempt(
            lambda: claims.set_source_state(
                claim=claim, state=cast("WordlessSource", state), presets=self.presets()
            )
        )

    def set_role(self, claim: Claim, role: Role, refs: Refs) -> bool:
        if role == "source":
            return self.set_source(claim, refs)
        return self.attempt(
            lambda: claims.set_role(claim=claim, role=role, refs=refs, presets=self.presets())
        )

    def set_modality(
        self, claim: Claim, certainty: str | None = None, polarity: str | None = None
    ) -> bool:
        scheme = self.session.scheme
        wanted = ((claims.CERTAINTY, certainty), (claims.POLARITY, polarity))
        named = [
            value
            for name, chosen in wanted
            if chosen and (held := scheme.attribute(name)) and (value := held.value(chosen))
        ]
        return self.attempt(
            lambda: claims.set_modality(
                claim=claim,
                certainty=certainty,
                polarity=polarity,
                name=name_message(*named) if named else None,
            )
        )

    def turn_polarity(self, claim: Claim) -> bool:
        """The other of affirmed and negated."""
        held = self.session.scheme.attribute(claims.POLARITY)
        values = [value.id for value in held.values if not value.retired] if held else []
        now = claims.modality(claim).polarity
        if len(values) < 2:
            return False
        after = values[(values.index(now) + 1) % len(values)] if now in values else values[1]
        return self.set_modality(claim, polarity=after)

    def set_attribute(self, claim: Claim, attribute: str, value: AttributeInput) -> bool:
        held = self.session.scheme.attribute(attribute)
        name: Message | str = name_message(held) if held is not None else attribute
        return self.attempt(
            lambda: edits.set_attribute(record=claim, attribute=attribute, value=value, name=name)
        )

    def set_note(self, claim: Claim, note: str) -> bool:
        return self.attempt(lambda: edits.set_note(record=claim, note=note))

    def split(self, claim: Claim) -> bool:
        return self.attempt(lambda: split_claim(ids=self.session.project.ids, claim=claim))

    def merge(self, keep: Claim, other: Claim) -> bool:
        workspace = self.workspace
        return workspace is not None and self.attempt(
            lambda: merge_claims(
                text=workspace.text,
                keep=keep,
                other=other,
                annotations=workspace.annotations,
                scheme=self.session.scheme,
            )
        )

    def nest(self, claim: Claim, outer: Claim | None) -> bool:
        workspace = self.workspace
        return workspace is not None and self.attempt(
            lambda: nest_claim(claim=claim, outer=outer, annotations=workspace.annotations)
        )

    def choose_outer(self, claim: Claim) -> None:
        """Let the claim that ``claim`` is told within be chosen from those of the article."""

        def listing(query: str) -> Sequence[Entry]:
            others = [each for each in self.own_claims if each.id != claim.id]
            return [
                Entry(words, self.source_of(each), "quote", True, partial(self.nest, claim, each))
                for each in others
                if matches(query, words := quote_of(each.content))
            ]

        self.context.choose(tr("Within which claim is it told?"), listing)

    def source_of(self, claim: Claim) -> str:
        """Who says it, in words."""
        return source_words(claim, lambda ref: self.named(ref)[0])

    def delete(self, claim: Claim) -> bool:
        workspace = self.workspace
        return workspace is not None and self.attempt(
            lambda: delete_claim(claim=claim, annotations=workspace.annotations)
        )


def matches(query: str, *words: str) -> bool:
    """Whether every word of ``query`` stands somewhere in ``words``."""
    whole = " ".join(words).casefold()
    return all(piece in whole for piece in query.casefold().split())


def _bare(spans: Spans) -> tuple[tuple[int, int], ...]:
    """Extents without the marks and blanks around them."""
    found: list[tuple[int, int]] = []
    for span in spans:
        lead = len(span.quote) - len(span.quote.lstrip(_MARKS))
        stop = len(span.quote.rstrip(_MARKS))
        if lead < stop:
            found.append((span.start + lead, span.start + stop))
    return tuple(found)

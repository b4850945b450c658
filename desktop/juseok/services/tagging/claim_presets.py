"""What rules read off a claim: how it is quoted, what kind of source, the reporter's distance.

The words are those that Korean news uses to report speech (:mod:`juseok.core.claimrules`); a
person's own choice is never overruled (see :mod:`juseok.services.tagging.claims`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from juseok.core.claimrules import SourceFact, claim_lexicon, claim_presets
from juseok.core.model import Claim, Ref, Refs, Relationship
from juseok.services.edits import AttributeInput
from juseok.services.tagging.claims import Presets

_PLAIN: Final[Mapping[str, AttributeInput]] = {"reporter_stance": "neutral", "act": "statement"}
"""What a cue says that no rule knows; an old reading must not outlive the cue it came from."""

Named = Callable[[Ref], tuple[str, str]]
"""What a source reference is called and its entity type (``""`` where there is none)."""


def rule_presets(text: str, named: Named) -> Presets:
    """The presets of the default scheme for claims of ``text``."""
    lexicon = claim_lexicon()

    def presets(claim: Claim) -> Mapping[str, AttributeInput]:
        found = claim_presets(
            text=text,
            content=claim.content,
            cue=claim.cue,
            source_state=claim.source_state,
            sources=[SourceFact(*named(ref)) for ref in claim.source],
            lexicon=lexicon,
        )
        return {**(_PLAIN if claim.cue else {}), **found}

    return presets


def affiliation_of(source: Refs, relationships: Iterable[Relationship]) -> Refs:
    """Whom the source belongs to, by the ``employed_by`` relationships of its mentions."""
    heads = {ref.id for ref in source if ref.sort == "mention"}
    return tuple(
        Ref("mention", id=edge.tail)
        for edge in relationships
        if edge.type == "employed_by" and edge.head in heads
    )

"""What a record is about: its words, and where they stand."""

from dataclasses import dataclass

from juseok.core.model import Claim, Mention, Relationship
from juseok.core.records import from_fields
from juseok.core.review_model import Verdict
from juseok.core.spans import Spans
from juseok.services.edits import quote_of
from juseok.store.reader import Reader


@dataclass(frozen=True, slots=True)
class About:
    """``[start, end)`` in code points, of the first fragment; (−1, −1) for what has no place."""

    words: str = ""
    start: int = -1
    end: int = -1


def about(reader: Reader, target: str) -> About:
    """What the record ``target`` is about; a verdict is about what it made, else what it judged."""
    state = reader.fields(target)
    match from_fields(state.kind, state.obj, state.fields) if state is not None else None:
        case Mention(spans=spans) | Claim(content=spans) | Relationship(evidence=spans):
            return _at(spans)
        case Verdict() as verdict:
            named = (verdict.made, *(obj for obj, _ in verdict.targets))
            found = (about(reader, each) for each in named if each)
            return next((each for each in found if each.words), About())
        case _:
            return About()


def _at(spans: Spans) -> About:
    return About(quote_of(spans), spans[0].start, spans[0].end) if spans else About()

"""Which articles go out: those that are chosen, by how far people are and what articles say of
their rights.  As :class:`~juseok.services.interchange.documents.Documents` decides it, without
reading them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from juseok.core.messages import Message
from juseok.core.model import Viewer
from juseok.formats.base import ReportLine
from juseok.services.interchange.layers import Layers, rights_said
from juseok.services.interchange.options import DocumentOptions, ExportOptions
from juseok.store.stream import Stream


@dataclass(frozen=True, slots=True)
class Going:
    """Ids of ``articles`` in the order of the import; ``passed``: how many were passed over, by
    what they lack (``states``, ``rights``)."""

    articles: list[str] = field(default_factory=list[str])
    passed: Mapping[str, int] = field(default_factory=dict[str, int])


def passed_over(passed: Mapping[str, int]) -> tuple[ReportLine, ...]:
    """How many articles were passed over, and why."""
    return tuple(
        ReportLine(Message(f"documents.{why}", count=count), severity="note")
        for why, count in sorted(passed.items())
    )


def articles_going(stream: Stream, viewer: Viewer, options: DocumentOptions) -> Going:
    """The articles that an export of ``options`` writes."""
    wanted, narrowed = options.articles, options.narrowed
    found = [each for each in stream.articles() if wanted is None or each in wanted]
    passed: Counter[str] = Counter()

    def keep(kept: list[str], why: str) -> list[str]:
        passed.update({why: len(found) - len(kept)} if len(kept) < len(found) else {})
        return kept

    if narrowed.rights:
        said = rights_said(stream.occurrences())
        found = keep([each for each in found if said.get(each, "") in narrowed.rights], "rights")
    if narrowed.states:
        states: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for article, layer, state in stream.states():
            if layer in viewer.visible_layers:
                states[article][layer] = state
        reached = [
            each for each in found
            if Layers(states=states.get(each, {})).reaches(narrowed.states, options.layer)
        ]  # fmt: skip
        found = keep(reached, "states")
    return Going(found, passed)


def articles_of_layers(stream: Stream, viewer: Viewer, options: ExportOptions) -> Going:
    """As :func:`articles_going`, of an export of some layers or (None) all that may be seen: an
    article is as far as anybody whose layer goes out."""
    if options.layers is not None:
        viewer = replace(viewer, visible_layers=viewer.visible_layers & options.layers)
    wanted = DocumentOptions(articles=options.articles, narrowed=options.narrowed)
    return articles_going(stream, viewer, wanted)

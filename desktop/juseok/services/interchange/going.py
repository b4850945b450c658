"""Which articles go out: those that are chosen, by how far people are and what articles say of
their rights.  As :class:`~juseok.services.interchange.documents.Documents` decides it, without
reading them."""

from collections import defaultdict

from juseok.core.model import Viewer
from juseok.services.interchange.layers import Layers, rights_said
from juseok.services.interchange.options import DocumentOptions
from juseok.store.stream import Stream


def articles_going(stream: Stream, viewer: Viewer, options: DocumentOptions) -> list[str]:
    """Ids of the articles that an export of ``options`` writes, in the order of the import."""
    wanted, narrowed = options.articles, options.narrowed
    found = [each for each in stream.articles() if wanted is None or each in wanted]
    if narrowed.rights:
        said = rights_said(stream.occurrences())
        found = [each for each in found if said.get(each, "") in narrowed.rights]
    if narrowed.states:
        states: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for article, layer, state in stream.states():
            if layer in viewer.visible_layers:
                states[article][layer] = state
        found = [
            each for each in found
            if Layers(states=states.get(each, {})).reaches(narrowed.states, options.layer)
        ]  # fmt: skip
    return found

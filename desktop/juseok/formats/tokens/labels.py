"""What types are called in another corpus, by the table of labels that a scheme has."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from juseok.core.model import Mention, Relationship
from juseok.core.scheme import RelationshipType, Scheme


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of ``corpus`` (``klue``, ``nikl``) in ``scheme``."""

    scheme: Scheme
    corpus: str
    _known: dict[str, tuple[tuple[str, str], ...]] = field(
        default_factory=dict[str, tuple[tuple[str, str], ...]]
    )

    def of(self, mention: Mention) -> str:
        """The label of ``mention``; empty where the corpus has none for its type.

        One that asks for an attribute holds where that is set, and goes before one that does not.
        """
        usual = ""
        for label, when in self._rows(mention.type):
            if not when:
                usual = usual or label
            elif (value := mention.attributes.get(when)) is not None and value.value is True:
                return label
        return usual

    def _rows(self, type_id: str) -> tuple[tuple[str, str], ...]:
        if type_id not in self._known:
            found = self.scheme.entity_type(type_id)
            labels = found.labels if found is not None else ()
            self._known[type_id] = tuple(
                (each.label, each.when) for each in labels if each.scheme == self.corpus
            )
        return self._known[type_id]

    def of_edge(
        self, edge: Relationship, mentions: Mapping[str, Mention]
    ) -> tuple[str, Mention, Mention] | None:
        """The label of ``edge`` with its subject and its object; None where there is none."""
        head, tail = mentions.get(edge.head), mentions.get(edge.tail)
        found = self.scheme.relationship_type(edge.type)
        if head is None or tail is None or found is None:
            return None
        return _edge_label(found, self.corpus, head, tail)


def _edge_label(
    type_: RelationshipType, corpus: str, head: Mention, tail: Mention
) -> tuple[str, Mention, Mention] | None:
    for each in type_.labels:
        fits = (not each.head or head.type in each.head) and (
            not each.tail or tail.type in each.tail
        )
        if each.scheme == corpus and fits:
            return (each.label, tail, head) if each.inverse else (each.label, head, tail)
    return None

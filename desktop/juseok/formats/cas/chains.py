"""Chains of a CAS: which mentions are one, and what a link says of the mention at its place."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from juseok.core.messages import Message
from juseok.core.model import Mention, Value
from juseok.core.spans import Spans
from juseok.formats.cas import layers
from juseok.formats.cas.graph import Annotation, Graph
from juseok.formats.document import Group


@dataclass(frozen=True, slots=True)
class Chains:
    """``spans`` and ``names`` of annotations; ``labels``: what each mention is called in the file,
    and by its patch.  Adds to ``mentions`` what ``made`` gives for a link that none stands for."""

    graph: Graph
    spans: Mapping[int, Spans]
    names: Mapping[int, str]
    labels: Mapping[str, Sequence[str]]
    mentions: dict[str, Mention]
    made: Callable[[Annotation], Mention]
    values: Callable[[Mapping[str, str]], Mapping[str, Value]]
    refuse: Callable[[int | None, Message], None]

    def groups(self) -> list[Group]:
        """Chains, but for those that say only what the mentions’ entities say."""
        if not self.graph.chains:
            return []
        linked = {link for chain in self.graph.chains for link in chain.links}
        begins = {self.spans[link][0].start for link in linked if link in self.spans}
        at: defaultdict[Spans, list[str]] = defaultdict(list)
        by_id: dict[int, Annotation] = {}
        for each in self.graph.annotations:
            if each.id in linked:
                by_id[each.id] = each
            name = self.names.get(each.id)
            if name in self.mentions and self.spans[each.id][0].start in begins:
                at[self.spans[each.id]].append(name)
        groups: list[Group] = []
        for chain in self.graph.chains:
            links = [by_id[each] for each in chain.links if each in self.spans]
            here = [at.get(self.spans[link.id], []) for link in links]
            meant = [self._meant(link, found) for link, found in zip(links, here, strict=True)]
            for link, name in zip(links, meant, strict=True):
                if name:
                    self._say(link, name)
            named = [{self.mentions[each].entity for each in found} - {""} for found in here]
            if not links or set.intersection(*named):
                continue
            members = dict.fromkeys(
                name or self._linked(link) for link, name in zip(links, meant, strict=True)
            )
            groups.append(Group(short(chain.type).removesuffix("Chain"), tuple(members)))
        return groups

    def _meant(self, link: Annotation, here: Sequence[str]) -> str:
        """Which of the mentions at its place a link is: the one that is called so, else the first;
        empty: there is none."""
        type_ = link.features.get(layers.REFERENCE_TYPE, "")
        for name in here:
            if type_ in self.labels[name]:
                return name
        return here[0] if here else ""

    def _linked(self, link: Annotation) -> str:
        mention = self.made(link)
        self.mentions[mention.id] = mention
        return mention.id

    def _say(self, link: Annotation, name: str) -> None:
        """Put what a link says on the mention at its place, as attributes; its type is none where
        the mention has it."""
        mention, labels = self.mentions[name], self.labels[name]
        type_ = link.features.get(layers.REFERENCE_TYPE)
        if len(link.features) == 1 and type_ in labels and type_ not in ("true", "false"):
            return  # as a rule
        said = dict(mention.attributes)
        for feature, value in self.values(link.features).items():
            if feature == layers.REFERENCE_TYPE and value.value in labels:
                continue
            if said.setdefault(feature, value).value != value.value:
                told = Message("cas.link_says", id=name, feature=feature, value=str(value.value))
                self.refuse(link.line, told)
        if said.keys() != mention.attributes.keys():
            self.mentions[name] = replace(mention, attributes=said)


def short(type_: str) -> str:
    """A type without the name space before it."""
    return type_.rpartition(".")[2] or type_

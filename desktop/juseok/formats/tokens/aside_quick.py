"""Records of a side file whose shape is the usual one, proved in one pass.

That is several times faster than looking at each register.  Where something is otherwise there is
None, and whoever asked looks closer, which comes to the same or tells why not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from juseok.core.model import (
    ATTRIBUTE_PREFIX,
    Attributes,
    Claim,
    How,
    Mention,
    Ref,
    Refs,
    Relationship,
    Value,
)
from juseok.core.spans import Span, Spans, proves
from juseok.core.text import is_blank
from juseok.formats.document import ROLES

TOLD: Final = ("id", "at")
"""What a row of a mention says beside its registers."""
_HOWS: Final = {each.value: each for each in How}
_STATES: Final = frozenset({"open", "given", "elided", "none"})
_ROLES: Final = frozenset(ROLES)


@dataclass(frozen=True, slots=True)
class Quick:
    """Records of the article ``article``, whose spans are proved against ``text``."""

    text: str
    article: str

    def mention(
        self, id_: str, type_: str, spans: Spans, way: How, patch: Mapping[str, Any]
    ) -> Mention | None:
        """The mention of ``type_`` at ``spans`` with what ``patch`` says otherwise; it may have id
        and place, too."""
        entity = note = ""
        found: Spans | None = spans
        how: How | None = way
        told: Attributes | None = {}
        for name, given in patch.items():
            if name in TOLD:
                continue
            if name == "spans":
                found = self.spans(given)
            elif name[:1] == ATTRIBUTE_PREFIX:
                told = told or _attributes(patch)
            elif type(given) is not str:
                return None
            elif name == "entity":
                entity = given
            elif name == "type":
                type_ = given
            elif name == "note":
                note = given
            elif name == "how":
                how = _HOWS.get(given)
            else:
                return None
        if not found or told is None or how is None or not type_ or not _shows(found):
            return None
        return Mention(id_, "", self.article, type_, found, entity, told, how, note)

    def edge(self, id_: str, patch: Mapping[str, Any]) -> Relationship | None:
        """The same of relationships."""
        texts = self._texts(patch, ("type", "head", "tail", "note"), ("evidence",))
        told = _attributes(patch)
        way = patch.get("how", How.HAND.value)
        how = _HOWS.get(way) if isinstance(way, str) else None
        if texts is None or told is None or how is None or not all(texts[:3]):
            return None
        evidence = self.spans(patch["evidence"]) if "evidence" in patch else ()
        if evidence is None:
            return None
        type_, head, tail, note = texts
        return Relationship(id_, "", self.article, type_, head, tail, evidence, told, how, note)

    def claim(self, id_: str, patch: Mapping[str, Any]) -> Claim | None:
        """The same of claims."""
        values: dict[str, Any] = {}
        told: Attributes | None = {}
        for name, given in patch.items():
            value: Any = None
            if name in ("content", "cue"):
                value = self.spans(given)
            elif name in _ROLES:
                value = self._refs(given)
            elif name[:1] == ATTRIBUTE_PREFIX:
                told = told or _attributes(patch)
                continue
            elif type(given) is not str:
                return None
            elif name in ("nested_in", "note") or (name == "source_state" and given in _STATES):
                value = given
            elif name == "how":
                value = _HOWS.get(given)
            if value is None:
                return None
            values[name] = value
        if told is None or not values.get("content") or not _shows(values["content"]):
            return None
        return Claim(id_, "", self.article, attributes=told, **values)

    def spans(self, data: Any) -> Spans | None:
        """Proved; None where they do not prove."""
        if not proves(self.text, data):
            return None
        return tuple(Span(*each) for each in data)

    def _refs(self, data: Any) -> Refs | None:
        """What fills a role, words of the text proved."""
        if type(data) is not list:
            return None
        found: list[Ref] = []
        for item in data:
            match item:
                case ["mention" | "entity" as sort, str(target)]:
                    found.append(Ref(sort, target))
                case ["span", *place] if proves(self.text, [place]):
                    found.append(Ref("span", span=Span(*place)))
                case _:
                    return None
        return tuple(found)

    def _texts(
        self, patch: Mapping[str, Any], names: Sequence[str], others: Sequence[str]
    ) -> list[str] | None:
        """The texts at ``names``; None where one is none, or ``patch`` has other fields as well."""
        known = (*names, *others, "how")
        if any(name not in known and name[:1] != ATTRIBUTE_PREFIX for name in patch):
            return None
        found = [patch.get(name, "") for name in names]
        return found if all(type(each) is str for each in found) else None


def _shows(spans: Spans) -> bool:
    """Whether there is something to see in each of ``spans``."""
    return not any(is_blank(each.quote) for each in spans)


def _attributes(patch: Mapping[str, Any]) -> Attributes | None:
    """The attributes in ``patch``; None where one has another shape."""
    found: dict[str, Value] = {}
    for name, value in patch.items():
        if name[:1] != ATTRIBUTE_PREFIX:
            continue
        match value:
            case [(str() | bool() | None) as said, str(how)] if how in _HOWS:
                found[name[1:]] = Value(said, _HOWS[how])
            case _:
                return None
    return found

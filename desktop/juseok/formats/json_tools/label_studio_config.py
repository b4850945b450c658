"""A scheme as the labelling configuration of Label Studio.

https://labelstud.io/tags/: labels with colours, relations, and what each region may carry.
"""

import re
from collections.abc import Iterable, Iterator, Set
from typing import Final
from xml.sax.saxutils import quoteattr

from juseok.core.scheme import Attribute, Names, Scheme
from juseok.formats.frames import CLAIM, CONTENT, NESTED, PART
from juseok.formats.json_tools.page import CONTINUED, is_word

LABELS: Final = "label"
TEXT: Final = "text"
RESERVED: Final = frozenset({LABELS, TEXT, "relation", "relations"})
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*")
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLAIM_COLOR: Final = "#666666"


def sort_of(name: str, value: str | bool, scheme: Scheme) -> str:
    """What says the value of an attribute: ``choices`` or ``textarea``; empty: nothing does."""
    if name in RESERVED or _NAME.fullmatch(name) is None:
        return ""
    attribute = scheme.attribute(name)
    sort = attribute.sort if attribute is not None else "text"
    if sort == "bool":
        return "choices" if value is True else ""
    if not isinstance(value, str) or not is_word(value):
        return ""
    return "choices" if sort == "choice" else "textarea"


def labeling_config(
    scheme: Scheme, *, labels: Set[str] = frozenset(), relations: Set[str] = frozenset(),
    values: Set[tuple[str, str]] = frozenset(),
) -> str:  # fmt: skip
    """The configuration as XML: what ``scheme`` has, and what else occurs in a file.

    ``values``: pairs of an attribute and a value.
    """
    rows = ["<View>", *_relations(scheme, relations)]
    rows.append(f'  <Labels name="{LABELS}" toName="{TEXT}">')
    rows += _labels(scheme, labels)
    rows += ["  </Labels>", f'  <Text name="{TEXT}" value="${TEXT}"/>']
    known = [each for each in scheme.attributes if not each.retired and not each.field]
    names = {each.id for each in known}
    for attribute in known:
        rows += _attribute(attribute, {value for name, value in values if name == attribute.id})
    for name in sorted({name for name, _ in values} - names):
        rows.append(_text_area(name))
    return "\n".join([*rows, "</View>", ""])


def _relations(scheme: Scheme, used: Set[str]) -> Iterator[str]:
    yield "  <Relations>"
    known = [
        each.id for each in (*scheme.relationship_types, *scheme.link_types) if not each.retired
    ]
    roles = [each.id.capitalize() for each in scheme.roles if each.id not in ("content", "cue")]
    for name in dict.fromkeys((*known, CONTENT, *roles, NESTED, CONTINUED, *sorted(used))):
        yield f"    <Relation value={_quoted(name)}/>"
    yield "  </Relations>"


def _labels(scheme: Scheme, used: Set[str]) -> Iterator[str]:
    rows: dict[str, str] = {}
    for each in scheme.entity_types:
        if not each.retired:
            rows[each.id] = _label(each.id, each.color, _hint(each.names))
    for name in (CLAIM, f"{PART}content", *(f"{PART}{e.id}" for e in scheme.roles), *sorted(used)):
        rows.setdefault(name, _label(name, _CLAIM_COLOR, ""))
    rows.pop(f"{PART}cue", None)
    yield from rows.values()


def _label(name: str, color: str, hint: str) -> str:
    more = f" hint={_quoted(hint)}" if hint else ""
    return f"    <Label value={_quoted(name)} background={_quoted(color)}{more}/>"


def _hint(names: Names) -> str:
    return " · ".join(dict.fromkeys(filter(None, (names.get("ko"), names.get("en")))))


def _attribute(attribute: Attribute, used: Set[str]) -> Iterator[str]:
    name = attribute.id
    if name in RESERVED or _NAME.fullmatch(name) is None:
        return
    if attribute.sort not in ("choice", "bool"):
        yield _text_area(name)
        return
    known = [each.id for each in attribute.values if not each.retired]
    if attribute.sort == "bool":
        known = ["true"]
    yield f'  <Choices name={_quoted(name)} toName="{TEXT}" perRegion="true" choice="single">'
    for value in dict.fromkeys((*known, *sorted(used))):
        yield f"    <Choice value={_quoted(value)}/>"
    yield "  </Choices>"


def _text_area(name: str) -> str:
    return f'  <TextArea name={_quoted(name)} toName="{TEXT}" perRegion="true"/>'


def _quoted(text: str) -> str:
    """``text`` as the value of an attribute, without what XML cannot hold."""
    return quoteattr(_NO_XML.sub("", text))


def config_words(pairs: Iterable[tuple[str, str | bool]]) -> set[tuple[str, str]]:
    """Attributes and values as they stand in the configuration."""
    return {(name, "true" if value is True else str(value)) for name, value in pairs}

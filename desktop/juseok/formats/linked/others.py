"""Annotations of Hypothesis and of Recogito’s text annotator as Web Annotations, which they nearly
are.

https://h.readthedocs.io/en/latest/api: ``rows`` with ``uri``, ``text``, ``tags`` and ``target``;
replies name what they answer in ``references``.  https://github.com/recogito/text-annotator-js:
``bodies``, and each selector a stretch with its ``quote``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from juseok.formats.json_tools.reading import Object, objects, texts

TOLD: Final = re.compile(rb'"(?:TextQuoteSelector|quote)"')
_SELECTOR: Final = re.compile(rb'"selector"\s*:\s*\[')
_NAMES: Final = re.compile(rb'"(?:bodies|uri)"\s*:')
_ACCOUNT: Final = re.compile(r"acct:([^@]+)@.*")
_ANSWERS: Final = "references"
"""What a reply answers, from where the talk begins."""
_LISTS: Final = ("rows", "annotations")
_REPLIES: Final = "replies"
"""Where Hypothesis puts replies that are asked for apart."""
_OF_ROWS: Final = frozenset(
    {"id", "uri", "user", "text", "tags", "target", _ANSWERS, "user_info", "group", "permissions",
     "links", "hidden", "flagged"}
)  # fmt: skip
"""What a row says that is read, and what only its server needs."""


def is_another(head: bytes) -> bool:
    """Whether the beginning of a file looks like one of the two."""
    return all(each.search(head) is not None for each in (TOLD, _SELECTOR, _NAMES))


def as_annotations(value: dict[str, Any]) -> dict[str, Any]:
    """A row or a list of rows as Web Annotations; what is one stays as it is."""
    for name in _LISTS:
        rows = objects(value.get(name))
        if any(_is_row(each) or _is_drawn(each) for each in rows):
            rest = {key: held for key, held in value.items() if key not in (name, _REPLIES)}
            items = [_one(dict(each)) for each in (*rows, *objects(value.get(_REPLIES)))]
            return {**rest, "items": items}
    return _one(value)


def _one(value: dict[str, Any]) -> dict[str, Any]:
    if _is_row(value):
        return _row(value)
    return _drawn(value) if _is_drawn(value) else value


def _is_row(value: Object) -> bool:
    return isinstance(value.get("uri"), str) and isinstance(value.get("target"), list)


def _is_drawn(value: Object) -> bool:
    return isinstance(value.get("bodies"), list) and isinstance(value.get("target"), dict)


def _row(value: Object) -> dict[str, Any]:
    """A row of Hypothesis."""
    words = [_said(tag, "tagging") for tag in texts(value.get("tags"))]
    words += [_said(text, "commenting") for text in texts(value.get("text"))]
    answers = texts(value.get(_ANSWERS))
    return {
        **{name: held for name, held in value.items() if name not in _OF_ROWS},
        "id": value.get("id"), "type": "Annotation", "body": words,
        "creator": {"name": _ACCOUNT.sub(r"\1", str(value.get("user", "")))},
        "target": [{"source": value["uri"], **each} for each in objects(value["target"])],
        **({_ANSWERS: answers} if answers else {}),
    }  # fmt: skip


def _drawn(value: Object) -> dict[str, Any]:
    """An annotation of Recogito; ``creator`` is whoever drew it."""
    target = value["target"]
    return {
        **{name: held for name, held in value.items() if name != "bodies"},
        "type": "Annotation", "body": list(value["bodies"]),
        "creator": target.get("creator"), "target": list(_stretches(target)),
    }  # fmt: skip


def _stretches(target: Object) -> Iterator[dict[str, Any]]:
    given = target.get("selector")
    rest = {name: held for name, held in target.items() if name not in ("creator", "annotation")}
    for each in objects(given if isinstance(given, list) else [given]):
        place = {"type": "TextPositionSelector", "start": each.get("start"), "end": each.get("end")}
        quote = {"type": "TextQuoteSelector", "exact": each.get("quote")}
        yield {"source": "", **rest, "selector": [place, quote]}


def _said(words: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": words}


def with_answers(items: Sequence[Object]) -> list[Object]:
    """``items`` with each reply as a further comment on what the talk is about; one to something
    that is not there stays."""
    if not any(_ANSWERS in each for each in items):  # as a rule
        return list(items)
    known: dict[str, Any] = {
        str(each.get("id")): each for each in items
        if _ANSWERS not in each and isinstance(each.get("body"), list)
    }  # fmt: skip
    found: list[Object] = []
    for each in items:
        asked = next((known[id_] for id_ in texts(each.get(_ANSWERS)) if id_ in known), None)
        if asked is None:
            found.append(each)
            continue
        words = [str(body.get("value")) for body in objects(each.get("body"))]
        said = f"{_name(each.get('creator'))}: {', '.join(words)}"
        asked["body"].append(_said(said, "commenting"))
    return found


def _name(creator: object) -> str:
    return str(creator.get("name", "")) if isinstance(creator, Mapping) else ""

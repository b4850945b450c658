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
_ANSWERS: Final = "answers"


def is_another(head: bytes) -> bool:
    """Whether the beginning of a file looks like one of the two."""
    return all(each.search(head) is not None for each in (TOLD, _SELECTOR, _NAMES))


def as_annotations(value: dict[str, Any]) -> dict[str, Any]:
    """A row or a list of rows as Web Annotations; what is one stays as it is."""
    for name in ("rows", "annotations"):
        rows = objects(value.get(name))
        if rows and any(_is_row(each) or _is_drawn(each) for each in rows):
            return {"items": [_one(dict(each)) for each in rows]}
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
    answers = texts(value.get("references"))
    return {
        "id": value.get("id"), "type": "Annotation", "body": words,
        "creator": {"name": _ACCOUNT.sub(r"\1", str(value.get("user", "")))},
        "target": [{"source": value["uri"], **each} for each in objects(value["target"])],
        **({_ANSWERS: answers[-1]} if answers else {}),
    }  # fmt: skip


def _drawn(value: Object) -> dict[str, Any]:
    """An annotation of Recogito; ``creator`` is whoever drew it."""
    target = value["target"]
    return {
        "id": value.get("id"), "type": "Annotation", "body": list(value["bodies"]),
        "creator": target.get("creator"), "target": list(_stretches(target)),
    }  # fmt: skip


def _stretches(target: Object) -> Iterator[dict[str, Any]]:
    given = target.get("selector")
    for each in objects(given if isinstance(given, list) else [given]):
        place = {"type": "TextPositionSelector", "start": each.get("start"), "end": each.get("end")}
        quote = {"type": "TextQuoteSelector", "exact": each.get("quote")}
        yield {"source": target.get("source", ""), "selector": [place, quote]}


def _said(words: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": words}


def with_answers(items: Sequence[Object]) -> list[Object]:
    """``items`` with each reply as a further comment on what it answers; one to something that is
    not there stays."""
    known: dict[str, Object] = {str(each.get("id")): each for each in items}
    found: list[Object] = []
    for each in items:
        asked = known.get(str(each.get(_ANSWERS, "")))
        depth = len(items)
        while asked is not None and _ANSWERS in asked and depth:  # a reply to a reply
            asked, depth = known.get(str(asked[_ANSWERS])), depth - 1
        if _ANSWERS not in each or asked is None or asked is each:
            found.append({name: held for name, held in each.items() if name != _ANSWERS})
            continue
        who = _name(each.get("creator"))
        words = [str(body.get("value")) for body in objects(each.get("body"))]
        asked["body"].append(_said(f"{who}: {', '.join(words)}", "commenting"))
    return found


def _name(creator: object) -> str:
    return str(creator.get("name", "")) if isinstance(creator, Mapping) else ""

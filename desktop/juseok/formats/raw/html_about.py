"""What a page of HTML says of itself: ``<meta>``, JSON-LD, ``<link>`` and ``<title>``.

Only what is said is taken: a date that stands nowhere is not guessed.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

_META: Final[Mapping[str, tuple[str, ...]]] = {
    "publisher": ("og:site_name", "article:publisher_name", "dc.publisher", "publisher"),
    "bylines": ("dable:author", "article:author", "author", "dc.creator", "byl", "twitter:creator"),
    "published": ("article:published_time", "og:article:published_time", "datepublished",
                  "dc.date.issued", "pubdate", "publishdate", "date", "dc.date",
                  "og:regdate"),
    "modified": ("article:modified_time", "og:article:modified_time", "datemodified",
                 "og:updated_time", "dc.date.modified"),
    "section": ("article:section", "og:article:section", "section"),
    "url": ("og:url",),
}  # fmt: skip
_ARTICLES: Final = ("article", "newsarticle", "reportagenewsarticle", "blogposting")
_LINK: Final = re.compile(r"https?://", re.IGNORECASE)
_DEEP: Final = 20
_DATE_DIGITS: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")


@dataclass(slots=True)
class About:
    """``titles`` from the surest on; ``known`` is the rest, by role; ``body`` is the article, for
    pages that show it by a program alone."""

    titles: list[str] = field(default_factory=list[str])
    known: dict[str, str] = field(default_factory=dict[str, str])
    body: str = ""


def about_page(tree: Any) -> About:
    """What the page ``tree`` (of lxml) says of itself."""
    about = About()
    metas = _metas(tree)
    for item in _data(tree):
        _take(about, item)
    for name in ("og:title", "twitter:title", "title", "dc.title", "headline"):
        _title(about, metas.get(name))
    for role, names in _META.items():
        for name in names:
            _put(about, role, metas.get(name))
    named = metas.get("og:article:author")  # "한빛일보 | 네이버", as portals have it
    if named and "|" in named:
        about.known["publisher"] = named.partition("|")[0].strip()
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            _put(about, "url", link.get("href"))
    for element in tree.iter("time"):
        _put(about, "published", element.get("datetime"))
        break
    for title in tree.iter("title"):
        _title(about, title.text_content())
        break
    if about.titles:
        about.known["title"] = about.titles[0]
    if language := (tree.get("lang") or "").partition("-")[0].lower():
        about.known["language"] = language
    return about


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = " ".join((element.get("content") or "").split())
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Articles of schema.org that stand in the page as JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(data, 0)


def _articles(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEP:
        return
    if isinstance(data, list):
        for each in cast("list[object]", data):
            yield from _articles(each, depth + 1)
    elif isinstance(data, dict):
        item = cast("dict[str, Any]", data)
        kinds = item.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(str(name).lower() in _ARTICLES for name in cast("list[object]", names)):
            yield item
        yield from _articles(item.get("@graph"), depth + 1)


def _take(about: About, item: Mapping[str, Any]) -> None:
    _title(about, item.get("headline"))
    body = item.get("articleBody")
    if isinstance(body, str) and len(body) > len(about.body):
        about.body = body
    for role, name in (("published", "datePublished"), ("modified", "dateModified"),
                       ("section", "articleSection")):  # fmt: skip
        _put(about, role, item.get(name))
    _put(about, "bylines", ", ".join(_names(item.get("author"))))
    _put(about, "publisher", ", ".join(_names(item.get("publisher"))[:1]))


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        name = cast("dict[str, object]", value).get("name")
        return [name] if isinstance(name, str) else []
    if isinstance(value, list):
        return [name for each in cast("list[object]", value) if isinstance(each, str | dict)
                for name in _names(each)]  # fmt: skip
    return []


def _title(about: About, value: object) -> None:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    if words and words not in about.titles:
        about.titles.append(words)


def _put(about: About, role: str, value: object) -> None:
    words = " ".join(value.split()) if isinstance(value, str) else ""
    if not words or (_LINK.match(words) and role != "url") or (role == "url" and len(words) > 2000):
        return
    if role == "bylines" and (words.startswith("@") or words == about.known.get("publisher")):
        return
    if role in ("published", "modified") and (digits := _DATE_DIGITS.fullmatch(words)):
        date, clock = "-".join(digits.groups()[:3]), digits.groups()[3:]
        words = date if clock[0] is None else f"{date} {clock[0]}:{clock[1]}"
    about.known.setdefault(role, words)

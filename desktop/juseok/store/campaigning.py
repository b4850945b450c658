"""What a campaign asks of a project: who does what, how far, and what was laid down."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, cast

import msgspec

from juseok.core.model import Kind, Remark, Viewer
from juseok.core.records import from_fields
from juseok.core.review_model import (
    AnnotatorSide,
    Assignment,
    Campaign,
    Guideline,
    Numbered,
    ReviewState,
    Ruling,
    numbered,
    oversees,
)
from juseok.store.names import Names

_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode

_ARTICLES: Final = """WITH RECURSIVE held(article) AS (
    SELECT min(article) FROM object WHERE article IS NOT NULL UNION ALL
    SELECT (SELECT min(article) FROM object WHERE article > held.article) FROM held
    WHERE held.article IS NOT NULL)
SELECT o.obj, o.layer, o.article, o.fields FROM held
CROSS JOIN object AS o ON o.article = held.article AND o.kind = ?"""
"""Objects of a kind that lie in articles, through the index of articles: what else is there, and
that may be millions of annotations, is not looked at."""

_Row = tuple[int, int | None, int | None, str]


class _Assigned(msgspec.Struct):
    """The registers of an assignment but its article, as they stand in the file."""

    campaign: str = ""
    annotator: str = ""
    position: int = 0
    training: bool = False
    dropped: bool = False


class _Passed(msgspec.Struct):
    """The registers of a pass's state but layer and article."""

    campaign: str = ""
    part: str = ""
    state: AnnotatorSide = "new"


_assigned: Final = msgspec.json.Decoder(_Assigned).decode
_passed: Final = msgspec.json.Decoder(_Passed).decode

Said = dict[tuple[str, str], dict[str, AnnotatorSide]]
"""Layer and article → pass → how far."""


@dataclass(frozen=True, slots=True)
class Stands:
    """How far everybody is with ``articles``.

    By campaign: what is said of passes, and the reviewer's side by article.  ``progress``: layer
    and article → how far the article is.
    """

    articles: frozenset[str]
    said: Mapping[str, Said]
    reviews: Mapping[str, dict[str, ReviewState]]
    progress: Mapping[tuple[str, str], str]


class Campaigns:
    """Queries on a reading connection.  Nothing here is an annotation: who is asked to do what
    is no secret, and what somebody tagged is not read."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def campaigns(self) -> tuple[Campaign, ...]:
        """All of them, by id: the oldest first."""
        return cast("tuple[Campaign, ...]", self._records(Kind.CAMPAIGN))

    def assignments(self, annotator: str = "") -> dict[str, tuple[Assignment, ...]]:
        """By campaign, dropped ones too, by place in the queue; of one person only, if named."""
        rows = self._in_articles(Kind.ASSIGNMENT)
        if annotator:
            rows = self._in_articles(
                Kind.ASSIGNMENT, " WHERE json_extract(o.fields, '$.annotator') = ?", annotator
            )
        names = self._names.names([number for row in rows for number in (row[0], row[2] or 0)])
        found: dict[str, list[Assignment]] = {}
        for obj, _, article, text in rows:
            each = _assigned(text)
            found.setdefault(each.campaign, []).append(
                Assignment(
                    names[obj], each.campaign, names[article or 0], each.annotator, each.position,
                    each.training, each.dropped,
                )
            )  # fmt: skip
        for held in found.values():
            held.sort(key=lambda e: (e.position, e.article, e.annotator))
        return {campaign: tuple(held) for campaign, held in found.items()}

    def pass_states(self, layer: str = "") -> dict[str, Said]:
        """By campaign; of one layer only, if named."""
        rows = self._in_articles(Kind.PASS_STATE)
        if layer:
            rows = self._in_articles(Kind.PASS_STATE, " WHERE o.layer = ?", self._names.find(layer))
        return self._said(rows)

    def review_states(self) -> dict[str, dict[str, ReviewState]]:
        """By campaign and article."""
        return self._reviewed(self._in_articles(Kind.REVIEW_STATE))

    def progress(self, layer: str = "") -> dict[tuple[str, str], str]:
        """Layer and article → how far the article is; what is new is left out."""
        only, params = (" WHERE layer = ?", (self._names.find(layer),)) if layer else ("", ())
        return self._progress(
            self._db.execute(f"SELECT layer, article, state FROM progress{only}", params)
        )

    def stands(self, articles: Collection[str]) -> Stands:
        """How far everybody is with ``articles``."""
        numbers = sorted(self._names.known(sorted(articles)).values())
        marks = ",".join("?" * len(numbers))

        def rows(kind: Kind) -> list[_Row]:
            return self._db.execute(
                "SELECT obj, layer, article, fields FROM object"
                f" WHERE article IN ({marks}) AND kind = ?",
                (*numbers, self._names.find(kind)),
            ).fetchall()

        progress = self._db.execute(
            f"SELECT layer, article, state FROM progress WHERE article IN ({marks})", numbers
        )
        return Stands(
            frozenset(articles), self._said(rows(Kind.PASS_STATE)),
            self._reviewed(rows(Kind.REVIEW_STATE)), self._progress(progress),
        )  # fmt: skip

    def _said(self, rows: Sequence[_Row]) -> dict[str, Said]:
        names = self._names.names([number or 0 for row in rows for number in row[1:3]])
        found: dict[str, Said] = {}
        for _, layer, article, text in rows:
            each = _passed(text)
            place = names.get(layer or 0, ""), names[article or 0]
            found.setdefault(each.campaign, {}).setdefault(place, {})[each.part] = each.state
        return found

    def _reviewed(self, rows: Sequence[_Row]) -> dict[str, dict[str, ReviewState]]:
        found: dict[str, dict[str, ReviewState]] = {}
        for each in cast("list[ReviewState]", self._made(Kind.REVIEW_STATE, rows)):
            found.setdefault(each.campaign, {})[each.article] = each
        return found

    def _progress(self, cursor: sqlite3.Cursor) -> dict[tuple[str, str], str]:
        rows = cursor.fetchall()
        names = self._names.names(list({number for row in rows for number in row[:2]}))
        return {(names[layer], names[article]): str(state) for layer, article, state in rows}

    def is_blind(self, annotator: str) -> bool:
        """Whether ``annotator`` works in a blind campaign that goes on, and is neither reviewer
        nor lead: then that person's queries see nobody else's layer, and no gold."""
        blind = [each.id for each in self.campaigns() if each.blind and not each.closed]
        if not blind:
            return False
        person = self._db.execute(
            "SELECT fields FROM object WHERE obj = ?", (self._names.find(annotator),)
        ).fetchone()
        roles = _decode(person[0]).get("roles") or () if person is not None else ()
        if oversees(roles):
            return False
        marks = ",".join("?" * len(blind))
        return bool(
            self._in_articles(
                Kind.ASSIGNMENT,
                " WHERE json_extract(o.fields, '$.annotator') = ?"
                f" AND json_extract(o.fields, '$.campaign') IN ({marks})"
                " AND NOT coalesce(json_extract(o.fields, '$.dropped'), 0) LIMIT 1",
                annotator, *blind,
            )
        )  # fmt: skip

    def with_gold(self, gold: str) -> frozenset[str]:
        """The articles that have something in the layer ``gold``."""
        rows = self._db.execute(
            "SELECT DISTINCT article FROM tally WHERE layer = ? AND n > 0",
            (self._names.find(gold),),
        )
        return frozenset(self._names.name(article) for (article,) in rows)

    def guidelines(self) -> tuple[Guideline, ...]:
        """Every version, the oldest first."""
        return cast("tuple[Guideline, ...]", self._records(Kind.GUIDELINE))

    def rulings(self) -> tuple[Numbered, ...]:
        """By number, each with one of its own."""
        return numbered(cast("tuple[Ruling, ...]", self._records(Kind.RULING)))

    def questions(self, viewer: Viewer) -> tuple[Remark, ...]:
        """The open questions in layers that ``viewer`` may see, the oldest first."""
        rows = self._in_articles(Kind.REMARK)
        found = sorted(cast("list[Remark]", self._made(Kind.REMARK, rows)), key=lambda e: e.id)
        return tuple(
            each
            for each in found
            if each.sort == "question" and not each.resolved
            and each.layer in viewer.visible_layers
        )  # fmt: skip

    def _records(self, kind: Kind) -> tuple[object, ...]:
        """Those that lie in no article, by id."""
        rows = self._db.execute(
            "SELECT obj, layer, article, fields FROM object WHERE kind = ? AND article IS NULL",
            (self._names.find(kind),),
        ).fetchall()
        return tuple(sorted(self._made(kind, rows), key=attrgetter("id")))

    def _in_articles(self, kind: Kind, only: str = "", *params: str | int | None) -> list[_Row]:
        number = self._names.find(kind)
        if number is None:
            return []
        return self._db.execute(f"{_ARTICLES}{only}", (number, *params)).fetchall()

    def _made(self, kind: Kind, rows: Sequence[_Row]) -> list[object]:
        names = self._names.names([number or 0 for row in rows for number in row[:3]])
        found: list[object] = []
        for obj, layer, article, text in rows:
            fields = _decode(text)
            if article is not None:
                fields["article"] = names[article]
            if layer is not None:
                fields["layer"] = names[layer]
            found.append(from_fields(kind, names[obj], fields))
        return found

"""What a campaign asks of a project: who does what, how far, and what was laid down."""

import sqlite3
from typing import Any, Final, cast

import msgspec

from juseok.core.model import Kind, Remark, Viewer
from juseok.core.records import from_fields
from juseok.core.review_model import (
    Assignment,
    Campaign,
    Guideline,
    PassState,
    ReviewState,
    Ruling,
)
from juseok.store.names import Names

_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


class Campaigns:
    """Queries on a reading connection.  Nothing here is an annotation: who is asked to do what
    is no secret, and what somebody tagged is not read."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def campaigns(self) -> tuple[Campaign, ...]:
        """All of them, by id: the oldest first."""
        return cast("tuple[Campaign, ...]", self._records(Kind.CAMPAIGN))

    def assignments(self, campaign: str) -> tuple[Assignment, ...]:
        """Those of a campaign, dropped ones too, by person and place in the queue."""
        found = cast("tuple[Assignment, ...]", self._records(Kind.ASSIGNMENT, campaign))
        return tuple(sorted(found, key=lambda e: (e.position, e.article, e.annotator)))

    def pass_states(self, campaign: str) -> tuple[PassState, ...]:
        return cast("tuple[PassState, ...]", self._records(Kind.PASS_STATE, campaign))

    def review_states(self, campaign: str) -> dict[str, ReviewState]:
        """By article."""
        found = cast("tuple[ReviewState, ...]", self._records(Kind.REVIEW_STATE, campaign))
        return {each.article: each for each in found}

    def progress(self) -> dict[tuple[str, str], str]:
        """Layer and article → how far the article is; what is new is left out."""
        rows = self._db.execute("SELECT layer, article, state FROM progress").fetchall()
        names = self._names.names(list({number for row in rows for number in row[:2]}))
        return {(names[layer], names[article]): str(state) for layer, article, state in rows}

    def is_blind(self, annotator: str) -> bool:
        """Whether ``annotator`` works in a blind campaign that goes on, and is neither reviewer
        nor lead: then that person's queries see nobody else's layer, and no gold."""
        blind = [each.id for each in self.campaigns() if each.blind and not each.closed]
        number = self._names.find(Kind.ASSIGNMENT)
        if not blind or number is None:
            return False
        person = self._db.execute(
            "SELECT fields FROM object WHERE obj = ?", (self._names.find(annotator),)
        ).fetchone()
        roles = _decode(person[0]).get("roles") or () if person is not None else ()
        if "lead" in roles or "reviewer" in roles:
            return False
        marks = ",".join("?" * len(blind))
        row = self._db.execute(
            "SELECT 1 FROM object WHERE kind = ? AND json_extract(fields, '$.annotator') = ?"
            f" AND json_extract(fields, '$.campaign') IN ({marks})"
            " AND NOT coalesce(json_extract(fields, '$.dropped'), 0) LIMIT 1",
            (number, annotator, *blind),
        )
        return row.fetchone() is not None

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

    def rulings(self) -> tuple[Ruling, ...]:
        """By number."""
        found = cast("tuple[Ruling, ...]", self._records(Kind.RULING))
        return tuple(sorted(found, key=lambda each: (each.number, each.id)))

    def questions(self, viewer: Viewer) -> tuple[Remark, ...]:
        """The open questions in layers that ``viewer`` may see, the oldest first."""
        found = cast("tuple[Remark, ...]", self._records(Kind.REMARK))
        return tuple(
            each
            for each in found
            if each.sort == "question" and not each.resolved
            and each.layer in viewer.visible_layers
        )  # fmt: skip

    def _records(self, kind: Kind, campaign: str = "") -> tuple[object, ...]:
        number = self._names.find(kind)
        if number is None:
            return ()
        found: list[tuple[str, object]] = []
        rows = self._db.execute(
            "SELECT obj, layer, article, fields FROM object WHERE kind = ?", (number,)
        )
        for obj, layer, article, text in rows:
            fields = _decode(text)
            if campaign and fields.get("campaign") != campaign:
                continue
            if article is not None:
                fields["article"] = self._names.name(article)
            if layer is not None:
                fields["layer"] = self._names.name(layer)
            name = self._names.name(obj)
            found.append((name, from_fields(kind, name, fields)))
        return tuple(record for _, record in sorted(found, key=lambda item: item[0]))

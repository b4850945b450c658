"""What a campaign asks of a project: who does what, how far, and what was laid down."""

import sqlite3
from typing import Any, Final, cast

import msgspec

from juseok.core.model import Kind
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

    def guidelines(self) -> tuple[Guideline, ...]:
        """Every version, the oldest first."""
        return cast("tuple[Guideline, ...]", self._records(Kind.GUIDELINE))

    def rulings(self) -> tuple[Ruling, ...]:
        """By number."""
        found = cast("tuple[Ruling, ...]", self._records(Kind.RULING))
        return tuple(sorted(found, key=lambda each: (each.number, each.id)))

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

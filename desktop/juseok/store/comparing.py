"""What several layers say of the same articles, some articles at a time, for agreement.

Rows come as they lie in the file: ids are this file's own numbers, which are enough to tell
same from different, and save the look-up of a million names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, cast

import msgspec

from juseok.core.brief import Brief
from juseok.core.model import Annotator, Kind, Layer, Viewer, Zone
from juseok.core.records import from_fields
from juseok.core.review_model import PASSES
from juseok.store.errors import known_errors
from juseok.store.names import unpack
from juseok.store.places import zones_from
from juseok.store.reading import Reading

ANNOTATIONS: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP)
"""What is read article by article; claim links are read apart, since they join articles."""

_OF_ARTICLES: Final = "article IN (SELECT article FROM article_row)"
"""Has the index by article and kind used, where a million annotations would be walked over."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as far as a list needs it; ``length`` in code points."""

    number: int
    id: str
    title: str
    length: int


class Stand(NamedTuple):
    """How far one layer is with one article, who said so last, and under which scheme.

    ``at``: milliseconds of UTC since 1970; 0 where nobody knows.
    """

    layer: int
    article: int
    state: str
    at: int
    scheme: str


class Round(NamedTuple):
    """A campaign, as far as it says what is compared."""

    id: str
    name: str
    passes: tuple[str, ...]
    blind: bool
    closed: bool
    types: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    @property
    def brief(self) -> Brief:
        """What it asks for."""
        return Brief(frozenset(self.passes), frozenset(self.types), frozenset(self.zones))


class Assigned(NamedTuple):
    """That an annotator (by id) does an article (by number)."""

    campaign: str
    article: int
    annotator: str
    training: bool
    dropped: bool


class Passed(NamedTuple):
    """That a layer has finished one pass over an article."""

    layer: int
    article: int
    part: str


class _State(msgspec.Struct):
    state: str = "new"


Row: TypeAlias = tuple[int, int, int, int, int | None, str]
"""One live annotation: its number, kind, layer, article, entity, and as JSON the registers that
have no column."""

BETWEEN: Final = b"\x1e"
"""Stands between the registers of two annotations; JSON has it nowhere."""


class Bunch(NamedTuple):
    """The ``size`` annotations of one kind in one article: a million of them would be a million
    tuples, and the collector of rubbish walk over these again and again.

    Numbers, layers and entities (-1: none) are written in decimals, with commas between;
    ``fields`` as JSON the registers that have no column, with :data:`BETWEEN` between.
    """

    article: int
    kind: int
    size: int
    numbers: str
    layers: str
    entities: str
    fields: bytes


@known_errors
class Comparing(Reading):
    """A connection of its own, for one thread; ``with`` closes it.

    Every method keeps to the layers that ``viewer`` may see.
    """

    def __init__(self, path: Path, viewer: Viewer) -> None:
        super().__init__(path)
        self.viewer = viewer
        self.kinds = {kind: self._names.find(kind) for kind in Kind}
        """The number of each kind that this file knows."""
        known = self._names.known(sorted(viewer.visible_layers))
        self._layers = ",".join(str(number) for number in sorted(known.values()))

    def number(self, name: str) -> int | None:
        """The number of an id; None where the file does not know it."""
        return self._names.find(name)

    def name(self, number: int) -> str:
        """The id behind a number."""
        return self._names.name(number)

    def layers(self) -> dict[int, Layer]:
        """The visible layers, by number."""
        rows = self._db.execute(
            f"SELECT obj, fields FROM object WHERE kind = ? AND obj IN ({self._layers})",
            (self.kinds[Kind.LAYER],),
        )
        found: dict[int, Layer] = {}
        for number, text in rows:
            fields = msgspec.json.decode(text)
            found[number] = Layer(
                self.name(number), fields["role"], fields.get("annotator", ""),
                fields.get("name", ""),
            )  # fmt: skip
        return found

    def articles(self) -> list[Listed]:
        """All articles, in the order of the list."""
        rows = self._db.execute(
            "SELECT article, id, title, length FROM article_row ORDER BY position, id"
        )
        return [Listed(*row) for row in rows]

    def stands(self) -> list[Stand]:
        """Every state of an article that is kept, in visible layers."""
        kind = self.kinds[Kind.ARTICLE_STATE]
        rows = self._db.execute(
            f"""WITH said AS (
                SELECT obj, layer, article, fields FROM object
                WHERE {_OF_ARTICLES} AND kind = ?1 AND layer IN ({self._layers})),
            told AS (
                SELECT said.*, op.at, op.scheme FROM said JOIN op ON op.obj = said.obj
                UNION ALL
                SELECT said.*, op.at, op.scheme FROM said
                JOIN member ON member.obj = said.obj JOIN op ON op.arrival = member.arrival)
            SELECT layer, article, fields, max(at), scheme FROM told GROUP BY obj""",
            (kind,),
        )
        read = rows.fetchall()
        states = msgspec.json.decode("[" + ",".join([row[2] for row in read]) + "]",
                                     type=list[_State])  # fmt: skip
        name = self._names.name
        return [
            Stand(layer, article, said.state, at if isinstance(at, int) else 0, name(scheme))
            for (layer, article, _, at, scheme), said in zip(read, states, strict=True)
        ]

    def annotated(self) -> set[tuple[int, int]]:
        """Which (layer, article) hold any annotation."""
        kinds = ",".join(str(n) for kind in ANNOTATIONS if (n := self.kinds[kind]) is not None)
        rows = self._db.execute(
            "SELECT DISTINCT layer, article FROM tally"
            f" WHERE n > 0 AND kind IN ({kinds}) AND layer IN ({self._layers})"
        )
        return {(layer, article) for layer, article in rows}

    def bunches(self, articles: Sequence[int]) -> list[Bunch]:
        """The annotations of ``articles`` in visible layers, oldest first in each bunch."""
        kinds = ",".join(str(n) for kind in ANNOTATIONS if (n := self.kinds[kind]) is not None)
        marks = ",".join("?" * len(articles))
        found = self._db.execute(
            "SELECT article, kind, count(*), group_concat(obj), group_concat(layer),"
            " group_concat(ifnull(entity, -1)),"
            " CAST(group_concat(fields, CAST(? AS TEXT)) AS BLOB) FROM object"
            f" WHERE article IN ({marks}) AND kind IN ({kinds}) AND layer IN ({self._layers})"
            " GROUP BY article, kind",
            (BETWEEN, *articles),
        )
        return list(map(Bunch._make, found))

    def zones(self, articles: Sequence[int]) -> dict[int, tuple[Zone, ...]]:
        """The zones of ``articles``, in text order."""
        marks = ",".join("?" * len(articles))
        found = self._db.execute(
            f"SELECT article, fields FROM object WHERE article IN ({marks}) AND kind = ?",
            (*articles, self.kinds[Kind.ZONING]),
        )
        return {article: zones_from(msgspec.json.decode(text)) for article, text in found}

    def text(self, article: int) -> str:
        """The text of an article."""
        found = self._db.execute("SELECT text FROM article_text WHERE article = ?", (article,))
        return str(found.fetchone()[0])

    def links(self) -> list[Row]:
        """Every claim link in visible layers."""
        found = self._db.execute(
            "SELECT obj, kind, layer, article, entity, fields FROM object"
            f" WHERE {_OF_ARTICLES} AND kind = ? AND layer IN ({self._layers})",
            (self.kinds[Kind.CLAIM_LINK],),
        )
        return found.fetchall()

    def joined(self) -> list[tuple[str, str]]:
        """The edges by which visible layers say that two entities are one."""
        rows = self._db.execute(
            "SELECT fields FROM object WHERE article IS NULL AND kind = ?"
            f" AND layer IN ({self._layers})",
            (self.kinds[Kind.SAME_AS],),
        )
        edges = (msgspec.json.decode(text) for (text,) in rows)
        return [(str(edge["a"]), str(edge["b"])) for edge in edges]

    def numbers(self, names: Sequence[str]) -> Mapping[str, int]:
        """The number of each of ``names`` that the file knows."""
        return self._names.known(names)

    def rounds(self) -> list[Round]:
        """The campaigns of the project."""
        return [
            Round(name, str(fields.get("name", "")), tuple(fields.get("passes", PASSES)),
                  bool(fields.get("blind", True)), bool(fields.get("closed", False)),
                  tuple(fields.get("types", ())), tuple(fields.get("zones", ())))
            for name, _, _, fields in self._objects(Kind.CAMPAIGN)
        ]  # fmt: skip

    def assigned(self) -> list[Assigned]:
        """Who does which article in any campaign."""
        return [
            Assigned(str(fields["campaign"]), article, str(fields["annotator"]),
                     bool(fields.get("training")), bool(fields.get("dropped")))
            for _, _, article, fields in self._objects(Kind.ASSIGNMENT, _OF_ARTICLES)
            if article is not None
        ]  # fmt: skip

    def passed(self, campaign: str) -> list[Passed]:
        """The passes of ``campaign`` that are finished, in visible layers."""
        visible = {self._names.find(layer) for layer in self.viewer.visible_layers}
        return [
            Passed(layer, article, str(fields["part"]))
            for _, layer, article, fields in self._objects(Kind.PASS_STATE, _OF_ARTICLES)
            if layer is not None and article is not None and layer in visible
            and fields["campaign"] == campaign and fields.get("state") == "finished"
        ]  # fmt: skip

    def roles(self) -> dict[str, frozenset[str]]:
        """What each annotator may do, by id."""
        return {name: frozenset(fields.get("roles", ("annotator",)))
                for name, _, _, fields in self._objects(Kind.ANNOTATOR)}  # fmt: skip

    def _objects(
        self, kind: Kind, where: str = "article IS NULL"
    ) -> list[tuple[str, int | None, int | None, dict[str, Any]]]:
        """Id, layer, article and other registers of all objects of ``kind``."""
        rows = self._db.execute(
            "SELECT i.id, o.layer, o.article, o.fields FROM object AS o"
            f" JOIN ident AS i ON i.n = o.obj WHERE o.{where} AND o.kind = ?",
            (self.kinds[kind],),
        )
        return [(unpack(obj), layer, article, msgspec.json.decode(text))
                for obj, layer, article, text in rows]  # fmt: skip

    def people(self) -> dict[str, Annotator]:
        """The annotators, by id."""
        return {name: cast("Annotator", from_fields(Kind.ANNOTATOR, name, fields))
                for name, _, _, fields in self._objects(Kind.ANNOTATOR)}  # fmt: skip

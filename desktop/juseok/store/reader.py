"""Reading a project: explicit queries over the projection, on a connection of one thread.

Every read of annotations takes a :class:`~juseok.core.model.Viewer`; what lies in a layer the
viewer may not see is not read, counted or named.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from juseok.core.canon import canonical
from juseok.core.errors import ProjectError
from juseok.core.model import (
    Annotator,
    Article,
    ArticleAnnotations,
    ArticleState,
    Claim,
    ClaimLink,
    EntityChange,
    Kind,
    Layer,
    Mention,
    NotSame,
    SameAs,
    SentenceEdits,
    Viewer,
)
from juseok.core.ops import Op
from juseok.core.recipe import Recipe, Release, SavedMap
from juseok.core.records import from_fields
from juseok.core.scheme import Scheme, scheme_from_objects
from juseok.store import content, places
from juseok.store.annotations import read_annotations
from juseok.store.articles import ArticleQuery, ArticleRow, Articles, TableCache
from juseok.store.campaigning import Campaigns
from juseok.store.claims import ClaimRows
from juseok.store.entities import Entities, EntityRow
from juseok.store.errors import known_errors
from juseok.store.finding import Finding
from juseok.store.fold import Fields, ObjectState
from juseok.store.history import History, UndoTarget
from juseok.store.listing import first_occurrences
from juseok.store.log import Log
from juseok.store.past import Past
from juseok.store.projection import Projection
from juseok.store.reading import Reading
from juseok.store.recorder import SCHEME_KINDS, Author
from juseok.store.released import Released
from juseok.store.reviewing import Reviews
from juseok.store.rows import Rows
from juseok.store.surfaces import Surface, read_surfaces
from juseok.store.texts import HeldText, texts_holding
from juseok.store.timeline import Timeline


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The imported bytes an article was cut from; ``report`` says how they were read."""

    id: str
    name: str
    encoding: str
    data: bytes
    report: Fields


@known_errors
class Reader(Reading):
    """A read-only connection; ``with project.reader() as reader`` closes it."""

    def __init__(self, path: Path, author: Author, cache: TableCache) -> None:
        super().__init__(path)
        self._rows = Rows(self._db, self._names)
        self._log = Log(self._db, self._names)
        self._projection = Projection(self._db, self._names)
        self._history = History(self._db, self._names, author.annotator, author.replica)
        self._articles = Articles(self._db, self._names, cache)
        self._entities = Entities(self._db, self._names)
        self._claims = ClaimRows(self._db, self._names)
        self.finding = Finding(self._db, self._names, self._articles)
        """What a search asks."""
        self.reviews = Reviews(self._db, self._names)
        """What a review asks."""
        self.past = Past(self._db, self._names, self._projection)
        self.released = Released(self._db, self._names, self._projection)
        """The project as it was."""
        self.timeline = Timeline(self._db, self._names, self.past)
        """Who did what when."""
        self.campaigns = Campaigns(self._db, self._names)
        """What a campaign asks."""

    @classmethod
    def alone(cls, path: Path, annotator: str) -> "Reader":
        """For a process that reads, and has no project open."""
        return cls(path, Author(annotator, ""), TableCache())

    # --- the project

    def scheme(self) -> Scheme:
        """The annotation scheme in force."""
        return scheme_from_objects(self.scheme_objects())

    def scheme_objects(self) -> list[tuple[str, str, Fields]]:
        """The live objects the scheme is made of, as id, kind and registers."""
        return [
            (state.obj, state.kind, state.fields)
            for kind in SCHEME_KINDS
            for state in self._projection.of_kind(kind)
        ]

    def annotators(self) -> list[Annotator]:
        return [cast("Annotator", self._record(s)) for s in self._of_kind(Kind.ANNOTATOR)]

    def is_blind(self, viewer: Viewer) -> bool:
        """Whether nobody else's layer, nor gold, may be read for the annotator of ``viewer``."""
        return self.campaigns.is_blind(viewer.annotator)

    def usage(self, layers: Collection[str] | None = None) -> dict[str, int]:
        """How often each type (by id), attribute (by id) and value (``attribute=value``) is used
        in ``layers``; None: in all of them."""
        only, numbers = "", tuple[int, ...]()
        if layers is not None:
            numbers = tuple(self._names.known(sorted(layers)).values())
            only = f" AND layer IN ({','.join('?' * len(numbers))})"
        types = self._db.execute(
            "SELECT json_extract(fields, '$.type') AS type, COUNT(*) FROM object"
            f" WHERE type IS NOT NULL{only} GROUP BY type",
            numbers,
        )
        found = {str(name): int(count) for name, count in types}
        values = self._db.execute(
            "SELECT substr(each.key, 2), json_extract(each.value, '$[0]'), COUNT(*)"
            " FROM object, json_each(object.fields) AS each"
            f" WHERE each.key LIKE '@%'{only} GROUP BY 1, 2",
            numbers,
        )
        for name, value, count in values:
            found[name] = found.get(name, 0) + int(count)
            found[f"{name}={value}"] = int(count)
        return found

    def layers(self) -> list[Layer]:
        return [cast("Layer", self._record(s)) for s in self._of_kind(Kind.LAYER)]

    # --- articles

    def article_ids(self, viewer: Viewer, query: ArticleQuery) -> list[str]:
        """Ids of the articles that ``query`` finds, in its order."""
        return self._articles.ids(viewer, query)

    def articles_as_they_came(self) -> list[str]:
        """Ids of all articles in the order in which this file heard of them: what a merge brings is
        the last, wherever its import places it."""
        rows = self._db.execute("SELECT id FROM article_row ORDER BY article")
        return [article for (article,) in rows]

    def article_rows(self, viewer: Viewer, ids: Sequence[str]) -> list[ArticleRow]:
        """The list's rows of ``ids``, in their order."""
        return self._articles.rows(viewer, ids)

    def heard_of(self, most: int) -> frozenset[str] | None:
        """All ids that this file has ever heard of; None where they are more than ``most``."""
        return self._names.heard_of(most)

    def has_article(self, article: str) -> bool:
        number = self._names.find(article)
        if number is None:
            return False
        row = self._db.execute("SELECT 1 FROM article_row WHERE article = ?", (number,))
        return row.fetchone() is not None

    def article(self, article: str) -> Article:
        """Text, zones and metadata; raises ``ProjectError`` when there is no such article."""
        number = self._names.find(article)
        row = self._db.execute(
            "SELECT text, norm_version FROM article_text WHERE article = ?", (number,)
        ).fetchone()
        if row is None or number is None:
            raise ProjectError("project.no_article", article=article)
        zoning = next(iter(self._states(article, Kind.ZONING)), None)
        sentencing = next(iter(self._states(article, Kind.SENTENCING)), None)
        return Article(
            id=article,
            text=row[0],
            zones=places.zones_from(zoning.fields if zoning else {}),
            metadata=places.metadata_from(
                first_occurrences(self._db, self._names, [number]).get(number, {})
            ),
            norm_version=row[1],
            control=any(
                state.fields.get("off") is True for state in self._states(article, Kind.CONTROL)
            ),
            sentencing=places.sentencing_from(sentencing.fields) if sentencing else SentenceEdits(),
        )

    def occurrences(self, article: str) -> list[ObjectState]:
        """Every place the article was found at, first the one that speaks for it."""
        return sorted(self._states(article, Kind.OCCURRENCE), key=places.occurrence_rank)

    def page(self, page: str) -> SourcePage:
        """The source page with that id; raises ``ProjectError`` when it is not here."""
        state = self.fields(page)
        digest = "" if state is None else str(state.fields.get("sha256", ""))
        data = content.page_data(self._db, digest) if digest else None
        if state is None or data is None:
            raise ProjectError("project.content_missing", content=page)
        report = state.fields.get("report")
        return SourcePage(
            id=page,
            name=str(state.fields.get("name", "")),
            encoding=str(state.fields.get("encoding", "")),
            data=data,
            report=report if isinstance(report, dict) else {"report": report},
        )

    def article_state(self, viewer: Viewer, article: str) -> ArticleState:
        """How far the viewer is with ``article``."""
        layer = viewer.own_layer
        found = (
            state
            for state in self._states(article, Kind.ARTICLE_STATE)
            if state.fields.get("layer") == layer
        )
        state = next(found, None)
        if state is None:
            return ArticleState(layer, article)
        return cast("ArticleState", self._record(state))

    # --- annotations

    def annotations(self, viewer: Viewer, article: str) -> ArticleAnnotations:
        """All annotations of ``article`` in visible layers, in text order."""
        layers = self._articles.layers(viewer.on(article))
        marks = ",".join("?" * len(layers))
        where = f"o.article = ? AND o.layer IN ({marks})"
        values = (self._names.find(article), *layers)
        return read_annotations(self._db, self._names, where, values)

    def mentions_of(self, viewer: Viewer, entity: str) -> list[Mention]:
        """The visible mentions that were given to ``entity``, article by article."""
        layers = self._articles.layers(viewer)
        marks = ",".join("?" * len(layers))
        shut, apart = self._articles.shut(viewer, "o.")
        where = f"o.entity = ? AND o.layer IN ({marks}){shut}"
        values = (self._names.find(entity), *layers, *apart)
        return list(
            read_annotations(self._db, self._names, where, values, by_article=True).mentions
        )

    def texts_holding(
        self,
        viewer: Viewer,
        words: Sequence[str],
        articles: Sequence[str],
        *,
        accept: Callable[[str], object] = bool,
    ) -> list[HeldText]:
        """Those of ``articles`` whose text holds any of ``words`` (none: all), with own mentions.

        ``accept`` is asked of each such text.  A few hundred articles at a time: it is one query,
        which nothing can break off.
        """
        return texts_holding(
            self._db, self._names, words, articles, layer=viewer.own_layer, accept=accept
        )

    def claims(self, viewer: Viewer, ids: Iterable[str]) -> list[Claim]:
        """Those of the claims ``ids`` that exist and may be seen, in the order given."""
        found = [self.fields(obj) for obj in ids]
        return [
            cast("Claim", self._record(state))
            for state in found
            if state is not None
            and state.live
            and state.kind == Kind.CLAIM
            and viewer.sees(str(state.fields.get("layer")), str(state.fields.get("article")))
        ]

    def claim(self, viewer: Viewer, claim: str) -> Claim | None:
        """The claim with that id, if it exists and may be seen."""
        return next(iter(self.claims(viewer, [claim])), None)

    def linked_annotations(self, viewer: Viewer, article: str) -> ArticleAnnotations:
        """:meth:`annotations`, with the links to its claims that other articles keep."""
        found = self.annotations(viewer, article)
        held = {link.id for link in found.claim_links}
        links = self.links_of(viewer, (claim.id for claim in found.claims))
        apart = tuple(link for link in links if link.id not in held)
        return replace(found, claim_links=(*found.claim_links, *apart)) if apart else found

    def links_of(self, viewer: Viewer, claims: Iterable[str]) -> list[ClaimLink]:
        """The visible links from or to any of ``claims``, whichever article keeps them."""
        found = self._claims.links(self._articles.layers(viewer), claims)
        return [each for each in found if viewer.sees(each.layer, each.article)]

    def claims_naming(self, viewer: Viewer, targets: Iterable[str]) -> list[Claim]:
        """The visible claims in which any of ``targets`` plays a role, article by article."""
        found = self._claims.naming(self._articles.layers(viewer), targets)
        return [each for each in found if viewer.sees(each.layer, each.article)]

    def find_claims(
        self, viewer: Viewer, text: str, *, limit: int, apart: Iterable[str] = ()
    ) -> list[Claim]:
        """The newest own claims that hold ``text``, but for those of the articles ``apart``."""
        own = self._names.find(viewer.own_layer)
        if viewer.own_layer not in viewer.seal.layers:
            apart = {*apart, *viewer.seal.articles}
        return self._claims.find([own] if own else [], text, limit=limit, apart=apart)

    def surfaces(self, viewer: Viewer) -> list[Surface]:
        """How the visible mentions of the project are worded, and as what each was tagged."""
        layers, shut = self._articles.layers(viewer), self._articles.shut(viewer)
        return read_surfaces(self._db, self._names, layers, shut=shut)

    def precedents(self, viewer: Viewer, text: str | None = None) -> list[Surface]:
        """As :meth:`surfaces`, of the viewer's own mentions alone (and of one wording)."""
        own = self._names.find(viewer.own_layer)
        layers, shut = [] if own is None else [own], self._articles.shut(viewer)
        return read_surfaces(self._db, self._names, layers, text=text, shut=shut)

    def entities(
        self,
        viewer: Viewer,
        *,
        article: str | None = None,
        text: str = "",
        limit: int | None = None,
    ) -> list[EntityRow]:
        """The visible entities, of one article or of the project, the most mentioned first."""
        return self._entities.rows(
            viewer, self._articles.layers(viewer), article=article, text=text, limit=limit
        )

    def entity_changes(self, layers: Collection[str]) -> list[EntityChange]:
        """What the owners of ``layers`` propose to change in the register, by id."""
        return self._entities.changes(layers)

    def same_as(self, viewer: Viewer) -> list[SameAs]:
        """The edges that say which visible entities are one, by id."""
        return [
            SameAs(state.obj, str(state.fields["a"]), str(state.fields["b"]), layer)
            for state in self._of_kind(Kind.SAME_AS)
            if (layer := str(state.fields.get("layer", ""))) in viewer.visible_layers
        ]

    def not_same(self, viewer: Viewer) -> list[NotSame]:
        """What was decided to be two, and not one, by id."""
        return [
            NotSame(
                state.obj,
                a=str(state.fields["a"]),
                b=str(state.fields.get("b", "")),
                name=str(state.fields.get("name", "")),
                layer=layer,
            )
            for state in self._of_kind(Kind.NOT_SAME)
            if (layer := str(state.fields.get("layer", ""))) in viewer.visible_layers
        ]

    def recipes(self) -> list[Recipe]:
        """Exports that were given a name, by it."""
        return self._named(Kind.RECIPE)

    def label_maps(self) -> list[SavedMap]:
        """Label maps that were given a name, by it."""
        return self._named(Kind.LABEL_MAP)

    def releases(self) -> list[Release]:
        """What was frozen under a name, the oldest first; of one day by how much each has seen."""
        return sorted(self._named(Kind.RELEASE), key=lambda each: (each.date, each.seen, each.name))

    # --- objects and the log

    def fields(self, obj: str) -> ObjectState | None:
        """What the log says of ``obj``, deleted or not; None when it says nothing that counts."""
        return self._projection.state(obj)

    def ops_of(self, obj: str) -> list[Op]:
        """The rows that concern ``obj``, in log order."""
        return self._log.of_object(obj)

    def all_ops(self) -> Iterator[Op]:
        """The whole log in the order it arrived."""
        return self._log.live()

    def contents(self) -> Iterator[content.Content]:
        """Every source page and article text."""
        return content.all_contents(self._db, self._names)

    def undo_target(self) -> UndoTarget | None:
        """What the next undo takes back."""
        return self._history.undo_target()

    def redo_target(self) -> UndoTarget | None:
        """What the next redo brings back."""
        return self._history.redo_target()

    def dump(self) -> Iterator[tuple[str, str, str]]:
        """The whole live projection as id, kind and canonical registers, sorted by id."""
        states = (self._rows.state(row) for row in self._rows.select("1"))
        yield from sorted((s.obj, s.kind, canonical(s.fields)) for s in states)

    def _of_kind(self, kind: str) -> list[ObjectState]:
        return sorted(self._projection.of_kind(kind), key=lambda state: state.obj)

    def _named(self, kind: str) -> list[Any]:
        found = [self._record(state) for state in self._of_kind(kind)]
        return sorted(found, key=lambda each: each.name)

    def _states(self, article: str, kind: str) -> list[ObjectState]:
        where = "article = ? AND kind = ?"
        rows = self._rows.select(where, (self._names.find(article), self._names.find(kind)))
        return [self._rows.state(row) for row in rows]

    def _record(self, state: ObjectState) -> Any:
        return from_fields(state.kind, state.obj, state.fields)

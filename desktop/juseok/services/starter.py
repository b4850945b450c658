"""The starter project: what a first start opens, made from ``seeds/``.

It is made as any project is: the pages go through the import, and two annotators write their
annotations into their own layers.  The first annotator is the person at this machine, so that
the window shows a finished piece of work as one's own.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from juseok.core.errors import ProjectError
from juseok.core.ids import article_id, derived_id
from juseok.core.messages import Message
from juseok.core.model import ArticleState, ArticleStateName, Entity, Kind
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.resources import seed
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.text import NORM_VERSION
from juseok.formats.base import ReportBuilder
from juseok.lang.extract import ArticleDraft
from juseok.services.edits import KIND_OF, Owned
from juseok.services.importing.importing import import_planned
from juseok.services.importing.plan import ImportOptions, PlannedPage, plan_import
from juseok.services.starter_seed import (
    SeedPage,
    Who,
    annotations_of,
    links_of,
    seed_entities,
    seed_pages,
)
from juseok.services.tagging.articles import article_state_id
from juseok.store.files import publish
from juseok.store.identity import Identity
from juseok.store.project import Project

SECOND: Final = derived_id("annotator", "starter", "이가온")
"""Id of the second annotator, the same in every starter project."""

_SECOND_NAME: Final = "이가온"
_UNFINISHED: Final = {"kim": frozenset({"07"}), "lee": frozenset({"06", "07"})}


def ensure_starter(data_dir: Path, identity: Identity, *, name: str = "Juseok") -> Path:
    """The starter project ``<name>.juseok`` in ``data_dir``, made when it is not there.

    Raises ``ProjectError`` where it cannot be written.
    """
    path = data_dir / f"{name}.juseok"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        create_starter(path, identity)
    return path


def create_starter(path: Path, identity: Identity) -> None:
    """Make the starter project at ``path``, whole or not at all.

    Its history belongs to a machine of its own: an undo in the window takes back what is done
    there, and never the starter.  Raises ``ProjectError`` where something stands at ``path``.
    """
    path = path.absolute()
    if path.exists():
        raise ProjectError("project.exists", name=path.name)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".juseok-") as folder:
        fresh = Path(folder) / path.name
        state = Path(folder) / "state"
        pages = _planned()
        work = _Work(pages)
        first = replace(identity, state_dir=state)
        scheme = scheme_changes(load_scheme("default"))
        with Project.create(fresh, identity=first, scheme=scheme) as project:
            report = ReportBuilder()
            import_planned(project=project, planned=[page for _, page in pages], report=report)
            work.register(project)
            work.annotate(project, "kim")
        second = Identity(SECOND, _SECOND_NAME, state)
        with Project.open(fresh, identity=second) as project:
            work.annotate(project, "lee")
        publish(fresh, path)


def _planned() -> list[tuple[SeedPage, PlannedPage]]:
    """The seed pages, each as the import reads it."""
    planned = plan_import([seed("articles")], ImportOptions(), report=ReportBuilder())
    by_name = {Path(page.file).name: page for page in planned}
    return [(page, by_name[page.page]) for page in seed_pages()]


@dataclass(slots=True)
class _Work:
    """Writes the annotations of the seeds; remembers the entities made so far."""

    pages: list[tuple[SeedPage, PlannedPage]]
    entities: dict[tuple[str, str], Entity] = field(default_factory=dict[tuple[str, str], Entity])

    def register(self, project: Project) -> None:
        """Enter the entities of the seeds into the project's register."""
        for item in seed_entities():
            self.entities["", item.key] = Entity(
                project.ids(), project.register_layer, item.type, item.name, item.aliases
            )
        _write(project, "starter.entities", self.entities.values())

    def annotate(self, project: Project, who: Who) -> None:
        """Annotate every page as ``who``, one action an article, and link claims across."""
        layer = project.own_layer
        claims: dict[tuple[str, str], str] = {}
        for page, planned in self.pages:
            draft, article = _article(planned)
            found = annotations_of(
                who,
                page,
                article=article,
                text=draft.text,
                offset=draft.page_start,
                layer=layer,
                register=project.register_layer,
                entities=self.entities,
                ids=project.ids,
            )
            claims |= {(page.number, key): claim for key, claim in found.claim_keys.items()}
            records = (
                *found.entities,
                *found.mentions,
                *found.claims,
                *found.relationships,
                *found.remarks,
            )
            state = "in_progress" if page.number in _UNFINISHED[who] else "finished"
            _write(project, "starter.article", records, article, _state(layer, article, state))
        for page, planned in self.pages:
            article = _article(planned)[1]
            links = links_of(
                who, page, article=article, layer=layer, claims=claims, ids=project.ids
            )
            _write(project, "starter.links", links, article)


def _article(planned: PlannedPage) -> tuple[ArticleDraft, str]:
    (draft,) = planned.extraction.articles
    return draft, article_id(draft.text, NORM_VERSION)


def _state(layer: str, article: str, state: ArticleStateName) -> Change:
    return Change(
        article_state_id(layer, article),
        Kind.ARTICLE_STATE,
        CREATE,
        to_body(ArticleState(layer, article, state)),
    )


def _write(
    project: Project,
    code: str,
    records: Iterable[Owned],
    article: str | None = None,
    *more: Change,
) -> None:
    changes = [
        Change(record.id, KIND_OF[type(record)], CREATE, to_body(record)) for record in records
    ]
    if changes or more:
        label = Message(code)
        project.writer.commit(Action(label, (*changes, *more), article))

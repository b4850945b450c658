"""The seed articles and their annotations in a project, each page one article."""

from juseok.core.ids import article_id, derived_id, sha256_hex
from juseok.core.messages import Message
from juseok.core.model import Annotator, Entity, Kind, Layer
from juseok.core.ops import CREATE, Action, Body, Change
from juseok.core.records import Record, to_body
from juseok.services.edits import KIND_OF
from juseok.services.starter_seed import WHO, annotations_of, links_of, seed_entities, seed_pages
from juseok.store.content import ArticleContent, PageContent
from juseok.store.project import Project

LABEL = Message("history.unknown")
OTHER = Annotator("22222222-2222-4222-8222-222222222222", "이가온")
OTHER_LAYER = Layer("33333333-3333-4333-8333-333333333333", "annotator", OTHER.id)


def fill(project: Project) -> None:
    """Write the seeds into ``project``: the first annotator's part into its own layer."""
    layers = {"kim": project.own_layer, "lee": OTHER_LAYER.id}
    entities = {
        ("", item.key): Entity(
            project.ids(), project.register_layer, item.type, item.name, item.aliases
        )
        for item in seed_entities()
    }
    do(project, Change(OTHER.id, Kind.ANNOTATOR, CREATE, to_body(OTHER)),
       Change(OTHER_LAYER.id, Kind.LAYER, CREATE, to_body(OTHER_LAYER)),
       *map(create, entities.values()))  # fmt: skip
    claims: dict[str, dict[tuple[str, str], str]] = {who: {} for who in WHO}
    for position, page in enumerate(seed_pages()):
        data = page.path.read_bytes()
        text = data.decode()
        article = article_id(text, 1)
        page_id = derived_id("page", sha256_hex(data))
        occurrence: Body = {
            "article": article, "page": page_id, "page_start": 0, "page_end": len(text),
            "title": text.splitlines()[0], "bylines": ["기자"], "position": position,
        }  # fmt: skip
        project.writer.commit(
            Action(LABEL, (
                Change(page_id, Kind.PAGE, CREATE, {"name": page.page, "sha256": sha256_hex(data)}),
                Change(article, Kind.ARTICLE, CREATE, {"length": len(text), "norm_version": 1}),
                Change(project.ids(), Kind.OCCURRENCE, CREATE, occurrence),
                Change(derived_id("zoning", article), Kind.ZONING, CREATE,
                       {"article": article, "zones": [[0, len(text), "body"]]}),
            )),
            (PageContent(sha256_hex(data), data), ArticleContent(article, text, 1)),
        )  # fmt: skip
        for who in WHO:
            found = annotations_of(
                who, page, article=article, text=text, offset=0, layer=layers[who],
                register=project.register_layer, entities=entities, ids=project.ids,
            )  # fmt: skip
            claims[who] |= {(page.number, key): id_ for key, id_ in found.claim_keys.items()}
            records = (*found.entities, *found.mentions, *found.claims, *found.relationships,
                       *found.remarks)  # fmt: skip
            do(project, *map(create, records))
    for who in WHO:
        for page in seed_pages():
            text = page.path.read_text(encoding="utf-8")
            links = links_of(
                who, page, article=article_id(text, 1), layer=layers[who], claims=claims[who],
                ids=project.ids,
            )  # fmt: skip
            do(project, *map(create, links))
    project.writer.flush()


def create(record: Record) -> Change:
    return Change(record.id, KIND_OF[type(record)], CREATE, to_body(record))


def do(project: Project, *changes: Change) -> None:
    if changes:
        project.writer.commit(Action(LABEL, changes))

"""A recipe and a project to what is exported: which layers and articles, in which pieces."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import ArticleStateName, Layer, Viewer, ZoneRole
from juseok.core.recipe import ALL, BEST, Recipe
from juseok.core.scheme import Scheme
from juseok.formats.folder import safe_name
from juseok.formats.registry import FORMATS, NATIVE
from juseok.formats.registry import options_of as format_options
from juseok.services.interchange.documents import pseudonym
from juseok.services.interchange.exporting import find_layer_of, full_viewer
from juseok.services.interchange.narrowing import CLAIM
from juseok.services.interchange.near import Near, near_duplicates
from juseok.services.interchange.options import ExportOptions, Narrowed, Piece, Progress
from juseok.services.interchange.splits import read_split, split_articles
from juseok.services.search.query import parse
from juseok.services.search.searching import meeting
from juseok.store.project import Project
from juseok.store.reader import Reader
from juseok.store.search_index import IndexGone, SearchIndex

STATES: Final[tuple[ArticleStateName, ...]] = ("new", "in_progress", "finished", "skipped")


def options_of(
    *,
    project: Project,
    recipe: Recipe,
    cache: Path | None = None,
    index: Path | None = None,
    progress: Progress = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportOptions:
    """What ``recipe`` means in ``project`` today.

    ``cache``: a file where what near-duplicates are found by is kept; ``index``: the search index
    of this very project, which finds the same sooner.  Takes time where articles are split or
    searched.  Raises ``KnownError`` for what the project or the program does not have, and
    :class:`Cancelled`.
    """
    viewer = full_viewer(project)
    with project.reader() as reader:
        check_recipe(recipe, reader.scheme())
        layers = _layers(project, reader, viewer, recipe)
        articles = _articles(reader, viewer, recipe, index, cancelled)
        parts: dict[str, frozenset[str] | None] = {"": articles}
        notes: tuple[Message, ...] = ()
        if recipe.split:
            order = reader.articles_as_they_came()
            near = Near()
            if not recipe.apart:
                near = near_duplicates(
                    articles=order, texts=reader.finding.texts, cache=cache, progress=progress,
                    cancelled=cancelled,
                )  # fmt: skip
            wanted = [each for each in order if articles is None or each in articles]
            shares = read_split(recipe.split)
            split = split_articles(wanted, shares=shares, seed=recipe.seed, first=near.first)
            notes = _between(split, near)
            parts = {name: frozenset(found) for name, found in split.items()}
    pieces = tuple(
        Piece("/".join(filter(None, (part, name))), layer, held)
        for part, held in parts.items()
        for name, layer in layers.items()
    )
    made = ExportOptions(
        narrowed=Narrowed(
            frozenset(recipe.states), frozenset(recipe.rights), frozenset(recipe.zones),
            frozenset(recipe.types),
        ),
        anonymous=recipe.anonymous,
        chosen=format_options(recipe.form, dict(recipe.options)),
        asked=asked_of(recipe),
        notes=notes,
    )  # fmt: skip
    if recipe.form == NATIVE and recipe.layer not in (ALL, BEST):
        made = replace(made, layers=frozenset(layers.values()))
    if len(pieces) == 1 and not pieces[0].name:
        return made.of_piece(pieces[0])
    return replace(made, pieces=pieces)


def asked_of(recipe: Recipe) -> dict[str, Any]:
    """What a person asked for, for the manifest; of an anonymous export without words of theirs,
    which may name people."""
    said: dict[str, Any] = {
        "states": list(recipe.states), "rights": list(recipe.rights), "zones": list(recipe.zones),
        "types": list(recipe.types), "split": recipe.split, "anonymous": recipe.anonymous,
    }  # fmt: skip
    if recipe.split:
        said |= {"seed": recipe.seed, "near_duplicates": "apart" if recipe.apart else "together"}
    if not recipe.anonymous:
        said |= {"recipe": recipe.name, "query": recipe.query}
    return {name: value for name, value in said.items() if value or name == "seed"}


def check_recipe(recipe: Recipe, scheme: Scheme) -> None:
    """Refuse (``KnownError``) what no export can be made of; whose layers and what a search names
    is looked at when it is run."""
    if not FORMATS.get(recipe.form).writes:
        raise KnownError("format.no_writer", format=recipe.form)
    format_options(recipe.form, dict(recipe.options))
    parse(recipe.query)
    if recipe.split:
        read_split(recipe.split)
    types = {each.id for each in scheme.entity_types} | {each.id for each in scheme.link_types}
    types |= {each.id for each in scheme.relationship_types} | {CLAIM}
    for sort, given, known in (
        ("states", recipe.states, set(STATES)),
        ("zones", recipe.zones, {each.value for each in ZoneRole}),
        ("types", recipe.types, types),
    ):
        for each in given:
            if each not in known:
                names = ", ".join(sorted(known))
                raise KnownError(f"recipe.no_{sort}", name=each, known=names)
    asked = (recipe.zones, recipe.types, recipe.anonymous)
    if recipe.form == NATIVE and any(asked):
        raise KnownError("recipe.native")


def _between(split: Mapping[str, Sequence[str]], near: Near) -> tuple[Message, ...]:
    """That articles are like others of another part, which were there before them."""
    part = {article: name for name, held in split.items() for article in held}
    count = sum(
        article in part and any(part.get(each, part[article]) != part[article] for each in others)
        for article, others in near.between.items()
    )
    return (Message("recipe.between", count=count),) if count else ()


def _layers(project: Project, reader: Reader, viewer: Viewer, recipe: Recipe) -> dict[str, str]:
    """What the file of a layer is called → its id, :data:`BEST` or :data:`ALL`; nothing is called
    where one file holds all of it."""
    if recipe.layer == BEST or (recipe.layer == ALL and recipe.form == NATIVE):
        return {"": recipe.layer}
    if recipe.layer != ALL:
        return {"": find_layer_of(project, recipe.layer)}
    if FORMATS.get(recipe.form).layers:
        return {"": ALL}
    people = {each.id: each.name for each in reader.annotators()}

    def name(layer: Layer) -> str:
        if layer.role == "gold":
            return "gold"
        said = people.get(layer.annotator) or layer.name
        return pseudonym(layer.id) if recipe.anonymous else safe_name(said, layer.id)

    return {
        name(each): each.id
        for each in reader.layers()
        if each.role in ("annotator", "gold") and each.id in viewer.visible_layers
    }


def _articles(
    reader: Reader,
    viewer: Viewer,
    recipe: Recipe,
    index: Path | None,
    cancelled: Callable[[], bool],
) -> frozenset[str] | None:
    """The articles that meet the search; None: all."""
    query = parse(recipe.query)
    if query.empty:
        return None

    def found(held: SearchIndex | None) -> frozenset[str]:
        steps = meeting(
            reader=reader, index=held, viewer=viewer, query=query, scheme=reader.scheme(),
            cancelled=cancelled,
        )  # fmt: skip
        return frozenset(each.article for step in steps for each in step.articles)

    with suppress(IndexGone):  # slower without it, but the same
        held = None if index is None else SearchIndex.reading(index)
        if held is not None:
            with held:
                return found(held)
    return found(None)

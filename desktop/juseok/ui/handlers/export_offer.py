"""What there is to export, read from the project for the dialog."""

from typing import Final

from juseok.core.errors import KnownError
from juseok.core.model import Annotator, Layer
from juseok.core.recipe import ALL, BEST, Recipe, Release
from juseok.formats.registry import FORMATS, NATIVE
from juseok.services.interchange.exporting import find_layer_of, full_viewer
from juseok.services.interchange.narrowing import CLAIM
from juseok.store.project import Project
from juseok.store.reader import ArticleQuery, Reader
from juseok.ui.dialogs.export_choice import (
    Offer,
    OfferedFormat,
    OfferedLayer,
    OfferedRecipe,
    OfferedRelease,
    Value,
    Ways,
)
from juseok.ui.dialogs.export_report import KIND_NAMES
from juseok.ui.i18n import language, mark, tr
from juseok.ui.panels.zone_keys import zone_names

_STATES: Final = {
    "new": mark("New"),
    "in_progress": mark("In progress"),
    "finished": mark("Finished"),
    "skipped": mark("Skipped"),
}


def read_offer(reader: Reader, project: Project) -> Offer:
    """Formats, layers, articles, saved exports and releases; takes a thread that may wait."""
    people = {person.id: person for person in reader.annotators()}
    seen = full_viewer(project).visible_layers
    layers = [
        OfferedLayer(
            layer.id, _name(layer, people), layer.id == project.own_layer, layer.role == "gold"
        )
        for layer in reader.layers()
        if layer.role != "register" and layer.id in seen
    ]
    formats = [each for each in FORMATS.formats if each.writes]
    written = {each.id for each in formats}
    return Offer(
        formats=tuple(
            OfferedFormat(
                each.id, each.names[language()], each.suffix, each.id != NATIVE, each.layers,
                each.options,
            )
            for each in formats
        ),
        layers=tuple(sorted(layers, key=lambda e: (not e.own, not e.gold, e.name))),
        articles=len(reader.article_ids(project.viewer(), ArticleQuery())),
        recipes=tuple(
            OfferedRecipe(each, layer_of(project, each))
            for each in reader.recipes()
            if each.form in written
        ),
        releases=tuple(
            OfferedRelease(each.name, release_words(each)) for each in reader.releases()
        ),
        ways=_ways(reader),
        can_save=project.read_only is None,
    )  # fmt: skip


def layer_of(project: Project, recipe: Recipe) -> str | None:
    """The layer that a recipe means, as :class:`Choice` has it."""
    if recipe.layer in (BEST, ALL):
        return ALL if recipe.layer == ALL else ""
    try:
        return find_layer_of(project, recipe.layer)
    except KnownError:
        return None


def release_words(release: Release) -> str:
    """When a release was made, and how much it holds."""
    counts = [
        f"{tr(KIND_NAMES[kind])} {int(count):,}"
        for kind, count in release.counts
        if kind in KIND_NAMES and count.isdecimal()
    ]  # marked there
    return " · ".join([release.date, *counts])


def _ways(reader: Reader) -> Ways:
    """What articles and annotations can be chosen by, as people call it."""
    scheme, lang = reader.scheme(), language()
    types = [Value(CLAIM, tr("Claims"))]
    for group, found in (
        (tr("Mentions"), scheme.entity_types),
        (tr("Relationships"), scheme.relationship_types),
        (tr("Links between claims"), scheme.link_types),
    ):
        types += [Value(each.id, each.name(lang), group) for each in found if not each.retired]
    return Ways(
        states=[Value(state, tr(name)) for state, name in _STATES.items()],  # marked above
        zones=[Value(role.value, name) for role, name in zone_names().items()],
        types=types,
    )


def _name(layer: Layer, people: dict[str, Annotator]) -> str:
    if layer.role == "gold":
        return tr("Gold")
    person = people.get(layer.annotator)
    return layer.name or (person.name if person is not None else "")

"""What the scheme editor does to an item, whether that is a type or an attribute."""

from juseok.core.ops import Action
from juseok.core.scheme import (
    Attribute,
    AttributeValue,
    EntityType,
    LinkType,
    RelationshipType,
    Scheme,
)
from juseok.services.scheme import scheme_edit
from juseok.services.scheme.scheme_edit import Count
from juseok.ui.dialogs.scheme_editor_list import SECTIONS, Item, Section, items_of
from juseok.ui.dialogs.scheme_editor_look import COLORS


def blank(scheme: Scheme, section: Section) -> Item:
    """A new item with a free id, a colour that few have, and nothing else."""
    used = [each.color for each in scheme.entity_types]
    color = min((value for _, value in COLORS), key=used.count)
    if section == "attribute":
        taken = {each.id for each in scheme.attributes}
        first = AttributeValue("yes", {"ko": "예", "en": "Yes"})
        return Attribute(id=free_id("attribute", taken), on=frozenset({"mention"}), values=(first,))
    taken = {each.id for name in SECTIONS for each in items_of(scheme, name)}
    if section == "entity":
        carried = ("mention_form", "uncertain")
        known = {each.id for each in scheme.attributes}
        return EntityType(
            id=free_id("TYPE", taken),
            color=color,
            letter="+",
            attributes=tuple(each for each in carried if each in known),
        )
    kind = RelationshipType if section == "relationship" else LinkType
    return kind(id=free_id(section, taken), color=color)


def free_id(stem: str, taken: set[str]) -> str:
    """The first of ``stem1``, ``stem2`` … that is not taken."""
    return next(name for n in range(1, len(taken) + 2) if (name := f"{stem}{n}") not in taken)


def add(scheme: Scheme, item: Item) -> Action:
    """See :func:`scheme_edit.add_type`; raises ``SchemeError``, as all here do."""
    if isinstance(item, Attribute):
        return scheme_edit.add_attribute(scheme=scheme, item=item)
    return scheme_edit.add_type(scheme=scheme, item=item)


def change(scheme: Scheme, item: Item, count: Count) -> Action | None:
    if isinstance(item, Attribute):
        return scheme_edit.change_attribute(scheme=scheme, item=item, count=count)
    return scheme_edit.change_type(scheme=scheme, item=item)


def delete(scheme: Scheme, item: Item, count: Count) -> Action:
    if isinstance(item, Attribute):
        return scheme_edit.delete_attribute(scheme=scheme, attribute_id=item.id, count=count)
    return scheme_edit.delete_type(scheme=scheme, type_id=item.id, count=count)


def reorder(scheme: Scheme, section: Section, ids: list[str]) -> Action | None:
    if section == "attribute":
        return scheme_edit.reorder_attributes(scheme=scheme, ids=ids)
    return scheme_edit.reorder_types(scheme=scheme, category=section, ids=ids)

"""The other name that stands in a bracket behind a mention: 세계보건기구(WHO)."""

from collections.abc import Sequence
from dataclasses import replace

from juseok.core.model import Entity, How, Mention
from juseok.core.ops import Action
from juseok.core.spans import Span, make_span
from juseok.lang.snap_signs import alias_behind
from juseok.services.edits import create, elide, label
from juseok.services.entities.entities import add_alias
from juseok.services.tagging.mentions import MakeId


def alias_span(text: str, mention: Mention) -> Span | None:
    """Where in ``text`` another name stands in a bracket behind ``mention``; None for none."""
    last = mention.spans[-1]
    found = alias_behind(text, mention.spans[0].start, last.end)
    return make_span(text, *found) if found is not None else None


def accept_alias(
    *,
    ids: MakeId,
    mention: Mention,
    entity: Entity,
    span: Span,
    mentions: Sequence[Mention],
    how: How = How.HAND,
) -> Action | None:
    """Take ``span`` for another name of ``entity``, and for a mention of it.

    None where it is both already.  ``mentions`` are those of the article.
    """
    named = add_alias(entity=entity, alias=span.quote)
    changes = named.changes if named is not None else ()
    there = any(each.layer == mention.layer and each.spans == (span,) for each in mentions)
    if not there:
        also = Mention(
            ids(), mention.layer, mention.article, mention.type, (span,), mention.entity, how=how
        )
        changes = (*changes, create(also))
    if not changes:
        return None
    words = label("entity.alias.add", name=elide(entity.name), alias=elide(span.quote))
    action = named if named is not None else Action(words, (), mention.article)
    return replace(action, changes=changes, article=mention.article)

"""What stays the lead's when colleagues' files come in: the register of entities, and the roles."""

from collections.abc import Sequence
from typing import cast

from juseok.core.model import Annotator, Kind
from juseok.core.records import from_fields
from juseok.services.exchange.appointed import leads_of
from juseok.services.exchange.register import proposals_instead
from juseok.services.exchange.roles import roles_instead
from juseok.services.exchange.said import NOTHING, History, Instead
from juseok.store.hidden import NOTHING_BACK, Back
from juseok.store.incoming import Incoming, Known
from juseok.store.projection import Projection


def kept_by_lead(known: Known, files: Sequence[Incoming], back: Back = NOTHING_BACK) -> Instead:
    """What has to come with ``files``, so that what the lead keeps stays as it is.

    Where nobody leads in the project, nothing.  Whom a lead appointed in the files leads from then
    on (:func:`leads_of`).
    """
    projection = Projection(known.db, known.names)
    people = [
        cast("Annotator", from_fields(each.kind, each.obj, each.fields))
        for each in projection.of_kind(Kind.ANNOTATOR)
    ]
    here = frozenset(each.id for each in people if "lead" in each.roles)
    if not here:
        return NOTHING
    history = History(known, files, back)
    leads = leads_of(known, files, here, back, history.of)
    register = proposals_instead(known, files, back, leads, history)
    roles = roles_instead(known, files, back, leads, history, people)
    return Instead(register.changes + roles.changes, roles.sentences + register.sentences)

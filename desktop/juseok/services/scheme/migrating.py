"""A migration without a window: every place of a layer that a table changes, as one action."""

from collections.abc import Callable, Sequence

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.ops import Action, Change
from juseok.services.bulk.kwic import Done, Record
from juseok.services.bulk.recode import Edit, do_rows
from juseok.services.campaigns.reading import read_team
from juseok.services.entities.index import EntityIndex
from juseok.services.entities.proposals import as_proposals
from juseok.services.scheme.gold_migrate import carried, gold_viewer
from juseok.services.scheme.scheme_migrate import Table, entities_that_follow, look_to_migrate
from juseok.store.project import Project
from juseok.store.reader import Reader


def migrate(
    *,
    project: Project,
    table: Table,
    gold: bool = False,
    dry: bool = False,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Done:
    """Change what ``table`` names in the own layer, finished articles too; or in ``gold``.

    Entities take the type of their mentions; where the register is another's, that is proposed.
    What was decided on gold stays decided.  ``dry``: only count.  Raises ``KnownError`` where
    there is no gold or it is not this person's to change, and ``ProjectError`` where the project
    cannot be written.
    """
    with project.reader() as reader:
        viewer = gold_viewer(reader, project) if gold else project.viewer()
        if viewer is None:
            raise KnownError("scheme.migrate.no_gold")
        scheme = reader.scheme()
        looked = look_to_migrate(reader=reader, viewer=viewer, scheme=scheme, table=table)
        rows = [row for piece in looked for row in piece.rows]
        if dry or not rows:
            return Done(None, len(rows), len({row.article for row in rows}))
        also = _follow_ups(project, reader, table)

        def verdicts(done: Sequence[tuple[Record, Edit]]) -> Sequence[Change]:
            if not gold:
                return ()
            return carried(reader=reader, viewer=viewer, scheme=scheme, table=table, done=done)

        return do_rows(
            project=project, reader=reader, rows=rows, also=also, then=verdicts, viewer=viewer,
            progress=progress,
        )  # fmt: skip


def _follow_ups(project: Project, reader: Reader, table: Table) -> tuple[Change, ...]:
    index = EntityIndex.read(reader, project.viewer())
    changes = tuple(entities_that_follow(index, table))
    if read_team(reader).keeps_register(project.annotator):
        return changes
    return as_proposals(
        Action(Message("history.unknown"), changes), index=index,
        register_layer=project.register_layer, own_layer=project.own_layer,
    ).changes  # fmt: skip

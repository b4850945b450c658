"""Gold under an older scheme, brought to the one in force by a table, with what was decided on it.

A verdict holds for the versions that were judged.  Where a table brings gold over, it gets the
versions that the same table makes of them as well: so it stays in force when the annotators bring
their own work over, before or after, and comes back only where somebody says something else.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from juseok.core.adjudicate_model import KIND_OF, record_version
from juseok.core.model import Kind, Viewer
from juseok.core.ops import SET, Change
from juseok.core.records import from_fields, to_body, value_to_json
from juseok.core.review_model import Verdict, gold_layer_id
from juseok.core.scheme import Scheme
from juseok.services.bulk.kwic import Record
from juseok.services.bulk.recode import Edit, changes_of
from juseok.services.campaigns.reading import read_team
from juseok.services.review.page import sight_of
from juseok.services.scheme.scheme_migrate import Table, edits_of
from juseok.store.project import Project
from juseok.store.reader import Reader

_STAND: Final = ("accept", "fix")
"""Decisions whose outcome stands in gold.  What was rejected under a type may be right under the
one that takes its place, so it is asked again when it is brought over."""


def gold_viewer(reader: Reader, project: Project) -> Viewer | None:
    """Who works on gold: a lead or reviewer, and everybody where nobody leads.

    None for others, for whoever works blind, and where there is no gold.
    """
    sight = sight_of(
        reader, annotator=project.annotator, own_layer=project.own_layer,
        register_layer=project.register_layer,
    )  # fmt: skip
    allowed = read_team(reader).has_role(project.annotator, "reviewer", "lead")
    sees = gold_layer_id() in sight.viewer.visible_layers
    return sight.viewer if allowed and sees and sight.has_gold else None


def carried(
    *,
    reader: Reader,
    viewer: Viewer,
    scheme: Scheme,
    table: Table,
    done: Sequence[tuple[Record, Edit]],
) -> list[Change]:
    """What verdicts are told of a migration of the gold records in ``done``."""
    moved: dict[str, set[str]] = {}
    for record, _ in done:
        moved.setdefault(record.article, set()).update((record.id, record.derived_from))
    changes: list[Change] = []
    for article, ids in moved.items():
        standing = [each for each in reader.reviews.verdicts(article) if _is_of(each, ids)]
        if not standing:
            continue
        held = reader.annotations(viewer, article)
        records: dict[str, Record] = {
            each.id: each
            for each in (*held.mentions, *held.claims, *held.relationships, *held.claim_links)
        }
        judged = _Judged(reader, viewer, scheme, table)
        for verdict in standing:
            added = tuple(judged.versions(verdict, records))
            if added:
                known = value_to_json((*verdict.carried, *added))
                changes.append(Change(verdict.id, Kind.VERDICT, SET, {"carried": known}))
    return changes


def _is_of(verdict: Verdict, ids: set[str]) -> bool:
    """Whether what was decided stands in one of the records of gold, or is of what they came of."""
    about = {verdict.made, *(obj for obj, _ in verdict.targets)} - {""}
    return verdict.decision in _STAND and not about.isdisjoint(ids)


class _Judged:
    """The versions that a table makes of what was judged."""

    def __init__(self, reader: Reader, viewer: Viewer, scheme: Scheme, table: Table) -> None:
        self._reader, self._viewer = reader, viewer
        self._scheme, self._table = scheme, table

    def versions(
        self, verdict: Verdict, records: dict[str, Record]
    ) -> Iterator[tuple[str, str]]:  # fmt: skip
        """Those that the verdict does not hold for yet."""
        for obj, _ in verdict.targets:
            record = records.get(obj)
            if record is None:  # gone, which is another matter
                continue
            now = record_version(record)
            if verdict.holds_for(obj, now):
                after = self._after(record)
            else:  # brought over before gold was, or edited
                after = now if now in map(self._after, self._seen(verdict, record)) else ""
            if after and not verdict.holds_for(obj, after):
                yield obj, after

    def _after(self, record: Record) -> str:
        """The version that the table makes of a record; its own where it does nothing to it."""
        body = dict(to_body(record))
        for edit in edits_of(record, self._table, self._scheme):
            for change in changes_of(record, edit):
                body |= change.body
        made = from_fields(KIND_OF[type(record)], record.id, body)
        assert isinstance(made, type(record))
        return record_version(made)

    def _seen(self, verdict: Verdict, record: Record) -> Iterator[Record]:
        """A record as it was when it was judged."""
        for op in self._reader.ops_of(record.id):
            for state in self._reader.past.objects(self._viewer, (record.id,), op.order):
                then = from_fields(state.kind, state.obj, state.fields)
                if isinstance(then, type(record)) and verdict.holds_for(
                    then.id, record_version(then)
                ):
                    yield then

"""The records in which two releases differ, put into words."""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from juseok.core.adjudicate_model import Annotation, spans_of
from juseok.core.errors import KnownError
from juseok.core.model import ArticleAnnotations, Claim, ClaimLink, Mention, Relationship
from juseok.core.records import from_fields
from juseok.core.scheme import Scheme
from juseok.services.edits import elide
from juseok.services.entities.index import EntityIndex
from juseok.services.interchange.release_records import Altered
from juseok.store.fold import Fields, ObjectState
from juseok.ui.dialogs.export_preview import words_of
from juseok.ui.dialogs.releases_record import Line, ToldRecord
from juseok.ui.i18n import tr
from juseok.ui.review.words import Wording

_SHOWN: Final = 80
_SILENT: Final = frozenset({"layer", "article"})
_NAMED: Final = ("name", "text", "title", "state", "role", "body", "code", "type")
"""Registers that say most of a record that is no annotation; the first that it has."""


class ReleaseWords:
    """Words for records of one article, or of those in none.

    ``people``: layer → whose it is; ``text``: the article's, to show places in.
    """

    def __init__(
        self,
        scheme: Scheme,
        index: EntityIndex | None,
        people: Mapping[str, str],
        text: str,
    ) -> None:
        self._scheme, self._index, self._people, self._text = scheme, index, people, text

    def tell(
        self, found: Sequence[Altered], around: Sequence[ArticleAnnotations]
    ) -> list[ToldRecord]:
        """Each of ``found``; ``around``: what is annotated there today, for the ends of edges."""
        versions = [each for here in found for each in (here.before, here.after) if each]
        records = [record for each in versions if (record := _record(each)) is not None]
        said = ArticleAnnotations(
            mentions=tuple(each for each in records if isinstance(each, Mention)),
            claims=tuple(each for each in records if isinstance(each, Claim)),
        )
        wording = Wording(self._scheme, self._index, (*around, said))
        told = [self._told(each, wording) for each in found]
        return sorted(told, key=lambda each: (each.start, each.words))

    def _told(self, here: Altered, wording: Wording) -> ToldRecord:
        now = here.now
        record = _record(now)
        spans = spans_of(record) if record is not None else ()
        start, end = (spans[0].start, spans[-1].end) if spans else (-1, -1)
        return ToldRecord(
            kind=now.kind,
            sort=here.sort,
            words=_in_short(now, record, wording),
            who=self._people.get(str(now.fields.get("layer", "")), ""),
            lines=_lines(here, wording),
            start=start,
            end=end,
            context=self._context(start, end),
        )

    def _context(self, start: int, end: int) -> tuple[str, str, str]:
        """The line around a place: before it, itself, behind it."""
        text = self._text
        if start < 0 or end > len(text):
            return ("", "", "")
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        return (text[first:start], text[start:end], text[end : last if last >= 0 else len(text)])


def _record(state: ObjectState) -> Annotation | None:
    """An annotation; None for what is none, or has registers that are not understood."""
    try:
        found = from_fields(state.kind, state.obj, state.fields)
    except (KnownError, TypeError, ValueError):
        return None
    known = isinstance(found, Mention | Claim | Relationship | ClaimLink)
    return cast("Annotation", found) if known else None


def _in_short(state: ObjectState, record: Annotation | None, wording: Wording) -> str:
    if record is None:
        said = next((words_of(state.fields[each]) for each in _NAMED if state.fields.get(each)), "")
        return elide(said, _SHOWN)
    fields = {name: value for name, _, value in wording.fields(record, {})}
    kind = wording.type_name(record)
    if isinstance(record, Relationship | ClaimLink):
        return f"{fields['direction']} · {kind}"
    quoted = elide(fields["content" if isinstance(record, Claim) else "spans"], _SHOWN)
    return f"“{quoted}”" if isinstance(record, Claim) else f"“{quoted}” · {kind}"


def _lines(here: Altered, wording: Wording) -> tuple[Line, ...]:
    """What either says, field by field: of a change what became otherwise, else all there is."""
    before, after = (_fields(each, wording) for each in (here.before, here.after))
    if here.before is None or here.after is None:
        held = before or after
        gone = here.after is None
        return tuple(
            Line(name, value if gone else "", "" if gone else value)
            for name, value in held.values() if value
        )  # fmt: skip
    empty = ("", "")
    found = [
        Line((after.get(each) or before[each])[0], before.get(each, empty)[1],
             after.get(each, empty)[1])
        for each in dict.fromkeys((*after, *before))
        if before.get(each, empty)[1] != after.get(each, empty)[1]
    ]  # fmt: skip
    return tuple(found) or _registers(here.before.fields, here.after.fields)


def _fields(state: ObjectState | None, wording: Wording) -> dict[str, tuple[str, str]]:
    """Field → its name, and what it says."""
    if state is None:
        return {}
    record = _record(state)
    if record is not None:
        return {field: (name, said) for field, name, said in wording.fields(record, {})}
    return {
        name: (name, words_of(value)) for name, value in state.fields.items() if name not in _SILENT
    }


def _registers(before: Fields, after: Fields) -> tuple[Line, ...]:
    """What differs and has no words of its own: a note, a place with the same words, how."""
    names = {"note": tr("Note"), "spans": tr("Place"), "content": tr("Place"), "how": tr("How")}
    return tuple(
        Line(names.get(each, each), _said(before.get(each)), _said(after.get(each)))
        for each in dict.fromkeys((*after, *before))
        if before.get(each) != after.get(each)
    )


def _said(value: object) -> str:
    return "" if value is None else words_of(value)

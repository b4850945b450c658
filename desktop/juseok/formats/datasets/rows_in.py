"""One row of a data set as a page: marks, edges, and what stands beside them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias, cast

from juseok.core.model import ClaimLink, How
from juseok.core.ops import Json
from juseok.core.sentences import sentences
from juseok.formats.brat.notes import ARTICLE, OWN_DB
from juseok.formats.datasets.records import SHAPE
from juseok.formats.document import ROLES
from juseok.formats.frames import CLAIM, NESTED
from juseok.formats.json_tools.page import MENTION, Names, edge_name
from juseok.formats.json_tools.raw_page import RawEdge, RawMark, RawPage
from juseok.formats.json_tools.reading import Notes, Object, details, objects, place_of, whole
from juseok.formats.json_tools.values import loaded
from juseok.formats.patches import Patch

_LISTS: Final = ("mentions", "entities", "relationships", "claims", "claim_links", "remarks")
_OF: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(cast("Any", SHAPE[name])[0]) for name in _LISTS
}
_HOWS: Final = frozenset(each.value for each in How)
_PROVENANCES: Final = frozenset({"gold", "unanimous", "single"})
_DETAILS: Final = ("title", "publisher", "url")

Places: TypeAlias = tuple[tuple[int, int], ...]


class RowPage(NamedTuple):
    """What a row says; ``links``: to claims of other rows, each with where the best of it comes
    from."""

    page: RawPage
    links: Sequence[tuple[ClaimLink, str]]


def page_of(row: Object, notes: Notes, *, line: int, number: int, stem: str) -> RowPage | None:
    """The page of ``row``; None, and told, where it has no text."""
    text = row.get("text")
    if not isinstance(text, str):
        notes.refuse(line, "json.no_text", name="text")
        return None
    for name in _LISTS:
        notes.passed_in(name, objects(row.get(name)), _OF[name])
    return _Row(row, text, notes, line).page(f"{stem}-{number}")


class _Row:
    """One row, taken apart."""

    def __init__(self, row: Object, text: str, notes: Notes, line: int) -> None:
        self._row, self._text, self._notes, self._line = row, text, notes, line
        self._found = {name: objects(row.get(name)) for name in _LISTS}
        hows = Counter(
            each.get("how") for name in ("mentions", "claims", "relationships", "claim_links")
            for each in self._found[name]
        )  # fmt: skip
        known = [how for how, _ in hows.most_common() if how in _HOWS]
        self._how = str(known[0]) if known else How.IMPORTED.value
        self._marks: list[RawMark] = []
        self._edges: list[RawEdge] = []
        self._links: list[tuple[ClaimLink, str]] = []
        self._patches: dict[str, Patch] = {}
        self._called = {_word(row, "id"): ARTICLE}

    def page(self, name: str) -> RowPage:
        row, found = self._row, self._found
        for number, each in enumerate(found["mentions"], start=1):
            self._mention(each, number)
        for number, each in enumerate(found["claims"], start=1):
            self._claim(each, number)
        self._join()
        others = {key: each for key, each in row.items() if key not in SHAPE}
        plain = {key: each for key, each in others.items() if not isinstance(each, list | dict)}
        self._notes.passed(others.keys() - plain.keys())
        metadata, _ = details(plain, self._notes)
        title = row.get("title")
        page = RawPage(
            text=self._text, marks=self._marks, edges=self._edges, own=self._own(), ids=True,
            file=self._notes.file, line=self._line, metadata=metadata,
            name=title if isinstance(title, str) and title else name,
        )  # fmt: skip
        return RowPage(page, self._links)

    # -- marks

    def _mention(self, said: Object, number: int) -> None:
        id_, type_ = _word(said, "id") or f"#{number}", _word(said, "type")
        places, quote = _placed(said.get("spans"))
        if not places:
            places, quote = place_of(said.get("start"), said.get("end")), _word(said, "text")
        if not places or not type_:
            self._notes.bad_mark(self._line, number, "mentions")
            return
        patch, values = self._registers(said)
        if type_ == CLAIM:
            patch["is"] = MENTION
        note, entity = _word(said, "note"), _word(said, "entity")
        key = f"{OWN_DB}:{entity}" if entity else ""
        self._notes.unproved += not quote
        self._marks.append(RawMark(id_, type_, places, quote or None, values, note, key))
        self._keep(id_, patch)

    def _claim(self, said: Object, number: int) -> None:
        id_ = _word(said, "id") or f"claim-{number}"
        places, quote = _placed(said.get("content"))
        if not places:
            self._notes.bad_mark(self._line, number, "claims")
            return
        patch, values = self._registers(said)
        self._put(patch, "cue", said)
        if _word(said, "source_state"):
            patch["source_state"] = _word(said, "source_state")
        for name in ROLES:
            if refs := [_ref(each) for each in objects(said.get(name))]:
                patch[name] = refs
        self._marks.append(RawMark(id_, CLAIM, places, quote, values, _word(said, "note")))
        self._keep(id_, patch)

    def _put(self, patch: Patch, name: str, said: Object) -> None:
        """Spans as a register, where there are any."""
        spans = objects(said.get(name))
        if spans:
            patch[name] = [[*_place(each), _word(each, "text")] for each in spans]

    # -- edges

    def _join(self) -> None:
        known = {each.id for each in self._marks}
        names = Names()
        for each in self._found["claims"]:  # edges, so that circles are seen
            inner, outer = _word(each, "id"), _word(each, "nested_in")
            if outer and inner in known and self._stands(NESTED, outer, known):
                self._edges.append(RawEdge(NESTED, inner, outer))
        for each in self._found["relationships"]:
            if all(self._stands(_word(each, "type"), _word(each, end), known) for end in _ENDS):
                patch, values = self._registers(each)
                self._put(patch, "evidence", each)
                self._edge(each, names, patch, values)
        for each in self._found["claim_links"]:
            patch, _ = self._registers(each)
            if known >= {_word(each, end) for end in _ENDS}:
                self._edge(each, names, patch, {})
            else:
                self._link(each, patch)

    def _stands(self, type_: str, end: str, known: set[str]) -> bool:
        if end not in known:
            self._notes.refuse(self._line, "json.dangling", type=type_[:60], target=end[:60])
        return end in known

    def _edge(
        self, said: Object, names: Names, patch: Patch, values: Mapping[str, str | bool]
    ) -> None:
        type_, head, tail = (_word(said, each) for each in ("type", *_ENDS))
        note = _word(said, "note")
        self._edges.append(RawEdge(type_, head, tail, attributes=values, note=note))
        name = names.of(edge_name(type_, head, tail))
        self._called[_word(said, "id")] = name
        self._keep(name, patch)

    def _link(self, said: Object, patch: Patch) -> None:
        id_, type_, head, tail = (_word(said, each) for each in ("id", "type", *_ENDS))
        how = How(str(patch.get("how", self._how)))
        made = ClaimLink(id_, "", "", type_, head, tail, how, _word(said, "note"))
        self._links.append((made, str(patch.get("provenance", ""))))

    # -- registers

    def _registers(self, said: Object) -> tuple[Patch, dict[str, str | bool]]:
        """How a record came to be and where it comes from; and its attributes, where they came as
        is usual, which is most quickly read."""
        how = said.get("how")
        how = how if how in _HOWS else How.IMPORTED.value
        patch: Patch = {} if how == self._how else {"how": how}
        if said.get("provenance") in _PROVENANCES:
            patch["provenance"] = said["provenance"]
        values = _values(said)
        if how == self._how and None not in values.values():
            return patch, cast("dict[str, str | bool]", values)
        patch |= {f"@{name}": [value, how] for name, value in values.items()}
        return patch, {}

    def _keep(self, name: str, patch: Patch) -> None:
        if patch:
            self._patches[name] = patch

    # -- the article

    def _own(self) -> Patch:
        own: Patch = {
            "how": self._how, "metadata": self._metadata(),
            "records": cast("Json", self._patches),
            "entities": {
                f"{OWN_DB}:{_word(each, 'id')}": _entity(each) for each in self._found["entities"]
            },
            "remarks": [
                {
                    "target": self._called.get(_word(each, "target"), _word(each, "target")),
                    "sort": _word(each, "sort"), "text": _word(each, "text"),
                    "resolved": each.get("resolved") is True,
                }
                for each in self._found["remarks"]
            ],
        }  # fmt: skip
        zones = objects(self._row.get("zones"))
        if zones:
            own["zones"] = [[*_place(each), _word(each, "role")] for each in zones]
        if edits := self._sentencing():
            own["sentencing"] = edits
        if annotator := _word(self._row, "annotator"):
            own["annotator"] = annotator
        return own

    def _metadata(self) -> Json:
        """All details as they stand in one column; those with a column of their own win."""
        given = self._row.get("metadata")
        try:
            found = loaded(given) if isinstance(given, str) and given else {}
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self._notes.passed(["metadata"])
            found = {}
        own = {name: _word(self._row, name) for name in _DETAILS if _word(self._row, name)}
        if published := _word(self._row, "published"):
            found.setdefault("published", {"raw": published})
        return cast("Json", {**found, **own})

    def _sentencing(self) -> dict[str, Json]:
        """Where sentences begin otherwise than the rules say."""
        given = {whole(each.get("start")) for each in objects(self._row.get("sentences"))}
        if not given:
            return {}
        usual = {start for start, _ in sentences(self._text)}
        starts = {each for each in given if each is not None and 0 <= each <= len(self._text)}
        found: dict[str, Json] = {}
        if splits := sorted(starts - usual):
            found["splits"] = cast("Json", splits)
        if joins := sorted(usual - starts):
            found["joins"] = cast("Json", joins)
        return found


_ENDS: Final = ("head", "tail")


def _word(said: Object, name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _place(said: Object) -> tuple[int, int]:
    """A place that does not prove where there is none, so that it is told."""
    return next(iter(place_of(said.get("start"), said.get("end"))), (-1, -1))


def _placed(spans: object) -> tuple[Places, str]:
    """The places of spans, and their words."""
    given = objects(spans)
    return tuple(map(_place, given)), " ".join([_word(each, "text") for each in given])


def _values(said: Object) -> dict[str, str | bool | None]:
    """Attributes; those without a value are set to nothing."""
    ticks = {"true": True, "false": False, "": None}
    return {
        _word(each, "name"): ticks.get(_word(each, "value"), _word(each, "value"))
        for each in objects(said.get("attributes")) if _word(each, "name")
    }  # fmt: skip


def _entity(said: Object) -> Patch:
    own: Patch = {name: _word(said, name) for name in ("id", "type", "name")}
    aliases = said.get("aliases")
    if isinstance(aliases, list) and aliases:
        own["aliases"] = aliases
    own |= {name: _word(said, name) for name in ("kb_id", "note") if _word(said, name)}
    own |= {f"@{name}": [value, How.HAND.value] for name, value in _values(said).items()}
    return own


def _ref(said: Object) -> Json:
    """What fills a role: a mention, an entity, or words."""
    sort = _word(said, "sort")
    if sort == "span":
        return [sort, *_place(said), _word(said, "text")]
    return [sort, _word(said, "id")]

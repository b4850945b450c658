"""Our own tables on their way back: what they say beside the places of mentions, as a page has it.

They are told by the column ``other_attributes``, which only ours have.  Rows of claims,
relationships, links and remarks wait until the text of their article is known: it proves places.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, cast

from juseok.core.messages import Message
from juseok.core.model import ClaimLink, How
from juseok.core.ops import Json
from juseok.formats.brat.notes import ARTICLE, OWN_DB
from juseok.formats.document import ROLES
from juseok.formats.frames import CLAIM, NESTED
from juseok.formats.json_tools.page import MENTION, Names, edge_name
from juseok.formats.json_tools.raw_page import RawEdge, RawMark
from juseok.formats.json_tools.reading import Notes
from juseok.formats.json_tools.values import loaded
from juseok.formats.patches import Patch
from juseok.formats.tables.sources import Row, Source
from juseok.formats.tables.waiting import Spool, Waiting
from juseok.formats.wording import GAP, unlisted

Values: TypeAlias = Mapping[str, str | bool]
OTHERS: Final = "otherattributes"
_CLAIMS, _EDGES, _LINKS, _REMARKS = "claims", "relationships", "claim_links", "remarks"
_ENTITIES: Final = "entities"
_REST: Final = frozenset({"how", "note", "provenance", "derivedfrom", OTHERS})
_FIXED: Final[Mapping[str, frozenset[str]]] = {
    "mentions": _REST | {
        "article", "id", "start", "end", "places", "type", "quote", "entity", "entityname",
    },
    _CLAIMS: _REST | {
        "article", "id", "start", "end", "places", "content", "cueplaces", "cue", "sourcestate",
        "nestedin", *ROLES, *(f"{each}refs" for each in ROLES),
    },
    _EDGES: _REST | {
        "article", "id", "type", "head", "headtype", "headquote", "tail", "tailtype", "tailquote",
        "evidenceplaces", "evidence",
    },
    _ENTITIES: frozenset({"id", "type", "name", "aliases", "kbid", "note", OTHERS}),
}  # fmt: skip
_OF_REMARKS: Final = frozenset({"article", "target", "sort", "resolved"})
_HOWS: Final = frozenset(each.value for each in How)
_PROVENANCES: Final = frozenset({"gold", "unanimous", "single"})
_TEXTS: Final = {
    "kicker": "kicker", "publisher": "publisher", "portal": "portal", "title": "title",
    "datelineplace": "dateline_place", "section": "section", "copyright": "copyright",
    "url": "url", "crawledat": "crawled_at", "language": "language",
}  # fmt: skip
_LISTS: Final = ("subtitles", "bylines", "credits")
_MOMENTS: Final = ("published", "modified")
_JSON: Final = {"zones": "zones", "sentences": "sentencing"}


def is_ours(table: Source) -> bool:
    """Whether a table has columns that only our tables of annotations have."""
    keys = table.columns().keys()
    return OTHERS in keys or "derivedfrom" in keys or keys >= _OF_REMARKS


@dataclass(slots=True)
class Group:
    """What the rows of one article say of its mentions, its ``text`` where they have it, and what
    they say ``about`` it: title, publisher, url and when it was published."""

    text: str = ""
    line: int = 0
    about: dict[str, str] = field(default_factory=dict[str, str])
    marks: list[RawMark] = field(default_factory=list[RawMark])
    records: dict[str, Patch] = field(default_factory=dict[str, Patch])


@dataclass(slots=True)
class Beside:
    """What stands beside the marks of an article: what may go into a page."""

    marks: list[RawMark] = field(default_factory=list[RawMark])
    edges: list[RawEdge] = field(default_factory=list[RawEdge])
    links: list[tuple[ClaimLink, str]] = field(default_factory=list[tuple[ClaimLink, str]])
    """To claims of other articles, each with where the best of it comes from."""
    own: Patch = field(default_factory=dict[str, Json])


class OwnTables:
    """All tables but those of mentions and articles.  ``whole``: a row's values with what goes on
    elsewhere of its cells."""

    def __init__(
        self, found: Mapping[str, Source], notes: Notes,
        whole: Callable[[str, Row], Mapping[str, str]], spool: Spool,
    ) -> None:  # fmt: skip
        self._notes = notes
        self.told = any(OTHERS in found[name].columns() for name in _FIXED if name in found)
        self._files = {name: source.file for name, source in found.items()}
        self._columns: dict[str, list[tuple[str, str]]] = {}
        self._usual = ""
        self._rows: dict[str, Waiting] = {}
        self._entities: dict[str, Patch] = {}
        claims: dict[str, str] = {}
        ends: list[tuple[str, str]] = []
        for name in (*_FIXED, _LINKS, _REMARKS) if self.told else ():
            source = found.get(name)
            held = self._rows[name] = Waiting(spool)
            if source is None:
                continue
            self._columns[name] = [
                (key, written.removeprefix("@"))
                for key, written in source.columns().items()
                if key not in _FIXED.get(name, {key})
            ]
            if name == "mentions":
                continue
            for row in source.rows(notes.report):
                said = whole(name, row)
                if name == _ENTITIES:
                    self._entities[said.get("id", "")] = self._entity(said)
                else:
                    notes.report.read += 1
                    article = said.get("article", "")
                    held.add(article, (row.line, dict(said)))
                    if name == _CLAIMS:
                        claims[said.get("id", "")] = article
                    elif name == _LINKS:
                        ends.append((said.get("head", ""), said.get("tail", "")))
        self.elsewhere: Final = frozenset(
            end for pair in ends
            if claims.keys() >= {*pair} and claims[pair[0]] != claims[pair[1]] for end in pair
        )  # fmt: skip
        """The claims that links between two articles join."""

    # -- mentions

    def mention(self, said: Mapping[str, str]) -> tuple[Patch, Values, str]:
        """What a row of mentions says beside its place: registers, attributes, the key of its
        entity."""
        patch, values = self._registers("mentions", said)
        if said.get("type") == CLAIM:
            patch["is"] = MENTION
        entity = said.get("entity", "")
        if entity and entity not in self._entities:  # a table of mentions alone
            name = said.get("entityname", "")
            self._entities[entity] = {"id": entity, "type": said.get("type", ""), "name": name}
        return patch, values, f"{OWN_DB}:{entity}" if entity else ""

    # -- articles

    def beside(self, article: str, group: Group, said: Mapping[str, str]) -> Beside:
        """What goes into the page of ``article`` beside the marks of ``group``; ``said``: its own
        row."""
        found, patches, text = Beside(), group.records, group.text
        named = (each.entity.removeprefix(f"{OWN_DB}:") for each in group.marks)
        entities = set(filter(None, named))
        claims = self._taken(_CLAIMS, article)
        for row in claims:
            self._claim(row, text, found, patches, entities)
        known = {each.id for each in (*group.marks, *found.marks)}
        names, called = Names(), {article: ARTICLE}
        for row in claims:
            self._nest(row, known, found)
        for row in self._joined(_EDGES, article, known):
            patch, values = self._registers(_EDGES, row.values)
            name = called[row.values.get("id", "")] = _edge(row.values, names, found, values)
            patches[name] = patch
            places = row.values.get("evidenceplaces", "")
            _put(patches[name], "evidence", places, row.values.get("evidence", ""), text)
        for row in self._joined(_LINKS, article, known | self.elsewhere):
            patch, _ = self._registers(_LINKS, row.values)
            if known >= {row.values["head"], row.values["tail"]}:
                name = called[row.values.get("id", "")] = _edge(row.values, names, found, {})
                patches[name] = patch
            else:
                told = str(patch.get("provenance", ""))
                found.links.append((self._link(row.values, patch), told))
        found.own = self._article(said)
        found.own["how"] = self._usual or How.IMPORTED.value
        found.own["records"] = _filled(patches)
        found.own["entities"] = {
            f"{OWN_DB}:{each}": self._entities[each]
            for each in sorted(entities) if each in self._entities
        }  # fmt: skip
        found.own["remarks"] = [
            {
                "target": called.get(row.values.get("target", ""), row.values.get("target", "")),
                "sort": row.values.get("sort", ""), "text": row.values.get("text", ""),
                "resolved": row.values.get("resolved") == "true",
            }
            for row in self._taken(_REMARKS, article)
        ]  # fmt: skip
        return found

    def left(self) -> Iterator[tuple[str, int]]:
        """Articles that no table has, with how many rows are of each."""
        counts: Counter[str] = Counter()
        for held in self._rows.values():
            counts.update(dict(held.counts()))
        yield from counts.items()

    def _taken(self, table: str, article: str) -> list[Row]:
        """The rows of ``article``, which wait no longer."""
        return [Row(*cast("tuple[int, dict[str, str]]", each))
                for each in self._rows[table].pop(article)]  # fmt: skip

    def _claim(
        self, row: Row, text: str, found: Beside, patches: dict[str, Patch], entities: set[str]
    ) -> None:
        said = row.values
        id_, places = said.get("id", ""), parsed(said.get("places", ""))
        if not id_ or not places:
            message = Message("tables.no_place")
            self._notes.report.refuse(message, file=self._files[_CLAIMS], line=row.line)
            return
        quote = said.get("content", "").replace(GAP, " ")
        patch, values = self._registers(_CLAIMS, said)
        found.marks.append(RawMark(id_, CLAIM, places, quote, values))
        _put(patch, "cue", said.get("cueplaces", ""), said.get("cue", ""), text)
        if said.get("sourcestate"):
            patch["source_state"] = said["sourcestate"]
        for name in ROLES:
            refs = unlisted(said.get(f"{name}refs", ""))
            if refs:
                patch[name] = [_ref(each, text) for each in refs]
                entities |= {each[7:] for each in refs if each.startswith("entity:")}
        patches[id_] = patch

    def _joined(self, table: str, article: str, known: set[str]) -> Iterator[Row]:
        """The rows of ``article`` whose ends are in it; the others are told."""
        for row in self._taken(table, article):
            ends = [row.values.get(end, "") for end in ("head", "tail")]
            gone = [each for each in ends if each not in known]
            if gone:
                self._dangling(table, row, row.values.get("type", ""), gone[0])
            else:
                yield row

    def _link(self, said: Mapping[str, str], patch: Patch) -> ClaimLink:
        id_, type_, head, tail = (said.get(each, "") for each in ("id", "type", "head", "tail"))
        how = How(str(patch.get("how", self._usual)))
        return ClaimLink(id_, "", "", type_, head, tail, how, said.get("note", ""))

    def _nest(self, row: Row, known: set[str], found: Beside) -> None:
        """The claim of ``row`` lies in another: an edge, so that circles are seen."""
        claim, outer = row.values.get("id", ""), row.values.get("nestedin", "")
        if not outer or claim not in known:
            return
        if outer in known:
            found.edges.append(RawEdge(NESTED, claim, outer))
        else:
            self._dangling(_CLAIMS, row, NESTED, outer)

    def _dangling(self, table: str, row: Row, type_: str, target: str) -> None:
        message = Message("json.dangling", type=type_[:60], target=target[:60])
        self._notes.report.refuse(message, file=self._files[table], line=row.line)

    # -- registers

    def _registers(self, table: str, said: Mapping[str, str]) -> tuple[Patch, Values]:
        """How a record came to be, its note and where it comes from; and its attributes, where
        they came as is usual, which is most quickly read."""
        how = said.get("how", "")
        if how not in _HOWS:
            self._notes.passed(["how"] if how else ())
            how = How.IMPORTED.value
        self._usual = self._usual or how
        patch: Patch = {} if how == self._usual else {"how": how}
        if table != "mentions" and said.get("note"):
            patch["note"] = said["note"]
        if said.get("provenance") in _PROVENANCES:
            patch["provenance"] = said["provenance"]
        values = self._values(table, said)
        if how == self._usual and OTHERS not in said:
            return patch, values
        return patch | self._attributes(values, said, how), {}

    def _values(self, table: str, said: Mapping[str, str]) -> Values:
        """What stands in the columns of attributes; links have none."""
        columns = self._columns.get(table, ())
        return {name: _value(said[key]) for key, name in columns if key in said}

    def _attributes(self, values: Values, said: Mapping[str, str], how: str) -> Patch:
        found: Patch = {f"@{name}": [value, how] for name, value in values.items()}
        for name, value in self._object(said, OTHERS).items():
            found[f"@{name}"] = [value, how]
        return found

    def _object(self, said: Mapping[str, str], key: str) -> dict[str, Any]:
        """What a cell has as a JSON object; what is none is told and left out."""
        found = _json(said[key]) if key in said else {}
        if isinstance(found, dict):
            return found
        self._notes.passed([key])
        return {}

    def _entity(self, said: Mapping[str, str]) -> Patch:
        own: Patch = {
            "id": said.get("id", ""), "type": said.get("type", ""), "name": said.get("name", ""),
        }  # fmt: skip
        if said.get("aliases"):
            own["aliases"] = list(unlisted(said["aliases"]))
        for key, name in (("kbid", "kb_id"), ("note", "note")):
            if said.get(key):
                own[name] = said[key]
        return own | self._attributes(self._values(_ENTITIES, said), said, How.HAND.value)

    def _article(self, said: Mapping[str, str]) -> Patch:
        """What the row of an article says of it."""
        data: dict[str, Json] = {
            name: said[key] for key, name in _TEXTS.items() if key in said
        }  # fmt: skip
        data.setdefault("language", "")  # else it would be what is usual
        data |= {name: list(unlisted(said[name])) for name in _LISTS if name in said}
        for name in _MOMENTS:
            at: dict[str, Json] = {"raw": said.get(f"{name}raw", "")}
            if f"{name}at" in said:
                at["iso"] = said[f"{name}at"]
            if f"{name}precision" in said:
                at["precision"] = said[f"{name}precision"]
            if at != {"raw": ""}:
                data[name] = at
        if "extra" in said:
            data["extra"] = self._object(said, "extra")
        own: Patch = {}
        own["metadata"] = data
        for key, name in _JSON.items():
            if key in said:
                own[name] = _json(said[key])
        if "annotator" in said:
            own["annotator"] = said["annotator"]
        return own


def parsed(places: str) -> tuple[tuple[int, int], ...]:
    """``0-4;9-12`` as half-open places; none where it is something else."""
    found: list[tuple[int, int]] = []
    for each in places.split(";"):
        start, _, end = each.strip().partition("-")
        try:
            found.append((int(float(start)), int(float(end))))
        except (ValueError, OverflowError):
            return ()
    return tuple(found)


def _edge(said: Mapping[str, str], names: Names, found: Beside, values: Values) -> str:
    """Add an edge; gives the name by which a page knows it."""
    type_, head, tail = (said.get(each, "") for each in ("type", "head", "tail"))
    found.edges.append(RawEdge(type_, head, tail, attributes=values))
    return names.of(edge_name(type_, head, tail))


def _put(patch: Patch, name: str, places: str, words: str, text: str) -> None:
    """Spans as a register, where there are any, with the words that the table has of them."""
    given = parsed(places)
    if not given:
        return
    quotes = [text[start:end] for start, end in given]
    if GAP.join(quotes) != words:  # it does not prove, and whoever looks at it says so
        quotes = [words] * len(given)
    patch[name] = [[*place, quote] for place, quote in zip(given, quotes, strict=True)]


def _ref(written: str, text: str) -> Json:
    """What fills a role: ``mention:ID``, ``entity:ID``, or a place."""
    sort, _, id_ = written.partition(":")
    if id_:
        return [sort, id_]
    ((start, end),) = parsed(written)[:1] or ((-1, -1),)
    return ["span", start, end, text[start:end]]


def _value(text: str) -> str | bool:
    return {"true": True, "false": False}.get(text, text)


def _filled(patches: Mapping[str, Patch]) -> dict[str, Json]:
    return {name: patch for name, patch in patches.items() if patch}


def _json(text: str) -> Any:
    """``text`` as JSON; as it is, where it is none, so that whoever looks at it says so."""
    try:
        return loaded(text)
    except (ValueError, RecursionError):
        return text

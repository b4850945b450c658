"""Everything a project holds, in one fixed order, as fast as rows come: for exports.

Unlike :class:`~juseok.store.reader.Reader` this takes no viewer: the caller keeps to the layers
that its reader may see.  The order depends on ids and positions only, never on this file's own
numbers, so that the same project gives the same stream on every machine.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from juseok.core.errors import ProjectError
from juseok.core.model import ATTRIBUTE_PREFIX, NO_SEAL, Kind, Seal
from juseok.store import content
from juseok.store.errors import known_errors
from juseok.store.fold import BATCH
from juseok.store.names import unpack
from juseok.store.reading import Reading

_COLUMNS: Final = "i.id, o.kind, o.layer, o.article, o.entity, o.fields"
_FROM: Final = "FROM object AS o JOIN ident AS i ON i.n = o.obj"
_KNOWN: Final = 10_000
_AT_ONCE: Final = 40
"""Articles that are read together: a look at the file costs as much as the rows of some."""
_EMPTY_KINDS: Final = (Kind.SCHEME, Kind.TYPE, Kind.ATTRIBUTE, Kind.ANNOTATOR, Kind.LAYER, BATCH)


class MentionFields(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """The registers of a mention without attributes that stand in no column."""

    type: str
    spans: list[tuple[int, int, str]]
    how: str | msgspec.UnsetType = msgspec.UNSET
    note: str | msgspec.UnsetType = msgspec.UNSET


class PlainMention(msgspec.Struct, gc=False):
    """A live mention of whose registers nothing is out of the ordinary: most of a project."""

    obj: str
    layer: str
    article: str
    entity: str | None
    fields: MentionFields


class Stored(NamedTuple):
    """A live object: its id, kind and registers."""

    obj: str
    kind: str
    fields: dict[str, Any]


class Whole(NamedTuple):
    """An article's own object, its text, and what lies in it, by id."""

    own: Stored
    text: str
    around: list[Stored | PlainMention]


@known_errors
class Stream(Reading):
    """A connection of its own, for one thread; ``with project.stream() as stream`` closes it.

    What ``seal`` hides lies in no article.
    """

    def __init__(self, path: Path, seal: Seal = NO_SEAL) -> None:
        super().__init__(path)
        self.seal = seal
        self._known = _Known(self._names.name)
        self._decode = msgspec.json.Decoder(dict[str, Any]).decode

    def arrival(self) -> int:
        """The end of the log: what was read before and after the same end is of one moment."""
        return int(self._db.execute("SELECT coalesce(max(arrival), 0) FROM op").fetchone()[0])

    def settled(self) -> bool:
        """Whether the projection has caught up with the log."""
        return self._db.execute("SELECT 1 FROM stale LIMIT 1").fetchone() is None

    def is_empty(self) -> bool:
        """Whether there is nothing but a scheme and people."""
        kinds = [n for n in map(self._names.find, _EMPTY_KINDS) if n is not None]
        marks = ",".join("?" * len(kinds))
        sql = f"SELECT 1 FROM object WHERE kind NOT IN ({marks}) LIMIT 1"
        return self._db.execute(sql, kinds).fetchone() is None

    def known(self, objects: Sequence[str]) -> Collection[str]:
        """Those of ``objects`` that this file has ever heard of, live or not."""
        return self._names.known(objects).keys()

    def heard_of(self, most: int) -> frozenset[str] | None:
        """All ids that this file has ever heard of; None where they are more than ``most``."""
        return self._names.heard_of(most)

    def find(self, obj: str) -> Stored | None:
        """The live object with that id."""
        return next(self._select("o.obj = ?", [self._names.find(obj)]), None)

    def used_layers(self) -> set[str]:
        """The layers that hold anything."""
        rows = self._db.execute("SELECT DISTINCT layer FROM object WHERE layer IS NOT NULL")
        return {self._names.name(number) for (number,) in rows.fetchall()}

    def kinds_outside(self) -> set[str]:
        """The kinds of objects that lie in no article; batches are none of them."""
        rows = self._db.execute("SELECT DISTINCT kind FROM object WHERE article IS NULL")
        return {self._names.name(kind) for (kind,) in rows.fetchall()} - {BATCH}

    def of_kind(self, kind: str) -> Iterator[Stored]:
        """The objects of ``kind`` that lie in no article, by id."""
        yield from self._select("o.kind = ? AND o.article IS NULL", [self._names.find(kind)])

    def articles(self) -> list[str]:
        """All articles, by their place in the import and then by id."""
        rows = self._db.execute("SELECT id FROM article_row ORDER BY position, id")
        return [article for (article,) in rows]

    def states(self) -> Iterator[tuple[str, str, str]]:
        """How far people are, as far as it may be seen: article, layer and state."""
        seen, sealed, known = self.seal.layers, self.seal.articles, self._known
        rows = self._db.execute(
            "SELECT i.id, p.layer, p.state FROM progress AS p JOIN ident AS i ON i.n = p.article"
        )
        for packed, number, state in rows:
            article, layer = unpack(packed), known[number]
            if article not in sealed or layer in seen:
                yield article, layer, state

    def occurrences(self) -> Iterator[Stored]:
        """Where every article was found, with what is known of it there."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM article_row AS r"
            " JOIN object AS o ON o.article = r.article AND o.kind = ?"
            " JOIN ident AS i ON i.n = o.obj",
            (self._names.find(Kind.OCCURRENCE),),
        )
        return self._stored(rows)

    def article(self, article: str) -> tuple[Stored, str]:
        """An article's own object, and its text; raises ``ProjectError`` when it has none."""
        found = self.find(article)
        text = content.article_text(self._db, self._names, article)
        if found is None or text is None:
            raise ProjectError("project.content_missing", content=article)
        return found, text

    def each(self, articles: Sequence[str]) -> Iterator[Whole]:
        """What :meth:`article` and :meth:`around` give of each, some articles in one look.

        Raises ``ProjectError`` where one has no text.
        """
        at, size = 0, 2  # whoever looks at the first ones only does not wait for many
        while chunk := articles[at : at + size]:
            at, size = at + size, min(4 * size, _AT_ONCE)
            numbers = {n: each for each, n in self._names.known(chunk).items()}
            marks = ",".join("?" * len(numbers))
            own = {each.obj: each for each in self._select(f"o.obj IN ({marks})", numbers)}
            texts = content.article_texts(self._db, list(numbers))
            found: dict[str, list[tuple[Any, ...]]] = {each: [] for each in chunk}
            for row in self._rows(f"o.article IN ({marks})", numbers):
                found[numbers[row[3]]].append(row)
            texts_by_id = {numbers[n]: text for n, text in texts.items()}
            for article, rows in found.items():
                if article not in own or article not in texts_by_id:
                    raise ProjectError("project.content_missing", content=article)
                seen = self._seen(article, rows)
                yield Whole(own[article], texts_by_id[article], self._around(article, seen))

    def in_article(self, article: str) -> list[Stored]:
        """Every object that names ``article``, by id."""
        return list(self._stored(self._rows_of(article)))

    def around(self, article: str) -> list[Stored | PlainMention]:
        """As :meth:`in_article`, several times faster for mentions."""
        return self._around(article, self._rows_of(article))

    def _around(
        self, article: str, rows: Iterable[tuple[Any, ...]]
    ) -> "list[Stored | PlainMention]":
        mention, plain, known = self._names.find(Kind.MENTION), _plain, self._known
        found: list[Stored | PlainMention] = []
        for row in rows:
            obj, kind, layer, _, entity, text = row
            if kind == mention and layer is not None and _ATTRIBUTE not in text:
                try:
                    fields = plain(text)
                except msgspec.ValidationError:
                    pass
                else:
                    name = None if entity is None else known[entity]
                    mentioned = PlainMention(unpack(obj), known[layer], article, name, fields)
                    found.append(mentioned)
                    continue
            found += self._stored([row])
        return found

    def without_article(self) -> int:
        """How many objects name an article that is not here (any more)."""
        sql = (
            "SELECT count(*) FROM object WHERE article IS NOT NULL"
            " AND article NOT IN (SELECT article FROM article_row)"
        )
        return int(self._db.execute(sql).fetchone()[0])

    def page_data(self, page: Stored) -> bytes:
        """The bytes of a source page; raises ``ProjectError`` when they are not here."""
        data = content.page_data(self._db, str(page.fields.get("sha256", "")))
        if data is None:
            raise ProjectError("project.content_missing", content=page.obj)
        return data

    def _rows_of(self, article: str) -> Iterable[tuple[Any, ...]]:
        """What lies in an article and may be seen."""
        return self._seen(article, self._rows("o.article = ?", [self._names.find(article)]))

    def _seen(self, article: str, rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        if article not in self.seal.articles:
            return rows
        seen = {self._names.find(layer) for layer in self.seal.layers} | {None}
        return [row for row in rows if row[2] in seen]

    def _select(self, where: str, values: Collection[object]) -> Iterator[Stored]:
        return self._stored(self._rows(where, values))

    def _rows(self, where: str, values: Collection[object]) -> Iterable[tuple[Any, ...]]:
        return self._db.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY i.id", tuple(values)
        )

    def _stored(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Stored]:
        decode, known = self._decode, self._known
        for obj, kind, layer, article, entity, text in rows:
            fields = decode(text)
            if layer is not None:
                fields["layer"] = known[layer]
            if article is not None:
                fields["article"] = known[article]
            if entity is not None:
                fields["entity"] = known[entity]
            yield Stored(unpack(obj), known[kind], fields)


_ATTRIBUTE: Final = f'"{ATTRIBUTE_PREFIX}'
_plain: Final = msgspec.json.Decoder(MentionFields).decode


class _Known(dict[int, str]):
    """Names of kinds, layers, articles and entities: the same few again and again."""

    def __init__(self, look_up: Callable[[int], str]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, number: int) -> str:
        if len(self) >= _KNOWN:
            self.clear()
        name = self[number] = self._look_up(number)
        return name

"""What the layers of articles say, each thing once, with the set of those who say it.

Words of ten people on one article are mostly the same words: the file groups them, so that a
review reads a fifth of the rows, and compares these.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from juseok.core.model import Kind
from juseok.store.names import Names, unpack

_KINDS: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK)
_CHUNK: Final = 500


class Told(NamedTuple):
    """One annotation, without who has it: its kind, entity (or empty), and the registers that
    have no column, as JSON with its names in order."""

    kind: str
    entity: str
    fields: str


class Tellers(NamedTuple):
    """Which layers say something: bit ``n`` stands for the ``n``-th that was asked for.

    ``twice``: one of them says it more than once.
    """

    layers: int
    twice: bool


Sayings = Mapping[Told, Tellers]


class Saying:
    """Queries on a reading connection.  ``layers`` are those that may be seen, in an order."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def of(self, articles: Collection[str], layers: Sequence[str]) -> Mapping[str, Sayings]:
        """What ``layers`` say of each of ``articles`` that they say anything of."""
        numbers = self._names.known(list(articles))
        article = {number: name for name, number in numbers.items()}
        kinds = {n: str(kind) for kind in _KINDS if (n := self._names.find(kind)) is not None}
        bits = self._bits(layers)
        written = {str(number): bit for number, bit in bits.items()}
        known: dict[str, Tellers] = {}
        entity: dict[int | None, str] = {None: ""}
        found: dict[str, dict[Told, Tellers]] = {}
        for number, kind, named, fields, who in self._db.execute(
            "SELECT article, kind, entity, fields, group_concat(layer) FROM object"
            f" WHERE article IN ({_numbers(article)}) AND kind IN ({_numbers(kinds)})"
            f" AND layer IN ({_numbers(bits)}) GROUP BY article, kind, entity, fields"
        ):
            tellers = known.get(who)
            if tellers is None:
                tellers = known[who] = _tellers(who, written)
            name = entity.get(named)
            if name is None:
                name = entity[named] = self._names.name(named)
            found.setdefault(article[number], {})[Told(kinds[kind], name, fields)] = tellers
        return found

    def behind(
        self, records: Collection[str], layers: Sequence[str]
    ) -> dict[str, tuple[str, Told, int]]:
        """The article, words and layer (as a bit) of each of ``records`` that ``layers`` hold."""
        numbers = {number: name for name, number in self._names.known(list(records)).items()}
        kinds = {n: str(kind) for kind in _KINDS if (n := self._names.find(kind)) is not None}
        bits = self._bits(layers)
        found: dict[str, tuple[str, Told, int]] = {}
        wanted = list(numbers)
        name = self._names.name
        for at in range(0, len(wanted), _CHUNK):
            for number, kind, layer, article, entity, fields in self._db.execute(
                "SELECT obj, kind, layer, article, entity, fields FROM object"
                f" WHERE obj IN ({_numbers(wanted[at : at + _CHUNK])})"
            ):
                if kind in kinds and layer in bits and article is not None:
                    told = Told(kinds[kind], "" if entity is None else name(entity), fields)
                    found[numbers[number]] = (name(article), told, bits[layer])
        return found

    def claims(
        self, articles: Collection[str], layers: Sequence[str]
    ) -> Iterator[tuple[str, str, Told, int]]:
        """Id, article, words and layer (as a bit) of the claims of ``articles``."""
        bits, kind = self._bits(layers), self._names.find(Kind.CLAIM)
        numbers = self._names.known(list(articles))
        article = {number: name for name, number in numbers.items()}
        for stored, layer, number, fields in self._db.execute(
            "SELECT i.id, o.layer, o.article, o.fields FROM object AS o"
            f" JOIN ident AS i ON i.n = o.obj WHERE o.article IN ({_numbers(article)})"
            f" AND o.kind = ? AND o.layer IN ({_numbers(bits)}) AND o.entity IS NULL",
            (kind,),
        ):
            told = Told(str(Kind.CLAIM), "", fields)
            yield unpack(stored), article[number], told, bits[layer]

    def _bits(self, layers: Sequence[str]) -> dict[int, int]:
        numbers = (self._names.find(layer) for layer in layers)
        return {number: 1 << bit for bit, number in enumerate(numbers) if number is not None}


def _tellers(who: str, bits: Mapping[str, int]) -> Tellers:
    rows = who.split(",")
    layers = set(rows)
    return Tellers(sum([bits[number] for number in layers]), len(layers) < len(rows))


def _numbers(numbers: Collection[int]) -> str:
    return ",".join(map(str, numbers))

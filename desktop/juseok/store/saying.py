"""What the layers of articles say, each thing once, with the set of those who say it.

Words of ten people on one article are mostly the same words.  The file hands over all that is
said of an article in one piece, without a row or a text for each annotation; what is said alike
is put together before anything of it is decoded.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from juseok.core.model import Kind
from juseok.store.names import Names, unpack

_KINDS: Final = (Kind.MENTION, Kind.CLAIM, Kind.RELATIONSHIP, Kind.CLAIM_LINK)
_CHUNK: Final = 500
_LINE: Final = "CASE WHEN entity IS NULL THEN fields ELSE entity || fields END"
_BREAK: Final = b"\x1e"
"""Stands nowhere in JSON, not even between its parts."""


class Told(NamedTuple):
    """One annotation, without who has it: its kind, and its ``line``: the local number of its
    entity (or nothing), and the registers that have no column, as UTF-8 of canonical JSON."""

    kind: str
    line: bytes


Sayings = Mapping[str, Mapping[bytes, int]]
"""Of one article: kind → line → the layers that say it.  Bit ``n`` stands for the ``n``-th layer
that was asked for, and the bit behind the last for that one of them says it more than once."""


class Saying:
    """Queries on a reading connection.  ``layers`` are those that may be seen, in an order."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names

    def of(self, articles: Collection[str], layers: Sequence[str]) -> Mapping[str, Sayings]:
        """What ``layers`` say of each of ``articles`` that they say anything of."""
        numbers = self._names.known(list(articles))
        article = {number: name for name, number in numbers.items()}
        kinds, bits = self._kinds(), self._bits(layers)
        bit_of = {str(number): bit for number, bit in bits.items()}.__getitem__
        twice = 1 << len(layers)
        found: dict[str, dict[str, Mapping[bytes, int]]] = {}
        # in the order of the index, so that nothing is sorted
        for number, kind, lines, who in self._db.execute(
            f"SELECT article, kind, CAST(group_concat({_LINE}, char({_BREAK[0]})) AS BLOB),"
            f" group_concat(layer) FROM object WHERE article IN ({_numbers(article)})"
            f" AND kind IN ({_numbers(kinds)}) AND layer IN ({_numbers(bits)})"
            " GROUP BY article, kind"
        ):
            tellers = [*map(bit_of, who.split(","))]
            said = _together(lines.split(_BREAK), tellers, twice)
            found.setdefault(article[number], {})[kinds[kind]] = said
        return found

    def entity(self, number: bytes) -> str:
        """The entity whose number a line begins with."""
        return self._names.name(int(number))

    def behind(
        self, records: Collection[str], layers: Sequence[str]
    ) -> dict[str, tuple[str, Told, int]]:
        """The article, words and layer (as a bit) of each of ``records`` that ``layers`` hold."""
        numbers = {number: name for name, number in self._names.known(list(records)).items()}
        kinds, bits = self._kinds(), self._bits(layers)
        found: dict[str, tuple[str, Told, int]] = {}
        wanted = list(numbers)
        for at in range(0, len(wanted), _CHUNK):
            for number, kind, layer, article, line in self._db.execute(
                f"SELECT obj, kind, layer, article, CAST({_LINE} AS BLOB) FROM object"
                f" WHERE obj IN ({_numbers(wanted[at : at + _CHUNK])})"
            ):
                if kind in kinds and layer in bits and article is not None:
                    told = Told(kinds[kind], line)
                    found[numbers[number]] = (self._names.name(article), told, bits[layer])
        return found

    def claims(
        self, articles: Collection[str], layers: Sequence[str]
    ) -> Iterator[tuple[str, str, Told, int]]:
        """Id, article, words and layer (as a bit) of the claims of ``articles``."""
        bits, kind = self._bits(layers), self._names.find(Kind.CLAIM)
        numbers = self._names.known(list(articles))
        article = {number: name for name, number in numbers.items()}
        for stored, layer, number, line in self._db.execute(
            f"SELECT i.id, o.layer, o.article, CAST({_LINE} AS BLOB) FROM object AS o"
            f" JOIN ident AS i ON i.n = o.obj WHERE o.article IN ({_numbers(article)})"
            f" AND o.kind = ? AND o.layer IN ({_numbers(bits)})",
            (kind,),
        ):
            yield unpack(stored), article[number], Told(str(Kind.CLAIM), line), bits[layer]

    def _kinds(self) -> dict[int, str]:
        return {n: str(kind) for kind in _KINDS if (n := self._names.find(kind)) is not None}

    def _bits(self, layers: Sequence[str]) -> dict[int, int]:
        numbers = (self._names.find(layer) for layer in layers)
        return {number: 1 << bit for bit, number in enumerate(numbers) if number is not None}


def _together(lines: Sequence[bytes], tellers: Sequence[int], twice: int) -> dict[bytes, int]:
    """Each of ``lines`` once; ``tellers``: whose it is, line by line."""
    said: dict[bytes, int] = {}
    get = said.get
    for line, teller in zip(lines, tellers, strict=True):
        said[line] = get(line, 0) + teller
    if sum(map(int.bit_count, said.values())) < len(lines):  # a sum has a bit for each of its own
        said = {}
        for line, teller in zip(lines, tellers, strict=True):
            held = said.get(line, 0)
            said[line] = held | teller | (twice if held & teller else 0)
    return said


def _numbers(numbers: Collection[int]) -> str:
    return ",".join(map(str, numbers))

"""The search index: a cache file of its own, made anew whenever it is not to be trusted.

It knows which letters, pairs of letters and lemmas an article has, and where its lemmas stand.
What it answers are candidates: whoever asks proves them against the text, so that nothing wrong
can come of an index that is old, half done or damaged; at worst a search takes longer.

Pairs of letters find any part of a word, however short, which words do not in a language that
writes its particles behind them.  FTS5 keeps the lists; the table has no positions
(``detail=none``) and no content, since the text itself is in the project.
"""

import contextlib
import itertools
import re
import sqlite3
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from juseok.core.errors import KnownError
from juseok.store.reading import Closing

VERSION: Final = 1
"""Of the tables and of what is put into them; another one is made anew."""

_APPLICATION: Final = 0x4A55534C
_BUSY_MS: Final = 2000
_PIECE: Final = 50_000
"""Code points that are folded in one call, which no other thread can interrupt."""
_CHUNK: Final = 500
_LETTERS: Final = re.compile(r"[^\W_]+")
_SCHEMA: Final = (
    """CREATE TABLE doc(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        lemmas INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX doc_without_lemmas ON doc(n) WHERE lemmas = 0",
    "CREATE TABLE spot(n INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    # `ascii` leaves every sign above 127 in its token, as it is
    "CREATE VIRTUAL TABLE gram USING fts5("
    "t, content='', detail=none, columnsize=0, tokenize='ascii')",
    "CREATE VIRTUAL TABLE lemma USING fts5("
    "t, content='', detail=none, columnsize=0, tokenize='ascii')",
)
_spots_in: Final = msgspec.json.Decoder(dict[str, list[int]]).decode
_spots_out: Final = msgspec.json.Encoder().encode


class IndexGone(KnownError):
    """The index cannot be used: damaged (then it is to be discarded), locked, or no room."""

    def __init__(self, reason: str, *, damaged: bool) -> None:
        super().__init__("search.index_gone", reason=reason)
        self.damaged = damaged


class Lemma(NamedTuple):
    """A word in its dictionary form and where it stands: code points, half-open."""

    lemma: str
    start: int
    end: int


class _Folds(dict[int, int]):
    """Code point → the one it is compared as: NFKC and lower case, where that is one sign."""

    def __missing__(self, code: int) -> int:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        found = self[code] = ord(folded) if len(folded) == 1 else code
        return found


_FOLDS: Final = _Folds()


_MAYBE: Final = re.compile("[^\n -@\\[-~가-힣一-鿿‘’“”…·]+")
"""What may fold to something else; the rest, nearly all of a Korean text, is passed over."""


def fold(text: str) -> str:
    """``text`` as it is compared, sign by sign: offsets hold."""
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    return "".join(_MAYBE.sub(_folded, piece) for piece in pieces)


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_FOLDS)


def grams(folded: str) -> Iterator[str]:
    """The letters and pairs of letters of a folded text, piece by piece; some more than once."""
    for at in range(0, len(folded), _PIECE):
        for word in _LETTERS.findall(folded[at : at + _PIECE + 1]):
            yield from word
            yield from map("".join, itertools.pairwise(word))


def tokens_of(text: str) -> str:
    """What the index keeps of ``text``: each of its :func:`grams` once.  Takes a while."""
    return " ".join(set(grams(fold(text))))


def needed(folded: str) -> list[str]:
    """What a text must have to hold ``folded``: of each word its pairs, or its one letter."""
    found: dict[str, None] = {}
    for word in _LETTERS.findall(folded):
        pairs = map("".join, itertools.pairwise(word)) if len(word) > 1 else word
        found.update(dict.fromkeys(pairs))
    return list(found)


class SearchIndex(Closing):
    """A connection to the index for one thread; ``with`` closes it.

    Raises :class:`IndexGone` where SQLite refuses.
    """

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self.path = path
        self._db = db

    @classmethod
    def open(cls, path: Path) -> "SearchIndex":
        """Open the index to write to; a new one where there is none, or none to be trusted."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexGone(str(error), damaged=False) from error
        try:
            return cls._open(path)
        except IndexGone as gone:
            if not gone.damaged:
                raise
        discard(path)
        return cls._open(path)

    @classmethod
    def _open(cls, path: Path) -> "SearchIndex":
        with _telling():
            db = _connect(path, "rwc")
            try:
                db.execute("PRAGMA journal_mode = WAL").fetchone()
                db.execute("PRAGMA synchronous = OFF")  # what a power cut spoils is made anew
                version, application = _marks(db)
                if (version, application) == (0, 0) and not _tables(db):
                    _make(db)
                elif (version, application) != (VERSION, _APPLICATION):
                    raise IndexGone(f"version {version}", damaged=True)
                return cls(path, db)
            except BaseException:
                db.close()
                raise

    @classmethod
    def reading(cls, path: Path) -> "SearchIndex | None":
        """The index to read from; None where there is none yet."""
        if not path.exists():
            return None
        with _telling():
            db = _connect(path, "ro")
            try:
                if _marks(db) != (VERSION, _APPLICATION):
                    db.close()
                    return None
                return cls(path, db)
            except BaseException:
                db.close()
                raise

    def close(self) -> None:
        self._db.close()

    # -- what is in it

    @property
    def watermark(self) -> int:
        """Up to which ``arrival`` of the project everything is in it; −1 before the first time."""
        with _telling():
            row = self._db.execute("SELECT value FROM meta WHERE key = 'arrival'").fetchone()
        return -1 if row is None else int(row[0])

    def set_watermark(self, arrival: int) -> None:
        with _telling():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('arrival', ?)", (arrival,))

    def count(self) -> int:
        """How many articles are in it."""
        with _telling():
            return int(self._db.execute("SELECT count(*) FROM doc").fetchone()[0])

    def ids(self) -> set[str]:
        """The articles that are in it."""
        with _telling():
            return {row[0] for row in self._db.execute("SELECT id FROM doc")}

    def without_lemmas(self, limit: int) -> list[str]:
        """Some of the articles whose lemmas are not known yet, the first put in first."""
        with _telling():
            rows = self._db.execute("SELECT id FROM doc WHERE lemmas = 0 ORDER BY n LIMIT ?",
                                    (limit,))  # fmt: skip
            return [row[0] for row in rows]

    # -- putting in

    def add(self, articles: Iterable[tuple[str, str]]) -> None:
        """Put in articles, as id and text; those that are in it are left as they are."""
        self.add_tokens([(article, tokens_of(text)) for article, text in articles])

    def add_tokens(self, prepared: Iterable[tuple[str, str]]) -> None:
        """As :meth:`add`, with what :func:`tokens_of` gives in place of the text."""
        with _telling(), _atomic(self._db):
            for article, tokens in prepared:
                cursor = self._db.execute("INSERT OR IGNORE INTO doc(id) VALUES (?)", (article,))
                if cursor.rowcount == 1:
                    self._db.execute(
                        "INSERT INTO gram(rowid, t) VALUES (?,?)", (cursor.lastrowid, tokens)
                    )

    def add_lemmas(self, articles: Iterable[tuple[str, Sequence[Lemma]]]) -> None:
        """Put in where lemmas stand in articles that are in it without them."""
        with _telling(), _atomic(self._db):
            for article, lemmas in articles:
                row = self._db.execute(
                    "SELECT n FROM doc WHERE id = ? AND lemmas = 0", (article,)
                ).fetchone()
                if row is None:
                    continue
                spots: defaultdict[str, list[int]] = defaultdict(list)
                for lemma, start, end in lemmas:
                    spots[lemma] += (start, end)
                self._db.execute("UPDATE doc SET lemmas = 1 WHERE n = ?", row)
                data = zlib.compress(_spots_out(spots), 1)
                self._db.execute("INSERT OR REPLACE INTO spot VALUES (?,?)", (*row, data))
                tokens = " ".join(map(_token, spots))
                self._db.execute("INSERT INTO lemma(rowid, t) VALUES (?,?)", (*row, tokens))

    # -- asking

    def holding(self, words: str) -> set[str] | None:
        """The articles that may hold ``words``, each part in one piece; None: any may."""
        tokens = needed(fold(words))
        return self._matching("gram", tokens) if tokens else None

    def with_lemma(self, lemma: str) -> set[str]:
        """The articles that hold a word whose lemma that is."""
        return self._matching("lemma", [_token(lemma)])

    def spots(self, article: str, lemmas: Iterable[str]) -> list[tuple[int, int]]:
        """Where words of any of ``lemmas`` stand in ``article``: code points, half-open."""
        found = self._spots_of(article)
        places: list[tuple[int, int]] = []
        for lemma in lemmas:
            edges = found.get(lemma, [])
            places += zip(edges[::2], edges[1::2], strict=False)
        return sorted(places)

    def lemmas_of(self, article: str) -> list[Lemma]:
        """All lemmas that are known of ``article``, in text order."""
        return sorted(
            (
                Lemma(lemma, start, end)
                for lemma, edges in self._spots_of(article).items()
                for start, end in zip(edges[::2], edges[1::2], strict=False)
            ),
            key=lambda each: (each.start, each.end, each.lemma),
        )

    def _spots_of(self, article: str) -> Mapping[str, list[int]]:
        with _telling():
            row = self._db.execute(
                "SELECT data FROM spot WHERE n = (SELECT n FROM doc WHERE id = ?)", (article,)
            ).fetchone()
        try:
            return {} if row is None else _spots_in(zlib.decompress(row[0]))
        except (zlib.error, msgspec.DecodeError, TypeError) as error:
            raise IndexGone(str(error), damaged=True) from error

    def _matching(self, table: str, tokens: Sequence[str]) -> set[str]:
        match = " AND ".join(f'"{token}"' for token in tokens)
        with _telling():
            rows = self._db.execute(
                f"SELECT id FROM doc WHERE n IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)",
                (match,),
            )
            return {row[0] for row in rows}


def discard(path: Path) -> None:
    """Remove the index with what SQLite keeps beside it."""
    for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        with contextlib.suppress(OSError):
            name.unlink()


def _token(lemma: str) -> str:
    """One token of what may hold blanks or signs."""
    return "".join(_LETTERS.findall(fold(lemma))) or "0"


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    db.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _marks(db: sqlite3.Connection) -> tuple[int, int]:
    version, application = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("user_version", "application_id")
    )
    return version, application


def _tables(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def _make(db: sqlite3.Connection) -> None:
    with _atomic(db):
        for statement in _SCHEMA:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")


@contextlib.contextmanager
def _atomic(db: sqlite3.Connection) -> Generator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


_NOT_ITS_FAULT: Final = frozenset(
    {"BUSY", "LOCKED", "FULL", "READONLY", "PERM", "AUTH", "CANTOPEN", "NOMEM", "INTERRUPT"}
)


@contextlib.contextmanager
def _telling() -> Generator[None]:
    """Tell SQLite's errors as :class:`IndexGone`; what is wrong with the file is damage."""
    try:
        yield
    except sqlite3.Error as error:
        name: str = getattr(error, "sqlite_errorname", "")
        damaged = name.removeprefix("SQLITE_").split("_")[0] not in _NOT_ITS_FAULT
        raise IndexGone(str(error), damaged=damaged) from error

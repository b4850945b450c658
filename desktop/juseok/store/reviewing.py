"""What a review asks of a project: which articles wait, and what was decided on one."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import msgspec

from juseok.core.model import Kind
from juseok.core.ops import CREATE, UNDO
from juseok.core.records import from_fields
from juseok.core.review_model import Comment, Verdict
from juseok.store.history import decode_label
from juseok.store.listing import COUNTED
from juseok.store.log import LIVE
from juseok.store.names import Names
from juseok.store.saying import Saying
from juseok.store.touched import Look, Touched, whole_until

_decode: Final = msgspec.json.Decoder(dict[str, Any]).decode


_ARTICLES: Final = (
    "WITH RECURSIVE named(n) AS ("
    "SELECT min(article) FROM object INDEXED BY object_by_article WHERE article IS NOT NULL"
    " UNION ALL SELECT (SELECT min(article) FROM object INDEXED BY object_by_article"
    " WHERE article > n) FROM named WHERE n IS NOT NULL)"
)
"""Every article that anything is about, one step of the index each: what is of one kind is found
from there without a look at every annotation."""
_WORK: Final = frozenset(
    map(str, (*COUNTED, Kind.VERDICT, Kind.COMMENT, Kind.ARTICLE_STATE, Kind.ENTITY))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One article: how much each layer has in it, who is done with it, how many verdicts it has.

    ``layers``: layer → annotations; a layer that is done and empty is there with 0.
    """

    article: str
    layers: dict[str, int]
    states: Mapping[str, str]
    verdicts: int = 0


class Reviews:
    """Queries on a reading connection; who asks has decided that the reviewer may see it."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self.saying = Saying(db, names)
        """What layers say, each thing once."""

    def waiting(self, layers: Collection[str], articles: Collection[str] = ()) -> list[Waiting]:
        """Every article in which one of ``layers`` did something, in the order of the import.

        ``articles``: only these.  Three passes over counts; no annotation is read.
        """
        numbers = {n: layer for layer in layers if (n := self._names.find(layer)) is not None}
        wanted = self._names.known(list(articles)).values()
        only = f" AND article IN ({','.join(map(str, wanted))})" if articles else ""
        marks = ",".join("?" * len(numbers))
        known = (self._names.find(kind) for kind in COUNTED)
        kinds = ",".join(str(number) for number in known if number is not None)
        counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for article, layer, n in self._db.execute(
            "SELECT article, layer, sum(n) FROM tally"
            f" WHERE kind IN ({kinds}) AND layer IN ({marks}){only} GROUP BY article, layer",
            tuple(numbers),
        ):
            counts[article][numbers[layer]] = n
        states = self._states(numbers, only)
        for article, (_, finished) in states.items():
            for layer in finished.difference(counts.get(article, ())):
                counts[article][layer] = 0
        verdicts = dict(
            self._db.execute(
                "SELECT article, count(*) FROM object WHERE kind = ?"
                f" AND article IN (SELECT article FROM article_row){only} GROUP BY article",
                (self._names.find(Kind.VERDICT),),
            ).fetchall()
        )
        there = f" WHERE article IN ({','.join(map(str, wanted))})" if articles else ""
        rows = self._db.execute(
            f"SELECT article, id FROM article_row{there} ORDER BY position, article"
        )
        return [
            Waiting(name, counts[n], states[n][0] if n in states else {}, verdicts.get(n, 0))
            for n, name in rows
            if n in counts
        ]

    def _states(
        self, layers: Mapping[int, str], only: str
    ) -> dict[int, tuple[Mapping[str, str], frozenset[str]]]:
        """How far ``layers`` (by number) are with each article, and which have finished it.

        Most articles of a campaign stand alike, so that what is said of one is read once.
        """
        rows = self._db.execute(
            "SELECT article, json_group_object(layer, state) FROM progress"
            f" WHERE layer IN ({','.join(map(str, layers))}){only} GROUP BY article"
        )
        known: dict[str, tuple[Mapping[str, str], frozenset[str]]] = {}
        found: dict[int, tuple[Mapping[str, str], frozenset[str]]] = {}
        for article, told in rows:
            both = known.get(told)
            if both is None:
                states = {layers[int(n)]: str(state) for n, state in _decode(told).items()}
                done = frozenset(layer for layer, state in states.items() if state == "finished")
                both = known[told] = states, done
            found[article] = both
        return found

    def standing(
        self, layers: Collection[str], articles: Collection[str]
    ) -> dict[str, Mapping[str, str]]:
        """Which of ``layers`` are at or done with those of ``articles`` on which nobody decided
        anything: layer → state.  Counts nothing, so that it is quick for many."""
        numbers = {n: layer for layer, n in self._names.known(list(layers)).items()}
        wanted = {n: name for name, n in self._names.known(list(articles)).items()}
        there = ",".join(map(str, wanted))
        rows = self._db.execute(
            f"SELECT article FROM article_row WHERE article IN ({there}) AND article NOT IN"
            f" (SELECT article FROM object WHERE article IN ({there}) AND kind = ?)",
            (self._names.find(Kind.VERDICT),),
        )
        states = self._states(numbers, f" AND article IN ({there})")
        return {wanted[article]: states[article][0] for (article,) in rows if article in states}

    def finished_beside(self, layer: str) -> int:
        """How often others than ``layer`` are done with an article."""
        (found,) = self._db.execute(
            "SELECT count(*) FROM progress WHERE state = 'finished' AND layer IS NOT ?",
            (self._names.find(layer),),
        ).fetchone()
        return int(found)

    def texts_with(self, words: str, articles: Collection[str]) -> list[str]:
        """Those of ``articles`` whose text holds ``words``, in the order of the import."""
        wanted = set(articles)
        rows = self._db.execute(
            "SELECT r.id FROM article_text AS t JOIN article_row AS r ON r.article = t.article"
            " WHERE instr(t.text, ?) > 0 ORDER BY r.position, r.article",
            (words,),
        )
        return [article for (article,) in rows if article in wanted]

    def open_threads(self, limit: int = 500) -> list[tuple[Comment, ...]]:
        """Threads that are not closed, in all articles, the newest first; each with its first
        words in front.  What answers words that this file does not have is a thread of its own."""
        rows = self._db.execute(
            "SELECT o.obj, o.article, o.fields FROM object AS o"
            " WHERE o.kind = ? AND o.article IN (SELECT article FROM article_row)",
            (self._names.find(Kind.COMMENT),),
        )
        held: dict[str, Comment] = {}
        for obj, article, text in rows:
            fields = {**_decode(text), "article": self._names.name(article)}
            made = cast("Comment", from_fields(Kind.COMMENT, self._names.name(obj), fields))
            held[made.id] = made
        found: dict[str, list[Comment]] = {}
        for _, each in sorted(held.items()):  # ids grow with time
            found.setdefault(each.thread or each.id, []).append(each)
        open_ones = [tuple(each) for each in found.values() if not each[0].resolved]
        return sorted(open_ones, key=lambda each: each[0].id, reverse=True)[:limit]

    def verdicts(self, article: str) -> tuple[Verdict, ...]:
        """What was decided on the items of an article."""
        return cast("tuple[Verdict, ...]", self._records(article, Kind.VERDICT))

    def comments(self, article: str) -> tuple[Comment, ...]:
        """The words on an article and on what is in it, the oldest first."""
        return cast("tuple[Comment, ...]", self._records(article, Kind.COMMENT))

    def contested(self, article: str) -> frozenset[str]:
        """What two people wrote differently, each without knowing of the other: ids of anything
        in an article."""
        rows = self._db.execute(
            "SELECT obj FROM object WHERE article = ? AND conflict = 1",
            (self._names.find(article),),
        )
        return frozenset(self._names.name(obj) for (obj,) in rows)

    def stands_by(self, obj: str) -> str:
        """The code of the label of the action that an object stands by: the last that made it and
        was not taken back, as each decision makes a verdict anew.  Empty for one that came with a
        batch alone."""
        rows = self._db.execute(
            f"SELECT action FROM op WHERE obj = ? AND verb = ? AND {LIVE}"
            " ORDER BY lamport DESC, arrival DESC",
            (self._names.find(obj), self._names.find(CREATE)),
        ).fetchall()
        undo = self._names.find(UNDO)
        for (action,) in rows:
            last = self._db.execute(
                "SELECT verb FROM op WHERE obj = ? ORDER BY lamport DESC, arrival DESC LIMIT 1",
                (action,),
            ).fetchone()
            if last is not None and last[0] == undo:
                continue
            told = self._db.execute(
                "SELECT label FROM op WHERE action = ? AND label <> '' LIMIT 1", (action,)
            ).fetchone()
            return decode_label(told[0])[0].code if told is not None else ""
        return ""

    def reasons(self) -> list[str]:
        """Every reason that a reviewer gave, in any article."""
        rows = self._db.execute(
            f"{_ARTICLES}, verdict AS MATERIALIZED (SELECT fields FROM object"
            " INDEXED BY object_by_article WHERE article IN named AND kind = ?)"
            " SELECT json_extract(fields, '$.reason') FROM verdict"
            " UNION SELECT json_extract(each.value, '$[1]')"
            " FROM verdict, json_each(verdict.fields, '$.reasons') AS each",
            (self._names.find(Kind.VERDICT),),
        )
        return sorted(str(reason) for (reason,) in rows if reason)

    def whole_until(self) -> int:
        """The place in the log up to which it can be read."""
        return whole_until(self._db)

    def hash_at(self, arrival: int) -> str:
        """The hash of the row at a place in the log; empty where there is none."""
        row = self._db.execute("SELECT hash FROM op WHERE arrival = ?", (arrival,)).fetchone()
        return "" if row is None else str(row[0].hex())

    def only_work_since(self, arrival: int) -> bool:
        """Whether all that came behind a place in the log is annotations and what reviewers said
        of them: nothing on who there is, or what was asked of whom."""
        rows = self._db.execute("SELECT DISTINCT kind FROM op WHERE arrival > ?", (arrival,))
        return _WORK.issuperset(self._names.name(kind) for (kind,) in rows)

    def touched(self, since: int) -> Touched:
        """What changed behind a place in the log."""
        return Look(self._db, self._names).since(since)

    def naming(self, entities: Collection[str]) -> set[str]:
        """The articles in which anybody's mention names one of ``entities``."""
        numbers = self._names.known(sorted(entities)).values()
        found: set[int] = set()
        for number in numbers:
            rows = self._db.execute(
                "SELECT DISTINCT article FROM object WHERE entity = ? AND article IS NOT NULL",
                (number,),
            )
            found.update(article for (article,) in rows)
        return set(self._names.names(list(found)).values())

    def _records(self, article: str, kind: Kind) -> tuple[object, ...]:
        rows = self._db.execute(
            "SELECT obj, layer, fields FROM object WHERE article = ? AND kind = ? ORDER BY obj",
            (self._names.find(article), self._names.find(kind)),
        )
        found: list[object] = []
        for obj, layer, text in rows:
            fields = {**_decode(text), "article": article}
            if layer is not None:
                fields["layer"] = self._names.name(layer)
            found.append(from_fields(kind, self._names.name(obj), fields))
        return tuple(found)

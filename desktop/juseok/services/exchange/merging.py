"""Bringing colleagues' files back: looked through, previewed, merged, undone as a whole.

A file is a project (``.juseok``) or a bundle (``.juseokb``).  :func:`take_in` makes private copies
in a folder that the caller clears away; :func:`preview` says what they would bring;
:func:`merge_taken` does it.  Nothing is ever written to what was brought.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeAlias

from juseok.core.errors import Cancelled, ProjectError
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, CREATE_MANY, DELETE, REDO, UNDO, Op
from juseok.services.exchange.kept import kept_by_lead
from juseok.services.exchange.previews import COUNTED, ONCE, Preview, Share
from juseok.services.exchange.said import names_here
from juseok.store.bundle_in import open_bundle
from juseok.store.carried import Carried, Texts
from juseok.store.connection import connect
from juseok.store.fold import reversal, undone_actions
from juseok.store.foreign import open_foreign, open_private
from juseok.store.hidden import Hidden
from juseok.store.incoming import Incoming, Known, about, prove
from juseok.store.merge import MergeReport
from juseok.store.meta import read_project_id
from juseok.store.names import unpack
from juseok.store.op_bodies import decode_batch, decode_body
from juseok.store.project import Project
from juseok.store.ranges import Ranges
from juseok.store.working_copy import intended_for

BUNDLE_SUFFIX: Final = ".juseokb"
PROJECT_SUFFIX: Final = ".juseok"

_CHUNK: Final = 500
Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Taken:
    """A private copy of one file that was looked through: ``path`` in the caller's folder;
    ``file``: what it is a copy of."""

    name: str
    path: Path
    file: Path = Path()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be taken, and why."""

    file: Path
    why: Message


Refuse: TypeAlias = Callable[[Refused], object]
"""Told of each file that cannot be taken; the others are."""


def take_in(
    *,
    project: Path,
    files: Sequence[Path],
    folder: Path,
    refuse: Refuse | None = None,
    progress: Progress = lambda done, of: None,
    cancelled: Asked = lambda: False,
) -> list[Taken]:
    """Private copies of ``files``, each looked through as a whole, in the empty ``folder``.

    ``project`` is only read.  ``refuse`` is told what is wrong with files that cannot be taken
    (damaged, altered, of another project, newer, hostile …); without it ``ProjectError`` is raised
    with the first.  Raises ``Cancelled``.
    """
    with closing(connect(project, mode="ro")) as db:
        known = Known(db)
        own = read_project_id(db, project)
        taken: list[Taken] = []
        for number, file in enumerate(files):
            place = folder / str(number)
            place.mkdir()
            step = _part(progress, number, len(files))
            try:
                with _opened(file, place, project=project, cancelled=cancelled) as incoming:
                    if incoming.project_id != own:
                        raise ProjectError("foreign.other_project", name=file.name)
                    prove(incoming, known, progress=step, cancelled=cancelled)
                    taken.append(Taken(file.name, incoming.path, file))
            except ProjectError as error:
                if refuse is None:
                    raise
                refuse(Refused(file, error.message))
        return taken


def _opened(file: Path, place: Path, *, project: Path, cancelled: Asked) -> Incoming:
    opener = open_bundle if file.suffix.lower() == BUNDLE_SUFFIX else open_foreign
    return opener(file, place, own=project, cancelled=cancelled)


def _part(progress: Progress, number: int, count: int) -> Progress:
    return lambda done, of: progress(number * of + done, count * of)


def preview(
    *,
    project: Path,
    taken: Sequence[Taken],
    refuse: Refuse | None = None,
    progress: Progress = lambda done, of: None,
    cancelled: Asked = lambda: False,
) -> Preview:
    """What merging ``taken`` into ``project`` would bring; changes nothing.

    ``refuse`` is told of those that say otherwise what the project has, and the rest is looked at;
    without it ``ProjectError`` is raised with the first.
    """
    with closing(connect(project, mode="ro")) as db:
        look = _Look(Known(db))
        with ExitStack() as stack:
            files = [stack.enter_context(open_private(e.path, proved=True)) for e in taken]
            for number, incoming in enumerate(files):
                try:
                    look.at(incoming, _part(progress, number, len(taken)), cancelled)
                except ProjectError as error:
                    why = about(error, taken[number].name)
                    if refuse is None:
                        raise why from error
                    refuse(Refused(taken[number].file, why.message))
                    rest = [*taken[:number], *taken[number + 1 :]]
                    return preview(project=project, taken=rest, refuse=refuse, progress=progress,
                                   cancelled=cancelled)  # fmt: skip
            found = look.result(tuple(item.name for item in taken))
            instead = kept_by_lead(look.known, files, look.hidden.back(files))
        return replace(found, kept=instead.sentences)


@dataclass(slots=True)
class _Person:
    articles: set[str] = field(default_factory=set[str])
    counts: Counter[str] = field(default_factory=Counter[str])
    once: set[str] = field(default_factory=set[str])


class _Look:
    """Counts what is new, file after file."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._people: defaultdict[str, _Person] = defaultdict(_Person)
        self._names: dict[str, str] = {}
        self._articles: set[str] = set()
        self._forks: dict[str, int] = {}
        self._ranges = Ranges()
        self._replicas: set[str] = set()
        self._ends = known.log.heads()
        self.hidden = Hidden(known)
        self._new = self._old = 0

    def at(self, incoming: Incoming, progress: Progress, cancelled: Asked) -> None:
        total, done = incoming.count(), 0
        undone = undone_actions(map(reversal, _reversals(incoming)))
        rows, texts = incoming.rows(), Texts()
        twice = _numbered_twice(incoming)
        back = self.hidden.back([incoming])
        while chunk := list(islice(rows, _CHUNK)):
            if cancelled():
                raise Cancelled("exchange.cancelled", name=incoming.name)
            hashes = self.known.hashes([row.op_id for row in chunk])
            for row in chunk:
                replica, seq = texts[row.replica], row.seq
                self._replicas.add(replica)
                self._ranges.add(replica, seq)
                known = hashes.get(row.op_id)
                if known is not None:
                    if known != row.hash:
                        raise ProjectError("project.op_twice", op=unpack(row.op_id))
                    if not back.holds(replica, seq):
                        self._old += 1
                        continue
                elif (replica, seq) in twice or self._is_taken(replica, seq):
                    self._forks[replica] = min(seq, self._forks.get(replica, seq))
                self._new += 1
                undoing = texts[row.annotator] in undone.get(unpack(row.action), ())
                self._count(row, texts, undone=undoing, again=known is not None)
            done += len(chunk)
            progress(done, total)

    def _is_taken(self, replica: str, seq: int) -> bool:
        if seq > self._ends.get(replica, (0, ""))[0]:
            return False
        row = self.known.db.execute(
            "SELECT 1 FROM op WHERE replica = ? AND seq = ? LIMIT 1",
            (self.known.names.find(replica), seq),
        ).fetchone()
        return row is not None

    def _count(self, row: Carried, texts: Texts, *, undone: bool, again: bool) -> None:
        verb, kind = texts[row.verb], texts[row.kind]
        objects = decode_batch(row.body).objects if verb == CREATE_MANY else ()
        if objects and all(self.known.has(obj) for obj, _, _ in objects):
            return  # what a working copy restates of a bulk action
        person = self._people[texts[row.annotator]]
        if verb == CREATE_MANY:
            for obj, sort, fields in objects:
                self._made(person, obj, sort, fields, undone=undone, again=again)
        elif verb == CREATE:
            fields = decode_body(row.body)
            self._made(person, unpack(row.obj), kind, fields, undone=undone, again=again)
        elif verb == DELETE and kind in COUNTED and not undone:
            person.counts[COUNTED[kind]] -= 1
            person.counts["changes"] += 1
        elif verb not in (UNDO, REDO) and not undone:
            person.counts["changes"] += 1

    def _made(
        self, person: _Person, obj: str, kind: str, fields: dict[str, object], *, undone: bool,
        again: bool,
    ) -> None:  # fmt: skip
        if kind == Kind.ANNOTATOR:
            self._names.setdefault(obj, str(fields.get("name", "")))
        if undone:
            return
        if kind == Kind.ARTICLE and (self.known.text(obj) is None or again):
            self._articles.add(obj)
        if kind in COUNTED:
            person.counts[COUNTED[kind]] += 1
        elif kind in ONCE and obj not in person.once:
            person.once.add(obj)
            person.counts[ONCE[kind]] += 1
        else:
            return
        article = fields.get("article")
        if isinstance(article, str):
            person.articles.add(article)

    def result(self, files: tuple[str, ...]) -> Preview:
        for replica in self._replicas:
            number = self.known.names.find(replica)
            for (seq,) in self.known.db.execute(
                "SELECT seq FROM op WHERE replica = ? ORDER BY seq", (number,)
            ):
                if not self.hidden.holds(replica, seq):
                    self._ranges.add(replica, seq)
        self._names |= names_here(self.known)
        shares = [
            Share(
                annotator,
                self._name(annotator),
                len(person.articles),
                **{name: max(0, count) for name, count in person.counts.items()},
            )
            for annotator, person in self._people.items()
        ]
        shares.sort(key=lambda share: (-share.tags, share.name, share.annotator))
        return Preview(
            files,
            self._new,
            self._old,
            tuple(shares),
            len(self._articles),
            tuple(sorted(self._forks.items())),
            () if intended_for(self.known.db) else self._ranges.gaps(),
        )

    def _name(self, annotator: str) -> str:
        if annotator in self._names:
            return self._names[annotator]
        for op in self.known.log.of_object(annotator):
            name = decode_body(op.body).get("name")
            if isinstance(name, str):
                return name
        return annotator[:8]


def _reversals(incoming: Incoming) -> Iterator[Op]:
    numbers = [incoming.names.find(verb) for verb in (UNDO, REDO)]
    return incoming.log.select("verb IN (?,?)", numbers)


def _numbered_twice(incoming: Incoming) -> set[tuple[str, int]]:
    rows = incoming.db.execute(
        "SELECT replica, seq FROM op GROUP BY replica, seq HAVING count(op_id) > 1"
    )
    return {(incoming.names.name(replica), seq) for replica, seq in rows}


def merge_taken(
    *,
    project: Project,
    taken: Sequence[Taken],
    backup: bool = True,
    progress: Progress = lambda done, of: None,
    cancelled: Asked = lambda: False,
) -> MergeReport:
    """Take what was looked through into ``project``, after a backup, as one action.

    ``progress`` counts each operation twice: when it is in the log, and when it can be seen.
    Undoing that action takes all of it out again; what such an undo took out comes back when it
    is brought again.  Raises ``ProjectError``, also when
    ``cancelled``; then nothing of it counts.
    """
    with ExitStack() as stack:
        files = [stack.enter_context(open_private(item.path, proved=True)) for item in taken]
        total = sum(file.count() for file in files)
        if backup:
            project.back_up()
        project.writer.flush()
        with closing(connect(project.path, mode="ro")) as db:
            back = Hidden(Known(db)).back(files)
            instead = kept_by_lead(Known(db), files, back)
        report = project.merge_ops(
            contents=chain.from_iterable(file.contents() for file in files),
            rows=chain.from_iterable(file.rows() for file in files),
            note=merge_label(taken),
            back=back,
            also=instead.changes,
            cancelled=cancelled,
            progress=lambda done: progress(done, 2 * total),
            behind=lambda left: progress(2 * total - min(left, total), 2 * total),
        )
    progress(2 * total, 2 * total)
    return report


def merge_label(taken: Sequence[Taken]) -> Message:
    """What undo calls the merge of ``taken``."""
    name = taken[0].name
    if len(taken) == 1:
        return Message("undo.exchange.merge", name=name)
    return Message("undo.exchange.merge_more", name=name, count=len(taken) - 1)


def merge_files(
    *,
    project: Project,
    files: Sequence[Path],
    folder: Path,
    progress: Progress = lambda done, of: None,
    cancelled: Asked = lambda: False,
) -> tuple[Preview, MergeReport]:
    """All of it at once, for callers that do not ask in between."""
    taken = take_in(project=project.path, files=files, folder=folder, cancelled=cancelled)
    seen = preview(project=project.path, taken=taken, cancelled=cancelled)
    report = merge_taken(project=project, taken=taken, progress=progress, cancelled=cancelled)
    return seen, report

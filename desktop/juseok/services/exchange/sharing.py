"""Sharing a project by a folder that any sync tool carries: write what is own, read the others'.

Which folder, and which files were read, is kept in the user's state by project file: it is of this
machine.  What comes in is a union like any merge, looked through as any colleague's file is; it is
no action of one's own, so that undo goes on meaning one's last edit.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import msgspec

from juseok.core.errors import Cancelled, ProjectError
from juseok.core.ids import sha256_hex
from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, CREATE_MANY, Op
from juseok.services.exchange.kept import kept_by_lead
from juseok.services.exchange.merging import Taken, merge_label
from juseok.store import shared
from juseok.store.bundle import name_of
from juseok.store.bundle_in import fill
from juseok.store.connection import connect
from juseok.store.content import ArticleContent, Content, PageContent, article_text, page_data
from juseok.store.foreign import open_private
from juseok.store.hidden import Hidden
from juseok.store.incoming import UNREADABLE, Incoming, Known, damaged, prove
from juseok.store.log import LIVE
from juseok.store.meta import read_project_id
from juseok.store.op_bodies import decode_batch, decode_body
from juseok.store.project import Project
from juseok.store.ranges import Range, Ranges

_AT_ONCE: Final = 5000
"""Operations in one file."""

Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Which folder a project is shared by (empty: none), and the files that were read."""

    folder: str = ""
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What the folder has that is new: private copies of it, the names of their files, and
    sentences on what cannot be read now."""

    taken: tuple[Taken, ...] = ()
    names: frozenset[str] = frozenset()
    problems: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Synced:
    """What a run did."""

    written: int = 0
    read: int = 0
    problems: tuple[Message, ...] = field(default=())

    def sentence(self) -> Message:
        if not self.written and not self.read:
            return Message("exchange.sync.nothing")
        return Message("exchange.sync.done", written=self.written, read=self.read)


def state_file(state: Path, project: Path, project_id: str) -> Path:
    """Where it is kept for the project file at ``project``."""
    name = sha256_hex(str(project.absolute()).encode())[:32]
    return state / "shared" / project_id / f"{name}.json"


def read_sharing(file: Path) -> Sharing:
    """What is kept; nothing where there is no such file, or it cannot be read."""
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
        return Sharing(str(found["folder"]), frozenset(map(str, found["seen"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Sharing()


def keep_sharing(file: Path, sharing: Sharing) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".tmp")
    text = json.dumps({"folder": sharing.folder, "seen": sorted(sharing.seen)}, ensure_ascii=False)
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def write_own(*, project: Path, writer: str, folder: Path, cancelled: Asked = lambda: False) -> int:
    """Write operations that nobody shares yet: the copy's own, and those of replicas that have no
    place in the folder (a bulk row from a bundle, what was made before).  How many.

    ``project`` is only read.  Raises ``ProjectError``.
    """
    with closing(connect(project, mode="ro")) as db:
        known = Known(db)
        project_id = read_project_id(db, project)
        there = shared.scan(folder, project_id)
        writers = {file.writer for file in there} - {writer}
        there = [file for file in there if file.writer != writer or _is_ours(known, file)]
        count = 0
        for (number,) in db.execute("SELECT DISTINCT replica FROM op").fetchall():
            replica = known.names.name(number)
            files = [file for file in there if file.range[0] == replica]
            for ops in _missing(known, replica, files, elsewhere=replica in writers):
                if cancelled():
                    raise Cancelled("exchange.cancelled_sending", name=folder.name)
                with_reason = _needed(known, ops)
                _write(folder, project_id, writer, ops, with_reason)
                count += len(ops)
        return count


def _write(
    folder: Path, project_id: str, writer: str, ops: list[Op], contents: Iterator[Content]
) -> None:
    try:
        shared.write_contents(folder, project_id, writer, contents)
        shared.write_ops(folder, project_id, writer, ops)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProjectError("project.io", name=folder.name, reason=reason) from error


def _is_ours(known: Known, file: shared.SharedFile) -> bool:
    """Whether a file below the own name tells what happened here, and not in another copy that
    was made together with the user's state."""
    op = shared.last_op(file)
    return op is None or known.log.has(op.op_id)


def _published(known: Known, replica: str, files: list[shared.SharedFile]) -> dict[int, set[str]]:
    """Which operations ``files`` have of each number that a fork gave twice: one branch covers
    the numbers of the other."""
    rows = known.db.execute(
        "SELECT seq FROM op WHERE replica = ? GROUP BY seq HAVING count(*) > 1",
        (known.names.find(replica),),
    )
    out: dict[int, set[str]] = {seq: set() for (seq,) in rows}
    for file in files:
        _, low, high = file.range
        if any(low <= seq <= high for seq in out):
            with suppress(OSError, msgspec.MsgspecError, ValueError):
                for op in shared.read_ops(file):
                    out.get(op.seq, set()).add(op.op_id)
    return out


def _missing(
    known: Known, replica: str, files: list[shared.SharedFile], *, elsewhere: bool
) -> Iterator[list[Op]]:
    """Runs of operations of ``replica`` that none of its ``files`` has, at most so many at a time;
    where it writes ``elsewhere`` itself, what a fork gave twice alone.

    No reading goes on between two of them, so that nobody who writes waits for it.  Both rows of
    a number that a fork gave twice are in one run.
    """
    ranges = Ranges()
    for file in files:
        ranges.add(*file.range)
    covered = [(low, high) for _, low, high in ranges.all()]
    forked = _published(known, replica, files)
    if elsewhere and not forked:
        return
    number = known.names.find(replica)
    last = known.log.heads().get(replica, (0, ""))[0]
    for first in range(0, last + 1, _AT_ONCE):
        run: list[Op] = []
        for op in list(
            known.log.select(
                f"replica = ? AND seq BETWEEN ? AND ? AND {LIVE} ORDER BY seq, hash",
                (number, first, first + _AT_ONCE - 1),
            )
        ):
            if op.seq in forked:
                if op.op_id in forked[op.seq]:
                    continue
            elif elsewhere or any(low <= op.seq <= high for low, high in covered):
                continue
            if run and op.seq > run[-1].seq + 1:
                yield run
                run = []
            run.append(op)
        if run:
            yield run


def _needed(known: Known, ops: list[Op]) -> Iterator[Content]:
    """The texts and pages that ``ops`` bring in."""
    for op in ops:
        if op.verb == CREATE_MANY:
            made = decode_batch(op.body).objects
        elif op.verb == CREATE:
            made = [(op.obj, op.kind, decode_body(op.body))]
        else:
            continue
        for obj, kind, fields in made:
            if kind == Kind.ARTICLE:
                text = article_text(known.db, known.names, obj)
                if text is not None:
                    yield ArticleContent(obj, text, int(fields.get("norm_version", 1)))
            elif kind == Kind.PAGE:
                digest = str(fields.get("sha256", ""))
                data = page_data(known.db, digest)
                if data is not None:
                    yield PageContent(digest, data)


def look(
    *,
    project: Path,
    writer: str,
    folder: Path,
    seen: frozenset[str],
    place: Path,
    cancelled: Asked = lambda: False,
) -> Found:
    """Read what others wrote, and was not read before or is here no more, into private copies in
    ``place``.

    A file that cannot be read now (it is still on its way, or a damaged copy) keeps nothing else
    out.  Raises ``ProjectError`` where the folder itself is gone.
    """
    with closing(connect(project, mode="ro")) as db:
        known = Known(db)
        project_id = read_project_id(db, project)
        found = shared.scan(folder, project_id)
        new = [
            file
            for file in found
            if (
                not (file.name in seen and _is_here(known, file.range))
                if file.writer != writer
                else not _is_ours(known, file)
            )
        ]
        reading = _Reading(known, folder, project_id, place, cancelled)
        for other in sorted({file.writer for file in new}):
            reading.read([file for file in new if file.writer == other])
        return reading.found()


def _is_here(known: Known, numbers: Range) -> bool:
    """Whether the log has all of ``numbers``: an older file put in place may have lost them."""
    replica, low, high = numbers
    (count,) = known.db.execute(
        "SELECT count(DISTINCT seq) FROM op WHERE replica = ? AND seq BETWEEN ? AND ?",
        (known.names.find(replica), low, high),
    ).fetchone()
    return bool(count == high - low + 1)


class _Reading:
    """Makes private copies of files, and keeps what is wrong with those that cannot be read."""

    def __init__(
        self, known: Known, folder: Path, project_id: str, place: Path, cancelled: Asked
    ) -> None:
        self._known = known
        self._folder = folder
        self._project_id = project_id
        self._place = place
        self._cancelled = cancelled
        self._count = 0
        self._taken: list[Taken] = []
        self._names: set[str] = set()
        self._problems: list[Message] = []

    def found(self) -> Found:
        with ExitStack() as stack:
            files = [stack.enter_context(open_private(e.path, proved=True)) for e in self._taken]
            instead = kept_by_lead(self._known, files)
        told = (*self._problems, *instead.sentences)
        return Found(tuple(self._taken), frozenset(self._names), told)

    def read(self, theirs: list[shared.SharedFile]) -> None:
        """Take all files of a writer; where that fails, each that is good."""
        try:
            self._take(theirs)
        except Cancelled:
            raise
        except ProjectError as error:
            if len(theirs) > 1:
                for file in theirs:
                    self.read([file])
            elif error.message not in self._problems:
                self._problems.append(error.message)

    def _take(self, theirs: list[shared.SharedFile]) -> None:
        self._count += 1
        pool = self._place / f"{self._count}.pool"
        name = theirs[0].path.name if len(theirs) == 1 else self._folder.name
        there = _contents_known(self._known)
        writer = theirs[0].writer
        try:
            fill(
                pool,
                self._project_id,
                chain.from_iterable(map(shared.read_ops, theirs)),
                shared.read_contents(self._folder, self._project_id, writer, there),
                name=name,
                cancelled=self._cancelled,
            )
        except (OSError, msgspec.MsgspecError, *UNREADABLE) as error:
            raise damaged(name, error) from error
        with open_private(pool, proved=True) as incoming:
            incoming.name = name
            try:
                prove(incoming, self._known, cancelled=self._cancelled)
            except ProjectError as error:
                if error.message.code == "foreign.no_text":
                    raise ProjectError("exchange.sync.waiting", name=self._folder.name) from error
                raise
            self._agree(incoming)
        self._taken.append(Taken(self._folder.name, pool))
        self._names.update(file.name for file in theirs)

    def _agree(self, incoming: Incoming) -> None:
        """Refuse another operation under an id that is here or was taken: all that comes would be
        refused with it."""
        with ExitStack() as stack:
            others = [stack.enter_context(open_private(i.path, proved=True)) for i in self._taken]
            logs = [self._known.log, *(other.log for other in others)]
            ops = incoming.ops()
            while chunk := list(islice(ops, _AT_ONCE)):
                ids = [op.op_id for op in chunk]
                for there in [log.hashes_of(ids) for log in logs]:
                    for op in chunk:
                        if there.get(op.op_id, op.hash) != op.hash:
                            raise ProjectError("project.op_twice", op=op.op_id)


def _contents_known(known: Known) -> set[str]:
    rows = known.db.execute(
        "SELECT article, norm_version FROM article_text ORDER BY article"
    ).fetchall()
    texts = {name_of(ArticleContent(known.names.name(n), "", norm)) for n, norm in rows}
    pages = known.db.execute("SELECT hash FROM page_content")
    return texts | {name_of(PageContent(digest.hex(), b"")) for (digest,) in pages}


def take(
    *,
    project: Project,
    found: Found,
    cancelled: Asked = lambda: False,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Merge what :func:`look` found; how many operations are new.

    What was merged and undone in this copy, and comes now for the first time by the folder, counts
    again by an action that undo takes back.
    """
    with ExitStack() as stack:
        files = [stack.enter_context(open_private(item.path, proved=True)) for item in found.taken]
        if not files:
            return 0
        project.writer.flush()
        with closing(connect(project.path, mode="ro")) as db:
            back = Hidden(Known(db), made_by=project.replica).back(files)
            instead = kept_by_lead(Known(db), files, back)
        report = project.merge_ops(
            contents=chain.from_iterable(file.contents() for file in files),
            rows=chain.from_iterable(file.rows() for file in files),
            note=merge_label(found.taken[:1]),
            back=back,
            whole=False,
            also=instead.changes,
            cancelled=cancelled,
            progress=progress,
        )
        return report.added


def sync(*, project: Project, state: Path, place: Path, cancelled: Asked = lambda: False) -> Synced:
    """Write what is own, read what is others', in this process; for the shell and for tests."""
    file = state_file(state, project.path, project.project_id)
    sharing = read_sharing(file)
    folder = Path(sharing.folder)
    if not sharing.folder or not folder.is_dir():
        raise ProjectError("project.no_folder", folder=sharing.folder)
    found = look(
        project=project.path,
        writer=project.replica,
        folder=folder,
        seen=sharing.seen,
        place=place,
        cancelled=cancelled,
    )
    read = take(project=project, found=found, cancelled=cancelled)
    written = write_own(
        project=project.path, writer=project.replica, folder=folder, cancelled=cancelled
    )
    keep_sharing(file, Sharing(sharing.folder, sharing.seen | found.names))
    return Synced(written, read, found.problems)

"""The learned model as the window has it: trained behind it, asked for each article, spoken of.

Training runs in a process of its own and writes a file beside the user's state.  The analyser's
process reads that file; what it names goes to the suggestions, as long as the model beats the
rules and nobody has switched it off.
"""

from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from juseok.core.errors import AnalyserGone, Cancelled, KnownError
from juseok.core.messages import Message
from juseok.core.model import Viewer
from juseok.lang.sequence import Found
from juseok.lang.sequence_file import Report, read_model
from juseok.services.edits import elide
from juseok.services.heavy import Worker
from juseok.services.suggestions import learning
from juseok.services.suggestions.suggesting import Proposal
from juseok.services.user import state_dir
from juseok.ui.context import PanelContext
from juseok.ui.i18n import sentence, tr
from juseok.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from juseok.store.reader import Reader

SETTING: Final = "korean.learned"
_PAUSE_MS: Final = 2_000
_FLOOR, _RANGE = 0.5, 0.4
"""What was learned yields to what is known."""
_SOURCE: Final = "learned"
_SEVERAL: Final = 200
"""Lines of an article that are asked about in one go."""


class Learning(QObject):
    """Looks after one model: of this annotator, in this project.

    ``changed``: :attr:`report` or :attr:`training` changed.  ``told(words)``: for the status line.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context.place)
        self._context = context
        self._session = session = context.session
        viewer, project = session.project.viewer(), session.project.project_id
        self._viewer = viewer  # in a review the session looks at gold
        self._path = learning.model_path(state_dir(), project, viewer.annotator)
        self._pool: Tasks | None = None
        self._job: Job[Any] | None = None
        self._missing: Message | None = None
        self._tried = -1
        self.report: Report | None = None
        self.training = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)

    def start(self) -> None:
        """Look what there is, and from now on learn by itself."""
        session = self._session
        session.closing.connect(self._end)
        session.workspace_ready.connect(self._ask)
        session.article_changed.connect(self._article_changed)
        self._context.place.article_changed.connect(self._ask)
        self._context.settings.changed.connect(self._setting_changed)
        if self._context.analyser is not None:
            self._context.analyser.changed.connect(self._ask_here)
        self.look()

    # -- what there is

    @property
    def on(self) -> bool:
        """Whether a person wants it used."""
        return self._context.settings.flag(SETTING)

    @property
    def words(self) -> str:
        """How the model is, in one sentence."""
        if self.training:
            return tr("The model is being trained.")
        if self.report is not None:
            said = sentence(learning.said(self.report))
            return said if self.on else tr("{model} (switched off)", model=said)
        return sentence(self._missing) if self._missing is not None else ""

    def look(self) -> None:
        """Read what there is; train where there is none, a damaged one, or much new work."""
        self._session.tasks.run(
            partial(_look, self._path, self._viewer), self._seen, slot=f"learned {id(self)}"
        )

    def _seen(self, found: "tuple[Report | None, int]") -> None:
        report, finished = found
        self.report = report
        self._missing = _missing(finished)
        self._tell()
        self._ask_here()
        known = report.finished if report is not None else None
        due = known is None or finished - known >= learning.AGAIN
        wanted = self.on and self._context.settings.flag("korean.analyser")
        if due and wanted and self._missing is None and finished != self._tried:
            self._tried = finished
            self._train(quiet=True)

    # -- training

    def train(self) -> None:
        """Train now, on all there is; says so, or what is missing."""
        if self.training:
            self.told.emit(tr("The model is being trained."))
        else:
            self._train(quiet=False)

    def _train(self, *, quiet: bool) -> None:
        if self.training:
            return
        self.training = True
        self._tell()
        self._session.tasks.run(
            partial(_enough, self._viewer),
            partial(self._study, quiet),
            failed=partial(self._failed, quiet),
        )
        if not quiet:
            self.told.emit(tr("The model is being trained."))

    def _study(self, quiet: bool, _: None) -> None:
        if self._pool is None:
            self._pool = self._session.pools.working()
        self._job = self._pool.run(
            partial(_study, self._path, self._session.project.path, self._viewer),
            self._trained,
            failed=partial(self._failed, quiet),
        )

    def _trained(self, report: Report) -> None:
        self.training, self.report, self._missing = False, report, None
        self._tell()
        self.told.emit(self.words)
        self._ask_here()

    def _failed(self, quiet: bool, error: BaseException) -> None:
        self.training = False
        self._tell()
        if isinstance(error, KnownError):
            known = quiet and isinstance(error, learning.LearningError)
            if not known and not isinstance(error, Cancelled):
                self.told.emit(sentence(error.message))
        else:
            self._session.error.emit(error)

    def _end(self) -> None:
        """The project is let go: nobody waits for what is being learned."""
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()

    # -- using

    def _ask_here(self) -> None:
        self._ask(self._context.place.article)

    def _ask(self, article: str) -> None:
        """Have the article on screen looked through."""
        context, report = self._context, self.report
        workspace = self._session.workspace(article)
        if article != context.place.article or workspace is None:
            return
        suggestions, analyser = context.suggestions, context.analyser
        if suggestions is None or analyser is None:
            return
        if report is None or not report.better or not self.on:
            suggestions.offer(_SOURCE, article, ())
            return
        lines = learning.readable(workspace.article)[:_SEVERAL]
        analyser.ask(
            "learned",
            [str(self._path), report.version, lines],
            partial(self._answer, article),
            failed=self._unanswered,
            answer=list[Found],
            slot="learned",
        )

    def _answer(self, article: str, found: "list[Found] | None") -> None:
        workspace, suggestions = self._session.workspace(article), self._context.suggestions
        if workspace is None or suggestions is None or not self.on:
            return
        text = workspace.text
        known = {each.id for each in self._session.scheme.entity_types if not each.retired}
        offered = [_proposal(text, each) for each in found or () if each.type in known]
        suggestions.offer(_SOURCE, article, offered)

    def _unanswered(self, error: BaseException) -> None:
        if not isinstance(error, AnalyserGone):
            self._session.error.emit(error)

    # -- keeping up

    def _article_changed(self, _: str) -> None:
        self._pause.start()

    def _setting_changed(self, key: str) -> None:
        if key == SETTING:
            self._tell()
            self._ask_here()

    def _tell(self) -> None:
        if self._context.suggestions is not None:
            self._context.suggestions.tell_model(self.words)
        self.changed.emit()


def _proposal(text: str, found: Found) -> Proposal:
    quote = elide(text[found.start : found.end])
    return Proposal(
        ((found.start, found.end),),
        Message("suggest.learned", quote=quote, type=found.type, share=round(found.score * 100)),
        _FLOOR + _RANGE * found.score,
        _SOURCE,
        found.type,
    )


def _missing(finished: int) -> Message | None:
    try:
        learning.enough(finished)
    except learning.LearningError as error:
        return error.message
    return None


def _look(path: Path, viewer: Viewer, reader: "Reader", _: object) -> "tuple[Report | None, int]":
    read = read_model(path)
    return (read[1] if read is not None else None), len(learning.finished(reader, viewer))


def _enough(viewer: Viewer, reader: "Reader", _: object) -> None:
    learning.enough(len(learning.finished(reader, viewer)))


def _study(path: Path, project: Path, viewer: Viewer, _: object, job: Job[Report]) -> Report:
    worker = Worker()
    job.stop = worker.stop
    with closing(worker):
        return worker.run(
            learning.learn_project, path, date.today(), project, viewer,
            cancelled=job.cancelled.is_set,
        )  # fmt: skip

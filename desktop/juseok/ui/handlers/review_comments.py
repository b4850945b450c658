"""Comments from anywhere: the open threads of all articles, what was said in one, an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from juseok.core.review_model import Comment
from juseok.services.about import About, about
from juseok.services.edits import elide
from juseok.services.review.comments import answer, read_open, resolve_thread, tells
from juseok.store.reader import Reader
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr
from juseok.ui.palette import Entry
from juseok.ui.review.reviewing import Reviewing

_TITLE = 24
"""Characters of an article's title beside a thread."""


@dataclass(frozen=True, slots=True)
class Thread:
    """What was said, on what, and in which article."""

    comments: tuple[Comment, ...]
    about: About
    title: str


class CommentHandlers(Handlers):
    """In a review a thread is read on its item; anybody else reads and answers it in a list."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._reviewing = Reviewing.of(context.session, context.place)
        self._people: dict[str, str] = {}
        self.router.register("review.comments", self.list_comments)
        self.session.merged.connect(self._look_for_own)
        self._look_for_own()

    def list_comments(self) -> None:
        """Every thread that is not closed, those that wait for this person first."""
        project = self.session.project
        me, viewer = project.annotator, project.viewer()

        def read(reader: Reader, _: object) -> tuple[list[Thread], dict[str, str]]:
            threads = read_open(reader, me)
            articles = list(dict.fromkeys(each[0].article for each in threads))
            titles = {row.id: row.title for row in reader.article_rows(viewer, articles)}
            found = [Thread(each, about(reader, each[0].target),
                            titles.get(each[0].article, "")) for each in threads]  # fmt: skip
            return found, {each.id: each.name for each in reader.annotators()}

        self.session.tasks.run(read, self._offer, slot="comments")

    def _look_for_own(self, *_: object) -> None:
        """The project was opened, or work came in: say so where somebody said something to this
        person."""
        me = self.session.project.annotator

        def read(reader: Reader, _: object) -> int:
            return sum(tells(each, me) for each in read_open(reader, me))

        self.session.tasks.run(read, self._tell, slot="comments for one")

    def _tell(self, count: int) -> None:
        if count:
            key = self.router.key_words("review.comments")
            self.context.say(tr("{count} comment(s) wait(s|) for you: {key}", count=count, key=key))

    def _offer(self, read: tuple[list[Thread], dict[str, str]]) -> None:
        found, self._people = read
        if not found:
            self.context.say(tr("No comment is open."))
            return
        me = self.session.project.annotator

        def listing(query: str) -> list[Entry]:
            return [
                Entry(self._words(each.comments[0]), self._where(each),
                      "person" if tells(each.comments, me) else "note", True,
                      partial(self._go, each))
                for each in found
                if any(query in f"{self._words(c)} {each.title}" for c in each.comments)
            ]  # fmt: skip

        self.context.choose(tr("Open comments"), listing)

    def _words(self, comment: Comment) -> str:
        name = "" if self._reviewing.anonymous else self._people.get(comment.annotator, "")
        return f"{name}: {comment.text}" if name else comment.text

    def _where(self, thread: Thread) -> str:
        more = len(thread.comments) - 1
        told = tells(thread.comments, self.session.project.annotator)
        words = (tr("for you") if told else "",
                 tr("{count} answer(s)", count=str(more)) if more else "",
                 elide(thread.title, _TITLE))  # fmt: skip
        return " · ".join(filter(None, words))

    def _go(self, thread: Thread) -> None:
        """To its item in a review; else to its place, with what was said."""
        first, review = thread.comments[0], self._reviewing
        if review.on:
            review.ask_for(first.target)
            if review.page.article == first.article:
                review.hold_record(first.target)
            else:
                self.place.go(first.article)
            return
        self.place.go(first.article, thread.about.start, thread.about.end)
        self._open(thread)

    def _open(self, thread: Thread) -> None:
        first = thread.comments[0]

        def listing(query: str) -> list[Entry]:
            text = query.strip()
            said = [  # Enter before anything is typed only leaves
                Entry(self._words(each), "", "note", not text, _nothing, whole=True)
                for each in thread.comments
            ]
            if text:
                run = partial(self._answer, thread.comments, text)
                return [*said, Entry(tr("Answer: {words}", words=text), "", "check", True, run)]
            if first.thread:  # answers alone: what they answer is not for this person
                return said
            settle = partial(self._settle, first)
            return [*said, Entry(tr("Settled"), "", "check", True, settle)]

        self.context.choose(tr("Type an answer"), listing)

    def _answer(self, thread: Sequence[Comment], text: str) -> None:
        project = self.session.project
        action = answer(ids=project.ids, thread=thread, text=text, annotator=project.annotator,
                        people=self._people)  # fmt: skip
        if self.do(action) and action is not None:
            self.context.say(sentence(action.label))

    def _settle(self, first: Comment) -> None:
        action = resolve_thread(comment=first, resolved=True)
        if self.do(action) and action is not None:
            self.context.say(sentence(action.label))


def _nothing() -> None:
    """What was said is there to be read."""

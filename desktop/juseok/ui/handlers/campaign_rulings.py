"""Parked questions reach the lead, whose answer becomes a numbered ruling."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from juseok.core.errors import KnownError
from juseok.core.model import Remark
from juseok.services.about import about
from juseok.services.campaigns.guidelines import Section, current, rule, sections
from juseok.services.edits import elide
from juseok.services.interchange.exporting import full_viewer
from juseok.services.tagging.remarks import quoted, words_asked
from juseok.store.reader import Reader
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import sentence, tr
from juseok.ui.palette import Entry

_WORDS, _TITLE = 40, 24
"""Characters of the words asked about, and of the article's title."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question, the words it is about, who asked, and in which article."""

    remark: Remark
    words: str
    name: str
    start: int
    title: str

    @property
    def asked(self) -> str:
        """What is asked, without the words it is about."""
        return self.remark.text.removeprefix(quoted(self.words)).strip()


class RulingHandlers(Handlers):
    """Peers see neither question nor answer before it is a ruling."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.campaigning = Campaigning.of(context.session)
        self.router.register("question.answer", self.answer, enabled=self._may)

    def answer(self) -> None:
        """List the open questions of everybody."""
        project = self.session.project

        def read(reader: Reader, _: object) -> list[Asked]:
            viewer = full_viewer(project)
            people = {each.id: each.name for each in reader.annotators()}
            owner = {e.id: people.get(e.annotator, "") for e in reader.layers()}
            asked = reader.campaigns.questions(viewer)
            articles = list(dict.fromkeys(each.article for each in asked))
            titles = {row.id: row.title for row in reader.article_rows(viewer, articles)}
            found: list[Asked] = []
            for each in asked:
                on = about(reader, each.target)
                words = on.words or words_asked(each.text)
                name, title = owner.get(each.layer, ""), titles.get(each.article, "")
                found.append(Asked(each, words, name, on.start, title))
            return found

        self.session.tasks.run(read, self._offer, slot="questions")

    def _offer(self, found: Sequence[Asked]) -> None:
        if not found:
            self.context.say(tr("Nobody has an open question."))
            return

        def listing(query: str) -> list[Entry]:
            return [
                Entry(
                    " – ".join(filter(None, (each.asked, elide(each.words, _WORDS))))
                    or tr("On the article"),
                    " · ".join(filter(None, (each.name, elide(each.title, _TITLE)))),
                    "question", True, partial(self._ask, each),
                )
                for each in found
                if query in f"{each.words} {each.remark.text} {each.name} {each.title}"
            ]  # fmt: skip

        self.context.choose(tr("Which question?"), listing)

    def _ask(self, asked: Asked) -> None:
        """Show the place, and let the answer be typed."""
        self.place.go(asked.remark.article, asked.start, asked.start)

        def listing(query: str) -> list[Entry]:
            words = query or tr("Type the ruling")
            run = partial(self._ask_section, asked, query)
            question = Entry(asked.asked, "", "question", False, run, whole=True)
            answer = Entry(words, elide(asked.words), "check", bool(query.strip()), run)
            return [question, answer] if asked.asked else [answer]

        on = elide(asked.words, _WORDS) or asked.title
        self.context.choose(tr("Ruling on “{words}”", words=on), listing)

    def _ask_section(self, asked: Asked, text: str) -> None:
        """Offer the sections of the guidelines that it may belong to; none is an answer, too."""

        def read(reader: Reader, _: object) -> tuple[Section, ...]:
            chosen = next((e.campaign.guideline for e in self.campaigning.team.states), "")
            held = current(reader.campaigns.guidelines(), chosen)
            return sections(held.text) if held is not None else ()

        def offer(found: tuple[Section, ...]) -> None:
            if not found:
                self._rule(asked, text, "")
                return
            none = Entry(tr("No section"), "", "minus", True, partial(self._rule, asked, text, ""))
            entries = [
                Entry(each.title, "", "book-open", True,
                      partial(self._rule, asked, text, min(each.names, key=len)))
                for each in found
            ]  # fmt: skip

            def listing(query: str) -> list[Entry]:
                key = query.casefold()
                return [each for each in (none, *entries) if key in each.text.casefold()]

            self.context.choose(tr("Which section of the guidelines does it belong to?"), listing)

        self.session.tasks.run(read, offer, slot="sections")

    def _rule(self, asked: Asked, text: str, section: str) -> None:
        rulings = self.campaigning.team.rulings
        try:
            action = rule(
                ids=self.session.project.ids, text=text, words=asked.words, rulings=rulings,
                annotator=self.campaigning.me, question=asked.remark, section=section,
            )  # fmt: skip
        except KnownError as error:
            self.context.say(sentence(error.message))
            return
        if self.do(action):
            self.context.say(sentence(action.label))

    def _may(self) -> bool:
        return self.campaigning.team.has_role(self.campaigning.me, "lead")

"""The lead's register of entities: proposals of annotators, in bulk or one by one."""

from collections.abc import Sequence
from functools import partial

from juseok.core.ops import Action
from juseok.services.edits import elide
from juseok.services.entities.proposals import Proposal, accept, keep_apart, read_proposals, refuse
from juseok.store.reader import Reader
from juseok.ui.campaigning import Campaigning
from juseok.ui.context import PanelContext
from juseok.ui.handlers.base import Handlers
from juseok.ui.i18n import language, tr
from juseok.ui.palette import Entry


class RegisterHandlers(Handlers):
    """Only the lead decides; what was accepted is undone like any other edit."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.campaigning = Campaigning.of(context.session)
        self.router.register("register.proposals", self.show, enabled=self._may)

    def show(self) -> None:
        """Look what was proposed, and offer what can be done with it."""
        project = self.session.project

        def read(reader: Reader, _: object) -> list[Proposal]:
            return read_proposals(
                reader, annotator=project.annotator, register_layer=project.register_layer
            )

        self.session.tasks.run(read, self._offer, slot="proposals")

    def _offer(self, found: Sequence[Proposal]) -> None:
        if not found:
            self.context.say(tr("Nobody proposes an entity."))
            return
        bulk = [each for each in found if each.in_bulk]
        entries: list[Entry] = []
        if bulk:
            words = tr("Accept {count} new or equal in name and type", count=len(bulk))
            entries.append(Entry(words, "", "check", True, partial(self._accept, bulk)))
        for each in found:
            entries += self._of(each)

        def listing(query: str) -> list[Entry]:
            return [each for each in entries if query.casefold() in each.text.casefold()]

        self.context.choose(tr("What is to come into the register?"), listing)

    def _of(self, each: Proposal) -> list[Entry]:
        first = each.entities[0]
        type_name = self._type_name(first.type)
        people = {p.id: p.name for p in self.campaigning.team.people}
        by = ", ".join(people.get(who, "") for who in each.by)
        where = f"{type_name} · {by}"
        name = first.name
        if each.sort == "change":
            return [
                Entry(self._wish(each), where, "edit", True, partial(self._accept, [each])),
                Entry(
                    tr("{name} stays as it is", name=name), where, "minus", True,
                    partial(self._refuse, each),
                ),
            ]  # fmt: skip
        if each.sort == "merge":
            other = each.entities[1].name
            joined = tr("{name} and {other} are one", name=name, other=other)
            apart = tr("{name} and {other} stay two", name=name, other=other)
        elif each.known is not None:
            joined = tr("{name}: the one that is in the register", name=name)
            apart = tr("{name}: another of that name", name=name)
        else:
            words = tr("{name}: into the register", name=name)
            return [Entry(words, where, "plus", True, partial(self._accept, [each]))]
        return [
            Entry(joined, where, "merge", True, partial(self._accept, [each])),
            Entry(apart, where, "split", True, partial(self._apart, each)),
        ]

    def _wish(self, proposal: Proposal) -> str:
        """What would be otherwise: name, type, other names, note."""
        before, after = proposal.entities[0], proposal.after
        said: list[str] = []
        if after.name != before.name:
            said.append(tr("name {name}", name=after.name))
        if after.type != before.type:
            said.append(tr("type {type}", type=self._type_name(after.type)))
        said += [f"+ {each}" for each in after.aliases if each not in before.aliases]
        said += [f"− {each}" for each in before.aliases if each not in after.aliases]
        if after.note != before.note:
            said.append(tr("note {note}", note=elide(after.note)))
        return f"{before.name} → {', '.join(said)}"

    def _type_name(self, type_id: str) -> str:
        kind = self.session.scheme.entity_type(type_id)
        return kind.name(language()) if kind is not None else type_id

    def _refuse(self, proposal: Proposal) -> None:
        self._decide(refuse(proposal=proposal))

    def _accept(self, chosen: Sequence[Proposal]) -> None:
        project = self.session.project
        self._decide(accept(ids=project.ids, chosen=chosen, register_layer=project.register_layer))

    def _apart(self, proposal: Proposal) -> None:
        self._decide(
            keep_apart(proposal=proposal, register_layer=self.session.project.register_layer)
        )

    def _decide(self, action: Action | None) -> None:
        self.do(action)

    def _may(self) -> bool:
        team = self.campaigning.team
        return bool(team.campaigns) and team.has_role(self.campaigning.me, "lead")

"""Links between claims: which other, which type; claims of other articles by search."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Final

from juseok.core.model import Claim, ClaimLink, Viewer
from juseok.core.scheme import LinkType
from juseok.services.edits import quote_of
from juseok.services.search.keeping import index_path
from juseok.services.search.similar_claims import Similar, similar_claims
from juseok.services.tagging import claim_links
from juseok.services.user import state_dir
from juseok.store.reader import Reader
from juseok.store.search_index import IndexGone, SearchIndex
from juseok.ui.claiming import Claiming, matches
from juseok.ui.context import PanelContext
from juseok.ui.i18n import language, tr
from juseok.ui.palette import Entry
from juseok.ui.place import Place
from juseok.ui.tasks import Job

_FOUND: Final = 40
_PAUSED: Final = "claims of other articles"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A claim of another article, and that article's title."""

    claim: Claim
    title: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link of a claim as it is shown.

    ``outward``: it leads from this claim to the other.  ``other`` is None until it was read.
    """

    link: ClaimLink
    type_name: str
    symmetric: bool
    outward: bool
    other: Claim | None
    title: str


class Linking(Claiming):
    """Looks up the other ends of links, and lets one be chosen."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._elsewhere: dict[str, Elsewhere] = {}
        self._wanted = ""
        self.session.article_changed.connect(self._forget)
        self.place.article_changed.connect(lambda _: self._arrived())

    # -- what there is

    def lines(self, claim: Claim, then: Callable[[], object]) -> list[LinkLine]:
        """The links of ``claim``; ``then`` is called when ends of other articles were read."""
        workspace, scheme = self.workspace, self.session.scheme
        lines: list[LinkLine] = []
        unknown: list[str] = []
        for link in workspace.links_of(claim.id) if workspace else ():
            if link.layer != self.layer:
                continue
            outward = link.head == claim.id
            end = link.tail if outward else link.head
            kind = scheme.link_type(link.type)
            other, title = self._end(end)
            if other is None:
                unknown.append(end)
            lines.append(
                LinkLine(
                    link,
                    kind.name(language()) if kind else link.type,
                    kind is not None and kind.symmetric,
                    outward,
                    other,
                    title,
                )
            )
        if unknown:
            self._read(unknown, then)
        return lines

    def _end(self, claim: str) -> tuple[Claim | None, str]:
        mine = self.mine(claim)
        if mine is not None:
            return mine, ""
        found = self._elsewhere.get(claim)
        return (found.claim, found.title) if found is not None else (None, "")

    def _read(self, claims: Sequence[str], then: Callable[[], object]) -> None:
        viewer = self.session.viewer

        def take(found: list[Elsewhere]) -> None:
            self._elsewhere.update((each.claim.id, each) for each in found)
            if found:
                then()

        self.session.tasks.run(
            lambda reader, _: _titled(reader, viewer, reader.claims(viewer, claims)),
            take,
            slot="ends of claim links",
        )

    def _forget(self, article: str) -> None:
        """What was read of an article is old once it changed."""
        for claim in [c for c, each in self._elsewhere.items() if each.claim.article == article]:
            del self._elsewhere[claim]

    # -- going there

    def go_to(self, claim: Claim) -> None:
        """Show a claim where it stands: here, in the article beside, or by opening its own."""
        start = claim.content[0].start
        beside = self.place.beside
        if claim.article == self.place.article:
            self.place.pick(start, start)
            self.place.take(claim.id)
            self.place.open_claim(claim.id)
        elif beside is not None and beside.article == claim.article:
            beside.pick(start, start)
            beside.take(claim.id)
        else:
            self._wanted = claim.id
            self.place.go(claim.article, start, start)

    def _arrived(self) -> None:
        wanted, self._wanted = self._wanted, ""
        if self.mine(wanted) is not None:
            self.place.take(wanted)
            self.place.open_claim(wanted)

    # -- choosing

    def choose_other(self, claim: Claim) -> None:
        """Let the other end be chosen: of this article, of the one beside, of any by search."""

        def listing(query: str) -> Sequence[Entry]:
            near = [*self._beside(), *self.own_claims]
            entries = [
                self._entry(claim, Elsewhere(each, "")) for each in near
                if each.id != claim.id and matches(query, quote_of(each.content),
                                                   self.source_of(each))
            ]  # fmt: skip
            self._search(claim, query, entries)
            return entries

        self.context.choose(tr("Link “{quote}” to …", quote=_short(claim)), listing)

    def _beside(self) -> list[Claim]:
        """Own claims of the article beside, the one in hand there first."""
        beside: Place | None = self.place.beside
        workspace = self.session.workspace(beside.article) if beside is not None else None
        if beside is None or workspace is None or beside.article == self.place.article:
            return []
        found = [each for each in workspace.claims if each.layer == self.layer]
        return sorted(found, key=lambda each: each.id != beside.record)

    def _search(self, claim: Claim, query: str, entries: Sequence[Entry]) -> None:
        """Add what other articles have, when it was read."""
        viewer = self.session.viewer
        apart = {claim.article, self.place.beside.article if self.place.beside else ""}

        def take(found: list[Elsewhere]) -> None:
            self.context.deliver(query, [*entries, *(self._entry(claim, each) for each in found)])

        self.session.tasks.run(
            lambda reader, _: _titled(
                reader, viewer, reader.find_claims(viewer, query, limit=_FOUND, apart=apart)
            ),
            take,
            slot=_PAUSED,
        )

    def choose_similar(self, claim: Claim) -> None:
        """Let one of the claims that may say the same be chosen, and how they are linked."""
        similar: list[Similar] | None = None
        path = index_path(state_dir(), self.session.project)
        viewer = self.session.viewer

        def work(reader: Reader, job: Job[list[Similar]]) -> list[Similar]:
            cancelled = job.cancelled.is_set
            try:
                index = SearchIndex.reading(path)
                with index or nullcontext():
                    return similar_claims(
                        reader=reader, viewer=viewer, claim=claim, index=index, cancelled=cancelled
                    )
            except IndexGone:
                return similar_claims(
                    reader=reader, viewer=viewer, claim=claim, cancelled=cancelled
                )

        def entries(query: str) -> list[Entry]:
            return [
                Entry(quote_of(each.claim.content), _cut(", ".join(each.shared), 40), "quote", True,
                      partial(self._choose_type, claim, each.claim))
                for each in similar or ()
                if matches(query, quote_of(each.claim.content), each.title, *each.shared)
            ]  # fmt: skip

        def listing(query: str) -> Sequence[Entry]:
            def take(found: list[Similar]) -> None:
                nonlocal similar
                similar = found
                self.context.deliver(query, entries(query))
                if not found:
                    self.context.say(tr("No other claim shares its entities, numbers or words."))

            if similar is None:
                self.session.tasks.run(work, take, slot="similar claims")
            return entries(query)

        self.context.choose(tr("Claims like “{quote}”", quote=_short(claim)), listing)

    def _entry(self, claim: Claim, other: Elsewhere) -> Entry:
        hint = other.title
        if not hint and other.claim.article == self.place.article:
            hint = self.source_of(other.claim)
        elif not hint:
            hint = tr("beside")
        words = quote_of(other.claim.content)
        return Entry(
            words, _cut(hint), "quote", True, partial(self._choose_type, claim, other.claim)
        )

    def _choose_type(self, claim: Claim, other: Claim) -> None:
        self._ask_type(
            tr("“{quote}” …", quote=_short(claim)),
            lambda kind: self.link(claim, other, kind.id),
            _short(other),
        )

    def choose_type(self, link: ClaimLink) -> None:
        """Let a link's type be chosen anew."""
        self._ask_type(tr("How are the claims linked?"), lambda kind: self.retype(link, kind.id))

    def _ask_type(self, words: str, take: Callable[[LinkType], object], hint: str = "") -> None:
        def listing(query: str) -> Sequence[Entry]:
            return [
                Entry(name, hint, "link", True, partial(take, kind))
                for kind in self.session.scheme.link_types
                if not kind.retired and matches(query, name := kind.name(language()), kind.id)
            ]

        self.context.choose(words, listing)

    # -- edits

    def link(self, head: Claim, tail: Claim, type_id: str) -> bool:
        return self.attempt(
            lambda: claim_links.add_claim_link(
                ids=self.session.project.ids,
                head=head,
                tail=tail,
                type=type_id,
                scheme=self.session.scheme,
                existing=self._links(head.id),
            )
        )

    def retype(self, link: ClaimLink, type_id: str) -> bool:
        return self.attempt(
            lambda: claim_links.retype_claim_link(
                link=link, type=type_id, scheme=self.session.scheme,
                existing=(*self._links(link.head), *self._links(link.tail)),
            )
        )  # fmt: skip

    def unlink(self, link: ClaimLink) -> bool:
        workspace = self.workspace
        return workspace is not None and self.attempt(
            lambda: claim_links.delete_claim_link(link=link, annotations=workspace.annotations)
        )

    def _links(self, claim: str) -> Sequence[ClaimLink]:
        workspace = self.workspace
        return workspace.links_of(claim) if workspace is not None else ()


def _titled(reader: Reader, viewer: Viewer, claims: Iterable[Claim]) -> list[Elsewhere]:
    """``claims`` with the titles of their articles."""
    found = list(claims)
    rows = reader.article_rows(viewer, sorted({claim.article for claim in found}))
    titles = {row.id: row.title for row in rows}
    return [Elsewhere(claim, titles.get(claim.article, "")) for claim in found]


def _short(claim: Claim) -> str:
    return _cut(quote_of(claim.content))


def _cut(words: str, length: int = 24) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"

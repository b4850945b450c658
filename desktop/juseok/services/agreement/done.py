"""Who has done which article, and who is compared at all."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from juseok.core.brief import EVERYTHING, Brief
from juseok.core.errors import KnownError
from juseok.core.model import Annotator, Layer
from juseok.core.review_model import PASSES, oversees
from juseok.store.comparing import Comparing, Round, Stand

_LEFT_OUT = frozenset({"in_progress", "skipped"})


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared.  ``articles`` None: all.

    ``campaign``: id or name; empty: everything.  ``unfinished``: what people are still at counts
    too.  ``own_first``: of others, only articles that the viewer has finished.
    """

    articles: frozenset[str] | None = None
    campaign: str = ""
    unfinished: bool = False
    own_first: bool = False


class AgreementError(KnownError):
    """What was asked for cannot be compared, or not by this person."""


@dataclass(frozen=True)
class Done:
    """Which layers have done which article, all by the file's numbers.

    ``by_part``: the same for each pass.  ``open``: which layer is still at which article.
    ``brief``: what is compared of their annotations.  ``asked``: the articles of the campaign;
    None where there is none.
    """

    by_article: Mapping[int, frozenset[int]]
    by_part: Mapping[str, Mapping[int, frozenset[int]]]
    stands: Mapping[tuple[int, int], Stand]
    open: frozenset[tuple[int, int]]
    brief: Brief = EVERYTHING
    asked: frozenset[int] | None = None

    @classmethod
    def of(cls, file: Comparing, question: Question, sealed: Collection[str] = ()) -> "Done":
        """What counts as done: finished, or annotated without a word on how far it is.

        An article that somebody is still at is not: what is missing would look like disagreement.
        In a campaign each pass counts by itself, so that "no claim" is told from "not looked", and
        only what it asks for is compared.  Of ``sealed`` articles (ids) nothing is.
        Raises :class:`AgreementError` for an unknown campaign, or one who works blind.
        """
        rounds = file.rounds()
        _refuse_blind(file, rounds)
        stands = {(stand.layer, stand.article): stand for stand in file.stands()}
        done, at_work = _done(file, stands, question)
        by_part, brief, asked = dict.fromkeys(PASSES, done), EVERYTHING, None
        if question.campaign:
            campaign = _round(rounds, question.campaign)
            assigned = _assigned(file, campaign)
            by_part, brief = _in_campaign(file, campaign, done, assigned), campaign.brief
            at_work &= assigned
            asked = frozenset(article for _, article in assigned)
        if question.own_first:
            own = file.number(file.viewer.own_layer)
            by_part = {part: {each for each in found if (own, each[1]) in found}
                       for part, found in by_part.items()}  # fmt: skip
        people = {number for number, layer in file.layers().items()
                  if layer.role in ("annotator", "gold")}  # fmt: skip
        if sealed:
            closed = set(file.numbers(sorted(sealed)).values())
            by_part = {part: {each for each in found if each[1] not in closed}
                       for part, found in by_part.items()}  # fmt: skip
        apart = {id(found): found for found in by_part.values()}
        once = {number: _grouped(found, people) for number, found in apart.items()}
        grouped = {part: once[id(found)] for part, found in by_part.items()}
        if len(once) == 1:  # nobody told the passes apart
            (every,) = once.values()
        else:
            every = _grouped(set[tuple[int, int]]().union(*by_part.values()), people)
        return cls(every, grouped, stands, frozenset(at_work), brief, asked)


def _done(
    file: Comparing, stands: Mapping[tuple[int, int], Stand], question: Question
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Layer and article of what is done, and of what is still being done."""
    done = {key for key, stand in stands.items() if stand.state == "finished"}
    at_work: set[tuple[int, int]] = set()
    for key in file.annotated():
        stand = stands.get(key)
        if stand is None or stand.state not in _LEFT_OUT:
            done.add(key)
        elif stand.state == "in_progress":
            at_work.add(key)
            if question.unfinished:
                done.add(key)
    return done, at_work


def _round(rounds: Sequence[Round], wanted: str) -> Round:
    for found in rounds:
        if wanted in (found.id, found.name):
            return found
    raise AgreementError("agreement.no_campaign", name=wanted)


def _assigned(file: Comparing, campaign: Round) -> set[tuple[int, int]]:
    """Layer and article of what the campaign gave to people; training is no part of it."""
    layers = file.layers()
    of = {layer.annotator: number for number, layer in layers.items() if layer.role == "annotator"}
    return {
        (of[each.annotator], each.article) for each in file.assigned()
        if each.campaign == campaign.id and not each.training and each.annotator in of
    }  # fmt: skip


def _in_campaign(
    file: Comparing, campaign: Round, done: set[tuple[int, int]], assigned: set[tuple[int, int]]
) -> dict[str, set[tuple[int, int]]]:
    """Per pass what was done of what the campaign asks for."""
    articles = {article for _, article in assigned}
    gold = {number for number, layer in file.layers().items() if layer.role == "gold"}
    whole = {key for key in done if key in assigned or (key[0] in gold and key[1] in articles)}
    passed = [each for each in file.passed(campaign.id) if each[:2] in assigned]
    return {
        part: whole | {each[:2] for each in passed if each.part == part}
        if part in campaign.passes else set()
        for part in PASSES
    }  # fmt: skip


def _grouped(done: set[tuple[int, int]], people: set[int]) -> dict[int, frozenset[int]]:
    by_article: dict[int, set[int]] = defaultdict(set)
    for layer, article in done:
        if layer in people:
            by_article[article].add(layer)
    return {article: frozenset(layers) for article, layers in by_article.items()}


def _refuse_blind(file: Comparing, rounds: Sequence[Round]) -> None:
    """Who works blind sees nobody else's work as a whole; leads and reviewers do."""
    me = file.viewer.annotator
    if oversees(file.roles().get(me, ())):
        return
    mine = {each.campaign for each in file.assigned() if each.annotator == me and not each.dropped}
    for campaign in rounds:
        if campaign.blind and not campaign.closed and campaign.id in mine:
            raise AgreementError("agreement.blind", name=campaign.name)


def participants(
    layers: Mapping[int, Layer], done: Done, people: Mapping[str, Annotator]
) -> tuple[dict[int, Layer], int | None]:
    """Those who have done anything, by name, and gold behind them; the place of gold."""
    active = {number for found in done.by_article.values() for number in found}

    def by_name(number: int) -> tuple[str, str]:
        layer = layers[number]
        person = people.get(layer.annotator)
        return person.name if person is not None else "", layer.id

    ordered = sorted((n for n in active if layers[n].role == "annotator"), key=by_name)
    gold = sorted((n for n in active if layers[n].role == "gold"), key=by_name)[:1]
    found = {number: layers[number] for number in (*ordered, *gold)}
    return found, len(ordered) if gold else None


def roots(file: Comparing) -> dict[int, int]:
    """Of entities that were joined, the number of the one that stands for all: the smallest id."""
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for one, other in file.joined():
        low, high = sorted((find(one), find(other)))
        parent[high] = low
    names = {*parent, *parent.values()}
    numbers = file.numbers(sorted(names))
    return {numbers[name]: numbers[root] for name in names
            if name in numbers and (root := find(name)) in numbers}  # fmt: skip

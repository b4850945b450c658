"""What a review made of one's own work, by the verdicts, and what is often confused."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from juseok.core.adjudicate_model import cover, record_version, said_by, spans_of
from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import Claim, ClaimLink, Mention, Relationship, Viewer
from juseok.core.names import is_particle
from juseok.core.ops import SET, Action
from juseok.core.review_model import Comment, Verdict, gold_layer_id
from juseok.core.scheme import Attribute, Scheme, name_message
from juseok.services.campaigns.guidelines import Section, current, section_of
from juseok.services.campaigns.reading import Team, read_team, sight_on
from juseok.services.edits import elide, quote_of
from juseok.services.review.comments import add_comment
from juseok.services.tagging.mentions import MakeId
from juseok.store.reader import Reader
from juseok.store.reviewing import Waiting

Judged: TypeAlias = Mention | Claim | Relationship | ClaimLink
Sort: TypeAlias = Literal[
    "kept", "type", "boundary", "particle", "entity", "other", "rejected", "missed"
]
_OPEN: Final = ("defer",)


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict as its annotator sees it.  ``mine`` is None for what was overlooked, ``gold``
    where nothing of it stands in gold; ``at``: when it was decided (UTC).

    ``reply``: the word that its annotator gave back.
    """

    article: str
    title: str
    verdict: Verdict
    at: str
    sort: Sort
    mine: Judged | None
    gold: Judged | None
    reply: Comment | None = None

    @property
    def reason(self) -> str:
        """Why it was not right: what was said of this version, else of the item."""
        return self.verdict.why(self.mine.id) if self.mine is not None else self.verdict.reason

    @property
    def words(self) -> str:
        """What it is about, as it stands in the text."""
        return _words(self.mine or self.gold)


@dataclass(frozen=True, slots=True)
class Confusion:
    """What was often decided otherwise: ``mine`` and ``gold`` are types (empty: nothing), and
    ``section`` is where the guidelines speak of it.  ``value``: of an attribute, which it is, and
    from what to what."""

    sort: Sort
    mine: str
    gold: str
    count: int
    section: Section | None = None
    value: Message | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """How much of what was judged in a week (its Monday) stayed as it was."""

    monday: str
    judged: int
    kept: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """The latest verdict first; confusions by how often they came."""

    changes: tuple[Change, ...] = ()
    confusions: tuple[Confusion, ...] = ()
    weeks: tuple[Week, ...] = ()


def read_feedback(reader: Reader, own: Viewer, scheme: Scheme) -> Feedback:
    """What reviewers decided on the own layer of ``own``, as far as that person may see gold."""
    team = read_team(reader)
    waiting = [each for each in reader.reviews.waiting([own.own_layer]) if each.verdicts]
    found: list[Change] = []
    for each in waiting:
        if _sees_gold(team, own, each.article):
            found += _of_article(reader, own, each)
    found.sort(key=lambda change: change.at, reverse=True)
    text = current(reader.campaigns.guidelines())
    return Feedback(
        tuple(found), _confusions(found, scheme, text.text if text is not None else ""),
        _weeks(found),
    )  # fmt: skip


def team_confusions(reader: Reader, own: Viewer, scheme: Scheme) -> tuple[Confusion, ...]:
    """What reviewers most often decided otherwise in anybody's work; nothing of it is told to who
    works blind."""
    if reader.is_blind(own):
        return ()
    found: list[Change] = []
    for layer in [each.id for each in reader.layers() if each.role == "annotator"]:
        theirs = Viewer(own.annotator, frozenset({layer}), layer)
        for each in reader.reviews.waiting([layer]):
            if each.verdicts:
                found += _of_article(reader, theirs, each)
    text = current(reader.campaigns.guidelines())
    return _confusions(found, scheme, text.text if text is not None else "")


def reply(*, ids: MakeId, change: Change, text: str, annotator: str) -> Action | None:
    """Answer a verdict, once; raises ``KnownError`` the second time."""
    if change.reply is not None:
        raise KnownError("feedback.replied")
    return add_comment(
        ids=ids, article=change.article, target=change.verdict.id, text=text, annotator=annotator,
        to=(change.verdict.annotator,) if change.verdict.annotator else (),
    )  # fmt: skip


def _sees_gold(team: Team, own: Viewer, article: str) -> bool:
    if not team.is_blind(own.annotator):
        return not team.is_sealed(own.annotator, article)
    return gold_layer_id() in sight_on(team, viewer=own, article=article).visible_layers


def _of_article(reader: Reader, own: Viewer, waiting: Waiting) -> list[Change]:
    """What was decided there on the own layer of ``own``.  What is in gold counts as overlooked
    only by those whose work was reviewed or is finished, and who have nothing of the sort there."""
    article = waiting.article
    layers = frozenset({own.own_layer, gold_layer_id()})
    held = reader.annotations(Viewer(own.annotator, layers, own.own_layer), article)
    records: dict[str, Judged] = {
        each.id: each
        for each in (*held.mentions, *held.claims, *held.relationships, *held.claim_links)
    }
    replies = {
        each.target: each
        for each in reader.reviews.comments(article)
        if each.annotator == own.annotator and not each.thread
    }
    title = next((row.title for row in reader.article_rows(own, [article])), "")
    found: list[Change] = []
    verdicts = reader.reviews.verdicts(article)
    mine_all = [each for each in records.values() if each.layer == own.own_layer]
    judged = {obj for verdict in verdicts for obj, _ in verdict.targets}
    took_part = waiting.states.get(own.own_layer) == "finished" or any(
        each.id in judged for each in mine_all
    )
    for verdict in verdicts:
        if verdict.decision in _OPEN:
            continue
        mine = next(
            (
                r
                for obj, _ in verdict.targets
                if (r := records.get(obj)) is not None and r.layer == own.own_layer
            ),
            None,
        )
        gold = records.get(verdict.made)
        if mine is None and (gold is None or not took_part or _stands_at(gold, mine_all)):
            continue
        ops = [each for each in reader.ops_of(verdict.id) if each.verb != SET]  # decisions
        found.append(
            Change(
                article, title, verdict, ops[-1].at if ops else "", _sort(verdict, mine, gold),
                mine, gold, replies.get(verdict.id),
            )
        )  # fmt: skip
    return found


def _stands_at(gold: Judged, records: Iterable[Judged]) -> bool:
    """Whether one of ``records`` is of the kind of ``gold``, at a place that they share."""
    places = cover(spans_of(gold))
    return any(
        type(each) is type(gold)
        and any(a < end and start < b for a, b in cover(spans_of(each)) for start, end in places)
        for each in records
    )


def _sort(verdict: Verdict, mine: Judged | None, gold: Judged | None) -> Sort:
    if mine is None:
        return "missed"
    targets = {obj for obj, _ in verdict.targets}
    if gold is None:
        if isinstance(mine, Mention) and verdict.taken and verdict.taken not in targets:
            return "kept" if mine.entity == verdict.taken else "entity"
        return "rejected"
    mine = _carried(verdict, mine, gold)
    if isinstance(mine, Mention) and isinstance(gold, Mention) and mine.spans != gold.spans:
        one, other = sorted((_words(mine), _words(gold)), key=len)
        tail = other.removeprefix(one)
        return "particle" if tail != other and is_particle(one, tail) else "boundary"
    if not isinstance(mine, Claim) and not isinstance(gold, Claim) and mine.type != gold.type:
        return "type"
    if isinstance(mine, Claim) and isinstance(gold, Claim) and mine.content != gold.content:
        return "boundary"
    if said_by(getattr(mine, "attributes", {})) != said_by(getattr(gold, "attributes", {})):
        return "other"
    return "kept"


def _carried(verdict: Verdict, mine: Judged, gold: Judged) -> Judged:
    """``mine`` as a migration of the scheme makes it, where that is why gold says otherwise."""
    if type(mine) is not type(gold):
        return mine
    names = [each for each in ("type", "attributes") if hasattr(gold, each)]
    for chosen in (names[:1], names):
        made = replace(mine, **{name: getattr(gold, name) for name in chosen})
        if (mine.id, record_version(made)) in verdict.carried:
            return made
    return mine


def _words(record: Judged | None) -> str:
    match record:
        case Mention():
            return quote_of(record.spans)
        case Claim():
            return elide(quote_of(record.content), 40)
        case Relationship():
            return elide(quote_of(record.evidence), 40)
        case _:
            return ""


def _type(record: Judged | None) -> str:
    return "" if record is None else "claim" if isinstance(record, Claim) else record.type


def _confusions(changes: Iterable[Change], scheme: Scheme, guideline: str) -> tuple[Confusion, ...]:
    counts: Counter[tuple[Sort, str, str, str, Message | None]] = Counter()
    for each in changes:
        if each.sort == "kept":
            continue
        values = _values(each, scheme) if each.sort == "other" else []
        for attribute, value in values or [("", None)]:
            counts[each.sort, _type(each.mine), _type(each.gold), attribute, value] += 1
    found: list[Confusion] = []
    for (sort, mine, gold, attribute, value), count in counts.most_common():
        names = [name for id_ in (attribute, gold, mine) for name in _names(id_, scheme)]
        section = next((s for name in names if (s := section_of(guideline, name))), None)
        found.append(Confusion(sort, mine, gold, count, section, value))
    return tuple(found)


def _names(type_: str, scheme: Scheme) -> Iterable[str]:
    if type_:
        yield type_
    types = (*scheme.entity_types, *scheme.relationship_types, *scheme.link_types)
    for each in (*types, *scheme.attributes):
        if each.id == type_:
            yield each.name("ko")
            yield each.name("en")


def _weeks(changes: Iterable[Change]) -> tuple[Week, ...]:
    judged, kept = Counter[str](), Counter[str]()
    for each in changes:
        try:
            day = date.fromisoformat(each.at[:10])
        except ValueError:
            continue
        monday = (day - timedelta(days=day.weekday())).isoformat()
        judged[monday] += 1
        kept[monday] += each.sort == "kept"
    return tuple(Week(monday, judged[monday], kept[monday]) for monday in sorted(judged))


def told(change: Change, scheme: Scheme) -> Message:
    """What became of it, in a sentence; types and values by their names in ``scheme``."""
    what = _otherwise(change, scheme) if change.sort == "other" else None
    if what is not None:
        return Message("feedback.said", words=elide(change.words), what=what)
    return Message(
        f"feedback.{change.sort}", words=elide(change.words), mine=_named(change.mine, scheme),
        gold=_named(change.gold, scheme), right=elide(_words(change.gold)),
    )  # fmt: skip


def _named(record: Judged | None, scheme: Scheme) -> Message | str:
    if isinstance(record, Claim):
        return Message("feedback.claim")
    kind = scheme.type(record.type) if record is not None else None
    return name_message(kind) if kind is not None else _type(record)


def _otherwise(change: Change, scheme: Scheme) -> Message | None:
    """The attributes that gold has otherwise, in one message."""
    found: Message | None = None
    for _, told in _values(change, scheme):
        found = Message("exchange.and", one=found, other=told) if found is not None else told
    return found


def _values(change: Change, scheme: Scheme) -> list[tuple[str, Message]]:
    """The attributes that gold has otherwise: the id of each, and from which value to which."""
    mine, gold = (getattr(each, "attributes", {}) for each in (change.mine, change.gold))
    found: list[tuple[str, Message]] = []
    for each in scheme.attributes:
        had, has = (held[each.id].value if each.id in held else None for held in (mine, gold))
        if had != has:
            told = Message("feedback.value", name=name_message(each),
                           mine=_value(each, had), gold=_value(each, has))  # fmt: skip
            found.append((each.id, told))
    return found


def _value(attribute: Attribute, value: str | bool | None) -> Message | str:
    if value is None or value == "":
        return Message("feedback.unset")
    if isinstance(value, bool):
        return Message("feedback.yes" if value else "feedback.no")
    known = attribute.value(value)
    return name_message(known) if known is not None else elide(value)

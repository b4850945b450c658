"""Campaigns: made, edited and closed, assigned and reassigned; how far each is, as actions.

Each gesture is one action of a person, as an annotation is: it can be undone, and it travels when
projects are merged.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields, replace

from juseok.core.model import Annotator, Kind
from juseok.core.ops import CREATE, CREATE_MANY, SET, Action, Change, Json
from juseok.core.records import to_body, value_to_json
from juseok.core.review_model import (
    AnnotatorSide,
    Assignment,
    Campaign,
    ReviewerSide,
    assignment_id,
    pass_state_id,
    review_state_id,
)
from juseok.services.campaigns.plan import Pair, replacements, spread
from juseok.services.campaigns.state import CampaignState
from juseok.services.edits import elide, label
from juseok.services.tagging.articles import article_state_id

MakeId = Callable[[], str]
LEAD = "lead"
_MANY = 50
"""More assignments than this are one row of the log."""


def make_campaign(
    *,
    ids: MakeId,
    campaign: Campaign,
    articles: Sequence[str],
    people: Sequence[str],
    training: Collection[str] = (),
    lead: Annotator | None = None,
) -> Action:
    """Make ``campaign`` (its id is given anew) and assign its articles to ``people`` evenly.

    ``training``: articles that everybody does first.  ``lead`` becomes the lead of the project.
    """
    made = replace(campaign, id=ids(), training=bool(training))
    rest = [each for each in articles if each not in training]
    pairs = spread(
        articles=rest, people=people, per_article=campaign.per_article, overlap=campaign.overlap
    )
    taught = [(article, person) for article in training for person in people]
    changes = [Change(made.id, Kind.CAMPAIGN, CREATE, to_body(made))]
    changes += _assign(ids, made.id, taught, {}, training=True)
    changes += _assign(ids, made.id, pairs, {})
    if lead is not None and LEAD not in lead.roles:
        roles = tuple(dict.fromkeys((*lead.roles, "reviewer", LEAD)))
        changes.append(Change(lead.id, Kind.ANNOTATOR, SET, {"roles": list(roles)}))
    return Action(label("campaign.make", name=elide(made.name)), tuple(changes))


def edit_campaign(*, before: Campaign, after: Campaign) -> Action | None:
    """Set what is otherwise in ``after``; None when nothing is."""
    body: dict[str, Json] = {}
    for item in fields(Campaign):
        value = getattr(after, item.name)
        if item.name != "id" and value != getattr(before, item.name):
            body[item.name] = value_to_json(value)
    if not body:
        return None
    closed = body.get("closed")
    code = "edit" if closed is None else "close" if closed else "reopen"
    change = Change(before.id, Kind.CAMPAIGN, SET, body)
    return Action(label(f"campaign.{code}", name=elide(after.name)), (change,))


def add_articles(
    *,
    ids: MakeId,
    state: CampaignState,
    articles: Iterable[str],
    people: Sequence[str],
) -> Action | None:
    """Assign articles that arrived; what is assigned stays.  None when all of them are."""
    pairs = spread(
        articles=articles,
        people=people,
        per_article=state.campaign.per_article,
        overlap=state.campaign.overlap,
        held=[(e.article, e.annotator) for e in state.active if not e.training],
    )
    return _assigning(ids, state, pairs, "assign")


def assign(
    *, ids: MakeId, state: CampaignState, articles: Iterable[str], annotator: str
) -> Action | None:
    """By hand: give ``articles`` to ``annotator``; None when that person has them."""
    pairs = [
        (each, annotator) for each in dict.fromkeys(articles) if not state.has(annotator, each)
    ]
    return _assigning(ids, state, pairs, "assign")


def drop_out(
    *, ids: MakeId, state: CampaignState, annotator: str, people: Sequence[str]
) -> Action | None:
    """``annotator`` leaves: what is not finished goes to the least loaded of ``people``.

    What is finished stays that person's, and counts.  None when nothing is left to do.
    """
    leaving = [
        each for each in state.queue(annotator) if state.side(annotator, each.article) != "finished"
    ]
    if not leaving:
        return None
    gone = {each.id for each in leaving}
    pairs = replacements(
        leaver=annotator,
        unfinished=[each.article for each in leaving if not each.training],
        people=people,
        held=[(e.article, e.annotator) for e in state.active if e.id not in gone],
    )
    drops = tuple(Change(obj, Kind.ASSIGNMENT, SET, {"dropped": True}) for obj in sorted(gone))
    changes = _assign(ids, state.campaign.id, pairs, _ends(state))
    return Action(label("campaign.drop", count=len(leaving)), (*drops, *changes))


def set_passes(
    *,
    state: CampaignState,
    annotator: str,
    layer: str,
    article: str,
    title: str,
    parts: Collection[str] = (),
    side: AnnotatorSide = "finished",
) -> Action | None:
    """Say how far ``annotator`` is with passes over an article (none named: all of them).

    A finished pass without an annotation says that there is none.  When the last pass is finished
    so is the article; None when all this is so already.
    """
    passes = state.campaign.passes
    wanted = [each for each in passes if each in (parts or passes)]
    now = state.pass_states(annotator, article)
    changed = [each for each in wanted if now[each] != side]
    if not changed:
        return None
    after = now | dict.fromkeys(changed, side)
    changes = [_pass(state.campaign.id, layer, article, part, side) for part in changed]
    whole = set(after.values()) == {"finished"}
    changes.append(_article(layer, article, "finished" if whole else "in_progress"))
    code = "finish" if side == "finished" else "take_up"
    return Action(
        label(f"campaign.{code}", title=elide(title), count=len(changed)), tuple(changes), article
    )


def set_review(
    *, state: CampaignState, article: str, title: str, side: ReviewerSide, reviewer: str,
    note: str = "",
) -> Action | None:  # fmt: skip
    """Say how far the review of an article is.  Returned: its annotators take it up again.

    None when it is so already; what was returned and is finished again can be returned again.
    """
    held = state.reviews.get(article)
    so_already = held is not None and (held.state, held.note) == (side, note)
    if so_already and not (side == "returned" and state.finished_by(article)):
        return None
    body: dict[str, Json] = {
        "campaign": state.campaign.id, "article": article, "state": side,
        "reviewer": reviewer, "note": note,
    }  # fmt: skip
    obj = review_state_id(state.campaign.id, article)
    changes = [Change(obj, Kind.REVIEW_STATE, CREATE, body)]
    if side == "returned":
        for person in sorted(state.finished_by(article)):
            layer = state.layers[person]
            changes += (
                _pass(state.campaign.id, layer, article, part, "returned")
                for part in state.campaign.passes
            )
            changes.append(_article(layer, article, "in_progress"))
    return Action(label(f"campaign.{side}", title=elide(title)), tuple(changes), article)


def _assigning(
    ids: MakeId, state: CampaignState, pairs: Sequence[Pair], code: str
) -> Action | None:
    if not pairs:
        return None
    changes = _assign(ids, state.campaign.id, pairs, _ends(state))
    told = label(f"campaign.{code}", name=elide(state.campaign.name), count=len(pairs))
    return Action(told, tuple(changes))


def _ends(state: CampaignState) -> dict[str, int]:
    """Annotator → the first free place of that person's queue."""
    found: dict[str, int] = {}
    for each in state.assignments:
        found[each.annotator] = max(found.get(each.annotator, 0), each.position + 1)
    return found


def _assign(
    ids: MakeId,
    campaign: str,
    pairs: Sequence[Pair],
    ends: dict[str, int],
    *,
    training: bool = False,
) -> list[Change]:
    places = dict(ends)
    rows: list[tuple[str, dict[str, Json]]] = []
    for article, person in pairs:
        at = places.get(person, 0)
        places[person] = at + 1
        made = Assignment("", campaign, article, person, at, training)
        # An id is the same on every machine; ``dropped`` is said, for it may have been true.
        body = {**to_body(made), "dropped": False}
        rows.append((assignment_id(campaign, article, person), body))
    if len(rows) <= _MANY:
        return [Change(obj, Kind.ASSIGNMENT, CREATE, body) for obj, body in rows]
    objects: list[Json] = [[obj, Kind.ASSIGNMENT.value, body] for obj, body in rows]
    return [Change(ids(), Kind.ASSIGNMENT, CREATE_MANY, {"objects": objects})]


def _pass(campaign: str, layer: str, article: str, part: str, side: AnnotatorSide) -> Change:
    # As article states: each step creates it, so that what is left after an undo is the latest.
    body: dict[str, Json] = {
        "layer": layer, "article": article, "campaign": campaign, "part": part, "state": side,
    }  # fmt: skip
    return Change(pass_state_id(campaign, layer, article, part), Kind.PASS_STATE, CREATE, body)


def _article(layer: str, article: str, state: str) -> Change:
    body: dict[str, Json] = {"layer": layer, "article": article, "state": state, "reason": ""}
    return Change(article_state_id(layer, article), Kind.ARTICLE_STATE, CREATE, body)

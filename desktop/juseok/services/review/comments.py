"""Comments: words on any object, in threads; they are never annotations and count for nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import from_fields, to_body
from juseok.core.review_model import Comment
from juseok.services.campaigns.reading import read_seal
from juseok.services.edits import elide
from juseok.services.tagging.mentions import MakeId
from juseok.store.reader import Reader


def add_comment(
    *,
    ids: MakeId,
    article: str,
    target: str,
    text: str,
    annotator: str,
    thread: str = "",
    to: tuple[str, ...] = (),
) -> Action | None:
    """A word on ``target`` (an object, or the article); ``thread``: the comment it answers, or
    the first of its thread.  None for nothing but blanks."""
    said = text.strip()
    if not said:
        return None
    comment = Comment(ids(), article, target, said, annotator, thread, to)
    change = Change(comment.id, Kind.COMMENT, CREATE, to_body(comment))
    return Action(Message("undo.comment.add", text=elide(said)), (change,), article)


def answer(
    *, ids: MakeId, thread: Sequence[Comment], text: str, annotator: str,
    people: Mapping[str, str],
) -> Action | None:  # fmt: skip
    """A word more in ``thread``; it tells those who wrote there, and whom it names (``people``:
    annotator → name).  None for nothing but blanks."""
    first = thread[0]
    told = {*(each.annotator for each in thread), *named_in(text, people)} - {annotator, ""}
    return add_comment(
        ids=ids, article=first.article, target=first.target, text=text, annotator=annotator,
        thread=first.thread or first.id, to=tuple(sorted(told)),
    )  # fmt: skip


def resolve_thread(*, comment: Comment, resolved: bool) -> Action | None:
    """Close the thread that ``comment`` begins, or open it again; None when it is so already."""
    if comment.resolved == resolved:
        return None
    code = "undo.comment.resolve" if resolved else "undo.comment.reopen"
    change = Change(comment.id, Kind.COMMENT, SET, {"resolved": resolved})
    return Action(Message(code, text=elide(comment.text)), (change,), comment.article)


def threads(comments: Iterable[Comment], targets: Iterable[str]) -> list[tuple[Comment, ...]]:
    """The threads on any of ``targets``: each with its answers behind it, the oldest first."""
    wanted = set(targets)
    ordered = sorted(comments, key=lambda each: each.id)  # ids grow with time
    first = [each for each in ordered if not each.thread and each.target in wanted]
    answers: dict[str, list[Comment]] = {}
    for each in ordered:
        if each.thread:
            answers.setdefault(each.thread, []).append(each)
    return [(each, *answers.get(each.id, ())) for each in first]


def comments_after(comments: Iterable[Comment], action: Action) -> tuple[Comment, ...]:
    """The comments of an article after ``action``, before the file says so."""
    held = {each.id: each for each in comments}
    for change in action.changes:
        if change.kind != Kind.COMMENT:
            continue
        if change.verb == CREATE:
            held[change.obj] = cast("Comment", from_fields(change.kind, change.obj, change.body))
        elif change.obj in held:
            resolved = bool(change.body.get("resolved"))
            held[change.obj] = replace(held[change.obj], resolved=resolved)
    return tuple(held.values())


def named_in(text: str, people: Mapping[str, str]) -> tuple[str, ...]:
    """The annotators (id → name) whom ``text`` names behind an ``@``, the longest name first."""
    found: list[str] = []
    for annotator in sorted(people, key=lambda each: (-len(people[each]), each)):
        if people[annotator] and f"@{people[annotator]}" in text:
            found.append(annotator)
            text = text.replace(f"@{people[annotator]}", "")
    return tuple(sorted(found))


def read_open(reader: Reader, annotator: str) -> list[tuple[Comment, ...]]:
    """The threads that are not closed, those that tell ``annotator`` first, then the newest.

    Who works blind, or may not see others' work in an article yet, gets of them what that person
    wrote or is told.
    """
    threads = reader.reviews.open_threads()
    if not threads:  # as a rule, and every opening of a project asks
        return []
    blind = reader.campaigns.is_blind(annotator)
    sealed = read_seal(reader, annotator).articles
    found: list[tuple[Comment, ...]] = []
    for each in threads:
        shut = blind or each[0].article in sealed
        kept = [c for c in each if not shut or annotator in (c.annotator, *c.to)]
        if kept:
            found.append(tuple(kept))
    return sorted(found, key=lambda each: not tells(each, annotator))


def tells(thread: Sequence[Comment], annotator: str) -> bool:
    """Whether the thread waits for ``annotator``: told by what others said last."""
    after = [each.annotator for each in thread]
    last = len(after) - after[::-1].index(annotator) if annotator in after else 0
    return any(annotator in each.to for each in thread[last:])

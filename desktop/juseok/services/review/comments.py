"""Comments: words on any object, in threads; they are never annotations and count for nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from juseok.core.messages import Message
from juseok.core.model import Kind
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import from_fields, to_body
from juseok.core.review_model import Comment
from juseok.services.edits import elide
from juseok.services.tagging.mentions import MakeId


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


def open_threads(comments: Sequence[Comment]) -> list[Comment]:
    """The first words of every thread that is not closed, the newest first."""
    found = [each for each in comments if not each.thread and not each.resolved]
    return sorted(found, key=lambda each: each.id, reverse=True)

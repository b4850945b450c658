"""Sentences of an article, corrected by hand: split, joined, or said to be a heading.

The corrections are one object of each article, which all who annotate it share, as they share
its zones.  The text stays as it is.
"""

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Article, Kind, SentenceEdits
from juseok.core.ops import CREATE, Action, Change, Json
from juseok.core.sentences import line_at, sentence_at, split_line, units_of
from juseok.services.edits import elide
from juseok.services.tagging.pending_facts import registers_of


def split_sentence(*, article: Article, at: int) -> Action | None:
    """Let a sentence begin at ``at`` (code points), or behind the blanks there.

    None where one begins there already, or where nothing but blanks stands before or behind.
    """
    text, edits = article.text, article.sentencing
    line, stop = line_at(text, at)
    while at < stop and text[at].isspace():
        at += 1
    units = units_of(text[line:stop], line, edits=edits)
    inside = next((unit for unit in units if unit[0] < at < unit[1]), None)
    if inside is None:
        return None
    joins = tuple(join for join in edits.joins if join != at)
    splits = edits.splits if len(joins) < len(edits.joins) else tuple(sorted((*edits.splits, at)))
    headings = tuple(each for each in edits.headings if not each[0] < at < each[1])
    label = Message("undo.sentence.split", text=elide(text[at : inside[1]]))
    return _changed(article, SentenceEdits(splits, joins, headings), label)


def join_sentence(*, article: Article, at: int) -> Action | None:
    """Join the sentence at ``at`` with the one behind it in its line.

    At the very beginning of a sentence, with the one before it.  None where there is none.
    """
    text, edits = article.text, article.sentencing
    line, stop = line_at(text, at)
    units = units_of(text[line:stop], line, edits=edits)
    seam = _seam(units, at)
    if seam is None:
        return None
    by_rule = {line + start for start, _ in split_line(text[line:stop])}
    bounds = {each: (each[0], _first_ink(text, each[1], stop)) for each in edits.headings}
    headings = tuple(each for each in edits.headings if seam not in bounds[each])
    # The other end of a heading that goes stays a beginning.
    ends = {end for each in edits.headings if each not in headings for end in bounds[each]}
    kept = {end for end in ends if line < end < stop} - by_rule
    splits = ({*edits.splits} | kept) - {seam}
    joins = {*edits.joins, seam} if seam in by_rule else {*edits.joins}
    new = SentenceEdits(tuple(sorted(splits)), tuple(sorted(joins)), headings)
    return _changed(article, new, Message("undo.sentence.join", text=elide(text[seam:stop])))


def _seam(units: list[tuple[int, int]], at: int) -> int | None:
    """Where the sentence begins that is to be none of its own."""
    for number, (start, end) in enumerate(units):
        if at <= end or number + 1 == len(units):
            if at == start and number:
                return start
            return units[number + 1][0] if number + 1 < len(units) else None
    return None


def _first_ink(text: str, at: int, stop: int) -> int:
    while at < stop and text[at].isspace():
        at += 1
    return at


def mark_heading(*, article: Article, start: int, end: int) -> Action | None:
    """Say that ``[start, end)`` is a heading, or the sentence at ``start`` where that is empty.

    Where it is one already, it is a sentence again.  A heading stands in one line.
    """
    text, edits = article.text, article.sentencing
    if start == end:
        start, end = sentence_at(text, start, edits=edits)
    end = min(end, line_at(text, start)[1])
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    words = elide(text[start:end])
    if (start, end) in edits.headings:
        kept = tuple(each for each in edits.headings if each != (start, end))
        label = Message("undo.sentence.no_heading", text=words)
    else:
        apart = (each for each in edits.headings if each[1] <= start or end <= each[0])
        kept = tuple(sorted((*apart, (start, end))))
        label = Message("undo.sentence.heading", text=words)
    return _changed(article, SentenceEdits(edits.splits, edits.joins, kept), label)


def _changed(article: Article, edits: SentenceEdits, label: Message) -> Action | None:
    """The action that gives ``article`` these edits; only registers that differ are written."""
    old, new = registers_of(article.sentencing), registers_of(edits)
    body: dict[str, Json] = {name: value for name, value in new.items() if value != old[name]}
    if not body:
        return None
    # A create of what is there already counts as a set: two people may begin at the same time.
    made = {"article": article.id, **body}
    change = Change(derived_id("sentencing", article.id), Kind.SENTENCING, CREATE, made)
    return Action(label, (change,), article=article.id)

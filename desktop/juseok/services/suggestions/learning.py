"""Learning from what one has tagged: what is learned from, and the work itself, done apart.

Only one's own annotations of articles that one has finished are learned from, and none of the
articles that are annotated without suggestions, which show what suggestions change.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, Protocol

import msgspec

from juseok.core.errors import KnownError
from juseok.core.messages import Message
from juseok.core.model import (
    READING_ROLES,
    Article,
    ArticleAnnotations,
    Mention,
    Viewer,
    ZoneRole,
)
from juseok.core.morphs import Line
from juseok.lang.candidates import candidates
from juseok.lang.kiwi import Kiwi
from juseok.lang.lexicon import Names
from juseok.lang.sequence import (
    Found,
    Lesson,
    Score,
    Tagger,
    added,
    compare,
    overall,
    split,
    train,
)
from juseok.lang.sequence_file import Report, write_model
from juseok.services.worker import Port
from juseok.store.articles import ArticleQuery
from juseok.store.reader import Reader

LEAST: Final = 20
"""Finished articles below which nothing is learned: too few to hold some back."""

AGAIN: Final = 10
"""As many newly finished articles make a model worth training anew."""

MOST: Final = 300
"""The last so many articles are learned from, so that it takes no longer in a large project."""

_METADATA: Final = frozenset(
    {ZoneRole.BYLINE, ZoneRole.DATELINE, ZoneRole.DATE, ZoneRole.PUBLISHER, ZoneRole.CREDIT}
)


class LearningError(KnownError):
    """Nothing can be learned yet; says what is missing."""


class Reads(Protocol):
    """What is asked of a project's reader."""

    def article_ids(self, viewer: Viewer, query: ArticleQuery, /) -> list[str]: ...
    def article(self, article: str, /) -> Article: ...
    def annotations(self, viewer: Viewer, article: str, /) -> ArticleAnnotations: ...


def model_path(state: Path, project: str, annotator: str) -> Path:
    """Where the model of one annotator in one project is kept, beside the user's state."""
    name = hashlib.sha256(annotator.encode()).hexdigest()[:16]
    return state / "models" / project / f"{name}.model"


def finished(reader: Reads, viewer: Viewer) -> list[str]:
    """The articles that the viewer has finished, in the order of the list."""
    return reader.article_ids(viewer, ArticleQuery(states=("finished",)))


def lessons(reader: Reads, viewer: Viewer) -> list[Lesson]:
    """What can be learned from: of the finished articles the last :data:`MOST`."""
    found: list[Lesson] = []
    for article in reversed(finished(reader, viewer)):
        read = reader.article(article)
        if read.control:
            continue
        mentions = reader.annotations(viewer, article).mentions
        found.append(lesson(read, [m for m in mentions if m.layer == viewer.own_layer]))
        if len(found) == MOST:
            break
    return found[::-1]


def lesson(article: Article, mentions: Iterable[Mention]) -> Lesson:
    """``mentions`` of one piece, in those lines in which mentions are suggested."""
    lines = readable(article)
    tagged = [
        Found(each.spans[0].start, each.spans[0].end, each.type)
        for each in mentions
        if len(each.spans) == 1
    ]
    inside = [
        each
        for each in tagged
        if any(start <= each.start and each.end <= start + len(text) for start, text in lines)
    ]
    return Lesson(article.id, lines, tuple(sorted(inside)))


def readable(article: Article) -> tuple[tuple[int, str], ...]:
    """Where the lines of ``article`` begin that are read, and the lines; no metadata."""
    roles = READING_ROLES - _METADATA
    kept = [zone for zone in article.zones if zone.role in roles]
    found: list[tuple[int, str]] = []
    start = 0
    for line in article.text.split("\n"):
        read = not article.zones or any(zone.start <= start < zone.end for zone in kept)
        if line.strip() and read:
            found.append((start, line))
        start += len(line) + 1
    return tuple(found)


def version_of(found: Sequence[Lesson]) -> str:
    """The hash of what is learned from: the same articles with the same tags, the same hash."""
    data = [(each.article, each.lines, each.tagged) for each in found]
    return hashlib.sha256(msgspec.json.encode(data)).hexdigest()[:32]


def learn_project(port: Port, path: Path, today: date, project: Path, viewer: Viewer) -> Report:
    """As :func:`learn`, from what the file ``project`` holds of ``viewer``: for another process,
    since reading some hundred articles would hold up the window, too."""
    with Reader.alone(project, viewer.annotator) as reader:
        found, count = lessons(reader, viewer), len(finished(reader, viewer))
    return learn(replace(port, fed=found), path, today, count)


def learn(port: Port, path: Path, today: date, finished: int, *, least: int = LEAST) -> Report:
    """Train on the lessons that ``port`` is fed, try it on those held back, keep it at ``path``.

    For another process.  ``finished``: how many articles there are in all; ``least``: how few
    lessons will do.  Tells ``(done, of)``.  Raises :class:`LearningError` where there are too few
    (``learning.too_few``) and ``AnalyserGone`` where a library is missing.
    """
    every: dict[str, Lesson] = {each.article: each for each in port.fed}
    enough(len(every), least)
    kiwi = Kiwi()

    def take(lines: Sequence[str], names: Names) -> list[Line]:
        return kiwi.lines(lines, names=names)

    progress = port.progress()
    training, held = split(every)
    model = train([every[each] for each in training], take,
                  told=lambda done, _: progress(done, len(every)))  # fmt: skip
    tagger = Tagger(model)
    ours: list[dict[str, Score]] = []
    rules: list[dict[str, Score]] = []
    for number, article in enumerate(held):
        each = every[article]
        found: list[Found] = []
        lines = take([text for _, text in each.lines], tagger.names)
        for (start, text), line in zip(each.lines, lines, strict=True):
            found += (_moved(one, start) for one in tagger.find(text, line))
        ours.append(compare(found, each.tagged))
        rules.append(compare(by_rule(each, lines, tagger.names), each.tagged))
        progress(len(training) + number + 1, len(every))
    report = Report(
        version_of(list(every.values())), today.isoformat(), len(training), len(held), finished,
        *_figures(added(ours), added(rules)),
    )  # fmt: skip
    write_model(path, model, report)
    return report


def enough(count: int, least: int = LEAST) -> None:
    """Raises :class:`LearningError` where ``count`` finished articles are too few."""
    if count < least:
        raise LearningError("learning.too_few", missing=least - count, least=least)


def by_rule(given: Lesson, lines: Sequence[Line], names: Names) -> list[Found]:
    """What is suggested with a type without a model; ``lines`` are those of ``given``.

    That is what the rules find, with the names that were tagged elsewhere.
    """
    end = max((start + len(text) for start, text in given.lines), default=0)
    signs = ["\n"] * end
    for start, text in given.lines:
        signs[start : start + len(text)] = text
    begins = [start for start, _ in given.lines]
    found = candidates("".join(signs), list(zip(begins, lines, strict=True)), names)
    return [Found(one.start, one.end, one.type) for one in found if one.type is not None]


def _moved(found: Found, by: int) -> Found:
    return found._replace(start=found.start + by, end=found.end + by)


def _figures(
    ours: dict[str, Score], rules: dict[str, Score]
) -> tuple[float, float, dict[str, tuple[float, float]]]:
    types = {
        kind: (round(ours.get(kind, Score()).f1, 4), round(rules.get(kind, Score()).f1, 4))
        for kind in sorted({*ours, *rules})
    }
    return round(overall(ours).f1, 4), round(overall(rules).f1, 4), types


def said(report: Report) -> Message:
    """The report in a sentence."""
    return Message(
        "learning.better" if report.better else "learning.worse",
        f1=_share(report.f1), rules=_share(report.rules),
        held=report.held, trained=report.trained, day=report.made,
    )  # fmt: skip


def _share(value: float) -> str:
    return f"{value:.2f}".removeprefix("0") if value < 1 else "1.00"

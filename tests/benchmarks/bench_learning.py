"""How long a model takes to be trained on 200 articles, and what the window feels of it."""

import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from tests.benchmarks.bench_actions import read_done
from tests.benchmarks.figures import Figure, timed

from juseok.lang.sequence import Found, Lesson
from juseok.services.heavy import Worker
from juseok.services.starter import create_starter
from juseok.services.suggestions.learning import learn, lesson
from juseok.store.identity import Identity

_ARTICLES, _LENGTH = 200, 1_500


def figures(folder: Path, identity: Identity) -> Iterator[Figure]:
    """Trained and tried as the window does it; the texts are lines of the starter's articles."""
    path = folder / "lessons.juseok"
    create_starter(path, identity)
    given = _mixed([lesson(each.article, each.mentions) for each in read_done(path)[0]])
    with closing(Worker()) as worker:

        def train() -> None:
            worker.run(learn, folder / "model", date(2026, 11, 22), _ARTICLES, feed=lambda: given)

        one = timed(f"train and try a model, {_ARTICLES} articles", train, times=1)
    yield Figure(one.what, one.value / 1000, "s", 30)


def _mixed(given: Sequence[Lesson]) -> list[Lesson]:
    """As many articles as are wanted, of lines of ``given`` in an order of their own."""
    chance = random.Random(7)
    pool = [(each, start, text) for each in given for start, text in each.lines]
    made: list[Lesson] = []
    for number in range(_ARTICLES):
        lines: list[tuple[int, str]] = []
        tagged: list[Found] = []
        at = 0
        while at < _LENGTH:
            source, start, text = chance.choice(pool)
            tagged += [
                each._replace(start=each.start - start + at, end=each.end - start + at)
                for each in source.tagged
                if start <= each.start and each.end <= start + len(text)
            ]
            lines.append((at, text))
            at += len(text) + 1
        made.append(Lesson(f"{number:03}", tuple(lines), tuple(tagged)))
    return made

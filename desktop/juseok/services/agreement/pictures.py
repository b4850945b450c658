"""The pictures of agreement: figures with intervals, confusions, articles, curves and pace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.agreement import Agreement, ArticleLine, Measure, Person
from juseok.core.messages import Message, render
from juseok.services.agreement.shapes import (
    HUES,
    MARKS,
    Area,
    Dot,
    Path,
    Picture,
    Rect,
    Shape,
    Text,
    breadth,
    shortened,
)
from juseok.services.agreement.table import Names, few, number, person, said, used_types

NARROW: Final = 520
"""Below this width labels stand above what they label."""

_ROW, _TALL_ROW = 30, 48
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Drawn:
    """How to draw: for which width, in which language, with which names."""

    width: float
    language: str
    names: Names

    @property
    def narrow(self) -> bool:
        return self.width < NARROW

    def say(self, code: str, **params: "str | int | Message") -> str:
        return render(Message(f"agreement.{code}", **params), self.language)

    def who(self, each: Person) -> str:
        """Who somebody is."""
        return said(person(each), self.language)

    def type(self, name: str) -> str:
        found = self.names.type(name)
        return found if isinstance(found, str) else render(found, self.language)


def hue(number_: int, given: str = "") -> str:
    """The colour of a person: their own, else one by their place."""
    return given or HUES[number_ % len(HUES)]


# --- figures with their intervals


@dataclass(frozen=True, slots=True)
class Row:
    """One line of :func:`figures`; ``key`` says what it is of."""

    key: str
    label: str
    measure: Measure
    color: str = "accent"
    mark: str = "circle"


def figures(rows: Sequence[Row], how: Drawn, words: str) -> Picture:
    """Each figure as a mark on a line from 0 to 1, with its interval; hollow: too few."""
    narrow, high = how.narrow, _TALL_ROW if how.narrow else _ROW
    widest = max((breadth(row.label) for row in rows), default=0)
    left = 8.0 if narrow else min(widest + 20, how.width * 0.4)
    right = 124.0 if narrow else 208.0
    low = min([0.0, *(_lowest(row.measure) for row in rows)])
    span = how.width - left - right

    def at(value: float) -> float:
        return left + (value - low) / (1 - low) * span

    picture = Picture(how.width, 26 + high * len(rows) + 6, words)
    for tick in _TICKS:
        x = at(tick)
        picture.shapes.append(Path(((x, 22), (x, picture.height - 6))))
        picture.shapes.append(Text(x, 14, f"{tick:g}", "muted", 11, "middle"))
    for place, row in enumerate(rows):
        y = 26 + high * place
        middle = y + (34 if narrow else high / 2)
        label = shortened(row.label, how.width if narrow else left - 16)
        if narrow:  # on the lines of the scale, so that it can be read
            picture.shapes.append(Rect(0, y + 3, breadth(label) + 6, 18, "page"))
        picture.shapes.append(Text(0, y + 16 if narrow else middle + 4.5, label))
        picture.shapes += _marked(row, at, middle)
        said = _said(row.measure, how)
        picture.shapes += _values(said, how.width - right + 20, middle + 4.5)
        full = " ".join(filter(None, (row.label, *said)))
        picture.areas.append(Area(0, y, how.width, high, row.key, full))
    return picture


def _lowest(measure: Measure) -> float:
    return min(each for each in (0.0, measure.value, measure.low) if each is not None)


def _marked(row: Row, at: Callable[[float], float], y: float) -> list[Shape]:
    measure = row.measure
    if measure.value is None:
        return []
    shapes: list[Shape] = []
    if measure.low is not None and measure.high is not None:
        low, high = at(measure.low), at(measure.high)
        shapes.append(Path(((low, y), (high, y)), row.color, 2.0))
        shapes += (Path(((x, y - 4), (x, y + 4)), row.color, 1.5) for x in (low, high))
    shapes.append(Dot(at(measure.value), y, 5, row.color, row.mark, measure.few))
    return shapes


def _said(measure: Measure, how: Drawn) -> tuple[str, str]:
    """The value, and what stands behind it."""
    if measure.value is None:
        return how.say("undefined"), ""
    n = f"n {measure.n:,}"
    why = "<30" if how.narrow else render(few(measure), how.language)
    return number(measure.value), f"{n}, {why}" if measure.few else n


def _values(said: tuple[str, str], x: float, y: float) -> list[Shape]:
    value, behind = said
    if not behind:
        return [Text(x, y, value, "muted")]
    return [Text(x, y, value, strong=True), Text(x + 48, y, behind, "muted", 11)]


# --- which types are taken for which


def confusion(found: Agreement, table: Sequence[Sequence[int]], how: Drawn,
              words: str) -> Picture:  # fmt: skip
    """Types by types; what agrees is grey, what does not is coloured by how often."""
    used = used_types(found)
    none = len(found.types)
    names = [how.say("none") if each == none else how.type(found.types[each]) for each in used]
    signs = [_sign(found, each, how) for each in used]
    widest = max((breadth(each) for each in names), default=0) + 34
    named = how.width - widest > 19 * len(used)  # else the letters have to do
    left = widest if named else 24.0
    cell = max(14.0, min(30.0, (how.width - left - 2) / max(len(used), 1)))
    picture = Picture(how.width, 24 + cell * len(used) + 4, words)
    most = max((table[a][b] for a in used for b in used if a != b), default=0)
    for column, sign in enumerate(signs):
        x = left + cell * (column + 0.5)
        picture.shapes.append(Text(x, 15, sign, "muted", 12, "middle", True))
    for row, kind in enumerate(used):
        y = 24 + cell * row
        base = y + cell / 2 + 4.5
        picture.shapes.append(Text(0, base, signs[row], "muted", 12, "start", True))
        if named:
            picture.shapes.append(Text(22, base, names[row]))
        for column, other in enumerate(used):
            box = (left + cell * column, y, cell)
            picture.shapes += _cell(table[kind][other], kind == other, most, box)
            said = how.say("confused", one=names[row], other=names[column],
                           count=table[kind][other])  # fmt: skip
            key = f"{_key(found, kind)}|{_key(found, other)}"
            picture.areas.append(Area(*box[:2], cell, cell, key, said))
    return picture


def _key(found: Agreement, kind: int) -> str:
    return "" if kind == len(found.types) else found.types[kind]


def _sign(found: Agreement, kind: int, how: Drawn) -> str:
    if kind == len(found.types):
        return "–"
    return how.names.letters.get(found.types[kind], "?")


def _cell(count: int, same: bool, most: int, box: tuple[float, float, float]) -> list[Shape]:
    x, y, size = box
    shapes: list[Shape] = [Rect(x + 1, y + 1, size - 2, size - 2, "line", 0.35, "", 3)]
    if not count:
        return shapes
    if same:
        shapes[0] = Rect(x + 1, y + 1, size - 2, size - 2, "muted", 0.22, "", 3)
    else:
        share = 0.2 + 0.55 * count / most
        shapes.append(Rect(x + 1, y + 1, size - 2, size - 2, HUES[5], share, "", 3))
    words = str(count) if count < 10_000 else f"{count // 1000}k"
    small = min(12.0, 1.6 * size / max(len(words), 2))
    shapes.append(Text(x + size / 2, y + size / 2 + small * 0.36, words, "text", small, "middle",
                       not same))  # fmt: skip
    return shapes


# --- articles


ORDERS: Final = ("low", "high", "list", "size")


def ordered(lines: Sequence[ArticleLine], order: str) -> list[ArticleLine]:
    """Articles as a strip has them; those of which nothing is known stand last."""
    if order == "list":
        return list(lines)
    if order == "size":
        return sorted(lines, key=lambda line: -line.n)
    sign = -1 if order == "high" else 1
    return sorted(lines, key=lambda line: (line.f1 is None, sign * (line.f1 or 0.0)))


def strip(lines: Sequence[ArticleLine], how: Drawn, words: str) -> Picture:
    """A bar for each article as high as its F1; of few mentions, a hollow one."""
    left, high, top = 34.0, 120.0, 10.0
    room = how.width - left - 4
    step = max(4.0, min(36.0, room / max(len(lines), 1)))
    picture = Picture(max(how.width, left + step * len(lines) + 4), high + top + 8, words)
    for tick in _TICKS[::2]:
        y = top + high * (1 - tick)
        picture.shapes.append(Path(((left, y), (picture.width, y))))
        picture.shapes.append(Text(left - 8, y + 4, f"{tick:g}", "muted", 11, "end"))
    for place, line in enumerate(lines):
        x, value = left + step * place, line.f1
        gap = 1.0 if step < 8 else 3.0
        picture.shapes.append(_bar(line, (x + gap / 2, top, step - gap, high)))
        said = number(value) if value is not None else how.say("undefined")
        picture.areas.append(
            Area(x, top, step, high, line.article, f"{line.title}: {said}, n {line.n:,}")
        )
    return picture


def _bar(line: ArticleLine, box: tuple[float, float, float, float]) -> Shape:
    x, y, width, high = box
    if line.f1 is None:
        return Rect(x, y + high - 2, width, 2, "muted")
    tall = max(2.0, high * line.f1)
    few = line.n < 30
    return Rect(x, y + high - tall, width, tall, "accent", 0.35 if few else 0.85,
                "accent" if few else "", 1.5)  # fmt: skip


# --- over time


def curve(found: Agreement, how: Drawn, words: str) -> Picture:
    """F1 with the others along the articles that each person has done."""
    left, right, top, high = 34.0, 26.0, 12.0, 180.0
    last = max((point[0] for each in found.curves for point in each.points), default=1)
    span = how.width - left - right
    picture = Picture(how.width, top + high + 26, words)
    for tick in _TICKS:
        y = top + high * (1 - tick)
        picture.shapes.append(Path(((left, y), (how.width - right, y))))
        picture.shapes.append(Text(left - 8, y + 4, f"{tick:g}", "muted", 11, "end"))
    for end in sorted({1, last}):
        x = left + span * end / last
        picture.shapes.append(Text(x, top + high + 18, f"{end:,}", "muted", 11, "middle"))
    middle = left + span / 2
    picture.shapes.append(
        Text(middle, top + high + 18, how.say("head.done"), "muted", 11, "middle")
    )
    ends: list[tuple[float, float, str]] = []
    for each in found.curves:
        who = found.people[each.person]
        color, mark = hue(each.person, who.color), MARKS[each.person % len(MARKS)]
        points = [(left + span * done / last, top + high * (1 - value), value, n, done)
                  for done, value, n in each.points if value is not None]  # fmt: skip
        if not points:
            continue
        picture.shapes.append(Path(tuple((x, y) for x, y, *_ in points), color, 2.0, who.pattern))
        for x, y, value, n, done in points:
            picture.shapes.append(Dot(x, y, 4.5, color, mark, n < 30))
            told = f"{how.who(who)}, {how.say('head.done')} {done:,}: {number(value)}, n {n:,}"
            picture.areas.append(Area(x - 8, y - 8, 16, 16, f"person|{each.person}", told))
        ends.append((points[-1][1], points[-1][0], who.letter))
    picture.shapes += _beside(ends, top + high)
    return picture


def _beside(ends: Sequence[tuple[float, float, str]], bottom: float) -> list[Shape]:
    """A letter beside the end of each line, one below the other where lines end together."""
    shapes: list[Shape] = []
    free = min([bottom - 12 * len(ends), *(y for y, _, _ in ends)])
    for place, (y, x, sign) in enumerate(sorted(ends)):
        free = min(max(y, free), bottom - 12 * (len(ends) - 1 - place))
        shapes.append(Text(x + 10, free + 4, sign, "text", 12, "start", True))
        free += 12
    return shapes


def pace(found: Agreement, how: Drawn, words: str) -> Picture:
    """How many articles each person finished, week by week."""
    weeks = sorted({week for each in found.pace for week, _ in each.weeks})[-26:]
    counts = {(each.person, week): count for each in found.pace for week, count in each.weeks}
    people = [each.person for each in found.pace if each.weeks]
    top, high = 12.0, 110.0
    most = max(counts.values(), default=1)
    left = max(34.0, breadth(f"{most:,}", 11) + 12)
    step = min(120.0, (how.width - left - 8) / max(len(weeks), 1))
    bar = min(22.0, (step - 8) / max(len(people), 1))
    picture = Picture(how.width, top + high + 26, words)
    for value in (0, most):
        y = top + high * (1 - value / most)
        picture.shapes.append(Path(((left, y), (how.width, y))))
        picture.shapes.append(Text(left - 8, y + 4, f"{value:,}", "muted", 11, "end"))
    every = max(1, round(64 / step))
    for place, week in enumerate(weeks):
        x = left + step * place + 4
        if place % every == 0:
            picture.shapes.append(Text(x, top + high + 18, week, "muted", 11))
        for slot, each in enumerate(people):
            count = counts.get((each, week), 0)
            tall = high * count / most
            who = found.people[each]
            at = x + bar * slot
            picture.shapes.append(
                Rect(at, top + high - tall, max(bar - 2, 1), tall, hue(each, who.color), 0.9, "", 2)
            )
            if bar >= 12 and count:
                picture.shapes.append(Text(at + bar / 2 - 1, top + high - tall - 4, who.letter,
                                           "muted", 11, "middle"))  # fmt: skip
            told = f"{how.who(who)}, {week}: {count:,}"
            picture.areas.append(Area(at, top, bar, high, f"person|{each}", told))
    return picture


def progress(people: Sequence[Person], articles: int, how: Drawn, words: str) -> Picture:
    """For each person how many articles are finished (full) and begun (faint), of all."""
    picture = Picture(how.width, 40 * len(people) + 4, words)
    for place, each in enumerate(people):
        y = 40 * place
        color = "muted" if each.gold else hue(place, each.color)
        span = how.width / max(articles, 1)
        done = f"{each.finished:,} / {articles:,}"
        picture.shapes += (
            Text(0, y + 15, shortened(how.who(each), how.width - 120), strong=True),
            Text(how.width, y + 15, done, "muted", 12, "end"),
            Rect(0, y + 22, how.width, 8, "line", 0.6, "", 4),
            Rect(0, y + 22, span * (each.finished + each.open), 8, color, 0.3, "", 4),
            Rect(0, y + 22, span * each.finished, 8, color, 1.0, "", 4),
        )
        told = (f"{how.who(each)}: {how.say('head.finished')} {each.finished:,}, "
                f"{how.say('head.open')} {each.open:,}")  # fmt: skip
        picture.areas.append(Area(0, y, how.width, 34, f"person|{place}", told))
    return picture

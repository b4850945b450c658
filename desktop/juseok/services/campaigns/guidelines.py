"""Guidelines in Markdown, version by version, and rulings: numbered answers to questions."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from juseok.core.errors import KnownError
from juseok.core.model import Kind, Remark
from juseok.core.ops import CREATE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.review_model import Guideline, Numbered, Ruling
from juseok.services.edits import elide, label
from juseok.services.entities.index import name_key

MakeId = Callable[[], str]

_HEADING: Final = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")
_NAME: Final = re.compile(r"\{#([^}\s]+)\}\s*$")
_IMAGE: Final = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its words, its names (the id of a type, or what stands in ``{#…}``), its line."""

    title: str
    names: frozenset[str]
    line: int

    @property
    def anchor(self) -> str:
        """A name that can stand in a link: without blanks, where it has one."""
        plain = sorted(name for name in self.names if not any(map(str.isspace, name)))
        return quote(plain[0] if plain else self.title)


def current(versions: Iterable[Guideline], chosen: str = "") -> Guideline | None:
    """The version ``chosen``, else the newest that no other replaces."""
    held = {each.id: each for each in versions}
    if chosen in held:
        return held[chosen]
    replaced = {each.before for each in held.values()}
    heads = [each for each in held.values() if each.id not in replaced]
    return max(heads, key=lambda each: each.id, default=None)


def write_guideline(
    *, ids: MakeId, text: str, scheme: str, before: Guideline | None, name: str = ""
) -> Action | None:
    """A new version for the scheme version ``scheme``; None when nothing is otherwise."""
    if before is not None and (before.text, before.scheme) == (text, scheme):
        return None
    made = Guideline(ids(), text, name, scheme, before.id if before is not None else "")
    change = Change(made.id, Kind.GUIDELINE, CREATE, to_body(made))
    return Action(label("guideline.write"), (change,))


def sections(text: str) -> tuple[Section, ...]:
    """The headings of ``text``; what stands in code fences is none."""
    found: list[Section] = []
    fenced = False
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        match = None if fenced else _HEADING.match(line)
        if match is None:
            continue
        title = match[2]
        named = _NAME.search(title)
        title = _NAME.sub("", title).strip()
        names = {named[1]} if named else set(re.findall(r"[A-Za-z0-9_]+", title))
        found.append(Section(title, frozenset({*names, title}), number))
    return tuple(found)


def section_of(text: str, name: str) -> Section | None:
    """The section of a type (by its id or name), or of a ruling's link."""
    return next((each for each in sections(text) if name in each.names), None)


def plain_markdown(text: str) -> str:
    """``text`` as it may be shown: no pictures, which could be fetched from elsewhere, and no
    names of sections."""
    lines = [_NAME.sub("", line) if _HEADING.match(line) else line for line in text.split("\n")]
    return _IMAGE.sub(r"\1", "\n".join(lines))


def with_rulings(
    text: str, rulings: Sequence[Ruling], heading: str, former: str = "{number}"
) -> str:
    """``text`` with what was decided below it, by number, and linked both ways: a ruling to its
    section, and the section to its rulings.

    ``former`` tells the ``{number}`` that a ruling had before two files met.
    """
    if not rulings:
        return text
    held = sections(text)
    of = {each.id: section for each in rulings
          if (section := next((s for s in held if each.section in s.names), None))}  # fmt: skip
    found = text.rstrip().split("\n")
    for section in reversed(held):
        here = [each for each in rulings if of.get(each.id) is section]
        if here:
            links = " · ".join(f"[{_called(each)}](#ruling-{each.number})" for each in here)
            found[section.line + 1 : section.line + 1] = ["", f"{heading}: {links}", ""]
    lines = [*found, "", f"## {heading} {{#rulings}}", ""]
    for each in rulings:
        words = f"“{_escape(each.words)}”: " if each.words else ""
        section = of.get(each.id)
        where = f" → {_escape(each.section)}" if each.section else ""
        if section is not None:
            where = f" → [{_escape(section.title)}](#{section.anchor})"
        had = each.former if isinstance(each, Numbered) else 0
        was = f"({_escape(former.format(number=had))}) " if had else ""
        lines.append(f"- **{each.number}.** {was}{words}{_escape(each.text)}{where}")
    return "\n".join(lines) + "\n"


def _called(ruling: Ruling) -> str:
    words = f" “{_escape(elide(ruling.words))}”" if ruling.words else ""
    return f"{ruling.number}{words}"


def _escape(text: str) -> str:
    """``text`` of a person as words of Markdown, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", " ".join(text.split()))


def rule(
    *,
    ids: MakeId,
    text: str,
    words: str,
    rulings: Iterable[Ruling],
    annotator: str,
    question: Remark | None = None,
    section: str = "",
) -> Action:
    """Answer a question by a numbered ruling that holds wherever ``words`` are met.

    The question is settled with it.  Raises ``KnownError`` for an empty answer.
    """
    clean = text.strip()
    if not clean:
        raise KnownError("guideline.no_answer")
    number = max((each.number for each in rulings), default=0) + 1
    asked = question.id if question is not None else ""
    made = Ruling(ids(), number, clean, " ".join(words.split()), asked, section, annotator)
    changes = [Change(made.id, Kind.RULING, CREATE, to_body(made))]
    if question is not None:
        changes.append(Change(question.id, Kind.REMARK, SET, {"resolved": True}))
    return Action(
        label("guideline.rule", number=number, text=elide(clean)),
        tuple(changes),
        question.article if question is not None else None,
    )


def with_remarks(text: str, remarks: Sequence[tuple[str, str]], heading: str) -> str:
    """``text`` with ``remarks`` (the name of a section, and a line) as items of a list: each at the
    end of its section; those of none below ``heading`` at the end."""
    lines = text.rstrip("\n").split("\n")
    held = sections(text)
    rest: list[str] = []
    at: dict[int, list[str]] = {}
    for name, words in remarks:
        found = next((n for n, each in enumerate(held) if name and name in each.names), None)
        if found is None:
            rest.append(f"- {words}")
            continue
        end = held[found + 1].line if found + 1 < len(held) else len(lines)
        at.setdefault(end, []).append(f"- {words}")
    for end in sorted(at, reverse=True):
        before = end
        while before > 0 and not lines[before - 1].strip():
            before -= 1
        lines[before:end] = ["", *at[end], ""] if end < len(lines) else ["", *at[end]]
    if rest:
        lines += ["", f"## {heading}", "", *rest]
    return "\n".join(lines).lstrip("\n") + "\n"


def rulings_on(words: str, rulings: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """What was decided on ``words``, however they are written, the newest first."""
    key = name_key(words) if words.strip() else ""
    found = [each for each in rulings if each.words and name_key(each.words) == key]
    return tuple(sorted(found, key=lambda each: -each.number))

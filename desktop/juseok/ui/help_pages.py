"""The pages of the help: Markdown that travels with the program, keys filled in as they are.

A page names a key as ``[Z](key:claim.new)``: the key a person has given that action takes the
place of the default one that is written there.  The page of keys is made from the action
table where the line :data:`KEYS_HERE` stands.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from juseok.core.resources import read_text
from juseok.ui.action_spec import CONTEXT_NAMES, MENUS, ActionSpec, Context
from juseok.ui.actions import ActionRouter
from juseok.ui.i18n import tr

PAGES: Final = (
    "getting-started", "importing", "reading", "entities", "suggestions", "claims", "relationships",
    "notes", "searching", "campaigns", "review", "compare", "agreement", "history", "undo",
    "scheme", "keys", "exchange", "export", "formats", "format-jsonl", "format-brat", "format-uima",
    "format-tables",
    "format-graphs", "format-turtle", "format-pages", "format-web-annotation",
    "format-claim-review", "format-standoff",
    "format-conll", "format-conllu", "format-klue", "format-nikl", "format-qda",
    "format-huggingface", "format-spacy",
    "format-doccano", "format-label-studio", "format-prodigy", "format-pubannotation",
    "command-line", "files",
)  # fmt: skip
"""Ids of the pages in the order of the list; each is a file in every language."""

LANGUAGES: Final = ("ko", "en")
KEYS_HERE: Final = "<!-- keys -->"
KEY: Final = re.compile(r"\[((?:\\.|[^\]\\])+)\]\(key:([A-Za-z_.0-9]+)\)")
_TITLE: Final = re.compile(r"^# (.+)$", re.MULTILINE)
_UNSAID: Final = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|[#*`|]")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """``text`` is Markdown with keys filled in; ``plain`` what a search looks through."""

    id: str
    title: str
    text: str
    plain: str


def load_pages(language: str, router: ActionRouter) -> tuple[HelpPage, ...]:
    """All pages in ``language`` with the keys in force."""
    keys = keys_in_force(router)
    table = keys_table(shown_actions(router), router)
    return tuple(_page(page, source(language, page), keys, table) for page in PAGES)


def source(language: str, page: str) -> str:
    """The Markdown of a page as it stands in its file."""
    return read_text(f"help/{language}/{page}.md")


def matches(page: HelpPage, query: str) -> int:
    """How often the words of ``query`` stand in a page; 0 where one of them does not.

    A hit in the title counts for many.
    """
    words = query.casefold().split()
    body, title = page.plain.casefold(), page.title.casefold()
    if not words or any(word not in body for word in words):
        return 0
    return sum(body.count(word) + 100 * title.count(word) for word in words)


def keys_in_force(router: ActionRouter) -> Mapping[str, tuple[str, ...]]:
    """Action id → its keys as they are printed on the board."""
    return {
        spec.id: tuple(chord.label() for chord in router.keys(spec)) for spec in router.all_specs()
    }


def shown_actions(router: ActionRouter) -> tuple[ActionSpec, ...]:
    """With a project open, what can be done in it; else the whole table."""
    available = router.specs()
    has_types = any(spec.handler == "tag.type" for spec in available)
    return available if has_types else router.all_specs()


def keys_table(specs: Sequence[ActionSpec], router: ActionRouter) -> str:
    """A heading for each menu and under it its actions: name, key, where it counts, what it does.

    Actions that are in no menu stand under the one of their family.
    """
    parts: list[str] = []
    for menu, title in MENUS:
        own = [spec for spec in specs if _menu(spec) == menu]
        if own:
            parts += ["", f"## {tr(title)}", "", _row(tr("Action"), tr("Key"), tr("Where")), _RULE]
            parts += [_action_row(spec, router) for spec in own]
    return "\n".join(parts)


def _action_row(spec: ActionSpec, router: ActionRouter) -> str:
    keys = ", ".join(_code(chord.label()) for chord in router.keys(spec))
    name = f"**{_escaped(router.name(spec))}**"
    if spec.help:
        name += f" – {_escaped(tr(spec.help))}"  # marked in the table
    where = "" if spec.context is Context.GLOBAL else tr(CONTEXT_NAMES[spec.context])
    return _row(name, keys or "–", _escaped(where))


def _menu(spec: ActionSpec) -> str:
    return spec.menu.split("/")[0] or ("mention" if spec.handler == "tag.choose" else "view")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


_THIN: Final = "\u2009"
_RULE: Final = "|---|---|---|"


def unescaped(text: str) -> str:
    """Markdown's backslashes taken away."""
    return re.sub(r"\\(.)", r"\1", text)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_|<>\[\]])", r"\\\1", text)


def _code(text: str) -> str:
    """A key as on its cap: thin spaces keep the letter off the edge."""
    inner = _THIN + text.replace("|", "\\|") + _THIN
    return f"``{inner}``" if "`" in inner else f"`{inner}`"


def _page(page: str, text: str, keys: Mapping[str, tuple[str, ...]], table: str) -> HelpPage:
    filled = KEY.sub(_key_filler(keys), text).replace(KEYS_HERE, table)
    found = _TITLE.search(filled)
    return HelpPage(page, found.group(1) if found else page, filled, _UNSAID.sub("", filled))


def _key_filler(keys: Mapping[str, tuple[str, ...]]) -> Callable[[re.Match[str]], str]:
    def fill(match: re.Match[str]) -> str:
        """A key that is not known now (no project, so no types) stays as it is written."""
        chosen = keys.get(match.group(2), (unescaped(match.group(1)),))
        return _code(chosen[0]) if chosen else tr("(no key)")

    return fill

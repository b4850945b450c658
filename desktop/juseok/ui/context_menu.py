"""The menu of a right click in the article: what can be done with what is there.

It is made of the one table: names, keys and what can be done now are those of the menus.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from juseok.core.model import Claim, Mention, Relationship
from juseok.ui.action_spec import ActionSpec
from juseok.ui.actions import ActionRouter
from juseok.ui.articleview.interaction import Interaction, Selection
from juseok.ui.articleview.view import ArticleView
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.icons import icon

_TYPES: Final = "tag.type"
"""Stands for one action per type of the scheme."""

_Sections = Sequence[Sequence[str]]

_NOTES: Final = ("note.add", "note.question")
_RECORD: Final = ("annotation.inspect", "annotation.cycle", "annotation.delete")
SELECTION: Final[_Sections] = (
    (_TYPES, "tag.rule", "mention.add_piece"),
    ("claim.new", "claim.add_content", "claim.source", "claim.cue", "relationship.evidence"),
    ("edit.copy", "edit.find"),
)
MENTION: Final[_Sections] = (
    (_TYPES, "mention.relink", "relationship.new"),
    ("tag.all", "tag.everywhere"),
    _NOTES,
    _RECORD,
)
CLAIM: Final[_Sections] = (
    ("claim.link", "claim.polarity", "claim.same_speaker"),
    ("claim.split", "claim.merge"),
    _NOTES,
    _RECORD,
)
RELATIONSHIP: Final[_Sections] = (("relationship.turn",), _NOTES, _RECORD)
TEXT: Final[_Sections] = (
    ("edit.undo", "edit.redo"),
    ("note.add", "edit.find"),
    ("article.zones", "article.about"),
    ("article.finish", "article.skip"),
)
BESIDE: Final[_Sections] = (("edit.copy", "edit.find"), ("second.choose", "second.swap"))
"""Of an article that is only read."""


def open_menu(
    context: PanelContext, view: ArticleView, at: QPointF, record: str, offset: int, *, keys: bool
) -> QMenu:
    """Show the menu at ``at`` (global) for what is at ``offset`` (code points).

    A selection that the place lies in is what the menu is about.  Elsewhere the caret goes to
    the place, with ``record`` in hand; a selection that was given up for that comes back when
    nothing is chosen.  Without ``keys`` nothing is moved: that article is only read.
    """
    context.router.complete()
    menu = QMenu(view)
    place, before, held = context.place, view.state, context.place.record
    selected = before.selection.spans
    inside = any(start <= offset <= end for start, end in selected)
    if keys and not inside:
        view.set_state(Interaction(Selection(offset, offset)), reveal=False)
        place.take(record)
    _fill(menu, context, _sections(context, record, inside=inside) if keys else BESIDE)
    chosen: list[QAction] = []
    menu.triggered.connect(chosen.append)

    def over() -> None:
        menu.deleteLater()
        if keys and selected and not inside and not chosen:
            place.take(held)
            view.set_state(before, reveal=False)

    # A menu hides before it tells what was chosen.
    menu.aboutToHide.connect(lambda: QTimer.singleShot(0, menu, over))
    menu.popup(at.toPoint())
    return menu


def _sections(context: PanelContext, record: str, *, inside: bool) -> _Sections:
    if inside:
        return SELECTION
    workspace = context.session.workspace(context.place.article)
    match workspace.get(record) if workspace is not None and record else None:
        case Mention():
            return MENTION
        case Claim():
            return CLAIM
        case Relationship():
            return RELATIONSHIP
        case _:
            return TEXT


def _fill(menu: QMenu, context: PanelContext, sections: _Sections) -> None:
    """What can be done now, a line between sections; the types of a mention in a menu of theirs."""
    router = context.router
    known = {spec.id: spec for spec in router.specs()}
    types = [spec for spec in known.values() if spec.handler == _TYPES]
    brief = context.place.brief
    outside = [spec for spec in types if brief is not None and not brief.has_type(spec.argument)]
    types = [spec for spec in types if spec not in outside]
    for section in sections:
        if not menu.isEmpty():
            menu.addSeparator()
        for action in section:
            if action != _TYPES:
                _add(menu, router, [known[action]] if action in known else [])
            elif sections is MENTION:
                submenu = menu.addMenu(icon("tag"), tr("Another type"))
                _add(submenu, router, types)
                _add(submenu, router, outside, tr("not asked for"))
                submenu.triggered.connect(menu.triggered)
            else:
                _add(menu, router, types)
                _add(menu, router, outside, tr("not asked for"))
    menu.setSeparatorsCollapsible(True)


def _add(menu: QMenu, router: ActionRouter, specs: Sequence[ActionSpec], remark: str = "") -> None:
    for spec in specs:
        if not router.is_enabled(spec):
            continue
        words = router.text(spec).replace("&", "&&")
        words = f"{words} · {remark}" if remark else words
        chords = router.keys(spec)
        # The key is only shown: as a shortcut it would be there twice.
        action = menu.addAction(f"{words}\t{chords[0].label()}" if chords else words)
        action.setObjectName(spec.id)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        action.triggered.connect(partial(_run, router, spec.id))


def _run(router: ActionRouter, action: str, *_: object) -> None:
    router.trigger(action)

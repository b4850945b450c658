"""The review beside the text: what everybody says of the item in hand, and the items."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from juseok.core.review_model import Comment
from juseok.services.review.comments import add_comment, answer, named_in, resolve_thread, threads
from juseok.ui.action_spec import Context
from juseok.ui.context import PanelContext
from juseok.ui.i18n import tr
from juseok.ui.review.cards import Cards, Version
from juseok.ui.review.comments import CommentStrip
from juseok.ui.review.filters import Filters
from juseok.ui.review.item_list import ROW_ROLE, ItemListModel, ItemRowDelegate
from juseok.ui.review.reasons import Reasons
from juseok.ui.review.reviewing import Reviewing
from juseok.ui.review.words import Line, Wording, item_words, reason_words, standing_words
from juseok.ui.single_keys import SingleKeys
from juseok.ui.widgets.action_button import ActionButton
from juseok.ui.widgets.labels import ElidedLabel, Label
from juseok.ui.widgets.plain import set_tip
from juseok.ui.widgets.rows import row_list

_DECISIONS: Final = (
    "review.agreed",
    "review.fix",
    "review.reject",
    "review.none",
    "review.defer",
    "review.comment",
)
_CARDS_SHARE: Final = 0.5
"""Cards take at most this part of the height; more of them scroll."""


class ReviewPanel(QWidget):
    """The focus stays in the list, where the keys of the review count."""

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._review = Reviewing.of(context.session, context.place)
        self._following = False
        self.setAccessibleName(tr("Review"))
        self.model = ItemListModel(self)
        self.view = self._make_view()
        self.count = Label(parent=self, name="Quiet", pixels=12)
        self.about = ElidedLabel(self, name="Quiet", pixels=12)
        self.standing = Label(parent=self, pixels=12, wrap=True)
        self.cards = Cards(context, self)
        self.cards.chosen.connect(self._take)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self.cards)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.filters = Filters(self._review, lambda: context.session.scheme, self)
        self.comments = CommentStrip(self)
        self.comments.said.connect(self._say)
        self.comments.left.connect(self.view.setFocus)
        self.comments.settled.connect(self._settle)
        context.place.comment_asked.connect(self.comments.write)
        self.buttons = [ActionButton(each, context.router, self) for each in _DECISIONS]
        self.begin = ActionButton("review.begin", context.router, self)
        self._work = QWidget(self)
        self._empty = Label(parent=self, name="Quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._arrange()
        review = self._review
        for signal in (review.begun, review.ended, review.changed, review.queue_changed):
            signal.connect(self._reload_rows)
        for signal in (review.queue_changed, review.items.counted):
            signal.connect(self._tell_count)
        review.moved.connect(self._follow)
        self._reasons = Reasons.of(review)
        self._reasons.changed.connect(self._follow)
        context.session.scheme_changed.connect(self._follow)
        context.session.entities_changed.connect(self._entities_changed)
        context.theme.changed.connect(self.update)
        context.router.changed.connect(self._tell_keys)
        self.reload()

    def _make_view(self) -> QListView:
        view = row_list(
            self.model, ItemRowDelegate(self), name=tr("Items of the review"), parent=self
        )
        view.selectionModel().currentChanged.connect(self._chosen)
        view.installEventFilter(self)
        SingleKeys(self._context.router, Context.REVIEW, self).watch(view)
        return view

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 2)
        head.addWidget(self.count)
        head.addWidget(self.about, 1)
        self.standing.setContentsMargins(16, 0, 16, 0)
        grid = QGridLayout()
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setSpacing(6)
        for number, button in enumerate(self.buttons):
            grid.addWidget(button, number // 2, number % 2)
        rule = QFrame(self)
        rule.setObjectName("Rule")
        rule.setFixedHeight(1)
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(4)
        work.addWidget(self.filters)
        work.addLayout(head)
        work.addWidget(self.standing)
        work.addWidget(self._scroll)
        work.addWidget(self.comments)
        work.addLayout(grid)
        work.addWidget(rule)
        work.addWidget(self.view, 1)
        rest = QVBoxLayout()
        rest.setContentsMargins(24, 24, 24, 24)
        rest.setSpacing(16)
        rest.addWidget(self._empty)
        rest.addWidget(self.begin)
        rest.addStretch(1)
        self._rest = QWidget(self)
        self._rest.setLayout(rest)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._work, 1)
        box.addWidget(self._rest, 1)
        self.setFocusProxy(self.view)

    # -- what is shown

    def reload(self) -> None:
        """Show what there is now."""
        self._reload_rows()
        self._follow()

    def _reload_rows(self) -> None:
        review = self._review
        self._following = True
        self.model.show(review.rows)
        self._following = False
        busy = review.on and bool(review.page.article) and bool(review.queue)
        self._work.setVisible(busy)
        self._rest.setVisible(not busy)
        self.begin.setVisible(not review.on)
        self._empty.setText(self._why_none())

    def _why_none(self) -> str:
        if self._review.on:
            return tr("Nobody has finished an article yet.\n\nWhat annotators have finished is "
                      "compared here; nobody's unfinished work is shown.")  # fmt: skip
        return tr(
            "Here the work of annotators is compared, place by place: whose version is right, goes "
            "into gold.\n\nWhat all agree on can be accepted at once."
        )

    def _entities_changed(self, _: object) -> None:
        self._follow()

    def _follow(self) -> None:
        review = self._review
        judged = review.current
        self._following = True
        at = self.model.index(review.row) if judged is not None else QModelIndex()
        self.view.setCurrentIndex(at)
        self.view.scrollTo(at, QListView.ScrollHint.PositionAtCenter)
        self._following = False
        if not review.on:
            return
        if judged is None:
            self.count.setText(tr("Nothing to judge here"))
            self.about.say("")
            self.standing.setVisible(False)
            self.cards.show_versions(())
        else:
            self._tell_count()
            self.about.say(item_words(judged.item))
            names = {layer: look.called for layer, look in review.looks.items()}
            words = standing_words(judged, names)
            self.standing.setText(words)
            self.standing.setVisible(bool(words))
            self.cards.show_versions(self._versions())
        self.comments.show_threads(
            threads(review.page.comments, review.targets()),
            {} if review.anonymous else review.people,
        )
        self._fit_cards()
        self._tell_keys()

    def _tell_count(self) -> None:
        """Where one is in the whole queue; while articles are still compared, how far that is."""
        review = self._review
        if not review.on or review.current is None:
            return
        at, total, wait = review.counted
        words = tr("{at} of {total}", at=f"{at:,}", total=f"{total:,}")
        tip = tr("{count} item(s) wait(s|)", count=f"{wait:,}")
        progress = review.items.progress
        if progress is not None or not review.items.whole:
            words += "+"
        if progress is not None:
            done, of = progress
            tip += "\n" + tr("{done} of {of} articles compared", done=f"{done:,}", of=f"{of:,}")
        self.count.setText(words)
        set_tip(self.count, tip)

    def _versions(self) -> list[Version]:
        review = self._review
        judged = review.current
        assert judged is not None
        item = judged.item
        page, session = review.page, self._context.session
        wording = Wording(session.scheme, session.index, (*page.layers.values(), page.gold))
        taken = judged.verdict.taken if judged.verdict is not None else ""
        told = dict(judged.verdict.reasons) if judged.verdict is not None else {}
        said = self._reasons.said(judged.key)
        found: list[Version] = []
        if judged.gold:
            found.append(Version(None, tuple(wording.lines(judged.gold, item))))
        for look in sorted(review.looks.values(), key=lambda each: each.number):
            records = item.members.get(look.layer, ())
            if records:
                chosen = any(record.id == taken for record in records)
                why = said.get(look.layer) or told.get(records[0].id, "")
                lines = wording.lines(records, item)
                lines += [Line(tr("Reason"), reason_words(why))] if why else []
                found.append(Version(look, tuple(lines), chosen))
            elif not judged.item.key.startswith("gold:"):
                found.append(Version(look, absent=tr("nothing here")))
        return found

    def _fit_cards(self) -> None:
        wanted = self.cards.sizeHint().height()
        self._scroll.setFixedHeight(min(wanted, int(self.height() * _CARDS_SHARE)) + 2)

    def _tell_keys(self) -> None:
        for button in (*self.buttons, self.begin):
            button.refresh()

    # -- hands

    def _chosen(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            self._review.hold(index.data(ROW_ROLE).key)

    def _take(self, layer: str) -> None:
        look = self._review.looks.get(layer)
        if look is not None and look.number <= 9:
            self._context.router.trigger(f"review.take{look.number}")

    def _say(self, text: str) -> None:
        review, project = self._review, self._context.session.project
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        held = threads(review.page.comments, review.targets())
        if held and not held[-1][0].resolved:
            action = answer(ids=project.ids, thread=held[-1], text=text,
                            annotator=project.annotator, people=review.people)  # fmt: skip
        else:
            target = held[-1][0].target if held else (*review.targets(), review.page.article)[0]
            action = add_comment(
                ids=project.ids, article=review.page.article, target=target, text=text,
                annotator=project.annotator, to=named_in(text, review.people),
            )  # fmt: skip
        review.comment(action)

    def _settle(self, comment: Comment) -> None:
        self._review.comment(resolve_thread(comment=comment, resolved=not comment.resolved))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:  # cards take more room: what is in hand stays there
            self.view.scrollTo(self.view.currentIndex(), QListView.ScrollHint.EnsureVisible)
        return False

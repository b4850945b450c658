"""What takes long about showing a side of a comparison, made in any thread."""

from dataclasses import dataclass
from typing import Final

from juseok.core.adjudicate_model import ItemSort
from juseok.core.layer_diff import RowState
from juseok.core.scheme import Scheme
from juseok.core.sentences import LineSplitter
from juseok.services.review.side_by_side import Comparison
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.ui.articleview.document import ArticleDoc, Mark, MarkSort, Range
from juseok.ui.articleview.prepared import Prepared, prepare
from juseok.ui.compare.looks import style_name
from juseok.ui.i18n import language, tr
from juseok.ui.marks import all_marks, own_place
from juseok.ui.review.looks import Look

EDGES: Final = frozenset({ItemSort.RELATIONSHIP, ItemSort.CLAIM_LINK})


@dataclass(frozen=True, slots=True)
class SideView:
    """One side: its annotations by place, and its page ready to be shown."""

    workspace: ArticleWorkspace
    prepared: Prepared


def side_views(
    found: Comparison, looks: dict[str, Look], scheme: Scheme, splitter: LineSplitter | None
) -> tuple[SideView, ...]:
    """All sides of a comparison, each with what differs underlined in its look."""
    article, views = found.article, list[SideView]()
    doc = ArticleDoc(article.text, article.zones, article.metadata.title, article.sentencing)
    for number, side in enumerate(found.sides):
        workspace = ArticleWorkspace(article=article, annotations=found.annotations[number])
        marks = all_marks(workspace, scheme, language())
        if side.layer in looks:
            marks += _underlines(found, number, looks[side.layer])
        views.append(SideView(workspace, prepare(doc, marks, splitter)))
    return tuple(views)


def _underlines(found: Comparison, number: int, look: Look) -> list[Mark]:
    """Mentions and claims that differ; evidence is shown for the row in hand alone."""
    made: dict[str, Mark] = {}
    for row in found.rows:
        if row.state is RowState.SAME or row.sort in EDGES:
            continue
        for record in row.members.get(number, ()):
            if spans := own_place(record):
                made[record.id] = underline(record.id, spans, number, look)
    return list(made.values())


def underline(record: str, spans: tuple[Range, ...], number: int, look: Look) -> Mark:
    """A record of side ``number`` underlined in its look."""
    words = tr("Version of {name}", name=look.called)
    return Mark(
        f"{record}#side", MarkSort.LAYER, spans, style_name(number), look.letter, words, record
    )

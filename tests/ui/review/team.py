"""A project that two annotators have finished, with what they do not agree on."""

from tests.ui.kit import ARTICLES, article_of

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import Annotator, ArticleState, Entity, Kind, Layer, Mention
from juseok.core.ops import CREATE, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.services.edits import KIND_OF
from juseok.services.tagging.articles import article_state_id

OTHER = derived_id("annotator", "이가온")
THEIRS = derived_id("layer", OTHER)
LOOKS = Annotator(OTHER, "이가온", "#cc79a7", pattern="dot", letter="K")


def words(article, quote):
    text = ARTICLES[article][2]
    start = text.index(quote)
    return (make_span(text, start, start + len(quote)),)


def tagged(name, layer, quote, kind="ORG", *, article=0, **more):
    return Mention(name, layer, article_of(article), kind, words(article, quote), **more)


def finished(layer, article, state="finished"):
    body = to_body(ArticleState(layer, article_of(article), state))
    return Change(article_state_id(layer, article_of(article)), Kind.ARTICLE_STATE, CREATE, body)


def divide(project):
    """Put in what two annotators made of the first two articles."""
    mine = project.own_layer
    maker = Entity("한빛", project.register_layer, "ORG", "한빛전자")
    records = [
        maker,
        tagged("a1", mine, "한빛전자", entity="한빛"),
        tagged("b1", THEIRS, "한빛전자", entity="한빛"),
        tagged("a2", mine, "부산", "LOC"),
        tagged("b2", THEIRS, "부산", "ORG"),
        tagged("a3", mine, "김하늘", "PER"),
        tagged("b3", THEIRS, "김하늘 대표", "PER"),
        tagged("b4", THEIRS, "1조원", "MON"),
        tagged("a5", mine, "나루소프트", article=1),
        tagged("b5", THEIRS, "나루소프트", "PRD", article=1),
    ]
    changes = [
        Change(OTHER, Kind.ANNOTATOR, CREATE, to_body(LOOKS)),
        Change(THEIRS, Kind.LAYER, CREATE, to_body(Layer(THEIRS, "annotator", OTHER))),
        *(Change(each.id, KIND_OF[type(each)], CREATE, to_body(each)) for each in records),
        *(finished(layer, article) for layer in (mine, THEIRS) for article in (0, 1)),
    ]
    project.writer.commit(Action(Message("history.unknown"), tuple(changes), undoable=False))

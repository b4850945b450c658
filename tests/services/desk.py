"""A desk to annotate at: one short article, a scheme, an index and a workspace."""

from collections.abc import Iterable
from functools import cache

from juseok.core.ids import IdFactory, article_id
from juseok.core.model import Article, Claim, Entity, Kind, Mention, Metadata, Relationship
from juseok.core.ops import Action
from juseok.core.scheme import Scheme, load_scheme
from juseok.core.spans import Span, Spans, make_span
from juseok.services.entities.index import EntityIndex
from juseok.services.tagging.annotating import ArticleWorkspace
from juseok.services.tagging.claims import new_claim
from juseok.services.tagging.mentions import add_mention
from juseok.services.tagging.relationships import add_relationship
from juseok.store.identity import own_layer_id, register_layer_id

TEXT = (
    "한빛전자, 새 반도체 공개\n"
    "한빛전자는 4일 서울에서 새 반도체를 공개했다. 도하윤 대표는 “내년에 두 배로 늘린다”고 "
    "밝혔다. 그는 “수출 규제가 변수다”라고 덧붙였다.\n"
    "경쟁사인 누리칩은 말을 아꼈다. 한빛전자의 도 대표는 누리칩과의 협력도 시사했다. 😀 끝.\n"
)

ANNOTATOR = "11111111-1111-4111-8111-111111111111"
LAYER = own_layer_id(ANNOTATOR)
REGISTER = register_layer_id()
ARTICLE = article_id(TEXT, 1)


@cache
def _scheme() -> Scheme:
    """The default scheme, which is frozen: read once for all desks."""
    return load_scheme("default")


class Desk:
    """What the window holds while a person works on one article."""

    def __init__(self, text: str = TEXT, *, article: str = ARTICLE) -> None:
        tick = iter(range(1, 1_000_000))
        self.ids = IdFactory(lambda: float(next(tick)))
        self.text = text
        self.scheme = _scheme()
        self.index = EntityIndex()
        self.workspace = ArticleWorkspace(article=Article(article, text, (), Metadata(), 1))

    def do(self, action: Action | None) -> Action:
        assert action is not None
        self.index.apply(action.changes)
        self.workspace.apply(action)
        return action

    def spans(self, *quotes: str, nth: int = 0) -> Spans:
        """The spans of ``quotes``, each searched behind the one before; ``nth`` of the first."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(quotes[0], at + 1)
        found: list[Span] = []
        for quote in quotes:
            at = self.text.index(quote, at)
            found.append(make_span(self.text, at, at + len(quote)))
            at += len(quote)
        return tuple(found)

    def mention(self, *quotes: str, type: str = "ORG", nth: int = 0) -> Mention:
        spans = self.spans(*quotes, nth=nth)
        action = self.do(
            add_mention(
                ids=self.ids,
                article=self.workspace.article.id,
                layer=LAYER,
                spans=spans,
                type=type,
                register_layer=REGISTER,
                index=self.index,
            )
        )
        made = self.workspace.mention(made_in(action, Kind.MENTION))
        assert made is not None
        return made

    def claim(self, *quotes: str) -> Claim:
        action = self.do(
            new_claim(
                ids=self.ids,
                article=self.workspace.article.id,
                layer=LAYER,
                content=self.spans(*quotes),
            )
        )
        made = self.workspace.claim(made_in(action, Kind.CLAIM))
        assert made is not None
        return made

    def relationship(self, type: str, head: Mention, tail: Mention) -> Relationship:
        action = self.do(
            add_relationship(
                ids=self.ids, text=self.text, head=head, tail=tail, type=type, scheme=self.scheme
            )
        )
        made = self.workspace.relationship(made_in(action, Kind.RELATIONSHIP))
        assert made is not None
        return made

    def entity(self, obj: str) -> Entity:
        found = self.index.entity(obj)
        assert found is not None
        return found

    def now(self, record: Mention | Claim | Relationship) -> Mention | Claim | Relationship:
        found = self.workspace.get(record.id)
        assert isinstance(found, type(record))
        return found


def made_in(action: Action, kind: Kind) -> str:
    """The id of the object of ``kind`` that ``action`` makes."""
    return next(c.obj for c in action.changes if c.kind == kind and c.verb == "create")


def verbs(action: Action) -> Iterable[tuple[str, str]]:
    return sorted((change.kind, change.verb) for change in action.changes)

"""What is told in short of a review is what comparing the records gives."""

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ui.kit import add_article

from juseok.core.ids import derived_id
from juseok.core.messages import Message
from juseok.core.model import (
    Annotator,
    ArticleState,
    Claim,
    ClaimLink,
    Kind,
    Layer,
    Mention,
    Ref,
    Relationship,
    Value,
)
from juseok.core.ops import CREATE, DELETE, SET, Action, Change
from juseok.core.records import to_body
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import make_span
from juseok.services.edits import KIND_OF
from juseok.services.entities.index import EntityIndex
from juseok.services.review.gold import Rule, gold_by_rule
from juseok.services.review.index import compare, entries_of
from juseok.services.review.page import read_page, reviewable, sight_of, symmetric_types
from juseok.services.review.short import read_short
from juseok.services.tagging.articles import article_state_id
from juseok.store.identity import Identity
from juseok.store.project import Project

TEXT = "한빛전자가 15일 부산에서  새 공장을 연다고 밝혔다.\n김하늘 대표는 “더 늘린다”고 말했다.\n"
LABEL = Message("history.unknown")
ARTICLES = 16


class Author:
    """Writes what people say of an article: mostly the same, and some of everything."""

    def __init__(self, project, chance):
        self.project, self.chance = project, chance
        self.people = [derived_id("annotator", str(n)) for n in range(3)]
        self.layers = [project.own_layer, *(derived_id("layer", each) for each in self.people)]
        self.ids = project.ids
        self.claims = []
        self.mentions = []

    def begin(self):
        body = {"a": "E1", "b": "E2", "layer": self.project.register_layer}
        made = [Change("s", Kind.SAME_AS, CREATE, body)]
        for who, layer in zip(self.people, self.layers[1:], strict=True):
            made.append(Change(who, Kind.ANNOTATOR, CREATE, to_body(Annotator(who, who[:4]))))
            body = to_body(Layer(layer, "annotator", who))
            made.append(Change(layer, Kind.LAYER, CREATE, body))
        self.project.writer.commit(Action(LABEL, tuple(made), undoable=False))

    def article(self, number):
        chance, text = self.chance, f"{number} {TEXT}"
        article = add_article(self.project, title="가", publisher="나", text=text, position=number)
        common = sorted(chance.sample(range(len(text) - 12), 5))
        records = []
        for layer in chance.sample(self.layers, chance.randint(1, 4)):
            records += self.side(layer, article, text, common)
            state = chance.choice(("finished", "finished", "finished", "skipped", "in_progress"))
            records.append(ArticleState(layer, article, state))
        changes = [
            Change(article_state_id(each.layer, article), Kind.ARTICLE_STATE, CREATE, to_body(each))
            if isinstance(each, ArticleState)
            else Change(each.id, KIND_OF[type(each)], CREATE, to_body(each))
            for each in records
        ]
        self.project.writer.commit(Action(LABEL, tuple(changes), undoable=False))

    def rare(self, share):
        return self.chance.random() < share

    def side(self, layer, article, text, common):
        rare, pick, name = self.rare, self.chance.choice, self.ids
        held = [start for start in common if not rare(0.1)]
        mentions = []
        for start in held:
            parts = [(start, start + 3 + rare(0.15))]
            if rare(0.03):
                parts.append((start + 5, start + 7))
            mentions.append(Mention(
                name(), layer, article, pick(("ORG", "ORG", "ORG", "PER")),
                tuple(make_span(text, *part) for part in parts),
                entity=pick(("E1", "E2", "E1", "E3")) if start % 2 else "",
                attributes={"sure": Value(pick((True, False)))} if rare(0.1) else {},
                note="!" if rare(0.1) else "",
            ))  # fmt: skip
            if rare(0.02):
                mentions.append(replace(mentions[-1], id=name()))
            if rare(0.03):
                mentions.append(mentions[-1].__class__(name(), layer, article, "LOC",
                                                       mentions[-1].spans))  # fmt: skip
        claims = []
        for start in pick(((), (2,), (30, 2), (2, 30), (2, 9), (2, 9, 30))):
            refs = [Ref("mention", id=each.id) for each in mentions[:1]]
            refs += [Ref("span", span=make_span(text, held[0], held[0] + 3))] if held else []
            refs.append(Ref("entity", id=pick(("E1", "E2"))))
            content = make_span(text, start, start + pick((9, 16, 20, 20, 21)))
            claims.append(Claim(
                name(), layer, article, (content,),
                cue=(make_span(text, 1, 3),) if rare(0.3) else (),
                source=(pick(refs),) if rare(0.6) else (), source_state="given",
                attributes={"certainty": Value(pick(("certain", "likely")))} if rare(0.5) else {},
                nested_in=pick(claims).id if claims and rare(0.5) else "",
            ))  # fmt: skip
        edges = []
        if len(mentions) > 1 and rare(0.7):
            ends = mentions[0].id, mentions[1].id if not rare(0.1) else "elsewhere"
            head, tail = ends if rare(0.7) else ends[::-1]
            evidence = (make_span(text, 0, 9),) if rare(0.3) else ()
            edges.append(Relationship(name(), layer, article, pick(("works_for", "works_for", "x")),
                                      head, tail, evidence))  # fmt: skip
        links = []
        if claims and rare(0.4):
            other = pick((*(each.id for each in claims), *self.claims[-4:]))
            links.append(
                ClaimLink(name(), layer, article, pick(("same", "x")), claims[0].id, other)
            )
        self.claims += (each.id for each in claims)
        self.mentions += (each.id for each in mentions)
        return [*mentions, *claims, *edges, *links]

    def change_minds(self):
        """Some of what was judged is no longer what it was."""
        changes = [Change(each, Kind.MENTION, SET, {"type": "LOC"})
                   for each in self.mentions if self.chance.random() < 0.1]  # fmt: skip
        changes += [Change(each, Kind.CLAIM, DELETE, {})
                    for each in self.claims if self.chance.random() < 0.1]  # fmt: skip
        self.project.writer.commit(Action(LABEL, tuple(changes), undoable=False))


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=4, database=None)
@given(st.integers(0, 2**32), st.booleans())
def test_a_project_in_short_is_what_its_records_say(tmp_path_factory, seed, judged):
    folder = tmp_path_factory.mktemp("short")
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", folder / "state")
    scheme = scheme_changes(load_scheme("default"))
    with Project.create(folder / "p.juseok", identity=identity, scheme=scheme) as project:
        author = Author(project, random.Random(seed))
        author.begin()
        for number in range(ARTICLES):
            author.article(number)
        if judged:
            gold_by_rule(project=project, rule=Rule("majority", articles=tuple(_half(project))))
            author.change_minds()
        with project.reader() as reader:
            found, records, short = _both(project, reader)
    assert found == records
    assert short > 0


def _half(project):
    with project.reader() as reader:
        return reader.finding.listed().ids[::2]


def _both(project, reader):
    """The items in short, those of the records, and how many articles were told in short."""
    sight = sight_of(
        reader, annotator=project.annotator, own_layer=project.own_layer,
        register_layer=project.register_layer,
    )  # fmt: skip
    waiting = reader.reviews.waiting(sight.annotators)
    wanted = [each.article for each in waiting if reviewable(each, sight)]
    scheme, same = reader.scheme(), EntityIndex.read(reader, sight.viewer).representative
    symmetric = symmetric_types(scheme)
    short = [each for each, *_ in read_short(reader, sight, wanted, symmetric=symmetric, same=same)]
    records = [
        (article, entries_of(read_page(reader, sight, article, scheme=scheme, same=same)))
        for article in wanted
    ]
    return compare(reader, sight, wanted, scheme=scheme, same=same), records, len(short)

"""Recoding what a search found: whose, where, what, and one undo."""

import pytest
from tests.services.search.test_searching import Bench
from tests.ui.kit import ARTICLES, article_of, make_project

from juseok.core.messages import LANGUAGES, render
from juseok.core.model import Claim, Entity, Kind, Mention, Relationship, Value
from juseok.core.spans import make_span
from juseok.services.bulk.recode import Delete, Give, Rejoin, Relink, do_rows
from juseok.services.bulk.recode_search import Asked, Recoding, ToType, choices, look_in_search
from juseok.services.search.query import parse
from juseok.services.tagging.articles import finish_article, open_article
from juseok.store.identity import Identity


@pytest.fixture
def bench(tmp_path):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", tmp_path / "state")
    project = make_project(tmp_path / "뉴스.juseok", identity)
    bench = Bench(project, tmp_path / "index")
    yield bench
    bench.close()
    project.close()


class Work:
    """Searches, recodes and reads again."""

    def __init__(self, bench):
        self.bench, self.project = bench, bench.project

    def recoding(self, target, wish):
        return Recoding(
            target, wish, self.bench.scheme, self.project.ids, self.project.register_layer
        )

    def look(self, written, target, wish):
        self.made = self.recoding(target, wish)
        with self.project.reader() as reader:
            pieces = list(
                look_in_search(
                    reader=reader, index=None, viewer=self.project.viewer(),
                    asked=Asked(parse(written), {}), recoding=self.made,
                )
            )  # fmt: skip
        rows = [row for piece in pieces for row in piece.rows]
        assert all(render(row.note, language) for row in rows for language in LANGUAGES)
        return rows, pieces[-1]

    def do(self, rows):
        with self.project.reader() as reader:
            done = do_rows(
                project=self.project, reader=reader, rows=rows, made=[*self.made.made.values()],
                open_only=True,
            )  # fmt: skip
        assert done.label is None or all(render(done.label, each) for each in LANGUAGES)
        return done

    def held(self, number=0):
        with self.project.reader() as reader:
            return reader.annotations(self.project.viewer(), article_of(number))

    def finish(self, number):
        layer, article = self.project.own_layer, article_of(number)
        self.project.writer.commit(open_article(state=None, layer=layer, article=article))
        self.project.writer.commit(
            finish_article(state=None, layer=layer, article=article, title="")
        )


@pytest.fixture
def work(bench):
    return Work(bench)


def entity(bench, name, type="ORG"):
    made = Entity(bench.project.ids(), bench.project.register_layer, type, name)
    bench.write((Kind.ENTITY, made))
    return made


def test_mentions_that_words_stand_in_get_another_type_and_entity(bench, work):
    known = entity(bench, "한빛전자")
    bench.mention(0, "한빛전자", entity=known.id)
    bench.mention(0, "부산")
    rows, _ = work.look("한빛", "mention", ToType("PRODUCT"))
    assert [row.record.spans[0].quote for row in rows] == ["한빛전자"]
    assert work.do(rows).places == 1
    changed = next(each for each in work.held().mentions if each.type == "PRODUCT")
    with bench.project.reader() as reader:
        names = {row.entity.id: row.entity for row in reader.entities(bench.project.viewer())}
    assert (names[changed.entity].name, names[changed.entity].type) == ("한빛전자", "PRODUCT")
    bench.project.writer.undo().result()
    assert {each.type for each in work.held().mentions} == {"ORG"}
    with bench.project.reader() as reader:
        assert len(reader.entities(bench.project.viewer())) == 1


def test_mentions_are_linked_and_deleted(bench, work):
    known, other = entity(bench, "한빛전자"), entity(bench, "한빛그룹")
    bench.mention(0, "한빛전자", entity=known.id)
    rows, _ = work.look("entity:한빛전자", "mention", Relink(other))
    work.do(rows)
    assert [each.entity for each in work.held().mentions] == [other.id]
    assert work.look("entity:한빛그룹", "mention", Relink(other))[0] == []
    rows, _ = work.look("type:ORG", "mention", Delete())
    work.do(rows)
    assert work.held().mentions == ()


def claim(bench, words, number=0, layer="", **attributes):
    text = ARTICLES[number][2]
    at = text.index(words)
    made = Claim(
        bench.project.ids(), layer or bench.project.own_layer, article_of(number),
        (make_span(text, at, at + len(words)),),
        attributes={name: Value(value) for name, value in attributes.items()},
    )  # fmt: skip
    bench.write((Kind.CLAIM, made))
    return made


def test_claims_get_a_value_and_those_that_have_it_are_not_listed(bench, work):
    claim(bench, "내년에 부산 공장을 늘린다", certainty="certain")
    claim(bench, "부산에 1조원을 쓴다", certainty="possible")
    rows, _ = work.look("부산", "claim", Give("certainty", "possible"))
    assert len(rows) == 1
    work.do(rows)
    values = [each.attributes["certainty"].value for each in work.held().claims]
    assert values == ["possible", "possible"]
    rows, _ = work.look("claim.certainty:possible", "claim", Give("certainty", None))
    assert len(rows) == 2
    bench.project.writer.undo().result()
    assert work.do(rows).places == 1  # the other has changed since it was listed


def test_relationships_change_type_only_where_the_scheme_allows_it(bench, work):
    head, tail = bench.mention(0, "한빛전자"), bench.mention(0, "부산", type="GPE")
    made = Relationship(bench.project.ids(), head.layer, head.article, "based_in", head.id, tail.id)
    bench.write((Kind.RELATIONSHIP, made))
    words = choices(bench.scheme)[0].words
    assert work.look("한빛", "relationship", Rejoin("employed_by", words))[0] == []
    rows, _ = work.look("한빛", "relationship", Rejoin("invests_in", words))
    assert work.do(rows).label.code == "undo.recode_relationships"
    assert [each.type for each in work.held().relationships] == ["invests_in"]
    rows, _ = work.look("한빛", "relationship", Give("uncertain", True))
    work.do(rows)
    assert work.held().relationships[0].attributes["uncertain"].value is True


def test_what_is_finished_or_anothers_is_counted_and_left(bench, work):
    bench.mention(0, "한빛전자")
    bench.mention(1, "나루소프트")
    other = Mention(
        bench.project.ids(), "f" * 32, article_of(2), "ORG",
        (make_span(ARTICLES[2][2], 0, 2),),
    )  # fmt: skip
    bench.write((Kind.MENTION, other))
    work.finish(1)
    rows, last = work.look("type:ORG", "mention", ToType("PRODUCT"))
    assert [row.article for row in rows] == [article_of(0)]
    assert (last.left_places, last.left_articles) == (1, 1)
    work.finish(0)
    done = work.do(rows)
    assert (done.label, done.passed) == (None, 1)
    assert work.held().mentions[0].type == "ORG"


def test_everything_in_the_scheme_can_be_chosen_and_has_words(bench):
    found = choices(bench.scheme)
    assert {each.target for each in found} == {"mention", "claim", "relationship"}
    assert any(isinstance(each.wish, Give) and each.target == "claim" for each in found)
    assert all(render(each.words, language) for each in found for language in LANGUAGES)

"""A search finds what stands there, proved, and only what its viewer may see."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ui.kit import ARTICLES, add_article, article_of, make_project

from juseok.core.messages import Message
from juseok.core.model import Annotator, Claim, Entity, Kind, Layer, Mention, Value, Viewer
from juseok.core.ops import CREATE, DELETE, Action, Change
from juseok.core.records import to_body
from juseok.core.spans import make_span
from juseok.services.search.keeping import catch_up, index_path, tokens_of_each
from juseok.services.search.query import SearchError, parse
from juseok.services.search.searching import search
from juseok.store.identity import Identity, own_layer_id
from juseok.store.search_index import IndexGone, Lemma, SearchIndex, discard

LABEL = Message("history.unknown")
OTHER = "22222222-2222-4222-8222-222222222222"


class Bench:
    """A project with an index, and a way to search it."""

    def __init__(self, project, path):
        self.project = project
        self.path = path
        self.reader = project.reader()
        self.scheme = self.reader.scheme()
        self.index = SearchIndex.open(path)
        self.viewer = project.viewer()
        self._numbers = count(1)

    def close(self):
        self.index.close()
        self.reader.close()

    def catch_up(self, **how):
        return catch_up(reader=self.reader, index=self.index, **how)

    def pages(self, written, *, viewer=None, index=True, **how):
        return list(
            search(
                reader=self.reader,
                index=self.index if index else None,
                viewer=viewer or self.viewer,
                query=parse(written),
                scheme=self.scheme,
                **how,
            )
        )

    def find(self, written, **how):
        """(number of the article, words) of each place."""
        numbers = {article_of(n): n for n in range(len(ARTICLES))}
        found = []
        for page in self.pages(written, **how):
            for row in page.found:
                text = ARTICLES[numbers[row.article]][2]
                end = row.context_start + len(row.context)
                assert text[row.context_start : end] == row.context
                start = row.context_start + row.marks[0][0]
                assert start == row.start
                found += [(numbers[row.article], row.context[s:e]) for s, e in row.marks]
        return found

    def write(self, *records):
        changes = tuple(Change(each.id, kind, CREATE, to_body(each)) for kind, each in records)
        self.project.writer.commit(Action(LABEL, changes, undoable=False))

    def mention(self, number, words, *, type="ORG", entity="", layer=""):
        text = ARTICLES[number][2]
        at = text.index(words)
        span = make_span(text, at, at + len(words))
        layer = layer or self.project.own_layer
        made = Mention(self.project.ids(), layer, article_of(number), type, (span,), entity)
        self.write((Kind.MENTION, made))
        return made

    def claim(self, number, words, *, layer="", **attributes):
        text = ARTICLES[number][2]
        at = text.index(words)
        span = make_span(text, at, at + len(words))
        made = Claim(
            self.project.ids(), layer or self.project.own_layer, article_of(number), (span,),
            attributes={name: Value(value) for name, value in attributes.items()},
        )  # fmt: skip
        self.write((Kind.CLAIM, made))
        return made

    def entity(self, name, *aliases):
        made = Entity(self.project.ids(), self.project.register_layer, "ORG", name, aliases)
        self.write((Kind.ENTITY, made))
        return made.id

    def other_layer(self):
        layer = own_layer_id(OTHER)
        self.write(
            (Kind.ANNOTATOR, Annotator(OTHER, "이기자")),
            (Kind.LAYER, Layer(layer, "annotator", OTHER)),
        )
        return layer


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A bench that is only read."""
    yield from _bench(tmp_path_factory.mktemp("searching"), catch=True)


@pytest.fixture
def bench(tmp_path):
    yield from _bench(tmp_path, catch=False)


def _bench(folder, *, catch):
    identity = Identity("11111111-1111-4111-8111-111111111111", "박기자", folder / "state")
    with make_project(folder / "뉴스.juseok", identity) as project:
        bench = Bench(project, index_path(folder, project))
        if catch:
            bench.catch_up()
        yield bench
        bench.close()


def test_parts_of_words_and_phrases_are_found(shared):
    assert shared.find("전자") == [(0, "전자"), (0, "전자"), (0, "전자")]
    assert shared.find("빛") == [(0, "빛")] * 3
    assert shared.find("공장 부산") == [(0, "공장"), (0, "부산"), (0, "공장"), (0, "부산")]
    assert shared.find('"부산 공장"') == [(0, "부산 공장")]
    assert shared.find('"공장 부산"') == []
    assert shared.find("열렸다 나루소프트") == []


WORD = st.text(st.sampled_from("한빛전자 공장나루부산.“서울에"), min_size=1, max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=WORD.filter(str.strip))
def test_what_is_found_is_what_stands_there_with_the_index_and_without(shared, words):
    written = f'"{words.replace("“", "")}"'
    if not written.strip('" '):
        return
    wanted = written.strip('"')
    expected = {n for n, (_, _, text) in enumerate(ARTICLES) if wanted in text}
    assert {n for n, _ in shared.find(written)} == expected
    assert shared.find(written) == shared.find(written, index=False)


def test_an_article_is_found_before_the_index_knows_it(bench):
    assert bench.index.count() == 0
    assert bench.find("나루소프트가") == [(1, "나루소프트가")]


def test_a_lemma_finds_its_forms_and_can_be_switched_off(bench):
    bench.catch_up()
    text = ARTICLES[0][2]
    at = text.index("밝혔다")
    bench.index.add_lemmas([(article_of(0), [Lemma("밝히다", at, at + 3)])])
    assert bench.find("밝히다") == [(0, "밝혔다")]
    assert bench.find("밝힌", lemmas={"밝힌": ["밝히다"]}) == [(0, "밝혔다")]
    assert bench.find("밝히다 lemma:off") == []
    assert bench.find('"밝히다"') == []


def test_an_index_that_lies_finds_nothing_that_is_not_there(bench):
    bench.index.add([(article_of(2), "전혀 다른 글")])
    bench.index.add_lemmas([(article_of(2), [Lemma("다르다", 900, 902)])])
    assert bench.find("다른") == []
    assert bench.find("다르다") == []


def test_details_narrow_a_search_and_stand_for_themselves(shared):
    assert shared.find("언론사:다온 나루소프트") == [(1, "나루소프트"), (1, "나루소프트")]
    assert {n for n, _ in shared.find("publisher:가온신문")} == {0, 2}
    assert {n for n, _ in shared.find("date:2025-03-11..2025-03-12")} == {1, 2}
    assert {n for n, _ in shared.find("title:실적")} == {1}
    assert shared.find("zone:title 공장") == [(0, "공장")]
    assert shared.find("구역:본문 “부산 공장”") == [(0, "부산 공장")]


def test_annotations_are_found_by_entity_and_type(bench):
    hanbit = bench.entity("한빛전자", "HBE")
    bench.entity("한빛은행")
    bench.mention(0, "한빛전자", entity=hanbit)
    bench.mention(1, "나루소프트")
    assert bench.find("entity:한빛전자") == [(0, "한빛전자")]
    assert bench.find("개체:hbe 부산") == [(0, "부산"), (0, "부산")]
    assert bench.find("type:기관·기업") == [(0, "한빛전자"), (1, "나루소프트")]
    assert bench.find("type:PERSON") == []
    with pytest.raises(SearchError, match="나루"):
        bench.find("entity:나루은행")
    with pytest.raises(SearchError, match="ORG"):
        bench.find("type:회사원")


@pytest.mark.parametrize("block", [1, 2, 128])
def test_annotations_are_looked_at_block_by_block_and_nothing_is_passed_by(
    bench, monkeypatch, block
):
    monkeypatch.setattr("juseok.services.search.searching._FIRST_BLOCK", block)
    bench.mention(0, "한빛전자")
    bench.mention(2, "서울", type="GPE")
    bench.claim(1, "3분기 실적을 냈다", certainty="certain")
    assert bench.find("type:ORG") == [(0, "한빛전자")]
    assert bench.find("type:GPE") == [(2, "서울")]
    assert bench.find("claim.certainty:certain") == [(1, "3분기 실적을 냈다")]
    for written in ("type:ORG", "type:GPE", "type:PERSON"):
        pages = bench.pages(written)
        searched = [page.searched for page in pages]
        assert searched == sorted(searched)
        assert (searched[-1], pages[-1].of) == (3, 3)


def test_claims_are_found_by_their_attributes_and_hold_the_words(bench):
    bench.claim(0, "내년에 부산 공장을 늘린다", certainty="possible")
    bench.claim(1, "3분기 실적을 냈다", certainty="certain")
    assert bench.find("claim.certainty:possible") == [(0, "내년에 부산 공장을 늘린다")]
    assert bench.find("주장.certainty:possible 부산") == [(0, "부산")]
    assert bench.find("claim.certainty:possible 한빛전자") == []
    with pytest.raises(SearchError, match="certain"):
        bench.find("claim.certainty:어쩌면그럴")
    with pytest.raises(SearchError, match="certainty"):
        bench.find("claim.확신도:높음")


def test_nobody_finds_what_lies_in_a_layer_they_may_not_see(bench):
    layer = bench.other_layer()
    hanbit = bench.entity("한빛전자")
    bench.mention(0, "한빛전자", entity=hanbit, layer=layer)
    bench.claim(1, "3분기 실적을 냈다", layer=layer, certainty="certain")
    for written in ("entity:한빛전자", "type:ORG", "claim.certainty:certain"):
        assert bench.find(written) == []
    with pytest.raises(SearchError) as unseen:
        bench.find("annotator:이기자")
    with pytest.raises(SearchError) as unknown:
        bench.find("annotator:없는이")
    assert unseen.value.message.code == unknown.value.message.code
    viewer = Viewer(bench.viewer.annotator, bench.viewer.visible_layers | {layer},
                    bench.viewer.own_layer)  # fmt: skip
    assert bench.find("entity:한빛전자", viewer=viewer) == [(0, "한빛전자")]
    assert {n for n, _ in bench.find("annotator:이기자", viewer=viewer)} == {0, 1}
    assert bench.find("annotator:박기자 type:ORG", viewer=viewer) == []


def test_places_near_one_another_share_a_row_and_rows_end_at_the_limit(shared):
    (page,) = shared.pages("한빛전자")
    assert [len(row.marks) for row in page.found] == [1, 1, 1]
    assert page.found[0].title == ARTICLES[0][0]
    assert (page.searched, page.of, page.more) == (1, 1, False)
    (page,) = shared.pages("한빛전자", limit=2)
    assert len(page.found) == 2
    assert page.more


def test_the_index_catches_up_and_stops_when_told(bench):
    told = []
    assert not bench.catch_up(cancelled=lambda: True)
    assert bench.catch_up(told=lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
    assert bench.index.count() == 3
    told.clear()
    assert bench.catch_up(told=lambda *at: told.append(at))
    assert told == []


def test_what_takes_long_is_done_elsewhere_and_finds_the_same(bench):
    asked = []

    def apart(texts):
        asked.extend(texts)
        return tokens_of_each(texts)

    long = add_article(
        bench.project, title="긴 글", publisher="", position=9,
        text="긴 글\n" + "누리칩이 왔다.\n" * 7_000,
    )  # fmt: skip
    bench.catch_up(apart=apart)
    assert sum(map(len, asked)) > 50_000
    assert bench.index.holding("누리칩") == {long}


def test_an_article_that_was_taken_out_is_not_found(bench):
    bench.catch_up()
    change = Change(article_of(1), Kind.ARTICLE, DELETE, {})
    bench.project.writer.commit(Action(LABEL, (change,)))
    assert bench.find("나루소프트") == []


def test_a_damaged_index_is_told_and_a_new_one_finds_the_same(bench):
    bench.catch_up()
    before = bench.find("한빛전자")
    bench.index._db.execute("DROP TABLE gram")
    with pytest.raises(IndexGone) as gone:
        bench.find("한빛전자")
    assert gone.value.damaged
    assert bench.find("한빛전자", index=False) == before
    bench.index.close()
    discard(bench.path)
    bench.index = SearchIndex.open(bench.path)
    bench.catch_up()
    assert bench.find("한빛전자") == before

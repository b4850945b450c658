"""Articles out to another tool and back: the same, once, and whose they are said to be."""

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.services.seeded import OTHER_LAYER as OTHER
from tests.services.seeded import create as create_of
from tests.services.seeded import do

from juseok.core.errors import Cancelled, FormatError, KnownError
from juseok.core.ids import article_id
from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Claim,
    ClaimLink,
    How,
    Kind,
    Mention,
    Metadata,
    Ref,
    Relationship,
    Remark,
    Value,
    Viewer,
)
from juseok.core.ops import CREATE, SET, Change
from juseok.core.records import to_body
from juseok.core.scheme import load_scheme, scheme_changes
from juseok.core.spans import Spans, make_span
from juseok.formats.base import Report, ReportBuilder
from juseok.formats.brat.reader import BratReader
from juseok.formats.document import About, Document
from juseok.formats.registry import FORMATS, writer_of
from juseok.services.interchange.exporting import (
    ExportOptions,
    export_project,
    full_viewer,
    preview_export,
)
from juseok.services.interchange.foreign import Foreign
from juseok.services.interchange.label_map import (
    LabelMap,
    LabelSort,
    check_map,
    dump_map,
    load_map,
    propose,
    save_map,
)
from juseok.services.interchange.loose import Loose
from juseok.services.interchange.reading import import_documents, look_at
from juseok.services.worker import Port
from juseok.store.articles import ArticleQuery
from juseok.store.identity import Identity
from juseok.store.project import Project

SCHEME = load_scheme("default")
ME = "11111111-1111-4111-8111-111111111111"


def create(folder: Path, name: str = "news") -> Project:
    identity = Identity(ME, "김주석", folder / "state")
    path = folder / f"{name}.juseok"
    return Project.create(path, identity=identity, scheme=scheme_changes(SCHEME))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with create(tmp_path, "empty") as project:
        yield project


def export(project: Project, path: Path, layer: str = "", **how: Any) -> Report:
    project.writer.flush()
    options = ExportOptions(layer=layer or project.own_layer)
    return export_project(
        project=project, viewer=full_viewer(project), path=path, options=options, form="brat", **how
    )


def bring(project: Project, path: Path, **how: Any) -> Report:
    return import_documents(project=project, sources=[Foreign(path, "brat")], **how)


def said(project: Project, layer: str) -> dict[str, list[Any]]:
    """What a layer says of each text, without ids."""
    found: dict[str, list[Any]] = {}
    viewer = Viewer(ME, frozenset({layer, project.register_layer}), layer)
    with project.reader() as reader:
        names = {row.entity.id: row.entity.name for row in reader.entities(viewer)}
        for article in reader.article_ids(project.viewer(), ArticleQuery()):
            notes = reader.annotations(viewer, article)
            words = {m.id: (m.type, m.spans) for m in notes.mentions}
            words |= {c.id: ("claim", c.content) for c in notes.claims}
            rows: list[Any] = [
                (
                    "m",
                    m.type,
                    m.spans,
                    names.get(m.entity, ""),
                    _values(m.attributes),
                    m.note,
                    m.how,
                )
                for m in notes.mentions
            ]
            rows += [
                ("c", c.content, c.cue, c.source_state, _values(c.attributes),
                 words.get(c.nested_in),
                 [words.get(ref.id) or names.get(ref.id) or ref.span for ref in c.source])
                for c in notes.claims
            ]  # fmt: skip
            rows += [
                (edge.type, words[edge.head], words[edge.tail], getattr(edge, "evidence", ()))
                for edge in (*notes.relationships, *notes.claim_links)
                if edge.head in words and edge.tail in words
            ]
            rows += [("r", r.sort, r.text, r.resolved) for r in notes.remarks]
            found[article] = sorted(rows, key=repr)
    return found


def _values(attributes: Any) -> list[Any]:
    return sorted((name, each.value, each.how) for name, each in attributes.items())


def count(project: Project) -> int:
    with project.reader() as reader:
        return len(list(reader.dump()))


def test_a_layer_goes_out_and_comes_back_the_same(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    report = export(full, tmp_path / "out")
    assert report.written == report.kinds["article"] > 0
    done = bring(empty, tmp_path / "out")
    assert done.refused == ()
    assert said(empty, empty.own_layer) == said(full, full.own_layer)
    with full.reader() as reader, empty.reader() as other:
        for article in reader.article_ids(full.viewer(), ArticleQuery()):
            assert other.article(article) == reader.article(article)


def test_a_second_import_changes_nothing_and_neither_does_one_where_it_came_from(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    export(full, tmp_path / "out")
    bring(empty, tmp_path / "out")
    for project in (empty, full):
        before = count(project)
        report = bring(project, tmp_path / "out")
        assert report.written == 0
        assert count(project) == before


def awkward(project: Project) -> str:
    """Annotations that formats get wrong, in the own layer of the article whose id is given."""
    with project.reader() as reader:
        article = next(iter(reader.article_ids(project.viewer(), ArticleQuery())))
        text = reader.article(article).text
        entity = next(each.entity for each in reader.annotations(project.viewer(), article).mentions
                      if each.entity)  # fmt: skip

    def at(*places: tuple[int, int]) -> Spans:
        return tuple(make_span(text, start, end) for start, end in places)

    layer, ids = project.own_layer, project.ids
    whole = Mention(ids(), layer, article, "ORG", at((0, 3)), entity,
                    {"value": Value("말 | ; [1]", How.HAND)}, How.HAND, "메모")  # fmt: skip
    pieces = Mention(ids(), layer, article, "PERSON", at((0, 2), (4, 6)), note="여러\n줄")
    claim = Claim(ids(), layer, article, at((8, 12), (14, 16)), at((20, 22)),
                  source=(Ref("mention", whole.id), Ref("span", span=at((1, 2))[0])),
                  source_state="given", note="메모")  # fmt: skip
    inner = Claim(ids(), layer, article, at((9, 11)), medium=(Ref("entity", entity),),
                  nested_in=claim.id)  # fmt: skip
    edge = Relationship(ids(), layer, article, "employed_by", pieces.id, whole.id, at((5, 7)),
                        note="메모")  # fmt: skip
    link = ClaimLink(ids(), layer, article, "supports", claim.id, inner.id, note="메모")
    records = (whole, pieces, claim, inner, edge, link)
    remarks = [Remark(ids(), layer, article, of, "question", "둘\n줄?")
               for of in (article, *(each.id for each in records))]  # fmt: skip
    do(project, *map(create_of, (*records, *remarks)))
    return article


@pytest.mark.parametrize(
    "form", [each.id for each in FORMATS.formats if each.writer and each.reader]
)
def test_no_format_adds_anything_where_it_came_from(
    form: str, full: Project, tmp_path: Path
) -> None:
    articles = frozenset({awkward(full)})
    unit = {"unit": "eojeol"} if form in ("conll", "conllu") else {}
    options = ExportOptions(articles=articles, layer=full.own_layer, chosen=unit)
    out = tmp_path / f"out{FORMATS.get(form).suffix}"
    export_project(
        project=full, viewer=full_viewer(full), path=out, options=options, form=form
    )  # fmt: skip
    report = import_documents(project=full, sources=[Foreign(out, form)])
    assert report.kinds == {}


def test_what_is_read_elsewhere_comes_in_the_same_and_stopping_leaves_nothing(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    def elsewhere(function: Any, *args: object, heard: Any) -> Any:
        def tell(piece: object) -> None:
            heard(pickle.loads(pickle.dumps(piece)))

        called = pickle.loads(pickle.dumps((function, args)))
        return pickle.loads(pickle.dumps(called[0](Port(tell), *called[1])))

    export(full, tmp_path / "out")
    before = count(empty)
    with pytest.raises(Cancelled):
        bring(empty, tmp_path / "out", runner=elsewhere, cancelled=lambda: True)
    assert count(empty) == before
    done = bring(empty, tmp_path / "out", runner=elsewhere)
    assert done.refused == ()
    assert said(empty, empty.own_layer) == said(full, full.own_layer)


def test_an_import_is_one_action(full: Project, empty: Project, tmp_path: Path) -> None:
    export(full, tmp_path / "out")
    before = count(empty)
    bring(empty, tmp_path / "out", annotator="이가온")
    assert count(empty) > before
    with empty.reader() as reader:
        target = reader.undo_target()
        assert "이가온" in {each.name for each in reader.annotators()}
    assert target is not None
    do(empty, Change(target.action, "action", "undo", {}))
    with empty.reader() as reader:
        assert reader.article_ids(empty.viewer(), ArticleQuery()) == []
        assert "이가온" not in {each.name for each in reader.annotators()}


def test_annotations_without_texts_come_back_to_where_the_texts_are(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    path = tmp_path / "out.jsonl"
    options = ExportOptions(layer=full.own_layer)
    export_project(
        project=full, viewer=full_viewer(full), path=path, options=options, form="standoff"
    )
    foreign = [Foreign(path, "standoff")]
    before = count(empty)
    refused = import_documents(project=empty, sources=foreign).refused
    assert {line.message.code for line in refused} == {"standoff.no_article"}
    assert count(empty) == before
    report = import_documents(project=full, sources=foreign, annotator="새사람")
    left = {line.message.code for line in report.refused}
    assert left == {"standoff.ends"}  # of links to claims of other articles
    with full.reader() as reader:
        person = next(each for each in reader.annotators() if each.name == "새사람")
        layer = next(each.id for each in reader.layers() if each.annotator == person.id)

    def bare(layer: str) -> dict[str, list[Any]]:
        found = said(full, layer)
        return {
            article: sorted((row[:3] for row in rows if row[0] in "mc"), key=repr)
            for article, rows in found.items()
        }

    assert bare(layer) == bare(full.own_layer)


def test_an_annotator_is_found_by_name_or_made(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    export(full, tmp_path / "out")
    bring(empty, tmp_path / "out", annotator="이가온")
    with empty.reader() as reader:
        person = next(each for each in reader.annotators() if each.name == "이가온")
        layer = next(each.id for each in reader.layers() if each.annotator == person.id)
    assert said(empty, layer) == said(full, full.own_layer)
    assert not any(said(empty, empty.own_layer).values())
    assert bring(empty, tmp_path / "out", annotator="이가온").written == 0


def test_lines_that_nobody_understood_are_kept_in_the_project_and_written_back(
    empty: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("한빛전자는 누리칩을 샀다.", "utf-8")
    odd = ["X1\tstrange T7", "#2\tReviewed T7\tby nobody"]
    lines = ["T7\tORG 0 4\t한빛전자", "T9\tORG 6 9\t누리칩", *odd]
    (folder / "a.ann").write_text("\n".join(lines), "utf-8")
    report = bring(empty, folder)
    assert [line.message.code for line in report.changed] == ["brat.kept", "brat.kept_notes"]
    export(empty, tmp_path / "out")
    (written,) = (tmp_path / "out").glob("*.ann")
    found = written.read_text("utf-8").splitlines()
    assert found[-2:] == odd
    assert lines[0] in found


def test_labels_without_a_place_are_left_out_and_named(empty: Project, tmp_path: Path) -> None:
    folder = _foreign(tmp_path)
    report = bring(empty, folder)
    told = {(str(line.message.params["label"]), line.line) for line in report.refused}
    assert told == {("Vehicle", 2), ("Said", 4), ("Owns", 5)}
    assert {Path(line.file).name for line in report.refused} == {"a.ann"}
    (rows,) = said(empty, empty.own_layer).values()
    assert [row[1] for row in rows] == ["ORG"]


def test_a_label_map_gives_them_a_place(empty: Project, tmp_path: Path) -> None:
    folder = _foreign(tmp_path)
    labels = LabelMap(
        {
            (LabelSort.MENTIONS, "Vehicle"): "PRODUCT",
            (LabelSort.EVENTS, "Said"): "claim",
            (LabelSort.ROLES, "Speaker"): "source",
            (LabelSort.ROLES, "What"): "content",
            (LabelSort.RELATIONSHIPS, "Owns"): "product_of",
        }
    )
    report = bring(empty, folder, labels=labels)
    assert report.refused == ()
    (rows,) = said(empty, empty.own_layer).values()
    assert sorted(row[0] for row in rows) == ["c", "m", "m", "product_of"]
    claim = next(row for row in rows if row[0] == "c")
    assert [span.quote for span in claim[1]] == ["차를"]
    assert [span.quote for span in claim[2]] == ["밝혔다"]


def _foreign(tmp_path: Path) -> Path:
    folder = tmp_path / "foreign"
    folder.mkdir()
    (folder / "a.txt").write_text("한빛전자는 차를 판다고 밝혔다.", "utf-8")
    lines = (
        "T1\tOrganization 0 4\t한빛전자\n"
        "T2\tVehicle 6 8\t차를\n"
        "T3\tSaid 13 16\t밝혔다\n"
        "E1\tSaid:T3 Speaker:T1 What:T2\n"
        "R1\tOwns Arg1:T2 Arg2:T1\n"
    )
    (folder / "a.ann").write_text(lines, "utf-8")
    return folder


def test_one_blank_mention_does_not_keep_the_rest_out(empty: Project, tmp_path: Path) -> None:
    text = {"text": "한빛 전자는 판다", "entities": [
        {"id": 1, "label": "ORG", "start_offset": 0, "end_offset": 5},
        {"id": 2, "label": "ORG", "start_offset": 2, "end_offset": 3},
    ], "relations": [{"id": 3, "from_id": 1, "to_id": 2, "type": "part_of"}]}  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(text, ensure_ascii=False), "utf-8")
    report = import_documents(project=empty, sources=[Foreign(tmp_path / "a.jsonl", "doccano")])
    told = [(line.message.code, line.line) for line in report.refused]
    assert told == [("annotate.mention.blank", 1), ("import.loose_edges", 1)]


def test_what_points_to_something_left_out_is_told_by_what_it_is(
    empty: Project, tmp_path: Path
) -> None:
    text = "한빛 전자는 판다"
    article = Article(article_id(text, 1), text, (), Metadata(), 1)
    words = (make_span(text, 0, 2),)
    missing = (Ref("mention", "m9"), Ref("entity", "e9"))
    document = Document(
        article=article, file="a",
        annotations=ArticleAnnotations(
            (Mention("m1", "", article.id, "ORG", words, "e9"),),
            (Claim("c1", "", article.id, words, source=missing, nested_in="m1"),),
            relationships=(Relationship("r1", "", article.id, "part_of", "m1", "c1"),),
            remarks=(Remark("n1", "", article.id, "m9", "note", "?"),),
        ),
    )  # fmt: skip
    report = ReportBuilder()
    loose = Loose(report)
    found = loose.without(document).annotations
    loose.tell()
    told = {(line.message.code, line.message.params["count"]) for line in report.lines}
    assert told == {
        ("import.loose_links", 1), ("import.loose_roles", 2), ("import.loose_roles", 1),
        ("import.mixed_edges", 1), ("import.loose_remarks", 1),
    }  # fmt: skip
    assert (found.mentions[0].entity, found.claims[0].source, found.claims[0].nested_in) == (
        "", (), "",
    )  # fmt: skip
    assert found.relationships == ()


def claims_of_two_articles() -> list[Document]:
    """A claim in each of two articles, and links between them from both."""
    texts = ["한빛전자는 공장을 늘린다.", "누리칩은 공장을 줄인다."]
    ids = [article_id(text, 1) for text in texts]
    claims = ["0198c0de-0000-7000-8000-00000000000a", "0198c0de-0000-7000-8000-00000000000b"]
    links = (
        ClaimLink("l1", "", ids[0], "refutes", claims[0], claims[1], How.HAND, "다른 기사"),
        ClaimLink("l2", "", ids[1], "same_claim", claims[1], claims[0]),
    )
    return [
        Document(
            article=Article(id_, text, (), Metadata(title=text[:4]), 1),
            annotations=ArticleAnnotations(
                claims=(Claim(claim, "", id_, (make_span(text, 0, 4),)),), claim_links=(link,),
                remarks=(Remark("n", "", id_, link.id, "note", "왜?"),),
            ),
        )
        for id_, text, claim, link in zip(ids, texts, claims, links, strict=True)
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_links_between_claims_of_two_articles_come_back_from_our_tables(
    form: str, empty: Project, tmp_path: Path
) -> None:
    path = tmp_path / f"out.{form}"
    writer_of(form).write(claims_of_two_articles(), path, about=About(scheme=SCHEME))
    source = Foreign(path, "mention-table")
    report = import_documents(project=empty, sources=[source])
    assert [line.message.code for line in report.refused] == ["import.loose_remarks"]
    before = count(empty)
    report = import_documents(project=empty, sources=[source])
    assert report.kinds == {}
    assert count(empty) == before
    found: dict[str, Claim] = {}
    links: list[ClaimLink] = []
    with empty.reader() as reader:
        for article in reader.article_ids(empty.viewer(), ArticleQuery()):
            notes = reader.annotations(empty.viewer(), article)
            found |= {claim.id: claim for claim in notes.claims}
            links += notes.claim_links
    assert [
        (each.type, found[each.head].content[0].quote, found[each.tail].content[0].quote,
         each.how, each.note, each.article == found[each.head].article)
        for each in sorted({link.id: link for link in links}.values(), key=lambda it: it.type)
    ] == [
        ("refutes", "한빛전자", "누리칩은", How.HAND, "다른 기사", True),
        ("same_claim", "누리칩은", "한빛전자", How.HAND, "", True),
    ]  # fmt: skip


def test_a_link_to_a_claim_that_cannot_come_in_is_told(empty: Project, tmp_path: Path) -> None:
    writer_of("csv").write(claims_of_two_articles(), tmp_path / "out", about=About(scheme=SCHEME))
    table = tmp_path / "out" / "claims.csv"
    table.write_text(table.read_text("utf-8").replace("0-4,누리칩은", "0-4,없는 말"), "utf-8")
    report = import_documents(project=empty, sources=[Foreign(tmp_path / "out", "mention-table")])
    lost = [line.message for line in report.refused if line.message.code == "import.loose_edges"]
    assert sorted(line.params["type"] for line in lost) == ["refutes", "same_claim"]


def test_claims_of_a_table_come_in_to_the_articles_that_it_names(
    empty: Project, tmp_path: Path
) -> None:
    text = "김한빛 대표는 공장을 늘린다고 말했다."
    whole, again = tmp_path / "a.csv", tmp_path / "b.csv"
    whole.write_text(
        f"speaker,quote,cue,text,topic\n대표,공장을 늘린다,말했다,{text},공장\n", "utf-8"
    )
    report = import_documents(project=empty, sources=[Foreign(whole, "mention-table")])
    assert report.kinds["claim"] == 1
    assert [line.message.code for line in report.refused] == ["map.unmapped"]
    with empty.reader() as reader:
        (article,) = reader.article_ids(empty.viewer(), ArticleQuery())
    again.write_text(f"article,화자,주장\n{article},대표,공장을 늘린다고\n", "utf-8")
    report = import_documents(project=empty, sources=[Foreign(again, "mention-table")])
    assert (report.kinds, report.refused) == ({"claim": 1}, ())
    with empty.reader() as reader:
        claims = reader.annotations(empty.viewer(), article).claims
    assert sorted((each.content[0].quote, each.source[0].span) for each in claims) == [
        ("공장을 늘린다", make_span(text, 4, 6)), ("공장을 늘린다고", make_span(text, 4, 6)),
    ]  # fmt: skip


def test_details_of_an_article_that_is_here_are_told(empty: Project, tmp_path: Path) -> None:
    for more in ({}, {"url": "http://e.org", "칸": "ㄱ"}, {"url": "http://e.org"}):
        line = {"text": "한빛 전자", "label": [[0, 2, "ORG"]], **more}
        (tmp_path / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False), "utf-8")
        source = Foreign(tmp_path / "a.jsonl", "doccano")
        report = import_documents(project=empty, sources=[source])
        told = [line.message.params["name"] for line in report.changed]
        assert told == sorted(more)


def test_a_source_without_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]", "utf-8")
    (tmp_path / "empty").mkdir()
    for name, form in (("a.json", "label-studio"), ("empty", "brat")):
        look = look_at(sources=[Foreign(tmp_path / name, form)], scheme=SCHEME)
        assert [line.message.code for line in look.report.refused] == ["import.no_document"]


def test_a_label_map_is_a_file_to_edit(tmp_path: Path) -> None:
    look = look_at(sources=[Foreign(_foreign(tmp_path), "brat")], scheme=SCHEME)
    assert {label for _, label in look.unmapped} == {"Vehicle", "Said", "Owns", "What"}
    save_map(look.proposed, tmp_path / "map.toml")
    assert load_map(tmp_path / "map.toml") == look.proposed
    assert 'Organization = "ORG"' in dump_map(look.proposed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[mentions", "map.toml"),
        ("[strange]\na = 'b'", "map.shape"),
        ("[mentions]\na = 3", "map.shape"),
        ("[mentions]\na = 'NO_SUCH'", "map.unknown"),
    ],
)
def test_a_label_map_that_cannot_be_is_refused(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatError) as refused:
        check_map(load_map(path), SCHEME)
    assert refused.value.message.code == code


def test_proposals_are_never_guesses() -> None:
    labels = [
        (LabelSort.MENTIONS, each) for each in ("인물", "org", "PS", "LC", "Organization", "PER")
    ]
    found = propose(labels, SCHEME)
    assert [found.get(*each) for each in labels] == ["PERSON", "ORG", "PERSON", "", "ORG", "PERSON"]


@pytest.mark.parametrize(
    ("scheme", "type_", "words"),
    [
        ("default", "PERSON", "PS PS_NAME PER people 인물 사람 인명"),
        ("default", "ORG", "OG OGG_POLITICS Company 기관 기관명 회사 단체 정당"),
        ("default", "GPE", "GPE City Nation LCP_CITY 나라 도시"),
        ("default", "LOC", "LOC FAC LCG_RIVER 지명 위치"),
        ("default", "QUANTITY", "NUM CARDINAL 숫자"),
        ("default", "MONEY", "QT_PRICE 돈"),
        ("default", "TITLE", "CV_POSITION Position 직책"),
        ("default", "WORK", "WORK_OF_ART AFW_DOCUMENT 작품"),
        ("default", "DATE", "DT DAT 일자"),
        ("default", "TIME", "TI TIM 시간"),
        ("default", "", "MISC NORP LANGUAGE POH LC QT CV AF CVL AFW Name 이름"),
        ("nikl15", "OG", "Company ORG 회사"),
        ("nikl15", "LC", "GPE City FAC 지명"),
        ("nikl15", "QT", "MONEY NUM 금액"),
        ("nikl15", "CV", "CVL Law 직책"),
        ("nikl15", "AF", "AFW Product WORK_OF_ART"),
        ("nikl15", "", "MISC NORP LANGUAGE"),
    ],
)
def test_what_labels_of_other_tools_usually_mean_is_proposed(
    scheme: str, type_: str, words: str
) -> None:
    labels = [(LabelSort.MENTIONS, each) for each in words.split()]
    found = propose(labels, load_scheme(scheme))
    assert {each[1]: found.get(*each) for each in labels} == dict.fromkeys(words.split(), type_)


def test_words_that_a_name_joins_lead_to_it() -> None:
    labels = [
        (LabelSort.MENTIONS, each) for each in ("기관", "장소", "날짜", "Country", "성향", "주장")
    ]
    found = propose([*labels, (LabelSort.RELATIONSHIPS, "정치")], SCHEME)
    assert [found.get(*each) for each in labels] == ["ORG", "LOC", "DATE", "GPE", "", "claim"]
    assert found.get(LabelSort.RELATIONSHIPS, "정치") == ""  # of “정치·종교 성향”


# -- layers


def layers(project: Project, tmp_path: Path, layer: str) -> list[Document]:
    export(project, tmp_path / "out", layer)
    report = ReportBuilder()
    return list(BratReader().read(tmp_path / "out", report=report))


def agree(project: Project, *, also: bool) -> str:
    """A second layer that says what the first does of one article, or less; its id."""
    with project.reader() as reader:
        article = reader.article_ids(project.viewer(), ArticleQuery())[0]
        text = reader.article(article).text
        state = reader.annotations(project.viewer(), article)
    changes = [
        Change(each.id, kind, "delete", {})
        for kind, rows in (("claim_link", state.claim_links), ("relationship", state.relationships),
                           ("claim", state.claims), ("mention", state.mentions))
        for each in rows
    ]  # fmt: skip
    for number, start in enumerate((0, 2) if also else (0,)):
        for layer in (project.own_layer, OTHER.id)[: 2 - number]:
            span = make_span(text, start, start + 2)
            record = Mention("", layer, article, "ORG", (span,), how=How.HAND)
            changes.append(Change(project.ids(), Kind.MENTION, CREATE, to_body(record)))
    do(project, *changes)
    return article


@pytest.mark.parametrize("also", [True, False])
def test_the_best_is_what_all_agree_on(full: Project, tmp_path: Path, also: bool) -> None:
    article = agree(full, also=also)
    with full.reader() as reader:
        other = Viewer(ME, frozenset({OTHER.id}), OTHER.id)
        others = [each.spans for each in reader.annotations(other, article).mentions]
    found = next(each for each in layers(full, tmp_path, "best") if each.article.id == article)
    agreed = [
        each for each in found.annotations.mentions if found.provenance[each.id] == "unanimous"
    ]
    assert [each.spans[0].start for each in agreed] == [0]
    assert agreed[0].spans in others


def test_the_best_of_an_article_that_one_person_did_is_that(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    export(full, tmp_path / "in")
    bring(empty, tmp_path / "in")
    found = layers(empty, tmp_path, "best")
    assert {source for each in found for source in each.provenance.values()} == {"single"}


def test_whoever_works_blind_exports_and_fills_the_own_layer_only(office, tmp_path: Path) -> None:
    project = office.project
    do(project, *_mention_of(office, office.you))
    office.make(blind=True)
    do(project, Change(office.me, Kind.ANNOTATOR, SET, {"roles": ["annotator"]}))
    report = export_project(
        project=project, viewer=full_viewer(project), path=tmp_path / "out",
        options=ExportOptions(layer="best"), form="brat",
    )  # fmt: skip
    assert report.kinds.get("mention", 0) == 0
    with pytest.raises(KnownError):
        bring(project, tmp_path / "out", annotator="이가온")


def _mention_of(office, who: str) -> list[Change]:
    from juseok.store.identity import own_layer_id

    with office.project.reader() as reader:
        article = reader.article_ids(office.project.viewer(), ArticleQuery())[0]
        text = reader.article(article).text
    record = Mention("", own_layer_id(who), article, "ORG", (make_span(text, 0, 2),))
    return [Change(office.project.ids(), Kind.MENTION, CREATE, to_body(record))]


# -- whole or not at all


def test_a_folder_is_there_whole_or_not_at_all(full: Project, tmp_path: Path) -> None:
    with full.reader() as reader:
        article = reader.article_ids(full.viewer(), ArticleQuery())[0]
        mention = reader.annotations(full.viewer(), article).mentions[0]
    spoilt = [[0, 2, "틀림"]]
    with pytest.raises(Exception, match=r"span|틀림|quote"):
        do(full, Change(mention.id, Kind.MENTION, SET, {"spans": spoilt}))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    with pytest.raises(FormatError):
        export(full, tmp_path / "out")
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_the_same_project_gives_the_same_bytes(full: Project, tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(full, tmp_path / name, today="2026-11-22")
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()
    manifest = json.loads((tmp_path / "a" / "manifest.json").read_text("utf-8"))
    assert manifest["date"] == "2026-11-22"
    assert manifest["counts"]["article"] * 2 + 2 == len(manifest["files"])


def test_an_edit_meanwhile_begins_it_anew(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits = 3

    def edited(done: int, of: int) -> None:
        nonlocal edits
        if edits and done == 1:
            edits -= 1
            do(full, *_own_mention(full))

    report = export(full, tmp_path / "out", progress=edited)
    assert report.written > 0
    assert (tmp_path / "out" / "manifest.json").exists()


def _own_mention(project: Project) -> list[Change]:
    with project.reader() as reader:
        article = reader.article_ids(project.viewer(), ArticleQuery())[0]
        text = reader.article(article).text
    record = Mention("", project.own_layer, article, "ORG", (make_span(text, 0, 2),))
    return [Change(project.ids(), Kind.MENTION, CREATE, to_body(record))]


def test_the_preview_is_the_first_article_with_what_may_be_on_screen(full: Project) -> None:
    lines = preview_export(
        project=full, viewer=full_viewer(full), shown=full.viewer().visible_layers,
        options=ExportOptions(layer=full.own_layer), form="brat",
    )  # fmt: skip
    assert str(lines[0]).endswith(".ann")
    assert any(str(line).startswith("T1\t") for line in lines)
    hidden = preview_export(
        project=full, viewer=full_viewer(full), shown=frozenset(),
        options=ExportOptions(layer=full.own_layer), form="brat",
    )  # fmt: skip
    assert not any(str(line).startswith("T1\t") for line in hidden)


def test_files_that_cannot_be_read_change_nothing(empty: Project, tmp_path: Path) -> None:
    before = count(empty)
    (tmp_path / "a.ann").write_text("T1\tORG 0 2\t없음\n", "utf-8")
    report = bring(empty, tmp_path)
    assert [line.message.code for line in report.refused] == ["brat.no_text"]
    assert count(empty) == before


def test_stopping_leaves_nothing(full: Project, empty: Project, tmp_path: Path) -> None:
    export(full, tmp_path / "out")
    before = count(empty)
    from juseok.core.errors import Cancelled

    with pytest.raises(Cancelled):
        bring(empty, tmp_path / "out", cancelled=lambda: True)
    assert count(empty) == before

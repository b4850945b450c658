"""W3C Web Annotation: out and back, the recommendation's own shapes, and what is not taken."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.documents import documents
from tests.formats.json_law import check_comes_back, codes, read, spans_of, written
from tests.formats.test_graphs import documents_example

from juseok.core.errors import FormatError
from juseok.core.resources import read_text as resource_text
from juseok.core.text import normalise
from juseok.formats.base import Report
from juseok.formats.document import Document
from juseok.formats.json_tools.raw_page import RawMark
from juseok.formats.linked.terms import strangers
from juseok.formats.linked.web_annotation import ANNO, CONTEXT_FILE, entity_iri, entity_key
from juseok.formats.linked.web_annotation_plain import as_plain, plain_mark
from juseok.formats.registry import recognised

FORM = "web-annotation"
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
TEXT = "😀 한빛전자는 늘린다고 밝혔다. 한빛전자다."


@settings(max_examples=60)
@given(documents())
def test_everything_comes_back(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_comes_back(FORM, document, Path(folder))


def test_words_are_never_taken_for_the_address_of_a_text(tmp_path: Path) -> None:
    document = documents_example()
    first, *rest = document.annotations.mentions
    note = f"text-{document.article.id} text-{document.article.id}-"
    mentions = (replace(first, note=note), *rest)
    noted = replace(document, annotations=replace(document.annotations, mentions=mentions))
    written(FORM, tmp_path / "out", noted)
    (file,) = (tmp_path / "out").glob("*.jsonld")
    words = file.read_text("utf-8")
    assert json.dumps(note)[1:-1] in words
    assert words.count(note[:40]) == 2


# rdflib's own reader of JSON-LD makes what it warns of
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_rdflib_reads_every_annotation_with_the_bundled_context(tmp_path: Path) -> None:
    document = documents_example()
    written(FORM, tmp_path / "out", document)
    assert recognised(tmp_path / "out") == FORM
    (path,) = (tmp_path / "out").glob("*.jsonld")
    found = json.loads(path.read_text("utf-8"))
    assert found["@context"][0] == ANNO
    bundled = json.loads((tmp_path / "out" / CONTEXT_FILE).read_text("utf-8"))
    assert bundled == json.loads(resource_text("contexts/anno.jsonld"))
    found["@context"][0] = bundled["@context"]  # nothing is fetched
    graph = rdflib.Graph().parse(
        data=json.dumps(found), format="json-ld", publicID="http://example.org/a.jsonld"
    )
    annotations = set(graph.subjects(rdflib.RDF.type, OA.Annotation))
    assert len(annotations) == found["total"] == 3
    starts = {int(str(each)) for each in graph.objects(None, OA.start)}
    assert starts == {0, 6}
    exact = {str(each) for each in graph.objects(None, OA.exact)}
    assert {"한빛전자", "한빛"} < exact


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_entities_are_named_by_iris_that_lead_back(key: str) -> None:
    iri = entity_iri(key)
    assert entity_key(iri) == key
    assert iri.isascii()
    assert " " not in iri


# -- files of others


def anno(id_: str = "http://example.org/a1", **fields: Any) -> dict[str, Any]:
    return {"@context": ANNO, "id": id_, "type": "Annotation", **fields}


def position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def exact(words: str, before: str = "", after: str = "") -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": words, "prefix": before, "suffix": after}


def target(*selectors: Any, source: str = "http://example.org/news.txt") -> dict[str, Any]:
    return {"source": source, "selector": list(selectors)}


TAG = {"type": "TextualBody", "value": "ORG", "purpose": "tagging"}
COMPANY = target(position(2, 6), exact("한빛전자"))


def read_json(
    folder: Path, value: object, *, text: str | bytes | None = TEXT, name: str = "news.txt"
) -> tuple[list[Document], Report]:
    if text is not None:
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    path = folder / "a.jsonld"
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    path.write_text(said, "utf-8")
    return read(FORM, path)


SHAPES: dict[str, object] = {
    "one annotation": anno(body=TAG, target=COMPANY),
    "an array": [anno(body=TAG, target=COMPANY)],
    "a page": {"@context": ANNO, "id": "p", "type": "AnnotationPage",
               "items": [anno(body=TAG, target=COMPANY)]},
    "a collection": {"@context": ANNO, "type": "AnnotationCollection", "total": 1,
                     "first": {"type": "AnnotationPage",
                               "items": [anno(body=TAG, target=COMPANY)]}},
    "a graph with prefixes": {"@graph": [{
        "@id": "x:1", "@type": "oa:Annotation",
        "oa:hasBody": {"@type": "oa:TextualBody", "rdf:value": {"@value": "ORG"},
                       "oa:hasPurpose": {"@id": "oa:tagging"}},
        "oa:hasTarget": {"oa:hasSource": {"@id": "http://e.org/news.txt"},
                         "oa:hasSelector": [{"@type": "oa:TextQuoteSelector",
                                             "oa:exact": "한빛전자", "oa:prefix": "😀 "}]},
    }]},
    "UTF-16 units": anno(body=TAG, target=target(position(3, 7), exact("한빛전자"))),
    "words alone": anno(body=TAG, target=target(exact("한빛전자", "😀 ", "는"))),
    "a fragment": anno(body=TAG, target="http://example.org/news.txt#char=2,6"),
    "a refined selector": anno(body=TAG, target=target(
        {"type": "FragmentSelector", "value": "p1", "refinedBy": exact("한빛전자", "😀 ")})),
    "a tag by its motivation": anno(motivation="tagging", bodyValue="ORG", target=COMPANY),
    "a class": anno(body={"type": "SpecificResource", "purpose": "classifying",
                          "source": "http://e.org/types#ORG"}, target=COMPANY),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_the_recommendation_are_read(shape: str, tmp_path: Path) -> None:
    (document,), report = read_json(tmp_path, SHAPES[shape])
    assert spans_of(document) == ["한빛전자"]
    (mention,) = document.annotations.mentions
    assert (mention.type, mention.spans[0].start) == ("ORG", 2)
    assert report.refused == ()
    assert report.read == 1


def test_links_comments_and_entities_of_others_are_read(tmp_path: Path) -> None:
    wikidata = {"purpose": "identifying", "source": "https://www.wikidata.org/wiki/Q42"}
    comment = {"type": "TextualBody", "value": "메모", "purpose": "commenting"}
    items = [
        anno("x:1", body=[TAG, wikidata, comment], target=COMPANY, creator={"name": "김 기자"}),
        anno("x:2", body=TAG, target=target(position(20, 24), exact("한빛전자", "다. "))),
        anno("x:3", motivation="linking", body=["x:2", {**TAG, "value": "alias_of"}], target="x:1"),
    ]
    (document,), report = read_json(tmp_path, {"@context": ANNO, "items": items})
    first, _ = document.annotations.mentions
    assert (first.note, first.entity) == ("메모", "Wikidata:Q42")
    (edge,) = document.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == ("alias_of", "x:1", "x:2")
    assert document.annotator == "김 기자"
    assert report.refused == ()


def test_a_link_whose_targets_are_both_ends_leads_from_the_first_to_the_second(
    tmp_path: Path,
) -> None:
    items = [
        anno("#1", body=TAG, target=COMPANY),
        anno("#2", motivation="linking", body=TAG, target=[{"id": "#3"}, {"id": "#1"}]),
        anno("#3", body=TAG, target=target(position(20, 24), exact("한빛전자", "다. "))),
    ]
    (document,), report = read_json(tmp_path, items)
    (edge,) = document.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == ("ORG", "3", "1")
    assert report.refused == ()


def test_a_link_keeps_what_else_is_said_of_it_and_none_leads_to_a_link(tmp_path: Path) -> None:
    comment = {"type": "TextualBody", "value": "메모", "purpose": "commenting"}
    items = [
        anno("#a", body=TAG, target=COMPANY),
        anno("#r", motivation="linking", body=["#a", comment], target="#a"),
        anno("#s", motivation="linking", body=["#a"], target="#r"),
        anno("#t", motivation="linking", body=["#r"], target="#a"),
    ]
    (found,), report = read_json(tmp_path, items)
    (edge,) = found.annotations.relationships
    assert edge.note == "메모"
    assert codes(report) == ["json.no_end"] * 2


def test_bodies_that_have_no_place_are_told(tmp_path: Path) -> None:
    bodies = [
        TAG, "http://e.org/1", {"source": "http://e.org/2"}, {"type": "Image"}, 7,
        {"type": "SpecificResource", "purpose": "linking", "source": "#b"},
    ]  # fmt: skip
    (found,), report = read_json(tmp_path, [anno(body=bodies, target=COMPANY)])
    assert len(found.annotations.mentions) == 1
    told = {line.message.params.get("name") for line in report.changed}
    assert told == {"body", "body.Image", "body.linking", "body.source"}


def row(id_: str, user: str, words: str, before: str = "", **more: Any) -> dict[str, Any]:
    """An annotation as Hypothesis exports it; it counts in a page that is not here."""
    selectors = [position(900, 904), exact(words, before)]
    return {
        "id": id_, "user": f"acct:{user}@hypothes.is", "uri": "https://example.org/news",
        "text": "", "tags": ["단체"], "created": "2026", "permissions": {},
        "target": [{"source": "https://example.org/news", "selector": selectors}], **more,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["rows", "annotations", ""])
def test_exports_of_hypothesis_are_read(name: str, tmp_path: Path) -> None:
    answer = row("r", "lee", "한빛전자", references=["a"], text="아니다", tags=[])
    rows = [
        row("a", "kim", "한빛전자", "밝혔다. ", text="회사"),
        row("b", "lee", "늘린다고"),
        answer,
    ]
    found, report = read_json(tmp_path, {"total": 3, name: rows} if name else rows)
    assert recognised(tmp_path / "a.jsonld") == FORM
    assert [(each.coder, spans_of(each)) for each in found] == [
        ("kim", ["한빛전자"]), ("lee", ["늘린다고"]),
    ]  # fmt: skip
    (mention,) = found[0].annotations.mentions
    assert (mention.type, mention.spans[0].start) == ("단체", TEXT.rindex("한빛전자"))
    assert mention.note == "회사\nlee: 아니다"
    assert [line.message.params for line in report.changed] == [{"name": "created", "count": 2}]


def test_replies_that_are_listed_apart_come_to_what_they_answer(tmp_path: Path) -> None:
    first = row("r", "lee", "한빛전자", references=["a"], text="아니다", tags=[])
    second = row("s", "kim", "한빛전자", references=["a", "r"], text="맞다", tags=[])
    said = {"rows": [row("a", "kim", "한빛전자", "밝혔다. ")], "replies": [second, first]}
    (found,), _ = read_json(tmp_path, said)
    assert found.annotations.mentions[0].note == "kim: 맞다\nlee: 아니다"


def test_replies_in_a_circle_are_told(tmp_path: Path) -> None:
    here = row("a", "kim", "한빛전자", "밝혔다. ")
    circle = [row(a, "kim", "한빛전자", references=[b]) for a, b in ("pq", "qp")]
    for each in circle:
        each["target"] = [{"source": "https://example.org/news"}]
    (found,), report = read_json(tmp_path, {"rows": [here, *circle]})
    assert spans_of(found) == ["한빛전자"]
    assert [line.message.code for line in report.refused] == ["anno.no_place"] * 2


def test_references_of_annotations_that_are_no_replies_are_told(tmp_path: Path) -> None:
    given_ = [
        anno(id="a", body=TAG, target=COMPANY), anno(id="b", references=["a"], target="a"),
    ]  # fmt: skip
    (found,), report = read_json(tmp_path, given_)
    assert spans_of(found) == ["한빛전자"]
    assert [line.message.code for line in report.refused] == ["anno.no_place"]


@pytest.mark.parametrize("source", ["file:///C:/내 글/기사 1.html", "기사 1.txt"])
def test_a_name_with_blanks_is_no_text(source: str, tmp_path: Path) -> None:
    here = target(position(2, 6), source=source)
    found, report = read_json(tmp_path, anno(body=TAG, target=here), text=None)
    assert (found, codes(report)) == ([], ["anno.no_text", "json.unproved"])


def test_what_recogito_s_annotator_saves_is_read(tmp_path: Path) -> None:
    drawn = {
        "id": "u1", "bodies": [{"purpose": "tagging", "value": "ORG"}],
        "target": {"selector": [{"quote": "한빛전자", "start": 3, "end": 7}],
                   "creator": {"id": "k", "name": "김"}},
    }  # fmt: skip
    (found,), report = read_json(tmp_path, [drawn], name="a.txt")
    assert recognised(tmp_path / "a.jsonld") == FORM
    assert (found.annotator, found.coder, spans_of(found)) == ("김", "", ["한빛전자"])
    assert codes(report) == ["offsets.utf16"]


def test_a_range_leads_from_one_selector_to_another(tmp_path: Path) -> None:
    ends = {"startSelector": exact("늘린다고"), "endSelector": exact(".", "밝혔다", " 한")}
    given_ = anno(target=target({"type": "RangeSelector", **ends}))
    (found,), report = read_json(tmp_path, given_)
    assert (spans_of(found), codes(report)) == (["늘린다고 밝혔다"], ["json.unproved"])


def test_several_targets_are_pieces_in_the_order_of_the_text(tmp_path: Path) -> None:
    pieces = [target(position(8, 11), exact("늘린다")), COMPANY]
    (document,), _ = read_json(tmp_path, anno(body=TAG, target=pieces))
    assert spans_of(document) == ["한빛전자", "늘린다"]


BAD: dict[str, tuple[object, str]] = {
    "no text beside": (anno(body=TAG, target=target(position(0, 2), source="gone.txt")),
                       "anno.no_text"),
    "words that stand nowhere": (anno(body=TAG, target=target(exact("없는말"))), "offsets.lost"),
    "a place beyond the text": (anno(body=TAG, target=target(position(90, 99), exact("없는말"))),
                                "offsets.lost"),
    "another sort of selector": (
        anno(target=target({"type": "XPathSelector", "value": "/p"})), "anno.no_place"),
    "a place that is no number": (anno(target=target(position("a", None))), "anno.no_place"),
    "no target": (anno(body=TAG), "anno.no_place"),
    "a link to nobody": (anno(motivation="linking", body="x:9", target="x:8"), "anno.no_place"),
    "a page elsewhere": ({"@context": ANNO, "first": "http://e.org/p1"}, "anno.elsewhere"),
    "an id twice": ([anno("x:1", body=TAG, target=COMPANY)] * 2, "json.twice"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told(name: str, tmp_path: Path) -> None:
    value, code = BAD[name]
    text = TEXT if code != "anno.no_text" else None
    _, report = read_json(tmp_path, value, text=text)
    assert code in codes(report)
    assert report.refused
    assert all(line.file and line.line for line in report.refused)


def test_what_is_passed_over_or_chosen_is_told(tmp_path: Path) -> None:
    second = {**TAG, "value": "PERSON"}
    item = anno(body=[TAG, second], target=COMPANY, created="2026-01-01", stylesheet={})
    (document,), report = read_json(tmp_path, item)
    assert codes(report) == ["anno.tags", "json.passed_over", "json.passed_over"]
    assert document.annotations.mentions[0].type == "ORG"


WORDS = [position(2, 6), exact("한빛전자")]
INLINE: dict[str, object] = {
    "in the target": {"type": "TextualBody", "value": TEXT, "selector": WORDS},
    "in its source": {"source": {"id": "urn:1", "type": "TextualBody", "value": TEXT},
                      "selector": WORDS},
    "as older tools have it": {"source": {"@type": "cnt:ContentAsText", "cnt:chars": TEXT},
                               "selector": WORDS},
    "as its source": target(*WORDS, source=TEXT),
}  # fmt: skip


@pytest.mark.parametrize("shape", INLINE)
def test_a_text_that_stands_in_the_annotation_is_read(shape: str, tmp_path: Path) -> None:
    first = anno(body=TAG, target=INLINE[shape])
    (document,), report = read_json(tmp_path, [first], text=None)
    assert (document.article.text, spans_of(document)) == (normalise(TEXT).text, ["한빛전자"])
    assert codes(report) == []


def test_texts_of_several_annotations_are_told_apart(tmp_path: Path) -> None:
    items = [
        anno(body=TAG, target={"type": "TextualBody", "value": "한빛전자"}),
        anno(body=TAG, target={"source": {"id": "urn:2", "value": "새벽시"}, "selector": []}),
        anno("urn:a", body=TAG, target=target(position(0, 2), source="urn:2")),
        anno(target=[{"value": "가"}, {"value": "나"}]),
    ]
    found, report = read_json(tmp_path, items, text=None)
    assert [spans_of(each) for each in found] == [["한빛전자"], ["새벽시", "새벽"]]
    assert codes(report) == ["anno.no_place", "json.unproved"]


@pytest.mark.parametrize(
    "source", ["../news.txt", "/etc/passwd", "..", "..%2Fnews.txt", "a.jsonld"]
)
def test_a_source_leads_nowhere_but_beside(source: str, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "news.txt").write_text(TEXT, "utf-8")
    found, report = read_json(inner, anno(body=TAG, target=target(position(2, 6), source=source)),
                              text=None)  # fmt: skip
    assert found == []
    assert codes(report) == ["anno.no_text", "json.unproved"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (
            '{"@context":"http://www.w3.org/ns/anno.jsonld","items":[{"type":"Anno',
            "import.bad_json",
        ),
        ("[" * 100_000, "import.bad_json_deep"),
        ('{"items":[' * 60 + "]}" * 60, "import.bad_json_deep"),
        ('{"@context":"http://www.w3.org/ns/anno.jsonld"}', "anno.none"),
        ('[{"id":"x","type":"Annotation","target":"\\ud800"}]', "json.surrogate"),
        ("", "json.empty"),
    ],
)
def test_broken_json_is_told(said: str, code: str, tmp_path: Path) -> None:
    found, report = read_json(tmp_path, said)
    assert found == []
    assert code in codes(report)


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError):
        read_json(tmp_path, "한빛")


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig", "utf-16"])
def test_texts_in_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    text = TEXT.removeprefix("😀 ")
    value = anno(body=TAG, target=target(exact("한빛전자", "", "는")))
    (document,), _ = read_json(tmp_path, value, text=text.encode(encoding))
    assert spans_of(document) == ["한빛전자"]


def test_a_bad_file_of_a_folder_costs_only_itself(tmp_path: Path) -> None:
    written(FORM, tmp_path / "out", documents_example())
    (tmp_path / "out" / "0.jsonld").write_text("한빛", "utf-8")
    found, report = read(FORM, tmp_path / "out")
    assert len(found) == 1
    assert codes(report) == ["json.none"]


_TERMS = st.sampled_from(
    ["type", "value", "source", "selector", "items", "refinedBy", "start", "x"]
)
_THINGS = st.recursive(
    st.sampled_from(["", "Text", 1, None]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TERMS, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["id", "type", "body", "target", "x"]), _THINGS))
def test_terms_without_a_place_are_told_however_usual_the_rest_is(item: dict[str, object]) -> None:
    """With a creator, an annotation is never of the usual shape."""
    assert strangers(item) == strangers({**item, "creator": "김 기자"})


PLAIN = {
    "id": "#T1", "type": "Annotation", "motivation": "tagging",
    "body": [{"type": "TextualBody", "purpose": "tagging", "value": "ORG"},
             {"type": "SpecificResource", "purpose": "identifying", "source": "urn:x:1"},
             {"type": "TextualBody", "purpose": "commenting", "value": "메모"}],
    "target": {"type": "SpecificResource", "source": "a.txt",
               "selector": [position(2, 6), {"type": "TextQuoteSelector", "exact": "한빛전자"}]},
}  # fmt: skip


def with_value(path: str, value: Any) -> dict[str, Any]:
    """``PLAIN`` with ``value`` at ``path``; none: without what stands there."""
    item = json.loads(json.dumps(PLAIN))
    *before, last = [int(each) if each.isdecimal() else each for each in path.split(".")]
    at: Any = item
    for each in before:
        at = at[each]
    at[last] = value
    if value is None:
        del at[last]
    return item


def test_a_plain_annotation_is_a_mark_at_once() -> None:
    plain = as_plain(PLAIN)
    assert plain is not None
    mark = plain_mark(plain, TEXT)
    assert mark == RawMark("T1", "ORG", ((2, 6),), "한빛전자", {}, "메모", "urn:x:1")


@pytest.mark.parametrize(
    ("path", "value"),
    [("id", "#"), ("id", None), ("type", ["Annotation"]), ("rights", "x"), ("body", "ORG"),
     ("body.0.value", " "), ("body.0.purpose", None), ("body.0.language", "ko"),
     ("body.1.source", ""), ("body.2.purpose", "tagging"), ("target.selector.0.type", None),
     ("target.selector.0.start", -26), ("target.selector.0.end", 7), ("target.selector.0", None),
     ("target.selector.1.type", None), ("target.selector.1.exact", None),
     ("target.selector.1.refinedBy", {}), ("target.source", {"id": "a.txt"}),
     ("target.value", TEXT)],
)  # fmt: skip
def test_one_that_has_more_to_tell_is_looked_at_closely(path: str, value: Any) -> None:
    plain = as_plain(with_value(path, value))
    assert plain is None or plain_mark(plain, TEXT) is None


@settings(max_examples=40)
@given(documents())
def test_plain_annotations_are_read_as_if_they_were_looked_at_closely(document: Document) -> None:
    """None is plain with a further member, whatever that holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "out")
        written(FORM, path, document)
        found = read(FORM, path)
        (file,) = path.glob("*.jsonld")
        value = json.loads(file.read_text("utf-8"))
        for item in value["first"]["items"]:
            item["bodyValue"] = None
        file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
        assert read(FORM, path) == found

"""CAS XMI and JSON: what is written comes back by our own reader and is sound by the XML and the
JSON alone, what cassis writes for others is read, and nothing bad gets in."""

import io
import json
import os
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cassis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.alike import contents
from tests.formats.documents import documents

from juseok.core.model import (
    Article,
    ArticleAnnotations,
    Mention,
    Metadata,
    Relationship,
    Value,
)
from juseok.core.scheme import load_scheme
from juseok.core.spans import make_span
from juseok.formats.base import Report, ReportBuilder, ReportLine
from juseok.formats.cas import layers
from juseok.formats.cas.attributes import of_scheme
from juseok.formats.cas.graph import writable
from juseok.formats.cas.inward import Source, document_of
from juseok.formats.cas.outward import Outward
from juseok.formats.cas.reader import CasReader, JsonReader, XmiReader
from juseok.formats.cas.sources import Entry
from juseok.formats.cas.writer import CasWriter, JsonWriter, XmiWriter
from juseok.formats.cas.xmi_text import dump_types
from juseok.formats.document import About, Document, Feature, Way, losses
from juseok.formats.registry import recognised

ABOUT = About(scheme=load_scheme("default"), project="뉴스", date="2026-11-22")
WAYS: dict[str, tuple[CasWriter, CasReader]] = {
    "xmi": (XmiWriter(), XmiReader()),
    "json": (JsonWriter(), JsonReader()),
}
UIMA = "{http://uima.apache.org/resourceSpecifier}"
BASE = {"id", "sofa", "begin", "end", "language"}
"""Features that every annotation has."""
NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def written(way: str, document: Document) -> tuple[str, bytes]:
    """A document's file, and the type system beside it."""
    writer = WAYS[way][0]
    text = "\n".join(writer.sample(document, about=ABOUT)[2:])
    declared = of_scheme(ABOUT.scheme) | writer.maker(ABOUT)(document).beyond
    return text, dump_types(layers.type_system(declared)).encode()


def again(way: str, document: Document) -> Document:
    text, types = written(way, document)
    report = ReportBuilder()
    graph = WAYS[way][1].graph(Entry(text.encode(), "", "", "", types), report)
    found = document_of(graph, Source(), report=report)
    assert [line.message for line in report.lines] == []
    assert report.read > 0
    return found


@given(documents(), st.sampled_from(sorted(WAYS)))
def test_everything_comes_back(document: Document, way: str) -> None:
    assert contents(again(way, document)) == contents(document)


Found = dict[str, list[dict[str, Any]]]
"""Type → its structures; what points elsewhere is a list of ids."""
ENDS = {layers.GOVERNOR, layers.DEPENDENT, layers.FIRST, layers.NEXT, layers.TARGET, layers.ROLES}


def in_xml(text: str, types: bytes) -> Found:
    """What stands in XMI by the XML alone, every feature of a type that says so."""
    told = {
        each.findtext("{*}name"): {name.text for name in each.iterfind(".//{*}name")}
        for each in ElementTree.fromstring(types).iter(f"{UIMA}typeDescription")
    }
    found: Found = defaultdict(list)
    for each in ElementTree.fromstring(text):
        space, _, local = each.tag.removeprefix("{http:///").partition(".ecore}")
        type_ = f"{space.replace('/', '.')}.{local}"
        row: dict[str, Any] = {name.rpartition("}")[2]: said for name, said in each.items()}
        row |= {name: list(map(int, row[name].split())) for name in ENDS & row.keys()}
        assert type_.startswith("uima.") or row.keys() - BASE <= told[type_]
        found[type_].append(row)
    return found


def in_json(text: str, _: bytes) -> Found:
    data = json.loads(text)
    found: Found = defaultdict(list)
    arrays = {
        row["%ID"]: row["%ELEMENTS"]
        for row in data["%FEATURE_STRUCTURES"]
        if row["%TYPE"] == layers.FS_ARRAY
    }
    for row in data["%FEATURE_STRUCTURES"]:
        type_ = row["%TYPE"]
        said = {name.lstrip("%@").lower() if name[0] == "%" else name.lstrip("@"): value
                for name, value in row.items()}  # fmt: skip
        said |= {name: arrays.get(said[name], [said[name]]) for name in ENDS & said.keys()}
        own = row.keys() - {"%ID", "%TYPE", "%FLAGS"}
        names = {name.lstrip("@") for name in own} - BASE
        assert type_.startswith("uima.") or names <= data["%TYPES"][type_].keys()
        found[type_].append(said)
    flagged = [row["%TYPE"] for row in data["%FEATURE_STRUCTURES"] if "%FLAGS" in row]
    assert flagged == [layers.METADATA]
    return found


@settings(max_examples=25)
@given(documents(), st.sampled_from(sorted(WAYS)))
def test_every_structure_is_declared_and_every_reference_leads_somewhere(
    document: Document, way: str
) -> None:
    file = {"xmi": in_xml, "json": in_json}[way](*written(way, document))
    found = document.annotations
    (sofa,) = file["uima.cas.Sofa"]
    data = sofa["sofaString"].encode("utf-16-le")
    assert data.decode("utf-16-le") == writable(document.article.text)
    rows = {int(row["id"]): row for each in file.values() for row in each if "id" in row}
    assert len(rows) == sum("id" in row for each in file.values() for row in each)
    assert {id_ for row in rows.values() for name in ENDS & row.keys() for id_ in row[name]} <= set(
        rows
    )

    def words(row: dict[str, Any]) -> str:
        return data[2 * int(row["begin"]) : 2 * int(row["end"])].decode("utf-16-le")

    seen = Counter(words(row) for row in file[NER])
    shown = ["".join(document.article.text[s.start : s.end] for s in each.spans[:1])
             for each in found.mentions if len(each.spans) == 1]  # fmt: skip
    assert Counter(writable(each).strip() for each in shown) <= seen
    assert sum(seen.values()) == len(found.mentions)
    assert len(file[layers.CLAIM]) == len(found.claims)
    edges = [*file[layers.RELATIONSHIP], *file[layers.CLAIM_LINK]]
    assert len(edges) == len(found.relationships) + len(found.claim_links)
    assert all(words(edge) == words(rows[edge[layers.DEPENDENT][0]]) for edge in edges)
    assert all(words(token).strip() for token in file[layers.TOKEN])
    covered = {
        at for row in file[layers.SENTENCE] for at in range(int(row["begin"]), int(row["end"]))
    }
    assert {int(token["begin"]) for token in file[layers.TOKEN]} <= covered


@pytest.mark.parametrize("way", sorted(WAYS))
def test_attributes_with_names_of_python_or_the_library_come_back(way: str) -> None:
    text = "한빛전자는 늘린다."
    values = {name: Value("값") for name in ("class", "get", "value", "xmiID", "mro", "size")}
    mention = Mention("m1", "", "a", "ORG", (make_span(text, 0, 4),), attributes=values)
    article = Article("a", text, (), Metadata(), 1)
    document = Document(article=article, annotations=ArticleAnnotations((mention,)))
    (found,) = again(way, document).annotations.mentions
    assert found.attributes == values


@pytest.mark.parametrize("text", ["\ufffe", "가\x01나…\ufffe 다"])
@pytest.mark.parametrize("way", sorted(WAYS))
def test_what_stands_on_a_sign_that_no_file_can_hold_comes_back(way: str, text: str) -> None:
    at = text.index("\ufffe")
    mention = Mention("m1", "", "a", "ORG", (make_span(text, at, at + 1),))
    edge = Relationship("r1", "", "a", "of", "m1", "m1")
    article = Article("a", text, (), Metadata(), 1)
    document = Document(
        article=article, annotations=ArticleAnnotations((mention,), (), (), (edge,))
    )
    back = again(way, document)
    assert back.article.text == text
    assert [each.spans for each in back.annotations.mentions] == [mention.spans]
    assert len(back.annotations.relationships) == 1


@settings(max_examples=25)
@given(documents())
def test_places_begin_and_end_with_something_that_can_be_seen(document: Document) -> None:
    graph = Outward(document).made()
    for each in graph.annotations:
        words = graph.text[each.begin : each.end]
        assert words
        assert words == words.strip()


def test_the_report_names_what_has_no_place_and_how_the_rest_is_written() -> None:
    for writer, _ in WAYS.values():
        told = losses(dict.fromkeys(Feature, 2), writer.support, form=writer.family)
        ways = list(writer.support.values())
        assert len(told.notes) == ways.count(Way.MAPPED)
        assert len(told.refused) == ways.count(Way.REPORTED)


# -- files of other tools


def foreign() -> cassis.Cas:
    """Layers as INCEpTION has them, as dkpro-cassis writes them."""
    types = cassis.TypeSystem()
    annotation = "uima.tcas.Annotation"
    entity = types.create_type(NER, annotation)
    types.create_feature(entity, "value", "uima.cas.String")
    types.create_feature(entity, "identifier", "uima.cas.String")
    types.create_feature(entity, "sure", "uima.cas.Boolean")
    works = types.create_type("custom.Works", annotation)
    types.create_feature(works, "label", "uima.cas.String")
    for end in ("Governor", "Dependent"):
        types.create_feature(works, end, entity)
    link = types.create_type("custom.SaysRolesLink", "uima.cas.TOP")
    types.create_feature(link, "role", "uima.cas.String")
    types.create_feature(link, "target", annotation)
    says = types.create_type("custom.Says", annotation)
    types.create_feature(says, "Roles", "uima.cas.FSArray", elementType=link)
    types.create_feature(says, "tags", "uima.cas.StringArray")
    chain = types.create_type("custom.SameChain", "uima.cas.AnnotationBase")
    same = types.create_type("custom.SameLink", annotation)
    types.create_feature(chain, "first", same)
    types.create_feature(same, "next", same)
    types.create_feature(same, "referenceType", "uima.cas.String")
    types.create_type(layers.TOKEN, annotation)
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = (
        "😀 한빛전자는\r\n“늘린다”고 이가온 대표가 말했다.",
        "text/plain",
    )
    iri = "http://www.wikidata.org/entity/Q1"
    firm = entity(begin=2, end=6, value="ORG", identifier=iri, sure=True)
    person = entity(begin=16, end=19, value="PER")
    array = types.get_type("uima.cas.FSArray")
    texts = types.get_type("uima.cas.StringArray")
    cue = says(
        begin=24, end=27,
        Roles=array(elements=[link(role="who", target=person), link(role="", target=firm)]),
        tags=texts(elements=["a b", "c"]),
    )  # fmt: skip
    second = same(begin=20, end=22, referenceType="대명사")
    first = same(begin=16, end=19, next=second)
    token = types.get_type(layers.TOKEN)(begin=0, end=1)
    edge = works(begin=2, end=6, Governor=person, Dependent=firm, label="works_for")
    cas.add_all([firm, person, cue, first, second, token, edge, chain(first=first)])
    return cas


@pytest.mark.parametrize("way", sorted(WAYS))
def test_layers_of_other_tools_are_read(way: str, tmp_path: Path) -> None:
    cas = foreign()
    (tmp_path / f"a.{way}").write_bytes((cas.to_xmi() if way == "xmi" else cas.to_json()).encode())
    (tmp_path / "TypeSystem.xml").write_bytes(cas.typesystem.to_xml().encode())
    assert recognised(tmp_path) == f"uima-{way}"
    found, report = read(tmp_path, way)
    assert report.refused == report.changed == ()
    said = {each.spans[0].quote: each for each in found.annotations.mentions}
    assert {quote: each.type for quote, each in said.items()} == {
        "한빛전자": "ORG", "이가온": "PER", "대표": "대명사",
    }  # fmt: skip
    assert said["한빛전자"].attributes["sure"].value is True
    assert [each.kb_id for each in found.entities] == ["Q1"]
    (frame,) = found.frames
    assert (frame.type, frame.trigger[0].quote) == ("Says", "말했다"[:3])
    assert frame.roles == (("who", said["이가온"].id), ("Roles", said["한빛전자"].id))
    assert frame.attributes == {"tags": "a b, c"}
    (edge,) = found.annotations.relationships
    assert (edge.type, edge.head, edge.tail) == (
        "works_for", said["이가온"].id, said["한빛전자"].id,
    )  # fmt: skip
    (group,) = found.groups
    assert (group.type, group.members) == ("Same", (said["이가온"].id, said["대표"].id))


def read(path: Path, way: str) -> tuple[Document, Report]:
    report = ReportBuilder()
    (found,) = WAYS[way][1].read(path, report=report)
    return found, report.build()


XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
  xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
{}
<cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" sofaString="{}"/>
<cas:View sofa="9" members="1"/>
</xmi:XMI>"""
ORG = '<ner:NamedEntity xmi:id="1" sofa="9" begin="{}" end="{}" value="ORG"/>'


def xmi(elements: str, text: str = "한빛전자는 늘린다.") -> bytes:
    return XMI.format(elements, text).encode()


BAD = {
    "a place beyond the text": (xmi(ORG.format(0, 99)), "cas.place", 5),
    "a place without length": (xmi(ORG.format(4, 4)), "cas.empty", 5),
    "an id twice": (xmi(ORG.format(0, 4) + "\n" + ORG.format(0, 4)), "cas.twice", 6),
    "no id": (xmi("<ner:NamedEntity sofa='9' begin='0' end='4'/>"), "cas.no_id", 5),
    "ends that are not there": (
        xmi("<ner:X xmi:id='2' sofa='9' begin='0' end='4' Governor='7' Dependent='8'/>"),
        "cas.dangling", 5,
    ),
    "a patch that is none": (
        xmi("<ner:X xmi:id='2' sofa='9' begin='0' end='4' juseok='{'/>"), "cas.note", 5,
    ),
    "a patch with a false span": (
        xmi("<ner:X xmi:id='2' sofa='9' begin='0' end='4'"
            " juseok='{&quot;spans&quot;:[[0,2,&quot;x&quot;]]}'/>"),
        "cas.note", 5,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_element_is_named_with_its_line_and_the_rest_is_read(
    name: str, tmp_path: Path
) -> None:
    data, code, line = BAD[name]
    (tmp_path / "a.xmi").write_bytes(data)
    found, report = read(tmp_path / "a.xmi", "xmi")
    assert [(each.message.code, each.line) for each in report.refused] == [(code, line)]
    assert found.article.text == "한빛전자는 늘린다."


WORD = '<w:Token xmi:id="{}" sofa="9" begin="{}" end="{}"/>\n'
WORDS = "".join(WORD.format(n, *place) for n, place in enumerate([(2, 7), (8, 12), (3, 7)], 20))
"""Places that count code points, and one that can be either."""
OPEN = '<ner:X xmi:id="2" sofa="9" begin="3" end="7">'
ASTRAY = {
    "where they belong": WORDS,
    "in a comment": f"<!--{WORDS}-->",
    "in a section": f"<![CDATA[{WORDS}]]>",
    "in an instruction": f"<?x {WORDS}?>",
    "in a feature": f"{OPEN}<a>{WORDS}</a></ner:X>",
    "in a structure": f"{OPEN}{WORDS}</ner:X>",
    "in a tag": f"<ner:X xmi:id='2' {WORDS}/>",
    "between quotation marks": f"<ner:X xmi:id='2' a='{WORDS}'/>",
    "behind all": f"</xmi:XMI>{WORDS}",
    "with a bad structure": f"{WORDS}<ner:X/>\n{WORDS}",
    "before what is cut off": f"{WORDS}<ner:X",
}  # fmt: skip
COUNTED = {"where they belong", "with a bad structure"}
SPACE = "http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"
DECLARED = {
    "as words": f'xmlns:w="{SPACE}"',
    "as something else": f"""a=' xmlns:w="{SPACE}"' xmlns:w="http:///other.ecore\"""",
}


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("name", ASTRAY)
def test_words_are_left_out_only_where_they_are_some(
    name: str, declared: str, tmp_path: Path
) -> None:
    sure = WORD.format(8, 3, 7).replace("/>", " />")
    given = xmi(sure + ASTRAY[name] + ORG.format(3, 7), "😀 한빛전자는 늘린다.")
    data = given.replace(b"xmi:version", f"{DECLARED[declared]} xmi:version".encode())
    found: list[tuple[list[Document], list[ReportLine]]] = []
    for each in (data, data.replace(b'"/>', b'" />')):  # the other is written as none are left out
        (tmp_path / "a.xmi").write_bytes(each)
        report = ReportBuilder()
        found.append((list(XmiReader().read(tmp_path, report=report)), report.lines))
    assert found[0] == found[1]
    codes = {line.message.code for line in report.lines}
    assert declared != "as words" or ("cas.code_points" in codes) == (name in COUNTED)


def test_a_type_system_with_a_document_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xmi").write_bytes(xmi(ORG.format(0, 4)))
    (tmp_path / "TypeSystem.xml").write_bytes(b'<!DOCTYPE a SYSTEM "a.dtd">' + NO_TYPES)
    report = ReportBuilder()
    assert list(XmiReader().read(tmp_path, report=report)) == []
    assert [each.message.code for each in report.lines] == ["cas.doctype"]


def test_a_copy_made_in_another_tool_is_a_record_of_its_own(tmp_path: Path) -> None:
    one = ORG.format(0, 4).replace("/>", " juseok='{&quot;id&quot;:&quot;m1&quot;}'/>")
    other = one.replace('id="1"', 'id="2"').replace('"0"', '"6"').replace('"4"', '"9"')
    (tmp_path / "a.xmi").write_bytes(xmi(one + other))
    found, _ = read(tmp_path, "xmi")
    assert [each.id for each in found.annotations.mentions] == ["m1", "m1+"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xx">]>' + xmi("").split(b"?>", 1)[1]
DEEP = b'{"%FEATURE_STRUCTURES":' + b"[" * 100_000
DEEP_VALUE = b'{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"T","x":' + b"[" * 700 + b"]" * 700 + b"}]}"
REFUSED = {
    "cut off": ("a.xmi", xmi("")[:-20], "cas.xml"),
    "no xmi": ("a.xmi", b"<a/>", "cas.xml"),
    "empty": ("a.xmi", b"", "cas.xml"),
    "binary": ("a.xmi", b"\x00\xff\xfe\x01", "cas.xml"),
    "an entity bomb": ("a.xmi", BOMB, "cas.doctype"),
    "a bomb in utf-16": ("a.xmi", BOMB.decode().encode("utf-16"), "cas.doctype"),
    "no text": ("a.xmi", xmi("").replace(b"sofaString", b"uri"), "cas.no_text"),
    "an empty text": ("a.xmi", xmi("", ""), "text.empty"),
    "control characters": ("a.xmi", xmi("", "a&#11;b"), "cas.xml"),
    "deep JSON": ("a.json", DEEP, "cas.json"),
    "a deep value": ("a.json", DEEP_VALUE, "cas.json"),
    "other JSON": ("a.json", b'{"%TYPES": 3}', "cas.json"),
    "a surrogate": (
        "a.json",
        b'{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"a\\ud800"}]}',
        "json.surrogate",
    ),
    "a surrogate in a label": (
        "a.json",
        b'{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"a"},'
        b'{"%ID":2,"%TYPE":"\\udc00"}]}',
        "json.surrogate",
    ),
    "no archive": ("a.zip", b"PK\x05\x06" + b"\0" * 10, "cas.xml"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(name: str, tmp_path: Path) -> None:
    file, data, code = REFUSED[name]
    (tmp_path / file).write_bytes(data)
    report = ReportBuilder()
    way = "json" if file.endswith("json") else "xmi"
    assert list(WAYS[way][1].read(tmp_path / file, report=report)) == []
    refused = report.build().refused
    assert [(each.message.code, each.file) for each in refused] == [(code, str(tmp_path / file))]


def test_rows_of_json_that_are_none_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "한빛전자", "sofaNum": None},
            7, {"%ID": "x", "%TYPE": NER}, {"%ID": 2, "%TYPE": "NER", "begin": 0, "end": 4,
             "score": float("nan")},
            {"%ID": 4, "%TYPE": "", "begin": 0, "end": 2},
            {"%ID": 3, "%TYPE": "R", "begin": 0, "end": 2, "@Governor": [],
             "@Dependent": 2}]  # fmt: skip
    lines = ",\n".join(map(json.dumps, rows))
    (tmp_path / "a.json").write_text(
        f'{{"%TYPES": {{}}, "%FEATURE_STRUCTURES": [{lines}]}}', "utf-8"
    )
    found, report = read(tmp_path, "json")
    assert [each.message.code for each in report.refused] == ["cas.no_id"] * 3
    assert [each.line for each in report.refused] == [2, 3, 5]
    (mention,), (half,) = found.annotations.mentions, found.frames
    assert mention.attributes["score"].value == "nan"
    assert half.roles == (("Dependent", mention.id),)  # with one end it is a span with a slot


@pytest.mark.parametrize("said", ["%ID", 'a"%ID', 'a\\"%ID"', "\n"])
def test_lines_are_those_of_the_rows_whatever_their_words_are(said: str, tmp_path: Path) -> None:
    rows = [{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "한빛전자"},
            {"%ID": 2, "%TYPE": NER, "begin": 0, "end": 4, "value": said},
            {"%ID": "x", "%TYPE": NER}]  # fmt: skip
    lines = ",\n".join(map(json.dumps, rows))
    (tmp_path / "a.json").write_text(f'\ufeff{{"%FEATURE_STRUCTURES":\n[{lines}]}}', "utf-8")
    found, report = read(tmp_path, "json")
    assert found.annotations.mentions[0].type == said
    assert (found.places, [each.line for each in report.refused]) == ({"a2": 3}, [4])


def test_the_json_of_uima_2_is_read(tmp_path: Path) -> None:
    types = {
        "NamedEntity": {"_id": NER}, "R": {"_feature_types": {"sofa": "_ref"}},
        "Says": {"_id": "custom.Says", "_feature_types": {"links": "_array"}},
    }  # fmt: skip
    link = {"_type": "L", "role": "who", "target": 3}
    indexed: dict[str, list[Any]] = {
        "NamedEntity": [{"sofa": 1, "begin": 0, "end": 4, "value": "ORG"}, 3, 7.5],
        "R": [{"sofa": 1, "begin": 0, "end": 2, "Governor": 3, "Dependent": 4, "label": "of"}],
        "Says": [{"sofa": 1, "begin": 6, "end": 9, "links": [link],
                  "more": {"_collection": [4]}}],
    }  # fmt: skip
    referenced = {
        "1": {"_type": "Sofa", "sofaID": "_InitialView", "sofaString": "한빛전자는 늘린다."},
        "3": {"_type": "NamedEntity", "sofa": 1, "begin": 0, "end": 2, "value": "A"},
        "4": {"_type": "NamedEntity", "sofa": 1, "begin": 2, "end": 4, "value": "B"},
        "9" * 5000: {"_type": "NamedEntity", "sofa": 1},
    }
    types["Sofa"] = {"_id": "uima.cas.Sofa"}
    whole = {
        "_context": {"_types": types}, "_views": {"_InitialView": indexed},
        "_referenced_fss": referenced,
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(whole), "utf-8")
    assert recognised(tmp_path / "a.json") == "uima-json"
    found, report = read(tmp_path, "json")
    said = {each.id: each.type for each in found.annotations.mentions}
    assert sorted(said.values()) == ["A", "B", "ORG"]
    (edge,), (frame,) = found.annotations.relationships, found.frames
    assert (edge.type, said[edge.head], said[edge.tail]) == ("of", "A", "B")
    assert [(role, said[target]) for role, target in frame.roles] == [("who", "A"), ("more", "B")]
    assert (report.changed, report.refused) == ((), ())


def test_the_json_of_uima_2_without_views_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"_context":{"_types":{}},"_views":[],"_referenced_fss":{}}', "utf-8")
    report = ReportBuilder()
    assert list(WAYS["json"][1].read(path, report=report)) == []
    assert [each.message.code for each in report.build().refused] == ["cas.json"]


def test_korean_encodings_and_a_missing_type_system_are_no_hindrance(tmp_path: Path) -> None:
    says = '<ner:L xmi:id="2" target="1"/>'
    says += '<ner:Says xmi:id="3" sofa="9" begin="6" end="9" to="2" or=""/>'
    data = xmi(ORG.format(0, 4) + says).decode().replace("UTF-8", "euc-kr").encode("cp949")
    (tmp_path / "a.xmi").write_bytes(data)
    found, report = read(tmp_path, "xmi")
    assert [each.spans[0].quote for each in found.annotations.mentions] == ["한빛전자"]
    (frame,) = found.frames
    assert (frame.type, frame.roles, frame.attributes) == ("Says", (("to", "a1"),), {})
    assert [each.message.code for each in report.notes] == ["cas.no_types"]


@pytest.mark.parametrize(("place", "changed"), [((3, 7), []), ((2, 6), ["cas.code_points"])])
def test_offsets_that_count_code_points_are_found_by_the_words(
    place: tuple[int, int], changed: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.xmi").write_bytes(xmi(ORG.format(*place), "😀 한빛전자 늘린다."))
    found, report = read(tmp_path, "xmi")
    assert [each.spans[0].quote for each in found.annotations.mentions] == ["한빛전자"]
    assert [each.message.code for each in report.changed] == changed


# -- folders and archives


NO_TYPES = b'<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"/>'


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_an_export_of_a_project_is_read_as_it_is(tmp_path: Path) -> None:
    one = {"이가온.xmi": xmi(ORG.format(0, 4)), "TypeSystem.xml": NO_TYPES}
    files = {
        "annotation/기사.txt/이가온.zip": zipped(one),
        "annotation/기사.txt/INITIAL_CAS.zip": zipped({"INITIAL_CAS.xmi": xmi("")}),
        "../기사.xmi": xmi(""),
        "project.json": b"{}",
    }
    (tmp_path / "export.zip").write_bytes(zipped(files))
    assert recognised(tmp_path / "export.zip") == "uima-xmi"
    found, report = read(tmp_path / "export.zip", "xmi")
    assert (found.name, found.annotator, found.coder) == ("기사", "이가온", "이가온")
    assert [each.message.code for each in report.refused] == ["cas.entry"]
    assert [each.message.code for each in report.notes] == ["cas.initial"]


@pytest.mark.parametrize("is_archive", [True, False])
def test_the_file_that_describes_a_project_is_no_cas(is_archive: bool, tmp_path: Path) -> None:
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "늘린다."}
    files = {
        "annotation/기사.txt/이가온.json": json.dumps({"%FEATURE_STRUCTURES": [sofa]}).encode(),
        "exportedproject.json": b'{"name": "p", "source_documents": []}',
    }
    path = tmp_path / "export"
    if is_archive:
        path.write_bytes(zipped(files))
    for name, data in () if is_archive else files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    found, report = read(path, "json")
    assert (found.name, found.annotator) == ("기사", "이가온")
    assert report.refused == ()


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juseok.formats.cas.sources.MAX_FILE", 1000)
    (tmp_path / "a.zip").write_bytes(zipped({"a.xmi": b" " * 1_000_000}))
    report = ReportBuilder()
    assert list(XmiReader().read(tmp_path / "a.zip", report=report)) == []
    assert [each.message.code for each in report.lines] == ["import.too_large"]


@pytest.mark.parametrize("way", sorted(WAYS))
def test_a_folder_has_a_file_for_each_article_and_a_manifest(way: str, tmp_path: Path) -> None:
    (tmp_path / "a.xmi").write_bytes(xmi(ORG.format(0, 4), "한빛전자&#9;늘린다."))
    document, _ = read(tmp_path / "a.xmi", "xmi")
    writer, reader = WAYS[way]
    report = writer.write([document, document], tmp_path / "out", about=ABOUT)
    names = {each.name for each in (tmp_path / "out").iterdir()}
    assert sum(name.endswith(writer.suffix) for name in names) == 2 + (way == "json")
    assert "manifest.json" in names
    assert ("TypeSystem.xml" in names) == (way == "xmi")
    assert report.written == 2
    writer.write([document, document], tmp_path / "again", about=ABOUT)
    for each in (tmp_path / "out").iterdir():
        assert (tmp_path / "again" / each.name).read_bytes() == each.read_bytes()
    back = list(reader.read(tmp_path / "out", report=ReportBuilder()))
    assert [each.article.text for each in back] == [document.article.text] * 2
    assert writer.sample(document, about=ABOUT)[0].endswith(writer.suffix)


def told(report: Report) -> list[tuple[str, int | None]]:
    return [(each.message.code, each.line) for each in (*report.changed, *report.refused)]


TOLD = {
    "a view of its own": (
        {"%TYPE": NER, "begin": 0, "end": 2, "@sofa": 77}, [("cas.elsewhere", None)],
    ),
    "a place that is no number": (
        {"%TYPE": NER, "begin": float("nan"), "end": 2, "value": "가"}, [("cas.elsewhere", None)],
    ),
    "a structure that stands nowhere": (
        {"%TYPE": "custom.Group", "name": "가", "@members": [11, 12]}, [("cas.elsewhere", None)],
    ),
    "slots of a relation": (
        {"%TYPE": "custom.R", "begin": 0, "end": 2, "@Governor": 11, "@Dependent": 12,
         "@more": [11]},
        [("cas.edge_links", 10)],
    ),
    "a relation to a relation": (
        {"%TYPE": "custom.R", "begin": 0, "end": 2, "@Governor": 11, "@Dependent": 17},
        [("cas.no_end", 10)],
    ),
    "a claim within words": (
        {"%TYPE": layers.CLAIM, "begin": 5, "end": 7, "@roles": [15]}, [("cas.nested", 10)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_has_no_place_here_is_told_by_its_name(name: str, tmp_path: Path) -> None:
    given, expected = TOLD[name]
    rows = [
        {"%ID": 9, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView",
         "sofaString": "한빛전자는 늘린다."},
        {"%ID": 11, "%TYPE": NER, "begin": 0, "end": 4, "value": "ORG"},
        {"%ID": 12, "%TYPE": NER, "begin": 0, "end": 2, "value": "ORG"},
        {"%ID": 13, "%TYPE": layers.CLAIM, "begin": 6, "end": 9},
        {"%ID": 14, "%TYPE": layers.CLAIM, "begin": 6, "end": 8},
        {"%ID": 15, "%TYPE": "L", "role": "Nested-in", "@target": 11},
        {"%ID": 16, "%TYPE": "custom.About", "desk": "경제"},
        {"%ID": 17, "%TYPE": "custom.R", "begin": 0, "end": 2, "@Governor": 11, "@Dependent": 12},
        {"%ID": 77, "%TYPE": layers.METADATA, "begin": 0, "end": 9, "%FLAGS": [], "kind": "속보"},
    ]  # fmt: skip
    lines = ",\n".join(map(json.dumps, [*rows, {"%ID": 20, **given}]))
    (tmp_path / "a.json").write_text(f'{{"%FEATURE_STRUCTURES": [{lines}]}}', "utf-8")
    found, report = read(tmp_path, "json")
    assert told(report) == expected
    assert found.article.metadata.extra == {"About.desk": "경제", "kind": "속보"}


def test_what_a_link_of_a_chain_says_is_said_of_the_mention(tmp_path: Path) -> None:
    chained = """
    <ner:NamedEntity xmi:id="1" sofa="9" begin="0" end="4" value="ORG" rank="a"/>
    <c:SameLink xmi:id="2" sofa="9" begin="0" end="4" next="3" referenceType="name"
      referenceRelation="first" rank="b"/>
    <c:SameLink xmi:id="3" sofa="9" begin="6" end="9" referenceType="verb" referenceRelation="is"/>
    <c:SameChain xmi:id="4" first="2"/>"""
    data = xmi(chained).replace(b"xmi:version", b'xmlns:c="http:///custom.ecore" xmi:version')
    (tmp_path / "a.xmi").write_bytes(data)
    found, report = read(tmp_path / "a.xmi", "xmi")
    assert told(report) == [("cas.link_says", 7)]
    said = [
        {name: each.value for name, each in mention.attributes.items()}
        for mention in found.annotations.mentions
    ]
    assert said == [
        {"rank": "a", "referenceType": "name", "referenceRelation": "first"},
        {"referenceRelation": "is"},
    ]


def read_custom(folder: Path, structures: str) -> Document:
    """``structures`` of custom layers, ``c:``, in a file of which nothing is told."""
    data = xmi(structures).replace(b"xmi:version", b'xmlns:c="http:///custom.ecore" xmi:version')
    (folder / "a.xmi").write_bytes(data)
    found, report = read(folder / "a.xmi", "xmi")
    assert told(report) == []
    return found


def test_what_joins_two_claims_keeps_what_else_it_says_in_its_note(tmp_path: Path) -> None:
    claims = (
        '<c:Claim xmi:id="1" sofa="9" begin="6" end="9"/>'
        '<c:Claim xmi:id="2" sofa="9" begin="0" end="4"/>'
        '<c:ClaimLink xmi:id="3" sofa="9" begin="0" end="4" Governor="1" Dependent="2"'
        ' value="same" note="메모" score="3"/>'
    )
    found = read_custom(tmp_path, claims)
    (link,) = found.annotations.claim_links
    assert (link.type, link.note) == ("same", "메모\nscore: 3")


def test_a_claim_that_fills_a_role_fills_it_with_its_words(tmp_path: Path) -> None:
    claims = (
        '<c:Claim xmi:id="1" sofa="9" begin="6" end="9" roles="3"/>'
        '<c:Claim xmi:id="2" sofa="9" begin="0" end="4"/>'
        '<c:ClaimRolesLink xmi:id="3" role="Source" target="2"/>'
    )
    found = read_custom(tmp_path, claims)
    (source,) = found.annotations.claims[0].source
    assert source.span is not None
    assert source.span.quote == "한빛전자"


@pytest.mark.parametrize(("way", "times"), [("xmi", 1), ("json", 0)])
def test_a_folder_is_looked_through_for_types_once_however_its_files_are_parted(
    way: str, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = WAYS[way]
    article = Article("a", "한빛전자는 늘린다.", (), Metadata(), 1)
    document = Document(article=article, annotations=ArticleAnnotations())
    writer.write([document, document], tmp_path / "out", about=ABOUT)
    files = reader.files(tmp_path / "out", report=ReportBuilder())
    listed: list[object] = []
    listdir = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: (listed.append(path), listdir(path))[1])
    for file in files:
        (found,) = reader.documents(
            [file], tmp_path / "out", report=ReportBuilder(), passed=Counter()
        )
        assert found.article.text == document.article.text
    assert (len(files), len(listed)) == (2, times)


def test_of_very_many_features_without_a_place_the_rest_is_counted(tmp_path: Path) -> None:
    more = " ".join(f'f{number}="x"' for number in range(45))
    chained = f"""<c:SameLink xmi:id="2" sofa="9" begin="0" end="4"/>
    <c:SameChain xmi:id="4" first="2" {more}/>"""
    data = xmi(chained).replace(b"xmi:version", b'xmlns:c="http:///custom.ecore" xmi:version')
    (tmp_path / "a.xmi").write_bytes(data)
    _, report = read(tmp_path / "a.xmi", "xmi")
    *named, last = report.changed
    assert {each.message.code for each in named} == {"json.passed_over"}
    assert (last.message.code, last.message.params) == (
        "cas.more", {"count": 45 - len(named), "times": 45 - len(named)},
    )  # fmt: skip

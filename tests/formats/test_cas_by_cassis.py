"""CAS XMI and JSON as dkpro-cassis reads and builds them, structure by structure."""

import json
import pickle
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import cassis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.by_cassis import cas_of, loaded_types, type_system_of
from tests.formats.documents import documents

from juseok.core.model import Article, ArticleAnnotations, Mention, Metadata, Value
from juseok.core.scheme import Scheme, load_scheme
from juseok.core.spans import make_span
from juseok.formats.base import ReportBuilder
from juseok.formats.cas import layers
from juseok.formats.cas.attributes import Known, OnLayers, of_scheme
from juseok.formats.cas.graph import Annotation, Chain, Graph, writable
from juseok.formats.cas.json_text import dump_json, types_of
from juseok.formats.cas.numbered import NAME
from juseok.formats.cas.outward import Outward
from juseok.formats.cas.reader import JsonReader, XmiReader
from juseok.formats.cas.writer import TYPES, JsonWriter, XmiWriter
from juseok.formats.cas.xmi_text import attribute, dump_xmi
from juseok.formats.document import About, Document
from juseok.formats.folder import safe_name

SCHEME = load_scheme("default")
ABOUT = About(scheme=SCHEME, date="2026-11-23")
SIGNS = "\t\n\r \x00\x0b\x0c\x1f\x7f\x85\u2028\ufffe\uffff&<>\"'\\]]>😀\U0010ffff\u200d가{}"
strings = st.text(st.one_of(st.sampled_from(SIGNS), st.characters(exclude_categories=["Cs"])))


def xmi(graph: Graph, title: str) -> cassis.Cas:
    """What cassis makes of the file of ``graph``, which has the attributes of the scheme alone or
    others."""
    text = dump_xmi(graph, title=title).replace(NAME, "기사")
    return cassis.load_cas_from_xmi(text, typesystem=loaded_types(all_of(graph)), lenient=False)


def json_file(graph: Graph, title: str) -> str:
    types = types_of(layers.type_system(all_of(graph)))
    return dump_json(graph, types=types, title=title).replace(NAME, "기사")


def all_of(graph: Graph) -> OnLayers:
    declared = of_scheme(SCHEME)
    return declared | Known(declared).beyond(graph)


def assert_as_cassis(graph: Graph, title: str) -> None:
    """Both files of ``graph`` are to cassis what it makes of the graph itself."""
    types = type_system_of(all_of(graph))
    ours, theirs = xmi(graph, title), cas_of(graph, types, name="기사", title=title or "기사")
    assert ours.to_xmi() == theirs.to_xmi()
    text = json_file(graph, title)
    assert cassis.load_cas_from_json(text, lenient=False).to_json() == theirs.to_json()
    data: dict[str, Any] = json.loads(text)
    flagged = [each for each in data["%FEATURE_STRUCTURES"] if each.pop("%FLAGS", None)]
    assert [each["%TYPE"] for each in flagged] == [layers.METADATA]
    assert data == json.loads(theirs.to_json())
    again = cassis.load_cas_from_xmi(ours.to_xmi(), typesystem=types, lenient=False)
    assert again.to_xmi() == ours.to_xmi()


def test_types_are_to_cassis_what_it_makes_of_the_same() -> None:
    for attributes in (frozenset[tuple[str, str]](), of_scheme(SCHEME)):
        assert loaded_types(attributes).to_xml() == type_system_of(attributes).to_xml()


@settings(max_examples=40, deadline=None)
@given(documents())
def test_files_are_to_cassis_what_it_builds_of_the_same_graph(document: Document) -> None:
    title = document.article.metadata.title
    assert_as_cassis(Outward(document).made(), title if title.isalnum() else "")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Anything that a graph may hold, though no document makes it."""
    text = writable(draw(strings.filter(len)))
    cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, unique=True).map(sorted))
    tokens = list(pairwise(cuts))
    cut = draw(st.integers(1, len(tokens)))
    sentences = [each for each in (tokens[:cut], tokens[cut:]) if each]
    kinds = draw(st.lists(st.sampled_from(layers.LAYERS), max_size=8))
    ids = st.integers(1, max(1, len(kinds)))
    values = strings.map(writable)
    names = st.sampled_from(["note", "juseok", "size", "mro", "A_1"])
    annotations = []
    for number, kind in enumerate(kinds, start=1):
        begin = draw(st.integers(0, len(text)))
        features = draw(st.dictionaries(names, values, max_size=3))
        made = Annotation(number, kind, begin, draw(st.integers(begin, len(text))), features)
        if kind in layers.SLOTTED:
            made.links = draw(st.lists(st.tuples(values, ids), max_size=3))
        if kind in layers.BASES:
            made.ends = (draw(ids), draw(ids))
        annotations.append(made)
    links = [each.id for each in annotations if each.type == layers.COREF_LINK]
    for each in annotations:
        if each.type == layers.COREF_LINK:
            each.features = {layers.REFERENCE_TYPE: draw(values)}
    chains = [Chain(layers.COREF_CHAIN, tuple(links))] if links else []
    return Graph(text, annotations=annotations, chains=chains, sentences=sentences)


@settings(max_examples=40, deadline=None)
@given(graphs(), strings.map(writable))
def test_any_graph_with_any_words_is_to_cassis_what_it_builds(graph: Graph, title: str) -> None:
    assert_as_cassis(graph, title)


@given(strings, strings)
def test_no_words_end_an_attribute_or_a_file(value: str, title: str) -> None:
    told = attribute(value)
    assert not set(told) & set('<>"\t\n\r')
    graph = Graph(writable(value) + ".", sentences=[[(0, 1)]])
    for way in (dump_xmi(graph, title=writable(title)), json_file(graph, writable(title))):
        assert NAME not in way.replace(NAME, "", 2)
        assert way.encode()


@given(strings)
def test_the_name_of_a_file_has_nothing_to_escape(title: str) -> None:
    name = safe_name(title, "0f3a9c21bb")
    assert attribute(name) == name
    assert json.dumps(name, ensure_ascii=False) == f'"{name}"'
    assert not any(unicodedata.category(char) == "Cc" for char in name)


def news(**attributes: str) -> Document:
    text = "한빛전자는 늘린다."
    values = {name: Value(value) for name, value in attributes.items()}
    mention = Mention("m1", "", "a", "ORG", (make_span(text, 0, 4),), attributes=values)
    article = Article("0123456789abcdef" * 4, text, (), Metadata("기사"), 1)
    return Document(article=article, annotations=ArticleAnnotations((mention,)))


def declared_in(folder: Path) -> Callable[[str], set[str]]:
    """The features of a type in each file of a folder."""
    if (folder / TYPES).exists():
        systems = [cassis.load_typesystem((folder / TYPES).read_text("utf-8"))]
    else:
        found = sorted(each for each in folder.iterdir() if each.name != "manifest.json")
        systems = [cassis.load_cas_from_json(each.read_text("utf-8")).typesystem for each in found]
    return lambda type_: {
        feature.name for each in systems for feature in each.get_type(type_).features
    }


@pytest.mark.parametrize("writer", [XmiWriter(), JsonWriter()])
def test_attributes_beyond_the_scheme_are_declared_and_so_are_those_nobody_used(
    writer: XmiWriter | JsonWriter, tmp_path: Path
) -> None:
    documents = [news(), news(rank="하나"), news(rank="둘", colour="푸른")]
    writer.write(documents, tmp_path / "out", about=ABOUT)
    usual = {each.id for each in SCHEME.attributes if "mention" in each.on} | {
        "value", "identifier", "note", "juseok",
    }  # fmt: skip
    assert declared_in(tmp_path / "out")(layers.NAMED_ENTITY) == usual | {"rank", "colour"}
    assert "certainty" in declared_in(tmp_path / "out")(layers.CLAIM)
    reader = XmiReader() if writer.suffix == ".xmi" else JsonReader()
    report = ReportBuilder()
    found = [each.annotations.mentions[0] for each in reader.read(tmp_path / "out", report=report)]
    assert not report.lines
    assert sorted(len(each.attributes) for each in found) == [0, 1, 2]


def test_a_file_of_json_declares_its_own_attributes_alone(tmp_path: Path) -> None:
    JsonWriter().write([news(rank="하나")], tmp_path / "one", about=ABOUT)
    JsonWriter().write([news(colour="푸른"), news()], tmp_path / "two", about=ABOUT)
    told = [declared_in(tmp_path / each)(layers.NAMED_ENTITY) for each in ("one", "two")]
    assert "rank" in told[0] - told[1]
    assert "colour" in told[1] - told[0]


@pytest.mark.parametrize("scheme", [SCHEME, Scheme(id="x")])
@pytest.mark.parametrize("writer", [XmiWriter(), JsonWriter()])
def test_an_article_with_nothing_and_an_export_without_articles_are_sound(
    writer: XmiWriter | JsonWriter, scheme: Scheme, tmp_path: Path
) -> None:
    article = Article("a", "가", (), Metadata(), 1)
    bare = Document(article=article, annotations=ArticleAnnotations())
    about = About(scheme=scheme)
    for name, found in (("bare", [bare]), ("nothing", [])):
        writer.write(found, tmp_path / name, about=about)
        assert not list((tmp_path / name).glob("*.part"))
        for file in (tmp_path / name).glob(f"article*{writer.suffix}"):
            text = file.read_text("utf-8")
            if writer.suffix == ".json":
                cas = cassis.load_cas_from_json(text, lenient=False)
            else:
                types = cassis.load_typesystem((tmp_path / name / TYPES).read_text("utf-8"))
                cas = cassis.load_cas_from_xmi(text, typesystem=types, lenient=False)
            assert cas.sofa_string == "가"
            (said,) = cas.select(layers.METADATA)
            assert said.documentTitle == said.documentId == file.stem
            assert [each.get_covered_text() for each in cas.select(layers.TOKEN)] == ["가"]


@pytest.mark.parametrize("writer", [XmiWriter(), JsonWriter()])
def test_files_are_named_by_whoever_puts_them_together(
    writer: XmiWriter | JsonWriter, tmp_path: Path
) -> None:
    made = [writer.maker(ABOUT)(news()) for _ in range(2)]
    writer.put(pickle.loads(pickle.dumps(made)), tmp_path / "out", about=ABOUT)
    files = sorted((tmp_path / "out").glob(f"기사*{writer.suffix}"))
    assert len(files) == 2
    for each in files:
        assert each.stem in each.read_text("utf-8")
        assert NAME not in each.read_text("utf-8")

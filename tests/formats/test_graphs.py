"""Graphs: networkx, rdflib and XML alone read what is meant."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import networkx
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.documents import documents

from juseok.core.errors import SpanError
from juseok.core.model import ArticleAnnotations, ClaimLink, Value
from juseok.core.scheme import load_scheme
from juseok.core.spans import make_span
from juseok.formats.document import ROLES, About, Document, features_of, losses, role
from juseok.formats.graphs.graph import FAMILY, SUPPORT, Edge, Graph, Node, entity_node, node_id
from juseok.formats.graphs.turtle import TurtleWriter
from juseok.formats.registry import writer_of

ABOUT = About(scheme=load_scheme("default"), project="뉴스 <1>", date="2026-11-22")
SCHEMA = rdflib.Namespace("https://schema.org/")
JUSEOK = rdflib.Namespace("urn:juseok:term:")


def items(document: Document) -> list[Node | Edge]:
    graph = Graph()
    return [*graph.of(document), *graph.rest()]


def as_xml(text: str | int) -> str | int:
    """What XML keeps of a text."""
    if isinstance(text, int):
        return text
    kept = "".join("\ufffd" if char < " " and char not in "\t\n" else char for char in text)
    return kept.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


Said = dict[str, str | int]
Read = tuple[dict[str, Said], dict[str, tuple[str, str, Said]]]
"""Nodes and edges by their ids."""
INT = {"long", "integer"}


def read_graphml(path: Path) -> Read:
    """What stands in the file, by the XML alone."""
    root = ElementTree.parse(path).getroot()
    keys = {each.get("id"): each for each in root.iterfind("{*}key")}
    assert len(keys) == len(root.findall("{*}key"))

    def said(of: ElementTree.Element, scope: str) -> Said:
        found: Said = {}
        for each in of.iterfind("{*}data"):
            key = keys[each.get("key")]
            assert key.get("for") == scope
            value = each.text or ""
            name = key.attrib["attr.name"]
            assert name not in found
            found[name] = int(value) if key.get("attr.type") in INT else value
        return found

    return _read(root, "{*}graph/{*}node", "{*}graph/{*}edge", said)


def read_gexf(path: Path) -> Read:
    root = ElementTree.parse(path).getroot()
    keys = {
        (group.get("class"), each.get("id")): each
        for group in root.iterfind("{*}graph/{*}attributes")
        for each in group
    }

    def said(of: ElementTree.Element, scope: str) -> Said:
        found: Said = {"label": of.attrib["label"]}
        for each in of.iterfind("{*}attvalues/{*}attvalue"):
            key = keys[scope, each.get("for")]
            value = each.attrib["value"]
            found[key.attrib["title"]] = int(value) if key.get("type") in INT else value
        return found

    return _read(root, "{*}graph/{*}nodes/*", "{*}graph/{*}edges/*", said)


def _read(
    root: ElementTree.Element,
    nodes: str,
    edges: str,
    said: Callable[[ElementTree.Element, str], Said],
) -> Read:
    of_nodes, of_edges = root.findall(nodes), root.findall(edges)
    found = {each.attrib["id"]: said(each, "node") for each in of_nodes}
    joined = {
        each.attrib["id"]: (each.attrib["source"], each.attrib["target"], said(each, "edge"))
        for each in of_edges
    }
    assert (len(found), len(joined)) == (len(of_nodes), len(of_edges))
    return found, joined


READ = {"graphml": read_graphml, "gexf": read_gexf}


def by_networkx(path: Path, form: str) -> Read:
    """What networkx reads of it: the label of a node of GEXF is one of its values."""
    read = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[form]
    found = networkx.MultiDiGraph(read(path))
    nodes: dict[str, Said] = {str(name): dict(said) for name, said in found.nodes(data=True)}
    edges: dict[str, tuple[str, str, Said]] = {}
    for head, tail, key, said in found.edges(keys=True, data=True):
        id_ = said.pop("id", key)
        assert id_ not in edges
        edges[str(id_)] = (str(head), str(tail), dict(said))
    return nodes, edges


@settings(max_examples=40)
@given(documents(), st.sampled_from(sorted(READ)))
def test_every_node_and_edge_stands_in_the_file_with_what_it_says(
    document: Document, form: str
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        report = writer_of(form).write([document], path, about=ABOUT)
        nodes, edges = READ[form](path)
        assert by_networkx(path, form) == (nodes, edges)

    def wanted(each: Node | Edge) -> Said:
        said = {"label": each.label, "kind": each.kind, **each.data}
        return {name: as_xml(value) for name, value in said.items()}

    found = items(document)
    assert nodes == {each.id: wanted(each) for each in found if isinstance(each, Node)}
    assert edges == {
        each.id: (each.head, each.tail, wanted(each)) for each in found if isinstance(each, Edge)
    }
    assert all(isinstance(n.get("mentions", 0), int) for n in nodes.values())
    told = losses(features_of(document), SUPPORT, form=FAMILY, returns=False)
    assert report.notes == told.notes
    assert set(told.refused) <= set(report.refused)
    codes = {line.message.code for line in report.refused} - {"format.left_out"}
    assert codes <= {"graphs.unlinked", "graphs.replaced"}


@given(documents())
def test_a_graph_has_what_is_annotated_and_nothing_else(document: Document) -> None:
    found = items(document)
    annotations = document.annotations
    kinds = Counter(each.kind for each in found)
    refs = [ref for each in annotations.claims for name in ROLES for ref in role(each, name)]
    assert kinds["entity"] == len(document.entities)
    assert kinds["claim"] == len(annotations.claims)
    assert kinds["words"] == sum(ref.span is not None for ref in refs)
    assert kinds["role"] == len(refs)
    assert kinds["relationship"] == len(annotations.relationships)
    assert kinds["claim_link"] == len(annotations.claim_links)
    assert kinds["nested"] == sum(bool(each.nested_in) for each in annotations.claims)
    nodes = [each.id for each in found if isinstance(each, Node)]
    assert len(nodes) == len(set(nodes))
    ends = {end for each in found if isinstance(each, Edge) for end in (each.head, each.tail)}
    assert ends <= set(nodes)
    linked = Counter(each.entity for each in annotations.mentions if each.entity)
    counts = {each.id: each.data["mentions"] for each in found if each.kind == "entity"}
    assert counts == {entity_node(each.id): linked[each.id] for each in document.entities}


@settings(max_examples=40)
@given(documents())
def test_rdflib_reads_every_statement(document: Document) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.ttl"
        TurtleWriter().write([document], path, about=ABOUT)
        found = rdflib.Graph().parse(path, format="turtle")
    annotations = document.annotations
    claims = set(found.subjects(rdflib.RDF.type, SCHEMA.Claim))
    assert len(claims) == len(annotations.claims)
    texts = Counter(str(found.value(each, SCHEMA.text)) for each in claims)
    wanted = Counter(" … ".join(s.quote for s in each.content) for each in annotations.claims)
    assert texts == wanted
    sources = sum(len(each.source) for each in annotations.claims)
    distinct = {(s, o) for s, o in found.subject_objects(SCHEMA.author) if s in claims}
    assert len(distinct) <= sources
    assert bool(distinct) == bool(sources)
    edges = set(found.subjects(rdflib.RDF.type, JUSEOK.Relationship))
    assert len(edges) == len(annotations.relationships)
    for each in edges:
        head, type_, tail = (found.value(each, JUSEOK[name]) for name in ("head", "type", "tail"))
        assert (head, type_, tail) in found
    names = {str(each) for each in found.objects(None, SCHEMA.name)}
    assert {each.name for each in document.entities} <= names
    article = next(found.subjects(rdflib.RDF.type, SCHEMA.NewsArticle))
    assert found.value(article, SCHEMA.identifier) == rdflib.Literal(document.article.id)
    title = document.article.metadata.title
    assert str(found.value(article, SCHEMA.headline) or "") == title


def two_articles() -> list[Document]:
    """The same ids in two articles, and a link from one to a claim of nobody."""
    document = documents_example()
    other = replace(
        document,
        article=replace(document.article, id="another" + document.article.id),
        annotations=replace(
            document.annotations,
            claim_links=(ClaimLink("R9", "", "", "supports", document.annotations.claims[0].id,
                                   "nowhere"),),
        ),
    )  # fmt: skip
    return [document, other]


def documents_example() -> Document:
    from juseok.core.model import Article, Claim, Entity, Mention, Metadata

    text = "한빛전자는 늘린다고 밝혔다."
    claim = Claim("E1", "", "a", (make_span(text, 6, 11),))
    mention = Mention("T1", "", "a", "ORG", (make_span(text, 0, 4),), "e1")
    loose = Mention("T2", "", "a", "ORG", (make_span(text, 0, 2),))
    return Document(
        article=Article("a" * 64 + "-1", text, (), Metadata(), 1),
        annotations=ArticleAnnotations((mention, loose), (claim,)),
        entities=(Entity("e1", "", "ORG", "한빛전자"),),
    )


def test_an_entity_of_two_articles_is_one_node_and_records_are_two(tmp_path: Path) -> None:
    report = writer_of("graphml").write(two_articles(), tmp_path / "out", about=ABOUT)
    found, _ = read_graphml(tmp_path / "out")
    assert Counter(said["kind"] for said in found.values()) == {"entity": 1, "claim": 2}
    assert found["entity/e1"]["mentions"] == 2
    codes = Counter(line.message.code for line in report.refused)
    assert codes["graphs.dangling"] == codes["graphs.unlinked"] == 1
    assert node_id("a" * 64, "E1") in found


@pytest.mark.parametrize("form", sorted(READ))
def test_attributes_that_the_library_or_the_format_uses_are_told_apart(
    form: str, tmp_path: Path
) -> None:
    names = ("type", "id", "start", "weight", "viz", "key", "size", "@type")
    document = documents_example()
    claim = replace(
        document.annotations.claims[0], attributes={name: Value(f"={name}") for name in names}
    )
    document = replace(document, annotations=ArticleAnnotations(claims=(claim,)))
    writer_of(form).write([document], tmp_path / "out", about=ABOUT)
    found, _ = READ[form](tmp_path / "out")
    said = found[node_id("a" * 64, "E1")]
    assert {said.get(f"@{name}", said.get(name)) for name in names} == {f"={n}" for n in names}


@pytest.mark.parametrize("form", ["graphml", "gexf", "turtle"])
def test_the_same_export_gives_the_same_bytes_and_a_sample_shows_some(
    form: str, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        writer_of(form).write(two_articles(), tmp_path / name, about=ABOUT)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert any(
        "한빛전자" in line for line in writer_of(form).sample(two_articles()[0], about=ABOUT)
    )


@pytest.mark.parametrize("form", ["graphml", "turtle"])
def test_an_unproved_span_is_refused(form: str, tmp_path: Path) -> None:
    document = documents_example()
    wrong = replace(document.annotations.claims[0], content=(make_span("두빛전자", 0, 4),))
    bad = replace(document, annotations=ArticleAnnotations(claims=(wrong,)))
    with pytest.raises(SpanError):
        writer_of(form).write([bad], tmp_path / "out", about=ABOUT)

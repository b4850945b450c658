"""Every format by its id: what the dialogs, ``--format``, ``juseok formats`` and the help offer.

A format is a line here; its reader and its writer are loaded when they are asked for, for some
need libraries that take time.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.formats.base import Registry
from juseok.formats.cas.names import JSON, JSON_NAMES, TSV, TSV_NAMES, XMI, XMI_NAMES
from juseok.formats.datasets import offered as datasets
from juseok.formats.document import DocumentReader, DocumentWriter
from juseok.formats.native.items import NAMES
from juseok.formats.offered import NATIVE, Offered, made
from juseok.formats.options import FormatOption, OptionChoice, settled
from juseok.formats.tokens import offered as tokens

_PDF: Final = {"ko": "페이지 (PDF)", "en": "Pages (PDF)"}
_PNG: Final = {"ko": "페이지 그림 (PNG)", "en": "Pictures of pages (PNG)"}
_HTML: Final = {"ko": "웹 페이지 (HTML)", "en": "Web pages (HTML)"}
_GRAPHML: Final = {"ko": "그래프 (GraphML)", "en": "Graph (GraphML)"}
_GEXF: Final = {"ko": "그래프 (GEXF, Gephi)", "en": "Graph (GEXF, Gephi)"}
_TURTLE: Final = {"ko": "RDF (Turtle)", "en": "RDF (Turtle)"}
_CSV: Final = {"ko": "표 (CSV)", "en": "Tables (CSV)"}
_TSV: Final = {"ko": "표 (TSV)", "en": "Tables (TSV)"}
_XLSX: Final = {"ko": "표 (엑셀 XLSX)", "en": "Tables (Excel, XLSX)"}
_TABLE: Final = "mention-table"
_EXCEL: Final = FormatOption(
    "excel",
    {"ko": "엑셀용", "en": "For Excel"},
    (
        OptionChoice("no", {"ko": "아니요", "en": "No"}),
        OptionChoice("yes", {"ko": "예", "en": "Yes"}),
    ),
    {
        "ko": "바이트 순서 표시를 넣고, 수식으로 실행되거나 잘릴 칸이 없게",
        "en": "with a byte order mark, and no cell that would be run as a formula or cut",
    },
)
_PAGE_LANGUAGE: Final = FormatOption(
    "language",
    {"ko": "언어", "en": "Language"},
    (
        OptionChoice("ko", {"ko": "한국어", "en": "Korean"}),
        OptionChoice("en", {"ko": "영어", "en": "English"}),
    ),
    {"ko": "유형과 목록의 이름을 쓰는 말", "en": "in which types and lists are named"},
)


_SHAPE: Final = FormatOption(
    "shape",
    {"ko": "모양", "en": "Shape"},
    (
        OptionChoice(
            "relations",
            {"ko": "개체와 관계 (entities, relations)", "en": "Entities and relations"},
        ),
        OptionChoice("labels", {"ko": "라벨만 (label)", "en": "Labels alone (label)"}),
    ),
    {
        "ko": "관계를 쓰지 않는 프로젝트에는 라벨만",
        "en": "labels alone for projects that do not use relations",
    },
)
_OFFSETS: Final = FormatOption(
    "offsets",
    {"ko": "위치 단위", "en": "Offsets"},
    (
        OptionChoice(
            "utf16", {"ko": "UTF-16 (doccano)", "en": "UTF-16 units (doccano)"}, ("utf-16",)
        ),
        OptionChoice(
            "codepoints", {"ko": "코드 포인트 (파이썬)", "en": "Code points (Python)"}, ("python",)
        ),
    ),
    {
        "ko": "이모지가 있는 기사에서만 다릅니다",
        "en": "they differ in articles with emoji alone",
    },
)


_STANDOFF: Final = {
    "ko": "본문 없는 주석(위치와 해시)",
    "en": "Annotations without texts (places and hashes)",
}

FORMATS: Final = Registry(
    (
        Offered(NATIVE, NAMES, (".jsonl",)),
        Offered(
            "brat",
            {"ko": "brat 스탠드오프", "en": "brat standoff"},
            is_folder=True,
            reader=made("brat.reader", "BratReader"),
            writer=made("brat.writer", "BratWriter"),
            events=True,
        ),
        Offered(
            XMI,
            XMI_NAMES,
            is_folder=True,
            reader=made("cas.reader", "XmiReader"),
            writer=made("cas.writer", "XmiWriter"),
            events=True,
            family="uima",
        ),
        Offered(
            JSON,
            JSON_NAMES,
            is_folder=True,
            reader=made("cas.reader", "JsonReader"),
            writer=made("cas.writer", "JsonWriter"),
            events=True,
            family="uima",
        ),
        Offered(
            TSV,
            TSV_NAMES,
            is_folder=True,
            reader=made("cas.tsv_reader", "TsvReader"),
            writer=made("cas.tsv_writer", "TsvWriter"),
            events=True,
            family="uima",
        ),
        Offered(
            "web-annotation",
            {"ko": "W3C 웹 주석 (JSON-LD)", "en": "W3C Web Annotation (JSON-LD)"},
            is_folder=True,
            reader=made("linked.web_annotation_reader", "WebAnnotationReader"),
            writer=made("linked.web_annotation", "WebAnnotationWriter"),
        ),
        Offered(
            "csv",
            _CSV,
            is_folder=True,
            writer=made("tables.delimited", "DelimitedWriter", "csv", _CSV),
            options=(_EXCEL,),
            family="tables",
            taken_by=_TABLE,
        ),
        Offered(
            "tsv",
            _TSV,
            is_folder=True,
            writer=made("tables.delimited", "DelimitedWriter", "tsv", _TSV),
            options=(_EXCEL,),
            family="tables",
            taken_by=_TABLE,
        ),
        Offered(
            "xlsx",
            _XLSX,
            (".xlsx",),
            writer=made("tables.xlsx", "XlsxWriter"),
            family="tables",
            taken_by=_TABLE,
        ),
        Offered(
            _TABLE,
            {"ko": "언급 표 (CSV, TSV, XLSX)", "en": "Table of mentions (CSV, TSV, XLSX)"},
            (".csv", ".tsv", ".xlsx"),
            reader=made("tables.mention_reader", "MentionTableReader"),
            family="tables",
        ),
        Offered(
            "graphml",
            _GRAPHML,
            (".graphml",),
            writer=made("graphs.xml", "GraphMlWriter"),
            family="graphs",
        ),
        Offered(
            "gexf", _GEXF, (".gexf",), writer=made("graphs.xml", "GexfWriter"), family="graphs"
        ),
        Offered("turtle", _TURTLE, (".ttl",), writer=made("graphs.turtle", "TurtleWriter")),
        Offered(
            "conll",
            tokens.CONLL,
            is_folder=True,
            reader=made("tokens.conll_reader", "ConllReader"),
            writer=made("tokens.conll_writer", "ConllWriter"),
            options=tokens.OPTIONS,
        ),
        Offered(
            "conllu",
            tokens.CONLLU,
            is_folder=True,
            reader=made("tokens.conllu_reader", "ConlluReader"),
            writer=made("tokens.conllu_writer", "ConlluWriter"),
            options=(tokens.WORDS,),
        ),
        Offered(
            "klue-ner",
            tokens.KLUE_NER,
            is_folder=True,
            reader=made("tokens.klue_ner", "KlueNerReader"),
            writer=made("tokens.klue_ner", "KlueNerWriter"),
            family="klue",
        ),
        Offered(
            "klue-re",
            tokens.KLUE_RE,
            is_folder=True,
            reader=made("tokens.klue_re", "KlueReReader"),
            writer=made("tokens.klue_re", "KlueReWriter"),
            options=(tokens.NEGATIVES,),
            family="klue",
        ),
        Offered(
            "spacy", datasets.SPACY, is_folder=True, writer=made("datasets.docbin", "SpacyWriter")
        ),
        Offered(
            "huggingface",
            datasets.HUGGING_FACE,
            is_folder=True,
            reader=made("datasets.hugging_face_reader", "HuggingFaceReader"),
            writer=made("datasets.hugging_face", "HuggingFaceWriter"),
            options=(datasets.DATA,),
        ),
        Offered(
            "nikl",
            tokens.NIKL,
            is_folder=True,
            reader=made("tokens.nikl", "NiklReader"),
            writer=made("tokens.nikl", "NiklWriter"),
        ),
        Offered(
            "standoff",
            _STANDOFF,
            (".jsonl",),
            reader=made("standoff.reader", "StandoffReader"),
            writer=made("standoff.writer", "StandoffWriter"),
            layers=True,
        ),
        Offered(
            "claim-review",
            {"ko": "ClaimReview (schema.org)", "en": "ClaimReview (schema.org)"},
            (".jsonld",),
            writer=made("linked.claim_review", "ClaimReviewWriter"),
        ),
        Offered(
            "html",
            _HTML,
            is_folder=True,
            writer=made("pages.html", "HtmlWriter"),
            options=(_PAGE_LANGUAGE,),
            family="pages",
        ),
        Offered(
            "pdf",
            _PDF,
            is_folder=True,
            writer=made("pages.painted", "PaintedWriter", "pdf", _PDF),
            options=(_PAGE_LANGUAGE,),
            family="pages",
            painted=True,
        ),
        Offered(
            "png",
            _PNG,
            is_folder=True,
            writer=made("pages.painted", "PaintedWriter", "png", _PNG),
            options=(_PAGE_LANGUAGE,),
            family="pages",
            painted=True,
        ),
        Offered(
            "dna",
            {"ko": "DNA (Discourse Network Analyzer)", "en": "DNA (Discourse Network Analyzer)"},
            (".dna",),
            reader=made("qda.dna", "DnaReader"),
            family="qda",
        ),
        Offered(
            "qualcoder",
            {"ko": "QualCoder", "en": "QualCoder"},
            is_folder=True,
            reader=made("qda.qualcoder", "QualCoderReader"),
            family="qda",
        ),
        Offered(
            "refi-qda",
            {"ko": "REFI-QDA", "en": "REFI-QDA"},
            (".qdpx", ".qde", ".qdc"),
            reader=made("qda.refi", "RefiReader"),
            family="qda",
        ),
        Offered(
            "doccano",
            {"ko": "doccano JSONL", "en": "doccano JSONL"},
            (".jsonl",),
            reader=made("json_tools.doccano", "DoccanoReader"),
            writer=made("json_tools.doccano", "DoccanoWriter"),
            options=(_SHAPE, _OFFSETS),
        ),
        Offered(
            "label-studio",
            {"ko": "Label Studio JSON", "en": "Label Studio JSON"},
            is_folder=True,
            reader=made("json_tools.label_studio_reader", "LabelStudioReader"),
            writer=made("json_tools.label_studio", "LabelStudioWriter"),
        ),
        Offered(
            "prodigy",
            {"ko": "Prodigy JSONL", "en": "Prodigy JSONL"},
            (".jsonl",),
            reader=made("json_tools.prodigy", "ProdigyReader"),
            writer=made("json_tools.prodigy", "ProdigyWriter"),
        ),
        Offered(
            "pubannotation",
            {"ko": "PubAnnotation JSON", "en": "PubAnnotation JSON"},
            is_folder=True,
            reader=made("json_tools.pubannotation_reader", "PubAnnotationReader"),
            writer=made("json_tools.pubannotation", "PubAnnotationWriter"),
        ),
        Offered(
            "spans",
            {"ko": "구간이 든 JSON (spaCy, Argilla …)", "en": "JSON with spans (spaCy, Argilla …)"},
            (".jsonl", ".json"),
            reader=made("json_tools.spans", "SpansReader"),
            family="prodigy",
        ),
    )
)
"""In the order in which they are offered."""


def writer_of(form: str) -> DocumentWriter:
    """Raises ``FormatError`` for a format that is not known, or holds no documents."""
    found = FORMATS.get(form)
    if found.writer is None:
        raise FormatError("format.no_writer", format=form)
    return found.writer()


def reader_of(form: str) -> DocumentReader:
    """Raises ``FormatError`` for a format that is not known, or holds no documents."""
    found = FORMATS.get(form)
    if found.taken_by:
        return reader_of(found.taken_by)
    if found.reader is None:
        raise FormatError("format.no_reader", format=form)
    return found.reader()


def options_of(form: str, given: Mapping[str, str]) -> dict[str, str]:
    """A choice for every option of a format; raises ``FormatError`` for what it does not have."""
    return settled(FORMATS.get(form).options, given, form=form)


def recognised(path: Path) -> str | None:
    """The id of the format of documents that ``path`` is in, by its content; None: none of them, or
    it may not be looked at."""
    for each in FORMATS.formats:
        with suppress(OSError):  # whoever reads it says why
            if each.reader is not None and each.reader().recognises(path):
                return each.id
    return None

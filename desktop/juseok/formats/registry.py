"""Every format by its id: what the dialogs, ``--format``, ``juseok formats`` and the help offer.

A format is a line here; its reader and its writer are loaded when they are asked for, for some
need libraries that take time.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from juseok.core.errors import FormatError
from juseok.formats.base import Registry
from juseok.formats.cas.names import JSON, JSON_NAMES, TSV, TSV_NAMES, XMI, XMI_NAMES
from juseok.formats.datasets import offered as datasets
from juseok.formats.document import DocumentReader, DocumentWriter
from juseok.formats.native.items import NAMES
from juseok.formats.options import FormatOption, OptionChoice, settled
from juseok.formats.tokens import offered as tokens

NATIVE: Final = "jsonl"


@dataclass(frozen=True, slots=True)
class Offered:
    """A format as a person chooses it.  ``suffix``: of a file of it; empty where it is a folder.
    ``options``: what may be chosen of its writer.

    The native format has neither of the two: it holds objects of the log and not documents.
    """

    id: str
    names: Mapping[str, str]
    extensions: tuple[str, ...] = ()
    is_folder: bool = False
    reader: Callable[[], DocumentReader] | None = None
    writer: Callable[[], DocumentWriter] | None = None
    options: tuple[FormatOption, ...] = ()
    family: str = ""
    """Whose help page and sentences it shares with others; empty: it has its own."""
    painted: bool = False
    """Whether it is pictures, which its writer needs a painter for."""
    layers: bool = False
    """Whether a file holds several documents of one article, each with its annotator."""

    @property
    def page(self) -> str:
        """The help page that describes it."""
        return f"format-{self.family or self.id}"

    @property
    def reads(self) -> bool:
        return self.id == NATIVE or self.reader is not None

    @property
    def writes(self) -> bool:
        return self.id == NATIVE or self.writer is not None

    @property
    def suffix(self) -> str:
        return "" if self.is_folder else next(iter(self.extensions), "")


def _brat_reader() -> DocumentReader:
    from juseok.formats.brat.reader import BratReader

    return BratReader()


def _brat_writer() -> DocumentWriter:
    from juseok.formats.brat.writer import BratWriter

    return BratWriter()


def _csv_writer() -> DocumentWriter:
    from juseok.formats.tables.delimited import DelimitedWriter

    return DelimitedWriter("csv", _CSV)


def _tsv_writer() -> DocumentWriter:
    from juseok.formats.tables.delimited import DelimitedWriter

    return DelimitedWriter("tsv", _TSV)


def _xlsx_writer() -> DocumentWriter:
    from juseok.formats.tables.xlsx import XlsxWriter

    return XlsxWriter()


def _graphml_writer() -> DocumentWriter:
    from juseok.formats.graphs.xml import GraphMl, XmlGraphWriter

    return XmlGraphWriter("graphml", _GRAPHML, GraphMl)


def _gexf_writer() -> DocumentWriter:
    from juseok.formats.graphs.xml import Gexf, XmlGraphWriter

    return XmlGraphWriter("gexf", _GEXF, Gexf)


def _turtle_writer() -> DocumentWriter:
    from juseok.formats.graphs.turtle import TurtleWriter

    return TurtleWriter()


def _dna_reader() -> DocumentReader:
    from juseok.formats.qda.dna import DnaReader

    return DnaReader()


def _qualcoder_reader() -> DocumentReader:
    from juseok.formats.qda.qualcoder import QualCoderReader

    return QualCoderReader()


def _refi_reader() -> DocumentReader:
    from juseok.formats.qda.refi import RefiReader

    return RefiReader()


def _html_writer() -> DocumentWriter:
    from juseok.formats.pages.html import HtmlWriter

    return HtmlWriter()


def _pdf_writer() -> DocumentWriter:
    from juseok.formats.pages.painted import PaintedWriter

    return PaintedWriter("pdf", _PDF)


def _png_writer() -> DocumentWriter:
    from juseok.formats.pages.painted import PaintedWriter

    return PaintedWriter("png", _PNG)


def _web_annotation_reader() -> DocumentReader:
    from juseok.formats.linked.web_annotation_reader import WebAnnotationReader

    return WebAnnotationReader()


def _web_annotation_writer() -> DocumentWriter:
    from juseok.formats.linked.web_annotation import WebAnnotationWriter

    return WebAnnotationWriter()


def _standoff_writer() -> DocumentWriter:
    from juseok.formats.standoff.writer import StandoffWriter

    return StandoffWriter()


def _claim_review_writer() -> DocumentWriter:
    from juseok.formats.linked.claim_review import ClaimReviewWriter

    return ClaimReviewWriter()


def _mention_table_reader() -> DocumentReader:
    from juseok.formats.tables.mention_reader import MentionTableReader

    return MentionTableReader()


_PDF: Final = {"ko": "페이지 (PDF)", "en": "Pages (PDF)"}
_PNG: Final = {"ko": "페이지 그림 (PNG)", "en": "Pictures of pages (PNG)"}
_HTML: Final = {"ko": "웹 페이지 (HTML)", "en": "Web pages (HTML)"}
_GRAPHML: Final = {"ko": "그래프 (GraphML)", "en": "Graph (GraphML)"}
_GEXF: Final = {"ko": "그래프 (GEXF, Gephi)", "en": "Graph (GEXF, Gephi)"}
_TURTLE: Final = {"ko": "RDF (Turtle)", "en": "RDF (Turtle)"}
_CSV: Final = {"ko": "표 (CSV)", "en": "Tables (CSV)"}
_TSV: Final = {"ko": "표 (TSV)", "en": "Tables (TSV)"}
_XLSX: Final = {"ko": "표 (엑셀 XLSX)", "en": "Tables (Excel, XLSX)"}
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


def _conll_reader() -> DocumentReader:
    from juseok.formats.tokens.conll_reader import ConllReader

    return ConllReader()


def _conll_writer() -> DocumentWriter:
    from juseok.formats.tokens.conll_writer import ConllWriter

    return ConllWriter()


def _xmi_reader() -> DocumentReader:
    from juseok.formats.cas.reader import XmiReader

    return XmiReader()


def _xmi_writer() -> DocumentWriter:
    from juseok.formats.cas.writer import XmiWriter

    return XmiWriter()


def _cas_json_reader() -> DocumentReader:
    from juseok.formats.cas.reader import JsonReader

    return JsonReader()


def _cas_json_writer() -> DocumentWriter:
    from juseok.formats.cas.writer import JsonWriter

    return JsonWriter()


def _spacy_writer() -> DocumentWriter:
    from juseok.formats.datasets.docbin import SpacyWriter

    return SpacyWriter()


def _hugging_face_writer() -> DocumentWriter:
    from juseok.formats.datasets.hugging_face import HuggingFaceWriter

    return HuggingFaceWriter()


def _conllu_reader() -> DocumentReader:
    from juseok.formats.tokens.conllu_reader import ConlluReader

    return ConlluReader()


def _conllu_writer() -> DocumentWriter:
    from juseok.formats.tokens.conllu_writer import ConlluWriter

    return ConlluWriter()


def _klue_ner_reader() -> DocumentReader:
    from juseok.formats.tokens.klue_ner import KlueNerReader

    return KlueNerReader()


def _klue_ner_writer() -> DocumentWriter:
    from juseok.formats.tokens.klue_ner import KlueNerWriter

    return KlueNerWriter()


def _klue_re_reader() -> DocumentReader:
    from juseok.formats.tokens.klue_re import KlueReReader

    return KlueReReader()


def _klue_re_writer() -> DocumentWriter:
    from juseok.formats.tokens.klue_re import KlueReWriter

    return KlueReWriter()


def _nikl_reader() -> DocumentReader:
    from juseok.formats.tokens.nikl import NiklReader

    return NiklReader()


def _nikl_writer() -> DocumentWriter:
    from juseok.formats.tokens.nikl import NiklWriter

    return NiklWriter()


_SHAPE: Final = FormatOption(
    "shape",
    {"ko": "모양", "en": "Shape"},
    (
        OptionChoice(
            "relations",
            {"ko": "개체와 관계 (entities, relations)", "en": "Entities and relations"},
        ),
        OptionChoice("labels", {"ko": "표지만 (label)", "en": "Labels alone (label)"}),
    ),
    {
        "ko": "관계를 쓰지 않는 프로젝트에는 표지만",
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


def _doccano_reader() -> DocumentReader:
    from juseok.formats.json_tools.doccano import DoccanoReader

    return DoccanoReader()


def _doccano_writer() -> DocumentWriter:
    from juseok.formats.json_tools.doccano import DoccanoWriter

    return DoccanoWriter()


def _prodigy_reader() -> DocumentReader:
    from juseok.formats.json_tools.prodigy import ProdigyReader

    return ProdigyReader()


def _prodigy_writer() -> DocumentWriter:
    from juseok.formats.json_tools.prodigy import ProdigyWriter

    return ProdigyWriter()


def _label_studio_reader() -> DocumentReader:
    from juseok.formats.json_tools.label_studio_reader import LabelStudioReader

    return LabelStudioReader()


def _label_studio_writer() -> DocumentWriter:
    from juseok.formats.json_tools.label_studio import LabelStudioWriter

    return LabelStudioWriter()


def _pubannotation_reader() -> DocumentReader:
    from juseok.formats.json_tools.pubannotation_reader import PubAnnotationReader

    return PubAnnotationReader()


def _pubannotation_writer() -> DocumentWriter:
    from juseok.formats.json_tools.pubannotation import PubAnnotationWriter

    return PubAnnotationWriter()


def _webanno_reader() -> DocumentReader:
    from juseok.formats.cas.tsv_reader import TsvReader

    return TsvReader()


def _webanno_writer() -> DocumentWriter:
    from juseok.formats.cas.tsv_writer import TsvWriter

    return TsvWriter()


_STANDOFF: Final = {
    "ko": "본문 없는 주석(위치와 해시)",
    "en": "Annotations without texts (places and hashes)",
}

FORMATS: Final = Registry(
    (
        Offered(NATIVE, NAMES, (".jsonl",)),
        Offered(
            "brat", {"ko": "brat 스탠드오프", "en": "brat standoff"}, is_folder=True,
            reader=_brat_reader, writer=_brat_writer,
        ),
        Offered(
            XMI, XMI_NAMES, is_folder=True, reader=_xmi_reader, writer=_xmi_writer, family="uima"
        ),
        Offered(
            JSON, JSON_NAMES, is_folder=True, reader=_cas_json_reader, writer=_cas_json_writer,
            family="uima",
        ),
        Offered(
            TSV, TSV_NAMES, is_folder=True, reader=_webanno_reader, writer=_webanno_writer,
            family="uima",
        ),
        Offered(
            "web-annotation",
            {"ko": "W3C 웹 주석 (JSON-LD)", "en": "W3C Web Annotation (JSON-LD)"},
            is_folder=True, reader=_web_annotation_reader, writer=_web_annotation_writer,
        ),
        Offered(
            "csv", _CSV, is_folder=True, writer=_csv_writer, options=(_EXCEL,), family="tables"
        ),
        Offered(
            "tsv", _TSV, is_folder=True, writer=_tsv_writer, options=(_EXCEL,), family="tables"
        ),
        Offered("xlsx", _XLSX, (".xlsx",), writer=_xlsx_writer, family="tables"),
        Offered(
            "mention-table",
            {"ko": "언급 표 (CSV, TSV, XLSX)", "en": "Table of mentions (CSV, TSV, XLSX)"},
            (".csv", ".tsv", ".xlsx"), reader=_mention_table_reader, family="tables",
        ),
        Offered("graphml", _GRAPHML, (".graphml",), writer=_graphml_writer, family="graphs"),
        Offered("gexf", _GEXF, (".gexf",), writer=_gexf_writer, family="graphs"),
        Offered("turtle", _TURTLE, (".ttl",), writer=_turtle_writer),
        Offered(
            "conll", tokens.CONLL, is_folder=True,
            reader=_conll_reader, writer=_conll_writer, options=tokens.OPTIONS,
        ),
        Offered(
            "conllu", tokens.CONLLU, is_folder=True,
            reader=_conllu_reader, writer=_conllu_writer, options=(tokens.WORDS,),
        ),
        Offered(
            "klue-ner", tokens.KLUE_NER, is_folder=True,
            reader=_klue_ner_reader, writer=_klue_ner_writer, family="klue",
        ),
        Offered(
            "klue-re", tokens.KLUE_RE, is_folder=True, reader=_klue_re_reader,
            writer=_klue_re_writer, options=(tokens.NEGATIVES,), family="klue",
        ),
        Offered("spacy", datasets.SPACY, is_folder=True, writer=_spacy_writer),
        Offered(
            "huggingface", datasets.HUGGING_FACE, is_folder=True, writer=_hugging_face_writer,
            options=(datasets.DATA,),
        ),
        Offered(
            "nikl", tokens.NIKL, is_folder=True, reader=_nikl_reader, writer=_nikl_writer
        ),
        Offered("standoff", _STANDOFF, (".jsonl",), writer=_standoff_writer, layers=True),
        Offered(
            "claim-review", {"ko": "ClaimReview (schema.org)", "en": "ClaimReview (schema.org)"},
            (".jsonld",), writer=_claim_review_writer,
        ),
        Offered(
            "html", _HTML, is_folder=True, writer=_html_writer, options=(_PAGE_LANGUAGE,),
            family="pages",
        ),
        Offered(
            "pdf", _PDF, is_folder=True, writer=_pdf_writer, options=(_PAGE_LANGUAGE,),
            family="pages", painted=True,
        ),
        Offered(
            "png", _PNG, is_folder=True, writer=_png_writer, options=(_PAGE_LANGUAGE,),
            family="pages", painted=True,
        ),
        Offered(
            "dna", {"ko": "DNA (Discourse Network Analyzer)",
                    "en": "DNA (Discourse Network Analyzer)"},
            (".dna",), reader=_dna_reader, family="qda",
        ),
        Offered(
            "qualcoder", {"ko": "QualCoder", "en": "QualCoder"}, is_folder=True,
            reader=_qualcoder_reader, family="qda",
        ),
        Offered(
            "refi-qda", {"ko": "REFI-QDA", "en": "REFI-QDA"}, (".qdpx", ".qde", ".qdc"),
            reader=_refi_reader, family="qda",
        ),
        Offered(
            "doccano", {"ko": "doccano JSONL", "en": "doccano JSONL"}, (".jsonl",),
            reader=_doccano_reader, writer=_doccano_writer, options=(_SHAPE, _OFFSETS),
        ),
        Offered(
            "label-studio", {"ko": "Label Studio JSON", "en": "Label Studio JSON"}, is_folder=True,
            reader=_label_studio_reader, writer=_label_studio_writer,
        ),
        Offered(
            "prodigy", {"ko": "Prodigy JSONL", "en": "Prodigy JSONL"}, (".jsonl",),
            reader=_prodigy_reader, writer=_prodigy_writer,
        ),
        Offered(
            "pubannotation", {"ko": "PubAnnotation JSON", "en": "PubAnnotation JSON"},
            is_folder=True, reader=_pubannotation_reader, writer=_pubannotation_writer,
        ),
    )
)  # fmt: skip
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

"""What the formats of tokens are called, and what may be chosen of them.

Loaded at every start, so it needs nothing.
"""

from collections.abc import Mapping
from typing import Final

from juseok.formats.options import FormatOption, OptionChoice

CHAR: Final = "char"
EOJEOL: Final = "eojeol"
MORPHEME: Final = "morpheme"
BIO: Final = "bio"
IOB1: Final = "iob1"
BIOES: Final = "bioes"
CONLL: Final[Mapping[str, str]] = {"ko": "CoNLL-2003 (BIO)", "en": "CoNLL-2003 (BIO)"}
UNIT: Final = FormatOption(
    "unit",
    {"ko": "토큰 단위", "en": "Tokens"},
    (
        OptionChoice(CHAR, {"ko": "글자", "en": "Characters"}),
        OptionChoice(EOJEOL, {"ko": "어절", "en": "Eojeols"}, also=("word",)),
        OptionChoice(MORPHEME, {"ko": "형태소", "en": "Morphemes"}, also=("morph",)),
    ),
    {
        "ko": "한 줄에 하나씩 쓸 토큰. 글자에는 어떤 개체명도 꼭 맞습니다.",
        "en": "What stands on a line. Every entity fits characters exactly.",
    },
)
SCHEME: Final = FormatOption(
    "scheme",
    {"ko": "태그 방식", "en": "Tags"},
    (
        OptionChoice(BIO, {"ko": "BIO(IOB2)", "en": "BIO (IOB2)"}, also=("iob2",)),
        OptionChoice(BIOES, {"ko": "BIOES", "en": "BIOES"}),
        OptionChoice(IOB1, {"ko": "IOB1", "en": "IOB1"}),
    ),
    {
        "ko": "bio(iob2와 같음)는 처음에 B-, bioes는 끝에도 표시, iob1은 맞닿을 때만 B-.",
        "en": "bio (also iob2) begins with B-, bioes marks ends too, iob1 has B- where two touch.",
    },
)
OPTIONS: Final = (UNIT, SCHEME)
KLUE_NER: Final[Mapping[str, str]] = {"ko": "KLUE-NER (TSV)", "en": "KLUE-NER (TSV)"}
KLUE_RE: Final[Mapping[str, str]] = {"ko": "KLUE-RE (JSON)", "en": "KLUE-RE (JSON)"}
NIKL: Final[Mapping[str, str]] = {
    "ko": "모두의 말뭉치 개체명 (JSON)",
    "en": "NIKL named entities (JSON)",
}
NO: Final = "no"
YES: Final = "yes"
NEGATIVES: Final = FormatOption(
    "no_relation",
    {"ko": "관계없음", "en": "No relation"},
    (
        OptionChoice(NO, {"ko": "쓰지 않음", "en": "Leave out"}),
        OptionChoice(YES, {"ko": "쓰기", "en": "Write"}),
    ),
    {
        "ko": "yes이면 한 문장에서 관계가 없는 두 개체명도 no_relation으로 씁니다.",
        "en": "yes writes pairs of a sentence without a relationship, too, as no_relation.",
    },
)
CONLLU: Final[Mapping[str, str]] = {"ko": "CoNLL-U (CorefUD)", "en": "CoNLL-U (CorefUD)"}
WORDS: Final = FormatOption(
    "unit",
    {"ko": "낱말 단위", "en": "Words"},
    (
        OptionChoice(MORPHEME, {"ko": "형태소", "en": "Morphemes"}, also=("morph",)),
        OptionChoice(EOJEOL, {"ko": "어절", "en": "Eojeols"}, also=("word",)),
    ),
    {"ko": "한 줄에 하나씩 쓸 낱말.", "en": "What stands on a line."},
)

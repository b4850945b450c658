"""What the data sets are called, and what may be chosen of them; loaded at every start."""

from collections.abc import Mapping
from typing import Final

from juseok.formats.options import FormatOption, OptionChoice

HUGGING_FACE: Final[Mapping[str, str]] = {
    "ko": "허깅페이스 데이터셋",
    "en": "Hugging Face dataset",
}
SPACY: Final[Mapping[str, str]] = {"ko": "spaCy (DocBin)", "en": "spaCy (DocBin)"}
JSONL: Final = "jsonl"
PARQUET: Final = "parquet"
DATA: Final = FormatOption(
    "data",
    {"ko": "데이터 파일", "en": "Data file"},
    (
        OptionChoice(JSONL, {"ko": "JSONL", "en": "JSONL"}),
        OptionChoice(PARQUET, {"ko": "Parquet", "en": "Parquet"}),
    ),
    {
        "ko": "parquet에는 추가 설치 juseok[parquet]이 있어야 합니다.",
        "en": "parquet needs the extra juseok[parquet].",
    },
)

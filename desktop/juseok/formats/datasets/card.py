"""The card of a data set: a README whose head, in YAML, the Hub reads."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from juseok.formats.datasets.records import SHAPE, Shape
from juseok.formats.document import About

_SIZES: Final = (
    (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
)  # fmt: skip
_LARGEST: Final = "1M<n<10M"
_TYPES: Final[Mapping[str, str]] = {"string": "string", "int": "int64", "bool": "bool"}


def card(about: About, *, file: str, kinds: Mapping[str, int], labels: Mapping[str, int]) -> str:
    """The text of the card; ``labels``: type of mention → how often it occurs."""
    name = about.project or "Juseok"
    count = kinds.get("article", 0)
    size = next((size for limit, size in _SIZES if count < limit), _LARGEST)
    head = [
        "---",
        "language:", "- ko",
        f"pretty_name: {_quoted(name)}",
        "task_categories:", "- token-classification",
        "tags:", "- named-entity-recognition", "- coreference-resolution",
        "- relation-extraction", "- claims", "- news",
        "size_categories:", f"- {size}",
        "configs:", "- config_name: default", "  data_files:", "  - split: train",
        f"    path: {file}",
        "dataset_info:", "  features:", *_features(SHAPE, "  "),
        "  splits:", "  - name: train", f"    num_examples: {count}",
        "---",
    ]  # fmt: skip
    body = [
        f"# {name}",
        "",
        f"{count:,} Korean news articles, annotated by hand with Juseok; layer: {about.layer}.",
        f"Scheme: {about.scheme.id} {about.scheme.version}.  Exported: {about.date}.",
        "",
        "One row an article.  Offsets are code points of `text`, half-open: "
        "`text[start:end]` is the words.  `spans` holds every stretch of a mention.",
        "",
        "| what | how many |",
        "|---|---|",
        *(f"| {kind} | {number:,} |" for kind, number in sorted(kinds.items())),
        "",
        "| type of mention | | how many |",
        "|---|---|---|",
        *_labels(about, labels),
    ]
    return "\n".join([*head, *body]) + "\n"


def _labels(about: About, labels: Mapping[str, int]) -> Iterator[str]:
    for label, number in sorted(labels.items(), key=lambda each: (-each[1], each[0])):
        found = about.scheme.entity_type(label)
        names = f"{found.name('ko')}, {found.name('en')}" if found is not None else ""
        yield f"| `{label}` | {names} | {number:,} |"


def _features(shape: Mapping[str, Shape], indent: str) -> Iterator[str]:
    """As ``datasets`` writes its features: a list of a record is ``list:`` with its fields."""
    for name, each in shape.items():
        yield f"{indent}- name: {name}"
        yield from _feature(each, f"{indent}  ")


def _feature(shape: Shape, indent: str) -> Iterator[str]:
    if isinstance(shape, str):
        yield f"{indent}dtype: {_TYPES[shape]}"
    elif isinstance(shape, tuple):
        inner = shape[0]
        if isinstance(inner, str):
            yield f"{indent}list: {_TYPES[inner]}"
        elif not isinstance(inner, tuple):
            yield f"{indent}list:"
            yield from _features(inner, indent)
    else:
        yield f"{indent}struct:"
        yield from _features(shape, indent)


def _quoted(text: str) -> str:
    """``text`` as a YAML string in double quotes, which are those of JSON."""
    return json.dumps(text, ensure_ascii=False)

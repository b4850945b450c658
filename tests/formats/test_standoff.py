"""Annotations without texts: no word of an article goes out, and every place can be proved."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from tests.formats.documents import documents

from juseok.core.ids import sha256_hex
from juseok.core.scheme import load_scheme
from juseok.formats.document import About, Document, Feature, Way, features_of
from juseok.formats.standoff.writer import StandoffWriter

ABOUT = About(scheme=load_scheme("default"))


@given(documents())
@settings(max_examples=30)
def test_no_words_go_out_and_every_place_proves(document: Document) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "out.jsonl"
        report = StandoffWriter().write([document], path, about=ABOUT)
        (line,) = path.read_text("utf-8").splitlines()
    found = json.loads(line)
    article = document.article
    assert found["sha256"] == sha256_hex(article.text.encode())
    assert len(found["mentions"]) == len(document.annotations.mentions)
    spans = [span for each in found["mentions"] for span in each["spans"]]
    spans += [span for each in found["claims"] for span in (*each["content"], *each["cue"])]
    spans += [ref[1:] for each in found["claims"] for ref in each["source"] if ref[0] == "span"]
    for start, end, digest in spans:
        words = article.text[start:end]
        assert sha256_hex(f"{article.id}\x1f{words}".encode())[:16] == digest
    for words in re.findall(r"[가-힣]{4,}", article.text):
        assert words not in line.replace(article.metadata.publisher or "\0", "")
    told = {line.message.params["what"].code.removeprefix("feature.")  # type: ignore[union-attr]
            for line in report.refused if line.message.code == "format.left_out"}  # fmt: skip
    counts = features_of(document)
    support = StandoffWriter().support
    assert told == {f.value for f in Feature if counts[f] and support[f] is Way.REPORTED}

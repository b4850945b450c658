"""The native format comes back as it was, in the same bytes, and refuses what is damaged."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juseok.core.canon import canonical
from juseok.core.errors import FormatError, SpanError
from juseok.core.ids import article_id, derived_id, sha256_hex
from juseok.core.messages import Message, render
from juseok.core.model import Claim, Entity, How, Kind, Mention, Ref, Relationship, Value
from juseok.core.records import check_fields, from_fields, prove_fields, to_body
from juseok.core.spans import make_span
from juseok.formats.base import ReportBuilder
from juseok.formats.native.fields import from_record, mention_fields, mention_line, to_record
from juseok.formats.native.items import (
    NativeArticle,
    NativeItem,
    NativeObject,
    NativePage,
    zoning_id,
)
from juseok.formats.native.reader import NativeReader
from juseok.formats.native.writer import NativeWriter

TEXT = "한빛전자는 “내년에 늘린다 😀”고 밝혔다.\n도표는 뺐다."
ARTICLE = article_id(TEXT, 1)
PAGE_DATA = TEXT.encode("cp949", errors="replace")


def page(data: bytes) -> NativePage:
    digest = sha256_hex(data)
    fields = {"name": "a.txt", "sha256": digest, "size": len(data), "later": [1]}
    return NativePage(NativeObject(derived_id("page", digest), "page", fields), data)


def article() -> NativeArticle:
    place = {"article": ARTICLE, "page": page(PAGE_DATA).object.id, "page_start": 0, "page_end": 9}
    found = {**place, "title": "늘린다", "bylines": ["가나다"], "published_iso": "2026-03-11"}
    return NativeArticle(
        NativeObject(ARTICLE, "article", {"length": len(TEXT), "norm_version": 1, "title": "?"}),
        TEXT,
        (NativeObject("o1", "occurrence", found), NativeObject("o2", "occurrence", place)),
        NativeObject(
            zoning_id(ARTICLE), "zoning", {"article": ARTICLE, "zones": [[0, 26, "body"]]}
        ),
    )


def annotation(record: Any) -> NativeObject:
    kind = {
        Mention: Kind.MENTION,
        Claim: Kind.CLAIM,
        Relationship: Kind.RELATIONSHIP,
        Entity: Kind.ENTITY,
    }
    return NativeObject(record.id, kind[type(record)].value, to_body(record))


MENTION = Mention(
    "m1", "l", ARTICLE, "ORG", (make_span(TEXT, 0, 4),), "e1",
    {"mention_form": Value("name", How.DEFAULT), "actor": Value(True)}, How.CHANGED,
)  # fmt: skip
CLAIM = Claim(
    "c1", "l", ARTICLE, (make_span(TEXT, 7, 14),), (make_span(TEXT, 19, 22),),
    (Ref("mention", "m1"), Ref("span", span=make_span(TEXT, 0, 4)), Ref("entity", "e1")),
)  # fmt: skip
ITEMS: tuple[NativeItem, ...] = (
    NativeObject("s", "scheme", {"id": "default", "name.ko": "기본", "names": "taken"}),
    NativeObject("t", "type", {"id": "ORG", "scheme": "default", "value.x": {"order": 1}}),
    NativeObject("e1", "entity", {"layer": "r", "type": "ORG", "name": "한빛전자", "new": 3}),
    NativeObject("j", "same_as", {"layer": "r", "a": "e1", "b": "e2"}),
    page(PAGE_DATA),
    page("가나다\r\n".encode()),
    article(),
    annotation(MENTION),
    annotation(CLAIM),
    NativeObject("x", "brand_new", {"id": 1, "kind": 2, "deep": {"a": [None, 1.5]}}),
    NativeObject("y", "end", {"spans": "not ours"}),
)


def write(path: Path, items: Iterable[NativeItem]) -> Path:
    NativeWriter().write(items, path)
    return path


def read(path: Path) -> list[NativeItem]:
    return list(NativeReader().read(path, report=ReportBuilder()))


def test_every_item_comes_back_and_a_second_file_has_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", ITEMS)
    assert tuple(read(first)) == ITEMS
    second = write(tmp_path / "b.jsonl", read(first))
    assert first.read_bytes() == second.read_bytes()


def test_records_say_what_a_person_looks_for(tmp_path: Path) -> None:
    lines = map(json.loads, write(tmp_path / "a.jsonl", ITEMS).read_text("utf-8").splitlines())
    records = {record.get("id", record["kind"]): record for record in lines}
    assert {record["format"] for record in records.values()} == {1}
    shown = records[ARTICLE]
    assert shown["title"] == "늘린다"
    assert shown["bylines"] == ["가나다"]
    assert shown["published_at"] == "2026-03-11"
    assert shown["zones"] == [{"start": 0, "end": 26, "role": "body"}]
    assert shown["extra"] == {"title": "?"}
    assert records["m1"]["spans"] == [{"start": 0, "end": 4, "quote": "한빛전자"}]
    assert records["m1"]["how"] == "changed"
    assert records["m1"]["attributes"]["actor"] == {"value": True, "how": "hand"}
    assert records["c1"]["source"][0] == {"mention": "m1"}
    assert records["e1"]["extra"] == {"new": 3}
    assert records["t"]["code"] == "ORG"
    assert records["s"]["names"] == {"ko": "기본"}
    pages = [record for record in records.values() if record["kind"] == "page"]
    assert [("base64" in record, "text" in record) for record in pages] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_other_programs_can_leave_blank_lines_and_a_mark_at_the_start(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", ITEMS)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert tuple(read(path)) == ITEMS
    assert NativeReader().recognises(path, path.read_bytes()[:100])
    assert not NativeReader().recognises(path, b'{"text": "other"}\n')
    assert not NativeReader().recognises(path, b"\xff\xfe")


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (replace(MENTION, spans=(make_span(TEXT, 5, 6), make_span(TEXT, 10, 11))),
         "annotate.mention.blank"),
        (replace(CLAIM, content=(make_span(TEXT, 5, 6),)), "annotate.claim.blank"),
        (Entity("e1", "r", "ORG", "\u3000"), "annotate.entity.no_name"),
    ],
)  # fmt: skip
def test_a_record_that_says_nothing_is_refused_with_its_line(
    tmp_path: Path, item: Mention | Claim | Entity, code: str
) -> None:
    """It goes out where an older project holds one, for nothing is lost; it does not come in."""
    path = write(tmp_path / "a.jsonl", (article(), annotation(item)))
    with pytest.raises(FormatError) as raised:
        read(path)
    params = raised.value.message.params
    assert (raised.value.message.code, params["line"]) == ("native.at", 3)
    reason = params["reason"]
    assert isinstance(reason, Message)
    assert reason.code == code


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
names = st.sampled_from(
    ["id", "kind", "format", "extra", "attributes", "note", "@actor", "name.ko", "name.", "names",
     "code", "values", "value.a", "text", "zones", "title", "layer", "of", "published_at"]
)  # fmt: skip
kinds = st.sampled_from(
    ["scheme", "type", "attribute", "entity", "remark", "layer", "page", "article", "occurrence",
     "zoning", "end", "project", "object", "same_as", "later"]
)  # fmt: skip


@given(kinds, st.dictionaries(names, json_values, max_size=6))
def test_any_registers_come_back(kind: str, fields: dict[str, Any]) -> None:
    record = json.loads(msgspec.json.encode(to_record("o", kind, fields)))
    assert from_record(record) == ("o", kind, fields)


spans = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 12)).map(
        lambda ends: [*ends, TEXT[ends[0] : ends[1]]]
    ),
    max_size=2,
)
mentions = st.fixed_dictionaries(
    {"layer": st.just("l"), "article": st.just(ARTICLE), "type": st.just("ORG"), "spans": spans},
    optional={
        "entity": json_values,
        "how": json_values,
        "note": json_values,
        "@actor": json_values | st.just([True, "hand"]),
        "@form": st.just(["name", "default"]),
        "new": json_values,
    },
)


@given(mentions)
def test_the_fast_way_to_write_a_mention_gives_the_same_line(fields: dict[str, Any]) -> None:
    line = mention_line("m", fields, TEXT)
    if line is not None:
        prove_fields("mention", fields, TEXT)
        assert msgspec.json.encode(line) == msgspec.json.encode(to_record("m", "mention", fields))


@given(mentions)
def test_the_fast_way_to_read_a_mention_gives_the_same_registers(fields: dict[str, Any]) -> None:
    try:
        line = msgspec.json.encode(to_record("m", "mention", fields))
    except SpanError:
        return
    found = mention_fields(line, ARTICLE, TEXT)
    if found is not None:
        prove_fields("mention", found[1], TEXT)
        from_fields("mention", "m", found[1])
        check_fields("mention", found[1])
        obj, kind, registers = from_record(msgspec.json.decode(line))
        assert (obj, kind, canonical(registers)) == (found[0], "mention", canonical(found[1]))


def test_an_ordinary_mention_goes_the_fast_way() -> None:
    line = mention_line("m1", to_body(MENTION), TEXT)
    assert line is not None
    assert mention_fields(msgspec.json.encode(line), ARTICLE, TEXT) == ("m1", to_body(MENTION))


def edited(edit: Callable[[list[dict[str, Any]]], object]) -> Callable[[bytes], bytes]:
    def apply(data: bytes) -> bytes:
        records = [json.loads(line) for line in data.splitlines()]
        edit(records)
        return b"".join(json.dumps(record).encode() + b"\n" for record in records)

    return apply


def _index(records: list[dict[str, Any]], obj: str) -> int:
    return next(place for place, record in enumerate(records) if record.get("id") == obj)


def _of(records: list[dict[str, Any]], obj: str) -> dict[str, Any]:
    return records[_index(records, obj)]


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut within a line": (lambda data: data[:-60], "native.syntax"),
    "cut between lines": (lambda data: data[: data.rindex(b'{"kind":"end"')], "native.truncated"),
    "empty": (lambda _: b"", "native.truncated"),
    "a line lost": (edited(lambda all_: all_.pop(3)), "native.count"),
    "a record after the end": (edited(lambda all_: all_.append(all_[1])), "native.after_end"),
    "no header": (edited(lambda all_: all_.pop(0)), "native.header"),
    "newer": (edited(lambda all_: all_[0].update(format=2)), "native.newer"),
    "not objects": (lambda _: b"[1]\n", "native.record"),
    "another text": (edited(lambda all_: _of(all_, ARTICLE).update(text="다른")),
                     "native.article_altered"),
    "another page": (edited(lambda all_: all_[6].update(text="다른")), "native.page_altered"),
    "another quote": (edited(lambda all_: _of(all_, "m1")["spans"][0].update(quote="한빛전차")),
                      "span.quote"),
    "moved out of the text": (
        edited(lambda all_: _of(all_, "c1")["source"][1].update(start=900, end=904)),
        "span.bounds",
    ),
    "a span without an end": (edited(lambda all_: _of(all_, "m1")["spans"][0].pop("end")),
                              "native.record"),
    "a mention without a type": (edited(lambda all_: _of(all_, "m1").pop("type")),
                                 "native.record"),
    "an unknown how": (edited(lambda all_: _of(all_, "m1").update(how="magic")),
                       "native.record"),
    "a zone outside": (edited(lambda all_: _of(all_, ARTICLE)["zones"][0].update(end=999)),
                       "span.bounds"),
    "an annotation before its article": (
        edited(lambda all_: all_.insert(2, all_.pop(_index(all_, "m1")))), "native.order",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    damage, code = DAMAGE[name]
    path = write(tmp_path / "a.jsonl", ITEMS)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(FormatError) as caught:
        read(path)
    message = caught.value.message
    inner = message.params.get("reason", message)
    assert isinstance(inner, Message)
    assert inner.code == code
    for language in ("ko", "en"):
        sentence = render(message, language)
        assert str(path) in sentence
        assert "{" not in sentence.replace(str(path), "")
        told = sentence.replace(str(path), "").replace("U+", "")
        if language == "ko" and code == "native.record":  # nothing that Python says of it
            assert re.search(r"[A-Za-z]{3}", re.sub(r"‘\w+’|JSON", "", told)) is None


def test_a_span_that_does_not_prove_is_never_written(tmp_path: Path) -> None:
    wrong = NativeObject("m", "mention", {**to_body(MENTION), "spans": [[0, 4, "한빛전차"]]})
    path = tmp_path / "a.jsonl"
    with pytest.raises(FormatError) as caught:
        write(path, [article(), wrong])
    assert caught.value.message.params["line"] == 3
    with pytest.raises(FormatError):
        write(path, [annotation(MENTION)])
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_a_known_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as caught:
        read(tmp_path / "none.jsonl")
    assert caught.value.message.code == "file.missing"

"""Records of an export as a person reads them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from juseok.ui.dialogs.export_preview import readable

ID = "01a20101-e9ce-7396-b1b1-c34dbd4cd3ef"


def record(kind, **fields):
    return json.dumps({"kind": kind, "format": 1, **fields}, ensure_ascii=False)


def test_a_mention_is_its_words_first_and_its_ids_last_and_short():
    shown = readable(
        [
            record(
                "mention", id=ID, layer=ID, type="GPE",
                spans=[{"start": 0, "end": 1, "quote": "美"}], entity=ID,
                attributes={"actor": {"value": True, "how": "hand"}},
            )
        ]
    )  # fmt: skip
    assert shown.split("\n") == [
        "mention",
        "  type: GPE",
        "  spans: “美” 0–1",
        "  entity: …4cd3ef",
        "  attributes: actor true (hand)",
        "  id: …4cd3ef",
        "  layer: …4cd3ef",
    ]


def test_articles_come_first_with_what_was_left_out_of_each_kind():
    lines = [record("project"), record("type", code="ORG"), None, record("article", title="제목")]
    assert readable(lines).split("\n\n") == [
        "article\n  title: 제목", "type\n  code: ORG", "⋯", "project",
    ]  # fmt: skip


def test_long_texts_and_lists_are_cut_and_empty_fields_left_out():
    zones = [{"start": n, "end": n + 1, "role": "body"} for n in range(7)]
    (whole,) = readable([record("article", url="", text="가" * 999, zones=zones)]).split("\n\n")
    _, text, shown = whole.split("\n")
    assert len(text) < 100
    assert text.endswith("…")
    assert shown == "  zones: body 0–1 · body 1–2 · body 2–3 ⋯ (7)"


def test_one_long_record_is_enough():
    lines = [record("article", title="하나"), record("article", title="둘"), record("mention")]
    shown = readable([*lines, lines[1]]).split("\n\n")
    assert shown == ["article\n  title: 하나", "⋯", "mention"]


def test_lines_of_another_format_are_shown_as_they_are():
    assert readable(["1\t한빛전자\tORG", None]) == "1\t한빛전자\tORG\n⋯"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@given(st.lists(st.none() | st.text() | JSON.map(json.dumps) | st.dictionaries(
    st.text(), JSON).map(lambda fields: json.dumps({**fields, "kind": "x"}))))  # fmt: skip
def test_no_line_of_any_format_is_too_much(lines):
    assert isinstance(readable(lines), str)

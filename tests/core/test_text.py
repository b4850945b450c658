"""Text is decoded strictly, normalised once and exactly, and counted in two units."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from juseok.core.decoding import offered
from juseok.core.errors import TextError
from juseok.core.text import (
    MAX_CHARACTERS,
    Utf16Map,
    check_article_text,
    count_invisible,
    decode,
    invisible,
    name_key,
    normalise,
)

KOREAN = "한빛전자는 내년에 공장을 늘린다고 밝혔다.\n둘째 줄이다."

awkward = st.text(
    st.one_of(
        st.sampled_from("\r\n\u2028\u2029\ufeff가각힣각힣豈\u3164\u200b\u00a0 😀a"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        (KOREAN.encode(), "utf-8", False),
        (b"\xef\xbb\xbf" + KOREAN.encode(), "utf-8", True),
        (KOREAN.encode("cp949"), "cp949", False),
        (KOREAN.encode("utf-16"), "utf-16-le", True),
        (b"\xfe\xff" + KOREAN.encode("utf-16-be"), "utf-16-be", True),
        (KOREAN.encode("utf-16-le"), "utf-16-le", False),
        (KOREAN.encode("utf-16-be"), "utf-16-be", False),
        (KOREAN.encode("utf-32"), "utf-32-le", True),
        (KOREAN.encode("utf-32-be"), "utf-32-be", False),
    ],
)
def test_each_encoding_of_korean_is_recognised(data: bytes, encoding: str, bom: bool) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.bom) == (KOREAN, encoding, bom)


def test_english_in_utf16_without_a_mark_is_not_taken_for_utf8_with_nuls() -> None:
    assert decode("Hello, world.".encode("utf-16-be")).text == "Hello, world."


@pytest.mark.parametrize("label", ["euc-kr", "KS_C_5601-1987", "ksc5601", "MS949"])
def test_every_label_of_korean_legacy_text_means_cp949(label: str) -> None:
    data = "똠방각하가 말했다.".encode("cp949")
    assert decode(data, declared=label).text == "똠방각하가 말했다."
    assert decode(data, chosen=label).encoding == "cp949"


def test_syllables_spelt_out_by_euc_kr_writers_are_put_together() -> None:
    found = decode("펲시콜라와 똠방".encode("euc_kr"))
    assert (found.text, found.recomposed) == ("펲시콜라와 똠방", 2)


def test_a_declared_charset_comes_after_utf8_and_before_cp949() -> None:
    assert decode(KOREAN.encode(), declared="euc-kr").encoding == "utf-8"
    assert decode("日本語の文章".encode("cp932"), declared="shift_jis").text == "日本語の文章"


def test_what_fits_no_encoding_is_asked_about_with_the_place() -> None:
    with pytest.raises(TextError) as caught:
        decode("값 ".encode() + b"\xff\xfe\xff \xff\xff" + "은".encode())
    assert caught.value.message.code == "text.encoding"
    assert caught.value.message.params["position"] == 5


@pytest.mark.parametrize("half", ["\ud800", "\udc00\udfff"])
def test_half_of_a_utf16_pair_in_utf8_is_named_with_its_place(half: str) -> None:
    with pytest.raises(TextError) as caught:
        decode(f"첫 줄\n가나{half}다".encode("utf-8", "surrogatepass"))
    assert caught.value.message.code == "text.surrogate_bytes"
    assert (caught.value.message.params["line"], caught.value.message.params["position"]) == (2, 3)
    assert caught.value.message.params["character"] == f"U+{ord(half[0]):04X}"


def test_windows_1252_is_offered_for_latin_bytes_only() -> None:
    assert "cp1252" in offered("Le café a été rénové.".encode("cp1252"))
    assert "cp1252" not in offered("값은 ".encode() + b"\xff")


def test_korean_bytes_are_not_proposed_as_chinese_or_japanese() -> None:
    assert offered("값은 ".encode() + b"\xff\xff") == ("utf-8", "cp949", "utf-16-le", "utf-16-be")


def test_a_chosen_encoding_that_does_not_fit_is_refused_not_repaired() -> None:
    with pytest.raises(TextError) as caught:
        decode("가나다".encode("cp949"), chosen="utf-8")
    assert caught.value.message.code == "text.not_encoding"
    with pytest.raises(TextError) as caught:
        decode(b"abc", chosen="rot13")
    assert caught.value.message.code == "text.unknown_encoding"


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
def test_a_file_cut_off_inside_a_character_says_so(encoding: str) -> None:
    text = "기사 한 건이 중간에서 끊겼" if encoding != "utf-16" else "기사 끝"
    with pytest.raises(TextError) as caught:
        decode(text.encode(encoding)[:-1])
    assert caught.value.message.code == "text.truncated"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 one",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)) * 4,
        b"\x01\x02\x03\x04\x05\x06" * 30,
    ],
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(TextError) as caught:
        decode(data)
    assert caught.value.message.code in ("text.binary", "text.binary_unknown")


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused_in_words(data: bytes) -> None:
    try:
        found = decode(data)
    except TextError:
        return
    mark = {"utf-8": 3, "utf-16-le": 2, "utf-16-be": 2}.get(found.encoding, 4) if found.bom else 0
    if not found.recomposed:
        assert found.text.encode(found.encoding) == data[mark:]


@given(awkward)
@example("\ufeff\ufeff\r\n각각ᆨ")
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    once = normalise(raw)
    again = normalise(once.text)
    assert again.text == once.text
    assert again.edits == ()


@given(awkward)
def test_each_character_knows_the_raw_run_it_came_from(raw: str) -> None:
    found = normalise(raw)
    text = found.text
    assert found.to_raw(len(text)) == len(raw)
    for offset, char in enumerate(text):
        start, end = found.to_raw(offset), found.to_raw(offset + 1)
        assert normalise(raw[start:end]).text == (char if char != "\ufeff" else "")


@given(st.text(st.sampled_from("ᄀ하ᅵᆨᇂ가각힣히 a")))
def test_jamo_compose_as_nfc_composes_them(raw: str) -> None:
    assert normalise(raw).text == unicodedata.normalize("NFC", raw)


def test_only_newlines_bom_and_jamo_change() -> None:
    kept = "豈 ㈜ ① ㄱ \u200b\u00a0é \u0085 ﬁ"
    assert normalise(kept).text == kept
    found = normalise("\ufeff가\r\n나\r다\u2029" + unicodedata.normalize("NFD", "각"))
    assert found.text == "가\n나\n다\n각"
    assert found.counts() == {"bom": 1, "newline": 3, "jamo": 1}


@pytest.mark.parametrize(
    ("text", "code", "position", "line"),
    [
        ("", "text.empty", None, None),
        (" \n\t", "text.empty", None, None),
        ("\ud800", "text.surrogate", 1, 1),
        ("첫 줄\n둘\x00", "text.nul", 2, 2),
        ("첫 줄\n둘\ud800", "text.surrogate", 2, 2),
        ("가" * (MAX_CHARACTERS + 1), "text.too_long", None, None),
    ],
)
def test_texts_that_cannot_be_articles_are_refused_with_the_place(
    text: str, code: str, position: int | None, line: int | None
) -> None:
    with pytest.raises(TextError) as caught:
        check_article_text(text)
    message = caught.value.message
    assert (message.code, message.params.get("position"), message.params.get("line")) == (
        code,
        position,
        line,
    )


def test_a_text_of_the_greatest_length_is_taken() -> None:
    check_article_text("가" * MAX_CHARACTERS)


@given(st.text(max_size=40) | awkward)
def test_utf16_offsets_go_there_and_back(text: str) -> None:
    table = Utf16Map(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le", "surrogatepass")) // 2
        assert table.to_utf16(point) == unit
        assert table.to_cp(unit) == point
    assert table.units == table.to_utf16(len(text))


def test_the_middle_of_a_surrogate_pair_is_the_start_of_its_character() -> None:
    table = Utf16Map("가😀나")
    assert [table.to_cp(unit) for unit in range(5)] == [0, 1, 1, 2, 3]


def test_invisible_characters_are_found_and_counted() -> None:
    text = "가\u200b나\u202e다\u3164\x07\n\t"
    assert count_invisible(text) == {"zero_width": 1, "bidi": 1, "filler": 1, "control": 1}
    assert [position for position, _, _ in invisible(text)] == [1, 3, 5, 6]


def test_names_that_look_alike_have_one_key() -> None:
    assert name_key("ＡＷＳ\u200b  Korea") == name_key("aws korea")
    assert name_key("한빛") != name_key("한빗")

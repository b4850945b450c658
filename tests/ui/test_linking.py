from hypothesis import given
from hypothesis import strategies as st

from juseok.ui.linking import assign_codes, letter_codes, with_prefix


@given(st.integers(0, 676))
def test_codes_are_different_and_none_begins_another(count):
    codes = letter_codes(count)
    assert len(set(codes)) == count
    singles = {code for code in codes if len(code) == 1}
    assert not any(code[0] in singles for code in codes if len(code) == 2)


def test_up_to_26_have_one_letter():
    assert letter_codes(3) == ["A", "B", "C"]
    assert {len(code) for code in letter_codes(26)} == {1}
    assert len(letter_codes(27)[-1]) == 2


def test_the_nearest_have_the_shorter_codes_in_text_order():
    places = [(f"m{n}", n * 10) for n in range(60)]
    codes = assign_codes(places, 300)
    assert len(codes) == 60
    assert len(codes["m30"]) == 1
    assert len(codes["m0"]) == len(codes["m59"]) == 2
    short = [obj for obj, _ in places if len(codes[obj]) == 1]
    assert [codes[obj] for obj in short] == sorted(codes[obj] for obj in short)


def test_a_typed_letter_leaves_those_that_begin_with_it():
    assert with_prefix([("a", "A"), ("b", "ZA"), ("c", "ZB")], "Z") == {"b": "ZA", "c": "ZB"}

"""What is looked at for each line of each page is quick, and says what the plain rule says."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from juseok.core import decoding, text
from juseok.lang.extract import lines
from juseok.lang.extract.tables import ENDING, FINAL, PERIOD

_ENDS = st.text("가다요죠까니함임됨음a1 .?!…”’\"'」』)]~", min_size=1, max_size=12)


@given(_ENDS, st.booleans())
@example("했다.", False)
@example("했다”.", False)
@example("그렇습니다?!.”", True)
@example("한다.\"')]", False)
def test_a_sentence_is_over_where_the_patterns_say_so(end: str, long: bool) -> None:
    line = "가" * lines.PROSE + end if long else end
    tail = line[-ENDING:]
    plainly = FINAL.search(tail) or (len(line) >= lines.PROSE and PERIOD.search(tail))
    assert lines._is_final(line, tail) == bool(plainly)


@given(st.text("가힣a1 一龥.", max_size=40))
def test_korean_is_counted_by_letters(line: str) -> None:
    letters = len(re.findall("[가-힣\u4e00-\u9fff]", line))
    assert lines.is_korean(line) == (letters * 4 >= len(line))


@given(
    st.text(
        st.sampled_from(
            "가각\ufeff\r\n\u2028\u2029\u1100\u1112\u1161\u1175\u11a8\u11c2\u11c3\ud800a"
        )
    )
)
@example("\u1100\u1161")
@example("가\u11c2")
@example("끝\ufeff")
def test_nothing_that_would_be_edited_is_passed_over(raw: str) -> None:
    assert text._may_need_edit(raw) or text._TO_EDIT.search(raw) is None


def test_the_signs_of_binary_data_are_the_same_as_bytes() -> None:
    ascii_signs = "".join(map(chr, range(128)))
    assert "".join(re.findall(decoding._CONTROL, ascii_signs)).encode() == decoding._CONTROL_BYTES
